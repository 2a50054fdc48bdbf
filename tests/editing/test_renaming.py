"""Another id for something: the same handbook under another name, and no other character of it changed."""

import random
import re
from collections import Counter
from datetime import date

import pytest
import yaml
from running import ROOT
from shipped import EXAMINED, FILES, TODAY

from partner_playbooks.checks.examination import examine
from partner_playbooks.editing import find_thing, list_differences, list_things, refuse_if_worse, rename_thing
from partner_playbooks.editing.identified import HOLDERS, NAMES, find_id_space
from partner_playbooks.handbook.model.field_types import Formula
from partner_playbooks.handbook.model.measure import RecordedExample
from partner_playbooks.language.diagnostics import UserError
from partner_playbooks.language.text import RichText

SAMPLE = ROOT / "tests" / "pages" / "sample"
SMALL = {f"content/{path.relative_to(SAMPLE).as_posix()}": path.read_bytes() for path in SAMPLE.rglob("*.yml")}
DAY = date(2026, 6, 1)
"""No review of the small handbook is overdue on it."""
FRESH = "zqx-fresh"
TYPED = {"tier": "tier", "partner_type": "partner-type"}
"""Fields of a partner's record whose values are ids."""


def fresh(thing):
    return f"{thing.id.partition('.')[0]}.{FRESH}" if thing.kind in HOLDERS else FRESH


def renamed_ids(handbook, thing, new):
    """Give, without the code under test, every id that is to be another one."""
    ids = {(find_id_space(thing.kind), thing.id): new}
    if thing.kind in HOLDERS.values():
        start = f"{thing.id}."
        ids |= {
            ("task", id_): f"{new}.{id_.removeprefix(start)}" for id_ in handbook.ids("task") if id_.startswith(start)
        }
    return ids


def with_ids(formula, mapped, typed=TYPED):
    """Give an expression with other ids in quotes, where it is one on a field whose values are ids."""
    kinds = [kind for name, kind in typed.items() if re.search(rf"\b{name}\b", formula)]
    formula = re.sub(
        r"\b([a-z]+)\.([a-z0-9_.]+)",
        lambda found: with_value_ids(found[0].replace("_", "-"), mapped).replace("-", "_"),
        formula,
    )

    def first(id_):
        return next((new for kind in kinds if (new := mapped(kind, id_)) != id_), id_)

    return re.sub(r'(?<=")[a-z0-9-]+(?=")', lambda found: first(found[0]), formula)


def with_value_ids(name, mapped):
    """Give the name of a value, as `tier.gold.sourced-revenue`, with other ids."""
    kind, *parts = name.split(".")
    if kind in {"item", "task"}:
        return ".".join((kind, mapped(kind, ".".join(parts[:2])), *parts[2:]))
    parts[:1] = [mapped(kind, parts[0])]
    if kind == "tier" and len(parts) > 1:
        parts[1] = mapped("metric", parts[1])
    if kind == "stage" and parts[1:2] == ["time"] and len(parts) > 2:
        parts[2] = mapped("partner-type", parts[2])
    return ".".join((kind, *parts))


def with_values(value, mapped):
    """Give a text, or the words of a tree, with other ids in the names of values; anything else as it is."""
    if isinstance(value, RichText):
        return re.sub(r"(?<=NamedValue\(name=')[^']+", lambda found: with_value_ids(found[0], mapped), repr(value))
    if not isinstance(value, str):
        return value
    return re.sub(r"(?<=\{)[a-z]+\.[a-z.0-9-]+(?=\})", lambda found: with_value_ids(found[0], mapped), value)


OF_ROWS = {"tier": "tier", "stage": "stage", "type": "partner-type"}
"""Fields of records that hold ids, and of what."""


def with_definitions(leaf, source, mapped):
    """Give an expression with other ids of the definitions that it names, if it is about rows."""
    if not leaf.is_of_rows:
        return source
    name = re.compile(r"(?<![\"\w])((?:[a-z_]+\.)?)([a-z][a-z_]*)(?![\"\w.(])")
    return name.sub(lambda m: m[1] + mapped("definition", m[2].replace("_", "-")).replace("-", "_"), source)


