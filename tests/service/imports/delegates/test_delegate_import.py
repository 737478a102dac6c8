"""Lists of delegates: every row is stored, merged, known, left out, refused or of
another meeting.
"""

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID, uuid4

import pytest
import xlsxwriter
from service.privacy.test_residual_data import sought
from systems import (
    AUSTRIA,
    SECRETARIAT,
    StoryClock,
    announce_berlin,
    do,
    enter,
    go_to_first_day,
    system_in,
)

from bsm_domain.foundation.errors import (
    DomainError,
    InvalidValue,
    NotPermitted,
    ReasonRequired,
)
from bsm_domain.meetings.meeting import Meeting
from bsm_domain.meetings.registration_terms import RegistrationTerms
from bsm_domain.people.participant import Participant
from bsm_domain.registration.attendance.facts import RegistrationRecorded
from bsm_domain.registration.registration import Registration, registration_id_of
from bsm_projections.databases import Place
from bsm_projections.engine.audience import UNRESTRICTED_AUDIENCE
from bsm_projections.registration.queries import registrations
from bsm_service.application.system import System
from bsm_service.foundation.refusals import (
    CommandIdReused,
    RowsRefused,
    UnreadableFile,
)
from bsm_service.imports.delegates import texts
from bsm_service.imports.delegates.choices import DelegateChoices
from bsm_service.imports.delegates.file_import import (
    import_delegates,
    preview_delegates,
    read_delegate_headings,
)
from bsm_service.imports.delegates.report import DelegateReport
from bsm_service.imports.list_reading import ImportFile
from bsm_service.imports.stored_mappings import ListKind, StoredMappings
from bsm_service.meetings.commands import (
    CloseRegistration,
    ConcludeMeeting,
    OpenMeeting,
    SetRegistrationTerms,
)
from bsm_service.people.commands import ErasePersonalData
from bsm_service.privacy.erasure.residual_data import search_residuals
from bsm_service.registration.commands import (
    RefuseRegistration,
    RequestRegistration,
    WithdrawRegistration,
)
from bsm_service.registration.substitution.commands import SubstituteDelegate
from bsm_service.vault import handles_of

HEADINGS = ("Delegation", "Name", "Function", "E-mail", "Position")


@pytest.fixture
def system(place: Place) -> Iterator[System]:
    system = system_in(place)
    yield system
    system.close()


@pytest.fixture
def meeting(system: System) -> UUID:
    return announce_berlin(system)


def csv_file(
    *rows: tuple[str, ...], headings: tuple[str, ...] = HEADINGS, name: str = "list.csv"
) -> ImportFile:
    text = io.StringIO()
    csv.writer(text).writerows([headings, *rows])
    return ImportFile(data=text.getvalue().encode(), extension="csv", name=name)


def preview(
    system: System, meeting: UUID, file: ImportFile, **choices: object
) -> DelegateReport:
    """Nothing may have been stored."""
    before = system.store.position()
    chosen = DelegateChoices(**choices)
    report = preview_delegates(system, SECRETARIAT, meeting, file, chosen)
    assert system.store.position() == before
    return checked_sum(report)


def store(
    system: System,
    meeting: UUID,
    file: ImportFile,
    command_id: UUID | None = None,
    **choices: object,
) -> DelegateReport:
    id, chosen = command_id or uuid4(), DelegateChoices(**choices)
    return checked_sum(
        import_delegates(system, SECRETARIAT, meeting, file, chosen, command_id=id)
    )


def checked_sum(report: DelegateReport) -> DelegateReport:
    outcomes = (report.stored, report.merged, report.unchanged, report.left_out)
    assert report.read == sum(outcomes) + report.refused + report.elsewhere
    assert len({complaint.row for complaint in report.complaints}) == report.refused
    return report


def complaints(report: DelegateReport) -> list[tuple[int, str, str]]:
    return [(each.row, each.field, each.says) for each in report.complaints]


def registered(system: System, meeting: UUID) -> list[tuple[str, str]]:
    with system.read(system.now(), UNRESTRICTED_AUDIENCE) as context:
        page = registrations(context, str(meeting), limit=100)
    return sorted((row.delegation, row.function) for row in page.items)


