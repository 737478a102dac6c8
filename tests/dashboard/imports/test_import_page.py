"""The page Import: what a tracker would become, and storing it once."""

import io
from contextlib import ExitStack
from uuid import UUID, uuid4

import pytest
import xlsxwriter
from dashboard_examples import OpenPage, Story, page_text
from service.imports.dirty_tracker import dirty_tracker
from streamlit.testing.v1 import AppTest
from systems import AUSTRIA, CHAIR, LEADERSHIP, SECRETARIAT, do

from bsm_projections.follow_up.queries import activities
from bsm_service.access.permissions import Principal
from bsm_service.application.system import audience_of
from bsm_service.documents import parsing_deadline
from bsm_service.follow_up.commands import AcceptActivity
from bsm_service.imports.commands import ImportActivities
from dashboard.imports import import_session

TRACKER = (
    "What;Country;Deadline;State of play;Remarks\n"
    "Maps;AT;30.09.2027;open;\n"
    "Roads;Vienna;Q4 2027;nearly;2.5.2016: begun\n"
    "Bridges;IT;soon;open;\n"
)


def on_record(story: Story, by: Principal = SECRETARIAT) -> dict[str, str]:
    system = story.system
    system.engine.catch_up()
    with system.read(system.now(), audience_of(by)) as context:
        items = activities(context, limit=1_000).items
    return {item.title: item.status for item in items}


def sent(app: AppTest, text: str | bytes, name: str = "tracker.csv") -> AppTest:
    data = text.encode() if isinstance(text, str) else text
    app.file_uploader[0].set_value((name, data, "text/csv"))
    return app.run()


def chosen(app: AppTest, key: str, means: str) -> AppTest:
    return app.selectbox(key=key).set_value(means).run()


def buttons(app: AppTest) -> list[str]:
    return [
        button.label
        for button in app.button
        if (button.key or "").startswith("import-")
    ]


@pytest.mark.parametrize("by", [CHAIR, AUSTRIA], ids=lambda principal: principal.role)
def test_importing_is_for_the_secretariat(
    busy_network: Story, open_page: OpenPage, by: Principal
):
    app = open_page("imports", by=by)

    assert "This page is not available to your role" in page_text(app)
    assert not app.file_uploader


def test_a_file_of_headings_only_is_named_as_such(
    busy_network: Story, open_page: OpenPage
):
    headings = "Activity;Owner;Due\n"
    text = page_text(sent(open_page("imports", by=SECRETARIAT), headings))

    assert "The file has headings but no rows." in text
    assert "already been imported" not in text


def test_a_tracker_is_understood_step_by_step_and_stored_once(
    busy_network: Story, open_page: OpenPage, forgotten_files: list[str]
):
    app = open_page("imports", by=SECRETARIAT, meeting=busy_network.meeting)
    assert "The meeting in Berlin has 2 activities" in page_text(app)

    # The columns come first: without them nothing can be said of rows.
    app = sent(app, TRACKER)
    assert "Choose the column for “Activity”" in page_text(app)
    assert not buttons(app)
    app = chosen(app, "import-column-0", "title")
    assert "3 rows read: 1 would be stored, 2 refused." in page_text(app)
    assert app.button(key="import-all").disabled
    assert "2 rows are refused. Fix the file" in page_text(app)

    # What is not understood is asked for, and what was said outlives all redraws.
    app = chosen(app, "import-delegations-Vienna", "AT")
    app = chosen(app, "import-statuses-nearly", "in progress").run()
    assert "3 rows read: 2 would be stored, 1 refused." in page_text(app)
    assert app.selectbox(key="import-delegations-Vienna").value == "AT"
    assert "“soon” is not a date" in page_text(app)

    # Who may see it is said before it is stored.
    assert "including leadership and auditors" in page_text(app)
    app = chosen(app, "import-audience", "focal points")
    assert "Only focal points, the Chair and the secretariat can see" in page_text(app)
    assert "3 rows read: 2 would be stored, 1 refused." in page_text(app)

    # The record moves, and the viewer goes elsewhere meanwhile: nothing is lost.
    do(busy_network.system, AcceptActivity(activity_id=_agreed(busy_network)))
    app = app.switch_page("app_pages/history.py").run()
    app = app.switch_page("app_pages/imports.py").run()
    assert "3 rows read: 2 would be stored, 1 refused." in page_text(app)

    app = app.button(key="import-valid").click().run()
    assert not app.exception
    assert "3 rows read: 2 were stored, 1 refused." in page_text(app)
    upload = app.session_state["import"]
    assert (forgotten_files, upload.data) == ([upload.file_id], b"")
    statuses, size = on_record(busy_network), busy_network.system.store.position()
    assert (statuses["Maps"], statuses["Roads"]) == ("agreed", "in progress")
    visible_to_leadership = on_record(busy_network, LEADERSHIP)
    assert "Other" in visible_to_leadership
    assert "Maps" not in visible_to_leadership
    assert "Bridges" not in statuses

    # The same file again, from the beginning: what it said is remembered.
    app = app.button(key="import-next").click().run()
    app = sent(app, TRACKER)
    assert "3 rows read: 0 would be stored, 2 left unchanged, 1 refused." in page_text(
        app
    )
    assert buttons(app) == ["Store all"]
    assert busy_network.system.store.position() == size


