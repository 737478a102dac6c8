"""An invented person whose data must be found nowhere once they are erased."""

import json
from base64 import b64encode
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from raw_database import plain
from systems import SECRETARIAT, announce_berlin, do

from bsm_domain.foundation.values import DelegateFunction
from bsm_domain.people.names import folded_name
from bsm_domain.people.participant import PersonalGroup
from bsm_domain.registration.registration import registration_id_of
from bsm_projections.databases import Place
from bsm_service.application.command_service import CommandResult
from bsm_service.application.system import System
from bsm_service.people.commands import (
    ChangeDetails,
    EnterParticipant,
    ErasePersonalData,
)
from bsm_service.privacy.commands import RedactText
from bsm_service.registration.commands import (
    DelegateRow,
    RefuseRegistration,
    RegisterDelegates,
)
from bsm_service.vault.personal_details import PersonalDetails, PersonalDetailsChange

DETAILS = PersonalDetails(
    name="Kanári Küstenvögelin",
    honorific="Vogelwartin",
    given_names="Kanári Zwitscheria",
    family_name="Küstenvögelin-Nestbau",
    latin_name="Canarissa Coastalbird",
    email="kanari.kuestenvoegelin@canary.example.org",
    phone="+43 1 5550 9876",
    function="Keeper of the Ca­nary Ledger".replace("­", ""),
    agency="Ornithological Border Watch of Nowhere",
    language="de",
    dietary_needs="no shellfish, no sesame: kanarische Allergie",
    access_needs="a ramp, for the perch is high",
)
FORMER = "kanari.before@canary.example.org"
TEXT = "Kanári could not come, because the zwitscher fever is back"
USER = "kanari-signs-in"
REFERENCE = "KANARI-REFERENCE-31415"

WORDS = (
    *(
        value
        for name, value in DETAILS.model_dump(mode="json").items()
        if name != "language"
    ),
    FORMER,
    TEXT,
    USER,
    REFERENCE,
    folded_name(DETAILS.name),
    folded_name(str(DETAILS.latin_name)),
)


@dataclass(frozen=True)
class Canary:
    """Where the person and the text stand in the record."""

    meeting: UUID
    participant: UUID
    registration: UUID
    account: str
    refused_version: int


def enter_canary(system: System, delegation: str = "AT", user: str = USER) -> Canary:
    """Somebody who nominated, was refused in words, changed details and signs in."""
    meeting = announce_berlin(system)
    participant = uuid4()
    before = DETAILS.model_copy(update={"email": FORMER})
    do(
        system,
        EnterParticipant(
            participant_id=participant, delegation=delegation, person=before
        ),
    )
    do(
        system,
        ChangeDetails(
            participant_id=participant,
            details=PersonalDetailsChange(email=DETAILS.email, phone=DETAILS.phone),
        ),
    )
    do(
        system,
        RegisterDelegates(
            meeting_id=meeting,
            delegates=(
                DelegateRow(
                    delegation=delegation,
                    function=DelegateFunction.MEMBER,
                    person=PersonalDetails(name=DETAILS.name, email=DETAILS.email),
                    reference=REFERENCE,
                ),
            ),
            references_of="a list of canaries",
        ),
    )
    registration = registration_id_of(meeting, participant)
    refused = do(system, RefuseRegistration(registration_id=registration, reason=TEXT))
    account = system.identity.accounts.create(user, participant)
    return Canary(meeting, participant, registration, account.id, refused.version)


def erase(system: System, canary: Canary, **more: Any) -> CommandResult:
    return do(
        system,
        ErasePersonalData(
            participant_id=canary.participant, reason="they asked for it", **more
        ),
        SECRETARIAT,
    )


def redact(system: System, canary: Canary) -> CommandResult:
    return do(
        system,
        RedactText(
            stream_id=canary.registration,
            version=canary.refused_version,
            field="reason",
            reason="it told of an illness",
        ),
    )


def opened(system: System, canary: Canary) -> dict[PersonalGroup, Any]:
    """What can be read of the person, by group; without any permission asked."""
    engine = system.engine  # the read model, as it is shown
    with engine.snapshot() as snapshot:
        row = snapshot.row(
            "SELECT * FROM {participants} WHERE participant_id = :id AND "
            "to_position = 9223372036854775807",
            id=str(canary.participant),
        )
    assert row is not None
    return {group: row[group] for group in PersonalGroup}


def spelled(word: str) -> set[bytes]:
    """A word as it may lie in a file, told apart from the product's own list."""
    plain_bytes = word.encode()
    return {
        plain_bytes,
        word.casefold().encode(),
        word.encode("utf-16-le"),
        word.encode("utf-16-be"),
        json.dumps(word)[1:-1].encode(),
        plain_bytes.hex().encode(),
        b64encode(plain_bytes)[:-4],
    }


def left_in(place: Place, words: tuple[str, ...] = WORDS) -> list[tuple[str, str]]:
    """Which of the words stand where: every file, and every row of a server."""
    where = {str(file): file.read_bytes() for file in files_of(place.folder)}
    if place.url is not None:
        for schema in ("log", "read", "service", "vault"):
            with plain(place, schema) as connection:
                tables = connection.execute(
                    "SELECT relname FROM pg_class WHERE relkind = 'r' "
                    "AND relnamespace = current_schema()::regnamespace"
                ).fetchall()
                for (table,) in tables:
                    rows = connection.execute(f"SELECT * FROM {table}").fetchall()
                    where[f"{schema}.{table}"] = b"\0".join(
                        value.encode() if isinstance(value, str) else bytes(value)
                        for row in rows
                        for value in row
                        if isinstance(value, str | bytes)
                    )
    return [
        (word, name)
        for word in words
        for name, content in where.items()
        if any(form in content for form in spelled(word))
    ]


def files_of(folder: Path) -> list[Path]:
    return [file for file in sorted(folder.rglob("*")) if file.is_file()]
