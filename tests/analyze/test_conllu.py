"""CoNLL-U rows become an Analysis with true offsets."""

from __future__ import annotations

import pytest

from reportedly.analyze.base import Name, Role
from reportedly.analyze.conllu import make_text, read_conllu

ROWS = """\
# text = Rebels didn't shoot.
1\tRebels\trebel\tNOUN\tNNS\t_\t4\tnsubj\t_\tName=B-NORP
2-3\tdidn't\t_\t_\t_\t_\t_\t_\t_\t_
2\tdid\tdo\tAUX\tVBD\t_\t4\taux\t_\tSpaceAfter=No
3\tn't\tnot\tPART\tRB\t_\t4\tadvmod\t_\t_
4\tshoot\tshoot\tVERB\tVB\t_\t0\troot\t_\tSpaceAfter=No|Sense=shoot.02|Roles=ARG0:1|ARGM-NEG:3|Factuality=-2.5
5\t.\t.\tPUNCT\t.\t_\t4\tpunct\t_\t_

1\tNobody\tnobody\tPRON\tNN\t_\t2\tnsubj\t_\t_
2\tdied\tdie\tVERB\tVBD\t_\t0\troot\t_\t_
"""


def test_rows_become_tokens_names_and_roles() -> None:
    analysis = read_conllu(ROWS, "d1")
    assert analysis.document == "d1"
    assert make_text(analysis) == "Rebels didn't shoot. Nobody died"
    assert analysis.sentences == ((0, 5), (5, 7))
    assert analysis.names == (Name(0, 0, "NORP"),)
    assert analysis.roles == (Role(3, 0, "ARG0"), Role(3, 2, "ARGM-NEG"))
    shoot, died = analysis.tokens[3], analysis.tokens[6]
    assert (shoot.head, shoot.sense, shoot.factuality) == (3, "shoot.02", -2.5)
    assert (died.head, analysis.tokens[5].head) == (6, 6)


def test_a_short_row_is_refused_with_its_line() -> None:
    with pytest.raises(ValueError, match="line 2: 3 columns: wanted 10"):
        read_conllu("# x\n1\ta\tb\n")
