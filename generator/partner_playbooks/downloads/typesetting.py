"""Typst, with the fonts that a text needs: the ordinary ones, those of other scripts, or a stand-in."""

from __future__ import annotations

import json
import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import typst

from partner_playbooks.downloads.typst_template import EPOCH, open_fonts, open_template
from partner_playbooks.language.diagnostics import UserError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from partner_playbooks.downloads.download_style import DownloadStyle

STAND_INS = ("\u25a1", "\ufffd", "?")
"""What stands in a PDF for a character without a glyph: the first of these that has one."""
_TEXT_FONT = "Source Sans 3"
_CODE_FONT = "DejaVu Sans Mono"
_PROBE = b"""#set document(title: "probe")
#set text(font: json(bytes(sys.inputs.fonts)))
#for character in json(bytes(sys.inputs.data)) [#text(character) #parbreak()]"""
_UNDRAWN = re.compile(r'the text `"((?:[^"\\]|\\.)*)"` could not be displayed')
_ESCAPE = re.compile(r"\\(?:u\{([0-9a-f]+)\}|(.))")
_VARIATION = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_RIGHT_TO_LEFT, _LEFT_TO_RIGHT = ("R", "AL"), ("L",)
_ISOLATE, _END_OF_ISOLATE = "\u2067", "\u2069"
_KANA, _HANGUL = re.compile("[\u3040-\u30ff]"), re.compile("[\u1100-\u11ff\uac00-\ud7af]")
_ASCII = 0x7E
_NO_TEXT = ("href", "fonts")
"""What data holds besides texts: addresses, and names of fonts."""
ADDRESS = re.compile(r"(?:https?://|www\.)\S+|[^\s@]+@[^\s@]+\.[^\s@]+")
"""An address: it is copied as it stands, and so is broken nowhere, or where it has a mark."""
_LONGEST_ADDRESS = 40
"""Letters of an address that any column has room for."""
_MARKS_OF_ADDRESS = re.compile(r"(?<=[/@?&=.])(?=[^/])")
_LETTERS = "A-Za-z\u00c0-\u024f\u0370-\u052f\u1e00-\u1fff"
LONG_WORD = re.compile(rf"[{_LETTERS}0-9_]{{18,}}")
"""A word that may be wider than a column, in a script whose words break at no other place."""
_VOWELS = frozenset(
    "aeiouy\u0430\u0435\u0438\u043e\u0443\u044b\u044d\u044e\u044f\u0456\u03b1\u03b5\u03b7\u03b9\u03bf\u03c5\u03c9"
)
"""Without their accents: of Latin, Cyrillic and Greek letters."""
_FEWEST, _MOST = 2, 7
"""Letters before a break, and those after which one comes in any case."""
_ROUNDS = 8


def typeset(source: str, data: Mapping[str, Any], style: DownloadStyle) -> bytes:
    """Give the PDF file that a Typst template makes of data.

    Args:
        source: The template. It gets the data as JSON and shows it as text alone.
        data: What it shows; its `heading` names the document and is not drawn.
        style: What tells the folders of fonts.

    Raises:
        typst.TypstError: the template is at fault.
        UserError: there is no room for its file, or for its data.
    """
    text = json.dumps(data, ensure_ascii=False)
    folders = choose_font_folders(text, style)
    given = {**data, "fonts": {"text": _families(text, folders, style), "code": _CODE_FONT}}
    if any(unicodedata.bidirectional(c) in _RIGHT_TO_LEFT for c in set(text)):
        given = _change_texts(given, isolate)
    if LONG_WORD.search(text) or ADDRESS.search(text):
        given = {**_change_texts(given, break_long_words), "heading": data["heading"]}
    without = find_missing(text, folders)
    template = open_template(source, style.place, folders)
    for _ in range(_ROUNDS):
        try:
            return template.fit(_replace(given, without, style))
        except typst.TypstError as error:
            told = _read_undrawn(error) - without
            if not told:
                raise
            # Alone each had a glyph, and beside its neighbours it has none: what joins goes first, then marks.
            without |= {c for c in told if _is_invisible(c)} or {c for c in told if _is_mark(c)} or told
    return template.fit(_replace(given, without, style))


def choose_font_folders(text: str, style: DownloadStyle) -> tuple[str, ...]:
    """Give the folders of the fonts that a text is set in: those of other scripts are among them if it needs them."""
    needs_more = style.script_fonts and find_missing(text, style.fonts, embedded=False)
    return (*style.fonts, *style.script_fonts) if needs_more else style.fonts


def find_missing(text: str, folders: tuple[str, ...], *, embedded: bool = True) -> frozenset[str]:
    """Give the characters of a text that no font has a glyph for.

    Args:
        text: Any; each character is asked for once.
        folders: With fonts.
        embedded: Whether fonts count that Typst has with it; they are few, and made for formulas and code.
    """
    known = _known(folders, embedded)
    fresh = sorted(c for c in set(text) if ord(c) > _ASCII and c not in known and not _is_invisible(c))
    if fresh:
        missing = _probe(fresh, folders, embedded=embedded)
        # What a font of formulas has for private use is a sign of its own; a house's own font may well be meant.
        private = [c for c in fresh if unicodedata.category(c) == "Co" and c not in missing]
        missing |= find_missing("".join(private), folders, embedded=False) if embedded else frozenset()
        known.update((c, c in missing) for c in fresh)
    return frozenset(c for c in set(text) if known.get(c))


@lru_cache(maxsize=16)
def _known(_folders: tuple[str, ...], _embedded: bool) -> dict[str, bool]:  # noqa: FBT001 - a cache asks for positions
    """Give what has been found of each character so far: whether it has no glyph."""
    return {}


