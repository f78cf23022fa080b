"""Makes `.venv` and installs the hash-locked requirements; runs on the system's own Python.

Only the standard library may be imported here: nothing else is there yet.
"""

import fcntl
import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from renjian_site.kit.boot.installing import (
    base_python,
    has_pip,
    install_lock,
    install_project,
    outcome_of,
)
from renjian_site.kit.boot.places import (
    MEGABYTE,
    PROJECT,
    Places,
    disk_full,
    is_disk_full,
    places_of,
    refuse_full_disk,
    says_disk_full,
)
from renjian_site.kit.boot.terminal import CannotRun, Steps, say, speak_utf8

RUNTIME = "requirements.lock"
DEVELOPMENT = "requirements-dev.lock"
STAMP = "renjian.json"
ROOM_TO_INSTALL = 1500 * MEGABYTE
STEPS = {"up": 7, "test": 4, "lint": 2, "renjian": 2, "psql": 2}
LOCKS = {"test": DEVELOPMENT, "lint": DEVELOPMENT}
# Their output is somebody's input: they show no steps unless something must be installed.
QUIET = ("psql", "renjian")
# These look only at what runs: they need no installation, and must not begin one.
ONLY_LOOK = ("down", "status", "reset")
USAGE = """用法 usage:
  ./run up [--port N]              安装、启动并看护 install, start and supervise (Ctrl-C 停止 stops)
  ./run down | status              停止 stop | 查看 look
  ./run psql [ARGS]                打开数据库 open the database
  ./run reset [--yes]              删除全部数据 remove all data
  ./run test [--quick] [ARGS]      运行测试 run the tests
  ./run lint                       检查代码 check the code
  ./run renjian ARGS               运行 renjian 命令 run a renjian command"""


@dataclass(frozen=True)
class Stamp:
    """What `.venv` was made from; a difference means that something must be installed again."""

    project: str  # scripts in .venv name this path: a moved project needs a new one
    lock: str
    lock_hash: str
    project_hash: str


@dataclass(frozen=True)
class Environment:
    """The virtual environment of a project folder."""

    project: Path

    @property
    def folder(self) -> Path:
        """The virtual environment."""
        return self.project / ".venv"

    @property
    def python(self) -> Path:
        """Its Python."""
        return self.folder / "bin" / "python"

    def stamp(self) -> Stamp | None:
        """The stamp of the last complete installation."""
        try:
            return Stamp(**json.loads((self.folder / STAMP).read_text()))
        except (OSError, ValueError, TypeError):
            return None

    def wanted(self, lock: str) -> Stamp:
        """The stamp that an installation of a lock would leave.

        The development lock holds the run-time set too, so an environment for development stays
        one whatever is asked for.
        """
        found = self.stamp()
        if found and found.lock == DEVELOPMENT:
            lock = DEVELOPMENT
        return Stamp(
            str(self.project),
            lock,
            hash_of(self.project / lock),
            hash_of(self.project / "pyproject.toml", self.project / "requirements.in"),
        )

    def is_sound(self) -> bool:
        """Whether its Python still starts, for this path and with the version it was made for."""
        found = self.stamp()
        if found and found.project != str(self.project):
            return False
        ask = "import sys; print('python%d.%d' % sys.version_info[:2])"
        try:
            answer = subprocess.run(
                [str(self.python), "-I", "-c", ask], capture_output=True, text=True, check=False
            )
        except OSError:
            return False
        return answer.returncode == 0 and (self.folder / "lib" / answer.stdout.strip()).is_dir()

    def is_ready(self, lock: str) -> bool:
        """Whether nothing has to be made or installed."""
        return self.is_sound() and self.stamp() == self.wanted(lock)

    def write_stamp(self, stamp: Stamp) -> None:
        """Remember a complete installation."""
        (self.folder / STAMP).write_text(json.dumps(asdict(stamp), indent=1))


def hash_of(*files: Path) -> str:
    """One hash over the text of some files."""
    digest = hashlib.sha256()
    for path in files:
        digest.update(path.read_bytes())
    return digest.hexdigest()


