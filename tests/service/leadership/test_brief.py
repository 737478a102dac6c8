"""What leadership is told: over HTTP, from the command line, and on one page."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest
from merkle_proofs import tree_root
from random_activities import ByChance, by_chance
from service.http_api.http_examples import Served, served
from service.leadership import pdf_text
from sqlite_only import new_place as new_place
from systems import StoryClock, system_in
from typer.testing import CliRunner

from bsm_domain.follow_up.values import ActivityStatus
from bsm_domain.foundation.errors import InvalidValue, NotFound
from bsm_domain.foundation.participating_states import STATES
from bsm_domain.foundation.roles import Role
from bsm_projections.databases import Place
from bsm_projections.engine.audience import (
    RESTRICTED_INCLUDED,
    RESTRICTED_LEFT_OUT,
    Audience,
)
from bsm_projections.leadership.activity_changes import BulkEntry, OwnerChanges
from bsm_projections.leadership.activity_figures import OwnerStatuses
from bsm_projections.leadership.burn_up import NO_ACTIVITIES
from bsm_service.application.system import NOTICE
from bsm_service.assembly.command_line import app
from bsm_service.leadership import texts
from bsm_service.leadership.brief import render_brief
from bsm_service.leadership.report import LeadershipReport, leadership_report

HOSTILE = '#$*_\\@<>`[x](y) #import "/etc/passwd" //' * 8


@dataclass
class Here:
    activities: ByChance
    http: Served

    def report(self, as_of: str | None = None, **about: object) -> LeadershipReport:
        moment = self.activities.system.moment(as_of)
        return leadership_report(
            self.activities.system, moment, Audience(False), **about
        )  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Here]:
    clock = StoryClock()
    place = Place(tmp_path_factory.mktemp("data"))
    system = system_in(place, clock=clock)
    activities = by_chance(system, clock, seed=2, activities=20, steps=120)
    system.close()
    with served(place, clock=clock) as http:
        activities.system = http.system
        yield Here(activities, http)


def test_the_page_says_what_was_asked_and_from_where(here: Here):
    report = here.report("2016-10-31", meeting_id=str(here.activities.meetings[0]))
    paper = render_brief(here.activities.system, report, NOTICE)

    assert (pdf_text.pages(paper), paper) == (
        1,
        render_brief(here.activities.system, report, NOTICE),
    )
    text = pdf_text.text(paper)
    flowing = " ".join(text.split())
    assert report.headline in flowing
    assert "Network of the tests" in text
    assert "Commitments, 10th · Berlin 2016" in flowing
    for figure in texts.key_figures(report.commitments.figures).values():
        for words in (figure.label, figure.value, figure.note, figure.definition):
            assert words in flowing
    for sentence in report.sentences[:7]:
        assert sentence[:70] in flowing
    last = report.commitments.burn_up[-1]
    assert {f"{last.made} agreed", f"{last.kept} confirmed"} <= {*text.splitlines()}
    leaves = here.activities.system.store.stored_page(0, report.moment.position)
    root = tree_root([bytes(leave["leaf_hash"]) for leave in leaves]).hex()
    assert (
        f"As known at fact {report.moment.position}, 31 Oct 2016, 23:59 UTC; root hash "
        f"{root[:16]}" in flowing
    )
    assert NOTICE in flowing
    assert RESTRICTED_LEFT_OUT in flowing
    theirs = leadership_report(here.activities.system, report.moment, Audience(True))
    text = " ".join(
        pdf_text.text(render_brief(here.activities.system, theirs, NOTICE)).split()
    )
    assert RESTRICTED_INCLUDED in text
    assert RESTRICTED_LEFT_OUT not in text


def test_the_root_is_known_within_a_turn_too(here: Here):
    store = here.activities.system.store
    leaves = [bytes(stored["leaf_hash"]) for stored in store.stored_page(0, 1_000)]

    for size in range(len(leaves) + 1):
        assert store.root_at(size) == tree_root(leaves[:size])


def test_whatever_people_typed_it_stays_text_and_one_page(here: Here):
    report = here.report()
    whole = report.commitments
    typed = [HOSTILE[:300], "W" * 300, "\u202e\u0000\ufeff中😀", "ж" * 300, ""]
    owners = tuple(
        OwnerStatuses(
            code,
            typed[at % len(typed)],
            tuple((status, 1_000) for status in ActivityStatus),
            10_000,
            at % 3,
            at % 2,
        )
        for at, code in enumerate([*STATES][:60])
    )
    crowded = replace(
        whole,
        owners=owners,
        oldest=tuple(
            replace(row, title=title, owner_name=title)
            for row, title in zip(whole.oldest, typed, strict=False)
        ),
        changes=tuple(
            OwnerChanges(owner.code, owner.name, (("moved", 9_999), ("agreed", 1)))
            for owner in owners
        ),
        recorded_together=tuple(
            BulkEntry(report.since.on, "confirmed", 24) for _ in range(40)
        ),
    )
    names = dict.fromkeys(report.names, HOSTILE)
    crowded_told = replace(report, commitments=crowded, names=names)
    paper = render_brief(here.activities.system, crowded_told, NOTICE)

    assert pdf_text.pages(paper) == 1
    text = " ".join(pdf_text.text(paper).split())
    assert HOSTILE[:25] in text
    assert "and 32 more delegations with" in text
    assert "and 38 more such days" in text
    assert NOTICE in text
    late = [owner.code for owner in owners if owner.overdue]
    assert all(f"{code} " in text for code in late[:14])


@pytest.mark.parametrize(
    ("on_time", "was_due", "expected"),
    [
        (0, 0, ("\N{EN DASH}", "no original due date has passed yet")),
        (1, 1, ("100%", "1 of 1 whose original due date has passed")),
        (4, 12, ("33%", "4 of 12 whose original due date has passed")),
    ],
)
def test_the_share_on_time_says_what_it_is_of(
    here: Here, on_time: int, was_due: int, expected: tuple[str, str]
):
    known = here.report().commitments.figures
    figures = replace(known, completed_on_time=on_time, was_due=was_due)

    figure = texts.key_figures(figures)["on time"]

    assert (figure.value, figure.note) == expected


def test_a_day_or_meeting_that_cannot_be_is_refused(here: Here):
    with pytest.raises(InvalidValue, match="is not before 2016-10-31"):
        here.report("2016-10-31", since=date(2016, 10, 31))
    with pytest.raises(NotFound):
        here.report(meeting_id="nothing")
    beginning = here.report("0001-01-02")
    assert beginning.headline == NO_ACTIVITIES
    assert pdf_text.pages(render_brief(here.activities.system, beginning, None)) == 1


PATH = "/api/v1/commitments"


def test_http_tells_the_same_as_is_asked_here(here: Here):
    leadership = here.http.as_(Role.LEADERSHIP)
    meeting = str(here.activities.meetings[0])
    parameters = {
        "meeting_id": meeting,
        "since": "2016-09-01",
        "clock": "recorded",
        "as_of": "2016-10-31",
    }
    response = leadership.get(PATH, params=parameters)

    assert response.status_code == 200, response.text
    found, same = response.json(), here.report("2016-10-31", meeting_id=meeting)
    assert (found["as_of"], found["meeting_id"]) == (same.moment.position, meeting)
    assert found["since"] == "2016-09-01"
    assert found["commitments"]["clock"] == "recorded"
    figures = found["commitments"]["figures"]
    assert figures["open"] == same.commitments.figures.open
    assert found["headline"].startswith(same.headline.split(" Since")[0])
    assert found["changed"]

    paper = leadership.get(f"{PATH}/brief", params=parameters)
    assert paper.headers["content-type"] == "application/pdf"
    position = same.moment.position
    assert f"commitments-{position}.pdf" in paper.headers["content-disposition"]
    assert pdf_text.pages(paper.content) == 1
    assert "Cumulative activities, by the day it was recorded" in pdf_text.text(
        paper.content
    )


def test_focal_points_matter_is_counted_for_them_alone(here: Here):
    def counted(role: Role, delegation: str | None = None) -> int:
        report = here.http.as_(role, delegation).get(PATH).json()
        assert report["focal_points_matter"] is (role is Role.FOCAL_POINT)
        return int(report["commitments"]["figures"]["activities"])

    assert counted(Role.FOCAL_POINT, "AT") > counted(Role.LEADERSHIP)
    assert counted(Role.LEADERSHIP) == counted(Role.AUDITOR)


@pytest.mark.parametrize(
    ("params", "status", "code"),
    [
        ({"since": "yesterday"}, 422, "invalid_request"),
        ({"since": "2999-01-01"}, 422, "invalid_value"),
        ({"clock": "sundial"}, 422, "invalid_request"),
        ({"meeting_id": "10"}, 422, "invalid_request"),
        (
            {"meeting_id": "6cc7a7ac-a9da-5666-8aa1-fdf53fd3bfa0"},
            404,
            "not_found",
        ),
        ({"as_of": "999999"}, 422, "no_such_moment"),
    ],
)
@pytest.mark.parametrize("path", [PATH, f"{PATH}/brief"])
def test_what_is_mistyped_is_refused_with_a_code(
    here: Here, path: str, params: dict[str, str], status: int, code: str
):
    response = here.http.as_(Role.LEADERSHIP).get(path, params=params)

    assert (response.status_code, response.json()["code"]) == (status, code)


def test_the_command_line_tells_it_and_writes_the_page_once(here: Here, tmp_path: Path):
    data = ["--data", str(here.activities.system.place.folder)]
    file = tmp_path / "brief.pdf"

    def run(*options: str) -> tuple[int, str, str]:
        result = CliRunner().invoke(app, ["brief", *options, *data])
        return result.exit_code, result.stdout, result.stderr

    about = ("--meeting", "10", "--since", "2016-09-01", "--as-of", "2016-10-31")
    code, output, _ = run("--output", str(file), *about, "--json")
    assert (code, json.loads(output)["bytes"]) == (0, file.stat().st_size)
    text = pdf_text.text(file.read_bytes())
    assert "What changed since 1 Sep 2016" in text

    assert file.stat().st_mode & 0o077 == 0
    code, _, complained = run("--output", str(file), *about)
    assert (code, "place_not_empty" in complained) == (2, True)

    output = json.loads(run(*about, "--json")[1])
    response = here.http.as_(Role.LEADERSHIP).get(
        PATH,
        params={
            "meeting_id": str(here.activities.meetings[0]),
            "since": "2016-09-01",
            "as_of": "2016-10-31",
        },
    )
    assert output == response.json()
    on_screen = " ".join(run(*about)[1].split())
    assert "confirmed as done" in on_screen
    assert RESTRICTED_LEFT_OUT in on_screen
    for wrong, says in (
        (("--meeting", "99"), "there is no meeting 99"),
        (("--since", "soon"), "'soon' is not a date"),
        (("--as-of", "soon"), "as_of must be a position"),
        (("--output", str(tmp_path / "no" / "x.pdf")), "No such file"),
    ):
        code, _, complained = run(*wrong)
        assert (code, says in " ".join(complained.split())) == (2, True), complained
