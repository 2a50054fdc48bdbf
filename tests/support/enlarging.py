"""The shipped programme several times over: each copy has ids of its own, and its links lead within it.

What all copies have in common stays as it is: the programme, its words, and its partner types. Each plan has files for
each of these, so that files would grow with the square.
"""

import re
import shutil
from dataclasses import replace
from itertools import groupby
from pathlib import PurePosixPath

from running import ROOT
from shipped import EXAMINED

from partner_playbooks.editing.identified import find_id_space, list_things
from partner_playbooks.editing.mentions import rewrite_mentions
from partner_playbooks.editing.value_edits import replace_id
from partner_playbooks.handbook.model.kinds import KINDS
from partner_playbooks.language.splicing import splice

_LISTED = {f"content/{kind.place}" for kind in KINDS if kind.listed}
_COMMON = ("content/programme.yml", "content/glossary.yml", "content/partner-types/")
_FORMER = re.compile(r"^ *aliases: .*\n", re.MULTILINE)
_CROSSWALK = re.compile(r"^crosswalk:\n(?: .*\n)*", re.MULTILINE)
_STAGES = re.compile(r"^    stages:(?: \[(.*)\]|((?:\n      - .*)+))$", re.MULTILINE)
_RANK = re.compile(r"(?<=^rank: )\d+", re.MULTILINE)
_TITLE = re.compile(r"^((?:  - )?(?:title|symptom): )(['\"]?)(.+?)(\2)$", re.MULTILINE)


def enlarge(folder, times):
    """Write the shipped content so many times over into a new project."""
    shutil.copytree(ROOT / "content", folder / "content")
    shutil.copyfile(ROOT / "site_config.yml", folder / "site_config.yml")
    texts = {each.document.file: each.document.text for each in EXAMINED.handbook.list_written()}
    for number in range(2, times + 1):
        for file, text in _copy(texts, number):
            path = folder / file
            if file in _LISTED:
                _, mark, body = text.partition("\n  - ")
                path.write_text(f"{path.read_text(encoding='utf-8').rstrip()}{mark}{body}", encoding="utf-8")
            else:
                path.write_text(text, encoding="utf-8")


def _copy(texts, number):
    handbook = EXAMINED.handbook
    things = [each for each in list_things(handbook) if _is_copied(each.document.file)]
    ids = {(find_id_space(each.kind), each.id): _name(each.id, number) for each in things}
    edits = [*rewrite_mentions(handbook, ids)]
    edits += [replace_id(each.document, (*each.path, "id"), _name(each.id, number)) for each in things]
    by_file = groupby(sorted(edits, key=lambda edit: edit.span.file), key=lambda edit: edit.span.file)
    for file, found in by_file:
        if not _is_copied(file):
            continue
        text = _FORMER.sub("", splice(texts[file], _join(found)))
        text = _TITLE.sub(lambda match: f"{match[1]}{match[2]}{match[3]} {number}{match[4]}", text)
        text = _RANK.sub(lambda match: str(int(match[0]) + 10 * number), text)
        if file.startswith("content/lifecycles/"):  # all but the primary one lead to it
            stages = re.findall(r"[a-z][\w-]*", " ".join(map("".join, _STAGES.findall(text))))
            ways = "".join(f"  - {{stage: {id_}, to: [activate]}}\n" for id_ in stages)
            text = f"{_CROSSWALK.sub('', text).rstrip()}\ncrosswalk:\n{ways}"
        path = PurePosixPath(file)
        yield file if file in _LISTED else str(path.with_stem(f"{path.stem}-{number}")), text


def _is_copied(file):
    return not file.startswith(_COMMON)


def _join(edits):
    """Make one edit of those that begin at the same place: `{tier.gold` and `{tier.gold.sourced-revenue`."""
    joined = []
    for edit in sorted(edits, key=lambda edit: (edit.span.line, edit.span.column, -edit.span.end_column)):
        before = joined[-1] if joined else None
        if before and (before.span.line, before.span.column) == (edit.span.line, edit.span.column):
            length = edit.span.end_column - edit.span.column
            joined[-1] = replace(before, text=edit.text + before.text[length:])
        else:
            joined.append(edit)
    return joined


def _name(id_, number):
    holder, dot, own = id_.partition(".")
    return f"{holder}-{number}{dot}{own}"
