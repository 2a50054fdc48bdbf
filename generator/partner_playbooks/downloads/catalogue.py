"""PB210: a message catalogue that pages and files could not be made with. Every fault of it comes back in one run."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from partner_playbooks.downloads.sheet_names import FORBIDDEN, LONGEST, RESERVED, shorten
from partner_playbooks.language.diagnostics import Diagnostic, Severity, Span, suggest_nearest
from partner_playbooks.language.source import parse_file
from partner_playbooks.plans.interchange import CALENDAR, COLUMNS, HIDDEN, TEST_COLUMNS
from partner_playbooks.wording.locales import choose_plural

if TYPE_CHECKING:
    from collections.abc import Mapping

    from partner_playbooks.language.source import Data, Document, Path

CODE = "PB210"
FORMS = ("zero", "one", "two", "few", "many", "other")
"""Plural forms as Unicode names them."""
_COUNTED = 1000
"""Plural forms that only larger numbers have are not asked for: nothing in a handbook is counted so far."""
_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")
_BRACE = re.compile(r"[{}]")
_MARKUP = re.compile(r"</?[A-Za-z][^>]*>|\*\*|\]\(|&[A-Za-z]+;|&#\d+;")
_SHEETS = tuple(("download", name) for name in ("sheet-plan", "sheet-tests", "sheet-people"))
_SHORT = (("download", "status-list"), ("download", "no-holidays"))
"""Texts that stand in rules and formulas of a workbook, which take no more than `_LONGEST_IN_RULES` characters."""
_LONGEST_IN_RULES = 255
_UNLIKE: tuple[tuple[str, tuple[Path, ...]], ...] = (
    ("sheet", _SHEETS),
    ("column", tuple(("download", name) for name in {**COLUMNS, **TEST_COLUMNS})),
)
"""Groups of messages that a workbook is read back by: no two of a group may be alike."""


class _Text(NamedTuple):
    path: Path
    text: str


@lru_cache(8)
def check_catalogue(file: str, raw: bytes, english: bytes, *, used: bool = True) -> tuple[Diagnostic, ...]:
    """Give everything that keeps a catalogue from being used, each at its place, in the order of the text.

    Args:
        file: Its path, whose last part is its language: `theme/messages/fr.yml`.
        raw: Its bytes.
        english: The bytes of the shipped English catalogue, which says what there is.
        used: Whether the programme speaks that language; what is wrong with another is a warning.
    """
    document, found = parse_file(file, raw)
    model, _ = parse_file("en.yml", english)
    if document is not None and model is not None and isinstance(model.data, dict):
        language = file.rpartition("/")[2].removesuffix(".yml")
        found += _Check(document, model.data, plural_forms(language)).run()
    if not used:
        found = [replace(each, severity=Severity.WARNING) for each in found]
    return tuple(sorted(found, key=lambda diagnostic: diagnostic.sort_key))


def plural_forms(language: str) -> tuple[str, ...]:
    """Give the plural forms that a language has for whole numbers, `other` always among them."""
    needed = {choose_plural(language, number) for number in range(_COUNTED)} | {"other"}
    return tuple(form for form in FORMS if form in needed)


class _Check:
    """One catalogue, held against the shipped English one."""

    def __init__(self, document: Document, english: dict[str, Data], forms: tuple[str, ...]) -> None:
        self._document = document
        self._english = english
        self._forms = forms
        self._found: list[Diagnostic] = []

    def run(self) -> list[Diagnostic]:
        """Give all findings."""
        self._group((), self._document.data, self._english)
        self._limits()
        return self._found

    def _group(self, path: Path, data: Data, english: Mapping[str, Data]) -> None:
        if not isinstance(data, dict):
            self._report(path, f"{_name(path)} should be a group of messages", f"it holds {', '.join(english)}")
            return
        for key in english:
            if key not in data:
                self._missing((*path, key), english[key])
        absent = [key for key in english if key not in data]
        for key, value in data.items():
            if key not in english:
                hint = str(suggest_nearest(key, absent)) or "delete it: nothing asks for it"
                self._report((*path, key), f"there is no message {_name((*path, key))}", hint, key=True)
            else:
                self._message((*path, key), value, english[key])

    def _message(self, path: Path, data: Data, english: Data) -> None:
        if isinstance(english, dict) and _is_plural(english):
            self._plural(path, data, english)
        elif isinstance(english, dict):
            self._group(path, data, english)
        elif not isinstance(data, str):
            self._no_text(path, data, str(english))
        else:
            self._text(_Text(path, data), str(english))

    def _plural(self, path: Path, data: Data, english: Mapping[str, Data]) -> None:
        if isinstance(data, str) and self._forms == ("other",):  # a language without plurals needs but one
            self._text(_Text(path, data), str(english["other"]))
            return
        if not isinstance(data, dict):
            shape = ", ".join(f'{form}: "…"' for form in self._forms)
            self._report(path, f"{_name(path)} needs a text per plural form", f"write {{{shape}}}")
            return
        for form in self._forms:
            if form not in data:
                hint = f'add `{form}: "…"`; this language has the forms {", ".join(self._forms)}'
                self._report(path, f'{_name(path)} lacks the plural form "{form}"', hint)
        for form, text in data.items():
            model = str(english.get(form, english["other"]))
            if form not in {*self._forms, *english}:
                hint = str(suggest_nearest(form, self._forms)) or f"this language has {', '.join(self._forms)}"
                self._report((*path, form), f'{_name(path)} has no plural form "{form}"', hint, key=True)
            elif not isinstance(text, str):
                self._no_text((*path, form), text, model)
            else:
                optional = frozenset({"count"}) if form in {"zero", "one", "two"} else frozenset()
                self._text(_Text((*path, form), text), str(english["other"]), optional)

    def _missing(self, path: Path, english: Data) -> None:
        if isinstance(english, dict) and not _is_plural(english):
            for key, value in english.items():
                self._missing((*path, key), value)
            return
        text = english["other"] if isinstance(english, dict) else english
        self._report(path, f"the message {_name(path)} is missing", f'in English it is "{text}"')

    def _no_text(self, path: Path, data: Data, english: str) -> None:
        what = "has no text" if data is None else "should be one text"
        self._report(path, f"{_name(path)} {what}", f'in English it is "{english}"')

    def _text(self, message: _Text, english: str, optional: frozenset[str] = frozenset()) -> None:
        path, text = message
        wanted, given = set(_PLACEHOLDER.findall(english)), set(_PLACEHOLDER.findall(text))
        list_ = ", ".join(f"{{{name}}}" for name in sorted(wanted)) or "none"
        for name in sorted(given - wanted):
            hint = str(suggest_nearest(name, wanted - given, "{{{}}}".format, "{{{}}}".format)) or f"it takes {list_}"
            self._report(path, f"{_name(path)} takes no {{{name}}}", hint, snippet=f"{{{name}}}")
        for name in sorted(wanted - given - optional):
            self._report(path, f"{_name(path)} lacks {{{name}}}", f'in English it is "{english}"')
        bare = _BRACE.search(_PLACEHOLDER.sub("", text))
        if bare:
            hint = f"a placeholder is written exactly so: {list_}"
            self._report(path, f"{_name(path)} has a brace that is no placeholder", hint, snippet=bare[0])
        markup = _MARKUP.search(text)
        if markup and not _MARKUP.search(english):
            hint = f'write plain words: "{markup[0]}" would be shown as it stands'
            self._report(path, f"{_name(path)} holds markup", hint, snippet=markup[0])
        if "\n" in text and "\n" not in english:
            self._report(path, f"{_name(path)} should be one line", 'write it on one line, in "quotes"')
        if not any(_is_seen(letter) for letter in text) and english.strip():
            self._report(path, f"{_name(path)} shows nothing", f'in English it is "{english}"')

    def _limits(self) -> None:
        """Report what a workbook could not hold, or be read back by."""
        for path in _SHEETS:
            self._sheet(path, self._at(path))
        for path in _SHORT:
            if len(self._at(path)) > _LONGEST_IN_RULES:
                message = f"{_name(path)} is too long for a workbook"
                self._report(path, message, f"at most {_LONGEST_IN_RULES} characters")
        statuses: tuple[Path, ...] = tuple(("names", "status", name) for name in self._names("status"))
        for listed in statuses:
            if "," in self._at(listed):
                hint = "a workbook lists these words with commas between"
                self._report(listed, f"{_name(listed)} holds a comma", hint)
        for what, paths in (*_UNLIKE, ("status", statuses)):
            self._alike(what, paths)

    def _sheet(self, path: Path, name: str) -> None:
        bad = FORBIDDEN.search(name)
        if bad:
            self._report(path, f'the name of a sheet cannot hold "{bad[0]}"', "Excel forbids [ ] : * ? / \\")
        if shorten(name, LONGEST) != name.rstrip(" ") or name.startswith("'") or name.casefold() == RESERVED:
            hint = f"at most {LONGEST} characters, without ' at either end, and not History"
            self._report(path, f'"{name}" cannot be the name of a sheet', hint)

    def _alike(self, what: str, paths: tuple[Path, ...]) -> None:
        seen = {HIDDEN: "", CALENDAR: ""} if what == "sheet" else {}
        for path in paths:
            text = self._at(path).casefold()
            if text and text in seen:
                self._report(
                    path, f'"{self._at(path)}" is the name of another {what} too', "give each a name of its own"
                )
            seen[text] = ""

    def _names(self, family: str) -> list[str]:
        names = self._english.get("names")
        found = names.get(family) if isinstance(names, dict) else None
        return list(found) if isinstance(found, dict) else []

    def _at(self, path: Path) -> str:
        data = self._document.data
        for part in path:
            data = data.get(str(part)) if isinstance(data, dict) else None
        return data if isinstance(data, str) else ""

    def _report(self, path: Path, message: str, hint: str, *, key: bool = False, snippet: str = "") -> None:
        place = self._document
        if key:
            span = place.key(path)
        elif path in place.places:
            span = place.find(path, snippet) if snippet else place.value(path)
        else:  # what is missing is told at the name of its group
            holder = next((path[:end] for end in range(len(path) - 1, 0, -1) if path[:end] in place.places), ())
            span = place.key(holder) if holder else Span(place.file)
        self._found.append(Diagnostic(CODE, message, span, hint))


def _is_plural(english: Mapping[str, Data]) -> bool:
    return "other" in english and "one" in english and set(english) <= set(FORMS)


def _is_seen(letter: str) -> bool:
    return not letter.isspace() and unicodedata.category(letter)[0] != "C"


def _name(path: Path) -> str:
    return f'"{".".join(map(str, path))}"' if path else "the catalogue"
