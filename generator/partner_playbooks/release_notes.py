"""Two revisions of the content → what readers will notice, as text, Markdown or JSON."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from partner_playbooks.build import examine
from partner_playbooks.changes import Change, compare, of_files
from partner_playbooks.model.base import Audience
from partner_playbooks.pages import render
from partner_playbooks.pages.parts.addresses import HOME
from partner_playbooks.pages.parts.book import Book
from partner_playbooks.pages.parts.news import Item, news
from partner_playbooks.text import escape_markdown

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from partner_playbooks.handbook import Handbook
    from partner_playbooks.pages.parts.book import Sheet
    from partner_playbooks.pages.theme import Theme


@dataclass(frozen=True, slots=True)
class Notes:
    """What is different between two revisions."""

    changes: tuple[Change, ...]
    items: tuple[Item, ...]
    pages: dict[Audience, tuple[str, ...]] | None
    """The pages of each edition that are new, gone or different; None where a revision cannot be rendered."""
    sheet: Sheet
    """Knows the words."""

    @property
    def published(self) -> tuple[Item, ...]:
        """What partners may read now, and could not before."""
        return tuple(item for item in self.items if item.publications)

    @property
    def breaking(self) -> tuple[Change, ...]:
        """Ids that are gone without an alias."""
        return tuple(change for change in self.changes if change.is_breaking)


def notes(before: Mapping[str, bytes], after: Mapping[str, bytes], theme: Theme, today: date) -> Notes:
    """Compare two revisions of content files as data; both may be of an older schema, or at fault."""
    changes = compare(of_files(before), of_files(after))
    examined = [examine(files, today, languages=theme.messages) for files in (before, after)]
    handbook = examined[1].handbook
    sheet = Book.of(handbook, theme).sheet(HOME)
    both = None if any(each.has_errors for each in examined) else (examined[0].handbook, handbook)
    return Notes(changes, news(sheet, changes), None if both is None else _pages(*both, theme), sheet)


def _pages(before: Handbook, after: Handbook, theme: Theme) -> dict[Audience, tuple[str, ...]]:
    found = {}
    for audience in Audience:
        old, new = ({page.path: page for page in render(book.project(audience), theme)} for book in (before, after))
        paths = dict.fromkeys([*new, *old])
        found[audience] = tuple(path for path in paths if old.get(path) != new.get(path))
    return found


def as_text(notes: Notes) -> str:
    """Write notes for a terminal."""
    lines: list[str] = []
    if notes.published:
        lines.append("NOW FOR PARTNERS: what follows leaves the organisation.")
        lines += [*_bullets(notes, published=True, plain=str), ""]
    told = _bullets(notes, published=False, plain=str)
    lines += told or ["Nothing changes for readers."]
    return "\n".join([*lines, "", *_effects(notes)]).rstrip() + "\n"


def as_markdown(notes: Notes) -> str:
    """Write notes for a pull request; nothing in content becomes a mark or mentions anybody."""

    def plain(text: str) -> str:
        return escape_markdown(text).replace("@", "@\N{ZERO WIDTH SPACE}")

    parts = []
    if notes.published:
        published = "\n".join(_bullets(notes, published=True, plain=plain))
        parts.append(f"**Now for partners: what follows leaves the organisation.**\n\n{published}")
    told = _bullets(notes, published=False, plain=plain)
    parts.append("\n".join(told) or "Nothing changes for readers.")
    parts += [plain(line) for line in _effects(notes)]
    return "\n\n".join(parts) + "\n"


def as_json(notes: Notes) -> str:
    """Write notes for programs: every change as a fact, and the pages that differ."""
    pages = None if notes.pages is None else {audience.value: paths for audience, paths in notes.pages.items()}
    return json.dumps({"changes": list(map(_fact, notes.changes)), "pages": pages}, indent=2, ensure_ascii=False) + "\n"


FORMATS: dict[str, Callable[[Notes], str]] = {"text": as_text, "markdown": as_markdown, "json": as_json}
"""Name of the format → how notes are written in it."""


def _bullets(notes: Notes, *, published: bool, plain: Callable[[str], str]) -> list[str]:
    lines = []
    for item in notes.items:
        phrases = item.publications if published else item.phrases
        if phrases:
            said = "; ".join(notes.sheet.say(phrase.key, **phrase.values) for phrase in phrases)
            lines.append(f"- {plain(f'{item.kind} {item.link.label}')}: {plain(said)}")
    return lines


def _effects(notes: Notes) -> list[str]:
    """Say what follows from the changes: pages that differ, and ids that are gone."""
    lines = []
    if notes.pages is None:
        lines.append("Pages cannot be compared: one of the two revisions cannot be rendered.")
    else:
        count, shared = (len(notes.pages[audience]) for audience in (Audience.INTERNAL, Audience.PARTNER))
        lines.append(f"{count} {'page changes' if count == 1 else 'pages change'}, {shared} in the partner edition.")
    if gone := [change.entry_id or "" for change in notes.breaking]:
        ids = "1 id" if len(gone) == 1 else f"{len(gone)} ids"
        lines.append(f"{ids} removed without alias: links and saved ticks are lost ({', '.join(gone)}).")
    return lines


def _fact(change: Change) -> dict[str, object]:
    return {
        "what": change.what.value,
        "kind": change.subject.kind,
        "id": change.subject.id,
        "title": change.subject.title,
        "field": ".".join(change.path),
        "entry": change.entry,
        "entry_id": change.entry_id,
        "before": change.before,
        "after": change.after,
        "breaking": change.is_breaking,
        "publication": change.is_publication,
    }
