"""Whatever can be asked stands in the permission table: routes, commands, pages and
queries. And nothing stands there that cannot be asked.
"""

import ast
import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import pytest
from service.http_api.http_examples import Served, served
from service.http_api.routes import Address, every_address, is_in_the_table
from starlette.responses import Response
from starlette.routing import Mount, Route, WebSocketRoute

import bsm_projections
import dashboard
from bsm_projections.engine.read_context import ReadContext
from bsm_service.access.permission_table import (
    ALTERNATIVE_ACTIONS,
    PERMISSIONS,
    PUBLIC_ADDRESSES,
)
from bsm_service.application.command import every_command
from dashboard.shell import layout

DASHBOARD = Path(dashboard.__file__).parent
SERVICE = DASHBOARD.parent / "src" / "bsm_service"

# Each query, and under which actions the API and the pages ask it. What is empty helps
# other queries, or is asked by the product itself.
QUERIES = {
    "meetings.queries.meetings": "read.meetings",
    "meetings.queries.meeting": "read.meetings read.delegations read.registrations "
    "read.objectives read.activities",
    "meetings.queries.delegations": "read.delegations",
    "meetings.queries.meeting_delegations": "read.delegations",
    "registration.queries.registrations": "read.registrations",
    "registration.queries.registration": "read.registrations read.own-data",
    "registration.queries.registrations_of_participant": "read.own-data "
    "read.data-of-person",
    "registration.queries.count_registrations": "read.registrations",
    "meetings.objective_queries.objectives": "read.objectives",
    "meetings.objective_queries.objective": "read.objectives",
    "follow_up.queries.activities": "read.activities",
    "follow_up.queries.activity": "read.activities read.facts read.evidence",
    "follow_up.queries.activities_where": "",
    "follow_up.activity_details.activity_details": "read.activities",
    "follow_up.activity_details.ancestors": "read.facts",
    "follow_up.activity_details.evidence": "read.evidence",
    "follow_up.queries.open_from_earlier_meetings": "read.activities",
    "follow_up.next_meeting_due_dates.unsettled_due_dates": "",
    "follow_up.mentions.unanswered_mentions": "read.activities",
    "follow_up.remindable_activities.due_activities": "",
    "registration.queries.heads_of_delegation": "",
    "registration.queries.is_head_of_delegation": "",
    "follow_up.mentions.comments_that_mention": "",
    "history.queries.facts": "read.facts",
    "history.queries.fact": "read.facts",
    "history.queries.facts_by_month": "read.facts",
    "history.queries.fact_kinds": "read.facts",
    "history.queries.count_subjects": "read.facts",
    "follow_up.due_date_history.due_date_histories": "read.activities",
    "leadership.burn_up.burn_up": "read.activities",
    "leadership.burn_up.reporting_delegations": "read.facts",
    "leadership.queries.leadership_figures": "read.activities",
    "leadership.activity_figures.activity_figures": "read.activities",
    "leadership.activity_figures.open_by_age": "read.activities",
    "leadership.activity_figures.oldest_open": "read.activities",
    "leadership.activity_figures.postponed_by_owner": "read.activities",
    "leadership.activity_figures.postponed_by_meeting": "read.activities",
    "leadership.activity_figures.owners_by_status": "read.activities",
    "leadership.activity_changes.changes_by_owner": "read.activities",
    "leadership.activity_changes.latest_due_date_moves": "read.activities",
    "leadership.activity_changes.bulk_entries": "read.activities",
    "leadership.meeting_figures.meeting_figures": "page.overview",
    "leadership.meeting_figures.registrations_over_time": "read.registrations",
    "people.queries.participants": "read.participants",
    "people.queries.participant": "read.participants",
    "people.queries.participants_by_id": "read.participants personal.name "
    "read.own-data",
    "people.queries.focal_points_on": "read.participants",
    "people.queries.people_by_delegation": "read.participants",
    "privacy.retained_people.retained_people": "read.retention",
    "follow_up.activities_for_import.readable_comments": "activity.import",
    "follow_up.activities_for_import.ids_followed_by_meeting": "activity.import",
    "follow_up.activities_for_import.activity_titles": "activity.import",
    "follow_up.activities_for_import.activities_by_id": "activity.import",
}
HELPERS = {
    # The condition of a choice of facts, which `facts.facts` asks.
    "history.facts_behind_figures.figure_condition",
    "leadership.burn_up.dated_events",
}


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(
        tmp_path_factory.mktemp("data"),
        openid_issuer="https://identities.example",
        openid_client="bsm",
    ) as it:
        yield it


# Routes


def test_every_route_is_in_the_table_or_public_for_a_reason(here: Served):
    addresses = list(every_address(here.app.routes))

    assert [address for address in addresses if not is_in_the_table(address)] == []
    assert len({address.key for address in addresses}) == len(addresses) > 90


def test_every_route_that_is_public_or_asked_in_several_ways_is_there(here: Served):
    keys = {address.key for address in every_address(here.app.routes)}

    assert PUBLIC_ADDRESSES.keys() - keys == set()
    assert ALTERNATIVE_ACTIONS.keys() - keys == set()
    assert all(PUBLIC_ADDRESSES.values())


def test_a_route_that_nobody_put_into_the_table_is_found():
    async def anything(*_: object) -> Response:
        return Response()

    routes = [
        Mount("/api", routes=[Route("/new", anything, name="read.new")]),
        WebSocketRoute("/socket", anything, name="live.new"),
        Route("/account/sign-in", anything, methods=["PUT"]),
    ]

    assert [
        address.key for address in every_address(routes) if not is_in_the_table(address)
    ] == [
        "GET /api/new",
        "SOCKET /socket",
        "PUT /account/sign-in",
    ]
    assert is_in_the_table(Address("GET /api/meetings", "read.meetings"))


