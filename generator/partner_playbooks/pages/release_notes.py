"""Two revisions of the content → what readers will notice, as text, Markdown or JSON."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace
from functools import cache, partial
from typing import TYPE_CHECKING

from partner_playbooks.changes import Change, Reader, compare
from partner_playbooks.checks.examination import Readings, check_handbook, read_handbook
from partner_playbooks.handbook.model.base import Audience
from partner_playbooks.language.source import parse_file
from partner_playbooks.language.text import escape_markdown
from partner_playbooks.pages.parts.addresses import HOME
from partner_playbooks.pages.parts.news import Item, describe_changes
from partner_playbooks.pages.parts.writers import EditionWriter

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from partner_playbooks.changes.revision_data import Parse
    from partner_playbooks.handbook.linked import Handbook
    from partner_playbooks.language.diagnostics import Diagnostic
    from partner_playbooks.language.spread import Spread
    from partner_playbooks.pages.artifact import Page
    from partner_playbooks.pages.parts.writers import PageWriter
    from partner_playbooks.pages.theme import Theme

    PagesOfEditions = dict[str, dict[str, str]]
    """Edition → path of a page → what tells it from any other."""
    Recall = Callable[[Mapping[str, bytes], Callable[[], PagesOfEditions | None]], PagesOfEditions | None]


@dataclass(frozen=True, slots=True)
class Notes:
    """What is different between two revisions."""

    changes: tuple[Change, ...]
    items: tuple[Item, ...]
    pages: dict[Audience, tuple[str, ...]] | None
    """The pages of each edition that are new, gone or different; None where a revision cannot be rendered."""
    writer: PageWriter
    """Knows the words."""
    unread: tuple[tuple[str, Diagnostic], ...] = ()
    """What could not be read, with the revision that it stands in: `before` or `after`. Nothing is said of it."""

    @property
    def published(self) -> tuple[Item, ...]:
        """What partners may read now, and could not before."""
        return tuple(item for item in self.items if item.publications)

    @property
    def breaking(self) -> tuple[Change, ...]:
        """Ids that are gone without an alias."""
        return tuple(change for change in self.changes if change.is_breaking)


def _describe_anew(
    _files: Mapping[str, bytes], describe: Callable[[], PagesOfEditions | None]
) -> PagesOfEditions | None:
    return describe()


def compare_for_readers(  # noqa: PLR0913 - two revisions, and how they are compared
    before: Mapping[str, bytes],
    after: Mapping[str, bytes],
    theme: Theme,
    today: date,
    lost: tuple[Sequence[Diagnostic], Sequence[Diagnostic]] = ((), ()),
    *,
    parse: Parse = parse_file,
    spread: Spread = map,
    recall: Recall = _describe_anew,
) -> Notes:
    """Compare two revisions of content files as data; both may be of an older schema, or at fault.

    Args:
        before: Path below the project folder → bytes, of the older one.
        after: The same of the newer one.
        theme: What pages are made with.
        today: Decides which reviews are overdue.
        lost: For each of the two, what is known of files that could not even be opened.
        parse: Reads one file.
        spread: May let checks run, and editions be rendered, in several processes.
        recall: May know how the pages of some content came out before.
    """
    parse = cache(parse)
    readings = Readings(parse)
    writer = EditionWriter.of(read_handbook(after, lost[1], readings).handbook, theme).writer(HOME)
    reader = Reader(parse, readings.has_read)
    revisions = [reader.read(files, unopened) for files, unopened in zip((before, after), lost, strict=True)]
    changes = compare(*revisions)

    def describe(files: Mapping[str, bytes], unopened: Sequence[Diagnostic]) -> PagesOfEditions | None:
        read = read_handbook(files, unopened, readings)
        if check_handbook(read, today, theme.messages, spread=spread).has_errors:
            return None
        described = spread(partial(_describe_pages, read.handbook, theme), list(Audience))
        return dict(zip((each.value for each in Audience), described, strict=True))

    old, new = (
        describe(files, unopened) if unopened else recall(files, partial(describe, files, ()))
        for files, unopened in zip((before, after), lost, strict=True)
    )
    unread = tuple(
        (which, found) for which, each in zip(("before", "after"), revisions, strict=True) for found in each.findings
    )
    return Notes(
        changes,
        describe_changes(writer, changes),
        None if old is None or new is None else {each: _list_different(old[each], new[each]) for each in Audience},
        writer,
        unread,
    )


def _describe_pages(handbook: Handbook, theme: Theme, audience: Audience) -> dict[str, str]:
    """Give the digest of each page of an edition, by its path."""
    from partner_playbooks.pages.page_kinds import render_pages  # slow, and seldom needed where pages are known

    return {page.path: _digest(page) for page in render_pages(handbook.project(audience), theme)}


def _digest(page: Page) -> str:
    return hashlib.sha256(repr(replace(page, text=page.markdown)).encode()).hexdigest()


def _list_different(old: Mapping[str, str], new: Mapping[str, str]) -> tuple[str, ...]:
    """Give the paths of pages that are new, gone or different."""
    return tuple(path for path in dict.fromkeys([*new, *old]) if old.get(path) != new.get(path))


def render_text(notes: Notes) -> str:
    """Write notes for a terminal."""
    lines: list[str] = []
    if notes.unread:
        lines += [_UNREAD, *_unread(notes, plain=str), ""]
    if notes.published:
        lines.append("NOW FOR PARTNERS: what follows leaves the organisation.")
        lines += [*_bullets(notes, published=True, plain=str), ""]
    told = _bullets(notes, published=False, plain=str) or _nothing(notes)
    lines += [*told, ""] if told else []
    return "\n".join([*lines, *_effects(notes)]).rstrip() + "\n"


def render_markdown(notes: Notes) -> str:
    """Write notes for a pull request; nothing in content becomes a mark or mentions anybody."""

    def plain(text: str) -> str:
        return escape_markdown(text).replace("@", "@\N{ZERO WIDTH SPACE}")

    parts = []
    if notes.unread:
        unread = "\n".join(_unread(notes, plain=plain))
        parts.append(f"**{_UNREAD}**\n\n{unread}")
    if notes.published:
        published = "\n".join(_bullets(notes, published=True, plain=plain))
        parts.append(f"**Now for partners: what follows leaves the organisation.**\n\n{published}")
    told = "\n".join(_bullets(notes, published=False, plain=plain) or _nothing(notes))
    parts += [told] if told else []
    parts += [plain(line) for line in _effects(notes)]
    return "\n\n".join(parts) + "\n"


def render_json(notes: Notes) -> str:
    """Write notes for programs: every change as a fact, the pages that differ, and what could not be read."""
    pages = None if notes.pages is None else {audience.value: paths for audience, paths in notes.pages.items()}
    unread = [
        {
            "revision": which,
            "file": found.span.file,
            "line": found.span.line,
            "column": found.span.column,
            "code": found.code,
            "message": found.message,
        }
        for which, found in notes.unread
    ]
    facts = {"changes": list(map(_fact, notes.changes)), "pages": pages, "unread": unread}
    return json.dumps(facts, indent=2, ensure_ascii=False) + "\n"


FORMATS: dict[str, Callable[[Notes], str]] = {"text": render_text, "markdown": render_markdown, "json": render_json}
"""Name of the format → how notes are written in it."""


_UNREAD = "Could not be read, so nothing is said of it:"
_REVISIONS = {"before": "older revision", "after": "newer revision"}
_MOST = 20
"""Places that could not be read of which each is told."""


def _unread(notes: Notes, *, plain: Callable[[str], str]) -> list[str]:
    """Name what could not be read, with its place."""
    lines = [
        f"- {plain(f'{_REVISIONS[which]}: {found.span}: {found.code} {found.message}')}"
        for which, found in notes.unread[:_MOST]
    ]
    more = len(notes.unread) - _MOST
    return [*lines, f"- and {more} more; `playbooks check` tells them all"] if more > 0 else lines


def _nothing(notes: Notes) -> list[str]:
    """Say that nothing changes, where that is known; or which pages do although no field of theirs did."""
    if notes.items or notes.unread:
        return []
    pages = sorted({path for paths in (notes.pages or {}).values() for path in paths})
    return [f"These pages change: {', '.join(pages)}."] if pages else ["Nothing changes for readers."]


def _bullets(notes: Notes, *, published: bool, plain: Callable[[str], str]) -> list[str]:
    lines = []
    for item in notes.items:
        phrases = item.publications if published else item.phrases
        if phrases:
            said = "; ".join(notes.writer.say(phrase.key, **phrase.values) for phrase in phrases)
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
        "entry": change.entry if change.written is None else change.written,
        "entry_title": change.entry,
        "entry_id": change.entry_id,
        "before": change.before,
        "after": change.after,
        "before_title": change.before_title,
        "after_title": change.after_title,
        "breaking": change.is_breaking,
        "publication": change.is_publication,
    }
