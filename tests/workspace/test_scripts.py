import yaml

from partner_playbooks.workspace.scripts import JOINED, joined, own_scripts

CONFIG = """
theme: !ENV [THEME, material]
extra_javascript:
  - assets/js/at-once.js
  - path: assets/js/one.js
    defer: true
  - path: assets/js/theirs.js
    defer: true
  - path: assets/js/module.js
    type: module
  - path: assets/js/two.js
    defer: true
"""


def files(folder, **texts):
    for name, text in texts.items():
        (folder / f"{name}.js").write_text(text, encoding="utf-8")
    return {f"assets/js/{name}.js": folder / f"{name}.js" for name in texts}


def test_deferred_scripts_of_the_theme_become_one_in_their_order(tmp_path):
    theme = files(tmp_path, two="const two = one + 1;", one="const one = 1;", module="export {}", unlisted="")
    listed, own = own_scripts(CONFIG, theme)
    assert [entry if isinstance(entry, str) else entry["path"] for entry in listed] == [
        JOINED,
        "assets/js/at-once.js",
        "assets/js/theirs.js",
        "assets/js/module.js",
    ]
    assert list(own) == ["assets/js/one.js", "assets/js/two.js"]
    assert yaml.safe_load(yaml.safe_dump(listed)) == listed


def test_nothing_is_joined_where_nothing_is_listed(tmp_path):
    theme = files(tmp_path, one="")
    for config in ("", "theme: [", "extra_javascript: 7", "a: b", "extra_javascript: [assets/js/one.js]", "[]"):
        assert own_scripts(config, theme) == ([], {})


def test_what_is_joined_has_a_scope_of_its_own_and_no_comments(tmp_path):
    sources = files(tmp_path, one="/* why */\nconst a = `b // c\n  d`; // because\n", two="const two = /[/*]/;\n")
    text = joined(sources)
    assert text.startswith('(() => {\n"use strict";\n')
    assert not [word for word in ("why", "because") if word in text]
    assert [kept for kept in ("`b // c\n  d`", "/[/*]/") if kept not in text] == []
