"""Begin a catalogue of a language: every message, to be changed or to be translated."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

from partner_playbooks.language.diagnostics import UserError
from partner_playbooks.project import resources

if TYPE_CHECKING:
    from partner_playbooks.project.folder import Project

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z][A-Za-z]{1,3})?")


def start_catalogue(project: Project, language: str) -> tuple[str, bool]:
    """Write a catalogue of a language to be changed: the shipped one, or the English one to be translated.

    Gives the file, and whether the language has a shipped one.

    Raises:
        UserError: that is no language, or there is a catalogue of it.
    """
    if not _LANGUAGE.fullmatch(language):
        raise UserError(f'"{language}" is no language', "write its short code, such as fr, nl or pt-BR")
    messages = resources.find_shipped() / "theme" / "messages"
    file = project.root / "theme" / "messages" / f"{language}.yml"
    if file.exists():
        raise UserError(f"theme/messages/{file.name} is there already", "translate that one")
    model = messages / file.name
    file.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(model if model.is_file() else messages / "en.yml", file)
    return f"theme/messages/{file.name}", model.is_file()
