"""What both sides say, put together: the later word holds, and nothing is lost, whatever the order of the files."""

from datetime import UTC, datetime, timedelta
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partner_playbooks.plans.state import PLAN, Field, State, StateChange, merge_states

T = [datetime(2026, 12, 1, 9, tzinfo=UTC) + timedelta(hours=hour) for hour in range(5)]
S, D, N, U = Field.STATUS, Field.DONE_ON, Field.NOTE, Field.DUE


def word(by, at, value, field=S, key="a.b"):
    return StateChange(key, field, T[at], by, value)


V, P, W, M = (lambda *said, by=by: State(frozenset(word(by, *each) for each in said)) for by in "VPWM")
"""What the vendor, the partner, another file and a machine say: time, value, and if need be field and key."""

# Name, what the files say, what holds (by key and field), what is passed over, and what is disputed.
CASES = {
    "nothing is said": ([V(), P()], {}, [], []),
    "one side speaks": ([V((0, "done")), P()], {S: "done"}, [], []),
    "the other side speaks": ([V(), P((0, "done"))], {S: "done"}, [], []),
    "both say the same at once": ([V((0, "done")), P((0, "done"))], {S: "done"}, ["done"], []),
    "both say the same, one later": ([V((0, "done")), P((1, "done"))], {S: "done"}, ["done"], []),
    "the partner is later": ([V((0, "open")), P((1, "done"))], {S: "done"}, ["open"], [S]),
    "the vendor is later": ([V((1, "open")), P((0, "done"))], {S: "open"}, ["done"], [S]),
    "a later step back holds too": ([V((0, "done")), P((2, "open"))], {S: "open"}, ["done"], [S]),
    "at the same time the name that sorts last": ([V((0, "open")), P((0, "done"))], {S: "open"}, ["done"], [S]),
    "one side twice": ([V((0, "doing"), (1, "done")), P()], {S: "done"}, ["doing"], []),
    "one side twice, the other in between": (
        [V((0, "doing"), (2, "done")), P((1, "stuck"))],
        {S: "done"},
        ["doing", "stuck"],
        [S],
    ),
    "one side twice, the other last": (
        [V((0, "doing"), (1, "done")), P((2, "stuck"))],
        {S: "stuck"},
        ["doing", "done"],
        [S],
    ),
    "one changes its mind and agrees": (
        [V((0, "doing"), (2, "done")), P((1, "done"))],
        {S: "done"},
        ["doing", "done"],
        [],
    ),
    "the other agrees in the end": ([V((0, "done")), P((1, "stuck"), (2, "done"))], {S: "done"}, ["done", "stuck"], []),
    "three files, the last holds": (
        [V((0, "open")), P((1, "doing")), W((2, "done"))],
        {S: "done"},
        ["open", "doing"],
        [S],
    ),
    "three files, the first is last": (
        [V((2, "open")), P((1, "doing")), W((0, "done"))],
        {S: "open"},
        ["done", "doing"],
        [S],
    ),
    "three files, two agree": ([V((0, "done")), P((1, "done")), W((2, "open"))], {S: "open"}, ["done", "done"], [S]),
    "three files, all agree": ([V((0, "done")), P((1, "done")), W((2, "done"))], {S: "done"}, ["done", "done"], []),
    "fields are apart": ([V((0, "done")), P((1, "a note", N))], {S: "done", N: "a note"}, [], []),
    "fields of both sides": (
        [V((0, "done"), (0, "x", N)), P((1, "open"), (1, "y", N))],
        {S: "open", N: "y"},
        ["done", "x"],
        [S, N],
    ),
    "each side wins a field": (
        [V((2, "done"), (0, "x", N)), P((1, "open"), (1, "y", N))],
        {S: "done", N: "y"},
        ["open", "x"],
        [S, N],
    ),
    "a date of either side": (
        [V((0, "2026-12-01", D)), P((1, "2026-12-02", D))],
        {D: "2026-12-02"},
        ["2026-12-01"],
        [D],
    ),
    "the earlier date is the later word": (
        [V((0, "2026-12-02", D)), P((1, "2026-12-01", D))],
        {D: "2026-12-01"},
        ["2026-12-02"],
        [D],
    ),
    "a date is taken back": ([V((0, "2026-12-02", D)), P((1, "", D))], {D: ""}, ["2026-12-02"], [D]),
    "a date is taken back and set again": (
        [V((0, "2026-12-02", D), (2, "2026-12-03", D)), P((1, "", D))],
        {D: "2026-12-03"},
        ["2026-12-02", ""],
        [D],
    ),
    "a note is emptied": ([V((0, "x", N)), P((1, "", N))], {N: ""}, ["x"], [N]),
    "a note is emptied before it is written": ([V((1, "x", N)), P((0, "", N))], {N: "x"}, [""], [N]),
    "notes in other letters differ": ([V((0, "é", N)), P((1, "e", N))], {N: "e"}, ["é"], [N]),
    "a new due day": ([V((0, "2026-12-10", U)), P()], {U: "2026-12-10"}, [], []),
    "a new due day from either side": (
        [V((0, "2026-12-10", U)), P((1, "2026-12-08", U))],
        {U: "2026-12-08"},
        ["2026-12-10"],
        [U],
    ),
    "re-dated after both": (
        [V((0, "2026-12-10", U)), P((1, "2026-12-08", U)), M((2, "2026-12-20", U))],
        {U: "2026-12-20"},
        ["2026-12-10", "2026-12-08"],
        [U],
    ),
    "a side after it was re-dated": (
        [V((3, "2026-12-10", U)), M((2, "2026-12-20", U))],
        {U: "2026-12-10"},
        ["2026-12-20"],
        [U],
    ),
    "an owner's name": ([V((0, "A new user", Field.OWNER)), P()], {Field.OWNER: "A new user"}, [], []),
    "two names": (
        [V((0, "A new user", Field.OWNER)), P((1, "Another", Field.OWNER))],
        {Field.OWNER: "Another"},
        ["A new user"],
        [Field.OWNER],
    ),
    "a title is reworded": ([V(), P((0, "Do it", Field.TITLE))], {Field.TITLE: "Do it"}, [], []),
    "evidence is reworded by both": (
        [V((1, "x", Field.DONE_WHEN)), P((0, "y", Field.DONE_WHEN))],
        {Field.DONE_WHEN: "x"},
        ["y"],
        [Field.DONE_WHEN],
    ),
    "dropped, then done": ([V((0, "dropped")), P((1, "done"))], {S: "done"}, ["dropped"], [S]),
    "done, then dropped": ([V((1, "dropped")), P((0, "done"))], {S: "dropped"}, ["done"], [S]),
    "the same file twice": ([V((0, "done")), V((0, "done"))], {S: "done"}, [], []),
    "an older copy of the same file": ([V((0, "doing"), (1, "done")), V((0, "doing"))], {S: "done"}, ["doing"], []),
    "a merged file and what it was made of": (
        [V((0, "open")), P((1, "done")), State(frozenset({word("V", 0, "open"), word("P", 1, "done")}))],
        {S: "done"},
        ["open"],
        [S],
    ),
    "stuck on one side, under way on the other": ([V((1, "stuck")), P((2, "doing"))], {S: "doing"}, ["stuck"], [S]),
    "a formula is a note like any other": ([V((0, "=1+1", N)), P()], {N: "=1+1"}, [], []),
}
OTHER_PLACES = {
    "tasks are apart": ([V((0, "done", S, "a.b")), P((1, "open", S, "a.c"))], {("a.b", S): "done", ("a.c", S): "open"}),
    "the second time of an item": (
        [V((0, "done", S, "a.b")), P((1, "open", S, "a.b#2"))],
        {("a.b", S): "done", ("a.b#2", S): "open"},
    ),
    "an exit test": ([V((0, "done", S, "ready#1")), P((1, "open", S, "ready#1"))], {("ready#1", S): "open"}),
    "the date of the plan": (
        [V((0, "2026-12-01", Field.ANCHOR, PLAN)), P((1, "2027-01-04", Field.ANCHOR, PLAN))],
        {(PLAN, Field.ANCHOR): "2027-01-04"},
    ),
    "an added task of one side": (
        [V(), P((1, "Ours", Field.TITLE, "added.ours"))],
        {("added.ours", Field.TITLE): "Ours"},
    ),
    "an added task of both": (
        [V((0, "open", S, "added.ours")), P((1, "done", S, "added.ours"))],
        {("added.ours", S): "done"},
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_the_later_word_holds_and_the_others_are_kept(name):
    files, holds, passed_over, disputed = CASES[name]
    for order in permutations(files):
        state = merge_states(order)
        assert {field: found.value for (_, field), found in state.holding.items()} == holds
        assert sorted(found.value for found in state.passed_over) == sorted(passed_over)
        assert sorted(field for _, field in state.disputed) == sorted(disputed)
        assert set(state.holding.values()) | set(state.passed_over) == {each for file in files for each in file.words}


@pytest.mark.parametrize("name", OTHER_PLACES)
def test_what_is_said_of_one_thing_does_not_touch_another(name):
    files, holds = OTHER_PLACES[name]
    for order in permutations(files):
        assert {place: found.value for place, found in merge_states(order).holding.items()} == holds


def test_the_table_is_as_long_as_it_should_be():
    assert len(CASES) + len(OTHER_PLACES) >= 40


WORDS = st.builds(
    StateChange,
    st.sampled_from(["a.b", "a.c", PLAN]),
    st.sampled_from([S, N]),
    st.sampled_from(T),
    st.sampled_from("VP"),
    st.sampled_from(["open", "done", ""]),
)
STATES = st.frozensets(WORDS, max_size=6).map(State)


@given(STATES, STATES, STATES)
def test_neither_order_nor_grouping_nor_repetition_matters(one, two, three):
    assert merge_states([one, two]) == merge_states([two, one])
    assert merge_states([merge_states([one, two]), three]) == merge_states([one, merge_states([two, three])])
    assert merge_states([one, one]) == one


@given(STATES, STATES)
def test_what_holds_is_never_older_than_what_any_file_says(one, two):
    holding = merge_states([one, two]).holding
    for file in (one, two):
        assert all(found.at <= holding[found.key, found.field].at for found in file.words)
