"""Records of a programme that does not exist, made from a seed: what is true of them is known beforehand."""

from __future__ import annotations

import csv
import io
import random
from dataclasses import dataclass
from datetime import date, timedelta
from math import exp
from typing import TYPE_CHECKING

from partner_playbooks.language.diagnostics import UserError
from partner_playbooks.language.records import TABLES
from partner_playbooks.tracking.demo_facts import (
    list_commissions,
    list_registration_facts,
    list_system_records,
)
from partner_playbooks.tracking.demo_terms import list_partner_terms, list_programme_terms

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from partner_playbooks.handbook.linked import Handbook
    from partner_playbooks.handbook.model.stage import Stage

    Row = dict[str, str]

_YEARS = 3
_REGIONS = ("North", "South", "East", "West")
STRONG = "West"
"""The region whose deals are larger."""
_FIRST = "recruit"
"""The stage with which partners begin: those before it hold none."""
SLOW_TYPES = ("isv", "oem")
"""The technology partners, which the bottleneck holds up."""
_COMMON = {"isv": 8, "reseller": 4, "msp": 2}
"""How many partners of some types there are for one of each other."""
_NAMES = ("Alder", "Birch", "Cedar", "Dale", "Elm", "Fern", "Grove", "Heath", "Isle", "Juniper", "Knoll", "Larch")
_KINDS = ("Systems", "Partners", "Consulting", "Networks", "Digital", "Services", "Works", "Labs")
_WRONG = 0.02
"""The share of rows that are spoilt."""
_SOUND = ("partners", "targets", "control_totals")
"""Tables whose rows are not spoilt."""
_GIVES_UP = 0.06
"""The share of partners that leaves the programme after a stage."""
_WON, _APPROVED, _IN_CONFLICT, _CLAIMED_TWICE = 0.4, 0.85, 0.03, 0.04
"""Shares of deals that are won, of registrations that are approved or in conflict, of deals with two sources."""
_SLOWER, _FASTER, _LARGER = 2.4, 0.6, 1.8
"""By how much the bottleneck, the change that worked and the strong region differ."""
_DEAL_STAGES = ("Qualified", "Proposal", "Negotiation")
_FALLS_SILENT, _LONG = 0.05, 500
"""The share of partners that fell silent at least 200 days ago, of those that have been there for some days."""
_HALF_QUARTER = 45
"""Days before and after the middle of the dormant intake."""
_STALE = 0.45
"""How often a partner of the dormant intake does nothing at all."""


@dataclass(frozen=True, slots=True)
class Demo:
    """The files of a demonstration, by path, and what is true of its records."""

    files: Mapping[str, bytes]
    truths: tuple[str, ...]


def make_demo(handbook: Handbook, day: date, *, partners: int, seed: int) -> Demo:
    """Make records of a programme of some years up to a day.

    True of them: in the stage called enable, technology partners take more than twice as long; the partners that signed
    in one quarter are mostly dormant; one region sells more than the others; activation got faster at a known day; some
    deals have two partners that both claim to be their source; and two rows of a hundred are spoilt.

    Raises:
        UserError: the handbook has no partner type, or no stage with a time, of which partners could be made.
    """
    stages = [stage for stage in handbook.stages if stage.time or stage.open_ended]
    if not handbook.partner_types or not stages:
        hint = "add a partner type under content/partner-types/, and `time:` to a stage, or name another --project"
        raise UserError("records are made of partner types and of stages with a time; this content lacks one", hint)
    return _Maker(handbook, day, random.Random(seed)).make(partners)  # noqa: S311 - no secret is made


