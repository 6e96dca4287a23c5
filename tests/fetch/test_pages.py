"""Links in, articles and issues out: T4 (size, density, time), T24 (robots, closed pages)."""

import gzip
import json
import time
import zlib
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.fetch.conftest import STORY, Internet, Site, moved, reply

from reportedly.fetch import read_paths
from reportedly.fetch.inflate import inflate
from reportedly.fetch.links import Refused
from reportedly.fetch.pages import Limits
from reportedly.records import Article, Issue

LINK = "http://news.example/story"


def test_a_page_becomes_an_article(site: Site, internet: Internet) -> None:
    site.pages["/story"] = reply()
    assert internet.fetch(f" {LINK} ") == Article(
        name=LINK, media="html", body=STORY.encode(), source_id=LINK, url=LINK
    )


def test_a_redirect_is_followed_to_where_the_page_stands(site: Site, internet: Internet) -> None:
    site.pages["/story"] = moved("/a?b", "301 Moved")
    site.pages["/a?b"] = moved("//other.example/c", "308 Permanent Redirect")
    site.pages["/c"] = reply()
    found = internet.fetch(LINK)
    assert isinstance(found, Article)
    assert (found.name, found.url) == (LINK, "http://other.example/c")


def test_t1_the_sixth_redirect_is_not_followed(site: Site, internet: Internet) -> None:
    for i in range(9):
        site.pages[f"/{i}"] = moved(f"/{i + 1}")
    site.pages["/5"] = reply()
    assert isinstance(internet.fetch("http://news.example/0"), Article)
    site.pages["/5"] = moved("/6")
    assert internet.refuse("http://news.example/0") == "too_many_redirects"
    assert site.paths[-1] == "/5"


def test_a_redirect_that_says_not_where_is_an_issue(site: Site, internet: Internet) -> None:
    site.pages["/story"] = moved("")
    assert internet.refuse(LINK) == "bad_redirect"


@pytest.mark.parametrize(
    ("kind", "media"),
    [
        ("text/html; charset=utf-8", "html"),
        ("Application/XHTML+XML", "html"),
        ("text/plain", "text"),
        ("image/png", None),
        ("application/pdf", None),
        ("text/javascript", None),
        ("application/octet-stream", None),
        ("", None),
    ],
)
def test_only_text_is_taken(site: Site, internet: Internet, kind: str, media: str | None) -> None:
    site.pages["/story"] = reply(kind=kind)
    found = internet.fetch(LINK)
    if media:
        assert isinstance(found, Article) and found.media == media
    else:
        assert isinstance(found, Issue) and found.reason == "content_type"


def test_a_film_that_calls_itself_a_page_is_refused(site: Site, internet: Internet) -> None:
    site.pages["/story"] = reply(bytes(range(256)) * 40)
    assert internet.refuse(LINK) == "binary"
    site.pages["/story"] = reply(b" \n ")
    assert internet.refuse(LINK) == "empty"


def test_json_at_a_link_is_read_as_json_in_a_file_is(site: Site, internet: Internet) -> None:
    entries = [{"id": "a", "text": "One."}, {"text": "Two.", "url": "http://b.example/"}, {"no": 1}]
    site.pages["/story"] = reply(json.dumps(entries), "application/json")
    found = list(internet.fetcher().fetch(LINK))
    articles = [each for each in found if isinstance(each, Article)]
    assert [(a.source_id, a.url) for a in articles] == [
        ("a", LINK),
        (f"{LINK}:2", "http://b.example/"),
    ]
    assert [each.reason for each in found if isinstance(each, Issue)] == ["no_text"]


