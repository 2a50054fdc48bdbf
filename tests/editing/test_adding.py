"""A new thing of every kind: it reads as meant, lacks only what is told, and all else stays to the byte."""

import re
from itertools import pairwise

import pytest
from running import ROOT
from shipped import EXAMINED, FILES, TODAY
from yamllint import linter
from yamllint.config import YamlLintConfig

from partner_playbooks.checks.examination import examine
from partner_playbooks.editing import (
    NAMES,
    AdditionRequest,
    add_thing,
    find_target,
    find_thing,
    list_new_findings,
)
from partner_playbooks.editing.layout import NOTICE
from partner_playbooks.language.diagnostics import Severity, UserError
from partner_playbooks.language.source import parse_file
from partner_playbooks.project import resources

SKELETON = resources.find_skeleton()
BASES = {
    "shipped": FILES,
    "skeleton": {path.relative_to(SKELETON).as_posix(): path.read_bytes() for path in SKELETON.rglob("*.yml")},
}
STYLE = YamlLintConfig(file=str(ROOT / ".yamllint.yml"))
IDS = {
    ("shipped", "item"): "activate.zqx",
    ("skeleton", "item"): "onboard.zqx",
    ("shipped", "task"): "onboarding-30.zqx",
    ("skeleton", "task"): "first.zqx",
}
USED_BY = {
    "stage": "add it to a phase",
    "role": "make it the owner",
    "metric": "list it under `metrics:`",
    "document": "list it under `documents:`",
    "figure": "write {figure.",
}
"""What comes last: docs/how-to/add-content.md says the same."""
REFERRING = {
    *(
        "lifecycle",
        "stage",
        "plan",
        "metric",
        "automation",
        "bottleneck",
        "statistic",
        "figure",
        "item",
        "task",
        "experiment",
    ),
}


def with_plan(files):
    """Give the skeleton a plan, so that a task has somewhere to go."""
    return added(files, "plan", "first").rewrite.apply_to(files)


def examined(files):
    return EXAMINED if files is FILES else examine(files, TODAY)


def added(files, kind, id_, **wish):
    return add_thing(examined(files).handbook, files, AdditionRequest(kind, id_, **wish))


def outcome(files, kind, id_, **wish):
    """Give the files with a new thing, and what is found of it."""
    before = examined(files)
    after = add_thing(before.handbook, files, AdditionRequest(kind, id_, **wish)).rewrite.apply_to(files)
    return after, list(list_new_findings(before, examine(after, TODAY)))


@pytest.mark.parametrize("kind", NAMES)
@pytest.mark.parametrize("base", [pytest.param("shipped", marks=pytest.mark.slow), "skeleton"])
def test_a_new_thing_lacks_only_what_is_told_and_leaves_all_else_alone(base, kind):
    files = BASES[base] if (base, kind) != ("skeleton", "task") else with_plan(BASES[base])
    id_ = IDS.get((base, kind), "zqx")
    made = added(files, kind, id_)
    after = made.rewrite.apply_to(files)
    reread = examine(after, TODAY)
    found = list(list_new_findings(examined(files), reread))
    assert {each.code for each in found} == {"PB318"}
    assert {each.severity for each in found} == {Severity.WARNING}
    assert all(each.hint for each in found)
    (waiting,) = [each.hint for each in found if each.span == made.span] or [""]
    assert waiting.startswith(USED_BY.get(kind, ""))
    assert bool(waiting) is (kind in USED_BY)
    assert made.span == find_thing(reread.handbook, id_, kind).span

    file = find_target(AdditionRequest(kind, id_))
    assert {name for name in after if after[name] != files.get(name)} == {file}
    new = after[file].decode()
    assert list(linter.run(new, STYLE)) == []
    (edit,) = made.rewrite.edits
    assert edit.text in new
    assert new.replace(edit.text, "", 1).encode() == files.get(file, b"")


