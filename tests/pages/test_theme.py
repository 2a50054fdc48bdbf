"""The shipped templates and messages: nothing missing, nothing unused, no logic in templates."""

import ast
import re
from dataclasses import fields, replace
from importlib import import_module
from pathlib import Path

import pytest
import yaml
from jinja2 import meta, nodes
from running import ROOT

from partner_playbooks import pages as package
from partner_playbooks.handbook.model.metric import Direction, Level, Period, Timing, Unit
from partner_playbooks.handbook.model.role import Side
from partner_playbooks.handbook.model.stage import Anchor
from partner_playbooks.handbook.model.task import Recurrence
from partner_playbooks.language.expressions import Kind
from partner_playbooks.pages.page_kinds import OF_PAGES, PAGES
from partner_playbooks.pages.parts.addresses import SECTIONS
from partner_playbooks.pages.parts.letters import LETTERS, OWNER
from partner_playbooks.pages.parts.templates import Templates
from partner_playbooks.wording.messages import Messages, name_family

FAMILY = re.compile(r"[a-z][a-z-]*\.")
FOLDER = Path(package.__file__).parent
WITH_AUTHORS_ANCHORS = {"how_to_use", "plan", "stage", "_stage_end"}
ALLOWED = (
    nodes.Add,
    nodes.And,
    nodes.Assign,
    nodes.Compare,
    nodes.Concat,
    nodes.Sub,
    nodes.Mul,
    nodes.Test,
)


