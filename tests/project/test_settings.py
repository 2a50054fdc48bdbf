"""site_config.yml: each setting works, or `check` refuses it with the reason and the place (faults E3)."""

import re
import shutil

import pytest
from running import ROOT

from partner_playbooks.project import opening
from partner_playbooks.project.finished_work import NAME
from partner_playbooks.project.folder import Project
from partner_playbooks.project.refusals import EXTENSIONS, REFUSED
from partner_playbooks.project.settings import check_settings
from partner_playbooks.publishing.judging import judge_settings

SHIPPED = (ROOT / "site_config.yml").read_text(encoding="utf-8")
ASSETS = {name.removeprefix("site/") for name in Project(ROOT).theme_files()}
TOP = len(SHIPPED.splitlines()) + 1
FEATURES, PLUGINS, STYLES, SCRIPTS = "  features:\n", "plugins:", "extra_css:\n", "extra_javascript:\n"


def after(old, new):
    assert old in SHIPPED
    if old == PLUGINS:  # none is shipped
        return re.sub(r"plugins: \[\].*\n", lambda _: f"plugins:\n{new}", SHIPPED)
    return SHIPPED.replace(old, old + new, 1)


def instead(old, new):
    assert old in SHIPPED
    return SHIPPED.replace(old, new, 1)


def line(text, words):
    return next(number for number, each in enumerate(text.splitlines(), 1) if words in each)


