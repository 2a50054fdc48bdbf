"""Rich text: a small Markdown subset, read into a tree.

markdown-it reads all of CommonMark, so that what lies outside the subset is recognised and refused with a
way out, instead of being shown in a form that nobody meant.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .inlines import InlineReader
from .plain import describe_empty, describe_over_long, find_hidden_characters
from .subset import Reader, describe_glued_entry, describe_refused, is_glued_entry
from .table_rows import is_table, split_rows
from .text_problems import Problem, TextError
from .text_tree import ListBlock, Paragraph, RichText, Table, Text
from .unseen import shows_nothing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it.token import Token

    from .text_tree import Block, Inline

RICH_LIMIT = 10_000
"""Most characters of a rich field."""

_LIST_LEVELS = 3
_MARKS = re.compile(r"[*_`]")
"""What emphasis and code are made of."""

_LETTERS = "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f"
_PLAIN = re.compile(rf"[{_LETTERS}](?:[{_LETTERS}0-9 .,;:?'\"%/+=()\u2013\u2019-]*[{_LETTERS}0-9.,;:?'\"%)\u2019])?")
"""A line with no sign that Markdown, or this subset, knows: it needs no reading."""
_READER = Reader()


def parse_rich(source: str, *, inline: bool = False) -> RichText:
    """Read a rich field; with `inline`, one that is exactly one paragraph.

    Raises:
        TextError: with everything that is outside the subset.
    """
    if len(source) > RICH_LIMIT:
        raise TextError((describe_over_long(source, RICH_LIMIT),))
    if _PLAIN.fullmatch(source):
        return RichText((Paragraph((Text(source),)),))
    reader = _BlockReader(source)
    blocks = reader.read(iter(_READER.parse(source)))
    if not blocks and not reader.problems:
        reader.problems.append(describe_empty())
    if inline and [type(block) for block in blocks] != [Paragraph]:
        reader.problems.append(Problem("this field takes one paragraph", "leave out lists, tables and empty lines"))
    if reader.problems:
        raise TextError(tuple(dict.fromkeys(reader.problems)))
    return RichText(blocks)


class _BlockReader:
    """Turns the tokens of one source into blocks and gathers what is wrong on the way."""

    def __init__(self, source: str) -> None:
        self.problems = list(find_hidden_characters(source))
        self._lines = source.split("\n")
        self._inlines = InlineReader(source, self.problems)

    def read(self, tokens: Iterator[Token], end: str = "", depth: int = 0) -> tuple[Block, ...]:
        """Read blocks up to the token of type `end`; `depth` counts the lists around them."""
        found: list[Block] = []
        for token in tokens:
            if token.type == end:
                break
            if token.type == "paragraph_open":
                inside = next(tokens)
                lines = inside.content.split("\n")
                found.append(self._table(lines, depth) if is_table(lines) else self._paragraph(inside))
                next(tokens)
            elif token.type in {"bullet_list_open", "ordered_list_open"}:
                found.append(self._list(token, tokens, depth + 1))
            else:
                self.problems.append(describe_refused(token.type.removesuffix("_open"), self._line(token)))
                _skip(token, tokens)
        return tuple(found)

    def _table(self, lines: list[str], depth: int) -> Table:
        rows, problems = split_rows(lines)
        if depth:
            problems.append(
                Problem("a table stands in a list", "put it before the list, or after it", lines[0].strip())
            )
        self.problems += problems
        return Table(tuple(tuple(map(self._cell, row)) for row in rows))

    def _cell(self, text: str) -> tuple[Inline, ...]:
        (token,) = _READER.parseInline(text)
        return self._inlines.read(token)

    def _paragraph(self, token: Token) -> Paragraph:
        for line in token.content.split("\n"):
            if is_glued_entry(line):
                self.problems.append(describe_glued_entry(line))
        if shows_nothing(_MARKS.sub("", token.content)):
            self.problems.append(describe_empty())
        return Paragraph(self._inlines.read(token))

    def _list(self, opener: Token, tokens: Iterator[Token], depth: int) -> ListBlock:
        if depth == _LIST_LEVELS + 1:
            message = f"lists are nested more than {_LIST_LEVELS} levels deep"
            self.problems.append(Problem(message, "move the inner list up a level", self._line(opener)))
        items = []
        for token in tokens:
            if token.type != "list_item_open":
                break
            item = self.read(tokens, "list_item_close", depth)
            if not item or not isinstance(item[0], Paragraph):
                message = "a list item has no text of its own"
                self.problems.append(Problem(message, "write text right after its mark", self._line(token)))
            items.append(item)
        start = int(opener.attrs.get("start", 1))
        return ListBlock(opener.type == "ordered_list_open", start, tuple(items))

    def _line(self, token: Token) -> str:
        """Give the first line of a block as it stands in the source, without the blanks around it."""
        return self._lines[token.map[0]].strip() if token.map else ""


def _skip(token: Token, tokens: Iterator[Token]) -> None:
    """Move on to the end of a refused block."""
    depth: int = token.nesting
    while depth > 0:
        depth += next(tokens).nesting
