"""What `playbooks diff` and the pages of changes say, where they said something else than what happened (faults G2)."""

import re
from datetime import date

import pytest
from revisions import read_revision_files
from running import ROOT
from shipped import EXAMINED, FILES
from shipped import TODAY as DAY

from partner_playbooks.changes import (
    DayState,
    History,
    build_chronicle,
    compare,
    find_changed_figures,
)
from partner_playbooks.checks.examination import examine
from partner_playbooks.editing import find_thing, list_things, rename_thing
from partner_playbooks.editing.identified import NAMES
from partner_playbooks.handbook.model.base import Audience
from partner_playbooks.pages.page_kinds import render_pages
from partner_playbooks.pages.parts.news import describe_changes
from partner_playbooks.pages.parts.writers import EditionWriter
from partner_playbooks.pages.release_notes import FORMATS, Notes, compare_for_readers
from partner_playbooks.project.folder import Project, read_content
from partner_playbooks.project.theme_files import read_theme

TODAY = date(2026, 11, 10)
BASE, _ = read_content(Project(ROOT / "tests" / "checks" / "base"))
THEME = read_theme(Project(ROOT))
ENABLE, PLAN, FINANCE = "content/stages/enable.yml", "content/plans/first-30.yml", "content/roles/finance.yml"


def edited(file, *edits, files=BASE):
    text = files[file].decode()
    for old, new in edits:
        assert old in text, old
        text = text.replace(old, new, 1)
    return {**files, file: text.encode()}


def told(after, before=BASE, form="text"):
    return FORMATS[form](compare_for_readers(before, after, THEME, TODAY))


def lines(after, before=BASE):
    """Give what is told, without the pages that differ: they take longest."""
    changes = compare(read_revision_files(before), read_revision_files(after))
    writer = EditionWriter.of(examine(after, TODAY, languages=THEME.messages).handbook, THEME).writer("index.md")
    return FORMATS["text"](Notes(changes, describe_changes(writer, changes), None, writer)).splitlines()[:-1]


# -- publications


@pytest.mark.long
@pytest.mark.parametrize(
    ("file", "edit"),
    [
        (ENABLE, ("title: Book the exam", "title: Book the exam\n    audience: partner")),
        (FINANCE, ("side: vendor", "side: vendor\naudience: partner")),
        ("content/programme.yml", ("schema_version", "feedback: [{url: https://a.example}]\nschema_version")),
    ],
)
@pytest.mark.parametrize("form", ["text", "markdown"])
def test_a_publication_is_not_followed_by_a_word_that_nothing_changes(file, edit, form):
    said = told(edited(file, edit), form=form)
    assert "Nothing changes for readers" not in said
    assert len([line for line in said.splitlines() if line.startswith("- ")]) == 1


@pytest.mark.long
@pytest.mark.parametrize("form", ["text", "markdown"])
def test_where_nothing_changes_that_is_said(form):
    assert told({**BASE, FINANCE: b"# x\n" + BASE[FINANCE]}, form=form).startswith("Nothing changes for readers.\n")


@pytest.mark.long
def test_a_repository_that_partners_may_read_of_now_is_a_publication():
    repository = "repository: {url: https://github.com/acme/handbook}\nschema_version"
    before = edited("content/programme.yml", ("schema_version", repository))
    after = edited("content/programme.yml", ("schema_version", repository.replace("}", ", audience: partner}")))
    said = told(after, before)
    assert "NOW FOR PARTNERS: what follows leaves the organisation.\n- Programme Northwind" in said
    assert ": repository\n" in said


# -- renamings


@pytest.mark.long
@pytest.mark.parametrize(
    "kind",
    [pytest.param(kind, marks=[] if kind in {"stage", "tier"} else pytest.mark.slow) for kind in NAMES],
)
def test_of_a_renaming_nothing_is_said_but_the_renaming(kind):
    """The thing of each kind that most of the content mentions; its former id is followed through every reference."""
    known = [thing for thing in list_things(EXAMINED.handbook) if thing.kind == kind]
    uses = [link.id for link in EXAMINED.handbook.links()]
    thing = max(known, key=lambda each: uses.count(each.id))
    new = f"{thing.id.partition('.')[0]}.zqx" if "." in thing.id else "zqx"
    after = rename_thing(EXAMINED.handbook, thing, new).apply_to(FILES)
    changes = compare(read_revision_files(FILES), read_revision_files(after))
    assert [(each.what.value, each.before, each.after) for each in changes] == [("renamed", thing.id, new)]


