"""Mail over SMTP, to a real server on this machine."""

import ssl
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from pydantic import ValidationError
from service.reminders.mail_server import free_port, mail_server, self_signed

from bsm_service.reminders.smtp_mailer import DeliveryError, SmtpMailer, build_email
from bsm_service.settings.setting_types import SmtpSecurity
from bsm_service.vault.personal_details import PersonalDetails


@pytest.fixture(scope="module")
def server() -> Iterator[Controller]:
    def authenticate(*requests: object) -> AuthResult:
        request = requests[-1]
        right = (request.login, request.password) == (b"bsm", b"secret")  # type: ignore[attr-defined]
        return AuthResult(success=right, handled=False)

    with mail_server(authenticator=authenticate, auth_require_tls=False) as smtp:
        yield smtp


# As long as they are: no program reads an address that is broken or encoded.
SIGNED = f"{'ab' * 16}.mention.{'x' * 43}"
SENT_AT = datetime(2016, 4, 26, 9, 30, tzinfo=timezone(timedelta(hours=2)))
END = f"https://record.example.org/account/unsubscribe/{SIGNED}"


def mailer(server: Controller, **more: object) -> SmtpMailer:
    options = {"security": SmtpSecurity.NONE} | more
    return SmtpMailer("127.0.0.1", server.port, **options)  # type: ignore[arg-type]


def message(
    to: str = "anna@example.org",
    subject: str = "Activity due: 26 Apr 2016",
    unsubscribe: str = END,
) -> EmailMessage:
    return build_email(
        sender="Record <record@example.org>",
        to=to,
        subject=subject,
        text="“Share maps” of Türkiye is due.\n",
        key="ab" * 16,
        unsubscribe=unsubscribe,
        at=SENT_AT,
    )


def test_a_letter_arrives_whole(server: Controller):
    mailer(server, user="bsm", password="secret").send(message())

    envelope = server.handler.envelopes[-1]
    assert envelope.rcpt_tos == ["anna@example.org"]
    text = envelope.content.decode()
    assert f"Message-ID: <{'ab' * 16}@example.org>" in text
    assert f"\r\nList-Unsubscribe:\r\n <{END}>\r\n" in text
    assert max(map(len, text.split("\r\n\r\n", 1)[1].splitlines())) <= 76
    assert "List-Unsubscribe-Post: List-Unsubscribe=One-Click" in text
    assert "Auto-Submitted: auto-generated" in text


