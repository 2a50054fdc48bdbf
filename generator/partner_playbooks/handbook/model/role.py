"""A role: who does what, on either side of the partnership."""

from enum import StrEnum

from partner_playbooks.handbook.model.base import Entity, Statement, field, own_id, own_title
from partner_playbooks.handbook.model.field_types import Plain, RichLine, Slug


class Side(StrEnum):
    """The two sides of a partnership."""

    VENDOR = "vendor"
    PARTNER = "partner"


class Role(Entity):
    """A part that somebody plays; one person may play several."""

    id: Slug = own_id("partner-manager")
    title: Plain = own_title("Partner manager")
    side: Side = field("Side", "On which side of the partnership the role stands.", "vendor")
    mission: RichLine = field("Mission", "Why the role exists, in one sentence.", "Make each partner succeed.")
    responsibilities: tuple[Statement, ...] = field(
        "Responsibilities", "What the role answers for.", [{"text": "Runs the kickoff."}], ()
    )
