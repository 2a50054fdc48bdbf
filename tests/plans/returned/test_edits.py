"""300 seeded edits of returned workbooks, in both languages: nothing is lost without being named (faults A4)."""

import pytest
from filling import AT
from returning import Returned, edited

from partner_playbooks.language.diagnostics import UserError
from partner_playbooks.plans.returned.returned_file import read_returned
from partner_playbooks.plans.state import Field

QUICK = 16
COUNT = 300
HEADINGS = {Field.STATUS: "status", Field.DONE_ON: "done-on", Field.NOTE: "note", Field.OWNER: "who", Field.DUE: "due"}


def is_held(state, key, field, value):
    if key == "added":
        return any(word.value == value for word in state.holding.values())
    return value is not None and state.find_value(key, field) == value


def is_named(findings, field, title, typed, heading):
    """Whether a finding tells of a word: by what was typed, by the title of its task, or by the column that is gone."""
    typed = typed.split(" ")[0] if typed.startswith("2") else typed
    return any(
        typed in each.value
        or (title and (title in each.title or title in each.value))
        or (field in HEADINGS and f"no column “{heading}”" in each.reason)
        or "as if its sheet were missing" in each.reason
        or (field is Field.OWNER and "no name was read" in each.reason)
        for each in findings
    )


@pytest.mark.long
@pytest.mark.parametrize(
    "seed", [pytest.param(seed, marks=[] if seed < QUICK else [pytest.mark.slow]) for seed in range(COUNT)]
)
def test_no_word_of_an_edited_workbook_is_lost_without_being_named(seed):
    returned, names = edited(seed)
    try:
        filled = read_returned(returned.saved(), "a.xlsx", AT)
        unread = filled.unread
    except UserError as error:
        pytest.fail(f"{names}: {error}")
    # Columns that were moved and have lost their headings too are not all known again.
    is_known = set(names) <= set(Returned.UNDERSTOOD) and not {"move_column", "delete_heading_row"} <= set(names)
    for (key, field), (value, title, typed) in returned.facts.items():
        held = is_held(filled.state, key, field, value)
        if is_known:
            assert held, (names, key, field, value, [str(each) for each in unread])
        else:
            heading = returned.heading.get(HEADINGS[field], "").capitalize()
            assert held or is_named(unread, field, title, typed, heading), (
                names,
                key,
                field,
                value,
                list(map(str, unread)),
            )
    if is_known:
        assert not unread, (names, [str(each) for each in unread])
