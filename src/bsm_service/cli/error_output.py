"""How the command line prints refusals: code and sentence, exit status 2, no trace."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import typer
from pydantic import ValidationError
from typer.core import TyperGroup

from bsm_domain.foundation.errors import DomainError
from bsm_projections.databases import DATABASE_ERRORS
from bsm_service.foundation.database_errors import refusal_for
from bsm_service.foundation.log_redaction import redacted_trace
from bsm_service.foundation.refusals import InvalidUsage, StoreUnavailable
from bsm_service.foundation.validation_messages import validation_message

EXIT_STATUS = 2
# EX_SOFTWARE of sysexits.h: an internal error.
FAULT_STATUS = 70

# Typer does not export the class, which is the base of BadParameter.
_USAGE_ERROR: Any = typer.BadParameter.__mro__[1]


@contextmanager
def report_refusals(as_json: bool = False) -> Iterator[None]:
    """Prints a refusal and ends the program."""
    try:
        yield
    except DomainError as error:
        _print_refusal(error, as_json)
    except DATABASE_ERRORS as error:
        _print_refusal(refusal_for(error), as_json)
    except OSError as error:
        why = error.strerror or type(error).__name__
        file = f" ({error.filename})" if error.filename else ""
        _print_refusal(
            StoreUnavailable(f"the operating system reports: {why}{file}"), as_json
        )


def _print_refusal(error: DomainError, as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps({"code": error.code, "detail": str(error)}), err=True)
    else:
        # Not through rich: a sentence may have brackets that it would read as markup.
        typer.echo(printable(f"Refused ({error.code}): {error}"), err=True)
    raise typer.Exit(EXIT_STATUS) from error


def printable(text: str) -> str:
    """The text with bytes that are not UTF-8 escaped, so that it can be printed."""
    return text.encode("utf-8", "backslashreplace").decode()


class RefusingGroup(TyperGroup):
    """Prints invalid options, arguments and values like any other refusal, and
    internal errors without the values involved. Help is wrapped to the terminal's
    width, wherever the lines of its docstring end.
    """

    def __init__(self, **attributes: Any) -> None:
        super().__init__(**attributes)
        _unwrap_help(self)

    def main(self, args: Any = None, *_: Any, **options: Any) -> Any:
        arguments = list(sys.argv[1:] if args is None else args)
        standalone = options.pop("standalone_mode", True)
        try:
            status = super().main(args=arguments, standalone_mode=False, **options)
        except typer.Abort:
            status = 1
        except _USAGE_ERROR as error:
            status = _print_usage_error(error, as_json="--json" in arguments)
        except Exception as error:
            status = _print_fault(error, as_json="--json" in arguments)
        if standalone:
            raise SystemExit(status or 0)
        return status


def _unwrap_help(command: Any) -> None:
    """Makes one line of each paragraph of the command's help, and of all below it."""
    paragraphs = (command.help or "").split("\n\n")
    command.help = "\n\n".join(" ".join(text.split()) for text in paragraphs)
    for subcommand in getattr(command, "commands", {}).values():
        _unwrap_help(subcommand)


def _print_fault(error: Exception, as_json: bool) -> int:
    """Prints the frames without values: terminal output is saved and sent on."""
    detail = "internal error; please report it with these lines"
    if as_json:
        fields = {
            "code": "internal_error",
            "detail": detail,
            "trace": redacted_trace(error),
        }
        typer.echo(json.dumps(fields), err=True)
    else:
        typer.echo(
            f"Failed (internal_error): {detail}:\n{redacted_trace(error)}", err=True
        )
    return FAULT_STATUS


def _print_usage_error(error: Any, as_json: bool) -> int:
    cause = error.__cause__
    if isinstance(cause, ValidationError):
        error.message = validation_message(cause.errors()[0])
    message = str(error.format_message()).rstrip(".")
    if not message:  # no command at all, which asks for help; the error shows it
        error.show()
    else:
        with suppress(typer.Exit):
            _print_refusal(
                InvalidUsage(f"{' '.join(message.split())} (try --help)"), as_json
            )
    return EXIT_STATUS
