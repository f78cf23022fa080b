"""Parts of a page that only the language decides: rendered once, and never one reader's for another."""

import re

import pytest
from django.conf import settings
from django.template import Context, Engine
from django.templatetags.i18n import TranslateNode
from django.test import Client
from django.utils import translation

import make
from pages import read
from renjian_site.kit.folding import Settled
from renjian_site.registers.models import Certificate

LIBRARIES = {"i18n": "django.templatetags.i18n", "static": "django.templatetags.static"}
READERS = [
    {
        "name": "工作人员登录",
        "page": "portal:home",
        "file": "a.css",
        "pk": 1,
        "rows": [1],
        "open": True,
    },
    {"name": "查证书", "page": "portal:draws", "file": "b.css", "pk": 2, "rows": [], "open": False},
]
SETTLED = "{% translate '检查结果' %} <a href=\"{% url 'portal:home' %}\">{% static 'x.css' %}</a>"
SENTENCES = [
    SETTLED,
    "{% translate name %}{% translate '查证书' %}",
    "{% translate '查证书' as word %}{{ word }}{{ name }}",
    "{% translate '查证书'|cut:name %}",
    "{% url page %}{% url 'portal:draw' pk %}{% url 'portal:draw' pk=pk %}",
    "{% url 'portal:home' as address %}{{ address }}",
    "{% static file %}{% static 'x.css' as style %}{{ style }}",
    "{% if open %}{% translate '检查结果' %}{% else %}{% translate '查证书' %}{% endif %}",
    "{% for row in rows %}{% translate '查证书' %}{{ row }}{% empty %}{% url page %}{% endfor %}",
    "{% block a %}{{ name }}{% block b %}{% translate '检查结果' %}{% endblock %}{% endblock %}",
    "{% blocktranslate %}{{ name }}{% endblocktranslate %}{% translate name %}",
]


def engine(*loader):
    """Django's templates with one of these pages, kept as a loader keeps it."""
    return Engine(loaders=[loader], libraries=LIBRARIES)


def pages_of(source):
    text = "{% load i18n static %}" + source
    inner = [("django.template.loaders.locmem.Loader", {"page.html": text})]
    ours = engine("renjian_site.kit.folding.Loader", inner)
    return ours, engine("django.template.loaders.cached.Loader", inner)


@pytest.mark.parametrize("source", SENTENCES)
def test_each_reader_is_told_what_django_would_tell(source):
    ours, djangos = (each.get_template("page.html") for each in pages_of(source))
    for language in ("zh-hans", "en", "zh-hans", "en"):
        for reader in READERS:
            with translation.override(language):
                assert ours.render(Context(reader)) == djangos.render(Context(reader))


def test_what_only_the_language_decides_is_rendered_once_for_each_language(monkeypatch):
    rendered = []
    as_ever = TranslateNode.render
    monkeypatch.setattr(
        TranslateNode, "render", lambda node, context: rendered.append(1) or as_ever(node, context)
    )
    template = pages_of(SETTLED)[0].get_template("page.html")
    for language in ("zh-hans", "en") * 5:
        with translation.override(language):
            template.render(Context({}))
    assert len(rendered) == 2


def test_no_part_that_names_a_variable_is_settled():
    for source in SENTENCES[1:]:
        template = pages_of(source)[0].get_template("page.html")
        settled = template.nodelist.get_nodes_by_type(Settled)
        tokens = " ".join(each.token.contents for found in settled for each in found.parts)
        assert not re.search(r"\b(name|page|file|pk|as|row)\b", tokens), source


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_whole_pages_are_what_they_would_be(language, settings):
    folded = everything_seen(language)
    options = settings.TEMPLATES[0]["OPTIONS"]
    plain = {key: value for key, value in options.items() if key != "loaders"}
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "APP_DIRS": True, "OPTIONS": plain}]
    assert everything_seen(language) == folded


def everything_seen(language):
    """Pages of the public and of an officer, without what is drawn by lot for each form."""
    number = Certificate.objects.order_by("pk").first().number
    public = ["/", f"/certificate/{number}/", "/public/draws/", "/public/results/", "/documents/"]
    officers = ["/inbox/", "/registers/certificates/", "/draws/", "/draws/new/"]
    anybody, planner = Client(), make.sign_in("330000.planner")
    for browser in (anybody, planner):
        browser.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    texts = [read(anybody, page) for page in public] + [read(planner, page) for page in officers]
    return [re.sub(r'(?:value|data-session)="[^"]{32,}"', "", text) for text in texts]
