"""Parser events → data and places: what content may use of YAML, and what it may not."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

import yaml

from partner_playbooks.language.diagnostics import Diagnostic, Severity
from partner_playbooks.language.source import scalar_checks
from partner_playbooks.language.source.decoding import FORBIDDEN, MAX_CHARACTER_REPORTS, MAX_FINDINGS
from partner_playbooks.language.source.fault import Fault
from partner_playbooks.language.source.parsed_file import Data, Lines, Path, Place, find_line_end
from partner_playbooks.language.source.syntax import explain_fault

if TYPE_CHECKING:
    from collections.abc import Callable

    from partner_playbooks.language.diagnostics import Span

MAX_DEPTH = 40
"""Lists and mappings inside one another; real content has eight."""

_PARSER_ERRORS = (yaml.YAMLError, ValueError, AttributeError, TypeError, LookupError, ArithmeticError)
"""PyYAML lets a few bare exceptions through."""


@dataclass(slots=True)
class _Open:
    """A list or mapping whose end has not come yet."""

    node: dict[str, Data] | list[Data]
    path: Path
    key: tuple[int, int] | None
    """The place of the key in front of it; None for entries of lists and the whole document."""
    start: int
    bracket: int | None
    """Where its bracket stands, if it has one."""
    pending: tuple[str, int, int] | None = None
    """In a mapping: the key whose value comes next, and its place."""
    run_together: bool = False
    """In a mapping of a list: whether the dash of its next entry was forgotten, so that its fields come twice."""

    @property
    def awaits_key(self) -> bool:
        return self.pending is None and isinstance(self.node, dict)


class Reading:
    """One pass over the events of a text: builds `root` and `places`, adds what is wrong to `found`."""

    def __init__(self, lines: Lines, found: list[Diagnostic]) -> None:
        self.root: Data = None
        self.places: dict[Path, Place] = {}
        self._lines = lines
        self._found = found
        self._characters_left = MAX_CHARACTER_REPORTS - len(found)
        self._stack: list[_Open] = []
        self._end = 0  # of the last thing that is neither white space nor a comment
        self._quoted: tuple[int, int] | None = None  # the last scalar, if it stands in quotes
        self._has_document = False
        self._stopped = False
        self._handlers: dict[type, Callable[[Any], None]] = {
            yaml.ScalarEvent: self._scalar,
            yaml.MappingStartEvent: self._open_mapping,
            yaml.SequenceStartEvent: self._open_list,
            yaml.MappingEndEvent: self._close,
            yaml.SequenceEndEvent: self._close,
            yaml.AliasEvent: self._alias,
            yaml.DocumentStartEvent: self._document,
        }

    def run(self) -> None:
        """Read the text to its end, or up to bad syntax, too many levels or a second document."""
        events = yaml.parse(self._lines.text, Loader=yaml.CSafeLoader)
        while not self._stopped:
            try:
                event = next(events)
            except StopIteration:
                self._check_top()
                return
            except _PARSER_ERRORS as error:
                self._syntax_error(error)
                return
            handler = self._handlers.get(type(event))
            if handler:
                handler(event)
            if len(self._found) >= MAX_FINDINGS:
                end = find_line_end(self._lines.text, _offsets(event)[1])
                message = f"more than {MAX_FINDINGS:,} findings up to here"
                self._error("PB004", message, (end, end), "clear them up first: the rest has not been read")
                self._stopped = True

    def _document(self, event: yaml.DocumentStartEvent) -> None:
        start, _ = _offsets(event)
        if self._has_document:
            hint = 'put it into a file of its own, or delete the "---" line'
            self._error("PB103", "a second document starts here; a file holds one", (start, start + 3), hint)
            self._stopped = True
        elif event.version or event.tags:
            place = (start, find_line_end(self._lines.text, start))
            self._error("PB103", "directives (%YAML, %TAG) must not be used", place, "delete the line")
        self._has_document = True

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        start, end = _offsets(event)
        style = event.style
        value: str | None = event.value
        self._quoted = (start, end) if style in ("'", '"') else None
        if event.anchor or event.tag:
            self._found.extend(scalar_checks.find_properties(self._lines, start))
        if style == '"' and FORBIDDEN.search(event.value):
            self._escapes(start, end)
        elif style in ("|", ">"):  # the parser counts the empty lines after it in
            end = start + len(self._lines.text[start:end].rstrip())
            value = scalar_checks.read_block_text(event.value, style)
            self._add(scalar_checks.find_folded_list(self._lines, style, start, end))
        elif not style and not value:
            value = None
        self._add(scalar_checks.find_structural_slip(self._lines, start, end) if not style and value else None)
        if self._stack and self._stack[-1].awaits_key:
            self._key(None if style in ("|", ">") else value, start, end)
            return
        if not style:
            self._add(scalar_checks.find_lost_comment(self._lines, event.value, end))
        self._add(scalar_checks.find_too_long(self._lines, start, end))
        if value is not None:
            self._end = end
        path, key = self._attach(value)
        self.places[path] = Place(*(key or (start, end)), start, end)

    def _key(self, name: str | None, start: int, end: int) -> None:
        """Take a scalar that stands where a key must; None for one that cannot be a key."""
        top = self._stack[-1]
        self._end = end
        if name is None:
            self._error("PB107", "a field needs a name of plain text", (start, end), _NAME_HINT)
        elif name == "<<" and self._quoted is None:
            self._error("PB104", "merge keys (<<) must not be used", (start, end), "write the fields out")
        elif name in top.node:
            first = self.places[*top.path, name]
            related = (("first given here", self._lines.span(first.key_start, first.key_end)),)
            message = f'the field "{scalar_checks.shorten_text(name)}" is given twice'
            hint = "keep one of the two"
            if top.bracket is None and top.path and isinstance(top.path[-1], int) and name == next(iter(top.node)):
                hint = f'start it with "- " if an entry of its own begins here; else {hint}'
                top.run_together = True
            elif top.run_together:
                hint = ""
            if hint:
                self._error("PB102", message, (start, end), hint, related)
        else:
            top.pending = (name, start, end)
            return
        top.pending = _nameless(start, end)

    def _open_mapping(self, event: yaml.MappingStartEvent) -> None:
        self._open(event, {})

    def _open_list(self, event: yaml.SequenceStartEvent) -> None:
        self._open(event, [])

    def _open(self, event: yaml.CollectionStartEvent, node: dict[str, Data] | list[Data]) -> None:
        start, end = _offsets(event)
        if event.anchor or event.tag:
            self._found.extend(scalar_checks.find_properties(self._lines, start))
        if len(self._stack) >= MAX_DEPTH:
            message = f"lists and fields are nested more than {MAX_DEPTH} levels deep"
            self._error("PB004", message, (start, start + 1), "content needs no more than eight levels")
            self._stopped = True
            return
        in_key = bool(self._stack) and self._stack[-1].awaits_key
        if in_key:
            self._error("PB107", "a field needs a name of plain text", (start, start + 1), _NAME_HINT)
            self._stack[-1].pending = _nameless(start, start)
        path, key = self._attach(node)
        if in_key:  # what was read is the key; its value is still to come
            self._stack[-1].pending = _nameless(start, start)
        bracket = end - 1 if event.flow_style and end > start else None  # `[a: b]` opens two, and has one
        self._stack.append(_Open(node, path, key, start, bracket))

    def _close(self, event: yaml.CollectionEndEvent) -> None:
        closed = self._stack.pop()
        start, end = _offsets(event)
        if end > start:  # a bracket; without one the parser's mark is at what follows
            self._end = end
        end = max(self._end, closed.start)
        self.places[closed.path] = Place(*(closed.key or (closed.start, end)), closed.start, end)

    def _alias(self, event: yaml.AliasEvent) -> None:
        start, end = _offsets(event)
        top = self._stack[-1] if self._stack else None
        self._end = end
        if not (top and top.pending and self._lines.text[slice(*top.pending[1:])] == "<<"):  # that is reported
            hint = "write out what it stands for, or, if it is part of a text, put the whole text in quotes"
            self._error("PB104", "aliases (*name) must not be used", (start, end), hint)
        if top and top.awaits_key:
            top.pending = _nameless(start, end)
            return
        path, key = self._attach(None)
        self.places[path] = Place(*(key or (start, end)), start, end)

    def _attach(self, value: Data) -> tuple[Path, tuple[int, int] | None]:
        """Put a value into what is open; give its path and the place of its key."""
        if not self._stack:
            self.root = value
            return (), None
        top = self._stack[-1]
        if isinstance(top.node, list):
            top.node.append(value)
            return (*top.path, len(top.node) - 1), None
        name, key_start, key_end = top.pending or _nameless(top.start, top.start)
        top.pending = None
        top.node[name] = value
        return (*top.path, name), (key_start, key_end)

    def _check_top(self) -> None:
        """A file must hold fields or a list (PB107)."""
        whole = (0, len(self._lines.text.rstrip()))
        if isinstance(self.root, str):
            hint = 'write fields as "name: value", with a space after the colon'
            self._error("PB107", "the file holds a text, not fields or a list", whole, hint)
        elif self.root is None and all(item.severity is Severity.WARNING for item in self._found):
            self._error("PB107", "the file is empty", (0, 0), 'write fields as "name: value", or delete the file')

    def _syntax_error(self, error: Exception) -> None:
        bracket = next((item.bracket for item in reversed(self._stack) if item.bracket is not None), None)
        fault = Fault.of(error, self._lines.text, self._quoted, bracket)
        mistake = explain_fault(fault, self._lines)
        # An alias or a bad character in the same line explains it already.
        if not any(_explains(found, mistake) for found in self._found):
            self._found.append(mistake)

    def _escapes(self, start: int, end: int) -> None:
        reports = list(islice(scalar_checks.find_forbidden_escapes(self._lines, start, end), self._characters_left))
        self._characters_left -= len(reports)
        self._found.extend(reports)

    def _add(self, diagnostic: Diagnostic | None) -> None:
        if diagnostic:
            self._found.append(diagnostic)

    def _error(
        self,
        code: str,
        message: str,
        place: tuple[int, int],
        hint: str,
        related: tuple[tuple[str, Span], ...] = (),
    ) -> None:
        self._found.append(Diagnostic(code, message, self._lines.span(*place), hint, related=related))


def _explains(found: Diagnostic, mistake: Diagnostic) -> bool:
    """Tell whether something that was found before makes the parser stop: in the same line, or as a slip above it."""
    return found.severity is Severity.ERROR and (found.span.line == mistake.span.line or found.code == mistake.code)


_NAME_HINT = 'write "name: value"; if this is text that starts with {, [ or ?, put it in quotes'


def _offsets(event: yaml.Event) -> tuple[int, int]:
    """Give the place of an event; the parser marks each, though the type says it need not."""
    start, end = event.start_mark, event.end_mark
    return (start.index, end.index) if start and end else (0, 0)


def _nameless(start: int, end: int) -> tuple[str, int, int]:
    """Stand in for a key that cannot be used: the file is refused, but the rest of it can still be read.

    Its NUL keeps it apart from every name in a file that is not refused.
    """
    return f"\0{start}", start, end
