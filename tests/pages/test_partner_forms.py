"""Messages for partners: each takes the place of one for colleagues, and none speaks to the wrong side."""

import re
from dataclasses import replace
from datetime import date

import pytest
from running import ROOT

from partner_playbooks.handbook.model.base import Audience
from partner_playbooks.handbook.model.role import Side
from partner_playbooks.language.text.text_tree import to_plain
from partner_playbooks.pages.page_kinds import render_pages
from partner_playbooks.project.folder import Project
from partner_playbooks.project.opening import open_project
from partner_playbooks.wording.messages import FOR_PARTNERS, Messages, choose_messages

PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")
TO_THE_VENDOR = re.compile(
    r"\b(?:the vendor|vendor:|(?:a|one|each|the|this|your|every) partner\b"
    r"(?! (?:type|portal|team|record|programme|edition))"
    r"|your programme|der hersteller|hersteller:|(?:ein|einen|jeder|jeden|der|den|dieser) partner\b)",
    re.IGNORECASE,
)
"""Words that only those who run the programme say; a partner reads "you" and the vendor's name in their place."""


def flatten(tree, prefix=""):
    for key, value in tree.items():
        if isinstance(value, dict):
            yield from flatten(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", value


@pytest.mark.parametrize("language", ["en", "de"])
def test_each_form_takes_the_place_of_a_message_and_its_values(theme, language):
    catalogue = theme.messages[language]
    others = dict(flatten(catalogue))
    for key, text in flatten(catalogue[FOR_PARTNERS]):
        assert key in others, key
        standing = {"vendor_name"}
        assert set(PLACEHOLDER.findall(text)) - standing == set(PLACEHOLDER.findall(others[key])) - standing, key


def test_partners_read_their_forms_and_the_vendor_by_its_name(theme, sample):
    messages = choose_messages(theme.messages, sample.programme)
    theirs = messages.speak_to(Audience.PARTNER)
    assert (messages.say("names.side.vendor"), theirs.say("names.side.vendor")) == ("Vendor", "Contoso")
    assert theirs.say("names.side.partner") == "You"
    assert theirs.say("plan.nav") == messages.say("plan.nav")
    assert messages.speak_to(Audience.INTERNAL) is messages


@pytest.mark.parametrize("vendor", ["{count}", "A {programme} B", "}{", "<b>Bold & Co</b>", "{vendor_name}"])
def test_a_vendor_of_any_name_is_named(theme, sample, vendor):
    programme = sample.programme.model_copy(update={"vendor": vendor})
    messages = choose_messages(theme.messages, programme).speak_to(Audience.PARTNER)
    assert messages.say("names.side.vendor") == vendor
    assert "<b>" not in messages.markdown("names.side.vendor")


def said_to_partners(shipped, theme, monkeypatch, language):
    """Give every message that pages for partners say, by key."""
    said = {}
    template = Messages._template

    def note(self, key, values):
        said[key] = template(self, key, values)
        return said[key]

    monkeypatch.setattr(Messages, "_template", note)
    programme = shipped.programme.model_copy(update={"language": language, "content_language": language})
    projected = replace(shipped, programme=programme).project(Audience.PARTNER)
    assert render_pages(projected, theme)
    monkeypatch.undo()
    words = choose_messages(theme.messages, programme).speak_to(Audience.PARTNER).catalogue
    for section in ("site", "ticks", "answers", "my-plans"):
        said |= {f"{section}.{key}": text for key, text in flatten(words[section]) if not key.startswith("to_partner")}
    return said


@pytest.fixture(scope="module")
def shipped():
    return open_project(Project(ROOT), date(2026, 11, 2)).handbook


@pytest.mark.long
@pytest.mark.parametrize("language", ["en", "de"])
def test_no_message_on_a_page_for_partners_speaks_to_the_vendor(shipped, theme, monkeypatch, language):
    said = said_to_partners(shipped, theme, monkeypatch, language)
    wrong = {key: text for key, text in said.items() if TO_THE_VENDOR.search(text)}
    assert wrong == {}


def test_a_message_that_speaks_to_the_vendor_is_found():
    assert TO_THE_VENDOR.search("Make a plan for a partner")
    assert TO_THE_VENDOR.search("Vendor: Your partner team")
    assert TO_THE_VENDOR.search("Einen Plan für einen Partner erstellen")
    assert not TO_THE_VENDOR.search("Choose the partner type that you are")


TO_A_THIRD = re.compile(
    r"\b(?:the|a|each|every) partner(?:'s)?\b"
    r"(?! (?:manager|portal|team|page|survey|programme|discount|type|record|operations)\b)"
)
"""How the vendor speaks of a partner; whoever has to do a task is spoken to."""


def find_third_persons(handbook):
    """Yield what tasks of partners say of "the partner", with the task."""
    tasks = [item for stage in handbook.stages for item in stage.checklist]
    tasks += [task for plan in handbook.plans for milestone in plan.milestones for task in milestone.tasks]
    for task in tasks:
        owner = handbook.get("role", task.owner) if task.owner else None
        if owner is None or owner.side is not Side.PARTNER:
            continue
        for text in (task.title or "", to_plain(task.detail, value=str) if task.detail else ""):
            yield from ((task.id, found) for found in TO_A_THIRD.findall(text))


def test_the_tasks_of_partners_speak_to_them(shipped):
    assert list(find_third_persons(shipped.project(Audience.PARTNER))) == []


@pytest.mark.parametrize(
    ("text", "is_third"),
    [
        ("Ask the partner's IT team", True),
        ("Use a case of the partner", True),
        ("The list has reached the partner manager", False),
        ("Open the partner portal", False),
        ("Ask your IT team", False),
    ],
)
def test_a_third_person_is_found(text, is_third):
    assert bool(TO_A_THIRD.search(text)) is is_third
