"""An edition: the pages that one audience gets, ready to be written, and the files to download beside them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from partner_playbooks.pages.page_kinds import render_pages
from partner_playbooks.wording.messages import choose_messages

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from partner_playbooks.changes import Chronicle
    from partner_playbooks.downloads.download_style import DownloadStyle
    from partner_playbooks.downloads.offers import Offer
    from partner_playbooks.finding.findable import Findable
    from partner_playbooks.handbook.linked import Handbook
    from partner_playbooks.handbook.model.base import Audience
    from partner_playbooks.pages.artifact import Page
    from partner_playbooks.pages.theme import Theme


@dataclass(frozen=True, slots=True)
class Beside:
    """What is published beside the pages of an edition, for scripts, for search and for other programs."""

    templates: Mapping[str, Any] | None = None
    """What the plan builder makes plans of."""
    documents: Mapping[str, Any] | None = None
    """What it puts around a plan when it makes files of it."""
    record_tables: Mapping[str, Any] | None = None
    """What a page connects files of records by; None where no page does."""
    findable: Findable | None = None
    """What people and programs find in it; None where nothing is published."""


@dataclass(frozen=True)
class Edition:
    """One edition, ready to be written: its handbook and pages."""

    handbook: Handbook
    pages: Sequence[Page]
    messages: Mapping[str, Any]
    """The catalogue that the pages are made with; the site's own templates need some of it."""
    offers: Sequence[Offer] = ()
    """Files to download."""
    style: DownloadStyle | None = None
    """What they are made with."""
    describe: Callable[[], Beside] = Beside
    """Gives what is published beside the pages."""
    offline: str = ""
    """Name of the file of the site that holds a copy of it, to be read without a server."""
    offering: Callable[[Sequence[Offer]], Edition] | None = None
    """Gives this edition with other files to download, for those that cannot be made; pages lead to no others."""

    @property
    def name(self) -> str:
        """`internal` or `partner`."""
        return self.handbook.edition.value

    @cached_property
    def beside(self) -> Beside:
        """What is published beside the pages, made when it is asked for."""
        return self.describe()


def render_edition(handbook: Handbook, audience: Audience, theme: Theme, past: Chronicle | None = None) -> Edition:
    """Render the pages of one edition from the handbook of its audience; with a past, they say what changed."""
    projected = handbook.project(audience)
    pages = render_pages(projected, theme, past)
    messages = choose_messages(theme.messages, projected.programme).speak_to(audience)
    return Edition(projected, pages, messages.for_scripts)
