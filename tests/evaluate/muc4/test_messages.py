"""A file of messages is cut at its ids; the header is no part of the story."""

import datetime as dt

from reportedly.evaluate.muc4.messages import read_messages

TEXT = """
TST9-MUC4-0001

   UR, 5 JAN 90 (NIPPUR NEWS) -- [REPORT] [ENLIL BANI] [TEXT] RAIDERS [THE MEN OF
ELAM] BURNED TWO BARNS.  NOBODY WAS HURT.

   THE MAYOR FLED.

TST9-MUC4-0002 (SCRIBES)

   NO CITY (ELAM), NO DATE -- [TEXT] GRAIN WAS CHEAP THIS YEAR.
"""


def test_messages_are_cut_at_their_ids() -> None:
    first, second = read_messages(TEXT)
    assert (first.id, second.id) == ("TST9-MUC4-0001", "TST9-MUC4-0002")
    assert (first.day, first.place) == (dt.date(1990, 1, 5), "UR")
    assert (second.day, second.place) == (None, "NO CITY (ELAM)")


def test_the_header_is_blank_and_the_lines_are_joined() -> None:
    first = next(read_messages(TEXT))
    story = first.text.strip()
    assert story.startswith("RAIDERS [THE MEN OF ELAM] BURNED TWO BARNS.")
    assert story.endswith("NOBODY WAS HURT.\n\n   THE MAYOR FLED.")


def test_letters_may_be_small() -> None:
    small = "tst9-muc4-0003\n\n   Ur, 5 Jan 90 (Nippur News) -- [Text] Raiders burned two barns.\n"
    (message,) = read_messages(small)
    assert (message.id, message.day) == ("TST9-MUC4-0003", dt.date(1990, 1, 5))
    assert message.text.strip() == "Raiders burned two barns."
