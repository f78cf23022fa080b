"""Processes are killed in the middle of acts: what was acknowledged stands, nothing is half done."""

import http.cookiejar
import os
import re
import signal
import subprocess
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator

import psycopg
import pytest

import make
from make_site import RENJIAN, Site, running_site
from renjian_site.kit.boot.cluster import Cluster
from renjian_site.kit.boot.throwaway import throwaway_cluster

pytestmark = pytest.mark.slow
PLANS = 40
BEFORE_THE_KILL = 8


@pytest.fixture(scope="module")
def place(tmp_path_factory) -> Iterator[tuple[Cluster, Site]]:
    """A site on a server that is careful: what it acknowledged is on disk."""
    folder = tmp_path_factory.mktemp("var")
    careful = ("fsync=on", "synchronous_commit=on", "full_page_writes=on")
    with throwaway_cluster(careful) as cluster:
        with psycopg.connect(cluster.url("postgres"), autocommit=True) as connection:
            connection.execute("create database renjian")
        with running_site(cluster.url("renjian"), folder) as site:
            yield cluster, site


class Person:
    """Somebody with a browser that keeps trying."""

    def __init__(self, site: Site, account: str) -> None:
        self.site = site
        jar = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self.opener = urllib.request.build_opener(jar)
        text = self.read(f"/sign-in/?q={account}")
        post = re.search(r'name="post" value="(\d+)"', text.split("查到的账号")[1]).group(1)
        self.send("/sign-in/", {"post": post, **token_of(text)})

    def read(self, path: str) -> str:
        with self.opener.open(self.site.address + path, timeout=30) as answer:
            return answer.read().decode()

    def send(self, path: str, fields: dict[str, str]) -> str:
        body = urllib.parse.urlencode(fields).encode()
        with self.opener.open(self.site.address + path, body, timeout=30) as answer:
            return answer.url

    def plan(self, title: str) -> str:
        """Plan a draw and read its address: only then it is acknowledged."""
        text = self.read("/draws/new/")
        outline = make.outline(title=title)
        fields = {
            "title": title,
            "item_code": outline.item_code,
            "from_on": outline.from_on.isoformat(),
            "to_on": outline.to_on.isoformat(),
            **{f"rate_{letter}": str(rate / 100) for letter, rate in make.RATES.items()},
        }
        key = re.search(r'name="submission" value="([^"]+)"', text).group(1)
        return self.send("/draws/new/", {**fields, **token_of(text), "submission": key})


def token_of(text: str) -> dict[str, str]:
    found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', text)
    return {"csrfmiddlewaretoken": found.group(1)}


def plan_while(site: Site, kill) -> list[str]:
    """Plan draws one after the other, kill something meanwhile, and list what was acknowledged."""
    person, acknowledged = Person(site, "330000.planner"), []
    for number in range(PLANS):
        title = f"计划 {time.time_ns()}"
        try:
            person.plan(title)
            acknowledged.append(title)
        except (urllib.error.URLError, ConnectionError, AttributeError, TimeoutError, OSError):
            time.sleep(0.1)
        if number == BEFORE_THE_KILL:
            threading.Thread(target=kill).start()
    return acknowledged


def check_nothing_is_half_done(cluster: Cluster, site: Site, acknowledged: list[str]) -> None:
    with psycopg.connect(cluster.url("renjian")) as connection:
        titles = [row[0] for row in connection.execute("select title from draws_draw")]
        entries = connection.execute(
            "select count(*) from ledger_entry e join ledger_stream s on s.id = e.stream_id "
            "where s.name like '330000/%' and convert_from(e.body, 'UTF8') like '%draw.planned%'"
        ).fetchone()[0]
    assert set(acknowledged) <= set(titles)
    assert len(titles) == len(set(titles)) == entries
    check = subprocess.run(
        [RENJIAN, "ledger", "verify"], env=site.environment, capture_output=True, check=False
    )
    assert check.returncode == 0, check.stdout.decode()


def test_what_was_acknowledged_stands_after_postgres_is_killed(place):
    cluster, site = place

    def kill() -> None:
        pid = int((cluster.data_folder / "postmaster.pid").read_text().splitlines()[0])
        os.kill(pid, signal.SIGKILL)
        cluster.start()

    acknowledged = plan_while(site, kill)
    assert len(acknowledged) > BEFORE_THE_KILL
    check_nothing_is_half_done(cluster, site, acknowledged)


def status_of(address: str) -> tuple[int, str | None]:
    try:
        with urllib.request.urlopen(address, timeout=30) as answer:
            return answer.status, None
    except urllib.error.HTTPError as refused:
        return refused.code, refused.headers["Retry-After"]


def test_while_postgres_is_down_every_address_says_so_and_then_answers_again(place):
    cluster, site = place
    addresses = [f"{site.address}{path}" for path in ("/", "/healthz", "/public/results.json")]
    person = Person(site, "330000.planner")
    cluster.stop()
    answers = {status_of(address) for address in addresses for _thread in range(4)}
    with pytest.raises(urllib.error.HTTPError) as refused:
        person.read("/inbox/")
    cluster.start()
    assert answers == {(503, "10")}
    assert refused.value.code == 503
    assert "数据库正在恢复" in refused.value.read().decode()
    assert "我的待办" in person.read("/inbox/")


def test_what_was_acknowledged_stands_after_the_web_process_is_killed(place):
    cluster, site = place

    def kill() -> None:
        os.kill(site.web.pid, signal.SIGKILL)
        port = site.address.rpartition(":")[2]
        subprocess.run(["pkill", "-9", "-f", f"port {port}"], check=False)
        site.web.wait()
        site.start_web()

    acknowledged = plan_while(site, kill)
    assert len(acknowledged) > BEFORE_THE_KILL
    check_nothing_is_half_done(cluster, site, acknowledged)