def test_what_is_sent_is_a_message_of_rfc_5322(server: Controller):
    subject = "Überfällig: “Gemeinsames Handbuch für Streifen der Grenzpolizei”"
    subject = f"{subject}, {subject}"
    mailer(server).send(message(subject=subject))

    sent: bytes = server.handler.envelopes[-1].original_content
    head, _, body = sent.partition(b"\r\n\r\n")
    lines = head.split(b"\r\n")
    read = message_from_bytes(sent, policy=policy.SMTP)
    names = [name.lower() for name in read]

    assert b"\n" not in sent.replace(b"\r\n", b"")
    assert head.isascii()
    # No line is over 78 characters, but for an address, which is on a line of its own.
    assert [line for line in lines if len(line) > 78] == [f" <{END}>".encode()]
    assert max(map(len, body.split(b"\r\n"))) <= 76
    assert not read.defects
    assert not [name for name in names if read[name].defects]
    assert {"date", "from", "to", "subject", "message-id", "mime-version"} <= {*names}
    assert len(names) == len(set(names))
    assert read["Date"] == "Tue, 26 Apr 2016 09:30:00 +0200"
    assert read["Date"].datetime == SENT_AT
    assert read["Subject"] == subject
    assert read["List-Unsubscribe"].strip() == f"<{END}>"
    assert read["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert read["Auto-Submitted"] == "auto-generated"
    assert read["MIME-Version"] == "1.0"
    assert read.get_content_type() == "text/plain"
    assert read.get_content().splitlines() == ["“Share maps” of Türkiye is due."]


def test_a_short_address_to_unsubscribe_stays_on_the_line_of_its_name(
    server: Controller,
):
    mailer(server).send(message(unsubscribe="https://example.org/u/abc"))

    sent: bytes = server.handler.envelopes[-1].original_content
    assert b"\r\nList-Unsubscribe: <https://example.org/u/abc>\r\n" in sent


@pytest.mark.parametrize(
    ("to", "more", "code", "is_permanent"),
    [
        ("gone@example.org", {}, "recipient refused (550)", True),
        ("full@example.org", {}, "recipient refused (452)", False),
        (
            "anna@example.org",
            {"user": "bsm", "password": "wrong"},
            "sign-in refused (535)",
            False,
        ),
        (
            "anna@example.org",
            {"security": SmtpSecurity.STARTTLS},
            "no connection (SMTPNotSupportedError)",
            False,
        ),
        (
            "anna@example.org",
            {"security": SmtpSecurity.TLS, "context": ssl.create_default_context()},
            "no connection (SSLError)",
            False,
        ),
    ],
)
def test_what_is_not_taken_says_whether_to_try_again(
    server: Controller, to: str, more: dict[str, object], code: str, is_permanent: bool
):
    with pytest.raises(DeliveryError) as refused:
        mailer(server, **more).send(message(to))

    assert (refused.value.code, refused.value.is_permanent) == (code, is_permanent)
    assert to not in str(refused.value)


def test_a_server_that_is_not_there_is_asked_again():
    nobody = SmtpMailer("127.0.0.1", free_port(), SmtpSecurity.NONE)
    with pytest.raises(DeliveryError, match="no connection") as refused:
        nobody.send(message())
    assert not refused.value.is_permanent


def test_with_starttls_a_server_is_believed_only_if_its_certificate_is(
    tmp_path: Path,
):
    of_server, trusting = self_signed(tmp_path)
    with mail_server(tls_context=of_server, require_starttls=True) as smtp:
        options = {"security": SmtpSecurity.STARTTLS}
        mailer(smtp, **options, context=trusting).send(message())
        with pytest.raises(DeliveryError) as refused:
            mailer(smtp, **options).send(message())

    assert len(smtp.handler.envelopes) == 1
    assert refused.value.code == "no connection (SSLCertVerificationError)"
    assert not refused.value.server_reached


def test_domains_beyond_ascii_are_reached_without_smtputf8():
    with mail_server(enable_SMTPUTF8=False) as smtp:
        mailer(smtp).send(message("eva@b\u00fccher.example"))

    [sent] = smtp.handler.envelopes
    assert sent.rcpt_tos == ["eva@xn--bcher-kva.example"]
    assert b"To: eva@xn--bcher-kva.example\r\n" in sent.content


def test_an_address_that_the_server_cannot_take_is_given_up_in_words():
    with mail_server(enable_SMTPUTF8=False) as smtp:
        with pytest.raises(DeliveryError, match="enter another address") as refused:
            mailer(smtp).send(message("j\u00f6rg@example.org"))
        mailer(smtp).send(message())

    assert refused.value.is_permanent
    assert "j\u00f6rg" not in refused.value.code
    assert [envelope.rcpt_tos for envelope in smtp.handler.envelopes] == [
        ["anna@example.org"]
    ]


def test_letters_beyond_ascii_before_the_at_need_smtputf8():
    with mail_server() as smtp:
        mailer(smtp).send(message("j\u00f6rg@b\u00fccher.example"))

    assert smtp.handler.envelopes[0].rcpt_tos == [
        "j\u00f6rg@xn--bcher-kva.example",
    ]


@pytest.mark.parametrize(
    "address",
    [
        "a,b@example.org",
        "x;y@example.org",
        "(a)b@example.org",
        '"a@example.org',
        "eva@example.org.",
        "anna@example.org\r\nBcc: eve@example.org",
    ],
)
def test_what_mail_cannot_be_sent_to_is_given_up(address: str):
    """It may be on record; nobody enters it anew."""
    with pytest.raises(DeliveryError, match="correct it") as refused:
        message(address)
    assert refused.value.is_permanent
    with pytest.raises(ValidationError):
        PersonalDetails(name="Anna", email=address)


def test_nothing_that_people_write_becomes_a_header():
    with pytest.raises(ValueError, match=r"linefeed|newline|header"):
        message(subject="Due\r\nBcc: eve@example.org")