def test_a_list_is_stored_once_and_never_again(system: System, meeting: UUID):
    file = csv_file(
        (
            "Austria",
            "Anna Muster",
            "Head of delegation",
            "anna@example.org",
            "Director",
        ),
        ("AT", "Ben Muster", "", "", ""),
        ("Austria / Autriche / Австрия", "Cara Muster", "Beraterin", "NA", "n.a."),
        ("Frontex", "Dan Muster", "observer", "-", "N/A"),
    )
    expected = preview(system, meeting, file)
    report = store(system, meeting, file)

    assert (expected.stored, report.stored, report.complaints) == (4, 4, ())
    assert registered(system, meeting) == [
        ("AT", "adviser"),
        ("AT", "head"),
        ("AT", "member"),
        ("FRONTEX", "observer"),
    ]
    before = system.store.position()
    again = store(system, meeting, file)
    assert (again.stored, again.unchanged, again.position) == (0, 4, None)
    assert system.store.position() == before


def test_a_repeated_request_gets_the_first_answer(system: System, meeting: UUID):
    file, id = csv_file(("AT", "Anna Muster", "head", "", "")), uuid4()
    first = store(system, meeting, file, id)
    before = system.store.position()

    again = store(system, meeting, file, id)
    assert (again.stored, again.position) == (first.stored, first.position)
    assert system.store.position() == before
    with pytest.raises(CommandIdReused):
        store(system, meeting, csv_file(("AT", "Ben Muster", "", "", "")), id)


# Rows of the same person


def test_rows_of_the_same_person_are_merged_and_what_differs_is_told(
    system: System, meeting: UUID
):
    report = store(
        system,
        meeting,
        csv_file(
            ("AT", "Anna MUSTER", "", "", "Director"),
            ("AT", "Muster, Anna", "head", "anna@example.org", "Minister"),
            ("AT", "Ben Muster", "", "ben@example.org", ""),
            ("AT", "B. Muster", "", "BEN@example.org", ""),
            ("AT", "Ben Muster", "", "other.ben@example.org", ""),
        ),
    )
    assert (report.stored, report.merged) == (3, 2)
    assert [(row.row, row.into) for row in report.merges] == [
        (3, "row 2"),
        (5, "row 4"),
    ]
    assert [note for note in report.notes if "same person" in note] == [
        "Row 3 is the same person as row 2; its name and position differ, and the "
        "first row's was kept.",
        "Row 5 is the same person as row 4; its name and email differ, and the first "
        "row's was kept.",
    ]
    assert registered(system, meeting)[0] == ("AT", "head")


def test_a_person_in_two_delegations_is_refused_in_both(system: System, meeting: UUID):
    report = preview(
        system,
        meeting,
        csv_file(
            ("AT", "Anna Muster", "", "", ""),
            ("IT", "Muster Anna", "", "", ""),
            ("AT", "Ben Muster", "", "ben@example.org", ""),
            ("IT", "Ben Muster", "", "another@example.org", ""),
        ),
    )
    says = "row {} has the same person in the delegation {}; a person is in one "
    says += "delegation of a meeting"
    assert complaints(report) == [
        (2, "delegation", says.format(3, "IT")),
        (3, "delegation", says.format(2, "AT")),
    ]
    assert report.stored == 2


def test_an_address_with_invisible_marks_is_the_same_person(
    system: System, meeting: UUID
):
    known = enter(system, delegation="AT", name="Eva", email="eva@example.org")
    file = csv_file(
        ("AT", "Eva Beispiel", "", "\ufeffeva@exam\u200bple.org", ""),
        ("AT", "E. Beispiel", "", "eva@example.org", ""),
    )
    report = store(system, meeting, file)

    assert (report.stored, report.merged) == (1, 1)
    with system.read(system.now(), UNRESTRICTED_AUDIENCE) as context:
        [row] = registrations(context, str(meeting), limit=10).items
    assert row.participant_id == str(known)


# People who are not coming any more

ENDINGS = {
    "withdrawn": WithdrawRegistration,
    "refused": RefuseRegistration,
    "substituted": SubstituteDelegate,
}


