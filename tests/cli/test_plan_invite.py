"""`playbooks plan … --invite`, as it is typed."""

import csv

import pytest
from lxml import etree
from running import playbooks

pytestmark = pytest.mark.long
PLAN = ("plan", "onboarding-30", "--partner", "Acme", "--type", "reseller", "--start", "2026-12-01", "--invite")


@pytest.fixture
def project(tmp_path):
    folder = tmp_path / "ours"
    assert playbooks("init", folder).returncode == 0
    return folder


def name_site(project):
    config = project / "site_config.yml"
    text = config.read_text(encoding="utf-8")
    assert 'partner_site: ""' in text
    config.write_text(text.replace('partner_site: ""', "partner_site: https://partners.example.com"), encoding="utf-8")


def test_an_invitation_is_a_mail_and_a_code_with_the_address(project, tmp_path):
    name_site(project)
    out = tmp_path / "out"
    done = playbooks(*PLAN, "--contact", "A new user", "--project", project, "--out", out)
    assert done.returncode == 0, done.stderr
    link = done.stdout.splitlines()[-1]
    assert link.startswith("https://partners.example.com/my-plans/#invitation&plan=onboarding-30&partner=Acme&")
    assert "name=A+new+user&mail=partner-managers%40example.com" in link
    text = (out / "invitation.txt").read_text(encoding="utf-8")
    assert link in text.splitlines()
    assert "30-day onboarding plan" in text
    drawn = etree.parse(out / "invitation.svg").getroot()
    assert drawn.tag == "{http://www.w3.org/2000/svg}svg"


def test_without_the_address_of_the_partner_site_it_says_what_to_write(project, tmp_path):
    done = playbooks(*PLAN, "--project", project, "--out", tmp_path / "out")
    assert done.returncode == 2
    assert "partner_site" in done.stderr
    assert not (tmp_path / "out").exists()


def test_the_own_edition_invites_nobody(project, tmp_path):
    name_site(project)
    done = playbooks(*PLAN, "--internal", "--project", project, "--out", tmp_path / "out")
    assert done.returncode == 2
    assert "--invite is for partners" in done.stderr


def test_a_partner_of_two_types_is_invited_with_both(project, tmp_path):
    name_site(project)
    done = playbooks(*PLAN, "--type", "msp", "--project", project, "--out", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    assert "&type=reseller+msp&" in done.stdout.splitlines()[-1]


def read_links(folder):
    with (folder / "invitations.csv").open(encoding="utf-8-sig", newline="") as file:
        return {line["partner"]: line["link"] for line in csv.DictReader(file)}


def test_many_are_invited_at_once_each_by_its_own_contact(project, tmp_path):
    name_site(project)
    table = tmp_path / "partners.csv"
    table.write_text(
        "partner;start;type;contact;contact-mail\n"
        "Acme;2026-12-01;Reseller, msp;A new user;user@example.com\n"
        "=Bolt;2026-12-02;;;\n",
        encoding="utf-8",
    )
    many = ("plan", "onboarding-30", "--partners", table, "--invite", "--project", project, "--out", tmp_path / "out")
    done = playbooks(*many, "--contact", "Another user")
    assert done.returncode == 0, done.stderr
    links = read_links(tmp_path / "out")
    assert list(links) == ["Acme", "'=Bolt"]
    assert "&type=reseller+msp&" in links["Acme"]
    assert "&name=A+new+user&mail=user%40example.com&" in links["Acme"]
    assert "&name=Another+user&mail=partner-managers%40example.com&" in links["'=Bolt"]
    for folder, link in zip(("acme", "bolt"), links.values(), strict=True):
        assert link in (tmp_path / "out" / folder / "invitation.txt").read_text(encoding="utf-8").splitlines()
    again = playbooks(*many, "--contact", "A third user")
    assert "1 pack made" in again.stdout, again.stdout
    assert "1 were there already" in again.stdout
    assert "Another user" not in (tmp_path / "out" / "bolt" / "invitation.txt").read_text(encoding="utf-8")
