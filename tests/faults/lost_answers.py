"""COMMIT is sent, and nobody says what became of it."""

from faults.fault import POSTGRES, Finding, Scene, fault, must
from faults.judging import judge_system
from faults.proxy import Loss, Proxy, between
from faults.waiting import until
from faults.writing import (
    Callers,
    Told,
    ask_again,
    ask_until,
    commands,
    hurry,
    identity,
    is_known,
    make_impatient,
    subjects,
    tell,
)

from bsm_service.application.system import System
from bsm_service.people.commands import EnterParticipant

# Seconds; the product's own would be twenty. A slow machine must not seem silent.
_PATIENCE = 3

_TRUTH = "applied once; whoever is told an answer finds it on record"


def _through(here: Scene, proxy: Proxy) -> System:
    system = here.system(here.place(proxy.url))
    subjects(system)
    make_impatient(system, _PATIENCE)
    return system


@fault("COMMIT's answer is lost", POSTGRES, invariant=_TRUTH, rounds=12, short=3)
def answer_lost(here: Scene) -> Finding:
    """One caller each round, and each kind of loss in its turn."""
    told = Told()
    with between(here.folder / "proxy", here.server().socket) as proxy:
        system = _through(here, proxy)
        steps = commands(*subjects(system), here.chance)
        for number in range(here.rounds):
            how = tuple(Loss)[number % len(Loss)]
            proxy.lose(how)
            # One that is refused commits as well.
            ask_until(proxy.lost.is_set, system, told, here.chance, steps)
        must(
            not told.of("outcome_unknown"),
            "the outcome was left unknown although the server could be asked",
        )
        must(not told.of("store_unavailable"), "an answer was not asked for again")
        facts = judge_system(system, told)
    return Finding(
        f"{here.rounds} COMMITs lost in {len(Loss)} ways",
        f"{len(told.accepted)} accepted, each on record once; {facts} facts",
    )


@fault(
    "COMMIT's answer is lost to 32 callers",
    POSTGRES,
    invariant=_TRUTH,
    rounds=6,
    short=2,
)
def answer_lost_to_many(here: Scene) -> Finding:
    told = Told()
    with between(here.folder / "proxy", here.server().socket) as proxy:
        system = _through(here, proxy)
        for number in range(here.rounds):
            proxy.lose(tuple(Loss)[number % len(Loss)])
            Callers(system, told.hear, here.chance, threads=32, most=2).start().join()
            must(proxy.lost.is_set(), "no COMMIT went by")
        facts = judge_system(system, told)
    return Finding(
        f"{here.rounds} COMMITs lost, {len(told.asked)} commands",
        f"{len(told.accepted)} accepted, each on record once; {facts} facts",
    )


@fault(
    "COMMIT's answer is lost, then the network",
    POSTGRES,
    invariant="told outcome_unknown; asked again under the same id: one effect",
    rounds=6,
    short=2,
)
def answer_and_network_lost(here: Scene) -> Finding:
    told, unknown = Told(), 0
    with between(here.folder / "proxy", here.server().socket) as proxy:
        system = _through(here, proxy)
        hurry(system, 0.5)
        steps = commands(*subjects(system), here.chance)
        for number in range(here.rounds):
            proxy.lose(tuple(Loss)[number % len(Loss)], then_shut=True)
            id = ask_until(proxy.lost.is_set, system, told, here.chance, steps)
            said = told.refused.get(id, "accepted")
            must(said == "outcome_unknown", f"told {said} where nobody can know")
            proxy.let_in()
            unknown += ask_again(system, told)
        facts = judge_system(system, told)
    return Finding(
        f"{here.rounds} COMMITs lost, network away",
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
def vaults_answer_lost(here: Scene) -> Finding:
    """Nothing is on record before the vault has answered, so nothing is unknown."""
    told, refused = Told(), 0
    with between(here.folder / "proxy", here.server().socket) as proxy:
        system = _through(here, proxy)
        for number in range(here.rounds):
            # Six rounds are all that there can be.
            away, how = number % 2 == 1, tuple(Loss)[number % len(Loss)]
            hurry(system, 0.5 if away else 5)
            proxy.lose(how, of="vault", then_shut=away)
            id, step = here.command_id(), _somebody(here)
            said = [tell(system, id, step)]
            must(proxy.lost.is_set(), "no COMMIT of the vault went by")
            refused += away
            if away:
                unavailable = said[0] in ("vault_unavailable", "store_unavailable")
                must(unavailable, f"told {said[0]} where nothing was stored")
                proxy.let_in()
                until(
                    lambda id=id, step=step, said=said: is_known(
                        system, id, step, said
                    ),
                    "it is answered",
                )
            must(isinstance(said[-1], int), f"told {said[-1]} where it could be stored")
            told.hear(id, step, said[-1])
            named = system.vault.entry_of(step.participant_id)["name"]
            must(named == step.person.name, "the person is found by another name")
        facts = judge_system(system, told)
    return Finding(
        f"{here.rounds} COMMITs of the vault lost, the network away {refused} times",
        f"{len(told.accepted)} people on record once; {facts} facts",
    )


def _somebody(here: Scene) -> EnterParticipant:
    id = identity(here.chance)
    return EnterParticipant(
        participant_id=id,
        delegation="AT",
        person={"name": f"Eva {id.hex}", "email": f"{id.hex}@example.org"},
    )
