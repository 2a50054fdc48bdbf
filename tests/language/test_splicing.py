"""Edits in the bytes of files: what is not meant stays as it was."""

import pytest

from partner_playbooks.language.diagnostics import Edit, Span
from partner_playbooks.language.splicing import Rewrite

FILE = "content/roles/finance.yml"


def spliced(raw, *edits):
    made = tuple(Edit(Span(FILE, *place), text) for place, text in edits)
    return Rewrite(made).apply_to({FILE: raw})[FILE]


@pytest.mark.parametrize("newline", [b"\n", b"\r\n", b"\r"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_line_ends_and_byte_order_marks_stay(newline, mark):
    raw = mark + newline.join([b"id: finance", b"title: Finance \xe2\x9c\x93", b"side: vendor", b""])
    edits = [((1, 5, 1, 12), "money"), ((2, 17, 2, 17), "\naliases: [finance]"), ((3, 1, 4, 1), "")]
    lines = [b"id: money", b"title: Finance \xe2\x9c\x93", b"aliases: [finance]", b""]
    assert spliced(raw, *reversed(edits)) == mark + newline.join(lines)


def test_mixed_line_ends_stay_as_they_are():
    raw = b"a: 1\r\nb: 2\nc: 3\rd: 4"
    assert spliced(raw, ((4, 4, 4, 5), "5\ne: 6")) == b"a: 1\r\nb: 2\nc: 3\rd: 5\r\ne: 6"


def test_characters_count_not_bytes_nor_halves_of_them():
    assert spliced("t: 😀é x\n".encode(), ((1, 7, 1, 8), "y")) == "t: 😀é y\n".encode()


def test_edits_of_a_file_that_is_not_there_write_it():
    assert Rewrite((Edit(Span(FILE), "id: finance\n"),)).apply_to({}) == {FILE: b"id: finance\n"}


def test_a_file_that_moves_takes_its_edits_along():
    rewrite = Rewrite((Edit(Span(FILE, 1, 5, 1, 12), "money"),), {FILE: "content/roles/money.yml"})
    assert rewrite.apply_to({FILE: b"id: finance", "b": b"x"}) == {"content/roles/money.yml": b"id: money", "b": b"x"}


def test_edits_that_overlap_are_a_mistake_of_ours():
    with pytest.raises(ValueError, match="overlap"):
        spliced(b"id: finance", ((1, 5, 1, 12), "a"), ((1, 6, 1, 7), "b"))
