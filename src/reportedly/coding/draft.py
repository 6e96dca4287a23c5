"""What is known of one event while a document is being coded; tokens, not yet words."""

from __future__ import annotations

import msgspec

from reportedly.coding.arguments import Arguments
from reportedly.coding.figure import Figure
from reportedly.coding.occurrence import Occurrence
from reportedly.records import Gap, Interval, Place, Stage


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """One event and all its tellings in the document so far, the fullest first."""

    occurrences: tuple[Occurrence, ...]
    arguments: Arguments
    stage: Stage
    when: Interval | Gap
    where: Place | Gap
    figures: tuple[Figure, ...] = ()

    @property
    def at(self) -> int:
        """The token of the telling that names the event."""
        return self.occurrences[0].at

    @property
    def category(self) -> str:
        """The PLOVER type."""
        return self.occurrences[0].category

    @property
    def mode(self) -> str | None:
        """The PLOVER mode: the first that any telling gives."""
        return next((o.mode for o in self.occurrences if o.mode), None)

    @property
    def mentions(self) -> tuple[int, ...]:
        """The tokens of all tellings."""
        return tuple(o.at for o in self.occurrences)


def unite(first: Draft, later: Draft) -> Draft:
    """Return one event of two tellings; what the first leaves open, the later fills."""
    return Draft(
        occurrences=first.occurrences + later.occurrences,
        arguments=fill(first.arguments, later.arguments),
        stage=first.stage,
        when=later.when if isinstance(first.when, Gap) else first.when,
        where=finer(first.where, later.where),
        figures=first.figures + later.figures,
    )


def fill(first: Arguments, later: Arguments) -> Arguments:
    """Return the arguments with the empty fields taken from the later telling."""
    return Arguments(
        **{
            name: getattr(first, name) or getattr(later, name)
            for name in Arguments.__struct_fields__
        }
    )


FINENESS = {"site": 0, "city": 1, "district": 2, "region": 3, "sea": 3, "country": 4}


def finer(first: Place | Gap, later: Place | Gap) -> Place | Gap:
    """Return the more exact of two places; the first where they are alike."""
    if isinstance(first, Gap):
        return later
    if isinstance(later, Gap) or FINENESS[later.precision] >= FINENESS[first.precision]:
        return first
    return later
