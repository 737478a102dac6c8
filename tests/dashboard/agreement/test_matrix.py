"""The matrix of drafts and delegations: its marks, and what it is narrowed to."""

from datetime import timedelta

import pytest
from dashboard_examples import PRESENT
from negotiation_examples import Agreed, marks, page_matrix

from bsm_domain.agreement.values import Position
from dashboard.agreement.overview.matrix import MARKS, matrix_html, narrowed


def test_each_position_has_its_mark_and_its_words(agreed: Agreed):
    says, draft = agreed.decisions.says, agreed.draft
    until = PRESENT.date() + timedelta(days=5)
    says(draft, "FR", Position.AD_REFERENDUM, version=2, until=until)
    says(draft, "PL", Position.AMEND, version=2)
    says(draft, "US", Position.NONE, version=2)
    found = page_matrix(agreed)

    assert marks(found, "Liaison list") == {
        "AT": "stale",
        "FR": "referendum",
        "IT": "object",
        "PL": "amend",
        "US": "none",
    }
    assert marks(found, "Shared maps") == {"IT": "reserve"}
    assert set(marks(found, "Contact points").values()) == {"agree"}
    html = matrix_html(found, PRESENT, lambda _: "/decision")
    for words in (
        "AT: agreed to version 1, not heard on version 2",
        "FR: is ad referendum until 28 Nov 2026",
        "IT: objects",
        "PL: proposes an amendment",
        "US: takes no position",
        "DE: not heard",
    ):
        assert f'aria-label="{words}"' in html
    assert html.count("<td ") == 3 * 57
    assert all(f'<i class="bsm-{mark}">' in html for mark in MARKS)


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        ("objections", ({"Liaison list"}, {"IT"})),
        ("stale", ({"Liaison list"}, {"AT"})),
        ("unheard", ({"Liaison list", "Contact points"}, 57)),
        ("all", ({"Liaison list", "Contact points", "Shared maps"}, 57)),
    ],
)
def test_the_matrix_is_narrowed_to_what_is_asked(
    agreed: Agreed, shown: str, expected: tuple[set[str], set[str] | int]
):
    found = narrowed(page_matrix(agreed), shown)
    titles, delegations = expected

    assert {row.decision.title for row in found.rows} == titles
    if isinstance(delegations, int):
        assert len(found.delegations) == delegations
    else:
        assert set(found.delegations) == delegations
