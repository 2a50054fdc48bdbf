"""What was agreed in the demonstration: agreements, reviews, certificates, pauses, targets, and finance's totals."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random
    from collections.abc import Mapping

    Row = dict[str, str]

_TERM, _NOTICE, _RENEWED = 365, 90, 30
"""Days of a term, and before its end the last day of notice and that of the renewal."""
_REVIEW_EVERY = 91
_HELD = 0.8
"""The share of reviews that are held."""
_PAUSED = 0.03
"""The share of partners with which a pause is agreed."""
_COMMITS = 0.2
"""The share of partners with which a goal is agreed in a review."""
_TARGETS = {"sourced-revenue": 0.9, "qualified-partners-signed": 1.2}
"""Metrics that have a target each quarter, as a share of what there was in the one before."""
_OFF = 1.07
"""By how much finance's total of the last quarter differs."""


def list_partner_terms(row: Row, signed: date, last: date, day: date, rng: random.Random) -> Mapping[str, list[Row]]:
    """Give what was agreed with a partner, by table.

    Args:
        row: The partner.
        signed: The day of the signature.
        last: The last day on which it is a partner, as far as is known.
        day: The day of calculation.
        rng: What chance is taken from.
    """
    id_ = row["id"]
    agreements: list[Row] = []
    begin = signed
    while not agreements or begin < last:
        ends = begin + timedelta(_TERM)
        term = {"partner": id_, "starts": str(begin), "ends": str(ends), "notice_by": str(ends - timedelta(_NOTICE))}
        agreements.append(term | ({"renewed": str(ends - timedelta(_RENEWED))} if ends < last else {}))
        begin = ends
    reviews = []
    planned = signed + timedelta(_REVIEW_EVERY)
    while planned <= day + timedelta(_REVIEW_EVERY):
        held = {"held": str(planned)} if planned < last and rng.random() < _HELD else {}
        reviews.append({"partner": id_, "planned": str(planned)} | held)
        planned += timedelta(_REVIEW_EVERY)
    people = []
    for number in range(rng.randrange(4)):
        enrolled = signed + timedelta(rng.randrange(10, 200))
        completed = enrolled + timedelta(rng.randrange(5, 60))
        person = {"partner": id_, "person": f"person{number}@{id_.lower()}.example.com", "course": "Seller path"}
        person |= {"level": "certificate", "role": "seller", "enrolled": str(enrolled)}
        if completed <= last:
            person |= {"completed": str(completed), "expires": str(completed + timedelta(_TERM)), "reminders": "0"}
        if enrolled <= last:
            people.append(person)
    pauses = []
    if rng.random() < _PAUSED:
        pause = {"partner": id_, "starts": str(day - timedelta(20)), "until": str(day + timedelta(25))}
        pauses.append(pause | {"reason": "Their buyer is on leave", "next_step": "Call on their return"})
    commitments = []
    if reviews and rng.random() < _COMMITS:
        agreed = {"partner": id_, "metric": "sourced-revenue", "agreed": str(max(signed, day - timedelta(100)))}
        aim = str(1000 * rng.randrange(5, 60))
        commitments.append(agreed | {"was": "0", "aim": aim, "by": str(day + timedelta(20))})
    return {
        "agreements": agreements,
        "reviews": reviews,
        "enrolments": people,
        "pauses": pauses,
        "commitments": commitments,
    }


def list_programme_terms(rows: Mapping[str, list[Row]], day: date) -> Mapping[str, list[Row]]:
    """Give the targets of the quarter, and what finance says of the one before: its revenue is 7 % higher."""
    begin = date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
    before = begin - timedelta(1)
    sourced = {row["deal"] for row in rows["deal_partners"] if row["role"] == "sourced"}
    won = [row for row in rows["deals"] if row.get("outcome") == "won" and row["id"] in sourced]
    first = date(before.year, before.month - 2, 1)
    revenue = sum(float(row["amount"]) for row in won if str(first) <= row["closed"] <= str(before))
    signed = sum(str(first) <= row.get("signed", "")[:10] <= str(before) for row in rows["partners"])
    period = f"{begin.year}-Q{(begin.month + 2) // 3}"
    told = {"sourced-revenue": revenue, "qualified-partners-signed": signed}
    targets = [
        {"metric": metric, "period": period, "value": f"{told[metric] * share:.2f}"}
        for metric, share in _TARGETS.items()
    ]
    total = {"metric": "sourced-revenue", "period": f"{before.year}-Q{(before.month + 2) // 3}", "source": "finance"}
    return {"targets": targets, "control_totals": [total | {"expected": f"{revenue * _OFF:.2f}"}]}
