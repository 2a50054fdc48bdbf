"""Jinja, set up so that a template cannot forget to escape and can do nothing but show.

Loops, conditions and the filters below are all there is: no globals, no tests, no built-in filters.
"""

from __future__ import annotations

import re
import traceback
from dataclasses import fields
from enum import Enum
from typing import TYPE_CHECKING, Any

from jinja2 import (
    BaseLoader,
    BytecodeCache,
    Environment,
    FunctionLoader,
    StrictUndefined,
    TemplateError,
    TemplateSyntaxError,
    pass_context,
)

from partner_playbooks.language.diagnostics import UserError
from partner_playbooks.wording.markdown import Markdown, indent_markdown, join_markdown, markdown

from .links import write_chip, write_link, write_links, write_path
from .marks import write_attributes

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from types import CodeType

    from _typeshed import DataclassInstance
    from jinja2.bccache import Bucket

    from partner_playbooks.wording.messages import Messages

    from .links import Chip

_PLAIN_ADDRESS = re.compile(r"[A-Za-z0-9_./#-]+")
_BLANK_LINES = re.compile(r"\n{3,}")


class _Compiled(BytecodeCache):
    """Keeps templates that were compiled in this process: editions share them, and so do the builds of a preview."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], CodeType | None] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give a template of the same name and text as it was compiled."""
        bucket.code = self._known.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep one; of each name the latest."""
        self._known = {known: code for known, code in self._known.items() if known[0] != bucket.key}
        self._known[bucket.key, bucket.checksum] = bucket.code


_PAGES, _CHARTS = "theme/pages/", "theme/charts/"
_COMPILED, _COMPILED_CHARTS = _Compiled(), _Compiled()


def _when_filled(give: Callable[..., Any]) -> Callable[..., Any]:
    """Make a filter that is asked when a template is filled, not when it is compiled: words may be others then."""

    @pass_context
    def give_now(_context: object, *values: object, **named: object) -> Any:  # noqa: ANN401 - as the filter
        return give(*values, **named)

    return give_now


class Templates:
    """The templates of a theme, ready to be filled."""

    def __init__(self, sources: Mapping[str, str], messages: Messages, charts: Mapping[str, str]) -> None:
        """Prepare templates of pages and charts by file name; they are compiled on first use."""
        self._drawing = Environment(
            loader=_load(_CHARTS, charts),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            autoescape=True,
            bytecode_cache=_COMPILED_CHARTS,
        )
        self._drawing.globals.clear()
        self._environment = Environment(
            loader=_load(_PAGES, sources),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            autoescape=True,  # makes macros and blocks give marked text; `_shown` does the escaping
            finalize=_shown,
            bytecode_cache=_COMPILED,
        )

        def chip(role: Chip) -> Markdown:
            return write_chip(role, messages.name(role.side))

        self._environment.globals.clear()
        self._environment.tests = {}
        self._environment.filters = {
            "message": _when_filled(messages.markdown),
            "name": _when_filled(messages.name),
            "link": write_link,
            "links": write_links,
            "arrows": write_path,
            "commas": join_markdown,
            "chip": chip,
            "chips": lambda chips: join_markdown(map(chip, chips), " "),
            "indent": indent_markdown,
            "id": _identifier,
            "marks": write_attributes,
        }

    def draw(self, name: str, context: DataclassInstance) -> Markdown:
        """Give a chart as a block of HTML, in which every text shows its characters.

        Raises:
            UserError: the template does not compile, or uses what its context does not have.
        """
        values = {field.name: getattr(context, field.name) for field in fields(context)}
        try:
            return Markdown(self._drawing.get_template(name).render(values).strip())
        except (TemplateError, TypeError) as error:
            raise _tell_fault(_CHARTS, name, error) from error

    def fill(self, name: str, context: DataclassInstance) -> str:
        """Give the Markdown of a page: no blank at a line's end, no two blank lines, one newline at the end.

        Raises:
            UserError: the template does not compile, or uses what its context does not have.
        """
        values = {field.name: getattr(context, field.name) for field in fields(context)}
        try:
            text = self._environment.get_template(name).render(values)
        except (TemplateError, TypeError) as error:
            raise _tell_fault(_PAGES, name, error) from error
        without_trailing_blanks = "\n".join(line.rstrip(" \t") for line in text.split("\n"))
        return _BLANK_LINES.sub("\n\n", without_trailing_blanks).strip("\n") + "\n"


def _load(folder: str, sources: Mapping[str, str]) -> BaseLoader:
    """Give what loads templates by name, and names their files where one is at fault."""

    def find(name: str) -> tuple[str, str, None] | None:
        return (sources[name], f"{folder}{name}", None) if name in sources else None

    return FunctionLoader(find)


def _tell_fault(folder: str, name: str, error: Exception) -> UserError:
    """Give the place of what a template does wrong: in itself, or in one that it takes in."""
    place = f"{folder}{name}"
    for frame in traceback.extract_tb(error.__traceback__):
        if frame.filename.startswith(folder):
            place = f"{frame.filename}:{frame.lineno}"
    if isinstance(error, TemplateSyntaxError):
        place = f"{error.filename or place}:{error.lineno}"
    words = getattr(error, "message", None) or error
    return UserError(f"{place}: {words}", "compare it with the template that is shipped")


def _identifier(value: str) -> Markdown:
    """Print an id, an anchor or a link between pages as it is: escaping would change it."""
    if not _PLAIN_ADDRESS.fullmatch(value):
        raise TypeError(f"{value!r} is neither an id nor a link between pages")
    return Markdown(value)


def _shown(value: Any) -> Any:  # noqa: ANN401 - Jinja hands over whatever a template prints
    """Escape what a template prints, unless it is Markdown already; refuse what nobody should read."""
    if hasattr(value, "__html__"):
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        return Markdown(str(value))
    if isinstance(value, Enum) or not isinstance(value, str):
        str(value)  # an undefined name says so itself
        raise TypeError(f"{value!r} cannot be printed")
    return markdown(value)
