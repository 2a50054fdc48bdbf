"""A document as bytes, so that the file it was read from need not be parsed again."""

from __future__ import annotations

import json
from array import array

from partner_playbooks.language.source.decoding import decode_file
from partner_playbooks.language.source.parsed_file import OFFSETS, Data, Document, Lines, Places


def pack_document(document: Document) -> bytes:
    """Give what `restore_document` needs besides the file itself."""
    held = {"data": document.data, "places": document.places.packed.tolist()}
    return json.dumps(held, ensure_ascii=False, separators=(",", ":")).encode()


def restore_document(file: str, raw: bytes, packed: bytes) -> Document | None:
    """Give the document that was read from a file of these bytes; None where `packed` is that of no document.

    Args:
        file: Its path, which may be another one now.
        raw: What the file holds.
        packed: What `pack_document` gave.
    """
    text, found = decode_file(file, raw)
    if text is None or found:
        return None
    try:
        held = json.loads(packed)
        places = array(OFFSETS, held["places"])
        if len(places) != 4 * _count_values(held["data"]):
            return None
        return Document(file, text, held["data"], Lines(file, text), Places(held["data"], places))
    except (ValueError, KeyError, TypeError, OverflowError, RecursionError):
        return None


def _count_values(data: Data) -> int:
    """Count the values of a document, each list and mapping among them.

    Raises:
        TypeError: it holds what no document does.
    """
    if isinstance(data, dict):
        return 1 + sum(map(_count_values, data.values()))
    if isinstance(data, list):
        return 1 + sum(map(_count_values, data))
    if data is None or isinstance(data, str):
        return 1
    raise TypeError(type(data))
