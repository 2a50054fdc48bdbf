"""The files of a theme that pages and files to download are made of: templates, words, and the style of files."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from partner_playbooks.downloads.download_style import FOLDER, DownloadStyle, find_logo
from partner_playbooks.language.diagnostics import UserError
from partner_playbooks.language.source import parse_file
from partner_playbooks.pages.theme import Theme
from partner_playbooks.project import resources
from partner_playbooks.project.template_folder import TemplateFolder, place_fonts
from partner_playbooks.wording.messages import choose_messages

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from partner_playbooks.handbook.model.programme import Programme
    from partner_playbooks.language.diagnostics import Diagnostic
    from partner_playbooks.language.source import Document
    from partner_playbooks.project.folder import Project

_FONTS = f"{FOLDER}fonts/"
ALWAYS_READ = "en"
"""The language that stands in where the theme has no words in another."""


def read_theme(project: Project) -> Theme:
    """Read the templates of pages and charts, and the message catalogues.

    Raises:
        UserError: one of the project's own files is no text, or a catalogue no YAML.
    """
    files = project.theme_files()
    templates = {
        name.removeprefix("pages/"): _text(name, path) for name, path in files.items() if name.startswith("pages/")
    }
    charts = {
        name.removeprefix("charts/"): _text(name, path) for name, path in files.items() if name.startswith("charts/")
    }
    read = {language: _catalogue(name, files[name]) for language, name in list_catalogues(files).items()}
    messages = {language: catalogue for language, catalogue in read.items() if catalogue is not None}
    return Theme(templates, messages, charts)


def read_style(project: Project, theme: Theme, programme: Programme) -> DownloadStyle:
    """Read what files to download are made with.

    Raises:
        UserError: one of the theme's files is missing or cannot be understood.
    """
    files = project.theme_files()
    read = {name: path.read_bytes() for name, path in files.items() if name.startswith(FOLDER)}
    logo = find_logo(read)
    if logo in files:
        read[logo] = files[logo].read_bytes()
    messages = choose_messages(theme.messages, programme)
    readable = [name for name in read if name.startswith(FOLDER) and not name.startswith(_FONTS)]
    place = TemplateFolder(tuple((name.removeprefix(FOLDER), read[name]) for name in readable))
    found = DownloadStyle.of(read, place, _place_fonts(read), messages, resources.fingerprint_all())
    scripts = resources.find_script_fonts()
    return replace(found, script_fonts=tuple(scripts), script_version=", ".join(scripts.values()))


def list_catalogues(files: Mapping[str, Path]) -> dict[str, str]:
    """Give the message catalogues among theme files: language → name below theme/."""
    found = (re.fullmatch(r"messages/([\w-]+)\.yml", name) for name in files)
    return {match[1]: match[0] for match in found if match}


def name_catalogue(language: str) -> str:
    """Give the name of a language's catalogue below theme/."""
    return f"messages/{language}.yml"


def read_fonts(files: Mapping[str, Path]) -> tuple[str, ...]:
    """Read the fonts of PDF files, and give folders of our own in which they stand as they are now.

    Raises:
        UserError: there is no room for them.
    """
    return _place_fonts({name: path.read_bytes() for name, path in files.items() if name.startswith(_FONTS)})


def _place_fonts(read: Mapping[str, bytes]) -> tuple[str, ...]:
    return place_fonts(tuple((name.removeprefix(_FONTS), raw) for name, raw in read.items() if name.startswith(_FONTS)))


def _catalogue(name: str, path: Path) -> dict[str, Any] | None:
    """Read a catalogue as content is read; give nothing for one that no page needs and that cannot be read.

    Raises:
        UserError: it is the one that stands in for all others.
    """
    document, found = _parse_catalogue(f"theme/{name}", path.read_bytes())
    if document is not None and isinstance(document.data, dict):
        return document.data
    if name != name_catalogue(ALWAYS_READ):
        return None  # `check` has named it, and stops a build in its language
    place, why = (found[0].span, found[0].message) if found else (f"theme/{name}", "this holds no messages")
    raise UserError(f"{place}: {why}", "compare it with the shipped one")


@lru_cache(8)
def _parse_catalogue(name: str, raw: bytes) -> tuple[Document | None, list[Diagnostic]]:
    return parse_file(name, raw)


def _text(name: str, path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise UserError(f"theme/{name}: this is no UTF-8 text", "save it as UTF-8, or move it out of theme/") from None
