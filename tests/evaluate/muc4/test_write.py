"""What is written is read again as it was."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.evaluate.muc4.parse import parse_templates
from reportedly.evaluate.muc4.slots import COUNT, Slot, read_slots
from reportedly.evaluate.muc4.template import Fill, Template
from reportedly.evaluate.muc4.write import write_templates

STRINGS = st.text('AB "\\/:()?-;*', min_size=1, max_size=12).map(
    lambda s: "X" + " ".join(s.split())
)
NUMBERS = st.sampled_from(["1", "- 7", "9 -", "PLURAL", "~20"])
DATES = st.sampled_from(["02 MAR 91", "- 02 MAR 91", "01 MAR 91 - 02 MAR 91"])
PLACES = st.sampled_from(["UR", "UR: NIPPUR (CITY)", "UR: KISH (TOWN) - NIPPUR (CITY)"])


def make_fills(slot: Slot) -> st.SearchStrategy[tuple[Fill, ...]]:
    """Return a strategy for what one slot holds."""
    kinds = {"string": STRINGS, "number": NUMBERS, "date": DATES, "location": PLACES}
    values = kinds.get(slot.kind, st.sampled_from(slot.words or ("PERU", "SPAIN")))
    refs = st.lists(STRINGS, max_size=2) if slot.refs and slot.number != 10 else st.just([])
    fill = st.builds(
        lambda values, refs, optional: Fill(
            values=tuple(values), refs=tuple(refs), optional=optional
        ),
        st.lists(values, min_size=1, max_size=3, unique=True),
        refs,
        st.booleans(),
    )
    return st.lists(fill, max_size=2).map(tuple)


TEMPLATES = st.builds(
    lambda number, optional, fills: Template(
        message="OUR-0001", number=number, optional=optional, slots=((), (), *fills), line=1
    ),
    st.integers(1, 30),
    st.booleans(),
    st.tuples(*(make_fills(slot) for slot in read_slots()[2:])),
)


@settings(max_examples=30)  # each is 23 slots wide
@given(TEMPLATES)
def test_round_trip(template: Template) -> None:
    assert parse_templates(write_templates([template]), "key").templates == (template,)


def test_irrelevant_message_is_all_stars() -> None:
    text = write_templates([Template(message="OUR-0002", number=None)])
    assert [line.split()[-1] for line in text.splitlines()] == ["OUR-0002"] + ["*"] * (COUNT - 1)
