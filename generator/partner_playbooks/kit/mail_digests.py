"""Mail the weekly digest of each plan: `python mail_digests.py FOLDER`, in a job that runs each week.

FOLDER holds a folder for each plan: the files that both sides have filled in (plan.json, XLSX, CSV), and
`recipients.txt`, a line for each address, with the side that it is on:

    vendor: anna@example.com
    partner: bob@partner.example

The vendor's digest may be internal, so it goes to addresses of DIGEST_VENDOR_DOMAIN alone. The partner's holds what the
partner may read, by the handbook in the working folder. The environment says how mail is sent, and only with TLS:

    DIGEST_SMTP_HOST, DIGEST_SMTP_PORT    your organisation's server; 587 (STARTTLS) unless told, or 465
    DIGEST_SMTP_USER, DIGEST_SMTP_PASSWORD    left out where the server asks for neither
    DIGEST_FROM    the address that the mails are from
    DIGEST_VENDOR_DOMAIN    such as example.com

What is printed names no partner; what went wrong, and with which plan, is added to FOLDER/digests.log.
"""

import os
import re
import smtplib
import ssl
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from pathlib import Path

PLANS = {".json", ".xlsx", ".csv"}
ADDRESS = re.compile(r"[^\s@,;<>\"']+@([A-Za-z0-9.-]+)")
RECIPIENTS = "recipients.txt"
WANTED = ("DIGEST_SMTP_HOST", "DIGEST_FROM", "DIGEST_VENDOR_DOMAIN")
TLS_AT_ONCE = 465


class DigestError(Exception):
    """Why a digest was not mailed."""


def read_recipients(file: Path) -> dict[str, list[str]]:
    """Give the addresses of each side that a file names."""
    found: dict[str, list[str]] = {}
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        side, _, address = (part.strip() for part in line.partition(":"))
        if not line.strip() or line.startswith("#"):
            continue
        match = ADDRESS.fullmatch(address)
        if side not in ("vendor", "partner") or match is None:
            raise DigestError(f"{file}:{number}: write `vendor: name@example.com` or `partner: name@partner.example`")
        domain = os.environ["DIGEST_VENDOR_DOMAIN"].lower()
        if side == "vendor" and match[1].lower() != domain:
            raise DigestError(f"{file}:{number}: the vendor's digest may be internal, and goes to {domain} alone")
        found.setdefault(side, []).append(address)
    return found


def write_digest(plan: Path, side: str) -> tuple[str, str]:
    """Give the digest of the plan in a folder as text and as HTML."""
    files = sorted(path for path in plan.iterdir() if path.suffix.lower() in PLANS and not path.name.startswith("~"))
    with tempfile.TemporaryDirectory() as out:
        options = ["--digest", side, "--project", ".", "--out", out]
        command = ["playbooks", "plan", "status", *options, "--", *map(str, files)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - no shell, no input
        if done.returncode:
            raise DigestError(f"{plan}, {side}: {done.stderr.strip() or done.stdout.strip()}")
        made = {path.suffix: path.read_text(encoding="utf-8") for path in Path(out).iterdir()}
    return made[".txt"], made[".html"]


def write_mail(digest: tuple[str, str], address: str) -> EmailMessage:
    """Give the mail of a digest to one person: nobody reads who else gets it."""
    text, markup = digest
    mail = EmailMessage()
    mail["Subject"] = text.partition("\n")[0]
    mail["From"] = os.environ["DIGEST_FROM"]
    mail["To"] = address
    mail["Date"] = formatdate()
    mail["Message-ID"] = make_msgid(domain=os.environ["DIGEST_FROM"].rpartition("@")[2].rstrip(">"))
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(text)
    mail.add_alternative(markup, subtype="html")
    return mail


def connect() -> smtplib.SMTP:
    """Give a connection to the organisation's server; without TLS and a certificate that holds, there is none."""
    host, port = os.environ["DIGEST_SMTP_HOST"], int(os.environ.get("DIGEST_SMTP_PORT") or 587)
    context = ssl.create_default_context()
    if port == TLS_AT_ONCE:
        server: smtplib.SMTP = smtplib.SMTP_SSL(host, port, timeout=60, context=context)
    else:
        server = smtplib.SMTP(host, port, timeout=60)
        server.starttls(context=context)
    if os.environ.get("DIGEST_SMTP_USER"):
        server.login(os.environ["DIGEST_SMTP_USER"], os.environ.get("DIGEST_SMTP_PASSWORD", ""))
    return server


def list_mails(plan: Path) -> Iterator[EmailMessage]:
    """Yield the mails of a plan; nobody gets one where any of its digests cannot be written."""
    recipients = read_recipients(plan / RECIPIENTS)
    digests = {side: write_digest(plan, side) for side in recipients}
    for side, addresses in recipients.items():
        yield from (write_mail(digests[side], address) for address in addresses)


def main() -> int:
    """Mail all digests; give 1 where one was not mailed."""
    missing = [name for name in WANTED if not os.environ.get(name)]
    if missing or not sys.argv[1:]:
        print(f"No digest is mailed: {', '.join(missing) or 'the folder of the plans'} is not set (README.md).")
        return 0 if len(missing) == len(WANTED) else 1
    folder = Path(sys.argv[1])
    plans = sorted(path.parent for path in folder.glob(f"*/{RECIPIENTS}"))
    wrong = []
    for number, plan in enumerate(plans, 1):
        try:
            mails = list(list_mails(plan))
            with connect() as server:
                for mail in mails:
                    server.send_message(mail)
            print(f"Plan {number} of {len(plans)}: {len(mails)} mailed.")
        except (DigestError, OSError, ValueError, smtplib.SMTPException) as error:
            wrong.append(f"{datetime.now(UTC):%Y-%m-%d %H:%M} {plan.name}: {error}")
            print(f"Plan {number} of {len(plans)}: not mailed; digests.log beside the plans says why.")
    if wrong:
        with (folder / "digests.log").open("a", encoding="utf-8") as log:
            log.writelines(f"{line}\n" for line in wrong)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
