"""The job that mails digests: to whom, through which server, and what its log keeps for itself."""

import base64
import json
import os
import subprocess
import sys

import pytest
from filling import plan_file
from mailing import mailing, make_certificate
from running import PLAYBOOKS, ROOT, playbooks

from partner_playbooks.project.resources import find_kit

pytestmark = pytest.mark.long
SCRIPT = find_kit() / "mail_digests.py"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    return make_certificate(tmp_path_factory.mktemp("certificate"))


@pytest.fixture
def server(certificate):
    with mailing(*certificate) as running:
        yield running


@pytest.fixture
def mail(server, certificate, tmp_path):
    """Run the job on the plans of a folder."""

    def run(code=0, *, trusted=True, **environment):
        settings = {
            "PATH": f"{PLAYBOOKS.parent}{os.pathsep}{os.environ['PATH']}",
            "DIGEST_SMTP_HOST": "127.0.0.1",
            "DIGEST_SMTP_PORT": str(server.server_address[1]),
            "DIGEST_FROM": "partners@example.com",
            "DIGEST_VENDOR_DOMAIN": "example.com",
            **({"SSL_CERT_FILE": str(certificate[0])} if trusted else {}),
            **environment,
        }
        command = [sys.executable, SCRIPT, tmp_path]
        done = subprocess.run(command, cwd=ROOT, env=settings, capture_output=True, text=True, check=False)
        assert done.returncode == code, done.stdout + done.stderr
        assert done.stderr == ""
        return done.stdout

    return run


def add_plan(folder, recipients, **changes):
    folder.mkdir()
    (folder / "plan.json").write_text(json.dumps(plan_file() | changes), encoding="utf-8")
    (folder / "recipients.txt").write_text(recipients, encoding="utf-8")


LOGIN = {"DIGEST_SMTP_USER": "us", "DIGEST_SMTP_PASSWORD": "secret"}
BOTH = "# who reads it\nvendor: anna@example.com\nvendor: ben@example.com\n\npartner: bob@acme.example\n"


def test_each_side_gets_its_own_digest_and_nobody_reads_who_else_does(mail, server, tmp_path):
    first = plan_file()["tasks"][0]["id"]
    note = {"value": "CANARY <b>", "at": "2026-12-05T10:00:00Z", "by": "vendor"}
    state = {first: {"note": note, "status": note | {"value": "stuck"}}}
    add_plan(tmp_path / "acme", BOTH, state=state, edition="internal")
    printed = mail(**LOGIN)
    assert printed == "Plan 1 of 1: 3 mailed.\n"
    assert [each["To"] for each in server.mails] == ["anna@example.com", "ben@example.com", "bob@acme.example"]
    assert [base64.b64decode(login) for login in server.logins] == [b"\0us\0secret"]
    vendor, _, partner = server.mails
    for each, side in ((vendor, "Vendor"), (partner, "Partner")):
        assert each["Subject"] == "Acme: 30-day onboarding plan"
        text, markup = (each.get_body((kind,)).get_content() for kind in ("plain", "html"))
        assert f"Weekly digest ({side})" in text
        assert f"Weekly digest ({side})" in markup
        assert ("INTERNAL" in text, "CANARY <b>" in text) == ((side == "Vendor"),) * 2
        assert ("CANARY &lt;b&gt;" in markup) == (side == "Vendor")
    assert "CANARY" not in partner.as_string()
    assert not (tmp_path / "digests.log").exists()


@pytest.mark.parametrize(
    ("recipients", "why"),
    [
        ("vendor: bob@acme.example\n", "recipients.txt:1: the vendor's digest may be internal"),
        ("vendor: bob@example.com.evil.example\n", "goes to example.com alone"),
        ("partner: bob@acme.example, eve@evil.example\n", "recipients.txt:1: write `vendor:"),
        ("customer: bob@acme.example\n", "recipients.txt:1: write `vendor:"),
        ("vendor: anna@example.com\nbob@acme.example\n", "recipients.txt:2: write `vendor:"),
    ],
)
def test_an_address_that_is_none_or_another_s_gets_nothing(mail, server, tmp_path, recipients, why):
    add_plan(tmp_path / "acme", recipients)
    printed = mail(1)
    assert server.mails == []
    assert "acme" not in printed.lower()
    assert why in (tmp_path / "digests.log").read_text(encoding="utf-8")


def test_what_cannot_be_written_for_one_side_is_mailed_to_none_and_others_go_out(mail, server, tmp_path):
    add_plan(tmp_path / "a", BOTH, plan="ours-alone", edition="internal")
    add_plan(tmp_path / "b", "partner: bob@acme.example\n")
    assert mail(1).startswith("Plan 1 of 2: not mailed; digests.log")
    assert [each["To"] for each in server.mails] == ["bob@acme.example"]
    log = (tmp_path / "digests.log").read_text(encoding="utf-8")
    assert 'the partner edition has no plan "ours-alone"' in log


def test_a_server_that_cannot_be_trusted_gets_nothing(mail, server, tmp_path):
    add_plan(tmp_path / "acme", "vendor: anna@example.com\n")
    mail(1, trusted=False, **LOGIN)
    assert (server.mails, server.logins) == ([], [])
    assert "CERTIFICATE_VERIFY_FAILED" in (tmp_path / "digests.log").read_text(encoding="utf-8")


def test_it_is_off_until_it_is_set_up(mail, server, tmp_path):
    add_plan(tmp_path / "acme", BOTH)
    none = {"DIGEST_SMTP_HOST": "", "DIGEST_FROM": "", "DIGEST_VENDOR_DOMAIN": ""}
    assert mail(**none).startswith(
        "No digest is mailed: DIGEST_SMTP_HOST, DIGEST_FROM, DIGEST_VENDOR_DOMAIN is not set"
    )
    assert mail(1, DIGEST_VENDOR_DOMAIN="").startswith("No digest is mailed: DIGEST_VENDOR_DOMAIN is not set")
    assert server.mails == []


def test_init_brings_it(tmp_path):
    assert playbooks("init", "--minimal", tmp_path / "ours").returncode == 0
    assert (tmp_path / "ours" / "mail_digests.py").read_bytes() == SCRIPT.read_bytes()
    assert (tmp_path / "ours" / ".github" / "workflows" / "digests.yml").is_file()
