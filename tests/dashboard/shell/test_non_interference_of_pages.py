"""What is for some people only changes nothing on the pages of others: records that
differ in nothing else are drawn with the same bytes.
"""

import io
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from dashboard_examples import OpenPage
from python_calamine import CalamineWorkbook
from streamlit.runtime.media_file_manager import MediaFileManager
from streamlit.testing.v1 import AppTest
from systems import StoryClock, principal, system_in

import dashboard
from bsm_domain.foundation.roles import Role
from bsm_service.access.permissions import Principal
from bsm_service.documents.spreadsheets import MEDIA_TYPES, SpreadsheetFormat
from bsm_service.event_store.store import EventStore
from bsm_service.settings.settings import SignInMode
from dashboard.agreement.selection import DECISION
from dashboard.data import queries
from dashboard.data import system as data_system
from dashboard.follow_up.selection import ACTIVITY
from dashboard.forms import drafts
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
    named,
    objection_of,
    record_with,
    restricted_decisions,
)

PAGES = sorted(
    file.stem for file in Path(dashboard.__file__).with_name("app_pages").glob("[a-z]*")
)
PEOPLE = [principal(*who) for who in OUTSIDERS]
OF_THE_RECORD = [who for who in PEOPLE if who.role is not Role.AUDITOR]

Drawn = dict[tuple[str, str, str], list[bytes]]


def addresses(record: Record, by: Principal) -> Iterator[tuple[str, dict[str, str]]]:
    """What somebody opens: each page, and as it was; by ids of what is restricted."""
    for page in PAGES:
        yield page, {}
        if by.role is Role.LEADERSHIP:
            yield page, {"as_of": str(record.before + 3)}
    yield "agreements", {"view": "register"}
    yield "decision", {DECISION: record.ids["decision_id"]}
    yield "decision", {DECISION: record.ids["draft"]}
    yield "decision", {DECISION: record.restricted["decision_id"]}
    yield "decision", {DECISION: str(named("released"))}
    yield "follow_up", {ACTIVITY: record.restricted["activity_id"]}


def drawn(record: Record, people: Sequence[Principal], open_page: OpenPage) -> Drawn:
    """All elements of the pages, by who opened which page how."""
    clock = StoryClock(PRESENT)
    system = system_in(record.folder, clock=clock, established=False)
    data_system.use_system(system, SignInMode.DEMONSTRATION)
    queries.clear_caches()
    try:
        return {
            (by.account, page, str(query)): elements(open_page(page, by=by, **query))
            for by in people
            for page, query in addresses(record, by)
        }
    finally:
        queries.clear_caches()
        system.close()


def elements(app: AppTest) -> list[bytes]:
    """All that is sent to the browser, in its order."""
    return list(_elements_in(app._tree))


def _elements_in(node: Any) -> Iterator[bytes]:
    if getattr(node, "proto", None) is not None:
        yield node.proto.SerializeToString(deterministic=True)
    for child in getattr(node, "children", {}).values():
        yield from _elements_in(child)


def differences(
    folder: Path,
    people: Sequence[Principal],
    open_page: OpenPage,
    first: Part,
    second: Part | None = None,
    *,
    then: tuple[Part | None, Part | None] = (None, None),
    secret: str = SECRET,
) -> Iterator[str]:
    one = record_with(folder / "first", first, then=then[0])
    other = record_with(folder / "second", second, one.times, then=then[1])
    sides = [drawn(record, people, open_page) for record in (one, other)]
    assert sides[0].keys() == sides[1].keys()
    for where, seen in sides[0].items():
        assert seen
        for here, there in zip(seen, sides[1][where], strict=True):
            if here != there:
                yield f"{where}: {here[:300]!r} and {there[:300]!r}"
            if secret.encode() in here:
                yield f"{where} shows a secret: {here[:300]!r}"


@pytest.fixture(autouse=True)
def _nothing_by_chance(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files that pages offer are made at once, and named after what is in them. The
    root hash is of the bytes of all facts.
    """
    monkeypatch.setattr(MediaFileManager, "add_deferred", content_of_file)
    monkeypatch.setattr(EventStore, "root_at", lambda *_: bytes(32))
    monkeypatch.setattr(drafts, "token_hex", lambda size: "0" * 2 * size)


def content_of_file(
    _: MediaFileManager, data_callable: Callable[[], bytes], *about: Any, **__: Any
) -> str:
    content = data_callable()
    if MEDIA_TYPES[SpreadsheetFormat.XLSX] in about:
        # The archive has the time at which it was made.
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        return repr(book.get_sheet_by_index(0).to_python())
    return content.decode("latin-1")


def test_restricted_matter_changes_no_page_of_others(
    tmp_path: Path, open_page: OpenPage
):
    matter = {"first": restricted_decisions, "then": RESTRICTED_AGENDAS}
    found = list(differences(tmp_path, PEOPLE, open_page, **matter))
    assert found == [], "\n".join(found[:20])


def test_the_draft_of_an_agenda_changes_no_page_of_others(
    tmp_path: Path, open_page: OpenPage
):
    people = [*OF_THE_RECORD, principal(*FOCAL_POINT)]
    drafts = {"first": MORNING, "second": AFTERNOON, "secret": DRAFTED}
    found = list(differences(tmp_path, people, open_page, **drafts))
    assert found == [], "\n".join(found[:20])


def test_who_objected_changes_no_page_of_others(tmp_path: Path, open_page: OpenPage):
    objections = objection_of("AT"), objection_of("IT")
    found = list(differences(tmp_path, OF_THE_RECORD, open_page, *objections))
    assert found == [], "\n".join(found[:20])
