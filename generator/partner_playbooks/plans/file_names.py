"""Names of people and things as parts of files' names and of ids."""

from __future__ import annotations

import re
import unicodedata

_RESERVED = re.compile(r"con|prn|aux|nul|(com|lpt)[0-9¹²³]")
"""What Windows lets no file or folder be called."""
_LONGEST = 40
"""Most characters of a name in a file's name: systems allow 255 bytes, and a character may take four."""


def make_file_stem(name: str) -> str:
    """Give a name as part of a file's name; letters and digits of any script stay."""
    found = re.sub(r"[\W_]+", "-", unicodedata.normalize("NFC", name.casefold())).strip("-")[:_LONGEST].strip("-")
    return f"{found}-partner" if _RESERVED.fullmatch(found) else found
