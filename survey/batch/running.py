"""Running a batch: what can be made is made, what cannot is told by name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, CancelledError, Executor, Future, as_completed, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from typing import Generic, TypeVar

from tqdm import tqdm

from survey.batch.progress import tell_progress
from survey.batch.records import Journal, Record

Task = TypeVar("Task")

WINDOW = 64
"""Tasks that wait in an executor at most."""


class UnmadeReportsError(ValueError):
    """Some documents could not be made; the others were."""


class LostWorkerError(ValueError):
    """A process of ours was ended by somebody else."""


class UnfitWorkerError(ValueError):
    """A process that cannot make these documents wherever they are from."""


@dataclass(frozen=True)
class Failure(Generic[Task]):
    """A document that could not be made, and why."""

    task: Task
    error: Exception


@dataclass(frozen=True)
class Batch(Generic[Task]):
    """What a batch made, and what it could not make."""

    records: tuple[Record, ...]
    failures: tuple[Failure[Task], ...] = ()


def join(batches: Iterable[Batch[Task]]) -> Batch[Task]:
    """Several batches as one."""
    found = tuple(batches)
    records = tuple(record for each in found for record in each.records)
    return Batch(records, tuple(failure for each in found for failure in each.failures))


def run_batch(
    tasks: Sequence[Task],
    make: Callable[..., Iterable[Record]],
    over: Executor,
    journal: Journal,
    *,
    name: str = "reports",
) -> Batch[Task]:
    """Make all, in any order; an error of a machine, such as a full disk, ends the batch.

    Where nothing at all can be made the fault is no single document's, and the first error is raised.
    """
    records: list[Record] = []
    failures: list[Failure[Task]] = []
    with tqdm(total=len(tasks), desc=name, unit="report", disable=None) as bar:
        for number, (task, future) in enumerate(_ended(tasks, make, over), start=1):
            try:
                made = tuple(future.result())
            except (OSError, MemoryError, UnfitWorkerError):
                raise
            except BrokenProcessPool:
                raise _lost() from None
            except CancelledError:
                raise _gone() from None
            except Exception as error:
                failures.append(Failure(task, error))
            else:
                journal.add(made)
                records += made
            bar.update()
            tell_progress(number, len(tasks))
    if failures and not records:
        raise failures[0].error
    place = {id(task): number for number, task in enumerate(tasks)}
    return Batch(tuple(records), tuple(sorted(failures, key=lambda each: place[id(each.task)])))


def _ended(
    tasks: Sequence[Task], make: Callable[..., Iterable[Record]], over: Executor
) -> Iterator[tuple[Task, Future[Iterable[Record]]]]:
    """Each task with its outcome as soon as there is one; not all are handed out at once."""
    waiting: dict[Future[Iterable[Record]], Task] = {}
    for task in tasks:
        waiting[over.submit(make, task)] = task
        patience = None if len(waiting) >= WINDOW else 0
        for future in wait(waiting, patience, FIRST_COMPLETED).done:
            yield waiting.pop(future), future
    for future in as_completed(tuple(waiting)):
        yield waiting[future], future


def _lost() -> LostWorkerError:
    return LostWorkerError(
        "a process that made reports was ended from outside, perhaps for want of memory; "
        "the reports; run again with --jobs 1"
    )


def _gone() -> LostWorkerError:
    return LostWorkerError(
        "the cluster ended before the reports did; the reports; start it, then run the same command again: "
        "what is made is not made again"
    )
