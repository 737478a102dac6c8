"""The History's strip of months."""

from datetime import date
from uuid import uuid4

import pytest
from dashboard_examples import OpenPage, Story, page_text
from systems import AUDITOR, LEADERSHIP, SECRETARIAT, do

from bsm_projections.engine.audience import Audience
from bsm_projections.follow_up import queries as follow_up_queries
from bsm_service.follow_up.milestone_and_evidence_commands import (
    AddDependency,
    AttachEvidence,
    EraseEvidence,
    UploadedFile,
)
from dashboard.data import queries as data_queries
from dashboard.data import record
from dashboard.history import month_chart

PAGE = "follow_up"
TITLE = "Share the border protocol"


def test_chosen_months_become_a_period_of_whole_months():
    assert month_chart.selected_period(["2016-02-01", "2016-01-01"]) == (
        "2016-01-01",
        "2016-02-29",
    )
    assert month_chart.selected_period([]) == (None, None)


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ({1: 1}, "All in Jan 2016"),
        ({2: 7}, "All in Feb 2016"),
        ({1: 1, 3: 1}, "From Jan 2016 to Mar 2016"),
        ({1: 2, 3: 9, 4: 5}, "Busiest month: March 2016 (9 facts)"),
    ],
)
def test_the_strip_says_when_the_facts_were_recorded(
    busy_network: Story,
    open_page: OpenPage,
    monkeypatch: pytest.MonkeyPatch,
    counts: dict[int, int],
    said: str,
):
    by_month = {date(2016, month, 1): facts for month, facts in counts.items()}
    monkeypatch.setattr(data_queries.Viewer, "facts_by_month", lambda *_: by_month)

    assert f">{said}</h2>" in page_text(open_page("history"))


def test_a_chosen_period_can_be_taken_back(busy_network: Story, open_page: OpenPage):
    app = open_page("history", **{"from": "2016-01-01", "until": "2016-01-31"})

    assert "The 10th meeting (Berlin 2016) was concluded." not in page_text(app)
    app.button(key="strip-all").click().run()
    assert "until" not in app.query_params
    assert "The 10th meeting (Berlin 2016) was concluded." in page_text(app)


def test_an_open_fact_tells_its_leaf_and_its_command(
    busy_network: Story, open_page: OpenPage
):
    stored = busy_network.system.store.stored_page(0, 1)[0]
    text = page_text(open_page("history", fact=1))

    assert stored["leaf_hash"].hex() in text
    fact = data_queries.Viewer(LEADERSHIP, record.live_moment()).fact(1)
    assert fact is not None
    assert fact.command_id in text


def test_no_page_names_what_is_for_focal_points_only_by_its_id(
    busy_network: Story, open_page: OpenPage
):
    system = busy_network.system
    with system.read(system.now(), Audience(focal_points_matter=True)) as context:
        rows = follow_up_queries.activities(context).items
    [hidden_id] = [item.id for item in rows if item.audience == "focal points"]
    dependency = AddDependency(activity_id=busy_network.activity, on=hidden_id)
    fact = do(system, dependency).position
    content = system.vault.files.store(b"%PDF-1.4 names", "application/pdf")
    evidence = AttachEvidence(
        activity_id=hidden_id,
        evidence_id=uuid4(),
        file=UploadedFile(sha256=content.sha256, name="names.pdf"),
    )
    do(system, evidence)
    do(
        system,
        EraseEvidence(
            activity_id=hidden_id,
            evidence_id=evidence.evidence_id,
            revision=1,
            reason="names",
        ),
    )

    for page, query in (
        ("history", {"fact": fact}),
        ("administration", {"part": "erasures"}),
    ):
        texts = {}
        for by in (AUDITOR, SECRETARIAT):
            app = open_page(page, by=by, **query)
            texts[by] = page_text(app) + "".join(code.value for code in app.code)
        assert hidden_id not in texts[AUDITOR], page
        assert hidden_id in texts[SECRETARIAT], page
