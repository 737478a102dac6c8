"""The command line: `bsm --help` teaches it."""

import json
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table

from bsm_domain.errors import InvalidValue
from bsm_domain.roles import Role
from bsm_service.bench import FULL, QUICK, as_table
from bsm_service.bench import bench as run_bench
from bsm_service.bootstrap import (
    System,
    open_identity,
    open_system,
    read_models,
)
from bsm_service.cli_refusals import Refusing, refusing
from bsm_service.clock import utc_now
from bsm_service.demonstration import NOTICE, seed
from bsm_service.demonstration.live import Live
from bsm_service.refusals import StoreUnavailable
from bsm_service.serving import address_of, claimed, listen
from bsm_service.settings import Settings, SignIn
from bsm_service.status import status as status_of
from bsm_service.verification import verify as verify_record

app = typer.Typer(
    name="bsm",
    cls=Refusing,
    help="The record of a network of National Focal Points: every meeting, "
    "registration, objective and promise as facts that can be replayed and checked.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
token_app = typer.Typer(help="Tokens for the HTTP API.", no_args_is_help=True)
app.add_typer(token_app, name="token")

Data = Annotated[
    Path,
    typer.Option("--data", envvar="BSM_DATA", help="The folder that holds the record."),
]
Host = Annotated[
    str, typer.Option("--host", envvar="BSM_HOST", help="Where to listen.")
]
Port = Annotated[int, typer.Option("--port", envvar="BSM_PORT", min=1, max=65535)]
AsJson = Annotated[bool, typer.Option("--json", help="Answer for programs.")]

_console = Console()
_complaints = Console(stderr=True)


@contextmanager
def _opened(
    data: Path, *, must_exist: bool = True, catch_up: bool = True
) -> Iterator[System]:
    if must_exist and not (data / "log.db").exists():
        raise StoreUnavailable(
            f"there is no record in the folder {data}; name the right one with --data, "
            "or start one with 'bsm serve' or 'bsm demo'"
        )
    system = open_system(data, catch_up=catch_up)
    try:
        yield system
    finally:
        system.close()


@contextmanager
def _progress(what: str, total: int | None) -> Iterator[Any]:
    """A bar on standard error; nothing where nobody looks."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=_complaints, transient=True) as bar:
        task = bar.add_task(what, total=total)
        yield lambda done, total=total: bar.update(task, completed=done, total=total)


@app.command()
def serve(
    data: Data = Path("data"), host: Host = "127.0.0.1", port: Port = 8501
) -> None:
    """Serve the record: API, live socket and dashboard on one port.

    An empty folder becomes a new record. Until accounts exist, people come in by API
    tokens only ('bsm token create'), and the server listens on this machine only.
    """
    settings = Settings(data, host, port, SignIn.TOKENS)
    with refusing(), claimed(settings) as door:
        with _opened(data, must_exist=False) as system:
            system.establish()
        _say_where(settings)
        listen(settings, door)


@app.command()
def demo(
    data: Data = Path("demo-data"),
    host: Host = "127.0.0.1",
    port: Port = 8501,
    live: Annotated[
        bool, typer.Option("--live", help="Let new facts happen while you look on.")
    ] = False,
    every: Annotated[
        float,
        typer.Option(min=0.1, max=3600, help="Seconds between facts with --live."),
    ] = 4.0,
) -> None:
    """Start the demonstration: the network's tenth meeting, Berlin 2016, and its
    follow-up until today.

    The first start makes the data, the second finds it and adds nothing. One click
    signs you in as any role.
    """
    settings = Settings(data, host, port, SignIn.DEMONSTRATION)
    with refusing(), claimed(settings) as door, ExitStack() as running:
        with _opened(data, must_exist=False) as system:
            _must_be_demonstration(system, data)
            with _progress("Recording the story", None) as bar:
                seed(system, present=utc_now(), progressed=bar)
            system.engine.catch_up()
        if live:
            # The server opens a system of its own; the log may have many writers.
            beside = running.enter_context(_opened(data))
            running.enter_context(Live(beside, every))
        _console.print(NOTICE, style="dim", highlight=False)
        _say_where(settings)
        listen(settings, door)


def _must_be_demonstration(system: System, data: Path) -> None:
    network = system.network()
    if network is not None and not network.demonstration:
        raise InvalidValue(
            f"the folder {data} holds a real record, not a demonstration; "
            "name another with --data"
        )


def _say_where(settings: Settings) -> None:
    _console.print(
        f"The dashboard is at [bold]{address_of(settings)}[/bold] (Ctrl-C stops it)",
        highlight=False,
    )


@token_app.command("create")
def create_token(
    user: Annotated[str, typer.Option(help="Whose token it is: a name for you.")],
    role: Annotated[Role, typer.Option(help="In which role it acts.")],
    delegation: Annotated[
        str | None, typer.Option(help="The State that a focal point speaks for.")
    ] = None,
    data: Data = Path("data"),
    as_json: AsJson = False,
) -> None:
    """Make a token and show it, now and never again. Works while the server runs."""
    with refusing(as_json):
        identity = open_identity(data)
        token = identity.create_token(user, role, delegation)
        identity.close()
    if as_json:
        typer.echo(json.dumps({"token": token}))
    else:
        typer.echo(token)
        _complaints.print(
            "Keep it: it is not shown again. It expires in a year.", style="dim"
        )


@app.command()
def status(data: Data = Path("data"), as_json: AsJson = False) -> None:
    """Show the log's position and how far behind each read model is."""
    with refusing(as_json), _opened(data, catch_up=False) as system:
        found = status_of(system.store, system.engine, utc_now())
    if as_json:
        typer.echo(found.model_dump_json())
        return
    table = Table("read model", "position", "behind by", "parked facts")
    for one in found.projections:
        table.add_row(
            one.name, f"{one.position:,}", f"{one.lag_seconds:.1f} s", str(one.parked)
        )
    _console.print(f"The log ends at position {found.position:,}.")
    _console.print(table)
    for parked in found.parked_facts:
        _console.print(
            f"{parked.projection} could not digest {parked.stored_name} at "
            f"{parked.position}: {parked.error}",
            style="yellow",
        )


@app.command()
def verify(data: Data = Path("data"), as_json: AsJson = False) -> None:
    """Check that the record is whole: facts, leaves, tree, read models.

    Exits with 0 if it is, with 1 if not.
    """
    with (
        refusing(as_json),
        _opened(data) as system,
        _progress("Verifying", system.store.position()) as bar,
    ):
        verdict = verify_record(system.store, system.engine, read_models(), bar)
    if as_json:
        typer.echo(verdict.model_dump_json())
    else:
        for check in verdict.checks:
            mark = "[green]ok[/green]  " if check.ok else "[red]not so[/red]"
            _console.print(
                f"{mark} {check.name}: {escape(check.detail)}",
                highlight=False,
                soft_wrap=True,
            )
    raise typer.Exit(0 if verdict.ok else 1)


@app.command()
def rebuild(
    name: Annotated[
        str | None, typer.Argument(help="One read model; all if none.")
    ] = None,
    data: Data = Path("data"),
    as_json: AsJson = False,
) -> None:
    """Build read models again from the facts, beside the old ones, which serve on."""
    with refusing(as_json), _opened(data) as system:
        if name is not None and name not in system.engine.models:
            known = ", ".join(sorted(system.engine.models))
            raise InvalidValue(f"there is no read model {name!r}; there are {known}")
        system.engine.rebuild(name)
        with _progress("Rebuilding", system.store.position()) as bar:
            position = system.engine.catch_up(bar)
    if as_json:
        typer.echo(json.dumps({"position": position}))
    else:
        _console.print(f"Rebuilt up to position {position:,}.")


@app.command()
def bench(
    facts: Annotated[
        int, typer.Option(min=100, help="How many facts to measure on.")
    ] = 12_000,
    full: Annotated[
        bool, typer.Option("--full", help="Measure longer, for steadier figures.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Measure the product against bare yardsticks, in one run on this machine.

    Takes about a minute and a half; with --full about five.
    """
    with refusing(as_json), _progress("Measuring", None) as bar:
        result = run_bench(facts, bar, FULL if full else QUICK)
    if as_json:
        typer.echo(result.model_dump_json())
    else:
        _console.print(as_table(result))
