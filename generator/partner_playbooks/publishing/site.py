"""From a project to its sites: check, generate, stage, publish, swap; or leave the old sites as they were."""

from __future__ import annotations

import os
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from partner_playbooks.downloads.offers import leave_out
from partner_playbooks.handbook.model.base import Audience
from partner_playbooks.project.locks import hold_folders
from partner_playbooks.project.settings import list_framing_hosts
from partner_playbooks.project.workers import begin_forked
from partner_playbooks.publishing.finishing import finish_site
from partner_playbooks.publishing.offline import write_offline
from partner_playbooks.publishing.output import Output, report_failure, swap_together
from partner_playbooks.publishing.policy import write_policy
from partner_playbooks.publishing.publishers import Means, publish
from partner_playbooks.publishing.staged_files import write_downloads
from partner_playbooks.publishing.staging import stage_beside, write_pages

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from partner_playbooks.downloads.making import Failure
    from partner_playbooks.project.finished_work import FinishedWork
    from partner_playbooks.project.folder import Project
    from partner_playbooks.publishing.edition import Edition
    from partner_playbooks.publishing.publishers import Publisher


@dataclass(frozen=True, slots=True)
class Listener:
    """Whom to tell how a build goes."""

    step: Callable[[str], None]
    done: Callable[[Sequence[Failure]], None] = lambda _failures: None
    """Told what became of files that could not be made, once all sites stand and before another build may begin."""


class _BesideWriter:
    """Writes what stands beside the pages of an edition, in another process while its files and pages are made."""

    def __init__(self, stack: ExitStack, staging: Path, edition: Edition, project: Project) -> None:
        """Begin; the process ends with the stack."""
        self._edition = edition
        self._write = partial(stage_beside, staging, project=project)
        self._wait = stack.enter_context(begin_forked(partial(self._write, edition)))

    def write_for(self, edition: Edition) -> None:
        """Wait until it is written; once more, if the edition has become another by now."""
        self._wait()
        if edition is not self._edition:
            self._write(edition)


@contextmanager
def hold_sites(
    project: Project, sites: Mapping[Audience, Path], waiting: Callable[[], None]
) -> Iterator[tuple[int, ...]]:
    """Hold the places of sites for one build at a time, from before it reads what they are made of.

    Old sites that a killed build has left beside their places are put back, and what else it left there is removed.

    Args:
        project: Whose sites they are.
        sites: Where each edition's is to stand.
        waiting: Called when another build is at work there.

    Raises:
        UserError: a folder is not ours, or what was left cannot be put back or removed.
    """
    outputs = [Output(site.absolute(), audience.value) for audience, site in sites.items()]
    for output in outputs:
        output.refuse_if_foreign(project)
    with ExitStack() as stack:
        try:
            locks = stack.enter_context(hold_folders((output.site.parent for output in outputs), waiting))
            for output in outputs:
                if os.path.lexists(output.old) or os.path.lexists(output.work):
                    output.refuse_if_foreign(project)
                    output.recover()
        except OSError as error:
            raise report_failure(error, [output.plan_swap() for output in outputs]) from error
        yield locks


def build_sites(  # noqa: PLR0913 - what, how, and for whom
    project: Project,
    editions: Sequence[tuple[Edition, Path]],
    publisher: Publisher,
    listener: Listener,
    locks: tuple[int, ...] = (),
    *,
    fresh: bool = False,
) -> list[Failure]:
    """Publish editions, each into its folder; all appear together, or none does.

    `locks` are those of `hold_sites`, which the publisher holds as well; without them, nobody else may build there.

    A file to download that cannot be made is left out, with the links to it; give what became of it. In a `fresh` build
    nothing is used that an earlier one has made.

    Raises:
        UserError: a folder is not ours, the publisher failed or the disk did; the old sites stand.
    """
    outputs = [Output(site.absolute(), edition.name) for edition, site in editions]
    staged: list[Edition] = []
    writers: list[_BesideWriter] = []
    failures: list[Failure] = []
    hosts = list_framing_hosts(project.config.read_bytes())
    for output in outputs:
        output.refuse_if_foreign(project)
    with ExitStack() as stack:
        try:
            for output, (edition, _) in zip(outputs, editions, strict=True):
                stack.callback(output.clean)
                output.prepare()
                writers.append(_BesideWriter(stack, output.staging, edition, project))
            for output, (edition, _) in zip(outputs, editions, strict=True):
                listener.step(f"{edition.name}: {len(edition.offers)} files")
                made, failed = stage_edition(output.staging, edition, project, None if fresh else output.site)
                staged.append(made)
                failures += failed
            listener.step(", ".join(f"{edition.name}: {len(edition.pages)} pages" for edition, _ in editions))
            finished = None if fresh else project.finished
            means = Means(None if finished is None else finished.folder, os.cpu_count() or 1, locks)

            def write_beside() -> None:
                for writer, edition in zip(writers, staged, strict=True):
                    writer.write_for(edition)

            publish(publisher, [output.staging for output in outputs], means, meanwhile=write_beside)
            for output, edition in zip(outputs, staged, strict=True):
                _finish_edition(output, edition, hosts, finished)
                output.refuse_if_foreign(project)
                output.mark()
            swap_together(outputs)
        except OSError as error:
            raise report_failure(error, [output.plan_swap() for output in outputs]) from error
        project.finished.tidy()
        listener.done(failures)
    return failures


def stage_edition(
    staging: Path, edition: Edition, project: Project, former: Path | None
) -> tuple[Edition, tuple[Failure, ...]]:
    """Write the pages and files of an edition into a staging folder.

    Give the edition without the files that cannot be made, and what became of those.

    Args:
        staging: The staging folder.
        edition: What to write.
        project: Where its theme and configuration are.
        former: The site that stands now, whose files may be used again.
    """
    failures = write_downloads(staging, edition.offers, edition.style, former).failures
    if failures and edition.offering is not None:
        kept = tuple(leave_out(edition.offers, frozenset(failure.file for failure in failures)))
        edition = replace(edition.offering(kept), offline=edition.offline)
    write_pages(staging, edition, project)
    return edition, failures


def _finish_edition(output: Output, edition: Edition, hosts: Sequence[str], finished: FinishedWork | None) -> None:
    """Add to a published site what no publisher gives."""
    own = finish_site(output.staging, finished)
    is_internal = edition.handbook.edition is Audience.INTERNAL
    write_policy(output.fresh, internal=is_internal, framed_by=hosts, finished=finished, own=own)
    if edition.offline:
        write_offline(output.fresh / edition.offline)
