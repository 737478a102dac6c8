"""The pages about accounts look like the rest: the same tokens, the same icon."""

import re
from pathlib import Path

import pytest

import dashboard
from bsm_service.accounts import pages
from dashboard.components.style_sheet import css_variables
from dashboard.components.theme import DARK, LIGHT, Theme

STATIC = Path(pages.__file__).with_name("static")
SHEET = (STATIC / "account.css").read_text(encoding="utf-8")


@pytest.mark.parametrize(("theme", "part"), [(LIGHT, 0), (DARK, 1)], ids=str)
def test_the_colours_are_those_of_the_theme(theme: Theme, part: int):
    rule = re.findall(r":root \{.*?\}", SHEET, re.DOTALL)[part]
    colours = dict(re.findall(r"--bsm-([a-z-]+): (#[0-9A-F]{6});", rule))

    assert {*colours.items()} <= {*css_variables(theme)}
    assert {"background", "text", "accent"} <= {*colours}


def test_every_colour_is_a_variable():
    _, *rules = re.split(r":root \{.*?\}", SHEET, flags=re.DOTALL)

    assert not re.findall(r"#[0-9a-fA-F]{3,6}\b", "".join(rules))


def test_the_icon_is_the_dashboards():
    icon = Path(dashboard.__file__).with_name("static") / "icon.svg"

    assert (STATIC / "icon.svg").read_bytes() == icon.read_bytes()


def test_nothing_foreign_is_named():
    pages = (STATIC.with_name("templates")).glob("*.html")
    named = re.compile(r"""(?:src|href|action|url\()=?["'(]?\s*(https?:)?//""")

    for file in (*pages, STATIC / "account.css", STATIC / "account.js"):
        text = file.read_text(encoding="utf-8")
        assert not named.search(text), file.name
        assert "style=" not in text, file.name
