"""A decision from its draft to its number: what happens next, the text, positions."""

from collections.abc import Iterator, Mapping

import streamlit as st

from bsm_domain.follow_up.values import ActivityStatus
from bsm_domain.foundation.formatting import language_name
from bsm_projections.agreement.decision_details import DecisionEnding, OtherDecision
from bsm_projections.follow_up.tables import Activity
from bsm_service.agreement.decision_document import file_name
from bsm_service.agreement.lists import DECISION
from dashboard.agreement import (
    comparison_panels,
    consequence_texts,
    countdown,
    decision_history,
    decision_texts,
    position_groups,
    selection,
)
from dashboard.agreement.comparison import shown_comparison, shown_paragraphs
from dashboard.agreement.forms import decision_forms
from dashboard.agreement.selection import DecisionSelection
from dashboard.components import html
from dashboard.components.templates import render
from dashboard.data import current_principal
from dashboard.data.page_context import PageContext
from dashboard.forms import form_dialog
from dashboard.shell import address, layout
from dashboard.widgets.document_download import show_document_button
from dashboard.widgets.headings import show_empty_state, show_heading

_COMPLETED = (ActivityStatus.REPORTED_COMPLETE, ActivityStatus.CONFIRMED)


def show_decision(page: PageContext) -> None:
    """The decision that the address names."""
    selected = selection.read_selection(page)
    if selected is None:
        st.html(html.headline("Decision"))
        if address.parameter(selection.DECISION) is None:
            reason = decision_texts.NO_DECISION_CHOSEN
        elif page.is_frozen:
            reason = decision_texts.NO_SUCH_DECISION_THEN
        else:
            reason = decision_texts.NO_SUCH_DECISION
        show_empty_state(reason)
        if layout.is_page_allowed("page.agreements"):
            st.page_link(
                layout.AGREEMENTS_PAGE,
                label=decision_texts.ALL_DECISIONS,
                query_params=address.with_shared_parameters({}),
            )
        return
    decision_forms.renew_open_form(selected)
    _show_head(selected)
    decision_forms.show_buttons(selected)
    form_dialog.show_past_notice(page)
    if comparison_panels.is_requested():
        comparison_panels.show_comparison(selected)
        return
    left, right = st.columns([3, 2], gap="large")
    with left:
        _show_summary(selected.details.ending)
        _show_text(selected)
        show_document_button(
            page.viewer,
            DECISION,
            selected.decision.id,
            file_name(selected.decision, page.viewer.moment),
        )
        _show_comments(selected)
    facts = decision_history.facts_of(selected)
    with right:
        _show_positions(selected)
        decision_history.show_rounds(facts)
        _show_follow_up(selected)
        _show_other_decisions(selected)
    decision_history.show_history(facts)


def _show_head(selected: DecisionSelection) -> None:
    decision = selected.decision
    if decision.is_contested:
        sentence = consequence_texts.contested(selected)
        st.html(render("agreement/decision.html", "contested", sentence))
    facts = consequence_texts.round_facts(
        selected, decision_forms.own_time_zone(selected.page)
    )
    later = consequence_texts.recorded_later(selected)
    head = render(
        "agreement/decision.html",
        "head",
        decision_texts.head_line(decision),
        decision.title,
        consequence_texts.consequence(selected),
        (
            decision_texts.ending_reason(selected.details.ending),
            consequence_texts.own_position(selected),
        ),
        (*facts, *([later] if later else [])),
        decision_forms.seen(selected),
    )
    if not selected.is_silence or decision.expires_at is None:
        st.html(head)
        return
    left, right = st.columns([4, 1], vertical_alignment="bottom")
    with left:
        st.html(head)
    with right, st.container(key="decision-countdown"):
        countdown.show_countdown(selected.page, decision.id, decision.expires_at)


def _show_summary(ending: DecisionEnding) -> None:
    if ending.summary is not None:
        show_heading(decision_texts.SUMMARY_TITLE, decision_texts.SUMMARY_MEASURE)
        st.html(render("agreement/decision.html", "summary", ending.summary))


