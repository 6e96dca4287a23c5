"""T1: a link may not lead to a place that only this machine can reach."""

import ipaddress
import shutil
import ssl
import subprocess
from pathlib import Path

import pytest
from httpcore2 import ConnectError, NetworkStream, SyncBackend
from hypothesis import given
from hypothesis import strategies as st
from tests.fetch.conftest import PUBLIC, Internet, Site, moved, reply

from reportedly.fetch.guard import is_public, look_up
from reportedly.fetch.links import Refused, is_link, read_link
from reportedly.fetch.pages import Fetcher, Network
from reportedly.records import Article, Issue

# {port} is the canary's. None of these may reach it, nor any other private place.
FORMS = """
http://127.0.0.1/ http://127.0.0.1:{port}/ http://127.1/ http://127.0.1/ http://127.255.255.254/
http://2130706433/ http://0x7f000001/ http://0x7f.0.0.1/ http://0177.0.0.1/ http://017700000001/
http://0x7f.1/ http://0X7F.0X0.0X0.0X1/ http://127.0.0.1./ http://127.000.000.001/ http://127.0.0.01/
http://0/ http://0.0.0.0/ http://00000000/ http://4294967295/ http://255.255.255.255/
http://10.0.0.1/ http://172.16.0.1/ http://192.168.1.1/ http://100.64.0.1/ http://100.100.100.200/
http://169.254.169.254/latest/meta-data/ http://2852039166/ http://0xa9fea9fe/ http://168.63.129.16/
http://224.0.0.1/ http://240.0.0.1/ http://192.0.2.1/ http://198.18.0.1/ http://192.88.99.1/
http://[::1]/ http://[::1]:{port}/ http://[::]/ http://[0:0:0:0:0:0:0:1]/ http://[::ffff:127.0.0.1]/
http://[::ffff:7f00:1]/ http://[::127.0.0.1]/ http://[64:ff9b::7f00:1]/ http://[2002:7f00:1::]/
http://[2001:0:53aa:64c:0:0:80ff:fffe]/ http://[fe80::1]/ http://[fe80::1%25lo]/ http://[fd00:ec2::254]/
http://[fec0::1]/ http://[ff02::1]/ http://[2001:db8::1]/ http://[::1]./ http://::1/ http://[127.0.0.1]/
http://localhost/ http://localhost:{port}/ http://localhost./ http://LOCALHOST/ http://intranet/
http://user@127.0.0.1/ http://news.example@127.0.0.1/ http://news.example:80@127.0.0.1:{port}/
http://127.0.0.1:{port}#@news.example/ http://127.0.0.1:{port}?@news.example/
http://news.example\\@127.0.0.1/ http:\\\\127.0.0.1/ http:/127.0.0.1/ http:127.0.0.1 //127.0.0.1/
http:///127.0.0.1/ http://%31%32%37.0.0.1/ http://127%2e0%2e0%2e1/ http://127.0.0.1%00.news.example/
http://１２７.０.０.１/ http://①②⑦.⓪.⓪.①/ http://127。0。0。1/ http://127．0．0．1/ http://ⓛocalhost/
http://news.example:{port}/ http://news.example:22/ https://news.example:8443/ http://news.example:0/
http://news.example:65536/ http://news.example:８０/ http://news.example:/ http://news.example:80:80/
file:///etc/passwd file://localhost/etc/passwd FILE:/etc/passwd gopher://127.0.0.1:{port}/_x
ftp://127.0.0.1/ dict://127.0.0.1:{port}/ ldap://127.0.0.1/ jar:http://127.0.0.1!/ data:text/html,x
javascript:alert(1) ws://127.0.0.1:{port}/ unix:///run/docker.sock http+unix://%2Frun%2Fdocker.sock/
http://inside.example/ http://both.example/ http://mapped.example/ http://zone.example/
""".split()  # fmt: skip
NAMES = {
    "inside.example": ["127.0.0.1"],
    "both.example": [PUBLIC, "10.0.0.7"],
    "mapped.example": ["::ffff:127.0.0.1"],
    "zone.example": ["fe80::1%lo"],
}


