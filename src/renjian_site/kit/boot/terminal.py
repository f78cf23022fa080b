"""What `./run` says: steps with their seconds, and refusals with their cure, in both languages."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from renjian.kernel.refusal import Reason, Refused


class CannotRun(Refused):
    """The run layer stops: what happened, to which thing, why, and what to do now.

    It speaks before the catalogues are compiled, so the English half stands beside the Chinese.
    """

    def __init__(self, code: str, chinese: str, english: str) -> None:
        # As a value, not as a template: a path may hold braces.
        super().__init__(Reason(code, "{sentence}", values={"sentence": chinese}))
        self.code = code
        self.english = english

    def __str__(self) -> str:
        return f"{self.reasons[0].text}\n{self.english}"


def speak_utf8() -> None:
    """Keep a terminal with an old character set from stopping the start."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")


def say(line: str) -> None:
    """Print one line at once, also into a pipe."""
    # A terminal that was closed must not keep the site from stopping what it started.
    with suppress(OSError):
        print(line, flush=True)


class Steps:
    """Numbered steps, each printed when it begins and with its seconds when it ends."""

    def __init__(self, total: int, done: int = 0) -> None:
        self.total = total
        self.done = done

    @contextmanager
    def step(self, chinese: str, english: str) -> Iterator[list[str]]:
        """Show one step; remarks appended to the value are printed beside the seconds."""
        self.done += 1
        print(f"[{self.done}/{self.total}] {chinese} {english} … ", end="", flush=True)
        began = time.perf_counter()
        remarks: list[str] = []
        ended = "✗"
        try:
            yield remarks
            ended = f"{time.perf_counter() - began:.1f} s"
        finally:
            say("  ".join([ended, *remarks]))
