"""`./run` in Python: refuses what is too old in a sentence, then goes on in the project's source.

The text keeps to what Python 3.6 understands, so that an old one can say what is wrong.
"""

import os
import runpy
import sys

OLDEST = (3, 11)


def why_not(major: int, minor: int, system: str) -> str:
    """Say what is against this Python or this system; blank if they will do."""
    if (major, minor) < OLDEST:
        return (
            f"Python {major}.{minor} 太旧，需要 3.11 或更高版本。请安装新版本后重新运行 ./run up\n"
            "  Debian、Ubuntu：apt install python3 python3-venv；macOS：brew install python@3.12\n"
            f"Python {major}.{minor} is too old, 3.11 or later is needed. Install it, then run "
            "./run up again."
        )
    if system == "win32":
        return (
            "本系统不能直接在 Windows 上运行。请先执行 wsl --install，"
            "然后在 WSL 中运行 ./run up。\n"
            "On Windows run ./run up inside WSL: wsl --install first."
        )
    return ""


def main() -> None:
    """Go on in the package, which needs nothing but the standard library up to there."""
    refusal = why_not(sys.version_info[0], sys.version_info[1], sys.platform)
    if refusal:
        sys.exit(refusal)
    here = os.path.dirname(os.path.abspath(__file__))
    sys.path.insert(0, os.path.join(here, "src"))
    runpy.run_module("renjian_site.kit.boot.environment", run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
