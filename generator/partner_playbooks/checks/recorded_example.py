"""PB413: a few records of an example of which something else is counted than it says."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from partner_playbooks.handbook.counting import count_input
from partner_playbooks.handbook.measuring import MeasureError, RecordLanguage, list_countings
from partner_playbooks.handbook.model.metric import Metric
from partner_playbooks.handbook.model.programme import Weekday
from partner_playbooks.handbook.periods import find_period
from partner_playbooks.language.diagnostics import Diagnostic, suggest_nearest
from partner_playbooks.language.expressions import ExpressionError, Kind
from partner_playbooks.language.records.row_values import Records, Surroundings
from partner_playbooks.language.records.survival import Stay
from partner_playbooks.language.records.typed_rows import derive_fields, read_rows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from partner_playbooks.handbook.counting import Counted
    from partner_playbooks.handbook.linked import Handbook
    from partner_playbooks.handbook.model.content import Placed
    from partner_playbooks.handbook.model.measure import RecordedExample

_GOES_ON = "+"
"""Behind a length: the stay goes on."""


def check(handbook: Handbook, _today: date) -> Iterator[Diagnostic]:
    """Yield a finding per example whose records cannot be read, or give other inputs than it says."""
    language = RecordLanguage.of(handbook)
    for placed in handbook.list_written():
        if isinstance(placed.record, Metric):
            for index in range(len(placed.record.recorded)):
                yield from _check_example(handbook, placed, placed.record, index, language)


def _check_example(
    handbook: Handbook, placed: Placed, metric: Metric, index: int, language: RecordLanguage
) -> Iterator[Diagnostic]:
    example, path = metric.recorded[index], ("recorded", index)
    try:
        countings = list_countings(metric, language)
        records = read_example(handbook, example)
    except MeasureError:
        return
    except ExpressionError as error:
        span = placed.find((*path, "records"), error.snippet) if error.snippet else placed.span(*path, "records")
        yield Diagnostic("PB413", str(error), span, error.hint)
        return
    around = surround(handbook, metric, example.day, language)
    for name, written in example.gives.items():
        place = placed.span(*path, "gives", name)
        if name not in countings:
            hint = suggest_nearest(name, countings) or f"inputs with a measure: {', '.join(countings)}"
            yield Diagnostic("PB413", f'"{name}" is no input that is counted', place, hint)
            continue
        counted = write_counted(count_input(countings[name], records, around, example.group or ""))
        if counted != written:
            message = f"{name}: the example says {_show(written)}, and its records give {_show(counted)}"
            yield Diagnostic("PB413", message, place, "correct the records, the measure or what it gives")


def read_example(handbook: Handbook, example: RecordedExample) -> Records:
    """Give the records of an example as they are known on its day.

    Raises:
        ExpressionError: a table, a field or a value is none.
    """
    tables = {}
    for table, rows in example.records.items():
        single = [{name: value for name, value in row.items() if isinstance(value, str)} for row in rows]
        tables[table] = read_rows(table, single)
    stages = [stage.id for stage in handbook.stages]
    return derive_fields(Records(tables).known_on(example.day), stages)


def surround(handbook: Handbook, metric: Metric, day: date, language: RecordLanguage) -> Surroundings:
    """Give what expressions about rows know of a metric's span on a day."""
    period = find_period(metric.span, day, handbook.programme.financial_year.number)
    values = handbook.figures.computed
    months = frozenset(name for name, type_ in language.figures.items() if type_.kind is Kind.MONTHS)
    calendar = _make_calendar(handbook)
    return Surroundings(period.start, period.end, day, values, months, language.definitions, calendar)


def write_counted(counted: Counted) -> str | tuple[str, ...]:
    """Write what was counted as examples do: numbers, and lengths of stays, with a plus behind those that go on."""
    if isinstance(counted, tuple):
        return tuple(_write(each) for each in counted)
    return _write(counted)


def _write(value: Fraction | Stay) -> str:
    if isinstance(value, Stay):
        return f"{_write(Fraction(value.length))}{'' if value.has_ended else _GOES_ON}"
    return f"{float(value):.10g}"


def _show(written: str | tuple[str, ...]) -> str:
    return written if isinstance(written, str) else f"[{', '.join(written)}]"


def _make_calendar(handbook: Handbook) -> Callable[[date], bool]:
    working = {list(Weekday).index(each) for each in handbook.programme.working_week}
    return lambda day: day.weekday() in working
