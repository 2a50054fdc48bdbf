"""`playbooks plan … --invite`: the mail that invites a partner to its plan, and the code that opens it."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import segno

from partner_playbooks.language.diagnostics import UserError
from partner_playbooks.plans.invitation import write_invitation_link
from partner_playbooks.project.settings import find_partner_site

if TYPE_CHECKING:
    from partner_playbooks.downloads.task_list_maker import TaskListMaker
    from partner_playbooks.plans.dated import Request
    from partner_playbooks.plans.invitation import PlanContact

INVITATION, CODE = "invitation.txt", "invitation.svg"


def make_invitation(
    maker: TaskListMaker, request: Request, contact: PlanContact, configuration: bytes
) -> tuple[str, dict[str, bytes]]:
    """Give the link, and the files of an invitation: the text of a mail, and the link as a code for telephones.

    Args:
        maker: Of the partner edition: a plan that partners do not have invites nobody.
        request: What the plan is made for.
        contact: Whom the partner asks.
        configuration: The project's `site_config.yml`, which says where the partner site is.

    Raises:
        UserError: the configuration does not say so.
    """
    site = find_partner_site(configuration)
    if not site:
        raise UserError(
            "an invitation leads to the partner site, and site_config.yml does not say where it is",
            "write its address there: extra: playbooks: partner_site: https://partners.example.com/",
        )
    handbook, say = maker.handbook, maker.messages.say
    link = write_invitation_link(site, request, contact)
    vendor = handbook.programme.vendor
    subject = say("my-plans.to_partner.invite_subject", vendor=vendor)
    body = say(
        "my-plans.to_partner.invite_body",
        partner=request.partner or say("my-plans.to_partner.your_partner"),
        plan=handbook.entities["plan"][request.plan].title,
        link=link,
        name=contact.name or vendor,
    )
    drawn = io.BytesIO()
    segno.make(link, micro=False).save(drawn, kind="svg", scale=4, border=4, dark="#000", light="#fff")
    return link, {INVITATION: f"{subject}\n\n{body}\n".encode(), CODE: drawn.getvalue()}