def test_a_renaming_by_hand_over_two_former_ids_is_followed():
    before = edited(FINANCE, ("id: finance", "id: finance\naliases: [accounts]"))
    after = {
        file.replace("roles/finance", "roles/money"): re.sub(rb"\bfinance\b", b"money", raw)
        for file, raw in before.items()
    }
    role = after["content/roles/money.yml"].replace(b"aliases: [accounts]", b"aliases: [accounts, finance]")
    said = lines({**after, "content/roles/money.yml": role}, before)
    assert said[0] == "- Role Finance: the id finance is now money"
    assert len([line for line in said if line.startswith("- ")]) == 1


def test_a_renaming_and_a_change_at_once_are_both_told():
    handbook = examine(BASE, TODAY).handbook
    after = rename_thing(handbook, find_thing(handbook, "finance"), "money").apply_to(BASE)
    file = "content/roles/money.yml"
    after = edited(file, ("title: Finance", "title: Money"), files=after)
    assert lines(after)[0] == "- Role Money: the id finance is now money; title Finance → Money"


def test_a_former_id_that_is_taken_out_is_told():
    before = edited(FINANCE, ("id: finance", "id: finance\naliases: [accounts, cash]"))
    after = edited(FINANCE, ("id: finance", "id: finance\naliases: [cash]"))
    assert lines(after, before)[0] == "- Role Finance: former ids: 1 removed (accounts)"


def test_partners_are_told_that_an_address_moved_and_not_that_it_was_reviewed():
    before = edited(FINANCE, ("side: vendor", "side: vendor\naudience: partner"))
    handbook = examine(before, TODAY).handbook
    after = rename_thing(handbook, find_thing(handbook, "finance"), "money").apply_to(before)
    assert "**[Finance](roles/money.md)**: has another address" in page(after, before, Audience.PARTNER)


def page(after, before, audience, settings=b""):
    after, before = ({**each, P: each[P] + settings} for each in (after, before))
    states = (DayState(date(2026, 11, 2), after), DayState(date(2026, 10, 2), before))
    handbook = examine(after, TODAY, languages=THEME.messages).handbook.project(audience)
    past = build_chronicle(History(states, complete=True), audience)
    return {each.path: each.markdown for each in render_pages(handbook, THEME, past)}["what-changed.md"]


P = "content/programme.yml"


# -- figures


FIGURES = [
    ("It takes 60 minutes.", "It takes 45 minutes.", [("60", "45 minutes")]),
    ("It takes 60 minutes.", "It takes 2 hours.", [("60 minutes", "2 hours")]),
    ("Pay 20% or €1,500.", "Pay 25% or €2,500.", [("20%", "25%"), ("€1,500", "€2,500")]),
    ("Pay EUR 1.500,00 now", "Pay EUR 1.800,00 now", [("EUR 1.500,00", "EUR 1.800,00 now")]),
    ("Due on 2026-11-30.", "Due on 2026-12-31.", [("2026-11-30", "2026-12-31")]),
    ("Until 5 March 2026.", "Until 5 April 2026.", [("5 March", "5 April"), ("March", "April")]),
    ("Two people sign.", "Three people sign.", [("Two", "Three people")]),
    ("Call within five days.", "Call within five weeks.", [("five days", "five weeks")]),
    ("Held monthly by both.", "Held quarterly by both.", [("monthly", "quarterly by")]),
    ("Sign within 5 days.", "Sign at once.", [("5 days", None)]),
    ("Sign it.", "Sign it within 5 days.", [(None, "5 days")]),
    ("First 5 days, then 9 days.", "First 9 days, then 5 days.", None),
    ("We may call 5 partners.", "We can call 5 partners.", []),
    ("Zwei Personen in 60 Minuten.", "Drei Personen in 45 Minuten.", [("Zwei", "Drei Personen"), ("60", "45 Minuten")]),
    ("Reword this for 5 days.", "Put this otherwise for 5 days.", []),
    ("From 09:00 to 17:00", "From 09:00 to 18:30", [("17:00", "18:30")]),
    ("A margin of -3.5 points", "A margin of 3.5 points", [("-3.5", "3.5 points")]),
    ("", "", []),
]


