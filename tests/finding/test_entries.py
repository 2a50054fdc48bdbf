"""What can be found: every page and every thing with a name, by its own words, at an address that is there."""

import gzip
import re
from dataclasses import replace

import pytest
from running import ROOT
from searching import as_json, index_of, make_index, names, script_of
from shipped import EXAMINED

from partner_playbooks.finding.entries import KINDS
from partner_playbooks.finding.index_file import write_texts
from partner_playbooks.handbook.model.base import Audience
from partner_playbooks.pages.page_kinds import render_pages
from partner_playbooks.pages.parts.addresses import find_location
from partner_playbooks.project.folder import Project
from partner_playbooks.project.theme_files import read_theme

THEME = read_theme(Project(ROOT))


@pytest.mark.parametrize("edition", Audience)
def test_everything_with_a_name_is_found_under_it(edition):
    index = index_of(edition)
    for number, entry in enumerate(index.entries):
        found = names(index, entry.title)
        alike = [f"{each.kind}:{each.id}" for each in index.entries if each.title == entry.title]
        assert found[: len(alike) + 3].count(f"{entry.kind}:{entry.id}") == 1, (number, entry.title, found[:5])


@pytest.mark.parametrize("edition", Audience)
def test_each_address_is_a_page_of_the_edition_and_an_anchor_on_it(edition):
    pages = {page.path: page for page in render_pages(EXAMINED.handbook.project(edition), THEME)}
    for entry in index_of(edition).entries:
        page = pages[entry.address.path]
        anchor = entry.address.anchor
        assert not anchor or re.search(rf'(#|id="|name="){re.escape(anchor)}[ "}}]', page.markdown), entry


@pytest.mark.parametrize("edition", Audience)
def test_every_page_is_found(edition):
    pages = render_pages(EXAMINED.handbook.project(edition), THEME)
    found = {entry.address.path for entry in index_of(edition).entries}
    assert {page.path for page in pages if not page.chapters} <= found


def test_every_kind_of_content_takes_part():
    kinds = {entry.kind for entry in index_of(Audience.INTERNAL).entries}
    assert kinds == set(KINDS) - {"partner"}
    assert set(EXAMINED.handbook.entities) <= set(KINDS)
    for catalogue in THEME.messages.values():
        assert set(catalogue["search"]["kinds"]) == set(KINDS)


def test_answers_are_given_for_metrics_terms_and_roles_and_a_metric_names_its_target():
    entries = {f"{entry.kind}:{entry.id}": entry for entry in index_of(Audience.INTERNAL).entries}
    assert entries["metric:activation-rate"].answer.endswith("Target: 50\u00a0%.")
    assert entries["term:map"].answer
    assert entries["role:partner-manager"].answer
    assert {entry.kind for entry in entries.values() if entry.answer} == {"metric", "term", "role"}


HOSTILE = ['"><script>alert(1)</script>', "</script><b>", "\u2028\u2029", "a\\b`${x}`", "{name}", "__proto__"]


def test_hostile_titles_stay_data_in_the_files_of_the_search():
    handbook = EXAMINED.handbook.project(Audience.PARTNER)
    terms = dict(handbook.entities["term"])
    for number, title in enumerate(HOSTILE):
        id_, term = list(terms.items())[number]
        terms[id_] = term.model_copy(update={"title": title, "other_words": (title,)})
    index = make_index(replace(handbook, entities={**handbook.entities, "term": terms}))
    for script in (script_of(index), write_texts(index)):
        assert "<" not in script.partition("SEARCH_WORDS")[2]
        assert "\u2028" not in script
    titles = {entry[1] for entry in as_json(script_of(index), "SEARCH_INDEX")["entries"]}
    assert set(HOSTILE) <= titles


def test_the_index_is_small():
    for edition in Audience:
        assert len(gzip.compress(script_of(index_of(edition)).encode())) < 150_000


def test_an_index_says_where_pages_are():
    addresses = {entry[2] for entry in as_json(script_of(index_of(Audience.INTERNAL)), "SEARCH_INDEX")["entries"]}
    assert {
        "",
        "stages/activate/",
        "stages/activate/#activate.kickoff",
        f"{find_location('glossary.md')}#map",
    } <= addresses
