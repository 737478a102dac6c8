"""What a focal point sees first, kept and filtered pages, and what is left open."""

import json
import re
from datetime import timedelta
from uuid import UUID

import pytest
from dashboard_examples import OpenPage, Story, page_text
from follow_up_examples import PAGE, activity_details_of, add_activity, field
from follow_up_examples import story as story
from form_actions import send
from streamlit.testing.v1 import AppTest
from systems import AUSTRIA, CHAIR, LEADERSHIP, do

from bsm_service.follow_up.commands import BlockActivity, ReportProgress
from dashboard.data import queries, record
from dashboard.follow_up import own_activities
from dashboard.forms import drafts


def test_progress_is_reported_in_two_taps(story: Story, open_page: OpenPage):
    app = open_page(PAGE, by=AUSTRIA)
    quick = app.button_group(key=f"quick-{story.activity}")
    assert quick.options == ["10%", "20%", "30%", "done"]

    quick.set_value(20).run()
    app.button(key=f"quick-{story.activity}-send").click().run()

    assert activity_details_of(story).activity.percent == 20
    text = page_text(app)
    assert "Austria reported 20%" in text
    assert app.button_group(key=f"quick-{story.activity}").value is None
    assert [own_activities.next_percentages(percent) for percent in (0, 35, 90)] == [
        [10, 20, 30, 100],
        [40, 50, 60, 100],
        [100],
    ]


def test_a_tap_that_came_too_late_is_refused(story: Story, open_page: OpenPage):
    app = open_page(PAGE, by=AUSTRIA)
    app.button_group(key=f"quick-{story.activity}").set_value(100).run()
    button = app.button(key=f"quick-{story.activity}-send")
    do(story.system, BlockActivity(activity_id=story.activity, blocked_by="tax"))

    button.click().run()

    assert activity_details_of(story).activity.status == "blocked"
    assert not app.exception


def test_what_others_left_open_is_carried_over_at_once(
    story: Story, open_page: OpenPage
):
    next_one = queries.Viewer(CHAIR, record.live_moment()).meetings()[-1]
    app = open_page("meeting", by=CHAIR, meeting=next_one.id)
    assert "Earlier meetings left 2 activities open, 2 overdue" in page_text(app)
    assert ", from the 10th meeting" in page_text(app)
    assert "left 1 activity open" in page_text(
        open_page("meeting", by=LEADERSHIP, meeting=next_one.id)
    )

    app = open_page("meeting", by=CHAIR, meeting=next_one.id)
    app.button(key="carry-over").click().run()

    text = page_text(app)
    assert "2 activities were carried over." in text
    assert "Earlier meetings left no activities open" in text


def test_what_a_browser_kept_is_believed_as_far_as_it_makes_sense(
    story: Story, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
):
    draft = drafts.Draft(
        str(story.activity), "own", "Report progress", {"note": "half a word"}, 70
    )
    monkeypatch.setattr(drafts, "find_draft", lambda principal: draft)
    app = open_page(PAGE, by=AUSTRIA)
    assert "Not sent yet (report progress): “half a word”" in page_text(app)

    app.button(key="draft-on").click().run()

    assert field(app, "text_area", "note").value == "half a word"
    send(app)
    assert activity_details_of(story).activity.percent == 70


STORED = {
    "whose": drafts._viewer_hash(AUSTRIA),
    "thing": str(UUID(int=1)),
    "place": "own",
    "label": "Report progress",
    "texts": {"note": "half a word"},
    "percent": 70,
}


@pytest.mark.parametrize(
    "stored",
    [
        *("", "{", "[]", '{"texts": 3}', '{"whose": "x"}', "x" * 70_000, 7, None),
        *("[" * 50_000, json.dumps(STORED | {"thing": "\ud800"})),
        *(json.dumps(STORED | {"thing": thing}) for thing in (None, 1, [], "x")),
    ],
)
def test_nonsense_from_a_browser_is_no_draft(stored: object):
    assert drafts._parse_draft(stored, AUSTRIA) is None


@pytest.mark.parametrize(
    ("percent", "believed"), [(70, 70), (101, None), (-1, None), (1e400, None)]
)
def test_a_draft_has_a_possible_percentage_or_none(percent: float, believed: object):
    draft = drafts._parse_draft(json.dumps(STORED | {"percent": percent}), AUSTRIA)

    assert draft is not None
    assert draft.percent == believed


@pytest.mark.parametrize("view", ["delegations", "meetings"])
def test_activities_are_shown_in_groups(story: Story, open_page: OpenPage, view: str):
    add_activity(story, title="Of Italy, too")
    text = page_text(open_page(PAGE, by=CHAIR, view=view))

    assert text.count('class="bsm-group"') == (2 if view == "delegations" else 1)
    assert "1 overdue" in text or "3 activities, 3 open" in text


@pytest.mark.parametrize(
    ("query", "fits"),
    [
        ({"open": "yes"}, 2),
        ({"slips": "1"}, 0),
        ({"age": "3650-"}, 2),
        ({"age": "0-3650"}, 0),
        ({"changed": "2016-04-11"}, 2),
        ({"changed": "2026-01-01"}, 0),
        ({"first": "nowhere"}, 0),
        ({"age": "x-y", "slips": "many", "changed": "soon"}, None),
    ],
    ids=str,
)
def test_further_filters_stand_in_the_address(
    busy_network: Story, open_page: OpenPage, query: dict[str, str], fits: int | None
):
    app = open_page(PAGE, by=CHAIR, view="table", **query)

    if fits is None:
        assert "2 activities;" in page_text(app)
    else:
        assert f"{fits} of 2 activities (" in page_text(app)
        app.button(key="promises-all").click().run()
        assert not set(query) & set(app.query_params)


def table(app: AppTest) -> str:
    """The table's words, without the addresses behind them."""
    table_html = page_text(app).split("bsm-sortable")[1].split("</table>")[0]
    return re.sub('href="[^"]*"', "", table_html)


def test_an_address_keeps_the_page_as_it_is_now(story: Story, open_page: OpenPage):
    app = open_page(PAGE, by=AUSTRIA, view="table")
    before = table(app)
    app.button(key="as-of-keep").click().run()
    as_of = app.query_params["as_of"]
    as_of = as_of[0] if isinstance(as_of, list) else as_of

    story.clock.pass_by(timedelta(days=400))
    do(
        story.system,
        ReportProgress(activity_id=story.activity, percent=80),
        AUSTRIA,
    )
    story.system.engine.catch_up()

    again = open_page(PAGE, by=AUSTRIA, view="table", as_of=as_of)
    assert table(again) == before
    assert any(f"as_of={as_of[:10]}" in code.value for code in again.code)
    assert table(open_page(PAGE, by=AUSTRIA, view="table")) != before
