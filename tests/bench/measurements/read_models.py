"""Read models: how fast they follow the log, and how fast they answer, now and then."""

import time
from collections.abc import Callable

from bench.results import Row, at_most, middle, rate
from bench.setup.sample_record import Scene
from bench.setup.temporary_storage import Ground

from bsm_domain.recorded import Recorded
from bsm_projections.databases import Database
from bsm_projections.engine import Engine, Log
from bsm_projections.moment import Audience, Moment
from bsm_projections.queries import lists
from bsm_projections.queries.overview import figures
from bsm_service.opening import read_models

_EVERYBODY = Audience(focal_points_matter=True)
_ONE_BY_ONE = 1_500
_CAUGHT_UP = 50_000
_ASKED = 25


class Beginning:
    """The first facts of a log."""

    def __init__(self, log: Log, length: int) -> None:
        self._log = log
        self._length = length

    def page(self, after: int, limit: int) -> list[Recorded]:
        return self._log.page(after, min(limit, self._length - after))


def catch_up_row(scene: Scene, here: Ground, rounds: int) -> Row:
    """Empty read models that catch up, beside one transaction a fact."""
    store = scene.system.store
    length = min(store.position(), _CAUGHT_UP)
    log, few = Beginning(store, length), min(length, _ONE_BY_ONE)
    paged, single = [], []
    for number in range(rounds):
        beginning = Beginning(store, few)
        paged.append(_catch_up(log, here.read_models(f"paged{number}")))
        single.append(_catch_up(beginning, here.read_models(f"single{number}"), 1))
    return rate(
        "catch-up in pages / one fact a transaction",
        middle(paged),
        middle(single),
        "/s",
        10 if here.url is None else 20,
        f"{length:,} facts into {len(read_models())} read models",
    )


def _catch_up(log: Log, database: Database, page_size: int | None = None) -> float:
    engine = Engine(log, database, read_models(), page_size=page_size)
    start = time.perf_counter()
    reached = engine.catch_up()
    taken = time.perf_counter() - start
    database.close()
    return reached / taken


def answer_rows(scene: Scene) -> tuple[Row, Row, Row]:
    """Questions asked of the read models themselves, without HTTP."""
    meeting, number = str(scene.meeting_id), scene.registrations()
    live = scene.system.now()

    def overview(moment: Moment) -> Callable[[], object]:
        def asked() -> object:
            with scene.system.ask(moment, _EVERYBODY) as question:
                return figures(question, meeting)

        return asked

    def state() -> object:
        with scene.system.ask(_before(live, 0.9), _EVERYBODY) as question:
            return lists.registrations(question, meeting, limit=number)

    now, past = seconds(overview(live)), seconds(overview(_before(live, 0.5)))
    return (
        rate("overview of the past / of now", 1 / past, 1 / now, "/s", 0.5),
        at_most(f"figures of the Overview at {number:,}", now, 0.01, "s"),
        at_most(
            f"state of {number:,} registrations at a past moment",
            seconds(state, times=5),
            0.1,
            "s",
            "every registration as it was known when nine facts of ten were on record",
        ),
    )


def _before(live: Moment, share: float) -> Moment:
    return Moment(max(1, int(live.position * share)), live.at, live=False)


def seconds(ask: Callable[[], object], times: int = _ASKED) -> float:
    """The middle of several answers."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        ask()
        taken.append(time.perf_counter() - start)
    return middle(taken)
