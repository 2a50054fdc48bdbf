"""A quick look says that a text has no number only where the patterns find none."""

from hypothesis import example, given
from hypothesis import strategies as st

from partner_playbooks.checks import unsourced_claim
from partner_playbooks.language import written_numbers

WORDS = [
    *written_numbers._OF_WORDS,
    *unsourced_claim._NUMBERS,
    *("\N{LATIN SMALL LETTER LONG S}ix", "DREIẞIG", "twenty-five", "sixty-Two", "٣", "²", "½", "as", "in"),
    *("out of", "times", "per cent", "EUR"),
    *("fold", "%", "x", "-", "_", "5", "50/50", "days", "the", "phone", "tenth", "thirds", "two-thirds"),
]
TEXTS = st.lists(st.sampled_from(WORDS) | st.sampled_from(WORDS).map(str.upper) | st.text(max_size=3), max_size=8)


@given(TEXTS, st.sampled_from(["", " ", "-", "\N{NO-BREAK SPACE}"]))
@example(["sevenfold"], " ")
@example(["eighty", "per cent"], " ")
def test_no_number_is_passed_over(parts, between):
    text = between.join(parts)
    if written_numbers._FOUND.search(text):
        assert written_numbers.has_number(text, written_numbers._FOLDED)
    if unsourced_claim._FIGURE.search(text):
        assert written_numbers.has_number(text, unsourced_claim._NUMBERS)


def test_a_text_without_any_is_passed_over():
    for text in ("", "Agree on the phone, often.", "attend the tenth"):
        assert not written_numbers.has_number(text, written_numbers._FOLDED)
