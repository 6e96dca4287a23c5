"""An official score report of 1992 in; its totals and the pairs of templates it was made on out.

A site could lay templates side by side by hand, and the history file does not keep that. The
report does: each of its tables is headed by a template of the key and one of the response.
"""

from __future__ import annotations

import re

from reportedly.evaluate.muc4.tally import Tally
from reportedly.evaluate.muc4.template import Fault
from reportedly.records.base import Record

HEAD = re.compile(r"(\S+)\s+key: (\S+)\s+response: (\S+)")
ROW = re.compile(r"([A-Za-z/ -]+?)\s+\d+\s+\d+\s*\|([\d |]+)\|")
COLUMNS = 8  # cor par inc, icr ipa, spu mis non

Pairs = dict[str, tuple[tuple[int, int], ...]]  # by message: key's and response's templates


class Report(Record, frozen=True, kw_only=True):
    """What a report says: the rows under its last heading, and the pairs of templates."""

    rows: dict[str, Tally]
    pairs: Pairs


def read_report(text: str, name: str) -> Report | Fault:
    """Return an official report's totals and pairs; `name` is the file, for its fault."""
    rows: dict[str, Tally] = {}
    pairs: Pairs = {}
    for line in text.splitlines():
        if head := HEAD.match(line):
            message, key, response = head.groups()
            both = key.isdigit() and response.isdigit()
            pairs[message] = pairs.get(message, ()) + (((int(key), int(response)),) if both else ())
        elif row := ROW.match(line):
            counts = [int(number) for number in row[2].replace("|", " ").split()]
            if len(counts) == COLUMNS:
                cor, par, inc, icr, ipa, spu, mis, non = counts
                rows[row[1]] = Tally(
                    cor=cor, par=par, inc=inc, icr=icr, ipa=ipa, spu=spu, mis=mis, non=non
                )
    if "ALL TEMPLATES" not in rows:
        return Fault(file=name, line=1, slot=None, reason="no official report: no ALL TEMPLATES")
    return Report(rows=rows, pairs=pairs)
