"""What the tables are made of: the ballots, their cells by wave and unit, and what of them may be used."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from analysis.coding import Coding, coded
from analysis.design import Bools, Floats
from analysis.estimate import Estimate
from analysis.figures import Limits
from analysis.plan import Plan
from analysis.ranking.voluntary import refuse_voluntary
from analysis.summary import plan_of, print_order
from analysis.survey_table import SurveyTable
from analysis.waves import Wave
from questionnaires.model import Questionnaire, Scale
from survey.analysing import exports
from survey.analysing.ballots import FileBallots
from survey.analysing.more.table import CannotMakeError
from survey.analysing.more.words import say
from survey.analysing.request import Request


@dataclass(frozen=True)
class Material:
    """One file of ballots, read, with all that a table beside the estimates may be made of."""

    request: Request
    questionnaire: Questionnaire
    ballots: FileBallots
    limits: Limits
    summed: tuple[Wave, ...] | None = None
    """The waves of a summary of these very ballots, where there is one: nothing is summed twice."""
    unit_kinds: Mapping[str, str] | None = None
    """The kind of every unit, where no column holds it."""

    @cached_property
    def labels(self) -> dict[str, str]:
        """The text of every item and group in the language of the report."""
        return exports.Terms(self.questionnaire, self.request.language, self.request.simulated).labels()

    @cached_property
    def _read(self) -> tuple[tuple[Coding, ...], Plan]:
        return plan_of(self.questionnaire, self.request.satisfied or None, self.request.level)

    @property
    def plan(self) -> Plan:
        return self._read[1]

    @cached_property
    def waves(self) -> tuple[Wave, ...]:
        """The cells of every wave, hidden and marked as in the estimates."""
        if self.summed is not None:
            return self.summed
        codings, plan = self._read
        drawn = self.ballots.drawn
        # Breakdowns hide figures of whole units in public editions only.
        by = drawn.by if self.limits.public else {}
        table = SurveyTable.of(
            self.ballots.answers,
            codings,
            plan,
            self.ballots.design,
            drawn.unit,
            drawn.wave,
            by,
            counted=self.limits.public,
        )
        return tuple(Wave.of(table, plan, name, self.limits) for name in table.wave_names)

    @cached_property
    def worth(self) -> Floats:
        """What every answer is worth in the index, respondents × rated items; NaN where there is none."""
        found = coded(self.ballots.answers, self._read[0])
        values = found.value(slice(None)).T.copy()
        values[(found.state == 0).T] = np.nan
        return values

    @cached_property
    def numbers(self) -> Floats:
        """Answers as numbers, larger meaning better, respondents × rated items; NaN where there is none."""
        columns = []
        for coding, item in zip(self._read[0], self.questionnaire.rated_items, strict=True):
            place = np.full(256, np.nan)
            for code, number in self.numbers_of(self.questionnaire.scale_of(item)).items():
                place[ord(code)] = number
            columns.append(place[self.ballots.answers[:, coding.position]])
        return np.column_stack(columns)

    @property
    def positions(self) -> tuple[int, ...]:
        """Where each rated item stands in the answer string."""
        return tuple(coding.position for coding in self._read[0])

    def numbers_of(self, scale: Scale) -> dict[str, float]:
        """The number of each counted code, turned so that larger is better; none for letters."""
        return numbers_of(scale, self.request.satisfied)

    def rows(self, wave: str | None) -> Bools:
        """Which ballots are of a wave."""
        named = self.ballots.drawn.wave
        return np.ones(len(self.ballots.answers), bool) if named is None else np.array(named) == wave

    @cached_property
    def composites(self) -> tuple[int, ...]:
        """The lines of the overall index and the groups below it, in print order."""
        order = print_order(self.questionnaire)
        codes = self.plan.codes
        return tuple(codes.index(code) for code in order if codes.index(code) >= len(self.plan.items))

    @property
    def overall(self) -> int:
        """The line of the overall index."""
        return self.plan.codes.index("overall")

    @cached_property
    def overall_items(self) -> tuple[int, ...]:
        """The lines of the items that rate everything at once."""
        return tuple(line for line, beside in enumerate(self.plan.beside) if beside)

    def described(self, line: int) -> dict[str, str]:
        """Code, kind and label of a line."""
        code = self.plan.codes[line]
        return {"code": code, "kind": self.plan.kind(line), "label": self.labels[code]}

    def say(self, *keys: str) -> str:
        """Sentences of a note in the language of the report."""
        return " ".join(say(key, self.request.language) for key in keys)

    def units(self, wave: Wave) -> list[str]:
        """The units that have ballots in a wave."""
        return [unit for unit in wave.table.units if (unit, None) in wave.cells]

    def estimate(self, wave: Wave, unit: str | None, line: int) -> Estimate | None:
        """A figure that is shown; None for a hidden one."""
        key = (unit, None)
        return None if wave.hidden[key][line] else wave.estimates[key][line]

    def warned(self, table: str) -> str:
        """Refuse to order volunteers unless that was spelt out; then the warning to print."""
        design = self.ballots.design
        if not design.voluntary:
            return ""
        if self.request.rank_volunteers:
            return self.say("volunteers")
        try:
            refuse_voluntary(design)
        except ValueError as error:
            raise CannotMakeError(
                f"{error}; --also {table} with --voluntary; leave it out, or add --rank-volunteers and "
                "print its warning"
            ) from None
        return ""


def numbered(values: Sequence[str]) -> list[float] | None:
    """Names that are all numbers, as numbers."""
    try:
        return [float(value) for value in values]
    except ValueError:
        return None


def numbers_of(scale: Scale, satisfied: Sequence[str] = ()) -> dict[str, float]:
    """The number of each counted code, turned so that larger is better; none for letters."""
    codes = [option.code for option in scale.options if option.counts]
    if not all(code.isdecimal() for code in codes):
        return {}
    positive = [int(code) for code in (satisfied or scale.positive) if code in codes]
    others = [int(code) for code in codes if int(code) not in positive]
    turned = bool(positive and others) and np.mean(positive) < np.mean(others)
    ends = min(map(int, codes)) + max(map(int, codes))
    return {code: float(ends - int(code) if turned else int(code)) for code in codes}