def test_one_owner_is_chosen_for_rows_that_name_none(
    busy_network: Story, open_page: OpenPage
):
    app = open_page("imports", by=SECRETARIAT, meeting=busy_network.meeting)

    app = sent(app, "Recommendation;Target date\nMaps;30.09.2027\n")
    assert "Choose the column for “Owner”" in page_text(app)
    app = chosen(app, "import-owner", "IT")

    assert "1 row read: 1 would be stored." in page_text(app)
    assert (
        "No known delegation is named as the owner in 1 row (2); these go to IT"
        in page_text(app)
    )
    app = chosen(app, "import-owner", "")
    assert "Choose the column for “Owner”" in page_text(app)


def _agreed(story: Story) -> UUID:
    id = uuid4()
    do(
        story.system,
        ImportActivities.model_validate(
            {
                "meeting_id": story.meeting,
                "activities": [
                    {
                        "activity_id": id,
                        "title": "Other",
                        "owner": "AT",
                        "due_on": "2027-01-01",
                    }
                ],
            }
        ),
    )
    return id


def test_a_press_that_is_repeated_stores_once(
    busy_network: Story, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
):
    app = open_page("imports", by=SECRETARIAT, meeting=busy_network.meeting)
    app = sent(app, dirty_tracker(60).as_xlsx(), "tracker.xlsx")
    app = chosen(app, "import-column-1", "title")
    store, ends = import_session.store_rows, iter((True, False))

    def interrupted(*given: object) -> None:
        """The first time, nobody hears how it ended."""
        store(*given)  # type: ignore[arg-type]
        if next(ends):
            given[0].result, given[0].store_requested = None, True  # type: ignore[attr-defined]

    monkeypatch.setattr(import_session, "store_rows", interrupted)
    app = app.button(key="import-valid").click().run()
    size = busy_network.system.store.position()
    text = page_text(app.run())

    assert busy_network.system.store.position() == size
    assert "were stored" in text
    assert "0 were stored" not in text


@pytest.mark.parametrize(
    ("data", "name", "says"),
    [
        (b"", "empty.csv", "The file is empty."),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "a.csv", "neither a text file nor a"),
        (b"PK\x03\x04 broken", "a.xlsx", "The workbook cannot be read"),
        (
            b"Activity,Owner\n" + b"a,AT\n" * 5_001,
            "a.csv",
            "at most 5,000 can be imported",
        ),
        (
            b"Activity,Owner\n<script>x</script>,**Atlantis**\n",
            "a.csv",
            "“**Atlantis**” is not a known delegation",
        ),
    ],
)
def test_a_file_that_is_no_tracker_is_refused_in_a_sentence(
    busy_network: Story, open_page: OpenPage, data: bytes, name: str, says: str
):
    app = open_page("imports", by=SECRETARIAT, meeting=busy_network.meeting)
    app = sent(app, data, name)

    assert not app.exception
    assert says in page_text(app)
    assert "<script>" not in page_text(app)


def test_nothing_is_imported_into_the_past(busy_network: Story, open_page: OpenPage):
    app = open_page(
        "imports", by=SECRETARIAT, as_of=busy_network.positions["concluded"]
    )

    assert "You are viewing the past" in page_text(app)
    assert not app.file_uploader