# Pages


def test_every_page_is_in_the_table_and_in_the_navigation():
    files = {
        f"app_pages/{file.name}"
        for file in (DASHBOARD / "app_pages").glob("*.py")
        if file.stem != "__init__"
    }
    navigated = set(_texts(DASHBOARD / "shell/layout.py")) & files

    assert {page for page, *_ in layout.PAGES} == files == navigated
    for page, _, action in layout.PAGES:
        assert action.startswith("page.")
        assert action in PERMISSIONS
        # What is drawn asks for the same action as the link to it.
        arguments = [
            call.args[1]
            for call in _calls(DASHBOARD / page)
            if isinstance(call.func, ast.Attribute) and call.func.attr == "show_page"
        ]
        assert [node.value for node in arguments if isinstance(node, ast.Constant)] == [
            action
        ]


# Queries


def test_every_query_is_asked_under_an_action_of_the_table():
    queries = {
        f"{module.__name__.removeprefix('bsm_projections.')}.{name}"
        for module in _query_modules()
        for name, query in inspect.getmembers(module, inspect.isfunction)
        if query.__module__ == module.__name__ and not name.startswith("_")
        if _takes_a_question(query)
    }

    assert queries >= HELPERS
    assert queries - HELPERS == QUERIES.keys()
    assert {
        action for query in QUERIES.values() for action in query.split()
    } <= PERMISSIONS.keys()


def test_every_question_of_the_pages_names_the_query_s_action():
    questions = list(_questions_of_pages())

    assert len(questions) > 20
    assert [
        pair for pair in questions if pair[0] not in QUERIES.get(pair[1], "").split()
    ] == []


def test_every_question_over_http_is_asked_by_a_route_of_the_query_s_action():
    questions = list(_questions_over_http())

    assert len(questions) > 15
    assert [
        pair for pair in questions if pair[0] not in QUERIES.get(pair[1], "").split()
    ] == []


def _query_modules() -> Iterator[ModuleType]:
    """Every module of the subjects. What lies below these is mechanism."""
    package = bsm_projections
    for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        if module.name.split(".")[1] not in ("databases", "engine"):
            yield importlib.import_module(module.name)


def _takes_a_question(function: Callable[..., object]) -> bool:
    first = next(iter(inspect.signature(function).parameters.values()), None)
    return first is not None and first.annotation is ReadContext


def _questions_of_pages() -> Iterator[tuple[str, str]]:
    """Action and query of each `viewer.fetch("action", query, …)` in the dashboard."""
    for file in DASHBOARD.rglob("*.py"):
        for call in _calls(file):
            is_fetch = (
                isinstance(call.func, ast.Attribute) and call.func.attr == "fetch"
            )
            if not is_fetch or len(call.args) < 2:
                continue
            action, query = call.args[:2]
            if isinstance(action, ast.Constant) and isinstance(action.value, str):
                yield action.value, _queries_named_in(file).get(ast.unparse(query), "?")


def _questions_over_http() -> Iterator[tuple[str, str]]:
    """Action and query of each route that asks one, by the name of the route."""
    for file in SERVICE.rglob("*.py"):
        queries = _queries_named_in(file)
        helpers = {
            node.name: node
            for node in ast.parse(file.read_text()).body
            if isinstance(node, ast.FunctionDef)
        }
        for route in ast.walk(ast.parse(file.read_text())):
            action = _name_of_route(route)
            if action is None:
                continue
            names = [ast.unparse(call.func) for call in _calls_in(route)]
            for name in [*names]:
                if name in helpers:
                    names += [
                        ast.unparse(call.func) for call in _calls_in(helpers[name])
                    ]
            yield from ((action, queries[name]) for name in names if name in queries)


def _name_of_route(it: ast.AST) -> str | None:
    if not isinstance(it, ast.FunctionDef):
        return None
    for decorator in it.decorator_list:
        if isinstance(decorator, ast.Call):
            for named in decorator.keywords:
                if named.arg == "name" and isinstance(named.value, ast.Constant):
                    return str(named.value.value)
    return None


def _queries_named_in(file: Path) -> dict[str, str]:
    """What a file calls the queries that it imports, and what they are called."""
    package = bsm_projections.__name__
    modules = {}
    for node in ast.walk(ast.parse(file.read_text())):
        if not isinstance(node, ast.ImportFrom) or node.module is None:
            continue
        if not node.module.startswith(f"{package}."):
            continue
        inside = node.module.removeprefix(f"{package}.")
        for alias in node.names:
            name_here = alias.asname or alias.name
            imported = getattr(importlib.import_module(node.module), alias.name)
            if isinstance(imported, ModuleType):
                for name, _ in inspect.getmembers(imported, inspect.isfunction):
                    modules[f"{name_here}.{name}"] = f"{inside}.{alias.name}.{name}"
            else:
                modules[name_here] = f"{inside}.{alias.name}"
    return {
        name_here: query for name_here, query in modules.items() if query in QUERIES
    }


def _calls(file: Path) -> Iterator[ast.Call]:
    yield from _calls_in(ast.parse(file.read_text()))


def _calls_in(tree: ast.AST) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield node


def _texts(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


# And the other way round


def test_nothing_stands_in_the_table_that_cannot_be_asked():
    commands = {command.NAME for command in every_command()}
    written = {
        text
        for folder in (SERVICE, DASHBOARD)
        for file in folder.rglob("*.py")
        if file.name != "permission_table.py"
        for text in _texts(file)
    }
    personal = {name for name in PERMISSIONS if name.startswith("personal.")}

    assert PERMISSIONS.keys() - commands - written - personal == set()
