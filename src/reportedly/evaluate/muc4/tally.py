"""Counts of right and wrong fills, and the measures made of them."""

from __future__ import annotations

from collections.abc import Iterable

from reportedly.records.base import Record


class Tally(Record, frozen=True, kw_only=True):
    """Fills counted, by the columns of the official table.

    Right, partly right and wrong; of the right and partly right, those a person ruled on;
    spurious (no fill of the key left for it), missing, and slots that both leave empty.
    """

    cor: int = 0
    par: int = 0
    inc: int = 0
    icr: int = 0
    ipa: int = 0
    spu: int = 0
    mis: int = 0
    non: int = 0

    @property
    def possible(self) -> int:
        """Return how many fills there were to find."""
        return self.cor + self.par + self.inc + self.mis

    @property
    def actual(self) -> int:
        """Return how many fills were given."""
        return self.cor + self.par + self.inc + self.spu

    @property
    def recall(self) -> float | None:
        """Return the share of the possible that was found, partly right as half; percent."""
        return share(self.cor + self.par / 2, self.possible)

    @property
    def precision(self) -> float | None:
        """Return the share of the given that is right, partly right as half; percent."""
        return share(self.cor + self.par / 2, self.actual)

    @property
    def overgeneration(self) -> float | None:
        """Return the share of the given that is spurious; percent."""
        return share(self.spu, self.actual)

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            cor=self.cor + other.cor,
            par=self.par + other.par,
            inc=self.inc + other.inc,
            icr=self.icr + other.icr,
            ipa=self.ipa + other.ipa,
            spu=self.spu + other.spu,
            mis=self.mis + other.mis,
            non=self.non + other.non,
        )


def share(part: float, whole: float) -> float | None:
    """Return the part in percent of the whole; None of nothing."""
    return 100 * part / whole if whole else None


def add_up(tallies: Iterable[Tally]) -> Tally:
    """Return the sum."""
    return sum(tallies, Tally())


def measure_f(recall: float | None, precision: float | None, beta: float = 1.0) -> float:
    """Return the F-measure; beta is recall's weight against precision (0.5: half of it)."""
    r, p = recall or 0.0, precision or 0.0
    return (beta**2 + 1) * p * r / (beta**2 * p + r) if p and r else 0.0
