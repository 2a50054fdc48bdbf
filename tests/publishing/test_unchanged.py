"""Sites are left as they stand only if nothing that they are made of is another, and nobody has touched them."""

import os
import subprocess
import sys
from datetime import date
from importlib.metadata import version

import pytest
from running import ROOT

from partner_playbooks.handbook.model.base import Audience
from partner_playbooks.project import inputs, resources
from partner_playbooks.project.folder import Project
from partner_playbooks.project.locks import lock_at_once
from partner_playbooks.project.new_handbook import start_handbook
from partner_playbooks.publishing.unchanged import FormerBuild

DAY = date(2026, 11, 20)
NAME = ("-c", "user.name=a new user", "-c", "user.email=new@example.com", "-c", "commit.gpgsign=false")


@pytest.fixture
def project(tmp_path):
    start_handbook(tmp_path / "ours", minimal=True)
    return Project.find(tmp_path / "ours")


def describe(project, day=DAY, snapshot=None, said=(), name="site"):
    return FormerBuild.of(project, {Audience.INTERNAL: project.root / name}, day, snapshot, said)


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def commit(root):
    subprocess.run(["git", "-C", root, "init", "-q"], check=True)
    subprocess.run(["git", "-C", root, "add", "content"], check=True)
    subprocess.run(["git", "-C", root, *NAME, "commit", "-qm", "x"], check=True)


CHANGES = {
    "content": lambda root: write(root / "content" / "glossary.yml", "terms: []\n"),
    "a content file that moves": lambda root: (root / "content/roles/alliance-lead.yml").rename(
        root / "content/roles/lead.yml"
    ),
    "a file that cannot be read": lambda root: (root / "content" / "x.yml").symlink_to(root / "gone"),
    "theme": lambda root: write(root / "theme" / "site" / "assets" / "css" / "base.css", "a {}"),
    "a catalogue": lambda root: write(root / "theme" / "messages" / "fr.yml", "search: {}"),
    "settings": lambda root: write(root / "site_config.yml", (ROOT / "site_config.yml").read_text() + "# x\n"),
    "a snapshot": lambda root: write(root / "snapshot.json", "{}"),
    "history": commit,
}


@pytest.mark.parametrize("change", CHANGES)
def test_each_input_makes_another_build(project, change):
    before = describe(project)
    assert describe(project) == before
    CHANGES[change](project.root)
    assert describe(project).key != before.key


def test_what_was_asked_and_the_day_and_the_place_count(project, tmp_path):
    snapshot = tmp_path / "other.json"
    snapshot.write_text("{}")
    others = [
        describe(project, date(2026, 11, 21)),
        describe(project, snapshot=snapshot),
        describe(project, said=("mkdocs",)),
        describe(project, name="other"),
    ]
    assert len({describe(project).key, *(other.key for other in others)}) == 5


def test_what_was_changed_and_changed_back_meanwhile_counts_at_the_end(project):
    """The site may be made of what stood there in between."""
    style = project.root / "theme" / "site" / "assets" / "css" / "base.css"
    write(style, "a {}")
    before = describe(project)
    write(style, "b {}")
    write(style, "a {}")
    after = describe(project)
    assert after.key == before.key
    assert after != before


def test_another_mode_of_files_counts(project):
    program = (
        "import datetime, os, pathlib, sys\n"
        "from partner_playbooks.handbook.model.base import Audience\n"
        "from partner_playbooks.project.folder import Project\n"
        "from partner_playbooks.publishing.unchanged import FormerBuild\n"
        "os.umask(int(sys.argv[2], 8))\n"
        "site = {Audience.INTERNAL: pathlib.Path('site')}\n"
        "print(FormerBuild.of(Project(pathlib.Path(sys.argv[1])), site, datetime.date(2026, 11, 20), None, ()).key)"
    )
    keys = [
        subprocess.run([sys.executable, "-c", program, project.root, mask], capture_output=True, check=True).stdout
        for mask in ("022", "022", "077")
    ]
    assert keys[0] == keys[1] != keys[2]


