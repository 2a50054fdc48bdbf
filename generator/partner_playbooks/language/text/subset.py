"""What rich text leaves out of CommonMark: how it is recognised, and what an editor is told."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt

from .text_problems import Problem

_REFUSED = {
    "heading": ("headings are not allowed", 'use **strong** text; write \\# for a plain "#"'),
    "blockquote": ("quotes are not allowed", 'write a paragraph; write \\> for a plain ">"'),
    "code_block": (
        "indented code is not allowed",
        "remove the blanks at the start of the line, or use `code`",
    ),
    "fence": ("code blocks are not allowed", "use `code` within a line"),
    "hr": ("rules are not allowed", "start a new paragraph"),
    "html_block": ("HTML is not allowed", 'write \\< for a plain "<"'),
    "html_inline": ("HTML is not allowed", 'write \\< for a plain "<"'),
    "definition": ("link definitions are not allowed", "write [label](https://example.com) where it is used"),
    "hardbreak": (
        "forced line breaks are not allowed",
        "remove the blanks or the backslash that end the line",
    ),
    "image": ("images are not allowed", "link to the picture, or remove the exclamation mark"),
}

# The line below a table's head. markdown-it's own rule is slow on wide tables, and takes rows of any length.
_TABLE_LINE = re.compile(r"(?=[^|]*\|)[ ]*\|?[ ]*:?-+:?[ ]*(?:\|[ ]*:?-+:?[ ]*)*\|?[ ]*")


class Reader(MarkdownIt):
    """CommonMark without what would change typed characters or hide a link that is to be refused."""

    def __init__(self) -> None:
        """Keep entities as typed, and escaped characters apart, so that an escaped brace opens no name of a value.

        Images, slow to read when nested, are told by the "!" before a link.
        """
        super().__init__("commonmark", {"inline_definitions": True})
        self.disable(["entity", "image", "text_join"])

    def validateLink(self, url: str) -> bool:  # noqa: ARG002, N802 - markdown-it's name
        """Take every destination for a link; `read_link_target` judges it."""
        return True

    def normalizeLink(self, url: str) -> str:  # noqa: N802 - markdown-it's name
        """Leave a destination as typed, for messages to show."""
        return url


def describe_refused(construct: str, snippet: str) -> Problem:
    """Describe a construct outside the subset, named as markdown-it names its token."""
    message, hint = _REFUSED[construct]
    return Problem(message, hint, snippet)


def is_table_line(line: str) -> bool:
    """Tell whether a line of a paragraph would make the line above it the head of a table."""
    return _TABLE_LINE.fullmatch(line) is not None


_GLUED = re.compile(r"([-+*]|\d{1,2}[.)])(?=[^\W\d_])|([•◦▪‣·])")


def is_glued_entry(line: str) -> bool:
    """Tell whether a line of a paragraph was meant as an entry of a list, but lacks the blank, or the mark, of one."""
    found = _GLUED.match(line.lstrip())
    return found is not None and not (found[1] == "*" and line.count("*") > 1)  # but: *emphasis* at its start


def describe_glued_entry(line: str) -> Problem:
    """Describe a line that would run on in the entry, or the paragraph, above it."""
    line = line.strip()
    found = _GLUED.match(line)
    mark = (found[1] or found[2]) if found else line[:1]
    entry = f"{'-' if found and found[2] else mark} {line[len(mark) :].strip()}"[:60]
    escaped = f"{mark[:-1]}\\{mark[-1]}" if not (found and found[2]) else f'another mark than "{mark}"'
    message = f'"{mark}" starts no entry of a list here, so the line would run on'
    return Problem(message, f'write "{entry}", or {escaped} where no list is meant', line)
