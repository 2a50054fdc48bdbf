# ruff: noqa: T201 - it reports by printing, and runs fixed commands
"""How long builds take at 1, 5 and 25 times the shipped programme, beside plain MkDocs, Zensical and Hugo in one run.

    make bench                                   (sizes 1 and 5)
    python tests/benchmarks/build_speed.py 1 5 25

All build the same Markdown of the internal edition: ours with the files to download and without; plain MkDocs is
Material with a pruned navigation and the same Markdown extensions; Hugo has a theme of two templates, which is less
work than Material. Each line is wall seconds, CPU seconds of all processes, and the most memory that one of them took:
the median of five runs, or of one beyond five times the shipped programme. Times depend on the machine and on what
else it does: the ratios are what counts.
"""

import gc
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import NamedTuple

import yaml

sys.path.insert(0, str(Path(__file__).parents[1] / "support"))

from running import ROOT

BIN = Path(sys.executable).parent
DAY = ("--today", "2026-11-20")
TRIES = 5
LARGE = 5
"""Beyond so many times, each build is measured once, and Zensical is left out: it would take 20 GB of memory."""
KEPT = ".playbooks-cache"
PEER = """
site_name: Peer
docs_dir: docs
theme: {name: material, font: false, features: [navigation.tabs, navigation.prune]}
plugins: [search]
markdown_extensions: [abbr, admonition, attr_list, def_list, md_in_html, sane_lists, tables, {toc: {permalink: true}}]
"""
STAGE = """\
id: {id}
title: Added {number}
audience: partner
subtitle: A stage more
purpose: Shows how long a build takes that has a new stage.
owner: partner-manager
entry:
  - text: The one before has ended.
    audience: partner
exit:
  - text: All is measured.
    audience: partner
checklist:
  - id: {id}.measured
    title: Measure the build
    audience: partner
    owner: partner-manager
    due:
      anchor: signature
      day: 5
    done_when: The time stands in a table.
"""
HUGO = {
    "hugo.toml": 'title = "Peer"\n[markup.goldmark.renderer]\nunsafe = true\n',
    "layouts/_default/single.html": "<!DOCTYPE html><title>{{ .Title }}</title><nav>{{ range .Site.Sections }}"
    "<a href='{{ .RelPermalink }}'>{{ .Title }}</a>{{ end }}</nav><main>{{ .TableOfContents }}{{ .Content }}</main>",
    "layouts/_default/list.html": "<!DOCTYPE html><title>{{ .Title }}</title><main>{{ .Content }}{{ range .Pages }}"
    "<a href='{{ .RelPermalink }}'>{{ .Title }}</a>{{ end }}</main>",
}


class Spent(NamedTuple):
    """What a command took: seconds on the clock, of processors, and megabytes."""

    wall: float
    processor: float
    memory: float


def run(*command, cwd=None):
    """Run a command in a process of its own, and give what it and its children took."""
    code = (
        "import resource, subprocess, sys; rc = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL).returncode;"
        "used = resource.getrusage(resource.RUSAGE_CHILDREN);"
        "print(used.ru_utime + used.ru_stime, used.ru_maxrss / 1000); sys.exit(rc)"
    )
    begun = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", code, *map(str, command)], cwd=cwd, check=True, capture_output=True, text=True
    )
    return Spent(time.perf_counter() - begun, *map(float, done.stdout.split()))


def say(what, spent, plain=None):
    ratio = "" if plain is None else f"  {spent.wall / plain.wall:5.2f} of plain"
    print(f"{what:<44}{spent.wall:8.2f} s {spent.processor:8.2f} s {spent.memory:7.0f} MB{ratio}", flush=True)


def stage_peer(project, folder):
    """Write the Markdown of the internal edition with an MkDocs configuration of its own, and as a Hugo site."""
    subprocess.run([sys.executable, __file__, "--stage", project, folder], check=True)
    nav = yaml.unsafe_load((folder / "mkdocs.yml").read_text(encoding="utf-8"))["nav"]
    peer = PEER + yaml.safe_dump({"nav": nav}, allow_unicode=True, width=1000)
    (folder / "peer.yml").write_text(peer, encoding="utf-8")
    hugo = folder / "hugo"
    shutil.copytree(folder / "docs", hugo / "content", ignore=lambda _, names: [n for n in names if not is_page(n)])
    for index in (hugo / "content").rglob("index.md"):
        index.rename(index.with_name("_index.md"))
    for name, text in HUGO.items():
        (hugo / name).parent.mkdir(parents=True, exist_ok=True)
        (hugo / name).write_text(text, encoding="utf-8")


def is_page(name):
    return "." not in name or name.endswith(".md")


def edit_item(project, number):
    path = project / "content" / "stages" / "activate.yml"
    text = path.read_text(encoding="utf-8")
    before = text.index("Send one list")
    path.write_text(
        f"{text[:before]}Send one list, {number}, {text[before + len('Send one list') :]}", encoding="utf-8"
    )


def add_stage(project, number):
    added = f"added-{number}"
    stage = STAGE.format(id=added, number=number)
    (project / "content" / "stages" / f"{added}.yml").write_text(stage, encoding="utf-8")
    path = project / "content" / "lifecycles" / "six-stage.yml"
    text = path.read_text(encoding="utf-8").replace(
        "      - six-onboarding\n", f"      - six-onboarding\n      - {added}\n"
    )
    path.write_text(f"{text.rstrip()}\n  - {{stage: {added}, audience: partner, to: [enable]}}\n", encoding="utf-8")


