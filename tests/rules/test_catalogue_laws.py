from datetime import date

import pytest

import make_law as make
from renjian.catalogue import laws
from renjian.catalogue.validity import Mark, NotInForce, in_force, latest


@pytest.mark.parametrize(
    ("name", "article", "words"),
    [
        ("REG", "59.1.2", "《中华人民共和国认证认可条例》第五十九条第一款第（二）项"),
        ("REG", "61", "《中华人民共和国认证认可条例》第六十一条"),
        ("PROC", "18.1", "《市场监督管理行政处罚程序规定》第十八条第一款"),
        ("PROC", "82(5)", "《市场监督管理行政处罚程序规定》第八十二条第（五）项"),
        ("PPL", "", "《中华人民共和国行政处罚法》"),
        (
            "N102",
            "二(一)",
            "《市场监管总局关于加强认证监管工作的通知》（国市监认证〔2019〕102号）第二部分第（一）项",
        ),
    ],
)
def test_a_decision_cites_title_article_paragraph_and_item(name, article, words):
    assert laws.cite(name, article) == words


@pytest.mark.parametrize(
    ("name", "article", "words"),
    [
        ("REG", "59.1.2", "《认证认可条例》第五十九条第一款第（二）项"),
        ("PPL", "36", "《行政处罚法》第三十六条"),
        ("N102", "二(三)", "国市监认证〔2019〕102号第二部分第（三）项"),
        ("N102", "三", "国市监认证〔2019〕102号第三部分"),
        ("DR38", "", "国市监信〔2019〕38号"),
    ],
)
def test_a_list_cites_by_short_title_or_number(name, article, words):
    assert laws.short_cite(name, article) == words


def test_the_clauses_of_a_reason_become_one_line():
    line = "国市监认证〔2019〕102号第二部分第（三）项；《市场监督管理行政处罚程序规定》第七条"
    assert laws.cited("N102 二(三); PROC 7") == line
    assert laws.cited("") == ""


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "零"),
        (1, "一"),
        (10, "十"),
        (11, "十一"),
        (20, "二十"),
        (36, "三十六"),
        (100, "一百"),
        (101, "一百零一"),
        (110, "一百一十"),
        (111, "一百一十一"),
        (229, "二百二十九"),
    ],
)
def test_numbers_are_written_as_articles_are_counted(number, words):
    assert laws.in_words(number) == words


def test_every_number_below_a_thousand_has_words_of_its_own():
    assert len({laws.in_words(number) for number in range(1000)}) == 1000


@pytest.mark.parametrize("article", ["59.?", "59.", "59.1.2.3", "disciplinary rules", "(1)"])
def test_what_is_no_article_number_is_refused(article):
    with pytest.raises(ValueError, match="no article number"):
        laws.cite("REG", article)


def test_an_article_whose_number_is_not_known_is_cited_as_such():
    assert laws.short_cite("CBM", "?") == "《认证机构管理办法》（条号待确认）"


def test_a_part_of_a_notice_is_no_number():
    with pytest.raises(ValueError, match="no part of a notice"):
        laws.cite("N102", "2.1")


def test_an_unknown_instrument_is_a_mistake():
    with pytest.raises(LookupError, match="XYZ"):
        laws.cite("XYZ", "1")


@pytest.mark.parametrize("source", laws.sources().values(), ids=lambda source: source.id)
def test_every_instrument_is_named_in_both_languages_and_its_texts_are_in_order(source):
    assert source.title and source.title_en and source.kind
    starts = [version.from_on for version in source.versions]
    assert starts == sorted(set(starts))


@pytest.mark.parametrize(
    ("day", "start"),
    [
        (date(2019, 5, 14), date(2016, 2, 6)),
        (date(2020, 11, 28), date(2016, 2, 6)),
        (date(2020, 11, 29), date(2020, 11, 29)),
        (date(2023, 7, 19), date(2020, 11, 29)),
        (date(2026, 11, 2), date(2023, 7, 20)),
    ],
)
def test_the_text_in_force_is_the_one_of_the_day(day, start):
    assert laws.source("REG").version_on(day).from_on == start


def test_the_start_of_the_regulations_of_2023_is_to_be_confirmed():
    version = laws.source("REG").version_on(make.DAY)
    assert version.start_mark is Mark.UNSURE
    assert "2023-08-21" in version.note


def test_before_its_first_text_an_instrument_is_not_in_force():
    with pytest.raises(NotInForce, match="N102"):
        laws.source("N102").version_on(date(2019, 5, 13))


@pytest.mark.parametrize(
    ("clause", "national"),
    [
        ("CCCR 43.6", True),
        ("CBM 37", True),
        ("CBM 39", False),
        ("REG 61", False),
        ("PROC 7", False),
    ],
)
def test_rules_that_name_the_national_authority_alone(clause, national):
    assert laws.rests_on_national_only(clause) is national


def test_the_value_in_force_is_the_latest_begun_whatever_the_order():
    versions = laws.source("REG").versions
    backwards = tuple(reversed(versions))
    assert latest(backwards, make.DAY) == latest(versions, make.DAY) == versions[-1]
    assert latest(versions, date(2003, 1, 1)) is None
    assert in_force("REG", backwards, date(2021, 1, 1)).from_on == date(2020, 11, 29)
