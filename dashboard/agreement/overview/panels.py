"""The views of the page Agreements: the drafts and decisions of a meeting, and the
register.
"""

import streamlit as st

from bsm_domain.agreement import facts
from bsm_domain.foundation import formatting
from bsm_projections.agreement.decision_status import (
    has_ended,
    is_adopted,
    is_broken,
    is_silence,
    is_undecided,
)
from bsm_projections.agreement.tables import Decision
from dashboard.agreement import charts
from dashboard.agreement.overview import (
    awaiting,
    awaiting_texts,
    matrix,
    register,
    texts,
)
from dashboard.agreement.overview.selection import (
    REGISTER_VIEW,
    SCOPE,
    SHOW,
    VIEW,
    AgreementSelection,
    decision_address,
    link_address,
)
from dashboard.components import html
from dashboard.components.chart import facts_of
from dashboard.components.html import KeyFigure
from dashboard.components.templates import render
from dashboard.data import current_principal
from dashboard.shell import address, callback_checks, filters, live_updates
from dashboard.widgets import sections
from dashboard.widgets.headings import show_empty_state, show_heading
from dashboard.widgets.tables import show_downloads

_TEMPLATE = "agreement/decisions.html"
SILENCES_ANCHOR, DRAFTS_ANCHOR = "silences", "drafts"


def show_view(selected: AgreementSelection) -> None:
    """The chosen view. What waits for the viewer's delegation comes first."""
    if selected.view == REGISTER_VIEW:
        register.show_register(selected)
        return
    awaiting.show_awaiting(selected)
    if not selected.decisions:
        show_empty_state(texts.NO_DECISIONS_YET)
        _show_silences_elsewhere(selected)
        return
    st.html(
        html.key_figures(
            key_figures(selected), marks_invented=selected.page.marks_invented
        )
    )
    _show_silences(selected)
    if selected.sees_negotiation:
        _show_matrix(selected)
        return
    _show_drafts(selected)
    if selected.page.meeting is not None:
        sections.show_sections(selected.page, selected.page, charts.CHARTS)


def key_figures(selected: AgreementSelection) -> list[KeyFigure]:
    """How many decisions of the meeting are adopted, under silence, in negotiation, and
    ended without agreement.
    """
    rows = selected.decisions
    silent = [row for row in rows if is_silence(row)]
    open_drafts = [row for row in rows if is_undecided(row) and row not in silent]
    ended = [row for row in rows if has_ended(row)]
    adopted = [row for row in rows if is_adopted(row)]
    register_link = link_address(**{VIEW: REGISTER_VIEW, SCOPE: "meeting"})
    principal = selected.page.viewer.principal
    has_facts = current_principal.has_permission(principal, "page.history")
    drafts_link = f"#{DRAFTS_ANCHOR}"

    def figure(
        label: str,
        counted: list[Decision],
        note: str,
        definition: str,
        link: str,
        *kinds: type[facts.DecisionEvent],
    ) -> KeyFigure:
        return KeyFigure(
            label,
            formatting.format_number(len(counted)),
            note,
            definition,
            address.with_shared_parameters(facts_of(*kinds)) if has_facts else None,
            link,
            table_label="List",
        )

    return [
        figure(
            "Adopted",
            adopted,
            texts.adopted_note(rows),
            texts.ADOPTED_DEFINITION,
            register_link,
            facts.DecisionAdopted,
        ),
        figure(
            "Under silence",
            silent,
            texts.silence_note(silent),
            texts.SILENCE_DEFINITION,
            f"#{SILENCES_ANCHOR}",
            facts.ProcedureOpened,
            facts.SilenceExtended,
        ),
        figure(
            "In negotiation",
            open_drafts,
            texts.negotiation_note(open_drafts),
            texts.NEGOTIATION_DEFINITION,
            drafts_link,
            facts.DecisionTabled,
            facts.VersionTabled,
        ),
        figure(
            "Ended without agreement",
            ended,
            texts.ended_note(ended),
            texts.ENDED_DEFINITION,
            drafts_link,
            facts.DraftNotAgreed,
            facts.DraftWithdrawn,
        ),
    ]


