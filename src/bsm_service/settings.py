"""What can be set from outside. Only entry points read it."""

import os
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


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
    """Settings from BSM_DATA, BSM_HOST, BSM_PORT and BSM_SIGN_IN."""
    default = Settings()
    return Settings(
        data=Path(os.environ.get("BSM_DATA", default.data)),
        host=os.environ.get("BSM_HOST", default.host),
        port=int(os.environ.get("BSM_PORT", default.port)),
        sign_in=SignIn(os.environ.get("BSM_SIGN_IN", default.sign_in)),
    )
