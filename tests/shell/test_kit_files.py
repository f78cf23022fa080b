"""Files kept by the hash of their content."""

import hashlib

import pytest

from renjian_site.kit.files import keep, path_of, read


def kept_files(folder):
    return [path for path in folder.rglob("*") if path.is_file()]


def test_a_file_is_found_by_the_hash_of_its_content(files):
    stored = keep([b"first ", b"second"])
    assert stored.sha256 == hashlib.sha256(b"first second").hexdigest()
    assert stored.size == 12
    assert read(stored.sha256) == b"first second"


def test_the_same_content_lies_in_the_store_once(files):
    assert keep([b"same"]) == keep([b"sa", b"me"])
    assert len(kept_files(files)) == 1


def test_other_content_does_not_touch_what_is_kept(files):
    first = keep([b"one"])
    keep([b"two"])
    assert read(first.sha256) == b"one"
    assert len(kept_files(files)) == 2


def test_an_empty_file_can_be_kept(files):
    assert read(keep([]).sha256) == b""


def test_a_file_that_breaks_off_has_no_name_in_the_store(files):
    def broken():
        yield b"half"
        raise OSError("the line went dead")

    with pytest.raises(OSError, match="went dead"):
        keep(broken())
    assert not [path for path in kept_files(files) if len(path.name) == 64]


def test_a_file_that_breaks_off_is_cleared_away(files):
    def broken():
        yield b"half"
        raise OSError("the line went dead")

    with pytest.raises(OSError, match="went dead"):
        keep(broken())
    assert kept_files(files) == []


@pytest.mark.parametrize(
    "name",
    [
        "",
        "../../etc/passwd",
        "a" * 63,
        "a" * 65,
        "A" * 64,
        "g" * 64,
        "/" + "a" * 63,
        "../" + "a" * 61,
        "a" * 63 + "\n",
        "a" * 63 + "\x00",
    ],
)
def test_no_other_name_becomes_a_path(files, name):
    with pytest.raises(ValueError, match="is no SHA-256"):
        path_of(name)


def test_every_path_lies_inside_the_store(files):
    assert path_of("ab" * 32).is_relative_to(files)


def test_a_hash_that_nobody_kept_is_not_found(files):
    with pytest.raises(FileNotFoundError):
        read("0" * 64)