class _Maker:
    def __init__(self, handbook: Handbook, day: date, rng: random.Random) -> None:
        self._terms = random.Random(rng.random())  # noqa: S311 - no secret is made
        lifecycle = handbook.lifecycle
        order = [] if lifecycle is None else [stage for phase in lifecycle.phases for stage in phase.stages]
        by_id = {stage.id: stage for stage in handbook.stages}
        first = order.index(_FIRST) if _FIRST in order else 0
        self._stages: list[Stage] = [by_id[id_] for id_ in order[first:] if by_id[id_].time or by_id[id_].open_ended]
        self._types = list(handbook.entities.get("partner-type", {}))
        self._tiers = list(handbook.entities.get("tier", {}))
        self._day, self._rng = day, rng
        self._begin = day - timedelta(365 * _YEARS)
        self._dormant = day - timedelta(300)
        self._changed = day - timedelta(365)
        self._rows: dict[str, list[Row]] = {name: [] for name in TABLES}

    def make(self, count: int) -> Demo:
        for number in range(count):
            self._add_partner(number)
        for table, rows in list_programme_terms(self._rows, self._day).items():
            self._rows[table] += rows
        self._rows["partner_facts"] += list_registration_facts(self._rows["registrations"], self._day)
        deals = {row["id"]: row for row in self._rows["deals"]}
        self._rows["commissions"] += list_commissions(deals, self._rows["deal_partners"], self._day)
        self._spoil()
        files = {f"records/{name}.csv": _write(rows) for name, rows in self._rows.items() if rows}
        files["tracking.yml"] = self._write_settings().encode()
        return Demo(files, self._list_truths())

    def _add_partner(self, number: int) -> None:
        rng = self._rng
        weights = [_COMMON.get(each, 1) for each in self._types]
        id_, (type_,) = f"P{number + 1:05}", rng.choices(self._types, weights)
        committed = self._begin + timedelta(rng.randrange(365 * _YEARS - 20))
        signed = committed + timedelta(rng.randrange(3, 20))
        is_dormant = abs((signed - self._dormant).days) < _HALF_QUARTER and rng.random() < _STALE
        row = {
            "id": id_,
            "name": f"{rng.choice(_NAMES)} {rng.choice(_KINDS)} {number + 1}",
            "type": type_,
            "region": rng.choice(_REGIONS),
            "tier": self._tiers[min(int(rng.expovariate(1.2)), len(self._tiers) - 1)] if self._tiers else "",
            "owner": f"manager{rng.randrange(6)}@example.com",
            "committed": committed.isoformat(),
            "score": str(rng.randrange(50, 100)),
        }
        if signed <= self._day:
            given = signed + timedelta(rng.randrange(1, 6))
            row |= {"signed": f"{signed} 10:00", "access_given": f"{min(given, self._day)} 09:00"}
        self._rows["partners"].append(row)
        ended = self._walk_stages(row, committed, is_dormant=is_dormant)
        if ended is not None:
            row["ended"] = ended.isoformat()
        last = min(ended or self._day, self._day)
        if signed < last and not is_dormant:
            self._add_life(row, signed, last)
        if signed < last:
            terms = list_partner_terms(row, signed, last, self._day, self._terms)
            for table, rows in (*terms.items(), *list_system_records(row, signed, last, self._day).items()):
                self._rows[table] += rows

    def _walk_stages(self, row: Row, begin: date, *, is_dormant: bool) -> date | None:
        """Take a partner from stage to stage; give the day on which it leaves the programme, if it does."""
        entered = begin
        for place, stage in enumerate(self._stages):
            if stage.open_ended or stage.time is None:
                self._rows["stage_entries"].append(_stay(row["id"], stage.id, entered, None))
                return None
            usual = stage.time.days * 0.75 * exp(self._rng.gauss(0, 0.35))
            if stage.id == "enable" and row["type"] in SLOW_TYPES:
                usual *= _SLOWER
            if stage.id == "activate" and entered >= self._changed:
                usual *= _FASTER
            left = entered + timedelta(max(1, round(usual)))
            if is_dormant and place > 0:
                left = date.max
            if left > self._day:
                self._rows["stage_entries"].append(_stay(row["id"], stage.id, entered, None))
                return None
            self._rows["stage_entries"].append(_stay(row["id"], stage.id, entered, left))
            if self._rng.random() < _GIVES_UP:
                return left
            entered = left
        return None

    def _add_life(self, row: Row, signed: date, last: date) -> None:
        rng = self._rng
        day = signed
        login = signed + timedelta(rng.randrange(1, 20))
        if login <= last:
            row["first_login"] = login.isoformat()
        activated = signed + timedelta(rng.randrange(20, 130))
        if activated <= last:
            row["activated"] = activated.isoformat()
        quiet = last
        if (last - signed).days > _LONG and rng.random() < _FALLS_SILENT:
            quiet = last - timedelta(rng.randrange(200, 330))
        while (day := day + timedelta(rng.randrange(5, 45))) < quiet:
            kind = rng.choice(("login", "training", "meeting", "campaign"))
            joint = str(kind in {"meeting", "campaign"}).lower()
            self._rows["activity"].append({"partner": row["id"], "at": str(day), "kind": kind, "joint": joint})
        day = activated
        while (day := day + timedelta(rng.randrange(20, 160))) < last:
            self._add_deal(row, day, last)

    def _add_deal(self, row: Row, opened: date, last: date) -> None:
        rng = self._rng
        number = len(self._rows["deals"]) + 1
        closed = opened + timedelta(rng.randrange(30, 200))
        amount = 20_000 * exp(rng.gauss(0, 0.6)) * (_LARGER if row["region"] == STRONG else 1)
        deal = {
            "id": f"D{number:06}",
            "opened": str(opened),
            "amount": f"{amount:.2f}",
            "kind": rng.choice(("new", "new", "renewal", "expansion")),
            "margin": f"{amount * 0.6:.2f}",
        }
        if closed <= last:
            deal |= {"closed": str(closed), "outcome": "won" if rng.random() < _WON else "lost"}
        else:
            deal |= {"outcome": "open", "last_contact": str(max(opened, last - timedelta(rng.randrange(90))))}
        self._rows["deals"].append(deal)
        for place, stage in enumerate(_DEAL_STAGES):
            entered = opened + (closed - opened) * place / len(_DEAL_STAGES)
            if entered <= last:
                self._rows["deal_stages"].append({"deal": deal["id"], "stage": stage, "entered": str(entered)})
        self._rows["deal_partners"].append({"deal": deal["id"], "partner": row["id"], "role": "sourced"})
        if rng.random() < _CLAIMED_TWICE:
            other = rng.choice(self._rows["partners"])["id"]
            if other != row["id"]:
                self._rows["deal_partners"].append({"deal": deal["id"], "partner": other, "role": "sourced"})
        deal["updated"] = str(min(last, closed))
        submitted = opened
        decided = submitted + timedelta(rng.randrange(4))
        if decided <= last:
            self._rows["registrations"].append(
                {
                    "id": f"R{number:06}",
                    "partner": row["id"],
                    "submitted": f"{submitted} 09:00",
                    "decided": f"{decided} 16:30",
                    "decision": "approved" if rng.random() < _APPROVED else "rejected",
                    "conflict": str(rng.random() < _IN_CONFLICT).lower(),
                    "deal": deal["id"],
                    "expires": str(decided + timedelta(180)),
                }
            )

    def _spoil(self) -> None:
        """Spoil some rows, each in one of ten ways that exports are met with."""
        for name, table in self._rows.items():
            dates = [each.name for each in TABLES[name].fields if each.shape.value in {"date", "time"}]
            for row in table:
                if self._rng.random() < _WRONG and name not in _SOUND:
                    self._spoil_row(name, row, [each for each in dates if row.get(each)])

    def _spoil_row(self, name: str, row: Row, dates: Sequence[str]) -> None:
        rng = self._rng
        ways = [
            lambda field: row.update({field: "31.02.2026"}),
            lambda field: row.update({field: "soon"}),
            lambda field: row.update({field: "1/2/25"}),
            lambda field: row.update({field: "2026-13-01"}),
            lambda field: row.update({field: "44927"}),
        ]
        if dates and rng.randrange(2):
            rng.choice(ways)(rng.choice(dates))
            return
        choices: list[Row] = [{"partner": "P99999"}, {"partner": "p1"}]
        if name == "deals":
            choices = [{"amount": "EUR 12k"}, {"amount": "1.2E+4x"}, {"outcome": "maybe"}]
        if name == "deal_partners":
            choices.append({"role": "owner"})
        if name == "stage_entries":
            choices.append({"stage": "Onboarding phase"})
        fitting = [each for each in choices if all(TABLES[name].find(field) for field in each)]
        row.update(rng.choice(fitting or [{}]))

    def _write_settings(self) -> str:
        lines = ["# Records of a programme that does not exist: made by `playbooks track demo`."]
        lines += ["zone: Europe/London", "demo: true", "owners: shown", "tables:"]
        for name, rows in self._rows.items():
            if rows:
                headings = ", ".join(f"{each}: {each}" for each in _list_headings(rows))
                lines += [f"  {name}:", f"    file: records/{name}.csv", f"    columns: {{{headings}}}"]
        return "\n".join(lines) + "\n"

    def _list_truths(self) -> tuple[str, ...]:
        slow = " and ".join(each for each in SLOW_TYPES if each in self._types)
        return (
            f"Enable takes partners of the types {slow} {_SLOWER:g} times as long as others.",
            f"Of the partners that signed around {self._dormant}, {_STALE:.0%} have done nothing since.",
            f"Deals in the region {STRONG} are {_LARGER:g} times as large.",
            f"From {self._changed} on, Activate takes {_FASTER:g} times as long as before.",
            f"{_CLAIMED_TWICE:.0%} of the deals have two partners that both claim to be the source.",
            "Finance reports 7% more sourced revenue for the last quarter than the records give.",
            f"{_WRONG:.0%} of the rows are spoilt.",
        )


def _stay(partner: str, stage: str, entered: date, left: date | None) -> Row:
    return {"partner": partner, "stage": stage, "entered": str(entered), "left": "" if left is None else str(left)}


def _list_headings(rows: Sequence[Row]) -> list[str]:
    return list(dict.fromkeys(heading for row in rows for heading in row))


def _write(rows: Sequence[Row]) -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, _list_headings(rows), restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()
