"""What these tests share with those of the command."""

from __future__ import annotations

from tests.survey.conftest import hailong as hailong
