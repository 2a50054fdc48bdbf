"""Twenty slips of twenty kinds in the shipped content: each is found at its place, and its own help mends it."""

from datetime import date
from typing import NamedTuple

import pytest
from shipped import FILES

from partner_playbooks.checks.examination import examine
from partner_playbooks.language.splicing import splice

TODAY = date(2026, 11, 10)


class Mistake(NamedTuple):
    """A slip in a file: what is written, by mistake, in place of what."""

    code: str
    file: str
    old: str
    new: str
    before: str
    """The part of it that stands before the place of the finding; `^` for the beginning of the file, `@` and a line for
    the `|` in that line."""
    mend: tuple[str, str] | None = None
    """What a reader of the help replaces by what; None where the repair comes with the finding."""


GAP = "  - id: align.gap-analysis\n"
CONFLICT = "<<<<<<< mine\ncategory: "
LOST = "cadence: Every week for 30 minutes until the terms are settled, then every two weeks\n"
TESTS = """    exit_tests:
      - text: >-
          The record says back to regular care, lighter care or end, with the person who decided. An end follows the
          rule of the [final notice](term:final-notice).
      - text: The partner has heard the result from its partner manager in a talk, in words that fit its own figures.
"""
DECISION = "    tasks:\n      - id: win-back.decision"
RACI = "accountable: [partner-manager]\n    responsible: [partner-principal, alliance-lead]"
FIRES = "logins: 0}\n    fires: true\n    why: A full week"
MISTAKES = [
    Mistake("PB101", "roles/finance.yml", "title: Finance\n", "title: Finance: money\n", "title: Finance"),
    Mistake(
        "PB102",
        "roles/subject-expert.yml",
        "side: vendor\n",
        "side: vendor\nside: vendor\n",
        "side: vendor\n",
        ("side: vendor\nside: vendor\n", "side: vendor\n"),
    ),
    Mistake("PB105", "roles/legal.yml", "title: Legal\n", "title: Legal team #1\n", "title: Legal team "),
    Mistake("PB106", "tools/crossbeam.yml", "category: ", CONFLICT, "", (CONFLICT, "category: ")),
    Mistake("PB111", "metrics/active-partners.yml", "level: ", "levle: ", ""),
    Mistake("PB112", "plans/renewal.yml", LOST, "", "^", ("anchor: ", "cadence: Every week for 30 minutes\nanchor: ")),
    Mistake("PB113", "metrics/mdf-utilisation.yml", "level: programme\n", "level: programe\n", "level: "),
    Mistake(
        "PB115",
        "bottlenecks/kickoff-slips.yml",
        "Too many people",
        "Too <b>many people",
        "Too ",
        ("<b>", r"\<b>"),
    ),
    Mistake("PB117", "metrics/portal-activity.yml", "formula: ", "formula: ) + ", "formula: ", (") + ", "")),
    Mistake("PB201", "stages/enable.yml", "owner: enablement-lead\n", "owner: enablement-laed\n", "owner: "),
    Mistake(
        "PB205",
        "stages/align.yml",
        GAP,
        f"{GAP}    depends_on: [align.first-markets]\n",
        f"{GAP}    depends_on: [",
        ("    depends_on: [align.first-markets]\n", ""),
    ),
    Mistake("PB207", "roles/partner-marketing.yml", "{programme.portal}", "{programme.portall}", ""),
    Mistake(
        "PB301",
        "stages/grow.yml",
        RACI,
        RACI.replace("manager]", "manager, finance]"),
        "accountable: ",
        ("manager, finance]", "manager]"),
    ),
    Mistake(
        "PB307",
        "plans/win-back.yml",
        TESTS,
        "",
        "@  - |id: decided",
        (DECISION, f"{TESTS}{DECISION}"),
    ),
    Mistake("PB309", "plans/qbr-cycle.yml", "    day: -7\n", "    day: -70\n", "    day: ", ("day: -70", "day: -7")),
    Mistake(
        "PB310",
        "documents/health-scorecard.yml",
        "weight: 15",
        "weight: 16",
        "@id: |health-scorecard",
        ("weight: 16", "weight: 15"),
    ),
    Mistake("PB313", "tiers/platinum.yml", "rank: 4\n", "rank: 3\n", "rank: ", ("rank: 3\n", "rank: 4\n")),
    Mistake(
        "PB402", "metrics/partner-nps.yml", "result: 40\n", "result: 41\n", "result: ", ("result: 41", "result: 40")
    ),
    Mistake(
        "PB404",
        "automations/login-nudge.yml",
        FIRES,
        FIRES.replace("true", "false"),
        "logins: 0}\n    fires: ",
        (FIRES.replace("true", "false"), FIRES),
    ),
    Mistake(
        "PB502",
        "roles/alliance-lead.yml",
        "title: Alliance lead\n",
        "title: Project Kestrel lead\n",
        "title: ",
        ("Project Kestrel", "Alliance"),
    ),
]


