"""Customs of languages that the package ships no words in, as a project's own catalogue needs them."""

from datetime import date

import pytest

from partner_playbooks.wording.dates import format_date
from partner_playbooks.wording.locales import choose_plural, find_number_signs
from partner_playbooks.wording.messages import Messages


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "4 May 2026"),
        ("de", "4 Mai 2026"),
        ("pl", "4 maja 2026"),  # the month stands in the genitive, as in a date it must
        ("cs", "4 května 2026"),
        ("pt-BR", "4 maio 2026"),
        ("no such language", "4 May 2026"),
    ],
)
def test_a_month_is_named_as_in_a_date(language, text):
    assert format_date(date(2026, 5, 4), "d MMMM yyyy", language) == text


@pytest.mark.parametrize(
    ("language", "forms"),
    [
        ("en", ["other", "one", "other", "other"]),
        ("pl", ["many", "one", "few", "many"]),
        ("cs", ["other", "one", "few", "other"]),
    ],
)
def test_a_count_has_the_forms_of_its_language(language, forms):
    assert [choose_plural(language, count) for count in (0, 1, 2, 5)] == forms


def test_a_catalogue_may_have_all_forms_of_its_language():
    days = {"one": "{count} dzień", "few": "{count} dni (kilka)", "many": "{count} dni", "other": "{count} dnia"}
    messages = Messages({"days": days}, "pl")
    assert [messages.say("days", count=count) for count in (1, 3, 5, 22)] == [
        "1 dzień",
        "3 dni (kilka)",
        "5 dni",
        "22 dni (kilka)",
    ]


def test_numbers_are_parted_as_the_language_does():
    assert find_number_signs("en") == (",", ".")
    assert find_number_signs("de") == (".", ",")
    assert find_number_signs("pl") == ("\u00a0", ",")