def _probe(characters: list[str], folders: tuple[str, ...], *, embedded: bool) -> frozenset[str]:
    """Let the engine itself say which characters it cannot draw; PDF/UA forbids to leave one out."""
    families = open_fonts(folders, embedded=embedded).families()  # where no named one is there, the engine says nothing
    inputs = {"data": json.dumps(characters), "fonts": json.dumps(families)}
    try:
        _compiler(folders, embedded).compile(
            _PROBE, sys_inputs=inputs, format="pdf", pdf_standards=["ua-1"], timestamp=EPOCH
        )
    except typst.TypstError as error:
        undrawn = _read_undrawn(error)
        if not undrawn:
            raise UserError(f"the fonts for PDF files cannot be read: {error.message}", "install typst again") from None
        return undrawn
    return frozenset()


def _read_undrawn(error: typst.TypstError) -> frozenset[str]:
    """Give the characters that an error of the engine names as without a glyph; none where it is about other things."""
    return frozenset(
        "".join(
            _ESCAPE.sub(lambda match: chr(int(match[1], 16)) if match[1] else match[2], text)
            for text in _UNDRAWN.findall(str(error.diagnostic))
        )
    )


def _replace(data: dict[str, Any], missing: frozenset[str], style: DownloadStyle) -> dict[str, Any]:
    """Give data with a stand-in for each character without a glyph; the document's own title keeps them all."""
    if not missing:
        return data
    stand_in = next(sign for sign in STAND_INS if not find_missing(sign, style.fonts))
    table = {ord(c): " " if unicodedata.category(c) == "Zs" else stand_in for c in missing}
    table |= {ord(c): "" for c in missing if _is_invisible(c) or _is_mark(c)}
    return {**_change_texts(data, lambda text: text.translate(table)), "heading": data["heading"]}


def _change_texts(value: Any, change: Callable[[str], str]) -> Any:  # noqa: ANN401 - data as JSON has it
    """Give data with each text in it changed."""
    match value:
        case str():
            return change(value)
        case dict():
            return {name: part if name in _NO_TEXT else _change_texts(part, change) for name, part in value.items()}
        case list() | tuple():
            return [_change_texts(part, change) for part in value]
    return value


def break_long_words(text: str) -> str:
    """Give a text whose long words have soft hyphens, so that they break in columns; addresses break at marks."""
    parts, begin = [], 0
    for found in ADDRESS.finditer(text):
        parts += [_hyphenate_words(text[begin : found.start()]), _break_address(found[0])]
        begin = found.end()
    return "".join([*parts, _hyphenate_words(text[begin:])])


def _hyphenate_words(text: str) -> str:
    return LONG_WORD.sub(lambda match: _hyphenate(match[0]), text)


def _break_address(address: str) -> str:
    """Let an address that is too long for a column go on behind one of its marks; so may a long word of it."""
    if len(address) <= _LONGEST_ADDRESS:
        return address
    return _hyphenate_words(_MARKS_OF_ADDRESS.sub("\u200b", address))


def _hyphenate(word: str) -> str:
    """Break before a consonant that a vowel follows, near a syllable in any language, and after seven letters."""
    vowels = [unicodedata.normalize("NFD", letter)[0].lower() in _VOWELS for letter in word]
    parts, begin = [], 0
    for place in range(_FEWEST, len(word) - _FEWEST + 1):
        begins_syllable = not vowels[place] and vowels[place + 1]
        if place - begin >= (_FEWEST if begins_syllable else _MOST):
            parts.append(word[begin:place])
            begin = place
    return "\u00ad".join([*parts, word[begin:]])


def isolate(text: str) -> str:
    """Let a text that begins in a right-to-left script be read from the right, whatever stands around it."""
    return f"{_ISOLATE}{text}{_END_OF_ISOLATE}" if _reads_from_right(text) else text


def _reads_from_right(text: str) -> bool:
    strong = (kind for kind in map(unicodedata.bidirectional, text) if kind in (*_RIGHT_TO_LEFT, *_LEFT_TO_RIGHT))
    return next(strong, "") in _RIGHT_TO_LEFT


def _is_invisible(character: str) -> bool:
    """Tell whether a character has no glyph of its own: it joins, or chooses how another one looks."""
    return unicodedata.category(character) in ("Cf", "Cc") or _VARIATION.match(character) is not None


def _is_mark(character: str) -> bool:
    return unicodedata.category(character).startswith("M")


def _families(text: str, folders: tuple[str, ...], style: DownloadStyle) -> str | list[str]:
    """Give the families to look through for a glyph, the ordinary one first."""
    if folders == style.fonts:
        return _TEXT_FONT
    han = _choose_han(text, style.messages.language)
    found = {font.family for font in open_fonts(style.script_fonts, embedded=False).fonts()}
    return [_TEXT_FONT, *sorted(found, key=lambda name: (not name.endswith(han), name))]


def _choose_han(text: str, language: str) -> str:
    """Tell whose forms of the characters that Chinese, Japanese and Korean share a text is set in."""
    if _KANA.search(text) or language.startswith("ja"):
        return "CJK JP"
    if _HANGUL.search(text) or language.startswith("ko"):
        return "CJK KR"
    return "CJK TC" if language.lower() in ("zh-tw", "zh-hant", "zh-hk") else "CJK SC"


@lru_cache(maxsize=8)
def _compiler(folders: tuple[str, ...], embedded: bool) -> typst.Compiler:  # noqa: FBT001 - as above
    """Give a compiler; it is used again, for reading fonts takes longer than asking it."""
    return typst.Compiler(font_paths=open_fonts(folders, embedded=embedded), ignore_system_fonts=True)
