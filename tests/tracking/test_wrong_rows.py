"""What does not fit is told with its file, row and column, and nothing else changes."""

from datetime import date

import duckdb
import openpyxl
import pytest
from records import load, write
from sampling import some
from shipped import EXAMINED

from partner_playbooks.language.diagnostics import UserError
from partner_playbooks.reporters import REPORTERS
from partner_playbooks.tracking.tracking_settings import read_settings

pytestmark = pytest.mark.long

HANDBOOK = EXAMINED.handbook
PARTNERS = [
    ["Id", "Name", "Tier", "Signed", "Ended", "Strategic", "Notes"],
    ["A", "Acre", "gold", "2026-01-10 09:00", "", "yes", "SECRET-NOTE"],
    ["B", "Birch", "silver", "2026-02-10", "", "no", ""],
    ["C", "Cliff", "Silver", "2026-03-10T10:00:00+05:00", "", "", ""],
]
COLUMNS = "columns: {id: Id, name: Name, tier: Tier, signed: Signed, ended: Ended, strategic: Strategic}"
DEALS = [
    ["Deal", "Opened", "Closed", "Outcome", "Amount"],
    ["1", "2026-01-01", "2026-02-01", "won", "1,200.50"],
    ["2", "2026-01-02", "", "open", "300"],
]
DEAL_COLUMNS = "columns: {id: Deal, opened: Opened, closed: Closed, outcome: Outcome, amount: Amount}"
LINKS = [["Deal", "Partner", "Role"], ["1", "A", "sourced"], ["2", "B", "influenced"]]


def changed(rows, row, column, text):
    return [[text if (r, c) == (row, column) else cell for c, cell in enumerate(line)] for r, line in enumerate(rows)]


@pytest.fixture
def three(tmp_path):
    """Load three tables of which one may be another."""

    def load_three(partners=PARTNERS, deals=DEALS, links=LINKS):
        write(tmp_path, "partners.csv", partners)
        write(tmp_path, "deals.csv", deals)
        write(tmp_path, "links.csv", links)
        return load(
            tmp_path,
            {
                "partners": f"file: partners.csv, {COLUMNS}",
                "deals": f"file: deals.csv, {DEAL_COLUMNS}",
                "deal_partners": "file: links.csv, columns: {deal: Deal, partner: Partner, role: Role}",
            },
        )

    return load_three


def test_rows_that_fit_are_read(three):
    base = three()
    assert base.findings == ()
    assert base.rows("SELECT id, tier, CAST(signed AS VARCHAR), strategic FROM partners_all ORDER BY id") == [
        ("A", "gold", "2026-01-10 09:00:00", True),
        ("B", "silver", "2026-02-10 00:00:00", False),
        ("C", "silver", "2026-03-10 05:00:00", None),
    ]
    assert [str(row[0]) for row in base.rows("SELECT amount FROM deals_all ORDER BY id")] == ["1200.50", "300.00"]


PLANTED = [
    ("partners", 1, 0, "", "is empty, and the row says nothing without it"),
    ("partners", 1, 1, "", "is empty, and the row says nothing without it"),
    ("partners", 2, 0, "A", "stands twice"),
    ("partners", 1, 2, "golden", "is no tier"),
    ("partners", 1, 3, "10.01.2026", "is no time"),
    ("partners", 1, 3, "2026-02-31", "is no time"),
    ("partners", 1, 3, "01/02/2026", "is no time"),
    ("partners", 1, 3, "soon", "is no time"),
    ("partners", 1, 3, "46023", "is no time"),
    ("partners", 1, 4, "2025-01-01", "lies before `signed`"),
    ("partners", 1, 5, "perhaps", "is no strategic"),
    ("deals", 1, 1, "9999-12-31", "is no day"),
    ("deals", 1, 1, "", "is empty, and the row says nothing without it"),
    ("deals", 1, 2, "2025-12-31", "lies before `opened`"),
    ("deals", 1, 3, "Closed Won", "is no outcome"),
    ("deals", 1, 4, "EUR 12k", "is no amount"),
    ("deals", 1, 4, "1.2E+10", "is no amount"),
    ("deals", 1, 4, "12,34", "is no amount"),
    ("links", 1, 1, "Z", "is no id of partners"),
    ("links", 1, 1, "a", "is no id of partners"),
    ("links", 1, 0, "Grand Total", "is no id of deals"),
    ("links", 1, 2, "owner", "is no role"),
]


