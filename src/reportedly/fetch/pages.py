"""Links in, Articles out; what is not fetched comes out as an Issue that names the link.

Everything goes through the guard (`guard.py`), each redirect like the first request. A site's
robots.txt holds for us, and a site that says no is taken at its word: no cookies, no other
browser's name, no copy from elsewhere.
"""

from __future__ import annotations

import codecs
import ssl
import time
from collections.abc import Callable, Iterator
from functools import cached_property

import httpcore2
import msgspec
from protego import Protego

from reportedly import __version__
from reportedly.fetch.entries import find_entries, make_entry
from reportedly.fetch.guard import Connect, Guard, Resolve, Watch, connect, look_up
from reportedly.fetch.inflate import inflate
from reportedly.fetch.links import MAX_SHOWN, Link, Refused, read_link
from reportedly.fetch.sniff import find_binary, is_blank
from reportedly.ids import make_id
from reportedly.records import Article, Issue
from reportedly.records.source import Media

ROBOT = "reportedly"  # the name that a robots.txt may address
USER_AGENT = f"{ROBOT}/{__version__} (reads published reports that a person asked for{{contact}})"
MEDIA: dict[str, Media] = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/plain": "text",
    "application/json": "json",
}
MOVED = (301, 302, 303, 307, 308)
CLOSED = {401: "asks for a password", 402: "asks for money", 403: "does not give it to us",
          429: "asks us to come back later", 451: "may not give it, by law"}  # fmt: skip
ROBOTS_BYTES = 500 * 1024  # what RFC 9309 says a reader must take; the rest is not read
WAIT_SECONDS = 1.0  # between two pages of one site
MAX_WAIT_SECONDS = 30.0


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """What one page may cost. Seconds and bytes."""

    connect: float = 10.0
    read: float = 20.0  # for a single answer to a single read
    whole: float = 60.0  # for everything: look-up, robots.txt, redirects, body
    bytes: int = 20_000_000
    redirects: int = 5


