from __future__ import annotations

import pytest

from partner_playbooks.language.text import PLAIN_LIMIT, TextError, check_plain


@pytest.mark.parametrize(
    "text",
    ["a", "<b>R&D</b> *x* | {{ y }} `z`", "naïve\u00a0text", "日本 👩\u200d💻", "a  b", "x" * PLAIN_LIMIT],
)
def test_any_visible_text_passes_unchanged(text):
    assert check_plain(text) == text


@pytest.mark.parametrize(
    ("text", "messages"),
    [
        ("", ["the text is empty"]),
        (" \u00a0", ["the text is empty"]),
        ("\u200b\u00ad", ["the text is empty"]),
        ("a\nb", ["this field is one line, but the text has a line break"]),
        ("a\n", ["this field is one line, but the text has a line break"]),
        (" a", ["the text starts or ends with a blank"]),
        ("a\u00a0", ["the text starts or ends with a blank"]),
        ("a\tb", ["the text holds a tab"]),
        ("a\x85b", ["the text holds the invisible character U+0085 (a control character)"]),
        ("a\u2028b", ["the text holds the invisible character U+2028 (LINE SEPARATOR)"]),
        (
            "\u200ea\u2066",
            [
                "the text holds the invisible character U+200E (LEFT-TO-RIGHT MARK)",
                "the text holds the invisible character U+2066 (LEFT-TO-RIGHT ISOLATE)",
            ],
        ),
        ("a\ud800", ["the text holds the invisible character U+D800 (a control character)"]),
        ("x" * (PLAIN_LIMIT + 1), ["the text has 301 characters; at most 300 are allowed"]),
    ],
)
def test_what_one_line_cannot_show_is_refused(text, messages):
    with pytest.raises(TextError) as caught:
        check_plain(text)
    assert [problem.message for problem in caught.value.problems] == messages
    assert all(problem.hint for problem in caught.value.problems)
