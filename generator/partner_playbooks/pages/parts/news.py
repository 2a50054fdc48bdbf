"""Changes in words: what is new, gone or different for readers, by entity."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple, cast

from partner_playbooks.changes import What
from partner_playbooks.model.base import Ref
from partner_playbooks.model.fields import fields
from partner_playbooks.model.kinds import KINDS

from .links import Link
from .quantities import quantity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from partner_playbooks.changes import Change, Subject
    from partner_playbooks.model.metric import Metric

    from .book import Sheet

_KINDS = {"programme", *(kind.name for kind in KINDS)}
"""Kinds that have a name for readers; an older schema may have had others."""
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
"""A link in a text as it is typed, of which the label is told."""
_SHORT = 60
"""Characters of a value that is shown before and after; a longer one is reworded."""
_NAMED = 3
"""Entries that are named; of more, the number tells."""
_IN_UNITS = {("target", "value"), ("bands", "bound")}
"""Fields of a metric that are in its unit."""


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


def news(sheet: Sheet, changes: Iterable[Change]) -> tuple[Item, ...]:
    """Put changes into words, entity by entity in the order in which they come."""
    by_subject: dict[Subject, list[Change]] = {}
    for change in changes:
        by_subject.setdefault(change.subject, []).append(change)
    return tuple(_item(sheet, subject, own) for subject, own in by_subject.items())


def fields_of(changes: Iterable[Change]) -> tuple[Phrase, ...]:
    """Name the parts of one entity that changed, and nothing of what they hold."""
    found = list(changes)
    if any(not change.path and change.what is What.ADDED for change in found):
        return (Phrase("change.entity-added", {}),)
    titles = (fields(change.subject.kind, change.path[:1])[0].title.lower() for change in found if change.path)
    names = ", ".join(dict.fromkeys(titles))
    return (Phrase("change.fields", {"fields": names}),) if names else (Phrase("change.reviewed", {}),)


def _item(sheet: Sheet, subject: Subject, changes: Sequence[Change]) -> Item:
    href = None if subject.kind == "programme" else sheet.href(subject.kind, subject.id)
    published = [change for change in changes if change.is_publication]
    others = [change for change in changes if not change.is_publication]
    return Item(
        subject,
        sheet.say(f"change.kind.{subject.kind}") if subject.kind in _KINDS else subject.kind,
        Link(subject.title, href),
        tuple(_phrases(sheet, others)),
        tuple(_phrases(sheet, published)),
    )


def _phrases(sheet: Sheet, changes: Sequence[Change]) -> Iterator[Phrase]:
    """Say entries added to or removed from one list in one phrase, and everything else by itself."""

    def listed(change: Change) -> tuple[What, tuple[str, ...], str | None] | None:
        is_entry = change.what in {What.ADDED, What.REMOVED} and bool(change.path)
        return (change.what, change.path, change.outer) if is_entry else None

    said = set()
    for key, group in groupby(sorted(changes, key=_order), key=listed):
        if key is not None:
            yield _entries(sheet, list(group))
            continue
        for change in group:
            phrase = _phrase(sheet, change)
            if str(phrase) not in said:
                said.add(str(phrase))
                yield phrase


def _order(change: Change) -> tuple[bool, tuple[str, ...], str, str]:
    whole = not change.path
    grouped = change.what in {What.ADDED, What.REMOVED}
    place = change.path[: change.depth or 1]
    return (not whole, place, change.outer or "", change.what.value if grouped else "")


def _entries(sheet: Sheet, changes: Sequence[Change]) -> Phrase:
    names = [_value(sheet, change, change.entry or "") for change in changes]
    shown = "; ".join(_shortened(name) for name in names[:_NAMED]) + (" …" if len(names) > _NAMED else "")
    first = changes[0]
    label = _titles(first, first.outer_depth)
    inner: dict[str, str | int] = {} if first.outer is None else {"entry": _shortened(first.outer)}
    key = f"change.{'inner-' if inner else ''}entries-{first.what.value}"
    return Phrase(key, {**inner, "list": label, "count": len(names), "names": shown})


def _phrase(sheet: Sheet, change: Change) -> Phrase:
    if not change.path:
        return Phrase(f"change.entity-{change.what.value}", _ids(change))
    if change.path[0] == "review":
        return Phrase("change.reviewed", {})
    entry: dict[str, str | int] = {} if change.entry is None else {"entry": _shortened(change.entry)}
    of_entry = "entry-" if entry else ""
    if change.what is not What.CHANGED:
        of_list: dict[str, str | int] = {"list": _label(change)} if change.what is What.REORDERED else {}
        return Phrase(f"change.{of_entry}{change.what.value}", entry | of_list | _ids(change))
    form, values = _difference(sheet, change)
    return Phrase(f"change.{of_entry}{form}", {**entry, "field": _label(change), **values})


def _ids(change: Change) -> dict[str, str | int]:
    renamed = change.what is What.RENAMED
    return {"before": change.before or "", "after": change.after or ""} if renamed else {}


def _difference(sheet: Sheet, change: Change) -> tuple[str, dict[str, str | int]]:
    """Say how a value differs: its form of the message, and what that form needs."""
    before, after = (None if text is None else _value(sheet, change, text) for text in (change.before, change.after))
    if max(len(before or ""), len(after or "")) > _SHORT or before is after is None:
        return "reworded", {}
    if before is None or after is None:
        return ("unset", {"before": before or ""}) if after is None else ("set", {"after": after})
    return "value", {"before": before, "after": after}


def _label(change: Change) -> str:
    """Name the field that is different, as editors know it, from the entry on that it stands in."""
    return _titles(change, change.depth)


def _titles(change: Change, depth: int) -> str:
    return " ".join(field.title.lower() for field in fields(change.subject.kind, change.path)[depth:])


def _value(sheet: Sheet, change: Change, text: str) -> str:
    """Write a value as readers know it: a title for an id, a figure with its unit."""
    if change.subject.kind == "metric" and change.path in _IN_UNITS and _is_number(text):
        metric = cast("Metric | None", sheet.handbook.get("metric", change.subject.id))
        return text if metric is None else quantity(sheet, Fraction(text), metric.unit)
    if text in sheet.handbook.items:  # a plan's task, or what an item waits for
        return sheet.handbook.items[text].item.title
    mark = next((mark for mark in fields(change.subject.kind, change.path)[-1].marks if isinstance(mark, Ref)), None)
    entity = None if mark is None else sheet.handbook.get(mark.kind, text)
    return " ".join(text.split()) if entity is None else entity.title


def _is_number(text: str) -> bool:
    return text.replace(".", "", 1).lstrip("-").isdigit()


def _shortened(text: str) -> str:
    text = " ".join(_LINK.sub(r"\1", text).split())
    return text if len(text) <= _SHORT else text[: _SHORT - 1].rstrip() + "…"