def everything(handbook, ids):  # noqa: C901 - a kind of value per line
    """Give every value but former ids, by its place, with other ids in the place of some."""

    def mapped(kind, id_):
        return ids.get((find_id_space(kind), id_), id_)

    def value_of(placed, leaf):  # noqa: C901, PLR0911 - as above
        if leaf.ref:
            return mapped(leaf.ref.kind, leaf.value)
        if leaf.identifier:
            kind = "task" if leaf.identifier.dotted else placed.kind if leaf.path == ("id",) else ""
            return mapped(kind, leaf.value)
        if isinstance(leaf.value, Formula):
            typed = OF_ROWS if leaf.is_of_rows else TYPED
            return with_definitions(leaf, with_ids(leaf.value.source, mapped, typed), mapped)
        typed = TYPED if "given" in leaf.path else OF_ROWS if "recorded" in leaf.path else {}
        if isinstance(leaf.holder, RecordedExample) and leaf.path[-1] == "group":
            return mapped(OF_ROWS[placed.record.per.value], leaf.value)
        if leaf.path[-1] in typed:
            return mapped(typed[leaf.path[-1]], leaf.value)
        shown = with_values(leaf.value, mapped)
        if not isinstance(leaf.value, RichText):
            return shown
        for (kind, old), new in ids.items():
            for name in [*HOLDERS] if kind == "task" else [kind]:
                shown = shown.replace(f"kind='{name}', id='{old}')", f"kind='{name}', id='{new}')")
        return shown

    return {
        (placed.kind, mapped(placed.kind, placed.id), leaf.path): value_of(placed, leaf)
        for placed in handbook.list_written()
        for leaf in placed.leaves
        if "aliases" not in leaf.path
    }


def aliases(handbook):
    return {(each.kind, each.id): each.aliases for each in list_things(handbook)}


def names(line, id_):
    """Tell whether a line holds an id, or the part of it that names of figures in expressions have."""
    return id_ in line or id_.replace("-", "_") in line


def assert_other_lines_stay(before, after, old, new):
    """A line without the id stays, unless former ids are added at its end or within its list."""
    added = re.compile(rf", aliases: \[{re.escape(old)}(\.[a-z0-9-]+)?\]|, {re.escape(old)}(\.[a-z0-9-]+)?(?=[],])")
    was, now = (Counter(raw.decode().splitlines(keepends=True)) for raw in (before, after))
    stripped = Counter(added.sub("", line) for line in now.elements())
    assert not [line for line in was - now - stripped if not names(line, old)]
    assert not [line for line in now - was if not names(line, old) and not names(line, new)]


def assert_renamed_and_back(files, before, thing, day):
    """Rename, hold the result against what it was, and rename back."""
    new = fresh(thing)
    ids = renamed_ids(before.handbook, thing, new)
    rewrite = rename_thing(before.handbook, thing, new)
    changed = rewrite.apply_to(files)
    after = examine(changed, day)
    assert {each.code for each in after.diagnostics} <= {"PB118", "PB319"}  # on purpose
    assert everything(after.handbook, {}) == everything(before.handbook, ids)
    expected = {
        (kind, ids.get((find_id_space(kind), id_), id_)): had for (kind, id_), had in aliases(before.handbook).items()
    }
    for each in list_things(before.handbook):
        key = find_id_space(each.kind), each.id
        if key in ids:
            expected[each.kind, ids[key]] += (each.id,)
    assert aliases(after.handbook) == expected
    for file, raw in files.items():
        assert_other_lines_stay(raw, changed[rewrite.moved.get(file, file)], thing.id, new)

    back = rename_thing(after.handbook, find_thing(after.handbook, new, thing.kind), thing.id, leave=False)
    assert back.apply_to(changed) == files


def shipped(kind):
    found = [thing for thing in list_things(EXAMINED.handbook) if thing.kind == kind]
    assert found
    return found


@pytest.mark.long
@pytest.mark.parametrize(
    "kind",
    ["stage", "tier", *(pytest.param(each, marks=pytest.mark.site) for each in ("item", "metric", "task", "term"))],
)
def test_some_thing_of_the_shipped_content_is_renamed_and_back(kind):
    thing = random.Random(7).choice(shipped(kind))
    assert_renamed_and_back(FILES, EXAMINED, thing, TODAY)