@pytest.mark.parametrize("planted", some([(each,) for each in PLANTED], 8))
def test_a_planted_fault_is_named_at_its_row_and_column(three, planted):
    table, row, column, text, reason = planted
    tables = {"partners": PARTNERS, "deals": DEALS, "links": LINKS}
    tables[table] = changed(tables[table], row, column, text)
    base = three(**tables)
    own = [each for each in base.findings if each.file == f"{table}.csv"]
    assert [(each.row, each.column, each.heading, each.text) for each in own] == [
        (row + 1, column + 1, tables[table][0][column], text)
    ]
    assert reason in own[0].reason
    assert own[0].hint
    others = [each for each in base.findings if each.file != f"{table}.csv"]
    assert all("is no id of" in each.reason for each in others)  # rows that belonged to one that is not used


def test_rows_of_another_width_are_told_and_the_rows_below_keep_their_numbers(tmp_path):
    (tmp_path / "partners.csv").write_text("Id,Name,Tier\nA,Acre,gold\nB,Birch\nC,Cliff,gold,more\nD,Dale,golden\n")
    base = load(tmp_path, {"partners": "file: partners.csv, columns: {id: Id, name: Name, tier: Tier}"})
    assert [(each.row, each.reason) for each in base.findings] == [
        (3, "the row has other columns than the headings"),
        (4, "the row has other columns than the headings"),
        (5, "is no tier"),
    ]
    assert base.loaded["partners"].rows == 4
    assert base.loaded["partners"].kept == 2


def test_findings_are_in_every_format(three):
    found = [each.as_diagnostic() for each in three(partners=changed(PARTNERS, 1, 2, "golden")).findings]
    for name, report in REPORTERS.items():
        said = report(found, {})
        assert "partners.csv" in said or name == "suggestions", name


def test_a_column_that_is_not_mapped_is_never_read(three):
    base = three()
    names = [
        row[0] for row in base.rows("SELECT table_name FROM duckdb_tables() UNION SELECT view_name FROM duckdb_views()")
    ]
    held = [str(row) for name in names if name.endswith("_all") for row in base.rows(f'FROM "{name}"')]
    assert any("Acre" in row for row in held)
    assert not any("SECRET" in row for row in held)


def test_people_are_hashed_when_they_are_read(tmp_path):
    write(
        tmp_path,
        "partners.csv",
        [["Id", "Name", "Owner"], ["A", "Acre", "Jo@Example.com"], ["B", "Bay", "jo@example.com"]],
    )
    said = {"partners": "file: partners.csv, columns: {id: Id, name: Name, owner: Owner}"}
    first, second = (load(tmp_path, said).rows("SELECT owner FROM partners_all") for _ in range(2))
    assert first[0] == first[1]
    assert "jo" not in first[0][0].lower()
    assert first != second  # nobody can tell them again in another run


ROWS = [["Id", "Name", "Tier", "Signed"], ["A", "Âcre", "gold", "2026-01-10"], ["B", "Birch", "silver", "2026-02-11"]]


def as_workbook(folder):
    book = openpyxl.Workbook()
    for row in [ROWS[0], *([*row[:3], date.fromisoformat(row[3])] for row in ROWS[1:])]:
        book.active.append(row)
    book.save(folder / "partners.xlsx")
    return "partners.xlsx", ""


def as_parquet(folder):
    write(folder, "as.csv", ROWS)
    duckdb.read_csv(str(folder / "as.csv")).write_parquet(str(folder / "partners.parquet"))
    return "partners.parquet", ""


def as_csv(rows=ROWS, said="", **how):
    def write_so(folder):
        write(folder, "partners.csv", rows, **how)
        return "partners.csv", said

    return write_so


def replaced(column, *texts):
    return [ROWS[0], *([*row[:column], text, *row[column + 1 :]] for row, text in zip(ROWS[1:], texts, strict=True))]


WAYS = {
    "semicolons": as_csv(delimiter=";"),
    "latin": as_csv(encoding="latin-1"),
    "byte order mark": as_csv(encoding="utf-8-sig"),
    "workbook": as_workbook,
    "parquet": as_parquet,
    "pattern": as_csv(replaced(3, "10/01/2026", "11/02/2026"), ", dates: dd/MM/yyyy"),
    "words": as_csv(replaced(2, "Premier", "Select"), ", values: {tier: {Premier: gold, Select: silver}}"),
}


@pytest.mark.parametrize("way", WAYS)
def test_the_same_rows_in_each_way_of_writing(tmp_path, way):
    name, said = WAYS[way](tmp_path)
    columns = "columns: {id: Id, name: Name, tier: Tier, signed: Signed}"
    base = load(tmp_path, {"partners": f"file: {name}, {columns}{said}"})
    assert base.findings == ()
    assert base.rows("SELECT id, name, tier, CAST(signed AS DATE) FROM partners_all") == [
        ("A", "Âcre", "gold", date(2026, 1, 10)),
        ("B", "Birch", "silver", date(2026, 2, 11)),
    ]


