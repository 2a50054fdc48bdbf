"""Pages speak the programme's language; content stays in its own, and each is marked where they differ."""

import re
from datetime import date

import pytest
from reading import Reading, html, read

from partner_playbooks.checks.examination import examine
from partner_playbooks.pages.page_kinds import render_pages

PLACEHOLDER = re.compile(r"\{[a-z_]+\}")
PROGRAMME = "content/programme.yml"


def leaves(tree, prefix=""):
    for key, value in tree.items():
        if isinstance(value, dict):
            yield from leaves(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", value


def in_language(sample_files, settings):
    files = {**sample_files, PROGRAMME: sample_files[PROGRAMME] + settings.encode()}
    examined = examine(files, date(2026, 6, 1), languages=("de", "en"))
    assert not examined.has_errors
    return examined.handbook


class Spoken(Reading):
    """The text of a page, piece by piece, with the language that it is marked to be in."""

    def __init__(self, source):
        self.languages, self.pieces = ["en"], []
        super().__init__(html(source))

    def handle_starttag(self, tag, attrs):
        before = len(self.open)
        super().handle_starttag(tag, attrs)
        if len(self.open) > before:
            self.languages.append(dict(attrs).get("lang", self.languages[-1]))

    def handle_endtag(self, tag):
        before = len(self.open)
        super().handle_endtag(tag)
        del self.languages[len(self.languages) - (before - len(self.open)) :]

    def handle_data(self, data):
        self.pieces.append((data, self.languages[-1]))


@pytest.mark.long
def test_words_of_the_catalogue_are_in_its_language_and_content_in_its_own(sample_files, theme):
    """What is not English in an English handbook with German headings is marked as German, wherever it stands."""
    german, english = (dict(leaves(theme.messages[language])) for language in ("de", "en"))
    telling = {
        word
        for key in german.keys() & english.keys()
        for word in set(re.findall(r"\w{5,}", PLACEHOLDER.sub("", german[key])))
        - set(re.findall(r"\w+", PLACEHOLDER.sub("", english[key])))
    }
    english_pages = " ".join(page.markdown for page in render_pages(in_language(sample_files, ""), theme))
    telling -= set(re.findall(r"\w+", english_pages))
    mixed = in_language(sample_files, "language: de\ncontent_language: en\n")
    found = 0
    for page in render_pages(mixed, theme):
        for text, language in Spoken(page.markdown).pieces:
            words = telling & set(re.findall(r"\w+", text))
            found += len(words)
            assert language == "de" or not words, (page.path, text)
    assert found > 500


def test_content_inside_german_words_is_marked_as_english(sample_files, theme):
    pages = {
        page.path: page
        for page in render_pages(in_language(sample_files, "language: de\ncontent_language: en\n"), theme)
    }
    pieces = Spoken(pages["index.md"].markdown).pieces
    at = pieces.index(("Contoso", "en"))
    assert [language for _, language in pieces[at - 1 : at + 2]] == ["de", "en", "de"]
    assert pieces[at - 1][0].startswith("Die Etappen")


@pytest.mark.long
def test_one_language_needs_no_marks(sample_files, theme):
    for settings in ("", "language: de\n", "language: de\ncontent_language: de\n"):
        for page in render_pages(in_language(sample_files, settings), theme):
            assert "lang=" not in page.markdown


def structure(page):
    found = read(page.markdown)
    return found.skeleton, found.ids[1:], found.links  # the first id is the title's


@pytest.mark.long
def test_german_pages_differ_from_english_ones_only_in_words(sample_files, theme):
    english, german = (render_pages(in_language(sample_files, settings), theme) for settings in ("", "language: de\n"))
    assert [page.path for page in english] == [page.path for page in german]
    for one, other in zip(english, german, strict=True):
        assert one.markdown != other.markdown, one.path
        assert structure(one) == structure(other), one.path


@pytest.mark.parametrize(
    ("settings", "shown"),
    [
        ("", "GBP\u00a02,500.5"),
        ("language: de\n", "2.500,5\u00a0GBP"),
        ("number_format: 1 234,5\n", "GBP\u00a02\u00a0500,5"),
        ("number_format: 1'234.5\n", "GBP\u00a02'500.5"),
        ("language: de\nnumber_format: 1,234.5\n", "2,500.5\u00a0GBP"),
    ],
)
def test_numbers_follow_the_settings_of_the_programme(sample_files, theme, settings, shown):
    pages = {page.path: page.markdown for page in render_pages(in_language(sample_files, settings), theme)}
    assert shown in pages["metrics/mix-score.md"]


def test_dates_are_in_the_language_of_the_pages(sample_files, theme):
    pages = {page.path: page.markdown for page in render_pages(in_language(sample_files, "language: de\n"), theme)}
    assert "Geprüft am 2 Mai 2026" in pages["bottlenecks/locked-out.md"]


def test_a_language_without_words_is_a_finding(sample_files):
    files = {**sample_files, PROGRAMME: sample_files[PROGRAMME] + b"language: fr\n"}
    examined = examine(files, date(2026, 6, 1), languages=("de", "en"))
    (found,) = (each for each in examined.diagnostics if each.severity == "error")
    assert (found.code, found.span.file) == ("PB208", PROGRAMME)
    assert found.hint.startswith("choose one of de, en")
