"""Addresses, pages and the search index of a copy that is opened from a disk."""

import io
import zipfile

import pytest

from partner_playbooks.publishing.offline import name_file_in_copy, write_offline


@pytest.mark.parametrize(
    ("address", "file"),
    [
        ("../stages/activate/", "../stages/activate/index.html"),
        ("../stages/activate/#exit", "../stages/activate/index.html#exit"),
        ("./", "./index.html"),
        (".", "./index.html"),
        ("..", "../index.html"),
        ("../..", "../../index.html"),
        ("../?q=a/b/", "../index.html?q=a/b/"),
        ("../downloads/plans/a.pdf", "../downloads/plans/a.pdf"),
        ("#exit", "#exit"),
        ("", ""),
        ("?plan=x", "?plan=x"),
        ("https://example.com/", "https://example.com/"),
        ("mailto:a@example.com", "mailto:a@example.com"),
        ("//example.com/", "//example.com/"),
    ],
)
def test_a_folder_is_named_by_its_page(address, file):
    assert name_file_in_copy(address) == file


@pytest.fixture
def site(tmp_path):
    page = (
        '<!DOCTYPE html><html lang="de"><head><meta charset="utf-8"><title>ü</title></head><body>'
        '<p class="offline-copy"><a href="../handbook-partner.zip">x</a></p><a href="../">up</a>'
        '<script>if (1 < 2 && "</b>") x()</script><script src="../assets/javascripts/bundle.1.min.js"></script>'
        "</body></html>"
    )
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "index.html").write_text(page, encoding="utf-8")
    moved = '<!DOCTYPE html><html><head><meta http-equiv="refresh" content="0; url=../a/"></head><body></body></html>'
    (tmp_path / "index.html").write_text(moved)
    (tmp_path / "search-index.js").write_text("const SEARCH_INDEX = {};")
    for name in ("_headers", "headers.nginx.conf", "404.html", "sitemap.xml", "written.json", ".partner-playbooks"):
        (tmp_path / name).write_text("x")
    (tmp_path / "file.bin").write_bytes(b"\0\xff")
    return tmp_path


def unpacked(site):
    write_offline(site / "handbook-partner.zip")
    raw = (site / "handbook-partner.zip").read_bytes()
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}, raw


def test_it_holds_what_works_without_a_server_in_one_folder(site):
    files, raw = unpacked(site)
    names = {"a/index.html", "index.html", "search-index.js", "file.bin"}
    assert set(files) == {f"handbook-partner/{name}" for name in names}
    assert files["handbook-partner/file.bin"] == b"\0\xff"
    (site / "handbook-partner.zip").unlink()
    assert unpacked(site)[1] == raw


def test_pages_lead_to_files(site):
    files, _ = unpacked(site)
    page = files["handbook-partner/a/index.html"].decode()
    assert page.startswith("<!DOCTYPE html>")
    assert '<a href="../index.html">up</a>' in page
    assert "offline-copy" not in page
    assert '<script>if (1 < 2 && "</b>") x()</script>' in page
    assert "<title>ü</title>" in page
    assert 'content="0; url=../a/index.html"' in files["handbook-partner/index.html"].decode()
