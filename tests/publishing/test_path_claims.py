"""No path of a site belongs to two pages or files (faults A7)."""

from dataclasses import replace

import pytest
from downloading import LOOK, MAKERS

from partner_playbooks.downloads.offers import list_offers
from partner_playbooks.handbook.model.field_types import SLUG
from partner_playbooks.language.diagnostics import UserError
from partner_playbooks.pages.artifact import Page
from partner_playbooks.plans.file_names import make_file_stem
from partner_playbooks.publishing.path_claims import refuse_double_claims


def page(path, former=()):
    return Page(path, path.title(), "", (), former)


def maker_of(*pairs):
    """Give the maker of a handbook with plans and partner types of these ids, each plan another one for each type."""
    maker = MAKERS["partner"]
    plan = next(plan for plan in maker.handbook.plans if plan.id == "onboarding-30")
    type_ = maker.handbook.partner_types[0]
    plans = {id_: plan.model_copy(update={"id": id_}) for id_, _ in pairs}
    types = {id_: type_.model_copy(update={"id": id_}) for _, id_ in pairs}
    test = plan.milestones[0].exit_tests[0].model_copy(update={"partner_types": tuple(types)})
    for id_, own in plans.items():
        milestones = tuple(
            milestone.model_copy(
                update={
                    "exit_tests": tuple(test.model_copy(update={"partner_types": (name,)}) for name in types),
                    "tasks": (),
                }
            )
            for milestone in own.milestones
        )
        plans[id_] = own.model_copy(update={"milestones": milestones})
    entities = maker.handbook.entities | {"plan": plans, "partner-type": types, "stage": {}, "document": {}}
    return replace(maker, handbook=replace(maker.handbook, entities=entities))


@pytest.mark.parametrize(
    "pairs",
    [
        [("renewal", "msp"), ("renewal-for-msp", "reseller")],
        [("a", "b-for-c"), ("a-for-b", "c"), ("a-for-b-for-c", "b")],
        [
            ("plan", "x-for-y-for-z"),
            ("plan-for-x", "y-for-z"),
            ("plan-for-x-for-y", "z"),
            ("plan-internal", "internal"),
        ],
    ],
)
def test_plans_and_types_whose_ids_read_alike_have_files_of_their_own(pairs):
    offered = list(list_offers(maker_of(*pairs), LOOK))
    paths = [offer.file.path for offer in offered]
    assert len(set(paths)) == len(paths)
    assert {(offer.file.id, offer.file.partner_type) for offer in offered} >= set(pairs)
    refuse_double_claims([], offered)
    assert not SLUG.fullmatch("a_for_b")  # which is why no id can read like two


@pytest.mark.parametrize(
    ("pages", "told"),
    [
        ([page("plans/a.md"), page("plans/A.md")], r"^plans/A.md is claimed twice: by the page .* and by the page"),
        ([page("plans/a.md", ("plans/b.md",)), page("plans/b.md")], "once called plans/b.md"),
        ([page("plans/ä.md"), page("plans/a\u0308.md")], "is claimed twice"),
        ([page("My-Plans.js")], "by the site itself"),
        ([page("downloads/plans/off-boarding.PDF")], "content/plans/off-boarding.yml as pdf"),
    ],
)
def test_a_path_claimed_twice_is_refused_and_both_owners_are_named(pages, told):
    offered = [offer for offer in list_offers(MAKERS["partner"], LOOK) if offer.file.id == "off-boarding"]
    with pytest.raises(UserError, match=told):
        refuse_double_claims(pages, offered)


@pytest.mark.parametrize("name", ["CON", "nul", "Com1", "LPT9.", "aux!", "prn"])
def test_no_folder_of_a_partner_has_a_name_that_windows_keeps_back(name):
    assert make_file_stem(name).endswith("-partner")


def test_the_same_name_in_another_form_has_the_same_folder():
    """So it is refused as that of another row, and never overwritten."""
    assert make_file_stem("Söhne") == make_file_stem("So\u0308hne") == make_file_stem("SÖHNE")
