"""What is found, and in which order: measured on what people type, and the same by the command and by the site."""

import pytest
from searching import edition_of, found_by_site, index_of, names, read_queries
from shipped import EXAMINED

from partner_playbooks.finding.ranking import measure_distance, name_nearest, search
from partner_playbooks.handbook.model.base import Audience
from partner_playbooks.handbook.projection import PARTNER_TEAM

QUERIES = list(read_queries())
INTERNAL, PARTNER = index_of(Audience.INTERNAL), index_of(Audience.PARTNER)


def score(queries):
    """Give the shares of queries whose right place is the first one, and among the first three."""
    ranks = []
    for role, query, right in queries:
        found = names(index_of(edition_of(role)), query, 3)
        ranks.append(next((rank for rank, name in enumerate(found) if name in right), None))
    return sum(rank == 0 for rank in ranks) / len(ranks), sum(rank is not None for rank in ranks) / len(ranks)


@pytest.mark.parametrize(
    ("name", "count", "least"),
    [
        ("queries.yml", 150, 0.95),
        ("queries-2.yml", 50, 0.95),
        ("queries-3.yml", 50, 0.95),
        ("queries-4.yml", 150, 0.95),
        ("queries-5.yml", 50, 0.90),
    ],
)
def test_people_find_what_they_mean(name, count, least):
    """All files but the first were written by somebody who had not seen the search.

    They scored 88, 84, 84 and 94 % at 3 as they came; the words of all but the last were looked at afterwards.
    """
    queries = list(read_queries(name))
    assert len(queries) == count
    at_first, among_three = score(queries)
    assert at_first >= 0.80
    assert among_three >= least


def test_each_place_that_is_called_right_is_there_or_needs_records():
    known = {edition: {f"{entry.kind}:{entry.id}" for entry in index_of(edition).entries} for edition in Audience}
    lost = {place for role, _, right in QUERIES for place in right if place not in known[edition_of(role)]}
    assert lost == {"page:partners/data-quality"}


HARD = [
    *(
        "größe",
        "“Deal-Registration”",
        "co\u2013sell x",
        "a",
        "the",
        "",
        "?!",
        "regist",
        "certificati",
        "日本",
        "MSPs and KPIs",
    ),
    *(
        "partner partner",
        "x" * 300,
        "<script>alert(1)</script>",
        "{figure.x}",
        "\u202eabc",
        "kikcof",
        "battle cards rules",
        "constructor toString __proto__",
        "spreadsheet hasOwnProperty",
        "cant log in",
    ),
]


@pytest.mark.parametrize("edition", Audience)
def test_the_site_finds_the_same_in_the_same_order(edition):
    index = index_of(edition)
    typed = [query for _, query, _ in QUERIES]
    queries = [*typed, *HARD, *(query[:length] for query in typed[::3] for length in (1, 3, 6))]
    for query, answer in zip(queries, found_by_site(index, queries), strict=True):
        found = search(index, query)
        assert answer["found"] == [[each.number, list(each.stems)] for each in found], query
        assert answer["nearest"] == [list(pair) for pair in name_nearest(index, query).items()], query


@pytest.mark.parametrize("words", ["co-sell rules", "cosell rules", "co sell rules", "Co\u2011Sell rules"])
def test_a_compound_is_found_however_it_is_written(words):
    assert names(INTERNAL, words)[0] == "document:co-sell-rules"


def test_only_the_last_word_may_go_on_and_not_after_a_blank():
    assert "metric:certified-share" in names(INTERNAL, "certifi")
    assert names(INTERNAL, "certifi ") != names(INTERNAL, "certifi")


def test_a_word_that_nobody_says_is_taken_for_the_nearest():
    assert dict(name_nearest(INTERNAL, "kikcoff agneda")) == {"kikcoff": "kickoff", "agneda": "agenda"}
    assert name_nearest(INTERNAL, "kickoff") == {}
    assert names(INTERNAL, "kikcoff agneda")[0] == "document:kickoff-agenda"
    assert search(INTERNAL, "xyzzyqq") == []


def test_partners_find_only_what_is_for_them():
    written = EXAMINED.handbook.entities
    for entry in PARTNER.entries:
        if entry.kind in written and entry.id != PARTNER_TEAM:
            assert written[entry.kind][entry.id].audience is Audience.PARTNER, entry
        elif entry.kind == "item":
            assert EXAMINED.handbook.shows("item", entry.id), entry


@pytest.mark.parametrize(
    ("one", "other", "most", "distance"),
    [
        ("kickoff", "kikcoff", 2, 1),
        ("a", "b", 0, 1),
        ("abc", "abc", 2, 0),
        ("abcd", "dcba", 2, 3),
        ("ab", "abcd", 1, 2),
        ("", "a", 1, 1),
    ],
)
def test_letters_that_differ_are_counted_and_two_that_changed_places_as_one(one, other, most, distance):
    assert measure_distance(one, other, most) == measure_distance(other, one, most) == distance
