"""A site on loopback that plays the internet, and a network that believes every name is there."""

import socket
import ssl
import threading
from collections.abc import Callable, Iterable, Iterator

import pytest
from httpcore2 import NetworkStream, SyncBackend

from reportedly.fetch.pages import Fetcher, Limits, Network
from reportedly.records import Article, Issue

PUBLIC = "93.184.216.34"
STORY = "<html><body><p>Gunmen killed six soldiers near Mopti on Saturday.</p></body></html>"
Reply = bytes | Callable[[], Iterable[bytes]]


def reply(
    body: bytes | str = STORY, kind: str = "text/html", *, status: str = "200 OK", more: str = ""
) -> bytes:
    """Return an answer as a server sends it."""
    raw = body.encode() if isinstance(body, str) else body
    head = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(raw)}\r\n{more}\r\n"
    return head.encode() + raw


def moved(where: str, status: str = "302 Found") -> bytes:
    """Return an answer that sends the reader on."""
    return f"HTTP/1.1 {status}\r\nLocation: {where}\r\nContent-Length: 0\r\n\r\n".encode()


NOT_FOUND = reply("no", status="404 Not Found")


class Site:
    """Listens on loopback, notes each request's head, and answers by path."""

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        self.pages: dict[str, Reply] = {}
        self.heads: list[str] = []
        self.tls = tls
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port: int = self.socket.getsockname()[1]
        threading.Thread(target=self.listen, daemon=True).start()

    def listen(self) -> None:
        while True:
            try:
                caller, _ = self.socket.accept()
            except OSError:
                return
            threading.Thread(target=self.answer, args=(caller,), daemon=True).start()

    def answer(self, caller: socket.socket) -> None:
        if self.tls is not None:
            try:
                caller = self.tls.wrap_socket(caller, server_side=True)
            except OSError:
                return  # the caller did not like the certificate
        with caller:
            head = b""
            while b"\r\n\r\n" not in head:
                came = caller.recv(65_536)
                if not came:
                    break
                head += came
                if head.startswith(b"\x16"):  # a TLS greeting: noted, and not answered
                    break
            self.heads.append(head.decode("latin-1"))
            path = head.split(b" ")[1].decode("latin-1") if head.count(b" ") > 1 else ""
            found = self.pages.get(path, NOT_FOUND)
            try:
                for chunk in [found] if isinstance(found, bytes) else found():
                    caller.sendall(chunk)
            except OSError:
                return  # the reader had enough

    @property
    def paths(self) -> list[str]:
        """Return what was asked for, robots.txt left out."""
        asked = [head.split(" ")[1] for head in self.heads]
        return [path for path in asked if path != "/robots.txt"]


@pytest.fixture
def site() -> Iterator[Site]:
    """A site on loopback."""
    place = Site()
    yield place
    place.socket.close()


class Internet:
    """A network in which `names` are looked up and every public address is the site."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.names: dict[str, list[str]] = {}
        self.asked: list[str] = []
        self.connected: list[tuple[str, int]] = []
        self.slept: list[float] = []

    def resolve(self, host: str) -> list[str]:
        self.asked.append(host)
        return self.names.get(host, [PUBLIC])

    def connect(self, address: str, port: int, seconds: float) -> NetworkStream:
        self.connected.append((address, port))
        return SyncBackend().connect_tcp("127.0.0.1", self.site.port, timeout=seconds)

    def fetcher(self, limits: Limits | None = None) -> Fetcher:
        network = Network(resolve=self.resolve, connect=self.connect, sleep=self.slept.append)
        return Fetcher(network=network, limits=limits)

    def fetch(self, link: str, limits: Limits | None = None) -> Article | Issue:
        [found] = self.fetcher(limits).fetch(link)
        return found

    def refuse(self, link: str, limits: Limits | None = None) -> str:
        """Return the reason why a link is not fetched."""
        found = self.fetch(link, limits)
        assert isinstance(found, Issue), found
        assert found.stage == "fetch" and found.detail
        return found.reason


@pytest.fixture
def internet(site: Site) -> Internet:
    """A network whose every public address is the site."""
    return Internet(site)
