"""On no page do contacts of organisations find what is for focal points only."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from dashboard_examples import OpenPage, page_text
from systems import StoryClock, principal, system_in

from bsm_domain.foundation.roles import Role
from bsm_service.access.permissions import Principal, is_allowed
from bsm_service.settings.settings import SignInMode
from dashboard.data import queries
from dashboard.data import system as data_system
from dashboard.shell.layout import ALL_PAGES
from paired_agendas import RESTRICTED_AGENDAS
from paired_records import PRESENT, SECRET, Record, record_with, restricted_decisions

CONTACT = principal(Role.FOCAL_POINT, "FRONTEX")
STATE = principal(Role.FOCAL_POINT, "AT")


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    record = record_with(tmp_path, restricted_decisions, then=RESTRICTED_AGENDAS[0])
    system = system_in(record.folder, clock=StoryClock(PRESENT), established=False)
    system.engine.catch_up()
    data_system.use_system(system, SignInMode.DEMONSTRATION)
    queries.clear_caches()
    yield record
    queries.clear_caches()
    system.close()


def pages_with_secrets(record: Record, open_page: OpenPage, by: Principal) -> set[str]:
    """Those of the pages that the principal may open; as of the past, too."""
    found = set()
    asked: tuple[dict[str, str], ...] = ({}, {"as_of": str(record.after)})
    ids = {"decision": record.restricted["decision_id"]}
    for page, title, action in ALL_PAGES:
        if not is_allowed(by, action):
            continue
        for query in asked:
            app = open_page(Path(page).stem, by=by, **query, **ids)
            said = [page_text(app), *(str(each.value) for each in app.markdown)]
            choices = [*app.selectbox, *app.multiselect, *app.button_group]
            said += [str(each.options) for each in choices]
            said += [each.label for each in app.button]
            if any(SECRET in each for each in said):
                found.add(title)
    return found


def test_contacts_find_on_no_page_what_is_for_focal_points_only(
    record: Record, open_page: OpenPage
):
    assert pages_with_secrets(record, open_page, CONTACT) == set()
    of_states = pages_with_secrets(record, open_page, STATE)
    assert of_states >= {"Agenda", "Agreements", "Follow-up", "Decision", "History"}
