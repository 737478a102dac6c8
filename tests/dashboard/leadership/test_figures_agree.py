"""The same question has the same answer wherever it is asked: every figure of the
pages, the brief, the API and the command line is collected by what it means, and
compared.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
from dashboard_examples import OpenPage, page_text
from random_activities import ByChance, by_chance, some_moments
from systems import CHAIR, LEADERSHIP, StoryClock, system_in

from bsm_projections.engine.moment import Moment
from bsm_projections.engine.read_context import ReadContext
from bsm_projections.follow_up import queries as follow_up_queries
from bsm_projections.meetings import queries as meetings_queries
from bsm_service.access.permissions import Principal
from bsm_service.application.system import audience_of
from bsm_service.leadership import brief
from bsm_service.leadership.report import leadership_report, report_model
from bsm_service.settings.settings import SignInMode
from dashboard.data import queries as data_queries
from dashboard.data import record
from dashboard.data import system as data_system

# What a text of a page says, and what its numbers mean.
MEANINGS = {
    "overview": (
        (r"produced (\d+) follow-up activit\w+[:,]", ("activities",)),
        (
            r"(?:up activit\w+|earlier meetings): (\d+) open, (none|\d+) of them",
            ("open", "overdue"),
        ),
        (r"<h2[^>]*>(\d+) of (\d+) activit\w+ conf", ("confirmed", "activities")),
        (
            r"(\d+) of (\d+) agreed activit\w+ confirmed as done(?:, (\d+) withdrawn)?",
            ("confirmed", "agreed", "withdrawn"),
        ),
        (r"Activities open</dt><dd[^>]*>(\d+)<", ("open",)),
        (r"<dd[^>]*>of (\d+)(?: arising|: \d+ arising)", ("activities",)),
        (r"Overdue</dt><dd[^>]*>(\d+)<", ("overdue",)),
        (r"Confirmed as done</dt><dd[^>]*>(\d+)<", ("confirmed",)),
    ),
    "follow_up": (
        (r"<h1[^>]*>(\d+) of (\d+) activit\w+ (?:is|are) ", ("overdue", "activities")),
        (r"<h2[^>]*>(\d+) of (\d+) activit\w+ conf", ("confirmed", "activities")),
        (
            r'measure">(\d+) activit\w+(?: and (\d+) that w\w+ rep)?',
            ("activities", "replaced"),
        ),
    ),
    "commitments": (
        (
            r"<h1[^>]*>(\d+) of (\d+) activit\w+ \w+ confirmed",
            ("confirmed", "activities"),
        ),
        (r"and (\d+) (?:is|are) open, (none|\d+)", ("open", "overdue")),
        (r"Open</dt><dd[^>]*>(\d+)<", ("open",)),
        (r"<dd[^>]*>of (\d+) in all", ("activities",)),
        (r"Overdue</dt><dd[^>]*>(\d+)<", ("overdue",)),
        (r"<dd[^>]*>(\d+) of (\d+) whose orig", ("on time", "was due")),
        (r"Postponed</dt><dd[^>]*>(\d+)<", ("slipped",)),
        (r"Waiting for confirmation</dt><dd[^>]*>(\d+)<", ("waiting",)),
        (
            r"(\d+) of (\d+) agreed activit\w+ confirmed as done(?:, (\d+) withdrawn)?",
            ("confirmed", "agreed", "withdrawn"),
        ),
    ),
}
# Where nothing is overdue or withdrawn, all is closed, or some were carried over from
# an earlier meeting, a sentence is another one;
# the Chair's Follow-up begins with what waits for the Chair.
AT_TIMES = (
    "produced (",
    "earlier meetings): (",
    "is|are",
    "agreed activit",
    "of (\\d+) whose orig",
    "<h2",
)

Collected = dict[str, dict[str, int]]


@pytest.fixture(scope="module")
def random_network(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ByChance]:
    clock = StoryClock()
    system = system_in(tmp_path_factory.mktemp("data"), clock=clock)
    random_network = by_chance(system, clock, seed=7, activities=25, steps=200)
    data_system.use_system(system, SignInMode.DEMONSTRATION)
    data_queries.clear_caches()
    yield random_network
    data_queries.clear_caches()
    system.close()


def collect(collected: Collected, source: str, text: str, page: str) -> None:
    for pattern, names in MEANINGS[page]:
        matches = re.findall(pattern, text)
        assert matches or any(phrase in pattern for phrase in AT_TIMES), (
            source,
            pattern,
        )
        for match in matches[:1]:
            numbers = (match,) if isinstance(match, str) else match
            for name, number in zip(names, numbers, strict=True):
                value = 0 if number in ("", "none") else int(number)
                collected[name][f"{source}: {pattern}"] = value


def of_lists(collected: Collected, context: ReadContext, meeting: str) -> None:
    """What lists of the API and of the command line count."""

    def total(**choice: Any) -> int:
        page = follow_up_queries.activities(context, meeting_id=meeting, **choice)
        return page.total

    replaced = total(status="superseded")
    collected["activities"]["list"] = total() - replaced
    collected["replaced"]["list"] = replaced
    collected["open"]["list"] = total(is_open=True)
    collected["overdue"]["list"] = total(overdue=True)
    collected["confirmed"]["list"] = total(status="confirmed")
    collected["waiting"]["list"] = total(status="reported complete")
    rows = follow_up_queries.activities(context, meeting_id=meeting, limit=1_000).items
    on_time = [row.completed_on_time for row in rows]
    collected["was due"]["list"] = len(on_time) - on_time.count(None)
    collected["on time"]["list"] = on_time.count(True)
    # Where every owner is invited.
    if invited := meetings_queries.meeting_delegations(context, meeting):
        collected["open"]["delegations"] = sum(
            delegation.open_activities for delegation in invited
        )


def of_leadership(
    collected: Collected,
    random_network: ByChance,
    moment: Moment,
    by: Principal,
    meeting: str,
) -> None:
    """What the API, the command line and the brief tell leadership."""
    report = leadership_report(
        random_network.system, moment, audience_of(by), meeting_id=meeting
    )
    figures = report_model(report).commitments.figures
    names = {"completed_on_time": "on time", "was_due": "was due"}
    for name in ("activities", "open", "overdue", "confirmed", "slipped", "waiting"):
        collected[name]["API"] = getattr(figures, name)
    for field, name in names.items():
        collected[name]["API"] = getattr(figures, field)
    brief_data = brief.brief_data(random_network.system, report, None)
    by_label = {figure["label"]: figure["value"] for figure in brief_data["figures"]}
    for label, name in (
        ("Open", "open"),
        ("Overdue", "overdue"),
        ("Postponed", "slipped"),
    ):
        collected[name]["brief"] = int(by_label[label])
    owners = report.commitments.owners
    collected["activities"]["by owner"] = sum(owner.activities for owner in owners)
    collected["open"]["by owner"] = sum(owner.open for owner in owners)
    collected["overdue"]["by owner"] = sum(owner.overdue for owner in owners)
    collected["open"]["by age"] = sum(band.open for band in report.commitments.ages)


@pytest.mark.parametrize("by", [CHAIR, LEADERSHIP], ids=["Chair", "leadership"])
def test_whoever_asks_reads_the_same_number_everywhere(
    random_network: ByChance, open_page: OpenPage, by: Principal
):
    for as_of in some_moments(random_network, 3):
        meeting: UUID = random_network.chance.choice(random_network.meetings[:2])
        moment = record.moment_as_of(as_of)[0] if as_of else record.live_moment()
        collected: Collected = defaultdict(dict)
        with random_network.system.read(moment, audience_of(by)) as context:
            if meetings_queries.meeting(context, str(meeting)) is None:
                continue
            of_lists(collected, context, str(meeting))
        if not collected["activities"]["list"]:
            continue
        of_leadership(collected, random_network, moment, by, str(meeting))
        asked = {"meeting": str(meeting)} | ({"as_of": as_of} if as_of else {})
        for page in MEANINGS:
            collect(collected, page, page_text(open_page(page, by=by, **asked)), page)
        for name, sources in collected.items():
            assert len(set(sources.values())) == 1, (as_of, name, sources)
        if as_of is None:
            assert {
                name for name, sources in collected.items() if len(sources) < 2
            } <= {"replaced"}
            assert min(len(collected[name]) for name in ("open", "overdue")) > 7
