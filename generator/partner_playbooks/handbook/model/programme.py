"""The organisation's own settings; text may name them as `{programme.portal}`."""

import re
from enum import StrEnum
from typing import Annotated, Self

from partner_playbooks.handbook.model.base import Entry, Record, field
from partner_playbooks.handbook.model.field_types import (
    TYPES_TOLD,
    DateFormat,
    Handle,
    Internal,
    Language,
    LifecycleRef,
    Plain,
    RichLine,
    RoleRef,
    RowFormulaField,
    TypeField,
    Url,
    Whole,
)
from partner_playbooks.handbook.model.repository import Repository
from partner_playbooks.language.expressions import Type


class SameWords(Entry):
    """Words that mean the same to whoever searches."""

    words: tuple[Plain, ...] = field(
        "Words", "Words or names that find the same, also of another language.", ["agreement", "contract", "Vertrag"]
    )


_MAIL = re.compile(r"[^@\s]+@[^@\s]+")
SCHEMA_VERSION = 2
"""Version of the content's shape that this package reads."""


class Weekday(StrEnum):
    """A day of the working week."""

    MONDAY = "monday"
    TUESDAY = "tuesday"
    WEDNESDAY = "wednesday"
    THURSDAY = "thursday"
    FRIDAY = "friday"
    SATURDAY = "saturday"
    SUNDAY = "sunday"


class Month(StrEnum):
    """A month of the year."""

    JANUARY = "january"
    FEBRUARY = "february"
    MARCH = "march"
    APRIL = "april"
    MAY = "may"
    JUNE = "june"
    JULY = "july"
    AUGUST = "august"
    SEPTEMBER = "september"
    OCTOBER = "october"
    NOVEMBER = "november"
    DECEMBER = "december"

    @property
    def number(self) -> int:
        """Which month it is, from 1."""
        return list(Month).index(self) + 1


class NumberFormat(StrEnum):
    """How numbers are written, shown by example: what groups thousands, and what stands before decimals."""

    COMMA_POINT = "1,234.5"
    POINT_COMMA = "1.234,5"
    BLANK_COMMA = "1 234,5"
    BLANK_POINT = "1 234.5"
    APOSTROPHE_POINT = "1'234.5"

    @property
    def group(self) -> str:
        """What stands between thousands; a blank is one that no line breaks at."""
        return self.value[1].replace(" ", "\u00a0")

    @property
    def point(self) -> str:
        """What stands before decimals."""
        return self.value[-2]


class Contact(Entry):
    """Where a role is reached."""

    role: RoleRef = field("Role", "Id of the role.", "partner-manager")
    about: Plain | None = field(
        "About", "What partners and colleagues write to it about.", "Portal access and deal registrations", None
    )
    address: Plain = field("Address", "An e-mail address, a channel or a desk.", "partners@example.com")
    phone: Plain | None = field("Phone", "The telephone number, as it is dialled.", "+44 20 7946 0000", None)
    booking: Url | None = field(
        "Booking", "The address at which a time for a talk is chosen.", "https://example.com/book", None
    )

    @property
    def mail(self) -> str:
        """Give the address if it is one that mail can be sent to, else nothing."""
        return self.address if _MAIL.fullmatch(self.address) else ""

    @property
    def reached(self) -> str:
        """Say in one line how the role is reached without a browser."""
        return self.address if self.phone is None else f"{self.address}, {self.phone}"


class RoleHandle(Entry):
    """Whom the host of the repository asks, where a role is meant. Partners never see it, whatever it is marked."""

    role: RoleRef = field("Role", "Id of the role.", "partner-manager")
    handle: Handle = field("Handle", "A person or team on the host.", "@acme/partner-managers")


class Feedback(Entry):
    """Where readers say what is missing; the partner edition shows only an entry for partners."""

    url: Url = field("Address", "A form or an issue tracker.", "https://example.com/handbook-feedback")


class ConfidentialWord(Entry):
    """A word that must not leave: a code name, a customer, an internal system."""

    word: Plain = field("Word", "Found in partner-visible text, it stops the build.", "Project Falcon")


class PartnerField(Entry):
    """A named, typed field of a partner's record; conditions of automations may use it."""

    name: Plain = field("Name", "The name in conditions: small letters, digits, underscores.", "days_since_access")
    type: TypeField = field("Type", TYPES_TOLD, "days")
    label: Plain = field("Label", "What readers see in a condition.", "days since portal access")
    rows: Annotated[Plain, Internal()] = field(
        "Rows", "The table of whose rows it is said.", "registrations", "partners"
    )
    means: Annotated[RowFormulaField | None, Internal()] = field(
        "Means", "How records say it: a condition on such a row, or a value of it.", "days(access_given, day)", None
    )
    untold: Annotated[RichLine | None, Internal()] = field(
        "Untold", "Why no record says it.", "The learning system alone counts it.", None
    )


class PartnerTeam(Record):
    """The role that stands in the partner edition for every internal one."""

    title: Plain = field("Title", "What partners read where an internal role is named.", "Your partner team")
    mission: RichLine = field("Mission", "What that team does for partners.", "Everyone who works with you.")


