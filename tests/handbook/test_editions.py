"""The two editions: nothing that partners get depends on, or shows, anything internal."""

import dataclasses
import random
from enum import Enum
from functools import cache

import pytest
from generating import generated
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st
from jinja2 import Environment
from leaks import (
    CANARY,
    CHANGES,
    changed,
    computes,
    data_of,
    differences,
    escaped,
    new_ids,
    new_values,
    projected,
    read,
    staged,
    with_canaries,
)
from running import ROOT
from shipped import FILES, TODAY

from partner_playbooks.checks.examination import examine
from partner_playbooks.handbook.model.base import Audience, Entity
from partner_playbooks.language.diagnostics import Severity
from partner_playbooks.language.text import RichText
from partner_playbooks.pages import page_kinds
from partner_playbooks.pages.parts.writers import EditionWriter, PageHead

SAMPLE = ROOT / "tests" / "pages" / "sample"
BASES = {
    "shipped": data_of(FILES),
    "sample": data_of({f"content/{path.relative_to(SAMPLE)}": path.read_bytes() for path in SAMPLE.rglob("*.yml")}),
}
SEEDS = st.integers(0, 2**32)
SOME_CHANGES = st.sets(st.sampled_from(CHANGES), min_size=1).map(lambda some: sorted(some, key=CHANGES.index))
QUICK = settings(deadline=None, phases=[Phase.explicit, Phase.generate])  # a smaller seed explains no more


@pytest.fixture(autouse=True, scope="module")
def templates_compiled_once():
    """Keep compiled templates from one rendering to the next: compiling takes longer than all else here."""
    compile_template, known = Environment.compile, {}

    def compile_once(self, source, name=None, filename=None):
        if source not in known:
            known[source] = compile_template(self, source, name, filename)
        return known[source]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Environment, "compile", compile_once)
        yield


@cache
def views(name):
    handbook = read(BASES[name])
    return projected(handbook), staged(handbook)


def assert_partners_see_the_same(before, files):
    handbook = read(files)
    assert differences(before[0], projected(handbook)) == []
    assert differences(before[1], staged(handbook)) == []


@pytest.mark.site
@pytest.mark.parametrize("change", CHANGES)
def test_a_change_changes_something(change):
    assert changed(BASES["shipped"], [change], random.Random(1)) != BASES["shipped"]


@pytest.mark.slow
@pytest.mark.site
@given(changes=SOME_CHANGES, seed=SEEDS)
@example(changes=CHANGES, seed=1)
@settings(QUICK, max_examples=2)
def test_no_internal_change_of_the_shipped_content_reaches_partners(changes, seed):
    assert_partners_see_the_same(views("shipped"), changed(BASES["shipped"], changes, random.Random(seed)))


@pytest.mark.long
@given(changes=SOME_CHANGES, seed=SEEDS)
@settings(QUICK, max_examples=6)
def test_no_internal_change_of_the_sample_reaches_partners(changes, seed):
    assert_partners_see_the_same(views("sample"), changed(BASES["sample"], changes, random.Random(seed)))


@pytest.mark.site
@given(changes=SOME_CHANGES, seed=SEEDS)
@example(changes=[new_ids], seed=9857)  # a table whose row has a cell more than it has columns
@settings(QUICK, max_examples=10)
def test_no_internal_change_of_any_content_reaches_partners(changes, seed):
    rng = random.Random(seed)
    files = generated(rng)
    handbook = read(files)
    assert_partners_see_the_same((projected(handbook), staged(handbook)), changed(files, changes, rng))


OUT_OF_ORDER = {"PB306", "PB309", "PB310", "PB312", "PB320", "PB404", "PB405", "PB409"}
"""What canaries in days and figures bring about: they stay readable as such, and no longer fit one another."""


@cache
def canaried(name):
    return read_canaried(name)


def read_canaried(name):
    """Give a handbook of its own: what partners see of one is kept by it, as it was first asked for."""
    examined = examine(with_canaries(BASES[name], random.Random(1)), TODAY)
    errors = [found for found in examined.diagnostics if found.severity is Severity.ERROR]
    assert {found.code for found in errors} <= OUT_OF_ORDER, errors
    return examined.handbook


@pytest.mark.long
@pytest.mark.parametrize("name", BASES)
def test_canaries_sit_in_everything_internal(name):
    handbook = canaried(name)
    for placed in handbook.list_written():
        if isinstance(placed.record, Entity) and placed.record.audience is Audience.INTERNAL:
            assert CANARY in (placed.id if placed.path else placed.document.file)
        for leaf in placed.leaves:
            is_text = isinstance(leaf.value, str | RichText) and not isinstance(leaf.value, Enum)
            if is_text and not leaf.visible and not leaf.ref and "given" not in leaf.path and not computes(leaf):
                assert CANARY in repr(leaf.value), (placed.id, leaf.path)


@pytest.mark.long
@pytest.mark.parametrize("name", BASES)
def test_no_canary_reaches_partners(name):
    handbook = canaried(name)
    assert escaped({"handbook": repr(projected(handbook)).encode()}) == []
    assert escaped(staged(handbook)) == []


# -- the tests above can fail: here a template shows what it should never have been given, or a projection keeps it


@dataclasses.dataclass(frozen=True)
class Leak:
    secrets: tuple[str, ...]


def leaking(handbook):
    """Give a way to render the partner edition with one more page, whose template shows internal titles."""
    secrets = tuple(role.title for role in handbook.roles if role.audience is Audience.INTERNAL)

    def render(partners, theme):
        templates = {**theme.templates, "leak.md.jinja": "{{ secrets | commas }}"}
        edition = EditionWriter.of(partners, dataclasses.replace(theme, templates=templates))
        return (
            *page_kinds.render_pages(partners, theme),
            edition.page(PageHead("leak.md", "Leak"), "leak.md.jinja", Leak(secrets)),
        )

    return render


@pytest.mark.site
def test_a_template_that_leaks_is_found_by_changes():
    before, after = read(BASES["shipped"]), read(changed(BASES["shipped"], [new_values], random.Random(1)))
    found = differences(staged(before, leaking(before)), staged(after, leaking(after)))
    assert found == [
        "docs/leak.md",
        "docs/llms-full.txt",
        "docs/search-index.js",
        "docs/search-texts.js",
        "plain/leak/index.md",
    ]


@pytest.mark.long
def test_a_template_that_leaks_is_found_by_canaries():
    handbook = canaried("shipped")
    secrets = {role.title for role in handbook.roles if role.audience is Audience.INTERNAL}
    assert secrets
    assert set(escaped(staged(handbook, leaking(handbook)))) == secrets


@pytest.mark.site
def test_a_projection_that_keeps_too_much_is_found(monkeypatch):
    monkeypatch.setattr("partner_playbooks.handbook.projection.is_for_partners", lambda _: True)
    before, after = read(BASES["shipped"]), read(changed(BASES["shipped"], [new_values], random.Random(1)))
    assert differences(projected(before), projected(after))
    assert escaped({"handbook": repr(projected(read_canaried("shipped"))).encode()})
