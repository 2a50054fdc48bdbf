r"""What a text of a plan may hold: names, notes and titles, however they came: typed, pasted, or read from a file.

The one rule of the command line and of the site's script (theme/scripts/texts.js), which tests/scripts/texts.json holds
together. A text is cleaned where it is entered and where it is read; what has no plain meaning is refused there, with
the reason. Everything that is accepted once is read again by both.

- A tab is a space; whatever ends a line (CR, CRLF, VT, FF, NEL, U+2028, U+2029) is a line break, or a space where a
  text is one line. A byte order mark and a zero width space are nothing.
- Letters stay as they are typed, composed or not. Marks that scripts and emoji need stay: joiners, the marks of
  direction U+200E, U+200F and U+061C, variation selectors, soft hyphens, the tags of a flag such as Scotland's.
- What reorders, hides or breaks a text is refused: see `REFUSED`. So is more than `LIMIT` characters.
"""

from __future__ import annotations

import re
import unicodedata

from partner_playbooks.language.characters import (
    BYTE_ORDER_MARK,
    CONTROLS,
    DIRECTION_CHANGES,
    FORMATS,
    NONCHARACTERS,
    SEPARATORS,
    SURROGATES,
    TAB,
    TAGS,
    ZERO_WIDTH_SPACE,
)
from partner_playbooks.language.text.unseen import FLAG

LIMIT = 2_000
"""Most characters of a text, counted as code points."""
NAME_LIMIT = 300
"""Most characters of a name that is typed: of a partner, a person, a plan."""
WITH_LINES = frozenset({"note", "done_when", "text"})
"""Fields of a plan file whose texts may have line breaks, also as words of its state; all others are one line."""

REFUSED = {
    "control": CONTROLS + TAB + SEPARATORS,
    "direction": DIRECTION_CHANGES,
    "hidden": ZERO_WIDTH_SPACE + FORMATS + BYTE_ORDER_MARK + TAGS,
    "broken": SURROGATES,
    "nothing": NONCHARACTERS,
}
"""Characters that no text may hold, by the kind of fault; as classes of a regular expression."""

_REASONS = {
    "control": "which is a control character",
    "direction": "which makes a text read in another order than it is written",
    "hidden": "which cannot be seen",
    "broken": "which is half a character",
    "nothing": "which is no character",
}
_CHARACTER = re.compile("|".join(f"(?P<{kind}>[{found}])" for kind, found in REFUSED.items()))
_LINE_ENDS = re.compile("\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]")
_NOTHING = re.compile(f"[{ZERO_WIDTH_SPACE}{BYTE_ORDER_MARK}]")
_BLANKS = " \n\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
"""What browsers take away around a text; Python's own list holds control characters too."""


def clean_text(text: str, *, lines: bool = False) -> str:
    r"""Give a text with what has a plain meaning written plainly: `"a\tb\r\n"` is `"a b "`, or `"a b\n"` with lines."""
    plain = _LINE_ENDS.sub("\n" if lines else " ", text.replace("\t", " "))
    return _NOTHING.sub("", plain)


def clean_name(text: str, *, lines: bool = False) -> str:
    """Give what somebody has typed, cleaned, without the blanks around it."""
    return clean_text(text, lines=lines).strip(_BLANKS)


def find_name_fault(name: str) -> str | None:
    """Give the reason why a cleaned name cannot be used; None where it can."""
    return find_text_fault(name, most=NAME_LIMIT) if name else "it is empty; write a name"


def find_text_fault(text: str, *, lines: bool = False, most: int = LIMIT) -> str | None:
    """Give the reason why a text cannot be held, as the end of a sentence: `it holds …`; None where it can."""
    kind = classify_text(text, lines=lines, most=most)
    if kind is None:
        return None
    if kind == "long":
        return f"it has {len(text):,} characters, and {most:,} are the most; shorten it"
    if kind == "lines":
        return "it has a line break; write it on one line"
    character = next(found[0] for found in _CHARACTER.finditer(FLAG.sub(" ", text)))
    name = unicodedata.name(character, "")
    return f"it holds U+{ord(character):04X}{name and f' ({name})'}, {_REASONS[kind]}; type it again without"


def classify_text(text: str, *, lines: bool = False, most: int = LIMIT) -> str | None:
    """Give the kind of fault that a text has first: a key of `REFUSED`, `lines`, or `long`; None where it has none."""
    found = _CHARACTER.search(FLAG.sub(" ", text))
    if found is not None:
        return found.lastgroup
    if "\n" in text and not lines:
        return "lines"
    return "long" if len(text) > most else None


def show_text(text: str, *, lines: bool = False) -> str:
    """Give what is shown of a stored text at fault: its start, with U+FFFD for each character that is refused."""
    shown = _CHARACTER.sub("\ufffd", clean_text(text, lines=lines))
    return shown if len(shown) <= LIMIT else f"{shown[: LIMIT - 1]}…"
