"""Lists of facts: the log in sentences, and single facts in full."""

from typing import Annotated, Any

from pydantic import Field

from bsm_projections.engine.columns import Id
from bsm_projections.engine.read_context import ReadContext, ResultPage
from bsm_projections.follow_up.activity_details import ancestors
from bsm_projections.history.queries import facts
from bsm_projections.history.tables import Fact
from bsm_service.access.scopes import READERS_OF_PEOPLE
from bsm_service.application.fact_view import FactDetails
from bsm_service.application.record_list import (
    FilterTexts,
    QueryRequest,
    RecordItem,
    RecordList,
)

_COLUMNS = ("position", "recorded_at", "occurred_at", "sentence")
_WHEN = FilterTexts(help="A time of recording: 2016-04-12T16:00:00+02:00.")

FACTS = RecordList(
    name="facts",
    action="read.facts",
    allowed=READERS_OF_PEOPLE,
    path="/facts",
    summary="Facts",
    description=(
        "The facts in sentences, by position. `since` and `until` are times of "
        "recording."
    ),
    help="The facts in sentences.",
    query=facts,
    filters=(
        "meeting_id",
        "delegation",
        "kinds",
        "stream_id",
        "entered_late",
        "since",
        "until",
        "newest_first",
    ),
    texts={
        "kinds": FilterTexts(
            name="kind", help="The kind of subject. Repeatable.", max_items=10
        ),
        "stream_id": FilterTexts(help="The ID of the facts' subject."),
        "entered_late": FilterTexts(flags="--entered-late/--entered-in-time"),
        "since": _WHEN,
        "until": _WHEN,
    },
    columns=_COLUMNS,
)


def _activity_history(
    context: ReadContext,
    activity_id: Id,
    *,
    after: tuple[Any, ...] | None,
    limit: int,
) -> ResultPage[Fact]:
    streams = (activity_id, *ancestors(context, activity_id))
    return facts(context, streams=streams, after=after, limit=limit)


ACTIVITY_HISTORY = RecordList(
    name="history",
    operation_id="list_activity_history",
    action="read.facts",
    allowed=READERS_OF_PEOPLE,
    path="/activities/{activity_id}/history",
    summary="The history of an activity",
    description="Its facts in sentences, with those of the activities it continues.",
    help="The facts of an activity, with those of the activities it continues.",
    query=_activity_history,
    columns=_COLUMNS,
)


def _fact(
    request: QueryRequest, position: Annotated[int, Field(ge=1, le=2**63 - 1)]
) -> FactDetails | None:
    return request.system.fact_details(request.context, position)


def _summary_and_texts(details: FactDetails) -> dict[str, Any]:
    return {"fact": details.summary, "texts": details.texts}


FACT = RecordItem(
    name="fact",
    noun="fact at position",
    action="read.facts",
    allowed=READERS_OF_PEOPLE,
    path="/facts/{position}",
    summary="One fact",
    description="A fact in full. The IDs of what you may not see are null.",
    help="A fact in a sentence, with its times and the texts that people entered.",
    query=_fact,
    shown=_summary_and_texts,
)
