"""The built pages: links, validity, leftovers, no other host, redirects and the search index."""

import json
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest
from validating import validate

from partner_playbooks.publishing.finishing import finish_site

pytestmark = pytest.mark.site
EDITIONS = ("internal", "partner")


class Reader(HTMLParser):
    """Collects the visible words and the addresses of what a page loads."""

    LOADING = frozenset(
        {
            ("script", "src"),
            ("img", "src"),
            ("iframe", "src"),
            ("source", "src"),
            ("video", "src"),
            ("object", "data"),
        }
    )

    def __init__(self):
        super().__init__()
        self.words, self.loaded, self._hidden = [], [], 0

    def handle_starttag(self, tag, attrs):
        self._hidden += tag in {"script", "style"}
        given = dict(attrs)
        self.loaded += [value for name, value in attrs if (tag, name) in self.LOADING]
        if tag == "link" and given.get("rel") != "canonical":
            self.loaded.append(given.get("href"))

    def handle_endtag(self, tag):
        self._hidden -= tag in {"script", "style"}

    def handle_data(self, data):
        if not self._hidden:
            self.words.append(data)


def read(path):
    reader = Reader()
    reader.feed(path.read_text(encoding="utf-8"))
    return reader


@pytest.fixture(params=EDITIONS)
def edition(request, sites):
    return sites / request.param


def test_no_leftovers_in_any_page(edition):
    leftover = re.compile(r"\{\{|\}\}|\{%|\bNone\b|\bundefined\b|\{:|\[object|\{programme\.")
    found = [
        (path.relative_to(edition).as_posix(), hit.group())
        for path in edition.rglob("*.html")
        for hit in leftover.finditer(" ".join(read(path).words))
    ]
    assert found == []


def test_what_a_link_asks_for_is_no_part_of_its_path(edition):
    """A link that is rewritten for a booklet or a frame keeps it, and no `/` is put behind it."""
    asking = re.compile(r'(?:href|src)="[^"?#]*\?([^"#]*)')
    asked = {path: asking.findall(path.read_text(encoding="utf-8")) for path in edition.rglob("*.html")}
    assert sum(map(len, asked.values())) > 10
    assert [(path, each) for path, found in asked.items() for each in found if each.endswith("/")] == []


def test_pages_load_nothing_from_another_host(edition):
    loaded = {address for path in edition.rglob("*.html") for address in read(path).loaded if address}
    assert [address for address in loaded if re.match(r"(https?:)?//", address)] == []
    for path in [*edition.rglob("*.css"), *edition.rglob("*.svg")]:
        fetched = re.findall(
            r"(?:@import\s+|url\()\s*['\"]?((?:https?:)?//[^'\")\s]+)", path.read_text(encoding="utf-8")
        )
        assert fetched == [], path


def test_no_link_or_anchor_is_broken(edition):
    command = [Path(sys.executable).with_name("lychee"), "--offline", "--include-fragments", "--no-progress"]
    command += ["--exclude", "#make-[^&]+&"]  # what is known of a partner stands there for the script; see below
    command += ["--index-files", "index.html", "--root-dir", edition, edition]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-2000:]
    assert int(re.search(r"(\d+) Total", done.stdout).group(1)) > 1000


def test_html_of_each_kind_of_page_is_valid(edition):
    """A page of each kind: those of one folder are made by one template."""
    kinds = {path.parents[1]: path for path in sorted(edition.rglob("*.html"))}
    assert len(kinds) > 10
    validate(*kinds.values())


@pytest.mark.slow
def test_html_is_valid(edition):
    validate(edition)


def test_nothing_of_a_publisher_s_search_is_left(edition):
    assert (edition / "search-index.js").is_file()
    assert not (edition / "search").exists()
    left = {path.name for path in (edition / "assets" / "javascripts").iterdir()}
    assert not left & {"lunr", "workers"}
    page = (edition / "stages" / "activate" / "index.html").read_text(encoding="utf-8")
    assert "workers" not in page


def test_the_partner_edition_is_smaller_and_has_no_internal_page(sites):
    assert (sites / "internal" / "stages" / "align" / "index.html").is_file()
    assert not (sites / "partner" / "stages" / "align").exists()
    assert (sites / "partner" / "roles" / "partner-team" / "index.html").is_file()
    assert not (sites / "partner" / "roles" / "finance").exists()


def test_an_old_id_redirects(tmp_path):
    (tmp_path / "site").mkdir()
    extras = {
        "edition": "internal",
        "booklets": {},
        "files": False,
        "languages": ["en", "de"],
        "moved": {"title": "Umgezogen", "text": "Hier:"},
        "redirects": {"stages/onboard.md": "stages/activate.md"},
        "embed": {"pages": []},
    }
    (tmp_path / "extras.json").write_text(json.dumps(extras))
    (tmp_path / "site" / "search.json").write_text('{"items": []}')
    finish_site(tmp_path)
    assert not (tmp_path / "site" / "search.json").exists()
    page = (tmp_path / "site" / "stages" / "onboard" / "index.html").read_text()
    assert 'content="0; url=../../stages/activate/"' in page
    assert '<html lang="de">' in page
    assert "<h1>Umgezogen</h1>" in page


def test_sitemap_and_pages_carry_no_build_date(edition):
    for name in ("sitemap.xml", "index.html"):
        assert not re.search(r"\d{4}-\d\d-\d\dT|lastmod|1970|Build Date", (edition / name).read_text(encoding="utf-8"))


def test_plans_that_partner_pages_ask_for_are_on_the_page_of_plans(sites):
    internal = sites / "internal"
    plans = (internal / "my-plans" / "index.html").read_text(encoding="utf-8")
    asked = {
        name
        for page in (internal / "partners").rglob("index.html")
        for name in re.findall(r'my-plans/#(make-[^&"]+)&amp;', page.read_text(encoding="utf-8"))
    }
    assert asked
    assert all(f'id="{name}"' in plans for name in asked)
