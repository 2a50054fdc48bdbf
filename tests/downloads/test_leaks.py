"""Partners' files hold nothing internal: not in their text, their parts, their metadata, nor the archives around them.

That nothing internal changes what files are made of is shown in tests/test_handbook.py, for all content at once.
"""

import random

import pytest
from downloading import INTERNAL, LOOK, MAKERS, everything, plan_of
from leaks import CANARY, data_of, with_canaries
from sampling import some
from shipped import FILES, TODAY

from partner_playbooks.checks.examination import examine
from partner_playbooks.downloads.formats import DATED
from partner_playbooks.downloads.offers import list_offers
from partner_playbooks.downloads.task_list_maker import TaskListMaker
from partner_playbooks.handbook.model.base import Audience
from partner_playbooks.plans.calendar import build_programme_calendar
from partner_playbooks.plans.dated import Request, date_plan


@pytest.fixture(scope="module")
def partners():
    handbook = examine(with_canaries(data_of(FILES), random.Random(1)), TODAY).handbook
    return handbook.project(Audience.PARTNER)


@pytest.mark.long
@pytest.mark.parametrize("ending", some(DATED, 3))
def test_no_canary_of_internal_content_reaches_a_plan_for_a_partner(partners, ending):
    maker = TaskListMaker(partners, LOOK.messages, build_programme_calendar(partners.programme))
    for number, plan in enumerate(partners.plans):
        if number % 4 == 0:
            request = Request(plan.id, TODAY, "Acme", (partners.partner_types[number].id,))
            raw = DATED[ending](maker.plan(date_plan(partners, request, maker.calendar)), LOOK)
            assert CANARY not in everything(raw, f"a.{ending}").lower(), plan.id


@pytest.mark.slow
def test_no_canary_reaches_any_file_of_the_partner_edition(partners):
    maker = TaskListMaker(partners, LOOK.messages, build_programme_calendar(partners.programme))
    made = {}
    for offer in list_offers(maker, LOOK):
        made[offer.file.path] = offer.make(LOOK, made.__getitem__)
        assert CANARY not in offer.file.path
        assert CANARY not in everything(made[offer.file.path], offer.file.path).lower(), offer.file.path


@pytest.mark.parametrize("ending", DATED)
def test_a_canary_would_be_found_in_every_format(ending):
    raw = DATED[ending](plan_of("partner", "onboarding-30", names={"alliance-lead": f"a {CANARY} b"}), LOOK)
    assert CANARY in everything(raw, f"a.{ending}").lower()


@pytest.mark.site
def test_a_canary_would_be_found_in_a_pack():
    handbook = examine(with_canaries(data_of(FILES), random.Random(1)), TODAY).handbook
    maker = TaskListMaker(handbook, LOOK.messages, build_programme_calendar(handbook.programme))
    made = {}
    for offer in list_offers(maker, LOOK):
        if offer.file.kind == "document" and offer.file.format == "docx":
            made[offer.file.path] = offer.make(LOOK, made.__getitem__)
            if CANARY in everything(made[offer.file.path], "a.docx").lower():
                return
    pytest.fail("no internal document says what is internal")


def test_internal_and_partner_plans_differ_at_all():
    assert [task.owner for task in plan_of("internal", "onboarding-30").tasks] != [
        task.owner for task in plan_of("partner", "onboarding-30").tasks
    ]
    assert MAKERS["internal"].handbook is INTERNAL