def _show_silences(selected: AgreementSelection) -> None:
    """Silences of the meeting that are running, those that were broken, and how many
    there are elsewhere.
    """
    at = selected.now
    running = sorted(
        filter(is_silence, selected.decisions), key=lambda row: (row.expires_at, row.id)
    )
    broken = [row for row in selected.decisions if is_broken(row)]
    show_heading(
        texts.silences_finding(len(running), len(broken)),
        texts.SILENCES_MEASURE,
        SILENCES_ANCHOR,
    )
    if not running and not broken:
        show_empty_state(texts.NO_SILENCE)
    for row in running:
        texts_of_row = [
            awaiting_texts.expires_text(row, selected.own_zone),
            texts.silence_state(row, at),
        ]
        line = (row, decision_address(row), texts_of_row, True)
        awaiting.show_with_countdown(
            selected, row, render(_TEMPLATE, "decision_list", [line]), "silence"
        )
    if broken:
        lines = [
            (row, decision_address(row), [texts.broken_text(row)], False)
            for row in broken
        ]
        st.html(render(_TEMPLATE, "decision_list", lines))
    _show_silences_elsewhere(selected)


def _show_silences_elsewhere(selected: AgreementSelection) -> None:
    links = [
        (
            selected.meeting_name(id),
            formatting.format_count(number, "draft"),
            address.link("/agreements", **{address.MEETING: id}),
        )
        for id, number in selected.silences_elsewhere.items()
    ]
    if links:
        st.html(render("components/text.html", "link_row", links, texts.ELSEWHERE))


def _show_matrix(selected: AgreementSelection) -> None:
    """The matrix of drafts and delegations, in a fragment of its own: it is large, and
    its filter redraws nothing else.
    """
    live_updates.rest_between_redraws()
    show_heading(
        texts.matrix_finding(selected.decisions),
        texts.MATRIX_MEASURE,
        DRAFTS_ANCHOR,
    )

    def draw() -> None:
        shown = address.parameter(SHOW) or "all"
        shown = shown if shown in texts.SHOWN_NAMES else "all"
        filters.choose_segment(SHOW, "Show", texts.SHOWN_NAMES, shown, default="all")
        _draw_matrix(selected, shown)

    callback_checks.run_fragment(draw, every=None, is_automatic=lambda: True)


def _draw_matrix(selected: AgreementSelection, shown: str) -> None:
    at = selected.now
    found = matrix.narrowed(selected.matrix, shown)
    if not found.rows:
        show_empty_state(texts.NOTHING_SHOWN[shown])
        return
    own = selected.own_delegation
    st.html(matrix.matrix_html(found, at, decision_address, own))
    with st.container(horizontal=True, vertical_alignment="center"):
        show_downloads(
            selected.page,
            "positions",
            "Positions by draft and delegation",
            lambda: matrix.matrix_rows(found, at),
        )


def _show_drafts(selected: AgreementSelection) -> None:
    """For viewers outside the negotiation: how many were heard of each draft; final
    positions once it is adopted.
    """
    at = selected.now
    drafts = [row for row in selected.decisions if row.adopted_version is None]
    show_heading(texts.drafts_finding(drafts), texts.DRAFTS_MEASURE, DRAFTS_ANCHOR)
    lines = [
        (
            row,
            decision_address(row),
            [texts.status_text(row, at), *_heard(row)],
            is_undecided(row),
        )
        for row in drafts
    ]
    st.html(render(_TEMPLATE, "decision_list", lines))
    final = selected.matrix
    if final.rows:
        show_heading(texts.FINAL_POSITIONS, texts.FINAL_MEASURE)
        st.html(matrix.matrix_html(final, at, decision_address))


def _heard(decision: Decision) -> list[str]:
    return [texts.heard_text(decision)] if is_undecided(decision) else []