def test_a_file_that_must_wait_for_others_is_read_when_the_page_is_drawn_again(
    busy_network: Story, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(parsing_deadline, "WAITING_SECONDS", 0)
    tracker = "Activity;Owner;Due\nMaps;AT;30.09.2027\n"
    app = open_page("imports", by=SECRETARIAT, meeting=busy_network.meeting)
    with ExitStack() as others:
        for _ in range(parsing_deadline.MAX_CONCURRENT):
            others.enter_context(parsing_deadline.parsing_slot())
        app = sent(app, tracker)
        assert "2 other files are being read; please send yours again" in page_text(app)

    text = page_text(app.run())

    assert "1 row read: 1 would be stored" in text
    assert "other files are being read" not in text


def test_differences_of_a_newer_tracker_are_chosen_and_taken_over(
    busy_network: Story, open_page: OpenPage
):
    first = (
        "Nr;Activity;Country;Deadline\n1;Maps;AT;30.09.2027\n2;Roads;DE;30.09.2027\n"
    )
    app = open_page("imports", by=SECRETARIAT, meeting=busy_network.meeting)
    app = sent(app, first).button(key="import-all").click().run()
    app = app.button(key="import-next").click().run()

    # Nothing is taken over unless it is chosen; other choices begin anew.
    app = sent(app, first.replace("30.09.2027", "31.12.2027"), "newer.csv")
    text = page_text(app)
    assert "2 rows read: 0 would be stored, 2 left unchanged." in text
    assert (
        "2 rows differ from the record; none of the differences would be applied."
        in text
    )
    assert "due date: 30 Sep 2027 → 31 Dec 2027" in text
    assert app.button(key="import-all").disabled
    app = app.radio(key="import-take-over-0").set_value("all").run()
    assert "0 would be stored, 2 changed." in page_text(app)
    app = chosen(app, "import-audience", "focal points")
    assert "2 left unchanged" in page_text(app)

    app = app.radio(key="import-take-over-1").set_value("chosen").run()
    [option, _] = app.multiselect(key="import-taken-1").options
    assert option == "Row 2, Maps: due date: 30 Sep 2027 → 31 Dec 2027"
    app = app.multiselect(key="import-taken-1").set_value([option]).run()
    assert "1 changed, 1 left unchanged." in page_text(app)
    app = app.button(key="import-all").click().run()
    assert not app.exception
    assert "0 were stored, 1 changed, 1 left unchanged." in page_text(app)
    system = busy_network.system
    system.engine.catch_up()
    with system.read(system.now(), audience_of(SECRETARIAT)) as context:
        due = {
            activity.title: f"{activity.due_on}"
            for activity in activities(context).items
        }
    assert (due["Maps"], due["Roads"]) == ("2027-12-31", "2027-09-30")


def test_what_changed_since_it_was_shown_is_not_taken_over(
    busy_network: Story, open_page: OpenPage
):
    first = "Nr;Activity;Country;Deadline\n1;Maps;AT;30.09.2027\n"
    app = open_page("imports", by=SECRETARIAT, meeting=busy_network.meeting)
    app = sent(app, first).button(key="import-all").click().run()
    app = app.button(key="import-next").click().run()
    app = sent(app, first.replace("30.09.2027", "31.12.2027"), "newer.csv")
    app = app.radio(key="import-take-over-0").set_value("all").run()
    system = busy_network.system
    with system.read(system.now(), audience_of(SECRETARIAT)) as context:
        [maps] = [
            activity
            for activity in activities(context).items
            if activity.title == "Maps"
        ]
    accept = AcceptActivity(activity_id=UUID(maps.id))
    do(system, accept)

    app = app.button(key="import-all").click().run()

    assert "“Maps” has changed since you opened it" in page_text(app)
    assert on_record(busy_network)["Maps"] == "accepted"


def test_how_a_file_is_read_is_shown_and_can_be_chosen(
    busy_network: Story, open_page: OpenPage
):
    app = open_page("imports", by=SECRETARIAT, meeting=busy_network.meeting)
    file = "Activity;Owner;Due\nFrontière, été;FR;03/04/2027\nCartes;AT;xx\n"

    app = sent(app, file.encode("cp1252"))
    assert (
        "Read as Windows-1252 (assumed), separated by semicolons. Numeric dates in "
        "“Due” were read with the day first (assumed)."
    ) in page_text(app)
    assert (
        "it was read as 3 April 2027. If this is wrong, choose the order."
        in page_text(app)
    )
    assert app.selectbox(key="import-delimiter").options[0] == "detected in the file"

    app = chosen(app, "import-day_order", "month first")
    assert "in “Due” were read with the month first (chosen)" in page_text(app)
    assert "“xx” is not a date" in page_text(app)
    app = app.text_input(key="import-empty").set_value("yy; xx").run()
    assert "1 cell was treated as empty: “xx” (1)." in page_text(app)
    # A wrong choice is told, and can be taken back.
    app = chosen(app, "import-encoding", "UTF-8")
    assert "The file is not UTF-8: line 2 has a byte (E8)" in page_text(app)
    assert not buttons(app)
    app = chosen(app, "import-encoding", "Windows-1252")
    assert "2 rows read: 2 would be stored." in page_text(app)

    # What was chosen is of this file.
    app = sent(app, "Activity;Owner\nMaps;AT\n", "other.csv")
    assert "Read as UTF-8, separated by semicolons." in page_text(app)
    assert app.selectbox(key="import-encoding").value == ""
    assert app.text_input(key="import-empty").value == ""


def test_the_sheet_that_is_read_is_named_and_hidden_ones_can_be_chosen(
    busy_network: Story, open_page: OpenPage
):
    app = open_page("imports", by=SECRETARIAT, meeting=busy_network.meeting)
    app = sent(app, two_sheets(), "tracker.xlsx")

    assert "Read from the sheet “2027”." in page_text(app)
    assert "Sheets not imported: “old”." in page_text(app)
    sheet = app.selectbox(key="import-sheet")
    assert (sheet.value, sheet.options) == ("2027", ["old (hidden)", "2027"])
    app = chosen(app, "import-sheet", "old")
    assert "Read from the sheet “old” (chosen)." in page_text(app)


def two_sheets() -> bytes:
    held = io.BytesIO()
    with xlsxwriter.Workbook(held, {"in_memory": True}) as book:
        for name in ("old", "2027"):
            sheet = book.add_worksheet(name)
            sheet.write_row(0, 0, ("Activity", "Owner"))
            sheet.write_row(1, 0, (f"Maps {name}", "AT"))
        book.get_worksheet_by_name("2027").activate()
        book.get_worksheet_by_name("old").hide()
    return held.getvalue()


def test_saved_mappings_are_listed_with_their_author_and_deleted(
    busy_network: Story, open_page: OpenPage
):
    app = open_page("imports", by=SECRETARIAT, meeting=busy_network.meeting)
    assert "remembered from earlier files" not in page_text(app)
    head = "Activity;Country;Deadline;State of play\n"
    app = sent(app, f"{head}Maps;AT;30.09.2027;nearly\n")
    app = chosen(app, "import-statuses-nearly", "in progress")
    app = app.button(key="import-all").click().run()
    app = app.button(key="import-next").click().run()
    note = "“NEARLY” means in progress (chosen by account secretar on"
    assert note in page_text(app)

    # The next file says whose mapping it uses.
    app = sent(app, f"{head}Roads;AT;30.09.2027;nearly\n", "next.csv")
    assert "“nearly” means in progress (chosen by account secretar" in page_text(app)

    app = open_page("imports", by=SECRETARIAT, meeting=busy_network.meeting)
    app = app.button(key="import-forget-status-NEARLY").click().run()
    assert not app.exception
    assert note not in page_text(app)


def test_rows_with_a_known_number_under_another_title_are_asked(
    busy_network: Story, open_page: OpenPage
):
    head = "Nr;Action;Owner;Due"
    app = open_page("imports", by=SECRETARIAT, meeting=busy_network.meeting)
    app = sent(app, f"{head}\n71;Maps;AT;30.09.2027\n")
    app.button(key="import-all").click().run()
    app.button(key="import-next").click().run()

    app = sent(app, f"{head}\n71;Maps of the border;AT;31.12.2027\n", "newer.csv")
    assert "number 71 of this meeting is already recorded as “Maps” of AT" in page_text(
        app
    )

    app = chosen(
        app, "import-retitled", "are the same activities (recorded titles are kept)"
    )
    text = page_text(app)
    assert "1 row read: 0 would be stored, 1 left unchanged." in text
    assert "title: Maps → Maps of the border" in text