@pytest.mark.parametrize("settings", [b"a: [", b"\xff\xfe", b"[" * 5000])
def test_settings_that_cannot_be_read_are_left_to_the_checks(project, settings):
    (project.root / "site_config.yml").write_bytes(settings)
    assert describe(project).key is None


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such names")
def test_a_file_of_any_name_counts(project, tmp_path):
    odd = os.fsdecode(b"\xff")
    before = describe(project).key
    write(project.root / "site" / f"{odd}.html", "")
    build = describe(project)
    build.keep("as found")
    assert build.find_findings() == "as found"
    write(tmp_path / f"{odd}.json", "")
    assert describe(project, snapshot=tmp_path / f"{odd}.json").key != before


@pytest.mark.site
def test_a_template_at_fault_is_named_as_the_project_names_it(run, project):
    write(project.root / "theme" / "site" / "partials" / "footer.html", "<p>\n{{ foo( }}")
    code, _, told = run("build", "--project", project.root)
    assert code == 2
    assert told.startswith("error: theme/site/partials/footer.html:2: unexpected '}'")


@pytest.mark.site
def test_a_copyright_stands_at_the_foot_of_each_page_as_text(run, project):
    settings = (ROOT / "site_config.yml").read_text(encoding="utf-8")
    write(project.root / "site_config.yml", f"{settings}copyright: © 2026 A & B <b>\n")
    assert run("build", "--project", project.root)[0] == 0
    pages = list((project.root / "site" / "internal" / "stages").rglob("index.html"))
    assert pages
    assert all("<p>© 2026 A &amp; B &lt;b&gt;</p>" in page.read_text(encoding="utf-8") for page in pages)


@pytest.mark.parametrize(
    "settings", [b"a: [", b"\xff\xfe", b"[" * 5000, b"x: 2024-13-45\n", b"x: {? [a] : 1}\n? [b]\n: 1\n"]
)
def test_settings_that_cannot_be_read_are_told_by_a_build(run, project, settings):
    (project.root / "site_config.yml").write_bytes(settings)
    code, printed, told = run("build", "--project", project.root)
    assert (code, printed) == (1, "")
    assert "site_config.yml" in told
    assert not (project.root / "site").exists()


@pytest.mark.parametrize("name", ["SOURCE_DATE_EPOCH", "TZ"])
def test_the_environment_counts(project, monkeypatch, name):
    before = describe(project)
    monkeypatch.setenv(name, "1763769600" if name != "TZ" else "Asia/Tokyo")
    assert describe(project).key != before.key


def test_any_variable_counts_where_settings_read_them(project, monkeypatch):
    before = describe(project).key
    monkeypatch.setenv("ADDRESS", "https://a.example")
    assert describe(project).key == before
    settings = (ROOT / "site_config.yml").read_text()
    for address, read in enumerate((f"{settings}site_url: !ENV ADDRESS\n", f"{settings}site_url: !%45NV ADDRESS\n")):
        write(project.root / "site_config.yml", read)
        before = describe(project).key
        monkeypatch.setenv("ADDRESS", f"https://b-{address}.example")
        assert describe(project).key != before


def test_another_version_of_any_package_counts(project, monkeypatch):
    before = describe(project).key
    monkeypatch.setattr(resources, "_list_packages", lambda: "jinja2 99")
    resources.fingerprint_all.cache_clear()
    try:
        assert describe(project).key != before
    finally:
        monkeypatch.undo()
        resources.fingerprint_all.cache_clear()


