"""My plans: where the site's script makes plans for a partner, and keeps them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from partner_playbooks.pages.parts import addresses
from partner_playbooks.pages.parts.writers import PageHead

if TYPE_CHECKING:
    from collections.abc import Iterator

    from partner_playbooks.pages.artifact import Page
    from partner_playbooks.pages.parts.links import Link
    from partner_playbooks.pages.parts.writers import EditionWriter


@dataclass(frozen=True, slots=True)
class Row:
    """A plan that can be made; for those whose browser runs no script, a link to it."""

    anchor: str
    link: Link


@dataclass(frozen=True, slots=True)
class Context:
    """What the template shows where no script runs."""

    downloads: Link
    plans: tuple[Row, ...]


def pages(edition: EditionWriter) -> Iterator[Page]:
    """Yield the page, where there are plans and files."""
    if not edition.makes_plans:
        return
    writer = edition.writer(addresses.MY_PLANS)
    plans = (Row(addresses.make_plan_anchor(plan.id), writer.entity("plan", plan.id)) for plan in writer.handbook.plans)
    context = Context(writer.place(writer.say("download.title"), addresses.DOWNLOADS), tuple(plans))
    head = PageHead(addresses.MY_PLANS, writer.say("my-plans.title"), (writer.say("plan.nav"),))
    yield edition.page(head, "my_plans.md.jinja", context)
