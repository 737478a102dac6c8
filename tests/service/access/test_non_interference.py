"""What is for some people only changes nothing for others: records that differ in
nothing else are the same bytes to them, on every surface of the API.
"""

import io
import re
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import timedelta
from http import HTTPStatus
from itertools import count
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from python_calamine import CalamineWorkbook
from service.http_api.http_examples import Served, served
from service.http_api.http_requests import NOTHING, SENT, with_ids
from service.http_api.routes import PUBLIC_ADDRESSES, every_address, every_route
from service.reminders.recipients import LetterBox
from starlette.testclient import TestClient
from systems import StoryClock
from typer.testing import CliRunner

from bsm_domain.foundation.roles import Role
from bsm_service.application.record_list import every_list
from bsm_service.assembly.command_line import app
from bsm_service.documents.spreadsheets import MEDIA_TYPES, SpreadsheetFormat
from bsm_service.event_store.store import EventStore
from bsm_service.http_api.middleware import outermost_layer
from bsm_service.http_api.responses.formats import PROVENANCE_HEADER
from bsm_service.reminders.scheduler import ReminderScheduler
from bsm_service.reminders.smtp_mailer import MailSettings
from bsm_service.vault import read_log
from paired_agendas import (
    AFTERNOON,
    DRAFTED,
    MORNING,
    RESTRICTED_AGENDAS,
)
from paired_records import (
    FOCAL_POINT,
    OUTSIDERS,
    PRESENT,
    SECRET,
    Part,
    Record,
    address_of,
    named,
    objection_of,
    record_with,
    restricted_decisions,
)

UNDER = "/api/v1"
# A stream of positions never ends, and tells nothing else; figures of the server are
# of the process.
ELSEWHERE_TESTED = {"GET /api/v1/positions", "GET /metrics"}
ELSEWHERE = "192.0.2.7"
# Of figures, what a process has done, and how fast.
OF_THE_PROCESS = r"^\w*(created|seconds|total)"
NO_IDS = {
    "account_id": "0" * 32,
    "focal_point": "0" * 32,
    "mandate_id": "0" * 32,
    "notice_id": "0" * 32,
    "letter_id": "0" * 32,
    "session_id": NOTHING,
    "milestone_id": NOTHING,
    "evidence_id": NOTHING,
    "note_id": NOTHING,
    "revision": "1",
    "on": NOTHING,
    "code": "AT",
    "other_id": NOTHING,
    "other_code": "AT",
    "name": "style.css",
    "signed": "nothing",
}
# Readings are numbered in both records together.
IDS_OF_READINGS = re.compile(rb"0{20}[0-9a-f]{12}")
FILTERS = {
    "meeting_id": "{meeting_id}",
    "decision_id": "{decision_id}",
    "session_id": "{session_id}",
    "stream_id": "{decision_id}",
    "delegation": "IT",
    "concerning": "IT",
    "awaiting": "IT",
    "words": "the",
    "owner": "IT",
    "status": "adopted",
    "since": "2016-01-01",
    "until": "2016-12-31",
    "is_open": "true",
    "unanswered": "true",
    "late": "true",
    "without_note": "true",
    "waiting": "true",
    "present": "true",
    "decided": "true",
    "overdue": "true",
    "entered_late": "false",
    "newest_first": "true",
    "kind": "bsm.decision.tabled.v1",
    "number": "1",
    "format": "csv",
}
# What is asked in another way, and what only says how an answer is given.
OTHER_PARAMETERS = {"from", "to", "as_of", "limit", "cursor", "plain", "clock"}
# What is about people.
OTHER_PARAMETERS |= {"groups", "on"}
BOTH_VERSIONS = {"from": "1", "to": "1"}
# Of those who see what delegations say, and may not see the rest.
OF_THE_RECORD = [who for who in OUTSIDERS if who[0] is not Role.AUDITOR]
NOT_OF_THE_DRAFT = [*OF_THE_RECORD, FOCAL_POINT]


@dataclass
class Side:
    """One of two records, served."""

    record: Record
    here: Served

    def client(self, role: Role, delegation: str | None) -> TestClient:
        token = self.record.tokens[role, delegation]
        return self.here.client(address=ELSEWHERE, Authorization=f"Bearer {token}")


Pair = tuple[Side, Side]


def pair_of(
    folder: Path,
    first: Part,
    second: Part | None = None,
    then: tuple[Part | None, Part | None] = (None, None),
) -> Iterator[Pair]:
    with ExitStack() as stack:

        def side(record: Record) -> Side:
            clock = StoryClock(PRESENT)
            here = served(record.folder, clock=clock, requests_per_minute=0)
            return Side(record, stack.enter_context(here))

        one = record_with(folder / "first", first, then=then[0])
        other = record_with(folder / "second", second, one.times, then=then[1])
        assert (one.times, one.end) == (other.times, other.end)
        yield side(one), side(other)