@pytest.mark.parametrize("kind", NAMES)
def test_every_field_has_its_comment(kind):
    made = added(FILES, kind, IDS.get(("shipped", kind), "zqx"))
    (edit,) = made.rewrite.edits
    lines = [line.strip() for line in edit.text.splitlines() if line.strip()]
    seen = set()
    for above, line in pairwise(lines):
        name = line.removeprefix("- ").partition(":")[0]
        if not line.startswith("#") and name not in seen:
            assert above.startswith("# "), line
            seen.add(name)
    assert {"id", "title"} <= seen
    assert ("Change this" in edit.text) is (kind in REFERRING)


@pytest.mark.parametrize("kind", NAMES)
def test_a_second_one_is_in_order_too(kind):
    id_, files = IDS.get(("skeleton", kind), "zqx"), with_plan(BASES["skeleton"])
    files, _ = outcome(files, kind, id_)
    assert {each.code for each in outcome(files, kind, f"{id_}-two")[1]} == {"PB318"}


@pytest.mark.long
@pytest.mark.parametrize("kind", NAMES)
def test_examples_are_found_until_the_last_is_replaced(kind):
    """One by one, whether the comments go first or last (faults G6)."""
    before, id_ = with_plan(BASES["skeleton"]), IDS.get(("skeleton", kind), "zqx")
    file = find_target(AdditionRequest(kind, id_))
    after, found = outcome(before, kind, id_)
    text = re.sub(r"^ *#.*\n", "", after[file].decode(), flags=re.MULTILINE)

    def told():
        found = examine(after | {file: text.encode()}, TODAY).diagnostics
        return [each for each in found if is_left(each) and each.span.file == file]

    assert len(told()) >= len([each for each in found if is_left(each)]) > 0
    while (left := len(told())) > 0:
        line = told()[0].span.line - 1
        lines = text.split("\n")
        lines[line] = re.sub("  # TODO|TODO: ", "", lines[line])
        text = "\n".join(lines)
        assert len(told()) < left
    assert "TODO" not in text


def is_left(finding):
    return finding.code == "PB318" and "still holds an example" in finding.message


def test_what_partners_would_read_of_an_example_is_an_error():
    after, _ = outcome(BASES["skeleton"], "role", "zqx")
    file = "content/roles/zqx.yml"
    shown = after | {file: after[file] + b"audience: partner\n"}
    found = [each for each in examine(shown, TODAY).diagnostics if "still holds" in each.message]
    assert {each.severity for each in found} == {Severity.ERROR}


@pytest.mark.long
def test_nothing_shipped_is_an_example():
    for files in BASES.values():
        assert not [each for each in examine(files, TODAY).diagnostics if each.code == "PB318"]


@pytest.mark.parametrize(
    ("type_", "condition"),
    [
        ("number", "f > 7"),
        ("money", "f > 7"),
        ("days", "f > 7"),
        ("hours", "f > 7"),
        ("flag", "f"),
        ("text", 'f == "some text"'),
    ],
)
def test_an_automation_asks_for_the_first_partner_field_of_whatever_type(type_, condition):
    files = dict(BASES["skeleton"])
    programme = files["content/programme.yml"].decode().partition("partner_fields:")[0]
    fields = f"[{{name: many, type: list of {type_}, label: m}}, {{name: f, type: {type_}, label: f}}]"
    files["content/programme.yml"] = f"{programme}partner_fields: {fields}\n".encode()
    after, found = outcome(files, "automation", "zqx")
    assert {each.code for each in found} == {"PB318"}
    assert f"condition: {condition}  # TODO\n" in after["content/automations/zqx.yml"].decode()
    files["content/programme.yml"] = programme.encode()
    with pytest.raises(UserError, match="no partner field yet") as told:
        added(files, "automation", "zqx")
    assert "`partner_fields:`" in told.value.hint


# -- lists in any style

HEAD = b"id: onboard\ntitle: Onboard\nsubtitle: The start\npurpose: To start.\nowner: partner-manager\n"
STAGE = "content/stages/onboard.yml"
PLAN = "content/plans/onboarding-30.yml"
ITEM = "- {id: onboard.a, title: A, owner: partner-manager, due: {day: 1}, done_when: Done.}"
FIRST = NOTICE


