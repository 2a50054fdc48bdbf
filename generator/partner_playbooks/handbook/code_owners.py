"""CODEOWNERS from the content: whom a host asks to review a change to each file."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from partner_playbooks.handbook.model.base import Entity
from partner_playbooks.handbook.review_dates import find_reviewer

if TYPE_CHECKING:
    from collections.abc import Mapping

    from partner_playbooks.handbook.linked import Handbook

_SPECIAL, _ESCAPED = re.compile(r"([\\\s#*?!\[\]])"), r"\\\1"
"""What means something in a pattern, and how it stands for itself."""
_HEAD = "# Made by `playbooks codeowners` from content/: who owns what, and the handles in programme.yml.\n"


def write_code_owners(handbook: Handbook, folder: str = "") -> str:
    """Give the file: everything for the programme's reviewer, then each file for those who own what is in it.

    Args:
        handbook: The internal handbook.
        folder: Where the project stands in its repository: `docs/handbook`; empty at the top.
    """
    handles = {entry.role: entry.handle for entry in handbook.programme.handles}
    top = f"/{_SPECIAL.sub(_ESCAPED, folder)}/" if folder else "/"
    lines = [_HEAD]
    default = handles.get(handbook.programme.reviewer or "")
    if default is not None:
        lines += [f"{top}{name} {default}\n" for name in ("content/", "theme/", "site_config.yml")]
    lines += [f"{top}{file} {' '.join(owners)}\n" for file, owners in _owners(handbook, handles).items()]
    return "".join(lines)


def _owners(handbook: Handbook, handles: Mapping[str, str]) -> dict[str, list[str]]:
    """Give the handles of each file, where they are other than everything's."""
    found: dict[str, list[str]] = defaultdict(list)
    for placed in handbook.list_written():
        role = find_reviewer(handbook, placed.record) if isinstance(placed.record, Entity) else None
        handle = handles.get(role or "")
        file = placed.document.file
        if handle is not None and role != handbook.programme.reviewer and handle not in found[file]:
            found[file].append(handle)
    return {file: sorted(owners) for file, owners in sorted(found.items()) if owners}