class Network(msgspec.Struct, frozen=True, kw_only=True):
    """The outside. Tests put others in its place, and no packet leaves the machine."""

    resolve: Resolve = look_up
    connect: Connect = connect
    tls: ssl.SSLContext | None = None
    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What a site answered to one request. The body is only read where it is wanted."""

    status: int
    headers: dict[str, str]
    body: bytes


class Fetcher:
    """Fetches pages one after the other and remembers what their sites allow."""

    def __init__(
        self, *, network: Network | None = None, limits: Limits | None = None, contact: str = ""
    ) -> None:
        self.network = network or Network()
        self.limits = limits or Limits()
        said = "".join(sign for sign in contact if sign.isascii() and sign.isprintable())
        self.user_agent = USER_AGENT.format(contact=f"; {said}" if said else "")
        self.robots: dict[str, Protego | Refused] = {}
        self.due: dict[str, float] = {}

    @cached_property
    def tls(self) -> ssl.SSLContext:
        """Return whose certificates are believed. Reading them takes a tenth of a second."""
        return self.network.tls or httpcore2.default_ssl_context()

    def fetch(self, text: str) -> Iterator[Article | Issue]:
        """Yield what stands at a link: one article; several where it is JSON; or the issue."""
        name = text.strip()[:MAX_SHOWN]
        try:
            link = read_link(text)
            self.wait(link)
            with Watch(self.limits.whole) as watch:
                end, answer = self.follow(link, watch)
                media = find_media(answer)
        except Refused as refused:
            yield make_issue(name, refused.reason, refused.detail)
            return
        yield from read_body(answer, media, name=name, url=end.url)

    def follow(self, link: Link, watch: Watch) -> tuple[Link, Answer]:
        """Return the page that a link leads to, and where it stood."""
        for _ in range(self.limits.redirects + 1):
            self.check_robots(link, watch)
            answer = self.ask(link, watch, max_bytes=self.limits.bytes)
            if answer.status not in MOVED:
                return link, check_status(answer)
            link = read_target(link, answer)
        raise Refused("too_many_redirects", f"more than {self.limits.redirects}; last {link.url}")

    def ask(self, link: Link, watch: Watch, *, max_bytes: int, cut: bool = False) -> Answer:
        """Ask once, and follow nowhere. `cut`: take what fits instead of refusing more."""
        guard = Guard(self.network.resolve, self.network.connect, watch)
        seconds = {"connect": self.limits.connect, "read": self.limits.read}
        seconds |= {"write": self.limits.read, "pool": self.limits.connect}
        tls = self.tls if link.scheme == "https" else None
        try:
            with (
                httpcore2.ConnectionPool(tls, network_backend=guard) as pool,
                pool.stream(
                    "GET",
                    httpcore2.URL(
                        scheme=link.scheme.encode(),
                        host=link.host.encode(),
                        port=link.port,
                        target=link.target.encode(),
                    ),
                    headers=self.make_headers(link),
                    extensions={"timeout": seconds},
                ) as response,
            ):
                answer = read_answer(response, max_bytes, cut)
            if watch.passed:  # a body without a length, shut down, looks like one that ended
                raise Refused("too_slow", "the time for one page was up")
            return answer
        except Refused:
            raise
        except Exception as error:
            raise explain(error, link, watch) from error

    def make_headers(self, link: Link) -> dict[bytes | str, bytes | str]:
        """Return what we say of ourselves: the least that a site needs."""
        return {
            "Host": link.authority,
            "User-Agent": self.user_agent,
            "Accept": "text/html, application/xhtml+xml, text/plain, application/json;q=0.9",
            "Accept-Encoding": "gzip, deflate",
            "Connection": "close",
        }

    def check_robots(self, link: Link, watch: Watch) -> None:
        """Refuse a page that its site's robots.txt keeps from us."""
        if link.origin not in self.robots:
            self.robots[link.origin] = self.read_robots(link, watch)
        rules = self.robots[link.origin]
        if isinstance(rules, Refused):
            raise Refused(rules.reason, rules.detail)
        if not rules.can_fetch(link.url, ROBOT):
            raise Refused("robots", f"{link.origin}/robots.txt keeps this page from robots")
        delay = min(float(rules.crawl_delay(ROBOT) or 0), MAX_WAIT_SECONDS)
        self.due[link.host] = self.network.clock() + max(delay, WAIT_SECONDS)

    def read_robots(self, link: Link, watch: Watch) -> Protego | Refused:
        """Return a site's rules. Without a file all is open; a file out of reach closes all."""
        # RFC 9309, 2.3.1: "unavailable" (4xx, redirects without end) is "no rules",
        # "unreachable" (5xx, no answer) is "nothing allowed".
        place = link.at("/robots.txt")
        try:
            for _ in range(self.limits.redirects + 1):
                answer = self.ask(place, watch, max_bytes=ROBOTS_BYTES, cut=True)
                if answer.status not in MOVED:
                    break
                place = read_target(place, answer)
        except Refused as refused:
            if refused.reason in ("not_public", "unreachable", "tls"):
                return refused  # it is the site that cannot be asked, not its robots.txt
            if watch.passed:
                raise  # this page's time is up; the next may find the file
            return Refused("robots", f"{place.url}: {refused.reason}: {refused.detail}")
        if answer.status >= 500:
            return Refused("robots", f"{place.url} answers {answer.status}")
        text = answer.body.decode("utf-8", "replace") if answer.status == 200 else ""
        return Protego.parse(text)

    def wait(self, link: Link) -> None:
        """Leave a site the time between two pages that it asks for."""
        seconds = self.due.get(link.host, 0.0) - self.network.clock()
        if seconds > 0:
            self.network.sleep(seconds)


def read_answer(response: httpcore2.Response, max_bytes: int, cut: bool) -> Answer:
    """Return the answer, with its body where it is a page; no more of it than is allowed."""
    headers = {
        name.decode("latin-1").lower(): value.decode("latin-1") for name, value in response.headers
    }
    wanted = response.status in (200, 203)
    if wanted and not cut:
        length = headers.get("content-length", "")
        if length.isdecimal() and int(length) > max_bytes:
            raise Refused("too_large", f"{int(length):,} bytes; at most {max_bytes:,} are read")
        find_media(Answer(status=200, headers=headers, body=b""))  # before a film is loaded
    chunks = response.iter_stream() if wanted else iter(())
    if cut:
        chunks = cut_at(chunks, max_bytes)
    packed = take_packed(chunks, max_bytes)
    body = inflate(packed, headers.get("content-encoding", ""), max_bytes=max_bytes)
    return Answer(status=response.status, headers=headers, body=body)


def take_packed(chunks: Iterator[bytes], max_bytes: int) -> Iterator[bytes]:
    """Yield the chunks as they come, and stop where they are too many even before unpacking."""
    came = 0
    for chunk in chunks:
        came += len(chunk)
        if came > max_bytes:
            raise Refused("too_large", f"more than {max_bytes:,} bytes")
        yield chunk