def end(system: System, ending: str, id: UUID) -> None:
    values = {
        "refused": {"reason": "no seat"},
        "substituted": {"person": {"name": "Cara Muster"}},
    }
    do(system, ENDINGS[ending](registration_id=id, **values.get(ending, {})))


@pytest.mark.parametrize("ending", ENDINGS)
def test_somebody_whose_registration_ended_comes_again_only_if_that_is_chosen(
    ending: str, system: System, meeting: UUID
):
    file = csv_file(("AT", "Anna Muster", "", "", ""), ("AT", "Ben Muster", "", "", ""))
    store(system, meeting, file)
    handles = handles_of(email=None, names=("Ben Muster",))
    [[person]] = system.vault.people.people_with(handles).values()
    ben = registration_id_of(meeting, person.id)
    end(system, ending, ben)
    newer = csv_file(("AT", "Ben Muster", "", "", ""), ("AT", "Dan Muster", "", "", ""))
    before = system.store.position()
    for again, row in ((file, 3), (newer, 2)):
        report = preview(system, meeting, again)
        assert complaints(report) == [
            (
                row,
                "name",
                f"this person's registration is on record as {ending} ({ben}); "
                "leave the row out, or choose to nominate them again",
            )
        ]
        with pytest.raises(RowsRefused, match=f"row {row}, name"):
            store(system, meeting, again, invite=True)
    assert system.store.position() == before

    report = store(system, meeting, newer, nominate_again=True)
    assert (report.stored, report.unchanged, report.refused) == (2, 0, 0)
    found = system.store.load(Registration, ben)
    assert found is not None
    assert found.status == "nominated"
    assert store(system, meeting, newer).unchanged == 2


def test_somebody_who_asked_to_take_part_is_to_be_endorsed(
    system: System, meeting: UUID
):
    terms = RegistrationTerms(people_may_ask=True)
    do(system, SetRegistrationTerms(meeting_id=meeting, terms=terms))
    eva = enter(system, delegation="AT", name="Eva Muster")
    ask = RequestRegistration(meeting_id=meeting, participant_id=eva, function="member")
    asked = do(system, ask)
    file = csv_file(("AT", "Eva Muster", "", "", ""))
    for choices in ({}, {"nominate_again": True}):
        [complaint] = preview(system, meeting, file, **choices).complaints
        assert complaint.says == (
            f"this person has asked to take part; endorse that request ({asked.id})"
        )


# After an erasure


def test_an_erased_person_is_not_brought_back_by_the_same_file(
    system: System, meeting: UUID
):
    file = csv_file(
        ("AT", "Anna Muster", "", "", ""),
        ("AT", "Ben Muster", "", "", ""),
        ("AT", "MUSTER Ben", "", "", ""),
    )
    store(system, meeting, file)
    handles = handles_of(email=None, names=("Ben Muster",))
    [[ben]] = system.vault.people.people_with(handles).values()
    do(system, ErasePersonalData(participant_id=ben.id, reason="asked for it"))
    before = system.store.position()

    for report in (preview(system, meeting, file), store(system, meeting, file)):
        assert (report.stored, report.unchanged, report.left_out) == (0, 1, 1)
        assert report.erased_rows == (3,)
        assert report.notes[-1] == (
            "1 row (3) left out: the data of these people was erased after an earlier "
            "import of this file."
        )
    assert system.store.position() == before
    person = system.store.load(Participant, ben.id)
    assert person is not None
    assert person.is_erased


# What nothing is stored of

