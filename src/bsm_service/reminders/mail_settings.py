"""How this server sends e-mail, from its settings."""

from dataclasses import dataclass

from bsm_service.reminders.smtp_mailer import Mailer, SmtpMailer
from bsm_service.settings.escalation import (
    DEFAULT_ESCALATION,
    EscalationRules,
    parse_escalation,
)
from bsm_service.settings.settings import Settings, SignInMode


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
