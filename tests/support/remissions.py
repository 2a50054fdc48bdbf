"""A published trial, whose stays are weeks of remission (Freireich et al., Blood 21, 1963)."""

from collections import Counter
from fractions import Fraction

from partner_playbooks.language.records.survival import Stay

ENDED = (6, 6, 6, 7, 10, 13, 16, 22, 23)
GOING_ON = (6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35)
TREATED = [*((weeks, True) for weeks in ENDED), *((weeks, False) for weeks in GOING_ON)]
"""Weeks of remission with 6-MP, and whether it ended (Freireich et al., Blood 21, 1963)."""
PLACEBO = (1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23)
"""Weeks of remission without 6-MP, all of which ended (Freireich et al., Blood 21, 1963)."""


def stays(pairs, seen_from=0):
    return Counter(Stay(Fraction(length), bool(ended), Fraction(seen_from)) for length, ended in pairs)


def stay(length, seen_from):
    """Give one stay that ended."""
    return Stay(Fraction(length), has_ended=True, seen_from=Fraction(seen_from))
