"""Booklets: ids stay apart, links lead to chapters or, as before, elsewhere."""

import os
import re
import subprocess
import sys

import pytest
from lxml import html

from partner_playbooks.project.finished_work import FinishedWork
from partner_playbooks.publishing import booklets
from partner_playbooks.publishing.booklets import write_booklets
from partner_playbooks.publishing.chapters import read_article
from partner_playbooks.publishing.policy import build_security_policy

PAGE = '<body><h1>Not this</h1><article class="x">{}</article><p>Nor this</p></body>'
BOOKLETS = {"print/stages/activate.md": ["stages/activate.md", "metrics/login-rate.md", "index.md"]}
PAGES = {
    "print/stages/activate/": '<h1 id="top">Contents</h1><a href="../../../stages/activate/">Activate</a>',
    "stages/activate/": '<h1 id="t">Activate<a class="headerlink" href="#t">¶</a></h1>',
    "metrics/login-rate/": '<h1 id="t">Login rate</h1><div class="on-paper">again</div>',
    "": '<h1 id="home">Home</h1>',
}


def chapters(tmp_path, finished=None, **inner):
    for address, content in (
        PAGES | {"stages/activate/": PAGES["stages/activate/"] + inner.get("activate", "")}
    ).items():
        file = tmp_path / address / "index.html"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(PAGE.format(content), encoding="utf-8")
    write_booklets(tmp_path, BOOKLETS, finished)
    return (tmp_path / "print/stages/activate/index.html").read_text(encoding="utf-8")


def test_chapters_follow_the_contents_in_order(tmp_path):
    page = chapters(tmp_path)
    assert re.findall(r">(Contents|Activate|Login rate|Home)<", page) == [
        "Contents", "Activate", "Activate", "Login rate", "Home"
    ]  # fmt: skip
    assert page.startswith('<body><h1>Not this</h1><article class="x"><h1 id="top">')
    assert page.endswith("</section>\n</article><p>Nor this</p></body>")


def test_ids_stay_apart(tmp_path):
    assert re.findall(r' id="([^"]+)"', chapters(tmp_path)) == [
        "top", "stages-activate", "stages-activate--t", "metrics-login-rate", "metrics-login-rate--t", "index",
        "index--home",
    ]  # fmt: skip


def test_what_belongs_to_the_screen_is_left_out_of_chapters(tmp_path):
    page = chapters(tmp_path)
    assert "¶" not in page
    assert "again" not in page


def test_leading_text_stays_text(tmp_path):
    chapters(tmp_path)
    (tmp_path / "stages/activate/index.html").write_text(PAGE.format("1 &lt;b&gt; <p>x</p>"), encoding="utf-8")
    (tmp_path / "print/stages/activate/index.html").write_text(PAGE.format("2 &lt;b&gt; <p>x</p>"), encoding="utf-8")
    write_booklets(tmp_path, BOOKLETS)
    page = (tmp_path / "print/stages/activate/index.html").read_text(encoding="utf-8")
    assert page.count(" &lt;b&gt; <p>x</p>") == 2


def test_what_looks_like_the_marks_of_places_stays(tmp_path):
    text = '<p id="varying0varying">varying0varying varying <a href="../enable/">varyingx1varyingx</a></p>'
    page = chapters(tmp_path, activate=text)
    assert (
        '<p id="stages-activate--varying0varying">varying0varying varying '
        '<a href="../../../stages/enable/">varyingx1varyingx</a></p>' in page
    )


def test_values_cannot_end_their_attributes(tmp_path):
    written = '<a id="a&quot;&gt;&lt;b" href="../enable/?a=1&amp;b=&quot;&gt;&lt;script&gt;#x&quot;&gt;y">x</a>'
    page = chapters(tmp_path, activate=written)
    (link,) = html.fromstring(page).xpath('//section[@id="stages-activate"]/a[text()="x"]')
    assert link.get("id") == 'stages-activate--a"><b'
    assert link.get("href") == '../../../stages/enable/?a=1&b="><script>#x">y'
    assert not html.fromstring(page).xpath("//script | //b")


def test_a_page_that_was_read_before_gives_the_same_chapter(tmp_path):
    finished = FinishedWork(tmp_path / "finished")
    texts = [TABLE, TABLE, f"{TABLE}<p>more</p>", TABLE]
    kept = [chapters(tmp_path / f"kept-{number}", finished, activate=text) for number, text in enumerate(texts)]
    assert kept == [chapters(tmp_path / f"{number}", activate=text) for number, text in enumerate(texts)]
    assert len(set(kept)) == 2


def test_a_chapter_is_read_once(tmp_path, monkeypatch):
    finished = FinishedWork(tmp_path / "finished")
    first = chapters(tmp_path, finished, activate=TABLE)

    def read_contents(inner, address, *, as_chapter):
        assert not as_chapter, address
        return read_article(inner, address, as_chapter=as_chapter)

    monkeypatch.setattr(booklets, "read_article", read_contents)
    assert chapters(tmp_path, finished, activate=TABLE) == first
    with pytest.raises(AssertionError, match="stages/activate/"):
        chapters(tmp_path, finished, activate=f"{TABLE}<p>more</p>")


