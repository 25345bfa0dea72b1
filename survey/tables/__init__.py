"""What is stored, a file a subject; rules stand in the database because table classes do not validate."""

from survey.tables.ballots import Ballot, Comment, Deleted, UsedCode
from survey.tables.base import metadata
from survey.tables.fieldwork import Batch, Case, Exclusion, Frame
from survey.tables.labels import AnswerLabel, AnswerPosition
from survey.tables.results import CaseStatistics, PastFigure, Result, Tally
from survey.tables.staff import Account, Event, Grant, Job
from survey.tables.units import Procedure, Unit, UnitParent, UnitSuccession
from survey.tables.waves import Collector, DesignCell, StoredQuestionnaire, Wave

__all__ = [
    "Account",
    "AnswerLabel",
    "AnswerPosition",
    "Ballot",
    "Batch",
    "Case",
    "CaseStatistics",
    "Collector",
    "Comment",
    "Deleted",
    "DesignCell",
    "Event",
    "Exclusion",
    "Frame",
    "Grant",
    "Job",
    "PastFigure",
    "Procedure",
    "Result",
    "StoredQuestionnaire",
    "Tally",
    "Unit",
    "UnitParent",
    "UnitSuccession",
    "UsedCode",
    "Wave",
    "metadata",
]
