"""Addresses of files on the hosts of repositories: each host's own way, and nothing in them breaks out of its place."""

from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from partner_playbooks.handbook.model.repository import Host, Repository

GITHUB = "https://github.com/acme/handbook"


def repository(**fields):
    return Repository.model_validate({"url": GITHUB, **fields})


def filled(address, file="content/stages/align.yml", line=12):
    return address.replace("{file}", file).replace("{line}", str(line))


@pytest.mark.parametrize(
    ("fields", "view", "edit"),
    [
        (
            {},
            f"{GITHUB}/blob/main/content/stages/align.yml#L12",
            f"{GITHUB}/edit/main/content/stages/align.yml#L12",
        ),
        (
            {"url": "https://gitlab.acme.example:8443/sales/partners/handbook.git", "branch": "next/2026"},
            "https://gitlab.acme.example:8443/sales/partners/handbook/-/blob/next/2026/content/stages/align.yml#L12",
            "https://gitlab.acme.example:8443/sales/partners/handbook/-/edit/next/2026/content/stages/align.yml#L12",
        ),
        (
            {"url": "https://bitbucket.org/acme/handbook/", "folder": "docs/all partners/"},
            "https://bitbucket.org/acme/handbook/src/main/docs/all%20partners/content/stages/align.yml#lines-12",
            "https://bitbucket.org/acme/handbook/src/main/docs/all%20partners/content/stages/align.yml?mode=edit&at=main#lines-12",
        ),
        (
            {"url": "https://code.acme.example/handbook", "host": "github", "branch": "#1&50%+ü"},
            "https://code.acme.example/handbook/blob/%231%2650%25%2B%C3%BC/content/stages/align.yml#L12",
            "https://code.acme.example/handbook/edit/%231%2650%25%2B%C3%BC/content/stages/align.yml#L12",
        ),
    ],
)
def test_each_host_has_its_own_addresses(fields, view, edit):
    found = repository(**fields)
    assert (filled(found.view), filled(found.edit)) == (view, edit)


@given(
    branch=st.from_regex(r"[^\s~^:?*\[\\./-][^\s~^:?*\[\\]{0,20}", fullmatch=True),
    folder=st.from_regex(r"[\w #%&+{}'-]{1,9}(/[\w #%&+{}'-]{1,9})?", fullmatch=True),
    host=st.sampled_from(Host),
)
def test_branch_and_folder_stay_where_they_belong(branch, folder, host):
    found = repository(branch=branch, folder=folder, host=host.value)
    for address in (found.view, found.edit):
        assert (address.count("{file}"), address.count("{line}")) == (1, 1)
        parts = urlsplit(filled(address))
        assert parts.path.isascii()
        assert unquote(parts.path).endswith(f"/{branch}/{folder}/content/stages/align.yml")
        assert parts.fragment in {"L12", "lines-12"}


def test_a_host_that_nobody_named_has_no_addresses():
    found = repository(url="https://code.acme.example/handbook")
    assert (found.known_host, found.view, found.edit) == (None, None, None)


@pytest.mark.parametrize(
    "fields",
    [
        {"url": "git@github.com:acme/handbook.git"},
        {"url": "https://user:secret@github.com/acme/handbook"},
        {"url": "https://github.com/acme/handbook?tab=readme"},
        {"url": "https://github.com/acme/hand book"},
        {"url": "javascript:alert(1)"},
        {"branch": "two words"},
        {"branch": "-x"},
        {"branch": "a:b"},
        {"folder": "/absolute"},
        {"folder": "../above"},
        {"folder": "a/../b"},
        {"folder": "./here"},
        {"host": "sourceforge"},
        {"token": "secret"},
    ],
)
def test_what_is_no_address_is_refused(fields):
    with pytest.raises(ValidationError):
        repository(**fields)
