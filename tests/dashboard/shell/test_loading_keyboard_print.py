"""What a browser shows, and when: figures first, keys that work, a page on paper."""

import pytest
from playwright.sync_api import Page, expect
from server_process import Server

from bsm_service.access.permissions import is_allowed
from bsm_service.assembly.web_application import VISITOR
from dashboard.shell.layout import PAGES

pytestmark = pytest.mark.browser

# Notes what is on the screen when figures are, and how high the places of charts are.
FIRST_SIGHT = """
const look = () => {
  const figures = document.querySelector('.bsm-value');
  if (figures && window.charts_then === undefined) {
    window.charts_then = document.querySelectorAll('.js-plotly-plot').length;
  }
  const places = document.querySelectorAll('[data-testid=stMain] .stSkeleton');
  if (places.length >= (window.places ?? [0]).length)
    window.places = [...places].map(one => one.offsetHeight);
  if (!document.querySelector('.main-svg')) requestAnimationFrame(look);
};
requestAnimationFrame(look);
"""


def test_figures_come_before_charts_and_charts_take_the_place_kept_for_them(
    demo_server: Server, page: Page
):
    page.add_init_script(FIRST_SIGHT)
    page.goto(demo_server.address)
    expect(page.locator(".js-plotly-plot").first).to_be_visible()
    expect(page.get_by_test_id("stSkeleton")).to_have_count(0)

    assert page.evaluate("window.charts_then") == 0
    heights = page.locator(".stPlotlyChart").evaluate_all(
        "charts => charts.map(one => one.offsetHeight)"
    )
    places = page.evaluate("window.places")
    assert places == pytest.approx(heights, abs=2)


def test_the_tab_key_leads_through_menu_moment_and_definitions(
    demo_server: Server, page: Page
):
    page.goto(demo_server.address)
    expect(page.locator(".js-plotly-plot").first).to_be_visible()
    expect(page.get_by_test_id("stSkeleton")).to_have_count(0)
    expected = [label for _, label, action in PAGES if is_allowed(VISITOR, action)]
    expected += ["View a past day", "Definition of Delegations"]
    reached: list[str] = []
    for _ in range(30):
        page.keyboard.press("Tab")
        name, ring = page.evaluate(
            "(one => [one.textContent, getComputedStyle(one)].map((it, at) => at ?"
            " it.outlineStyle + it.boxShadow : it))(document.activeElement)"
        )
        label = next(
            (
                expected_label
                for expected_label in expected
                if expected_label in name and len(name) < 60
            ),
            None,
        )
        if label and label not in reached:
            reached.append(label)
            assert ring != "nonenone", f"{label} does not show that it has the focus"

    assert reached == expected


@pytest.mark.parametrize("moment", ["", "?as_of=2016-04-12"], ids=["live", "frozen"])
def test_on_paper_a_page_is_black_on_white_and_explains_its_figures(
    demo_server: Server, page: Page, moment: str
):
    page.emulate_media(color_scheme="dark")
    page.goto(f"{demo_server.address}/{moment}")
    expect(page.locator(".bsm-value").first).to_be_visible()
    page.emulate_media(media="print")

    colours = "one => [getComputedStyle(one).color, getComputedStyle(one).background]"
    headline, _ = page.locator(".bsm-headline").evaluate(colours)
    _, ground = page.locator(".stApp").evaluate(colours)
    assert headline == "rgb(0, 0, 0)"
    assert ground.startswith("rgb(255, 255, 255)")
    expect(page.locator(".bsm-badge")).to_contain_text("fact")
    definition = page.locator("dd.bsm-on-paper").first
    expect(definition).to_contain_text("Delegations with at least one seat")
    expect(definition).to_be_visible()
    for control in page.get_by_role("button").all():
        expect(control).to_be_hidden()


def test_the_agenda_on_paper_has_no_frame_beside_its_sessions(
    demo_server: Server, page: Page
):
    page.goto(f"{demo_server.address}/agenda")
    expect(page.locator(".bsm-session").first).to_be_visible()
    page.emulate_media(media="print")

    side = page.locator(".bsm-sessions li").first.evaluate(
        "one => getComputedStyle(one).borderLeftColor"
    )
    assert side == "rgba(0, 0, 0, 0)"
    wide = page.get_by_test_id("stMainBlockContainer").evaluate(
        "one => getComputedStyle(one).maxWidth"
    )
    assert wide == "none"
