import json
from typing import Any, ClassVar
from uuid import UUID

import pytest
from eventsourcing.persistence import StoredEvent
from examples import ACTIVITY, AGREED, EVERY_FACT, NOW, PROGRESSED, header

from bsm_domain.catalogue import Upcast
from bsm_domain.foundation.aggregate import DomainEvent
from bsm_service.event_store.serialization import FactMapper
from bsm_service.foundation.refusals import UnknownFact


def stored(name: str, state: bytes | dict[str, Any]) -> StoredEvent:
    if isinstance(state, dict):
        state = json.dumps(state).encode()
    return StoredEvent(ACTIVITY, 4, name, state)


def fields_of(fact: DomainEvent) -> dict[str, Any]:
    return fact.model_dump(mode="json")


@pytest.mark.parametrize("fact", EVERY_FACT, ids=lambda fact: fact.TOPIC)
def test_every_fact_is_read_as_it_was_written(fact: DomainEvent):
    mapper = FactMapper()

    written = mapper.to_stored_event(fact)

    assert mapper.to_domain_event(written) == fact
    assert written.topic == fact.TOPIC
    assert (written.originator_id, written.originator_version) == (
        fact.originator_id,
        fact.originator_version,
    )


@pytest.mark.parametrize("fact", EVERY_FACT, ids=lambda kind: kind.TOPIC)
def test_what_is_stored_can_be_read_without_our_code(fact: DomainEvent):
    read = json.loads(FactMapper().to_stored_event(fact).state)

    # A source is stored where there is one.
    assert set(type(fact).model_fields) - {"source"} == set(read)
    assert read["recorded_at"] == "2016-03-02T09:00:00Z"
    by_owner = fact.actor.delegation is not None
    assert read["actor"] == {
        "account": "0a1a" if by_owner else "0a1b",
        "role": "focal-point" if by_owner else "secretariat",
        "delegation": "AT" if by_owner else None,
        "on_behalf_of": None,
        "signed_in_by": "token",
    }


class ProgressMeasured(DomainEvent):
    """A third version of a fact, as a later product might write it."""

    TOPIC: ClassVar[str] = "bsm.activity.progress_reported.v3"
    permille: int
    remark: str


def second_from_first(fields: dict[str, Any]) -> dict[str, Any]:
    note = fields.pop("note")
    del fields["reason"]
    return fields | {"remark": note["text"] if note else ""}


def third_from_second(fields: dict[str, Any]) -> dict[str, Any]:
    return fields | {"permille": 10 * fields.pop("percent")}


V1, V2, V3 = (f"bsm.activity.progress_reported.v{number}" for number in (1, 2, 3))
LATER_PRODUCT = FactMapper(
    [ProgressMeasured],
    {V1: Upcast(V2, second_from_first), V2: Upcast(V3, third_from_second)},
)
MEASURED = ProgressMeasured(**header(4, ACTIVITY), permille=400, remark="draft sent")


def test_the_first_version_of_a_fact_is_read_as_the_third():
    written_long_ago = FactMapper().to_stored_event(PROGRESSED)

    read = LATER_PRODUCT.to_domain_event(written_long_ago)

    assert read == MEASURED
    assert written_long_ago.topic == V1


def test_the_second_version_of_a_fact_is_read_as_the_third():
    second = second_from_first(fields_of(PROGRESSED))

    assert LATER_PRODUCT.to_domain_event(stored(V2, second)) == MEASURED


def test_what_a_later_product_writes_has_the_newest_name():
    assert LATER_PRODUCT.to_stored_event(MEASURED).topic == V3


@pytest.mark.parametrize(
    "name", ["bsm.activity.forgotten.v1", "os:system", "", "bsm.activity.agreed.v2"]
)
def test_a_name_that_the_catalogue_does_not_list_is_an_alarm(name: str):
    with pytest.raises(UnknownFact, match=f"a fact named '{name}' .* version 4"):
        FactMapper().to_domain_event(stored(name, fields_of(AGREED)))


@pytest.mark.parametrize(
    "state",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b"[]",
        {},
        fields_of(AGREED) | {"more": 1},
        fields_of(AGREED) | {"recorded_at": "2016-03-02T09:00:00"},
        fields_of(AGREED) | {"originator_id": "somebody"},
    ],
)
def test_bytes_that_are_no_such_fact_are_an_alarm(state: bytes | dict[str, Any]):
    with pytest.raises(UnknownFact, match="are not a bsm"):
        FactMapper().to_domain_event(stored(AGREED.TOPIC, state))


@pytest.mark.parametrize(
    "state", [b"{", b"[]", {}, {"percent": 1, "note": {}, "reason": None}]
)
def test_broken_bytes_of_an_old_version_are_an_alarm(state: bytes | dict[str, Any]):
    with pytest.raises(UnknownFact):
        LATER_PRODUCT.to_domain_event(stored(V1, state))


def test_a_chain_of_versions_that_leads_nowhere_is_an_alarm():
    broken = FactMapper([], {V1: Upcast(V2, second_from_first)})

    with pytest.raises(UnknownFact):
        broken.to_domain_event(stored(V1, fields_of(PROGRESSED)))


def test_identities_and_moments_are_stored_in_one_form():
    read = json.loads(FactMapper().to_stored_event(AGREED).state)

    assert UUID(read["originator_id"]) == ACTIVITY
    assert read["occurred_at"] == NOW.isoformat().replace("+00:00", "Z")
