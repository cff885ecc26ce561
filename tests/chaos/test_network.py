"""Two hosts with networks of their own, where this machine lets us make them."""

import subprocess
from contextlib import ExitStack
from multiprocessing import get_context
from socket import create_server

import pytest

from tests.chaos.network import LOOPBACK, a_host, can_seclude, seclude

# On a busy machine the first two packets of a connection may be lost, and a third goes after 3 s.
REACHES = "import socket, sys; socket.create_connection((sys.argv[1], int(sys.argv[2])), 8).close()"


def reaches(host):
    """Whether a process there gets through to the server behind its link."""
    link = host.links["server"]
    command = [*host.enter, "python3", "-c", REACHES, link.here, str(link.port)]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def two_hosts(told):
    """In a process of its own, for its network is another one afterwards."""
    assert seclude()
    with ExitStack() as stack:
        server = stack.enter_context(create_server((LOOPBACK, 0)))
        servers = {"server": server.getsockname()}
        a, b = (stack.enter_context(a_host(n, servers, is_secluded=True)) for n in (1, 2))
        told.put((reaches(a), reaches(b)))
        a.cut()
        told.put((reaches(a), reaches(b)))
        a.heal()
        told.put((reaches(a), reaches(b)))


@pytest.mark.skipif(not can_seclude(), reason="network namespaces need Linux, root and iproute2")
def test_a_host_that_is_cut_off_reaches_nothing_and_the_other_one_all():
    forked = get_context("fork")
    told = forked.SimpleQueue()
    process = forked.Process(target=two_hosts, args=(told,))

    process.start()
    process.join(60)

    assert process.exitcode == 0
    assert [told.get() for _ in range(3)] == [(True, True), (False, True), (True, True)]
