"""What axe-core finds on a page of the dashboard, in browser tests."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

_GRAVE = ("serious", "critical")
_TRIES = 4
# Not awaited: a page that is not drawn anew ends no transition by itself.
_END_FADES = """() => document.getAnimations()
  .filter(each => each instanceof CSSTransition).forEach(each => each.finish())"""


def grave_findings(page: Page) -> list[str]:
    """What is serious or critical, each with where it is.

    A page that is drawn again meanwhile is faint for a moment: only what is found each
    time counts.
    """
    found: list[str] = []
    for _ in range(_TRIES):
        expect(page.get_by_test_id("stSkeleton")).to_have_count(0)
        # Not wait_for_function: it waits by eval, which the content policy forbids.
        expect(page.locator("[data-stale=true]")).to_have_count(0)
        # What was stale fades in again.
        page.evaluate(_END_FADES)
        found = [
            f"{violation['id']}: {node['target']} {node['html'][:200]} "
            f"{node['failureSummary']}"
            for violation in Axe().run(page).response["violations"]
            if violation["impact"] in _GRAVE
            for node in violation["nodes"]
        ]
        if not found:
            break
    return found
