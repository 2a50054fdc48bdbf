"""Each field of each model, changed alone: what is said of it is true, names it, and is in the handbook's language.

Faults G2 and B4.
"""

import re
from copy import deepcopy
from datetime import date

import pytest
from fields_of_models import another, at, dump, load, models, places
from revisions import read_revision_files
from running import ROOT
from sampling import some
from shipped import FILES

from partner_playbooks.changes import What, compare, read_handbook_data
from partner_playbooks.checks.examination import examine
from partner_playbooks.handbook.model.base import Audience
from partner_playbooks.handbook.model.fields import find_fields
from partner_playbooks.pages.parts.news import describe_changes, name_changed_fields
from partner_playbooks.pages.parts.writers import EditionWriter
from partner_playbooks.pages.release_notes import compare_for_readers, render_markdown, render_text
from partner_playbooks.project.folder import Project
from partner_playbooks.project.theme_files import read_theme

TODAY = date(2026, 6, 1)
THEME = read_theme(Project(ROOT))
SAMPLE = ROOT / "tests" / "pages" / "sample"
SMALL = {f"content/{path.relative_to(SAMPLE).as_posix()}": path.read_bytes() for path in SAMPLE.rglob("*.yml")}
PROGRAMME = "content/programme.yml"
HANDBOOKS = {
    language: examine(
        {**SMALL, PROGRAMME: SMALL[PROGRAMME] + f"language: {language}\n".encode()}, TODAY, languages=THEME.messages
    ).handbook
    for language in ("en", "de")
}
SHEETS = {language: EditionWriter.of(handbook, THEME).writer("index.md") for language, handbook in HANDBOOKS.items()}
CONTENTS = {"small": load(SMALL), "shipped": load(FILES)}
PLACES = {name: places(data) for name, data in CONTENTS.items()}
UNTOLD = {"id", "schema_version"}
"""An id is told as a renaming; of the content's shape no reader knows."""
ALL = [(model, name) for model in models() for name in model.model_fields if name not in UNTOLD]


IDS = {kind: HANDBOOKS["en"].ids(kind) for kind in (*HANDBOOKS["en"].entities, "item", "task")}


def changed(model, name):
    """Give content before and after one field is another, from the first handbook that holds it."""
    for which, data in CONTENTS.items():
        for file, way in PLACES[which].get((model, name), ()):
            value = another(model, name, at(data[file], way), IDS)
            if value is not None:
                whole = deepcopy(data[file])
                at(whole, way[:-1])[way[-1]] = value
                programme = dump(data[PROGRAMME])
                before, after = ({PROGRAMME: programme, file: dump(each)} for each in (data[file], whole))
                return before, after
    return None


@pytest.mark.long
@pytest.mark.parametrize(("model", "name"), ALL, ids=[f"{model.__name__}.{name}" for model, name in ALL])
def test_a_field_that_changes_alone_is_named_in_both_languages(model, name):
    files = changed(model, name)
    if files is None:
        files = set_anew(model, name)
    before, after = map(read_revision_files, files)
    assert not before.findings + after.findings
    changes = compare(before, after)
    assert changes
    for writer in SHEETS.values():
        for item in describe_changes(writer, changes):
            said = "; ".join(writer.say(phrase.key, **phrase.values) for phrase in (*item.phrases, *item.publications))
            assert said
            assert all(named(writer, change, said) for change in item_changes(changes, item)), said


def set_anew(model, name):
    """Give content in which a field that no handbook holds is new: the model's own example of it."""
    example = model.model_fields[name].examples[0]
    for which, data in CONTENTS.items():
        for (owner, _), found in PLACES[which].items():
            if owner is model:
                file, way = found[0]
                whole = deepcopy(data[file])
                holder = at(whole, way[:-1])
                if name in holder:  # a group: each of its fields takes its own turn
                    del holder[name]
                else:
                    holder[name] = example
                return {file: dump(data[file])}, {file: dump(whole)}
    pytest.skip("no handbook at hand holds such an entry")


