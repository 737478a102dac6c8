"""The result of a check. All findings are counted, and the first hundred are listed."""

from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass, field
from functools import wraps
from typing import NamedTuple, ParamSpec

from pydantic import BaseModel

from bsm_domain.foundation.aggregate import DomainEvent
from bsm_domain.foundation.logged_fact import UndecodableFact
from bsm_projections.databases import Row

MAX_NAMED = 100

ParametersT = ParamSpec("ParametersT")
CheckSteps = Generator[str, None, str]


class Check(BaseModel):
    """`detail` says what was looked at or, where something is wrong, the first finding
    and what to do. `findings` are at most a hundred sentences, `found` is their number.
    """

    name: str
    ok: bool
    detail: str
    found: int = 0
    findings: tuple[str, ...] = ()
    advice: str = ""


class Verdict(BaseModel):
    ok: bool
    checks: tuple[Check, ...]


@dataclass(slots=True)
class Findings:
    """The findings of one check, limited in number."""

    named: list[str] = field(default_factory=list)
    count: int = 0

    def add(self, sentence: str) -> None:
        self.count += 1
        if len(self.named) < MAX_NAMED:
            self.named.append(sentence)

    def add_all(self, sentences: Iterable[str]) -> None:
        """Adds the findings of a check, also an error that ends it."""
        try:
            for sentence in sentences:
                self.add(sentence)
        except Exception as error:  # a damaged record must still get its verdict
            self.add(
                f"the check could not be completed: {type(error).__name__}: {error}"
            )

    def check(self, name: str, summary: Callable[[], str], advice: str) -> Check:
        if not self.count:
            return Check(name=name, ok=True, detail=summary())
        remaining = f" (and {self.count - 1:,} more)" if self.count > 1 else ""
        return Check(
            name=name,
            ok=False,
            detail=f"{self.named[0]}{remaining}. {advice}",
            found=self.count,
            findings=tuple(self.named),
            advice=advice,
        )


def check(
    name: str, advice: str
) -> Callable[[Callable[ParametersT, CheckSteps]], Callable[ParametersT, Check]]:
    """Makes a separate check of a generator of findings. What it returns says what was
    checked, where it found nothing.
    """

    def decorate(
        find: Callable[ParametersT, CheckSteps],
    ) -> Callable[ParametersT, Check]:
        @wraps(find)
        def run(*args: ParametersT.args, **kwargs: ParametersT.kwargs) -> Check:
            findings, summaries = Findings(), list[str]()

            def steps() -> Iterator[str]:
                summaries.append((yield from find(*args, **kwargs)))

            findings.add_all(steps())
            return findings.check(name, lambda: summaries[0], advice)

        return run

    return decorate


class StoredFact(NamedTuple):
    """A fact as stored in the log, and as it is read."""

    position: int
    row: Row
    state: bytes
    fact: DomainEvent | UndecodableFact


class LogCheck:
    """A check that sees every fact once, in the order of the log. One without a name
    only takes notes for others.
    """

    name = ""
    advice = ""

    def check_fact(self, stored: StoredFact) -> Iterator[str]:
        """What is wrong with a fact."""
        raise NotImplementedError

    def finish(self) -> Iterator[str]:
        """Errors of the log as a whole."""
        return iter(())

    def summary(self) -> str:
        return ""
