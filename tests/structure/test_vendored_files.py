"""The browser files shipped with the site are the ones that were fetched, and load nothing else."""

import shutil

import pytest
import vendor


@pytest.fixture
def copied(tmp_path):
    return shutil.copytree(vendor.VENDOR, tmp_path / "vendor")


def test_the_vendored_files_are_unaltered():
    assert list(vendor.problems()) == []


def test_the_manifest_names_every_package_with_its_licence():
    text = (vendor.VENDOR / vendor.MANIFEST).read_text("utf-8")
    for package in vendor.PACKAGES:
        assert f'name = "{package.name}"\nversion = "{package.version}"' in text
        assert (vendor.VENDOR / package.licence_file).stat().st_size > 300


def test_an_altered_file_is_found(copied):
    (copied / "htmx.min.js").write_text("alert(1)")
    assert list(vendor.problems(copied)) == [
        "htmx.min.js was altered after it was fetched: run tools/vendor.py"
    ]


def test_a_missing_and_an_unlisted_file_are_found(copied):
    (copied / "htmx.min.js").rename(copied / "other.js")
    told = list(vendor.problems(copied))
    assert [line.split()[0] for line in told] == ["other.js", "htmx.min.js"]


@pytest.mark.parametrize(
    "rule", ["@import 'https://a.example/b.css';", "a{background:url(//a.example/b.png)}"]
)
def test_a_style_that_loads_from_elsewhere_is_found(copied, rule):
    manifest = copied / vendor.MANIFEST
    style = copied / "tabler.min.css"
    before = vendor.sha256(style)
    style.write_text(rule, encoding="utf-8")
    manifest.write_text(manifest.read_text("utf-8").replace(before, vendor.sha256(style)))
    assert list(vendor.problems(copied)) == [
        "tabler.min.css loads from another server: choose a version that does not"
    ]


def test_a_link_to_a_source_map_is_cut():
    style = b"a{b:c}\n/*# sourceMappingURL=tabler.min.css.map */"
    assert vendor.SOURCE_MAP.sub(b"\n", style) == b"a{b:c}\n"
