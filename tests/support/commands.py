"""The commands as they are typed, `plan status` for those below another, each with its options."""

import typer

from partner_playbooks import cli


def list_commands(group=None):
    """Give each command that does something, by what is typed."""
    group = group or typer.main.get_command(cli.app)
    found = {}
    for name in group.commands:
        command = group.get_command(None, name)
        below = list_commands(command) if hasattr(command, "commands") else {}
        found |= {f"{name} {each}": known for each, known in below.items()} or {name: command}
    return found
