"""Walking through pages as a browser does, and reading a refusal as a program does."""

import re

from django.http import HttpResponse
from django.test import Client

HAN = re.compile("[\u4e00-\u9fff]")


def read(client: Client, address: str) -> str:
    """The text of a page that is shown."""
    response = client.get(address)
    assert response.status_code == 200, (address, response.status_code)
    return response.content.decode()


def press(client: Client, address: str, **fields: object) -> str:
    """Submit a form and read the page it leads to."""
    response = client.post(address, fields, follow=True)
    text = response.content.decode()
    assert response.status_code == 200, (address, response.status_code, text)
    return text


def why_not(client: Client, address: str, **fields: object) -> list[str]:
    """The codes of the reasons for which a form is refused."""
    response = client.post(address, fields, headers={"accept": "application/json"})
    return codes_of(response)


def codes_of(response: HttpResponse) -> list[str]:
    """The codes of a refusal that was answered to a program."""
    assert response.status_code == 409, response.status_code
    return [why["code"] for why in response.json()["reasons"]]


def status_of(client: Client, address: str, *, by: str = "get", **fields: object) -> int:
    """Only whether a page is there."""
    return int(getattr(client, by)(address, fields).status_code)


def chinese_in(text: str) -> list[str]:
    """The lines of a page that hold Chinese outside marked law text and names of our own."""
    text = re.sub(r'<(\w+)[^>]* lang="zh-Hans"[^>]*>.*?</\1>', "", text, flags=re.DOTALL)
    return [line for line in text.splitlines() if HAN.search(line)]
