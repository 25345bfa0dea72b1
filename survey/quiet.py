"""An application that keeps the ids of ballots and the tokens of doors out of its log."""

from __future__ import annotations

from typing import Any

from flask import Flask, request


class QuietApp(Flask):
    """Flask, but an error nobody foresaw is logged with the rule of the address, not with the address."""

    def log_exception(self, exc_info: Any) -> None:
        """Log the error with where it happened in the code."""
        self.logger.error("error at %s [%s]", request.url_rule, request.method, exc_info=exc_info)