class Programme(Record):
    """What is true of the whole programme. Partners may read it, except for its internal entries."""

    schema_version: Whole = field("Schema version", "Version of the content's shape.", 1)
    name: Plain = field("Programme name", "The name of the handbook and its programme.", "Northwind Partner Programme")
    version: Plain | None = field("Version", "Which issue of the handbook this is; files name it.", "2026.1", None)
    vendor: Plain = field("Vendor", "The organisation that runs the programme.", "Northwind")
    primary_lifecycle: LifecycleRef = field(
        "Primary lifecycle", "Id of the lifecycle that the home page shows.", "nine-stage"
    )
    portal: Plain = field("Partner portal", "What the partner portal is called.", "Northwind Partner Portal")
    lms: Plain = field("Learning system", "What the learning management system is called.", "Northwind Academy")
    partner_team: PartnerTeam = field(
        "Partner team", "What partners read in place of an internal role.", {"title": "Your partner team"}
    )
    currency: Plain = field("Currency", "Three-letter code of the programme's currency.", "EUR")
    date_format: DateFormat = field(
        "Date format",
        "How dates are written: d, dd, MMM, MMMM, MM and yyyy stand for their parts.",
        "d MMMM yyyy",
    )
    working_week: tuple[Weekday, ...] = field("Working week", "The days on which work is due.", ["monday", "tuesday"])
    language: Language = field(
        "Language", "The language of headings, buttons and dates: the name of a file in theme/messages.", "de", "en"
    )
    content_language: Language | None = field(
        "Language of content", "The language that content is written in, where it is another one.", "en", None
    )
    number_format: NumberFormat | None = field(
        "Number format", "How numbers are written; left out, as the language does.", "1.234,5", None
    )
    financial_year: Month = field(
        "Financial year",
        "The month in which it begins: years and quarters of figures and targets are counted from there.",
        "april",
        Month.JANUARY,
    )
    holiday_country: Plain = field(
        "Holiday country", "Two-letter code of the country whose public holidays count.", "GB"
    )
    regions: tuple[Plain, ...] = field("Regions", "The regions partners are grouped in.", ["Nordics"], ())
    reviewer: Annotated[RoleRef | None, Internal()] = field(
        "Reviewer", "Id of the role that reviews what has no owner of its own.", "programme-manager", None
    )
    handles: Annotated[tuple[RoleHandle, ...], Internal()] = field(
        "Handles",
        "Who stands for a role on the host of the repository; `playbooks codeowners` uses it.",
        [{"role": "partner-manager", "handle": "@acme/partner-managers"}],
        (),
    )
    contacts: tuple[Contact, ...] = field(
        "Contacts",
        "Where roles are reached.",
        [{"role": "partner-manager", "address": "partners@example.com"}],
        (),
    )
    repository: Annotated[Repository | None, Internal()] = field(
        "Repository",
        "Where content is kept; the internal edition leads from each page to the line it is written in.",
        {"url": "https://github.com/acme/handbook", "branch": "main"},
        None,
    )
    feedback: tuple[Feedback, ...] = field(
        "Feedback",
        "Where readers say what is missing, per audience.",
        [{"url": "https://example.com/feedback"}],
        (),
    )
    partner_fields: tuple[PartnerField, ...] = field(
        "Partner fields",
        "The fields of a partner's record that conditions may use.",
        [{"name": "logins", "type": "number", "label": "logins"}],
        (),
    )
    confidential_words: Annotated[tuple[ConfidentialWord, ...], Internal()] = field(
        "Words that must not leave",
        "Found in anything partners may read, they stop the build.",
        [{"word": "Project Falcon"}],
        (),
    )
    same_words: tuple[SameWords, ...] = field(
        "Words that mean the same",
        "Whoever searches for one of them finds what says another.",
        [{"words": ["agreement", "contract"]}],
        (),
    )

    @classmethod
    def stand_in(cls) -> Self:
        """Give a programme that takes the place of one that could not be read."""
        names = ("name", "vendor", "primary_lifecycle", "portal", "lms", "currency", "holiday_country")
        team = {"title": "unread", "mission": "unread"}
        stand_in = {**dict.fromkeys(names, "unread"), "partner_team": team, "working_week": []}
        return cls.model_validate({**stand_in, "date_format": "yyyy-MM-dd", "schema_version": str(SCHEMA_VERSION)})

    @property
    def language_of_content(self) -> str:
        """Give the language that content is written in."""
        return self.content_language or self.language

    @property
    def words_that_must_not_leave(self) -> tuple[str, ...]:
        """Give the words themselves."""
        return tuple(entry.word for entry in self.confidential_words)

    @property
    def field_types(self) -> dict[str, Type]:
        """Give the type of each partner field by its name."""
        return {field.name: field.type for field in self.partner_fields}

    def settings(self) -> dict[str, str]:
        """Give the settings that text may name, as `{programme.portal}`, by that name."""
        return {
            "programme.name": self.name,
            "programme.vendor": self.vendor,
            "programme.portal": self.portal,
            "programme.lms": self.lms,
            "programme.partner_team": self.partner_team.title,
            "programme.currency": self.currency,
        }