@pytest.mark.parametrize("form", FORMS)
def test_t1_a_link_to_a_private_place_never_reaches_it(
    site: Site, internet: Internet, form: str
) -> None:
    internet.names = NAMES
    reason = internet.refuse(form.replace("{port}", str(site.port)))
    assert reason in ("bad_link", "not_public")
    assert site.heads == [] and internet.connected == []


@pytest.mark.parametrize("form", FORMS)
def test_t1_a_redirect_to_a_private_place_is_not_followed(
    site: Site, internet: Internet, form: str
) -> None:
    internet.names = NAMES
    where = form.replace("{port}", str(site.port))
    site.pages["/"] = moved(where)
    assert internet.refuse("http://news.example/") in ("bad_link", "not_public")
    assert site.paths == ["/"]
    assert set(internet.connected) == {(PUBLIC, 80)}


@pytest.mark.parametrize("sign", ["\n", "\r\nHost: 127.0.0.1\r\n", "\t", "\0", " ", "\u2028"])
def test_t1_a_link_with_signs_that_split_a_request_is_refused(
    site: Site, internet: Internet, sign: str
) -> None:
    assert internet.refuse(f"http://news.example/{sign}x") == "bad_link"
    assert internet.refuse(f"http://news{sign}.example/") == "bad_link"
    assert site.heads == []


def test_t1_what_was_checked_is_what_is_connected_to(site: Site) -> None:
    """The name answers with a public address once, and with loopback ever after."""
    answers = iter([[PUBLIC]])
    connected = []

    def resolve(host: str) -> list[str]:
        return next(answers, ["127.0.0.1"])

    def connect(address: str, port: int, seconds: float) -> NetworkStream:
        connected.append(address)
        return SyncBackend().connect_tcp("127.0.0.1", site.port, timeout=seconds)

    site.pages["/robots.txt"] = moved("/elsewhere.txt")
    [found] = Fetcher(network=Network(resolve=resolve, connect=connect)).fetch("http://a.example/")
    assert isinstance(found, Issue) and found.reason == "not_public"
    assert connected == [PUBLIC]  # one look-up, one connection, to the address it gave


def test_t1_every_hop_is_looked_up_and_checked(site: Site, internet: Internet) -> None:
    internet.names = {"second.example": ["192.168.0.9"]}
    site.pages["/"] = moved("http://second.example/")
    assert internet.refuse("http://first.example/") == "not_public"
    assert "second.example" in internet.asked
    assert site.paths == ["/"]


def test_t1_the_robots_file_passes_the_same_gate(site: Site, internet: Internet) -> None:
    site.pages["/robots.txt"] = moved("http://127.0.0.1/robots.txt")
    site.pages["/"] = reply()
    assert internet.refuse("http://news.example/") == "not_public"
    assert site.paths == []


def test_t1_a_second_public_address_serves_where_the_first_is_down(
    site: Site, internet: Internet
) -> None:
    site.pages["/"] = reply()
    internet.names = {"two.example": ["198.41.0.4", PUBLIC]}
    tried: list[str] = []

    def connect(address: str, port: int, seconds: float) -> NetworkStream:
        tried.append(address)
        if address == "198.41.0.4":
            raise ConnectError("refused")
        return internet.connect(address, port, seconds)

    fetcher = Fetcher(network=Network(resolve=internet.resolve, connect=connect))
    [found] = fetcher.fetch("http://two.example/")
    assert isinstance(found, Article)
    assert tried == ["198.41.0.4", PUBLIC] * 2  # robots.txt, the page


