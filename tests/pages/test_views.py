"""One item, many views: what is changed once changes wherever it is shown, and nowhere else."""

from dataclasses import replace

import pytest
from models import written_with
from shipped import CONTENT

from partner_playbooks.handbook.linked import link_content
from partner_playbooks.handbook.model.base import Audience
from partner_playbooks.pages.page_kinds import render_pages

ITEM = "activate.first-login"
TITLE = "Zqx new title"


def rendered(content, theme, audience):
    pages = render_pages(link_content(content).project(audience), theme)
    return {page.path: replace(page, text=page.markdown) for page in pages}


def retitled(id_):
    """Give the shipped content with another title for one checklist item."""

    def changed(placed):
        if placed.kind != "stage":
            return placed
        checklist = tuple(
            item.model_copy(update={"title": TITLE}) if item.id == id_ else item for item in placed.record.checklist
        )
        return written_with(placed, placed.record.model_copy(update={"checklist": checklist}))

    return replace(CONTENT, placed=tuple(map(changed, CONTENT.placed)))


TYPES = {f"partner-types/{type_.id}.md" for type_ in link_content(CONTENT).partner_types}
VIEWS = {
    "stages/activate.md",
    "plans/onboarding-30.md",
    "plans/onboarding-90.md",
    "roles/alliance-lead.md",
    "bottlenecks/no-portal-access.md",
    *TYPES,
}
"""Its stage, the plans that take it, its owner, what it prevents, and the path of every partner type."""


@pytest.mark.long
@pytest.mark.parametrize(
    ("audience", "expected"),
    [
        (Audience.INTERNAL, VIEWS | {"roles/partner-operations.md", "bottlenecks/signed-and-silent.md"}),
        (Audience.PARTNER, VIEWS | {"roles/partner-team.md"}),
    ],
)
def test_an_items_new_title_changes_its_views_and_nothing_else(theme, audience, expected):
    before, after = rendered(CONTENT, theme, audience), rendered(retitled(ITEM), theme, audience)
    assert list(before) == list(after)
    assert {path for path in before if before[path] != after[path]} == expected
    old = link_content(CONTENT).items[ITEM].item.title
    for path in expected:
        assert after[path].markdown == before[path].markdown.replace(old, TITLE), path
