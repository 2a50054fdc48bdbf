"""Checklists for Python-Markdown: a list item that starts with `[ ]` becomes a labelled checkbox.

    - [ ] Grant portal access {: #activate.portal-access data-role="partner-manager" }

        Owned by the partner manager.

The box and the item's first line stand in one label, so that the box has a name for screen readers and the
whole line can be clicked. Whatever follows stays after the label. Both publishers run this extension, under
the name `partner_playbooks.publishing.checkboxes`.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING

from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

if TYPE_CHECKING:
    from markdown import Markdown

# Id and data are read here because attr_list knows none on the first line of a list item.
_DATA = re.compile(r'(data-[a-z-]+)="([^"]*)"')
_TASK = re.compile(
    r"\[(?P<state>[ xX])\][ ]+(?P<title>\S.*?)"
    r"(?:[ ]+\{:[ ]*(?:\#(?P<id>[^\s{}\#]+)[ ]*)?(?P<data>(?:data-[a-z-]+=\"[^\"{}]*\"[ ]*)*)\})?[ ]*(?P<rest>\n.*)?",
    re.DOTALL,
)


class CheckboxTreeprocessor(Treeprocessor):
    """Rewrites list items while their text is still Markdown, before inline marks are read."""

    def run(self, root: ET.Element) -> None:
        """Turn every task item below `root` into a labelled checkbox and mark its list."""
        for items in root.iter():
            if items.tag in {"ul", "ol"} and [item for item in items if _label(item)]:
                items.set("class", "tasks")


class CheckboxExtension(Extension):
    """Registers the tree processor."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        """Run before `inline` (20), and so before attr_list (8), whatever the order of the configuration."""
        md.treeprocessors.register(CheckboxTreeprocessor(md), "checkboxes", 25)


def makeExtension(**configs: object) -> CheckboxExtension:  # noqa: N802 - Python-Markdown's name
    """Give the extension, as Python-Markdown asks for it by module name."""
    return CheckboxExtension(**configs)


def _label(item: ET.Element) -> bool:
    """Turn a list item into a task if its text says so, and tell whether it did."""
    # A loose item holds its text in a first paragraph, which the label replaces.
    holder = item[0] if len(item) and item[0].tag == "p" and not (item.text or "").strip() else item
    task = _TASK.fullmatch(holder.text or "")
    if task is None:
        return False
    if holder is not item:
        item.remove(holder)
    item.text = None
    item.set("class", "task")
    if task["id"]:
        item.set("id", task["id"])
        item.set("data-item-id", task["id"])
    for name, value in _DATA.findall(task["data"] or ""):
        item.set(name, value)
    item.insert(0, _checkbox(task))
    return True


def _checkbox(task: re.Match[str]) -> ET.Element:
    label = ET.Element("label", {"class": "task__label"})
    box = ET.SubElement(label, "input", {"type": "checkbox", "class": "task__box"})
    if task["state"] != " ":
        box.set("checked", "checked")
    box.tail = " "
    ET.SubElement(label, "span", {"class": "task__title"}).text = task["title"]
    label.tail = task["rest"]
    return label
