"""Slips of the hand in the real content: never a traceback, and every finding has a place that exists."""

import random

import pytest
from shipped import CONTENT, FILES, TODAY

from partner_playbooks.checks import examination
from partner_playbooks.handbook.model import content
from partner_playbooks.handbook.model.base import Record
from partner_playbooks.handbook.model.walk import walk_leaves
from partner_playbooks.language.source import parse_file
from partner_playbooks.reporters import REPORTERS

SHARE = 5
"""Cases of each kind in the quick tests; the full number runs with the slow ones."""
FULL = 300
BATCH = 59

DOCUMENTS = {placed.document.file: placed.document for placed in CONTENT.placed}


def data_of(placed):
    data = placed.document.data
    for part in placed.path:
        data = data[part]
    return data


RECORDS = {id(data_of(placed)): placed.record for placed in CONTENT.placed}
LEAVES = {id(placed.record): placed.leaves for placed in CONTENT.placed}


@pytest.fixture(autouse=True)
def unchanged_files_are_read_once(monkeypatch):
    """Take documents and records of unchanged files from the shipped content; reading them again is most of a run."""
    validate = Record.model_validate.__func__

    def parse_if_changed(file, raw):
        return (DOCUMENTS[file], []) if raw is FILES[file] else parse_file(file, raw)

    def validate_if_changed(cls, data):
        return RECORDS[id(data)] if id(data) in RECORDS else validate(cls, data)

    def leaves_if_changed(record):
        return LEAVES[id(record)] if id(record) in LEAVES else walk_leaves(record)

    monkeypatch.setattr(content, "walk_leaves", leaves_if_changed)
    monkeypatch.setattr(examination, "parse_file", parse_if_changed)
    monkeypatch.setattr(Record, "model_validate", classmethod(validate_if_changed))


def without_a_line(text, rng):
    lines = text.splitlines(keepends=True)
    del lines[rng.randrange(len(lines))]
    return "".join(lines)


def _edit(text, rng):
    at = rng.randrange(len(text))
    return at, rng.choice("\t\r :#-'\"[]{}&*!|>%@`\\,?=~0aZé\u200b\u202e\x00\ud7ff\U0001f600\n")


def inserted(text, rng):
    at, character = _edit(text, rng)
    return text[:at] + character + text[at:]


def replaced(text, rng):
    at, character = _edit(text, rng)
    return text[:at] + character + text[at + 1 :]


def deleted(text, rng):
    at, _ = _edit(text, rng)
    return text[:at] + text[at + rng.randrange(1, 20) :]


def swapped(text, rng):
    lines = text.splitlines(keepends=True)
    one, other = rng.randrange(len(lines)), rng.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]
    return "".join(lines)


def doubled(text, rng):
    lines = text.splitlines(keepends=True)
    start = rng.randrange(len(lines))
    block = lines[start : start + rng.randrange(1, 15)]
    at = rng.choice((start, rng.randrange(len(lines))))
    return "".join([*lines[:at], *block, *lines[at:]])


def edited(text, rng):
    for _ in range(rng.randrange(1, 4)):
        if text:
            text = rng.choice((inserted, replaced, deleted, swapped, doubled))(text, rng)
    return text


def assert_every_finding_has_a_place(slip, seed):
    rng = random.Random(f"{slip.__name__} {seed}")
    file = rng.choice(sorted(FILES))
    files = {**FILES, file: slip(FILES[file].decode(), rng).encode()}
    examined = examination.examine(files, TODAY)
    assert REPORTERS["text"](examined.diagnostics, examined.texts)
    for found in examined.diagnostics:
        assert found.message
        for span in (found.span, *(place for _, place in found.related)):
            lines = files.get(span.file, b"").decode().replace("\r\n", "\n").replace("\r", "\n").split("\n")
            assert 1 <= span.line <= span.end_line <= len(lines), found
            assert 1 <= span.column <= len(lines[span.line - 1]) + 1, found
            assert 1 <= span.end_column <= len(lines[span.end_line - 1]) + 1, found
            assert span.file in files or (span.line, span.column) == (1, 1), found


@pytest.mark.site
@pytest.mark.parametrize("slip", [without_a_line, edited])
def test_some_slips(slip):
    for seed in range(SHARE):
        assert_every_finding_has_a_place(slip, seed)


@pytest.mark.slow
@pytest.mark.parametrize("slip", [without_a_line, edited])
@pytest.mark.parametrize("first", range(SHARE, FULL, BATCH))
def test_the_other_slips(slip, first):
    for seed in range(first, first + BATCH):
        assert_every_finding_has_a_place(slip, seed)
