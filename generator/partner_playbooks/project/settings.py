"""What a project's `site_config.yml` may set, judged before anything is built: by a table of refusals, and by MkDocs.

Each setting works, or is refused with the reason and its place. Nothing in the file is run: tags are read as tags.
"""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import yaml

from partner_playbooks.language.diagnostics import Diagnostic, Severity, Span, UserError
from partner_playbooks.project.refusals import EXTENSIONS, REFUSED, REMOTE, UNKNOWN, name_setting

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping

    from partner_playbooks.project.refusals import Place

_COMPARE = "compare it with the shipped site_config.yml"
_INSTALL = "install it beside the generator (requirements.txt), with its hash, or take it out"
_HINTS = {"plugins": _INSTALL, "markdown_extensions": _INSTALL}
_OF_MATERIAL = {"assets/images/favicon.png"}
"""A file that Material brings, and its settings name."""


def check_settings(
    file: str, raw: bytes, assets: Collection[str], judge: Callable[[str], Mapping[str, str]]
) -> list[Diagnostic]:
    """Find what a configuration holds that the site cannot work with.

    Args:
        file: Its path below the project folder.
        raw: Its bytes.
        assets: Files that the theme brings into the site, by path within it.
        judge: What MkDocs itself finds wrong: key at the top → in its words. Asked where nothing else was found.
    """
    try:
        text = raw.decode("utf-8-sig")
        root = yaml.compose(text, yaml.SafeLoader)
    except UnicodeDecodeError:
        return [Diagnostic("PB701", "this is no UTF-8 text", Span(file), "save it as UTF-8")]
    except RecursionError:
        return [Diagnostic("PB701", "this is nested too deeply to be read", Span(file), _COMPARE)]
    except yaml.YAMLError as error:
        return [
            Diagnostic(
                "PB701", f"this is no YAML: {_said(error)}", _marked(file, error), "compare it with the shipped one"
            )
        ]
    if not isinstance(root, yaml.MappingNode):
        hint = "delete the file: then the shipped one is used"
        return [Diagnostic("PB701", "this holds no settings", Span(file), hint)]
    found = [*_unreadable(file, root, (), set())]
    found = found or [*_refused(file, root), *_lacking(file, root), *_missing(file, root, assets)]
    if not any(each.severity is Severity.ERROR for each in found):
        keys = {str(key.value): key for key, _ in root.value}
        for name, words in judge(text).items():
            place = _span(file, keys[name]) if name in keys else Span(file)
            found.append(Diagnostic("PB701", f"MkDocs refuses `{name}`: {words}", place, _HINTS.get(name, _COMPARE)))
    return sorted(found, key=lambda each: each.sort_key)


def refuse_unsound(file: str, raw: bytes, assets: Collection[str]) -> None:
    """Refuse a configuration that is about to be used: somebody may have saved another one since it was checked.

    Raises:
        UserError: it holds what our own table refuses; the first of it, with its place.
    """
    for each in check_settings(file, raw, assets, lambda _: {}):
        if each.severity is Severity.ERROR:
            raise UserError(f"{each.span}: {each.message}", each.hint)


def list_framing_hosts(raw: bytes) -> tuple[str, ...]:
    """Give the hosts that may show pages in a frame of theirs, as `embed` of a sound configuration names them."""
    root = _compose(raw)
    if root is None:
        return ()
    hosts = (value for _, value in _at(root, ("extra", "playbooks", "embed", "*")))
    return tuple(dict.fromkeys(host.lower() for host in hosts if isinstance(host, str)))


def may_read_elsewhere(raw: bytes) -> bool:
    """Tell whether a configuration names a plugin or an extension of which nobody knows what else it reads.

    That may be so, too, where it cannot be read at all.
    """
    try:
        root = _compose(raw)
    except UserError:
        return True
    if root is None:
        return False
    plugins = {name_setting(value).removeprefix("material/") for _, value in _at(root, ("plugins", "*"))}
    extensions = {name_setting(value) for _, value in _at(root, ("markdown_extensions", "*"))}
    return not (plugins <= {"search"} and extensions <= set(EXTENSIONS))


def find_partner_site(raw: bytes) -> str:
    """Give the address of the partner site that a sound configuration names; empty where it names none."""
    root = _compose(raw)
    found = () if root is None else (value for _, value in _at(root, ("extra", "playbooks", "partner_site")))
    return next((value for value in found if isinstance(value, str)), "")


