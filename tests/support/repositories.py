"""Real git repositories, made by tests."""

import os
import subprocess

ROLE = "content/roles/finance.yml"


def git(folder, *arguments, day="2026-11-02", **environment):
    """Run git as somebody who has set nothing; give what it prints."""
    moment = day if " " in day else f"{day}T12:00:00+00:00"
    environment = {
        **os.environ,
        "GIT_COMMITTER_DATE": moment,
        "GIT_AUTHOR_DATE": moment,
        "GIT_CONFIG_GLOBAL": os.devnull,
        **environment,
    }
    command = ["git", "-c", "user.name=A", "-c", "user.email=a@example.com", "-C", folder, *arguments]
    done = subprocess.run(command, check=True, capture_output=True, env=environment)
    return done.stdout.decode("utf-8", "surrogateescape").strip()


def save(folder, text, day="2026-11-02", file=ROLE):
    """Write a file and commit it; give the commit."""
    path = folder / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "Change", day=day)
    return git(folder, "rev-parse", "HEAD")
