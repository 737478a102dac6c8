"""One address is one address however it is written, and only one that mail reaches."""

from contextlib import closing
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from pydantic import ValidationError
from systems import announce_berlin, do, enter, people_with_email, system_in

from bsm_domain.foundation.errors import AlreadyExists
from bsm_domain.foundation.values import DelegateFunction
from bsm_projections.databases import Place
from bsm_service.application.system import System
from bsm_service.foundation.email_addresses import (
    delivery_address,
    normalise_address,
    validate_address,
)
from bsm_service.people.commands import EnterParticipant
from bsm_service.proof.verification import verify
from bsm_service.registration.commands import DelegateRow, RegisterDelegates
from bsm_service.settings.settings import Settings
from bsm_service.vault import HANDLES_KEY_NAME
from bsm_service.vault.keys import product_key_id
from bsm_service.vault.personal_details import PersonalDetails

CASES = Path(__file__).parents[2] / "cases" / "identity" / "email-addresses.txt"
UNSEEN = CASES.read_text(encoding="utf-8").splitlines()[:3]
ONE, AS_ASCII, *CANNOT = CASES.read_text(encoding="utf-8").splitlines()[3:]

STORED = {
    UNSEEN[0]: "ana@example.org",
    UNSEEN[1]: "ana@example.org",
    UNSEEN[2]: "eva@example.org",
    ONE: "eva@bücher.example",
    AS_ASCII: "eva@bücher.example",
    "eva@XN--BCHER-KVA.Example": "eva@bücher.example",
    "eva@bu\u0308cher.example": "eva@bücher.example",
    "Eva@Example.ORG": "Eva@example.org",
    "\u00a0eva@example.org\u3000": "eva@example.org",
    "eva@ex\u00adample.org": "eva@example.org",
    "eva@exam\u2060ple.org": "eva@example.org",
    "eva\uff20example\u3002org": "eva@example.org",
    "jose\u0301@example.org": "josé@example.org",
    "o'neill+osce@example.org": "o'neill+osce@example.org",
    "ева@почта.рф": "ева@почта.рф",
    "eva@straße.example": "eva@straße.example",
    f"{'a' * 64}@example.org": f"{'a' * 64}@example.org",
}


@pytest.mark.parametrize("typed", STORED, ids=ascii)
def test_an_address_is_stored_in_one_form(typed: str):
    assert validate_address(typed) == STORED[typed]
    assert PersonalDetails(name="Eva", email=typed).email == STORED[typed]
    assert normalise_address(typed) == normalise_address(STORED[typed])
    assert validate_address(STORED[typed]) == STORED[typed]


NO_ADDRESSES = (
    *CANNOT,
    "mailto:eva@example.org",
    *("eva", "eva@", "@example.org", "eva@@example.org", "eva@example@org"),
    *("eva@example", "eva@localhost", "eva@192.0.2.7", "eva@[192.0.2.7]"),
    *(".eva@example.org", "eva.@example.org", "e..va@example.org"),
    *("eva@.example.org", "eva@example..org", "eva@-example.org", "eva@exa_mple.org"),
    *("eva x@example.org", "eva@exa mple.org", "Eva <eva@example.org>"),
    *("eva@example.org, ana@example.org", "eva;ana@example.org", '"eva x"@example.org'),
    *("eva(work)@example.org", "eva\\@example.org", "eva\r\nBcc: ana@example.org"),
    *(
        "eva\x00@example.org",
        "eva@example\x1f.org",
        "\ud800@example.org",
        "mailto:e@x.y",
    ),
    *("eva@xn--a.org", "eva@xn--.org", "eva@🙂.example"),
    *(f"{'a' * 65}@example.org", f"{'ö' * 33}@example.org", "a" * 500 + "@example.org"),
    *(f"eva@{'a' * 64}.org", f"eva@{'.'.join(['a' * 60] * 5)}", ""),
)


EXAMPLE = "eva@example.org"
SENTENCE = r"^(this|an?|the|dots) [^\n]{20,}$"


