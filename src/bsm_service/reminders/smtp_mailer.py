"""Messages as e-mail, over SMTP."""

import smtplib
import ssl
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import EmailPolicy
from typing import Any, Protocol

from bsm_service.foundation.email_addresses import delivery_address
from bsm_service.settings.setting_types import SmtpSecurity

UNSUBSCRIBE_HEADER = "List-Unsubscribe"
CANNOT_BE_DELIVERED = "no e-mail can be delivered to this address; correct it"
NEEDS_SMTPUTF8 = (
    "the address has letters beyond ASCII before the @, which this mail server does "
    "not support (SMTPUTF8); enter another address"
)
TIMEOUT = 10.0  # seconds, for each step
_MAX_LINE_LENGTH = 998  # characters


class DeliveryError(Exception):
    """`code` tells what happened without telling whom it was for; `is_permanent`
    whether trying again would not help. Where `server_reached` is false, no server took
    our mail, and nothing is known of this message.
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
    """A server that takes mail. `context` says whose certificates are trusted."""

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
                f"not let in ({error.smtp_code})",
                is_permanent=False,
                server_reached=False,
            ) from None
        except smtplib.SMTPResponseException as error:
            raise DeliveryError(
                f"refused ({error.smtp_code})", is_permanent=error.smtp_code >= 500
            ) from None
        except (smtplib.SMTPException, OSError) as error:
            raise DeliveryError(
                f"not reached ({type(error).__name__})",
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
            raise  # our own address, which is that of every message
        raise DeliveryError(NEEDS_SMTPUTF8, is_permanent=True) from None


class _UnfoldedAddresses(EmailPolicy):
    """Folds headers as usual, but never within the address that a program is to ask:
    no program reads it in encoded words. Where it is long, it has a line of its own,
    of at most the 998 characters of RFC 5322.
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
    """`at` is when it is sent, with its zone. `key` makes the Message-ID, always the
    same for the same message: whoever gets it twice, because a server was cut off in
    the middle, can tell. Raises DeliveryError for what mail reads as another address,
    or as several.

    Domains are written in ASCII, so that servers without SMTPUTF8 deliver to them.
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
        # RFC 8058: one click in the reader's program.
        message[UNSUBSCRIBE_HEADER] = f"<{unsubscribe}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message.set_content(text)
    return message
