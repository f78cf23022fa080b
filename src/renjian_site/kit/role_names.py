"""What the roles in the database are called: starting up asks before there is any Django."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Roles:
    """The names of the three roles that own nothing; ``kit.roles`` makes them."""

    app: str = "renjian_app"
    sweep: str = "renjian_sweep"
    public: str = "renjian_public"
