"""The repository that content is kept in, and the addresses that its host shows and edits a file at."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated
from urllib.parse import quote, urlsplit

from partner_playbooks.handbook.model.base import Entry, field
from partner_playbooks.handbook.model.field_values import Typed


class Host(StrEnum):
    """Which host's way of writing addresses is meant."""

    GITHUB = "github"
    GITLAB = "gitlab"
    BITBUCKET = "bitbucket"


_VIEW = {
    Host.GITHUB: "{url}/blob/{branch}/{file}#L{line}",
    Host.GITLAB: "{url}/-/blob/{branch}/{file}#L{line}",
    Host.BITBUCKET: "{url}/src/{branch}/{file}#lines-{line}",
}
_EDIT = {
    Host.GITHUB: "{url}/edit/{branch}/{file}#L{line}",
    Host.GITLAB: "{url}/-/edit/{branch}/{file}#L{line}",
    Host.BITBUCKET: "{url}/src/{branch}/{file}?mode=edit&at={branch}#lines-{line}",
}

_Url = Annotated[
    str,
    Typed(
        "the address of a repository",
        r"https?://[A-Za-z0-9.-]+(:[0-9]+)?(/[A-Za-z0-9._~-]+)*/?",
        lambda value: value.removesuffix("/").removesuffix(".git"),
        "write it as the browser shows it, such as https://github.com/acme/handbook",
    ),
]
_Branch = Annotated[
    str,
    Typed("a branch", r"(?![-/.])[^\s~^:?*\[\\]{1,200}", str, "write its name as git knows it, such as main"),
]
_Folder = Annotated[
    str,
    Typed(
        "a folder of the repository",
        r"(?!/)(?!(.*/)?\.{1,2}(/|$))[^\\:*?\"<>|\x00-\x1f]{1,200}",
        lambda value: value.strip("/"),
        "write the way from the top of the repository, such as handbooks/partners",
    ),
]


class Repository(Entry):
    """Where the files that this handbook is written in are shown and edited."""

    url: _Url = field("Address", "The repository's address in the browser.", "https://github.com/acme/handbook")
    branch: _Branch = field("Branch", "The branch that is edited.", "main", "main")
    host: Host | None = field("Host", "github, gitlab or bitbucket; left out, the address tells.", "gitlab", None)
    folder: _Folder = field(
        "Folder", "Where the folder that holds content/ is; left out, it is the top.", "handbooks/partners", ""
    )

    @property
    def known_host(self) -> Host | None:
        """The host, as it was named or as the address tells; None where neither does."""
        name = urlsplit(self.url).hostname or ""
        return self.host or next((host for host in Host if host.value in name), None)

    @property
    def view(self) -> str | None:
        """The address at which the host shows a file, with `{file}` and `{line}` to be filled in."""
        return self._address(_VIEW)

    @property
    def edit(self) -> str | None:
        """The address at which the host lets a file be edited, with `{file}` and `{line}` to be filled in."""
        return self._address(_EDIT)

    def _address(self, patterns: Mapping[Host, str]) -> str | None:
        host = self.known_host
        if host is None:
            return None
        branch = quote(self.branch, safe="" if host is Host.BITBUCKET else "/")
        file = "/".join(filter(None, (quote(self.folder), "{file}")))
        return patterns[host].format(url=self.url, branch=branch, file=file, line="{line}")
