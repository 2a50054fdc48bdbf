"""Characters that show nothing: which a text may hold because a script or an emoji needs them, and which it may not."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from partner_playbooks.language.characters import (
    BYTE_ORDER_MARK,
    CONTROLS,
    DIRECTION_CHANGES,
    DIRECTION_MARKS,
    FORMATS,
    LINE_FEED,
    SEPARATORS,
    SURROGATES,
    TAB,
    TAGS,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

_NEVER = (
    f"{CONTROLS}{TAB}{LINE_FEED}{SEPARATORS}{DIRECTION_MARKS}{DIRECTION_CHANGES}"
    f"{SURROGATES}\ufffe\uffff"  # what XML cannot carry
    f"\u034f\u180e\u2060-\u2065{FORMATS}{BYTE_ORDER_MARK}"  # what nobody sees, and no script needs
    "\u115f\u1160\u3164\uffa0"  # fillers, which look like a blank
    f"{TAGS}\U000e0080-\U000e00ff\U000e01f0-\U000e0fff"  # tags, and what is kept free beside them
)
FLAG = re.compile("\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{3,6}\U000e007f")
"""A flag of a part of a country, which emoji spell with tags."""
_SELECTOR = "[\ufe00-\ufe0f\U000e0100-\U000e01ef]"
_HIDDEN = re.compile(
    f"[{_NEVER}]"
    rf"|(?<![^\sA-Za-z\ufe00-\ufe0f\U000e0100-\U000e01ef]){_SELECTOR}"  # behind nothing that has another look
    "|(?<![\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff])\u200b"  # where no script breaks its lines so
    "|^[\u200c\u200d]|(?<=[\\s\u200c\u200d])[\u200c\u200d]"  # a joiner that joins nothing
)
_BLANK = "\u2800"
"""A letter of Braille without a dot."""


def list_hidden(text: str) -> Iterator[str]:
    """Yield each kind of character in a text that nobody sees and that it has no use for; line feeds are none."""
    if text.isascii() and text.isprintable():  # as most are
        return
    found = _HIDDEN.findall(FLAG.sub("\U0001f3f4", text))
    yield from (character for character in dict.fromkeys(found) if character != "\n")


def shows_nothing(text: str) -> bool:
    """Tell whether a text has no character that leaves a mark."""
    return not text[:1].isalnum() and all(
        character in _BLANK or unicodedata.category(character)[0] in "CZM" for character in text
    )
