"""Trackers in the shape in which other organisations keep them, made by chance: texts
are invented. What has to be refused, and of which field, is written down.
"""

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from bsm_service.imports.choices import ImportChoices

_WORDS = ("maps", "training", "patrols", "radio", "forms", "rivers", "posts")
_FIRST = date(2016, 4, 13)


@dataclass
class Tracker:
    """`refused` are the fields that are wrong, by row; `choices` leave nothing else to
    ask.
    """

    choices: ImportChoices
    encoding: str = "utf-8"
    delimiter: str = ","
    rows: list[list[str]] = field(default_factory=list)
    refused: dict[int, set[str]] = field(default_factory=dict)
    read: int = 0

    def add(self, cells: list[str], **wrong: bool) -> None:
        """A row below the headings; of which fields it says what cannot be used."""
        self.rows.append(cells)
        self.read += 1
        if fields := {name for name, is_wrong in wrong.items() if is_wrong}:
            self.refused[len(self.rows)] = fields

    def as_csv(self) -> bytes:
        buffer = io.StringIO(newline="")
        csv.writer(buffer, delimiter=self.delimiter).writerows(self.rows)
        return buffer.getvalue().encode(self.encoding)


def recommendations(size: int, chance: Random) -> Tracker:
    """Numbered, to addressees under official names, with long texts and two replies."""
    status = {
        "Open - Acceptable Response": "in progress",
        "Open - Unacceptable Response": "agreed",
        "Closed - Unacceptable Action": "withdrawn",
    }
    statuses = [
        *status,
        "Open - Await Response",
        "Closed - Acceptable Action",
        "",
        "odd",
    ]
    addressees = (
        *("Austria", "Federal Republic of Germany", "the Netherlands", "U.S."),
        *("Poland; Czech Republic", "Moldova, Republic of", "Bosnia-Herzegovina"),
        *("Frontex", "all participating States", "Ministry of Transport of Serbia"),
        "Austira",
    )
    tracker = Tracker(
        ImportChoices(owner="IT", statuses=status, only_valid=True), "utf-8-sig"
    )
    tracker.rows.append(
        _headings(
            "Recommendation No.|Date issued|Addressee|Recommendation|Response 1|"
            "Response date 1|Response 2|Response date 2|Status|Target date"
        )
    )
    for number in range(1, size + 1):
        issued = _FIRST + timedelta(days=chance.randrange(600))
        replied = issued + timedelta(days=90)
        replies = chance.choice((0, 1, 1, 2))
        addressee, how_far = chance.choice(addressees), chance.choice(statuses)
        tracker.add(
            [
                f"R-{number:04d}",
                f"{issued:%d/%m/%Y}",
                addressee,
                _text(chance, chance.choice((1, 2, 9))),
                _text(chance, chance.choice((1, 80))) if replies else "",
                f"{replied:%d/%m/%Y}" if replies else "",
                _text(chance, 2) if replies > 1 else "",
                f"{replied + timedelta(days=30):%d/%m/%Y}" if replies > 1 else "",
                how_far,
                chance.choice((f"{issued + timedelta(days=365):%d/%m/%Y}", "", "TBD")),
            ],
            owner=addressee == "Austira",
            status=how_far == "odd",
        )
    return tracker


def action_items(size: int, chance: Random) -> Tracker:
    """Below a title, owned by persons, with dates that name months."""
    names = ("A. Smith (AT)", "J. Kowalska (PL)", "Meier, H. (Germany)", "P. Rossi")
    many = "A. Smith (AT), H. Meier (DE)"
    statuses = {"Pending": "in progress"}
    tracker = Tracker(ImportChoices(owner="IT", statuses=statuses, only_valid=True))
    tracker.rows += [["Action log"], []]
    tracker.rows.append(
        _headings(
            "ID|Action Item|Details|Owner|Date Raised|Due Date|Status|Notes|Date Closed"
        )
    )
    for number in range(1, size + 1):
        raised = _FIRST + timedelta(days=chance.randrange(60))
        how_far = chance.choice(("Open", "In Progress", "Closed", "On Hold", "Pending"))
        closed = raised + timedelta(days=80)
        due = chance.choice((f"{raised + timedelta(days=90):%d-%b-%y}", "ongoing", "?"))
        tracker.add(
            [
                f"A-{number:03d}",
                _text(chance, 1),
                _text(chance, 3) if number % 3 else "",
                chance.choice((*names, many)),
                f"{raised:%d-%b-%y}",
                "31-Feb-17" if number % 20 == 0 else due,
                how_far,
                chance.choice(("", f"{raised:%d-%b-%y}: {_text(chance, 1)}")),
                f"{closed:%d-%b-%y}" if how_far == "Closed" else "",
            ],
            due_on=number % 20 == 0,
        )
    return tracker


def audit_actions(size: int, chance: Random) -> Tracker:
    """In French, in the encoding of an office program, with revised dates."""
    owners = ("Autriche", "République tchèque", "Suisse", "France / Allemagne", "Tous")
    statuses = {"En retard": "in progress", "À valider": "reported complete"}
    percent = {"Soldée": "100%", "En cours": "50 %", "Non démarrée": "0%"}
    tracker = Tracker(
        ImportChoices(owner="FR", statuses=statuses, only_valid=True), "cp1252", ";"
    )
    tracker.rows.append(
        _headings(
            "N°|Constat|Recommandation|Action|Responsable|Date d'échéance|"
            "Échéance révisée|% réalisé|Statut|Réponse de l'audité|Commentaires"
        )
    )
    for number in range(1, size + 1):
        due = date(2016, 9, 30) + timedelta(days=chance.randrange(300))
        later = due + timedelta(days=90)
        how_far = chance.choice((*percent, *statuses, "Clôturée", "Abandonnée", ""))
        tracker.add(
            [
                f"{1 + number // 30}.{1 + number % 30}",
                _text(chance, 2),
                _text(chance, 2),
                _text(chance, 1),
                chance.choice((*owners, "Direction générale des douanes")),
                f"{due:%d/%m/%Y}",
                f"{later:%d/%m/%Y}" if number % 7 == 0 else "",
                percent.get(how_far, ""),
                how_far,
                _text(chance, 1) if number % 2 else "",
                _text(chance, 1) if number % 5 == 0 else "",
            ]
        )
    return tracker


KINDS: tuple[Callable[[int, Random], Tracker], ...] = (
    recommendations,
    action_items,
    audit_actions,
)


def _text(chance: Random, sentences: int) -> str:
    return " ".join(
        " ".join(chance.choices(_WORDS, k=9)).capitalize() + "."
        for _ in range(sentences)
    )


def _headings(text: str) -> list[str]:
    return text.split("|")
