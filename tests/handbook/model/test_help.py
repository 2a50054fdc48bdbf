"""Help is tried by following it: what a finding says to write is written, and the finding is gone (faults G5)."""

import copy
import re
from pathlib import PurePosixPath

import pytest
import yaml
from pydantic import ValidationError
from sampling import some
from shipped import CONTENT, FILES, TODAY

from partner_playbooks.checks.examination import examine, read_handbook
from partner_playbooks.handbook.model.examples import Known, list_ids
from partner_playbooks.handbook.model.field_names import list_models
from partner_playbooks.handbook.model.field_problems import explain_problems
from partner_playbooks.handbook.model.fields import find_record_model
from partner_playbooks.handbook.model.kinds import KINDS
from partner_playbooks.handbook.model.programme import Programme
from partner_playbooks.language.source import parse_file
from partner_playbooks.language.splicing import Rewrite

LANGUAGES = ("de", "en")
_OFFERED = re.compile(r"`([^`]+)`")
ROLE, STAGE = "content/roles/legal.yml", "content/stages/enable.yml"
METRIC = "content/metrics/active-partners.yml"


def slips(files, file):
    """Give what is wrong with a file as it stands, alone."""
    return [each for each in read_handbook({file: files[file]}).problems if each.span.file == file]


def findings(files, file):
    """Give what is wrong with a file among all others."""
    return [each for each in examine(files, TODAY, languages=LANGUAGES).diagnostics if each.span.file == file]


def sample(kind):
    """Give the file of the richest entity of a kind, as data, with the way to the entity in it."""
    placed = max((each for each in CONTENT.placed if each.kind == kind.name), key=lambda each: len(each.leaves))
    data = shortened(at(placed.document.data, placed.path))
    return (
        (placed.document.file, {kind.list_key: [data]}, (kind.list_key, 0))
        if kind.listed
        else (placed.document.file, data, ())
    )


def shortened(data):
    """Give data with one entry of each list of records: what can be wrong with the first can be with each."""
    if isinstance(data, dict):
        return {name: shortened(value) for name, value in data.items()}
    if isinstance(data, list) and data and isinstance(data[0], dict):
        return [shortened(data[0])]
    return data


def at(data, path):
    for part in path:
        data = data[part]
    return data


def places(model, data, path=()):
    """Yield each place of a record that a file has: the way there, and the field."""
    for name, info in model.model_fields.items():
        yield path, name
        value, inner = data.get(name), find_record_model(info.annotation)
        if inner and isinstance(value, dict):
            yield from places(inner, value, (*path, name))
        elif inner and isinstance(value, list) and value and isinstance(value[0], dict):
            yield from places(inner, value[0], (*path, name, 0))


def told(kind, file, data, base):
    """Give what is said of an entity in data that was typed, as `check` says it."""
    document, found = parse_file(
        file, yaml.dump(data, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False).encode()
    )
    assert found == []
    stem = "" if kind.listed else PurePosixPath(file).stem
    try:
        kind.model.model_validate(at(document.data, base))
    except ValidationError as error:
        return list(explain_problems(error, kind.model, document, base, Known(IDS, stem)))
    return []


IDS = list_ids(tuple({placed.document.file: placed.document for placed in CONTENT.placed}.values()))
WRONG = {
    "empty": None,
    "a text": "day three, or so: [really]",
    "a number": "-1.5",
    "a list": ["one", "two"],
    "a group": {"one": "two"},
    "an empty list": [None],
    "missing": ...,
}
MEMBERS = [(kind, path, name) for kind in KINDS for path, name in places(kind.model, at(*sample(kind)[1:]))]


def test_fields_of_every_model_are_tried():
    assert len(MEMBERS) > 150
    tried = {(type_, name) for kind, path, name in MEMBERS for type_ in [model_at(kind, path)]}
    wanted = {(model, name) for model in list_models() if model is not Programme for name in model.model_fields}
    assert len(tried) > 0.8 * len([each for each in wanted if each[0].__module__ != Programme.__module__])


def model_at(kind, path):
    model = kind.model
    for part in path:
        model = find_record_model(model.model_fields[part].annotation) if isinstance(part, str) else model
    return model


