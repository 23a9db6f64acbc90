"""The language of pages: by the address, by Accept-Language, and what that does to caches."""

import html
import json
import re
from urllib.parse import unquote_plus

import pytest

import icu
from daemon import TOP
from figures import matches
from http_client import get

TABLES = {
    path.stem: json.loads(path.read_text(encoding="utf-8"))
    for path in (TOP / "static/messages").glob("*.json")
}


def say(language, key):
    return next(section[key] for section in TABLES[language].values() if key in section)


def page(daemon, target, languages=None, **more):
    headers = {} if languages is None else {"accept_language": languages}
    return get(daemon.http, target, **headers, **more)


def language_of(reply):
    declared = re.search(rb'<html lang="([^"]+)" dir="ltr">', reply.body)[1].decode()
    assert reply.headers["content-language"] == declared
    return declared


@pytest.mark.parametrize("language", sorted(TABLES))
@pytest.mark.parametrize("target", ["/", "/?query=heart", "/?browse=category", "/U+2764"])
def test_every_page_speaks_every_language(daemon, target, language):
    reply = page(daemon, target, f"{language}-XX, en;q=0.5")
    assert reply.status == 200 and language_of(reply) == language
    assert say(language, "field.label").encode() in reply.body
    assert not re.search(rb"\{[a-z]+\}|\{\{", reply.body)  # nothing is left to fill in


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        (None, "en"),
        ("", "en"),
        ("*", "en"),
        ("tlh", "en"),
        ("de", "de"),
        ("de-AT", "de"),
        ("DE-at;q=0.5, fr;q=0.4", "de"),
        ("en;q=0.3, ja;q=0.9", "ja"),
        ("zh-Hant-TW, en;q=0.8", "zh"),
        ("fr;q=0, es;q=0.1", "es"),
        ("pt-BR, es-419;q=0.8", "es"),
        ("de;q=2, fr", "fr"),
        ("ar;q=x", "en"),
        ('"><script>alert(1)</script>', "en"),
        ("de" * 2000, "en"),
    ],
)
def test_which_language_a_header_asks_for(daemon, sent, expected):
    reply = page(daemon, "/?query=cat", sent)
    assert reply.status == 200 and language_of(reply) == expected
    assert b"<script>alert" not in reply.body


@pytest.mark.parametrize(
    ("lang", "expected"),
    [("de", "de"), ("de-CH,fr", "de"), ("", "en"), ("tlh", "en"), ("tlh,fr", "fr"), ("..%2F..", "en"),
     ("%22%3E%3Cscript%3E", "en")],
)  # fmt: skip
def test_the_address_comes_first(daemon, lang, expected):
    for target in (f"/?query=cat&lang={lang}", f"/U+2764?lang={lang}"):
        reply = page(daemon, target, "ja")
        assert reply.status == 200 and language_of(reply) == expected
        assert "accept-language" not in reply.headers["vary"].lower()


@pytest.mark.parametrize("language", sorted(TABLES))
def test_scripts_go_by_their_names_in_the_language(daemon, language):
    """CLDR's, where it has one; what leads to them is Unicode's name in any language."""
    body = html.unescape(page(daemon, f"/?browse=script&lang={language}").body.decode())
    shown = dict(re.findall(r'<a href="\?query=script%3A([^"&]+)[^"]*"><bdi>[^<]*</bdi> <span>([^<]*)</span>', body))
    shown = {unquote_plus(value).strip('"'): name for value, name in shown.items()}
    codes = {row["name"]: row["code"] for row in get(daemon.http, "/api/v1/scripts").json()["scripts"]}
    assert shown.keys() == codes.keys() and len(shown) > 150
    named = 0
    for value, name in shown.items():
        own = say(language, f"script.{value.lower()}") if value in ("Common", "Inherited") else None
        cldr = icu.script_name(codes[value], language) if language != "en" else None
        expected = own or cldr or value
        named += expected != value
        assert name == expected[:1].upper() + expected[1:], value
    assert named == 0 if language == "en" else named > 60


def test_a_character_has_its_script_in_the_language(daemon):
    for language, name in (("de", "Griechisch"), ("fr", "grec"), ("ja", "ギリシャ文字"), ("en", "Greek")):
        body = page(daemon, f"/U+03B1?lang={language}").body.decode()
        assert re.search(rf'<a href="\./\?query=script%3AGreek[^"]*">{name}</a>', body), language
    about = get(daemon.http, "/api/v1/characters/U+03B1", accept_language="de").json()
    assert about["script"] == "Greek"  # programs get names of Unicode


def test_what_differs_by_the_header_says_so(daemon):
    for target in ("/", "/?query=cat", "/U+2764"):
        german, english = page(daemon, target, "de"), page(daemon, target, "en")
        for reply in (german, english):
            assert "Accept-Language" in reply.headers["vary"]
        assert german.headers["etag"] != english.headers["etag"]
        other = page(daemon, target, "de-AT,de;q=0.9,tlh;q=0.2", if_none_match=german.headers["etag"])
        assert other.status == 304 and "Accept-Language" in other.headers["vary"]
        assert page(daemon, target, "en", if_none_match=german.headers["etag"]).status == 200


def test_programs_get_the_same_in_every_language(daemon):
    for target in (
        "/api/v1/search?q=heart", "/search?q=heart", "/api/v1/characters/U+2764", "/api/v1/blocks",
        "/api/v1/suggest?q=hea", "/opensearch.xml",
    ):  # fmt: skip
        german, english = page(daemon, target, "de"), page(daemon, target, "en")
        assert german.body == english.body and german.headers["etag"] == english.headers["etag"]
        assert "accept-language" not in german.headers["vary"].lower()
        assert "content-language" not in german.headers


def test_the_daemons_own_cache_keeps_languages_apart(daemon):
    for _ in range(3):
        for language in ("de", "fr", "en", "ja"):
            assert language_of(page(daemon, "/?query=kept+apart", language)) == language


def test_an_error_speaks_the_language(daemon):
    reply = page(daemon, "/nowhere", "fr", accept="text/html")
    assert reply.status == 404 and say("fr", "problem.404").encode() in reply.body.replace(b"&#39;", b"'")
    reply = page(daemon, "/?query=cat&offset=x&lang=de", "fr", accept="text/html")
    assert reply.status == 422 and say("de", "problem.422").encode() in reply.body
    assert page(daemon, "/nowhere", "fr").headers["content-type"] == "application/problem+json"


def test_numbers_are_grouped_as_the_language_does(daemon):
    english = f"{matches('cjk'):,}"
    for language, mark in (("en", ","), ("de", "."), ("es", "."), ("fr", "\u202f"), ("ja", ",")):
        body = page(daemon, "/?query=cjk&scope=name", language).body.decode()
        grouped = re.escape(english.replace(",", mark))
        assert re.search(rf'<p id="status">[^<]*{grouped}', body), language


def test_scripts_get_two_parts_of_each_table(daemon):
    body = page(daemon, "/", "fr").body.decode()
    path = "/" + re.search(r'"(static/[^"]+/messages/fr\.json)"', body)[1]
    for address, section in ((path, "first"), (path.replace(".json", ".later.json"), "later")):
        reply = page(daemon, address)
        assert reply.headers["content-type"] == "application/json"
        assert "immutable" in reply.headers["cache-control"]
        sent = json.loads(reply.body)
        assert [sent.pop(key) for key in TABLES["fr"][section]] == list(TABLES["fr"][section].values())
        assert all(key.startswith("script.") for key in sent)
        assert (len(sent) > 60) == (section == "later")
    assert page(daemon, path.replace("fr.json", "xx.json")).status == 404
