"""Repairs: which of them can be made, and which of them together."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from partner_playbooks.language.diagnostics import Correction
from partner_playbooks.language.spelling import find_differing_word
from partner_playbooks.language.splicing import Offsets, splice

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from partner_playbooks.language.diagnostics import Diagnostic, Edit, Span

_QUOTES = "'\""
_WORD = re.compile(r"[^\W\d_]+")
_FIELD = re.compile(r"(?:^|[\s'\"])(\w+):\s")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What is known of words when repairs are judged: a word that means something is no slip of the keyboard."""

    files: Mapping[str, bytes]
    """All content: what stands elsewhere in it is a word."""
    words: Collection[str]
    """Words that are known besides, in small letters."""
    fields: Collection[str]
    """The names of fields: where one stands inside a text, a line may have been joined with the next."""

    def count(self) -> Counter[str]:
        """Count how often each word stands in the content."""
        found: Counter[str] = Counter()
        for raw in self.files.values():
            found.update(_WORD.findall(raw.decode("utf-8", "replace").lower()))
        return found


def judge_repairs(
    findings: Iterable[Diagnostic], texts: Mapping[str, str], vocabulary: Vocabulary
) -> Iterator[Diagnostic]:
    """Yield findings, with no repair where it does not fit its place, and with none that is certain where it is not.

    A word may stand there in another guise, as an escape or over several lines; the place is then its whole text.
    """
    findings = tuple(findings)
    offsets: dict[str, Offsets] = {}
    typed = Counter(_slip(found) for found in findings)
    counts: Counter[str] | None = None
    for found in findings:
        if isinstance(found.hint, Correction):
            file = found.span.file
            text = texts[file]
            start, end = offsets.setdefault(file, Offsets(text)).of(found.span)
            slip = _slip(found)
            if not _stands(found.hint.instead_of, text, start, end):
                yield replace(found, hint=str(found.hint))
                continue
            if slip:
                counts = vocabulary.count() if counts is None else counts
                if slip in vocabulary.words or counts[slip] > typed[slip]:
                    hint = found.hint
                    yield replace(found, hint=Correction(str(hint), hint.instead_of, hint.typed, certain=False))
                    continue
        elif any(_holds_field(edit, vocabulary.fields) for edit in found.edits):
            yield replace(found, certain=False)
            continue
        yield found


def _slip(found: Diagnostic) -> str:
    """Give the word that a certain correction takes for a slip, in small letters; nothing for other findings."""
    hint = found.hint
    if not isinstance(hint, Correction) or not (hint.certain and hint.slip):
        return ""
    return find_differing_word(hint.instead_of, hint.typed) or ""


def _holds_field(edit: Edit, fields: Collection[str]) -> bool:
    """Tell whether a text that is put in quotes has what may be a field of its own in it."""
    return any(name in fields for name in _FIELD.findall(edit.text[1:]))


def describe_repair(found: Diagnostic, text: str) -> str:
    """Give what a repair changes in the text of its file: `"enablement-laed" → "enablement-lead"`.

    Where something is only added or only taken away, the whole line is shown.
    """
    offsets = Offsets(text)
    edits = found.proposal
    if all(edit.text and edit.span.line == edit.span.end_line for edit in edits):
        pairs = [(text[slice(*offsets.of(edit.span))], edit.text) for edit in edits]
        if all(old for old, _ in pairs):
            return "; ".join(f"{old.strip()} → {new.strip()}" for old, new in pairs)
    first = min(edit.span.line for edit in edits) - 1
    last = max(edit.span.end_line for edit in edits)
    mended = splice(text, edits)
    more = mended.count("\n") - text.count("\n")
    lines = (
        " ".join("\n".join(each).split())
        for each in (text.split("\n")[first:last], mended.split("\n")[first : last + more])
    )
    return " → ".join(lines)


def _stands(word: str, text: str, start: int, end: int) -> bool:
    """Tell whether a word stands between two offsets, with or without quotes, and is not a part of a longer one."""
    inside = any(_is_word(text[max(at - 1, 0) : at + 1]) for at in (start, end))
    return not inside and text[start:end].strip(_QUOTES) == word.strip(_QUOTES)


def _is_word(pair: str) -> bool:
    """Tell whether two characters belong to one word."""
    return len(pair) == 2 and all(character.isalnum() or character in "_-" for character in pair)  # noqa: PLR2004


def choose_compatible(findings: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Give the findings whose repairs can be made in one go, each whole: of two that overlap, the first."""
    chosen: list[Diagnostic] = []
    taken: dict[str, list[Span]] = defaultdict(list)
    for found in findings:
        spans = [edit.span for edit in found.fix]
        if spans and not any(_overlap(one, other) for one in spans for other in taken[one.file]):
            chosen.append(found)
            for span in spans:
                taken[span.file].append(span)
    return chosen


def _overlap(one: Span, other: Span) -> bool:
    (start, end), (from_, to) = _ends(one), _ends(other)
    return start == from_ or (start < to and from_ < end)


def _ends(span: Span) -> tuple[tuple[int, int], tuple[int, int]]:
    return (span.line, span.column), (span.end_line, span.end_column)
