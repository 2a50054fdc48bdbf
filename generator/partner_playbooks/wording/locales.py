"""What a language has by custom: names of months, signs in numbers, plural forms. Source: Unicode CLDR, by Babel."""

from __future__ import annotations

from functools import cache
from typing import Literal

from babel import Locale, UnknownLocaleError
from babel.dates import get_month_names
from babel.numbers import get_decimal_symbol, get_group_symbol


@cache
def find_locale(language: str) -> Locale:
    """Give the customs of a language such as `de` or `pt-BR`; those of English where none are known."""
    try:
        return Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale("en")


def choose_plural(language: str, count: object) -> str:
    """Give the plural form that a language has for a count; `other` where nothing is counted."""
    return str(find_locale(language).plural_form(count)) if isinstance(count, int) else "other"


@cache
def list_months(language: str, width: Literal["wide", "abbreviated"]) -> tuple[str, ...]:
    """Give the names of the months as they stand in a date, in full or short: `January`, `Jan`."""
    return tuple(get_month_names(width, locale=find_locale(language)).values())


def find_number_signs(language: str) -> tuple[str, str]:
    """Give what parts thousands and what parts a fraction: `,` and `.`."""
    locale = find_locale(language)
    return get_group_symbol(locale), get_decimal_symbol(locale)
