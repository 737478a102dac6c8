"""The lines of a request beside its body have a longest length, wherever they are."""

import json

import pytest
from service.http_api.connections.connection_examples import (
    CHUNKED,
    HEAD,
    WHOLE,
    Server,
    is_closed,
)
from service.http_api.connections.connection_examples import as_it_was as as_it_was
from service.http_api.connections.connection_examples import server as server

from bsm_service.http_api.middleware.site_parts import DATA_HEADERS
from bsm_service.http_api.server.client_limits import HEADER_TOO_LARGE_RESPONSE


@pytest.mark.parametrize(
    "sent",
    [
        [WHOLE[:-2] + b"X-A: " + b"x" * 70_000 + b"\r\n\r\n"],
        [WHOLE[:-2] + b"X-A: ", *[b"x" * 10_000] * 7],
        [WHOLE[:-2] + b"X-A: 1\r\n" * 20_000 + b"\r\n"],
        [b"GET /" + b"x" * 70_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n"],
        [WHOLE, WHOLE[:-2] + b"X-A: ", *[b"x" * 10_000] * 7],
    ],
    ids=["at once", "in pieces", "of many lines", "an address", "a later request"],
)
def test_the_lines_of_a_request_have_a_longest_length(
    server: Server, sent: list[bytes]
):
    one = server.opened(*sent)

    assert is_closed(one)
    assert one.transport.written.startswith(b"HTTP/1.1 431 ")  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "sent",
    [
        [b"0\r\n" + b"T: yyyyyyy\r\n" * 20_000],
        [b"0\r\n", *[b"T: yyyyyyy\r\n" * 1_000] * 6],
        [b"0\r\nT: ", *[b"x" * 10_000] * 7],
        [b"0\r\n", *[b"x" * 10_000] * 7],
        [b"1;x=", *[b"x" * 10_000] * 7],
        [b"1\r\na\r\n" * 20_000, b"0\r\nT: ", *[b"x" * 10_000] * 7],
        [b"1;x=%s\r\na\r\n" % (b"x" * 10_000)] * 7,
    ],
    ids=[
        "trailers at once",
        "trailers in pieces",
        "one value",
        "one name",
        "one extension",
        "behind many chunks",
        "extensions",
    ],
)
def test_so_has_what_comes_around_a_body_in_chunks(server: Server, sent: list[bytes]):
    one = server.opened(CHUNKED, b"1\r\na\r\n")
    headers = list(one.scope["headers"])
    assert not is_closed(one)

    for data in sent:
        assert not is_closed(one)
        one.data_received(data)

    assert is_closed(one)
    assert one.transport.written == HEADER_TOO_LARGE_RESPONSE  # type: ignore[attr-defined]
    assert one.scope["headers"] == headers


def test_trailers_are_no_headers(server: Server):
    one = server.opened(CHUNKED, b"1\r\na\r\n0\r\nHost: y\r\n", b"T: z\r\n\r\n")

    assert one.scope["headers"] == [(b"host", b"x"), (b"transfer-encoding", b"chunked")]
    assert not one.cycle.more_body
    assert not is_closed(one)


def test_a_body_may_come_in_many_small_chunks(server: Server):
    one = server.opened(CHUNKED, *[b"1\r\na\r\n" * 1_000] * 50)

    assert not is_closed(one)


def test_what_is_too_long_does_not_break_into_an_answer(server: Server):
    one = server.opened(CHUNKED)
    one.cycle.response_started = True

    one.data_received(b"0\r\n" + b"T: yyyyyyy\r\n" * 20_000)

    assert is_closed(one)
    assert one.transport.written == b""  # type: ignore[attr-defined]


def test_a_long_body_behind_a_few_lines_is_no_long_head(server: Server):
    one = server.opened(HEAD + b"x" * 200_000, b"x" * 200_000)

    assert not is_closed(one)


def test_cookies_with_anything_escaped_are_left_out(server: Server):
    """To read them takes the square of their length, in Python up to 3.11.9."""
    many = b'a="' + b"\\" * 30_000 + b'"'
    lines = b"Cookie: b=1; " + many + b"; c=2\r\nCOOKIE: " + many + b"\r\n"

    one = server.opened(WHOLE[:-2] + lines + b"\r\n")

    assert one.scope["headers"][1:] == [(b"cookie", b"b=1; c=2"), (b"cookie", b"")]


@pytest.mark.parametrize(
    ("status", "sent"),
    [
        (400, b"nothing like HTTP\r\n\r\n"),
        (400, WHOLE[:-2] + b"Content-Length: many\r\n\r\n"),
        (400, b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03"),
        (431, WHOLE[:-2] + b"X-A: " + b"x" * 70_000 + b"\r\n\r\n"),
    ],
    ids=["no request", "no length", "TLS", "too long"],
)
def test_a_request_that_no_application_sees_is_refused_like_any_other(
    server: Server, status: int, sent: bytes
):
    one = server.opened(sent)

    head, _, body = one.transport.written.partition(b"\r\n\r\n")  # type: ignore[attr-defined]
    first, *lines = head.split(b"\r\n")
    headers = {tuple(line.split(b": ", 1)) for line in lines}
    problem = json.loads(body)
    assert is_closed(one)
    assert first.startswith(b"HTTP/1.1 %d " % status)
    assert headers >= {*DATA_HEADERS, (b"content-type", b"application/problem+json")}
    assert (b"content-length", b"%d" % len(body)) in headers
    assert (problem["status"], problem["code"]) == (status, "invalid_request")


def test_nothing_breaks_into_an_answer_that_has_begun(server: Server):
    one = server.opened(HEAD)
    one.cycle.response_started = True

    one.data_received(b"x" * 1_000_000 + b"nothing like HTTP\r\n\r\n")

    assert is_closed(one)
    assert one.transport.written == b""  # type: ignore[attr-defined]
