"""How files look: the part of a theme that they are made with. The caller reads the files."""

from __future__ import annotations

import hashlib
import io
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Protocol
from zipfile import BadZipFile, ZipFile

import yaml

from partner_playbooks.handbook.model.base import Audience
from partner_playbooks.language.confidential import find_confidential
from partner_playbooks.language.diagnostics import UserError

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path

    from partner_playbooks.wording.messages import Messages

FOLDER = "documents/"
"""Below theme/; all that only files need."""
SETTINGS = f"{FOLDER}look.yml"
REFERENCE = f"{FOLDER}reference.docx"
DATA = ".data.json"
"""What templates read their data from, beside themselves."""
_COLOURS = ("ink", "quiet", "rule", "wash", "accent", "late", "soon", "done")
_TEXT = ("ink", "quiet", "accent")
"""Colours that words are set in, on white."""
_READABLE = 4.5
_DARK = 0.04045
"""Up to here a channel of sRGB is linear."""
_TAG = re.compile(r"<[^>]*>")
_PACKAGE = re.compile(r'"(@[\w.-]+/[\w.-]+):')
"""How a template names a package: Typst would take it from this machine, or from another host."""
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


class TemplatePlace(Protocol):
    """Where templates get a file, beside all that they may read."""

    def __hash__(self) -> int:
        """Give the same number for the same place."""

    def put(self, source: str) -> Path:
        """Give the path of a file with a template.

        Raises:
            UserError: there is no room for it.
        """

    def give(self, data: str) -> None:
        """Let all templates there read data from now on, as JSON.

        Raises:
            UserError: there is no room for it.
        """


@dataclass(frozen=True, slots=True)
class DownloadStyle:
    """What files are made with."""

    messages: Messages
    colours: Mapping[str, str]
    """By name, as `#1c4fc4`."""
    logo: bytes
    """An SVG or a PNG file."""
    reference: bytes
    """The DOCX file whose styles are used."""
    templates: Mapping[str, str]
    """Name of a Typst template, as `checklist.typ` → its source."""
    place: TemplatePlace
    """Where templates get a file, for the engine that sets them."""
    fonts: tuple[str, ...]
    """Folders with the fonts of PDF files."""
    digest: str
    """Another one for another style."""
    texts: Mapping[str, str]
    """All words in it, by the theme file that holds them."""
    script_fonts: tuple[str, ...] = ()
    """Folders with fonts for other scripts, which are read only for a file that needs them."""
    script_version: str = ""
    """Another one for other fonts in them."""

    def speak_to(self, audience: Audience) -> DownloadStyle:
        """Give the style of files for an audience, in the words for it."""
        if audience is Audience.INTERNAL:
            return self
        return replace(self, messages=self.messages.speak_to(audience), digest=f"{self.digest} for partners")

    def refuse(self, words: Collection[str]) -> None:
        """Refuse words that must not leave: what is in the style is in every file.

        Raises:
            UserError: it holds one.
        """
        for name, text in self.texts.items():
            for word in find_confidential(words, text):
                hint = "take it out; the list is in programme.yml"
                raise UserError(f'theme/{name}: "{word}" must not leave, and partners may read this', hint)

    @classmethod
    def of(
        cls,
        files: Mapping[str, bytes],
        place: TemplatePlace,
        fonts: tuple[str, ...],
        messages: Messages,
        maker: str = "",
    ) -> DownloadStyle:
        """Read the style from theme files.

        Args:
            files: Path below theme/ → bytes: those below `documents/`, and the logo that the settings name.
            place: Where templates get a file.
            fonts: Folders with fonts.
            messages: The words that files add.
            maker: Another one for another version of what makes files.

        Raises:
            UserError: a file is missing or cannot be understood.
        """
        settings = _settings(files)
        logo = str(settings.get("logo"))
        if logo not in files:
            raise UserError(
                f"theme/{SETTINGS}: there is no theme/{logo}", "name the logo, an SVG or PNG file in theme/"
            )
        if REFERENCE not in files:
            raise UserError(f"theme/{REFERENCE} is missing", "take the shipped one")
        templates = {
            name.removeprefix(FOLDER): _text(name, raw) for name, raw in files.items() if name.endswith(".typ")
        }
        for name, text in templates.items():
            _refuse_packages(name, text)
        whole = hashlib.sha256(maker.encode())
        for name, raw in sorted(files.items()):
            whole.update(f"{name}\0{len(raw)}\0".encode() + raw)
        whole.update(repr((messages.catalogue, messages.language)).encode())
        colours = _colours(settings.get("colours"))
        texts = {name: _words(raw) for name, raw in files.items() if not name.startswith(f"{FOLDER}fonts/")}
        texts[f"messages/{messages.language}.yml"] = repr(messages.catalogue)
        return cls(messages, colours, files[logo], files[REFERENCE], templates, place, fonts, whole.hexdigest(), texts)


def _refuse_packages(name: str, text: str) -> None:
    if found := _PACKAGE.search(text):
        place = f"theme/{FOLDER}{name}:{text.count(chr(10), 0, found.start()) + 1}"
        hint = "put what it needs into theme/documents/, and import that file"
        raise UserError(f"{place}: the package {found[1]} is no part of the theme, and is not read", hint)


def find_logo(files: Mapping[str, bytes]) -> str:
    """Give the path below theme/ of the logo that the settings name.

    Raises:
        UserError: they cannot be understood.
    """
    return str(_settings(files).get("logo"))


def _settings(files: Mapping[str, bytes]) -> dict[str, Any]:
    try:
        settings = yaml.safe_load(_text(SETTINGS, files[SETTINGS]))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f":{mark.line + 1}" if mark else ""
        raise UserError(f"theme/{SETTINGS}{line}: this is no YAML", "compare it with the shipped one") from None
    if not isinstance(settings, dict):
        raise UserError(f"theme/{SETTINGS}: this holds no settings", "compare it with the shipped one")
    return settings


def _words(raw: bytes) -> str:
    """Give the words of a theme file: for an office file, of all its parts."""
    try:
        with ZipFile(io.BytesIO(raw)) as archive:
            parts = [archive.read(name) for name in archive.namelist() if name.endswith((".xml", ".rels"))]
    except BadZipFile:
        return raw.decode("utf-8", "ignore")
    return "\n".join(_TAG.sub("", part.decode("utf-8", "ignore")) for part in parts)


def _text(name: str, raw: bytes) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UserError(f"theme/{name}: this is no UTF-8 text", "save it as UTF-8") from None


def _colours(given: object) -> dict[str, str]:
    colours = given if isinstance(given, dict) else {}
    for name in _COLOURS:
        colour = colours.get(name)
        if not isinstance(colour, str) or not _COLOUR.fullmatch(colour):
            raise UserError(f"theme/{SETTINGS}: the colour `{name}` is no colour", 'write it as "#1c4fc4"')
    for name in _TEXT:
        contrast = compute_contrast(colours[name])
        if contrast < _READABLE:
            message = f"theme/{SETTINGS}: words in the colour `{name}` cannot be read on white ({contrast:.1f}:1)"
            raise UserError(message, "choose a darker one, of 4.5:1 or more")
    return {name: colours[name].lower() for name in _COLOURS}


def compute_contrast(colour: str) -> float:
    """Give the contrast of a colour to white, from 1 to 21. Source: WCAG 2.2, relative luminance."""
    channels = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    linear = [value / 12.92 if value <= _DARK else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return 1.05 / (luminance + 0.05)
