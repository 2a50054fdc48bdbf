"""Python-Markdown looks in a page for those inline signs alone that the page has.

It tries each of some fourteen patterns on each run of text, and of most of them no sign stands in the whole page. What
comes out is the same: a pattern is left out where that is missing without which it matches nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from markdown import inlinepatterns as known
from markdown.extensions import Extension
from markdown.treeprocessors import InlineProcessor

if TYPE_CHECKING:
    import xml.etree.ElementTree as ET

    from markdown import Markdown
    from markdown.inlinepatterns import Pattern
    from mkdocs.config.defaults import MkDocsConfig

_SIGNS = {
    known.BACKTICK_RE: "`",
    known.ESCAPE_RE: "\\",
    known.LINK_RE: "[",
    known.IMAGE_LINK_RE: "![",
    known.AUTOLINK_RE: "://",
    known.AUTOMAIL_RE: "@",
    known.LINE_BREAK_RE: "  \n",
    known.HTML_RE: "<",
    known.ENTITY_RE: "&",
}
"""Pattern of Python-Markdown → what stands in each text that it matches."""


class PresentSigns(InlineProcessor):
    """Reads the inline text of a page by the patterns whose signs are there."""

    def run(self, tree: ET.Element, ancestors: list[str] | None = None) -> ET.Element:
        """Read all below an element; beside a pattern unknown here, which may write any sign, all are kept."""
        patterns = [*self.md.inlinePatterns]
        if all(_list_signs(pattern) for pattern in patterns):
            text = "".join(tree.itertext())
            patterns = [pattern for pattern in patterns if self._may_match(pattern, text)]
        self.inlinePatterns = patterns  # type: ignore[assignment]  # it is only read by place
        return super().run(tree, ancestors)

    def _may_match(self, pattern: Pattern, text: str) -> bool:
        """Tell whether a pattern may find anything; what `[name]: address` defines is known by now."""
        if isinstance(pattern, known.ReferenceInlineProcessor) and not self.md.references:
            return False
        return any(sign in text for sign in _list_signs(pattern))


class PresentSignsExtension(Extension):
    """Puts it in the place of Python-Markdown's own."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        """Register under the name and with the priority of what it replaces; what others have put there stays."""
        if type(md.treeprocessors["inline"]) is InlineProcessor:
            md.treeprocessors.register(PresentSigns(md), "inline", 20)


def read_present_signs(config: MkDocsConfig) -> None:
    """Let MkDocs read pages so."""
    config.markdown_extensions.append(PresentSignsExtension())  # type: ignore[arg-type]  # Python-Markdown takes both


def _list_signs(pattern: Pattern) -> list[str]:
    """List the signs of which one stands in each text that a pattern matches; none where that is not known.

    Another package's pattern is not known, even if it matches the same: what it makes of that is its own.
    """
    if type(pattern).__module__ != known.__name__:
        return []
    if isinstance(pattern, known.DelimiterProcessor):
        return pattern.tokens
    sign = _SIGNS.get(pattern.pattern)
    return [] if sign is None else [sign]
