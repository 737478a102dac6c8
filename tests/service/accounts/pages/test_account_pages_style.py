"""The pages about accounts look like the rest: the same tokens, the same icon."""

import re
from pathlib import Path

import pytest

import dashboard
from bsm_service.accounts import pages
from dashboard.components.theme import DARK, LIGHT, Theme

STATIC = Path(pages.__file__).with_name("static")
SHEET = (STATIC / "account.css").read_text(encoding="utf-8")

# The style sheet's own names of the dashboard's colours.
THEME_ATTRIBUTES = {
    "ground": "background",
    "raised": "raised_background",
    "line": "border",
    "text": "text",
    "secondary": "secondary_text",
    "accent": "accent",
    "on-accent": "on_accent",
    "late": "overdue",
    "late-text": "overdue_text",
}


def tokens(part: str) -> dict[str, str]:
    return dict(re.findall(r"--([a-z-]+): (#[0-9A-F]{6});", part))


@pytest.mark.parametrize(("theme", "part"), [(LIGHT, 0), (DARK, 1)], ids=str)
def test_the_tokens_are_those_of_the_theme(theme: Theme, part: int):
    actual = tokens(re.findall(r":root \{.*?\}", SHEET, re.DOTALL)[part])

    for name, attribute in THEME_ATTRIBUTES.items():
        assert actual[name] == getattr(theme, attribute)


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
