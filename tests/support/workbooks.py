"""Workbooks of plans as a browser reads them, beside what Python reads."""

import base64
import re
from datetime import datetime

from downloading import LOOK, MAKERS, THEME
from running import ROOT

from partner_playbooks.downloads.builder_data import describe_templates
from partner_playbooks.downloads.document_data import describe_documents
from partner_playbooks.language.diagnostics import UserError
from partner_playbooks.plans.returned.findings import show_value
from partner_playbooks.plans.returned.returned_file import read_returned

SCRIPT = ROOT / "theme" / "site" / "assets" / "js" / "workbooks.js"
WORDS = THEME.messages["en"]["plan-files"]
_HINT = re.compile(r'; did you mean "[^:]*\?(?=:|$| \()')
_TEXTS = "control|direction|hidden|broken|nothing|lines|long"
_READ = """([text, name, at, beside]) => {
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  return WORKBOOKS.read(bytes, name, at, beside);
}"""


def open_reader(browser):
    """Give what reads a workbook in a page that has nothing but the script."""
    page = browser.new_page()
    page.add_script_tag(path=SCRIPT)

    def read(raw, name, at, beside=None):
        return page.evaluate(
            _READ, [base64.b64encode(raw).decode(), name, at.isoformat().replace("+00:00", "Z"), beside]
        )

    return read


_STANDING = ("elements", "store", "dates", "texts", "plan", "state", "standing")
_WRITE = """async ([plan, templates, documents, today]) => {
  const now = assessPlan(plan, calendarOf(templates, plan.working), today);
  const blob = await WORKBOOKS.write(plan, now, templates, documents);
  return Array.from(new Uint8Array(await blob.arrayBuffer()), (byte) => String.fromCharCode(byte)).join("");
}"""


def open_writer(browser, edition, today="2026-11-20", maker=None):
    """Give what writes a plan, as plan.json has it, as a workbook in a page that has nothing but scripts."""
    page = browser.new_page()
    page.add_script_tag(path=SCRIPT)
    scripts = ROOT / "theme" / "scripts"
    page.add_script_tag(content="\n".join((scripts / f"{name}.js").read_text(encoding="utf-8") for name in _STANDING))
    maker = maker or MAKERS[edition]
    known = [describe_templates(maker, ()), describe_documents(maker, LOOK)]
    return lambda plan: page.evaluate(_WRITE, [plan, *known, today]).encode("latin-1")


def say_finding(finding):
    """Give a finding of the browser in the words of the English catalogue, as Python has them."""
    kind = finding["kind"]
    if re.fullmatch(_TEXTS, kind):
        reason = f"text:{kind}"
    else:
        reason = WORDS["findings"][kind]
        for name, value in finding["of"].items():
            reason = reason.replace("{" + name + "}", str(value))
    place = "the file" if finding.get("file") else f"sheet “{show_value(finding['sheet'])}”"
    place += f", row {finding['row']}" if finding.get("row") else ""
    value = f": {shown}" if (shown := show_value(finding["value"])) else ""
    title = f" (“{show_value(finding['title'])}”)" if finding["title"] else ""
    return f"{place}: {reason}{value}{title}"


_FAULTS = {
    "control": "control character",
    "direction": "another order",
    "hidden": "cannot be seen",
    "broken": "half a character",
    "nothing": "is no character",
    "lines": "has a line break",
    "long": "are the most; shorten",
}


def of_python(fault):
    """Give a finding of Python as one line, without its hints; of a text that cannot be held only the kind."""
    found = str(fault)
    kind = next((kind for kind, words in _FAULTS.items() if words in fault.reason), None)
    return found.replace(fault.reason, f"text:{kind}") if kind else _HINT.sub("", found)


def both(read, raw, name, at):
    """Give what the browser and what Python say of a workbook: all words with their times, and all findings."""
    ours = read(raw, name, at)
    try:
        filled = read_returned(raw, name, at)
    except UserError as error:
        return (ours["reason"] or "read",), (f"refused: {error}",)
    theirs = (
        sorted([w.key, str(w.field), round(w.at.timestamp() * 1000), w.by, w.value] for w in filled.state.words),
        sorted(map(of_python, filled.unread)),
        sorted(map(of_python, filled.guesses)),
        filled.plan.plan,
    )
    if ours["plan"] is None:
        return (ours["reason"],), theirs
    return (
        sorted(list_words(ours["plan"])),
        sorted(map(say_finding, ours["unread"])),
        sorted(map(say_finding, ours["guesses"])),
        ours["plan"]["plan"],
    ), theirs


def list_words(plan):
    """Give all that a plan of the browser says: key, field, milliseconds, by whom, and value."""
    words = [
        *((key, field, word) for key, fields in plan["state"].items() for field, word in fields.items()),
        *((word["id"], word["field"], word) for word in plan["log"]),
    ]
    return [
        [key, field, round(datetime.fromisoformat(word["at"]).timestamp() * 1000), word["by"], word["value"]]
        for key, field, word in words
    ]
