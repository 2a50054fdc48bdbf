"""What editors see of a field, and that every field takes part in walking."""

from typing import Annotated

import pytest
from models import models, records_in
from pydantic import TypeAdapter
from shipped import CONTENT

from partner_playbooks.handbook.model.base import Audience, Entry, Record
from partner_playbooks.handbook.model.field_names import list_models
from partner_playbooks.handbook.model.field_types import Ref
from partner_playbooks.handbook.model.kinds import KINDS
from partner_playbooks.handbook.model.walk import list_marks, walk_leaves, walk_records
from partner_playbooks.language.text import REFERENCE_KINDS

FIELDS = {
    f"{model.__name__}.{name}": (info, list_marks(model)[name])
    for model in models()
    for name, info in model.model_fields.items()
}


def as_typed(example):
    """Write an example as YAML gives it: every scalar is text."""
    return [as_typed(part) for part in example] if isinstance(example, list) else str(example)


def is_partial(example):
    """Tell whether an example only sketches a group of fields."""
    return isinstance(example, dict) or (isinstance(example, list) and any(isinstance(part, dict) for part in example))


@pytest.mark.parametrize("field", FIELDS)
def test_a_field_has_a_title_a_description_and_an_example_that_may_be_typed(field):
    info, _ = FIELDS[field]
    assert info.title
    assert info.description.endswith(".")
    (example,) = info.examples
    if not is_partial(example):
        TypeAdapter(Annotated[info.annotation, info]).validate_python(as_typed(example))


@pytest.mark.parametrize("field", [name for name, (info, _) in FIELDS.items() if is_partial(info.examples[0])])
def test_a_sketched_example_names_fields_that_exist(field):
    info, _ = FIELDS[field]
    (example,) = info.examples
    known = {name for model in records_in(info.annotation) for name in model.model_fields}
    for part in example if isinstance(example, list) else [example]:
        assert not known or part.keys() <= known


@pytest.mark.parametrize("model", [model for model in models() if issubclass(model, Entry)])
def test_everything_is_internal_unless_it_says_otherwise(model):
    assert model.model_fields["audience"].default is Audience.INTERNAL


def test_references_lead_to_kinds_that_exist():
    kinds = {kind.name for kind in KINDS} | {"item"}
    assert {mark.kind for _, marks in FIELDS.values() for mark in marks if isinstance(mark, Ref)} <= kinds | {"task"}
    assert set(REFERENCE_KINDS) == kinds


def leaf_values(value, path=()):
    """Flatten a record without any knowledge of fields and marks."""
    if isinstance(value, Record):
        parts = value
    elif isinstance(value, dict):
        parts = value.items()
    elif isinstance(value, tuple):
        parts = enumerate(value)
    else:
        if value is not None:
            yield path, value
        return
    for name, part in parts:
        yield from leaf_values(part, (*path, name))


@pytest.mark.parametrize("kind", [*(kind.name for kind in KINDS), "programme"])
def test_a_walk_reaches_every_value(kind):
    placed = [placed for placed in CONTENT.placed if placed.kind == kind]
    assert placed
    for one in placed:
        assert {leaf.path: leaf.value for leaf in walk_leaves(one.record)} == dict(leaf_values(one.record))
        assert all(isinstance(record, Record) for _, record in walk_records(one.record))


def test_a_value_is_visible_where_all_around_it_is():
    for placed in CONTENT.placed:
        holders = dict(walk_records(placed.record))
        for leaf in walk_leaves(placed.record):
            around = [(holders.get(leaf.path[:length]), leaf.path[length]) for length in range(len(leaf.path))]
            shown = all(record.audience is Audience.PARTNER for record, _ in around if isinstance(record, Entry))
            hidden = any(list_marks(type(record))[name].is_internal for record, name in around if record is not None)
            assert leaf.visible is (shown and not hidden)


def test_a_field_for_us_alone_has_a_default_that_stands_in_its_place():
    marked = [
        (model, name) for model in list_models() for name, marks in list_marks(model).items() if marks.is_internal
    ]
    assert {name for _, name in marked} >= {"confidential_words", "handles", "repository", "reviewer"}
    for model, name in marked:
        assert not model.model_fields[name].is_required(), (model, name)
