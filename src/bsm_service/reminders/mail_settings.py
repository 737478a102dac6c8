"""How letters leave this server, by its settings."""

from dataclasses import dataclass

from bsm_service.reminders.email import Mailer, SmtpMailer
from bsm_service.settings.escalation import DEFAULT_LADDER, Ladder, ladder_from
from bsm_service.settings.settings import Settings, SignIn


@dataclass(frozen=True)
class MailSettings:
    """Without a `mailer` everything is for the page alone."""

    mailer: Mailer | None = None
    sender: str = "record@localhost"
    public_url: str = "http://127.0.0.1:8501"
    escalation: Ladder = DEFAULT_LADDER


def mail_settings(settings: Settings) -> MailSettings:
    """A demonstration sends nobody anything."""
    password = settings.smtp_password
    mailer = None
    if settings.smtp_host and settings.sign_in is not SignIn.DEMONSTRATION:
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
        ladder_from(settings.reminder_ladder),
    )
