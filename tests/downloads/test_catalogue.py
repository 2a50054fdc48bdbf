"""Catalogues of other languages: names of sheets that spreadsheets take, and every fault told at once (faults B2)."""

import io
from dataclasses import replace

import openpyxl
import pytest
from downloading import LOOK, MAKERS, START, plan_of, xlsx_rows
from running import ROOT

from partner_playbooks.downloads.catalogue import check_catalogue, plural_forms
from partner_playbooks.downloads.formats import LISTS
from partner_playbooks.downloads.sheet_names import name_sheets
from partner_playbooks.wording.messages import Messages

ENGLISH = (ROOT / "theme" / "messages" / "en.yml").read_bytes()


def workbook(**names):
    """Give a plan's workbook with other names of its sheets."""
    words = LOOK.messages.catalogue
    words = {**words, "download": {**words["download"], **{f"sheet-{name}": text for name, text in names.items()}}}
    raw = LISTS["xlsx"](plan_of("partner", "onboarding-30", START), replace(LOOK, messages=Messages(words, "fr", "en")))
    return openpyxl.load_workbook(io.BytesIO(raw)), raw


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ({"plan": "Plan d'action"}, ["Plan d'action", "Exit tests", "Who is who"]),
        ({"plan": "'Plan'", "tests": "Plan"}, ["Plan", "Plan 2", "Who is who"]),
        ({"tests": "Critères / sortie", "people": "Qui? [rôles]:*\\"}, ["Plan", "Critères sortie", "Qui rôles"]),
        ({"plan": "PLAN", "tests": "plan", "people": "Plan"}, ["PLAN", "plan 2", "Plan 3"]),
        ({"plan": "History", "tests": "_plan"}, ["History 2", "_plan 2", "Who is who"]),
        ({"plan": "P" * 40, "tests": "p" * 31}, ["P" * 31, "p" * 29 + " 2", "Who is who"]),
        ({"plan": "🚀" * 20, "tests": "???"}, ["🚀" * 15, "-", "Who is who"]),
    ],
)
def test_a_workbook_opens_whatever_its_sheets_are_called(names, expected):
    book, raw = workbook(**names)
    assert book.sheetnames[:3] == expected
    assert all(len(name.encode("utf-16-le")) <= 62 for name in book.sheetnames)
    quoted = "'" + expected[0].replace("'", "''") + "'!"
    formulas = [str(row["Due"]) for row in xlsx_rows(raw, 1, values=False) if row["Due"]]
    assert formulas
    for formula in formulas:
        assert quoted in formula or f"{expected[0]}!" in formula
        tokens = openpyxl.formula.Tokenizer(formula).items
        places = [token.value for token in tokens if token.subtype == "RANGE" and "!" in token.value]
        sheets = {place.rpartition("!")[0].strip("'").replace("''", "'") for place in places}
        assert sheets <= set(book.sheetnames)


def test_a_checklist_has_such_names_too():
    words = LOOK.messages.catalogue
    words = {**words, "download": {**words["download"], "sheet-plan": "Plan/d'action", "sheet-people": "plan d'action"}}
    maker = MAKERS["partner"]
    raw = LISTS["xlsx"](maker.stage(maker.handbook.stages[0]), replace(LOOK, messages=Messages(words)))
    assert openpyxl.load_workbook(io.BytesIO(raw)).sheetnames[0:3:2] == ["Plan d'action", "plan d'action 2"]


def test_names_are_unlike_whatever_is_wanted():
    wanted = ["a" * 31, "A" * 31, "a" * 32, "", "/", "history", "History "]
    names = name_sheets(wanted)
    assert len({name.casefold() for name in names}) == len(wanted)
    assert all(0 < len(name) <= 31 for name in names)


def french(*changes):
    """Give the English catalogue as a French one, with something else in it."""
    text = ENGLISH.decode()
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text


def told(text, language="fr"):
    found = check_catalogue(f"theme/messages/{language}.yml", text.encode(), ENGLISH)
    return [(str(each.span).partition(":")[2], each.message, each.hint) for each in found]


def line_of(text, start):
    return text[: text.index(start)].count("\n") + 1


def test_shipped_catalogues_are_in_order():
    for path in sorted((ROOT / "theme" / "messages").glob("*.yml")):
        assert check_catalogue(f"theme/messages/{path.name}", path.read_bytes(), ENGLISH) == ()
    assert told(french(("  sheet-plan: Plan\n", "  sheet-plan: Plan d'action\n"))) == []


