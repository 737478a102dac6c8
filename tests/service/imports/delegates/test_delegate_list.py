"""Lists of delegates, as the secretariat pastes or uploads them."""

import io

import pytest
import xlsxwriter

from bsm_domain.foundation.errors import DomainError, InvalidValue
from bsm_domain.foundation.values import DelegateFunction
from bsm_service.documents.parsing_deadline import Deadline
from bsm_service.foundation.refusals import ParsingTooSlow
from bsm_service.imports.delegates.delegate_list import read_delegate_list
from bsm_service.imports.names.delegation_names import DelegationNames

INVITED = {"AT": "Austria", "NL": "Netherlands", "FRONTEX": "Frontex"}


def test_headings_say_what_the_columns_are():
    text = (
        "Name;State;Role;E-mail;Position\n"
        "Anna Muster;Austria;Head of delegation;anna@example.org;Director\n"
        "\n"
        "Ben Muster;the Netherlands;;;\n"
        "Cara Muster;Frontex;observer;;\n"
    )
    listed = read_delegate_list(text.encode(), "csv", INVITED)

    assert [
        (item.row, item.delegate.delegation, item.delegate.function) for item in listed
    ] == [
        (2, "AT", DelegateFunction.HEAD),
        (4, "NL", DelegateFunction.MEMBER),
        (5, "FRONTEX", DelegateFunction.OBSERVER),
    ]
    person = listed[0].delegate.person
    assert person is not None
    assert (person.name, person.email, person.function) == (
        "Anna Muster",
        "anna@example.org",
        "Director",
    )


def test_a_workbook_is_read_as_well_and_lines_of_a_name_are_joined():
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as workbook:
        sheet = workbook.add_worksheet()
        sheet.write_row(0, 0, ["Delegation", "Name", "Function", "Post", "Diet"])
        sheet.write_row(
            1, 0, ["AT", "Anna\nMuster", "head", "Head\t of\r\nborders", "none\nreally"]
        )
    [listed] = read_delegate_list(content.getvalue(), "xlsx", INVITED)

    assert (listed.row, listed.delegate.delegation) == (2, "AT")
    person = listed.delegate.person
    assert person is not None
    assert (person.name, person.function) == ("Anna Muster", "Head of borders")
    assert person.dietary_needs == "none\nreally"


def test_pasted_lines_need_no_headings():
    text = "AT\tAnna Muster\thead\tanna@example.org\nNL\tBen Muster\n"
    listed = read_delegate_list(text.encode(), "txt", INVITED)

    assert [(item.row, item.delegate.delegation) for item in listed] == [
        (1, "AT"),
        (2, "NL"),
    ]


def test_each_wrong_row_is_named_by_number_and_field():
    text = (
        "Delegation,Name,Function,E-mail\n"
        "AT,,head,\n"
        "France,Ben,member,\n"
        "Nowhere,Cara,member,\n"
        "NL,Dora,boss,\n"
        "NL,Emil,member,not an address\n"
    )
    with pytest.raises(InvalidValue) as refused:
        read_delegate_list(text.encode(), "csv", INVITED)

    lines = str(refused.value).splitlines()
    assert lines[:4] == [
        "row 2, name: please enter a name",
        "row 3, delegation: FR is not invited; invite the delegation first",
        "row 4, delegation: “Nowhere” is not a known delegation",
        "row 5, function: “boss” is not a function; choose head, "
        "alternate, member, adviser or observer",
    ]
    assert lines[4].startswith("row 6, email: ")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Delegation;Name\n", "no delegates"),
        ("Colour;Shape\nred;round\n", "no column was found for delegation"),
        (
            "AT;Anna;head;anna@example.org;1\n",
            "add a first row with the names of the columns",
        ),
    ],
)
def test_what_is_no_list_is_refused(text: str, sentence: str):
    with pytest.raises(DomainError, match=sentence):
        read_delegate_list(text.encode(), "csv", INVITED)


def test_rows_are_checked_within_the_deadline(monkeypatch: pytest.MonkeyPatch):
    """Finding names that are close to a wrong one takes longer than reading rows."""
    checked = 0

    def proposals(names: DelegationNames, text: str) -> tuple[str, ...]:
        nonlocal checked
        checked += 1
        monkeypatch.setattr(Deadline, "check", stop)
        return ()

    def stop(_: Deadline) -> None:
        raise ParsingTooSlow("it took too long")

    monkeypatch.setattr(DelegationNames, "proposals", proposals)

    with pytest.raises(ParsingTooSlow):
        read_delegate_list(b"State;Name\nAtlantis;A\nUtopia;B\n", "csv", INVITED)

    assert checked == 1
