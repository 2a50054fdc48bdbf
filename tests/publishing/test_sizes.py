"""The size of each file to download stands beside its links, however the work is spread."""

import os
import subprocess
import sys

import pytest

from partner_playbooks.publishing.sizes import write_sizes

PAGE = '<p>Take <a href="{}" download>it</a> or <a href="https://example.com/a.pdf">that</a>.</p>\n'
KILLED = """\
import os, sys
from pathlib import Path
from partner_playbooks.publishing import sizes

here, done = os.getpid(), []
os.cpu_count = lambda: int(sys.argv[2])
replace = Path.replace

def replace_or_die(path, target):
    if os.getpid() != here and len(done) == 2:
        os._exit(1)
    done.append(path)
    return replace(path, target)

Path.replace = replace_or_die
sizes.write_sizes(Path(sys.argv[1]), "{size} KB")
print(len(done))
"""


def make(site, pages, size=1234):
    (site / "downloads").mkdir(parents=True)
    (site / "downloads" / "a file.pdf").write_bytes(b"x" * size)
    for address, target in pages.items():
        (site / address).mkdir(parents=True, exist_ok=True)
        (site / address / "index.html").write_text(PAGE.format(target), encoding="utf-8")


@pytest.mark.parametrize(
    ("target", "said"),
    [
        ("../downloads/a%20file.pdf", True),
        ("../x/../downloads/a%20file.pdf", True),
        ("../downloads/gone.pdf", False),
        ("../downloads/", False),
        ("../downloads/folder.pdf", False),
        ("../downloads/nowhere.pdf", False),
        ("../../elsewhere.pdf", False),
    ],
)
def test_a_size_is_said_where_there_is_a_file(tmp_path, target, said):
    (tmp_path / "elsewhere.pdf").write_bytes(b"x")
    make(tmp_path / "site", {"x": target})
    (tmp_path / "site" / "downloads" / "folder.pdf").mkdir()
    (tmp_path / "site" / "downloads" / "nowhere.pdf").symlink_to("gone")
    write_sizes(tmp_path / "site", "{size} <KB>")
    page = (tmp_path / "site" / "x" / "index.html").read_text(encoding="utf-8")
    shown = ' <span class="size">(1 &lt;KB&gt;)</span></a> or'
    assert page == (PAGE.format(target).replace("</a> or", shown) if said else PAGE.format(target))


def test_an_empty_file_has_no_size(tmp_path):
    make(tmp_path / "site", {"x": "../downloads/a%20file.pdf"}, 0)
    write_sizes(tmp_path / "site", "{size} KB")
    assert "size" not in (tmp_path / "site" / "x" / "index.html").read_text(encoding="utf-8")


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs processes that are forked")
def test_pages_are_the_same_though_a_process_is_killed_between_two_of_them(tmp_path):
    sites = []
    for processors in ("1", "2"):
        site = tmp_path / processors / "site"
        make(site, dict.fromkeys(map(str, range(12)), "../downloads/a%20file.pdf"))
        done = subprocess.run([sys.executable, "-c", KILLED, site, processors], check=True, timeout=60, stdout=-1)
        assert int(done.stdout) == (12 if processors == "1" else 6 + 4)  # of the other half, two were there already
        sites.append({path.relative_to(site): path.read_bytes() for path in site.rglob("*") if path.is_file()})
    assert sites[0] == sites[1]
    assert sum(page.count(b"(1 KB)") == 1 for page in sites[0].values()) == 12
    assert len(sites[0]) == 13
