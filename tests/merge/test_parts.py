"""Groups of views compared as sums say what their views say one by one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportedly.merge.parts import Part
from reportedly.merge.score import find_bar
from reportedly.merge.view import make_views
from reportedly.records import Document, Event

Story = Callable[..., tuple[Document, Event]]
TOLD = st.fixed_dictionaries(
    {
        "when": st.sampled_from([None, "2021-03-06", "2021-03-09", "2021-01-01..2021-01-31"]),
        "where": st.sampled_from([None, "Olmo", "Tarn"]),
        "country": st.sampled_from([None, "CO", "PE"]),
        "killed": st.sampled_from([None, 5]),
    }
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(TOLD, min_size=2, max_size=6), st.integers(1, 5))
def test_two_parts_are_barred_where_two_views_are(
    story: Story, told: list[dict[str, Any]], cut: int
) -> None:
    text = "A drone hit the depot in Olmo, not in Tarn."
    pairs = [story(text, name=str(n), **facts) for n, facts in enumerate(told)]
    views = make_views([d for d, _ in pairs], [e for _, e in pairs])
    left, right = views[: min(cut, len(views) - 1)], views[min(cut, len(views) - 1) :]
    one, two = Part(left[0]), Part(right[0])
    for part, rest in ((one, left[1:]), (two, right[1:])):
        for view in rest:
            part.join(Part(view))
    wanted = any(find_bar(a, b) is not None for a in left for b in right)
    assert one.is_barred(two) == two.is_barred(one) == wanted
