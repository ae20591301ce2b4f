"""Figures of repeated measurements, and the row of the table that they make."""

import statistics
from dataclasses import dataclass, field


class Series:
    """The answers of one side to one question asked several times."""

    def __init__(self, answers):
        self.answers = answers

    def __bool__(self):
        return bool(self.answers)

    def median(self, name="ms"):
        """The middle one."""
        return statistics.median(answer[name] for answer in self.answers)

    def p95(self, name="ms"):
        """What one in twenty exceeds."""
        values = sorted(answer[name] for answer in self.answers)
        return values[min(len(values) - 1, round(0.95 * (len(values) - 1)))]

    def most(self, name):
        """The largest one."""
        return max(answer[name] for answer in self.answers)

    def text(self):
        """Median, p95 and statements, as the table shows them."""
        found = f"{number(self.median())} ms"
        if len(self.answers) >= 10:
            found += f" ({number(self.p95())})"
        if "sql" in self.answers[0]:
            found += f", {self.most('sql')} SQL"
        return found


@dataclass
class Row:
    """One line of the table; `met` is None where the aim is another issue's."""

    operation: str
    ours: str
    plain: str = "–"
    floor: str = "–"
    ratio: str = ""
    aim: str = ""
    met: bool | None = None
    figures: dict = field(default_factory=dict)


def number(value):
    """Three figures are enough."""
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def interleaved(runs, **questions):
    """Ask all questions in turn, A B A B ..., after one round that is not counted; a Series for each."""
    found = {name: [] for name in questions}
    for turn in range(runs + 1):
        for name, ask in questions.items():
            answer = ask()
            if turn:
                found[name].append(answer)
    return {name: Series(answers) for name, answers in found.items()}
