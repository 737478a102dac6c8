"""What people typed is escaped in every template, and exactly once."""

from html.parser import HTMLParser

import pytest
from hostile_rows import HOSTILE
from jinja2 import UndefinedError
from jinja2.runtime import Macro
from markupsafe import Markup
from template_examples import CASES

from dashboard.components.templates import environment, render

SHOW_NO_VALUES = {
    "day_heading",
    "numeric",
    "own_data_link",
    "style_sheet",
    "timeline_legend",
}


class ShownTexts(HTMLParser):
    """The tags of HTML, and the texts and attributes as a browser understands them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.texts: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.texts += [value or "" for _, value in attrs]

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def test_every_macro_has_a_case():
    macros = {
        (template, name)
        for template in environment.list_templates()
        for name, macro in vars(environment.get_template(template).module).items()
        if isinstance(macro, Macro)
    }

    assert macros == {*CASES}


@pytest.mark.parametrize(("template", "macro"), CASES)
def test_what_people_typed_is_escaped_once(template: str, macro: str):
    html = render(template, macro, *CASES[template, macro]())

    shown = ShownTexts(html)
    assert "script" not in shown.tags
    text = "\n".join(shown.texts)
    assert (HOSTILE in text) is (macro not in SHOW_NO_VALUES)
    rest = text.replace(HOSTILE, "")
    assert not [part for part in ("script", "&lt;", "&amp;") if part in rest]
    assert isinstance(html, Markup)


def test_a_name_that_a_template_is_not_given_is_an_error():
    with pytest.raises(UndefinedError, match="has no attribute 'numeric'"):
        render("components/tables.html", "table", "Caption", [object()], [])


def test_a_line_break_between_tags_is_no_space():
    html = render("components/text.html", "heading", "Title", "Measure")

    assert html == (
        '<h2 class="bsm-title">Title</h2><p class="bsm-measure">Measure</p>'
    )