def write_plugins(raw: bytes) -> str:
    """Give the `plugins:` of a sound configuration as YAML, without a search: the handbook has its own."""
    root = _compose(raw)
    set_ = root.value if isinstance(root, yaml.MappingNode) else []
    kept = next((value for key, value in set_ if key.value == "plugins"), None)
    if isinstance(kept, yaml.SequenceNode):
        kept.value = [each for each in kept.value if not _is_search(each)]
    elif isinstance(kept, yaml.MappingNode):
        kept.value = [pair for pair in kept.value if not _is_search(pair[0])]
    else:
        kept = yaml.SequenceNode("tag:yaml.org,2002:seq", [])
    return yaml.serialize(yaml.MappingNode("tag:yaml.org,2002:map", [(_PLUGINS, kept)]), allow_unicode=True)


def _compose(raw: bytes) -> yaml.Node | None:
    """Read a configuration, of which it is not said that it is sound.

    Raises:
        UserError: it cannot be read.
    """
    try:
        return yaml.compose(raw.decode("utf-8-sig"), yaml.SafeLoader)
    except (UnicodeDecodeError, yaml.YAMLError, RecursionError):
        raise UserError("site_config.yml cannot be read", "`playbooks check` says why") from None


_PLUGINS = yaml.ScalarNode("tag:yaml.org,2002:str", "plugins")


def _is_search(node: yaml.Node) -> bool:
    name = node.value[0][0].value if isinstance(node, yaml.MappingNode) and node.value else node.value
    return isinstance(name, str) and name.removeprefix("material/") == "search"


_YAML = "tag:yaml.org,2002:"
_TAG = re.compile(
    r"tag:yaml\.org,2002:(?!python/|/)|!(?:ENV|relative)$|tag:yaml\.org,2002:python/name:(?:material|pymdownx)\."
)
"""What may be said of a value: its kind, what MkDocs puts in its place, or a name that is looked up in the theme.

MkDocs reads the file with a loader that makes any other Python object of a tag, and calls what it names.
"""


_KINDS: dict[type, str] = {yaml.MappingNode: "map", yaml.SequenceNode: "seq"}
_KEY = re.compile(r"tag:yaml\.org,2002:(?:str|int|float|bool|null)")
"""Keys that are what stands there; `<<` takes over what stands elsewhere, and a tag makes another one of it."""
_NO_TEXT = re.compile(r"[\ud800-\udfff]")
"""Halves of signs, which JSON and YAML can name and no file can hold."""


def _unreadable(file: str, node: yaml.Node, above: tuple[yaml.Node, ...], seen: set[int]) -> Iterator[Diagnostic]:
    """Find what MkDocs reads as another thing than stands there, or makes by running code."""
    if node in above:
        yield Diagnostic("PB701", "this entry holds itself", _span(file, node), "write out what is meant")
    if id(node) in seen:
        return
    seen.add(id(node))
    kind = _KINDS.get(type(node), "")
    if not _TAG.match(node.tag) or (kind and node.tag.startswith(_YAML) and node.tag != f"{_YAML}{kind}"):
        tag = node.tag.replace(_YAML, "!!")
        message = f"the tag `{tag}` cannot be: the build runs no code of a project, and reads what stands there"
        yield Diagnostic("PB702", message, _span(file, node), "write the value without it")
    if isinstance(node, yaml.ScalarNode) and _NO_TEXT.search(node.value):
        yield Diagnostic("PB701", "this is no text", _span(file, node), "write the sign itself, not half of its number")
    if isinstance(node, yaml.MappingNode):
        yield from _misnamed(file, node)
    for each in node.value if isinstance(node, yaml.CollectionNode) else ():
        for child in each if isinstance(each, tuple) else (each,):
            yield from _unreadable(file, child, (*above, node), seen)


def _misnamed(file: str, mapping: yaml.MappingNode) -> Iterator[Diagnostic]:
    """Find keys that are not those that stand there, and such as stand there twice, of which one would be lost."""
    names: set[str] = set()
    for key, _ in mapping.value:
        name = key.value if isinstance(key, yaml.ScalarNode) else "?"
        if not isinstance(key, yaml.ScalarNode) or not _KEY.fullmatch(key.tag):
            message = f"the key `{name}` cannot be: settings are read as they stand"
            yield Diagnostic("PB702", message, _span(file, key), "write out what it stands for, or put it in quotes")
        elif name in names:
            yield Diagnostic("PB701", f"`{name}` stands here twice", _span(file, key), "keep one of them")
        names.add(name)


