"""The kinds of pages, in their order, and all pages of a handbook. A new kind is a new file and one line here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partner_playbooks.pages import (
    all_partners,
    assertions,
    assess,
    automation,
    automation_index,
    booklet,
    bottleneck,
    bottleneck_index,
    data_quality,
    definitions,
    document,
    document_index,
    downloads,
    experiments,
    figures,
    glossary,
    guide,
    guide_index,
    home,
    how_to_use,
    inventory,
    lifecycle,
    matrix,
    metric,
    metric_index,
    metric_matrix,
    my_plans,
    our_partners,
    partner,
    partner_home,
    partner_questions,
    partner_type,
    partner_type_index,
    partners_begin,
    plan,
    plan_index,
    portfolio,
    reviews,
    role,
    role_index,
    sources,
    stage,
    statistics,
    tier,
    tier_index,
    tools,
    what_changed,
)
from partner_playbooks.pages.parts.writers import EditionWriter

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from partner_playbooks.changes import Chronicle
    from partner_playbooks.handbook.linked import Handbook
    from partner_playbooks.pages.artifact import Page
    from partner_playbooks.pages.parts.download import File
    from partner_playbooks.pages.parts.writers import PartnerRecords
    from partner_playbooks.pages.theme import Theme

PAGES: tuple[Callable[[EditionWriter], Iterator[Page]], ...] = (
    home.pages,
    partner_home.pages,
    partners_begin.pages,
    our_partners.pages,
    all_partners.pages,
    partner.pages,
    partner_questions.pages,
    data_quality.pages,
    portfolio.pages,
    how_to_use.pages,
    assess.pages,
    stage.pages,
    lifecycle.pages,
    bottleneck_index.pages,
    bottleneck.pages,
    plan_index.pages,
    plan.pages,
    my_plans.pages,
    downloads.pages,
    role_index.pages,
    role.pages,
    metric_index.pages,
    metric.pages,
    document_index.pages,
    document.pages,
    partner_type_index.pages,
    partner_type.pages,
    matrix.pages,
    metric_matrix.pages,
    glossary.pages,
    tools.pages,
    figures.pages,
    assertions.pages,
    definitions.pages,
    experiments.pages,
    statistics.pages,
    sources.pages,
    inventory.pages,
    reviews.pages,
    what_changed.pages,
    guide_index.pages,
    guide.pages,
    automation_index.pages,
    automation.pages,
    tier_index.pages,
    tier.pages,
)
"""Every page kind, in the order of the navigation. A new one is a new file and one line here."""

OF_PAGES: tuple[Callable[[EditionWriter, Sequence[Page]], Iterator[Page]], ...] = (booklet.pages,)
"""Page kinds that are made of all other pages."""


def render_pages(
    handbook: Handbook,
    theme: Theme,
    past: Chronicle | None = None,
    files: tuple[File, ...] = (),
    records: PartnerRecords | None = None,
) -> tuple[Page, ...]:
    """Give all pages of a handbook: of the edition it is, with nothing that it does not hold.

    Without a past, pages do not speak of what changed; without files, they lead to none; without records, they know of
    no partner.

    Their text is made when it is asked for.

    Raises:
        UserError: the message catalogue of the theme is at fault.
    """
    edition = EditionWriter.of(handbook, theme, past, files, records)
    made = tuple(page for pages in PAGES for page in pages(edition))
    return (*made, *(page for pages in OF_PAGES for page in pages(edition, made)))
