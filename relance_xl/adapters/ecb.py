"""The ECB's main refinancing rate, read from its data portal: one series, as CSV.

Verified TLS, a deadline, a bounded answer; a redirection may not leave HTTPS. What comes
back is only ever read as days and numbers.
"""

import csv
import ssl
import urllib.error
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from http.client import HTTPException, HTTPMessage
from typing import IO

from relance_xl.problems import RelanceError

SERIES = "FM.D.U2.EUR.4F.KR.MRR_FR.LEV"
ADDRESS = "https://data-api.ecb.europa.eu/service/data/FM/D.U2.EUR.4F.KR.MRR_FR.LEV"

_SECONDS = 20
_LARGEST_ANSWER = 4_000_000
_DAY, _VALUE = "TIME_PERIOD", "OBS_VALUE"
_HIGHEST = 100


class RateServiceError(RelanceError):
    """The ECB's data portal gave no rates."""


class _OnlyHttps(urllib.request.HTTPRedirectHandler):
    """Follows a redirection only when it stays on verified ground."""

    def redirect_request(  # noqa: PLR0913, PLR0917 - the library's signature
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: HTTPMessage,
        newurl: str,
    ) -> urllib.request.Request | None:
        if not newurl.startswith("https://"):
            raise urllib.error.URLError("redirection hors HTTPS")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


@dataclass(frozen=True)
class EcbPortal:
    """Reads the series; `address` and `trust` change in tests only."""

    address: str = ADDRESS
    trust: ssl.SSLContext | None = None
    seconds: float = _SECONDS

    def __call__(self, since: date) -> Sequence[tuple[date, int]]:
        """Give the rate of each day from one on, in basis points, in order.

        Raises `RateServiceError` when the portal cannot be reached or answers something else.
        """
        url = f"{self.address}?format=csvdata&detail=dataonly&startPeriod={since.isoformat()}"
        request = urllib.request.Request(url, headers={"Accept": "text/csv"})  # noqa: S310 - https, or loopback in tests
        context = self.trust or ssl.create_default_context()
        opener = urllib.request.build_opener(
            urllib.request.HTTPSHandler(context=context), _OnlyHttps()
        )
        try:
            with opener.open(request, timeout=self.seconds) as answer:
                content = answer.read(_LARGEST_ANSWER + 1)
        except urllib.error.HTTPError as error:
            raise RateServiceError(
                f"La BCE a refusé de donner ses taux (réponse {error.code}) : réessayer plus tard, "
                "ou ajouter la ligne à la main dans la feuille Taux."
            ) from error
        except (OSError, HTTPException) as error:
            raise RateServiceError(
                "La BCE ne répond pas : vérifier la connexion à Internet et réessayer, ou ajouter "
                "la ligne à la main dans la feuille Taux."
            ) from error
        return read_series(content)


def read_series(content: bytes) -> list[tuple[date, int]]:
    r"""Read the portal's CSV by its column names; raises `RateServiceError` on anything else.

    >>> read_series(b"KEY,TIME_PERIOD,OBS_VALUE\nFM.D,2026-07-01,2.4\n")
    [(datetime.date(2026, 7, 1), 240)]
    >>> read_series(b"<html>")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
        ...
    relance_xl.adapters.ecb.RateServiceError: La BCE a répondu autre chose que ses taux...
    """
    if len(content) > _LARGEST_ANSWER:
        raise RateServiceError(_UNREADABLE)
    try:
        lines = csv.DictReader(content.decode("utf-8-sig").splitlines())
        found = [_observation(row) for row in lines if row[_VALUE]]
    except (ValueError, KeyError, TypeError, InvalidOperation, csv.Error) as error:
        raise RateServiceError(_UNREADABLE) from error
    if not found:
        raise RateServiceError(_UNREADABLE)
    return sorted(found)


_UNREADABLE = (
    "La BCE a répondu autre chose que ses taux : réessayer plus tard, ou ajouter la ligne à la "
    "main dans la feuille Taux."
)


def _observation(row: dict[str, str]) -> tuple[date, int]:
    value = Decimal(row[_VALUE]) * 100
    if value != value.to_integral_value() or not 0 <= value <= _HIGHEST * 100:
        raise ValueError(row[_VALUE])
    return date.fromisoformat(row[_DAY]), int(value)
