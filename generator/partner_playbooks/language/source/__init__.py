"""YAML text → plain data and a source map, in one pass over the parser's events.

Nothing is resolved here: every scalar stays the text its author typed, so `no`, `010` and `12:30:00` never
turn into something else. The model makes numbers, booleans and dates, by the type of the field.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from partner_playbooks.language.diagnostics import Severity
from partner_playbooks.language.source.decoding import MAX_BYTES, decode_file
from partner_playbooks.language.source.events import MAX_DEPTH, Reading
from partner_playbooks.language.source.packed_document import pack_document, restore_document
from partner_playbooks.language.source.parsed_file import Data, Document, Lines, Path, Places

if TYPE_CHECKING:
    from partner_playbooks.language.diagnostics import Diagnostic

__all__ = ["MAX_BYTES", "MAX_DEPTH", "Data", "Document", "Path", "pack_document", "parse_file", "restore_document"]


def parse_file(file: str, raw: bytes) -> tuple[Document | None, list[Diagnostic]]:
    """Read one content file; `file` is its path below the project folder, used in every `Span`.

    Never raises, whatever the bytes. Any error (PB002-PB107) gives no document; warnings alone (PB105) do.
    Diagnostics come in the order of the text.
    """
    document = None
    text, found = decode_file(file, raw)
    if text is not None:
        lines = Lines(file, text)
        reading = Reading(lines, found)
        reading.run()
        if not any(diagnostic.severity is Severity.ERROR for diagnostic in found):
            document = Document(file, text, reading.root, lines, Places.pack(reading.root, reading.places))
    found.sort(key=lambda diagnostic: diagnostic.sort_key)
    return document, found
