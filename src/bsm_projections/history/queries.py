"""The log of facts, in sentences."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, TypedDict, Unpack

from bsm_domain.catalogue import FactKind
from bsm_domain.foundation.free_text import DelegationCode
from bsm_domain.foundation.microseconds import DAY_MICROS, from_micros, to_micros
from bsm_projections.databases import Row
from bsm_projections.engine.columns import Id
from bsm_projections.engine.read_context import ReadContext, ResultPage, result_page
from bsm_projections.engine.readable_texts import readable_words
from bsm_projections.history.facts_behind_figures import FigureFilter, figure_condition
from bsm_projections.history.sentences import fact_sentence
from bsm_projections.history.tables import COUNTS, Fact
from bsm_projections.meetings.sources import read_source


class FactFilter(TypedDict, total=False):
    """Which facts are meant. `since` and `until` bound the time of recording, both
    inclusive; `beyond` asks for what was recorded after a position. `streams` are
    those of some things: of no things there are no facts. `stored_names` are those of
    the facts that a figure counts.
    """

    meeting_id: Id | None
    delegation: DelegationCode | None
    kinds: tuple[FactKind, ...]
    stream_id: Id | None
    streams: tuple[str, ...] | None
    stored_names: tuple[str, ...] | None
    behind: FigureFilter | None
    entered_late: bool | None
    since: datetime | None
    until: datetime | None
    beyond: int | None


def facts(
    context: ReadContext,
    *,
    newest_first: bool = False,
    after: tuple[Any, ...] | None = None,
    limit: int = 100,
    **choice: Unpack[FactFilter],
) -> ResultPage[Fact]:
    """Facts that the viewer may see, by position."""
    where, values = _conditions(choice)
    return result_page(
        context,
        "facts",
        _facts,
        where=where,
        order=("position",),
        after=after,
        limit=limit,
        descending=newest_first,
        total=None
        if _is_filtered(choice)
        else _visible_up_to(context, "position", None),
        **values,
    )


def count_subjects(context: ReadContext, **choice: Unpack[FactFilter]) -> int:
    """How many things (activities, registrations, …) these facts are of."""
    where, values = _conditions(choice)
    return context.count(
        "SELECT count(DISTINCT stream_id) FROM {facts} WHERE " + " AND ".join(where),
        **values,
    )


def facts_by_month(
    context: ReadContext, **choice: Unpack[FactFilter]
) -> tuple[tuple[date, int], ...]:
    """How many facts were recorded in each month (UTC), by its first day."""
    if not _is_filtered(choice):
        return tuple(_by_month(context))
    where, values = _conditions(choice)
    # Whole days since 1970: a division that every database spells alike.
    rows = context.rows(
        f"SELECT recorded_at / {DAY_MICROS} AS day, count(*) AS facts FROM {{facts}} "
        f"WHERE {' AND '.join(where)} GROUP BY recorded_at / {DAY_MICROS} ORDER BY "
        "day",
        **values,
    )
    months: Counter[date] = Counter()
    for row in rows:
        day = from_micros(row["day"] * DAY_MICROS).date()
        months[day.replace(day=1)] += row["facts"]
    return tuple(months.items())


def fact_kinds(context: ReadContext) -> tuple[str, ...]:
    """The kinds of facts that the viewer can meet."""
    # One after the other, in order: a long log has many facts, and few kinds.
    kinds = [""]
    while row := context.row(
        "SELECT kind FROM {facts} WHERE kind > :kind ORDER BY kind LIMIT 1",
        kind=kinds[-1],
    ):
        kinds.append(row["kind"])
    return tuple(kinds[1:])


def _by_month(context: ReadContext) -> Iterator[tuple[date, int]]:
    """Each month's facts as the difference of two numbers that facts carry."""
    first = context.row("SELECT min(recorded_at) AS at FROM {facts}")
    if first is None or first["at"] is None:
        return
    month, before = from_micros(first["at"]).date().replace(day=1), 0
    while datetime.combine(month, time(), UTC) <= context.moment.at:
        following = (month + timedelta(days=31)).replace(day=1)
        end = to_micros(datetime.combine(following, time(), UTC))
        visible = _visible_up_to(context, "recorded_at", end - 1)
        if visible > before:
            yield month, visible - before
        month, before = following, visible


def _visible_up_to(context: ReadContext, column: str, limit: int | None) -> int:
    """How many facts the viewer may see, of those up to a position or a time."""
    audiences = context.audience.audiences()
    count = " + ".join(COUNTS[each] for each in audiences if each in COUNTS)
    bound = "" if limit is None else f"AND {column} <= :limit "
    return context.count(
        # Each fact has the counts of all audiences, whatever its own is.
        f"SELECT {count} FROM {{facts:every_audience}} WHERE position <= :p {bound}"
        f"ORDER BY {column} DESC, position DESC LIMIT 1",
        limit=limit,
    )


def _is_filtered(choice: FactFilter) -> bool:
    """Whether anything is left out."""
    streams = choice.get("streams")
    return streams is not None or any(
        value not in (None, ()) for value in choice.values()
    )


def _conditions(choice: FactFilter) -> tuple[list[str], dict[str, Any]]:
    """The conditions for a choice of facts, and their values."""
    where = ["1 = 1"]
    values: dict[str, Any] = {
        column: value
        for column in ("meeting_id", "delegation", "stream_id", "entered_late")
        if (value := choice.get(column)) is not None
    }
    where += [f"{column} = :{column}" for column in values]
    for column, chosen in (
        ("kind", choice.get("kinds") or None),
        ("stream_id", choice.get("streams")),
        ("stored_name", choice.get("stored_names")),
    ):
        if chosen is not None:
            named = {f"{column}{number}": value for number, value in enumerate(chosen)}
            names = ", ".join(f":{name}" for name in named)
            where.append(f"{column} IN ({names or 'NULL'})")
            values |= named
    if (behind := choice.get("behind")) is not None:
        condition, figure_values = figure_condition(behind)
        where.append(condition)
        values |= figure_values
    if (since := choice.get("since")) is not None:
        where.append("recorded_at >= :since")
        values["since"] = to_micros(since)
    if (until := choice.get("until")) is not None:
        where.append("recorded_at <= :until")
        values["until"] = to_micros(until)
    if (beyond := choice.get("beyond")) is not None:
        where.append("position > :beyond")
        values["beyond"] = beyond
    return where, values


def fact(context: ReadContext, position: int) -> Fact | None:
    sql = "SELECT * FROM {facts} WHERE position = :position"
    return next(iter(_facts(context, context.rows(sql, position=position))), None)


def _facts(context: ReadContext, rows: Sequence[Row]) -> Iterator[Fact]:
    words = readable_words(context, rows)
    for row, words_of_row in zip(rows, words, strict=True):
        sentence = fact_sentence(
            row["stored_name"], words_of_row, context.delegation_name
        )
        source = read_source(row["stored_source"])
        yield context.item(Fact, row, sentence=sentence, source=source)
