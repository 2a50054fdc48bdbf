"""Text fields: plain lines, and rich text read into one tree with a renderer per format."""

from __future__ import annotations

from .escaping import escape_html, escape_markdown
from .markdown_text import to_markdown
from .pieces import Piece, Run, to_pieces
from .plain import (
    PLAIN_LIMIT,
    check_cell,
    check_lines,
    check_plain,
    fill_values,
    find_hidden_characters,
    list_filled_names,
)
from .rich_text import RICH_LIMIT, parse_rich
from .text_problems import Problem, TextError
from .text_tree import (
    REFERENCE_KINDS,
    Block,
    Code,
    Emphasis,
    Inline,
    Link,
    ListBlock,
    NamedValue,
    Paragraph,
    Reference,
    RichText,
    Strong,
    Table,
    Text,
    list_addresses,
    list_references,
    list_value_names,
    to_plain,
)

__all__ = [
    "PLAIN_LIMIT",
    "REFERENCE_KINDS",
    "RICH_LIMIT",
    "Block",
    "Code",
    "Emphasis",
    "Inline",
    "Link",
    "ListBlock",
    "NamedValue",
    "Paragraph",
    "Piece",
    "Problem",
    "Reference",
    "RichText",
    "Run",
    "Strong",
    "Table",
    "Text",
    "TextError",
    "check_cell",
    "check_lines",
    "check_plain",
    "escape_html",
    "escape_markdown",
    "fill_values",
    "find_hidden_characters",
    "list_addresses",
    "list_filled_names",
    "list_references",
    "list_value_names",
    "parse_rich",
    "to_markdown",
    "to_pieces",
    "to_plain",
]
