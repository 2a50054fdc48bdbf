"""A role: who does what, on either side of the partnership or for a customer."""

from enum import StrEnum

from partner_playbooks.handbook.model.base import Entity, Statement, field, own_id, own_title
from partner_playbooks.handbook.model.field_types import Plain, RichLine, Slug


class Side(StrEnum):
    """On whose side somebody stands: on one of the two of a partnership, or on that of a customer of both."""

    VENDOR = "vendor"
    PARTNER = "partner"
    CUSTOMER = "customer"


PARTIES = (Side.VENDOR, Side.PARTNER)
"""The sides that agree on a plan, and say how far it is."""


class Role(Entity):
    """A part that somebody plays; one person may play several."""

    id: Slug = own_id("partner-manager")
    title: Plain = own_title("Partner manager")
    side: Side = field("Side", "Whose role it is: the vendor's, the partner's or a customer's.", "vendor")
    mission: RichLine = field("Mission", "Why the role exists, in one sentence.", "Make each partner succeed.")
    responsibilities: tuple[Statement, ...] = field(
        "Responsibilities", "What the role answers for.", [{"text": "Runs the kickoff."}], ()
    )
