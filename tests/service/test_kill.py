"""kill -9 in short; `python tests/kill_writer.py --rounds 100 FOLDER` in full."""

from pathlib import Path

from kill_writer import kill_often


def test_nothing_acknowledged_is_lost_when_the_writing_process_is_killed(
    tmp_path: Path,
):
    rounds = kill_often(tmp_path, rounds=6)

    assert len(rounds) == 6
    assert rounds[-1].acknowledged >= 6 * 20
    facts = [one.facts for one in rounds]
    assert facts == sorted(facts)
