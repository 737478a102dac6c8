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
from dashboard_examples import OpenPage, words
from random_activities import ByChance, by_chance, some_moments
from systems import CHAIR, LEADERSHIP, StoryClock, system_in

from bsm_projections.engine.moment import Moment
from bsm_projections.engine.read_context import ReadContext
from bsm_projections.follow_up import queries as follow_up_queries
from bsm_projections.meetings import queries as meetings_queries
from bsm_service.access.permissions import Principal
from bsm_service.application.system import audience_of
from bsm_service.leadership import brief, models
from bsm_service.leadership.report import leadership_report
from bsm_service.settings.settings import SignInMode
from dashboard.data import queries as data_queries
from dashboard.data import record
from dashboard.data import system as data_system

# What a text of a page says, and what its numbers mean.
MEANINGS = {
    "overview": (
        (r"; (\d+) activit\w+ came of it", ("activities",)),
        (r"came of it, (\d+) still open, (none|\d+) of them", ("open", "overdue")),
        (r"<h2[^>]*>(\d+) of (\d+) activit\w+ conf", ("confirmed", "activities")),
        (
            r"(\d+) of (\d+) agreed activit\w+ confirmed as done(?:, (\d+) withdrawn)?",
            ("confirmed", "agreed", "withdrawn"),
        ),
        (r"Activities open</dt><dd[^>]*>(\d+)<", ("open",)),
        (r"<dd[^>]*>of (\d+) that came of this meeting", ("activities",)),
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
        (r"Slipped</dt><dd[^>]*>(\d+)<", ("slipped",)),
        (r"Waiting for confirmation</dt><dd[^>]*>(\d+)<", ("waiting",)),
        (
            r"(\d+) of (\d+) agreed activit\w+ confirmed as done(?:, (\d+) withdrawn)?",
            ("confirmed", "agreed", "withdrawn"),
        ),
    ),
}
# Where nothing is overdue or withdrawn, or all is closed, a sentence is another one;
# the Chair's Follow-up begins with what waits for the Chair.
AT_TIMES = ("came of it, (", "is|are", "agreed activit", "of (\\d+) whose orig", "<h2")

Collected = dict[str, dict[str, int]]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ByChance]:
    clock = StoryClock()
    system = system_in(tmp_path_factory.mktemp("data"), clock=clock)
    made = by_chance(system, clock, seed=7, activities=25, steps=200)
    data_system.use_system(system, SignInMode.DEMONSTRATION)
    data_queries.clear_caches()
    yield made
    data_queries.clear_caches()
    system.close()


def collect(found: Collected, source: str, text: str, page: str) -> None:
    for pattern, names in MEANINGS[page]:
        matches = re.findall(pattern, text)
        assert matches or any(one in pattern for one in AT_TIMES), (source, pattern)
        for match in matches[:1]:
            numbers = (match,) if isinstance(match, str) else match
            for name, number in zip(names, numbers, strict=True):
                value = 0 if number in ("", "none") else int(number)
                found[name][f"{source}: {pattern}"] = value


def of_lists(found: Collected, context: ReadContext, meeting: str) -> None:
    """What lists of the API and of the command line count."""

    def total(**choice: Any) -> int:
        page = follow_up_queries.activities(context, meeting_id=meeting, **choice)
        return page.total

    replaced = total(status="superseded")
    found["activities"]["list"] = total() - replaced
    found["replaced"]["list"] = replaced
    found["open"]["list"] = total(is_open=True)
    found["overdue"]["list"] = total(overdue=True)
    found["confirmed"]["list"] = total(status="confirmed")
    found["waiting"]["list"] = total(status="reported complete")
    rows = follow_up_queries.activities(context, meeting_id=meeting, limit=1_000).items
    on_time = [one.completed_on_time for one in rows]
    found["was due"]["list"] = len(on_time) - on_time.count(None)
    found["on time"]["list"] = on_time.count(True)
    # Where every owner is invited.
    if invited := meetings_queries.meeting_delegations(context, meeting):
        found["open"]["delegations"] = sum(one.open_activities for one in invited)


def of_leadership(
    found: Collected, made: ByChance, moment: Moment, by: Principal, meeting: str
) -> None:
    """What the API, the command line and the brief tell leadership."""
    what = leadership_report(made.system, moment, audience_of(by), meeting_id=meeting)
    figures = models.report_model(what).commitments.figures
    names = {"completed_on_time": "on time", "was_due": "was due"}
    for name in ("activities", "open", "overdue", "confirmed", "slipped", "waiting"):
        found[name]["API"] = getattr(figures, name)
    for field, name in names.items():
        found[name]["API"] = getattr(figures, field)
    paper = brief.brief_data(made.system, what, None)
    by_label = {one["label"]: one["value"] for one in paper["figures"]}
    for label in ("Open", "Overdue", "Slipped"):
        found[label.lower()]["brief"] = int(by_label[label])
    owners = what.commitments.owners
    found["activities"]["by owner"] = sum(one.activities for one in owners)
    found["open"]["by owner"] = sum(one.open for one in owners)
    found["overdue"]["by owner"] = sum(one.overdue for one in owners)
    found["open"]["by age"] = sum(one.open for one in what.commitments.ages)


@pytest.mark.parametrize("by", [CHAIR, LEADERSHIP], ids=["Chair", "leadership"])
def test_whoever_asks_reads_the_same_number_everywhere(
    made: ByChance, open_page: OpenPage, by: Principal
):
    for as_of in some_moments(made, 3):
        meeting: UUID = made.chance.choice(made.meetings[:2])
        moment = record.moment_as_of(as_of)[0] if as_of else record.live_moment()
        found: Collected = defaultdict(dict)
        with made.system.read(moment, audience_of(by)) as context:
            if meetings_queries.meeting(context, str(meeting)) is None:
                continue
            of_lists(found, context, str(meeting))
        if not found["activities"]["list"]:
            continue
        of_leadership(found, made, moment, by, str(meeting))
        asked = {"meeting": str(meeting)} | ({"as_of": as_of} if as_of else {})
        for page in MEANINGS:
            collect(found, page, words(open_page(page, by=by, **asked)), page)
        for name, sources in found.items():
            assert len(set(sources.values())) == 1, (as_of, name, sources)
        if as_of is None:
            assert {name for name, sources in found.items() if len(sources) < 2} <= {
                "replaced"
            }
            assert min(len(found[name]) for name in ("open", "overdue")) > 7
