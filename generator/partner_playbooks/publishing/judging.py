"""What MkDocs itself says of a configuration, asked before anything is built."""

from __future__ import annotations

import logging

import yaml

from partner_playbooks.project import resources


def judge_settings(text: str) -> dict[str, str]:
    """Give what MkDocs refuses or warns of in a configuration: key at the top → its words.

    The build is strict, so that a warning stops it too. Nothing is built or written, and no page is read.
    """
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.exceptions import MkDocsException
    from mkdocs.utils.yaml import get_yaml_loader

    logging.getLogger("mkdocs").addHandler(logging.NullHandler())
    shipped = resources.find_shipped()  # stands for the folders that the build makes
    config = MkDocsConfig(config_file_path=str(shipped / "site_config.yml"))
    try:
        settings = yaml.load(text, get_yaml_loader())  # noqa: S506 - MkDocs' own loader, as in the build
        settings |= {"docs_dir": str(shipped / "content"), "site_dir": str(shipped / "site"), "site_name": "x"}
        settings["theme"] = {**settings["theme"], "custom_dir": str(shipped / "theme" / "site")}
        config.load_dict(settings)
        errors, warnings = config.validate()
    except (yaml.YAMLError, MkDocsException, ValueError, TypeError, LookupError) as error:
        return {"site_config.yml": _words(error)}
    return {key: _words(words) for key, words in (*warnings, *errors)}


def _words(error: object) -> str:
    return next(iter(str(error).strip().splitlines()), type(error).__name__)
