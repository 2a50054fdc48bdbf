"""What partners see of a record: neither its internal entries, nor fields that are for us alone."""

from typing import Annotated

from shipped import CONTENT

from partner_playbooks.handbook.linked import link_content
from partner_playbooks.handbook.model.base import Audience, Entry, field
from partner_playbooks.handbook.model.field_types import ForPartners, Internal, Plain, RoleRef, Whole
from partner_playbooks.handbook.model.walk import walk_leaves
from partner_playbooks.handbook.projection import project_record


class Step(Entry):
    """A record as a newcomer would write it, with a field that partners do not see."""

    title: Plain = field("Title", "What.", "Call")
    day: Annotated[Whole | None, Internal()] = field("Day", "When.", 3, None)
    owners: Annotated[tuple[RoleRef, ...], Internal()] = field("Owners", "Who.", ["sales"], ())


STEP = Step.model_validate({"audience": "partner", "title": "Call", "day": "31", "owners": ["sales"]})


def test_a_field_for_us_alone_is_as_if_left_out():
    seen = project_record(STEP, lambda _, id_: id_)
    assert (seen.title, seen.day, seen.owners) == ("Call", None, ())
    assert (STEP.day, STEP.owners) == (31, ("sales",))


def test_its_values_are_not_visible_so_that_checks_and_leak_tests_know():
    visible = {leaf.path: leaf.visible for leaf in walk_leaves(STEP)}
    assert visible == {("audience",): True, ("title",): True, ("day",): False, ("owners", 0): False}


def test_how_the_programme_is_run_does_not_leave():
    programme = link_content(CONTENT).programme
    assert programme.confidential_words
    assert programme.reviewer
    partners = link_content(CONTENT).project(Audience.PARTNER).programme
    assert (partners.confidential_words, partners.reviewer, partners.handles, partners.repository) == (
        (),
        None,
        (),
        None,
    )
    assert not [word for word in programme.words_that_must_not_leave if word in repr(partners)]


class Told(Entry):
    """A record that says one thing in two ways."""

    title: Plain = field("Title", "What.", "Call the partner")
    title_for_partners: Annotated[Plain | None, ForPartners("title")] = field("Title for partners", "What.", "x", None)


def test_partners_read_their_own_words_and_nothing_of_the_others():
    told = Told.model_validate({"audience": "partner", "title": "Call the partner", "title_for_partners": "Expect us"})
    seen = project_record(told, lambda _, id_: id_)
    assert (seen.title, seen.title_for_partners) == ("Expect us", None)
    assert told.title == "Call the partner"


def test_without_words_for_partners_they_read_the_same():
    told = Told.model_validate({"audience": "partner", "title": "Call"})
    assert project_record(told, lambda _, id_: id_) == told


def test_the_vendor_s_own_words_for_a_lifecycle_do_not_reach_partners():
    internal = link_content(CONTENT)
    partners = internal.project(Audience.PARTNER)
    assert internal.lifecycle.title != partners.lifecycle.title
    assert internal.lifecycle.title not in repr(partners.entities["lifecycle"])
    asked = {question.text for stage in partners.stages for question in stage.questions}
    assert not asked & {
        question.text for stage in internal.stages for question in stage.questions if question.text_for_partners
    }