def test_t1_proxies_of_the_environment_are_not_asked(
    site: Site, internet: Internet, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "HTTPS_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    site.pages["/"] = reply()
    assert isinstance(internet.fetch("http://news.example/"), Article)
    assert site.heads[-1].startswith("GET / HTTP/1.1\r\n")  # to a proxy it would be the whole link


def test_t1_the_name_stays_in_the_host_header(site: Site, internet: Internet) -> None:
    site.pages["/x?y=1"] = reply()
    assert isinstance(internet.fetch("http://Müller.Example./x?y=1#z"), Article)
    assert "\r\nHost: xn--mller-kva.example\r\n" in site.heads[-1]
    assert internet.connected[-1] == (PUBLIC, 80)


def test_t1_the_name_stays_in_the_tls_greeting(site: Site, internet: Internet) -> None:
    assert internet.refuse("https://news.example/") in ("tls", "unreachable")
    assert "news.example" in site.heads[0]
    assert internet.connected == [(PUBLIC, 443)]


@pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl makes the test's certificate")
@pytest.mark.parametrize(("host", "good"), [("news.example", True), ("other.example", False)])
def test_t1_the_certificate_is_held_against_the_name(tmp_path: Path, host: str, good: bool) -> None:
    key, cert = tmp_path / "key.pem", tmp_path / "cert.pem"
    words = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj"
    names = ["/CN=news.example", "-addext", "subjectAltName=DNS:news.example"]
    files = ["-keyout", str(key), "-out", str(cert)]
    subprocess.run(["openssl", *words.split(), *names, *files], check=True, capture_output=True)
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(cert, key)
    site = Site(server)
    site.pages["/"] = reply()
    internet = Internet(site)
    network = Network(
        resolve=internet.resolve,
        connect=internet.connect,
        tls=ssl.create_default_context(cafile=str(cert)),
    )
    [found] = Fetcher(network=network).fetch(f"https://{host}/")
    site.socket.close()
    if good:
        assert isinstance(found, Article) and found.url == "https://news.example/"
    else:
        assert isinstance(found, Issue) and found.reason == "tls"


def test_t1_the_systems_own_look_up_of_localhost_is_refused() -> None:
    """Not a stub: whatever the system answers for these names, none of it is asked."""
    for host in ("localhost.localdomain", "foo.localhost"):
        try:
            found = look_up(host)
        except OSError:
            continue
        assert not any(is_public(address) for address in found)


@given(st.integers(0, 2**32 - 1))
def test_t1_private_addresses_stay_private_in_ipv6_clothes(number: int) -> None:
    plain = ipaddress.IPv4Address(number)
    for prefix in ("::ffff:", "::", "64:ff9b::", "64:ff9b:1::"):
        assert not is_public(f"{prefix}{plain}")
    if is_public(str(plain)):
        assert plain.is_global and not plain.is_multicast


@given(st.ip_addresses())
def test_t1_no_address_is_public_that_the_registry_does_not_call_global(
    address: ipaddress.IPv4Address | ipaddress.IPv6Address,
) -> None:
    assert address.is_global or not is_public(str(address))


@pytest.mark.parametrize("address", [PUBLIC, "1.1.1.1", "2606:4700:4700::1111", "2a00:1450::1"])
def test_hosts_of_the_internet_are_public(address: str) -> None:
    assert is_public(address)


@given(st.text(max_size=60) | st.from_regex(r"https?://[^\s]{0,40}", fullmatch=True))
def test_t1_a_link_is_read_or_refused_and_reads_the_same_again(text: str) -> None:
    try:
        link = read_link(text)
    except Refused:
        return
    assert link.url.isascii() and link.port in (80, 443)
    assert read_link(link.url) == link
    # Two readers, one host: what the standard library reads is what we read.
    from urllib.parse import urlsplit

    assert urlsplit(link.url).hostname == link.host


def test_a_path_is_no_link_and_a_link_no_path() -> None:
    assert [is_link(word) for word in ("a.html", "-", "C:\\x.txt", "./http:/x", "http.txt")] == (
        [False] * 5
    )
    assert is_link("https://a.example") and is_link("HTTP://a.example") and is_link("file:///x")
