"""What python-docx has no call for: boxes to click, fields to fill in, page numbers, links, header rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docx.table import Table, _Row
    from docx.text.paragraph import Paragraph

    Element = Any
    """An element of python-docx, whose types do not know what it can do."""

_W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
_LONGEST = 64
"""Most characters in the name of a control; with more, Word calls a file broken."""
_BOX, _TICKED = "\u2610", "\u2612"
_BOX_FONT = "MS Gothic"


def add_checkbox(paragraph: Paragraph, title: str, key: str) -> None:
    """Add a box to click, named for screen readers."""
    control, properties, content = _control(title, key)
    box = etree.SubElement(properties, f"{{{_W14}}}checkbox", nsmap={"w14": _W14})
    etree.SubElement(box, f"{{{_W14}}}checked").set(f"{{{_W14}}}val", "0")
    for name, sign in (("checkedState", _TICKED), ("uncheckedState", _BOX)):
        state = etree.SubElement(box, f"{{{_W14}}}{name}")
        state.set(f"{{{_W14}}}val", f"{ord(sign):04X}")
        state.set(f"{{{_W14}}}font", _BOX_FONT)
    run = _run(_BOX)
    fonts = _element("w:rFonts")
    for name in ("ascii", "eastAsia", "hAnsi"):
        fonts.set(qn(f"w:{name}"), _BOX_FONT)
    run.get_or_add_rPr().append(fonts)
    content.append(run)
    paragraph._p.append(control)  # noqa: SLF001 - as in python-docx's own documentation


def add_field(  # noqa: PLR0913, PLR0917 - what such a control consists of
    paragraph: Paragraph, title: str, kind: str, hint: str, choices: Sequence[str] = (), value: str = ""
) -> None:
    """Add a field to fill in.

    Args:
        paragraph: Where it stands.
        title: Its name for screen readers.
        kind: `date`, `choice`, `long-text`, or anything else for a line of text.
        hint: What stands there until it is filled in.
        choices: For a choice: what to choose from.
        value: What it is filled in with; empty where somebody is to do so.
    """
    control, properties, content = _control(title, "")
    if not value:
        properties.append(_element("w:showingPlcHdr"))
    properties.append(_kind(kind, choices))
    content.append(_run(value) if value else _run(hint, "PlaceholderText"))
    paragraph._p.append(control)  # noqa: SLF001 - as above


def add_page_field(paragraph: Paragraph, code: str) -> None:
    """Add a number that the reader's program computes: PAGE or NUMPAGES."""
    field = _element("w:fldSimple")
    field.set(qn("w:instr"), code)
    field.append(_run("1"))
    paragraph._p.append(field)  # noqa: SLF001 - as above


def add_link(paragraph: Paragraph, text: str, relation: str) -> None:
    """Add a text that leads to another place."""
    link = _element("w:hyperlink")
    link.set(qn("r:id"), relation)
    link.append(_run(text, "Hyperlink"))
    paragraph._p.append(link)  # noqa: SLF001 - as above


def mark_header(table: Table) -> None:
    """Let the first row be read as the header, and stand on each page."""
    keep_together(table.rows[0])
    table.rows[0]._tr.get_or_add_trPr().append(_element("w:tblHeader"))  # noqa: SLF001 - as above


def keep_together(row: _Row) -> None:
    """Keep a row on one page."""
    row._tr.get_or_add_trPr().append(_element("w:cantSplit"))  # noqa: SLF001 - as above


def _element(name: str) -> Element:
    return OxmlElement(name)


def _control(title: str, key: str) -> tuple[Element, Element, Element]:
    control, properties, content = (_element(f"w:{name}") for name in ("sdt", "sdtPr", "sdtContent"))
    for name, value in (("alias", title), ("tag", key)):
        if value:
            element = _element(f"w:{name}")
            element.set(qn("w:val"), value[:_LONGEST])
            properties.append(element)
    control.append(properties)
    control.append(content)
    return control, properties, content


def _kind(kind: str, choices: Sequence[str]) -> Element:
    if kind == "choice":
        element = _element("w:dropDownList")
        for choice in dict.fromkeys(choices):
            entry = _element("w:listItem")
            entry.set(qn("w:displayText"), choice)
            entry.set(qn("w:value"), choice)
            element.append(entry)
        return element
    if kind == "date":
        element = _element("w:date")
        pattern = _element("w:dateFormat")
        pattern.set(qn("w:val"), "yyyy-MM-dd")
        element.append(pattern)
        return element
    element = _element("w:text")
    if kind == "long-text":
        element.set(qn("w:multiLine"), "1")
    return element


def _run(text: str, style: str = "") -> Element:
    run = _element("w:r")
    if style:
        named = _element("w:rStyle")
        named.set(qn("w:val"), style)
        run.get_or_add_rPr().append(named)
    shown = _element("w:t")
    shown.set(qn("xml:space"), "preserve")
    shown.text = text
    run.append(shown)
    return run
