"""`./run up`: the database, the tables, the site, the worker and the practice country."""

import os
import signal
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

import psycopg

from renjian_site.kit.boot import running, schema
from renjian_site.kit.boot.cluster import Cluster, stop_orphan
from renjian_site.kit.boot.databases import (
    ensure_database,
    may_take_role,
    refuse_unfit,
    shown,
)
from renjian_site.kit.boot.home import own_cluster
from renjian_site.kit.boot.places import (
    PROJECT,
    Places,
    disk_full,
    is_disk_full,
    refuse_full_disk,
    says_disk_full,
    secret_key,
    tail,
)
from renjian_site.kit.boot.port import answers, refuse_taken
from renjian_site.kit.boot.programmes import (
    DATABASE,
    OWNER_URL,
    Programmes,
    environment_of_children,
)
from renjian_site.kit.boot.supervise import Programme, Supervisor
from renjian_site.kit.boot.terminal import CannotRun, Steps, say
from renjian_site.kit.boot.translations import compile_catalogues
from renjian_site.kit.role_names import Roles

STEPS = 7
STEPS_BEFORE = 2  # making .venv and installing requirements
FIRST_PAGE_SECONDS = 60.0


class StopAsked(Exception):
    """Ctrl-C, SIGTERM or a closed terminal: not an error."""