def cut_at(chunks: Iterator[bytes], max_bytes: int) -> Iterator[bytes]:
    """Yield the chunks up to a number of bytes."""
    left = max_bytes
    for chunk in chunks:
        yield chunk[:left]
        left -= len(chunk)
        if left <= 0:
            return


def explain(error: Exception, link: Link, watch: Watch) -> Refused:
    """Return what went wrong on the way, in words."""
    if watch.passed:
        return Refused("too_slow", "the time for one page was up")
    # httpcore keeps the first error as an argument; its pool cuts the chain of causes.
    if any(isinstance(each, ssl.SSLError) for each in (error, *error.args)):
        return Refused("tls", f"{link.host}: the secure connection failed: {error}")
    if isinstance(error, httpcore2.TimeoutException):
        return Refused("too_slow", f"{link.host} did not answer in time")
    if isinstance(error, httpcore2.NetworkError | httpcore2.ProtocolError | OSError):
        return Refused("unreachable", f"{link.host}: {type(error).__name__}: {error}")
    raise error


def read_target(link: Link, answer: Answer) -> Link:
    """Return where a redirect leads; it is read as strictly as the first link."""
    where = answer.headers.get("location", "")
    if not where:
        raise Refused("bad_redirect", f"{link.url} sends us on without saying where")
    try:
        # Header bytes are UTF-8 where they are not ASCII, whatever the standard says.
        return read_link(where.encode("latin-1").decode("utf-8", "replace"), link)
    except Refused as refused:
        detail = f"{link.url} leads to {where[:MAX_SHOWN]}: {refused.detail}"
        raise Refused(refused.reason, detail) from refused


def check_status(answer: Answer) -> Answer:
    """Return the answer if it is a page."""
    if answer.status in (200, 203):
        return answer
    why = CLOSED.get(answer.status)
    if why:
        raise Refused("closed", f"the site {why} (status {answer.status})")
    raise Refused("http_status", f"status {answer.status}; wanted 200")


def find_media(answer: Answer) -> Media:
    """Return what kind of text the answer says it is."""
    kind = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
    media = MEDIA.get(kind)
    if media is None and answer.status in (200, 203):
        raise Refused("content_type", f"{kind[:80] or 'no type'}; wanted {', '.join(MEDIA)}")
    return media or "text"


def read_body(answer: Answer, media: Media, *, name: str, url: str) -> Iterator[Article | Issue]:
    """Yield the articles of a page that came."""
    body = answer.body
    if is_blank(body):
        yield make_issue(name, "empty", f"{len(body)} bytes, no sign among them")
        return
    kind = find_binary(body)
    if kind:
        yield make_issue(name, "binary", f"looks like {kind}, not like {media}")
        return
    if media != "json":
        ready = as_declared(body, answer.headers.get("content-type", ""))
        yield Article(name=name, media=media, body=ready, source_id=url, url=url)
        return
    entries = find_entries(body)
    if isinstance(entries, str):
        yield make_issue(name, "bad_json", entries)
        return
    many = len(entries) > 1
    for i, entry in enumerate(entries, 1):
        label = f"{name}:{i}" if many else name
        place = f"{url}:{i}" if many else url
        for found in make_entry(entry, name=label, source_id=place, make_issue=make_issue):
            if isinstance(found, Article) and found.url is None:
                found = msgspec.structs.replace(found, url=url)
            yield found


def as_declared(body: bytes, content_type: str) -> bytes:
    """Return the body as UTF-8 with its mark where the header, and only it, can be right."""
    # Many servers declare a code page that their pages are not in, so UTF-8 that reads as such
    # stays. Without this the header's word would be lost: an Article keeps none.
    _, found, charset = content_type.lower().partition("charset=")
    charset = charset.partition(";")[0].strip(" \"'")
    if not found or body.startswith(codecs.BOM_UTF8):
        return body
    try:
        body.decode("utf-8")
        return body
    except UnicodeDecodeError:
        pass
    try:
        return codecs.BOM_UTF8 + body.decode(charset).encode()
    except (LookupError, ValueError):
        return body


def make_issue(subject: str, reason: str, detail: str) -> Issue:
    """Return the issue of a link that was not fetched."""
    shown = subject.encode("utf-8", "replace").decode()
    detail = detail.encode("utf-8", "replace").decode()
    key = make_id("issue", shown, "fetch", reason, detail)
    return Issue(id=key, subject=shown, stage="fetch", reason=reason, detail=detail)
