"""The words of the model itself: its fields' names, and the words that these are described in."""

import re
from collections.abc import Iterator
from functools import cache

from partner_playbooks.handbook.model.base import Record
from partner_playbooks.handbook.model.fields import find_record_model
from partner_playbooks.handbook.model.kinds import KINDS
from partner_playbooks.handbook.model.programme import Programme

_WORD = re.compile(r"[a-z]+")


def list_models() -> Iterator[type[Record]]:
    """Yield every model that content is read with: of each kind, and of all that stands inside."""
    waiting: list[type[Record]] = [Programme, *(kind.model for kind in KINDS)]
    seen: set[type[Record]] = set()
    while waiting:
        model = waiting.pop()
        if model not in seen:
            seen.add(model)
            yield model
            inner = (find_record_model(info.annotation) for info in model.model_fields.values())
            waiting.extend(found for found in inner if found is not None)


@cache
def list_field_names() -> frozenset[str]:
    """Give the name of every field that content may have."""
    return frozenset(name for model in list_models() for name in model.model_fields)


@cache
def list_known_words() -> frozenset[str]:
    """Give the words that fields are named, described and shown by example in, in small letters."""
    said = (
        f"{name} {info.title} {info.description} {info.examples}"
        for model in list_models()
        for name, info in model.model_fields.items()
    )
    return frozenset(word for text in said for word in _WORD.findall(text.lower()))