@pytest.mark.parametrize(("before", "after", "expected"), FIGURES)
def test_figures_that_change_are_found(before, after, expected):
    found = [tuple(each) for each in find_changed_figures(before, after)]
    assert found == expected if expected is not None else found


LONG = "Give the partner's people what they need to sell, in a session of {} that both sides hold, with {} of talk."


def test_figures_within_a_long_text_are_shown():
    before = edited(ENABLE, ("Give the partner's people what they need to sell.", LONG.format("60 minutes", "20%")))
    after = edited(ENABLE, ("Give the partner's people what they need to sell.", LONG.format("45 minutes", "30%")))
    assert lines(after, before)[0] == "- Stage Enable: purpose reworded: 60 → 45 minutes; 20% → 30%"
    assert "Zweck neu formuliert: 60 → 45 minutes; 20% → 30%" in page(
        after, before, Audience.INTERNAL, b"language: de\n"
    )


# -- reviews


REVIEW = "review: {{reviewed: {}, due: {}}}\nside:"


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (("2026-11-01", "2027-05-01"), ("2026-11-01", "2027-07-01"), "the next review is moved: {} → {}"),
        (("2026-11-01", "2027-05-01"), ("2026-11-05", "2027-07-01"), "reviewed"),
        (("2026-11-01", "2027-05-01"), ("2026-11-05", "2027-05-01"), "reviewed"),
        (
            ("2026-11-01", "2027-05-01"),
            ("2026-10-01", "2027-05-01"),
            "review reviewed 1 November 2026 → 1 October 2026",
        ),
    ],
)
def test_a_review_is_told_as_what_happened_to_it(before, after, said):
    files = [edited(FINANCE, ("side:", REVIEW.format(*days))) for days in (before, after)]
    assert lines(*reversed(files))[0] == f"- Role Finance: {said.format('1 May 2027', '1 July 2027')}"


def test_a_review_that_is_taken_out_is_told_once():
    before = edited(FINANCE, ("side:", REVIEW.format("2026-11-01", "2027-05-01")))
    assert lines(BASE, before)[0] == "- Role Finance: no review is due any more"


# -- titles for ids


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (("owner: partner-manager\nentry", "owner: gone\nentry"), "owner Partner manager → gone"),
        (
            ("depends_on: [enable.plan]", "depends_on: []"),
            "“Book the exam”, depends on: 1 removed (Agree the training plan)",
        ),
    ],
)
def test_ids_are_told_by_their_titles(edit, said):
    assert lines(edited(ENABLE, edit))[0] == f"- Stage Enable: {said}"


def test_what_is_gone_is_still_told_by_its_title():
    """Its title is known from the revision that still had it."""
    after = edited(ENABLE, ("owner: partner-manager\nentry", "owner: finance\nentry"))
    after = {name: raw for name, raw in after.items() if name != "content/roles/partner-manager.yml"}
    assert "- Stage Enable: owner Partner manager → Finance" in lines(after)


@pytest.mark.long
def test_no_id_of_the_shipped_content_is_told_where_its_title_belongs():
    """Every list of ids of a stage loses its last entry, and what is said names no id."""
    file = "content/stages/activate.yml"
    import yaml

    data = yaml.load(FILES[file], yaml.BaseLoader)  # noqa: S506 - every value is a text
    for activity in data["raci"]:
        for name in ("accountable", "responsible", "consulted", "informed"):
            activity[name] = activity.get(name, [])[:-1]
    for item in data["checklist"]:
        for name in ("depends_on", "documents", "partner_types"):
            item[name] = item.get(name, [])[:-1]
    data["metrics"], data["documents"] = data["metrics"][:-1], data["documents"][:-1]
    files = {**FILES, file: yaml.safe_dump(data, sort_keys=False).encode()}
    changes = compare(read_revision_files(FILES), read_revision_files(files))
    assert len(changes) > 40
    handbook = examine(files, DAY).handbook
    said = " ".join(
        f"{phrase.values}"
        for item in describe_changes(EditionWriter.of(handbook, THEME).writer("index.md"), changes)
        for phrase in item.phrases
    )
    hyphened = {link.id for link in EXAMINED.handbook.links() if "-" in link.id}
    assert not re.findall(rf"(?<![\w-])(?:{'|'.join(map(re.escape, hyphened))})(?![\w-])", said)
