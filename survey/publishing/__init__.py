"""Published results for everybody, where the installation says so: the public edition, without a cookie."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

SETTING = "HAILONG_PUBLIC_RESULTS"
"""1 to show published results to the public; off by default."""
PUBLISHED = "published"
"""The one state of a wave in which its results are public."""


def is_on() -> bool:
    """Whether this installation shows published results to everybody."""
    return os.environ.get(SETTING, "") == "1"


def register(app: Flask) -> None:
    """Give the application the public pages; while they are off they are not there."""
    from survey.publishing.views import publishing

    app.register_blueprint(publishing)
