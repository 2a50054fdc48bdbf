"""Edits of a small project, chosen by chance: content, look, settings, history, damage to finished work."""

import re
import shutil
import subprocess

from running import ROOT, playbooks

from partner_playbooks.project import finished_work

_SAID = re.compile(
    r"^( *(?:- )?(?:purpose|mission|definition|done_when|text|title|subtitle): )(\w[^:\n]*)$", re.MULTILINE
)
TERM = """\
terms:
  - id: {name}
    title: {title}
    audience: partner
    definition: A {title} is made up, no {{programme.portal}}.
"""
RESELLER = """\
id: reseller
title: Reseller
motion: Buys and resells.
invoicing: The partner invoices.
earnings: Margin.
enablement_need: Sales.
agreement: Reseller agreement.
activation_event: First deal registered.
"""
ROLE = "id: {name}\ntitle: Made up {name}\nside: vendor\nmission: Checks what others made.\n"


class RandomEdits:
    """Edits of a project in a folder."""

    def __init__(self, folder, chance):
        self._folder, self._chance, self._count = folder, chance, 0
        self._former = folder.with_name(f"{folder.name}-former")

    def begin(self):
        assert playbooks("init", "--minimal", self._folder).returncode == 0
        self._git("init", "-q")
        self._commit()

    def make(self):
        """Make one, and give what it was."""
        edits = [
            self._say_more,
            self._say_more,
            self._say_more,
            self._define,
            self._forget,
            self._add_role,
            self.track,
            self._lose_track,
            self._rename,
            self._dress,
            self._template,
            self._set,
            self._commit,
            self._keep,
            self._go_back,
            self._damage,
            self._nothing,
        ]
        edit = self._chance.choice(edits)
        self._count += 1
        edit()
        return edit.__name__

    def _say_more(self):
        files = sorted(path for path in (self._folder / "content").rglob("*.yml") if path.name != "programme.yml")
        path = self._chance.choice(files)
        text = path.read_text(encoding="utf-8")
        found = list(_SAID.finditer(text))
        if found:
            at = self._chance.choice(found).end()
            path.write_text(f"{text[:at].rstrip('.')} ({self._count}){text[at:]}", encoding="utf-8")

    def _define(self):
        name = f"thing-{self._count}"
        (self._folder / "content" / "glossary.yml").write_text(TERM.format(name=name, title=f"thing {self._count}"))

    def _forget(self):
        (self._folder / "content" / "glossary.yml").unlink(missing_ok=True)

    def _add_role(self):
        path, metric = self._folder / "content" / "roles" / "checker.yml", self._metric()
        owners = ("partner-manager", "checker")
        if path.exists():
            path.unlink()
            owners = owners[::-1]
        else:
            path.write_text(ROLE.format(name="checker"))
        changed = re.sub(r"^owner: .*$", f"owner: {owners[1]}", metric.read_text(), flags=re.MULTILINE)
        assert f"owner: {owners[1]}" in changed
        metric.write_text(changed)

    def track(self):
        """Let the records of a made-up programme say where partners are, on another day each time."""
        records = self._folder.with_name(f"{self._folder.name}-records")
        day = f"2026-11-{self._chance.randrange(1, 29):02}"
        types = self._folder / "content" / "partner-types"
        types.mkdir(exist_ok=True)
        (types / "reseller.yml").write_text(RESELLER)
        stage = next((self._folder / "content" / "stages").glob("*.yml"))
        if "\ntime:" not in stage.read_text():
            stage.write_text(f"{stage.read_text()}time:\n  days: 30\n")
        if not records.exists():
            assert playbooks("track", "demo", records, "--project", self._folder).returncode == 0
        done = playbooks("track", "run", "--project", self._folder, "--records", records, "--as-of", day)
        assert done.returncode == 0, done.stderr
        shutil.copy(records / "snapshot.json", self._folder / "snapshot.json")

    def _lose_track(self):
        (self._folder / "snapshot.json").unlink(missing_ok=True)

    def _rename(self):
        found = re.search(r"^id: (deal\S*|activation\S*)$", self._metric().read_text(), re.MULTILINE)[1]
        other = "deal-rate" if found != "deal-rate" else "activation-rate"
        assert playbooks("rename", found, other, "--project", self._folder).returncode == 0

    def _metric(self):
        return next((self._folder / "content" / "metrics").glob("*.yml"))

    def _dress(self):
        path = self._folder / "theme" / "site" / "assets" / "css" / "base.css"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text((ROOT / "theme/site/assets/css/base.css").read_text() + f"/* {self._count} */\n")

    def _template(self):
        path = self._folder / "theme" / "site" / "partials" / "footer.html"
        if path.exists():
            path.unlink()
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            gathers = "{% for each in nav.pages %}{{ each.toc | list | length }} {% endfor %}"  # of all pages, on each
            path.write_text((ROOT / "theme/site/partials/footer.html").read_text() + f"<p>{gathers}</p>\n")

    def _set(self):
        path = self._folder / "site_config.yml"
        text = path.read_text(encoding="utf-8")
        line = "    - navigation.top\n"
        path.write_text(
            text.replace(line, "") if line in text else text.replace("  features:\n", f"  features:\n{line}")
        )

    def _commit(self):
        self._git("add", "-A")
        self._git("commit", "-q", "--allow-empty", "-m", "x", "--date", "2026-01-01T00:00:00Z")

    def _keep(self):
        shutil.rmtree(self._former, ignore_errors=True)
        shutil.copytree(self._folder / "content", self._former)

    def _go_back(self):
        if self._former.exists():
            shutil.rmtree(self._folder / "content")
            shutil.copytree(self._former, self._folder / "content")

    def _damage(self):
        for path in sorted((self._folder / finished_work.NAME).glob("*/*")):
            way = self._chance.randrange(6)
            raw = path.read_bytes()
            if way == 0:
                path.write_bytes(raw[: len(raw) // 2])
            elif way == 1:
                path.write_bytes(raw[:-1] + bytes([raw[-1] ^ 1]))
            elif way == 2:
                path.replace(path.with_name(f"{self._chance.randrange(1 << 32):064x}"))

    def _nothing(self):
        pass

    def _git(self, *arguments):
        who = ("-c", "user.name=a new user", "-c", "user.email=new@example.com", "-c", "commit.gpgsign=false")
        subprocess.run(["git", "-C", self._folder, *who, *arguments], check=True, capture_output=True)
