"""Compose the steps: content files in, a linked handbook and every finding out. Touches no disk."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

from partner_playbooks import checks
from partner_playbooks.checks.missing_glyph import find_missing_glyphs
from partner_playbooks.handbook.linked import Handbook, link_content
from partner_playbooks.handbook.model import content
from partner_playbooks.handbook.model.field_names import list_field_names, list_known_words
from partner_playbooks.language import repairs
from partner_playbooks.language.diagnostics import Diagnostic, Severity
from partner_playbooks.language.source import MAX_BYTES, Document, parse_file

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
    from datetime import date

    from partner_playbooks.handbook.model.content import Read
    from partner_playbooks.language.source import Path
    from partner_playbooks.language.spread import Spread


@dataclass(frozen=True, slots=True)
class Examination:
    """Content after all checks: the internal handbook as far as it could be read, and the findings."""

    handbook: Handbook
    diagnostics: tuple[Diagnostic, ...]
    """In the order of their places."""
    texts: Mapping[str, str]
    """The text of each file with a finding, for code frames."""

    @property
    def has_errors(self) -> bool:
        """Whether something must be put right before anything is published."""
        return any(found.severity is Severity.ERROR for found in self.diagnostics)

    def with_findings(self, found: Iterable[Diagnostic], texts: Mapping[str, str]) -> Examination:
        """Give the same with findings in files that are no content, and the texts of these."""
        together = sorted([*self.diagnostics, *found], key=lambda each: each.sort_key)
        return replace(self, diagnostics=tuple(together), texts={**self.texts, **texts})


class ReadHandbook(NamedTuple):
    """Content that was read, and not checked."""

    handbook: Handbook
    """The internal handbook, as far as it could be read."""
    problems: tuple[Diagnostic, ...]
    """What could not."""
    files: Mapping[str, bytes]
    """What it was read from."""
    unreadable: tuple[Diagnostic, ...]
    """What was found wrong before with files that could not be read from disk."""

    def describe(self, found: Iterable[Diagnostic] = ()) -> Examination:
        """Give what could not be read, and what else was found in its files."""
        unique = sorted(dict.fromkeys([*self.problems, *found]), key=lambda each: each.sort_key)
        texts = {each.span.file: decode_text(self.files.get(each.span.file, b"")) for each in unique}
        vocabulary = repairs.Vocabulary(self.files, list_known_words(), list_field_names())
        return Examination(self.handbook, tuple(repairs.judge_repairs(unique, texts, vocabulary)), texts)


@dataclass(slots=True)
class Readings:
    """What each content file held when it was read last: a file that is the same is not read again."""

    read: Callable[[str, bytes], tuple[Document | None, list[Diagnostic]]] = parse_file
    """Reads one; another one where what it reads is shared with others."""
    _parsed: dict[str, tuple[bytes, Document | None, list[Diagnostic]]] = field(default_factory=dict)
    placed: dict[str, Read] = field(default_factory=dict)
    """File → what was read in full of it."""

    def parse(self, file: str, raw: bytes) -> tuple[Document | None, list[Diagnostic]]:
        """Give a file as `parse_file` does."""
        if file not in self._parsed or self._parsed[file][0] != raw:
            self._parsed[file] = (raw, *self.read(file, raw))
            self.placed.pop(file, None)
        return self._parsed[file][1:]

    def forget_others(self, files: Collection[str]) -> None:
        """Forget what is no longer there."""
        for file in self._parsed.keys() - files:
            del self._parsed[file]
            self.placed.pop(file, None)

    def has_read(self, document: Document, path: Path) -> bool:
        """Tell whether what stands at a place of a file as it was parsed was read in full."""
        placed = self.placed.get(document.file, {}).get(path)
        return placed is not None and placed.document is document


def read_handbook(
    files: Mapping[str, bytes], unreadable: Iterable[Diagnostic] = (), readings: Readings | None = None
) -> ReadHandbook:
    """Read, validate and link content without checking it.

    Args:
        files: Path below the project folder (`content/stages/align.yml`) → bytes.
        unreadable: What was already found wrong with files that could not be read from disk.
        readings: What was read before.
    """
    readings = readings or Readings()
    unreadable = tuple(unreadable)
    diagnostics = list(unreadable)
    lost = [found.span.file for found in diagnostics]
    documents: list[Document] = []
    for file in sorted(files):
        document, problems = readings.parse(file, files[file])
        diagnostics.extend(problems)
        if document is None:
            lost.append(file)
        else:
            documents.append(document)
    known, problems = content.validate_documents(documents, lost, readings.placed)
    return ReadHandbook(link_content(known), (*diagnostics, *problems), files, unreadable)


def examine(
    files: Mapping[str, bytes],
    today: date,
    unreadable: Iterable[Diagnostic] = (),
    languages: Collection[str] = ("en",),
    undrawn: Callable[[str], Collection[str]] | None = None,
) -> Examination:
    """Read, link and check content; every finding of every file comes back in one run.

    Args:
        files: As for `read_handbook`.
        today: Decides which reviews are overdue.
        unreadable: As for `read_handbook`.
        languages: Those that the theme has a message catalogue for.
        undrawn: Gives the characters of a text that no font at hand has a glyph for; None asks no font.
    """
    return check_handbook(read_handbook(files, unreadable), today, languages, undrawn)


def check_handbook(
    read: ReadHandbook,
    today: date,
    languages: Collection[str] = ("en",),
    undrawn: Callable[[str], Collection[str]] | None = None,
    spread: Spread = map,
) -> Examination:
    """Check what was read; `spread` may let checks run in several processes, and the rest is as for `examine`."""
    handbook = read.handbook
    found = [*checks.run_checks(handbook, today, spread), *_unspoken(handbook, languages)]
    if undrawn is not None:
        found += find_missing_glyphs(handbook, undrawn)
    return read.describe(found)


def _unspoken(handbook: Handbook, languages: Collection[str]) -> Iterator[Diagnostic]:
    """PB208: a language that the theme has no words in. No check, for only the caller knows the theme."""
    language = handbook.programme.language
    for placed in handbook.list_written("programme"):
        if language not in languages:
            message = f'there are no words in "{language}"'
            hint = f"choose one of {', '.join(sorted(languages))}, or begin with `playbooks new language {language}`"
            yield Diagnostic("PB208", message, placed.span("language"), hint)


def decode_text(raw: bytes) -> str:
    """Give a file as its lines are counted, every line end a newline; nothing where it is no text."""
    text = "" if b"\0" in raw else raw[:MAX_BYTES].decode("utf-8-sig", "replace")
    return text.replace("\r\n", "\n").replace("\r", "\n")
