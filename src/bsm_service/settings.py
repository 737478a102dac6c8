"""What can be set from outside. Only entry points read it."""

import os
import re
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from bsm_service.refusals import InvalidSetting


class SignIn(StrEnum):
    """How people come in: one click in a demonstration, otherwise tokens only."""

    DEMONSTRATION = "demonstration"
    TOKENS = "tokens"


@dataclass(frozen=True, slots=True)
class Settings:
    """Where the data lie and where the server listens."""

    data: Path = Path("data")
    host: str = "127.0.0.1"
    port: int = 8501
    sign_in: SignIn = SignIn.TOKENS

    def to_environment(self) -> dict[str, str]:
        """For the server's process, which is started by an import string."""
        return {
            "BSM_DATA": str(self.data),
            "BSM_HOST": self.host,
            "BSM_PORT": str(self.port),
            "BSM_SIGN_IN": self.sign_in,
        }


def from_environment() -> Settings:
    """Settings from BSM_DATA, BSM_HOST, BSM_PORT and BSM_SIGN_IN; empty means not set.

    Raises InvalidSetting.
    """
    default = Settings()
    return Settings(
        data=Path(os.environ.get("BSM_DATA") or default.data),
        host=os.environ.get("BSM_HOST") or default.host,
        port=_port(os.environ.get("BSM_PORT") or str(default.port)),
        sign_in=_sign_in(os.environ.get("BSM_SIGN_IN") or default.sign_in),
    )


def _port(text: str) -> int:
    if re.fullmatch(r"[0-9]{1,5}", text) and 1 <= int(text) <= 65535:
        return int(text)
    raise InvalidSetting(f"BSM_PORT must be a number from 1 to 65535, not {text!r}")


def _sign_in(text: str) -> SignIn:
    try:
        return SignIn(text)
    except ValueError:
        ways = " or ".join(SignIn)
        raise InvalidSetting(f"BSM_SIGN_IN must be {ways}, not {text!r}") from None
