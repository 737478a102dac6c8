"""Every fault in short; `make faults` does them at length and prints a report."""

import socket
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from faults.all_faults import FAULTS
from faults.fault import Fault, NotRun
from faults.proxy import between


@pytest.mark.parametrize(
    "fault",
    [known_fault for known_fault in FAULTS if known_fault.short],
    ids=lambda it: f"{it.name}-{it.database}",
)
def test_what_must_hold_after_a_fault_does(fault: Fault):
    try:
        finding = fault.once(seed=1, rounds=fault.short)
    except NotRun as why:
        pytest.skip(str(why))

    assert finding.figure


def test_whoever_connects_while_the_network_goes_is_not_let_through(
    monkeypatch: pytest.MonkeyPatch,
):
    """Or a fault of the network would leave a way around it."""
    with (
        TemporaryDirectory(dir="/tmp") as folder,  # sockets have short names only
        closing(socket.socket(socket.AF_UNIX)) as server,
        closing(socket.socket(socket.AF_UNIX)) as client,
    ):
        server.bind(f"{folder}/server")
        server.listen()
        client.settimeout(60)
        with between(Path(folder, "proxy"), Path(folder, "server")) as proxy:

            class GoesMeanwhile(socket.socket):
                def connect(self, address: Any) -> None:
                    super().connect(address)
                    proxy.shut()

            monkeypatch.setattr(socket, "socket", GoesMeanwhile)
            client.connect(f"{folder}/proxy/.s.PGSQL.5432")

            assert client.recv(1) == b""