def with_item(tail):
    files = {**BASES["skeleton"], STAGE: HEAD + tail}
    made = added(files, "item", "onboard.zqx")
    after = made.rewrite.apply_to(files)
    (edit,) = made.rewrite.edits
    text = after[STAGE].decode()
    assert find_thing(examine(after, TODAY).handbook, "onboard.zqx").path[0] == "checklist"
    return text.replace(edit.text, "<>").removeprefix(HEAD.decode().rstrip("\n")).lstrip("\n")


@pytest.mark.parametrize(
    ("tail", "expected"),
    [
        (b"", "<>\n"),
        (b"raci: []  # none yet\n", "raci: []  # none yet<>\n"),
        (b"checklist: []\nraci: []\n", "checklist<>\nraci: []\n"),
        (b"checklist:\n  ITEM\nraci: []\n", "checklist:\n  ITEM<>\nraci: []\n"),
        (
            b"checklist:\n  ITEM  # a\n\n# about raci\nraci: []\n",
            "checklist:\n  ITEM  # a<>\n\n# about raci\nraci: []\n",
        ),
        (
            b"checklist:\n  ITEM\n    # on a\n  # b is gone\nraci: []",
            "checklist:\n  ITEM\n    # on a\n  # b is gone<>\nraci: []",
        ),
        (b"checklist:\nITEM\nraci: []", "checklist:\nITEM<>\nraci: []"),
        (b"checklist:\n    ITEM", "checklist:\n    ITEM<>"),
    ],
)
def test_an_item_is_put_after_the_others(tail, expected):
    assert with_item(tail.replace(b"ITEM", ITEM.encode())) == expected.replace("ITEM", ITEM)


def test_an_entry_stands_in_the_columns_of_the_others():
    files = {**BASES["skeleton"], STAGE: HEAD + f"checklist:\n    {ITEM}\n".encode()}
    after, _ = outcome(files, "item", "onboard.zqx")
    assert (
        f"\n    {FIRST}\n    # The stage's id, a dot, and a stable name.\n    - id: onboard.zqx\n      # "
        in after[STAGE].decode()
    )


def test_what_stands_in_brackets_is_refused_with_a_way_out():
    files = {**BASES["skeleton"], STAGE: HEAD + f"checklist: [{ITEM[2:]}]\n".encode()}
    with pytest.raises(
        UserError, match=r"onboard.yml:6:12: nothing can be added for you to what stands in brackets"
    ) as told:
        added(files, "item", "onboard.zqx")
    assert "a line of its own" in told.value.hint


@pytest.mark.long
def test_a_task_goes_to_the_last_milestone_or_to_the_one_that_is_named():
    files = FILES
    plan = parse_file(PLAN, files[PLAN])[0].data
    ids = [milestone["id"] for milestone in plan["milestones"]]
    for where, index in ((None, len(ids) - 1), (ids[0], 0)):
        after, found = outcome(files, "task", "onboarding-30.zqx", where=where)
        assert {each.code for each in found} == {"PB318"}
        data = parse_file(PLAN, after[PLAN])[0].data
        assert data["milestones"][index]["tasks"][-1]["id"] == "onboarding-30.zqx"
        assert data["milestones"][index]["tasks"][-1]["day"] == data["milestones"][index]["day"]


@pytest.mark.parametrize(
    "title",
    ["Do: it, \"now\" & 'then' # 5", "- [x] *no* {{ jinja }} <b>", "yes", "2026", "Ünïcode ✓ 😀", "x" * 300, "null"],
)
def test_a_title_reads_as_it_was_given(title):
    for kind, id_ in (("role", "zqx"), ("term", "zqx"), ("item", "onboard.zqx")):
        after, _ = outcome(BASES["skeleton"], kind, id_, title=title)
        thing = find_thing(examine(after, TODAY).handbook, id_, kind)
        record = thing.placed.record
        assert (record.checklist[-1] if kind == "item" else record).title == title