def flattened(tree, prefix=""):
    for key, value in tree.items():
        if isinstance(value, dict) and not {"one", "other"} >= set(value):
            yield from flattened(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", value


def parsed(theme):
    environment = Templates(theme.templates, Messages(theme.messages["en"]), {})._environment
    return {name: environment.parse(source) for name, source in theme.templates.items()}


def keys_in_templates(theme):
    for tree in parsed(theme).values():
        for use in tree.find_all(nodes.Filter):
            if use.name == "message":
                yield use.node.value


def keys_in_code():
    """Yield keys as patterns: an f-string begins with the family of its keys; it fills in a part of a key, or two."""
    for path in FOLDER.parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield re.escape(node.value)
                if FAMILY.match(node.value):  # `home.choose-plan` is told by title and by text
                    yield rf"{re.escape(node.value)}\.[a-z-]+"
            elif isinstance(node, ast.JoinedStr) and FAMILY.match(ast.unparse(node)[2:]):
                yield "".join(
                    re.escape(part.value) if isinstance(part, ast.Constant) else r"([a-z-]+(\.[a-z-]+)?)?"
                    for part in node.values
                )


def keys_in_the_site():
    """Yield the keys that the site's templates and scripts use; what is in their words goes by its last names alone."""
    files = [path for folder in ("site/partials", "scripts") for path in (ROOT / "theme" / folder).iterdir()]
    used = {word for path in files for word in re.findall(r"\w+", path.read_text(encoding="utf-8"))}
    theme = yaml.safe_load((ROOT / "theme" / "messages" / "en.yml").read_text(encoding="utf-8"))
    for section in ("answers", "connect", "my-plans", "plan-files", "search", "start", "ticks"):
        for key, _ in flattened(theme[section]):
            families = ("days.", "kinds.", "kind_words.", "pages.", "stop_words")
            if set(key.split(".")) <= used or key.startswith(families):
                yield f"{section}.{key}"


def test_every_message_is_text(theme):
    for key, value in flattened(theme.messages["en"]):
        for form in value.values() if isinstance(value, dict) else [value]:
            assert isinstance(form, str), key
            assert form.strip() or key.startswith("number."), key


def test_every_key_that_templates_use_exists(theme):
    assert set(keys_in_templates(theme)) <= {key for key, _ in flattened(theme.messages["en"])}


def list_unused(theme):
    literal = {*keys_in_templates(theme), *keys_in_the_site()}
    code = re.compile("|".join(sorted(set(keys_in_code()), key=len, reverse=True)))
    keys = ((key, key.removeprefix("for-partners.")) for key, _ in flattened(theme.messages["en"]))
    return [
        key for key, said in keys if said not in literal and not code.fullmatch(said) and not said.startswith("site.")
    ]


def test_every_message_is_used(theme):
    assert list_unused(theme) == []


def test_a_message_that_nothing_uses_is_found(theme):
    english = {**theme.messages["en"], "unused": {"word": "Nobody says this", "two": {"deep": "Nor this"}}}
    assert list_unused(replace(theme, messages={"en": english})) == ["unused.word", "unused.two.deep"]


@pytest.mark.parametrize("names", [Direction, Kind, Level, Period, Recurrence, Side, Timing, Unit])
def test_every_fixed_value_has_a_name(theme, names):
    assert set(theme.messages["en"]["names"][name_family(names)]) == {member.value for member in names}


def test_every_anchor_unit_and_letter_has_its_words(theme):
    assert set(theme.messages["en"]["due"]) == {anchor.value for anchor in Anchor}
    assert set(theme.messages["en"]["quantity"]) == {unit.value for unit in Unit}
    assert set(theme.messages["en"]["letter"]) == {OWNER, *LETTERS}
    for days in (*theme.messages["en"]["due"].values(), *theme.messages["en"]["plan-day"].values()):
        assert set(days) == {"same-day", "after", "before"}


def test_templates_are_short(theme):
    lengths = {name: source.count("\n") for name, source in theme.templates.items()}
    assert {name: length for name, length in lengths.items() if length > 120} == {}


def test_templates_only_loop_choose_and_filter(theme):
    for name, tree in parsed(theme).items():
        assert [type(node).__name__ for node in tree.find_all(ALLOWED)] == [], name


def test_templates_use_only_what_their_context_has(theme):
    trees = parsed(theme)
    for kind in (*PAGES, *OF_PAGES):
        name = kind.__module__.rpartition(".")[2]
        known = {field.name for field in fields(import_module(kind.__module__).Context)}
        used = meta.find_undeclared_variables(trees[f"{name}.md.jinja"])
        if f"_{name}_end.md.jinja" in trees:
            used |= meta.find_undeclared_variables(trees[f"_{name}_end.md.jinja"])
        assert used == known, name


def test_no_section_takes_the_anchor_of_something_that_authors_name(theme):
    for name in WITH_AUTHORS_ANCHORS:
        found = set(re.findall(r"\{: #([\w-]+) \}", theme.templates[f"{name}.md.jinja"]))
        assert found, name
        assert found <= SECTIONS, name


KNOWN_TO_BOTH = {"default", "e", "first", "items", "join", "length", "replace", "striptags", "tojson", "url"}
"""Filters that MkDocs (Jinja) and Zensical (MiniJinja) both have; another one stops a build by one of them."""


def test_the_site_s_templates_use_filters_that_both_publishers_know():
    used = {}
    for path in sorted((ROOT / "theme" / "site").rglob("*.html")):
        for block in re.findall(r"\{[{%].*?[%}]\}", path.read_text(encoding="utf-8"), re.DOTALL):
            used |= dict.fromkeys(re.findall(r"\|\s*([a-z_]+)", block), path.name)
    assert {name: file for name, file in used.items() if name not in KNOWN_TO_BOTH} == {}
    assert "e" in used


IN_THE_SITE = ("answers", "connect", "my-plans", "plan-files", "search", "site", "start", "ticks")


def test_no_message_of_the_site_s_templates_is_called_what_every_mapping_has(theme):
    """`words.copy` would be the mapping's own method, and show as such."""
    for section in IN_THE_SITE:
        keys = {part for key, _ in flattened(theme.messages["en"][section]) for part in key.split(".")}
        assert not {key for key in keys if hasattr({}, key)}, section
