"""What a proposal for tracking.yml leaves open, as questions one by one, and the proposal with their answers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from partner_playbooks.language.diagnostics import UserError, suggest_nearest

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from partner_playbooks.tracking.connecting import Proposal

YES, NO = "yes", "no"
NOTHING = "nothing"
"""The answer that a word means no value."""


@dataclass(frozen=True, slots=True)
class Question:
    """Something that a file does not tell by itself."""

    table: str
    name: str
    """A field, or `dates`."""
    word: str
    """The word of the file that is asked for; empty where a column or the days are."""
    text: str
    choices: tuple[str, ...]
    """What may be answered; anything where there are none."""

    @property
    def key(self) -> str:
        """What it is called in an answer: `partners.dates`, `partners.type.Value Added`."""
        return ".".join(part for part in (self.table, self.name, self.word) if part)

    def read(self, answer: str) -> str:
        """Give an answer as it is meant: a choice, or its number, from 1.

        Raises:
            UserError: it is none of the choices.
        """
        given = answer.strip()
        if given.isdecimal() and 0 < int(given) <= len(self.choices):
            return self.choices[int(given) - 1]
        if self.choices and given not in self.choices:
            hint = suggest_nearest(given, self.choices) or f"answer {', '.join(self.choices)}"
            raise UserError(f'"{given}" is no answer to: {self.text}', hint)
        return given


def list_questions(proposals: Sequence[Proposal]) -> Iterator[Question]:
    """Yield what is open, file by file."""
    for each in proposals:
        for name in sorted(each.unsure):
            text = f"is “{each.columns[name]}” really {name.replace('_', ' ')}?"
            yield Question(each.table, name, "", text, (YES, NO))
        if each.choose_dates:
            text = f"how are days written, such as “{_show_day(each)}”?"
            yield Question(each.table, "dates", "", text, each.choose_dates)
        if each.strange_day is not None:
            text = f"how are days written, such as “{each.strange_day}”? (as dd/MM/yyyy)"
            yield Question(each.table, "dates", "", text, ())
        for name, words in each.unknown.items():
            for word in words:
                if word.isprintable():
                    text = f"what is “{word}” as {name.replace('_', ' ')}?"
                    yield Question(each.table, name, word, text, (*each.words.get(name, ()), NOTHING))


def answer_question(proposals: Sequence[Proposal], question: Question, answer: str) -> tuple[Proposal, ...]:
    """Give the proposals with an answer, as `Question.read` gave it."""
    return tuple(_answer(each, question, answer) if each.table == question.table else each for each in proposals)


def _answer(each: Proposal, question: Question, answer: str) -> Proposal:
    name, word = question.name, question.word
    if word:
        left = tuple(other for other in each.unknown[name] if other != word)
        unknown = {key: words for key, words in {**each.unknown, name: left}.items() if words}
        if answer == NOTHING:
            return replace(each, unknown=unknown, empty=(*each.empty, word))
        return replace(each, unknown=unknown, values={**each.values, name: {**each.values.get(name, {}), word: answer}})
    if name == "dates":
        return replace(each, dates=answer, choose_dates=(), strange_day=None)
    columns = each.columns if answer == YES else {key: own for key, own in each.columns.items() if key != name}
    return replace(each, columns=columns, unsure=each.unsure - {name})


def _show_day(each: Proposal) -> str:
    """Give a day of the file that several patterns fit."""
    texts = (text for heading in each.columns.values() for text in each.file.list_texts(heading))
    return next((text for text in texts if text.count("/") + text.count(".") + text.count("-") > 1), "")
