"""A document as bytes: what is restored is what was parsed, and what no document gave is refused."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shipped import FILES

from partner_playbooks.language.source import pack_document, parse_file, restore_document

FILE = "content/stages/activate.yml"
KEYS = st.text("abcü", min_size=1, max_size=3)
DATA = st.recursive(
    st.none() | st.text("abc ü'", max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
)


def places_of(document):
    return {path: document.places[path] for path in document.places}


def assert_restored(file, raw):
    document, found = parse_file(file, raw)
    assert not found
    again = restore_document("content/roles/other.yml", raw, pack_document(document))
    assert again.file == "content/roles/other.yml"
    assert (again.text, again.data) == (document.text, document.data)
    assert places_of(again) == places_of(document)
    assert [again.key(path).line for path in again.places] == [document.key(path).line for path in document.places]


@pytest.mark.parametrize("file", sorted(FILES)[::9])
def test_shipped_content_is_restored(file):
    assert_restored(file, FILES[file])


@given(st.dictionaries(KEYS, DATA, min_size=1))
def test_any_document_is_restored(data):
    assert_restored(FILE, json.dumps(data, ensure_ascii=False).encode())


def test_the_ways_to_places_are_those_that_lead_through_the_data():
    document, _ = parse_file(FILE, b"a: [x, {b: y}]\nc:\n  - d: z\n    e:\n")
    paths = list(document.places)
    assert paths[-1] == ()
    assert set(paths) >= {("a", 0), ("a", 1, "b"), ("a", 1), ("a",), ("c", 0, "d"), ("c", 0, "e"), ("c", 0), ("c",)}
    for path in paths:
        value = document.data
        for part in path:
            value = value[part]
        if isinstance(value, str):
            place = document.places[path]
            assert document.text[place.start : place.end] == value


def damaged():
    document, _ = parse_file(FILE, FILES[FILE])
    whole = json.loads(pack_document(document))
    yield b""
    yield b"no JSON"
    yield b"[]"
    yield b'"text"'
    yield json.dumps({"data": whole["data"]}).encode()
    yield json.dumps({**whole, "places": whole["places"][:-4]}).encode()
    yield json.dumps({**whole, "places": whole["places"][:-1]}).encode()
    yield json.dumps({**whole, "places": "four"}).encode()
    yield json.dumps({**whole, "places": [-1, *whole["places"][1:]]}).encode()
    yield json.dumps({**whole, "places": [1 << 70, *whole["places"][1:]]}).encode()
    yield json.dumps({**whole, "data": {**whole["data"], "title": 5}}).encode()
    yield json.dumps({**whole, "data": {**whole["data"], "title": True}}).encode()
    yield (b'{"data":' + b"[" * 100_000)


@pytest.mark.parametrize("packed", list(damaged()), ids=range(13))
def test_what_no_document_gave_is_refused(packed):
    assert restore_document(FILE, FILES[FILE], packed) is None


@pytest.mark.parametrize("raw", [b"\xff", b"a: \x01\n", b"a: b\n" * 300_000])
def test_a_file_that_is_no_text_is_not_restored(raw):
    document, _ = parse_file(FILE, b"a: b\n")
    assert restore_document(FILE, raw, pack_document(document)) is None
