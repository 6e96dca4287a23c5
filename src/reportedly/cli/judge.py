"""`reportedly judge`, `merge`, `split`, `undo`, `judgements`: people's decisions in, rows out."""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from reportedly.cli.common import (
    EXIT_FAILURE,
    EXIT_USAGE,
    LedgerOption,
    make_console,
    open_ledger,
    read_settings,
    write_out,
)

if TYPE_CHECKING:
    from reportedly.records import Judgement
    from reportedly.review.standing import Standing
    from reportedly.run.deciding import Person

ByOption = Annotated[
    str,
    typer.Option(
        "--by", metavar="NAME", envvar="REPORTEDLY_BY", help="Who decides; else REPORTEDLY_BY."
    ),
]
ReasonOption = Annotated[str, typer.Option("--reason", help="Why; it is kept and shown.")]
AfterOption = Annotated[
    str | None,
    typer.Option(
        "--after",
        metavar="JUDGEMENT",
        help="The last decision on it that you had seen, or `none`; if another came since, yours "
        "is late and does not count.",
    ),
]


class Verdict(StrEnum):
    """What one can say of an event."""

    ACCEPT = "accept"
    NOT_EVENT = "not-event"
    CORRECT = "correct"
    SAME_SOURCE = "same-source"


def judge(
    verdict: Annotated[Verdict, typer.Argument(help="What you say of it.")],
    subjects: Annotated[
        list[str],
        typer.Argument(
            metavar="ID...", help="An event's id; for same-source, documents' ids or source ids."
        ),
    ],
    field: Annotated[
        str | None, typer.Option("--field", help="What to correct: when, where, actors, killed...")
    ] = None,
    value: Annotated[
        str | None,
        typer.Option("--value", help="What it should be: words of the report, days, numbers."),
    ] = None,
    by: ByOption = "",
    reason: ReasonOption = "",
    after: AfterOption = None,
    ledger: LedgerOption = None,
) -> None:
    """Accept an event, call it none, correct a field of it, or say that documents are one source.

    Nothing is overwritten: a decision is a row of its own, and `undo` is another.

    Example: reportedly judge correct EVENT --field killed --value 14 --by Ada
    """
    from reportedly.run import deciding

    if verdict is not Verdict.SAME_SOURCE and len(subjects) > 1:
        print(f"reportedly: {verdict}: wanted one event", file=sys.stderr)
        raise typer.Exit(EXIT_USAGE)
    person = make_person(by, reason, after)
    with open_ledger(ledger) as book:
        if verdict is Verdict.SAME_SOURCE:
            tell(deciding.same_source(book, subjects, person))
        elif verdict is Verdict.ACCEPT:
            tell(deciding.judge(book, subjects[0], "accept", person))
        elif verdict is Verdict.NOT_EVENT:
            tell(deciding.judge(book, subjects[0], "not_event", person))
        else:
            tell(deciding.judge(book, subjects[0], "correct", person, field, value))


def merge(
    slugs: Annotated[list[str], typer.Argument(metavar="SLUG...", help="Two incidents or more.")],
    by: ByOption = "",
    reason: ReasonOption = "",
    after: AfterOption = None,
    ledger: LedgerOption = None,
) -> None:
    """Say that incidents are one. Their old names go on leading to it.

    Example: reportedly merge SLUG OTHER --by Ada
    """
    from reportedly.run.deciding import merge as merge_incidents

    with open_ledger(ledger) as book:
        tell(merge_incidents(book, slugs, make_person(by, reason, after)))


def split(
    slug: Annotated[str, typer.Argument(metavar="SLUG", help="The incident.")],
    events: Annotated[
        list[str], typer.Argument(metavar="EVENT...", help="The events that tell another.")
    ],
    by: ByOption = "",
    reason: ReasonOption = "",
    after: AfterOption = None,
    ledger: LedgerOption = None,
) -> None:
    """Say that some of an incident's events tell another one.

    Example: reportedly split SLUG EVENT --by Ada
    """
    from reportedly.run.deciding import split as split_incident

    with open_ledger(ledger) as book:
        tell(split_incident(book, slug, events, make_person(by, reason, after)))


def undo(
    judgement: Annotated[
        str, typer.Argument(metavar="JUDGEMENT", help="A decision's id, or its first characters.")
    ],
    by: ByOption = "",
    reason: ReasonOption = "",
    after: AfterOption = None,
    ledger: LedgerOption = None,
) -> None:
    """Take a decision back. The undoing can be undone too.

    Example: reportedly undo JUDGEMENT --by Ada
    """
    from reportedly.run.deciding import undo as take_back

    with open_ledger(ledger) as book:
        two_people = read_settings().newsroom.two_people
        person = make_person(by, reason, after)
        tell(take_back(book, judgement, person, two_people=two_people))


def judgements(
    jsonl: Annotated[bool, typer.Option("--jsonl", help="One JSON object a line.")] = False,
    ledger: LedgerOption = None,
) -> None:
    """List people's decisions in the order they were taken, and which of them count.

    Example: reportedly judgements
    """
    from reportedly.review.standing import find_standing

    with open_ledger(ledger) as book:
        found = find_standing(book.judgements())
    if jsonl:
        from reportedly.export.jsonl import write_jsonl

        write_out(write_jsonl(standing.judgement for standing in found))
        return
    console = make_console()
    for standing in found:
        console.print(describe(standing), markup=False, highlight=False)


def make_person(by: str, reason: str, after: str | None) -> Person:
    """Return who decides, now."""
    import datetime as dt

    from reportedly.run.deciding import NONE_SEEN, Person

    seen = NONE_SEEN if after == "none" else after
    return Person(by=by, at=dt.datetime.now(dt.UTC), reason=reason, after=seen)


def describe(standing: Standing) -> str:
    """Say a decision, and whether it counts, in one line."""
    from reportedly.cli.show import tame

    line = describe_judgement(standing.judgement)
    if standing.by is not None:
        other = tame(standing.by)
        verb = "came after" if standing.state == "late" else "undone by"
        line += f"  [{verb} {other.id[:8]} of {other.by}, {other.at:%Y-%m-%d %H:%M}]"
    return line


def describe_judgement(judgement: Judgement) -> str:
    """Say a decision in one line."""
    from reportedly.cli.show import tame

    judgement = tame(judgement)
    what = judgement.action.replace("_", " ")
    if judgement.field and judgement.value is not None and judgement.action == "correct":
        what += f" {judgement.field} = {judgement.value!r}"
    named = judgement.action in ("merge", "split", "propose", "publish", "withdraw")  # by a slug
    subject = judgement.subject if named else judgement.subject[:8]
    if judgement.action == "same_source":
        subject = ", ".join(document[:8] for document in judgement.documents)
    if judgement.field == "sensitive":
        what = "withhold"
    line = f"{judgement.id[:8]}  {judgement.at:%Y-%m-%d %H:%M}  {judgement.by}: {what} {subject}"
    if judgement.reason:
        line += f" ({judgement.reason})"
    if judgement.after:
        line += f"  [follows {judgement.after[:8]}]"
    return line


def tell(standing: Standing) -> None:
    """Print what was written; a decision that came second is told so, and exits with 1."""
    if standing.state == "late" and standing.by is not None:
        first = standing.by
        print(
            f"reportedly: {first.by} decided first ({first.action.replace('_', ' ')}, "
            f"{first.at:%Y-%m-%d %H:%M}, {first.id[:8]}): yours is kept as "
            f"{standing.judgement.id[:8]} and does not count; look again, then decide",
            file=sys.stderr,
        )
        raise typer.Exit(EXIT_FAILURE)
    print(describe(standing))
