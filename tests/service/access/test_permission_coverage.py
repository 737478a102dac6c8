"""Whatever can be asked stands in the permission table: routes, commands, pages and
queries. And nothing stands there that cannot be asked.
"""

import ast
import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest
from service.http_api.http_examples import Served, served
from service.http_api.routes import (
    ALTERNATIVE_ACTIONS,
    PUBLIC_ADDRESSES,
    Address,
    every_address,
    is_in_the_table,
)
from starlette.responses import Response
from starlette.routing import Mount, Route, WebSocketRoute

import bsm_projections
import dashboard
from bsm_domain.foundation.roles import Role
from bsm_projections.engine.read_context import ReadContext
from bsm_service.access.permission_table import (
    PERMISSIONS,
)
from bsm_service.application.command import every_command
from bsm_service.application.record_list import every_item, every_list
from dashboard.shell import layout

DASHBOARD = Path(dashboard.__file__).parent
SERVICE = DASHBOARD.parent / "src" / "bsm_service"

# Leadership's figures are counted from what these list.
LISTED_BY = {"leadership": "follow_up"}
# What somebody is told of themself, and of others by name, as each row says.
OF_PERSONS = {"read.own-data", "personal.name", "read.participants"}


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
    addresses = list(every_address(here.routes))

    assert [address for address in addresses if not is_in_the_table(address)] == []
    assert len({address.key for address in addresses}) == len(addresses) > 90


def test_every_route_that_is_public_or_asked_in_several_ways_is_there(here: Served):
    keys = {address.key for address in every_address(here.routes)}

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

    assert {page for page, *_ in layout.ALL_PAGES} == files == navigated
    for page, _, action in layout.ALL_PAGES:
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


def _actions_of_listed_queries() -> dict[str, set[str]]:
    actions: dict[str, set[str]] = {}
    for one in (*every_list(), *every_item()):
        name = f"{one.query.__module__}.{one.query.__name__}"
        actions.setdefault(name, set()).add(one.action)
    return actions


def test_a_page_asks_the_query_of_a_list_under_the_list_s_action():
    actions = _actions_of_listed_queries()
    questions = [
        (action, f"bsm_projections.{query}")
        for action, query in _questions_of_pages()
        if f"bsm_projections.{query}" in actions
    ]

    assert len(questions) > 10
    assert [pair for pair in questions if pair[0] not in actions[pair[1]]] == []


# Fewer may read what delegations answer and request than who is registered.
OF_DELEGATIONS = {
    "read.change-requests",
    "read.delegation-cards",
    "read.delegation-members",
    "read.delegation-notes",
    "read.open-decisions",
    "read.own-registration",
    "read.queue",
    "read.places",
}


def test_no_query_is_asked_for_more_roles_than_the_lists_of_its_subject():
    roles: dict[str, set[Role]] = {}
    listed = set()  # of which the test above knows the action
    for one in (*every_list(), *every_item()):
        listed.add((one.action, f"{one.query.__module__}.{one.query.__name__}"))
        if one.action in OF_DELEGATIONS:
            continue
        subject = one.query.__module__.split(".")[1]
        roles[subject] = roles.get(subject, set(Role)) & PERMISSIONS[one.action].keys()
    questions = [*_questions_of_pages(), *_questions_over_http()]
    actions = _actions_of_listed_queries()

    assert len(questions) > 25
    assert [query for _, query in questions if query == "?"] == []
    for action, query in questions:
        if action in actions.get(f"bsm_projections.{query}", ()):
            continue  # asked as its own list is
        subject = query.split(".")[0]
        allowed = roles[LISTED_BY.get(subject, subject)]
        is_listed = (action, f"bsm_projections.{query}") in listed
        if action not in OF_PERSONS | OF_DELEGATIONS and not is_listed:
            assert PERMISSIONS[action].keys() <= allowed, (action, query)


def _query_modules() -> Iterator[ModuleType]:
    """Every module of the subjects. What lies below these is mechanism."""
    package = bsm_projections
    for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        if module.name.split(".")[1] not in ("databases", "engine"):
            yield importlib.import_module(module.name)


@cache
def _every_query() -> set[str]:
    """Every function that is given a read context."""
    return {
        f"{module.__name__.removeprefix('bsm_projections.')}.{name}"
        for module in _query_modules()
        for name, query in inspect.getmembers(module, inspect.isfunction)
        if query.__module__ == module.__name__ and _takes_a_question(query)
    }


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
    _every_query()  # imports all that may be named
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
        name_here: query
        for name_here, query in modules.items()
        if query in _every_query()
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
