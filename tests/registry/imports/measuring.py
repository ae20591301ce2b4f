"""How well cells are read: precision and recall on the labelled tables, by kind and part.

`python -m pytest tests/registry/imports/test_labelled.py -s -k table` prints the table of docs/matching.md.
"""

import csv
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from registry.imports.match import ColumnContext, Order

LABELLED = Path(__file__).parent / "labelled"
KINDS = ("entities", "places", "chapters", "words", "dates", "columns")
PARTS = ("tuning", "held-out")
OPEN = ("ambiguous", "unknown", "empty")
ORDERS = {
    "dmy": ColumnContext(order=Order(True, True, "")),
    "mdy": ColumnContext(order=Order(False, True, "")),
    "": ColumnContext(),
}


@dataclass
class Score:
    """What became of the cells of one kind and part."""

    cells: int = 0
    resolvable: int = 0  # a knowledgeable clerk can say what is meant
    automatic: int = 0  # taken without asking
    right: int = 0  # of these, as labelled
    proposed: int = 0  # resolvable, not automatic, and the first proposal is right
    faults: list = field(default_factory=list)  # (row, what was read)
    how: Counter = field(default_factory=Counter)

    @property
    def precision(self):
        """Share of the automatic ones that are right."""
        return self.right / self.automatic if self.automatic else 1

    @property
    def recall(self):
        """Share of what a clerk could resolve that was taken without asking."""
        return self.right / self.resolvable

    @property
    def with_proposals(self):
        """Share of what a clerk could resolve that was taken or is the first proposal."""
        return (self.right + self.proposed) / self.resolvable


def rows_of(kind):
    """The labelled rows of one kind."""
    with (LABELLED / f"{kind}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def code_of(value):
    """A value as the tables write it."""
    if value.list == "period":
        period = value.code
        return f"{period.start}/{period.end or '..'}/{period.precision}"
    if value.list == "figure":
        exact = value.code.qualifier == "exact"
        return f"figure:{value.code.value}" + ("" if exact else f":{value.code.qualifier}")
    return str(value.code)


def read_row(matcher, kind, row):
    """(codes that were taken without asking, codes with the first proposals taken)."""
    if kind == "columns":
        (found,) = matcher.match_columns([row["cell"]], kind=row["kind"] or "activity")
        best = found.name or (found.proposals[0].values[0].code if found.proposals else "")
        return {found.name} - {""}, {best} - {""}
    reading = matcher.read(row.get("kind") or kind, row["cell"], ORDERS[row.get("order") or ""])
    if kind == "words":
        return ({f"{v.list}:{v.code}" for v in reading.values}, {f"{v.list}:{v.code}" for v in reading.best})
    return {code_of(value) for value in reading.values}, {code_of(value) for value in reading.best}


def measure(matcher, kind):
    """{part: Score} of one kind."""
    scores = {part: Score() for part in PARTS}
    for row in rows_of(kind):
        score, truth = scores[row["part"]], set(row["truth"].split("|"))
        taken, best = read_row(matcher, kind, row)
        score.cells += 1
        if row["truth"] in OPEN:
            truth = set()
        else:
            score.resolvable += 1
        if taken:
            score.automatic += 1
            # several names in a cell: each that is taken must be right, the rest may be left to ask about
            if taken <= truth and (taken == truth or best == truth):
                score.right += 1
                continue
            score.faults.append(("wrong" if not taken <= truth else "partly", row, sorted(taken), sorted(best)))
            score.automatic -= taken <= truth  # part of a list was right and the rest has no right proposal: a miss
        elif truth and best == truth:
            score.proposed += 1
        elif truth:
            score.faults.append(("missed", row, [], sorted(best)))
    return scores


def table(matcher):
    """The figures as lines of a Markdown table."""
    yield "| kind | part | cells | resolvable | precision | taken without asking | taken or first proposal |"
    yield "| --- | --- | ---: | ---: | ---: | ---: | ---: |"
    for kind in KINDS:
        for part, score in measure(matcher, kind).items():
            yield (
                f"| {kind} | {part} | {score.cells} | {score.resolvable} | {score.precision:.1%} "
                f"| {score.recall:.1%} | {score.with_proposals:.1%} |"
            )
