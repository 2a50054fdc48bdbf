"""Each contradiction that readers found in the shipped programme, put back: the check finds it, with the values."""

import re
from collections import Counter

import pytest
from sampling import some
from shipped import FILES, TODAY

from partner_playbooks.checks.examination import examine

pytestmark = pytest.mark.long  # each examines the whole programme

FIGURES, STAGES, METRICS, TIERS = "content/figures.yml", "content/stages", "content/metrics", "content/tiers"
AUTOMATIONS = "content/automations"


def figure(id_, value):
    """Give the edit of a figure's value."""
    return FIGURES, rf"(  - id: {id_}\n(?:    .*\n)*?    value: )\S+", rf"\g<1>{value}"


def target(metric, value):
    """Give the edit of a metric's target."""
    return f"{METRICS}/{metric}.yml", r"(target:\n  value: )\S+", rf"\g<1>{value}"


def asked(tier, metric, value):
    """Give the edit of a tier's threshold."""
    return f"{TIERS}/{tier}.yml", rf"(metric: {metric}\n(?:    .*\n)*?    threshold: )\S+", rf"\g<1>{value}"


def stage_time(stage, days):
    """Give the edit of the time that a partner should stay in a stage at most."""
    return f"{STAGES}/{stage}.yml", r"(time:\n  days: )\d+", rf"\g<1>{days}"


def prose(file, sentence):
    """Give the edit that puts a sentence before the first text of a stage, role or document."""
    return file, r"((?:purpose|mission|symptom): (?:[>|]-\n  )?)", rf"\g<1>{sentence} "


def condition(automation, words):
    """Give the edit of an automation's condition."""
    return f"{AUTOMATIONS}/{automation}.yml", r"condition: (?:.*\n(?:  .*\n)*)", f"condition: {words}\n"


CONTRADICTIONS = {
    "the pipeline misses the revenue": (target("joint-pipeline", 400000), "PB405", "400000 EUR"),
    "gold asks for more than its pipeline": (asked("gold", "sourced-revenue", 200000), "PB405", "200000 EUR"),
    "gold asks for what the form asked for": (asked("gold", "sourced-revenue", 250000), "PB405", "250000 EUR"),
    "platinum is larger than the programme": (asked("platinum", "sourced-revenue", 750000), "PB405", "750000 EUR"),
    "platinum fills the pipeline": (asked("platinum", "joint-pipeline", 5000000), "PB405", "5000000 EUR"),
    "silver is out of reach": (asked("silver", "sourced-revenue", 50000), "PB405", "50000 EUR"),
    "gold asks for fewer people": (asked("gold", "certified-people", 1), "PB405", "is 1 count"),
    "more applicants convert than fit": (target("application-conversion", 35), "PB405", "35 percent"),
    "approval takes longer than promised": (target("time-to-approval", 72), "PB405", "72 hours"),
    "access takes longer than promised": (target("time-to-portal-access", 96), "PB405", "96 hours"),
    "the reminder comes too late": (figure("registration-reminder", 48), "PB405", "is 48 hours"),
    "a dispute takes two weeks": (figure("dispute-decision", 5), "PB405", "5 working days"),
    "the renewal is looked at on the last day of notice": (figure("renewal-review", 90), "PB405", "90 days"),
    "a final notice cannot follow a win-back": (figure("final-notice-silence", 60), "PB405", "60 days"),
    "a registration lapses after its end": (figure("registration-lapse", 90), "PB405", "is 90 days"),
    "the deal is asked about after it lapsed": (figure("deal-question", 60), "PB405", "is 60 days"),
    "the claim is reminded of after its end": (figure("fund-claim-reminder", 30), "PB405", "is 30 days"),
    "funds move when no campaign can use them": (figure("fund-reallocation", 150), "PB405", "150 days"),
    "red begins above green": (figure("health-red", 75), "PB405", "75 score"),
    "wins are counted for another time": (figure("win-span", 365), "PB405", "365 days"),
    "45 days for a plan of 120": (stage_time("co-sell", 45), "PB405", "is 45 days"),
    "45 days for a plan of 90": (stage_time("activate", 45), "PB405", "is 45 days"),
    "certificates are looked at on one day": (
        condition("certification-expiry", "days_to_certificate_expiry == 60"),
        "PB408",
        "days_to_certificate_expiry == 60",
    ),
    "claims are looked at on one day": (
        condition("mdf-claim-due", "days_to_claim_deadline == 14"),
        "PB408",
        "days_to_claim_deadline == 14",
    ),
    "day 97 of the quarter": (
        (f"{STAGES}/retain.yml", r"anchor: quarter-start, day: \d+", "anchor: quarter-start, day: 97"),
        "PB409",
        "a quarter has 90 days",
    ),
    "the ladder by hand": (
        prose("content/roles/head-of-partnerships.yml", "A deal dispute is decided within two working days."),
        "PB406",
        "Decision of a deal dispute",
    ),
    "30 days by hand": (
        prose("content/stages/co-market.yml", "A claim is complete 30 days after the event."),
        "PB406",
        "Claim of funds after the last event",
    ),
    "ten by hand": (
        prose("content/stages/retain.yml", "A region with fewer than ten partners has no average."),
        "PB406",
        "Smallest group",
    ),
    "180 days in a condition": (
        condition("final-notice", "days_since_activity >= 180 and win_back_ended"),
        "PB406",
        "Silence before a final notice",
    ),
}


@pytest.fixture(scope="module")
def today():
    """What the check says of the shipped content: nothing."""
    found = examine(FILES, TODAY, languages=("de", "en"))
    assert [each for each in found.diagnostics if each.code.startswith("PB4")] == []
    return found


def test_what_each_has_is_no_figure_of_the_programme():
    """However many statements before it are about each stage or tier, and were put its figures in."""
    file = "content/assertions.yml"
    own = "  - {id: of-nothing, title: Of what, holds: each.time > 1 days, why: Nobody says of what.}\n"
    text = f"{FILES[file].decode().rstrip()}\n{own}"
    found = examine({**FILES, file: text.encode()}, TODAY, languages=("de", "en")).diagnostics
    assert [each.message for each in found if each.code == "PB405"] == ["holds: there is no figure `each.time`"]


@pytest.mark.parametrize("name", some(CONTRADICTIONS, 6))
@pytest.mark.usefixtures("today")
def test_a_contradiction_that_is_put_back_is_found(name):
    (file, pattern, words), code, value = CONTRADICTIONS[name]
    text, count = re.subn(pattern, words, FILES[file].decode(), count=1)
    assert count == 1, "the content has another shape"
    assert text != FILES[file].decode()
    found = examine({**FILES, file: text.encode()}, TODAY, languages=("de", "en")).diagnostics
    told = [each for each in found if each.code == code and value in f"{each.message} {each.hint}"]
    assert told, Counter(each.code for each in found)
    if code == "PB405":
        assert any(span.file == file for each in told for _, span in each.related)
    else:
        assert {each.span.file for each in told} == {file}
