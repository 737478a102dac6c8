"""What people call columns and statuses, in the languages of the network."""

from collections import Counter

import pytest

from bsm_domain.follow_up.values import ActivityStatus
from bsm_service.imports.columns.fields import ACTIVITY_FIELDS
from bsm_service.imports.columns.headings import match_columns
from bsm_service.imports.files.cells import fold_text
from bsm_service.imports.files.table_reader import read_table
from bsm_service.imports.values.statuses import STATUS_BY_WORD, status_proposals


def fields(headings: str) -> dict[str, str]:
    rows = f"{headings}\n{';'.join('x' for _ in headings.split(';'))}\n"
    lines = read_table(rows.encode(), "csv").rows
    return dict(match_columns(lines, ACTIVITY_FIELDS, {}).matched)


def test_no_heading_means_two_fields():
    heading_counts = Counter(
        heading
        for field in ACTIVITY_FIELDS
        for heading in {fold_text(heading) for heading in field.headings}
    )
    assert [heading for heading, fields in heading_counts.items() if fields > 1] == []


@pytest.mark.parametrize(
    ("headings", "field"),
    [
        (
            "Nr.;Maßnahme;Zuständig;Mit;Termin;Umsetzungsstand;Bemerkungen;Erledigt am",
            "reference title owner partners due_on status replies closed_on",
        ),
        (
            "N°;Constat;Mesure;Pays;Date d'échéance;Statut;% réalisé;Remarque;Clos le",
            "reference description title owner due_on status percent replies closed_on",
        ),
        (
            "№ п/п;Мероприятие;Ответственный;Срок исполнения;Статус;Примечание",
            "reference title owner due_on status replies",
        ),
        (
            "N.;Azione;Paese;Scadenza;Stato;% completato;Osservazioni;Concluso il",
            "reference title owner due_on status percent replies closed_on",
        ),
        (
            "Número;Medida;País;Plazo;Estado;Avance;Comentarios;Completado el",
            "reference title owner due_on status percent replies closed_on",
        ),
        (
            "issue_ID;title;assigned_to;due_date;revisedDueDate;current_status;"
            "ClosedDate;last_updated;latest_update",
            "reference title owner due_on revised_due_on status closed_on replied_on "
            "replies",
        ),
        (
            "Ref;Recommendation;Responsible Officer;Agreed implementation date;Revised "
            "implementation date;Status;Progress update (May 2016);Management comment",
            "reference title owner due_on revised_due_on status replies replies",
        ),
        (
            "N° reco;Recommandation;Entité responsable;Échéance initiale;Échéance "
            "révisée;État d'avancement;% réalisé;Commentaires de l'audité",
            "reference title owner due_on revised_due_on status percent replies",
        ),
        (
            "N°;Libellé de la recommandation;Responsable de l'action;Statut de la reco",
            "reference title owner status",
        ),
        (
            "No. of action;Title of action;Action lead;Status of the action",
            "reference title owner status",
        ),
        (
            "Lp.;Zadanie;Państwo;Termin realizacji;Stan realizacji;Uwagi;Zakończono",
            "reference title owner due_on status replies closed_on",
        ),
        (
            "Číslo;Opatření;Stát;Termín splnění;Stav;Poznámka;Splněno dne",
            "reference title owner due_on status replies closed_on",
        ),
        (
            "ID;Action item;Assigned to;Date raised;Target date;State of play;Details",
            "reference title owner promised_on due_on status description",
        ),
        (
            "Rec. no;Recommendation;Responsible State;Response;Date of response;Status",
            "reference title owner replies replied_on status",
        ),
        # In two languages, with what may stand there, numbered.
        (
            "Titre / Title;État participant;Status (open/closed);Comment 1;Comment 2",
            "title owner status replies replies",
        ),
    ],
)
def test_a_trackers_columns_are_found(headings: str, field: str):
    assert fields(headings) == dict(
        zip(headings.split(";"), field.split(" "), strict=True)
    )


