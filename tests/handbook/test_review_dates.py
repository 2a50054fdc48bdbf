"""What is to be read again is known with its day and the role that owes it."""

import json
from datetime import date

import pytest
from running import ROOT
from shipped import EXAMINED

from partner_playbooks.checks.examination import examine
from partner_playbooks.handbook.review_dates import group_by_role, list_owed_reviews
from partner_playbooks.project.folder import Project, read_content

BASE, _ = read_content(Project(ROOT / "tests" / "checks" / "base"))
REVIEW = b"review: {reviewed: 2026-01-02, due: 2026-07-01%s}\n"


def reviewed(file, extra=b"", settings=b""):
    """Give who owes the review of the one file that has one."""
    programme = "content/programme.yml"
    files = {**BASE, file: BASE[file] + REVIEW % extra, programme: BASE[programme] + settings}
    examined = examine(files, date(2026, 1, 3))
    assert not examined.has_errors, examined.diagnostics
    (found,) = list_owed_reviews(examined.handbook)
    return found.role


def test_the_owner_owes_a_review_unless_another_role_is_named():
    assert reviewed("content/stages/enable.yml") == "partner-manager"
    assert reviewed("content/stages/enable.yml", b", owner: finance") == "finance"


def test_a_plan_is_reviewed_by_its_sponsor_on_the_vendors_side():
    assert reviewed("content/plans/first-30.yml") == "finance"


def test_what_has_no_owner_is_for_the_programmes_reviewer_if_there_is_one():
    assert reviewed("content/partner-types/reseller.yml") is None
    assert reviewed("content/partner-types/reseller.yml", settings=b"reviewer: finance\n") == "finance"


def test_every_shipped_review_is_owed_by_somebody():
    found = list_owed_reviews(EXAMINED.handbook)
    assert len(found) > 200
    assert not [each for each in found if each.role is None]
    assert [each.review.due for each in found] == sorted(each.review.due for each in found)


def test_reviews_are_grouped_by_role_and_none_is_lost():
    found = list_owed_reviews(EXAMINED.handbook, date(2027, 4, 10))
    assert 20 < len(found) < len(list_owed_reviews(EXAMINED.handbook))
    grouped = [each for _, own in group_by_role(EXAMINED.handbook, found) for each in own]
    assert sorted(grouped, key=found.index) == list(found)


@pytest.mark.long
def test_the_command_lists_them_with_their_lines(run):
    code, printed, told = run("reviews", "--project", ROOT, "--by", "2027-03-05")
    assert (code, told) == (0, "")
    assert "Partner manager\n  2027-03-01  document One-pager (content/documents/one-pager.yml:" in printed
    assert run("reviews", "--project", ROOT, "--by", "2026-01-01")[1] == "No review is due.\n"


@pytest.mark.long
def test_programs_get_them_by_role_with_a_list_to_tick(run):
    groups = json.loads(run("reviews", "--project", ROOT, "--by", "2027-03-05", "--format", "json")[1])
    manager = next(group for group in groups if group["role"] == "partner-manager")
    assert manager["reviews"][0]["due"] == "2027-03-01"
    assert manager["markdown"].startswith("- [ ] 2027-03-01: document One-pager (`content/documents/one-pager.yml:")
