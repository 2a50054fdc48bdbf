"""PB406: a number of the programme that is typed by hand where its figure should be named."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from partner_playbooks.handbook.model.field_types import Formula
from partner_playbooks.handbook.model.figure import Figure
from partner_playbooks.handbook.model.quantity import Quantity, Unit
from partner_playbooks.handbook.model.reference import Source
from partner_playbooks.handbook.model.statistic import Statistic
from partner_playbooks.language.diagnostics import Correction, Diagnostic, Severity
from partner_playbooks.language.expressions import Comparison, Kind, Name, Number, to_words, walk_expression
from partner_playbooks.language.text import RichText, to_plain
from partner_playbooks.language.written_numbers import WrittenNumber, find_written_numbers

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date
    from fractions import Fraction

    from partner_playbooks.handbook.linked import Handbook
    from partner_playbooks.handbook.model.content import Placed
    from partner_playbooks.handbook.model.programme import Programme
    from partner_playbooks.handbook.model.walk import Leaf
    from partner_playbooks.language.source import Path

_BARE = frozenset({Unit.COUNT, Unit.SCORE, Unit.RATIO})
_IN_WORKING_DAYS = {Unit.WORKING_DAYS: 1, Unit.HOURS: 24}
"""Hours of the programme are those of working days."""
_IN_DAYS = {Unit.DAYS: 1, Unit.WEEKS: 7}
_IN_MONTHS = {Unit.MONTHS: 1, Unit.QUARTERS: 3, Unit.YEARS: 12}
_UNITS = {
    Kind.DAYS: Unit.DAYS,
    Kind.WORKING_DAYS: Unit.WORKING_DAYS,
    Kind.HOURS: Unit.HOURS,
    Kind.MONTHS: Unit.MONTHS,
    Kind.MONEY: Unit.CURRENCY,
}
_SENTENCE_END = re.compile(r"[.!?;](?=\s|$)|\n")
_WORD = re.compile(r"[^\W\d_]+")
_STEM = 5
"""Letters that tell a word, whatever its ending: `decided` and `decides`."""
_EXAMPLES = frozenset({"given", "id", "example", "examples", "rows", "story", "result", "words", "value", "title"})
"""Fields in which numbers are those of an example, or the figure itself."""


Sought: TypeAlias = "dict[tuple[str, Fraction], list[SoughtFigure]]"
"""Figures by what they measure (days, working days, money) and how much of it."""


@dataclass(frozen=True, slots=True)
class SoughtFigure:
    """A figure, and the words near which its number is looked for."""

    figure: Figure
    phrases: tuple[frozenset[str], ...]
    """Words that stand together near it, each by its first letters."""
    elsewhere: tuple[str, ...]


def check(handbook: Handbook, _today: date) -> Iterator[Diagnostic]:
    """Yield a finding per number in prose or in a condition that says what a figure says."""
    asked = _ask(tuple(_list_figures(handbook)), handbook.programme)
    for placed in handbook.list_written() if asked.sought else ():
        if not isinstance(placed.record, Figure | Source | Statistic):
            yield from placed.remember(check, partial(_check_placed, placed, asked), asked)


class _Asked(NamedTuple):
    """What is looked for, and in whose content."""

    sought: Sought
    programme: Programme


@lru_cache(2)
def _ask(figures: tuple[Figure, ...], programme: Programme) -> _Asked:
    """Give the same object for the same figures and programme: what was found by it is remembered."""
    return _Asked(_index(figures), programme)


def list_sought(handbook: Handbook) -> Sought:
    """Give the figures whose repetitions are looked for, by what they measure, and how much of it."""
    return _index(_list_figures(handbook))


def _list_figures(handbook: Handbook) -> Iterator[Figure]:
    records = (placed.record for placed in handbook.list_written("figure"))
    return (record for record in records if isinstance(record, Figure) and record.words)


def _index(figures: Iterable[Figure]) -> Sought:
    found: Sought = defaultdict(list)
    for figure in figures:
        phrases = tuple(map(_words_of, figure.words))
        elsewhere = tuple(each.words.casefold() for each in figure.other_meanings)
        found[_measure(figure.quantity)].append(SoughtFigure(figure, phrases, elsewhere))
    return dict(found)


def find_repeated(text: str, number: WrittenNumber, sought: Sought, context: str = "") -> Figure | None:
    """Give the figure that a number in a text repeats; None where it is a number of its own.

    Args:
        text: What the number stands in.
        number: The number.
        sought: The figures, as `list_sought` gives them.
        context: Titles of what the text belongs to; of a phrase, one word at least stands in the number's own sentence.
    """
    unit = Unit(number.unit) if number.unit else Unit.COUNT
    equal = sought.get(_measure(Quantity(number.value, unit)))
    if not equal:
        return None
    sentence = _sentence(text, number)
    near = _words_of(sentence)
    around = near | _words_of(context)
    best: tuple[int, Figure] | None = None
    for each in equal:
        if not any(words in sentence.casefold() for words in each.elsewhere):
            sure = max((len(phrase) for phrase in each.phrases if phrase <= around and phrase & near), default=0)
            if sure and (best is None or sure > best[0]):
                best = sure, each.figure
    return None if best is None else best[1]


def _check_placed(placed: Placed, asked: _Asked) -> tuple[Diagnostic, ...]:
    found: list[Diagnostic] = []
    for leaf, text, numbers in placed.remember(_list_numbers, partial(_list_numbers, placed)):
        found += _check_numbers(placed, leaf, text, numbers, asked.sought)
        if isinstance(leaf.value, Formula):
            found += _check_formula(placed, leaf.path, leaf.value, asked.programme, asked.sought)
    return tuple(found)


def _list_numbers(placed: Placed) -> tuple[tuple[Leaf, str, tuple[WrittenNumber, ...]], ...]:
    """Give the values with numbers of their own: conditions, and texts that are no part of an example."""
    found = []
    for leaf in placed.leaves:
        text = "" if _EXAMPLES & set(leaf.path) else _text_of(leaf)
        numbers = find_written_numbers(text) if text else ()
        if numbers or isinstance(leaf.value, Formula):
            found.append((leaf, text, numbers))
    return tuple(found)


def _check_numbers(
    placed: Placed, leaf: Leaf, text: str, numbers: Iterable[WrittenNumber], sought: Sought
) -> Iterator[Diagnostic]:
    context = f"{_title_of(placed)} {getattr(leaf.holder, 'title', '')}"
    for number in numbers:
        figure = find_repeated(text, number, sought, context)
        if figure is not None:
            written = text[number.start : number.end]
            message = f'"{written}" repeats the figure "{figure.title}"'
            hint: str = (
                "word it without the number, or say under the figure's `other_meanings:` what the number is here"
            )
            if leaf.may_name_values:
                name = f"{{figure.{figure.id}}}"
                told = f"write {name}, or say under its `other_meanings:` what the number is here"
                hint = Correction(told, written, name, certain=False, slip=False)
            yield Diagnostic("PB406", message, placed.find(leaf.path, written), hint, Severity.WARNING)


def _check_formula(
    placed: Placed, path: Path, formula: Formula, programme: Programme, sought: Sought
) -> Iterator[Diagnostic]:
    """Yield a finding per number of a condition that a figure has, by the words of the condition."""
    labels = {field.name: field.label for field in programme.partner_fields}
    words = to_words(formula.tree, labels)
    for part in walk_expression(formula.tree):
        if not isinstance(part, Comparison):
            continue
        numbers = [side for side in (part.left, part.right) if isinstance(side, Number)]
        names = [side for side in (part.left, part.right) if isinstance(side, Name) and not side.is_path]
        if len(numbers) == len(names) == 1 and names[0].name in programme.field_types:
            kind = programme.field_types[names[0].name].kind
            for unit, value in _read_number(kind, numbers[0].value):
                figure = find_repeated(words, WrittenNumber(0, len(words), value, unit), sought, _title_of(placed))
                if figure is not None:
                    name = f"figure.{figure.id}".replace("-", "_")
                    message = f'"{part.written}" repeats the figure "{figure.title}"'
                    span = placed.find(path, part.snippet)
                    yield Diagnostic("PB406", message, span, f"write `{name}` in place of the number", Severity.WARNING)


def _read_number(kind: Kind, value: Fraction) -> Iterator[tuple[str, Fraction]]:
    """Yield what a number that is compared with an input of a kind may be: its unit, and how much of it."""
    if kind in _UNITS:
        yield _UNITS[kind].value, value
    elif value < 1:
        yield Unit.PERCENT.value, value * 100
    else:
        yield "", value


def _title_of(placed: Placed) -> str:
    return str(getattr(placed.record, "title", ""))


def _text_of(leaf: Leaf) -> str:
    if leaf.ref is not None:
        return ""
    if isinstance(leaf.value, RichText):
        return to_plain(leaf.value, value=lambda _name: "…")
    return leaf.value if isinstance(leaf.value, str) else ""


def _measure(quantity: Quantity) -> tuple[str, Fraction]:
    """Give what a quantity measures, and how much of it: two weeks and 14 days are the same."""
    unit, value = quantity.unit, quantity.value
    if unit in _IN_WORKING_DAYS:
        return "working days", value / _IN_WORKING_DAYS[unit]
    if unit in _IN_DAYS:
        return "days", value * _IN_DAYS[unit]
    if unit in _IN_MONTHS:
        return "months", value * _IN_MONTHS[unit]
    return ("bare" if unit in _BARE else unit.value), value


def _sentence(text: str, number: WrittenNumber) -> str:
    ends = [match.end() for match in _SENTENCE_END.finditer(text)]
    start = max((end for end in ends if end <= number.start), default=0)
    end = min((end for end in ends if end >= number.end), default=len(text))
    return text[start:end]


@lru_cache(1 << 14)
def _words_of(text: str) -> frozenset[str]:
    return frozenset(word.casefold()[:_STEM] for word in _WORD.findall(text))
