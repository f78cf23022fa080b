"""A whole site as its own processes: migrated, with the practice country, granian and a worker."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from renjian_site.kit.boot.programmes import web_server
from renjian_site.kit.role_names import Roles

PATIENCE = 30  # seconds until the site must answer
RENJIAN = str(Path(sys.executable).parent / "renjian")
MATTERS = Path(__file__).with_name("make_matters.py")
Matters = dict[str, int | str]


@dataclass
class Site:
    """A running site; ``web`` and ``worker`` may be killed and started again."""

    address: str
    environment: dict[str, str]
    web: subprocess.Popen[bytes]
    worker: subprocess.Popen[bytes]

    def start_web(self) -> None:
        """Serve on the same port as before."""
        self.web = subprocess.Popen(_serve(self.address), env=self.environment)
        wait_for(f"{self.address}/healthz")

    def start_worker(self) -> None:
        """Work on deferred jobs."""
        self.worker = subprocess.Popen(*_work(), env=_for_worker(self.environment))


@contextmanager
def running_site(database: str, folder: Path) -> Iterator[Site]:
    """Set up an empty database and serve it until the end of the block."""
    address = f"http://127.0.0.1:{free_port()}"
    environment = {
        **os.environ,
        "DATABASE_URL": database,
        "RENJIAN_VAR": str(folder),
        "RENJIAN_PRACTICE": "1",
        "RENJIAN_SECRET_KEY": "only for one run of the tests, never anywhere else",
        "DJANGO_SETTINGS_MODULE": "renjian_site.settings.web",
    }
    subprocess.run([sys.executable, RENJIAN, "migrate"], env=environment, check=True)
    environment["RENJIAN_DATABASE_ROLE"] = Roles.app
    subprocess.run([sys.executable, RENJIAN, "world", "load"], env=environment, check=True)
    web = subprocess.Popen(_serve(address), env=environment)
    worker = subprocess.Popen(*_work(), env=_for_worker(environment))
    site = Site(address, environment, web, worker)
    try:
        wait_for(f"{address}/healthz")
        yield site
    finally:
        for process in (site.web, site.worker):
            process.terminate()
            process.wait(PATIENCE)


def made_in(site: Site) -> Matters:
    """Make a matter of every kind on a running site; what the addresses of their pages take."""
    done = subprocess.run(
        [sys.executable, str(MATTERS)],
        env=_for_worker(site.environment),
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    made: Matters = json.loads(done.stdout.splitlines()[-1])
    return made


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    return port


def wait_for(address: str) -> None:
    """Ask until the site answers."""
    for _ in range(PATIENCE * 10):
        try:
            with urllib.request.urlopen(address):
                return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.1)
    raise TimeoutError(f"{address} did not answer in {PATIENCE} s")


def _serve(address: str) -> tuple[str, ...]:
    return web_server(int(address.rpartition(":")[2]), workers=1)


def _work() -> tuple[list[str]]:
    return ([sys.executable, RENJIAN, "worker"],)


def _for_worker(environment: dict[str, str]) -> dict[str, str]:
    return {**environment, "DJANGO_SETTINGS_MODULE": "renjian_site.settings.worker"}
