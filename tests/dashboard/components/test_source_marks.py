"""The mark beside a value that says where it comes from."""

from datetime import date

import pytest

from bsm_domain.foundation.sources import Source
from dashboard.components.source_marks import source_mark

PAGE = Source(
    title="Annual <Meeting>",
    address="https://example.org/?a=1&b=2",
    seen_on=date(2017, 10, 13),
    published_on=None,
)


@pytest.mark.parametrize("is_demonstration", [True, False])
def test_a_source_is_a_link_that_tells_the_page_nothing_of_the_viewer(
    is_demonstration: bool,
) -> None:
    assert source_mark(PAGE, is_demonstration=is_demonstration) == (
        '\u00a0 <span class="bsm-source"><a href="https://example.org/?a=1&amp;b=2" '
        'target="_blank" rel="noopener noreferrer nofollow">Annual &lt;Meeting&gt;</a>,'
        " seen on 13 Oct 2017</span>"
    )


def test_what_has_no_source_is_invented_in_a_demonstration_only() -> None:
    assert "invented" in source_mark(None, is_demonstration=True)
    assert not source_mark(None, is_demonstration=False).strip()