BAD_ROWS = {
    "a name of 301 characters": (
        ("AT", "x" * 301, "", "", ""),
        "name",
        "must have at most 300 characters",
    ),
    "a name of two lines": (
        ("AT", "Anna\nMuster", "", "", ""),
        "name",
        "the name has several lines; write it on one line",
    ),
    "no name": (("AT", "NA", "head", "", ""), "name", "please enter a name"),
    "no delegation": (
        ("", "Anna", "", "", ""),
        "delegation",
        "please enter a delegation",
    ),
    "not an address": (("AT", "Anna", "", "anna at home", ""), "email", "address"),
    "a misspelt delegation": (
        ("Austira", "Anna", "", "", ""),
        "delegation",
        "“Austira” is not a known delegation",
    ),
    "a delegation that is not invited": (
        ("Serbia", "Anna", "", "", ""),
        "delegation",
        "Serbia is not invited to this meeting; invite it, or choose which delegation",
    ),
    "a function that is none": (
        ("AT", "Anna", "driver", "", ""),
        "function",
        "“driver” is not a function; choose the function it means",
    ),
    "a title that may be a function": (
        ("AT", "Anna", "", "", "Director, Chef de la délégation"),
        "post",
        "“Director, Chef de la délégation” may mean head; choose the function it means",
    ),
}


@pytest.mark.parametrize("case", BAD_ROWS)
def test_a_bad_row_is_refused_with_a_sentence(case: str, system: System, meeting: UUID):
    row, field, says = BAD_ROWS[case]
    file = csv_file(("IT", "Dario Esempio", "", "", ""), row)
    report = preview(system, meeting, file)
    [complaint] = report.complaints
    assert (complaint.row, complaint.field) == (3, field)
    assert says in complaint.says
    before = system.store.position()
    with pytest.raises(RowsRefused, match="row 3"):
        store(system, meeting, file)
    assert system.store.position() == before

    valid = store(system, meeting, file, only_valid=True)
    assert (valid.stored, valid.refused) == (1, 1)
    assert registered(system, meeting) == [("IT", "member")]


def test_markup_in_a_name_is_a_name(system: System, meeting: UUID):
    name = '"><script>alert(1)</script>'
    assert store(system, meeting, csv_file(("AT", name, "", "", ""))).stored == 1


def test_a_second_head_is_refused_as_the_command_refuses_it(
    system: System, meeting: UUID
):
    file = csv_file(
        ("AT", "Anna Muster", "head", "", ""),
        ("AT", "Ben Muster", "HoD", "", ""),
        ("IT", "Dario Esempio", "alternate", "", ""),
    )
    [complaint] = preview(system, meeting, file).complaints
    assert (complaint.row, complaint.field) == (3, "function")
    report = store(system, meeting, file, only_valid=True)
    assert (report.stored, report.refused) == (2, 1)


def test_what_refuses_the_whole_list_refuses_the_preview(system: System, meeting: UUID):
    do(system, CloseRegistration(meeting_id=meeting))
    file = csv_file(("AT", "Anna Muster", "head", "", ""))
    with pytest.raises(ReasonRequired):
        preview(system, meeting, file)
    assert store(system, meeting, file, late_reason="came by fax").stored == 1


def test_only_the_secretariat_imports(system: System, meeting: UUID):
    file = csv_file(("AT", "Anna Muster", "head", "", ""))
    with pytest.raises(NotPermitted):
        read_delegate_headings(system, AUSTRIA, file, DelegateChoices())
    with pytest.raises(NotPermitted):
        preview_delegates(system, AUSTRIA, meeting, file, DelegateChoices())


# Columns


def test_passports_birth_dates_and_photographs_are_never_read(
    system: System, meeting: UUID, tmp_path: Path
):
    canary = "PA55P0RT-CANARY"
    headings = ("Delegation", "Name", "Passport no.", "DateOfBirth", "Foto", "Hobby")
    file = csv_file(("AT", "Anna", canary, canary, canary, "x"), headings=headings)
    report = store(system, meeting, file)

    assert report.never_imported == ("Passport no.", "DateOfBirth", "Foto")
    assert report.unmatched == ("Hobby",)
    assert canary not in report.model_dump_json()
    with system.identity.account_database.database.connection() as connection:
        rows = connection.execute("SELECT * FROM imports").fetchall()
    assert len(rows) == 1
    assert canary not in str([tuple(row) for row in rows])
    assert search_residuals(sought(canary), [tmp_path]).found == ()
    with pytest.raises(InvalidValue, match="is never imported"):
        preview(system, meeting, file, columns={"Passport no.": "reference"})