@pytest.fixture(scope="module", autouse=True)
def _nothing_by_chance() -> Iterator[None]:
    """Ids of requests and readings, and the root hash, which is of all bytes."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(outermost_layer, "token_hex", lambda size: "0" * 2 * size)
        patch.setattr(EventStore, "root_at", lambda *_: bytes(32))
        numbers = count()
        patch.setattr(read_log, "new_id", lambda _: UUID(int=next(numbers)))
        yield


@pytest.fixture(scope="module")
def restricted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pair]:
    folder = tmp_path_factory.mktemp("restricted")
    yield from pair_of(folder, restricted_decisions, then=RESTRICTED_AGENDAS)


@pytest.fixture(scope="module")
def objecting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pair]:
    folder = tmp_path_factory.mktemp("objecting")
    yield from pair_of(folder, objection_of("AT"), objection_of("IT"))


@pytest.fixture(scope="module")
def drafting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pair]:
    folder = tmp_path_factory.mktemp("drafting")
    yield from pair_of(folder, MORNING, AFTERNOON)


Seen = tuple[int, dict[str, str], bytes]
# All others are the same for every answer.
HEADERS = ("content-type", "content-disposition", "etag", "link", PROVENANCE_HEADER)


def seen(response: Any) -> Seen:
    headers = {
        name: response.headers[name] for name in HEADERS if name in response.headers
    }
    content: bytes = response.content
    if headers["content-type"] == MEDIA_TYPES[SpreadsheetFormat.XLSX]:
        # The archive has the time at which it was made.
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        content = repr(book.get_sheet_by_index(0).to_python()).encode()
    return response.status_code, headers, IDS_OF_READINGS.sub(b"", content)


def first_difference(one: bytes, other: bytes) -> str:
    pairs = enumerate(zip(one, other, strict=False))
    place = next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))
    part = slice(max(0, place - 80), place + 80)
    return f"{one[part]!r} and {other[part]!r}"


def queries(
    declared: set[str], ids: dict[str, str], record: Record, role: Role
) -> Iterator[dict[str, str]]:
    """What an address is asked with: nothing, each of its filters, past moments, and as
    a file. A workbook takes longer than all else and has the rows of the other files,
    so it is asked about what everybody may see and what is restricted.
    """
    required = BOTH_VERSIONS if "from" in declared else {}
    values = with_ids(FILTERS, ids)
    yield required
    if "as_of" in declared:
        yield required | {"as_of": str(record.before + 3)}
    if role is not Role.LEADERSHIP:
        return  # whatever is asked, an audience is one and the same
    for name in sorted(declared & values.keys()):
        yield required | {name: values[name]}
    seen_and_restricted = (record.ids["decision_id"], record.restricted["decision_id"])
    if "format" in declared and ids["decision_id"] in seen_and_restricted:
        yield required | {"format": "xlsx"}


def addresses(here: Served) -> Iterator[tuple[str, set[str]]]:
    """Every address that is read, and the query parameters that it declares."""
    declared = {
        f"{UNDER}{route.path}": parameters_of(route.dependant)
        for route in every_route(here.routes)
        if hasattr(route, "dependant") and "GET" in route.methods
    }
    for address in every_address(here.routes):
        method, _, path = address.key.partition(" ")
        if method == "GET" and address.key not in {
            *PUBLIC_ADDRESSES,
            *ELSEWHERE_TESTED,
        }:
            yield path, declared.get(path, set())


def parameters_of(dependant: Any) -> set[str]:
    found = {parameter.alias for parameter in dependant.query_params}
    return found.union(*map(parameters_of, dependant.dependencies))


def ids_of(record: Record) -> Iterator[dict[str, str]]:
    """What requests are about: what everybody may see, a draft, and what is restricted
    in the first record; and some fact of each.
    """
    common = {**NO_IDS, **record.ids, "position": str(record.end)}
    yield common
    draft = {"decision_id": record.ids["draft"], "position": str(record.before + 1)}
    yield common | draft
    yield common | {**record.restricted, "position": str(record.before + 2)}
    planned = {"session_id": str(named("planned"))}
    yield common | {"decision_id": str(named("released"))} | planned


def requests(
    here: Served, record: Record, role: Role
) -> Iterator[tuple[str, dict[str, str]]]:
    """Addresses with their queries; those without an id only once."""
    for number, ids in enumerate(ids_of(record)):
        for path, declared in addresses(here):
            if number == 0 or "{" in path or "stream_id" in declared:
                for query in queries(declared, ids, record, role):
                    yield with_ids(path, ids), query


def differences(
    pair: Pair, who: Sequence[tuple[Role, str | None]], secret: str = SECRET
) -> Iterator[str]:
    one = pair[0]
    for role, delegation in who:
        clients = [side.client(role, delegation) for side in pair]
        closed = ""
        for path, query in requests(one.here, one.record, role):
            if path == closed:
                continue
            first, second = (seen(client.get(path, params=query)) for client in clients)
            where = f"{role} at {path} with {query}"
            if first != second:
                what = first_difference(first[2], second[2])
                yield f"{where}: {first[:2]} and {second[:2]}: {what}"
            if secret.encode() in first[2]:
                yield f"{where} reads a secret"
            if first[0] == HTTPStatus.FORBIDDEN:
                closed = path  # whatever is asked


def test_every_address_is_asked_with_all_that_it_declares(restricted: Pair):
    """Whoever adds an address or a filter adds it here."""
    here = restricted[0].here
    for path, declared in addresses(here):
        for ids in ids_of(restricted[0].record):
            assert "{" not in with_ids(path, ids), path
        assert declared <= FILTERS.keys() | OTHER_PARAMETERS, path


def test_restricted_matter_changes_nothing_that_others_read(restricted: Pair):
    found = list(differences(restricted, OUTSIDERS))
    assert found == [], "\n".join(found[:20])


def test_who_objected_changes_nothing_that_others_read(objecting: Pair):
    found = list(differences(objecting, OF_THE_RECORD))
    assert found == [], "\n".join(found[:20])


def test_the_draft_of_an_agenda_changes_nothing_that_others_read(drafting: Pair):
    found = list(differences(drafting, NOT_OF_THE_DRAFT, DRAFTED))
    assert found == [], "\n".join(found[:20])


@pytest.mark.parametrize("role", [Role.SECRETARIAT, Role.CHAIR, Role.AUDITOR])
def test_the_draft_is_read_by_those_who_work_with_it(drafting: Pair, role: Role):
    """Else the records would not differ in anything."""
    told = [
        side.here.as_(role).get(
            f"{UNDER}/meetings/{side.record.ids['meeting_id']}/draft-agenda"
        )
        for side in drafting
    ]
    assert [answer.status_code for answer in told] == [HTTPStatus.OK] * 2
    assert all(DRAFTED in answer.text for answer in told)
    assert told[0].text != told[1].text


def test_ids_of_restricted_matter_are_answered_like_unknown_ones(restricted: Pair):
    """With the same bytes, whatever is asked: E30, E31."""
    here, record = restricted[0].here, restricted[0].record
    known = {**NO_IDS, **record.ids, **record.restricted}
    unknown = known | {name: str(named(f"no {name}")) for name in record.restricted}
    asked = 0
    for role, delegation in OUTSIDERS:
        client = restricted[0].client(role, delegation)
        for route in [*SENT, *(f"GET {path}" for path, _ in addresses(here))]:
            method, _, path = route.partition(" ")
            if not any(f"{{{name}}}" in route for name in record.restricted):
                continue
            prefix = "" if method == "GET" else UNDER
            answers = []
            for ids in (known, unknown):
                response = client.request(
                    method,
                    prefix + with_ids(path, ids),
                    json=with_ids(SENT.get(route), ids),
                    params=BOTH_VERSIONS if "comparison" in path else None,
                )
                text = response.text
                for name in record.restricted:
                    text = text.replace(ids[name], name)
                answers.append((response.status_code, text))
            assert answers[0] == answers[1], (role, route)
            asked += 1
    assert asked > 100


def test_figures_of_the_server_and_the_socket_tell_nothing_of_it(restricted: Pair):
    told = []
    for side in restricted:
        text = side.here.as_(Role.ADMINISTRATOR).get("/metrics").text
        figures = [
            line
            for line in text.splitlines()
            if line.startswith("bsm_") and not re.search(OF_THE_PROCESS, line)
        ]
        assert len(figures) > 10
        client = side.client(Role.LEADERSHIP, None)
        with client.websocket_connect("ws://127.0.0.1:8501/api/live") as socket:
            told.append((figures, socket.receive_text()))
    assert told[0] == told[1]


def test_e_mails_tell_nothing_of_it(restricted: Pair):
    outsiders = [address_of(*who) for who in OUTSIDERS]
    told = []
    for side in restricted:
        system, box = side.here.system, LetterBox()
        settings = MailSettings(mailer=box, sender="record@example.org")
        reminders = ReminderScheduler(system, settings)
        clock = system.store.clock
        assert isinstance(clock, StoryClock)
        for clock.time in (PRESENT, PRESENT + timedelta(days=1, hours=1), PRESENT):
            reminders.run_once()
        assert address_of(*FOCAL_POINT) in [one["To"] for one in box.messages]
        told.append([str(one) for one in box.messages if one["To"] in outsiders])
    assert told[0] == told[1]


def test_lists_of_the_command_line_tell_nothing_of_it(restricted: Pair):
    told: list[list[str]] = []
    for side in restricted:
        record = side.record
        options = ["--as", "the leadership", "--as-of", str(record.end), "--json"]
        options += ["--data", str(record.folder)]
        answers = []
        for one in every_list():
            if not one.has_verb:
                continue
            named = [
                argument
                for thing in ("meeting", "activity", "decision", "objective")
                if f"{{{thing}_id}}" in one.path
                for argument in (f"--{thing}", record.ids[f"{thing}_id"])
            ]
            versions = ["--from", "1", "--to", "1"] if "comparison" in one.path else []
            listed = ["list", one.name, *named, *versions, *options]
            result = CliRunner().invoke(app, listed)
            answers.append(f"{one.name} {result.exit_code} {result.output}")
        told.append(answers)
    assert len(told[0]) > 10
    assert sum(" 0 {" in answer for answer in told[0]) > 8
    assert told[0] == told[1]
    assert not [answer for answer in told[0] if SECRET in answer]
