"""The roles in which people (and the system itself) act, by their stable codes."""

from enum import StrEnum


class Role(StrEnum):
    SECRETARIAT = "secretariat"
    CHAIR = "chair"
    FOCAL_POINT = "focal-point"
    PARTICIPANT = "participant"
    AUDITOR = "auditor"
    LEADERSHIP = "leadership"
    ADMINISTRATOR = "administrator"
    SYSTEM = "system"


class SignInMethod(StrEnum):
    """How the person signed in."""

    TOKEN = "token"
    PASSWORD = "password"
    TOTP = "password+totp"
    RECOVERY = "password+recovery-code"
    PASSKEY = "passkey"
    OPENID = "openid"
    OPENID_SECOND_FACTOR = "openid+second-factor"
    DEMONSTRATION = "demonstration"
    COMMAND_LINE = "command line"
    SYSTEM = "system"
