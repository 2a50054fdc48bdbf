"""A proposal as the text of tracking.yml, and in words: what is unsure, and what it makes known."""

from __future__ import annotations

import json
import shlex
from typing import TYPE_CHECKING

from partner_playbooks.handbook.model.table_sources import UNANSWERED
from partner_playbooks.language.diagnostics import show_on_one_line
from partner_playbooks.language.records import TABLES
from partner_playbooks.tracking.connect_questions import list_questions

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from partner_playbooks.tracking.connecting import Proposal

_MORE = 3
_MOST_CHOICES = 12


def write_settings(proposals: Sequence[Proposal], zone: str) -> str:
    """Give the text of tracking.yml; whatever is unsure is marked, to be looked at."""
    lines = [
        "# Proposed by `playbooks track connect`. Look at each line with a question mark.",
        f"zone: {_quote(zone)}",
        "tables:",
    ]
    for each in proposals:
        lines += [f"  {each.table}:", f"    file: {_quote(each.file.name)}", "    columns:"]
        for name, heading in each.columns.items():
            mark = "  # ? only like what it is usually called" if name in each.unsure else ""
            lines.append(f"      {name}: {_quote(heading)}{mark}")
        lines += _list_ways(each)
    return "\n".join(lines) + "\n"


def _list_ways(each: Proposal) -> Iterator[str]:
    if each.dates is not None:
        yield f"    dates: {each.dates}"
    if each.choose_dates:
        yield f"    # ? days fit each of {', '.join(each.choose_dates)}: keep the right one"
        yield f"    dates: {each.choose_dates[0]}"
    if each.strange_day is not None:
        yield f"    # ? dates: say how days such as {_quote(each.strange_day)} are written, as dd/MM/yyyy"
    if each.empty:
        yield f"    empty: [{', '.join(map(_quote, each.empty))}]"
    yield from _list_rows(each)
    yield from _list_values(each)


def _list_rows(each: Proposal) -> Iterator[str]:
    """Yield which rows count, and which columns are stages."""
    for name, said in (("only", each.only), ("stages", each.stages)):
        if said:
            yield f"    {name}:"
        for key, meant in said.items():
            value = _quote(meant) if isinstance(meant, str) else f"[{', '.join(map(_quote, meant))}]"
            yield f"      {_quote(key)}: {value}"
    if each.once:
        yield f"    once: {each.once}"


def _list_values(each: Proposal) -> Iterator[str]:
    names = dict.fromkeys((*each.values, *each.unknown))
    if names:
        yield "    values:"
    for name in names:
        hidden = name not in each.values and not any(word.isprintable() for word in each.unknown[name])
        yield f"      {name}: {'{}' if hidden else ''}".rstrip()
        for word, meant in each.values.get(name, {}).items():
            yield f"        {_quote(word)}: {meant}"
        if name in each.unknown:
            yield f"        # ? say what each is here: {', '.join(each.words.get(name, ()))}"
        for word in each.unknown.get(name, ()):  # one with hidden characters must not stand in a file of settings
            sign = "" if word.isprintable() else "# "
            yield f"        {sign}{_quote(word)}: {_quote(UNANSWERED)}"


def write_words(proposals: Sequence[Proposal], strange: Sequence[str]) -> str:
    """Say what was found, what is unsure, what these files make known, and which would make known most besides."""
    return "\n".join(map(show_on_one_line, _list_words(proposals, strange))) + "\n"


def _list_words(proposals: Sequence[Proposal], strange: Sequence[str]) -> Iterator[str]:
    for each in proposals:
        known = f", as {each.system} exports it" if each.system else ""
        yield f"{each.file.name}: {each.table} ({', '.join((*each.columns, *each.stages))}){known}"
        if TABLES[each.table].unlocks:
            yield f"  makes known {TABLES[each.table].unlocks}"
        for question in list_questions([each]):
            known = f" ({', '.join(question.choices[:_MOST_CHOICES])})" if question.choices else ""
            yield f"  unsure: {question.text}{known}"
            yield f"    --answer {shlex.quote(f'{question.key}=…')}"
    for name in strange:
        yield f"{name}: fits no table; it is left out"
    used = {each.table for each in proposals}
    if "partners" not in used:
        yield "No file is known as the list of partners, without which nothing is counted. It needs a column that is"
        yield "called like an id (Partner ID, Account ID) and one like a name (Partner Name, Company): rename them."
    more = [table for table in TABLES.values() if table.name not in used and table.unlocks][:_MORE]
    for table in more:
        yield f"With {table.name} besides: {table.unlocks}"


def _quote(text: str) -> str:
    """Write a text as YAML takes it, whatever signs it holds."""
    return "".join(c if c.isprintable() else json.dumps(c)[1:-1] for c in json.dumps(text, ensure_ascii=False))
