"""Content that was parsed once: taken from finished work, with nothing lost, and never in the place of a finding."""

import json

import pytest
from shipped import FILES

from partner_playbooks.language.source import parse_file
from partner_playbooks.project import kept_documents
from partner_playbooks.project.finished_work import FinishedWork, make_key
from partner_playbooks.project.kept_documents import KeptDocuments
from partner_playbooks.project.resources import fingerprint_reading

FILE = "content/stages/activate.yml"


@pytest.fixture
def finished(tmp_path):
    return FinishedWork(tmp_path / "finished")


def pieces(finished):
    return sorted(path.name for path in finished.folder.glob("*/*"))


def test_a_file_is_parsed_once(finished, monkeypatch):
    reader = KeptDocuments(finished)
    first, found = reader.parse(FILE, FILES[FILE])
    assert found == []
    reader.keep_new()
    assert len(pieces(finished)) == 1
    monkeypatch.setattr(kept_documents, "parse_file", lambda *_: pytest.fail("parsed again"))
    again, found = KeptDocuments(finished).parse(FILE, FILES[FILE])
    assert found == []
    assert again == first
    assert dict(again.places) == dict(first.places)


def test_nothing_is_kept_until_all_is_well(finished):
    KeptDocuments(finished).parse(FILE, FILES[FILE])
    assert not finished.folder.exists()


@pytest.mark.parametrize("raw", [b"a: [\n", b"a: b\na: c\n", b"a: no # comment\nb: x #comment\n", b"\xff", b"a: *b\n"])
def test_findings_are_found_each_time(finished, raw):
    reader = KeptDocuments(finished)
    for _ in range(2):
        document, found = reader.parse(FILE, raw)
        wanted, told = parse_file(FILE, raw)
        assert (document, found) == (wanted, told)
        reader.keep_new()
    assert bool(pieces(finished)) == (not told)


@pytest.mark.parametrize("piece", [b"", b"{}", json.dumps({"data": {"id": 5}, "places": [0] * 8}).encode()])
def test_a_piece_that_holds_no_document_is_parsed_over(finished, piece):
    """Whoever wrote it signed it too."""
    finished.keep(make_key(b"document", fingerprint_reading().encode(), FILES[FILE]), piece)
    document, _ = KeptDocuments(finished).parse(FILE, FILES[FILE])
    assert document == parse_file(FILE, FILES[FILE])[0]


def test_another_version_of_what_parses_takes_nothing_of_this_one(finished, monkeypatch):
    for version in ("one", "another"):
        monkeypatch.setattr(kept_documents, "fingerprint_reading", lambda told=version: told)
        reader = KeptDocuments(finished)
        reader.parse(FILE, FILES[FILE])
        reader.keep_new()
    assert len(pieces(finished)) == 2
