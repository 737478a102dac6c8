"""Routes of the pages under `/account`. Each page is declared above its function:

    PAGES = PageRoutes()

    @PAGES.post("/tokens/revoke", requires=redirect_if_not_allowed)
    def _revoke(request: PageRequest) -> Response:

Pages are plain functions that run in a thread: their queries must not block other
requests.
"""

import asyncio
import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bsm_domain.foundation.errors import DomainError
from bsm_service.accounts.pages.page_request import AccountPages, PageRequest
from bsm_service.accounts.pages.priority_thread_pool import QueueLimits, SignInQueue
from bsm_service.foundation.refusals import TooManySignIns
from bsm_service.http_api.requests.callers import is_from_program, require_same_origin

PageHandler = Callable[[PageRequest], Response]
REFUSAL_DELAY_SECONDS = 1.0  # seconds, so that retrying at once is not worthwhile


class QueueName(StrEnum):
    """`PASSWORDS` is for pages that check passwords, which takes processor time;
    `PROVIDER` for those that may wait for an identity provider.
    """

    PAGES = "pages"
    PASSWORDS = "proofs"
    PROVIDER = "provider"


def make_queues() -> dict[QueueName, SignInQueue]:
    """Empty queues for one server. Half of the processors check passwords."""
    half = max(1, min(4, (os.cpu_count() or 2) // 2))
    return {
        QueueName.PAGES: SignInQueue(
            QueueLimits(threads=8, waiting=200, per_caller=50)
        ),
        QueueName.PASSWORDS: SignInQueue(
            QueueLimits(threads=half, waiting=50, per_caller=20)
        ),
        QueueName.PROVIDER: SignInQueue(
            QueueLimits(threads=4, waiting=40, per_caller=10)
        ),
    }


@dataclass(frozen=True, slots=True)
class PageRoute:
    """An address under `/account`. `action` is in the permission table; public
    addresses are in its list of these. It is answered in the threads of a `queue`.
    `requires` says where to redirect a user who may not use the page now. A POST must
    come from a page of ours, unless programs without a cookie send it: `by_anybody` is
    for a signed address.
    """

    path: str
    page: PageHandler
    method: str = "GET"
    action: str = "account.own"
    by_anybody: bool = False
    queue: QueueName = QueueName.PAGES
    requires: Callable[[PageRequest], Response | None] = lambda _: None


class PageRoutes(list[PageRoute]):
    """The pages of one module."""

    def get(self, path: str, **options: Any) -> Callable[[PageHandler], PageHandler]:
        return self._add(path, "GET", options)

    def post(self, path: str, **options: Any) -> Callable[[PageHandler], PageHandler]:
        return self._add(path, "POST", options)

    def _add(
        self, path: str, method: str, options: Mapping[str, Any]
    ) -> Callable[[PageHandler], PageHandler]:
        def add(page: PageHandler) -> PageHandler:
            self.append(PageRoute(path, page, method, **options))
            return page

        return add


def make_routes(
    pages: AccountPages,
    declared: Iterable[PageRoute],
    queues: Mapping[QueueName, SignInQueue],
) -> list[Route]:
    return [_route(pages, route, queues[route.queue]) for route in declared]


def _route(pages: AccountPages, route: PageRoute, queue: SignInQueue) -> Route:
    async def endpoint(request: Request) -> Response:
        page_request = PageRequest(pages, request)
        try:
            if route.method == "POST":
                if not (route.by_anybody and is_from_program(request)):
                    require_same_origin(request)
                await page_request.read_body()
            answering = partial(_handle, page_request, route)
        except DomainError as error:
            answering = partial(page_request.error_response, error)
        try:
            name, is_known_device = page_request.queue_key
            future = queue.submit(name, answering, is_known_device=is_known_device)
        except TooManySignIns as error:
            await asyncio.sleep(REFUSAL_DELAY_SECONDS)
            return page_request.error_response(error)
        return await asyncio.wrap_future(future)

    return Route(route.path, endpoint, methods=[route.method], name=route.action)


def _handle(request: PageRequest, route: PageRoute) -> Response:
    try:
        request.authenticate()
        return route.requires(request) or route.page(request)
    except DomainError as error:
        return request.error_response(error)
