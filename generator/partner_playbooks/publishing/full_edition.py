"""An edition with files to download, to which its pages lead. Apart from `edition`: it needs every format's library."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partner_playbooks.downloads.builder_data import describe_templates
from partner_playbooks.downloads.document_data import describe_documents
from partner_playbooks.downloads.offers import list_offers
from partner_playbooks.downloads.task_list_maker import TaskListMaker
from partner_playbooks.finding.findable import Findable
from partner_playbooks.handbook.model.base import Audience
from partner_playbooks.pages.page_kinds import render_pages
from partner_playbooks.pages.parts.writers import Known, PartnerRecords
from partner_playbooks.plans.calendar import build_programme_calendar
from partner_playbooks.publishing.edition import Beside, Edition
from partner_playbooks.publishing.path_claims import refuse_double_claims
from partner_playbooks.tracking.connect_form import describe_tables

if TYPE_CHECKING:
    from collections.abc import Sequence

    from partner_playbooks.downloads.download_style import DownloadStyle
    from partner_playbooks.downloads.known_lists import KnownLists
    from partner_playbooks.downloads.offers import Offer
    from partner_playbooks.handbook.linked import Handbook
    from partner_playbooks.pages.theme import Theme


def render_full_edition(  # noqa: PLR0913 - two of them say what is known already
    handbook: Handbook,
    audience: Audience,
    theme: Theme,
    known: Known,
    style: DownloadStyle,
    *,
    lists: KnownLists | None = None,
) -> Edition:
    """Render the pages of one edition with all its files, from the handbook of its audience.

    With a past, they say what changed; with a snapshot, those of the internal edition say where partners are. What is
    in the known `lists` is not put into words again.

    Raises:
        UserError: the look of files for partners holds a word that must not leave, or two files claim one path.
    """
    projected, speaking = handbook.project(audience), style.speak_to(audience)
    if audience is Audience.PARTNER:
        style.refuse(handbook.programme.words_that_must_not_leave)
    maker = TaskListMaker(projected, speaking.messages, build_programme_calendar(projected.programme))
    records = PartnerRecords.of(known.tracked) if audience is Audience.INTERNAL else None

    def offer_files(offered: Sequence[Offer]) -> Edition:
        held = [offer.file for offer in offered]
        pages = render_pages(projected, theme, known.past, tuple(held), records)
        refuse_double_claims(pages, offered)

        def describe() -> Beside:
            made_of, documents = describe_templates(maker, held), describe_documents(maker, speaking)
            if audience is Audience.INTERNAL:  # the builder makes a version for the partner of each plan
                words = style.messages.speak_to(Audience.PARTNER)
                theirs = TaskListMaker(handbook.project(Audience.PARTNER), words, maker.calendar)
                made_of["partner"] = describe_templates(theirs, ())
                documents["partner"] = describe_documents(theirs, style.speak_to(Audience.PARTNER))
            tables = describe_tables(projected) if records is not None and records.tracked is None else None
            has_records = records is not None and records.tracked is not None
            told = render_pages(projected, theme, known.past, tuple(held)) if has_records else pages
            return Beside(made_of, documents, tables, Findable(projected, theme, pages, told))

        words = speaking.messages.for_scripts
        return Edition(projected, pages, words, offered, speaking, describe, offering=offer_files)

    return offer_files(tuple(list_offers(maker, speaking, lists)))
