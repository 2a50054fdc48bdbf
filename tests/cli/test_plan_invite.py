"""`playbooks plan … --invite`, as it is typed."""

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


@pytest.mark.parametrize("more", [["--internal"], ["--partners", "many.csv"]])
def test_it_is_one_invitation_for_a_partner(project, tmp_path, more):
    name_site(project)
    done = playbooks(*PLAN, *more, "--project", project, "--out", tmp_path / "out")
    assert done.returncode == 2
    assert "--invite makes one invitation" in done.stderr
