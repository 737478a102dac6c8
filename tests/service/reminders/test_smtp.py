"""Mail over SMTP, to a real server on this machine."""

import socket
import ssl
import threading
from collections.abc import Iterator
from email.message import EmailMessage

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

from bsm_service.reminders import Security, SmtpMailer, Undelivered
from bsm_service.reminders.mail import letter


class Taking:
    """Takes everything but for those it is told to refuse."""

    def __init__(self) -> None:
        self.envelopes: list[Envelope] = []
        self.came = threading.Event()

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, to: str, options: list
    ) -> str:
        answers = {"gone@example.org": "550 gone", "full@example.org": "452 full"}
        if to in answers:
            return answers[to]
        envelope.rcpt_tos.append(to)
        return "250 OK"

    async def handle_DATA(
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        self.envelopes.append(envelope)
        return "250 OK"


@pytest.fixture(scope="module")
def server() -> Iterator[Controller]:
    def authenticate(*asked: object) -> AuthResult:
        told = asked[-1]
        right = (told.login, told.password) == (b"bsm", b"secret")  # type: ignore[attr-defined]
        return AuthResult(success=right, handled=False)

    controller = Controller(
        Taking(),
        hostname="127.0.0.1",
        port=0,
        authenticator=authenticate,
        auth_require_tls=False,
    )
    controller.port = _free_port()
    controller.start()
    yield controller
    controller.stop()


def _free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


def mailer(server: Controller, **more: object) -> SmtpMailer:
    told = {"security": Security.NONE} | more
    return SmtpMailer("127.0.0.1", server.port, **told)  # type: ignore[arg-type]


def message(to: str = "anna@example.org") -> EmailMessage:
    return letter(
        sender="Record <record@example.org>",
        to=to,
        subject="A promise falls due: 26 Apr 2016",
        text="“Share maps” of Türkiye is due.\n",
        key="ab" * 16,
        unsubscribe="https://record.example.org/account/unsubscribe/x",
    )


def test_a_letter_arrives_whole(server: Controller):
    mailer(server, user="bsm", password="secret").send(message())

    envelope = server.handler.envelopes[-1]
    assert envelope.rcpt_tos == ["anna@example.org"]
    text = envelope.content.decode()
    assert f"Message-ID: <{'ab' * 16}@example.org>" in text
    assert "List-Unsubscribe-Post: List-Unsubscribe=One-Click" in text
    assert "Auto-Submitted: auto-generated" in text


@pytest.mark.parametrize(
    ("to", "more", "code", "for_good"),
    [
        ("gone@example.org", {}, "recipient refused (550)", True),
        ("full@example.org", {}, "recipient refused (452)", False),
        (
            "anna@example.org",
            {"user": "bsm", "password": "wrong"},
            "refused (535)",
            False,
        ),
        (
            "anna@example.org",
            {"security": Security.STARTTLS},
            "not reached (SMTPNotSupportedError)",
            False,
        ),
        (
            "anna@example.org",
            {"security": Security.TLS, "context": ssl.create_default_context()},
            "not reached (SSLError)",
            False,
        ),
    ],
)
def test_what_is_not_taken_says_whether_to_try_again(
    server: Controller, to: str, more: dict[str, object], code: str, for_good: bool
):
    with pytest.raises(Undelivered) as refused:
        mailer(server, **more).send(message(to))

    assert (refused.value.code, refused.value.for_good) == (code, for_good)
    assert to not in str(refused.value)


def test_a_server_that_is_not_there_is_asked_again():
    nobody = SmtpMailer("127.0.0.1", _free_port(), Security.NONE)
    with pytest.raises(Undelivered, match="not reached") as refused:
        nobody.send(message())
    assert not refused.value.for_good


def test_nothing_that_people_write_becomes_a_header():
    with pytest.raises(ValueError, match=r"linefeed|newline|header"):
        message("anna@example.org\r\nBcc: eve@example.org")
