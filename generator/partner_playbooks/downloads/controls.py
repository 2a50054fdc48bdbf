"""What readers do something with in a DOCX file: boxes to click, fields to fill in, links."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partner_playbooks.downloads.docx_text import write_run, write_value

if TYPE_CHECKING:
    from collections.abc import Sequence

    from partner_playbooks.downloads.docx_text import Paragraph

_W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
_LONGEST = 64
"""Most characters in the name of a control; with more, Word calls a file broken."""
_BOX, _TICKED = "\u2610", "\u2612"
_BOX_FONT = "MS Gothic"
_CHECKBOX = (
    f'<w14:checkbox xmlns:w14="{_W14}"><w14:checked w14:val="0"/>'
    f'<w14:checkedState w14:val="{ord(_TICKED):04X}" w14:font="{_BOX_FONT}"/>'
    f'<w14:uncheckedState w14:val="{ord(_BOX):04X}" w14:font="{_BOX_FONT}"/></w14:checkbox>'
)
_BOX_RUN = write_run(_BOX, f'<w:rFonts w:ascii="{_BOX_FONT}" w:eastAsia="{_BOX_FONT}" w:hAnsi="{_BOX_FONT}"/>')


def add_checkbox(paragraph: Paragraph, title: str, key: str) -> None:
    """Add a box to click, named for screen readers."""
    paragraph.put(_write_control(title, key, _CHECKBOX, _BOX_RUN), _BOX)


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
    kinds = _write_kind(kind, choices)
    properties = kinds if value else f"<w:showingPlcHdr/>{kinds}"
    content = write_run(value) if value else write_run(hint, '<w:rStyle w:val="PlaceholderText"/>')
    paragraph.put(_write_control(title, "", properties, content), value or hint)


def add_link(paragraph: Paragraph, text: str, relation: str) -> None:
    """Add a text that leads to another place."""
    run = write_run(text, '<w:rStyle w:val="Hyperlink"/>')
    paragraph.put(f"<w:hyperlink r:id={write_value(relation)}>{run}</w:hyperlink>", text)


def _write_control(title: str, key: str, properties: str, content: str) -> str:
    named = "".join(
        f"<w:{name} w:val={write_value(value[:_LONGEST])}/>"
        for name, value in (("alias", title), ("tag", key))
        if value
    )
    return f"<w:sdt><w:sdtPr>{named}{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def _write_kind(kind: str, choices: Sequence[str]) -> str:
    if kind == "choice":
        values = map(write_value, dict.fromkeys(choices))
        entries = "".join(f"<w:listItem w:displayText={value} w:value={value}/>" for value in values)
        return f"<w:dropDownList>{entries}</w:dropDownList>"
    if kind == "date":
        return '<w:date><w:dateFormat w:val="yyyy-MM-dd"/></w:date>'
    return '<w:text w:multiLine="1"/>' if kind == "long-text" else "<w:text/>"
