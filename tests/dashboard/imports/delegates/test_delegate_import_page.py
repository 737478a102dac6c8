"""The page Import with a list of delegates."""

import io

import pytest
import xlsxwriter
from dashboard_examples import OpenPage, Story, announce_meeting, page_text
from streamlit.testing.v1 import AppTest
from systems import SECRETARIAT, do, invited

from bsm_projections.registration.queries import registrations
from bsm_service.application.system import audience_of
from bsm_service.meetings.commands import InviteDelegations, OpenRegistration

LIST = (
    "Delegation,Name,Position,Passport\n"
    "AT,Anna Muster,Head of the Delegation,P123\n"
    "Serbia,Ana Primer,,P456\n"
)


def opened(
    open_page: OpenPage, meeting: str, data: bytes, name: str = "list.csv"
) -> AppTest:
    app = open_page("imports", by=SECRETARIAT, meeting=meeting)
    app.segmented_control(key="import-kind").set_value("delegates").run()
    app.file_uploader[0].set_value((name, data, "text/csv"))
    app.run()
    assert not app.exception
    return app


@pytest.fixture
def meeting(busy_network: Story) -> str:
    """Registration is open; Austria is invited."""
    system = busy_network.system
    meeting = announce_meeting(busy_network, edition=12, city="Vienna")
    do(system, InviteDelegations(meeting_id=meeting, delegations=(invited("AT"),)))
    do(system, OpenRegistration(meeting_id=meeting, capacity=9))
    system.engine.catch_up()
    return meeting


def test_a_list_is_previewed_and_stored_as_it_was_chosen(
    busy_network: Story, meeting: str, open_page: OpenPage
):
    system = busy_network.system
    app = opened(open_page, meeting, LIST.encode())
    shown = page_text(app)
    assert "2 rows read: 0 would be stored, 2 refused." in shown
    assert "Never imported: “Passport”." in shown
    assert "1 delegation is not invited yet: Serbia (RS, 1)." in shown
    app.checkbox(key="import-option-accept_functions").check().run()
    app.checkbox(key="import-option-invite").check().run()
    shown = page_text(app)
    assert "2 rows read: 2 would be stored." in shown
    assert "not invited yet" not in shown
    app.button(key="import-all").click().run()
    assert not app.exception
    assert "2 rows read: 2 were stored." in page_text(app)

    system.engine.catch_up()
    with system.read(system.now(), audience_of(SECRETARIAT)) as context:
        stored = registrations(context, meeting).items
    assert sorted((row.delegation, row.function) for row in stored) == [
        ("AT", "head"),
        ("RS", "member"),
    ]

    # What texts mean is saved, shown before the next file, and can be deleted.
    app.button(key="import-next").click().run()
    saved = "“HEAD OF THE DELEGATION” means head"
    assert saved in page_text(app)
    key = "import-forget-function-HEAD OF THE DELEGATION"
    app.button(key=key).click().run()
    assert saved not in page_text(app)
    # Those of trackers are others.
    app.segmented_control(key="import-kind").set_value("activities").run()
    assert "SERBIA" not in page_text(app)


def test_columns_functions_and_the_encoding_are_chosen(
    meeting: str, open_page: OpenPage
):
    file = "Delegation;Wer;Rolle\nAT;Zoë Muster;Kapitän\n"
    app = opened(open_page, meeting, file.encode("cp1252"))
    assert "Choose the column for “Name”" in page_text(app)
    assert app.selectbox(key="import-encoding").value == ""
    app.selectbox(key="import-encoding").set_value("Windows-1252").run()
    app.selectbox(key="import-column-1").set_value("name").run()
    assert "1 row read: 0 would be stored, 1 refused." in page_text(app)
    app.selectbox(key="import-functions-Kapitän").set_value("head").run()

    assert "1 row read: 1 would be stored." in page_text(app)
    assert not app.exception


def test_one_meeting_and_one_sheet_of_a_workbook_are_chosen(
    meeting: str, open_page: OpenPage
):
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        for name in ("Cover", "People"):
            sheet = book.add_worksheet(name)
            sheet.write_row(0, 0, ["Meeting", "State", "Full name"])
            sheet.write_row(1, 0, ["11th", "Austria", f"Anna {name}"])
            sheet.write_row(2, 0, ["12th", "Austria", f"Ben {name}"])
    app = opened(open_page, meeting, content.getvalue(), "list.xlsx")
    app.selectbox(key="import-sheet").set_value("People").run()
    assert "rows read" not in page_text(app)
    app.selectbox(key="import-only-meeting").set_value("12th").run()

    shown = page_text(app)
    assert "2 rows read: 1 would be stored, 1 of another meeting." in shown
    assert "Sheets not imported: “Cover”" in shown


def test_an_option_that_is_not_valid_is_refused_in_a_sentence(
    meeting: str, open_page: OpenPage
):
    app = opened(open_page, meeting, LIST.encode())
    app.text_input(key="import-option-late_reason").set_value("x" * 9_000).run()

    assert not app.exception
    assert "characters" in page_text(app)
    assert app.session_state["import-delegates"].choices.late_reason is None


def test_the_list_of_a_past_meeting_invites_and_confirms_nobody(
    busy_network: Story, open_page: OpenPage
):
    app = opened(open_page, str(busy_network.meeting), LIST.encode())
    labels = {box.key: box.label for box in app.checkbox}

    assert labels == {
        "import-option-accept_functions": ("Accept the functions proposed for titles"),
        "import-option-invite": "Enter the organisations that are not on record",
    }
    assert {box.key for box in app.text_input} >= {"import-option-list_name"}
    assert "not invited" not in page_text(app)