@pytest.mark.parametrize(
    ("headings", "field_names"),
    [
        # The country owns it; the person is kept in words.
        ("Title;Responsible;Country", "title description owner"),
        # The measure is the title, what led to it a text beside it.
        ("Issue;Recommendation;Action;State", "description description title owner"),
        ("Finding;Recommendation;State", "description title owner"),
        (
            "N° reco;Constat;Recommandation / Action;Pilote",
            "reference description title owner",
        ),
        ("Description;State", "title owner"),
        ("Title;Owner / Partners;State", "title  owner"),
        ("Title;Owner;Status (owner)", "title owner "),
    ],
)
def test_of_several_columns_the_surest_is_the_field(headings: str, field_names: str):
    named = zip(headings.split(";"), field_names.split(" "), strict=True)
    assert fields(headings) == {heading: field for heading, field in named if field}


def test_a_date_of_something_may_be_any_day_of_it():
    assert fields("Action;Owner;Date of action;Measure due date") == {
        "Action": "title",
        "Owner": "owner",
    }


def test_a_second_column_of_a_field_is_named():
    text = b"Title;Owner;Due date;Deadline;Status\nMaps;AT;1.9.2016;1.10.2016;open"
    columns = match_columns(read_table(text, "csv").rows, ACTIVITY_FIELDS, {})

    assert (columns.unmatched, columns.duplicates) == (
        ("Deadline",),
        {"Deadline": "Due date"},
    )
    mapping = {"Deadline": "due_on", "Status": "due_on"}
    columns = match_columns(read_table(text, "csv").rows, ACTIVITY_FIELDS, mapping)
    assert columns.duplicates == {"Due date": "Deadline", "Status": "Deadline"}


@pytest.mark.parametrize(
    ("status", "written"),
    [
        (
            "agreed",
            "Open - Await Response|Non démarrée|nicht begonnen|Согласовано|Otwarte",
        ),
        ("accepted", "Accepted|Acceptée|angenommen|Принято|aceptado"),
        (
            "in progress",
            "Partially implemented|En cours|teilweise umgesetzt|частично выполнено|"
            "parzialmente attuato|en proceso|w trakcie|probíhá",
        ),
        ("reported complete", "Completed|reported complete"),
        (
            "confirmed",
            "Closed - Acceptable Action|Implemented|Soldée|Clôturée|Umgesetzt|"
            "выполнена|concluso|cumplida|zrealizowane|splněno|CLOSED",
        ),
        ("blocked", "On hold|Suspendue|blockiert|приостановлено|wstrzymane"),
        (
            "withdrawn",
            "Overtaken by events|Abandonnée|entfällt|отменено|annullato|zrušeno",
        ),
        ("declined", "Not accepted|Rejetée|abgelehnt|отклонено|respinto|odrzucone"),
    ],
)
def test_what_means_one_status_is_taken(status: str, written: str):
    assert {
        word: STATUS_BY_WORD.get(fold_text(word)) for word in written.split("|")
    } == dict.fromkeys(written.split("|"), status)


@pytest.mark.parametrize(
    ("written", "perhaps"),
    [
        ("Pending", ("agreed", "in progress", "blocked")),
        ("En attente", ("agreed", "in progress", "blocked")),
        ("waiting", ("agreed", "in progress", "blocked")),
        ("Planned", ("agreed", "proposed")),
        ("green", ("confirmed", "in progress")),
        ("Amber", ("in progress", "blocked")),
        ("RED", ("blocked", "agreed", "in progress")),
        ("Closed - Unacceptable", ("withdrawn", "declined")),
        ("Open - Acceptable Response", ("in progress", "accepted")),
        ("nicht umgesetzt", ("agreed", "withdrawn", "declined")),
        ("TBC", ("reported complete", "proposed")),
        ("Done?", ("confirmed",)),
        ("in progess", ("in progress",)),
        ("Open - in progress", ("in progress", "agreed")),
        ("Closed in May 2016", ("confirmed",)),
        ("Not implemented yet", ("agreed", "withdrawn", "declined")),
        ("purple", ()),
    ],
)
def test_what_may_mean_several_statuses_is_asked(
    written: str, perhaps: tuple[str, ...]
):
    assert (STATUS_BY_WORD.get(fold_text(written)), status_proposals(written)) == (
        None,
        perhaps,
    )


def test_no_word_is_both_certain_and_asked():
    assert [
        word
        for word in STATUS_BY_WORD
        if status_proposals(word)[0] != STATUS_BY_WORD[word]
    ] == []
    assert {*STATUS_BY_WORD.values()} == {*ActivityStatus} - {ActivityStatus.SUPERSEDED}
