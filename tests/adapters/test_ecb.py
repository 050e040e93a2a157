"""The ECB's portal, played by a server on loopback behind a certificate of its own."""

import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
import trustme

from relance_xl.adapters.ecb import ADDRESS, SERIES, EcbPortal, RateServiceError, read_series

ANSWER = (
    b"KEY,FREQ,REF_AREA,CURRENCY,TIME_PERIOD,OBS_VALUE\r\n"
    b"FM.D.U2.EUR.4F.KR.MRR_FR.LEV,D,U2,EUR,2026-06-16,2.15\r\n"
    b"FM.D.U2.EUR.4F.KR.MRR_FR.LEV,D,U2,EUR,2026-06-17,2.40\r\n"
    b"FM.D.U2.EUR.4F.KR.MRR_FR.LEV,D,U2,EUR,2026-06-18,\r\n"
)
AUTHORITY = trustme.CA()


def trusting() -> ssl.SSLContext:
    context = ssl.create_default_context()
    AUTHORITY.configure_trust(context)
    return context


@contextmanager
def portal(status: int = 200, body: bytes = ANSWER, location: str = "") -> Iterator[tuple]:
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(status)
            if location:
                self.send_header("Location", location)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *words: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    AUTHORITY.issue_cert("localhost").configure_cert(context)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"https://localhost:{server.server_port}/data", asked
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def test_days_and_basis_points() -> None:
    with portal() as (address, asked):
        found = EcbPortal(address, trusting())(date(2024, 1, 1))
    assert found == [(date(2026, 6, 16), 215), (date(2026, 6, 17), 240)]
    assert asked == ["/data?format=csvdata&detail=dataonly&startPeriod=2024-01-01"]


def test_a_certificate_nobody_vouches_for_is_refused() -> None:
    with portal() as (address, asked), pytest.raises(RateServiceError, match="ne répond pas"):
        EcbPortal(address)(date(2024, 1, 1))
    assert asked == []


def test_nobody_answers() -> None:
    with portal() as (address, _):
        pass
    with pytest.raises(RateServiceError, match="vérifier la connexion à Internet"):
        EcbPortal(address, trusting(), seconds=2)(date(2024, 1, 1))


@pytest.mark.parametrize(
    ("status", "body", "location", "words"),
    [
        (404, b"", "", "réponse 404"),
        (503, ANSWER, "", "réponse 503"),
        (302, b"", "http://localhost/plain", "ne répond pas"),
        (302, b"", "file:///etc/passwd", "réponse 302"),
        (200, b"<html>maintenance</html>", "", "autre chose"),
        (200, b"", "", "autre chose"),
        (200, b"TIME_PERIOD,OBS_VALUE\n2026-13-01,2\n", "", "autre chose"),
        (200, b"TIME_PERIOD,OBS_VALUE\n2026-01-01,=1+1\n", "", "autre chose"),
        (200, b"TIME_PERIOD,OBS_VALUE\n2026-01-01,NaN\n", "", "autre chose"),
        (200, b"TIME_PERIOD,OBS_VALUE\n2026-01-01,2.155\n", "", "autre chose"),
        (200, b"TIME_PERIOD,OBS_VALUE\n2026-01-01,1e9\n", "", "autre chose"),
        (200, b"\xff\xfe\x00", "", "autre chose"),
        (200, b"TIME_PERIOD,OBS_VALUE\n" + b"2026-01-01,2\n" * 400_000, "", "autre chose"),
    ],
)
def test_anything_else_is_a_french_sentence(
    status: int, body: bytes, location: str, words: str
) -> None:
    refused = pytest.raises(RateServiceError, match=words)
    with portal(status, body, location) as (address, _), refused as told:
        EcbPortal(address, trusting())(date(2024, 1, 1))
    assert "feuille Taux" in str(told.value)


def test_columns_are_found_by_name() -> None:
    assert read_series(b"OBS_VALUE,X,TIME_PERIOD\n2.4,y,2026-07-01\n") == [(date(2026, 7, 1), 240)]


def test_the_address_is_the_series() -> None:
    assert ADDRESS.startswith("https://data-api.ecb.europa.eu/")
    assert ADDRESS.endswith("/" + SERIES.replace(".", "/", 1))