@pytest.mark.parametrize("typed", NO_ADDRESSES, ids=ascii)
def test_what_mail_cannot_reach_is_refused_in_a_sentence(typed: str):
    with pytest.raises(
        ValueError, match=r"^(this|an?|the|dots) [^\n]{20,}$"
    ) as refused:
        validate_address(typed)
    with pytest.raises(ValidationError):
        PersonalDetails(name="Eva", email=typed)
    assert typed in EXAMPLE or typed not in str(refused.value)


@pytest.mark.parametrize(
    "old", ["eva@example.org.", "eva", " Eva@LOCALHOST ", "\ud800"]
)
def test_what_is_on_record_can_still_be_compared(old: str):
    assert normalise_address(old) == normalise_address(old.strip().upper())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("strauß@example.org", "strauss@example.org"),
        ("eva@faß.example", "eva@fass.example"),
        ("eva@example.org", "eva@example.com"),
        ("eva+oslo@example.org", "eva@example.org"),
    ],
)
def test_addresses_of_two_people_are_not_one(one: str, other: str):
    assert validate_address(one) == one
    assert normalise_address(one) != normalise_address(other)


def test_mail_goes_to_the_ascii_form_of_the_domain():
    assert delivery_address(ONE) == AS_ASCII
    assert delivery_address("josé@bücher.example") == "josé@xn--bcher-kva.example"


def test_the_servers_own_address_may_have_a_name_and_a_local_domain():
    for address, expected in (
        ("record@localhost", "record@localhost"),
        ("The Record <record@bücher.example>", f"The Record <record@{AS_ASCII[4:]}>"),
    ):
        assert Settings(mail_from=address).mail_from == expected
    for address in (
        "record",
        "record@example.org.",
        "The Record <record@exa mple.org>",
    ):
        with pytest.raises(ValidationError):
            Settings(mail_from=address)


# Whom addresses find


def test_two_writings_of_one_address_are_one_person(system: System):
    eva = enter(system, email=ONE)

    with pytest.raises(AlreadyExists):
        enter(system, name="Eva again", email=f"\u200e{AS_ASCII.upper()}")

    assert people_with_email(system.vault, AS_ASCII) == [(eva, "AT")]
    assert system.vault.people.email_of(eva) == ONE


def test_a_list_names_one_person_once(system: System):
    meeting = announce_berlin(system)
    delegates = tuple(
        DelegateRow(
            delegation="AT",
            function=DelegateFunction.MEMBER,
            person=PersonalDetails(name="Eva", email=text),
        )
        for text in (ONE, AS_ASCII)
    )

    with pytest.raises(AlreadyExists, match=r"row 2, person\.email"):
        do(system, RegisterDelegates(meeting_id=meeting, delegates=delegates))


OLD = ("\ufeffana@example.org", "Eva@Bücher.example", "eva@example.org.")


def forget_handles(system: System) -> None:
    """As the tables are after the upgrade from a release without handles."""
    with system.vault.database.writing() as connection:
        connection.execute("DELETE FROM handles")
        connection.execute(
            "DELETE FROM keys WHERE key = ?", (product_key_id(HANDLES_KEY_NAME).hex,)
        )


def as_up_to_0_5(system: System) -> list[UUID]:
    """People whose addresses nobody has checked."""
    people = []
    for number, address in enumerate(OLD):
        details = PersonalDetails.model_construct(
            name=f"Somebody {number}", email=address
        )
        command = EnterParticipant.model_construct(
            participant_id=uuid4(), delegation="AT", person=details
        )
        do(system, command)
        people.append(command.participant_id)
    forget_handles(system)
    return people


def test_people_of_an_older_record_are_found_by_any_form(place: Place, system: System):
    ana, eva, other = as_up_to_0_5(system)
    system.close()

    assert is_whole(place)
    with closing(system_in(place, established=False)) as upgraded:
        assert people_with_email(upgraded.vault, "ana@example.org") == [(ana, "AT")]
        assert people_with_email(upgraded.vault, AS_ASCII) == [(eva, "AT")]
        assert people_with_email(upgraded.vault, "eva@example.org.") == [(other, "AT")]
        with pytest.raises(AlreadyExists):
            enter(upgraded, email="ana@example.org")
    assert is_whole(place)


def is_whole(place: Place) -> bool:
    return verify(place).ok