def test_the_headers_word_on_the_alphabet_is_kept(site: Site, internet: Internet) -> None:
    story = "<p>Боевики убили шесть солдат.</p>"
    site.pages["/story"] = reply(story.encode("cp1251"), "text/html; charset=windows-1251")
    found = internet.fetch(LINK)
    assert isinstance(found, Article) and found.body.decode("utf-8-sig") == story
    # A server that is wrong about it, as many are: the page reads as UTF-8.
    site.pages["/story"] = reply(story.encode(), "text/html; charset=windows-1251")
    found = internet.fetch(LINK)
    assert isinstance(found, Article) and found.body == story.encode()


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        ("401 Unauthorized", "closed"),
        ("402 Payment Required", "closed"),
        ("403 Forbidden", "closed"),
        ("429 Too Many Requests", "closed"),
        ("451 Unavailable For Legal Reasons", "closed"),
        ("404 Not Found", "http_status"),
        ("500 Oops", "http_status"),
        ("204 No Content", "http_status"),
    ],
)
def test_t24_a_site_that_says_no_is_asked_once_and_taken_at_its_word(
    site: Site, internet: Internet, status: str, reason: str
) -> None:
    site.pages["/story"] = (
        reply(STORY, status=status) if "204" not in status else (b"HTTP/1.1 204 No Content\r\n\r\n")
    )
    assert internet.refuse(LINK) == reason
    assert site.paths == ["/story"]


def test_t24_we_say_who_we_are_and_keep_nothing(site: Site, internet: Internet) -> None:
    site.pages["/story"] = moved("/b", "302 Found\r\nSet-Cookie: a=b")
    site.pages["/b"] = reply()
    internet.fetch(LINK)
    for head in site.heads:
        assert "\r\nUser-Agent: reportedly/" in head
        assert "cookie" not in head.lower() and "referer" not in head.lower()


def test_t24_robots_txt_is_kept_to(site: Site, internet: Internet) -> None:
    site.pages["/robots.txt"] = reply(
        "User-agent: *\nDisallow: /\n\nUser-agent: reportedly\nDisallow: /private\nCrawl-delay: 4",
        "text/plain",
    )
    site.pages |= {"/story": reply(), "/private/1": reply(), "/b": moved("/private/1")}
    fetcher = internet.fetcher()
    [found] = fetcher.fetch(LINK)
    assert isinstance(found, Article)
    for link in ("http://news.example/private/1", "http://news.example/b"):
        [found] = fetcher.fetch(link)
        assert isinstance(found, Issue) and found.reason == "robots"
    assert "/private/1" not in site.paths
    assert [head.split(" ")[1] for head in site.heads].count("/robots.txt") == 1
    assert 3 < internet.slept[0] <= 4


@pytest.mark.parametrize(
    ("answer", "taken"),
    [
        (reply("gone", status="404 Not Found"), True),
        (reply("no", status="403 Forbidden"), True),
        (reply("", "text/plain"), True),
        (reply("oops", status="503 Unavailable"), False),
        (moved("/robots.txt"), True),  # without end: "unavailable", by RFC 9309
    ],
)
def test_t24_without_a_robots_file_all_is_open_and_with_a_broken_one_nothing(
    site: Site, internet: Internet, answer: bytes, taken: bool
) -> None:
    site.pages = {"/robots.txt": answer, "/story": reply()}
    if taken:
        assert isinstance(internet.fetch(LINK), Article)
    else:
        assert internet.refuse(LINK) == "robots"
        assert site.paths == []


def test_t4_a_page_larger_than_the_cap_is_refused(site: Site, internet: Internet) -> None:
    limits = Limits(bytes=10_000)
    site.pages["/story"] = reply("a" * 10_001)
    assert internet.refuse(LINK, limits) == "too_large"

    def endless() -> Iterable[bytes]:
        yield b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
        while True:
            yield b"news " * 1000

    site.pages["/story"] = endless
    assert internet.refuse(LINK, limits) == "too_large"
    site.pages["/story"] = reply("a" * 10_000)
    assert isinstance(internet.fetch(LINK, limits), Article)


@pytest.mark.parametrize("coding", ["gzip", "deflate"])
def test_t4_a_bomb_is_stopped_while_it_unpacks(site: Site, internet: Internet, coding: str) -> None:
    bomb = b"a" * 50_000_000
    packed = gzip.compress(bomb) if coding == "gzip" else zlib.compress(bomb)
    site.pages["/story"] = reply(packed, more=f"Content-Encoding: {coding}\r\n")
    assert len(packed) < 60_000
    assert internet.refuse(LINK) == "too_dense"


