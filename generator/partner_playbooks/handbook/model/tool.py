"""Software for partner programmes: what a source says about it, and what to check before buying."""

from enum import StrEnum

from partner_playbooks.handbook.model.base import Entity, Entry, Statement, field, own_id, own_title
from partner_playbooks.handbook.model.field_types import Flag, Plain, Rich, Slug, SourceRef, StageRef


class Family(StrEnum):
    """What a tool is strongest at; choose by the stage that is the bottleneck."""

    RECRUITMENT = "recruitment"
    ENABLEMENT = "enablement"
    PROJECT_ROOMS = "project-rooms"
    MANAGEMENT = "management"


class Strength(Entry):
    """What the source names a tool for, in one family."""

    family: Family = field("Family", "recruitment, enablement, project-rooms or management.", "recruitment")
    stages: tuple[StageRef, ...] = field("Stages", "Ids of the stages it helps with.", ["identify"], ())
    reported: Rich = field("Reported", "What the source says it does.", "The article names it for account data.")
    checks: tuple[Statement, ...] = field(
        "Before buying", "What to find out before a contract.", [{"text": "Try it with two partners."}], ()
    )


class Tool(Entity):
    """A product that a source names. The handbook has tested none and recommends none."""

    id: Slug = own_id("partner-portal")
    title: Plain = own_title("Partner portal")
    category: Plain = field("Category", "What the source calls it.", "Ecosystem platform")
    source: SourceRef | None = field("Source", "Id of the source that names it.", "six-stage-article", None)
    own_product: Flag = field("Source's own product", "Whether the source's publisher sells it.", "true", default=False)
    strengths: tuple[Strength, ...] = field("Strengths", "What it is named for.", [{"family": "recruitment"}])