@pytest.mark.long
@pytest.mark.parametrize("kind", some(KINDS, 8), ids=[kind.name for kind in KINDS])
def test_what_help_says_to_write_may_stand_there(kind):
    """For every field of the model, left out, left empty and given five wrong shapes."""
    file, data, base = sample(kind)
    followed = 0
    for path, name in [each[1:] for each in MEMBERS if each[0] is kind]:
        holder = (*base, *path)
        for wrong, value in WRONG.items():
            broken = copy.deepcopy(data)
            at(broken, holder)[name] = value
            if value is ...:
                del at(broken, holder)[name]
            for finding in told(kind, file, broken, base):
                assert finding.hint, (name, wrong, finding)
                offered = _OFFERED.search(finding.hint)
                if finding.code not in {"PB112", "PB113"} or offered is None:
                    continue
                given = parse_file("offered.yml", offered[1].encode())[0].data
                assert given, finding
                if name not in given and not (isinstance(given, list) and isinstance(value, list)):
                    continue  # it is about something inside
                mended = copy.deepcopy(broken)
                at(mended, holder)[name] = given if isinstance(given, list) else given.get(name)
                left = [each for each in told(kind, file, mended, base) if "takes its words" not in each.message]
                assert left == [], (name, wrong, finding.hint)
                followed += 1
    assert followed > 5


def planted(file, old, new):
    raw = FILES[file].decode()
    assert old in raw, old
    return FILES | {file: raw.replace(old, new, 1).encode()}


DUE = re.search(r"    due: .*\n", FILES[STAGE].decode())[0]


@pytest.mark.long
@pytest.mark.parametrize(
    ("file", "old", "new", "words"),
    some(
        [
            (STAGE, DUE, "    due: day three\n", "write `due: {day: 3, anchor: signature}`"),
            (STAGE, DUE, "    due:\n", "write `due: {day: 3, anchor: signature}`"),
            (STAGE, "title: Enable\n", "", "`title: Activate`"),
            (ROLE, "title: Legal\n", "", "`title: Partner manager`"),
            (STAGE, "id: enable\n", "", "`id: enable`"),
            (ROLE, "reviewed: 2026-11-02", "reviewed: 2026-02-30", "there is no such day: February 2026 has 28 days"),
            (ROLE, "reviewed: 2026-11-02", "reviewed: 2028-02-30", "February 2028 has 29 days"),
            (ROLE, "reviewed: 2026-11-02", "reviewed: 2026-04-31", "April 2026 has 30 days"),
            (ROLE, "reviewed: 2026-11-02", "reviewed: 2026-13-01", "there is no such month"),
            (STAGE, "owner: enablement-lead\n", "owner:\n", "such as `owner: "),
        ],
        3,
    ),
)
def test_help_says_what_to_write(file, old, new, words):
    (finding,) = [each for each in findings(planted(file, old, new), file) if each.code in {"PB112", "PB113", "PB302"}]
    assert words in finding.hint
    assert "remove the line" not in finding.hint


@pytest.mark.long
def test_an_owner_left_empty_is_helped_with_one_that_there_is():
    item = re.search(r"    owner: ([\w-]+)\n", FILES[STAGE].decode())
    (finding,) = findings(planted(STAGE, item[0], "    owner:\n"), STAGE)
    offered = _OFFERED.search(finding.hint)[1]
    assert "remove" not in finding.hint
    assert findings(planted(STAGE, item[0], f"    {offered}\n"), STAGE) == []


