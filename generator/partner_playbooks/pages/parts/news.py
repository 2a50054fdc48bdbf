"""Changes in words: what is new, gone or different for readers, by entity."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple, cast

from partner_playbooks.changes import What, find_changed_figures
from partner_playbooks.handbook.model.fields import find_fields
from partner_playbooks.handbook.model.kinds import KINDS
from partner_playbooks.wording.quantities import find_title, format_quantity

from .links import Link

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from partner_playbooks.changes import Change, ChangedFigure, Subject
    from partner_playbooks.handbook.model.figure import Figure
    from partner_playbooks.handbook.model.metric import Metric
    from partner_playbooks.pages.parts.writers import PageWriter

_KINDS = {"programme", *(kind.name for kind in KINDS)}
"""Kinds that have a name for readers; an older schema may have had others."""
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
"""A link in a text as it is typed, of which the label is told."""
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_SHORT = 60
"""Characters of a value that is shown before and after; a longer one is reworded."""
_NAMED = 3
"""Entries that are named; of more, the number tells."""
_FIGURES = 5
"""Figures of a text that are told; of more, only that it is another text."""
_IN_UNITS = {("target", "value"), ("bands", "bound"), ("example", "result")}
"""Fields of a metric that are in its unit."""
_OF_FIGURE = ("value",)
_WITH_FILES = frozenset({"plan", "document", "stage"})
_REVIEWED, _DUE = ("review", "reviewed"), ("review", "due")


class Phrase(NamedTuple):
    """A message of the catalogue with its values."""

    key: str
    values: dict[str, str | int]


@dataclass(frozen=True, slots=True)
class Item:
    """An entity and what is different about it."""

    subject: Subject
    kind: str
    link: Link
    phrases: tuple[Phrase, ...]
    publications: tuple[Phrase, ...]
    """What partners may read now, and could not before."""


def describe_changes(writer: PageWriter, changes: Iterable[Change]) -> tuple[Item, ...]:
    """Put changes into words, entity by entity in the order in which they come."""
    by_subject: dict[Subject, list[Change]] = {}
    for change in changes:
        by_subject.setdefault(change.subject, []).append(change)
    return tuple(_item(writer, subject, own) for subject, own in by_subject.items())


def name_changed_fields(writer: PageWriter, changes: Iterable[Change]) -> tuple[Phrase, ...]:
    """Name the parts of one entity that changed, and nothing of what they hold."""
    found = list(changes)
    whole = {change.what for change in found if not change.path}
    if What.ADDED in whole:
        return (Phrase("change.entity-added", {}),)
    phrases = [Phrase("change.entity-moved", {})] if What.RENAMED in whole else []
    reviewed = any(map(_is_review, found))
    if reviewed:
        phrases.append(Phrase("change.reviewed", {}))
    parts = [change for change in found if change.path and not (reviewed and change.path[:1] == ("review",))]
    names = ", ".join(dict.fromkeys(_titles(writer, change, 0, change.path[:1]) for change in parts))
    return (*phrases, Phrase("change.fields", {"fields": names})) if names else tuple(phrases)


def _item(writer: PageWriter, subject: Subject, changes: Sequence[Change]) -> Item:
    href = None if subject.kind == "programme" else writer.href(subject.kind, subject.id)
    kind = writer.say(f"change.kind.{subject.kind}") if subject.kind in _KINDS else subject.kind
    key = (subject, *changes)
    if key not in writer.edition.told:  # several pages tell of it, in the same words
        writer.edition.told[key] = _say_changes(writer, subject, changes)
    return Item(subject, kind, Link(subject.title, href), *writer.edition.told[key])


def _say_changes(
    writer: PageWriter, subject: Subject, changes: Sequence[Change]
) -> tuple[tuple[Phrase, ...], tuple[Phrase, ...]]:
    """Give the phrases for changes of an entity, and those for what partners may read now."""
    published = [change for change in changes if change.is_publication]
    others = [change for change in changes if not change.is_publication]
    phrases = (*_phrases(writer, others), *_say_stated(writer, subject, others))
    return phrases, tuple(_phrases(writer, published))


def _say_stated(writer: PageWriter, subject: Subject, changes: Sequence[Change]) -> Iterator[Phrase]:
    """Say on how many pages, and in how many files to download, a changed figure is stated."""
    if subject.kind == "figure" and any(change.path == _OF_FIGURE for change in changes):
        uses = writer.edition.uses.of_value(f"figure.{subject.id}")
        pages = dict.fromkeys((use.kind, use.entity.id) for use in uses)
        files = [kind for kind, _ in pages if kind in _WITH_FILES]
        yield Phrase("change.stated", {"pages": len(pages), "files": len(files)})


def _phrases(writer: PageWriter, changes: Sequence[Change]) -> Iterator[Phrase]:
    """Say entries added to or removed from one list in one phrase, and everything else by itself."""

    def listed(change: Change) -> tuple[What, tuple[str, ...], str | None] | None:
        is_entry = change.what in {What.ADDED, What.REMOVED} and bool(change.path)
        return (change.what, change.path, change.outer) if is_entry else None

    reviewed = any(map(_is_review, changes))
    told = (change for change in changes if not (reviewed and change.path == _DUE))  # the next date goes with it
    said = set()
    for key, group in groupby(sorted(told, key=_order), key=listed):
        if key is not None:
            yield _entries(writer, list(group))
            continue
        for change in group:
            phrase = _phrase(writer, change)
            if str(phrase) not in said:
                said.add(str(phrase))
                yield phrase


def _is_review(change: Change) -> bool:
    """Tell whether somebody has read it again: the day of the last review is a later one."""
    return change.path == _REVIEWED and change.after is not None and (change.before or "") < change.after


def _order(change: Change) -> tuple[bool, tuple[str, ...], str, str]:
    whole = not change.path
    grouped = change.what in {What.ADDED, What.REMOVED}
    place = change.path[: change.depth or 1]
    return (not whole, place, change.outer or "", change.what.value if grouped else "")


def _entries(writer: PageWriter, changes: Sequence[Change]) -> Phrase:
    names = [_value(writer, change, change.entry or "") for change in changes]
    shown = "; ".join(_shortened(writer, name) for name in names[:_NAMED]) + (" …" if len(names) > _NAMED else "")
    first = changes[0]
    label = _titles(writer, first, first.outer_depth)
    inner: dict[str, str | int] = {} if first.outer is None else {"entry": _shortened(writer, first.outer)}
    key = f"change.{'inner-' if inner else ''}entries-{first.what.value}"
    return Phrase(key, {**inner, "list": label, "count": len(names), "names": shown})


def _phrase(writer: PageWriter, change: Change) -> Phrase:
    if not change.path:
        return Phrase(f"change.entity-{change.what.value}", _ids(change))
    if change.path[0] == "review" and (said := _of_review(writer, change)):
        return said
    entry: dict[str, str | int] = {} if change.entry is None else {"entry": _shortened(writer, change.entry)}
    of_entry = "entry-" if entry else ""
    if change.what is not What.CHANGED:
        label = _titles(writer, change, change.depth)
        if change.what in {What.PUBLISHED, What.WITHDRAWN} and not entry:  # a group of fields: the repository
            return Phrase(f"change.group-{change.what.value}", {"field": label})
        of_list: dict[str, str | int] = {"list": label} if change.what is What.REORDERED else {}
        return Phrase(f"change.{of_entry}{change.what.value}", entry | of_list | _ids(change))
    form, values = _difference(writer, change)
    return Phrase(f"change.{of_entry}{form}", {**entry, "field": _titles(writer, change, change.depth), **values})


def _of_review(writer: PageWriter, change: Change) -> Phrase | None:
    """Say what happened to the review of something, in words of its own."""
    if _is_review(change):
        return Phrase("change.reviewed", {})
    if change.path in (_REVIEWED, _DUE) and change.after is None:
        return Phrase("change.review-gone", {})
    if change.path == _DUE and change.before is not None:
        days = {"before": change.before, "after": change.after or ""}
        return Phrase("change.review-moved", {name: _value(writer, change, day) for name, day in days.items()})
    return None


def _ids(change: Change) -> dict[str, str | int]:
    renamed = change.what is What.RENAMED
    return {"before": change.before or "", "after": change.after or ""} if renamed else {}


def _difference(writer: PageWriter, change: Change) -> tuple[str, dict[str, str | int]]:
    """Say how a value differs: its form of the message, and what that form needs."""
    texts = ((change.before, change.before_title), (change.after, change.after_title))
    before, after = (None if text is None else title or _value(writer, change, text) for text, title in texts)
    if before is not None and before == after and "{" in f"{change.before}{change.after}":  # a figure by its name now
        return "reworded", {}
    if before is not None and after is not None and before == after:  # two things of the same name
        before, after = f"{before} ({change.before})", f"{after} ({change.after})"
    if max(len(before or ""), len(after or "")) > _SHORT or before is after is None:
        figures = find_changed_figures(_plain(change.before or ""), _plain(change.after or ""))
        if figures and len(figures) <= _FIGURES and before is not None and after is not None:
            return "figures", {"figures": "; ".join(_figure(writer, each) for each in figures)}
        if before is after or (before is not None and after is not None):
            return "reworded", {}
        return ("written" if before is None else "erased"), {}
    if before is None or after is None:
        return ("unset", {"before": before or ""}) if after is None else ("set", {"after": after})
    return "value", {"before": before, "after": after}


def _figure(writer: PageWriter, figure: ChangedFigure) -> str:
    before, after = (None if text is None else writer.edition.values.fill_known(text) for text in figure)
    if before is None:
        return writer.say("change.figure.new", after=after or "")
    if after is None:
        return writer.say("change.figure.gone", before=before)
    return writer.say("change.figure.changed", before=before, after=after)


def _titles(writer: PageWriter, change: Change, depth: int, path: Sequence[str] | None = None) -> str:
    """Name the field that is different, as editors know it, from the entry on that it stands in."""
    named = find_fields(change.subject.kind, change.path if path is None else path)[depth:]
    names = [writer.say(f"change.field.{field.key}") if field.key else field.title for field in named]
    label = names[-1] if names else ""
    for name in reversed(names[:-1]):
        label = writer.say("change.within", outer=name, inner=label)
    return label


def _value(writer: PageWriter, change: Change, text: str) -> str:
    """Write a value as readers know it: a title for an id, a figure with its unit, a date, a word from a list."""
    field = find_fields(change.subject.kind, change.path)[-1]
    if _is_number(text) and (figure := _in_unit(writer, change, text)):
        return figure
    if field.refers_to:
        return _title(writer, field.refers_to, text)
    if field.choices is not None and text in set(field.choices):
        return writer.edition.messages.name_in_text(field.choices(text))
    if field.annotation is bool and text in {"true", "false"}:
        return writer.say(f"value.{text}")
    if _DATE.fullmatch(text):
        return _day(writer, text)
    return " ".join(writer.edition.values.fill_known(text).split())


def _in_unit(writer: PageWriter, change: Change, text: str) -> str | None:
    if change.subject.kind == "figure" and change.path == _OF_FIGURE:
        figure = cast("Figure | None", writer.handbook.get("figure", change.subject.id))
        return None if figure is None else format_quantity(writer, Fraction(text), figure.unit)
    if change.subject.kind != "metric" or change.path not in _IN_UNITS:
        return None
    metric = cast("Metric | None", writer.handbook.get("metric", change.subject.id))
    return None if metric is None else format_quantity(writer, Fraction(text), metric.unit)


def _title(writer: PageWriter, kind: str, id_: str) -> str:
    if kind in {"item", "task"}:
        own = writer.handbook.own_task(id_)
        owned = writer.handbook.items.get(id_)
        return owned.item.title if owned else (own.task.title if own else None) or id_
    return find_title(writer, kind, id_)


def _day(writer: PageWriter, text: str) -> str:
    try:
        return writer.date(date.fromisoformat(text))
    except ValueError:
        return text


def _is_number(text: str) -> bool:
    return text.replace(".", "", 1).lstrip("-").isdigit()


def _plain(text: str) -> str:
    return " ".join(_LINK.sub(r"\1", text).split())


def _shortened(writer: PageWriter, text: str) -> str:
    text = _plain(writer.edition.values.fill_known(text))
    return text if len(text) <= _SHORT else text[: _SHORT - 1].rstrip() + "…"
