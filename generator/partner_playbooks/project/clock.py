"""What day and time it is: the one place that asks the machine."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime

from partner_playbooks.language.diagnostics import UserError

_EPOCH = "SOURCE_DATE_EPOCH"
_MOST = 2**32 - 1
"""The latest second that a packed sitemap can name."""


def find_now() -> datetime:
    """Give the time now, in UTC."""
    return datetime.now(UTC)


def find_today() -> date:
    """Give today as the clock on the wall says it, as the browser does: a day is late where the person is."""
    return find_now().astimezone().date()


def find_time_of_issue() -> datetime:
    """Give the time that a file says it was made at: that of `SOURCE_DATE_EPOCH`, else now; in whole seconds.

    Raises:
        UserError: SOURCE_DATE_EPOCH is no number of seconds.
    """
    epoch = read_epoch()
    return find_now().replace(microsecond=0) if epoch is None else datetime.fromtimestamp(epoch, UTC)


def read_epoch() -> int | None:
    """Give the seconds since 1970 that `SOURCE_DATE_EPOCH` names; None where it is not set.

    Raises:
        UserError: it is no number of seconds.
    """
    epoch = os.environ.get(_EPOCH)
    if not epoch:
        return None
    if not (epoch.isascii() and epoch.isdigit() and len(epoch) <= len(str(_MOST)) and int(epoch) <= _MOST):
        hint = "set it to the seconds since 1970, such as 1763769600, or leave it out"
        raise UserError(f'{_EPOCH} is "{epoch}", not a number of seconds', hint)
    return int(epoch)
