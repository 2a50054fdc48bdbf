"""The files that invite a partner to its plan: the mail, and the code that opens the plan on a telephone."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import segno

from partner_playbooks.downloads.csv_file import guard_cell
from partner_playbooks.plans.invitation import find_contact, write_invitation_link

if TYPE_CHECKING:
    from collections.abc import Iterable

    from partner_playbooks.downloads.partner_list import Row
    from partner_playbooks.downloads.task_list_maker import TaskListMaker
    from partner_playbooks.plans.dated import Request
    from partner_playbooks.plans.invitation import PlanContact

INVITATION, CODE = "invitation.txt", "invitation.svg"
INVITATIONS = "invitations.csv"
_COLUMNS = ("partner", "folder", "subject", "link", "contact")


@dataclass(frozen=True, slots=True)
class InvitationMaker:
    """Makes invitations to plans of the partner edition."""

    maker: TaskListMaker
    """Of the partner edition: a plan that partners do not have invites nobody."""
    site: str
    """Where the partner site is."""
    contact: PlanContact
    """Whom partners ask where none is named for one of them."""

    def link(self, request: Request, named: PlanContact) -> str:
        """Give the address that makes the plan; `named` says whom this partner asks."""
        return write_invitation_link(self.site, request, self._contact(named))

    def make(self, request: Request, named: PlanContact) -> dict[str, bytes]:
        """Give the text of a mail, and the link as a code for telephones, by their names."""
        say, handbook = self.maker.messages.say, self.maker.handbook
        link = self.link(request, named)
        body = say(
            "my-plans.to_partner.invite_body",
            partner=request.partner or say("my-plans.to_partner.your_partner"),
            plan=handbook.entities["plan"][request.plan].title,
            link=link,
            name=self._contact(named).name or handbook.programme.vendor,
        )
        drawn = io.BytesIO()
        segno.make(link, micro=False).save(drawn, kind="svg", scale=4, border=4, dark="#000", light="#fff")
        return {INVITATION: f"{self._subject}\n\n{body}\n".encode(), CODE: drawn.getvalue()}

    def table(self, rows: Iterable[Row]) -> bytes:
        """Give a line per partner, as CSV, for a mail program that merges letters with a table."""
        out = io.StringIO(newline="")
        lines = csv.writer(out, lineterminator="\r\n")
        lines.writerow(_COLUMNS)
        for row in rows:
            known = (row.request.partner, row.folder, self._subject, self.link(row.request, row.contact))
            lines.writerow(map(guard_cell, (*known, self._contact(row.contact).name)))
        return b"\xef\xbb\xbf" + out.getvalue().encode()

    @property
    def _subject(self) -> str:
        return self.maker.messages.say(
            "my-plans.to_partner.invite_subject", vendor=self.maker.handbook.programme.vendor
        )

    def _contact(self, named: PlanContact) -> PlanContact:
        """Give whom to ask: with addresses of one's own, or by those of the programme's first contact."""
        given = named if named.is_reachable else replace(self.contact, name=named.name or self.contact.name)
        if given.is_reachable:
            return given
        return replace(find_contact(self.maker.handbook), name=given.name)
