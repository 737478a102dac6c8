"""The History's panels: headline, facts as sentences, one fact in full."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace

import streamlit as st

from bsm_projections.engine.read_context import ResultPage
from bsm_projections.history.tables import Fact
from dashboard.components import html
from dashboard.components.html import Rows
from dashboard.components.source_marks import source_mark
from dashboard.components.templates import render
from dashboard.data.page_context import PageContext
from dashboard.data.queries import MAX_EXPORTED_FACTS, FactFilter, WholeFact
from dashboard.forms import field_widgets
from dashboard.history import figure_selection, selection, texts
from dashboard.history.selection import BEFORE, FACT
from dashboard.privacy.forms import redaction_button
from dashboard.shell import address
from dashboard.shell.callback_checks import checked
from dashboard.widgets.headings import show_empty_state, show_heading
from dashboard.widgets.tables import HISTORY, show_downloads


def show_open_fact(page: PageContext) -> None:
    """The fact that the address asks for, in full, above the list."""
    requested = address.parameter(FACT)
    if requested is None:
        return
    position = int(requested) if requested.isdecimal() and len(requested) < 18 else 0
    fact_in_full = page.viewer.fact_in_full(position) if position else None
    if fact_in_full is None:
        show_empty_state(texts.no_such_fact(requested))
    else:
        fact = fact_in_full.summary
        show_heading(texts.fact_title(fact), texts.fact_origin(fact))
        if fact.source is not None:
            st.html(source_mark(fact.source, is_demonstration=False))
        if fact_in_full.texts:
            entries = [
                (name.replace("_", " ").capitalize(), text)
                for name, text in fact_in_full.texts.items()
            ]
            st.html(html.definition_list(entries, "bsm-texts"))
        st.code(
            json.dumps(fact_in_full.fact, indent=2, ensure_ascii=False),
            language="json",
            wrap_lines=True,
        )
        _show_proof_details(fact_in_full)
        redaction_button(page, fact)
    st.button(
        "Close",
        key="close-fact",
        on_click=checked(address.set_parameter),
        args=(FACT, None),
    )


def _show_proof_details(fact_in_full: WholeFact) -> None:
    """What proves the fact: its leaf in the log's tree, and its command."""
    fact = fact_in_full.summary
    pairs = [
        ("Log leaf hash (SHA-256)", fact_in_full.leaf_hash),
        ("Command", fact.command_id),
        ("Stream and version", f"{fact.stream_id} \u00b7 {fact.version}"),
    ]
    st.html(html.definition_list(pairs, "bsm-stored"))


def show_headline(page: PageContext, fact_filter: FactFilter) -> None:
    """The headline: how many facts are on record."""
    if name := figure_selection.unknown_figure():
        field_widgets.show_error(texts.no_such_figure(name))
    facts = page.viewer.facts(fact_filter, None)
    newest = facts.items[0] if facts.items else None
    if newest is None:
        st.html(html.headline(texts.NO_FACT))
        _show_no_facts(page)
        return
    late = 0
    if not fact_filter.entered_late:
        late_filter = replace(fact_filter, entered_late=True)
        late = page.viewer.facts(late_filter, None).total
    figure = figure_selection.requested_figure(page)
    st.html(
        html.headline(
            texts.headline(
                facts.total,
                late,
                newest,
                figure=figure.description if figure else None,
                is_filtered=selection.is_filtered(),
            )
        )
    )


def show_facts(page: PageContext, fact_filter: FactFilter) -> None:
    """One line per fact, newest first, a page at a time."""
    requested = address.parameter(BEFORE) or ""
    before = int(requested) if requested.isdecimal() and len(requested) < 18 else None
    facts_page = page.viewer.facts(fact_filter, before)
    if not facts_page.items:
        return
    show_heading(texts.facts_title(before), texts.FACTS_MEASURE)
    st.html(
        render(
            "components/facts.html",
            "fact_list",
            facts_page.items,
            _fact_address,
            page.marks_invented,
        )
    )
    with st.container(horizontal=True, vertical_alignment="center"):
        if before is not None:
            _show_page_link("Newest", {BEFORE: None})
        if facts_page.next_key is not None:
            _show_page_link("Older", {BEFORE: str(facts_page.next_key[0])})
        _show_download(page, fact_filter, facts_page)


def _show_download(
    page: PageContext, fact_filter: FactFilter, facts_page: ResultPage[Fact]
) -> None:
    """All matching facts as a file, or only this page if there are too many."""
    if facts_page.total <= MAX_EXPORTED_FACTS:
        caption, label = texts.download_caption(facts_page.total), "Download"
    else:
        caption, label = "The facts above", "Download this page"

    def rows() -> Rows:
        if facts_page.total <= MAX_EXPORTED_FACTS:
            return _fact_rows(page.viewer.facts_for_export(fact_filter))
        return _fact_rows(facts_page.items)

    show_downloads(page, "facts", caption, rows, label=label)


def _show_no_facts(page: PageContext) -> None:
    figure = figure_selection.requested_figure(page)
    if figure and not selection.has_filters():
        show_empty_state(texts.figure_without_facts(figure.description))
    elif selection.is_filtered():
        show_empty_state(texts.NO_FACT_FITS)
    elif page.viewer.moment.position == 0:
        show_empty_state(texts.NO_FACTS_YET)
    else:
        show_empty_state(texts.NO_VISIBLE_FACTS)


def _filter_parameters() -> Mapping[str, str | None]:
    return {name: address.parameter(name) for name in selection.PARAMETERS}


def _show_page_link(label: str, parameters: Mapping[str, str | None]) -> None:
    st.page_link(
        HISTORY,
        label=label,
        query_params=address.with_shared_parameters(
            {**_filter_parameters(), **parameters}
        ),
    )


def _fact_address(fact: Fact) -> str:
    parameters = {
        **_filter_parameters(),
        BEFORE: address.parameter(BEFORE),
        FACT: str(fact.position),
    }
    return address.link("/history", **parameters)


def _fact_rows(facts: Sequence[Fact]) -> Rows:
    """Facts for a table: the sentences of the page, and both times in full."""
    return [
        {
            "Position": fact.position,
            "Recorded": fact.recorded_at.isoformat(),
            "Happened": fact.occurred_at.isoformat(),
            "Entered late": "yes" if fact.entered_late else "",
            "Delegation": fact.delegation or "",
            "Fact": fact.sentence,
            "Stored name": fact.stored_name,
            "Source": fact.source.title if fact.source else "",
            "Source address": fact.source.address if fact.source else "",
            "Source seen on": fact.source.seen_on.isoformat() if fact.source else "",
        }
        for fact in facts
    ]