def test_a_history_of_saved_changes_becomes_stays(tmp_path):
    write(tmp_path, "partners.csv", [["Id", "Name"], ["A", "Acre"]])
    history = [
        ["Partner", "Saved", "Stage"],
        ["A", "02/23/26 08:55 AM", "Signing"],
        ["A", "02/23/26 09:10 AM", "Signing"],
        ["A", "03/01/26 08:55 PM", "Start"],
        ["A", "03/01/26 08:56 PM", "Start"],
        ["A", "04/01/26 08:56 PM", "Signing"],
    ]
    write(tmp_path, "history.csv", history)
    said = (
        "file: history.csv, columns: {partner: Partner, entered: Saved, stage: Stage}, dates: MM/dd/yy hh:mm a, "
        "values: {stage: {Signing: recruit, Start: activate}}"
    )
    base = load(tmp_path, {"partners": "file: partners.csv, columns: {id: Id, name: Name}", "stage_entries": said})
    assert base.findings == ()
    assert base.rows('SELECT stage, entered, "left" FROM stage_entries_all ORDER BY entered') == [
        ("recruit", date(2026, 2, 23), date(2026, 3, 1)),
        ("activate", date(2026, 3, 1), date(2026, 4, 1)),
        ("recruit", date(2026, 4, 1), None),
    ]


def test_merged_partners_are_one(tmp_path):
    rows = [["Id", "Name", "Into"], ["A", "Acre", ""], ["B", "Acre Ltd", "A"]]
    write(tmp_path, "merged.csv", rows)
    write(tmp_path, "deals.csv", DEALS)
    write(tmp_path, "links.csv", LINKS)
    base = load(
        tmp_path,
        {
            "partners": "file: merged.csv, columns: {id: Id, name: Name, merged_into: Into}",
            "deals": f"file: deals.csv, {DEAL_COLUMNS}",
            "deal_partners": "file: links.csv, columns: {deal: Deal, partner: Partner, role: Role}",
        },
    )
    base.know_on(date(2026, 9, 30))
    assert base.rows("SELECT DISTINCT partner FROM deal_partners") == [("A",)]
    assert base.rows("SELECT id FROM partners") == [("A",)]


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ("file: missing.csv, columns: {id: Id, name: Name}", "missing.csv is missing"),
        ("file: partners.csv, columns: {id: Idd, name: Name}", 'has no column "Idd"'),
        ("file: partners.doc, columns: {id: Id, name: Name}", "is no kind of file"),
        ("file: empty.csv, columns: {id: Id, name: Name}", "has no headings"),
        ("file: partners.csv, columns: {id: Id, name: Name}, dates: dd/QQ/yyyy", "means nothing in the pattern"),
        ("file: partners.csv, columns: {id: Id, name: Name, signed: Signed}, dates: dd/QQ/yyyy", "means nothing"),
    ],
)
def test_a_file_that_cannot_be_read_ends_it_with_a_way_out(tmp_path, said, message):
    write(tmp_path, "partners.csv", PARTNERS)
    (tmp_path / "partners.doc").write_text("x")
    (tmp_path / "empty.csv").write_text("")
    if "signed" not in said and "QQ" in said:
        assert load(tmp_path, {"partners": said}).findings == ()  # no day is read
        return
    with pytest.raises(UserError, match=message) as caught:
        load(tmp_path, {"partners": said})
    assert caught.value.hint


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("tables: {partner: {file: a.csv, columns: {}}}", 'there is no table "partner"', 'did you mean "partners"?'),
        ("tables: {partners: {file: a.csv, columns: {id: Id}}}", 'needs the field "name"', "add `name:`"),
        ("tables: {partners: {file: a.csv, columns: {id: Id, name: N, teir: T}}}", 'has no field "teir"', '"tier"'),
        ("tables: {partners: {file: ../a.csv, columns: {id: I, name: N}}}", "not below the project", "below"),
        ("tables: {partners: {file: /etc/passwd, columns: {id: I, name: N}}}", "not below the project", "below"),
        ("tables: {deals: {file: a.csv, columns: {id: I, opened: O}, values: {outcome: {W: won}}}}", "no column", ""),
        (
            "tables: {partners: {file: a.csv, columns: {id: I, name: N, tier: T}, values: {tier: {X: golden}}}}",
            '"golden" is no tier',
            'did you mean "gold"?',
        ),
        ("tables: {partners: {fil: a.csv, columns: {id: I, name: N}}}", 'unknown field "fil"', '"file"'),
    ],
)
def test_settings_are_checked_like_content(text, message, hint):
    _, found = read_settings(text.encode(), HANDBOOK)
    assert any(message in each.message and hint in each.hint for each in found), found
    assert all(each.span.file == "tracking.yml" and each.span.line == 1 for each in found)
