"""Invitations: the address says what the contract says, and the site's script reads what the command writes."""

from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest
from javascript import computed

from partner_playbooks.handbook.model.programme import Contact
from partner_playbooks.plans.dated import Request
from partner_playbooks.plans.invitation import PlanContact, write_invitation_link

SITE = "https://partners.example.com"
NAMES = ["Acme", "Müller & Söhne ~ GmbH", "日本株式会社", 'a=b&plan=other#x"<b>', "100 % + 1", "x" * 300, "* - . _"]
WRITTEN = """({ link, known, contact }) => {
    const plan = { plan: known.plan, partner: known.partner, anchor: { date: known.date || null } };
    const wish = { type: known.type, tier: known.tier };
    const written = addressInvitation("https://partners.example.com/my-plans/", plan, wish, contact);
    return [written, readInvitation(new URL(link).hash)];
}"""


@pytest.mark.parametrize("name", NAMES)
def test_the_command_and_the_script_write_and_read_the_same_address(name):
    request = Request("onboarding-30", date(2026, 12, 1), name, ("reseller", "msp"), "gold")
    contact = PlanContact("A new user", "user+x@example.com", "+44 20", "https://example.com/book?a=b&c=d")
    link = write_invitation_link(f"{SITE}/", request, contact)
    known = {"plan": "onboarding-30", "partner": name, "type": "reseller msp", "tier": "gold", "date": "2026-12-01"}
    contact = {"name": contact.name, "mail": contact.mail, "phone": contact.phone, "booking": contact.booking}
    written, read = computed(WRITTEN, {"link": link, "known": known, "contact": contact})
    assert written == link
    assert read == {"known": known, "contact": contact}


def test_what_is_open_is_left_out():
    link = write_invitation_link(SITE, Request("onboarding-30", None, "Acme"), PlanContact())
    assert parse_qs(urlsplit(link).fragment) == {"plan": ["onboarding-30"], "partner": ["Acme"], "v": ["1"]}


def test_nothing_of_it_is_sent_to_a_server():
    parts = urlsplit(write_invitation_link(SITE, Request("onboarding-30", date(2026, 12, 1), "Acme"), PlanContact("B")))
    assert (parts.path, parts.query) == ("/my-plans/", "")


@pytest.mark.parametrize(("address", "mail"), [("a@example.com", "a@example.com"), ("the desk", ""), ("#help", "")])
def test_a_contact_of_the_programme_is_asked_by_what_reaches_it(address, mail):
    contact = Contact(role="partner-manager", address=address, audience="partner")
    assert PlanContact.of(contact) == PlanContact("", mail, "", "")


def test_what_is_no_address_is_not_taken_for_one():
    hash_ = "#invitation&plan=p&partner=%00x&booking=javascript%3Aalert(1)&mail=nobody&date=2026-02-30&v=1"
    assert computed("(hash) => readInvitation(hash)", hash_) == {
        "known": {"plan": "p", "partner": "", "type": "", "tier": "", "date": ""},
        "contact": {},
    }
