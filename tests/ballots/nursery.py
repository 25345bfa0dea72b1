"""Forks servers: a port on each line of standard input, the process id of its server on standard output."""

from __future__ import annotations

import os
import signal
import sys

import survey.serving
from survey import create_app
from survey.cli import main


def servers(url: str) -> None:
    """Start a server for every port that is named; all that a server imports is read before the first."""
    create_app(url)
    survey.serving.ready_engine(url).dispose()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    for line in sys.stdin:
        pid = os.fork()
        if pid == 0:
            os.setsid()
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            os.dup2(2, 1)
            main(["serve", "--port", line.strip(), "--database", url])
        print(pid, flush=True)


if __name__ == "__main__":
    servers(sys.argv[1])
