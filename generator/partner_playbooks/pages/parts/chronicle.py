"""What changed on which day: all of it, or for one stage or role.

Partners are told which parts of what they can read today changed, and nothing that stood there before: what was
withdrawn, or was never meant for them, is not brought back by the news of it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING

from partner_playbooks.handbook.model.base import Audience
from partner_playbooks.wording.markdown import join_markdown

from .news import Phrase, describe_changes, name_changed_fields

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from partner_playbooks.changes import Change, Day
    from partner_playbooks.pages.parts.writers import PageWriter
    from partner_playbooks.wording.markdown import Markdown

    from .links import Link

_LAST = 3
"""Days that a stage's or role's page tells of."""


@dataclass(frozen=True, slots=True)
class Line:
    """What changed in an entity."""

    kind: str
    link: Link
    elsewhere: bool
    """Whether it is another entity than the one whose page tells of it."""
    changes: Markdown
    published: Markdown | None
    """What partners may read since then."""


@dataclass(frozen=True, slots=True)
class DayView:
    """A day and what changed on it."""

    date: str
    lines: tuple[Line, ...]


def show_days(writer: PageWriter, found: Iterable[Day], own: tuple[str, str] | None = None) -> tuple[DayView, ...]:
    """Give days as pages show them."""
    return tuple(_show(writer, found, own))


def show_last_days(writer: PageWriter, own: tuple[str, str], concerns: Callable[[Change], bool]) -> tuple[DayView, ...]:
    """Give the last days with changes that concern the page of an entity, given by kind and id."""
    past = writer.edition.past
    kept = (replace(day, changes=tuple(filter(concerns, day.changes))) for day in (past.days if past else ()))
    return tuple(islice(_show(writer, kept, own), _LAST))


def _show(writer: PageWriter, found: Iterable[Day], own: tuple[str, str] | None) -> Iterator[DayView]:
    """Yield days with anything to tell; no more are put into words than are asked for."""
    for day in found:
        lines = tuple(_lines(writer, day.changes, own))
        if lines:
            yield DayView(writer.date(day.day), lines)


def _lines(writer: PageWriter, changes: tuple[Change, ...], own: tuple[str, str] | None) -> Iterator[Line]:
    for_partners = writer.handbook.edition is Audience.PARTNER
    for item in describe_changes(writer, changes):
        elsewhere = own != (item.subject.kind, item.subject.id)
        if for_partners:
            title = _present_title(writer, item.subject.kind, item.subject.id)
            if title is not None:
                phrases = name_changed_fields(writer, (change for change in changes if change.subject == item.subject))
                if not phrases:
                    continue
                yield Line(item.kind, replace(item.link, label=title), elsewhere, _said(writer, phrases), None)
        else:
            published = _said(writer, item.publications) if item.publications else None
            yield Line(item.kind, item.link, elsewhere, _said(writer, item.phrases), published)


def _present_title(writer: PageWriter, kind: str, id_: str) -> str | None:
    if kind == "programme":
        return writer.handbook.programme.name
    entity = writer.handbook.get(kind, id_)
    return None if entity is None else entity.title


def _said(writer: PageWriter, phrases: Iterable[Phrase]) -> Markdown:
    return join_markdown((writer.edition.messages.markdown(phrase.key, **phrase.values) for phrase in phrases), "; ")
