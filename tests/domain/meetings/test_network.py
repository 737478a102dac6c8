from datetime import date

import pytest
from examples import ESTABLISHED, METADATA, NETWORK, header
from scenario import Scenario

from bsm_domain.foundation.errors import InvalidValue
from bsm_domain.meetings.network import Network, OrganisationNamed


def test_a_network_is_established_once_and_says_whether_it_is_real():
    fact = Network.establish(
        NETWORK, METADATA, name="National Focal Points", demonstration=True
    )

    network = Network.replay(None, [fact])

    assert fact == ESTABLISHED
    assert network is not None
    assert (network.version, network.name, network.demonstration) == (
        1,
        "National Focal Points",
        True,
    )


def named(code: str, name: str, since: date) -> OrganisationNamed:
    return OrganisationNamed(**header(2, NETWORK), code=code, name=name, since=since)


def test_an_organisation_is_named_from_a_day_on():
    since = date(2016, 10, 6)
    (
        Scenario(Network)
        .given(ESTABLISHED)
        .when(
            lambda it: it.name_organisation(
                METADATA, code="FRONTEX", name="Frontex Agency", since=since
            )
        )
        .then(
            named("FRONTEX", "Frontex Agency", since),
            organisations={("FRONTEX", since): "Frontex Agency"},
        )
    )


def test_the_same_name_from_the_same_day_is_refused():
    since = date(2016, 10, 6)
    state = Network.replay(None, [ESTABLISHED, named("FRONTEX", "Frontex", since)])
    assert state is not None
    with pytest.raises(InvalidValue, match="already has this name from 6 Oct 2016 on"):
        state.name_organisation(METADATA, code="FRONTEX", name="Frontex", since=since)
    # Corrected, and from another day on.
    assert state.name_organisation(METADATA, code="FRONTEX", name="EBCG", since=since)
    assert state.name_organisation(
        METADATA, code="FRONTEX", name="Frontex", since=date(2017, 1, 1)
    )


@pytest.mark.parametrize("code", ["AT", "DZ", "MK"])
def test_a_state_has_the_name_of_the_list(code: str):
    """N1"""
    (
        Scenario(Network)
        .given(ESTABLISHED)
        .when(
            lambda it: it.name_organisation(
                METADATA, code=code, name="Frontex", since=date(2016, 1, 1)
            )
        )
        .then_refused(InvalidValue, f"{code} is the code of a State")
    )