def restyle(project, number):
    path = project / "theme" / "site" / "assets" / "css" / "base.css"
    path.parent.mkdir(parents=True, exist_ok=True)
    text = (ROOT / "theme/site/assets/css/base.css").read_text(encoding="utf-8")
    path.write_text(f"{text}/* {number} */\n", encoding="utf-8")


def forget(*folders):
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)


def measure(folder, times):
    from enlarging import enlarge  # it examines the shipped programme, which no measured process should

    project, peer, pages, site = (folder / name for name in ("project", "peer", "pages", "site"))
    tries = TRIES if times <= LARGE else 1
    enlarge(project, times)
    stage_peer(project, peer)
    count = sum(1 for _ in (peer / "docs").rglob("*.md"))
    print(f"\n{times} times the shipped programme, {count} pages, median of {tries}{'':<4}wall      CPU    memory")

    def take(what, *command, before=None, plain=None, cwd=None):
        """Say what a command takes; `before` prepares each run, and is not counted."""
        spent = []
        for number in range(tries):
            if before is not None:
                before(number)
            spent.append(run(*command, cwd=cwd))
        median = Spent(*map(statistics.median, zip(*spent, strict=True)))
        say(what, median, plain)
        return median

    mkdocs = (BIN / "mkdocs", "build", "-q", "-f", peer / "peer.yml")
    plain = take("plain MkDocs and Material", *mkdocs, before=lambda _: forget(peer / "site"))
    take = partial(take, plain=plain)
    if times <= LARGE:
        zensical = (BIN / "zensical", "build", "-f", peer / "peer.yml")
        take("Zensical", *zensical, before=lambda _: forget(peer / "site", peer / ".cache"))
    if (BIN / "hugo").exists():
        hugo = peer / "hugo"
        take("Hugo, two templates", BIN / "hugo", "--quiet", cwd=hugo, before=lambda _: forget(hugo / "public"))
    check, markdown = (
        (BIN / "playbooks", "check", "--project", project),
        (sys.executable, __file__, "--markdown", project),
    )
    take("ours: check", *check, before=lambda _: forget(project / KEPT))
    take("ours: check and Markdown", *markdown, before=lambda _: forget(project / KEPT))
    without = (sys.executable, __file__, "--pages", project, pages)
    take("ours: pages without files, first", *without, before=lambda _: forget(project / KEPT, pages))
    take("ours: pages without files, one item edited", *without, before=partial(edit_item, project))
    ours = (BIN / "playbooks", "build", "--project", project, "--output", site, *DAY)
    take("ours: all with files, first", *ours, before=lambda _: forget(project / KEPT, site))
    take("ours: nothing changed", *ours)
    take("ours: one item edited", *ours, before=partial(edit_item, project))
    take("ours: a stage added", *ours, before=partial(add_stage, project))
    take("ours: a style changed", *ours, before=partial(restyle, project))


def render(project):
    """Give an opened project and the pages of its internal edition without files; what was parsed is kept."""
    from partner_playbooks.checks.examination import Readings
    from partner_playbooks.handbook.model.base import Audience
    from partner_playbooks.project.folder import Project
    from partner_playbooks.project.kept_documents import KeptDocuments
    from partner_playbooks.project.opening import open_project
    from partner_playbooks.publishing.edition import render_edition
    from partner_playbooks.publishing.judging import judge_settings

    found = Project.find(project)
    documents = KeptDocuments(found.finished)
    opened = open_project(found, date(2026, 11, 20), judge_settings, Readings(documents.parse))
    assert not opened.examined.has_errors
    documents.keep_new()
    return opened, render_edition(opened.handbook, Audience.INTERNAL, opened.theme)


def write_markdown(project):
    from partner_playbooks.pages.artifact import make_markdown
    from partner_playbooks.project.workers import map_forked

    gc.disable()
    make_markdown(render(project)[1].pages, map_forked)


def stage_pages(project, folder):
    from partner_playbooks.publishing.staging import write_beside, write_pages

    opened, edition = render(project)
    write_pages(folder, edition, opened.project)
    write_beside(folder, edition, opened.project)


def build_pages(project, site):
    from partner_playbooks.finding.findable import Findable
    from partner_playbooks.pages.artifact import make_markdown
    from partner_playbooks.project.workers import map_forked
    from partner_playbooks.publishing.edition import Beside
    from partner_playbooks.publishing.publishers import PUBLISHERS
    from partner_playbooks.publishing.site import Listener, build_sites

    gc.disable()  # this and what follows are as the command does
    opened, edition = render(project)
    make_markdown(edition.pages, map_forked)
    found = (edition.handbook, opened.theme, edition.pages, edition.pages)
    edition = replace(edition, describe=lambda: Beside(findable=Findable(*found)))
    listener = Listener(lambda _: None)
    build_sites(opened.project, [(edition, site)], PUBLISHERS["mkdocs"], listener)


def main():
    match sys.argv[1:]:
        case ["--stage", project, folder]:
            stage_pages(Path(project), Path(folder))
        case ["--markdown", project]:
            write_markdown(Path(project))
        case ["--pages", project, site]:
            build_pages(Path(project), Path(site))
        case sizes:
            for times in map(int, sizes or ["1", "5"]):
                with tempfile.TemporaryDirectory() as name:
                    measure(Path(name), times)
            most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1000
            print(f"\nmost memory of any process: {most:.0f} MB")


if __name__ == "__main__":
    main()
