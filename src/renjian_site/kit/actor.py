"""Who acts: one person, in one post, for one authority or certification body."""

from dataclasses import dataclass

from renjian.authorities.levels import Level
from renjian.authorities.posts import Role


@dataclass(frozen=True)
class Unit:
    """The authority an actor works for."""

    pk: int
    code: str
    name: str
    short_name: str
    path: str
    level: Level
    acts_for: "Unit | None" = None  # who set up a station, branch or brigade (PROC 9.1)

    @property
    def decides_as(self) -> "Unit":
        """The authority whose name stands on decisions: this one, or that in whose name it acts."""
        return self.acts_for.decides_as if self.acts_for else self


@dataclass(frozen=True)
class Actor:
    """A person in a post. Officers have a unit, clerks of certification bodies a body."""

    account: str
    name: str
    role: Role
    person_id: int
    post_id: int
    unit: Unit | None = None
    body: str = ""
    title: str = ""
    key: str = ""  # the prefix of the API key by which a program acts for this person
    for_name: str = ""  # for whom this person stands in, where the post is a delegated one (代理)

    @property
    def stream(self) -> str:
        """The ledger that this actor's acts go to."""
        if self.unit:
            return self.unit.code
        return f"body:{self.body}" if self.body else "system"

    @property
    def authority(self) -> Unit:
        """The unit of an officer; a clerk has none."""
        if self.unit is None:
            raise LookupError(f"{self.account} works for no authority")
        return self.unit

    @property
    def level(self) -> Level | None:
        """How high the actor's authority stands."""
        return self.unit.level if self.unit else None


SYSTEM = Actor("system", "系统", Role.SYSTEM, person_id=0, post_id=0)
"""The site itself, for acts that no person does: setting up, and what follows by rule."""
