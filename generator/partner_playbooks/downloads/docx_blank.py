"""A DOCX file without its content: made once of the theme's reference file, then filled for each file."""

from __future__ import annotations

import copy
import hashlib
import io
from datetime import UTC, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple
from zipfile import BadZipFile, ZipFile

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml import OxmlElement
from docx.oxml.ns import nsmap, qn
from docx.shared import Pt
from docx.styles.styles import Styles
from lxml import etree

from partner_playbooks.downloads.archive import pack_archive
from partner_playbooks.downloads.docx_fit import DocxLayout, squeeze_styles
from partner_playbooks.downloads.docx_text import write_text, write_value
from partner_playbooks.downloads.download_style import REFERENCE
from partner_playbooks.downloads.pictures import convert_to_png
from partner_playbooks.language.diagnostics import UserError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from docx.document import Document
    from docx.text.paragraph import Paragraph as DocxParagraph

    from partner_playbooks.downloads.docx_text import Paragraph, Table

_STYLES = (
    *("Title", "Subtitle", "Kicker", "Heading 1", "Heading 2", "Heading 3", "Normal", "List Bullet", "List Number"),
    *("Table Text", "Table Heading", "Fine Print", "Exit Test", "Internal Mark", "Placeholder Text", "Hyperlink"),
    *("Playbook Table", "Playbook Form"),
)
_CREATED = datetime(2000, 1, 1, tzinfo=UTC)
"""When every file says that it was made, so that the same content gives the same bytes."""
_LONGEST = 255
"""Most characters of a property of a file."""


class Surroundings(NamedTuple):
    """What stands around the content of many files."""

    vendor: str
    programme: str
    language: str
    warning: str
    """At the head of each page, of files that must not leave; else empty."""
    page: str
    """How pages are counted: the number of a page is `\\0` in it, that of all is `\\1`."""


class BlankFile:
    """A file in the looks of a reference file, to be filled."""

    def __init__(self, reference: bytes, logo: bytes, around: Surroundings) -> None:
        """Make it.

        Raises:
            UserError: the reference file or the logo is at fault.
        """
        document = _open_reference(reference)
        self.styles = _find_styles(document)
        """The id of each style by its name."""
        mark = hashlib.sha256(repr(around).encode()).hexdigest()
        self._title, self._foot, self._body = (f"{mark}-{name}" for name in ("title", "foot", "body"))
        _say_what_it_is(document, around, self._title)
        _frame_pages(document, logo, around, self._foot)
        self.layout = DocxLayout(document)
        self._styles = copy.deepcopy(document.styles.element)
        self._squeezed: dict[float, bytes] = {}
        main = document.part.partname
        self._main, self._relations = main.membername, main.rels_uri.membername
        self._styles_name = document.part.part_related_by(RELATIONSHIP_TYPE.STYLES).partname.membername
        parts = _save(document)
        parts[self._main] = _make_room(parts[self._main], self._body)
        self._parts = {name: raw.decode() if mark.encode() in raw else raw for name, raw in parts.items()}

    def fill(
        self, title: str, foot: str, blocks: Sequence[Paragraph | Table], links: Iterable[tuple[str, str]]
    ) -> bytes:
        """Give a file; where a few lines would stand alone on its last page, its styles have less room, or more.

        Args:
            title: Its title.
            foot: What stands at the foot of each page.
            blocks: What it holds.
            links: The id and the address of each place outside that its content leads to.
        """
        texts = {
            self._title: write_text(title[:_LONGEST]),
            self._foot: write_text(foot),
            self._body: "".join(block.write() for block in blocks),
        }
        parts = {name: raw if isinstance(raw, bytes) else _replace(raw, texts) for name, raw in self._parts.items()}
        parts[self._relations] = _add_links(parts[self._relations], links)
        room = self.layout.choose_room(blocks)
        if room != 1:
            parts[self._styles_name] = self._squeeze(room)
        return pack_archive(parts)

    def _squeeze(self, room: float) -> bytes:
        """Give the part that holds the styles, when they have so much of their room."""
        if room not in self._squeezed:
            styles = copy.deepcopy(self._styles)
            squeeze_styles(Styles(styles), room)
            self._squeezed[room] = _serialize(styles)
        return self._squeezed[room]


