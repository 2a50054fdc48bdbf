"""What a command tells: the words, and nothing that a terminal takes for a command."""

from partner_playbooks.cli.telling import tell, tell_error
from partner_playbooks.language.diagnostics import UserError


def test_an_error_is_told_with_its_way_out(capsys):
    tell_error(UserError("there is no plan", "choose one of onboarding-30"))
    assert capsys.readouterr() == ("", "error: there is no plan\n  help: choose one of onboarding-30\n")


def test_several_lines_stay_several(capsys):
    tell("first\nsecond größer 😀")
    assert capsys.readouterr().err == "first\nsecond größer 😀\n"


def test_a_terminal_is_sent_no_command(capsys):
    tell("a\x1b[31mb\x07c\rd\u202ee")
    assert capsys.readouterr().err == "a\\x1b[31mb\\x07c\\rd\\u202ee\n"
