"""What a new entity starts with: every field that it must have, with an example that its field takes."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args, get_origin

from pydantic import BeforeValidator

from partner_playbooks.handbook.model.drafts import mark_text
from partner_playbooks.handbook.model.field_values import Parsed
from partner_playbooks.handbook.model.fields import find_record_model
from partner_playbooks.handbook.model.walk import list_marks
from partner_playbooks.language.text import RichText

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic.fields import FieldInfo

    from partner_playbooks.handbook.linked import Handbook
    from partner_playbooks.handbook.model.base import Record
    from partner_playbooks.handbook.model.field_types import Ref
    from partner_playbooks.language.source import Data


def draft_record(model: type[Record], handbook: Handbook, given: Mapping[str, Data]) -> dict[str, Data]:
    """Give the fields of a new record as they are typed: those that it must have, and those that are `given`.

    A field that names something else names the first of its kind in the handbook.
    """
    return {
        name: given[name] if name in given else _value(info, _ref(model, name), handbook)
        for name, info in model.model_fields.items()
        if name in given or info.is_required()
    }


def _ref(model: type[Record], name: str) -> Ref | None:
    return list_marks(model)[name].ref


def _value(info: FieldInfo, ref: Ref | None, handbook: Handbook) -> Data:
    is_list = get_origin(info.annotation) is tuple
    inner = find_record_model(info.annotation)
    if inner is not None:
        entry = draft_record(inner, handbook, {})
        return [entry] if is_list else entry
    (example,) = info.examples or [""]
    if ref is None:
        return mark_text(str(example)) if is_text(info) else _as_typed(example)
    known = handbook.ids(ref.kind)
    if not known and type(None) in get_args(info.annotation):
        return None
    id_ = known[0] if known else _as_typed(example[0] if is_list else example)
    return [id_] if is_list else id_


def is_text(info: FieldInfo) -> bool:
    """Tell whether a field holds words of people: plain or rich text, and no list of them."""
    parses_text = any(isinstance(mark, Parsed) and mark.type is RichText for mark in info.metadata)
    checks_plain = info.annotation is str and any(isinstance(mark, BeforeValidator) for mark in info.metadata)
    return parses_text or checks_plain


def _as_typed(example: object) -> Data:
    """Give an example as it comes out of YAML, where every single value is text."""
    return [_as_typed(part) for part in example] if isinstance(example, list) else str(example)
