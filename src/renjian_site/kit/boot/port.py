"""The port of the site: whether it is free, and whether the site answers on it."""

import http.client
import socket

from renjian_site.kit.boot.terminal import CannotRun


def refuse_taken(port: int) -> None:
    """Refuse a port that another program listens on."""
    if is_free(port):
        return
    other = next((near for near in range(port + 1, port + 100) if is_free(near)), port + 1)
    raise CannotRun(
        "run.port-taken",
        f"端口 {port} 已被其他程序占用，网站无法启动。请换一个端口：./run up --port {other}",
        f"Port {port} is taken by another program. Use another one: ./run up --port {other}",
    )


def is_free(port: int) -> bool:
    """Whether this machine lets us listen on a port."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def answers(port: int) -> bool:
    """Whether the site answers with 200. Not by urllib, which would ask a proxy."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
