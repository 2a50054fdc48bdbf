"""What somebody meant to type: certain only where one slip of the keyboard explains it (faults G4)."""

import json
import random
from datetime import date
from itertools import pairwise

import pytest
from sampling import some
from shipped import CONTENT, FILES

from partner_playbooks.checks.examination import examine
from partner_playbooks.language.spelling import count_slips, find_certain, list_nearest
from partner_playbooks.reporters import REPORTERS

KINDS = {placed.kind for placed in CONTENT.placed}
IDS = {kind: sorted({placed.id for placed in CONTENT.placed if placed.kind == kind}) for kind in KINDS}
TODAY = date(2026, 11, 10)
LETTERS = "abcdefghijklmnopqrstuvwxyz-"


def digits(word):
    return [letter for letter in word if letter.isdigit()]


def slipped(word, chance):
    """Give a word with one thing done to it at random."""
    at = chance.randrange(len(word))
    return chance.choice(
        [
            word[:at] + word[at + 1 :],
            word[:at] + chance.choice(LETTERS) + word[at:],
            word[:at] + chance.choice(LETTERS + "0123456789") + word[at + 1 :],
            word[:at] + word[at : at + 2][::-1] + word[at + 2 :],
            word.replace("-", chance.choice(["_", " ", ""])),
            word.upper(),
        ]
    )


@pytest.mark.parametrize("kind", some(sorted(IDS), 4))
def test_what_is_certain_is_one_slip_away_keeps_figures_and_has_no_rival_as_near(kind):
    chance, certain = random.Random(kind), 0
    chosen = chance.sample(IDS[kind], min(8, len(IDS[kind])))
    for id_ in chosen:
        for typed in sorted({slipped(id_, chance) for _ in range(25)} - set(IDS[kind])):
            found = find_certain(typed, IDS[kind])
            if found is None:
                continue
            certain += 1
            assert digits(found) == digits(typed), (typed, found)
            plain = typed.lower().replace("_", "-").replace(" ", "-")
            rivals = [count_slips(plain, other) for other in IDS[kind] if other != found]
            assert all(count_slips(plain, found) < other for other in rivals) or plain.replace(
                "-", ""
            ) == found.replace("-", ""), (typed, found)
    assert certain > 2 * len(chosen)


def test_no_id_of_the_handbook_is_taken_for_a_slip_of_another_that_means_something_else():
    """When an id is gone, references to it are never bent to the nearest that is left."""
    for ids in IDS.values():
        for gone in ids:
            found = find_certain(gone, [id_ for id_ in ids if id_ != gone])
            assert found is None, (gone, found)


@pytest.mark.parametrize(
    ("typed", "known", "meant"),
    [
        ("enablement-laed", ["enablement-lead", "alliance-lead"], "enablement-lead"),
        ("partner-manger", ["partner-manager"], "partner-manager"),
        ("partnr-manager", ["partner-manager"], "partner-manager"),
        ("partner-mamager", ["partner-manager"], "partner-manager"),
        ("parttner-manager", ["partner-manager"], "partner-manager"),
        ("Partner_Manager", ["partner-manager"], "partner-manager"),
        ("time-to-first-lead", ["time-to-first-deal", "time-to-value"], None),
        ("onboarding-60", ["onboarding-30", "onboarding-90"], None),
        ("onboarding-60", ["onboarding-90"], None),
        ("tier-12", ["tier-1"], None),
        ("metrics", ["metric"], None),
        ("channel-managed", ["channel-manager"], None),
        ("paid", ["unpaid", "apaid"], None),
        ("funday", ["monday", "sunday"], None),
        ("led", ["lead"], None),
        ("first-order", ["first-border"], None),
        ("lead-review", ["deal-review", "lead-handover"], None),
        ("renewal-plna", ["renewal-plan", "renewal-plant"], None),
    ],
)
def test_certain_is_one_slip_of_the_keyboard_and_no_other_near(typed, known, meant):
    assert find_certain(typed, known) == meant


def test_of_two_that_are_as_near_both_are_named():
    assert list_nearest("onboarding-60", ["onboarding-90", "onboarding-30", "renewal"]) == [
        "onboarding-30",
        "onboarding-90",
    ]


