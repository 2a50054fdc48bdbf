"""Shapes of exports: a column per stage, rows that do not count, several rows of one id, keys of other systems."""

from datetime import date

import pytest
from records import load, write
from shipped import EXAMINED

from partner_playbooks.tracking.tracking_settings import read_settings

pytestmark = pytest.mark.long

PARTNERS = [["Id", "Name"], ["001bm00000LKJNN", "Acre"], ["B", "Birch"]]
READ = "file: partners.csv, columns: {id: Id, name: Name}"


def rows(base, query):
    base.know_on(date(2026, 9, 30))
    return base.rows(query)


def test_each_stage_may_have_a_column(tmp_path):
    write(tmp_path, "partners.csv", PARTNERS)
    write(
        tmp_path,
        "wide.csv",
        [
            ["Note", "Partner", "Entered Activate", "Entered Enable"],
            ["x", "B", "2026-01-10", "2026-03-01"],
            ["y", "001bm00000LKJNN", "", "2026-13-01"],
            ["z", "001bm00000LKJNN", "2026-02-01", ""],
            ["z", "nobody", "2026-02-01", ""],
        ],
    )
    stays = "file: wide.csv, columns: {partner: Partner}, stages: {activate: Entered Activate, enable: Entered Enable}"
    base = load(tmp_path, {"partners": READ, "stage_entries": stays})
    assert rows(base, 'SELECT partner, stage, entered, "left" FROM stage_entries ORDER BY partner DESC, entered') == [
        ("B", "activate", date(2026, 1, 10), date(2026, 3, 1)),
        ("B", "enable", date(2026, 3, 1), None),
        ("001bm00000LKJNN", "activate", date(2026, 2, 1), None),
    ]
    told = [(each.row, each.column, each.heading, each.text) for each in base.findings]
    assert told == [(3, 4, "Entered Enable", "2026-13-01"), (5, 2, "Partner", "nobody")]
    assert base.loaded["stage_entries"].rows == 4


def test_rows_that_do_not_count_are_passed_over_and_not_told(tmp_path):
    write(tmp_path, "partners.csv", PARTNERS)
    history = [
        ["Field", "Partner", "To", "At"],
        ["Owner", "B", "somebody", "whenever"],
        ["Status", "B", "enable", "2026-02-01"],
        ["status ", "B", "co-sell", "2026-03-01"],
        ["Status", "B", "co-sell", "soon"],
    ]
    write(tmp_path, "history.csv", history)
    read = "file: history.csv, columns: {partner: Partner, stage: To, entered: At}, only: {Field: [Status]}"
    base = load(tmp_path, {"partners": READ, "stage_entries": read})
    assert rows(base, "SELECT stage FROM stage_entries ORDER BY entered") == [("enable",), ("co-sell",)]
    assert [(each.row, each.text) for each in base.findings] == [(5, "soon")]
    assert (base.loaded["stage_entries"].rows, base.loaded["stage_entries"].kept) == (4, 2)


@pytest.mark.parametrize(("once", "amount"), [("first", 1), ("last", 3)])
def test_of_a_history_one_row_of_each_id_counts(tmp_path, once, amount):
    history = [
        ["Deal", "Opened", "Changed", "Amount"],
        ["1", "2026-01-01", "2026-01-05", "1"],
        ["1", "2026-01-01", "2026-03-05", "3"],
        ["1", "2026-01-01", "2026-02-05", "2"],
    ]
    write(tmp_path, "deals.csv", history)
    columns = "columns: {id: Deal, opened: Opened, updated: Changed, amount: Amount}"
    base = load(tmp_path, {"deals": f"file: deals.csv, {columns}, once: {once}"})
    assert rows(base, "SELECT amount FROM deals") == [(amount,)]
    assert base.findings == ()


def test_a_partner_is_known_by_what_other_systems_call_it(tmp_path):
    write(tmp_path, "partners.csv", PARTNERS)
    write(tmp_path, "keys.csv", [["P", "S", "K"], ["B", "mail", "birch.example"], ["B", "billing", "00042"]])
    acts = [["Who", "On", "What"]]
    acts += [[who, "2026-01-01", "login"] for who in ("a@Birch.example", "00042", "001bm00000LKJNNAA5", "x@y.example")]
    write(tmp_path, "acts.csv", acts)
    base = load(
        tmp_path,
        {
            "partners": READ,
            "partner_keys": "file: keys.csv, columns: {partner: P, system: S, key: K}",
            "activity": "file: acts.csv, columns: {partner: Who, at: On, kind: What}",
        },
    )
    assert rows(base, "SELECT partner FROM activity ORDER BY row") == [("B",), ("B",), ("001bm00000LKJNN",)]
    assert [(each.row, each.text, each.reason) for each in base.findings] == [
        (5, "x@y.example", "is no id of partners")
    ]


def test_a_day_that_is_expected_closes_no_deal(tmp_path):
    deals = [["Deal", "Opened", "Closes", "Stage"], ["1", "2026-01-01", "2026-05-01", "Proposal"]]
    write(tmp_path, "deals.csv", [*deals, ["2", "2026-01-01", "2026-05-01", "Closed Won"]])
    columns = "columns: {id: Deal, opened: Opened, closed: Closes, outcome: Stage}"
    base = load(tmp_path, {"deals": f"file: deals.csv, {columns}, values: {{outcome: {{Closed Won: won, '*': open}}}}"})
    assert rows(base, "SELECT id, closed FROM deals ORDER BY id") == [("1", None), ("2", date(2026, 5, 1))]


def test_a_time_may_be_left_out(tmp_path):
    entries = [["P", "S", "At"], ["B", "enable", "02/23/26 08:55 PM"], ["B", "co-sell", "03/01/26"]]
    write(tmp_path, "partners.csv", PARTNERS)
    write(tmp_path, "stays.csv", entries)
    read = "file: stays.csv, columns: {partner: P, stage: S, entered: At}, dates: MM/dd/yy hh:mm a"
    base = load(tmp_path, {"partners": READ, "stage_entries": read})
    assert rows(base, "SELECT entered FROM stage_entries ORDER BY 1") == [(date(2026, 2, 23),), (date(2026, 3, 1),)]
    assert base.findings == ()


@pytest.mark.parametrize(
    ("table", "said", "message"),
    [
        ("activity", "columns: {partner: A, at: B, kind: C}, stages: {enable: X}", "activity has no columns of stages"),
        ("stage_entries", "columns: {partner: A}, stages: {onboard: X}", 'there is no stage "onboard"'),
        ("activity", "columns: {partner: A, at: B, kind: C}, once: last", "rows of activity have no id"),
        ("partners", "columns: {id: A, name: B}, once: middle", "once"),
    ],
)
def test_what_a_shape_cannot_be_is_told(table, said, message):
    text = f"tables:\n  {table}: {{file: a.csv, {said}}}\n"
    _, found = read_settings(text.encode(), EXAMINED.handbook)
    assert any(message in f"{each.message} {each.hint}" for each in found), found
