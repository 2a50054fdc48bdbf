"""Rich text as Markdown for Python-Markdown and GitHub.

The marks people know are used where every reader agrees on them (`**word**`, `` `code` ``); where readers
differ (inside a word, nested, beside another mark) the HTML element that they stand for is written out.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote

from .escaping import escape_run
from .text_tree import Code, Emphasis, Inline, Link, ListBlock, NamedValue, Paragraph, Strong, Table, Text, merge_texts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from .text_tree import Block, Reference, RichText

_INDENT = "    "
_BETWEEN_LISTS = "<!-- -->"  # without it, two lists in a row are one to Python-Markdown

_SIMPLE_CODE = re.compile(r"(?!.*\]:)[^`|<&\s]+(?: [^`|<&\s]+)*")  # "]:" see escaping.py
_SAFE_IN_DESTINATION = "/?:@#=&%+,;$!~.-_"
_ENTITY = re.compile(r"&(?=#|[A-Za-z0-9]+;)")
_STYLES = {Emphasis: ("*", "em"), Strong: ("**", "strong")}


def to_markdown(text: RichText, *, link: Callable[[Reference], str | None], value: Callable[[str], str]) -> str:
    """Give Markdown that Python-Markdown turns into the structure of the tree.

    Args:
        text: what to show.
        link: gives the URL of an entity, or None to show the label alone.
        value: gives the words of a value by its name.

    Returns:
        Lines without indentation and without a newline at the end; a paragraph is one line, and so is a row of a table.
    """

    def resolved(children: Iterable[Inline]) -> Iterator[Inline]:
        for child in children:
            match child:
                case NamedValue(name):
                    yield Text(value(name))
                case Emphasis(inner) | Strong(inner):
                    yield type(child)(tuple(resolved(inner)))
                case Link(inner, target):
                    url = target if isinstance(target, str) else link(target)
                    label = tuple(resolved(inner))
                    yield from label if url is None else (Link(label, url),)
                case _:
                    yield child

    def paragraph(block: Paragraph) -> str:
        return _run(tuple(resolved(block.children)), block=True)

    return _blocks(text.blocks, paragraph)


def _blocks(blocks: Sequence[Block], paragraph: Callable[[Paragraph], str]) -> str:
    parts: list[str] = []
    before: Block | None = None
    for block in blocks:
        if isinstance(before, ListBlock) and isinstance(block, ListBlock):
            parts.append(_BETWEEN_LISTS)
        match block:
            case ListBlock():
                parts.append(_list(block, paragraph))
            case Table():
                parts.append(_table(block, paragraph))
            case Paragraph():
                parts.append(paragraph(block))
        before = block
    return "\n\n".join(parts)


def _list(block: ListBlock, paragraph: Callable[[Paragraph], str]) -> str:
    gap = "\n" if _is_tight(block) else "\n\n"
    items = []
    for number, item in enumerate(block.items, block.start):
        marker = f"{number}. " if block.ordered else "- "
        lines = _blocks(item, paragraph)
        if gap == "\n":
            lines = lines.replace("\n\n", "\n", 1)
        items.append(marker + lines.replace("\n", f"\n{_INDENT}").replace(f"\n{_INDENT}\n", "\n\n"))
    return gap.join(items)


def _table(table: Table, paragraph: Callable[[Paragraph], str]) -> str:
    head, *rows = ([paragraph(Paragraph(cell)) for cell in row] for row in table.rows)
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, ["---"] * len(head), *rows))


def _is_tight(block: ListBlock) -> bool:
    """Tell whether every item is one paragraph with at most one tight list below it."""
    return all(
        len(item) == 1 or (len(item) == 2 and isinstance(item[1], ListBlock) and _is_tight(item[1]))  # noqa: PLR2004 - a paragraph and a list
        for item in block.items
    )


def _run(children: Iterable[Inline], *, block: bool = False, styled: bool = False) -> str:
    """Write inlines in a row; `block` when they are a whole paragraph, `styled` inside emphasis."""
    nodes = merge_texts(children)
    written = ""
    for index, node in enumerate(nodes):
        ahead = nodes[index + 1] if index + 1 < len(nodes) else Text(" ")
        match node:
            case Text(value):
                written += escape_run(value, starts=block and index == 0, ends=block and index == len(nodes) - 1)
            case Code(value):
                written += _code(value, alone=not written.endswith("`"))
            case Link(label, str(url)):
                if written.endswith("!"):  # an image otherwise
                    written = f"{written[:-1]}\\!"
                written += f"[{_run(label, styled=styled)}]({_destination(url)})"
            case Emphasis(inner) | Strong(inner):
                mark, tag = _STYLES[type(node)]
                body = _run(inner, styled=True)
                free = not styled and _is_free(written, body, ahead)
                written += f"{mark}{body}{mark}" if free else f"<{tag}>{body}</{tag}>"
    return written


def _is_free(written: str, body: str, ahead: Inline) -> bool:
    """Tell whether emphasis marks around `body` stand between blanks or plain punctuation."""
    return (
        written[-1:] in {"", " ", "("}
        and body == body.strip()
        and isinstance(ahead, Text)
        and ahead.value[:1] in {" ", ".", ",", ";", ":", "!", "?", ")"}
    )


def _code(value: str, *, alone: bool) -> str:
    if alone and _SIMPLE_CODE.fullmatch(value):
        return f"`{value}`"
    return f"<code>{escape_run(value, starts=False, ends=False)}</code>"


def _destination(url: str) -> str:
    """Encode what Markdown would act on in a URL that is already percent-encoded."""
    return _ENTITY.sub("&amp;", quote(url, safe=_SAFE_IN_DESTINATION))
