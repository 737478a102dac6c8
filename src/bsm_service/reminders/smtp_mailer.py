"""Sends messages as e-mail over SMTP, as this server's settings say."""

import smtplib
import ssl
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import EmailPolicy
from typing import Any, Protocol

from bsm_service.foundation.email_addresses import delivery_address
from bsm_service.settings.setting_types import (
    DEFAULT_ESCALATION,
    EscalationRules,
    SmtpSecurity,
    parse_escalation,
)
from bsm_service.settings.settings import Settings, SignInMode

UNSUBSCRIBE_HEADER = "List-Unsubscribe"
CANNOT_BE_DELIVERED = "not a valid e-mail address; correct it"
NEEDS_SMTPUTF8 = (
    "the address has non-ASCII characters before the @, which this mail server does "
    "not support (SMTPUTF8); enter another address"
)
TIMEOUT = 10.0  # seconds, for each step
_MAX_LINE_LENGTH = 998  # characters


class DeliveryError(Exception):
    """`code` says what happened without naming the recipient. If `is_permanent`, trying
    again would not help. If `server_reached` is false, no server accepted a connection,
    so the failure says nothing about this message.
    """

    def __init__(
        self, code: str, *, is_permanent: bool, server_reached: bool = True
    ) -> None:
        super().__init__(code)
        self.code = code
        self.is_permanent = is_permanent
        self.server_reached = server_reached


class Mailer(Protocol):
    def send(self, message: EmailMessage) -> None:
        """Raises DeliveryError."""
        ...


@dataclass(frozen=True)
class SmtpMailer:
    """A mail server. `context` determines which certificates are trusted."""

    host: str
    port: int
    security: SmtpSecurity = SmtpSecurity.STARTTLS
    user: str | None = None
    password: str | None = None
    context: ssl.SSLContext | None = None

    def send(self, message: EmailMessage) -> None:
        try:
            with self._connected() as server:
                if self.user is not None:
                    server.login(self.user, self.password or "")
                _send(server, message)
        except smtplib.SMTPRecipientsRefused as error:
            code = max((code for code, _ in error.recipients.values()), default=550)
            raise DeliveryError(
                f"recipient refused ({code})", is_permanent=code >= 500
            ) from None
        except (smtplib.SMTPAuthenticationError, smtplib.SMTPConnectError) as error:
            raise DeliveryError(
                f"sign-in refused ({error.smtp_code})",
                is_permanent=False,
                server_reached=False,
            ) from None
        except smtplib.SMTPResponseException as error:
            raise DeliveryError(
                f"refused ({error.smtp_code})", is_permanent=error.smtp_code >= 500
            ) from None
        except (smtplib.SMTPException, OSError) as error:
            raise DeliveryError(
                f"no connection ({type(error).__name__})",
                is_permanent=False,
                server_reached=False,
            ) from None

    def _connected(self) -> smtplib.SMTP:
        context = self.context or ssl.create_default_context()
        if self.security is SmtpSecurity.TLS:
            return smtplib.SMTP_SSL(
                self.host, self.port, timeout=TIMEOUT, context=context
            )
        server = smtplib.SMTP(self.host, self.port, timeout=TIMEOUT)
        if self.security is SmtpSecurity.STARTTLS:
            try:
                server.starttls(context=context)
            except Exception:
                server.close()
                raise
        return server


def _send(server: smtplib.SMTP, message: EmailMessage) -> None:
    """To exactly the address given. Raises DeliveryError, SMTPException."""
    to = str(message["To"])
    try:
        server.send_message(message, to_addrs=[to])
    except (smtplib.SMTPNotSupportedError, UnicodeError):
        if to.isascii():
            raise  # it is the sender's address, which is the same for every message
        raise DeliveryError(NEEDS_SMTPUTF8, is_permanent=True) from None


class _UnfoldedAddresses(EmailPolicy):
    """Folds headers as usual, but never within the unsubscribe URL: mail programs do
    not decode it there. A long URL is put on a line of its own, of at most 998
    characters (RFC 5322).
    """

    def fold_binary(self, name: str, value: Any) -> bytes:
        if name != UNSUBSCRIBE_HEADER:
            return super().fold_binary(name, value)
        longest = self.max_line_length or _MAX_LINE_LENGTH
        fits = len(f"{name}: {value}") <= longest
        between = " " if fits else f"{self.linesep} "
        return f"{name}:{between}{value}{self.linesep}".encode("ascii")


_POLICY = _UnfoldedAddresses(linesep="\r\n")


def build_email(
    *,
    sender: str,
    to: str,
    subject: str,
    text: str,
    key: str,
    unsubscribe: str | None,
    at: datetime,
) -> EmailMessage:
    """`at` is when it is sent, with its time zone. The Message-ID is made from `key`
    and is the same for the same message, so that a message delivered twice, after an
    interrupted connection, can be recognised. Raises DeliveryError if mail would read
    `to` as another address, or as several.

    Domains are written in ASCII, so that servers without SMTPUTF8 accept them.
    """
    message = EmailMessage(policy=_POLICY)
    try:
        to = delivery_address(to)
    except ValueError:
        raise DeliveryError(CANNOT_BE_DELIVERED, is_permanent=True) from None
    domain = sender.rpartition("@")[2].rstrip(">") or "localhost"
    message["Date"] = at
    message["From"] = sender
    message["To"] = to
    if [address.addr_spec for address in message["To"].addresses] != [to]:
        raise DeliveryError(CANNOT_BE_DELIVERED, is_permanent=True)
    message["Subject"] = subject
    message["Message-ID"] = f"<{key}@{domain}>"
    message["Auto-Submitted"] = "auto-generated"
    if unsubscribe is not None:
        # RFC 8058: one-click unsubscribe.
        message[UNSUBSCRIBE_HEADER] = f"<{unsubscribe}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message.set_content(text)
    return message


@dataclass(frozen=True)
class MailSettings:
    """Without a `mailer`, everything is shown on the page only."""

    mailer: Mailer | None = None
    sender: str = "record@localhost"
    public_url: str = "http://127.0.0.1:8501"
    escalation: EscalationRules = DEFAULT_ESCALATION


def mail_settings(settings: Settings) -> MailSettings:
    """A demonstration sends no e-mail."""
    password = settings.smtp_password
    mailer = None
    if settings.smtp_host and settings.sign_in is not SignInMode.DEMONSTRATION:
        mailer = SmtpMailer(
            settings.smtp_host,
            settings.smtp_port,
            settings.smtp_security,
            settings.smtp_user,
            password.get_secret_value() if password else None,
        )
    return MailSettings(
        mailer,
        settings.mail_from,
        settings.public_url or f"http://{settings.host}:{settings.port}",
        parse_escalation(settings.reminder_ladder),
    )
