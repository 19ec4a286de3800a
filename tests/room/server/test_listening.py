from __future__ import annotations

import socket

import pytest

from sim.room.server.listening import PortTaken, listen, listen_from


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as bound:
        port: int = bound.getsockname()[1]
        return port


def close(sockets: tuple[socket.socket, ...]) -> None:
    for bound in sockets:
        bound.close()


def test_all_sockets_listen_at_one_port() -> None:
    sockets = listen(0)
    assert len({bound.getsockname()[1] for bound in sockets}) == 1
    with socket.create_connection(("127.0.0.1", sockets[0].getsockname()[1]), timeout=5):
        pass
    close(sockets)


def test_a_port_that_is_taken_is_said_with_another_to_try() -> None:
    first = listen(0)
    port = first[0].getsockname()[1]
    with pytest.raises(PortTaken) as taken:
        listen(port)
    close(first)
    assert f"Port {port} is taken" in taken.value.message
    assert taken.value.hint is not None
    assert "--port" in taken.value.hint


def test_a_port_that_is_taken_by_ipv6_alone_is_taken() -> None:
    try:
        with socket.create_server(("::", 0), family=socket.AF_INET6) as bound:
            port = bound.getsockname()[1]
            with pytest.raises(PortTaken):
                listen(port)
    except OSError:
        pytest.skip("this system has no IPv6")
    close(listen(port))


def test_a_port_can_be_had_again_at_once() -> None:
    port = free_port()
    for _ in range(3):
        sockets = listen(port)
        with socket.create_connection(("127.0.0.1", port), timeout=5):
            close(sockets)


def test_two_sessions_get_ports_beside_each_other() -> None:
    first = listen(0)
    port = first[0].getsockname()[1]
    second = listen_from(port)
    assert port < second[0].getsockname()[1] < port + 10
    close(first)
    close(second)
