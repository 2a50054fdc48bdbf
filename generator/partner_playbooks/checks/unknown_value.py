"""PB207: a name in braces, `{programme.x}` or `{figure.y}`, of no value, or of none that partners may know."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partner_playbooks.handbook.named_figures import find_figure
from partner_playbooks.handbook.references import list_held, list_named_mentions
from partner_playbooks.language.diagnostics import Diagnostic, suggest_nearest

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from partner_playbooks.handbook.linked import Handbook
    from partner_playbooks.handbook.named_figures import NamedFigure

_LISTED = 6


def check(handbook: Handbook, _today: date) -> Iterator[Diagnostic]:
    """Yield a finding per value that text names and that there is not."""
    settings = handbook.programme.settings()
    for_partners = handbook.figures_for_partners
    for placed in handbook.holders():
        for leaf, _, names in list_held(placed, handbook.programme):
            for name in names:
                known = name in settings or find_figure(handbook.figures, name)[0] is not None
                if known and not leaf.visible:
                    continue
                is_text = name in leaf.value_names
                if is_text and not known and not is_told(handbook, name):  # of expressions, PB403 and PB405 tell it
                    message, hint = _say_unknown(name), _suggest(handbook, name)
                elif known and leaf.visible and _is_hidden(handbook, for_partners, name):
                    message = f'partners may read this, but not "{name}" that it states'
                    hint = "mark the entry that the figure stands in `audience: partner` too, or take this out"
                else:
                    continue
                span = placed.find(leaf.path, f"{{{name}}}" if is_text else name.replace("-", "_"))
                yield Diagnostic("PB207", message, span, hint)


def _is_hidden(handbook: Handbook, for_partners: Mapping[str, NamedFigure], name: str) -> bool:
    """Tell whether partners see what a figure stands in, but not the entry of it."""
    figure = find_figure(handbook.figures, name)[0]
    return figure is not None and handbook.shows(figure.kind, figure.id) and find_figure(for_partners, name)[0] is None


def is_told(handbook: Handbook, name: str) -> bool:
    """Tell whether another check says that something a value's name holds is unknown, or that it could not be read."""
    return any(
        handbook.may_know(each.kind, each.id) or not handbook.knows(each.kind, each.id)
        for each in list_named_mentions([name])
    )


def _say_unknown(name: str) -> str:
    kind, _, rest = name.partition(".")
    if kind == "programme":
        return f'the programme has no setting "{rest}"'
    return f'there is no value "{name}"'


def _suggest(handbook: Handbook, name: str) -> str:
    kind = name.partition(".")[0]
    known = [*handbook.programme.settings(), *handbook.figures]
    own = [each for each in known if each.partition(".")[0] == kind]
    near = suggest_nearest(name, own or known, "{{{}}}".format)
    if near:
        return near
    if not own:
        return f"write a backslash before the brace where no value is meant; a value is {{figure.…}} or {{{known[0]}}}"
    more = ", …" if len(own) > _LISTED else ""
    return f"there are {', '.join(own[:_LISTED])}{more}"