@pytest.mark.slow
@pytest.mark.parametrize("kind", NAMES)
def test_each_thing_of_the_shipped_content_is_renamed_and_back(kind):
    for thing in shipped(kind):
        assert_renamed_and_back(FILES, EXAMINED, thing, TODAY)


STYLES = {
    "as it is": lambda raw: raw,
    "crlf and mark": lambda raw: b"\xef\xbb\xbf" + raw.replace(b"\n", b"\r\n"),
    "no last newline": lambda raw: raw.rstrip(),
    "brackets": lambda raw: dumped(raw, default_flow_style=True),
    "double quotes": lambda raw: dumped(raw, default_style='"', width=30),
    "single quotes": lambda raw: dumped(raw, default_style="'", default_flow_style=False),
    "blocks": lambda raw: dumped(raw, default_flow_style=False, width=30),
}


def dumped(raw, **style):
    data = yaml.load(raw, yaml.BaseLoader)  # noqa: S506 - every value is a text
    return yaml.dump(data, allow_unicode=True, sort_keys=False, **style).encode()


QUICK = {"as it is", "crlf and mark", "double quotes"}


@pytest.mark.long
@pytest.mark.parametrize(
    "style", [pytest.param(style, marks=[] if style in QUICK else pytest.mark.site) for style in STYLES]
)
def test_things_of_a_small_handbook_are_renamed_and_back_in_any_style(style):
    files = {file: STYLES[style](raw) for file, raw in SMALL.items()}
    before = examine(files, DAY)
    assert {each.code for each in before.diagnostics} <= {"PB118", "PB319"}  # on purpose
    rng = random.Random(style)
    for kind in NAMES:
        thing = rng.choice([thing for thing in list_things(before.handbook) if thing.kind == kind])
        assert_renamed_and_back(files, before, thing, DAY)


# -- single places


ROLE = "content/roles/operations.yml"


def with_(files, file, *changes):
    text = files[file].decode()
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    return {**files, file: text.encode()}


def renamed(files, old, new, kind=None, **options):
    before = examine(files, DAY)
    rewrite = rename_thing(before.handbook, find_thing(before.handbook, old, kind), new, **options)
    after = rewrite.apply_to(files)
    refuse_if_worse(before, examine(after, DAY))
    return after


def mission(text):
    """Give the small handbook with another mission for a role, and how that line reads after a renaming."""
    (line,) = [line for line in SMALL[ROLE].decode().splitlines() if line.startswith("mission:")]
    files = with_(SMALL, ROLE, (line, f"mission: {text}"))
    after = renamed(files, "operations", "ops")["content/roles/ops.yml"].decode()
    return after.partition("mission: ")[2].removesuffix("\n")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("See [us](role:operations).", "See [us](role:ops)."),
        ("See [role:operations](role:operations) again.", "See [role:operations](role:ops) again."),
        ("Type `[us](role:operations)` or [us](role:operations).", "Type `[us](role:operations)` or [us](role:ops)."),
        ("Say role:operations, not [x](<role:operations>).", "Say role:operations, not [x](<role:ops>)."),
        ("A [a](role:operations) [b](role:operations) operations", "A [a](role:ops) [b](role:ops) operations"),
        ("'Ask [it''s us](role:operations)'  # role:operations", "'Ask [it''s us](role:ops)'  # role:operations"),
        ('"Ask\\x20[us](role:operations)"', '"Ask\\x20[us](role:ops)"'),
        (">-  # role:operations\n  Ask\n  [us](role:operations)", ">-  # role:operations\n  Ask\n  [us](role:ops)"),
        ("Ask [us](role:operations) in {programme.portal}.", "Ask [us](role:ops) in {programme.portal}."),
    ],
)
def test_links_in_text_are_told_from_words(before, after):
    assert mission(before) == after


@pytest.mark.parametrize(
    "text", ['"[us](role:oper\\x61tions)"', "Ask [us](role:oper&#97;tions)", '"[us](role:oper\\\n  ations)"']
)
def test_a_link_that_hides_its_id_is_refused(text):
    with pytest.raises(UserError, match=r"operations\.yml:\d+:\d+: a link to role:operations is written in a way"):
        mission(text)


