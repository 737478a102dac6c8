"""COMMIT is sent, and nobody says what became of it."""

from faults.callers import (
    Callers,
    Outcomes,
    ask_again,
    ask_until,
    commands,
    execute,
    hurry,
    identity,
    is_known,
    make_impatient,
    meeting_and_objective,
)
from faults.fault import POSTGRES, FaultContext, Finding, fault, require
from faults.invariants import check_system
from faults.polling import wait_until
from faults.proxy import Loss, Proxy, between

from bsm_service.application.system import System
from bsm_service.people.commands import EnterParticipant

# Seconds; the product's own would be twenty. A slow machine must not seem silent.
_PATIENCE = 3

_TRUTH = "applied once; whoever is told an answer finds it on record"


def _through(context: FaultContext, proxy: Proxy) -> System:
    system = context.system(context.place(proxy.url))
    meeting_and_objective(system)
    make_impatient(system, _PATIENCE)
    return system


@fault("COMMIT's answer is lost", POSTGRES, invariant=_TRUTH, rounds=12, short=3)
def answer_lost(context: FaultContext) -> Finding:
    """One caller each round, and each kind of loss in its turn."""
    outcomes = Outcomes()
    with between(context.folder / "proxy", context.server().socket) as proxy:
        system = _through(context, proxy)
        steps = commands(*meeting_and_objective(system), context.random)
        for number in range(context.rounds):
            how = tuple(Loss)[number % len(Loss)]
            proxy.lose(how)
            # One that is refused commits as well.
            ask_until(proxy.lost.is_set, system, outcomes, context.random, steps)
        require(
            not outcomes.of("outcome_unknown"),
            "the outcome was left unknown although the server could be asked",
        )
        require(
            not outcomes.of("store_unavailable"), "an answer was not asked for again"
        )
        facts = check_system(system, outcomes)
    return Finding(
        f"{context.rounds} COMMITs lost in {len(Loss)} ways",
        f"{len(outcomes.accepted)} accepted, each on record once; {facts} facts",
    )


@fault(
    "COMMIT's answer is lost to 32 callers",
    POSTGRES,
    invariant=_TRUTH,
    rounds=6,
    short=2,
)
def answer_lost_to_many(context: FaultContext) -> Finding:
    outcomes = Outcomes()
    with between(context.folder / "proxy", context.server().socket) as proxy:
        system = _through(context, proxy)
        for number in range(context.rounds):
            proxy.lose(tuple(Loss)[number % len(Loss)])
            Callers(
                system, outcomes.record, context.random, threads=32, limit=2
            ).start().join()
            require(proxy.lost.is_set(), "no COMMIT went by")
        facts = check_system(system, outcomes)
    return Finding(
        f"{context.rounds} COMMITs lost, {len(outcomes.requests)} commands",
        f"{len(outcomes.accepted)} accepted, each on record once; {facts} facts",
    )


@fault(
    "COMMIT's answer is lost, then the network",
    POSTGRES,
    invariant="told outcome_unknown; asked again under the same id: one effect",
    rounds=6,
    short=2,
)
def answer_and_network_lost(context: FaultContext) -> Finding:
    outcomes, unknown = Outcomes(), 0
    with between(context.folder / "proxy", context.server().socket) as proxy:
        system = _through(context, proxy)
        hurry(system, 0.5)
        steps = commands(*meeting_and_objective(system), context.random)
        for number in range(context.rounds):
            proxy.lose(tuple(Loss)[number % len(Loss)], then_shut=True)
            id = ask_until(proxy.lost.is_set, system, outcomes, context.random, steps)
            codes = outcomes.refused.get(id, "accepted")
            require(codes == "outcome_unknown", f"told {codes} where nobody can know")
            proxy.let_in()
            unknown += ask_again(system, outcomes)
        facts = check_system(system, outcomes)
    return Finding(
        f"{context.rounds} COMMITs lost, network away",
        f"{unknown} outcomes unknown, each asked again: one effect; {facts} facts",
    )


@fault(
    "the vault's COMMIT's answer is lost",
    POSTGRES,
    invariant="accepted, or told unavailable and not on record; asked again: one "
    "effect, and all can be read",
    rounds=12,
    short=2,
)
def vaults_answer_lost(context: FaultContext) -> Finding:
    """Nothing is on record before the vault has answered, so nothing is unknown."""
    outcomes, refused = Outcomes(), 0
    with between(context.folder / "proxy", context.server().socket) as proxy:
        system = _through(context, proxy)
        for number in range(context.rounds):
            # Six rounds are all that there can be.
            away, how = number % 2 == 1, tuple(Loss)[number % len(Loss)]
            hurry(system, 0.5 if away else 5)
            proxy.lose(how, of="vault", then_shut=away)
            id, step = context.command_id(), _somebody(context)
            answers = [execute(system, id, step)]
            require(proxy.lost.is_set(), "no COMMIT of the vault went by")
            refused += away
            if away:
                unavailable = answers[0] in ("vault_unavailable", "store_unavailable")
                require(unavailable, f"told {answers[0]} where nothing was stored")
                proxy.let_in()
                wait_until(
                    lambda id=id, step=step, answers=answers: is_known(
                        system, id, step, answers
                    ),
                    "it is answered",
                )
            require(
                isinstance(answers[-1], int),
                f"told {answers[-1]} where it could be stored",
            )
            outcomes.record(id, step, answers[-1])
            named = system.vault.people.entry_of(step.participant_id)["name"]
            require(named == step.person.name, "the person is found by another name")
        facts = check_system(system, outcomes)
    return Finding(
        f"{context.rounds} COMMITs of the vault lost, the network away {refused} times",
        f"{len(outcomes.accepted)} people on record once; {facts} facts",
    )


def _somebody(context: FaultContext) -> EnterParticipant:
    id = identity(context.random)
    return EnterParticipant(
        participant_id=id,
        delegation="AT",
        person={"name": f"Eva {id.hex}", "email": f"{id.hex}@example.org"},
    )
