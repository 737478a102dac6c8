from examples import ESTABLISHED, METADATA, NETWORK

from bsm_domain.meetings.network import Network


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
