"""What a person gave as a link in, a Link of known shape out, or why it cannot be one.

Stricter than a browser: what two readers could read in two ways is refused, so that what was
checked is what is fetched.
"""

from __future__ import annotations

import ipaddress
import re
from typing import Literal
from urllib.parse import quote, urljoin

import idna

from reportedly.records.base import Record

MAX_CHARACTERS = 4_096
MAX_SHOWN = 300
PORTS = {"http": 80, "https": 443}

A_LINK = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://", re.ASCII)
SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):", re.ASCII)
SHAPE = re.compile(r"(https?)://([^/?#]*)([^#]*)(?:#.*)?", re.IGNORECASE | re.ASCII)
BRACKETED = re.compile(r"\[([0-9A-Fa-f:.]+)\](?::([0-9]{1,5}))?")
NAMED = re.compile(r"([^:\[\]%@]+)(?::([0-9]{1,5}))?")
LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")
NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")  # how browsers know that a host is meant as an address
# What may stand in a request line as it is; the rest is percent-encoded. `%` stays: it was meant.
IN_TARGET = "%/:?#[]@!$&'()*+,;=-._~"


class Refused(Exception):
    """Why a link is not fetched, or what came is not taken. Never leaves this package."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason = reason
        self.detail = detail


class Link(Record, frozen=True, kw_only=True):
    """Where to ask, taken apart once. `host` is ASCII, in small letters, without brackets."""

    scheme: Literal["http", "https"]
    host: str
    port: int
    target: str

    @property
    def authority(self) -> str:
        """Return the host as it stands in a URL and in the Host header."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def origin(self) -> str:
        """Return the site: scheme, host and port."""
        return f"{self.scheme}://{self.authority}"

    @property
    def url(self) -> str:
        """Return the whole link."""
        return self.origin + self.target

    def at(self, target: str) -> Link:
        """Return another path of the same site."""
        return Link(scheme=self.scheme, host=self.host, port=self.port, target=target)


def is_link(text: str) -> bool:
    """Tell whether a word is meant as a link and not as the name of a file."""
    return A_LINK.match(text.lstrip()) is not None


def read_link(text: str, base: Link | None = None) -> Link:
    """Return the link, taken against the page it stands on; Refused says what is wrong with it."""
    text = text.strip(" \t\r\n")
    if len(text) > MAX_CHARACTERS:
        raise Refused("bad_link", f"longer than {MAX_CHARACTERS:,} characters")
    if not text.isprintable() or "\\" in text or any(sign.isspace() for sign in text):
        raise Refused("bad_link", "holds blanks, control signs or backslashes")
    if base is not None and SCHEME.match(text) is None:
        try:
            text = urljoin(base.url, text)
        except ValueError as error:
            raise Refused("bad_link", str(error)) from error
    scheme = SCHEME.match(text)
    if scheme is None or scheme[1].lower() not in PORTS:
        raise Refused("bad_link", "wanted http:// or https://")
    shape = SHAPE.fullmatch(text)
    if shape is None or not shape[2]:
        raise Refused("bad_link", "names no host")
    if "@" in shape[2]:
        raise Refused("bad_link", "holds a user name or a password")
    return make_link(shape[1].lower(), shape[2], shape[3])


def make_link(scheme: str, authority: str, target: str) -> Link:
    """Return the link of its parts."""
    bracketed, named = BRACKETED.fullmatch(authority), NAMED.fullmatch(authority)
    found = bracketed or named
    if found is None:
        raise Refused("bad_link", "the host or the port cannot be read")
    host = read_address6(found[1]) if bracketed else read_host(found[1])
    assert scheme in ("http", "https")  # SHAPE lets no other through
    port = int(found[2]) if found[2] else PORTS[scheme]
    if port not in PORTS.values():
        raise Refused("bad_link", f"port {port}; wanted 80 or 443")
    path = target if target.startswith("/") else f"/{target}"
    ready = quote(path, safe=IN_TARGET)
    return Link(scheme="https" if scheme == "https" else "http", host=host, port=port, target=ready)


def read_address6(text: str) -> str:
    """Return an IPv6 address in its one plain form."""
    try:
        return str(ipaddress.IPv6Address(text))
    except ValueError as error:
        raise Refused("bad_link", "the address in brackets cannot be read") from error


def read_host(text: str) -> str:
    """Return a host's name in ASCII, or its plain IPv4 address."""
    try:
        name = text.lower() if text.isascii() else idna.encode(text, uts46=True).decode().lower()
    except (idna.IDNAError, UnicodeError) as error:
        raise Refused("bad_link", "the host is no name that can be looked up") from error
    name = name.removesuffix(".")
    labels = name.split(".")
    if len(name) > 253 or not all(LABEL.fullmatch(label) for label in labels):
        raise Refused("bad_link", "the host is no name that can be looked up")
    if NUMBER.fullmatch(labels[-1]):
        try:
            return str(ipaddress.IPv4Address(name))
        except ValueError as error:
            detail = "the host is a number; wanted a name or four decimal numbers"
            raise Refused("bad_link", detail) from error
    if len(labels) == 1:
        # "intranet", "localhost": a name that means something only inside somebody's network.
        raise Refused("not_public", "the host is a name without a dot")
    return name