@pytest.mark.parametrize("heading", ["Title", "Remarks", "Post", "Department"])
def test_a_column_of_passport_numbers_is_left_out_whatever_its_heading(
    heading: str, system: System, meeting: UUID, tmp_path: Path
):
    canaries = ("P9471023", "C01X 00T".replace(" ", ""), "L 8830174", "YB5520981")
    rows = [("AT", f"Person {number}", text) for number, text in enumerate(canaries)]
    file = csv_file(*rows, headings=("Delegation", "Name", heading))
    report = store(system, meeting, file)

    assert report.stored == 4
    is_read = heading != "Remarks"
    assert report.never_imported == ((heading,) if is_read else ())
    assert report.unmatched == (() if is_read else (heading,))
    for number, canary in enumerate(canaries):
        assert canary not in report.model_dump_json()
        handles = handles_of(email=None, names=(f"Person {number}",))
        [[person]] = system.vault.people.people_with(handles).values()
        assert canary not in str(system.vault.people.entry_of(person.id))
    assert search_residuals(sought(canaries[0]), [tmp_path]).found == ()


def test_numbers_that_are_no_documents_are_read(system: System, meeting: UUID):
    """References and telephone numbers look like them, and are read."""
    file = csv_file(
        ("AT", "Anna Muster", "P9471023", "4318830174", "Director, unit 4471023"),
        headings=("Delegation", "Name", "Participant ID", "Telephone", "Title"),
    )
    assert store(system, meeting, file).never_imported == ()


def test_a_column_without_heading_is_left_out_and_named(system: System, meeting: UUID):
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["State", "Full name", "", "Function"])
        sheet.write_row(1, 0, ["Austria", "Anna Muster", "who knows", "head"])
    file = ImportFile(data=content.getvalue(), extension="xlsx", name="list.xlsx")
    report = store(system, meeting, file)
    assert (report.stored, report.unmatched) == (1, ("column C",))


def test_a_file_without_names_is_refused(system: System, meeting: UUID):
    file = csv_file(("AT", "head"), headings=("Delegation", "Function"))
    with pytest.raises(UnreadableFile, match="no column was found for the names"):
        preview(system, meeting, file)


EXPORTS = {
    "Indico": (
        "ID,Name,Title,First Name,Last Name,Email Address,Affiliation,Position,Country,"
        "Phone Number,Registration date,Registration state,Checked in,Check-in date",
        "7,Anna Muster,Ms,Anna,Muster,anna@example.org,Ministry,Director,Austria,"
        "+43 1 23,2016-03-01,Completed,True,2016-04-12",
    ),
    "pretix": (
        "Event slug,Order code,Position ID,Status,Email,Phone number,Product,"
        "Attendee name,Attendee name: Given name,Attendee name: Family name,"
        "Attendee email,Company,Address,Country,Pseudonymization ID,Company",
        "berlin,AB12C,1,paid,office@example.org,+43 1 23,Seat,Anna Muster,Anna,Muster,"
        "anna@example.org,Ministry,,AT,XYZ123,Ministry",
    ),
}


@pytest.mark.parametrize("product", EXPORTS)
def test_exports_of_other_products_are_recognised(
    product: str, system: System, meeting: UUID
):
    headings, row = EXPORTS[product]
    text = f"{headings}\n{row}\n"
    file = ImportFile(data=text.encode(), extension="csv", name="export.csv")
    report = store(system, meeting, file)
    fields = {
        field: heading
        for heading, field in report.columns.items()
        if field in ("delegation", "name", "email", "given_names", "family_name")
    }
    assert report.stored == 1
    assert {"delegation", "name", "email", "given_names", "family_name"} == set(fields)
    assert fields["email"] != "Email"  # of the order, not of the person
    with system.read(system.now(), UNRESTRICTED_AUDIENCE) as context:
        [shown] = registrations(context, str(meeting), limit=10).items
    found = system.vault.people.entry_of(UUID(shown.participant_id))
    assert (found["name"], found["email"]) == ("Anna Muster", "anna@example.org")


