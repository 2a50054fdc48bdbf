"""`playbooks mcp` asked by the protocol's own client, beside a plain reader of the published data."""

import asyncio
import json
from concurrent.futures import ThreadPoolExecutor

import pytest
from mcp import Client
from mcp.client.stdio import StdioServerParameters
from running import PLAYBOOKS, ROOT
from shipped import EXAMINED

from partner_playbooks.finding.findable import Findable
from partner_playbooks.handbook.model.base import Audience
from partner_playbooks.pages.page_kinds import render_pages
from partner_playbooks.project.folder import Project
from partner_playbooks.project.theme_files import read_theme

pytestmark = pytest.mark.long

QUESTIONS = [
    ("find", {"words": "how do I register a deal", "most": 1}, "Deal registration"),
    ("find", {"words": "kickoff agenda", "most": 1}, "kickoff-agenda"),
    ("find", {"words": "we cannot log in", "most": 3}, "no-portal-access"),
    ("get", {"kind": "metric", "id": "activation-rate"}, "within 90 days"),
    ("get", {"kind": "tier", "id": "gold"}, "requirements"),
    ("get", {"kind": "role", "id": "partner-manager"}, "mission"),
    ("get", {"kind": "item", "id": "activate.kickoff"}, "stages/activate/#activate.kickoff"),
    ("get", {"kind": "page", "id": "glossary"}, "Glossary"),
    ("get", {"kind": "term", "id": "map"}, "Mutual action plan"),
    ("plan_dates", {"plan": "onboarding-30", "day": "2026-12-01", "partner_types": ["reseller"]}, "2026-12-01"),
    ("plan_dates", {"plan": "renewal", "day": "2027-06-30"}, "2027-06-30"),
]
REFUSED = [
    ("get", {"kind": "metric", "id": "activation-rat"}, "activation-rate"),
    ("get", {"kind": "bottleneck", "id": "budget-in-doubt"}, "no bottleneck"),
    ("get", {"kind": "item", "id": "align.agreement-templates"}, "align.agreement-templates"),
    ("plan_dates", {"plan": "win-back", "day": "2026-12-01"}, "no plan"),
    ("plan_dates", {"plan": "onboarding-30", "day": "tomorrow"}, "tomorrow"),
]


def ask(calls, *options):
    """Ask in a thread of its own: in this one, a browser's loop may run."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(lambda: asyncio.run(asked(calls, *options))).result()


async def asked(calls, *options):
    command = StdioServerParameters(command=str(PLAYBOOKS), args=["mcp", "--project", str(ROOT), *options])
    async with Client(command) as client:
        tools = (await client.list_tools()).tools
        return tools, [await client.call_tool(name, arguments) for name, arguments, _ in calls]


def test_an_assistant_gets_answers_from_the_partner_edition_and_can_change_nothing():
    tools, answers = ask([*QUESTIONS, *REFUSED])
    assert {tool.name for tool in tools} == {"find", "get", "plan_dates"}
    assert all(tool.annotations.read_only_hint for tool in tools)
    for (_, arguments, expected), answer in zip(QUESTIONS, answers, strict=False):
        assert not answer.is_error, arguments
        assert expected in json.dumps(answer.structured_content, ensure_ascii=False), arguments
    for (_, arguments, expected), answer in zip(REFUSED, answers[len(QUESTIONS) :], strict=True):
        assert answer.is_error, arguments
        assert expected in answer.content[0].text, arguments


def test_the_internal_edition_has_to_be_asked_for():
    _, (answer,) = ask(REFUSED[1:2], "--edition", "internal")
    assert not answer.is_error
    assert answer.structured_content["title"] == "The budget stays in doubt"


def test_a_plain_reader_finds_the_same_in_the_data_and_no_internal_fact():
    handbook = EXAMINED.handbook.project(Audience.PARTNER)
    theme = read_theme(Project(ROOT))
    pages = render_pages(handbook, theme)
    found = Findable(handbook, theme, pages, pages)
    data, (plain, lists) = found.write_data(), found.write_plain()
    kinds = json.loads(data["data/handbook.json"])["kinds"]
    by_id = {(kind, each["id"]): each for kind, entities in kinds.items() for each in entities}
    for name, arguments, expected in QUESTIONS:
        if name == "get" and arguments["kind"] in kinds:
            assert expected in json.dumps(by_id[arguments["kind"], arguments["id"]], ensure_ascii=False)
    text = "\n".join([*data.values(), *plain.values(), *lists.values()])
    hidden = {
        entity.title
        for kind in ("bottleneck", "guide", "experiment", "assertion")
        for id_, entity in EXAMINED.handbook.entities[kind].items()
        if id_ not in handbook.entities.get(kind, {})
    }
    assert len(hidden) > 50
    assert not [title for title in hidden if f'"{title}"' in text or f"# {title}\n" in text]
