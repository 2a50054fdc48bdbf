"""A partner type: how it earns, what it needs, and which event makes it active."""

from partner_playbooks.handbook.model.base import Entity, Statement, field, own_id, own_title
from partner_playbooks.handbook.model.field_types import Plain, Rich, RichLine, Slug


class PartnerType(Entity):
    """A kind of partner with a motion of its own."""

    id: Slug = own_id("reseller")
    title: Plain = own_title("Reseller")
    motion: Rich = field("Motion", "How this type brings business.", "Buys, adds services and resells.")
    invoicing: RichLine = field("Who invoices", "Who sends the customer the bill.", "The partner invoices.")
    earnings: RichLine = field("Earnings", "What the partner earns from.", "Margin and services.")
    enablement_need: RichLine = field("Enablement need", "What it must learn to succeed.", "Sales and pre-sales.")
    agreement: RichLine = field("Agreement", "The contract it usually signs.", "Reseller agreement.")
    activation_event: RichLine = field("Activation event", "What proves that it is active.", "First deal registered.")
    watch_outs: tuple[Statement, ...] = field("Watch-outs", "What to look out for.", [{"text": "Conflict."}], ())
