"""What is stored, a file a subject; rules stand in the database because table classes do not validate."""

from survey.tables.ballots import Ballot, Comment, CommentTheme, Deleted
from survey.tables.base import metadata
from survey.tables.bound_devices import BoundDevice, StaffPin
from survey.tables.codes import CodeBatch, OneTimeCode
from survey.tables.counts import BallotCount, CountedWave
from survey.tables.devices import Device, OpeningHours, PairingCode
from survey.tables.fieldwork import Batch, Case, Exclusion, Frame
from survey.tables.importing import DataImport, FormDraft, ImportDoor, ImportedComment
from survey.tables.interviewing import InterviewLink
from survey.tables.keying import KeyedBallot, SecondKeying
from survey.tables.labels import AnswerLabel, AnswerPosition
from survey.tables.link_checks import LinkCheck
from survey.tables.made_files import MadeFile
from survey.tables.quality import FlaggedBallot, QualityFlag, QualityRun, QualitySetting
from survey.tables.results import CaseStatistics, PastFigure, Result, ResultDocument, Tally
from survey.tables.staff import Account, Event, Grant, Invitation, Job, StaffSession
from survey.tables.units import Procedure, Unit, UnitParent, UnitSuccession
from survey.tables.waves import Collector, DesignCell, StoredQuestionnaire, Wave
from survey.tables.workflow import Action, Reconsideration, TestBallot, WaveTarget

__all__ = [
    "Action",
    "Account",
    "AnswerLabel",
    "AnswerPosition",
    "Ballot",
    "BallotCount",
    "BoundDevice",
    "Batch",
    "Case",
    "CaseStatistics",
    "CodeBatch",
    "Collector",
    "Comment",
    "CommentTheme",
    "CountedWave",
    "DataImport",
    "Deleted",
    "DesignCell",
    "Device",
    "Event",
    "Exclusion",
    "FlaggedBallot",
    "FormDraft",
    "Frame",
    "Grant",
    "ImportDoor",
    "ImportedComment",
    "InterviewLink",
    "Invitation",
    "Job",
    "KeyedBallot",
    "OpeningHours",
    "PairingCode",
    "LinkCheck",
    "MadeFile",
    "OneTimeCode",
    "PastFigure",
    "Procedure",
    "QualityFlag",
    "QualityRun",
    "QualitySetting",
    "Reconsideration",
    "Result",
    "ResultDocument",
    "SecondKeying",
    "StaffPin",
    "StaffSession",
    "StoredQuestionnaire",
    "Tally",
    "TestBallot",
    "Unit",
    "UnitParent",
    "UnitSuccession",
    "Wave",
    "WaveTarget",
    "metadata",
]
