"""The PDF of a decision is made for whoever asks for it, when they ask."""

import pytest
from agreement_examples import decision_in
from dashboard_examples import OpenPage, Story
from service.leadership import pdf_text
from systems import ADMINISTRATOR, AUSTRIA, LEADERSHIP

from bsm_domain.foundation.errors import NotFound, NotPermitted
from bsm_domain.foundation.values import MatterAudience
from bsm_service.agreement.lists import DECISION
from dashboard.data import record
from dashboard.data.queries import Viewer
from dashboard.widgets.document_download import document_pdf


def test_the_page_offers_the_document_of_its_moment(
    busy_network: Story, open_page: OpenPage
):
    decision = decision_in(busy_network, audience=MatterAudience.FOCAL_POINTS)
    id = str(decision.id)

    app = open_page("decision", by=AUSTRIA, decision=id)

    labels = [button.proto.label for button in app.get("download_button")]
    assert labels == ["Download as PDF"]
    moment = record.live_moment()
    text = pdf_text.text(document_pdf(Viewer(AUSTRIA, moment), DECISION, id))
    assert "Draft decision, version 1" in text
    with pytest.raises(NotFound):
        document_pdf(Viewer(LEADERSHIP, moment), DECISION, id)
    with pytest.raises(NotPermitted):
        document_pdf(Viewer(ADMINISTRATOR, moment), DECISION, id)
