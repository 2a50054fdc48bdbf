from __future__ import annotations

import itertools

import markdown
import pytest

CHECKBOXES = "partner_playbooks.publishing.checkboxes"
OTHERS = ["attr_list", "md_in_html", "tables", "def_list", "toc"]
BOX = '<input class="task__box" type="checkbox" />'
TICKED = '<input checked="checked" class="task__box" type="checkbox" />'


def label(title, box=BOX):
    return f'<label class="task__label">{box} <span class="task__title">{title}</span></label>'


def html_of(source, extensions=(*OTHERS, CHECKBOXES)):
    return markdown.markdown(source, extensions=list(extensions)).replace("\n", "")


def test_a_task_is_a_labelled_checkbox_with_its_id():
    assert html_of("- [ ] Grant portal access {: #activate.portal-access }") == (
        '<ul class="tasks"><li class="task" data-item-id="activate.portal-access" id="activate.portal-access">'
        f"{label('Grant portal access')}</li></ul>"
    )


def test_a_task_carries_what_the_script_asks_for():
    assert html_of('- [ ] a {: #s.a data-item-id="s.a#2" data-role="finance" }').startswith(
        '<ul class="tasks"><li class="task" data-item-id="s.a#2" data-role="finance" id="s.a">'
    )
    assert html_of('- [ ] a {: data-item-id="s.a#2" data-after="s.b s.c" }').startswith(
        '<ul class="tasks"><li class="task" data-after="s.b s.c" data-item-id="s.a#2">'
    )


@pytest.mark.parametrize("mark", ['onclick="x"', "data-x='y'", 'data-x="{}"', ".evil", 'style="x"'])
def test_nothing_but_data_is_carried(mark):
    item = html_of(f"- [ ] a {{: #s.a {mark} }}")
    assert item.startswith('<ul class="tasks"><li class="task"><label'), item


@pytest.mark.parametrize("mark", ["x", "X"])
def test_a_ticked_task_is_checked(mark):
    assert html_of(f"- [{mark}] a") == f'<ul class="tasks"><li class="task">{label("a", TICKED)}</li></ul>'


def test_what_follows_in_a_loose_item_stays_after_the_label():
    source = "- [ ] a {: #s.a }\n\n    More\n\n    - inner\n\n- [ ] b {: #s.b }"
    assert html_of(source) == (
        f'<ul class="tasks"><li class="task" data-item-id="s.a" id="s.a">{label("a")}'
        f"<p>More</p><ul><li>inner</li></ul></li>"
        f'<li class="task" data-item-id="s.b" id="s.b">{label("b")}</li></ul>'
    )


def test_what_follows_in_a_tight_item_stays_after_the_label():
    source = "- [ ] a {: #s.a }\n    More {x}\n    - [ ] inner {: #s.b }\n- plain"
    assert html_of(source) == (
        f'<ul class="tasks"><li class="task" data-item-id="s.a" id="s.a">{label("a")}    More {{x}}'
        f'<ul class="tasks"><li class="task" data-item-id="s.b" id="s.b">{label("inner")}</li></ul></li>'
        "<li>plain</li></ul>"
    )


def test_the_title_may_hold_inline_marks():
    shown = html_of("1. [ ] **Ask** the [manager](m.md) `x` \\{a} {: #s.a }")
    title = '<strong>Ask</strong> the <a href="m.md">manager</a> <code>x</code> {a}'
    assert shown == f'<ol class="tasks"><li class="task" data-item-id="s.a" id="s.a">{label(title)}</li></ol>'


@pytest.mark.parametrize("order", list(itertools.permutations(["attr_list", "md_in_html", CHECKBOXES])))
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_the_order_of_the_configuration_does_not_matter(order, gap):
    source = f"- [ ] a {{: #s.a }}{gap}- [ ] *b*{{: .c }} d {{: #s.b }}\n\n# Title {{: #title }}"
    second = '<em class="c">b</em> d'
    assert html_of(source, order) == (
        f'<ul class="tasks"><li class="task" data-item-id="s.a" id="s.a">{label("a")}</li>'
        f'<li class="task" data-item-id="s.b" id="s.b">{label(second)}</li></ul>'
        '<h1 id="title">Title</h1>'
    )


def test_attributes_on_a_line_of_their_own_still_reach_the_item():
    assert 'class="task late"' in html_of("- [ ] a {: #s.a }\n{: .late }")


@pytest.mark.parametrize(
    "source",
    [
        "- a [ ] b",
        "- \\[ \\] a",
        "- [ ]",
        "- [ ]a",
        "- [y] a",
        "- [x](y.md) a",
        "[ ] a",
        "- a",
        "- `[ ] a`",
        "a\n\n- b\n\n    [ ] c",
    ],
)
def test_anything_else_is_left_alone(source):
    assert html_of(source) == html_of(source, OTHERS)


def test_a_task_inside_html_is_found():
    assert label("a") in html_of('<div class="x" markdown>\n\n- [ ] a {: #s.a }\n\n</div>')
