"""What changed day by day, compared once for each history: the past does not become another one."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Any

from partner_playbooks.changes import Change, Chronicle, Day, Subject, What, build_chronicle
from partner_playbooks.project.finished_work import make_key
from partner_playbooks.project.resources import fingerprint_all
from partner_playbooks.project.revisions import describe_history, read_history

if TYPE_CHECKING:
    from partner_playbooks.handbook.model.base import Audience
    from partner_playbooks.project.folder import Project


def read_chronicle(project: Project, audience: Audience, *, fresh: bool = False) -> Chronicle:
    """Give what changed for the readers of an edition; if `fresh`, compared anew.

    Raises:
        UserError: there is a repository, and it cannot be read.
    """
    key = make_key(b"chronicle", fingerprint_all().encode(), describe_history(project).encode(), audience.encode())
    kept = None if fresh else project.finished.find(key)
    if kept is not None:
        with suppress(ValueError, KeyError, TypeError):  # nobody that we know has written it
            return _read(json.loads(kept))
    chronicle = build_chronicle(read_history(project), audience)
    if not fresh:
        project.finished.keep(key, json.dumps(asdict(chronicle), default=_as_json).encode())
    return chronicle


def _as_json(value: date | frozenset[str]) -> object:
    return value.isoformat() if isinstance(value, date) else sorted(value)


def _read(data: dict[str, Any]) -> Chronicle:
    days = tuple(
        Day(date.fromisoformat(day["day"]), tuple(_read_change(each) for each in day["changes"]))
        for day in data["days"]
    )
    before = data["unreadable_before"]
    return Chronicle(days, data["known"], data["complete"], None if before is None else date.fromisoformat(before))


def _read_change(data: dict[str, Any]) -> Change:
    known = {"what": What(data["what"]), "subject": Subject(**data["subject"])}
    return Change(**{**data, **known, "path": tuple(data["path"]), "roles": frozenset(data["roles"])})
