"""The first page anybody sees."""

from tests.browser.conftest import Open, Visit, find_faults


def test_signing_in(open_house: Open, visit: Visit) -> None:
    page = visit(open_house(reports=2), "/desk", role="coder")
    assert page.get_by_role("heading", level=1).inner_text() == "Incidents"
    assert find_faults(page) == []
