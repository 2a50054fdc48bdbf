"""A stage of the lifecycle: its criteria, checklist, responsibilities, practices and pitfalls."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated

from partner_playbooks.handbook.model.base import (
    Entity,
    Entry,
    Record,
    Statement,
    field,
    own_id,
    own_title,
    own_words,
)
from partner_playbooks.handbook.model.field_types import (
    DocumentRef,
    Flag,
    ForPartners,
    ItemId,
    ItemRef,
    MetricRef,
    PartnerTypeRef,
    Plain,
    Rich,
    RichLine,
    RoleRef,
    Slug,
    SourceRef,
    Whole,
)
from partner_playbooks.handbook.model.task import DayCount, Task


class Anchor(StrEnum):
    """The date that days are counted from."""

    STAGE_START = "stage-start"
    COMMITMENT = "commitment"
    SIGNATURE = "signature"
    LAUNCH = "launch"
    QUARTER_START = "quarter-start"
    RENEWAL = "renewal"


class Due(DayCount):
    """A day counted from an anchor: day 1 is the anchor date itself, -7 is seven days before it."""

    anchor: Anchor = field("Anchor", "The date that days are counted from.", "signature", Anchor.STAGE_START)


class ChecklistItem(Task):
    """One thing to do, written once; stage pages, role pages and plans are views of it."""

    id: ItemId = field("Id", "The stage's id, a dot, and a stable name.", "activate.portal-access")
    title: Plain = field("Title", "What to do, starting with a verb.", "Give every named user portal access")
    owner: RoleRef = field("Owner", "Id of the role that does it.", "partner-operations")
    depends_on: tuple[ItemRef, ...] = field(
        "Depends on", "Ids of items that must be done first.", ["activate.kickoff"], ()
    )
    done_when: RichLine = field("Done when", "The evidence that it is done.", "Each named user has logged in once.")
    due: Due = field("Due", "When it is due.", {"anchor": "signature", "day": 3})
    group: Plain | None = field(
        "Group", "A heading over this and the other items of the same group.", "Before the first call", None
    )
    required: Flag = field("Required", "Whether the stage's exit needs it.", "false", default=True)


class Activity(Entry):
    """One row of the stage's RACI matrix: exactly one role is accountable."""

    activity: Plain = field("Activity", "What is decided or produced.", "Approve the partner plan")
    accountable: tuple[RoleRef, ...] = field(
        "Accountable", "The one role that answers for the result.", ["head-of-partnerships"], ()
    )
    responsible: tuple[RoleRef, ...] = field("Responsible", "Roles that do the work.", ["partner-manager"], ())
    consulted: tuple[RoleRef, ...] = field("Consulted", "Roles that are asked first.", ["finance"], ())
    informed: tuple[RoleRef, ...] = field("Informed", "Roles that are told afterwards.", ["account-executive"], ())


class Claim(Entry):
    """Something that may state a figure, and then names its source or says that the source gives none."""

    source: SourceRef | None = field("Source", "Id of the source it is taken from.", "six-stage-article", None)
    no_origin: Flag = field(
        "No origin given",
        "True where the source states the figure without saying where it is from.",
        "true",
        default=False,
    )


class Practice(Claim):
    """A way of working that has proved itself."""

    title: Plain = field("Title", "The practice in a few words.", "Run the first 90 days as a shared sprint")
    text: Rich = field("Text", "How and why.", "Agree milestones and exit tests in the kickoff.")


class Pitfall(Claim):
    """What goes wrong, how it shows, and what to do about it."""

    id: Slug = field("Id", "Stable name within the stage.", "silent-after-signing")
    title: Plain = field("Title", "The mistake in a few words.", "Signing is treated as the finish")
    other_words: tuple[Plain, ...] = own_words("nobody answers after signing")
    sign: Plain = field(
        "Sign", "How somebody in trouble would say it; the home page lists it.", "Partners sign and go silent"
    )
    remedy: Rich = field("Remedy", "What to do now.", "Call within two days and agree the first joint task.")
    metric: MetricRef | None = field("Metric", "Id of the metric that shows it first.", "seven-day-login-rate", None)


class TypeTime(Entry):
    """What a partner type takes where it differs."""

    partner_types: tuple[PartnerTypeRef, ...] = field("Partner types", "Ids of the types.", ["isv"])
    days: Whole = field("Days", "Calendar days from entry to the passed exit test.", 120)


class StageTime(Record):
    """How long a partner should stay in a stage at most."""

    days: Whole = field("Days", "Calendar days from entry to the passed exit test.", 90)
    types: tuple[TypeTime, ...] = field(
        "Types", "Partner types for which it differs.", [{"partner_types": ["isv"], "days": 120}], ()
    )
    note: RichLine | None = field("Note", "Where it comes from.", "The length of the 90-day plan.", None)


class Question(Statement):
    """A question to assess a stage by; partners may be asked it in their own words."""

    text_for_partners: Annotated[RichLine | None, ForPartners("text")] = field(
        "Text for partners", "How a partner is asked it, of its own side.", "Do you have a plan with dates?", None
    )


class Stage(Entity):
    """One stage of a partnership, from entry criteria to exit test."""

    id: Slug = own_id("activate")
    title: Plain = own_title("Activate")
    subtitle: Plain = field("Subtitle", "What the stage is, in a few words.", "Initial onboarding")
    purpose: Rich = field("Purpose", "Why the stage exists and what it achieves.", "Turn a signature into use.")
    owner: RoleRef | None = field("Owner", "Id of the role that answers for the stage.", "partner-manager", None)
    entry: tuple[Statement, ...] = field("Entry criteria", "What must be true to start.", [{"text": "Signed."}], ())
    exit: tuple[Statement, ...] = field("Exit test", "What must be true to leave.", [{"text": "First deal."}], ())
    time: StageTime | None = field("Time", "How long a partner should stay in it.", {"days": 90}, None)
    open_ended: Flag = field(
        "Open-ended", "Whether partners stay in it for as long as the partnership lasts.", "true", default=False
    )
    checklist: tuple[ChecklistItem, ...] = field(
        "Checklist", "What to do, in order.", [{"id": "activate.portal-access"}], ()
    )
    raci: tuple[Activity, ...] = field("RACI", "Who does and answers for what.", [{"activity": "Kickoff"}], ())
    metrics: tuple[MetricRef, ...] = field("Metrics", "Ids of the metrics that measure it.", ["activation-rate"], ())
    practices: tuple[Practice, ...] = field("Practices", "What has proved itself.", [{"title": "Sprint"}], ())
    pitfalls: tuple[Pitfall, ...] = field("Pitfalls", "What goes wrong.", [{"id": "silence"}], ())
    questions: tuple[Question, ...] = field(
        "Questions",
        "Yes-or-no questions to assess the stage by.",
        [{"text": "Does every partner have a plan?"}],
        (),
    )
    documents: tuple[DocumentRef, ...] = field(
        "Documents", "Ids of the documents the stage uses.", ["kickoff-agenda"], ()
    )

    @property
    def in_groups(self) -> Mapping[str, tuple[ChecklistItem, ...]]:
        """The checklist by the headings of its groups, in the order in which they come; "" has what is in none."""
        groups: dict[str, list[ChecklistItem]] = {}
        for item in self.checklist:
            groups.setdefault(item.group or "", []).append(item)
        return {group: tuple(items) for group, items in groups.items()}