def test_without_a_title_the_id_makes_one():
    for id_, title in (("deal-desk", "Deal desk"), ("x--", None), ("7", "7")):
        if title is None:
            with pytest.raises(UserError, match="cannot be an id"):
                outcome(BASES["skeleton"], "role", id_)
            continue
        after, _ = outcome(BASES["skeleton"], "role", id_)
        assert find_thing(examine(after, TODAY).handbook, id_, "role").placed.record.title == title


@pytest.mark.parametrize(
    ("kind", "id_", "wish", "words", "hint"),
    [
        ("rol", "x", {}, 'there is no kind "rol"', 'did you mean "role"?'),
        ("", "x", {}, 'there is no kind ""', "choose one of lifecycle, stage"),
        ("role", "finance", {}, 'the id "finance" is taken: content/roles/finance.yml:1:5', "choose another id"),
        ("role", "Finance", {}, '"Finance" cannot be an id', 'write "finance"'),
        ("role", "../../x", {}, "cannot be an id", 'write "x"'),
        ("role", "con", {}, "is reserved", "choose another"),
        ("role", "a.b", {}, "cannot be an id", 'write "a-b"'),
        ("role", "-rf", {}, '"-rf" cannot be an id', 'write "rf"'),
        ("role", "rf-", {}, '"rf-" cannot be an id', 'write "rf"'),
        ("item", "activate.-x", {}, '"activate.-x" cannot be an id', 'write "activate.x"'),
        ("role", "x" * 65, {}, "cannot be an id", "ids are 1 to 64"),
        ("role", "x\u202ey", {}, "cannot be an id", "ids are 1 to 64"),
        ("term", "map", {}, 'the id "map" is taken: content/glossary.yml:', "choose another id"),
        ("role", "zqx", {"title": "a\nb"}, "the title cannot be used", "write it on one line"),
        ("role", "zqx", {"title": " "}, "the title cannot be used", "write something"),
        ("role", "zqx", {"title": "x\udcff"}, "the title cannot be used", "remove it"),
        ("role", "zqx", {"where": "content/r.yml"}, "nothing is read from", "a role goes to content/roles/zqx.yml"),
        ("item", "kickoff", {}, "begins with that of its stage", '"align.kickoff"'),
        ("item", "activat.x", {}, 'there is no stage "activat"', 'did you mean "activate"?'),
        ("item", "activate.hand-over", {}, "is taken: content/stages/activate.yml:", "choose another id"),
        ("item", "activate.Hand over", {}, "cannot be an id", 'write "activate.hand-over"'),
        ("item", "activate.zqx", {"where": "exit"}, "nothing is read from", "content/stages/activate.yml"),
        ("task", "onboarding-3.x", {}, 'there is no plan "onboarding-3"', 'did you mean "onboarding-30"?'),
        ("task", "onboarding-30.first-lead", {}, "is taken: content/plans/onboarding-30.yml:", "choose another id"),
        ("task", "onboarding-30.x", {"where": "connecting"}, 'has no milestone "connecting"', '"connected"'),
    ],
)
def test_what_cannot_be_added_is_told_with_a_way_out(kind, id_, wish, words, hint):
    with pytest.raises(UserError, match=re.escape(words)) as told:
        added(FILES, kind, id_, **wish)
    assert hint in told.value.hint


@pytest.mark.long
def test_a_former_id_is_taken():
    role = "content/roles/finance.yml"
    files = {**FILES, role: FILES[role].replace(b"id: finance\n", b"id: finance\naliases: [money]\n")}
    with pytest.raises(
        UserError, match=r'"money" is a former id of role "finance": content/roles/finance.yml:2:11'
    ) as told:
        added(files, "role", "money")
    assert 'old links still lead to role "finance"' in told.value.hint


@pytest.mark.long
def test_a_file_of_that_name_stays_whatever_its_id():
    files = {**FILES, "content/roles/zqx.yml": FILES["content/roles/finance.yml"].replace(b"id: finance", b"id: other")}
    with pytest.raises(UserError, match=r"may be taken by something that cannot be read"):
        added(files, "role", "zqx")
