"""What 10,000 tries on one account cost everybody else: `python benchmarks/sign_in.py`.

A throw-away database with the practice country, served as `./run up` does and in earnest. An
officer reads a page again and again, first alone, then while callers try passwords on one account
as fast as they are answered, and at last while as many callers read the page of signing in, which
is what the same traffic costs without any password. The rounds are taken in turn.
"""

import argparse
import statistics
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable

from browsers import Browser
from sites import practice_site, serving
from timing import seconds_of

TRIES = 10_000
ATTACKERS = 2
ROUNDS = 12
PAGES = 25  # of the officer, in each round and kind
LIMIT = 1.2  # of the officer's wait beside the attack, as a share of that beside as many looks
ACCOUNT, ATTACKED, PASSWORD = "330110.officer1", "330110.head", "碧水青山 in 2027"
SET_PASSWORDS = f"""
import django; django.setup()
from renjian_site.kit.scope import see_everything
from renjian_site.authorities.models import Person
see_everything()
for account in ("{ACCOUNT}", "{ATTACKED}"):
    person = Person.objects.get(account=account)
    person.set_password("{PASSWORD}")
    person.save()
"""


def officer(port: int) -> Browser:
    """An officer who has signed in."""
    found = Browser(port)
    found.submit("/sign-in/", login=ACCOUNT, password=PASSWORD)
    return found


class Callers:
    """Callers who do something again and again, beside the officer."""

    def __init__(self, port: int, number: int, act: Callable[[Browser], int]) -> None:
        self.answers = Counter[int]()
        self._is_over = threading.Event()
        self._act = act
        self._threads = [threading.Thread(target=self._go, args=(port,)) for _ in range(number)]

    def _go(self, port: int) -> None:
        browser = Browser(port)
        browser.ask("GET", "/sign-in/")
        while not self._is_over.is_set():
            status = self._act(browser)
            self.answers[status] += 1

    def __enter__(self) -> "Callers":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._is_over.set()
        for thread in self._threads:
            thread.join()


def attack(browser: Browser) -> int:
    """One try on the account that is attacked."""
    return browser.ask("POST", "/sign-in/", {"login": ATTACKED, "password": "wrong"})[0]


def look(browser: Browser) -> int:
    """One look at the page of signing in."""
    return browser.ask("GET", "/sign-in/")[0]


def seconds_of_a_page(reader: Browser) -> float:
    """How long the officer waits for a page."""
    return seconds_of(lambda: reader.get("/inspections/"))[0]


def measure(port: int, rounds: int, tries: int) -> tuple[dict[str, list[float]], Counter[int]]:
    """The officer's waits, by what goes on beside; and what the attackers were answered."""
    reader, answers = officer(port), Counter[int]()
    found: dict[str, list[float]] = {
        "alone": [],
        "beside the attack": [],
        "beside as many looks": [],
    }
    for _round in range(rounds):
        found["alone"] += [seconds_of_a_page(reader) for _ in range(PAGES)]
        for name, act in (("beside the attack", attack), ("beside as many looks", look)):
            with Callers(port, ATTACKERS, act) as callers:
                found[name] += [seconds_of_a_page(reader) for _ in range(PAGES)]
            if act is attack:
                answers.update(callers.answers)
    # The rest of the tries, without anybody beside: all of them must be answered.
    left = tries - answers.total()
    browser = Browser(port)
    browser.ask("GET", "/sign-in/")
    began = time.perf_counter()
    for _ in range(left):
        answers[attack(browser)] += 1
    if left > 0:
        print(f"one try after another: {left / (time.perf_counter() - began):.0f} /s")
    return found, answers


def main() -> int:
    """Print the officer's wait, alone and beside the attack, and what the attackers were answered."""
    parser = argparse.ArgumentParser(description="What tries on one account cost the others")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--tries", type=int, default=TRIES, help="at least so many tries in all")
    options = parser.parse_args()
    with practice_site() as site:
        site.run(sys.executable, "-c", SET_PASSWORDS)
        in_earnest = {
            **site.environment,
            "RENJIAN_PRACTICE": "0",
            "RENJIAN_PRACTICE_COUNTRY_STAYS": "1",
            "RENJIAN_SECOND_FACTOR": "",
        }
        with serving(in_earnest) as (port, _process):
            found, answers = measure(port, options.rounds, options.tries)
    print(f"answers to the tries: {dict(sorted(answers.items()))}")
    alone = statistics.median(found["alone"])
    print(f"{'the page of an officer':<28}{'median':>9}{'p95':>9}{'ratio':>8}")
    for name, waits in found.items():
        median, high = statistics.median(waits), statistics.quantiles(waits, n=20)[-1]
        print(f"{name:<28}{median * 1000:>6.1f} ms{high * 1000:>6.1f} ms{median / alone:>8.2f}")
    looks = statistics.median(found["beside as many looks"])
    ratio = statistics.median(found["beside the attack"]) / looks
    print(f"the attack beside as many looks: {ratio:.2f}; at most {LIMIT} is wanted")
    return int(ratio > LIMIT)


if __name__ == "__main__":
    sys.exit(main())
