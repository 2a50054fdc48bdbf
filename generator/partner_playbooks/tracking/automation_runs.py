"""What the automations of a handbook have had to do since a day, and will have to within a week."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

from partner_playbooks.handbook.row_conditions import add_partner_fields, list_condition_fields, make_row_condition
from partner_playbooks.tracking.engine.automation_queries import (
    add_facts,
    count_kept,
    hold_found_facts,
    keep_holding,
    list_new,
)
from partner_playbooks.tracking.engine.finding_queries import list_activity_shares
from partner_playbooks.tracking.figure_computation import FigureMaker
from partner_playbooks.tracking.needs import list_missing_facts
from partner_playbooks.tracking.tier_results import list_tier_results

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from datetime import date

    from partner_playbooks.handbook.linked import Handbook
    from partner_playbooks.handbook.measuring import RecordLanguage
    from partner_playbooks.handbook.model.automation import Automation
    from partner_playbooks.tracking.engine.record_base import RecordBase

DAYS_AHEAD = 7
_MISSED, _HAS_NEXT, _NEXT_MISSED = "requirements_missed", "has_next_tier", "next_tier_requirements_missed"
_SHARE = "activity_share_of_region"
_OF_TIERS = ("partners.tier",)
FOUND: Mapping[str, tuple[str, ...]] = {
    _MISSED: _OF_TIERS,
    _HAS_NEXT: _OF_TIERS,
    _NEXT_MISSED: _OF_TIERS,
    _SHARE: ("activity", "partners.signed"),
}
"""Facts of partners that a run finds itself, and the tables and columns that it finds them by."""


@dataclass(frozen=True, slots=True)
class AutomationCase:
    """Something that an automation runs for."""

    partner: str | None
    name: str | None
    row: str
    """Its id, as of a registration; empty where it is the partner itself, or has no id."""
    many: int
    """How many of them the partner has, where they have no ids."""


@dataclass(frozen=True, slots=True)
class AutomationRun:
    """An automation with what it has to do."""

    automation: str
    for_each: str
    holds: int
    """Of how many its condition holds on the day."""
    fired: tuple[AutomationCase, ...]
    """Of which it has come to hold."""
    due: tuple[AutomationCase, ...]
    """Of which it comes to hold within seven days, if nothing else happens."""
    needs: tuple[str, ...]
    """Tables and columns without which it cannot be told, as `funds.reminders`."""
    untold: tuple[str, ...]
    """Fields of its condition that no record says."""


def list_automation_runs(
    handbook: Handbook,
    base: RecordBase,
    language: RecordLanguage,
    values: Mapping[str, Fraction],
    days: tuple[date, date],
) -> tuple[AutomationRun, ...]:
    """Give each automation with what it had to do after the first of two days and up to the second, and what comes.

    The records are left as they were known on the second day.
    """
    known = (add_partner_fields(language, handbook.programme), values)
    told = [
        (each, _list_needs(each, handbook, base, known[0]), _list_untold(each, handbook))
        for each in handbook.automations
    ]
    ready = [each for each, needs, untold in told if not needs and not untold]
    asked_for = {name for each in ready for name in _list_found(each, handbook)}
    begin, day = days

    def keep(word: str, asked: date) -> None:
        for each in ready:
            condition = (each.for_each.table, make_row_condition(each, handbook.programme))
            keep_holding(base, condition, known, asked, f"{word} {each.id}")

    with hold_found_facts(base):
        for word, known_on in (("begin", begin), ("day", day)):
            base.know_on(known_on)
            maker = FigureMaker(base, language, values, known_on, handbook.programme.financial_year.number)
            add_facts(base, _find_facts(handbook, base, maker, known_on, asked_for), known_on)
            keep(word, known_on)
        keep("ahead", day + timedelta(DAYS_AHEAD))
    return tuple(
        AutomationRun(each.id, each.for_each.value, 0, (), (), needs, untold)
        if needs or untold
        else _make_run(base, each)
        for each, needs, untold in told
    )


def _make_run(base: RecordBase, each: Automation) -> AutomationRun:
    table, (begin, day, ahead) = each.for_each.table, (f"{word} {each.id}" for word in ("begin", "day", "ahead"))
    fired, due = (
        [AutomationCase(*row) for row in list_new(base, table, *both)] for both in ((begin, day), (day, ahead))
    )
    return AutomationRun(each.id, each.for_each.value, count_kept(base, day), tuple(fired), tuple(due), (), ())


def _list_needs(each: Automation, handbook: Handbook, base: RecordBase, language: RecordLanguage) -> tuple[str, ...]:
    condition = make_row_condition(each, handbook.programme)
    return tuple(sorted(list_missing_facts(condition, each.for_each.table, language, base.sources, FOUND)))


def _list_untold(each: Automation, handbook: Handbook) -> tuple[str, ...]:
    fields = list_condition_fields(each, handbook.programme)
    return tuple(field.name for field in fields if field.means is None)


def _list_found(each: Automation, handbook: Handbook) -> set[str]:
    """Give the facts that an automation asks for and a run finds."""
    means = [field.means.source for field in list_condition_fields(each, handbook.programme) if field.means]
    return {name for name in FOUND for source in means if f'"{name}"' in source}


def _find_facts(
    handbook: Handbook, base: RecordBase, maker: FigureMaker, day: date, asked_for: Collection[str]
) -> Iterator[tuple[str, str, bool | None, float | None]]:
    """Yield what a run finds of partners: by their tiers, and by what others of their region do."""
    for result in list_tier_results(handbook, base, maker, day) if {_MISSED, _NEXT_MISSED} & {*asked_for} else ():
        kept = [each.met for each in result.requirements if each.tier == result.tier]
        yield result.partner, _MISSED, None, kept.count(False)
        yield result.partner, _HAS_NEXT, result.next is not None, None
        risen = [each.met for each in result.requirements if each.tier == result.next]
        if result.next is not None and (False in risen or None not in risen):
            yield result.partner, _NEXT_MISSED, None, risen.count(False)
    for id_, _, _, acts, average, _, _, spared in list_activity_shares(base, day, 1) if _SHARE in asked_for else ():
        if average and spared is None:
            yield id_, _SHARE, None, float(Fraction(acts) / Fraction(average))