@lru_cache(maxsize=8)
def open_blank(reference: bytes, logo: bytes, around: Surroundings) -> BlankFile:
    """Give a file to be filled; it is used again.

    Raises:
        UserError: as above.
    """
    return BlankFile(reference, logo, around)


def _open_reference(reference: bytes) -> Document:
    """Open the reference file without its content."""
    try:
        document = docx.Document(io.BytesIO(reference))
    except (PackageNotFoundError, BadZipFile, KeyError, ValueError):
        raise UserError(f"theme/{REFERENCE} is no DOCX file", "save it as DOCX, or take the shipped one") from None
    body = document.element.body
    for child in list(body):
        if child.tag != qn("w:sectPr"):
            body.remove(child)
    return document


def _find_styles(document: Document) -> dict[str, str]:
    known = {style.name or "": style.style_id for style in document.styles}
    if missing := [name for name in _STYLES if name not in known]:
        message = f"theme/{REFERENCE} lacks the style “{missing[0]}”"
        raise UserError(message, "add a style of that name, or begin with the shipped file")
    return known


def _say_what_it_is(document: Document, around: Surroundings, title: str) -> None:
    core = document.core_properties
    core.title, core.author, core.language = title, around.vendor[:_LONGEST], around.language
    core.subject, core.keywords, core.comments, core.last_modified_by = "", "", "", ""
    core.created = core.modified = _CREATED
    core.revision = 1
    run = document.styles["Normal"].element.get_or_add_rPr()
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), around.language)
    run.append(language)


def _frame_pages(document: Document, logo: bytes, around: Surroundings, foot: str) -> None:
    (section, *_) = document.sections
    header, footer = section.header.paragraphs[0], section.footer.paragraphs[0]
    picture = header.add_run().add_picture(io.BytesIO(convert_to_png(logo)), height=Pt(13))
    picture._inline.docPr.set("descr", around.vendor)  # noqa: SLF001 - python-docx has no alternative text yet
    header.add_run(f"  {around.programme}")
    if around.warning:
        header.add_run("\t")
        header.add_run(f"\u00a0{around.warning}\u00a0", style="Internal Mark")
    footer.add_run(f"{foot}\t")
    before, _, rest = around.page.partition("\0")
    between, _, after = rest.partition("\1")
    for text, code in ((before, "PAGE"), (between, "NUMPAGES"), (after, "")):
        footer.add_run(text)
        if code:
            _add_page_field(footer, code)


def _add_page_field(paragraph: DocxParagraph, code: str) -> None:
    """Add a number that the reader's program computes: PAGE or NUMPAGES."""
    shown = paragraph.add_run("1")
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    run = shown._r  # noqa: SLF001 - as in python-docx's own documentation
    run.addprevious(field)  # type: ignore[arg-type]  # its stub knows runs alone
    field.append(run)


def _save(document: Document) -> dict[str, bytes]:
    """Give the parts of a file, by their names."""
    out = io.BytesIO()
    document.save(out)
    with ZipFile(out) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _make_room(raw: bytes, mark: str) -> bytes:
    """Give a document without content with a mark where content goes, and with the names that content has."""
    read = etree.fromstring(raw)
    names = dict(read.nsmap)
    names.update((prefix, nsmap[prefix]) for prefix in ("w", "r"))
    root = etree.Element(read.tag, nsmap=names)
    for name, value in read.items():
        root.set(name, value)
    root.extend(list(read))
    body = root.find(qn("w:body"))
    if body is not None:
        body.text = mark
    return _serialize(root)


def _serialize(element: etree._Element) -> bytes:
    return etree.tostring(element, encoding="UTF-8", standalone=True)


def _replace(text: str, texts: dict[str, str]) -> bytes:
    for mark, shown in texts.items():
        text = text.replace(mark, shown)
    return text.encode()


def _add_links(relations: bytes, links: Iterable[tuple[str, str]]) -> bytes:
    kind = write_value(RELATIONSHIP_TYPE.HYPERLINK)
    added = "".join(
        f'<Relationship Id={write_value(id_)} Type={kind} Target={write_value(href)} TargetMode="External"/>'
        for id_, href in links
    )
    return relations.replace(b"</Relationships>", f"{added}</Relationships>".encode())
