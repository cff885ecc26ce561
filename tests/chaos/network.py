"""
What parts the hosts from the world: network namespaces where they can be made, else proxies alone.

With namespaces each host has a loopback and a cable of its own, and the whole run stands in a
namespace besides, so that nobody else can reach what listens on those cables.
"""

import ctypes
import os
import shutil
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from tests.chaos.link import Link
from tests.support.running import until

LOOPBACK = "127.0.0.1"
CLONE_NEWNET = 0x40000000  # As sched.h of Linux has it.
TOOLS = ("ip", "nsenter", "unshare")
WORLD = "10.77.0.1"  # Where both hosts and their people find Slack and the gateway.
HOLDS = "infinity"  # Of a process that keeps a namespace: until it is ended.


def can_seclude():
    """Whether this is Linux, we are root, and the tools are there."""
    return sys.platform == "linux" and os.geteuid() == 0 and all(map(shutil.which, TOOLS))


def seclude():
    """
    From now on this process, and what it starts, has a network of its own.

    True where that could be had. To be called before any thread begins.
    """
    if not can_seclude():
        return False
    if ctypes.CDLL(None, use_errno=True).unshare(CLONE_NEWNET) != 0:
        return False
    _ip("link", "set", "lo", "up")
    _ip("address", "add", f"{WORLD}/32", "dev", "lo")
    return True


class Proxied:
    """A host behind its links alone: one loopback for all."""

    enter = ()  # What its processes are started with.

    def __init__(self, links):
        self.links = links  # By the server behind each.

    def cut(self):
        """It works on, and reaches neither Redis nor the database of a server."""
        for link in self.links.values():
            link.cut()

    def sever(self):
        for link in self.links.values():
            link.sever()

    def slow(self, seconds):
        for link in self.links.values():
            link.delay = seconds

    def heal(self):
        for link in self.links.values():
            link.heal()


class Cabled(Proxied):
    """A host with a network of its own; its one cable goes to the world."""

    def __init__(self, links, cable, holder):
        super().__init__(links)
        self.enter = _entering(holder)
        self._cable = cable

    def cut(self):
        """It works on, and reaches nothing at all: no packet gets through, and nobody is told."""
        _ip("link", "set", self._cable, "down")

    def heal(self):
        _ip("link", "set", self._cable, "up")
        super().heal()


@contextmanager
def a_host(number, servers, is_secluded):
    """
    One host's side of the network.

    Args:
        number: Of the host, from 1.
        servers: Host and port of each server that it leans on, by name.
        is_secluded: Whether `seclude` could be had.

    """
    if not is_secluded:
        with _linked(servers, LOOPBACK) as links:
            yield Proxied(links)
        return
    with _a_namespace() as holder:
        cable, ours, its = f"desk{number}", f"10.77.{number}.1", f"10.77.{number}.2"
        _ip("link", "add", cable, "type", "veth", "peer", "name", "uplink", "netns", holder)
        _ip("address", "add", f"{ours}/30", "dev", cable)
        _ip("link", "set", cable, "up")
        for there in (
            ("link", "set", "lo", "up"),
            ("address", "add", f"{its}/30", "dev", "uplink"),
            ("link", "set", "uplink", "up"),
            ("route", "add", "default", "via", ours),
        ):
            subprocess.run([*_entering(holder), "ip", *there], check=True)
        with _linked(servers, ours) as links:
            yield Cabled(links, cable, holder)


@contextmanager
def pages_for_all(pages, is_secluded):
    """Where hosts and people find these pages, by name."""
    if not is_secluded:
        yield pages
        return
    addresses = {name: urlsplit(page) for name, page in pages.items()}
    servers = {name: (LOOPBACK, parts.port) for name, parts in addresses.items()}
    with _linked(servers, WORLD) as links:
        yield {
            name: urlunsplit(parts._replace(netloc=f"{WORLD}:{links[name].port}"))
            for name, parts in addresses.items()
        }


@contextmanager
def _linked(servers, here):
    links = {name: Link(there, here) for name, there in servers.items()}
    try:
        yield links
    finally:
        for link in links.values():
            link.close()


@contextmanager
def _a_namespace():
    """The pid of a process that does nothing but keep it."""
    holder = subprocess.Popen(["unshare", "--net", "sleep", HOLDS])
    try:
        assert until(lambda: _is_apart(holder.pid), 10, pause=0.02), "No namespace came about."
        yield str(holder.pid)
    finally:
        holder.kill()
        holder.wait()


def _entering(holder):
    """What a command is put behind, to be run in the namespace that this process keeps."""
    return "nsenter", f"--net=/proc/{holder}/ns/net", "--"


def _is_apart(pid):
    ours, its = (Path(f"/proc/{one}/ns/net").readlink() for one in ("self", pid))
    return ours != its


def _ip(*words):
    subprocess.run(["ip", *words], check=True)
