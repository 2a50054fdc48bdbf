"""What `playbooks diff` says of every kind of change, and that it says nothing where nothing is different."""

import json
import random
from datetime import date

import pytest
import yaml
from generating import generated
from revisions import read_revision_files
from running import ROOT
from shipped import FILES

from partner_playbooks.changes import compare, read_handbook_data
from partner_playbooks.checks.examination import examine
from partner_playbooks.handbook.model.base import Audience
from partner_playbooks.pages.parts.news import describe_changes
from partner_playbooks.pages.parts.writers import EditionWriter
from partner_playbooks.pages.release_notes import FORMATS, Notes, compare_for_readers
from partner_playbooks.project.folder import Project, read_content
from partner_playbooks.project.theme_files import read_theme

TODAY = date(2026, 11, 10)
BASE, _ = read_content(Project(ROOT / "tests" / "checks" / "base"))
THEME = read_theme(Project(ROOT))
ENABLE, METRIC, PLAN = "content/stages/enable.yml", "content/metrics/activation-rate.yml", "content/plans/first-30.yml"
FINANCE = "content/roles/finance.yml"
NEW_ITEM = "metrics: [activation-rate]"
ITEM = """  - id: enable.demo
    title: Practise the demo
    owner: finance
    due: {day: 40}
    done_when: It was held once.
"""


def edited(file, *edits):
    """Give the base content with parts of one file replaced."""
    text = BASE[file].decode()
    for old, new in edits:
        assert old in text, old
        text = text.replace(old, new, 1)
    return {**BASE, file: text.encode()}


def told(after, before=BASE, form="text"):
    return FORMATS[form](compare_for_readers(before, after, THEME, TODAY))


def first(after):
    """Give the first line of what is told, without the pages that differ: they take longest."""
    changes = compare(read_revision_files(BASE), read_revision_files(after))
    writer = EditionWriter.of(examine(after, TODAY).handbook, THEME).writer("index.md")
    return FORMATS["text"](Notes(changes, describe_changes(writer, changes), None, writer)).splitlines()[0]


PRACTICE = "  - title: Train in pairs\n    text: Pairs finish 30% sooner than people on their own.\n"
EXAM = BASE[ENABLE].decode().partition("  - id: enable.exam")[2].partition("metrics:")[0]
SENTENCES = {
    "an item added": (
        edited(ENABLE, (NEW_ITEM, ITEM + NEW_ITEM)),
        "- Stage Enable: checklist: 1 added (Practise the demo)",
    ),
    "an item removed": (
        edited(ENABLE, (f"  - id: enable.exam{EXAM}", "")),
        "- Stage Enable: checklist: 1 removed (Book the exam)",
    ),
    "an item renamed with an alias": (
        edited(ENABLE, ("id: enable.exam\n", "id: enable.test\n    aliases: [enable.exam]\n")),
        "- Stage Enable: “Book the exam”: the id enable.exam is now enable.test",
    ),
    "items in another order": (
        edited(
            ENABLE,
            (f"  - id: enable.exam{EXAM}", ""),
            ("checklist:\n", f"checklist:\n  - id: enable.exam{EXAM}"),
        ),
        "- Stage Enable: checklist: new order",
    ),
    "an owner": (
        edited(ENABLE, ("owner: partner-manager\nentry", "owner: finance\nentry")),
        "- Stage Enable: owner Partner manager → Finance",
    ),
    "a due day": (
        edited(ENABLE, ("due: {day: 30}", "due: {day: 21}")),
        "- Stage Enable: “Book the exam”: due day 30 → 21",
    ),
    "what an item waits for": (
        edited(ENABLE, ("depends_on: [enable.plan]", "depends_on: [activate.portal-access]")),
        (
            "- Stage Enable: “Book the exam”, depends on: 1 added (Give every named user portal access); "
            "“Book the exam”, depends on: 1 removed (Agree the training plan)"
        ),
    ),
    "a title": (
        edited(ENABLE, ("title: Book the exam", "title: Book both exams")),
        "- Stage Enable: “Book both exams”: title Book the exam → Book both exams",
    ),
    "a long text": (
        edited(ENABLE, ("Give the partner's people what they need to sell.", "Give them all that they need. " * 4)),
        "- Stage Enable: purpose reworded",
    ),
    "a criterion": (
        edited(ENABLE, ("Two people are certified.", "Three people are certified.")),
        "- Stage Enable: “Three people are certified.”: text Two people are certified. → Three people are certified.",
    ),
    "a value set": (
        edited(FINANCE, ("side: vendor", "side: vendor\nresponsibilities:\n  - text: Pays on time.")),
        "- Role Finance: responsibilities: 1 added (Pays on time.)",
    ),
    "a target with its unit": (
        edited(METRIC, ("owner:", "target: {value: 60}\nowner:")),
        "- Metric Activation rate: target value 60\u00a0%",
    ),
    "a review": (
        edited(FINANCE, ("side:", "review: {reviewed: 2026-11-01, due: 2027-05-01}\nside:")),
        "- Role Finance: reviewed",
    ),
    "a task of a milestone": (
        edited(PLAN, ("      - item: activate.portal-access\n        audience: partner\n        day: 7\n", "")),
        "- Plan First 30 days: “Connected”, tasks: 1 removed (Give every named user portal access)",
    ),
    "an entity added": (
        {**BASE, "content/roles/legal.yml": b"id: legal\ntitle: Legal\nside: vendor\nmission: Reads contracts.\n"},
        "- Role Legal: new",
    ),
    "an entity removed": (
        {file: raw for file, raw in BASE.items() if file != FINANCE},
        "- Role Finance: removed",
    ),
    "an entity renamed with an alias": (
        {
            **{file: raw for file, raw in BASE.items() if file != FINANCE},
            "content/roles/money.yml": BASE[FINANCE].replace(b"id: finance", b"id: money\naliases: [finance]"),
        },
        "- Role Finance: the id finance is now money",
    ),
    "a setting of the programme": (
        edited("content/programme.yml", ("currency: EUR", "currency: GBP")),
        "- Programme Northwind Partner Programme: currency EUR → GBP",
    ),
    "something withdrawn from partners": (
        edited(PLAN, ("audience: partner\nuse_when", "use_when")),
        "- Plan First 30 days: no longer for partners",
    ),
    "comments, quotes and order of fields": (
        {
            **BASE,
            FINANCE: b"# x\nmission: 'Releases the money that was agreed.'\n"
            + b"\n".join(BASE[FINANCE].split(b"\n")[2::-1]),
        },
        "Nothing changes for readers.",
    ),
}


