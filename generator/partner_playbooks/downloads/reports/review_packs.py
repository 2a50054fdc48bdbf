"""The pack of a partner before a review: a folder that it gets, and one that stays inside."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from partner_playbooks.downloads.formats import FORMS
from partner_playbooks.downloads.reports.board_page import make_board_page
from partner_playbooks.downloads.reports.docx_report import render_docx_report
from partner_playbooks.downloads.reports.exit_notice import NOTICE, fill_notice
from partner_playbooks.downloads.reports.health_scorecard import make_health_scorecard
from partner_playbooks.downloads.reports.monday_list import list_owners, make_monday_list
from partner_playbooks.downloads.reports.own_facts import OwnFacts
from partner_playbooks.downloads.reports.partner_review import make_partner_review
from partner_playbooks.downloads.reports.pdf_report import render_pdf_report
from partner_playbooks.downloads.reports.pptx_report import render_pptx_report
from partner_playbooks.downloads.reports.xlsx_report import render_xlsx_report
from partner_playbooks.plans.file_names import make_file_stem

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from partner_playbooks.downloads.download_style import DownloadStyle
    from partner_playbooks.downloads.reports.report_parts import Report
    from partner_playbooks.downloads.reports.report_words import ReportWriter
    from partner_playbooks.pages.parts.by_partner import ByPartner
    from partner_playbooks.tracking.snapshot_facts import PartnerFacts, Tracked

REPORTS: dict[str, Callable[[Report, DownloadStyle], bytes]] = {
    "pdf": render_pdf_report,
    "docx": render_docx_report,
    "xlsx": render_xlsx_report,
    "pptx": render_pptx_report,
}
"""Formats of reports: what a file's name ends in → function from a report and a style to its bytes."""
INTERNAL = "internal"


@dataclass(frozen=True, slots=True)
class ReviewPacks:
    """What packs are made of."""

    inside: ReportWriter
    outside: ReportWriter
    """Of the partner edition."""
    tracked: Tracked
    sorted_: ByPartner
    words: Collection[str]
    """Those that must not leave."""

    def list_files(self, partner: PartnerFacts) -> dict[str, Callable[[], bytes]]:
        """Give a way to make each file of a partner's pack, by its path in the folder of the pack.

        Raises:
            UserError: the partner's own part would hold a word that must not leave.
        """
        stem = make_file_stem(partner.name)
        review = make_partner_review(self.outside, OwnFacts.of(partner, self.sorted_), self.words)
        scorecard = make_health_scorecard(self.inside, self.tracked, self.sorted_, partner)
        files = _offer(review, self.outside.style, f"for-{stem}/{stem}-{review.name}")
        files |= _offer(scorecard, self.inside.style, f"{INTERNAL}/{stem}-{scorecard.name}-{INTERNAL}")
        return files | self._offer_notice(partner, stem)

    def _offer_notice(self, partner: PartnerFacts, stem: str) -> dict[str, Callable[[], bytes]]:
        """Offer the final notice, filled in, of a partner that an exit is to be talked about with."""
        candidate = next((each for each in self.tracked.candidates if each.partner == partner.id), None)
        notice = None if candidate is None else fill_notice(self.inside, self.tracked, candidate)
        if notice is None:
            return {}
        return {
            f"{INTERNAL}/{stem}-{NOTICE}-{INTERNAL}.{ending}": partial(render, notice, self.inside.style)
            for ending, render in FORMS.items()
        }

    def list_common_files(self) -> Mapping[str, Callable[[], bytes]]:
        """Give a way to make each file that is not about one partner: a Monday list per owner, and the board's page.

        Their names hold the day: what somebody typed into the list of last week stays.
        """
        day = self.tracked.day.isoformat()
        files = _offer(make_board_page(self.inside, self.tracked), self.inside.style, f"board-{day}-{INTERNAL}")
        for owner in list_owners(self.tracked) or [""]:
            report = make_monday_list(self.inside, self.tracked, owner)
            name = "-".join(filter(None, ("monday", make_file_stem(owner) if owner else "", day, INTERNAL)))
            files[f"{name}.xlsx"] = partial(render_xlsx_report, report, self.inside.style)
        return files


def _offer(report: Report, style: DownloadStyle, stem: str) -> dict[str, Callable[[], bytes]]:
    return {f"{stem}.{ending}": partial(render, report, style) for ending, render in REPORTS.items()}
