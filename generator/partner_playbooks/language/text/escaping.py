r"""Typed characters as Markdown and HTML that show exactly these characters.

The Markdown is read by Python-Markdown with the extensions of `site_config.yml`, and raw by people and on
GitHub; so only what could mean something is escaped. A backslash does it where Python-Markdown honours
one (``\`*_{}[]()>#+-.!|``), a numeric entity elsewhere.
"""

from __future__ import annotations

import html
import re
from functools import lru_cache

_BLANKS = re.compile(r"[ \t\n\f\r]+")

_MEANT = re.compile(
    r"""
      \]:                              # link definitions: Python-Markdown reads one in "[a\]: b](url)"
    | [\\`*\[\]{<|]                    # code, emphasis, links, attribute lists, tags, table cells
    | &(?=\#|[A-Za-z0-9]+;)            # entities
    | (?<![^\W_])_                     # what could open emphasis, so not snake_case
    | (?<!\s)~                         # what could close struck-through text on GitHub, so not "about ~5 %"
    | \#(?=\#*$)                       # the closing marks of a heading
    """,
    re.VERBOSE,
)

# What opens a block when it stands first on a line.
_OPENING = re.compile(r"(?P<number>\d+)(?=[.)](\s|$))|(?=[-+>#:=]|!!!|\?\?\?)")

_WITHOUT_BACKSLASH = {"<": "&lt;", "&": "&amp;", "]:": "&#93;:"} | {mark: f"&#{ord(mark)};" for mark in "~:=?"}

# Markdown reads raw HTML too, before a browser does: these marks would act inside it.
_ACTIVE_IN_HTML = str.maketrans({mark: f"&#{ord(mark)};" for mark in "\\`*_[]|~"})


def escape_markdown(text: str) -> str:
    """Give Markdown that shows exactly these characters, wherever in a line a template puts it.

    Runs of blanks and line breaks become one blank, as in a browser, and those around the text are dropped.
    The text must be free of control characters (`check_plain`).
    """
    return escape_run(text, starts=True, ends=True)


@lru_cache(maxsize=50_000)  # titles and words of messages stand on many pages
def escape_run(text: str, *, starts: bool, ends: bool) -> str:
    """Escape a part of a paragraph; `starts` and `ends` say whether the paragraph does so with this part."""
    text = _BLANKS.sub(" ", text)
    text = text.lstrip(" ") if starts else text
    text = text.rstrip(" ") if ends else text
    before = len(text) - len(text.lstrip()) if starts else 0
    after = max(before, len(text.rstrip())) if ends else len(text)
    # Python-Markdown strips every kind of space around a block, a browser only the ASCII ones.
    return _entities(text[:before]) + _escape(text[before:after], starts=starts) + _entities(text[after:])


def escape_html(text: str) -> str:
    """Give HTML that shows exactly these characters, in content and in quoted attribute values.

    It may stand in a Markdown page too, anywhere but first on a line.
    """
    return html.escape(text).translate(_ACTIVE_IN_HTML)


def _escape(text: str, *, starts: bool) -> str:
    opening = _OPENING.match(text) if starts else None
    if opening is None:
        return _MEANT.sub(_escaped, text)
    number = opening["number"] or ""
    mark = text[len(number)]
    return number + _with_escape(mark) + _MEANT.sub(_escaped, text[len(number) + 1 :])


def _escaped(match: re.Match[str]) -> str:
    return _with_escape(match[0])


def _with_escape(mark: str) -> str:
    return _WITHOUT_BACKSLASH.get(mark, f"\\{mark}")


def _entities(text: str) -> str:
    return "".join(f"&#{ord(character)};" for character in text)
