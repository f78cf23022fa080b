"""`./run down` and `./run reset`: stop what runs, also what a killed `./run up` left behind."""

import os
import signal
import sys
import time

from renjian_site.kit.boot import running
from renjian_site.kit.boot.home import home_of, remove_data, stop_leftover_server
from renjian_site.kit.boot.places import Places
from renjian_site.kit.boot.terminal import CannotRun, say

STOP_SECONDS = 90.0


def down(places: Places) -> int:
    """Stop the running site, or what is left of one."""
    pid = running.holder(places)
    if pid is not None:
        _stop(pid, places)
        say("已停止 stopped。")
    leftovers = running.end_leftovers(places, but="postgres")
    if stop_leftover_server(places):
        leftovers.append("postgres")
    if leftovers:
        say(f"已停止上次遗留的进程 stopped what was left behind: {', '.join(leftovers)}")
    elif pid is None:
        say("没有在运行 nothing is running。")
    places.record.unlink(missing_ok=True)
    return 0


def _stop(pid: int, places: Places) -> None:
    try:
        os.kill(pid, signal.SIGTERM)
    except PermissionError as problem:
        raise CannotRun(
            "run.stop-another",
            f"正在运行的认监（进程 {pid}）由另一个账户启动，当前账户无权停止。"
            "请用启动它的账户运行 ./run down。",
            f"The running site (pid {pid}) was started by another account. Run ./run down as "
            "that account.",
        ) from problem
    except ProcessLookupError:
        return
    deadline = time.monotonic() + STOP_SECONDS
    while running.holder(places) == pid:
        if time.monotonic() > deadline:
            os.kill(pid, signal.SIGKILL)
            deadline = time.monotonic() + STOP_SECONDS
        time.sleep(0.05)


def reset(places: Places, *, is_confirmed: bool) -> int:
    """Remove the database of `var/pg` and what was uploaded, after asking."""
    what = f"{home_of(places)}、{places.files}"
    if not is_confirmed:
        say(
            f"将删除 {what} 中的全部数据，无法恢复。输入 yes 继续：\n"
            "All data in these folders will be removed for good. Type yes to go on:"
        )
        if sys.stdin.readline().strip().lower() != "yes":
            say("未删除任何数据 nothing was removed。")
            return 1
    down(places)
    with running.only_one(places):
        remove_data(places)
    say(f"已删除 removed: {what}")
    return 0
