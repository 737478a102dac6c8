"""The History's panels: its answer, the facts as sentences, one fact whole."""

import json
from collections.abc import Mapping
from dataclasses import replace

import streamlit as st

from bsm_projections.engine.read_context import Listed
from dashboard.components import formatting, html
from dashboard.data.page_context import Scene
from dashboard.data.queries import MOST_FACTS_OF_A_FILE, Fact, Filter, WholeFact
from dashboard.forms import field_widgets
from dashboard.history import figure_facts, selection
from dashboard.history.selection import BEFORE, FACT
from dashboard.people import forms
from dashboard.shell import address
from dashboard.shell.access_checks import checked
from dashboard.widgets.headings import empty, heading
from dashboard.widgets.tables import HISTORY, download


def opened(scene: Scene) -> None:
    """The fact that the address asks for, whole, above the list."""
    asked = address.asked(FACT)
    if asked is None:
        return
    position = int(asked) if asked.isdecimal() and len(asked) < 18 else 0
    whole = scene.look.whole_fact(position) if position else None
    if whole is None:
        empty(
            f"There is no fact {asked[:20]} at this moment of the record that you may "
            "see."
        )
    else:
        fact = whole.summary
        heading(
            f"Fact {formatting.number(position)}: {fact.sentence}",
            f"{fact.stored_name} · recorded {formatting.moment(fact.recorded_at)} · "
            f"happened {formatting.moment(fact.occurred_at)} · by the {fact.actor_role}"
            + (f" of {fact.actor_delegation}" if fact.actor_delegation else ""),
        )
        if whole.texts:
            said = [
                (formatting.field(name), text) for name, text in whole.texts.items()
            ]
            st.html(html.pairs(said, "bsm-texts"))
        st.code(
            json.dumps(whole.fact, indent=2, ensure_ascii=False),
            language="json",
            wrap_lines=True,
        )
        _stored(whole)
        forms.redact(scene, fact)
    st.button(
        "Close", key="close-fact", on_click=checked(address.put), args=(FACT, None)
    )


def _stored(whole: WholeFact) -> None:
    """What makes the fact checkable: its leaf in the log's tree, and its command."""
    fact = whole.summary
    pairs = [
        ("Leaf of the log (SHA-256)", whole.leaf_hash),
        ("Command", fact.command_id),
        ("Stream and version", f"{fact.stream_id} \u00b7 {fact.version}"),
    ]
    st.html(html.pairs(pairs, "bsm-stored"))


def answer(scene: Scene, wanted: Filter) -> None:
    """How much is on record, in one sentence."""
    if name := figure_facts.unknown():
        field_widgets.complaint(
            f"The address asks for the facts behind “{name[:40]}”, but no figure has "
            "this name, so it is ignored."
        )
    facts = scene.look.facts(wanted, None)
    newest = facts.items[0] if facts.items else None
    if newest is None:
        st.html(html.headline("No fact to show."))
        _nothing(scene)
        return
    late = "" if wanted.entered_late else _late_note(scene, wanted)
    st.html(
        html.headline(
            f"{_how_many(scene, facts.total)}{late}; the latest from "
            f"{formatting.day(newest.recorded_at.date())}."
        )
    )


def _how_many(scene: Scene, facts: int) -> str:
    said, one = formatting.count(facts, "fact"), facts == 1
    if figure := figure_facts.asked(scene):
        return f"{said} about {figure.said}"
    if selection.is_any():
        return f"{said} {'fits' if one else 'fit'} these choices"
    return f"{said} {'is' if one else 'are'} on record"


def sentences(scene: Scene, wanted: Filter) -> None:
    """One line a fact, the newest first, a page at a time."""
    asked = address.asked(BEFORE) or ""
    before = int(asked) if asked.isdecimal() and len(asked) < 18 else None
    page = scene.look.facts(wanted, before)
    if not page.items:
        return
    older = f" before {formatting.number(before)}" if before is not None else ""
    heading(
        f"The facts{older}, the newest first",
        "Times in UTC; a number opens its fact",
    )
    st.html(html.fact_list(page.items, lambda fact: _open(fact)))
    with st.container(horizontal=True, vertical_alignment="center"):
        if before is not None:
            _turn("Newest", {BEFORE: None})
        if page.next_key is not None:
            _turn("Older", {BEFORE: str(page.next_key[0])})
        _files(scene, wanted, page)


def _files(scene: Scene, wanted: Filter, page: Listed[Fact]) -> None:
    """All facts that fit as a file, or, where there are too many, this page of them."""
    if page.total <= MOST_FACTS_OF_A_FILE:
        caption = (
            f"All {formatting.count(page.total, 'fact')} that the sentence above counts"
        )
        said = "Download"

        def rows() -> list[list[str]]:
            return html.fact_rows(scene.look.all_facts(wanted))

    else:
        caption, said = "The facts above", "Download this page"

        def rows() -> list[list[str]]:
            return html.fact_rows(page.items)

    download(scene, "facts", caption, html.FACT_COLUMNS, rows, said=said)


def _late_note(scene: Scene, wanted: Filter) -> str:
    total = scene.look.facts(replace(wanted, entered_late=True), None).total
    return f", {formatting.number(total)} of them entered late" if total else ""


def _nothing(scene: Scene) -> None:
    figure = figure_facts.asked(scene)
    if figure and not selection.is_narrowed():
        empty(f"The figure counts {figure.said}. It has no facts at this moment.")
    elif selection.is_any():
        empty("No fact on record fits these choices. Take one of them back.")
    elif scene.look.moment.position == 0:
        empty(
            "Nothing is on record yet. The first command, of the secretariat for "
            "example, makes the first fact."
        )
    else:
        empty("No fact that you may see is on record at this moment.")


def _everything() -> Mapping[str, str | None]:
    return {name: address.asked(name) for name in selection.NAMES}


def _turn(label: str, place: Mapping[str, str | None]) -> None:
    st.page_link(
        HISTORY,
        label=label,
        query_params=address.with_everywhere({**_everything(), **place}),
    )


def _open(fact: Fact) -> str:
    here = {**_everything(), BEFORE: address.asked(BEFORE), FACT: str(fact.position)}
    return html.link("/history", address.with_everywhere(here))
