"""Connections: those that do not go on are closed, and others have room."""

import resource

import pytest
from service.http_api.connections.connection_examples import (
    HEAD,
    WHOLE,
    Server,
    is_closed,
)
from service.http_api.connections.connection_examples import as_it_was as as_it_was
from service.http_api.connections.connection_examples import server as server

from bsm_service.http_api.server.process_limits import (
    CONNECTION_COUNTS,
    RESERVED_FILES,
    connections_for_files,
    raise_file_limit,
)
from bsm_service.http_api.server.protocols import HEADER_TIMEOUT_SECONDS, MIN_BODY_BYTES


@pytest.mark.parametrize(
    "sent", [[], [b"GET"], [b"\r\n"], [WHOLE[:-2]]], ids=["nothing", "a", "b", "c"]
)
def test_half_a_request_is_waited_for_a_while(server: Server, sent: list[bytes]):
    one = server.opened(*sent)

    server.pass_by(HEADER_TIMEOUT_SECONDS)
    assert not is_closed(one)

    server.pass_by(1)
    assert is_closed(one)


def test_a_letter_now_and_then_gains_no_time(server: Server):
    one = server.opened(b"GET / HTTP/1.1\r\nHost: ")

    for _ in range(6):
        one.data_received(b"x")
        server.pass_by(2)

    assert is_closed(one)


def test_whoever_waits_for_an_answer_or_asks_again_later_is_not_closed(server: Server):
    one = server.opened(WHOLE)
    server.pass_by(60)
    assert not is_closed(one)

    one.cycle.response_complete = True
    server.pass_by(60)  # a connection that is kept is closed by the server's own timer
    assert not is_closed(one)

    one.data_received(WHOLE)
    server.pass_by(60)
    assert not is_closed(one)


def test_half_of_a_later_request_is_waited_for_as_long(server: Server):
    one = server.opened(WHOLE)
    one.cycle.response_complete = True
    server.pass_by(60)

    one.data_received(b"GET")
    server.pass_by(HEADER_TIMEOUT_SECONDS + 1)

    assert is_closed(one)


@pytest.mark.parametrize(
    ("bytes_a_second", "closed"), [(0, True), (50, True), (150, False)]
)
def test_a_body_must_go_on(server: Server, bytes_a_second: int, closed: bool):
    one = server.opened(HEAD)

    for _ in range(30):
        one.data_received(b"a" * bytes_a_second)
        server.pass_by(1)

    assert MIN_BODY_BYTES == 1_000
    assert is_closed(one) == closed


def test_a_body_that_the_application_does_not_take_yet_may_stand_still(server: Server):
    one = server.opened(HEAD, b"a" * 100_000)

    assert one.flow.read_paused
    server.pass_by(60)

    assert not is_closed(one)


def test_thousands_that_stand_still_are_one_warning(
    server: Server, caplog: pytest.LogCaptureFixture
):
    before = CONNECTION_COUNTS.unfinished
    several = [server.opened(b"GET") for _ in range(1_500)]

    server.pass_by(HEADER_TIMEOUT_SECONDS + 1)

    assert all(map(is_closed, several))
    [line] = [
        record for record in caplog.records if "not complete in time" in record.message
    ]
    assert vars(line)["log_fields"] == {"times": 1_500}
    assert CONNECTION_COUNTS.unfinished == before + 1_500


def test_where_there_is_no_more_room_those_go_that_have_waited_longest(server: Server):
    CONNECTION_COUNTS.room = 100
    whole = server.opened(WHOLE)
    several = []
    for _ in range(99):
        several.append(server.opened(b"GET"))
        server.loop.now += 0.01
    assert not any(map(is_closed, several))

    newest = server.opened()

    assert [is_closed(connection) for connection in several[:6]] == [True] * 5 + [False]
    assert not is_closed(whole)
    assert not is_closed(newest)


def test_it_is_told_when_room_grows_scarce(
    server: Server, caplog: pytest.LogCaptureFixture
):
    CONNECTION_COUNTS.room = 10
    for _ in range(9):
        server.opened(WHOLE)

    server.pass_by(5)
    server.opened(WHOLE)
    server.pass_by(5)

    [line] = caplog.records  # one, however many there are from second to second
    assert line.message.startswith("more than 80% of the maximum of 10 connections")


def test_the_process_may_open_as_many_files_as_the_machine_lets_it():
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft // 2, hard))
        raise_file_limit()
        assert resource.getrlimit(resource.RLIMIT_NOFILE) == (hard, hard)
        assert CONNECTION_COUNTS.room == connections_for_files(hard)
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


@pytest.mark.parametrize("files", [256, 1_024, 4_096, 1_048_576])
def test_there_is_room_for_a_file_that_each_connection_is_sent(files: int):
    room = connections_for_files(files)

    assert room > files // 4
    assert files - 2 * room >= min(RESERVED_FILES, files // 3)