def test_t4_a_bomb_of_many_members_is_stopped(site: Site, internet: Internet) -> None:
    packed = gzip.compress(b"a" * 1_000_000) * 100
    site.pages["/story"] = reply(packed, more="Content-Encoding: gzip\r\n")
    assert internet.refuse(LINK) == "too_dense"


@pytest.mark.parametrize("coding", ["gzip, gzip", "br", "zstd", "compress", "gzip;q=1"])
def test_t4_nested_and_other_packings_are_refused(
    site: Site, internet: Internet, coding: str
) -> None:
    packed = gzip.compress(gzip.compress(STORY.encode()))
    site.pages["/story"] = reply(packed, more=f"Content-Encoding: {coding}\r\n")
    assert internet.refuse(LINK) == "bad_encoding"


def test_a_packed_page_is_unpacked(site: Site, internet: Internet) -> None:
    raw = zlib.compressobj(wbits=-15)
    packings = [
        ("gzip", gzip.compress(STORY.encode())),
        ("deflate", zlib.compress(STORY.encode())),
        ("deflate", raw.compress(STORY.encode()) + raw.flush()),
    ]
    for coding, packed in packings:
        site.pages["/story"] = reply(packed, more=f"Content-Encoding: {coding}\r\n")
        found = internet.fetch(LINK)
        assert isinstance(found, Article) and found.body == STORY.encode()
    site.pages["/story"] = reply(packings[0][1][:-9], more="Content-Encoding: gzip\r\n")
    assert internet.refuse(LINK) == "cut_off"


@given(st.binary(max_size=5_000), st.integers(1, 40), st.integers(1, 300), st.integers(1, 3))
def test_what_was_packed_comes_out_whole_however_it_is_cut(
    data: bytes, times: int, piece: int, members: int
) -> None:
    packed = gzip.compress(data * times) * members
    chunks = [packed[i : i + piece] for i in range(0, len(packed), piece)]
    try:
        found = inflate(chunks, "gzip", max_bytes=10**7)
    except Refused as refused:
        assert refused.reason == "too_dense"
        assert len(data) * times * members > 65_536
    else:
        assert found == data * times * members


@pytest.mark.parametrize("part", ["head", "body"])
def test_t4_a_server_that_drips_is_left_when_the_time_is_up(
    site: Site, internet: Internet, part: str
) -> None:
    def drip() -> Iterable[bytes]:
        yield b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
        if part == "body":
            yield b"\r\n"
        for i in range(200):
            time.sleep(0.05)
            yield b"X-%d: y\r\n" % i

    site.pages["/story"] = drip
    begun = time.monotonic()
    assert internet.refuse(LINK, Limits(whole=0.5)) == "too_slow"
    assert time.monotonic() - begun < 3


def test_t4_a_name_that_is_never_found_costs_no_more_than_the_time(internet: Internet) -> None:
    def resolve(host: str) -> list[str]:
        time.sleep(5)
        return []

    internet.resolve = resolve  # type: ignore[method-assign]
    begun = time.monotonic()
    assert internet.refuse(LINK, Limits(whole=0.3)) == "too_slow"
    assert time.monotonic() - begun < 3


def test_a_site_that_is_not_there_is_an_issue(internet: Internet) -> None:
    def resolve(host: str) -> list[str]:
        raise OSError("no such host")

    internet.resolve = resolve  # type: ignore[method-assign]
    assert internet.refuse(LINK) == "unreachable"


def test_what_is_no_answer_is_an_issue(site: Site, internet: Internet) -> None:
    for answer in (b"", b"SSH-2.0-OpenSSH\r\n\r\n", b"HTTP/1.1 200 OK\r\n" + b"a: b\r\n" * 50_000):
        site.pages["/story"] = answer
        assert internet.refuse(LINK) == "unreachable"


def test_links_and_files_are_read_in_the_order_given(
    site: Site, internet: Internet, tmp_path: object
) -> None:
    site.pages["/story"] = reply()
    fetch = internet.fetcher().fetch
    found = list(read_paths(["nowhere.txt", LINK, "ftp://a.example/x"], fetch=fetch))
    assert [getattr(each, "reason", None) for each in found] == ["not_found", None, "bad_link"]
