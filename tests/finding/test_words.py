"""Words as search sees them, by the command and by the site alike."""

import unicodedata

import pytest
import snowballstemmer
from hypothesis import given, settings
from hypothesis import strategies as st
from javascript import computed
from searching import MODULES, STEMMERS

from partner_playbooks.finding.words import STEMMERS as LANGUAGES
from partner_playbooks.finding.words import WordReader, part_words, strip_marks


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("“Partner\u2019s” Co\u2013Sell, QBRs & MSPs!", ["partner's", "co", "sell", "qbr", "msp"]),
        ("  30-day plan ", ["30", "day", "plan"]),
        ("soft\u00adware zero\u200bwidth", ["software", "zerowidth"]),
        ("\uff26\uff35\uff2c\uff2c ﬁne", ["full", "fine"]),
        ("日本語 plan", ["日", "本", "語", "plan"]),
        ("Größe ÉCOLE", ["größe", "école"]),
        ("?! … — ()", []),
        ("", []),
    ],
)
def test_a_text_is_parted_into_its_words(text, words):
    assert [word.text for word in part_words(text)] == words


def test_parts_with_a_hyphen_count_once_more_as_one_word():
    stems = [stem for _, stem in WordReader("en").read("The co-sell rules")]
    assert stems == ["the", "co", "sell", "cosel", "rule"]
    assert [stem for _, stem in WordReader("en", frozenset({"the"})).read("the rules")] == ["rule"]
    assert [stem for _, stem in WordReader("en", frozenset({"the"})).read("the rules", whole=True)] == ["the", "rule"]


@pytest.mark.parametrize(
    ("one", "other"), [("certifications", "certification"), ("partners'", "partner"), ("deals", "deal")]
)
def test_endings_make_no_difference(one, other):
    read = WordReader("en")
    assert read.stem(one) == read.stem(other)


def test_a_language_without_an_algorithm_keeps_its_endings_and_one_with_a_region_has_its_own():
    assert WordReader("tlh").stem("partners") == "partners"
    assert WordReader("de-AT").stem("verträgen") == WordReader("de").stem("vertrag") == "vertrag"
    assert strip_marks("größe") == "große"


def stemmed_by_site(name, words):
    scripts = STEMMERS["base-stemmer.js"] + STEMMERS[f"{name}-stemmer.js"]
    function = """({ script, name, words }) => {
        const own = new Function(`${script}; return new ${name}Stemmer();`)();
        return words.map((word) => own.stemWord(word));
    }"""
    return computed(function, {"script": scripts, "name": name.title(), "words": words})


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_the_site_takes_the_same_endings_off(language):
    words = [*WORDS, *(word + ending for word in WORDS for ending in ENDINGS)]
    read = WordReader(language)
    by_site = stemmed_by_site(LANGUAGES[language], words)
    without_endings = snowballstemmer.stemmer(LANGUAGES[language])
    assert by_site == without_endings.stemWords(words)
    assert [strip_marks(stem) for stem in by_site] == [read.stem(word) for word in words]


WORDS = [
    "partner",
    "registration",
    "activation",
    "größe",
    "verträge",
    "kennzahl",
    "ecole",
    "данные",
    "δεδομένα",
    "plan",
]
ENDINGS = ["s", "es", "ing", "ed", "en", "er", "ungen", "ation", "ment", "ly", "ity", "a", "os", "ами", "'s"]


@pytest.mark.long
@settings(max_examples=10, deadline=None)
@given(st.lists(st.text(max_size=40), max_size=30))
def test_the_site_parts_texts_alike(texts):
    alike = [text for text in texts if not any(map(is_told_apart, text))]
    expected = [[word.text for word in part_words(text)] for text in alike]
    assert computed("(texts) => texts.map(partWords)", alike, MODULES) == expected


def is_told_apart(character):
    """Whether two versions of Unicode may differ on a sign: one that is new, none yet, or half of a pair."""
    return ord(character) > 0xFFFF or unicodedata.category(character) in {"Cn", "Cs"}