def _show_text(selected: DecisionSelection) -> None:
    details, decision = selected.details, selected.decision
    number = decision.adopted_version or decision.text_version
    version = details.version(number) or details.current
    languages = {each.language: each for each in version.translations}
    chosen = languages.get(address.parameter(selection.LANGUAGE) or "")
    show_heading(
        decision_texts.TEXT_TITLE, decision_texts.authentic_note(decision.language)
    )
    _show_choices(selected, tuple(languages), chosen.language if chosen else None)
    since = selected.version_spoken_on
    changes = None
    if chosen is None and since is not None and (then := details.version(since)):
        title = decision_texts.CHANGED_SINCE.format(since)
        changes = shown_comparison(then.text, version.text, title)
    st.html(
        render(
            "agreement/decision.html",
            "text",
            chosen.title if chosen else None,
            shown_paragraphs(version.text, chosen.texts if chosen else None),
            changes,
            decision_texts,
        )
    )


def _show_choices(
    selected: DecisionSelection, languages: tuple[str, ...], chosen: str | None
) -> None:
    """Links to other languages of the text, and to what changed since earlier ones."""
    id, authentic = selected.decision.id, selected.decision.language
    if languages:
        options = [
            (
                language_name(language),
                selection.link_address(
                    id,
                    **{selection.LANGUAGE: None if language == authentic else language},
                ),
                language == (chosen or authentic),
            )
            for language in (authentic, *languages)
        ]
        st.html(render("agreement/decision.html", "choices", "Language", options))
    if len(selected.details.versions) > 1:
        last = len(selected.details.versions)
        link = comparison_panels.address_of(selected, last - 1, last)
        text = decision_texts.what_changed(last - 1, last)
        st.html(render("components/text.html", "link_line", text, link))


def _show_comments(selected: DecisionSelection) -> None:
    comments = selected.details.comments
    if not comments:
        return
    show_heading(decision_texts.COMMENTS_TITLE, decision_texts.COMMENTS_MEASURE)
    entries = [
        (
            selected.name(comment.delegation)
            if comment.delegation
            else decision_texts.role_name(comment.role),
            decision_texts.place_of_comment(selected, comment),
            comment.commented_at,
            comment.text,
        )
        for comment in comments
    ]
    st.html(render("agreement/decision.html", "comments", entries))


def _show_positions(selected: DecisionSelection) -> None:
    decision = selected.decision
    show_heading(
        decision_texts.positions_title(decision), decision_texts.counts(decision)
    )
    if not selected.sees_negotiation and not selected.details.positions:
        show_empty_state(decision_texts.positions_note(decision))
        return
    groups = position_groups.position_groups(selected)
    st.html(render("agreement/decision.html", "positions", groups))


def _show_follow_up(selected: DecisionSelection) -> None:
    """Activities that the text links, or that come from the decision."""
    viewer = selected.page.viewer
    if not current_principal.has_permission(viewer.principal, "read.activities"):
        return
    activities = list(_activities_of(selected, viewer.activities(None)))
    if not activities:
        return
    completed = sum(row.status in _COMPLETED for row in activities)
    outstanding = sum(row.is_open for row in activities)
    show_heading(
        decision_texts.activities_finding(len(activities), completed, outstanding),
        decision_texts.FOLLOW_UP_MEASURE,
    )
    entries = [
        (
            row.title,
            f"{row.owner_name}, {row.status}",
            address.link("/follow-up", activity=row.id, scope="all"),
        )
        for row in activities
    ]
    st.html(render("agreement/decision.html", "related", entries))
    left = [
        row
        for row in activities
        if row.id in selected.decision.activities
        and row.status == ActivityStatus.PROPOSED
    ]
    if left and selected.acts_for_all and selected.may_be_contested:
        st.html(html.paragraphs("measure", decision_texts.not_agreed(len(left))))


def _activities_of(
    selected: DecisionSelection, activities: tuple[Activity, ...]
) -> Iterator[Activity]:
    decision = selected.decision
    for row in activities:
        if row.decision_id == decision.id or row.id in decision.activities:
            yield row


def _show_other_decisions(selected: DecisionSelection) -> None:
    details = selected.details
    others: Mapping[str, tuple[OtherDecision, ...]] = {
        decision_texts.supersedes_title(selected.decision): details.supersedes,
        decision_texts.SUPERSEDED_BY: details.superseded_by,
    }
    for title, decisions in others.items():
        if not decisions:
            continue
        show_heading(title, decision_texts.OTHER_DECISIONS_MEASURE)
        entries = [
            (
                other.title,
                other.symbol or other.status,
                selection.link_address(other.id),
            )
            for other in decisions
        ]
        st.html(render("agreement/decision.html", "related", entries))
