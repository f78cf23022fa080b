"""The command that makes a country as files."""

import argparse

import pytest

from renjian_world import cli


def parsed(*arguments):
    parser = argparse.ArgumentParser()
    cli.add_to(parser.add_subparsers(required=True))
    return parser.parse_args(["world", *arguments])


def test_the_command_writes_the_files_and_names_them(tmp_path, capsys):
    arguments = parsed("make", "--seed", "7", "--out", str(tmp_path / "new"))
    assert arguments.run(arguments) == 0
    named = capsys.readouterr().out.split()
    assert sorted(named) == sorted(str(path) for path in (tmp_path / "new").rglob("*.*"))


def test_the_command_has_a_usual_size_and_seed(tmp_path):
    arguments = parsed("make", "--out", str(tmp_path))
    assert (arguments.scale, arguments.seed) == (1, 102)


@pytest.mark.parametrize("scale", ["0", "-1", "viel", "1.5"])
def test_the_command_refuses_a_size_that_is_none(tmp_path, scale, capsys):
    with pytest.raises(SystemExit):
        parsed("make", "--scale", scale, "--out", str(tmp_path))
    assert "--scale" in capsys.readouterr().err


def test_the_command_says_when_it_cannot_write(tmp_path):
    taken = tmp_path / "taken"
    taken.write_text("a file")
    arguments = parsed("make", "--out", str(taken))
    with pytest.raises(SystemExit, match=r"cannot write .*Choose another folder"):
        arguments.run(arguments)
