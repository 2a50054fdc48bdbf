"""Where something stands."""

from dataclasses import replace

import pytest
from shipped import EXAMINED

from partner_playbooks.pages.parts.addresses import TOOLS, Address, find_address, find_location


def test_a_tool_that_is_named_for_nothing_stands_under_no_family():
    handbook = EXAMINED.handbook
    tools = dict(handbook.entities["tool"])
    id_, tool = next(iter(tools.items()))
    assert find_address(handbook, "tool", id_) == Address(TOOLS, id_)
    tools[id_] = tool.model_copy(update={"strengths": ()})
    other = replace(handbook, entities={**handbook.entities, "tool": tools})
    assert find_address(other, "tool", id_) == Address(TOOLS)


@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("index.md", ""),
        ("glossary.md", "glossary/"),
        ("roles/index.md", "roles/"),
        ("roles/finance.md", "roles/finance/"),
    ],
)
def test_a_page_has_the_address_of_its_markdown(path, address):
    assert find_location(path) == address