TABLE = '<table><tr><td id="c" style="text-align: right;" headers="a b"><a href="../enable/#x">x</a></td></tr></table>'


def test_the_policy_of_a_site_needs_only_what_booklets_hold_of_their_own(tmp_path):
    run = '<p style="color: {0}">x</p><script>{0}()</script>'
    chapters(tmp_path, activate=run.format("chapter"))
    contents = tmp_path / "print/stages/activate/index.html"
    contents.write_text(PAGE.format(run.format("contents")) + run.format("frame"), encoding="utf-8")
    own = write_booklets(tmp_path, BOOKLETS)
    assert list(own) == [contents]
    assert "chapter()" in contents.read_text()
    assert "chapter()" not in own[contents]
    policy = build_security_policy(tmp_path, own=own)
    assert policy == build_security_policy(tmp_path)
    assert policy.count("'sha256-") == 6


def test_names_that_refer_to_ids_follow_them(tmp_path):
    page = chapters(
        tmp_path,
        activate='<label for="a b">x</label><input name="q" id="a" aria-describedby="t u"><td headers="t">',
    )
    assert '<label for="stages-activate--a stages-activate--b">' in page
    assert 'name="stages-activate--q" id="stages-activate--a"' in page
    assert 'aria-describedby="stages-activate--t stages-activate--u"' in page


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("#t", "#stages-activate--t"),
        ("./", "#stages-activate"),
        ("../../metrics/login-rate/", "#metrics-login-rate"),
        ("../../metrics/login-rate/#t", "#metrics-login-rate--t"),
        ("../../", "#index"),
        ("../../#home", "#index--home"),
        ("../enable/", "../../../stages/enable/"),
        ("../enable/#exit-test", "../../../stages/enable/#exit-test"),
        ("../enable/?at=exit#exit-test", "../../../stages/enable/?at=exit#exit-test"),
        ("../../index.xml?at=a/b", "../../../index.xml?at=a/b"),
        ("../../metrics/login-rate/?at=a.b#t", "#metrics-login-rate--t"),
        ("../", "../../../stages/"),
        ("../../assets/images/logo.svg", "../../../assets/images/logo.svg"),
        ("../../print/stages/activate/", "#"),
        ("https://example.com/x/#y", "https://example.com/x/#y"),
        ("mailto:a@example.com", "mailto:a@example.com"),
        ("//example.com/x", "//example.com/x"),
    ],
)
def test_links_lead_to_chapters_or_where_they_led_before(tmp_path, written, expected):
    page = chapters(tmp_path, activate=f'<a class="probe" href="{written}">x</a>')
    assert f'class="probe" href="{expected}"' in page


def test_text_is_kept_to_the_letter(tmp_path):
    text = "a &lt;b&gt; &amp;amp; “c” \u00a0 ✓<math><mspace width='1em'/><mi>x</mi></math>"
    page = chapters(tmp_path, activate=f"<p>{text}</p>")
    assert 'a &lt;b&gt; &amp;amp; “c” \u00a0 ✓<math><mspace width="1em"></mspace><mi>x</mi></math>' in page.replace(
        "&nbsp;", "\u00a0"
    ).replace("&#160;", "\u00a0")


KILLED = """
import os, sys
from pathlib import Path
from partner_playbooks.project.finished_work import FinishedWork
from partner_playbooks.publishing import booklets

here, site = os.getpid(), Path(sys.argv[1])
os.cpu_count = lambda: int(sys.argv[2])
write_chapter = booklets.Booklet.write_chapter

def write_or_die(booklet, address, article):
    if os.getpid() != here and booklet.address == "print/7/":  # the others of this process stand by then
        os._exit(1)
    return write_chapter(booklet, address, article)

booklets.Booklet.write_chapter = write_or_die
wanted = {f"print/{number}.md": ["a.md", "b.md"] for number in range(8)}
booklets.write_booklets(site, wanted, FinishedWork(site.with_name("finished")) if sys.argv[3:] else None)
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs processes that are forked")
@pytest.mark.parametrize("kept", [(), ("kept",)])
def test_booklets_are_the_same_though_a_process_is_killed_between_two_of_them(tmp_path, kept):
    addresses = ["a", "b", *(f"print/{number}" for number in range(8))]
    sites = []
    for processors in ("1", "2"):
        site = tmp_path / processors / "site"
        for address in addresses:
            (site / address).mkdir(parents=True)
            (site / address / "index.html").write_text(PAGE.format(f'<h1 id="t">{address}</h1>'), encoding="utf-8")
        subprocess.run([sys.executable, "-c", KILLED, site, processors, *kept], check=True, timeout=60)
        sites.append({path.relative_to(site): path.read_text() for path in site.rglob("*") if path.is_file()})
    assert sites[0] == sites[1]
    assert {path.name for path in sites[0]} == {"index.html"}
    assert all(page.count('class="chapter"') == 2 for path, page in sites[0].items() if path.parts[0] == "print")