LANGUAGES = {
    "fr": ("Pays", "Nom et prénom", "Qualité", "Courriel", "Fonction"),
    "de": ("Staat", "Vor- und Nachname", "Funktion in der Delegation", "Mail", "Titel"),
    "it": ("Paese", "Nome e cognome", "Ruolo", "Posta elettronica", "Incarico"),
    "ru": ("Страна", "ФИО", "Роль", "Электронная почта", "Должность"),
    "es": ("País", "Nombre completo", "Calidad", "Correo electrónico", "Cargo"),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_headings_in_other_languages_are_recognised(
    language: str, system: System, meeting: UUID
):
    row = ("AT", "Anna Muster", "head", "anna@example.org", "Director")
    report = preview(system, meeting, csv_file(row, headings=LANGUAGES[language]))
    assert list(report.columns.values()) == [
        "delegation",
        "name",
        "function",
        "email",
        "post",
    ]
    assert report.stored == 1


# Functions, delegations and meetings that somebody chooses


def test_titles_are_proposed_and_taken_only_when_accepted(
    system: System, meeting: UUID
):
    file = csv_file(
        ("AT", "Anna", "", "", "Ambassador, Head of the Delegation"),
        ("AT", "Ben", "", "", "Alternate Head of the Delegation"),
        ("AT", "Cara", "", "", "Legal Adviser"),
        ("IT", "Dario", "", "", "Deputy Director"),
        ("IT", "Elsa", "member", "", "Legal Adviser"),
    )
    report = preview(system, meeting, file)
    assert {value.said: value.proposals for value in report.functions} == {
        "Ambassador, Head of the Delegation": ("head",),
        "Alternate Head of the Delegation": ("alternate",),
        "Legal Adviser": ("adviser",),
    }
    assert (report.stored, report.refused) == (2, 3)

    accepted = store(system, meeting, file, accept_functions=True)
    assert accepted.stored == 5
    assert [fact for fact in registered(system, meeting) if fact[0] == "AT"] == [
        ("AT", "adviser"),
        ("AT", "alternate"),
        ("AT", "head"),
    ]
    later = csv_file(("MK", "Filip", "", "", "legal adviser"), name="later.csv")
    assert store(system, meeting, later).remembered[0].means == "adviser"
    assert registered(system, meeting)[-1] == ("MK", "adviser")


def test_delegations_are_invited_in_one_command_before(system: System, meeting: UUID):
    file = csv_file(
        ("Serbia", "Ana Primer", "", "", ""),
        ("Serbien", "Bojan Primer", "", "", ""),
        ("Brazil", "Caio Exemplo", "", "", ""),
        ("Global Environment Facility (GEF)", "Dan Sample", "", "", ""),
        ("Society of Border Historians", "Eve Sample", "", "", ""),
        ("Austira", "Fay Muster", "", "", ""),
    )
    report = preview(system, meeting, file, delegations={"Austira": "AT"})
    offers = [
        (offer.said, offer.code, str(offer.kind), offer.quota)
        for offer in report.invitations
    ]
    assert offers == [
        (("Serbia", "Serbien"), "RS", "participating State", 2),
        (("Brazil",), "BR", "organisation", 1),
        (("Global Environment Facility (GEF)",), "GEF", "organisation", 1),
        (("Society of Border Historians",), "SBH", "organisation", 1),
    ]
    assert (report.stored, report.refused) == (1, 5)

    choices = {"invite": True, "delegations": {"Austira": "AT"}}
    assert preview(system, meeting, file, **choices).stored == 6
    stored = store(system, meeting, file, **choices)
    assert stored.stored == 6
    again = store(system, meeting, file)
    assert (again.stored, again.unchanged, again.invitations) == (0, 6, ())
    mapped = StoredMappings(system.identity, ListKind.DELEGATES).meanings("delegation")
    assert mapped["SOCIETY OF BORDER HISTORIANS"] == "SBH"


def test_a_new_delegation_can_be_named_like_a_known_one(system: System, meeting: UUID):
    file = csv_file(("Austira", "Fay Muster", "", "", ""))
    choices = {"delegations": {"Austira": ""}, "invite": True}
    [offer] = preview(system, meeting, file, **choices).invitations
    assert (offer.code, offer.name) == ("AUSTIRA", "Austira")
    assert store(system, meeting, file, **choices).stored == 1
    assert store(system, meeting, file, **choices).invitations == ()


def test_a_file_about_two_meetings_is_split(system: System, meeting: UUID):
    file = csv_file(
        ("9", "AT", "Anna Muster"),
        ("10", "AT", "Anna Muster"),
        ("10", "IT", "Dario Esempio"),
        ("", "IT", "Elsa Esempio"),
        headings=("Meeting", "Delegation", "Name"),
    )
    with pytest.raises(InvalidValue, match="is about 2 meetings"):
        preview(system, meeting, file)
    with pytest.raises(InvalidValue, match="no row of the file is about “11”"):
        preview(system, meeting, file, only_meeting="11")
    headings = read_delegate_headings(system, SECRETARIAT, file, DelegateChoices())
    assert headings.meetings == {"9": 1, "10": 2}
    report = store(system, meeting, file, only_meeting="10")
    assert (report.read, report.stored, report.elsewhere) == (4, 2, 2)


# Past meetings


def test_the_list_of_a_past_meeting_is_recorded_without_nominations(system: System):
    meeting = announce_berlin(system, open_registration=False)
    file = csv_file(
        ("AT", "Anna Muster", "head", "yes"),
        ("AT", "Ben Muster", "Head of delegation", "no"),
        ("IT", "Dario Esempio", "alternate", ""),
        headings=("Delegation", "Name", "Function", "Attended"),
        name="Berlin.csv",
    )
    with pytest.raises(DomainError, match="record the list once it is over"):
        preview(system, meeting, file)
    go_to_first_day(system)
    assert isinstance(system.store.clock, StoryClock)
    system.store.clock.time = system.store.clock.time.replace(month=5)
    expected = preview(system, meeting, file)
    report = store(system, meeting, file)

    assert (expected.stored, report.stored) == (3, 3)
    assert [note for note in report.notes if "head" in note] == [
        "1 delegation has more than one head in this list (AT).",
        "1 delegation has an alternate, but no head in this list (IT).",
    ]
    recorded = [
        logged.fact
        for logged in system.store.page(after=0, limit=100)
        if isinstance(logged.fact, RegistrationRecorded)
    ]
    assert [(fact.came, fact.place, fact.list_name) for fact in recorded] == [
        (True, 1, "Berlin"),
        (False, 2, "Berlin"),
        (None, 1, "Berlin"),
    ]
    assert system.store.load(Registration, recorded[0].originator_id) is not None
    again = store(system, meeting, file)
    assert (again.stored, again.unchanged) == (0, 3)


def test_a_past_list_invites_nobody(system: System):
    """States that were not invited are recorded from the list; organisations that are
    not on record are entered with it, once that is chosen.
    """
    meeting = announce_berlin(system, open_registration=False)
    go_to_first_day(system)
    do(system, OpenMeeting(meeting_id=meeting))
    do(system, ConcludeMeeting(meeting_id=meeting))
    file, id = (
        csv_file(
            ("Austria", "Anna Muster"),
            ("Serbia", "Ana Primer"),
            ("Society of Border Historians", "Eve Sample"),
            headings=("Delegation", "Name"),
        ),
        uuid4(),
    )
    report = preview(system, meeting, file)
    assert [(offer.code, offer.quota) for offer in report.invitations] == [("SBH", 1)]
    assert texts.not_invited(report) == (
        "1 organisation is not on record yet: Society of Border Historians (SBH, 1)."
    )
    [complaint] = report.complaints
    assert (complaint.row, complaint.field) == (4, "delegation")
    assert "is not on record as an organisation; choose to enter" in complaint.says

    stored = store(system, meeting, file, id, invite=True)
    assert stored.stored == 3
    assert stored.notes[-1] == (
        "2 delegations without an invitation on record are recorded from this list "
        "(RS and SBH)."
    )
    found = system.store.load(Meeting, meeting)
    assert found is not None
    assert {"RS", "SBH"}.isdisjoint(found.quotas)
    repeated = store(system, meeting, file, id, invite=True)
    assert (repeated.stored, repeated.position) == (3, stored.position)
    again = store(system, meeting, file)
    assert (again.stored, again.unchanged, again.invitations) == (0, 3, ())
