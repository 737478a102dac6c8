"""What all tests share: honest skips, repeatable examples, and the browser."""

import os
import shutil
from collections.abc import Generator, Iterator

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright

NOTHING_SKIPPED = bool(os.environ.get("BSM_NOTHING_SKIPPED"))
BROWSERS = ("chromium", "chromium-browser", "google-chrome")

# A shared machine may pause at any moment, so no example has a deadline.
settings.register_profile("local", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if NOTHING_SKIPPED or os.environ.get("CI") else "local")


def _refuse_skip(report: pytest.TestReport | pytest.CollectReport) -> None:
    """Where everything must run, a skipped test is a failure that says which."""
    if not NOTHING_SKIPPED or not report.skipped or hasattr(report, "wasxfail"):
        return
    reason = report.longrepr
    if isinstance(reason, tuple):
        reason = reason[2]
    report.outcome = "failed"
    report.longrepr = f"{report.nodeid} must not be skipped here. {reason}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[
    None, pytest.TestReport, pytest.TestReport
]:
    report = yield
    _refuse_skip(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[
    None, pytest.CollectReport, pytest.CollectReport
]:
    report = yield
    _refuse_skip(report)
    return report


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """Where the browser is, for playwright's ``executable_path``."""
    for name in BROWSERS:
        if path := shutil.which(name):
            return path
    pytest.skip(f"no browser here: none of {', '.join(BROWSERS)} is in PATH")


@pytest.fixture(scope="module")
def browser(chromium_path: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium_path, args=["--no-sandbox"]
        )
        yield browser
        browser.close()
