"""The list of participants on the Meeting page."""

import pytest
from dashboard_examples import OpenPage, Story, announce_meeting
from systems import ADMINISTRATOR, AUSTRIA, SECRETARIAT, do, invited

from bsm_domain.foundation.errors import NotPermitted
from bsm_domain.meetings.registration_terms import ListReaders, RegistrationTerms
from bsm_service.access.permissions import Principal
from bsm_service.documents.spreadsheets import SpreadsheetFormat, fields_of
from bsm_service.meetings.commands import (
    InviteDelegations,
    OpenRegistration,
    SetRegistrationTerms,
)
from bsm_service.registration.commands import RegisterDelegates
from bsm_service.registration.list_of_participants.commands import IssueList
from bsm_service.registration.list_of_participants.lists import LISTED_PEOPLE
from dashboard.data import record
from dashboard.data.queries import Viewer
from dashboard.widgets.document_download import list_file

FILES = ["Download as PDF", "Download as CSV", "Download as XLSX"]


def test_the_latest_edition_is_offered_to_whom_it_is_shown(
    busy_network: Story, open_page: OpenPage
):
    system = busy_network.system
    meeting = announce_meeting(busy_network, edition=12, city="Vienna")

    def is_offered(by: Principal) -> bool:
        app = open_page("meeting", by=by, meeting=meeting)
        labels = [button.proto.label for button in app.get("download_button")]
        offered = [label for label in labels if label in FILES]
        assert offered in ([], FILES)
        return bool(offered)

    assert not is_offered(SECRETARIAT)
    do(system, IssueList(meeting_id=meeting, edition="final"))
    system.engine.catch_up()
    assert (is_offered(SECRETARIAT), is_offered(AUSTRIA)) == (True, False)
    terms = RegistrationTerms(list_shown_to=ListReaders.PARTICIPANTS)
    do(system, SetRegistrationTerms(meeting_id=meeting, terms=terms))
    system.engine.catch_up()
    assert is_offered(AUSTRIA)


def test_the_list_is_the_file_that_the_api_gives(busy_network: Story):
    system = busy_network.system
    meeting = announce_meeting(busy_network, edition=12, city="Vienna")
    do(system, InviteDelegations(meeting_id=meeting, delegations=(invited("AT"),)))
    do(system, OpenRegistration(meeting_id=meeting, capacity=9))
    anna = {"delegation": "AT", "function": "head", "person": {"name": "Anna Muster"}}
    do(
        system,
        RegisterDelegates(meeting_id=meeting, delegates=(anna,), confirmed=True),
    )
    do(system, IssueList(meeting_id=meeting, edition="final"))
    system.engine.catch_up()
    moment = record.live_moment()

    def csv_for(by: Principal) -> list[str]:
        viewer, form = Viewer(by, moment), SpreadsheetFormat.CSV
        file = list_file(viewer, LISTED_PEOPLE, form, meeting_id=str(meeting))
        return file.decode("utf-8-sig").splitlines()

    about, headings, *rows = csv_for(SECRETARIAT)
    assert "As known at position" in about
    assert headings == ",".join(fields_of(LISTED_PEOPLE.item))
    [row] = rows
    assert row.endswith("AT,Austria,head,,Anna Muster,")
    # Participants see it only where the terms say so.
    assert csv_for(AUSTRIA)[2:] == []
    with pytest.raises(NotPermitted):
        csv_for(ADMINISTRATOR)