TWO = re.search(r"metrics:\n  - [\w-]+\n  - [\w-]+\n", FILES[STAGE].decode())[0]
FIRST, SECOND, THIRD = TWO.splitlines(keepends=True)
NBSP = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("file", "old", "new", "line", "words"),
    [
        (STAGE, TWO, TWO.replace("- ", "-", 1), 1, "no space after this dash"),
        (STAGE, TWO, FIRST + SECOND + THIRD.replace("- ", "-"), 2, "no space after this dash"),
        (STAGE, "entry:\n  - text", "entry:\n  -text", 1, "no space after this dash"),
        (ROLE, "title: Legal\n", f"title:{NBSP}Legal\n", 0, "no ordinary space"),
        (ROLE, "title: Legal\n", "title:\N{NARROW NO-BREAK SPACE}Legal\n", 0, "no ordinary space"),
        (STAGE, TWO, TWO.replace("- ", f"-{NBSP}", 1), 1, "no ordinary space"),
        (STAGE, TWO, TWO.replace("  - ", f"{NBSP} - ", 1), 1, "no ordinary space"),
        (STAGE, TWO, TWO.replace("  - ", "\t- ", 1), 1, "a tab"),
        (STAGE, TWO, FIRST + SECOND + THIRD.replace("  - ", "\t- "), 2, "a tab"),
        (STAGE, TWO, FIRST + SECOND + THIRD.replace("  - ", " \t - "), 2, "a tab"),
        (ROLE, "title: Legal\n", "\ttitle: Legal\n", 0, "a tab"),
    ],
)
def test_a_slip_of_the_space_bar_is_told_in_its_line_and_what_is_proposed_mends_it(file, old, new, line, words):
    files = planted(file, old, new)
    found = slips(files, file)
    assert [each.code for each in found] == ["PB101"]
    assert words in found[0].message
    assert found[0].span.line == FILES[file].decode()[: FILES[file].decode().index(old)].count("\n") + 1 + line
    assert found[0].proposal
    assert slips(Rewrite(found[0].proposal).apply_to(files), file) == []


def test_help_for_a_tab_says_how_many_spaces():
    for old, new, words in (
        (TWO, TWO.replace("  - ", "\t- ", 1), "use spaces: 2 in place"),
        ("title: Legal\n", "\ttitle: Legal\n", "start it without any blank"),
    ):
        file = STAGE if old is TWO else ROLE
        (finding,) = slips(planted(file, old, new), file)
        assert words in finding.hint


def test_a_name_that_is_too_long_is_told_as_that():
    (finding,) = slips(planted(ROLE, "title: Legal\n", f"title: Legal\n{'word ' * 300}: y\n"), ROLE)
    assert "1,024 characters" in finding.message
    assert "indented" not in finding.message + finding.hint


@pytest.mark.long
@pytest.mark.parametrize("name", some(["legal copy", "con"], 1))
def test_a_copied_file_is_offered_an_id_that_can_be_one_and_is_free(name):
    file = f"content/roles/{name}.yml"
    found = [each for each in findings(FILES | {file: FILES[ROLE]}, file) if each.code == "PB204"]
    offered = re.search(r'"id: ([^"]+)" and rename the file to (\S+)$', found[0].hint)
    text = FILES[ROLE].decode().replace("id: legal\n", f"id: {offered[1]}\n", 1)
    after = examine(FILES | {offered[2]: text.encode()}, TODAY, languages=LANGUAGES).diagnostics
    assert {each.code for each in after} <= {"PB304"}  # nothing is owned by it yet


@pytest.mark.long
@pytest.mark.parametrize(
    ("file", "old", "new", "was", "now"),
    some(
        [
            (ROLE, "id: legal\n", "id: legal\naliases: [counsel]\n", "counsel", "legal"),
            (
                METRIC,
                "id: active-partners\n",
                "id: active-partners\naliases: [actives]\n",
                "actives",
                "active-partners",
            ),
            (
                "content/metrics/active-partners.yml",
                "id: active-partners\n",
                "id: active-partners\naliases: [actives]\n",
                "actives",
                "active-partners",
            ),
        ],
        1,
    ),
)
def test_a_reference_to_a_former_id_is_told_the_new_one(file, old, new, was, now):
    files = planted(file, old, new)
    text = files[STAGE].decode()
    where = "owner: enablement-lead\n" if "roles" in file else SECOND
    changed = f"owner: {was}\n" if "roles" in file else f"  - {was}\n"
    files |= {STAGE: text.replace(where, changed, 1).encode()}
    (finding,) = findings(files, STAGE)
    assert (finding.code, finding.hint) == ("PB201", f'it has another id now: write "{now}"')
    assert finding.fix
    assert findings(Rewrite(finding.fix).apply_to(files), STAGE) == []


def test_examples_are_of_their_own_kind():
    titles = [kind.model.model_fields["title"].examples[0] for kind in KINDS]
    ids = [kind.model.model_fields["id"].examples[0] for kind in KINDS]
    assert len(set(titles)) == len(set(ids)) == len(KINDS)
    assert len(list(list_models())) > len(KINDS)
