"""P7: no connection is made unless a person named a link."""

import socket
from pathlib import Path

import pytest

from reportedly.fetch import read_paths
from reportedly.pipeline import Coded
from reportedly.records import Article
from reportedly.run.fake import FakeCoder
from reportedly.run.local import code_articles

PAGE = """<html><head><link rel=canonical href="http://news.example/a"><meta http-equiv=refresh
content="0; url=http://news.example/b"><script src="http://news.example/c.js"></script></head>
<body><img src="http://news.example/d.png"><p>Gunmen killed 6 soldiers near Mopti.</p></body>"""


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every attempt to look up or to connect fail the test."""

    def refuse(*words: object, **options: object) -> None:
        raise AssertionError(f"the network was asked: {words}")

    for name in ("getaddrinfo", "gethostbyname", "create_connection"):
        monkeypatch.setattr(socket, name, refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)


def test_p7_coding_files_connects_to_nothing(tmp_path: Path, no_network: None) -> None:
    (tmp_path / "a.html").write_text(PAGE)
    (tmp_path / "b.json").write_text(
        '{"text": "See http://news.example/x", "url": "http://y.example/"}'
    )
    (tmp_path / "c.txt").write_text("http://news.example/story")
    found: list[Coded] = [*code_articles(read_paths([str(tmp_path)]), FakeCoder)]
    assert len(found) == 3 and all(coded.document for coded in found)


def test_p7_a_link_that_was_named_is_asked_for(no_network: None) -> None:
    """The test of the test: the block does bite."""
    with pytest.raises(AssertionError, match="the network was asked"):
        from reportedly.fetch.guard import look_up

        look_up("news.example")
    [found] = read_paths(["http://127.0.0.1/"])
    assert not isinstance(found, Article)
