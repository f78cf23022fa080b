"""Jobs are deferred by name, in the transaction of the command that wants them."""

from procrastinate.contrib.django import app


def defer(task: str, *, lock: str, **arguments: int | str) -> int:
    """Queue a task of some slice, e.g. ``defer("registers.check", lock="body:7", upload=3)``.

    Jobs with the same ``lock`` run one after the other. Returns the number of the job.
    """
    name = "renjian_site.{}.tasks.{}".format(*task.split("."))
    return app.configure_task(name=name, lock=lock).defer(**arguments)
