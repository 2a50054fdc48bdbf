"""The message catalogue: every word that templates add, by dotted key, with {placeholders} and plural forms."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from partner_playbooks.handbook.model.base import Audience
from partner_playbooks.language.diagnostics import UserError
from partner_playbooks.language.text import escape_markdown
from partner_playbooks.wording.locales import choose_plural
from partner_playbooks.wording.markdown import Markdown, Words, mark_language, markdown

if TYPE_CHECKING:
    from enum import StrEnum

    from partner_playbooks.handbook.model.programme import Programme

FOR_PARTNERS = "for-partners"
"""The group of a catalogue that holds what partners read in place of other messages, under the same keys."""
_VENDOR = "vendor_name"
"""The placeholder that stands in any message for the organisation that runs the programme."""
_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_FIRST_SENTINEL = 0xE000  # private use: no text field may hold one, and escaping leaves it alone


class _Message(NamedTuple):
    """A message of a catalogue."""

    forms: Mapping[str, Any]
    """By plural form; `other` where nothing is counted."""
    placeholders: frozenset[str]
    """What has to be said for it."""


@dataclass(frozen=True, slots=True)
class Messages:
    """A catalogue. A key or placeholder that does not exist is a mistake in the theme: `UserError`."""

    catalogue: Mapping[str, Any]
    language: str = "en"
    """Its language, in which pages speak to their readers."""
    content_language: str = "en"
    """The language that content is written in. What is not in it is marked as such."""
    content_catalogue: Mapping[str, Any] | None = None
    """The catalogue of that language, where it is another."""
    vendor: str = ""
    """The organisation that runs the programme; any message may name it."""
    _looked_up: dict[str, _Message] = field(default_factory=dict, init=False, repr=False, compare=False)

    @property
    def for_scripts(self) -> dict[str, Any]:
        """The catalogue as the site's scripts and templates get it, with the vendor's name in its place."""
        name = self.vendor.replace("{", "(").replace("}", ")")  # scripts fill in what stands in braces
        return {key: _name_vendor(value, name) for key, value in self.catalogue.items() if key != FOR_PARTNERS}

    def speak_to(self, audience: Audience) -> Messages:
        """Give the words for an audience: partners read the forms that are theirs, of the group `for-partners`."""
        if audience is Audience.INTERNAL:
            return self
        content = self.content_catalogue
        theirs = _overlay(self.catalogue, self.catalogue.get(FOR_PARTNERS, {}))
        within = None if content is None else _overlay(content, content.get(FOR_PARTNERS, {}))
        return Messages(theirs, self.language, self.content_language, within, self.vendor)

    @property
    def within_content(self) -> Messages:
        """The words that stand among those of content: in its language."""
        catalogue = self.catalogue if self.content_catalogue is None else self.content_catalogue
        return Messages(catalogue, self.content_language, self.content_language, None, self.vendor)

    def say(self, key: str, **values: str | int) -> Words:
        """Give a message as plain text. `count` chooses between its plural forms."""
        template = self._template(key, values)
        values = {_VENDOR: self.vendor, **values}
        filled = _PLACEHOLDER.sub(lambda match: str(values[match[1]]), template)
        spoken = (value.language for value in values.values() if isinstance(value, Words))
        return Words(filled, self._spoken(template) or next(spoken, None))

    def markdown(self, key: str, **values: str | int) -> Markdown:
        """Give a message as Markdown; values are escaped unless they are Markdown."""
        template = self._template(key, values)
        language = self._spoken(template)
        values = {_VENDOR: self.vendor, **values}
        names = list(values)
        marked = _PLACEHOLDER.sub(lambda match: chr(_FIRST_SENTINEL + names.index(match[1])), template)

        def value(match: re.Match[str]) -> str:
            value = values[names[ord(match[0]) - _FIRST_SENTINEL]]
            foreign = language is not None and isinstance(value, str) and not isinstance(value, Words)
            return mark_language(markdown(convert_to_text(value)), self.content_language if foreign else None)

        text = Markdown(re.sub(r"[\ue000-\uf8ff]", value, escape_markdown(marked)))
        return mark_language(text, language)

    def _spoken(self, template: str) -> str | None:
        """Give the language of a message; one without a letter of its own is of no language."""
        own = self.language != self.content_language and any(map(str.isalpha, _PLACEHOLDER.sub("", template)))
        return self.language if own else None

    def name(self, member: StrEnum) -> Words:
        """Give the name of a value from a fixed list: `names.unit.percent`."""
        return self.say(f"names.{name_family(type(member))}.{member.value}")

    def name_in_text(self, member: StrEnum) -> str:
        """Give the name of a value from a fixed list as it stands within a sentence; one without a name as it is."""
        names = self.catalogue["names"].get(name_family(type(member)), {})
        if member.value not in names:
            return member.value
        name = self.name(member)
        return name.lower() if self.language.partition("-")[0] == "en" else name

    def _template(self, key: str, values: Mapping[str, str | int]) -> str:
        message = self._looked_up.get(key)
        if message is None:
            message = self._looked_up[key] = self._look_up(key)
        forms, known = message
        template = forms.get(choose_plural(self.language, values.get("count")), forms.get("other"))
        if not isinstance(template, str):
            raise UserError(f"the message catalogue has no “{key}”", f"add it to theme/messages/{self.language}.yml")
        if known != values.keys() - ({"count"} - known):
            wanted, given = ", ".join(sorted(known)) or "none", ", ".join(sorted(values)) or "none"
            raise UserError(f"the message “{key}” uses the placeholders {wanted}; given are {given}")
        return template

    def _look_up(self, key: str) -> _Message:
        found: Any = self.catalogue
        for part in key.split("."):
            found = found.get(part) if isinstance(found, Mapping) else None
        forms = found if isinstance(found, Mapping) else {"other": found}
        texts = (form for form in forms.values() if isinstance(form, str))
        return _Message(forms, frozenset().union(*map(_find_placeholders, texts)))


@cache
def _find_placeholders(form: str) -> frozenset[str]:
    """Give what has to be said for a form of a message, but for the vendor, who is known."""
    return frozenset(_PLACEHOLDER.findall(form)) - {_VENDOR}


_FALLBACK = "en"
"""The language of words where the theme has none in the language asked for."""


def choose_messages(catalogues: Mapping[str, Mapping[str, Any]], programme: Programme) -> Messages:
    """Give the words in a programme's language, of catalogues by language; English where there are none.

    They speak to the programme's own people: `speak_to` gives those for partners.
    """
    language = programme.language if programme.language in catalogues else _FALLBACK
    spoken = programme.language_of_content
    content = catalogues.get(spoken, catalogues[_FALLBACK])
    return Messages(catalogues[language], language, spoken, content, programme.vendor)


def _overlay(words: Mapping[str, Any], forms: Mapping[str, Any]) -> dict[str, Any]:
    """Give words with other forms of some of them."""
    whole = dict(words)
    for key, form in forms.items():
        held = whole.get(key)
        whole[key] = _overlay(held, form) if isinstance(held, Mapping) and isinstance(form, Mapping) else form
    return whole


def _name_vendor(words: Any, vendor: str) -> Any:  # noqa: ANN401 - a catalogue holds groups and texts
    if isinstance(words, Mapping):
        return {key: _name_vendor(value, vendor) for key, value in words.items()}
    return words.replace(f"{{{_VENDOR}}}", vendor) if isinstance(words, str) else words


def name_family(enumeration: type[StrEnum]) -> str:
    """Give the key below `names` for a fixed list: `PlanAnchor` → `plan-anchor`."""
    return _CAMEL.sub("-", enumeration.__name__).lower()


def convert_to_text(value: str | int) -> str:
    """Give text, which stays Markdown if it is, or a whole number in digits."""
    return value if isinstance(value, str) else str(value)