def test_slips_are_counted_as_people_make_them():
    pairs = [("lead", "lead", 0), ("lead", "laed", 1), ("lead", "deal", 2), ("lead", "ld", 2), ("", "abc", 3)]
    for one, other, slips in pairs:
        assert count_slips(one, other) == count_slips(other, one) == slips
    words = [id_ for ids in IDS.values() for id_ in ids][:60]
    for one, other in pairwise(words):
        assert count_slips(one, other) >= abs(len(one) - len(other))


def findings(file, old, new):
    raw = FILES[file].decode()
    assert old in raw
    return examine(FILES | {file: raw.replace(old, new, 1).encode()}, TODAY, languages=("de", "en")).diagnostics


@pytest.mark.long
def test_a_word_that_stands_elsewhere_in_the_content_is_no_slip():
    """`contact` is a word, though one letter makes it `contract` (faults G4)."""
    file = "content/glossary.yml"
    added = "\n  - {id: vendor-contract, title: Vendor contract, definition: What both sides sign.}\n"
    with_term = FILES | {file: FILES[file].rstrip() + added.encode()}
    role = "content/roles/legal.yml"
    for typed, certain in [("vendor-contact", False), ("vendor-conract", True)]:
        text = with_term[role].decode().replace("mission: >-\n", f"mission: >-\n  See [it](term:{typed}).\n", 1)
        assert f"term:{typed}" in text
        found = examine(with_term | {role: text.encode()}, TODAY, languages=("de", "en")).diagnostics
        (finding,) = [each for each in found if each.code == "PB201"]
        assert finding.hint == 'did you mean "vendor-contract"?'
        assert bool(finding.fix) is certain
        assert finding.proposal


COPIED = "content/roles/legal.yml"


@pytest.mark.long
@pytest.mark.parametrize(
    ("old", "new", "certain"),
    some(
        [
            ("title: Legal\n", "title: Legal team #1\n", True),
            ("title: Legal\n", "title: Legal team # ask Kim before this is shown\n", False),
            ("title: Legal\n", "title: Legal team #todo\n", False),
            ("title: Legal\n", "title: Legal: contracts\n", True),
            ("title: Legal\n", "title: Legal side: vendor\n", False),  # two fields that were joined
            ("title: Legal\n", 'title: "Legal\n', True),
            ("title: Legal\n", 'title: "Legal # ours\n', False),
            ("title: Legal\n", 'title: "Legal\n  and contracts\n', False),
            ("title: Legal\n", "title:Legal\n", True),
        ],
        2,
    ),
)
def test_repairs_that_may_publish_a_remark_or_swallow_a_field_are_only_proposed(old, new, certain):
    found = [each for each in findings(COPIED, old, new) if each.proposal]
    assert found
    assert all(bool(each.fix) is certain for each in found)


@pytest.mark.slow
def test_fix_says_old_and_new_and_leaves_what_is_not_certain(run, tmp_path):
    """(faults G4)"""
    for name, raw in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(raw)
    stage = tmp_path / "content" / "stages" / "enable.yml"
    before = stage.read_text(encoding="utf-8")
    planted = before.replace("owner: enablement-lead\n", "owner: enablement-laed\n", 1)
    planted = planted.replace("metrics:\n", "metrics:\n  - time-to-first-lead\n", 1)
    stage.write_text(planted, encoding="utf-8")
    role = tmp_path / "content" / "roles" / "legal.yml"
    role.write_text(role.read_text(encoding="utf-8").replace("title: Legal\n", "title: Legal: contracts\n"))
    arguments = ("check", "--project", tmp_path, "--today", TODAY.isoformat())
    code, printed, told = run(*arguments, "--fix", "--format", "suggestions")
    assert code == 1
    assert "enablement-laed → enablement-lead" in told
    assert 'Legal: contracts → "Legal: contracts"' in told
    assert "time-to-first-lead" not in told
    assert "  - time-to-first-lead\n" in stage.read_text(encoding="utf-8")
    (offered,) = json.loads(printed)
    assert "time-to-first-lead" in offered["body"].replace("\\", "")
    assert "  - time-to-first-deal\n" in offered["body"]
    text = stage.read_text(encoding="utf-8")
    found = examine(FILES | {"content/stages/enable.yml": text.encode()}, TODAY, languages=("de", "en")).diagnostics
    for report in REPORTERS.values():
        said = report(found, {"content/stages/enable.yml": text}).replace("\\", "")
        assert "time-to-first-lead" in said
        assert "time-to-first-deal" in said
