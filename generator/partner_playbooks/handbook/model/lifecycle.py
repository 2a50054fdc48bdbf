"""The order of stages, their phases, and the loops back."""

from typing import Annotated

from partner_playbooks.handbook.model.base import Entity, Entry, Statement, field, own_id, own_title
from partner_playbooks.handbook.model.field_types import ForPartners, Plain, Ref, Rich, RichLine, Slug, StageRef


class Phase(Entry):
    """A run of stages that share an aim."""

    id: Slug = field("Id", "Stable name of the phase within its lifecycle.", "foundation")
    title: Plain = field("Title", "The phase's name.", "Foundation")
    description: Rich = field("Description", "What the phase is for.", "Decide, choose and sign.")
    description_for_partners: Annotated[Rich | None, ForPartners("description")] = field(
        "Description for partners", "What partners read in its place.", "Talks, and the agreement.", None
    )
    stages: tuple[StageRef, ...] = field("Stages", "Ids of the stages, in order.", ["align", "identify"])


class Loop(Entry):
    """A way back from a later stage to an earlier one."""

    title: Plain = field("Title", "What the loop is called.", "The expansion loop")
    path: tuple[StageRef, ...] = field("Path", "Ids of the stages it runs through.", ["grow", "retain", "co-sell"])
    description: Rich = field("Description", "When a partner takes it, and why.", "A new region starts a new cycle.")


class GuideStep(Entry):
    """One step of using the handbook on a programme: assess, design, track, optimise."""

    id: Slug = field("Id", "Stable name of the step.", "assess")
    title: Plain = field("Title", "What the reader does.", "Assess where you are")
    text: Rich = field("Text", "How to do it.", "Place each partner at the stage whose exit test it has not met.")
    questions: tuple[Statement, ...] = field(
        "Questions", "What the reader should be able to answer afterwards.", [{"text": "Who is stuck?"}], ()
    )


class Correspondence(Entry):
    """Where a stage of this lifecycle is found in the primary one."""

    stage: Annotated[str, Ref("stage", required=True)] = field("Stage", "Id of one of its stages.", "onboarding")
    to: tuple[StageRef, ...] = field("To", "Ids of the primary lifecycle's stages it covers.", ["activate"], ())
    note: RichLine | None = field("Note", "What to mind when changing over.", "Activation means co-selling here.", None)


class Lifecycle(Entity):
    """A named order of stages. A handbook may have several; one of them is primary."""

    id: Slug = own_id("nine-stages")
    title: Plain = own_title("Nine stages")
    title_for_partners: Annotated[Plain | None, ForPartners("title")] = field(
        "Title for partners", "What partners call it, who see fewer stages.", "The way we work together", None
    )
    summary: RichLine = field("Summary", "One sentence on the whole.", "Nine stages from strategy to growth.")
    summary_for_partners: Annotated[RichLine | None, ForPartners("summary")] = field(
        "Summary for partners", "What partners read in its place.", "Seven stages from agreement to growth.", None
    )
    description: Rich = field("Description", "How the stages hang together.", "Each stage builds on the last.")
    description_for_partners: Annotated[Rich | None, ForPartners("description")] = field(
        "Description for partners", "What partners read in its place.", "Each stage builds on the last.", None
    )
    phases: tuple[Phase, ...] = field("Phases", "The phases with their stages, in order.", [{"id": "foundation"}])
    loops: tuple[Loop, ...] = field("Loops", "Ways back to earlier stages.", [{"title": "Expansion"}], ())
    crosswalk: tuple[Correspondence, ...] = field(
        "Crosswalk",
        "Where each stage is found in the primary lifecycle; the primary one itself has none.",
        [{"stage": "onboarding", "to": ["activate"]}],
        (),
    )
    onboarding: tuple[StageRef, ...] = field(
        "Onboarding",
        "Ids of the stages that make a new partner active; each partner type's onboarding path is made of them.",
        ["activate", "enable"],
        (),
    )
    guide: tuple[GuideStep, ...] = field(
        "Guide", "How a programme uses the lifecycle, step by step.", [{"id": "assess"}], ()
    )
