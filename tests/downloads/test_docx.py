"""DOCX files as text: what is written is read by another program as it was, and no file takes from another."""

import io
from dataclasses import replace
from zipfile import ZipFile

import docx
import pytest
from downloading import LOOK, plan_of
from lxml import etree

from partner_playbooks.downloads.archive import pack_archive
from partner_playbooks.downloads.controls import add_checkbox, add_field
from partner_playbooks.downloads.docx_text import Paragraph
from partner_playbooks.downloads.docx_writer import DocxWriter, write_bold
from partner_playbooks.language.text import Piece, Run

FRAME = plan_of("internal", "onboarding-30").frame
HOSTILE = ["<w:p/> & co", "\"quoted\" 'too'", "a\tb\nc", "]]><!-- -->", " spaces around ", "\U0001f600 שלום", "{0} $1"]
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def read(raw):
    return docx.Document(io.BytesIO(raw))


def part(raw, name):
    with ZipFile(io.BytesIO(raw)) as archive:
        return archive.read(name).decode()


@pytest.mark.parametrize("text", HOSTILE)
def test_any_text_is_read_as_it_was_written(text):
    writer = DocxWriter(LOOK, replace(FRAME, vendor=text, programme=text), text, [text])
    writer.paragraph(text, "Heading 1").add(text, bold=True, italic=True, font=text)
    writer.pieces([Piece(runs=(Run(text=text, href=f"https://example.com/?a=1&b={text.strip()[:1]}"),))])
    writer.table([text, "two"], [(write_bold(text), text)])
    add_checkbox(writer.paragraph("", "Exit Test"), text, text)
    add_field(writer.paragraph("", "Normal"), text, "choice", text, [text, "other", text])
    raw = writer.bytes()
    document = read(raw)
    assert document.core_properties.title == text
    assert document.core_properties.author == text
    heading, linked, *_ = document.paragraphs
    assert heading.text == text * 2
    assert linked.hyperlinks[0].text == text
    assert linked.hyperlinks[0].address == f"https://example.com/?a=1&b={text.strip()[:1]}"
    assert [cell.text for row in document.tables[0].rows for cell in row.cells] == [text, "two", text, text]
    assert text in document.sections[0].footer.paragraphs[0].text
    assert text in document.sections[0].header.paragraphs[0].text
    root = etree.fromstring(part(raw, "word/document.xml").encode())
    assert [each.get(f"{WORD}val") for each in root.iter(f"{WORD}alias")] == [text] * 2
    assert [each.get(f"{WORD}value") for each in root.iter(f"{WORD}listItem")] == [text, "other"]


@pytest.mark.parametrize("character", ["\0", "\x0b", "\x1f", "\ufffe", "\ud800"])
def test_what_xml_cannot_hold_is_replaced(character):
    writer = DocxWriter(LOOK, FRAME, f"a{character}b")
    add_checkbox(writer.paragraph(f"a{character}b", "Normal"), f"c{character}d", "")
    raw = writer.bytes()
    assert read(raw).paragraphs[0].text.startswith("a\ufffdb")
    assert read(raw).core_properties.title == "a\ufffdb"
    assert "c\ufffdd" in part(raw, "word/document.xml")


def test_files_of_one_frame_share_nothing_else():
    first, second = DocxWriter(LOOK, FRAME, "Zebra", ["okapi"]), DocxWriter(LOOK, FRAME, "Second")
    for _ in range(2):
        first.pieces([Piece(runs=(Run(text="gazelle", href="https://example.com/first"),))])
    second.paragraph("alone", "Normal")
    one, two = first.bytes(), second.bytes()
    assert part(one, "word/_rels/document.xml.rels").count("https://example.com/first") == 1
    for word in ("Zebra", "okapi", "gazelle", "example.com/first"):
        everything = "".join(part(two, name) for name in ZipFile(io.BytesIO(two)).namelist() if "xml" in name)
        assert word not in everything, word
    assert first.bytes() == one


def test_a_reference_file_may_call_its_names_otherwise():
    """Programs are free to choose the prefixes of names; what is written into the file is read all the same."""
    with ZipFile(io.BytesIO(LOOK.reference)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    main = parts["word/document.xml"].decode()
    for old, new in (("w", "n0"), ("r", "w"), ("n0", "r")):  # the two even change places
        main = main.replace(f"xmlns:{old}=", f"xmlns:{new}=").replace(f"<{old}:", f"<{new}:")
        main = main.replace(f"</{old}:", f"</{new}:").replace(f" {old}:", f" {new}:")
    parts["word/document.xml"] = main.encode()
    look = replace(LOOK, reference=pack_archive(parts))
    assert look.reference != LOOK.reference
    writer = DocxWriter(look, FRAME, "Title")
    writer.pieces([Piece(runs=(Run(text="there", href="https://example.com/"),))])
    document = read(writer.bytes())
    assert document.paragraphs[0].hyperlinks[0].address == "https://example.com/"
    assert document.sections[0].page_width == read(LOOK.reference).sections[0].page_width


def test_a_paragraph_knows_how_wide_its_text_is():
    paragraph = Paragraph("Normal").add("four").add("日本")
    add_checkbox(paragraph, "not shown", "")
    assert paragraph.letters == 4 + 4 + 1
