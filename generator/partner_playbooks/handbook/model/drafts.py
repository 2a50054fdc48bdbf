"""What a new thing is written with until somebody puts their own in its place: examples, marked to be found again."""

import re
from collections.abc import Iterator

from partner_playbooks.handbook.model.base import Record
from partner_playbooks.handbook.model.walk import Leaf
from partner_playbooks.language.source import Document, Path
from partner_playbooks.language.text import RichText, to_plain

MARK = "TODO"
"""Stands before a text that is an example, and in a comment behind any other value."""
_BEGUN = re.compile(rf"^{MARK}\b|\b{MARK}:")
_BEHIND = re.compile(rf"[ \]}}]*[ ]#[ ]?{MARK}\b")


def mark_text(example: str) -> str:
    """Give an example as a text that is still to be written."""
    return f"{MARK}: {example}"


def is_marked(text: str) -> bool:
    """Tell whether a text is still to be written."""
    return _BEGUN.search(text) is not None


def is_open(leaf: Leaf, document: Document, base: Path) -> bool:
    """Tell whether a value is still an example: by its own words, or by the comment behind it."""
    text = to_plain(leaf.value, value=str) if isinstance(leaf.value, RichText) else leaf.value
    if isinstance(text, str) and is_marked(text):
        return True
    place = document.places.get((*base, *leaf.path))
    return place is not None and _BEHIND.match(document.text, place.end) is not None


def describe_field(holder: Record, path: Path) -> str:
    """Give what belongs into a field of a record, as its description says it."""
    names = [part for part in path if isinstance(part, str) and part in type(holder).model_fields]
    info = type(holder).model_fields[names[-1]] if names else None
    return (info.description or "") if info else ""


def list_open(leaves: Iterator[Leaf], document: Document, base: Path) -> Iterator[Leaf]:
    """Yield the values that are still examples."""
    if MARK in document.text:
        yield from (leaf for leaf in leaves if is_open(leaf, document, base))
