"""Targets become addresses to ask, and IP addresses are told apart: which ones strangers' posts may make us talk to."""

from __future__ import annotations

import ipaddress
import re
import socket
from urllib.parse import urljoin

import httpx

from postlint.text import lazy

IP = ipaddress.IPv4Address | ipaddress.IPv6Address

_SCHEMES = ("http", "https")
_HOST = lazy.compile(rb"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_.])?|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*")
# Public by their number, but answered by the cloud a machine runs in (Azure's WireServer).
_METADATA = frozenset({ipaddress.ip_address("168.63.129.16")})
_NAT64 = tuple(ipaddress.ip_network(net) for net in ("64:ff9b::/96", "64:ff9b:1::/48"))
_CLOSED = tuple(
    ipaddress.ip_network(net)
    for net in ("192.0.0.0/24", "192.88.99.0/24", "fec0::/10", "100::/64", "::/96", "5f00::/16")
)
_NUMBERS = lazy.compile(r"(?:0x[0-9a-f]*|\d+)(?:\.(?:0x[0-9a-f]*|\d+)){0,3}", re.IGNORECASE)


def page_address(target: str) -> str | None:
    """The address to ask about a target: absolute, normalised, without fragment and without user name or password.

    `//host/x` is asked by https. None for what is no http(s) address.
    """
    target = target.strip()
    if target.startswith("//"):
        target = f"https:{target}"
    try:
        url = httpx.URL(target)
        if url.scheme not in _SCHEMES or not _HOST.fullmatch(url.raw_host) or (url.port or 0) > 65535:
            return None
        return str(httpx.URL(scheme=url.scheme, host=url.host, port=url.port, raw_path=url.raw_path))
    except (httpx.InvalidURL, ValueError, UnicodeError):
        return None


def next_address(url: str, location: str) -> tuple[str | None, str]:
    """Where a redirect leads: the address to ask (None: nothing we ask) and the fragment it names."""
    try:
        joined, _, fragment = urljoin(url, location.strip()).partition("#")
    except ValueError:
        return None, ""
    return page_address(joined), fragment


# --- addresses of machines


def is_public(address: IP) -> bool:
    """True for an address that anybody on the Internet could reach.

    Not so: private, loopback, link-local, multicast, reserved and metadata addresses (IANA's special-purpose registries),
    also where an IPv6 address carries such an IPv4 address (mapped, 6to4, Teredo, NAT64).
    """
    if address.version == 6 and (inner := _inner(address)):
        return is_public(inner)
    if address in _METADATA or any(address.version == net.version and address in net for net in _CLOSED):
        return False
    special = address.is_multicast or address.is_reserved or address.is_loopback or address.is_link_local
    return address.is_global and not special and not address.is_unspecified


def _inner(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    if address.teredo:
        return address.teredo[1]
    if any(address in net for net in _NAT64):
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour


def literal(host: str) -> IP | None:
    """The address that a host written in numbers means, in any form that a resolver takes: `127.1`, `0x7f000001`, `[::1]`."""
    host = host.strip("[]").partition("%")[0].rstrip(".")
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        pass
    if not _NUMBERS.fullmatch(host):
        return None
    try:
        return ipaddress.IPv4Address(socket.inet_aton(host))
    except OSError:
        return None


def is_private_name(host: str) -> bool:
    """True for a host that names this machine or its network by itself, without any look-up: a name without a dot does."""
    address = literal(host)
    if address is not None:
        return not is_public(address)
    host = host.rstrip(".")
    return "." not in host or host.endswith((".localhost", ".local", ".internal", ".home.arpa"))
