"""Keep one comment on a merge request up to date: `python .gitlab/comment.py changes.md`, in a job of GitLab.

A job's own token may not write comments. With a token in the variable PLAYBOOKS_COMMENT_TOKEN this one is written;
without, it says so and all else goes on. README.md says which token, and who can read it.
"""

import json
import os
import re
import sys
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

MARK = "<!-- partner-playbooks -->"
MOST = 60_000


def ask(method: str, url: str, body: str = "") -> tuple[Any, str]:
    """Ask GitLab; give its answer, and the number of the next page, if there is one."""
    headers = {"PRIVATE-TOKEN": os.environ["PLAYBOOKS_COMMENT_TOKEN"], "Content-Type": "application/json"}
    data = json.dumps({"body": body}).encode() if body else None
    request = urllib.request.Request(url, data, headers, method=method)
    with urllib.request.urlopen(request, timeout=60) as answer:
        return json.load(answer), answer.headers.get("X-Next-Page") or ""


def own_comment(notes: str) -> int | None:
    """Give the number of our comment, if there is one that this token may change."""
    me, _ = ask("GET", f"{os.environ['CI_API_V4_URL']}/user")
    page = "1"
    while page:
        found, page = ask("GET", f"{notes}?per_page=100&page={page}")
        for note in found:
            if note["body"].startswith(MARK) and note["author"]["id"] == me["id"]:
                return note["id"]
    return None


def main() -> None:
    """Write the comment, or say why there is none."""
    if not os.environ.get("PLAYBOOKS_COMMENT_TOKEN"):
        print("No comment is written: the variable PLAYBOOKS_COMMENT_TOKEN is not set (README.md).")
        return
    changes = Path(sys.argv[1]).read_bytes()[:MOST].decode("utf-8", "ignore")
    changes = re.sub(r"^(\s*)/", r"\1\\/", changes, flags=re.MULTILINE)  # a line that begins with / would be an order
    preview = Path("preview", "internal").is_dir()
    end = (
        f"[Open the preview of both editions]({os.environ.get('CI_JOB_URL', '')}/artifacts/browse/preview/)."
        if preview
        else "There is no preview: the content has mistakes, which are marked in the changes of this merge request."
    )
    project, number = os.environ["CI_MERGE_REQUEST_PROJECT_ID"], os.environ["CI_MERGE_REQUEST_IID"]
    notes = f"{os.environ['CI_API_V4_URL']}/projects/{project}/merge_requests/{number}/notes"
    body = f"{MARK}\n## What changes for readers\n\n{changes}\n\n{end}\n"
    try:
        known = own_comment(notes)
        ask("PUT" if known else "POST", f"{notes}/{known}" if known else notes, body)
    except (urllib.error.URLError, ValueError, KeyError) as error:
        print(f"No comment is written: {error}. What the token must be allowed to do stands in README.md.")
        return
    print("The comment on the merge request says what changes for readers.")


if __name__ == "__main__":
    main()