def test_a_longer_id_that_begins_alike_is_another_one():
    files = {
        **SMALL,
        "content/roles/operations-lead.yml": SMALL[ROLE].replace(b"operations\n", b"operations-lead\n", 1),
    }
    files = with_(
        files, "content/stages/join.yml", ("(role:operations)", "(role:operations), [x](role:operations-lead)")
    )
    after = renamed(files, "operations", "ops")["content/stages/join.yml"].decode()
    assert "(role:ops), [x](role:operations-lead)" in after


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("id: operations\ntitle: Operations\n", "id: ops\ntitle: Operations\naliases: [operations]\n"),
        (
            "id: operations  # stable\ntitle: >-\n  Operations\naudience: partner  # yes\n",
            "id: ops  # stable\ntitle: >-\n  Operations\naudience: partner  # yes\naliases: [operations]\n",
        ),
        ("title: Operations\nid: 'operations'\n", "title: Operations\nid: 'ops'\naliases: [operations]\n"),
        (
            "id: operations\naliases: [a, b]\ntitle: Operations\n",
            "id: ops\naliases: [a, b, operations]\ntitle: Operations\n",
        ),
        ("id: operations\naliases: []\ntitle: Operations\n", "id: ops\naliases: [operations]\ntitle: Operations\n"),
        (
            "id: operations\naliases:\n- a\n- b # old\ntitle: Operations\n",
            "id: ops\naliases:\n- a\n- b # old\n- operations\ntitle: Operations\n",
        ),
        (
            "id: operations\naliases: [\n    a,\n  ]\ntitle: Operations\n",
            "id: ops\naliases: [\n    a, operations,\n  ]\ntitle: Operations\n",
        ),
    ],
)
def test_former_ids_are_listed_in_the_style_that_fits(head, expected):
    rest = "side: vendor\nmission: Keeps systems running.\n"
    files = {**SMALL, ROLE: (head + rest).encode()}
    assert renamed(files, "operations", "ops")["content/roles/ops.yml"].decode() == expected + rest


def test_back_to_a_former_id_leaves_the_other_as_a_former_one():
    files = renamed(SMALL, "operations", "ops")
    assert b"\naliases: [operations]\n" in files["content/roles/ops.yml"]
    assert b"\naliases: [ops]\n" in renamed(files, "ops", "operations")[ROLE]
    assert renamed(files, "ops", "operations", leave=False) == SMALL


@pytest.mark.parametrize(
    ("listed", "new", "left"),
    [
        ("[a, b, c]", "a", "[b, c]"),
        ("[a, b, c]", "b", "[a, c]"),
        ("[a, b, c]", "c", "[a, b]"),
        ("\n  - a\n  - b\n  - c", "a", "\n  - b\n  - c"),
        ("\n  - a\n  - b\n  - c", "c", "\n  - a\n  - b"),
    ],
)
def test_a_former_id_that_is_taken_back_leaves_the_list(listed, new, left):
    files = with_(SMALL, ROLE, ("id: operations\n", f"id: operations\naliases: {listed}\n".replace(": \n", ":\n")))
    after = renamed(files, "operations", new, leave=False)[f"content/roles/{new}.yml"].decode()
    assert f"id: {new}\naliases: {left}\n".replace(": \n", ":\n") in after


def test_the_items_of_a_stage_follow_it_and_keep_their_former_ids():
    after = renamed(SMALL, "join", "begin")
    stage = after["content/stages/begin.yml"].decode()
    assert "aliases: [onboard, welcome, join]" in stage
    assert "id: begin.access\n" in stage
    assert "aliases: [join.portal, join.entry, join.access]" in stage
    assert "(item:begin.first-login)" in stage
    assert "item: begin.access" in after["content/plans/first-quarter.yml"].decode()


def test_a_plans_own_tasks_follow_it():
    after = renamed(SMALL, "first-quarter", "q1")["content/plans/q1.yml"].decode()
    assert "aliases: [first-quarter.end, first-quarter.closing]" in after
    assert "depends_on: [q1.list, join.access]" in after


