"""An edition, rendered: the pages and files that one audience gets, ready to be written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from partner_playbooks.downloads.builder_data import describe_templates
from partner_playbooks.downloads.offers import list_offers
from partner_playbooks.downloads.task_list import TaskListMaker
from partner_playbooks.handbook.model.base import Audience
from partner_playbooks.pages import render_pages
from partner_playbooks.plans.calendar import build_programme_calendar
from partner_playbooks.publishing.path_claims import refuse_double_claims

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from partner_playbooks.changes import Chronicle
    from partner_playbooks.downloads.download_style import DownloadStyle
    from partner_playbooks.downloads.offers import Offer
    from partner_playbooks.handbook.linked import Handbook
    from partner_playbooks.pages.artifact import Page
    from partner_playbooks.pages.theme import Theme


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition, ready to be written: its handbook and pages."""

    handbook: Handbook
    pages: Sequence[Page]
    messages: Mapping[str, Any]
    """The catalogue that the pages are made with; the site's own templates need some of it."""
    offers: Sequence[Offer] = ()
    """Files to download."""
    look: DownloadStyle | None = None
    """What they are made with."""
    templates: Mapping[str, Any] | None = None
    """What the plan builder makes plans of."""
    offline: str = ""
    """Name of the file of the site that holds a copy of it, to be read without a server."""
    offering: Callable[[Sequence[Offer]], Edition] | None = None
    """Gives this edition with other files to download, for those that cannot be made; pages lead to no others."""

    @property
    def name(self) -> str:
        """`internal` or `partner`."""
        return self.handbook.edition.value


def render_edition(
    handbook: Handbook,
    audience: Audience,
    theme: Theme,
    past: Chronicle | None = None,
    files: DownloadStyle | None = None,
) -> Edition:
    """Render the pages of one edition from the handbook of its audience.

    With a past, they say what changed; with the look of files, there are files to download, and pages lead to them.
    """
    projected = handbook.project(audience)
    if files is None:
        pages = render_pages(projected, theme, past)
        return Edition(projected, pages, theme.messages[projected.programme.language])
    if audience is Audience.PARTNER:
        files.refuse(handbook.programme.words_that_must_not_leave)
    maker = TaskListMaker(projected, files.messages, build_programme_calendar(projected.programme))
    theirs = None
    if audience is Audience.INTERNAL:
        theirs = TaskListMaker(handbook.project(Audience.PARTNER), files.messages, maker.calendar)

    def offering(offered: Sequence[Offer]) -> Edition:
        held = [offer.file for offer in offered]
        pages = render_pages(projected, theme, past, tuple(held))
        refuse_double_claims(pages, offered)
        catalogue = theme.messages[projected.programme.language]
        made_of = describe_templates(maker, held)
        if theirs is not None:  # the builder makes a version for the partner of each plan
            made_of["partner"] = describe_templates(theirs, ())
        return Edition(projected, pages, catalogue, offered, files, made_of, offering=offering)

    return offering(tuple(list_offers(maker, files)))
