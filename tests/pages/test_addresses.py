"""Where something stands."""

from dataclasses import replace

from shipped import EXAMINED

from partner_playbooks.pages.parts.addresses import TOOLS, Address, find_address


def test_a_tool_that_is_named_for_nothing_stands_under_no_family():
    handbook = EXAMINED.handbook
    tools = dict(handbook.entities["tool"])
    id_, tool = next(iter(tools.items()))
    assert find_address(handbook, "tool", id_) == Address(TOOLS, id_)
    tools[id_] = tool.model_copy(update={"strengths": ()})
    other = replace(handbook, entities={**handbook.entities, "tool": tools})
    assert find_address(other, "tool", id_) == Address(TOOLS)