def make_ready(environment: Environment, lock: str, steps: Steps, log: Path) -> None:
    """Make the environment and install what is missing; nothing to do takes no time."""
    with _one_at_a_time(log.parent):
        with steps.step("准备 Python 环境", "make .venv") as remarks:
            if environment.is_sound():
                remarks.append("无变化 unchanged")
            else:
                refuse_full_disk(environment.project, ROOM_TO_INSTALL)
                make(environment)
        with steps.step("安装依赖", "install requirements") as remarks:
            wanted = environment.wanted(lock)
            found = environment.stamp()
            if found == wanted:
                remarks.append("无变化 unchanged")
                return
            locked = (wanted.lock, wanted.lock_hash)
            if found is None or (found.lock, found.lock_hash) != locked:
                remarks.append(
                    install_lock(environment.python, environment.project / wanted.lock, log)
                )
            install_project(environment.python, environment.project, log)
            environment.write_stamp(wanted)


@contextmanager
def _one_at_a_time(folder: Path) -> Iterator[None]:
    """`./run test` beside a starting `./run up` waits until the other has installed."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "install.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("另一个 ./run 正在安装，等待其完成 waiting for another ./run that installs …")
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def make(environment: Environment) -> None:
    """Make an empty virtual environment, with pip of its own where Python has that to give."""
    base = base_python()
    if environment.folder.is_symlink():
        # The link goes and what it leads to stays: it belongs to somebody else.
        environment.folder.unlink()
    command = [base, "-m", "venv", "--clear", str(environment.folder)]
    answer = outcome_of(command)
    if answer.returncode and not says_disk_full(answer.stdout):
        # Debian splits pip's bootstrap off; the system's own pip can install from outside.
        answer = outcome_of([*command, "--without-pip"])
        if not answer.returncode and not has_pip(base):
            raise no_venv()
    if says_disk_full(answer.stdout):
        raise disk_full(environment.project)
    if answer.returncode:
        raise no_venv()


def no_venv() -> CannotRun:
    """The sentence for a Python without venv and without pip."""
    return CannotRun(
        "run.no-venv",
        f"Python（{sys.executable}）缺少 venv 和 pip 模块，无法建立 .venv。请先安装："
        "Debian/Ubuntu：apt install python3-venv；其他系统请安装完整的 Python 3.11 以上版本。",
        f"Python ({sys.executable}) comes without venv and pip, so .venv cannot be made. "
        "On Debian/Ubuntu: apt install python3-venv; elsewhere install a complete Python 3.11+.",
    )


def hand_over(environment: Environment, places: Places, arguments: Sequence[str]) -> int:
    """Go on with the environment's own Python."""
    inherited = {**os.environ, "RENJIAN_VAR": str(places.var)}
    command = [str(environment.python), "-m", "renjian_site.kit.boot", *arguments]
    sys.stdout.flush()
    os.execve(command[0], command, inherited)


def prepare(verb: str, environment: Environment) -> bool:
    """Make ready what a verb needs; False if it only looks and there is nothing to look at."""
    if verb in ONLY_LOOK:
        return environment.stamp() is not None and environment.is_sound()
    lock = LOCKS.get(verb, RUNTIME)
    if verb not in QUIET or not environment.is_ready(lock):
        # The environment is the project's, so its log and lock are too.
        log = Places(PROJECT / "var").log("install")
        make_ready(environment, lock, Steps(STEPS[verb]), log)
    return True


def main(arguments: Sequence[str]) -> int:
    """Make ready what the verb needs, then do it."""
    speak_utf8()
    verb = arguments[0] if arguments else ""
    if verb not in (*STEPS, *ONLY_LOOK):
        say(USAGE)
        return 0 if verb in ("help", "--help", "-h") else 2
    environment = Environment(PROJECT)
    try:
        if prepare(verb, environment):
            return hand_over(environment, places_of(os.environ), arguments)
        say("尚未安装，没有在运行 nothing is installed, nothing is running。")
        return int(verb == "status")
    except CannotRun as refusal:
        say(f"\n{refusal}")
    except OSError as problem:
        if not is_disk_full(problem):
            raise
        say(f"\n{disk_full(PROJECT)}")
    except KeyboardInterrupt:
        say("\n已中断 interrupted。")
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