@pytest.mark.parametrize("name", ["site_config.yml", "theme/messages/en.yml"])
def test_what_a_project_s_own_is_compared_with_counts(project, tmp_path, monkeypatch, name):
    """It is hidden by the project's own, and yet decides what is found in that."""
    for each in ("site_config.yml", "theme/messages/en.yml"):
        for root in (project.root, tmp_path / "shipped"):
            write(root / each, (ROOT / each).read_text(encoding="utf-8"))
    monkeypatch.setattr(inputs, "find_shipped", lambda: tmp_path / "shipped")
    before = describe(project).key
    write(tmp_path / "shipped" / name, (ROOT / name).read_text(encoding="utf-8") + "# more\n")
    assert describe(project).key != before


def test_a_site_that_goes_while_it_is_looked_at_is_built_again(project, monkeypatch):
    write(project.root / "site" / "index.html", "home")
    build = describe(project)
    build.keep("")
    monkeypatch.setattr("os.walk", lambda place: iter([(str(place), [], ["index.html", "gone.html"])]))
    assert build.find_findings() is None


@pytest.mark.site
def test_a_build_is_remembered_before_another_may_begin_and_stands_where_it_cannot_be(run, project, monkeypatch):
    free = []

    def refuse(_build, _findings):
        descriptor = os.open(project.root / "site", os.O_RDONLY)
        free.append(lock_at_once(descriptor))
        os.close(descriptor)
        raise FileNotFoundError(2, "No such file or directory")

    monkeypatch.setattr(FormerBuild, "keep", refuse)
    code, printed, told = run("build", "--project", project.root)
    assert (code, free) == (0, [False])
    assert "index.html" in printed
    assert "No such file" not in told


TOUCHES = {
    "nothing": lambda site: site.stat(),
    "a text": lambda site: write(site / "index.html", "other"),
    "a new file": lambda site: write(site / "new.html", "x"),
    "a lost file": lambda site: (site / "a" / "index.html").unlink(),
    "the same size": lambda site: write(site / "index.html", "emoh"),
    "no site": lambda site: [path.unlink() for path in site.rglob("*.html")],
    "a new folder": lambda site: (site / "b").mkdir(),
    "a link in it": lambda site: (site / "b").symlink_to(site.parent),
    "the mode of a folder": lambda site: (site / "a").chmod(0o700),
    "the mode of a file": lambda site: (site / "a" / "index.html").chmod(0o600),
    "a link": lambda site: site.rename(site.with_name("moved")) and site.symlink_to(site.with_name("moved")),
}


@pytest.mark.parametrize("touch", TOUCHES)
def test_a_site_that_somebody_touched_is_built_again(project, touch):
    site = project.root / "site"
    write(site / "index.html", "home")
    write(site / "a" / "index.html", "page")
    build = describe(project)
    assert build.find_findings() is None
    build.keep("a warning\n")
    TOUCHES[touch](site)
    assert build.find_findings() == ("a warning\n" if touch == "nothing" else None)


@pytest.mark.parametrize(
    ("before", "after", "elsewhere"),
    [
        ("plugins: []", "plugins: [search]", False),
        ("plugins: []", "plugins: [material/search]", False),
        ("plugins: []", "plugins: [tags]", True),
        ("plugins: []", "plugins: {git-revision-date-localized: {type: date}}", True),
        ("  - abbr\n", "  - abbr\n  - pymdownx.details\n", True),
        ("  - abbr\n", "  - abbr\n  - pymdownx.highlight: {linenums: true}\n", True),
    ],
)
def test_a_site_that_may_be_made_of_what_nobody_knows_of_is_always_built(project, before, after, elsewhere):
    text = (ROOT / "site_config.yml").read_text(encoding="utf-8")
    assert before in text
    write(project.root / "site_config.yml", text.replace(before, after))
    build = describe(project)
    build.keep("")
    assert (build.find_findings() is None) == elsewhere


def test_every_package_that_is_installed_is_named_with_its_version():
    named = resources._list_packages().splitlines()
    for name in ("mkdocs", "pydantic", "jinja2", "typst"):
        assert any(each.lower().startswith(f"{name}-{version(name)}.") for each in named)