REFUSALS = [
    (instead("use_directory_urls: true", "use_directory_urls: false"), "use_directory_urls", "addresses that end in /"),
    (after(PLUGINS, "  - offline\n"), "- offline", "--zip"),
    (after(PLUGINS, "  - material/offline:\n      enabled: true\n"), "- material/offline", "--zip"),
    (after(PLUGINS, "  - privacy\n"), "- privacy", "other hosts"),
    (after(PLUGINS, "  - social\n"), "- social", "other hosts"),
    (after(PLUGINS, "  - info\n"), "- info", "in place of a site"),
    (after("markdown_extensions:\n", "  - pymdownx.snippets\n"), "snippets", "files of this machine"),
    (after(FEATURES, "    - navigation.instant\n"), "navigation.instant", "checklists and plans start"),
    (after(FEATURES, "    - navigation.instant.prefetch\n"), "instant.prefetch", "checklists and plans start"),
    (SHIPPED + "INHERIT: base.yml\n", "INHERIT", "this file alone"),
    (instead("  name: material", "  name: readthedocs"), "name: readthedocs", "made for the theme material"),
    (instead("  custom_dir: theme/site", "  custom_dir: overrides"), "custom_dir", "put together"),
    (instead("  custom_dir: theme/site\n", ""), "theme:", "custom_dir: theme/site"),
    (instead("  font: false", "  font:\n    text: Roboto\n  #"), "font:", "another host"),
    (re.sub(r"  font: false.*\n", "", SHIPPED), "theme:", "font: false"),
    (re.sub(r"\ntheme:\n.*?\n\n", "\ntheme: material\n\n", SHIPPED, flags=re.DOTALL), "theme:", "font: false"),
    (instead("assets/images/logo.svg", "https://acme.example/logo.svg"), "logo:", "another host"),
    (instead("assets/images/logo.svg", "assets/images/ours.svg"), "logo:", "theme/site/assets/images/ours.svg"),
    (instead("assets/images/favicon.svg", "ours.ico"), "favicon:", "theme/site/ours.ico"),
    (after(STYLES, "  - //fonts.example.com/a.css\n"), "//fonts", "another host"),
    (after(STYLES, "  - HTTPS://fonts.example.com/a.css\n"), "HTTPS://fonts", "another host"),
    (after(STYLES, "  - assets/css/ours.css\n"), "assets/css/ours.css", "there is no theme/site/assets/css/ours.css"),
    (after(SCRIPTS, "  - path: https://cdn.example.com/a.js\n    async: true\n"), "cdn.example", "another host"),
    (after(SCRIPTS, "  - a.js\n"), "- a.js", "there is no theme/site/a.js"),
    (after("extra:\n", "  analytics: {provider: google, property: G-1}\n"), "analytics", "another host"),
    *(
        (instead("embed: []", f"embed: {hosts}"), "embed: [", "named in full")
        for hosts in (
            "[portal.example.com]",
            "[https://portal.example.com/]",
            "[https://portal.example.com/path]",
            '["https://*.example.com"]',
            '["*"]',
            "[http://portal.example.com]",
            """["'self'"]""",
            '["https://portal.example.com; script-src *"]',
            '["https://portal.example.com\\nX-Evil: 1"]',
            "[https://portal.example.com, 7]",
            "[!ENV PORTAL]",
        )
    ),
    (instead("embed: []", "embed: https://portal.example.com"), "embed: https", "no list"),
    (instead('partner_site: ""', "partner_site: partners.example.com"), "partner_site", "no address"),
    (instead('partner_site: ""', 'partner_site: "javascript:alert(1)"'), "partner_site", "no address"),
    (SHIPPED + "hooks: [hook.py]\n", "hooks", "runs no code"),
    (SHIPPED + "extra_templates: [a.html]\n", "extra_templates", "only pages"),
    (after("  playbooks:\n", "    bookelt: x\n"), "bookelt", "no such setting"),
    (SHIPPED + "edit_uri: edit/main/\n", "edit_uri", "links no page"),
    (SHIPPED + "edit_uri_template: '{path}'\n", "edit_uri_template", "links no page"),
    (SHIPPED + "exclude_docs: stages/\n", "exclude_docs", "left out"),
    (SHIPPED + "draft_docs: stages/\n", "draft_docs", "left out"),
    (SHIPPED + "watch: [theme]\n", "watch", "by itself"),
    (instead("  - md_in_html\n", ""), "markdown_extensions", "md_in_html"),
    (instead("  - partner_playbooks.publishing.folding\n", ""), "markdown_extensions", "folding"),
    (re.sub(r"markdown_extensions:.*?\n\n", "", SHIPPED, flags=re.DOTALL), None, "lacks abbr"),
    (after(PLUGINS, "  - macros\n"), "plugins", '"macros" plugin is not installed'),
    (after("markdown_extensions:\n", "  - nosuch.extension\n"), "markdown_extensions", "nosuch.extension"),
    (SHIPPED + "site_nme: x\n", "site_nme", "site_nme"),
    (SHIPPED + "site_url: example.com\n", "site_url", "http://"),
    (SHIPPED + "site_url: [a]\n", "site_url", "site_url"),
    (SHIPPED + "<<: {hooks: [hook.py]}\n", "<<", "read as they stand"),
    (after("extra:\n", "  <<: {analytics: {provider: google}}\n"), "<<", "read as they stand"),
    (SHIPPED + "x: &x {plugins: [macros]}\n!!merge y: *x\n", "!!merge", "read as they stand"),
    (SHIPPED + "? !ENV [NOWHERE, hooks]\n: [hook.py]\n", "NOWHERE", "read as they stand"),
    (SHIPPED + "? !!str {=: hooks}\n: [hook.py]\n", "hooks", "read as they stand"),
    (SHIPPED + "? !!binary aG9va3M=\n: [hook.py]\n", "aG9va3M", "read as they stand"),
    (SHIPPED + "hooks: !!set {hook.py}\n", "!!set", "reads what stands there"),
    (SHIPPED + "x: !!omap [a: 1]\n", "!!omap", "reads what stands there"),
    (after("extra:\n", "  2026-11-30: x\n"), "2026-11-30", "read as they stand"),
    (after("extra:\n", "  motto: x\n  motto: y\n"), "motto: y", "stands here twice"),
    (SHIPPED + "extra: {}\n", "extra: {}", "stands here twice"),
    (SHIPPED + 'x: "\\ud800"\n', "ud800", "no text"),
    (SHIPPED + "extra: [\n", None, "no YAML"),
    (SHIPPED + "\tx: 1\n", None, "no YAML"),
    ("", None, "no settings"),
    ("- a\n", None, "no settings"),
]


@pytest.mark.parametrize(("text", "place", "said"), REFUSALS)
def test_what_cannot_work_is_refused_with_its_reason_and_place(text, place, said):
    found = check_settings("site_config.yml", text.encode(), ASSETS, judge_settings)
    assert found
    assert all(each.code in {"PB701", "PB702"} and each.hint for each in found)
    hit = [each for each in found if said in each.message + each.hint]
    assert hit, found
    if place is not None:
        assert line(text, place) in {each.span.line for each in hit}


@pytest.mark.parametrize(
    "tag",
    [
        "object/apply:os.mkdir [{}]",
        "object/new:os.mkdir [{}]",
        "module:antigravity",
        "name:os.system",
    ],
)
@pytest.mark.parametrize("place", ["copyright: ", "extra_css:\n  - ", "theme:\n  palette: ", "x: &a [*a]\ny: "])
def test_no_tag_of_a_configuration_runs_code(tmp_path, tag, place):
    made = tmp_path / "made"
    text = f"{place}!!python/{tag.format(made)}\n".encode()
    found = check_settings("site_config.yml", text, ASSETS, judge_settings)
    assert any("runs no code" in each.message for each in found)
    assert not made.exists()


