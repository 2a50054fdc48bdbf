"""All that findings and pages of a project are made of, told as bytes: where it is the same, nothing is made again."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

from partner_playbooks.project.folder import CONFIG, read_content
from partner_playbooks.project.resources import find_script_fonts, find_shipped, fingerprint_all
from partner_playbooks.project.settings import may_read_elsewhere

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from partner_playbooks.project.folder import Project

_ENVIRONMENT = ("SOURCE_DATE_EPOCH", "TZ")
_READ_ENVIRONMENT = (b"!ENV", b"%")
"""One of these stands in settings that take a value from the environment, by any name; a tag can be spelt with `%`."""
_COMPARED = (CONFIG, "theme/messages/en.yml")
"""What is shipped, and compared with what a project has of its own in the same places."""


def list_inputs(project: Project, today: date) -> list[bytes] | None:
    """Give what a project's findings and pages are made of on a day, its history and records apart.

    None where that cannot be told, for its settings may read files of any name.
    """
    settings = project.config.read_bytes()
    if may_read_elsewhere(settings):
        return None
    content, unread = read_content(project)
    is_read = any(sign in settings for sign in _READ_ENVIRONMENT)
    known = dict(os.environ) if is_read else {name: os.environ.get(name, "") for name in _ENVIRONMENT}
    told = [sorted(known.items()), time.tzname, list(map(str, unread))]
    return [settings, repr(told).encode(), *list_theme_inputs(project, today), *list_content_inputs(content)]


def list_theme_inputs(project: Project, today: date) -> list[bytes]:
    """Give what pages are made of on a day besides content: the theme of a project, and all that renders them."""
    found = [repr((fingerprint_all(), find_script_fonts(), today.isoformat())).encode()]
    found += [path.read_bytes() for path in (find_shipped() / name for name in _COMPARED)]
    for name, path in project.theme_files().items():
        found += [f"{name} {path.is_relative_to(project.root)}".encode(), path.read_bytes()]
    return [str(len(found)).encode(), *found]


def list_content_inputs(content: Mapping[str, bytes]) -> list[bytes]:
    """Give some content, by the paths of its files."""
    return [each for name, raw in content.items() for each in (name.encode(), raw)]
