"""The figures that leadership asks for first, each with its definition."""

from collections.abc import Mapping

from bsm_projections.queries.meetings import Meeting
from bsm_projections.queries.overview import Figures
from dashboard import wording
from dashboard.markup import KeyFigure


def key_figures(meeting: Meeting, figures: Figures) -> list[KeyFigure]:
    """Six figures of one meeting; each leads to the facts it was counted from."""

    def facts(**wanted: str) -> Mapping[str, str]:
        return {"meeting": meeting.id, "only": "meeting", **wanted}

    return [
        KeyFigure(
            "Delegations",
            _counted(figures.delegations, figures),
            "none is on record"
            if not figures.registrations
            else f"{wording.count(figures.states, 'State')} · "
            f"{wording.count(figures.partners, 'Partner')} · "
            f"{wording.count(figures.organisations, 'organisation')}",
            "Delegations of which at least one person holds a seat: their "
            "registration is confirmed, or they attended. States are participating "
            "States; Partners are Partners for Co-operation.",
            facts(kind="registration"),
        ),
        KeyFigure(
            "Participants",
            _counted(figures.participants, figures),
            wording.stated(meeting),
            "Registrations that are confirmed or attended, counted one by one. The "
            "total that a source reports stands apart from it.",
            facts(kind="registration"),
        ),
        KeyFigure(
            "Objectives discussed",
            f"{figures.objectives_discussed} of {figures.objectives}",
            f"{wording.number(figures.objectives_for_agreement)} for agreement",
            "Objectives of this meeting whose discussion is on record, out of those "
            "that were set. Those for focal points only count for those who may see "
            "them.",
            facts(kind="objective"),
        ),
        KeyFigure(
            "Activities open",
            wording.number(figures.activities_open),
            _of_all(figures),
            "Follow-up activities that are neither confirmed as done nor withdrawn.",
            facts(kind="activity"),
        ),
        KeyFigure(
            "Overdue",
            wording.number(figures.activities_overdue),
            f"{wording.number(figures.activities_slipped_twice)} moved their date "
            "twice or more",
            "Open activities whose last day has passed in the meeting's time zone, "
            "and which nobody has reported complete.",
            facts(kind="activity"),
            alarming=figures.activities_overdue > 0,
        ),
        KeyFigure(
            "Confirmed as done",
            wording.number(figures.activities_confirmed),
            _of_all(figures),
            "Activities that another party than their owner has confirmed as done.",
            facts(kind="activity"),
        ),
    ]


def _counted(value: int, figures: Figures) -> str:
    """Without any registration on record, nothing was counted: that is not zero."""
    return wording.number(value) if figures.registrations else "\u2013"


def _of_all(figures: Figures) -> str:
    if not figures.activities:
        return "none came of this meeting yet"
    return f"of {wording.number(figures.activities)} that came of this meeting"
