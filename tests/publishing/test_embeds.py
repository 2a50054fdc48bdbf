"""Pages to be embedded are cut out of built pages: content, ticks and links; nothing around them."""

import pytest
from lxml import html

from partner_playbooks.publishing.embeds import list_embed_redirects, write_embeds

PAGE = """<!doctype html>
<html lang="de" class="no-js">
<head><meta charset="utf-8"><title>Activate &lt;b&gt; - N</title>{canonical}
<link rel="icon" href="../../assets/images/favicon.svg">
<link rel="stylesheet" href="../../assets/css/base.css">
<script>inline()</script></head>
<body dir="rtl" data-md-color-scheme="slate">
<input id="__drawer" type="checkbox"><header class="md-header"><a href="../..">Home</a></header>
<nav class="md-tabs"><a href="../../roles/">Roles</a></nav>
<main><div class="md-sidebar"><nav><a href="../enable/">Enable</a></nav></div>
<article class="md-content__inner md-typeset">
<h1 id="activate">Activate<a class="headerlink" href="#activate">&para;</a></h1>
<div class="you-are-here"><ol><li><a href="../enable/">Enable</a></li></ol></div>
<h2 id="purpose">Purpose</h2>
<p id="why"><a id="up" href="../..">home</a> <a id="same" href="#checklist">list</a>
<a id="other" href="../enable/?a=1#x">enable</a>
<a id="file" href="../../downloads/a.pdf">PDF</a> <a id="out" href="https://example.com/x">out</a>
<a id="mail" href="mailto:a@example.com">mail</a> <img src="../../assets/images/a.svg" alt=""></p>
<h2 id="checklist">Checklist</h2>
<ul class="tasks"><li class="task" data-item-id="activate.a" id="activate.a">
<label class="task__label"><input class="task__box" type="checkbox">
<span class="task__title">&lt;script&gt;x()&lt;/script&gt;</span></label> <a id="back" href="#why">why</a></li></ul>
<h2 id="where-next">Where next</h2>
<div class="prevnext"><p><a class="next" href="../enable/">Next</a></p></div>
<section class="ticks" data-site="N (partner)" data-list="stages/activate/" hidden><p>0 of 1</p></section>
<div class="written" data-list="../../written.json" hidden><button>Where</button></div>
</article></div></main><footer class="md-footer">N</footer>
<script src="../../assets/javascripts/bundle.js"></script><script src="../../assets/js/site.js" defer></script>
</body></html>
"""
SAID = {"mark": "Intern <b>", "open": "Ganze Seite", "links": "Neuer Tab."}


@pytest.fixture
def make(tmp_path):
    def make_(path="stages/activate.md", canonical="", **said):
        address = path.removesuffix(".md")
        (tmp_path / address).mkdir(parents=True)
        (tmp_path / address / "index.html").write_text(PAGE.replace("{canonical}", canonical), encoding="utf-8")
        write_embeds(tmp_path, {"embed": {"pages": [path], **SAID, **said}})
        return lambda name: html.document_fromstring((tmp_path / "embed" / name / "index.html").read_text("utf-8"))

    return make_


def texts(page, path):
    return [str(each) for each in page.xpath(path)]


def test_nothing_stands_around_a_page(make):
    page = make()("stages/activate")
    for name in (
        "md-header",
        "md-tabs",
        "md-sidebar",
        "md-footer",
        "you-are-here",
        "prevnext",
        "written",
        "headerlink",
    ):
        assert not page.xpath(f"//*[contains(@class, '{name}')]"), name
    assert not page.xpath("//*[@id='__drawer' or @id='where-next']")
    assert texts(page, "//script/@src") == ["../../../assets/js/embed.js", "../../../assets/js/site.js"]
    assert not page.xpath("//script[not(@src)]")
    assert (page.get("lang"), page.xpath("string(//body/@dir)")) == ("de", "rtl")
    assert texts(page, "//h2/text()") == ["Purpose", "Checklist"]


