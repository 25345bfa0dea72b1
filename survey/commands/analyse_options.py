"""The options of `hailong analyse`, under the headings of its help."""

from __future__ import annotations

import click

from survey.analysing.request import ALL, ALSO, SEED
from survey.commands.options import (
    CLASSES,
    CLUSTER,
    EDITION,
    FILE,
    FONT,
    JOBS,
    JSON,
    OFFICIAL,
    PAGE,
    PATH,
    SEPARATOR,
    listed,
)
from survey.commands.sections import Option

DATA: list[Option] = [
    click.option(
        "--questionnaire",
        required=True,
        metavar="Q.yaml",
        help="Questionnaire file, or code of a shipped one.",
    ),
    click.option("--unit", required=True, metavar="COL", help="Column of the rated unit."),
    click.option("--out", required=True, type=PATH, metavar="DIR", help="New folder for the results."),
    click.option("--wave", metavar="COL", help="Column of the wave; changes between waves are tested."),
    click.option("--by", multiple=True, metavar="COL", help="Break figures down by this column; repeatable."),
    click.option("--satisfied", callback=listed, metavar="4,5", help="Codes that count as satisfied."),
    click.option(
        "--dont-know", multiple=True, callback=listed, metavar="9", help="Values meaning no opinion."
    ),
    click.option("--missing", multiple=True, callback=listed, metavar="99", help="Values meaning no answer."),
    click.option("--sheet", metavar="NAME", help="Sheet of the workbook; default: the first."),
]
DESIGN: list[Option] = [
    click.option(
        "--stratum", multiple=True, metavar="COL[,COL]", help="Strata; default: each unit (and wave)."
    ),
    click.option("--no-strata", "one_stratum", is_flag=True, help="The whole file is one stratum."),
    click.option("--psu", multiple=True, metavar="COL[,COL]", help="Sampling units, one column a stage."),
    click.option("--weight", metavar="COL", help="People each respondent stands for."),
    click.option(
        "--population",
        multiple=True,
        metavar="COL[,COL]",
        help="N to draw from, one column a stage of the draw.",
    ),
    click.option("--voluntary", is_flag=True, help="Answers of volunteers: no random sample, no ranking."),
    click.option(
        "--lonely",
        type=click.Choice(["fail", "adjust", "certainty", "remove", "average"]),
        help="A stratum of one PSU: refuse it (fail), hold it against the mean of all (adjust), give it no "
        "variance (certainty, remove) or that of the other strata (average). "
        "Default: fail for strata or PSUs that are named, adjust for units with a single ballot.",
    ),
]
WEIGHTING: list[Option] = [
    click.option(
        "--targets",
        type=FILE,
        metavar="CSV",
        help="Known totals to weight to: columns column, category (blank: a column of numbers), and count "
        "or share.",
    ),
    click.option(
        "--adjust",
        type=click.Choice(["rake", "post-stratify", "linear", "raking", "logit"]),
        help="How: by margins (rake), by cells (post-stratify), or by calibration with one of three "
        "distances. Default: post-stratify for one column of targets, rake for several, linear where "
        "a column of numbers has a total.",
    ),
    click.option(
        "--bounds", metavar="LOW,HIGH", help="Least and largest new over old weight of a calibration."
    ),
    click.option(
        "--trim", metavar="LOWER,UPPER", help="Least and largest weight; what is cut off goes to the others."
    ),
]
TABLES: list[Option] = [
    click.option(
        "--also",
        multiple=True,
        callback=listed,
        metavar="NAME[,NAME]",
        help=f"More tables: {', '.join(ALSO)}, or {ALL} that can be made.",
    ),
    click.option(
        "--kind", metavar="COL", help="Kind of unit: units of different kinds share no ranking and no table."
    ),
    click.option(
        "--mix",
        multiple=True,
        metavar="COL[,COL]",
        help="For pairs: hold the units to one mix of respondents, such as mode and field.",
    ),
    click.option(
        "--mix-shares",
        type=click.Choice(["pooled", "common"]),
        default="pooled",
        show_default=True,
        help="The mix of everybody, or of the cells that all units have.",
    ),
    click.option(
        "--rank-volunteers", is_flag=True, help="Rank and compare volunteers all the same, with a warning."
    ),
    click.option(
        "--break",
        "breaks",
        multiple=True,
        callback=listed,
        metavar="WAVE",
        help="For trend: the wave from which method, wording or scale changed.",
    ),
    click.option(
        "--interval",
        metavar="METHOD",
        help="Also each item's interval by a method, such as beta, logit or clopper_pearson.",
    ),
    click.option(
        "--seed", type=int, default=SEED, show_default=True, metavar="N", help="Seed of ranks and drivers."
    ),
]
CAME: list[Option] = [
    click.option("--seconds", metavar="COL", help="Time taken; blank where none is known, as on paper."),
    click.option("--mode", metavar="COL", help="kiosk, phone, interviewer; any other counts as paper."),
    click.option("--collector", metavar="COL", help="Collection point."),
    click.option("--interviewer", metavar="COL", help="Interviewer."),
    click.option("--batch", metavar="COL", help="Batch of paper ballots."),
    click.option("--serial", metavar="COL", help="Serial printed on the ballot."),
    click.option("--day", metavar="COL", help="Day, as 2026-07-01 or 01/07/2026."),
    click.option("--hour", metavar="COL", help="Hour, as 2026-07-01 08:15, or 8 beside --day."),
]
RESULTS: list[Option] = [
    click.option(
        "--level",
        type=click.FloatRange(0.5, 0.999),
        default=0.95,
        show_default=True,
        help="Confidence level.",
    ),
    click.option("--title", default="", metavar="TEXT", help="Title of the reports."),
    click.option(
        "--lang",
        "language",
        type=click.Choice(["vi", "en"]),
        default="vi",
        show_default=True,
        help="Language of the reports.",
    ),
    click.option("--simulated", is_flag=True, help="Mark every page and line as simulated data."),
    click.option(
        "--public", is_flag=True, help="Public edition: nothing shown on fewer than 10 respondents."
    ),
    SEPARATOR,
    EDITION,
    CLASSES,
    FONT,
    *OFFICIAL,
    JSON,
    PAGE,
    JOBS,
    CLUSTER,
    click.option("--force", is_flag=True, help="Replace the earlier results in DIR."),
]
SECTIONS: dict[str, list[Option]] = {
    "The file": DATA,
    "How the respondents were drawn": DESIGN,
    "Weights to known totals": WEIGHTING,
    "More tables": TABLES,
    "How each ballot came, for --also quality": CAME,
    "The results": RESULTS,
}
