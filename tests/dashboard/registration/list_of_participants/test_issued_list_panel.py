"""The list of participants on the Meeting page."""

from dashboard_examples import OpenPage, Story, announce_meeting
from systems import AUSTRIA, SECRETARIAT, do

from bsm_domain.meetings.registration_terms import ListReaders, RegistrationTerms
from bsm_service.access.permissions import Principal
from bsm_service.meetings.commands import SetRegistrationTerms
from bsm_service.registration.list_of_participants.commands import IssueList


def test_the_latest_edition_is_offered_to_whom_it_is_shown(
    busy_network: Story, open_page: OpenPage
):
    system = busy_network.system
    meeting = announce_meeting(busy_network, edition=12, city="Vienna")

    def is_offered(by: Principal) -> bool:
        app = open_page("meeting", by=by, meeting=meeting)
        labels = [button.proto.label for button in app.get("download_button")]
        return "Download as PDF" in labels

    assert not is_offered(SECRETARIAT)
    do(system, IssueList(meeting_id=meeting, edition="final"))
    system.engine.catch_up()
    assert (is_offered(SECRETARIAT), is_offered(AUSTRIA)) == (True, False)
    terms = RegistrationTerms(list_shown_to=ListReaders.PARTICIPANTS)
    do(system, SetRegistrationTerms(meeting_id=meeting, terms=terms))
    system.engine.catch_up()
    assert is_offered(AUSTRIA)
