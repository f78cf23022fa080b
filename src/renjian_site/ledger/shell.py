"""``renjian ledger``: prove the ledger unaltered, or pin it."""

import argparse

from django.utils import timezone

from renjian_site.ledger import streams

FAULT = 1


def add_to(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add ``renjian ledger verify`` and ``renjian ledger checkpoint``."""
    ledger = subparsers.add_parser("ledger", help="台账：核对或者做检查点 check or pin the ledger")
    acts = ledger.add_subparsers(required=True, metavar="ACT")
    verify = acts.add_parser("verify", help="逐条核对，指出第一处改动 name the first altered entry")
    verify.set_defaults(run=_verify)
    checkpoint = acts.add_parser("checkpoint", help="为每本台账做检查点 pin every stream")
    checkpoint.set_defaults(run=_checkpoint)


def _verify(options: argparse.Namespace) -> int:
    """Check every stream and say for each whether it holds."""
    faults = 0
    for found in streams.verify_all():
        fault = found.verdict.fault
        if fault is None:
            print(f"一致 ok       {found.stream}  {found.verdict.size} 条 entries")
        else:
            faults += 1
            print(f"不一致 ALTERED {found.stream}  {fault.text}")
    print("全部一致 the ledger holds" if not faults else f"{faults} 本台账有改动 altered streams")
    return FAULT if faults else 0


def _checkpoint(options: argparse.Namespace) -> int:
    """Pin every stream and print its tree head."""
    for name in streams.names():
        pinned = streams.pin(name, at=timezone.now())
        print(f"{pinned.stream}  {pinned.size}  {pinned.root.hex()}")
    return 0
