"""How often callers may ask, and how much they may send: by the settings."""

from bsm_service.foundation.refusals import TooManyRequests
from bsm_service.http_api.requests.rate_limits import WindowLimit
from bsm_service.settings.settings import Settings

# Requests for which the time counts, such as an objection, that an account may send
# within a minute beyond the general limit: nobody loses a right to a counter.
TIMELY_A_MINUTE = 60
# How many files of the maximum size an account may send; files that are not attached to
# anything take up space for a day.
FILES_AN_HOUR, HOUR = 20, 3_600


class RequestLimits:
    """What each caller has asked and sent of late; a caller is an account or an
    address.
    """

    def __init__(self, settings: Settings) -> None:
        limit = settings.requests_per_minute
        message = f"the limit of {limit:,} requests a minute is reached"
        self._rate = WindowLimit(limit, message=message)
        message = f"the limit of {TIMELY_A_MINUTE} positions a minute is reached"
        self._timely = WindowLimit(TIMELY_A_MINUTE, message=message)
        limit = settings.evidence_limit * FILES_AN_HOUR
        message = f"the limit of {limit:,} bytes of files an hour is reached"
        self._sent = WindowLimit(limit, seconds=HOUR, message=message)

    def count(self, caller: str, *, is_timely: bool) -> None:
        """Counts a request; one for which the time counts passes beyond the general
        limit. Raises TooManyRequests.
        """
        try:
            self._rate.count(caller)
        except TooManyRequests:
            if not is_timely:
                raise
            self._timely.count(caller)

    def count_sent(self, caller: str, size: int) -> None:
        """Counts the bytes of a file. Raises TooManyRequests."""
        self._sent.count(caller, size)
