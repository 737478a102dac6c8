"""Identities that follow from a name are those of the standard."""

from uuid import UUID, uuid5

import pytest

from bsm_domain.foundation.name_based_ids import name_based_id

_NAMESPACES = (
    UUID(int=0),
    UUID(int=2**128 - 1),
    UUID("01a22ebf-0db2-7fde-b35a-1389de0bc358"),
    UUID("6ba7b810-9dad-11d1-80b4-00c04fd430c8"),
)


@pytest.mark.parametrize("namespace", _NAMESPACES, ids=str)
@pytest.mark.parametrize("name", ["", "person", "Świecko", "x" * 1_000])
def test_they_are_what_python_makes_of_them(namespace: UUID, name: str) -> None:
    assert name_based_id(namespace, name) == uuid5(namespace, name)
    assert name_based_id(namespace, name).version == 5
