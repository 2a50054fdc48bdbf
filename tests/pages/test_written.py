"""Where everything is written: after any edit the line that is named holds the thing; every place is on its page."""

import random
import re
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reading import read
from shipped import EXAMINED, FILES

from partner_playbooks.handbook.linked import link_content
from partner_playbooks.handbook.model import content
from partner_playbooks.handbook.model.base import Audience
from partner_playbooks.language.source import parse_file
from partner_playbooks.pages.page_kinds import render_pages
from partner_playbooks.pages.parts.written import locate_lines

KEY = re.compile(r"\s*(?:- )?\{?(?P<key>\w+):[ ]*(?P<value>[^,}]*)")
FIELDS = {
    "exit-test": {"exit"},
    "entry-criteria": {"entry"},
    "timeline": {"milestones"},
    "form": {"sections"},
    "stages": {"phases"},
    "lifecycle": {"phases", "description"},
    "done": {"done_when"},
}
"""Sections that are called otherwise than the field they show."""
LISTINGS = {
    "figures.md": "figures",
    "assertions.md": "assertions",
    "definitions.md": "definitions",
    "glossary.md": "terms",
    "sources.md": "sources",
    "reported-figures.md": "statistics",
}


def handbook_of(files):
    documents = [parse_file(file, files[file])[0] for file in sorted(files)]
    read_, problems = content.validate_documents(documents)
    assert not problems
    return link_content(read_)


def named(places):
    return [
        (page, anchor, file, line)
        for page, files in places.items()
        for file, anchors in files.items()
        for anchor, line in anchors.items()
    ]


def holds(page, anchor, text):
    """Tell whether a line of a file holds what the anchor of a page shows."""
    found = KEY.match(text)
    key, value = found["key"], found["value"].strip().strip("\"'")
    if not anchor:
        own = page.rpartition("/")[2].removesuffix(".md")
        return value == own if key == "id" and page != "index.md" else key in {"id", "guide", LISTINGS.get(page)}
    if key == "id":
        return anchor in {value, f"{value}_"}
    if anchor.startswith("practice_"):
        return key == "title" and anchor.startswith(f"practice_{re.sub('[^a-z0-9]+', '-', value.lower()).strip('-')}")
    if re.fullmatch(r"(section|step)-\d+", anchor):
        return key in {"heading", "title"}
    return key in FIELDS.get(anchor, {anchor.replace("-", "_")}) or (page, key) == ("assess.md", "questions")


def assert_true(files, places):
    lines = {file: raw.decode().split("\n") for file, raw in files.items()}
    wrong = [
        (page, anchor, f"{file}:{line}", lines[file][line - 1])
        for page, anchor, file, line in named(places)
        if not holds(page, anchor, lines[file][line - 1])
    ]
    assert wrong == []


# -- edits -----------------------------------------------------------------------------------------------------------


def blocks(text, indent):
    """Cut a text before each line that starts a field, or an entry of a list, at an indent."""
    start = re.compile(rf"^{' ' * indent}(?=\w[\w-]*:|- )", re.MULTILINE)
    cuts = [match.start() for match in start.finditer(text)]
    return [text[a:b] for a, b in zip([0, *cuts], [*cuts, len(text)], strict=True)]


def is_list(field):
    return re.match(r"\w+:\n  - ", field) is not None


def noted(parts, rng):
    notes = ("# a note\n", "\n", "# id: not-this\n\n", "\n\n# two\n# lines: of it\n")
    return parts[0] + "".join((rng.choice(notes) if rng.random() < 0.5 else "") + part for part in parts[1:])


def with_comments(text, rng):
    """Comments and empty lines between fields, and between the entries of lists."""
    fields = [noted(blocks(part, 2), rng) if is_list(part) else part for part in blocks(text, 0)]
    return noted(fields, rng)


def shuffled_fields(text, rng):
    first, *parts = blocks(text, 0)
    rng.shuffle(parts)
    return first + "".join(parts)


def shuffled_entries(text, rng):
    """The entries of one list in another order."""
    parts = blocks(text, 0)
    lists = [place for place, part in enumerate(parts) if is_list(part)]
    if lists:
        place = rng.choice(lists)
        head, *entries = blocks(parts[place], 2)
        rng.shuffle(entries)
        parts[place] = head + "".join(entries)
    return "".join(parts)


EDITS = (with_comments, shuffled_fields, shuffled_entries)


@pytest.mark.site
@settings(max_examples=40, deadline=None)
@given(edits=st.lists(st.sampled_from(EDITS), min_size=1, max_size=5), seed=st.integers(0, 2**32))
def test_after_any_edit_each_line_is_right(sample_files, edits, seed):
    rng = random.Random(seed)
    files = dict(sample_files)
    for edit in edits:
        for file in rng.sample(sorted(files), 12):
            files[file] = edit(files[file].decode(), rng).encode()
    places = locate_lines(handbook_of(files))
    assert_true(files, places)
    before = locate_lines(handbook_of(sample_files))
    assert {(page, anchor) for page, anchor, *_ in named(places)} == {
        (page, anchor) for page, anchor, *_ in named(before)
    }


def test_the_shipped_content_is_found():
    places = locate_lines(EXAMINED.handbook)
    assert_true(FILES, places)
    counted = Counter(page.partition("/")[0] for page, *_ in named(places))
    assert counted["stages"] > 300
    items = {anchor for page, anchor, *_ in named(places) if page.startswith("stages/") and "." in anchor}
    assert items == set(EXAMINED.handbook.items)
    assert {"metrics", "roles", "plans", "documents", "tools.md", "glossary.md"} <= counted.keys()


@pytest.mark.long
def test_every_place_is_on_its_page(sample, theme):
    pages = {page.path: page for page in render_pages(sample, theme)}
    missing = [
        (page, anchor)
        for page, anchor, *_ in named(locate_lines(sample))
        if anchor and anchor not in read(pages[page].markdown).ids
    ]
    assert missing == []


def test_what_has_an_id_of_its_own_is_found(sample):
    """Nothing of an entity with a page is forgotten: a new kind of entry with ids shows up here."""
    places = {(page, anchor) for page, anchor, *_ in named(locate_lines(sample))}
    anchors = {anchor.rstrip("_") for _, anchor in places}
    without = {"field", "phase"}  # fields of documents and phases have no anchor of their own
    for placed in sample.list_written():
        for leaf in placed.leaves:
            if leaf.identifier and leaf.path[-1] == "id" and leaf.path != ("id",):
                kind = leaf.path[-3].removesuffix("s")
                assert leaf.value in anchors or kind in without, (placed.id, leaf.path)


def test_a_projection_knows_nothing(sample):
    assert locate_lines(sample.project(Audience.PARTNER)) == {}


@pytest.mark.parametrize("anchor", ["kickoff_", "kickoff"])
def test_the_test_would_notice(anchor):
    assert holds("stages/join.md", anchor, "  - id: kickoff")
    assert not holds("stages/join.md", anchor, "  - id: kickof")
    assert not holds("stages/join.md", anchor, "    title: kickoff")
