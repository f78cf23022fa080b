"""Look for traces of one machine in the files of the project.

A lock file or a note that names a registry's host, or a path of the machine where it was written,
works there and nowhere else, and tells strangers about that machine.
"""

import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
# Each name is broken by a tilde, so that this file does not name it itself.
BROKEN = (
    *("py~pi.org", "python~hosted", "npm~js", "debian~.org", "tuna.tsing~hua", "ali~yun"),
    *("/wo~rk/", "/ro~ot/", "/fa~rm/", "/tm~p/w/", "/ho~me/"),
)
TRACE = re.compile("|".join(re.escape(part.replace("~", "")) for part in BROKEN), re.IGNORECASE)
# Machine paths are looked for as whole paths, not inside an address such as /a/work/b.
INSIDE = re.compile(r"[\w.)}>-]$")


def project_files(root: Path = ROOT) -> list[Path]:
    """Every file that is kept under version control, or would be by ``git add``."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=root, check=True, capture_output=True, text=True).stdout
    return [path for name in listed.split("\0") if name and (path := root / name).is_file()]


def traces_in(paths: Iterable[Path], root: Path = ROOT) -> Iterator[str]:
    """One line for each trace, with its place."""
    for path in paths:
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        for match in TRACE.finditer(text):
            before = text[max(0, match.start() - 1) : match.start()]
            if match[0].startswith("/") and INSIDE.search(before):
                continue
            line = text.count("\n", 0, match.start()) + 1
            yield f"{path.relative_to(root)}:{line}: {match[0]}"


def main() -> None:
    """Print each trace; fail when there is one."""
    if found := list(traces_in(project_files())):
        sys.exit("\n".join(found))
    print("no host names, no machine paths")


if __name__ == "__main__":
    main()
