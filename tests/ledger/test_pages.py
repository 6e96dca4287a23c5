"""Pages by key: everything once, in one order, on either database."""

import pytest

from reportedly.ledger import Ledger, pages
from reportedly.ledger.pages import IncidentFilter
from reportedly.ledger.read import EventFilter
from reportedly.records import Article
from reportedly.run.fake import FakeCoder
from reportedly.run.linking import link_ledger

TEXT = "Gunmen killed {} men near Goma, police said. Rebels killed {} guards near Beni."


@pytest.mark.parametrize("most", [1, 2, 50])
def test_pages_hold_everything_once(ledger: Ledger, most: int) -> None:
    texts = [TEXT.format(n, n + 1) for n in (3, 13, 23)] + [" "]
    articles = [Article(name=str(n), media="text", text=text) for n, text in enumerate(texts)]
    for coded in FakeCoder().code(articles):
        ledger.add(coded)
    link_ledger(ledger)
    readers = {
        "documents": lambda c, key: pages.read_documents(c, key, most),
        "events": lambda c, key: pages.read_events(c, EventFilter(country="ml"), key, most),
        "incidents": lambda c, key: pages.read_incidents(c, IncidentFilter(), key, most),
        "issues": lambda c, key: pages.read_issues(c, key, most),
        "judgements": lambda c, key: pages.read_judgements(c, None, key, most),
        "tallies": lambda c, key: pages.read_tallies(c, None, key, most),
    }
    counted = {}
    for name, read in readers.items():
        found, key = [], None
        with ledger.reading() as connection:
            while True:
                page = read(connection, key)
                assert len(page.items) <= most
                found += [one.id for one in page.items]
                if page.after is None:
                    break
                key = page.after
        assert len(set(found)) == len(found)
        counted[name] = len(found)
    incidents = len(list(ledger.incidents()))
    assert counted == {"documents": 3, "events": 6, "incidents": incidents, "issues": 1,
                       "judgements": 0, "tallies": 0}  # fmt: skip
