"""The style sheet of the dashboard's own HTML: the files in `styles`, whose
colours are variables, and a theme that gives these variables their values.
"""

from collections.abc import Iterator
from dataclasses import asdict, replace
from functools import cache
from pathlib import Path

from markupsafe import Markup

from dashboard.components.templates import render
from dashboard.components.theme import PAPER_COLOURS, STATUS_ORDER, Theme

# In this order: a later one overrides an earlier one.
_STYLE_SHEETS = (
    "base",
    "figures_and_tables",
    "meetings",
    "agenda",
    "activities",
    "decision",
    "leadership",
    "agreements",
    "people_and_accounts",
    "streamlit_controls",
    "room",
    "print",
)
_FOLDER = Path(__file__).with_name("styles")


@cache
def style_sheet(theme: Theme, *, frozen: bool) -> Markup:
    """The whole sheet as a `<style>` element.

    A frozen page has its own background, so that nobody mistakes it for the live one.
    """
    names = (*_STYLE_SHEETS, "frozen") if frozen else _STYLE_SHEETS
    rules = "\n".join(
        (_FOLDER / f"{name}.css").read_text(encoding="utf-8") for name in names
    )
    return render(
        "components/style_sheet.html",
        "style_sheet",
        theme.name,
        tuple(css_variables(_frozen(theme) if frozen else theme)),
        STATUS_ORDER,
        Markup(rules),
    )


def css_variables(theme: Theme) -> Iterator[tuple[str, str]]:
    """Each colour with the name that style sheets use after `--bsm-`: `on-accent` for
    the token `on_accent`, `status-in-progress` for the status "in progress".
    """
    tokens = asdict(theme)
    del tokens["name"]
    statuses = tokens.pop("status_colours")
    delegations = tokens.pop("delegation_colours")
    yield from ((name.replace("_", "-"), colour) for name, colour in tokens.items())
    for prefix, colours in (
        ("status", statuses),
        ("delegation", delegations),
        ("paper", PAPER_COLOURS),
    ):
        for name, colour in colours.items():
            yield f"{prefix}-{name.lower().replace(' ', '-')}", colour


def _frozen(theme: Theme) -> Theme:
    return replace(
        theme,
        background=theme.frozen_background,
        raised_background=theme.frozen_background,
        secondary_text=theme.text if theme.name == "dark" else theme.secondary_text,
    )
