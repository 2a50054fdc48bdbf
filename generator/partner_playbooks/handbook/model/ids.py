"""What an id may be: its shape, the names that are kept back, and whose part it is."""

from __future__ import annotations

import re
import unicodedata

from partner_playbooks.handbook.model.field_problems import show_name
from partner_playbooks.handbook.model.field_types import ITEM, RESERVED, SLUG

Problem = tuple[str, str]
"""What is wrong, and the way out."""

_SHOWN = 80
_LONGEST = 64
_SHAPE = f"ids are 1 to {_LONGEST} small letters, digits and hyphens, with no hyphen at either end"


def find_slug_problem(id_: str) -> Problem | None:
    """Tell what keeps this from being the id of an entity, or of a part of one."""
    if id_ in RESERVED:
        return f'the id "{id_}" is reserved', "choose another; the site or a file system needs this name"
    return None if SLUG.fullmatch(id_) else (f"{show_name(_short(id_))} cannot be an id", _way_out(id_))


def find_dotted_problem(id_: str, owner: str, *, former: bool = False) -> Problem | None:
    """Tell what keeps this from being the id of a checklist item, or task, of a stage or plan.

    A `former` id may begin with a former one of the owner.
    """
    if not ITEM.fullmatch(id_):
        prefix = f"{owner}."
        return f"{show_name(_short(id_))} cannot be an id", _way_out(id_.removeprefix(prefix), prefix)
    first, _, name = id_.partition(".")
    if first != owner and not former:
        return f'the id "{id_}" does not belong to "{owner}"', f'write "{owner}.{name}"'
    return None


def _way_out(id_: str, prefix: str = "") -> str:
    """Give the id that was probably meant, and what ids are made of."""
    return f'write "{prefix}{make_slug(id_)}"; {_SHAPE}'


def make_slug(name: str) -> str:
    """Give an id that looks like a name, or `some-name` where nothing of it could stand in one."""
    plain = unicodedata.normalize("NFKD", name.lower()).encode("ascii", "ignore").decode()
    slug = re.sub(r"[^a-z0-9]+", "-", plain)[:_LONGEST].strip("-")
    return f"{slug}-1" if slug in RESERVED else slug or "some-name"


def _short(id_: str) -> str:
    return id_ if len(id_) <= _SHOWN else id_[:_SHOWN] + "…"
