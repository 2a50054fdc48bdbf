"""The policy allows what stands in a site's pages, and nothing else."""

import base64
import hashlib

import pytest
from serving import join_headers, override_headers

from partner_playbooks.project.finished_work import FinishedWork, make_key
from partner_playbooks.publishing import policy
from partner_playbooks.publishing.policy import HEADERS, NGINX, NGINX_EMBED, build_security_policy, write_policy

KEY = make_key(b"policy")


def sha256(text):
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def rules(site):
    return {rule.split()[0]: rule.split()[1:] for rule in build_security_policy(site).split("; ")}


@pytest.fixture
def site(tmp_path):
    (tmp_path / "a" / "b").mkdir(parents=True)
    page = (
        '<!DOCTYPE html><html><head><meta charset="utf-8"><style>p {{ color: red }}</style>{}</head>'
        '<body><p style="text-align: right;">ü &amp; x</p>{}</body></html>'
    )
    first = page.format('<script>one("é", a < b && c)</script>', '<script type="application/json">{}</script>')
    second = page.format('<script src="x.js"></script>', "<script>\n  two()\n</script>")
    (tmp_path / "index.html").write_text(first, encoding="utf-8")
    (tmp_path / "a" / "b" / "index.html").write_text(second, encoding="utf-8")
    return tmp_path


def test_what_runs_in_pages_is_named_by_its_hash(site):
    found = rules(site)
    scripts = [sha256('one("é", a < b && c)'), sha256("\n  two()\n")]
    assert found["script-src"] == ["'self'", *sorted(scripts)]
    styles = [sha256("p { color: red }"), "'unsafe-hashes'", sha256("text-align: right;")]
    assert found["style-src"] == ["'self'", *styles]


def test_a_page_is_looked_through_once(site, tmp_path, monkeypatch):
    finished = FinishedWork(tmp_path / "finished")
    first = build_security_policy(site, finished, KEY)
    assert first == build_security_policy(site)

    def look_through(text):
        raise AssertionError(text)

    monkeypatch.setattr(policy, "_written_in", look_through)
    assert build_security_policy(site, finished, KEY) == first
    (site / "index.html").write_text("<script>three()</script>", encoding="utf-8")
    with pytest.raises(AssertionError, match="three"):
        build_security_policy(site, finished, KEY)
    monkeypatch.undo()
    changed = build_security_policy(site, finished, KEY)
    assert changed == build_security_policy(site) != first  # what only the former page held is allowed no more


def test_the_policy_is_strict(site):
    policy = build_security_policy(site)
    for loose in ("unsafe-inline", "unsafe-eval", "http", "*", "blob:"):
        assert loose not in policy
    assert rules(site)["default-src"] == ["'none'"]
    assert [rule for rule, values in rules(site).items() if "data:" in values] == ["img-src"]


def test_a_site_without_any_needs_no_exception(tmp_path):
    (tmp_path / "index.html").write_text("<!DOCTYPE html><title>x</title><p>x")
    assert "unsafe" not in build_security_policy(tmp_path)
    assert "sha256" not in build_security_policy(tmp_path)


@pytest.mark.parametrize("internal", [True, False])
def test_both_recipes_say_the_same(site, internal):
    write_policy(site, internal=internal)
    first, *lines = (site / HEADERS).read_text().splitlines()
    assert first == "/*"
    headers = dict(line.strip().split(": ", 1) for line in lines)
    assert headers["Content-Security-Policy"] == build_security_policy(site)
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert ("X-Robots-Tag" in headers) is internal
    nginx = (site / NGINX).read_text().splitlines()
    assert nginx == [f'add_header {name} "{value}" always;' for name, value in headers.items()]


# -- pages to be embedded ------------------------------------------------------------------------------------------

HOSTS = ("https://portal.example.com", "https://intranet.example.com:8443")
PLACES = {"/": False, "/index.html": False, "/stages/a/": False, "/embedded/": False, "/embed/stages/a/": True}


@pytest.mark.parametrize("host", [join_headers, override_headers])
@pytest.mark.parametrize("internal", [True, False])
def test_only_pages_to_be_embedded_can_be_framed_and_only_by_hosts_that_are_named(site, internal, host):
    """Whether a host joins the rules of a path, as Cloudflare does, or lets the later one hold, as Netlify does."""
    write_policy(site, internal=internal, framed_by=HOSTS)
    text = (site / HEADERS).read_text()
    for path, is_framed in PLACES.items():
        headers = host(text, path)
        policy = dict(rule.split(" ", 1) for rule in headers["Content-Security-Policy"].split("; "))
        assert policy.pop("frame-ancestors") == (" ".join(HOSTS) if is_framed else "'none'")
        assert policy == {name: " ".join(values) for name, values in rules(site).items() if name != "frame-ancestors"}
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers.get("X-Robots-Tag") == ("noindex" if internal or is_framed else None)
        if host is join_headers or not is_framed:  # browsers pass over it where a policy names ancestors
            assert headers.get("X-Frame-Options") == (None if is_framed else "DENY")


def test_nginx_has_a_recipe_for_each(site):
    write_policy(site, internal=False, framed_by=HOSTS)
    plain, embedded = ((site / name).read_text() for name in (NGINX, NGINX_EMBED))
    assert "frame-ancestors 'none'" in plain
    assert 'X-Frame-Options "DENY"' in plain
    assert f'frame-ancestors {" ".join(HOSTS)}"' in embedded
    assert "X-Frame-Options" not in embedded
    assert 'X-Robots-Tag "noindex"' in embedded
    kept = [line for line in plain.splitlines() if "X-Frame" not in line and "Security-Policy" not in line]
    assert set(kept) <= set(embedded.splitlines())


def test_nobody_frames_anything_unless_hosts_are_named(site):
    write_policy(site, internal=False)
    assert (site / HEADERS).read_text().count("frame-ancestors 'none'") == 1
    assert "embed" not in (site / HEADERS).read_text()
    assert not (site / NGINX_EMBED).exists()
