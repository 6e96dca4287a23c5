"""A host's name in, a connection to one of its public addresses out, or none at all.

A server that fetches what it is told to can be told to fetch from its own network. So the name is
looked up once, every address it has must be public, and the connection goes to one of those
addresses and to no other: there is no second look-up that could answer differently. The name stays
in the Host header and in the TLS greeting. Whatever connects through `Guard` passes here, first
request and redirect alike; proxies of the environment are never asked.
"""

from __future__ import annotations

import ipaddress
import socket
import threading
import time
from collections.abc import Callable, Iterable
from typing import Self

from httpcore2 import SOCKET_OPTION as SocketOption
from httpcore2 import ConnectError, ConnectTimeout, NetworkBackend, NetworkStream, SyncBackend

from reportedly.fetch.links import Refused

Resolve = Callable[[str], Iterable[str]]  # a name's addresses; OSError where it has none
Connect = Callable[[str, int, float], NetworkStream]  # address, port, seconds

# Global by the registry, and still nothing to ask: relays to other networks, and the address at
# which a cloud answers its own machines.
CLOSED4 = tuple(ipaddress.IPv4Network(n) for n in ("192.88.99.0/24", "168.63.129.16/32"))
OPEN6 = ipaddress.IPv6Network("2000::/3")  # the only part of IPv6 that is given out for hosts
# Tunnels (Teredo and others, 6to4), examples: they carry or stand for other addresses.
CLOSED6 = tuple(
    ipaddress.IPv6Network(n) for n in ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")
)


def is_public(address: str) -> bool:
    """Tell whether an address is one that anybody on the internet could ask."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return False  # a zone ("fe80::1%eth0") or no address at all
    if not found.is_global or found.is_multicast or found.is_reserved:
        return False
    if isinstance(found, ipaddress.IPv4Address):
        return not any(found in network for network in CLOSED4)
    return (
        found in OPEN6
        and found.scope_id is None
        and not any(found in network for network in CLOSED6)
    )


def look_up(host: str) -> list[str]:
    """Return the addresses that the system knows for a name."""
    # The dot at the end: a name is never completed with this network's own domain.
    found = socket.getaddrinfo(f"{host}.", None, type=socket.SOCK_STREAM)
    return [str(where[0]) for *_, where in found]


def connect(address: str, port: int, seconds: float) -> NetworkStream:
    """Connect to an address."""
    return SyncBackend().connect_tcp(address, port, timeout=seconds)


class Watch:
    """Ends a fetch when its time is up, wherever it is waiting.

    Time-outs of single reads are not enough: a server that sends a byte now and then never lets
    one pass. The watch holds a second handle on the socket and shuts it down.
    """

    def __init__(self, seconds: float) -> None:
        self.until = time.monotonic() + seconds
        self.timer = threading.Timer(seconds, self.end)
        self.timer.daemon = True
        self.lock = threading.Lock()
        self.held: list[socket.socket] = []
        self.ended = False

    @property
    def left(self) -> float:
        """Return the seconds that are left."""
        return max(0.0, self.until - time.monotonic())

    @property
    def passed(self) -> bool:
        """Tell whether the time is up."""
        return self.ended or not self.left

    def hold(self, stream: NetworkStream) -> None:
        """Watch a connection."""
        raw = stream.get_extra_info("socket")
        with self.lock:
            if isinstance(raw, socket.socket):
                self.held.append(raw.dup())  # TLS takes the first handle for itself

    def end(self) -> None:
        """Shut down what is held; who reads from it gets an error at once."""
        self.ended = True
        with self.lock:
            for raw in self.held:
                try:
                    raw.shutdown(socket.SHUT_RDWR)
                except OSError:
                    continue  # it was closed already

    def __enter__(self) -> Self:
        self.timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.timer.cancel()
        with self.lock:
            for raw in self.held:
                raw.close()
            self.held.clear()


class Guard(NetworkBackend):
    """The only way from here to the network: public addresses, within the time of a watch."""

    def __init__(self, resolve: Resolve, connect: Connect, watch: Watch) -> None:
        self.resolve = resolve
        self.connect = connect
        self.watch = watch

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[SocketOption] | None = None,
    ) -> NetworkStream:
        """Connect to the first of a host's addresses that answers, all of them being public."""
        failure: Exception = ConnectError("the host has no address")
        for address in self.find_addresses(host):
            if self.watch.passed:
                break
            try:
                seconds = min(self.watch.left, timeout or self.watch.left)
                stream = self.connect(address, port, seconds)
            except (ConnectError, ConnectTimeout, OSError) as error:
                failure = error
                continue
            self.watch.hold(stream)
            return stream
        raise failure

    def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,
        socket_options: Iterable[SocketOption] | None = None,
    ) -> NetworkStream:
        """Refuse: there is nothing public behind a path."""
        raise Refused("not_public", "a local socket")

    def find_addresses(self, host: str) -> tuple[str, ...]:
        """Return a host's addresses; refuse it where a single one is not public."""
        try:
            found: tuple[str, ...] = (str(ipaddress.ip_address(host)),)
        except ValueError:
            found = tuple(dict.fromkeys(self.ask(host)))
        for address in found:
            if not is_public(address):
                where = "" if address == host else f"is at {address}, which "
                raise Refused("not_public", f"{host} {where}is no public address")
        return found

    def ask(self, host: str) -> tuple[str, ...]:
        """Look a name up, for no longer than there is time: the system sets no limit."""
        answers: list[tuple[str, ...] | Exception] = []

        def look() -> None:
            try:
                answers.append(tuple(self.resolve(host)))
            except Exception as error:
                answers.append(error)

        asking = threading.Thread(target=look, daemon=True)
        asking.start()
        asking.join(self.watch.left)
        answer = answers[0] if answers else None
        if isinstance(answer, tuple):
            return answer
        if answer is None:
            raise Refused("too_slow", f"{host} was not found in time")
        raise Refused("unreachable", f"there is no host {host}") from answer