@dataclass
class Site:
    """One `./run up` from its first step to its end."""

    places: Places
    port: int
    environment: Mapping[str, str]
    programmes: Programmes = field(default_factory=Programmes)
    steps: Steps = field(default_factory=lambda: Steps(STEPS, STEPS_BEFORE))
    supervisor: Supervisor = field(default_factory=Supervisor)
    is_asked_to_stop: bool = False
    _url: str = ""  # by which the tables are owned
    _site_url: str = ""  # by which the site works
    _role: str = ""

    @property
    def address(self) -> str:
        """Where the site answers."""
        return f"http://127.0.0.1:{self.port}"

    def run(self) -> None:
        """Come up, stay up until asked to stop, leave nothing behind."""
        refuse_full_disk(self.places.var)
        if left := running.end_leftovers(self.places, but="postgres"):
            say(f"已停止上次遗留的进程 stopped what was left behind: {', '.join(left)}")
        refuse_taken(self.port)
        self.supervisor.on_change = self._write_record
        with self._signals():
            try:
                self._come_up()
                self.supervisor.run(lambda: self.is_asked_to_stop)
            except StopAsked:
                pass
            finally:
                self._go_down()

    def _come_up(self) -> None:
        wants_practice = self._step_database()
        self._step_translations()
        self._step_migrate()
        self._step_web()
        self._step_worker()
        say(f"\n认监已启动 Renjian is running: {self.address}    (Ctrl-C 停止 stops it)\n")
        accounts = self._accounts()
        say(accounts)
        if wants_practice:
            self._load_practice(accounts)

    @property
    def _is_practice(self) -> bool:
        return self.environment.get("RENJIAN_PRACTICE", "1") == "1"

    @property
    def _notes(self) -> schema.Notes:
        return schema.Notes(self._url)

    def _step_database(self) -> bool:
        """Boot our own server, or check the one that DATABASE_URL names.

        Say whether the practice country is to be loaded: once, into a database that was empty.
        """
        with self._step("启动数据库", "start PostgreSQL") as remarks:
            foreign = self.environment.get("DATABASE_URL")
            if foreign:
                self._url = self.environment.get(OWNER_URL) or foreign
                self._site_url = foreign
                for url in {foreign, self._url}:
                    refuse_unfit(url)
                remarks.append(f"DATABASE_URL: {shown(foreign)}")
            else:
                self._url = self._boot_own(remarks)
            if self._is_practice and self._notes.applied() is None:
                # Noted before anything else: a start that is broken off is taken up again.
                self._notes.write(schema.PRACTICE, schema.WANTED)
            return self._is_practice and self._notes.read(schema.PRACTICE) == schema.WANTED

    def _boot_own(self, remarks: list[str]) -> str:
        cluster = own_cluster(self.places)
        if stop_orphan(cluster.data_folder):
            remarks.append("已停止遗留的数据库 stopped a server left behind")
        cluster.create()
        self.supervisor.keep(cluster)
        ensure_database(cluster.url("postgres"), DATABASE)
        remarks.append(place_of(cluster, self.places))
        self._site_url = cluster.url(DATABASE, Roles.app)
        return cluster.url(DATABASE)

    def _step_translations(self) -> None:
        with self._step("编译译文", "compile translations") as remarks:
            count = compile_catalogues(PROJECT / "src" / "renjian_site" / "locale")
            remarks.append(f"{count}")

    def _step_migrate(self) -> None:
        with self._step("更新数据表", "migrate") as remarks:
            wanted = schema.fingerprint_of(PROJECT / "src", PROJECT / "requirements.lock")
            if self._notes.is_migrated_for(wanted):
                remarks.append("无变化 unchanged")
            else:
                migrate = self._programme("migrate", self.programmes.migrate)
                if self._run_to_end(migrate):
                    raise failure(
                        "run.migrate", "更新数据表失败", "The migration failed", migrate.log
                    )
                self._notes.note_migrated(wanted)
            self._choose_role(remarks)

    def _choose_role(self, remarks: list[str]) -> None:
        """Let the site work as the role that owns nothing, where the database has it."""
        foreign = self.environment.get("DATABASE_URL")
        # On our own server the role logs in by itself.
        if may_take_role(foreign or self._url):
            self._role = Roles.app
            return
        self._site_url = foreign or self._url
        remarks.append("没有逐行控制 no row security: see docs/operations.md")

    def _step_web(self) -> None:
        with self._step("启动网站", "start the site"):
            web = self._programme("web", self.programmes.web(self.port))
            self.supervisor.keep(web)
            deadline = time.monotonic() + FIRST_PAGE_SECONDS
            while not answers(self.port):
                if web.poll() is not None or time.monotonic() > deadline:
                    raise failure(
                        "run.web-does-not-start",
                        "网站启动失败",
                        "The site did not start",
                        web.log,
                    )
                self._pause()

    def _step_worker(self) -> None:
        with self._step("启动后台任务", "start the worker"):
            self.supervisor.keep(self._programme("worker", self.programmes.worker))

    def _load_practice(self, accounts: str) -> None:
        """Load the practice country beside the running site."""
        began = time.monotonic()

        def when_done(status: int) -> None:
            if status or not self._note_loaded():
                say(
                    f"练习国载入失败，详见 {load.log}；下次 ./run up 时会重新载入。\n"
                    f"The practice country was not loaded, see {load.log}; "
                    "the next ./run up tries again."
                )
                return
            seconds = time.monotonic() - began
            say(f"练习国已载入 the practice country is loaded ({seconds:.1f} s)")
            now = self._accounts()
            if now != accounts:
                say(f"\n{now}")

        load = self._programme("practice", self.programmes.load_practice)
        say("正在载入练习国 loading the practice country …")
        self.supervisor.once(load, when_done)

    def _note_loaded(self) -> bool:
        try:
            self._notes.write(schema.PRACTICE, schema.LOADED)
        except psycopg.OperationalError:
            # The server died just now; it is started again, and the next start loads again.
            return False
        return True

    def _accounts(self) -> str:
        """The accounts that can be tried, as the `renjian` command prints them."""
        lister = self._programme("accounts", self.programmes.accounts)
        lister.log.unlink(missing_ok=True)
        self._run_to_end(lister)
        return tail(lister.log, lines=40)

    def _programme(self, name: str, command: tuple[str, ...]) -> Programme:
        settings = "worker" if name == "worker" else "web"
        is_owner = name == "migrate"
        environment = environment_of_children(
            self.environment,
            self._site_url,
            {
                "DJANGO_SETTINGS_MODULE": f"renjian_site.settings.{settings}",
                "RENJIAN_VAR": str(self.places.var),
                "RENJIAN_PORT": str(self.port),
                "RENJIAN_PRACTICE": "1" if self._is_practice else "0",
                "RENJIAN_SECRET_KEY": self.environment.get("RENJIAN_SECRET_KEY")
                or secret_key(self.places),
                "RENJIAN_DATABASE_ROLE": "" if is_owner else self._role,
                OWNER_URL: self._url if is_owner else "",
            },
            own_server=not self.environment.get("DATABASE_URL"),
        )
        return Programme(name, command, environment, self.places.log(name))

    def _run_to_end(self, programme: Programme) -> int:
        programme.start()
        try:
            while (status := programme.poll()) is None:
                self._pause()
        finally:
            programme.stop()
        return status

    @contextmanager
    def _step(self, chinese: str, english: str) -> Iterator[list[str]]:
        self._stop_if_asked()
        with self.steps.step(chinese, english) as remarks:
            yield remarks

    def _pause(self) -> None:
        self._stop_if_asked()
        time.sleep(0.02)

    def _stop_if_asked(self) -> None:
        if self.is_asked_to_stop:
            raise StopAsked

    @contextmanager
    def _signals(self) -> Iterator[None]:
        numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)

        def ask(number: int, frame: FrameType | None) -> None:
            self.is_asked_to_stop = True

        # What is ignored already stays so: `nohup ./run up &` outlives its terminal.
        heard = [number for number in numbers if signal.getsignal(number) != signal.SIG_IGN]
        before = {number: signal.signal(number, ask) for number in heard}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def _write_record(self) -> None:
        record = running.Record(os.getpid(), self.address, self._url, self.supervisor.identities)
        try:
            running.write_record(self.places, record)
        except OSError as problem:
            # A full disk must not take the supervisor down: it is what recovers from it.
            if not is_disk_full(problem):
                raise

    def _go_down(self) -> None:
        say("\n正在停止 stopping …")
        self.supervisor.stop()
        self.places.record.unlink(missing_ok=True)
        say("已停止 stopped。")


def up(site: Site) -> int:
    """Run the site of a folder unless it runs already."""
    try:
        with running.only_one(site.places):
            site.run()
    except running.AlreadyRunning as other:
        say(str(other))
    return 0


def place_of(cluster: Cluster, places: Places) -> str:
    """A remark on where the data lie when that is not below `var`."""
    version = f"PostgreSQL {cluster.binaries.major}"
    if cluster.home == places.database.resolve():
        return version
    return (
        f"{version}，数据在 data in {cluster.home}"
        f"（数据库账户无法进入 its account cannot enter {places.var}）"
    )


def failure(code: str, chinese: str, english: str, log: Path) -> CannotRun:
    """The sentence for a program of ours that did not do its work."""
    words = tail(log)
    if says_disk_full(words):
        return disk_full(log.parent)
    return CannotRun(
        code,
        f"{chinese}。最后的输出是：\n{words}\n"
        f"请按上面的提示处理后重新运行 ./run up；完整记录在 {log}。",
        f"{english}; see the last words above and {log}, then run ./run up again.",
    )
