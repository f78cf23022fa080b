"""Practice files: only what the folder lists, and only in practice mode."""

import pytest

import make
from pages import read, status_of
from renjian_site.kit import samples


@pytest.fixture
def folder(settings, tmp_path):
    settings.SAMPLES = tmp_path / "practice"
    (settings.SAMPLES / "country").mkdir(parents=True)
    for name in ("b.csv", "a.csv", "country/people.csv"):
        (settings.SAMPLES / name).write_text(name)
    (tmp_path / "secret.txt").write_text("secret")
    return settings.SAMPLES


def test_the_files_of_the_folder_are_listed_in_order_without_folders(folder):
    assert samples.names() == ["a.csv", "b.csv"]


def test_the_list_can_be_narrowed_by_how_names_begin(folder):
    assert samples.names("b") == ["b.csv"]


@pytest.mark.parametrize(
    "name", ["../secret.txt", "country/people.csv", "country", "", ".", "c.csv", "a.csv/", "A.CSV"]
)
def test_no_name_from_outside_becomes_a_path(folder, name):
    assert samples.path_of(name) is None


def test_outside_practice_there_are_no_samples(folder, settings):
    settings.PRACTICE = False
    assert samples.names() == []
    assert samples.path_of("a.csv") is None


def test_without_the_folder_there_are_no_samples(settings, tmp_path):
    settings.SAMPLES = tmp_path / "none"
    assert samples.names() == []


@pytest.mark.django_db
def test_a_clerk_downloads_a_listed_file(folder):
    response = make.sign_in("clerk1").get("/registers/samples/a.csv")
    assert b"".join(response.streaming_content) == b"a.csv"
    assert response.headers["Content-Disposition"] == 'attachment; filename="a.csv"'


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["c.csv", "..%2Fsecret.txt", "country%2Fpeople.csv", "country"])
def test_any_other_name_is_not_found(folder, name):
    assert status_of(make.sign_in("clerk1"), f"/registers/samples/{name}") == 404


@pytest.mark.django_db
def test_the_upload_page_offers_the_reports_and_nothing_else(folder):
    (folder / "certificates.csv").write_text("")
    text = read(make.sign_in("clerk1"), "/registers/uploads/")
    assert "/registers/samples/certificates.csv" in text
    assert "a.csv" not in text


@pytest.mark.django_db
def test_outside_practice_no_page_offers_samples(settings):
    clerk = make.sign_in("clerk1")
    settings.PRACTICE = False
    assert "/registers/samples/" not in read(clerk, "/registers/uploads/")
    assert status_of(clerk, "/registers/samples/certificates.csv") == 404
