"""What systems keep of the demonstration's partners: facts, funds, commission, states of registrations."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    Row = dict[str, str]

_HAS_RECORD, _HAS_BANK, _IS_WELCOMED = 0.9, 0.85, 0.95
"""Shares of partners whose record is complete, whose bank details are, and that got the welcome pack."""
_MONTH, _YEAR = 30, 365
_SCORES = 12
"""Months of health scores that are kept."""
_HAS_FUNDS, _CLAIMS = 0.3, 0.7
_NEEDED_TWICE, _DIRECT, _RESERVED, _COMPLETE = 0.05, 0.04, 0.02, 0.9
"""Shares of registrations for whose need another partner registered, that direct sales claims, that are reserved, and
that are complete."""
_RECENT = 120
"""Days for which states of a registration are kept."""


def list_system_records(row: Row, signed: date, last: date, day: date) -> Mapping[str, list[Row]]:
    """Give what is known of a partner besides its own record, by table: the same for the same partner.

    Args:
        row: The partner.
        signed: The day of the signature.
        last: The last day on which it is a partner, as far as is known.
        day: The day of calculation.
    """
    rng = random.Random(f"{row['id']} {row['committed']}")  # noqa: S311 - no secret is made
    id_ = row["id"]
    facts = []
    for name, share, after in (
        ("record_complete", _HAS_RECORD, 2),
        ("welcome_sent", _IS_WELCOMED, 4),
        ("bank_details_complete", _HAS_BANK, 20),
    ):
        at = signed + timedelta(rng.randrange(after))
        if rng.random() < share and at <= last:
            facts.append(_hold(id_, name, at))
    score = rng.randrange(55, 95)
    for month in reversed(range(_SCORES)):
        at = day - timedelta(3 + _MONTH * month)
        score = max(20, min(100, score + rng.randrange(-9, 9)))
        if signed < at <= last:
            facts.append({"partner": id_, "name": "health_score", "at": str(at), "number": str(score)})
    return {"partner_facts": facts, "funds": list(_list_funds(id_, signed, last, rng))}


def list_registration_facts(registrations: Sequence[Row], day: date) -> Iterator[Row]:
    """Yield what the portal keeps of recent registrations."""
    for row in registrations:
        rng = random.Random(row["id"])  # noqa: S311 - no secret is made
        submitted = date.fromisoformat(row["submitted"][:10])
        many = 2 if rng.random() < _NEEDED_TWICE else 1
        states = [("direct_opportunity_open", _DIRECT), ("account_reserved", _RESERVED)]
        held = [name for name, share in [*states, ("registration_complete", _COMPLETE)] if rng.random() < share]
        if (day - submitted).days <= _RECENT:
            about = {"registration": row["id"]}
            number = {"name": "registrations_for_need", "at": str(submitted), "number": str(many)}
            yield {"partner": row["partner"], **number, **about}
            yield from (_hold(row["partner"], name, submitted) | about for name in held)


def list_commissions(deals: Mapping[str, Row], partners: Sequence[Row], day: date) -> Iterator[Row]:
    """Yield a tenth of each deal that was won within a year for the partner that sourced it; paid a month later."""
    for row in partners:
        deal = deals[row["deal"]]
        closed = date.fromisoformat(deal["closed"]) if deal.get("outcome") == "won" else date.min
        if row["role"] == "sourced" and (day - closed).days <= _YEAR:
            pay_on = closed + timedelta(_MONTH + closed.toordinal() % 5)
            sent = {"sent": str(pay_on - timedelta(5))} if pay_on - timedelta(5) <= day else {}
            paid = {"approved": str(closed), "amount": f"{float(deal['amount']) / 10:.2f}", "pay_on": str(pay_on)}
            yield {"partner": row["partner"], **paid, **sent}


def _list_funds(id_: str, signed: date, last: date, rng: random.Random) -> Iterator[Row]:
    """Yield requests for funds, some of which are never claimed."""
    at = signed + timedelta(rng.randrange(60, 200))
    while rng.random() < _HAS_FUNDS and at <= last:
        until = at + timedelta(90)
        amount = 500 * rng.randrange(2, 12)
        claimed = at + timedelta(rng.randrange(30, 85))
        row = {"partner": id_, "approved_on": str(at), "approved": str(amount), "claim_until": str(until)}
        reminded = {"reminders": str(rng.randrange(2))}
        done = {"claimed_on": str(claimed), "spent": str(amount), "spent_on": str(claimed - timedelta(10))}
        yield row | reminded | (done if claimed <= last and rng.random() < _CLAIMS else {})
        at += timedelta(rng.randrange(100, 250))


def _hold(partner: str, name: str, at: date) -> Row:
    return {"partner": partner, "name": name, "at": str(at), "value": "true"}
