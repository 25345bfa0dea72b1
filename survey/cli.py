"""The command `hailong`: how it starts, how it ends, and how it says what went wrong."""

from __future__ import annotations

import signal
import sys
from collections.abc import Sequence
from types import FrameType

import click
from flask.cli import ScriptInfo

from survey import create_app
from survey.commands.analyse_commands import cli
from survey.commands.speech import say
from survey.errors import DATA, USAGE, line_of, status_of

STOPPED = 130
"""The exit status of a command that was interrupted."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command and leave with its exit status; errors are one line on standard error."""
    signal.signal(signal.SIGTERM, _stop)
    sys.exit(run(sys.argv[1:] if arguments is None else arguments))


def run(arguments: Sequence[str]) -> int:
    """Run the command; its exit status."""
    try:
        result = cli.main(
            args=list(arguments),
            prog_name="hailong",
            standalone_mode=False,
            obj=ScriptInfo(create_app=create_app),
        )
        return result if isinstance(result, int) else 0
    except (click.Abort, KeyboardInterrupt):
        say("stopped; nothing was written")
        return STOPPED
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        return USAGE
    except click.UsageError as error:
        say(_usage(error))
        return USAGE
    except click.ClickException as error:
        say(error.format_message())
        return DATA
    except Exception as error:
        status = status_of(error)
        if status is None:
            raise
        say(line_of(error))
        return status


def _usage(error: click.UsageError) -> str:
    command = error.ctx.command_path if error.ctx else "hailong"
    message = " ".join(error.format_message().split()).rstrip(".")
    return message if "; " in message else f"{message}; see {command} --help"


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    main()