CASES = [
    ("home:\n  nav: Home\n", "home:\n", 'the message "home.nav" is missing', "home:"),
    ("  nav: Home\n", "  nva: Home\n", 'there is no message "home.nva"', "nva:"),
    ("{vendor_name} and its", "{seller} and its", '"home.subtitle" takes no {seller}', "{seller}"),
    ("{vendor_name} and its", "our", '"home.subtitle" lacks {vendor_name}', "The stages, checklists"),
    ("  other-stages: Other stages\n", "  other-stages:\n", '"home.other-stages" has no text', None),
    ("  other-stages: Other stages\n", "  other-stages: [a]\n", '"home.other-stages" should be one text', "[a]"),
    ("  other-stages: Other stages\n", "  other-stages: {a: b}\n", '"home.other-stages" should be one text', "{a: b}"),
    ("Other stages\n", "<b>Autres</b>\n", '"home.other-stages" holds markup', "<b>"),
    ("Other stages\n", '"Autres { étapes"\n', '"home.other-stages" has a brace that is no placeholder', "{ étapes"),
    ("Other stages\n", '"\u00a0"\n', '"home.other-stages" shows nothing', None),
    (
        "Other stages\n",
        '"a\\u202eb"\n',
        "the character U+202E (right-to-left override) must not stand in content",
        None,
    ),
    ('one: "Takes {count} day", ', "", '"item.duration" lacks the plural form "one"', None),
    ("  sheet-plan: Plan\n", "  sheet-plan: Plan/action\n", 'the name of a sheet cannot hold "/"', "Plan/action"),
    ("  sheet-tests: Exit tests\n", "  sheet-tests: plan\n", '"plan" is the name of another sheet too', None),
    (
        "  sheet-people: Who is who\n",
        f"  sheet-people: {'x' * 32}\n",
        f'"{"x" * 32}" cannot be the name of a sheet',
        None,
    ),
    ("  sheet-people: Who is who\n", "  sheet-people: History\n", '"History" cannot be the name of a sheet', None),
]


@pytest.mark.parametrize(("old", "new", "message", "at"), CASES, ids=[case[2] for case in CASES])
def test_each_fault_is_told_at_its_place(old, new, message, at):
    text = french((old, new))
    found = told(text)
    assert message in [each[1] for each in found]
    (place,) = {each[0] for each in found if each[1] == message}
    if at:
        line, column = map(int, place.split(":"))
        assert text.split("\n")[line - 1][column - 1 :].startswith(at)
    assert all(hint for _, _, hint in found)


def test_all_faults_come_at_once():
    text = french(*[(old, new) for old, new, message, _ in (CASES[1], CASES[7], CASES[11], CASES[12], CASES[14])])
    assert {each[1] for each in told(text)} >= {CASES[n][2] for n in (1, 7, 11, 12, 14)}
    partial = "home:\n  nav: Accueil\n"
    missing = [each for each in told(partial) if each[1].endswith("is missing")]
    assert len(missing) > 500
    assert len({each[1] for each in missing}) == len(missing)


def test_a_file_that_is_no_yaml_is_told_where():
    assert told("home:\n  nav: [\n")[0][0].startswith("2:8")
    assert told("- a\n")[0][1] == "the catalogue should be a group of messages"


@pytest.mark.parametrize(
    ("language", "forms"),
    [
        ("fr", ("one", "other")),
        ("pl", ("one", "few", "many", "other")),
        ("ja", ("other",)),
        ("ar", ("zero", "one", "two", "few", "many", "other")),
        ("pt-BR", ("one", "other")),
        ("xx", ("one", "other")),
    ],
)
def test_each_language_needs_its_own_plural_forms(language, forms):
    assert plural_forms(language) == forms


def test_polish_lacks_forms_and_japanese_none():
    polish = {each[1] for each in told(french(), "pl")}
    assert '"item.duration" lacks the plural form "few"' in polish
    assert told(french(), "ja") == []
    assert told(french(('{one: "Takes {count} day", other: "Takes {count} days"}', "「{count}」日")), "ja") == []


def test_words_are_said_in_the_form_of_their_language():
    forms = {"one": "{count} dzień", "few": "{count} dni", "many": "{count} dni.", "other": "{count} dnia"}
    polish = Messages({"days": forms}, "pl", "pl")
    assert [polish.say("days", count=n) for n in (1, 2, 5, 22)] == ["1 dzień", "2 dni", "5 dni.", "22 dni"]
    assert Messages({"days": {"one": "{count} jour", "other": "{count} jours"}}, "fr").say("days", count=0) == "0 jour"


@pytest.mark.long
@pytest.mark.parametrize("language", ["fr", "en"])
def test_check_names_all_of_it_and_build_never_starts(run, tmp_path, language):
    """One run names what a translator has to do; a catalogue in a language that is not spoken only warns."""
    project = tmp_path / "handbook"
    assert run("init", "--minimal", project)[0] == 0
    words = project / "theme" / "messages" / "fr.yml"
    words.parent.mkdir(parents=True)
    words.write_text(french(*[(old, new) for old, new, _, _ in (CASES[1], CASES[7], CASES[12])]), encoding="utf-8")
    programme = project / "content" / "programme.yml"
    programme.write_text(programme.read_text(encoding="utf-8") + f"language: {language}\n", encoding="utf-8")
    code, printed, _ = run("check", "--project", project)
    for _, _, message, _ in (CASES[1], CASES[7], CASES[12]):
        assert message in printed
    assert "theme/messages/fr.yml:3:3 PB210" in printed
    assert code == (1 if language == "fr" else 0)
    assert ("PB210 warning:" in printed) == (language == "en")
    if language == "fr":
        code, _, told_ = run("build", "--project", project)
        assert code == 1
        assert "theme/messages/fr.yml:3:3 PB210" in told_
