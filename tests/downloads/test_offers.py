"""What an edition offers: plans, checklists and documents, for each partner type that differs, and packs of them."""

import io
import zipfile
from dataclasses import replace

import pytest
from downloading import INTERNAL, LOOK, MAKERS, PARTNERS, START, plan_of

from partner_playbooks.downloads.formats import FORMS, LISTS
from partner_playbooks.downloads.offers import PACK, list_offers
from partner_playbooks.pages.parts.download import FORMATS
from partner_playbooks.plans.dated import Request, date_plan

OFFERS = {edition: tuple(list_offers(maker, LOOK)) for edition, maker in MAKERS.items()}
BY_PATH = {offer.file.path: offer for each in OFFERS.values() for offer in each}


def held(path):
    return BY_PATH[path].make(LOOK, held)


@pytest.mark.parametrize("edition", OFFERS)
def test_everything_is_offered_in_every_format(edition):
    handbook = MAKERS[edition].handbook
    files = [offer.file for offer in OFFERS[edition]]
    general = {(file.kind, file.id, file.format) for file in files if file.partner_type is None}
    assert general == {
        *(("document", document.id, ending) for document in handbook.documents for ending in FORMS),
        *(("stage", stage.id, ending) for stage in handbook.stages if stage.checklist for ending in LISTS),
        *(("plan", plan.id, ending) for plan in handbook.plans for ending in (*LISTS, PACK)),
    }
    assert len({file.path for file in files}) == len(files)
    assert {file.format for file in files} == set(FORMATS)


@pytest.mark.parametrize("edition", OFFERS)
def test_a_partner_type_has_files_of_its_own_where_it_has_other_tasks(edition):
    def held(plan):
        return [task.key for task in plan.tasks], [test.key for each in plan.milestones for test in each.exit_tests]

    maker = MAKERS[edition]
    special = {(offer.file.id, offer.file.partner_type) for offer in OFFERS[edition] if offer.file.partner_type}
    for plan in maker.handbook.plans:
        for type_ in maker.handbook.partner_types:
            own, general = (
                held(
                    date_plan(
                        maker.handbook, Request(plan.id, None, partner_types=(id_,) if id_ else ()), maker.calendar
                    )
                )
                for id_ in (type_.id, None)
            )
            assert ((plan.id, type_.id) in special) == (own != general), (plan.id, type_.id)
    assert special


@pytest.mark.parametrize("edition", OFFERS)
def test_what_two_types_have_in_common_is_said_as_for_each_alone(edition):
    maker = MAKERS[edition]
    lists = {
        (offer.file.id, offer.file.partner_type): offer.content
        for offer in OFFERS[edition]
        if offer.file.kind == "plan" and offer.file.format == "csv"
    }
    for (plan, type_), made in lists.items():
        request = Request(plan, None, partner_types=(type_,) if type_ else ())
        assert made == maker.plan(date_plan(maker.handbook, request, maker.calendar))
    titles = {made.made_for for made in lists.values()}
    assert len(titles) > 2


def test_files_of_the_internal_edition_are_told_by_their_names():
    assert all("-internal." in offer.file.path for offer in OFFERS["internal"])
    assert not any("internal" in offer.file.path for offer in OFFERS["partner"])


def test_a_pack_holds_its_plan_in_every_format_and_the_documents_that_it_needs():
    pack = BY_PATH["plans/onboarding-30_for_reseller.zip"]
    with zipfile.ZipFile(io.BytesIO(held(pack.file.path))) as archive:
        names = archive.namelist()
        assert archive.read("onboarding-30_for_reseller.pdf") == held("plans/onboarding-30_for_reseller.pdf")
    assert [name for name in names if "/" not in name] == [f"onboarding-30_for_reseller.{each}" for each in LISTS]
    needed = plan_of("partner", "onboarding-30", None, partner_types=("reseller",)).documents
    assert {name for name in names if "/" in name} == {f"documents/{id_}.docx" for id_ in needed}
    assert needed


def test_a_key_is_another_one_when_the_content_or_the_look_is():
    keys = {offer.file.path: offer.key for offer in OFFERS["partner"]}
    assert len(set(keys.values())) == len(keys)
    other = {offer.file.path: offer.key for offer in list_offers(MAKERS["partner"], replace(LOOK, digest="another"))}
    assert all(keys[path] != other[path] for path in keys)
    stage = PARTNERS.get("stage", "activate")
    items = (stage.checklist[0].model_copy(update={"title": "Another title"}), *stage.checklist[1:])
    stages = {**PARTNERS.entities["stage"], "activate": stage.model_copy(update={"checklist": items})}
    entities = {**PARTNERS.entities, "stage": stages}
    owned = {**PARTNERS.items, items[0].id: PARTNERS.items[items[0].id]._replace(item=items[0])}
    changed = replace(MAKERS["partner"], handbook=replace(PARTNERS, entities=entities, items=owned))
    differ = {offer.file for offer in list_offers(changed, LOOK) if keys[offer.file.path] != offer.key}
    uses = {plan.id for plan in PARTNERS.plans if any(task.item == items[0].id for task, _ in PARTNERS.tasks(plan))}
    assert {(file.kind, file.id) for file in differ} == {("stage", "activate"), *(("plan", id_) for id_ in uses)}
    assert {file.format for file in differ if file.kind == "plan"} == set(FORMATS)


def test_the_editions_have_a_file_in_common_only_by_kind():
    assert INTERNAL.edition != PARTNERS.edition
    assert START.year == 2026
    paths = [{offer.file.path for offer in each} for each in OFFERS.values()]
    assert paths[0].isdisjoint(paths[1])