def test_a_checklist_stands_alone(make):
    page = make()("checklists/activate")
    assert texts(page, "//h1/text() | //h2/text()") == ["Activate", "Checklist"]
    assert texts(page, "//*[@data-item-id]/@data-item-id") == ["activate.a"]
    assert texts(page, "//*[@id='back']/@href") == ["../../../stages/activate/#why"]  # what it leads to is not here
    assert texts(page, "//*[@id='back']/@target") == ["_blank"]


def test_ticks_are_those_of_the_whole_page(make):
    read = make()
    for name in ("stages/activate", "checklists/activate"):
        (panel,) = read(name).xpath("//section[@class='ticks']")
        assert (panel.get("data-list"), panel.get("data-site")) == ("stages/activate/", "N (partner)")


def test_links_lead_where_they_led_in_a_new_tab(make):
    page = make()("stages/activate")
    found = {each.get("id"): (each.get("href"), each.get("target"), each.get("rel")) for each in page.xpath("//a[@id]")}
    new = ("_blank", "noopener")
    assert found == {
        "up": ("../../../", *new),
        "same": ("#checklist", None, None),
        "other": ("../../../stages/enable/?a=1#x", *new),
        "file": ("../../../downloads/a.pdf", *new),
        "out": ("https://example.com/x", *new),
        "mail": ("mailto:a@example.com", None, None),
        "back": ("#why", None, None),
    }
    assert texts(page, "//img/@src") == ["../../../assets/images/a.svg"]


def test_it_is_kept_out_of_search_and_names_the_whole_page(make):
    page = make()("stages/activate")
    assert texts(page, "//meta[@name='robots']/@content") == ["noindex"]
    assert texts(page, "//link[@rel='canonical']/@href") == ["../../../stages/activate/"]
    assert texts(page, "//body/@data-page") == ["../../../stages/activate/"]
    styles = texts(page, "//link[@rel='stylesheet']/@href")
    assert styles == ["../../../assets/css/base.css", "../../../assets/css/embed.css"]


def test_an_address_that_the_site_has_is_the_canonical_one(make):
    address = "https://p.example/stages/activate/"
    page = make(canonical=f'<link rel="canonical" href="{address}">')("checklists/activate")
    assert texts(page, "//link[@rel='canonical']/@href") == [address]


def test_words_stay_text(make):
    page = make()("stages/activate")
    assert not page.xpath("//b")
    assert page.xpath("string(//title)") == "Activate <b> - N"
    assert page.xpath("string(//*[@class='task__title'])") == "<script>x()</script>"
    assert page.xpath("string(//*[@class='embedded__mark'])") == "Intern <b> Ganze Seite. Neuer Tab."


def test_a_page_for_partners_has_no_mark(make):
    page = make(mark="")("stages/activate")
    assert not page.xpath("//*[@class='embedded__mark']/strong")


def test_a_plan_has_no_checklist_of_its_own(make, tmp_path):
    make("plans/onboarding.md")
    assert sorted(path.name for path in (tmp_path / "embed").iterdir()) == ["plans"]


def test_a_theme_without_an_article_leaves_none_out_of_the_build(tmp_path):
    (tmp_path / "stages" / "a").mkdir(parents=True)
    (tmp_path / "stages" / "a" / "index.html").write_text("<!doctype html><title>x</title><p>x", encoding="utf-8")
    write_embeds(tmp_path, {"embed": {"pages": ["stages/a.md"], **SAID}})
    assert not (tmp_path / "embed").exists()


def test_former_addresses_lead_on():
    extras = {
        "redirects": {"stages/old.md": "stages/new.md", "plans/p.md": "plans/q.md", "roles/a.md": "roles/b.md"},
        "embed": {"pages": ["stages/new.md", "plans/q.md"]},
    }
    assert list_embed_redirects(extras) == {
        "embed/stages/old.md": "embed/stages/new.md",
        "embed/checklists/old.md": "embed/checklists/new.md",
        "embed/plans/p.md": "embed/plans/q.md",
    }
    assert list_embed_redirects({**extras, "embed": {"pages": []}}) == {}
