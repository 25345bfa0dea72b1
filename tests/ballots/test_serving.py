"""`hailong serve`: starts on a sound database, speaks TLS, stops when asked; and how light a worker is."""

from __future__ import annotations

import datetime as dt
import http.client
import ipaddress
import ssl
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from survey.cli import run
from survey.database import engine_of
from survey.serving import Serving, UnsafeDatabaseError, serve
from tests.ballots.cast import ballot, fresh_id, stored
from tests.ballots.server import Server, free_port
from tests.databases import Cast


def test_the_server_finishes_what_it_began_and_stops(sqlite_province: Cast, tmp_path: Path) -> None:
    statuses: list[int] = []
    with Server(tmp_path / "log", sqlite_province.url) as server:
        server.wait()

        def send() -> None:
            with server.connect() as line:
                statuses.extend(line.put(fresh_id(), ballot()) for _ in range(20))

        device = threading.Thread(target=send)
        device.start()
        device.join()
        status = server.stop()

    assert status == 0
    assert statuses == [201] * 20
    assert stored(sqlite_province.engine) == 20


def test_the_server_speaks_tls_to_old_phones_too(sqlite_province: Cast, tmp_path: Path) -> None:
    cert, key = certificate(tmp_path)
    options = ("--cert", str(cert), "--key", str(key), "--workers", "1")
    context = ssl.create_default_context(cafile=str(cert))
    context.maximum_version = ssl.TLSVersion.TLSv1_2
    with Server(tmp_path / "log", sqlite_province.url, options=options) as server:
        for _ in range(600):
            line = http.client.HTTPSConnection("127.0.0.1", server.port, context=context, timeout=5)
            try:
                line.request("GET", "/healthz")
                reply = line.getresponse()
                break
            except OSError:
                server.process.poll()
                threading.Event().wait(0.05)
        text = reply.read()
        line.close()

    assert (reply.status, text) == (200, b"ok\n")


@pytest.mark.parametrize("option", ["--cert", "--key"])
def test_a_certificate_and_its_key_go_together(
    option: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "file.pem"
    file.touch()

    assert run(["serve", option, str(file)]) == 2
    assert "--cert, --key; give both or neither" in capsys.readouterr().err


def test_a_database_without_tables_is_not_served(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status = run(["serve", "--port", str(free_port()), "--database", f"sqlite:///{tmp_path}/new.db"])

    assert status == 1
    assert "hailong db upgrade" in capsys.readouterr().err


def test_a_database_that_could_lose_what_it_acknowledged_is_not_served(
    sqlite_province: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    def careless(_url: str | None) -> object:
        engine = engine_of(sqlite_province.url)
        with engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA synchronous=OFF")
        return engine

    monkeypatch.setattr("survey.serving.ready_engine", careless)

    with pytest.raises(
        UnsafeDatabaseError, match=r"synchronous is OFF, so acknowledged ballots could be lost"
    ):
        serve(Serving(port=free_port()))


LIGHT = """
import sys
from survey import create_app
from survey.ballots.ballot_id import new_ballot_id
from survey.dates import today
from tests.ballots.cast import ballot

client = create_app(sys.argv[1]).test_client()
assert client.put(f"/api/v1/ballots/{new_ballot_id(today())}", json=ballot()).status_code == 201
assert client.get("/s/two-phone").status_code == 200
assert client.post("/s/two-phone", data={}).status_code == 422
heavy = {"scipy", "numpy", "reportlab", "analysis", "reports", "pandas", "PIL"}
print(sorted(heavy & set(sys.modules)))
"""


def test_a_citizens_worker_has_read_neither_statistics_nor_report_writing(sqlite_province: Cast) -> None:
    command = [sys.executable, "-c", LIGHT, sqlite_province.url]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=Path(__file__).parents[2])

    assert (done.stdout, done.returncode) == ("[]\n", 0), done.stderr


def certificate(folder: Path) -> tuple[Path, Path]:
    """A certificate for this machine that signs itself, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = dt.datetime.now(dt.UTC)
    address = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(address, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    files = folder / "cert.pem", folder / "key.pem"
    files[0].write_bytes(made.public_bytes(serialization.Encoding.PEM))
    files[1].write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    return files
