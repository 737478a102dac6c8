"""The dashboard in a real browser: pushed facts, the past by address, one click in."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

import httpx
import pytest
from dashboard_examples import create_story
from playwright.sync_api import Page, expect
from server_process import free_port, running_dashboard

from bsm_domain.foundation.roles import Role
from bsm_service.settings.settings import Settings, SignInMode

pytestmark = pytest.mark.browser


@dataclass
class Server:
    address: str
    token: str
    activity: UUID


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("data")
    story = create_story(folder, demonstration=True)
    token = story.system.identity.create_token("the tests", Role.FOCAL_POINT, "AT")
    story.system.close()
    assert story.activity is not None
    settings = Settings(data=folder, port=free_port(), sign_in=SignInMode.DEMONSTRATION)
    output_file = tmp_path_factory.mktemp("server") / "output.txt"
    with running_dashboard(settings, output_file) as running:
        yield Server(running.address, token, story.activity)


def test_a_posted_fact_arrives_on_an_open_page_and_no_foreign_host_is_asked(
    server: Server, page: Page
):
    page.goto("about:blank")  # the page of another test asks its own server
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("websocket", lambda socket: asked.append(socket.url))
    with page.expect_websocket(lambda socket: socket.url.endswith("/api/live")):
        page.goto(f"{server.address}/history")
    expect(page.locator(".bsm-facts")).to_be_visible()
    news = page.get_by_text("Austria reported 35%")
    expect(news).to_have_count(0)

    answer = httpx.post(
        f"{server.address}/api/v1/activities/{server.activity}/progress",
        json={"percent": 35},
        headers={"Authorization": f"Bearer {server.token}"},
    )

    assert answer.status_code in (200, 201), answer.text
    expect(news).to_be_visible()
    badge = page.locator(".bsm-badge")
    expect(badge).to_contain_text(f"fact {answer.json()['position']}")
    page.goto(server.address)
    expect(page.locator(".js-plotly-plot").first).to_be_visible()
    host = server.address.partition("://")[2]
    foreign = [
        url
        for url in asked
        if not re.match(rf"(https?|wss?)://{re.escape(host)}/|data:|blob:", url)
    ]
    assert foreign == []


def test_an_address_leads_to_the_past_as_a_whole(server: Server, page: Page):
    page.goto(f"{server.address}/?as_of=2016-02-01")

    expect(page.locator(".bsm-badge")).to_contain_text("Past view")
    expect(page.locator(".bsm-headline")).to_contain_text(
        "have seats at the meeting in Berlin"
    )
    expect(page.locator(".stApp")).to_have_css("background-color", "rgb(255, 247, 224)")

    page.get_by_role("link", name="History", exact=True).click()
    expect(page.locator(".bsm-facts")).to_be_visible()
    expect(page.locator(".bsm-badge")).to_contain_text("Past view")
    assert "as_of=2016-02-01" in page.url

    page.get_by_role("button", name="Back to live").click()
    expect(page.locator(".bsm-badge")).to_contain_text("Live")
    assert "as_of" not in page.url


def test_one_click_signs_in_as_somebody_else(server: Server, page: Page):
    page.goto(f"{server.address}/?as_of=2016-04-12")
    page.get_by_role("button", name="Leadership").click()
    page.get_by_role("button", name="Secretariat", exact=True).click()

    who = page.get_by_test_id("stPopover").get_by_role("button", name="Secretariat")
    expect(who).to_be_visible()
    expect(page.locator(".bsm-badge")).to_contain_text("Past view")
    assert "as_of=2016-04-12" in page.url

    who.click()
    page.get_by_role("combobox", name="Focal point of").select_option("AT")
    page.get_by_role("button", name="Switch", exact=True).click()
    austria = page.get_by_role("button", name="Focal point, Austria")
    expect(austria).to_be_visible()

    austria.click()
    page.get_by_role("button", name="Sign out").click()
    visitor = page.get_by_test_id("stPopover").get_by_role("button", name="Leadership")
    visitor.click()
    expect(page.get_by_role("button", name="Auditor")).to_be_visible()
    expect(page.get_by_role("button", name="Sign out")).to_have_count(0)


def test_a_half_filled_form_outlives_a_new_fact_and_its_own_is_shown(
    server: Server, page: Page
):
    api = f"{server.address}/api/v1/activities"
    signed = {"Authorization": f"Bearer {server.token}"}
    seen = httpx.get(f"{api}/{server.activity}", headers=signed).json()
    page.context.request.post(
        f"{server.address}/account/act-as",
        form={"role": "focal-point", "delegation": "AT"},
        headers={"Origin": server.address},
    )
    page.goto(f"{server.address}/follow-up")
    page.get_by_role("button", name="Report progress").first.click()
    dialog = page.get_by_role("dialog")
    note = dialog.get_by_label("Note")
    note.fill("The annex is tran")

    answer = httpx.post(
        api,
        json={
            "objective_id": seen["objective_id"],
            "title": "Look at the annex together",
            "owner": "AT",
            "due_on": "2027-12-31",
        },
        headers=signed,
    )

    assert answer.status_code == 201, answer.text
    news = page.get_by_text("Look at the annex together").first
    expect(news).to_be_attached()
    expect(note).to_have_value("The annex is tran")
    note.press_sequentially("slated.")
    dialog.get_by_role("radio", name="60%").click()
    dialog.get_by_role("button", name="Report progress", exact=True).click()

    expect(dialog).to_have_count(0)
    done = page.locator(".bsm-answer")
    expect(done).to_contain_text("Austria reported 60% on “Share the border protocol”")
    expect(page.get_by_text("60%").first).to_be_visible()
    done.get_by_role("link").click()
    expect(page.get_by_text("The annex is translated.")).to_be_visible()
