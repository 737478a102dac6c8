"""Whoever does not read what is sent is closed, and others have room."""

import socket
import sys
from typing import Any

import pytest
from service.http_api.connections.connection_examples import (
    WHOLE,
    Server,
    Transport,
    is_closed,
)
from service.http_api.connections.connection_examples import as_it_was as as_it_was
from service.http_api.connections.connection_examples import server as server

from bsm_service.http_api.server.client_limits import (
    READ_TIMEOUT_SECONDS,
    unsent_in_kernel,
)
from bsm_service.http_api.server.process_limits import CONNECTION_COUNTS
from bsm_service.http_api.server.protocols import HttpConnection


def asked(server: Server) -> tuple[HttpConnection, Transport]:
    """A connection that waits for its answer."""
    one = server.opened(WHOLE)
    transport: Any = one.transport
    return one, transport


@pytest.mark.parametrize("all_written", [False, True])
def test_whoever_reads_nothing_of_an_answer_is_closed(
    server: Server, caplog: pytest.LogCaptureFixture, all_written: bool
):
    before = CONNECTION_COUNTS.unread
    one, transport = asked(server)
    transport.unread = 100_000
    one.pause_writing()
    one.cycle.response_complete = all_written  # by us, into the buffer

    server.pass_by(READ_TIMEOUT_SECONDS)
    assert not is_closed(one)

    server.pass_by(1)
    assert transport.aborted  # to close in order would wait for the reader
    assert CONNECTION_COUNTS.unread == before + 1
    assert [line.message for line in caplog.records] == [
        "connections were closed because the client did not read the response"
    ]


def test_a_little_that_stays_unread_counts_too(server: Server):
    one, transport = asked(server)
    transport.unread = 500

    server.pass_by(READ_TIMEOUT_SECONDS + 2)

    assert transport.aborted
    assert not one.flow.write_paused


def test_whoever_reads_slowly_is_not_closed(server: Server):
    one, transport = asked(server)
    transport.unread = 100_000
    one.pause_writing()
    for _ in range(6):
        server.pass_by(READ_TIMEOUT_SECONDS - 5)
        transport.unread -= 10_000  # some of it is read
        server.pass_by(1)

    for _ in range(3):  # all of it, and as much again
        one.resume_writing()
        one.pause_writing()
        server.pass_by(READ_TIMEOUT_SECONDS - 5)

    assert not is_closed(one)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not tell")
def test_what_is_read_from_the_system_counts_as_read(server: Server):
    """A slow network takes long to read so much that the system takes more of us."""
    one, transport = asked(server)
    ours, theirs = socket.socketpair()
    with ours, theirs:
        for _ in range(6):
            ours.send(b"x" * 1_000)
        transport.end = ours
        transport.unread = 100_000
        one.pause_writing()
        unsent = unsent_in_kernel(transport)

        for _ in range(6):
            server.pass_by(READ_TIMEOUT_SECONDS - 5)
            assert theirs.recv(1_000)
        assert not is_closed(one)
        assert unsent >= 6_000
        assert unsent_in_kernel(transport) == 0

        server.pass_by(READ_TIMEOUT_SECONDS + 2)
        assert transport.aborted


def test_what_is_added_is_not_taken_for_read(server: Server):
    one, transport = asked(server)
    transport.unread = 1_000

    for _ in range(round(READ_TIMEOUT_SECONDS) + 2):
        transport.unread += 10
        server.pass_by(1)

    assert transport.aborted
    assert is_closed(one)


def test_those_who_do_not_read_make_room_too(server: Server):
    CONNECTION_COUNTS.room = 10
    whole = server.opened(WHOLE)
    unread = []
    for _ in range(9):
        one, transport = asked(server)
        transport.unread = 100_000
        one.pause_writing()
        unread.append(transport)
        server.loop.now += 1

    newest = server.opened()

    assert [one.aborted for one in unread] == [True] + [False] * 8
    assert not is_closed(whole)
    assert not is_closed(newest)