def item_changes(changes, item):
    return [change for change in changes if change.subject == item.subject]


def named(writer, change, said):
    """Tell whether what is said names the field, or is one of the few things that are said in other words."""
    if not change.path or change.what in {What.PUBLISHED, What.WITHDRAWN, What.RENAMED}:
        return True
    if change.path[0] == "review":
        return any(writer.say(f"change.{key}") in said for key in ("reviewed", "review-gone")) or any(
            word in said for word in ("moved", "verschoben", writer.say("change.field.reviewer"))
        )
    last = find_fields(change.subject.kind, change.path)[-1]
    return (writer.say(f"change.field.{last.key}") if last.key else last.title) in said


def test_every_field_has_a_label_in_every_catalogue_and_no_german_one_is_english():
    same = set()
    for model, kind in models().items():
        for name in model.model_fields:
            (field,) = fields_in(model, name)
            words = {language: writer.say(f"change.field.{field.key}") for language, writer in SHEETS.items()}
            assert all(words.values()), (kind, model, name)
            if words["en"].casefold() == words["de"].casefold():
                same.add(words["de"])
    assert same == {"Definition", "Mission", "Name", "RACI", "Symptom", "Text", "Version"} - {"Mission"}


def fields_in(model, name):
    from partner_playbooks.handbook.model.fields import _fields

    return tuple(_fields(model, [name]))


ENGLISH = re.compile(
    r"\b(changed|reworded|added|removed|left out|new order|title|checklist|purpose|owner|due|day|done when|depends on|"
    r"metrics|documents|review|moved|yes|no|text|value|start|entry|exit)\b"
)
"""Words of the English catalogue that are no German ones."""


@pytest.mark.long
@pytest.mark.parametrize("edition", some(Audience, 1))
def test_a_german_page_of_changes_holds_no_english_label(edition):
    """Every field that the sample holds changes; what the content itself says is taken out."""
    writer = SHEETS["de"]
    said = []
    for model, name in ALL:
        files = changed(model, name)
        if files is None:
            continue
        changes = compare(*map(read_revision_files, files))
        if edition is Audience.PARTNER:
            said += [writer.say(each.key, **each.values) for each in name_changed_fields(writer, changes)]
        else:
            said += [
                writer.say(each.key, **labels_alone(each))
                for item in describe_changes(writer, changes)
                for each in item.phrases
            ]
    assert len(said) > 150
    assert not [each for each in said if ENGLISH.search(each)]


def labels_alone(phrase):
    return {key: value if key in {"field", "list", "count"} else "…" for key, value in phrase.values.items()}


@pytest.mark.slow
@pytest.mark.parametrize(("model", "name"), ALL, ids=[f"{model.__name__}.{name}" for model, name in ALL])
def test_where_a_page_changes_something_is_said(model, name):
    """Pages are rendered for both editions before and after, where the change leaves content that can be."""
    data = CONTENTS["small"]
    for file, way in PLACES["small"].get((model, name), ())[:2]:
        value = another(model, name, at(data[file], way), IDS)
        if value is None:
            continue
        whole = deepcopy(data[file])
        at(whole, way[:-1])[way[-1]] = value
        files = [{**SMALL, file: dump(each)} for each in (data[file], whole)]
        told = compare_for_readers(*files, THEME, TODAY)
        assert told.changes
        assert "Nothing changes for readers" not in render_text(told) + render_markdown(told)
        for edition, pages in (told.pages or {}).items():
            handbooks = [examine(each, TODAY).handbook.project(edition) for each in files]
            found = compare(*map(read_handbook_data, handbooks))
            assert bool(pages) <= bool(found), (edition, pages)
            if edition is Audience.PARTNER:
                writer = EditionWriter.of(handbooks[1], THEME).writer("index.md")
                assert bool(found) <= bool(name_changed_fields(writer, found)) or {each.what for each in found} == {
                    What.REMOVED
                }
