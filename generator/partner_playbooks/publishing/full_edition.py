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
from partner_playbooks.publishing.edition import Edition
from partner_playbooks.publishing.path_claims import refuse_double_claims
from partner_playbooks.tracking.connect_form import describe_tables

if TYPE_CHECKING:
    from collections.abc import Sequence

    from partner_playbooks.downloads.download_style import DownloadStyle
    from partner_playbooks.downloads.offers import Offer
    from partner_playbooks.handbook.linked import Handbook
    from partner_playbooks.pages.theme import Theme


def render_full_edition(
    handbook: Handbook, audience: Audience, theme: Theme, known: Known, style: DownloadStyle
) -> Edition:
    """Render the pages of one edition with all its files, from the handbook of its audience.

    With a past, they say what changed; with a snapshot, those of the internal edition say where partners are.

    Raises:
        UserError: the look of files for partners holds a word that must not leave, or two files claim one path.
    """
    projected, speaking = handbook.project(audience), style.speak_to(audience)
    if audience is Audience.PARTNER:
        style.refuse(handbook.programme.words_that_must_not_leave)
    maker = TaskListMaker(projected, speaking.messages, build_programme_calendar(projected.programme))
    theirs = None
    records = PartnerRecords.of(known.tracked) if audience is Audience.INTERNAL else None
    if audience is Audience.INTERNAL:
        words = style.messages.speak_to(Audience.PARTNER)
        theirs = TaskListMaker(handbook.project(Audience.PARTNER), words, maker.calendar)

    def offer_files(offered: Sequence[Offer]) -> Edition:
        held = [offer.file for offer in offered]
        pages = render_pages(projected, theme, known.past, tuple(held), records)
        refuse_double_claims(pages, offered)
        made_of = describe_templates(maker, held)
        if theirs is not None:  # the builder makes a version for the partner of each plan
            made_of["partner"] = describe_templates(theirs, ())
        documents = describe_documents(maker, speaking)
        if theirs is not None:
            documents["partner"] = describe_documents(theirs, style.speak_to(Audience.PARTNER))
        tables = describe_tables(projected) if records is not None and records.tracked is None else None
        words = speaking.messages.for_scripts
        has_records = records is not None and records.tracked is not None
        told = render_pages(projected, theme, known.past, tuple(held)) if has_records else pages
        findable = Findable.of(projected, theme, pages, told)
        return Edition(
            projected, pages, words, offered, speaking, made_of, documents, tables, findable, offering=offer_files
        )

    return offer_files(tuple(list_offers(maker, speaking)))
