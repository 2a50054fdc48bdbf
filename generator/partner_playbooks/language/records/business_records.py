"""Tables of business: deals, registrations, leads, funds, costs, and what was agreed."""

from __future__ import annotations

from partner_playbooks.language.records.record_fields import (
    RecordField,
    RecordTable,
    Shape,
    link_to,
)

_PARTNER = link_to("partners", needed=True)
_CURRENCY = RecordField(
    "currency", Shape.TEXT, "the currency of the amount, as its three letters; the programme's where it is left out"
)

BUSINESS_TABLES: tuple[RecordTable, ...] = (
    RecordTable(
        "deals",
        "One row per opportunity, renewals and direct deals included.",
        (
            RecordField("id", Shape.ID, "how the CRM names the deal", needed=True),
            RecordField("opened", Shape.DATE, "the day on which it was opened", needed=True),
            RecordField("closed", Shape.DATE, "the day on which it was won or lost; empty while it is open"),
            RecordField("stage", Shape.TEXT, "its stage in the sales process"),
            RecordField("updated", Shape.DATE, "the day of its last change"),
            RecordField("outcome", Shape.CHOICE, "how it ended", choices=("open", "won", "lost"), known_with="closed"),
            RecordField("amount", Shape.MONEY, "its value", priced_on=("closed", "opened")),
            _CURRENCY,
            RecordField("kind", Shape.CHOICE, "what is sold", choices=("new", "renewal", "expansion")),
            link_to("accounts", about="the customer"),
            RecordField("margin", Shape.MONEY, "its gross margin, as an amount", priced_on=("closed", "opened")),
            RecordField("segment", Shape.TEXT, "the segment of the customer"),
            RecordField("last_contact", Shape.DATE, "the last day of a contact with the customer"),
        ),
        "revenue, deal sizes, win rates, where deals stall, and how concentrated revenue is",
    ),
    RecordTable(
        "deal_partners",
        "Which partner had which part in a deal.",
        (
            link_to("deals", needed=True),
            _PARTNER,
            RecordField("role", Shape.CHOICE, "its part", needed=True, choices=("sourced", "influenced", "fulfilled")),
            RecordField("share", Shape.NUMBER, "its share of the credit, from 0 to 1; all of it where it is left out"),
            RecordField(
                "credit", Shape.MONEY, "its share of the deal's amount, with nothing counted twice", derived=True
            ),
        ),
        "sourced and influenced revenue by partner, with nothing counted twice",
    ),
    RecordTable(
        "deal_stages",
        "One row per stay of a deal in a stage of the sales process.",
        (
            link_to("deals", needed=True),
            RecordField("stage", Shape.TEXT, "the stage", needed=True),
            RecordField("entered", Shape.DATE, "the day on which it began", needed=True),
        ),
        "where partner deals stall",
    ),
    RecordTable(
        "accounts",
        "Customers.",
        (
            RecordField("id", Shape.ID, "how the CRM names the customer", needed=True),
            RecordField("segment", Shape.TEXT, "its segment"),
        ),
        "win rates compared within a segment",
    ),
    RecordTable(
        "target_accounts",
        "Accounts that the programme wants to reach.",
        (
            RecordField("id", Shape.ID, "how the list names the account", needed=True),
            link_to("partners", "covered_by", "the partner that serves it"),
        ),
        "how much of the market partners cover",
    ),
    RecordTable(
        "registrations",
        "Deals that partners registered.",
        (
            RecordField("id", Shape.ID, "how the portal names the registration", needed=True),
            _PARTNER,
            RecordField("submitted", Shape.TIME, "when it was submitted", needed=True),
            RecordField("decided", Shape.TIME, "when a person or a rule decided it"),
            RecordField(
                "decision", Shape.CHOICE, "what was decided", choices=("approved", "rejected"), known_with="decided"
            ),
            RecordField("by_rule", Shape.FLAG, "whether a rule decided it, and no person", known_with="decided"),
            RecordField("conflict", Shape.FLAG, "whether a person confirmed a conflict"),
            RecordField("expires", Shape.DATE, "the day on which it ends", planned=True),
            link_to("deals", about="the deal that came of it"),
        ),
        "how fast registrations are decided, how many conflict, and what becomes of them",
    ),
    RecordTable(
        "leads",
        "Leads that partners submitted.",
        (
            RecordField("id", Shape.ID, "how the system names the lead", needed=True),
            _PARTNER,
            RecordField("submitted", Shape.DATE, "the day on which it was submitted", needed=True),
            RecordField("accepted", Shape.DATE, "the day on which it was accepted"),
            RecordField("won", Shape.DATE, "the day on which its deal was won"),
        ),
        "what becomes of leads",
    ),
    RecordTable(
        "funds",
        "Market development funds.",
        (
            _PARTNER,
            RecordField("allocated_on", Shape.DATE, "the day of the allocation"),
            RecordField("allocated", Shape.MONEY, "the amount allocated", priced_on=("allocated_on",)),
            RecordField("approved_on", Shape.DATE, "the day on which a request was approved"),
            RecordField("approved", Shape.MONEY, "the amount approved", priced_on=("approved_on",)),
            RecordField("spent_on", Shape.DATE, "the day of the activity"),
            RecordField("spent", Shape.MONEY, "the amount spent, with accepted proof", priced_on=("spent_on",)),
            RecordField("claim_until", Shape.DATE, "the last day of the claim", planned=True),
            RecordField("claimed_on", Shape.DATE, "the day of the claim"),
            RecordField("reminders", Shape.NUMBER, "how many reminders of the claim were sent"),
            RecordField("attributed", Shape.MONEY, "the revenue attributed to it", priced_on=("spent_on",)),
            _CURRENCY,
        ),
        "how funds are used, what they bring, and which claims end soon",
    ),
    RecordTable(
        "commissions",
        "Commission of partners, an amount in a row.",
        (
            _PARTNER,
            RecordField("approved", Shape.DATE, "the day of the approval", needed=True),
            RecordField("amount", Shape.MONEY, "the amount", needed=True, priced_on=("approved",)),
            RecordField("pay_on", Shape.DATE, "the day on which it is to be paid", planned=True),
            RecordField("sent", Shape.DATE, "the day on which finance got it"),
            _CURRENCY,
        ),
        "which commission is to be paid",
    ),
    RecordTable(
        "campaigns",
        "Joint campaigns.",
        (
            _PARTNER,
            RecordField("started", Shape.DATE, "the first day on which it reached customers", needed=True),
            RecordField("ended", Shape.DATE, "its last day"),
            RecordField("spend", Shape.MONEY, "what it cost", priced_on=("ended", "started")),
            RecordField("leads", Shape.NUMBER, "qualified leads that it brought"),
            _CURRENCY,
        ),
        "which partners campaign, and what a lead costs",
    ),
    RecordTable(
        "costs",
        "Costs booked to the programme.",
        (
            RecordField("at", Shape.DATE, "the day of the booking", needed=True),
            RecordField("amount", Shape.MONEY, "the amount", needed=True, priced_on=("at",)),
            RecordField("kind", Shape.CHOICE, "for what", choices=("recruitment", "support", "programme")),
            _CURRENCY,
        ),
        "what a new partner costs, and what the programme returns",
    ),
    RecordTable(
        "budgets",
        "Lines of the programme's budget.",
        (
            RecordField("starts", Shape.DATE, "the first day of the year", needed=True, planned=True),
            RecordField("line", Shape.TEXT, "the line"),
            RecordField("planned", Shape.MONEY, "the amount planned", needed=True),
            RecordField("approved", Shape.MONEY, "the amount approved"),
        ),
        "how much of the plan is paid for",
    ),
    RecordTable(
        "targets",
        "What was agreed for a period.",
        (
            RecordField("metric", Shape.ENTITY, "the metric", needed=True, of="metric"),
            RecordField("period", Shape.PERIOD, "the period: 2026, 2026-Q3, 2026-09", needed=True),
            RecordField("region", Shape.TEXT, "for one region only"),
            RecordField("owner", Shape.PERSON, "for one owner only"),
            RecordField("value", Shape.NUMBER, "the value agreed", needed=True),
        ),
        "whether the programme is on plan",
    ),
    RecordTable(
        "control_totals",
        "Totals that another department reports for the same time.",
        (
            RecordField("metric", Shape.ENTITY, "the metric", needed=True, of="metric"),
            RecordField("period", Shape.PERIOD, "the period: 2026, 2026-Q3, 2026-09", needed=True),
            RecordField("expected", Shape.NUMBER, "what the other department says", needed=True),
            RecordField("source", Shape.TEXT, "who says so"),
        ),
        "whether these figures agree with finance's",
    ),
)
"""What is done together, and what it costs and brings."""
