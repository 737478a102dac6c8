"""Which forms about a decision are offered, to whom and when."""

from agreement_examples import DecisionOnPages, contested, decision_in
from dashboard_examples import OpenPage, Story
from systems import AUSTRIA, CHAIR, SECRETARIAT

from bsm_domain.agreement.values import Position
from bsm_domain.foundation.values import MatterAudience
from bsm_service.access.permissions import Principal
from bsm_service.agreement.commands import OpenProcedure, TableDecision
from bsm_service.application.command import posted_commands
from dashboard.agreement import selection
from dashboard.agreement.forms import decision_forms
from dashboard.components.theme import LIGHT
from dashboard.data import record
from dashboard.data.page_context import PageContext, choose_meeting
from dashboard.data.queries import Viewer
from dashboard.forms.drafts import Draft


def offered(story: Story, decision: DecisionOnPages, by: Principal) -> set[str]:
    """The names of commands that the decision's page offers somebody."""
    viewer = Viewer(by, record.live_moment())
    page = PageContext(viewer, choose_meeting(viewer, str(decision.meeting)), LIGHT)
    selected = selection.of_decision(page, str(decision.id))
    assert selected is not None
    return {
        form.command.NAME
        for place in decision_forms.PLACES
        for form in decision_forms.forms_at(selected, place)
        if form.command is not None
    }


def test_every_command_has_its_form(empty_network: Story):
    by = {AUSTRIA, CHAIR, SECRETARIAT}
    found: set[str] = set()

    def look(decision: DecisionOnPages) -> None:
        for each in by:
            found.update(offered(empty_network, decision, each))

    draft = decision_in(empty_network)
    look(draft)
    draft.says("AT", Position.AGREE)
    look(draft)
    draft.open_silence()
    look(draft)
    consensus = decision_in(empty_network)
    consensus.do(OpenProcedure, procedure="consensus", of=1)
    look(consensus)
    look(contested(empty_network))
    restricted = decision_in(empty_network, audience=MatterAudience.FOCAL_POINTS)
    restricted.adopt_by_consensus()
    look(restricted)

    names = {
        each.NAME for each in posted_commands() if each.NAME.startswith("decision.")
    }
    assert names - found == {TableDecision.NAME}  # on the pages of meetings
    assert found - names == set()


def test_an_unsent_draft_is_continued_while_its_form_is_offered(
    empty_network: Story, open_page: OpenPage
):
    decision = decision_in(empty_network)
    viewer = Viewer(AUSTRIA, record.live_moment())
    page = PageContext(viewer, choose_meeting(viewer, None), LIGHT)

    def restored(id: object, place: str, label: str) -> list[str] | None:
        draft = Draft(str(id), place, label, {"reason": "Too so"}, None)
        found = decision_forms.restore_form(page, draft)
        return found and [form.label for form in found[1]]

    assert restored(decision.id, "object", "Object") == ["Object"]
    assert restored(decision.meeting, "table", "Table a draft decision") == [
        "Table a draft decision"
    ]
    assert restored(decision.id, "procedure", "Adopt") is None
    assert restored(decision.id, "elsewhere", "Object") is None
    assert restored(decision.meeting, "object", "Object") is None