@pytest.mark.parametrize("name", SENTENCES)
def test_every_kind_of_change_has_its_sentence(name):
    after, sentence = SENTENCES[name]
    assert first(after) == sentence


@pytest.mark.long
def test_a_widened_audience_comes_first_and_in_bold():
    after = edited(FINANCE, ("side: vendor", "side: vendor\naudience: partner"))
    after |= {ENABLE: edited(ENABLE, ("subtitle: Training", "subtitle: Learning"))[ENABLE]}
    assert told(after).startswith(
        "NOW FOR PARTNERS: what follows leaves the organisation.\n- Role Finance: all of it\n\n- Stage"
    )
    assert told(after, form="markdown").startswith(
        "**Now for partners: what follows leaves the organisation.**\n\n- Role Finance: all of it\n\n"
    )


@pytest.mark.long
def test_an_entry_that_partners_may_read_now_is_named():
    after = edited(ENABLE, ("title: Book the exam", "title: Book the exam\n    audience: partner"))
    assert "“Book the exam”\n" in told(after)
    assert json.loads(told(after, form="json"))["changes"][0]["publication"] is True


@pytest.mark.long
def test_an_id_that_is_gone_costs_links_and_ticks():
    after = edited(ENABLE, ("id: enable.exam", "id: enable.test"))
    assert "1 id removed without alias: links and saved ticks are lost (enable.exam)." in told(after)
    assert [change.is_breaking for change in compare_for_readers(BASE, after, THEME, TODAY).changes] == [False, True]


@pytest.mark.long
def test_pages_that_change_are_counted_by_edition():
    after = edited(PLAN, ("title: First 30 days", "title: First month"))
    assert told(after).splitlines()[-1] == "6 pages change, 6 in the partner edition."
    assert (
        told(edited(ENABLE, ("due: {day: 30}", "due: {day: 21}")))
        .splitlines()[-1]
        .endswith("0 in the partner edition.")
    )


def test_revisions_that_are_of_another_schema_or_at_fault_are_compared_all_the_same():
    older = edited(ENABLE, ("due: {day: 30}", "deadline: 30\n    old_field: [a, {b: c}]"))
    older["content/programme.yml"] = BASE["content/programme.yml"].replace(b"schema_version: 1", b"schema_version: 0")
    older["content/habits/daily.yml"] = b"id: daily\ntitle: Daily\n"
    older["content/roles/broken.yml"] = b"id: [\n"
    said = told(BASE, older)
    assert "- Stage Enable: “Book the exam”: due day 30; “Book the exam”: deadline 30 left out" in said
    assert "Pages cannot be compared" in said


@pytest.mark.long
def test_what_content_says_cannot_act_in_a_comment():
    evil = "@everyone <b>x</b> **y** [z](https://example.com) | # h"
    after = edited(FINANCE, ("title: Finance", f"title: '{evil}'"))
    said = told(after, form="markdown")
    assert "@everyone" not in said
    assert "<b>" not in said
    assert "**y**" not in said
    assert "[z](" not in said


@pytest.mark.long
def test_a_revision_equals_itself():
    for files in (BASE, FILES, generated_files(3)):
        assert compare(read_revision_files(files), read_revision_files(files)) == ()
        handbook = examine(files, TODAY).handbook
        assert compare(read_handbook_data(handbook), read_handbook_data(handbook)) == ()


def test_everything_is_new_to_nothing_and_gone_from_everything():
    entities = read_revision_files(FILES)
    assert len(compare({}, entities)) == len(compare(entities, {})) == len(entities)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(2))
def test_any_two_programmes_can_be_compared(seed):
    before, after = generated_files(seed), generated_files(seed + 100)
    for form in FORMATS:
        assert told(after, before, form)


def test_partners_hear_of_no_internal_change():
    before, after = (examine(files, TODAY).handbook.project(Audience.PARTNER) for files in (BASE, internal_edit()))
    assert compare(read_handbook_data(before), read_handbook_data(after)) == ()
    assert compare(read_revision_files(BASE), read_revision_files(internal_edit())) != ()


def internal_edit():
    return edited(FINANCE, ("Releases the money that was agreed.", "Something nobody outside should hear of."))


def generated_files(seed):
    files = generated(random.Random(seed))
    return {file: yaml.safe_dump(data, allow_unicode=True).encode() for file, data in files.items()}
