"""An invitation: the address that makes a plan for a partner in the browser of whoever opens it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote_plus

if TYPE_CHECKING:
    from partner_playbooks.handbook.linked import Handbook
    from partner_playbooks.handbook.model.programme import Contact
    from partner_playbooks.plans.dated import Request

_PAGE = "my-plans/"


@dataclass(frozen=True, slots=True)
class PlanContact:
    """Whom the partner asks; what is not known is empty."""

    name: str = ""
    mail: str = ""
    phone: str = ""
    booking: str = ""

    @property
    def is_reachable(self) -> bool:
        """Whether there is an address, a number or a page."""
        return any((self.mail, self.phone, self.booking))

    @classmethod
    def of(cls, contact: Contact) -> PlanContact:
        """Take the addresses of a contact of the programme, which is no person."""
        return cls("", contact.mail, contact.phone or "", contact.booking or "")


def find_contact(handbook: Handbook) -> PlanContact:
    """Give whom partners ask where nobody is named: the programme's first contact that they may see."""
    return next(map(PlanContact.of, handbook.programme.contacts), PlanContact())


def write_invitation_link(site: str, request: Request, contact: PlanContact) -> str:
    """Give the address on the partner site, such as `https://partners.example.com/my-plans/#invitation&plan=…&v=1`.

    It carries what the contract says: nobody has to choose. The part behind `#` is sent to no server. The site's script
    `sending.js` reads and writes the same.
    """
    known = {
        "plan": request.plan,
        "partner": request.partner,
        "type": " ".join(request.partner_types),
        "tier": request.tier or "",
        "date": "" if request.anchor is None else request.anchor.isoformat(),
        "name": contact.name,
        "mail": contact.mail,
        "phone": contact.phone,
        "booking": contact.booking,
    }
    said = "&".join(f"{name}={_encode(value)}" for name, value in known.items() if value)
    return f"{site.rstrip('/')}/{_PAGE}#invitation&{said}&v=1"


def _encode(text: str) -> str:
    """Encode as browsers do in the part of an address that holds a form."""
    return quote_plus(text, safe="*-._").replace("~", "%7E")