def test_entries_that_hold_themselves_end_in_a_finding():
    for text in ("plugins: &a [*a]\n", "theme: &a\n  palette: *a\n", "x: &a {y: *a}\n"):
        assert check_settings("site_config.yml", (SHIPPED + text).encode(), ASSETS, judge_settings)
        assert check_settings("site_config.yml", text.encode(), ASSETS, judge_settings)


def test_every_row_of_the_table_has_its_case():
    cases = "".join(text for text, _, _ in REFUSALS + WORKING)
    for refusal in REFUSED:
        assert next(part for part in reversed(refusal.place) if part != "*") in cases


WORKING = [
    (SHIPPED, None, ""),
    (SHIPPED + "nav: [index.md]\n", "nav: [", "changes nothing"),
    (SHIPPED + "repo_url: https://github.com/acme/handbook\n", "repo_url", "changes nothing"),
    (after(FEATURES, "    - toc.integrate\n    - navigation.prune\n    - navigation.sections\n"), None, ""),
    (instead("    - navigation.tabs\n", ""), None, ""),
    (after(PLUGINS, "  - tags\n"), None, ""),
    (re.sub(r"plugins:\n.*?\n\n", "", SHIPPED, flags=re.DOTALL), None, ""),
    (SHIPPED + "strict: true\n", None, ""),
    (SHIPPED + "site_url: https://acme.example/handbook/\n", None, ""),
    (SHIPPED + "site_author: !ENV [AUTHOR, Acme]\ncopyright: Acme\n", None, ""),
    (after("markdown_extensions:\n", "  - pymdownx.superfences\n"), "superfences", "for marks"),
    (instead("      permalink: true\n", "      permalink: false\n      toc_depth: 2\n"), None, ""),
    (instead("site_dir: site/preview", "site_dir: elsewhere"), None, ""),
    (instead("docs_dir: playbooks", "docs_dir: docs"), None, ""),
    (instead("site_name: Partner Playbooks\n", ""), None, ""),
    (instead("  language: en\n", "  language: fr\n"), None, ""),
    (instead("  logo: assets/images/logo.svg", "  icon: {logo: material/library}"), None, ""),
    (instead("favicon.svg", "favicon.png"), None, ""),
    (instead("  generator: false\n", "  generator: false\n  social: [{icon: simple/x, link: /x}]\n"), None, ""),
    ("\ufeff" + SHIPPED.replace("\n", "\r\n"), None, ""),
]


@pytest.mark.parametrize(("text", "place", "said"), WORKING)
def test_what_works_is_left_alone_and_what_changes_nothing_is_told(text, place, said):
    found = check_settings("site_config.yml", text.encode(), ASSETS, judge_settings)
    assert [(each.severity.value, each.span.line) for each in found] == (
        [("warning", line(text, place))] if place else []
    )
    assert all(said in each.message for each in found)


def test_check_and_build_end_at_the_place_and_nothing_is_built(run, tmp_path):
    shutil.copytree(ROOT / "tests" / "checks" / "base" / "content", tmp_path / "content")
    (tmp_path / "site_config.yml").write_text(REFUSALS[0][0], encoding="utf-8")
    code, printed, _ = run("check", "--project", tmp_path)
    assert code == 1
    assert "site_config.yml:6:1 PB702 `use_directory_urls`" in printed
    assert "6 | use_directory_urls: false" in printed
    for command in (("build",), ("generate",), ("stage", tmp_path / "staged")):
        code, _, told = run(*command, "--project", tmp_path)
        assert (code, "PB702" in told) == (1, True)
    kept = [name for name in sorted(path.name for path in tmp_path.iterdir()) if name != NAME]
    assert kept == ["content", "site_config.yml"]


def test_a_file_that_is_no_text_is_told():
    (found,) = check_settings("site_config.yml", SHIPPED.encode("utf-16"), ASSETS, judge_settings)
    assert (found.code, found.message) == ("PB701", "this is no UTF-8 text")


def test_the_pages_need_what_the_shipped_file_sets():
    for name in EXTENSIONS:
        assert f"  - {name}" in SHIPPED


def test_the_documentation_names_every_row_of_the_table():
    said = (ROOT / "docs" / "how-to" / "change-the-look.md").read_text(encoding="utf-8")
    for refusal in REFUSED:
        assert next(part for part in reversed(refusal.place) if part != "*") in said
    for word in ("offline", "privacy", "social", "navigation.instant", "pymdownx.snippets"):
        assert word in said


def test_the_repository_s_own_settings_are_checked_too(tmp_path, monkeypatch):
    """There, they are the shipped ones whatever is in them."""
    (tmp_path / "site_config.yml").write_text("plugins: [\n")
    monkeypatch.setattr(opening.resources, "find_shipped", lambda: tmp_path)
    found, _ = opening._examine_settings(Project(tmp_path), {}, None)
    assert [each.span.file for each in found] == ["site_config.yml"]
