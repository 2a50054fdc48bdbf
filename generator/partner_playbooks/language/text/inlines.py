"""The inside of a paragraph: markdown-it's inline tokens, read into the tree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .link_targets import VALUE, read_link_target
from .subset import describe_refused
from .text_problems import Problem
from .text_tree import Code, Emphasis, Inline, Link, NamedValue, Strong, Text, merge_texts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it.token import Token

_LEVELS = 6  # renderers recurse; nobody reads emphasis in emphasis in emphasis


class InlineReader:
    """Reads the paragraphs of one source and adds what is wrong with them to `problems`."""

    def __init__(self, source: str, problems: list[Problem]) -> None:
        """Take the source that snippets are to be found in."""
        self._source = source
        self._problems = problems

    def read(self, paragraph: Token) -> tuple[Inline, ...]:
        """Build the tree of one `inline` token, on a stack: no depth is refused while it is read."""
        line = paragraph.content.partition("\n")[0]
        stack: list[tuple[Token, list[Inline]]] = [(paragraph, [])]
        depth = 0
        before = ""
        for token in paragraph.children or ():
            if token.nesting > 0:
                stack.append((token, []))
                depth = max(depth, len(stack))
                if token.type == "link_open" and before.endswith("!"):
                    self._problems.append(describe_refused("image", "!["))
            elif token.nesting < 0:
                opener, children = stack.pop()
                stack[-1][1].extend(self._wrapped(opener, merge_texts(children), line))
            else:
                stack[-1][1].extend(self._leaf(token, line))
            before = token.content if token.type == "text" else ""
        if depth > _LEVELS:
            self._problems.append(Problem("emphasis is nested too deeply", "use one kind at a time", line))
        return merge_texts(stack[0][1])

    def _wrapped(self, opener: Token, children: tuple[Inline, ...], line: str) -> Iterator[Inline]:
        if opener.type == "em_open":
            yield Emphasis(children)
        elif opener.type == "strong_open":
            yield Strong(children)
        else:
            yield from self._link(opener, children, line)

    def _link(self, opener: Token, children: tuple[Inline, ...], line: str) -> Iterator[Inline]:
        destination, title = str(opener.attrs["href"]), opener.attrs.get("title")
        if title is not None:
            self._problems.append(
                Problem(
                    "link titles are not allowed",
                    "remove the part in quotes",
                    self._snippet(str(title), line),
                )
            )
        if not children:
            self._problems.append(
                Problem("a link has no label", "write [label](address)", self._snippet(f"]({destination}", line))
            )
        target = read_link_target(destination)
        if isinstance(target, Problem):
            snippet = self._snippet(target.snippet, line)
            self._problems.append(Problem(target.message, target.hint, snippet))
        else:
            yield Link(children, target)

    def _leaf(self, token: Token, line: str) -> Iterator[Inline]:
        match token.type:
            case "text":
                yield from _with_values(token.content)
            case "text_special":  # an escaped character: never part of a value's name
                yield Text(token.content)
            case "softbreak":
                yield Text(" ")
            case "code_inline":
                yield Code(token.content)
            case "html_inline" | "hardbreak":
                self._problems.append(describe_refused(token.type, self._snippet(token.content, line)))
            case other:
                raise AssertionError(other)

    def _snippet(self, wanted: str, line: str) -> str:
        """Give `wanted` if the source has it in these characters, else the paragraph's first line."""
        return wanted if wanted and wanted in self._source else line


def _with_values(text: str) -> Iterator[Inline]:
    end = 0
    for match in VALUE.finditer(text):
        if match.start() > end:
            yield Text(text[end : match.start()])
        yield NamedValue(match[1])
        end = match.end()
    if end < len(text):
        yield Text(text[end:])
