"""What open pages are given: newer pages before the whole, another version for another page or look, and news."""

import shutil
import threading

import pytest

from partner_playbooks.preview.preview_state import PreviewState, Site


@pytest.fixture
def folders(tmp_path):
    for name in ("whole", "ahead"):
        for page in ("index.html", "roles/index.html", "404.html", "search-index.js", "assets/base.css"):
            (tmp_path / name / page).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name / page).write_text(f"{name} {page}")
    return tmp_path / "whole", tmp_path / "ahead"


def test_pages_ahead_and_the_new_look_are_taken_before_the_whole(folders):
    state = PreviewState()
    whole, ahead = folders
    state.show(Site(whole, ahead, frozenset({"roles/"}), ahead))
    assert state.read("roles/") == b"ahead roles/index.html"
    assert state.read("") == b"whole index.html"
    assert state.read("assets/base.css") == b"ahead assets/base.css"
    (ahead / "assets" / "base.css").unlink()
    assert state.read("assets/base.css") == b"whole assets/base.css"
    assert state.read("search-index.js") == b"whole search-index.js"  # new words reload no page
    assert state.read("metrics/") is None
    assert state.page("metrics/").body == b"whole 404.html"


def test_a_page_that_is_gone_is_not_that_of_the_whole(folders):
    state = PreviewState()
    whole, ahead = folders
    state.show(Site(whole, ahead, frozenset({""}), ahead, gone=frozenset({"roles/"})))
    assert state.read("roles/") is None
    assert not state.page("roles/").found
    assert state.read("") == b"ahead index.html"


def test_before_there_is_a_whole_a_page_has_its_look_from_the_theme_and_from_what_lies_beneath_it(folders, tmp_path):
    state = PreviewState()
    whole, ahead = folders
    beneath = tmp_path / "beneath"
    for name in ("assets/base.css", "assets/icon.svg", "main.html", "assets/page.html", "theme.yml"):
        (beneath / name).parent.mkdir(parents=True, exist_ok=True)
        (beneath / name).write_text(f"beneath {name}")
    first = Site(None, ahead, frozenset({""}), ahead, beneath=(tmp_path / "none", beneath))
    state.show(first)
    assert state.read("") == b"ahead index.html"
    assert state.read("roles/") is None
    assert state.read("assets/base.css") == b"ahead assets/base.css"
    assert state.read("assets/icon.svg") == b"beneath assets/icon.svg"
    assert [state.read(name) for name in ("main.html", "assets/page.html", "theme.yml", "404.html")] == [None] * 4
    assert b"Nothing is built yet" in state.page("roles/").body
    state.show(Site(whole, ahead, frozenset({""}), ahead, beneath=(beneath,)))
    assert state.read("assets/icon.svg") is None  # the whole knows what there is


def test_before_anything_is_built_there_is_a_page_that_says_so():
    page = PreviewState().page("stages/align/")
    assert b"Nothing is built yet" in page.body
    assert not page.found


def test_a_version_tells_pages_and_looks_apart(folders, tmp_path):
    state = PreviewState()
    versions = []
    site = folders[0]
    for number, change in enumerate((None, "index.html", "assets/base.css", "roles/index.html")):
        site = shutil.copytree(site, tmp_path / str(number))
        if change:
            (site / change).write_text("another")
        state.show(Site(site))
        versions.append((state.page("").version, state.page("roles/").version))
    homes, roles = zip(*versions, strict=True)
    assert len(set(homes)) == 3
    assert homes[2] == homes[3]
    assert roles[0] == roles[1]
    assert len(set(roles)) == 3


@pytest.mark.parametrize("script", ["my-plans.js", "plan-files.js", "partner-records.js"])
def test_what_a_script_says_of_content_is_another_version_of_the_pages_that_name_it_alone(folders, script):
    state = PreviewState()
    whole, other = folders
    for folder, told in ((whole, "one"), (other, "two")):
        (folder / "index.html").write_text("home")
        (folder / "roles" / "index.html").write_text(f'<script src="../{script}" defer></script>')
        (folder / "assets" / "base.css").write_text("same")
        (folder / script).write_text(told)
    state.show(Site(whole))
    before = {place: state.page(place) for place in ("", "roles/")}
    state.show(Site(other))
    assert state.page("") == before[""]
    assert state.page("roles/").look == before["roles/"].look
    assert state.page("roles/").version != before["roles/"].version
    assert state.read(script) == b"two"


def test_news_come_when_page_or_problems_are_others(folders):
    state = PreviewState()
    state.show(Site(folders[0]))
    now = state.page("").version
    assert state.news("", now, "[]", 0.01) == (now, "[]")  # nothing new
    assert state.news("", "old", "[]", 60) == (now, "[]")
    told = []
    waiting = threading.Thread(target=lambda: told.append(state.news("", now, "[]", 60)))
    waiting.start()
    state.trouble('["wrong"]')
    waiting.join(60)
    assert told == [(now, '["wrong"]')]
    state.show(Site(folders[0]))
    assert state.news("", now, '["wrong"]', 60) == (now, "[]")


def test_who_waits_is_let_go_at_the_end():
    state = PreviewState()
    told = []
    waiting = threading.Thread(target=lambda: told.append(state.news("", state.page("").version, "[]", 60)))
    waiting.start()
    state.close()
    waiting.join(60)
    assert told == [None]


def test_pages_are_counted_while_somebody_looks():
    state = PreviewState()
    with state.note_open("roles/"), state.note_open(""):
        with state.note_open("roles/"):
            assert state.open_pages() == ["", "roles/"]
        assert state.open_pages() == ["", "roles/"]
    assert state.open_pages() == []


def test_a_page_names_its_look_and_only_the_look_that_stands_is_one(folders):
    state = PreviewState()
    state.show(Site(folders[0]))
    look = state.page("").look
    assert state.page("roles/").look == look
    assert state.read_look("assets/base.css", look) == b"whole assets/base.css"
    assert state.read_look("assets/none.css", look) is None
    (folders[1] / "assets/base.css").write_text("another")
    state.show(Site(folders[1]))
    assert state.read_look("assets/base.css", look) is None
    other = state.page("").look
    assert state.read_look("assets/base.css", other) == b"another"
    assert state.read_look("search-index.js", other) is None  # it is no part of the look
