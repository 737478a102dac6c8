"""Forms about a decision's words: drafts, versions, translations, comments."""

from uuid import UUID

import pytest
from agreement_examples import (
    FIRST,
    NEW_FIRST,
    SECOND,
    TITLE,
    DecisionOnPages,
    decision_in,
    opened,
    paragraphs,
)
from dashboard_examples import OpenPage, Story, page_text
from form_actions import confirm_preview, fill, is_form_closed, open_form, send
from systems import AUSTRIA, CHAIR, LEADERSHIP, announce_berlin, set_objective

from bsm_domain.foundation.errors import InvalidValue
from bsm_projections.agreement.queries import decisions
from bsm_service.agreement.commands import PlaceTranslation
from dashboard.agreement.forms import drafting_texts
from dashboard.agreement.forms.text_body import text_body
from dashboard.data import record
from dashboard.data.queries import Viewer


@pytest.mark.parametrize("page", ["agreements", "meeting"])
def test_a_draft_is_tabled_from_an_objective(
    empty_network: Story, open_page: OpenPage, page: str
):
    meeting = announce_berlin(empty_network.system)
    objective = set_objective(empty_network.system, meeting)
    empty_network.system.engine.catch_up()
    app = open_form(open_page(page, by=CHAIR), "ask-table")
    text = f"# Heading\n\n1. {FIRST}\n\n2. {SECOND}"
    fill(app, objective_id=str(objective), **{"body.title": TITLE, "text": text})
    send(app)

    assert is_form_closed(app)
    assert f"The draft decision “{TITLE}” was tabled" in page_text(app)
    viewer = Viewer(LEADERSHIP, record.live_moment())
    [tabled] = viewer.fetch("read.decisions", decisions).items
    assert tabled.objective_id == str(objective)


def test_a_new_version_shows_how_it_was_read_before_it_is_sent(
    empty_network: Story, open_page: OpenPage
):
    decision = decision_in(empty_network)
    decision.open_silence()
    app = opened(decision, open_page, "text")
    [box] = [area for area in app.text_area if "-text-" in (area.key or "")]
    assert box.value == (f"# The National Focal Points,\n\n1. {FIRST}\n\n2. {SECOND}")
    box.set_value(
        f"# The National Focal Points,\n\n1. {NEW_FIRST}\n\n2. Something new."
    )
    send(app)

    text = page_text(app)
    assert "1 paragraph changed, 1 new, 1 deleted, 1 unchanged." in text
    assert drafting_texts.SILENCE_ENDS in text
    assert "<del>as soon as possible </del>" in text
    text = page_text(confirm_preview(app))
    assert "version 2 of 2" in text
    assert "Something new." in text


def test_a_translation_is_shown_on_demand(empty_network: Story, open_page: OpenPage):
    decision = decision_in(empty_network)
    polish = {"language": "pl", "title": "Punkty kontaktowe", "texts": ()}
    decision.do(PlaceTranslation, version=decision.version, **polish)
    app = opened(decision, open_page, "text", "Add a translation")
    [languages] = [box for box in app.selectbox if "-language-" in (box.key or "")]
    # Placed by a program, which may name any language: here it can be replaced.
    assert "Polish" in languages.options
    assert "English" not in languages.options
    fill(
        app, language="fr", title="Points de contact", text="# Les points\n\n1. Un\n\n-"
    )
    send(app)
    app = open_page("decision", by=LEADERSHIP, decision=decision.id, language="fr")

    text = page_text(app)
    assert "Points de contact" in text
    assert "Les points" in text
    assert f"{SECOND} <small>not translated" in text
    assert FIRST not in text


def test_a_comment_names_its_paragraph(empty_network: Story, open_page: OpenPage):
    decision = decision_in(empty_network)
    app = opened(decision, open_page, "more", "Comment on the text", by=AUSTRIA)
    [second] = [each.id for each in paragraphs(SECOND)]
    fill(app, text="Which list?", paragraph=str(second))
    send(app)

    text = page_text(app)
    assert "Which list?" in text
    assert "Austria · version 1, paragraph 3" in text
    leadership = page_text(open_page("decision", by=LEADERSHIP, decision=decision.id))
    assert "Which list?" not in leadership


def test_a_form_s_refusal_names_the_paragraph(
    empty_network: Story, open_page: OpenPage
):
    decision = decision_in(empty_network)
    app = opened(decision, open_page, "text")
    [box] = [area for area in app.text_area if "-text-" in (area.key or "")]
    box.set_value(f"# Heading\n\n{'a ' * 2_600}")
    send(app)

    assert "Paragraph 2: Please enter at most 5,000 characters." in page_text(app)
    assert not is_form_closed(app)


def test_a_delegation_withdraws_its_own_draft_and_no_other(
    empty_network: Story, open_page: OpenPage
):
    tabled = decision_in(empty_network, tabled_by="AT")
    other = decision_in(empty_network)
    withdraw = "Withdraw the draft"

    def forms(decision: DecisionOnPages) -> list[str]:
        app = opened(decision, open_page, "more", by=AUSTRIA)
        [choice] = [each for each in app.button_group if "-what-" in (each.key or "")]
        return list(choice.options)

    assert withdraw in forms(tabled)
    assert withdraw not in forms(other)


def test_a_refusal_names_the_paragraph():
    long = [{"id": UUID(int=1), "text": "a"}, {"id": UUID(int=2), "text": "a" * 5_001}]

    with pytest.raises(InvalidValue, match="Paragraph 2: Please enter at most 5,000"):
        text_body("Title", long)
    with pytest.raises(InvalidValue, match="paragraphs"):
        text_body("Title", [])
