"""Makers for posts as the rules see them: values without a site."""

from datetime import date, timedelta

from renjian.authorities.appointments import By, Entered, Period, Somebody, Term
from renjian.authorities.posts import PostStage, Role

DAY = date(2027, 3, 1)
PATH = "000000/330000/330100/"
PLACE = "330100"


def period(first: int = 0, last: int | None = None) -> Period:
    """From so many days after the day of the tests to so many, or until further notice."""
    end = None if last is None else DAY + timedelta(days=last)
    return Period(DAY + timedelta(days=first), end)


def term(role: Role, first: int = 0, last: int | None = None, **more: object) -> Term:
    """A post in the city of the tests."""
    values: dict[str, object] = {"place": PLACE, "place_name": "市局", **more}
    return Term(role, period=period(first, last), **values)  # type: ignore[arg-type]  # known keys


def whom(*terms: Term, person_id: int = 7, card: str = "K7", **more: object) -> Somebody:
    """Somebody with these posts."""
    return Somebody(person_id, "甲某", card, terms, **more)  # type: ignore[arg-type]  # known keys


def by(
    role: Role,
    person_id: int = 1,
    path: str = PATH,
    appointed_by: int | None = None,
    **more: object,
) -> By:
    """Who acts."""
    return By(person_id, role, path, appointed_by, **more)  # type: ignore[arg-type]  # known keys


def entered(role: Role = Role.OFFICER, **more: object) -> Entered:
    """A post that waits for its second person."""
    values: dict[str, object] = {
        "person_id": 7,
        "path": PATH,
        "period": period(),
        "stage": PostStage.AWAITING,
        "entered_by": 1,
        **more,
    }
    return Entered(role=role, **values)  # type: ignore[arg-type]  # known keys
