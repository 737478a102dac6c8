"""Retention and erasures on Administration, and the page Readings."""

from datetime import UTC, datetime
from uuid import uuid4

from administration_examples import Staffed, field, open_form, submit_form
from dashboard_examples import OpenPage, page_text
from systems import (
    AUDITOR,
    SECRETARIAT,
    do,
)

from bsm_service.people.commands import EnterParticipant
from bsm_service.vault.personal_details import PersonalDetails


def test_what_is_due_goes_once_somebody_confirms_it(
    staffed: Staffed, open_page: OpenPage
):
    for name in ("Old Friend", "Former Guest"):
        do(
            staffed.system,
            EnterParticipant(
                participant_id=uuid4(),
                delegation="AT",
                person=PersonalDetails(name=name),
                occurred_at=datetime(2019, 3, 1, tzinfo=UTC),
            ),
        )
    app = open_page("administration", by=SECRETARIAT, part="retention")
    text = page_text(app)
    assert "2 proposed erasures await your decision." in text
    assert "Old Friend, Austria" in text
    assert "never registered for a meeting · due since" in text
    app = open_form(app, "let-go-person")
    field(app, "Reason").set_value("kept long enough")

    submit_form(app)

    assert app.code[0].value.count("RECEIPT OF AN ERASURE") == 2
    done = page_text(open_page("administration", by=SECRETARIAT, part="retention"))
    assert "Nothing is due to be erased." in done
    register = page_text(open_page("administration", by=AUDITOR, part="erasures"))
    assert "2 erasures are in the register, all complete." in register
    assert "Friend" not in register


def test_nothing_to_show_says_what_would_fill_it(staffed: Staffed, open_page: OpenPage):
    erasures = page_text(open_page("administration", by=AUDITOR, part="erasures"))
    retention = page_text(open_page("administration", by=SECRETARIAT, part="retention"))

    assert "Nothing has been erased so far." in erasures
    assert "No data has been kept for longer than the settings allow." in retention


def test_auditors_see_who_read_what_without_names(
    staffed: Staffed, open_page: OpenPage
):
    person = uuid4()
    details = PersonalDetails(name="Anna Huber")
    do(
        staffed.system,
        EnterParticipant(participant_id=person, delegation="AT", person=details),
    )
    open_page("people", by=SECRETARIAT)

    def page_of_readings(**query: str) -> str:
        return page_text(open_page("readings", by=AUDITOR, **query))

    assert "Personal data was read 1 time." in page_of_readings()
    assert ">names</span>" in page_of_readings()
    assert SECRETARIAT.account in page_of_readings()
    assert str(person) in page_of_readings()
    assert "Anna" not in page_of_readings()
    assert "Personal data was read 1 time on 23 Nov 2026." in page_of_readings(
        on="2026-11-23"
    )
    assert "No personal data was read on 22 Nov 2026." in page_of_readings(
        on="2026-11-22"
    )