def text(mistake, *, planted=True):
    raw = FILES[f"content/{mistake.file}"].decode()
    assert mistake.old in raw, mistake
    return raw.replace(mistake.old, mistake.new, 1) if planted else raw


def planted(mistakes):
    return FILES | {f"content/{mistake.file}": text(mistake).encode() for mistake in mistakes}


def place(mistake):
    """Give file, line and column where the finding belongs."""
    raw = text(mistake, planted=False)
    if mistake.before.startswith("@"):
        line = mistake.before[1:]
        offset = text(mistake).index(line.replace("|", "")) + line.index("|")
    else:
        offset = 0 if mistake.before == "^" else raw.index(mistake.old) + len(mistake.before)
    before = text(mistake)[:offset]
    return f"content/{mistake.file}", before.count("\n") + 1, offset - before.rfind("\n")


def found_in(files):
    found = examine(files, TODAY, languages=("de", "en")).diagnostics
    return [(each.code, each.span.file, each.span.line, each.span.column) for each in found], found


def mended(mistake, finding):
    """Give the file after its help was followed to the letter."""
    assert finding.hint
    if mistake.mend is None:
        assert finding.fix
        return splice(text(mistake), finding.fix)
    assert mistake.mend[0] in text(mistake)
    return text(mistake).replace(*mistake.mend, 1)


def test_there_are_twenty_of_twenty_kinds_in_twenty_files():
    assert len(MISTAKES) == len({mistake.code for mistake in MISTAKES}) == len({each.file for each in MISTAKES}) == 20


@pytest.mark.long
def test_all_are_found_at_once_each_at_its_place_and_nothing_else():
    places, _ = found_in(planted(MISTAKES))
    assert sorted(places) == sorted((mistake.code, *place(mistake)) for mistake in MISTAKES)


@pytest.mark.long
def test_when_each_help_is_followed_all_is_in_order():
    _, found = found_in(planted(MISTAKES))
    by_file = {finding.span.file: finding for finding in found}
    files = {f"content/{each.file}": mended(each, by_file[f"content/{each.file}"]).encode() for each in MISTAKES}
    assert found_in(FILES | files) == ([], ())


@pytest.mark.slow
@pytest.mark.parametrize("mistake", MISTAKES, ids=[mistake.code for mistake in MISTAKES])
def test_each_alone_is_one_finding_too(mistake):
    places, _ = found_in(planted([mistake]))
    assert places == [(mistake.code, *place(mistake))]


@pytest.mark.site
def test_fix_makes_every_repair_that_comes_with_a_finding(run, tmp_path):
    certain = [mistake for mistake in MISTAKES if mistake.mend is None]
    assert len(certain) > 3
    for name, raw in planted(certain).items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(raw)
    code, printed, told = run("check", "--fix", "--project", tmp_path, "--today", TODAY.isoformat())
    assert (code, printed) == (0, "All content is in order: 0 findings.\n"), printed
    assert {line.split(": ")[1].split()[0] for line in told.splitlines()} == {mistake.code for mistake in certain}
    now = {name: (tmp_path / name).read_bytes() for name in FILES}
    changed = {name for name in FILES if now[name] != FILES[name]}
    assert changed <= {f"content/{mistake.file}" for mistake in certain}
    assert found_in(now) == ([], ())
    assert run("check", "--fix", "--project", tmp_path, "--today", TODAY.isoformat())[2] == ""
    assert {name: (tmp_path / name).read_bytes() for name in FILES} == now
