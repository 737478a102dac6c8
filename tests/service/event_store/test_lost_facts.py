"""What was acknowledged must be there: a record that lacks it takes nothing more."""

from dataclasses import replace
from pathlib import Path

import pytest
from raw_database import stored_rows, tamper
from systems import announce_berlin, nominate, system_in

from bsm_domain.foundation.errors import DomainError
from bsm_projections.databases import Place
from bsm_service.application.open_databases import open_store
from bsm_service.application.system import System
from bsm_service.event_store.acknowledged_heads import (
    acknowledged_heads,
    delete_acknowledged_heads,
)
from bsm_service.foundation.refusals import RecordLost


def lose(place: Place, beyond: int) -> None:
    """As when a backup, or a standby that was behind, takes the record's place."""
    tamper(
        place,
        "DELETE FROM stored_events WHERE EXISTS (SELECT 1 FROM leaves l WHERE "
        "l.originator_id = stored_events.originator_id AND "
        "l.originator_version = stored_events.originator_version "
        f"AND l.position > {beyond})",
        f"DELETE FROM leaves WHERE position > {beyond}",
        f"DELETE FROM frontiers WHERE size > {beyond}",
    )


def test_a_record_that_ends_too_early_is_read_only_at_once(
    system: System, place: Place
):
    meeting = announce_berlin(system)
    lose(place, 3)

    for _ in range(2):
        with pytest.raises(RecordLost, match="ends at position 3, but 5 was acknowled"):
            nominate(system, meeting)

    assert system.store.alarm is not None
    assert len(system.store.page(0, 10)) == 3
    assert stored_rows(place, "SELECT max(position) FROM leaves") == [(3,)]


def test_a_record_that_ends_too_early_is_read_only_when_it_is_opened(
    system: System, place: Place
):
    announce_berlin(system)
    lose(place, 3)
    again = system_in(place)

    assert again.store.alarm is not None
    assert "'bsm accept-loss'" in again.store.alarm
    with pytest.raises(RecordLost):
        announce_berlin(again)
    assert again.now().position == 3
    again.close()


def test_a_record_that_went_another_way_is_read_only(system: System, place: Place):
    """Somebody else wrote on, beyond what was acknowledged here."""
    announce_berlin(system)
    lose(place, 3)
    delete_acknowledged_heads(place.folder)
    elsewhere = system_in(place)
    for _ in range(2):
        announce_berlin(elsewhere)
    elsewhere.close()

    with pytest.raises(
        RecordLost, match="facts up to 5 differ from those acknowledged"
    ):
        announce_berlin(system)


def test_facts_in_the_place_of_those_acknowledged_are_noticed_too(
    system: System, place: Place
):
    announce_berlin(system)
    acknowledged = acknowledged_heads(place.folder).values()
    lose(place, 3)
    delete_acknowledged_heads(place.folder)
    elsewhere = system_in(place)
    announce_berlin(elsewhere, open_registration=False)
    assert elsewhere.store.position() == 5
    elsewhere.close()

    with pytest.raises(
        RecordLost, match="facts up to 5 differ from those acknowledged"
    ):
        announce_berlin(system)
    store = open_store(place)
    store.check_acknowledged(acknowledged)
    assert store.alarm is not None
    store.close()


def test_who_accepts_the_loss_goes_on(system: System, place: Place):
    announce_berlin(system)
    lose(place, 3)
    delete_acknowledged_heads(place.folder)
    again = system_in(place)

    assert again.store.alarm is None
    announce_berlin(again)
    assert again.store.position() == 3 + 4
    again.close()


def test_every_server_of_a_folder_is_asked_what_it_acknowledged(place: Place):
    for server in ("one", "other"):
        store = open_store(place, server=server)
        store.close()
    system = system_in(place)
    announce_berlin(system)
    system.close()

    file_names = {file.name for file in (place.folder / "heads").iterdir()}
    assert file_names == {"one.json", "other.json", "command-line.json"}
    assert {
        server: one.position for server, one in acknowledged_heads(place.folder).items()
    } == {"command-line": 5}


def test_the_place_of_another_record_is_noticed(
    system: System, postgres_place: Place, tmp_path: Path
):
    """A URL that leads to another database, with the folder of this one."""
    announce_berlin(system)
    other = replace(postgres_place, folder=tmp_path)
    store = open_store(other, server="another")

    assert store.alarm is not None
    with pytest.raises(RecordLost):
        store.run_in_transaction(lambda transaction: None)
    store.close()


def test_a_loss_is_a_refusal_like_any_other(system: System, place: Place):
    meeting = announce_berlin(system)
    lose(place, 3)

    with pytest.raises(DomainError) as refused:
        nominate(system, meeting)

    assert refused.value.code == "record_lost"
