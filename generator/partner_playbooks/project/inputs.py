"""All that findings and pages of a project are made of, told as bytes: where it is the same, nothing is made again."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

from partner_playbooks.project.folder import read_content
from partner_playbooks.project.resources import find_script_fonts, fingerprint_all
from partner_playbooks.project.settings import may_read_elsewhere

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from partner_playbooks.project.folder import Project

_ENVIRONMENT = ("SOURCE_DATE_EPOCH", "TZ")
_READS_ENVIRONMENT = b"!ENV"
"""Stands in settings that take a value from the environment, by any name."""


def list_inputs(project: Project, today: date) -> list[bytes] | None:
    """Give what a project's findings and pages are made of on a day, its history and records apart.

    None where that cannot be told, for its settings may read files of any name.
    """
    settings = project.config.read_bytes()
    if may_read_elsewhere(settings):
        return None
    content, unread = read_content(project)
    known = dict(os.environ) if _READS_ENVIRONMENT in settings else {n: os.environ.get(n, "") for n in _ENVIRONMENT}
    told = [sorted(known.items()), time.tzname, list(map(str, unread))]
    return [settings, repr(told).encode(), *list_page_inputs(project, today, content)]


def list_page_inputs(project: Project, today: date, content: Mapping[str, bytes]) -> list[bytes]:
    """Give what the pages of some content are made of, with the theme of a project."""
    return [
        repr((fingerprint_all(), find_script_fonts(), today.isoformat())).encode(),
        *_list_files(content),
        *_list_theme(project),
    ]


def _list_files(content: Mapping[str, bytes]) -> Iterator[bytes]:
    yield str(len(content)).encode()
    for name, raw in content.items():
        yield name.encode()
        yield raw


def _list_theme(project: Project) -> Iterator[bytes]:
    for name, path in project.theme_files().items():
        yield f"{name} {path.is_relative_to(project.root)}".encode()
        yield path.read_bytes()
