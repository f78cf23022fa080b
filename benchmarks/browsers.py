"""Somebody who opens pages over the wire, on one connection that is kept."""

import http.client
import re
import urllib.parse

import psycopg
from sites import Site

POST_OF = (
    "select p.id from authorities_post p join authorities_person a on a.id = p.person_id"
    " where a.account = %s"
)


class Browser:
    """One connection with its cookies and the token of the form seen last; for one thread."""

    def __init__(self, port: int, headers: dict[str, str] | None = None) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        self.headers = headers or {}
        self.cookies: dict[str, str] = {}
        self.token = ""

    def ask(self, method: str, path: str, form: dict[str, str] | None = None) -> tuple[int, str]:
        """The status of an answer, and its text or the address that it leads to."""
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = {**self.headers, **({"Cookie": cookies} if cookies else {})}
        body = None
        if form is not None:
            body = urllib.parse.urlencode({**form, "csrfmiddlewaretoken": self.token})
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self.connection.request(method, path, body, headers)
        answer = self.connection.getresponse()
        text = answer.read().decode()
        for line in answer.headers.get_all("Set-Cookie", []):
            name, _is, value = line.partition(";")[0].partition("=")
            self.cookies[name] = value
        if found := re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', text):
            self.token = found[1]
        return answer.status, answer.headers.get("Location") or text

    def get(self, path: str) -> str:
        """The text of a page, or of the one that it leads to."""
        return self._followed(path, *self.ask("GET", path))

    def submit(self, path: str, **form: str) -> str:
        """Open the page of a form, submit it, and go where it leads: the text of that page."""
        self.get(path)
        status, found = self.ask("POST", path, form)
        if status != 302:
            raise SystemExit(f"the form of {path} was answered {status}")
        return self._followed(path, status, found)

    def _followed(self, path: str, status: int, found: str) -> str:
        while status == 302:
            if found.startswith("/sign-in/"):
                raise SystemExit(f"{path} asks to sign in")
            status, found = self.ask("GET", found)
        if status != 200:
            raise SystemExit(f"{path} answered {status}")
        return found


def practising(site: Site, port: int, account: str) -> Browser:
    """The browser of somebody who has signed in for practice, without a password."""
    with psycopg.connect(site.owner) as connection:
        row = connection.execute(POST_OF, [account]).fetchone()
    if row is None:
        raise SystemExit(f"nobody has the account {account}")
    browser = Browser(port)
    browser.submit("/sign-in/", post=str(row[0]))
    return browser
