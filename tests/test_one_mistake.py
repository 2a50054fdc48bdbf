"""One mistake, one place: what depends on something that could not be read is not judged (faults G3)."""

import functools
from collections import Counter
from datetime import date
from itertools import cycle

import pytest
from sampling import some
from shipped import FILES

from partner_playbooks.checks import examination
from partner_playbooks.checks.examination import examine
from partner_playbooks.language.diagnostics import Diagnostic, Span

TODAY = date(2026, 11, 10)
PROGRAMME, PRIMARY = "content/programme.yml", "content/lifecycles/nine-stage.yml"
SOME = [PROGRAMME, PRIMARY, "content/lifecycles/six-stage.yml", "content/stages/activate.yml", "content/sources.yml"]
"""Files on which much depends; all others take their turn with the slow tests."""


@pytest.fixture(autouse=True, scope="module")
def files_parsed_once():
    """Keep files that are the same from one reading to the next."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(examination, "parse_file", functools.lru_cache(maxsize=2000)(examination.parse_file))
        yield


def without_ids(raw):
    lines = raw.decode().splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith(("id:", "name:", "  - id:", "schema_"))).encode()


WAYS = {
    "syntax": lambda raw: b"x: [\n" + raw,
    "a field nobody knows": lambda raw: raw.rstrip(b"\n") + b"\nunknwn: x\n",
    "nothing": lambda _: b"",
    "no ids": without_ids,
    "Latin-1": lambda raw: raw + b"# \xe9\n",
    "a text": lambda _: b"only words\n",
    "two documents": lambda raw: raw + b"---\na: b\n",
}


def outside(file, files, unreadable=()):
    """Give the findings in other files than the broken one, and see that it is told of itself."""
    found = examine(files, TODAY, unreadable).diagnostics
    assert [each for each in found if each.span.file == file]
    return [each for each in found if each.span.file != file]


def assert_told_of_alone(file, way):
    assert outside(file, {**FILES, file: WAYS[way](FILES[file])}) == []


@pytest.mark.long
@pytest.mark.parametrize("file", some(SOME, 3))
def test_a_file_that_cannot_be_read_is_the_only_place_with_findings(file):
    assert_told_of_alone(file, "syntax")


@pytest.mark.long
@pytest.mark.parametrize("way", some([*WAYS][1:], 2))
@pytest.mark.parametrize("file", some([PROGRAMME, PRIMARY], 1))
def test_what_most_depends_on_breaks_in_every_way_and_nothing_else_is_called_wrong(file, way):
    assert_told_of_alone(file, way)


@pytest.mark.slow
@pytest.mark.parametrize(("file", "way"), list(zip(sorted(FILES), cycle(WAYS))))
def test_every_file_breaks_in_one_way_or_another(file, way):
    assert_told_of_alone(file, way)


@pytest.mark.long
@pytest.mark.parametrize("file", [PROGRAMME, PRIMARY])
def test_a_file_refused_by_the_disk_is_unread_too(file):
    """Too large, a link, no permission: the reader of the disk tells, and gives no bytes."""
    refused = Diagnostic("PB005", "symbolic links are not followed", Span(file))
    assert outside(file, {name: raw for name, raw in FILES.items() if name != file}, [refused]) == []
    folder = file.rpartition("/")[0]
    if folder != "content":
        refused = Diagnostic("PB001", "this folder cannot be opened", Span(folder))
        rest = {name: raw for name, raw in FILES.items() if not name.startswith(f"{folder}/")}
        assert outside(folder, rest, [refused]) == []


@pytest.mark.long
@pytest.mark.parametrize("file", [PROGRAMME, "content/glossary.yml"])
def test_a_wrong_ending_hides_nothing_else(file):
    wrong = file.replace(".yml", ".yaml")
    refused = Diagnostic("PB006", "nothing is read from it", Span(wrong))
    assert outside(wrong, {name: raw for name, raw in FILES.items() if name != file}, [refused]) == []


@pytest.mark.long
@pytest.mark.parametrize("file", some([PRIMARY, "content/lifecycles/six-stage.yml", "content/stages/activate.yml"], 1))
def test_of_a_missing_file_only_what_leads_to_it_is_told(file):
    found = outside_missing(file)
    assert found["PB201"]
    assert not {"PB302", "PB315", "PB317"} & set(found)


def outside_missing(file):
    files = {name: raw for name, raw in FILES.items() if name != file}
    return Counter(each.code for each in examine(files, TODAY).diagnostics)


def edited(file, old, new):
    assert old in FILES[file]
    return {**FILES, file: FILES[file].replace(old, new, 1)}


@pytest.mark.long
@pytest.mark.parametrize(
    ("file", "old", "new"),
    some(
        [
            (PROGRAMME, b"primary_lifecycle: nine-stage", b"primary_lifecycle: nine-stages"),
            (PRIMARY, b"activate", b"activat"),
            ("content/stages/activate.yml", b"\nmetrics:\n  - activation-rate", b"\nmetrics:\n  - activation-rat"),
        ],
        2,
    ),
)
def test_a_misspelt_id_is_one_finding(file, old, new):
    """What it was meant for is not called unused, unplaced or unmeasured as well."""
    found = examine(edited(file, old, new), TODAY).diagnostics
    assert [(each.code, each.span.file) for each in found] == [("PB201", file)]


@pytest.mark.long
def test_one_wrong_field_hides_no_other_mistake_of_its_file():
    """The rest of the file is read all the same: its references and its texts."""
    file = "content/stages/activate.yml"
    files = edited(file, b"\nowner: ", b"\nunknwn: x\nowner: zqx-")
    text = files[file].replace(b"Activate turns", b"{programme.portl} turns")
    codes = Counter(each.code for each in examine({**files, file: text}, TODAY).diagnostics)
    assert codes == {"PB111": 1, "PB201": 1, "PB207": 1}
