"""Who sees whose position, and drafts for focal points only, on the page Agreements."""

import re

import pytest
from dashboard_examples import OpenPage, page_text
from negotiation_examples import EXPIRY, INSIDE, OUTSIDE, PAGE, PARTNER, Agreed, buttons
from systems import AUDITOR, AUSTRIA, CHAIR, ITALY, LEADERSHIP, PARTICIPANT

from bsm_domain.agreement.values import Position
from bsm_domain.foundation.values import MatterAudience
from bsm_service.access.permissions import Principal
from dashboard.agreement.overview import texts


@pytest.mark.parametrize("by", [*INSIDE, *OUTSIDE], ids=lambda by: by.account)
def test_only_delegations_and_auditors_see_positions_before_the_adoption(
    agreed: Agreed, open_page: OpenPage, by: Principal
):
    text = page_text(open_page(PAGE, by=by))

    is_inside = by in INSIDE
    assert ("IT: objects" in text) == is_inside
    assert ("1 only on an earlier version; an objection stands" in text) == (
        not is_inside
    )
    assert "IT: agrees with a reservation" in text
    assert ("Awaiting" in text) == (by in (AUSTRIA, ITALY))


def test_what_is_for_focal_points_only_is_nowhere_else(
    agreed: Agreed, open_page: OpenPage
):
    def pages(by: Principal) -> list[str]:
        texts = [
            page_text(open_page(PAGE, by=by, view=view))
            for view in ("meeting", "register")
        ]
        return [re.sub(r"fact [\d\u2009]+, recorded [^<]*", "", text) for text in texts]

    before = {by.account: pages(by) for by in OUTSIDE}
    restricted = MatterAudience.FOCAL_POINTS
    agreed.decisions.adopted("Secret list", audience=restricted)
    agreed.decisions.silence(
        agreed.decisions.table("Secret silence", audience=restricted),
        EXPIRY,
        "Europe/Berlin",
    )

    assert {by.account: pages(by) for by in OUTSIDE} == before
    assert "Secret silence" in pages(PARTNER)[0]
    assert "NFP.FP.DEC/1/16" in pages(AUSTRIA)[1]
    assert "Secret" not in "".join(pages(AUDITOR))


def test_a_broken_silence_is_told_without_whose(agreed: Agreed, open_page: OpenPage):
    agreed.decisions.says(agreed.silence, "IT", Position.OBJECT)

    text = page_text(open_page(PAGE, by=LEADERSHIP))

    assert "has been adopted; 1 silence was broken." in text
    assert "The silence on version 1 was broken; the text is a draft again." in text
    drafts = text[: text.index(texts.FINAL_POSITIONS)]
    assert "Italy" not in drafts


@pytest.mark.parametrize("by", [PARTNER, CHAIR, AUDITOR, *OUTSIDE])
def test_nobody_else_is_asked_for_a_position(
    agreed: Agreed, open_page: OpenPage, by: Principal
):
    shown = buttons(open_page(PAGE, by=by))

    assert not [key for key in shown if key.startswith(("agree-", "ask-object"))]


def test_links_to_facts_are_for_whoever_may_read_them(
    agreed: Agreed, open_page: OpenPage
):
    assert "behind Adopted" in page_text(open_page(PAGE, by=AUDITOR))
    assert "behind Adopted" not in page_text(open_page(PAGE, by=PARTICIPANT))
