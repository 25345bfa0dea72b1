"""The word `hailong serve`."""

from __future__ import annotations

from pathlib import Path

import click

from survey.commands.options import FILE


@click.command(context_settings={"show_default": True})
@click.option("--host", default="127.0.0.1", metavar="ADDRESS", help="Address to listen on; 0.0.0.0 for all.")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, metavar="N", help="Port to listen on.")
@click.option("--workers", type=click.IntRange(1, 64), default=2, metavar="N", help="Processes that answer.")
@click.option("--cert", type=FILE, metavar="FILE", help="Certificate (PEM), with those that signed it.")
@click.option("--key", type=FILE, metavar="FILE", help="Private key of the certificate (PEM).")
@click.option(
    "--proxies",
    type=click.IntRange(0, 9),
    metavar="N",
    help="Proxies of yours in front, whose word on the visitor's address and on TLS is believed; "
    "default: HAILONG_PROXIES, else 0.",
)
@click.option(
    "--jobs/--no-jobs",
    default=None,
    show_default=False,
    help="A worker beside it for what staff order; default: where a secret key is set.",
)
@click.option("--database", metavar="URL", help="Database; default: HAILONG_DATABASE, else hailong.db here.")
def serve(
    host: str,
    port: int,
    workers: int,
    cert: Path | None,
    key: Path | None,
    proxies: int | None,
    jobs: bool | None,
    database: str | None,
) -> None:
    """Serve the citizen's pages and the way in for devices until stopped."""
    if (cert is None) != (key is None):
        raise click.UsageError("a certificate and its key go together; --cert, --key; give both or neither")
    from survey.serving import Serving
    from survey.serving import serve as run

    run(
        Serving(
            host=host,
            port=port,
            workers=workers,
            cert=cert,
            key=key,
            proxies=proxies,
            database=database,
            jobs=jobs,
        )
    )
