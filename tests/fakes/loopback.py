"""What the real servers of the tests need on loopback: a port of their own, a first greeting."""

import socket
import time


def free_port() -> int:
    """Give a port nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def wait_for_greeting(port: int, greeting: bytes) -> None:
    """Come back once the server there says `greeting` first; raises `TimeoutError`."""
    for _ in range(200):
        try:
            with socket.create_connection(("127.0.0.1", port), 5) as line:
                line.settimeout(5)
                if line.recv(len(greeting)) == greeting:
                    return
        except OSError:
            pass
        time.sleep(0.05)
    raise TimeoutError(port)
