"""Long detail folds away: in a checklist item, a paragraph of class `detail` and all after it become `<details>`.

    - [ ] Grant portal access {: #activate.portal-access }

        **How**
        {: .detail }

        Create accounts in the portal …

Python-Markdown reads no `<details>` inside a list item, and the committed Markdown reads better without one.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING

from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

if TYPE_CHECKING:
    from markdown import Markdown


class FoldingTreeprocessor(Treeprocessor):
    """Rewrites checklist items once their classes are known."""

    def run(self, root: ET.Element) -> None:
        """Fold the detail of every task item below `root`."""
        for item in root.iter("li"):
            if item.get("class") == "task":
                _fold(item)


class FoldingExtension(Extension):
    """Registers the tree processor."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        """Run after attr_list (8), which reads the class."""
        md.treeprocessors.register(FoldingTreeprocessor(md), "folding", 7)


def makeExtension(**configs: object) -> FoldingExtension:  # noqa: N802 - Python-Markdown's name
    """Give the extension, as Python-Markdown asks for it by module name."""
    return FoldingExtension(**configs)


def _fold(item: ET.Element) -> None:
    children = list(item)
    at = next((place for place, child in enumerate(children) if child.get("class") == "detail"), None)
    if at is None:
        return
    heading, *folded = children[at:]
    details = ET.Element("details", {"class": "detail"})
    summary = ET.SubElement(details, "summary")
    summary.text = "".join(heading.itertext()).strip()
    for child in (heading, *folded):
        item.remove(child)
    details.extend(folded)
    item.append(details)
