"""The reference file of DOCX files: its styles, and an empty document with its looks."""

from __future__ import annotations

import io
from functools import lru_cache
from typing import TYPE_CHECKING
from zipfile import BadZipFile

import docx
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn

from partner_playbooks.downloads.download_style import REFERENCE
from partner_playbooks.language.diagnostics import UserError

if TYPE_CHECKING:
    from docx.document import Document


_STYLES = (
    *("Title", "Subtitle", "Kicker", "Heading 1", "Heading 2", "Heading 3", "Normal", "List Bullet", "List Number"),
    *("Table Text", "Table Heading", "Fine Print", "Exit Test", "Internal Mark", "Placeholder Text", "Hyperlink"),
    *("Playbook Table", "Playbook Form"),
)


@lru_cache(maxsize=4)
def find_styles(reference: bytes) -> dict[str, str]:
    """Give the id of each style by its name."""
    known = {style.name or "": style.style_id for style in _read(reference).styles}
    if missing := [name for name in _STYLES if name not in known]:
        message = f"theme/{REFERENCE} lacks the style “{missing[0]}”"
        raise UserError(message, "add a style of that name, or begin with the shipped file")
    return known


def _read(reference: bytes) -> Document:
    try:
        return docx.Document(io.BytesIO(reference))
    except (PackageNotFoundError, BadZipFile, KeyError, ValueError):
        raise UserError(f"theme/{REFERENCE} is no DOCX file", "save it as DOCX, or take the shipped one") from None


def open_reference(reference: bytes) -> Document:
    """Open the reference file without its content."""
    document = _read(reference)
    body = document.element.body
    for child in list(body):
        if child.tag != qn("w:sectPr"):
            body.remove(child)
    return document
