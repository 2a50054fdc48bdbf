"""All roles, by side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from partner_playbooks.handbook.model.role import Side
from partner_playbooks.pages.parts import addresses
from partner_playbooks.pages.parts.writers import PageHead

if TYPE_CHECKING:
    from collections.abc import Iterator

    from partner_playbooks.pages.artifact import Page
    from partner_playbooks.pages.parts.links import Link
    from partner_playbooks.pages.parts.writers import EditionWriter
    from partner_playbooks.wording.markdown import Markdown


@dataclass(frozen=True, slots=True)
class RoleCard:
    """A role and why it exists."""

    link: Link
    mission: Markdown


@dataclass(frozen=True, slots=True)
class SideRoles:
    """The roles of a side."""

    side: Side
    roles: tuple[RoleCard, ...]


@dataclass(frozen=True, slots=True)
class Context:
    """What the template shows."""

    sides: tuple[SideRoles, ...]


def pages(edition: EditionWriter) -> Iterator[Page]:
    """Yield the index, unless there are no roles."""
    if not edition.handbook.roles:
        return
    writer = edition.writer(addresses.ROLES)
    sides = (
        SideRoles(
            side,
            tuple(
                RoleCard(writer.entity("role", role.id), writer.rich(role.mission))
                for role in edition.handbook.roles
                if role.side is side
            ),
        )
        for side in Side
    )
    nav = (writer.say("role.nav"),)
    head = PageHead(addresses.ROLES, writer.say("role.all"), nav)
    yield edition.page(head, "role_index.md.jinja", Context(tuple(part for part in sides if part.roles)))