def test_the_primary_lifecycle_is_named_by_the_programme():
    lifecycle = next(thing for thing in list_things(examine(SMALL, DAY).handbook) if thing.kind == "lifecycle")
    assert b"\nprimary_lifecycle: ours\n" in renamed(SMALL, lifecycle.id, "ours", "lifecycle")["content/programme.yml"]


def test_an_id_that_other_readers_take_for_a_number_stands_in_quotes():
    assert renamed(SMALL, "operations", "2026")["content/roles/2026.yml"].startswith(b"id: '2026'\n")


@pytest.mark.parametrize(
    ("old", "new", "kind", "words"),
    [
        ("operation", "ops", None, 'there is no id "operation"'),
        ("operations", "ops", "stage", 'there is no stage "operations"'),
        ("operations", "ops", "roles", 'there is no kind "roles"'),
        ("operations", "operations", None, "has this id already"),
        ("operations", "partner-manager", None, "is taken: content/roles/partner-manager.yml:1:5"),
        ("operations", "channel-manager", None, 'is a former id of role "partner-manager": content/roles/partner-man'),
        ("channel-manager", "ops", None, '"channel-manager" is a former id of role "partner-manager"'),
        ("operations", "Ops", None, '"Ops" cannot be an id'),
        ("operations", "../ops", None, "cannot be an id"),
        ("operations", "search", None, "is reserved"),
        ("operations", "a.b", None, "cannot be an id"),
        ("operations", "x" * 65, None, "cannot be an id"),
        ("operations", "", None, "cannot be an id"),
        ("join.access", "portal", None, 'stays with its stage "join"'),
        ("join.access", "rescue.portal", None, 'stays with its stage "join"'),
        ("join.access", "join.risk", None, "is taken: content/stages/join.yml"),
        ("join.access", "join.Portal", None, "cannot be an id"),
        ("join.risk", "join.portal", None, 'former id of checklist item "join.access"'),
    ],
)
def test_what_cannot_be_renamed_is_told(old, new, kind, words):
    with pytest.raises(UserError, match=re.escape(words)) as told:
        renamed(SMALL, old, new, kind)
    assert told.value.hint


def test_an_id_of_several_kinds_asks_for_the_kind():
    files = {**SMALL, "content/glossary.yml": SMALL["content/glossary.yml"] + b"  - id: operations\n    title: Work\n"}
    files["content/glossary.yml"] += b"    definition: What is done.\n"
    with pytest.raises(UserError, match=r'may be term "operations" \(content/gloss.*, role "operations" \(') as told:
        renamed(files, "operations", "ops")
    assert told.value.hint == "say which: --kind term or --kind role"
    after = renamed(files, "operations", "ops", "term")
    assert after.keys() == files.keys()
    assert {file for file in after if after[file] != files[file]} == {"content/glossary.yml"}


def test_a_stage_does_not_take_an_id_with_which_its_items_would_be_others():
    plan = SMALL["content/plans/first-quarter.yml"].replace(b"id: first-quarter.list", b"id: first-quarter.access")
    plan = plan.replace(b"[first-quarter.list,", b"[first-quarter.access,")
    with pytest.raises(UserError, match=r'the id "first-quarter.access" is taken'):
        renamed({**SMALL, "content/plans/first-quarter.yml": plan}, "join", "first-quarter")


def test_what_would_be_wrong_afterwards_is_refused():
    programme = SMALL["content/programme.yml"] + b"confidential_words:\n  - word: falcon\n"
    files = {**SMALL, "content/programme.yml": programme}
    with pytest.raises(UserError, match="would be at fault: PB502"):
        renamed(files, "alliance-lead", "falcon")


def test_differences_are_shown_by_file_and_line():
    before = examine(SMALL, DAY)
    rewrite = rename_thing(before.handbook, find_thing(before.handbook, "operations"), "ops")
    shown = list(list_differences(SMALL, rewrite.apply_to(SMALL), rewrite.moved))
    role = next(each for each in shown if each.file == ROLE)
    assert role.name == "content/roles/ops.yml"
    assert role.lines[:2] == ("    1 - id: operations", "    1 + id: ops")
    assert role.added == len([line for line in role.lines if " + " in line])