def _refused(file: str, root: yaml.MappingNode) -> Iterator[Diagnostic]:
    for refusal in REFUSED:
        for node, value in _at(root, refusal.place):
            if refusal.test(value):
                named = f"{'.'.join(part for part in refusal.place if part != '*')}"
                named += f": {name_setting(value)}" if refusal.place[-1] == "*" else ""
                yield Diagnostic(
                    "PB702",
                    f"`{named}` cannot be: {refusal.reason}"
                    if refusal.severity is Severity.ERROR
                    else f"`{named}`: {refusal.reason}",
                    _span(file, node),
                    refusal.hint,
                    refusal.severity,
                )


def _lacking(file: str, root: yaml.MappingNode) -> Iterator[Diagnostic]:
    """Find what must be set: without it a page comes out wrong, and no step fails."""
    node = next(iter(_at(root, ("markdown_extensions",))), None)
    there = {name_setting(value) for _, value in _at(root, ("markdown_extensions", "*"))} if node else set()
    gone = [name for name in EXTENSIONS if name not in there]
    if gone:
        span = _span(file, node[0]) if node else Span(file)
        message = f"`markdown_extensions` lacks {', '.join(gone)}: pages are written for it"
        yield Diagnostic("PB702", message, span, "take the entries from the shipped site_config.yml")
    theme = next(iter(_at(root, ("theme",))), None)
    for name, value in (("name", "material"), ("custom_dir", "theme/site"), ("font", "false")):
        if theme is None or not isinstance(theme[1], dict) or name not in theme[1]:
            span = _span(file, theme[0]) if theme else Span(file)
            yield Diagnostic("PB702", f"`theme` lacks `{name}: {value}`", span, f"add `{name}: {value}` below `theme:`")


def _missing(file: str, root: yaml.MappingNode, assets: Collection[str]) -> Iterator[Diagnostic]:
    """Find files that are named and do not exist: MkDocs leaves a link to nowhere."""
    for place in (("extra_css", "*"), ("extra_javascript", "*"), ("theme", "logo"), ("theme", "favicon")):
        for node, value in _at(root, place):
            path = value.get("path") if isinstance(value, dict) else value
            if (
                isinstance(path, str)
                and not REMOTE.match(path)
                and path.partition("?")[0] not in {*assets, *_OF_MATERIAL}
            ):
                yield Diagnostic("PB702", f"there is no theme/site/{path}", _span(file, node), "put the file there")


def _at(node: yaml.Node, place: Place) -> Iterator[tuple[yaml.Node, Any]]:
    """Yield what stands at a place: the node, or the key that leads to it, and its value."""
    if not place:
        yield node, _value(node)
        return
    key, rest = place[0], place[1:]
    if key == "*":
        children = node.value if isinstance(node, yaml.SequenceNode) else ()
        pairs = node.value if isinstance(node, yaml.MappingNode) else ()
        for child in children:
            yield from _at(child, rest)
        for name, value in pairs:  # `plugins` may be a mapping
            yield name, {str(name.value): _value(value)}
        return
    for name, value in node.value if isinstance(node, yaml.MappingNode) else ():
        if name.value == key:
            yield from ((name, found) if not rest else (at, found) for at, found in _at(value, rest))


def _value(node: yaml.Node) -> Any:  # noqa: ANN401 - as YAML gives it
    if isinstance(node, yaml.SequenceNode):
        return [_value(child) for child in node.value]
    if isinstance(node, yaml.MappingNode):
        return {str(key.value): _value(value) for key, value in node.value}
    if not node.tag.startswith("tag:yaml.org,2002:") or "python" in node.tag:
        return UNKNOWN
    if node.tag.endswith(":str"):
        return node.value
    with suppress(ValueError, yaml.YAMLError):  # the 45th of a month
        return yaml.safe_load(node.value)
    return UNKNOWN


def _span(file: str, node: yaml.Node) -> Span:
    """Give the place of a node; of one that takes several lines, its first character."""
    start, end = node.start_mark, node.end_mark
    column = end.column if end.line == start.line else start.column + 1
    return Span(file, start.line + 1, start.column + 1, start.line + 1, column + 1)


def _marked(file: str, error: yaml.YAMLError) -> Span:
    mark = getattr(error, "problem_mark", None)
    return Span(file, mark.line + 1, mark.column + 1, mark.line + 1, mark.column + 2) if mark else Span(file)


def _said(error: yaml.YAMLError) -> str:
    return str(getattr(error, "problem", None) or error)
