"""HTTP as clients use it: routes, paging, caching, invalid requests."""

import datetime
import gzip
import json
import re
import struct
import subprocess
import urllib.parse

import pytest

import icu
from daemon import PATIENCE
from figures import matches, names
from framing_cases import MODERN
from http_client import get

SEARCH = "/api/v1/search?scope=name&sort=codepoint&"


def curl(*arguments):
    """The output of curl for a request."""
    command = ["curl", "--silent", "--show-error", "--noproxy", "*", "--max-time", str(PATIENCE)]
    return subprocess.run([*command, *arguments], check=True, capture_output=True).stdout


def problem(reply, status):
    """The problem document (RFC 9457), which must have a detail."""
    assert reply.status == status, reply
    assert reply.headers["content-type"].startswith("application/problem+json")
    assert reply.headers["cache-control"] == "no-store"
    document = reply.json()
    assert document["status"] == status
    assert len(document["detail"]) > 20
    return document


# What programs ask for by themselves.


def test_the_icon_has_the_sizes_that_it_says(daemon):
    reply = get(daemon.http, "/favicon.ico")
    assert reply.headers["content-type"] == "image/vnd.microsoft.icon"
    reserved, kind, count = struct.unpack_from("<HHH", reply.body)
    assert (reserved, kind, count) == (0, 1, 2)
    for number, expected in enumerate((16, 32)):
        width, height, *_, size, at = struct.unpack_from("<BBBBHHII", reply.body, 6 + 16 * number)
        image = reply.body[at : at + size]
        assert image.startswith(b"\x89PNG\r\n") and image.endswith(b"IEND\xaeB`\x82")
        assert (width, height) == (expected, expected) == struct.unpack_from(">II", image, 16)


def test_crawlers_see_the_start_page_only(daemon):
    lines = get(daemon.http, "/robots.txt").body.decode("ascii").splitlines()
    rules = [line.split(": ") for line in lines if not line.startswith("#")]
    assert rules[0] == ["User-agent", "*"]
    assert ["Allow", "/$"] in rules and ["Disallow", "/"] in rules


def test_security_txt_is_there_by_configuration_and_not_expired(start, warm_state):
    daemon = start(state=warm_state, config={"security_contact": "mailto:security@example.org"})
    fields = dict(
        line.split(": ", 1) for line in get(daemon.http, "/.well-known/security.txt").body.decode().splitlines()
    )
    assert fields["Contact"] == "mailto:security@example.org"
    left = datetime.datetime.fromisoformat(fields["Expires"].replace("Z", "+00:00")) - datetime.datetime.now(
        datetime.timezone.utc
    )
    assert 28 < left.days < 365


def test_without_a_contact_there_is_no_security_txt(daemon):
    problem(get(daemon.http, "/.well-known/security.txt"), 404)


# The book's routes.


def test_curl_finds_ten_cat_faces(daemon, oracle):
    rows = json.loads(curl(f"http://127.0.0.1:{daemon.http}/search?q=cat+face"))
    assert rows == [{"char": chr(c), "name": oracle.names[c]} for c in oracle.search("cat face")]
    assert len(rows) == 10


def test_the_books_search_sends_all_results(daemon, oracle):
    rows = get(daemon.http, "/search?q=cjk").json()
    assert rows == [{"char": chr(c), "name": oracle.names[c]} for c in oracle.search("cjk")]


def test_the_books_search_takes_offset_and_limit(daemon):
    everything = get(daemon.http, "/search?q=digit").json()
    assert get(daemon.http, "/search?q=digit&offset=890&limit=20").json() == everything[890:910]
    assert get(daemon.http, "/search?q=digit&limit=3").json() == everything[:3]
    assert get(daemon.http, "/search?q=digit&offset=1000000").json() == []


def test_the_books_search_without_results(daemon):
    assert get(daemon.http, "/search?q=").json() == []
    assert get(daemon.http, "/search?q=xyzzy").json() == []
    problem(get(daemon.http, "/search"), 422)


# /api/v1/search.


def test_a_page_of_results(daemon):
    reply = get(daemon.http, SEARCH + "q=sun&limit=1")
    assert reply.headers["content-type"].startswith("application/json")
    assert reply.headers["access-control-allow-origin"] == "*"
    page = reply.json()
    assert page["results"] == [
        {
            "char": "☀",
            "codepoint": "U+2600",
            "name": "BLACK SUN WITH RAYS",
            "short_name": "sun",
            "category": "So",
            "block": "Miscellaneous Symbols",
            "script": "Common",
            "age": "1.1",
            "presentation": "emoji",
            "default_presentation": "text",
            "match": "name",
            "matched": {"text": "BLACK SUN WITH RAYS", "ranges": [[6, 9]]},
        }
    ]
    assert page["query"] == "sun"
    assert (page["scope"], page["sort"]) == ("name", "codepoint")
    assert (page["total"], page["offset"], page["limit"]) == (17, 0, 1)
    assert page["generation"] == daemon.status()["generation"]
    assert reply.headers["link"] == f'<{page["next"]}>; rel="next"'


def test_the_last_page_has_no_next(daemon):
    page = get(daemon.http, SEARCH + "q=sun&offset=16&limit=1")
    assert page.json()["next"] is None
    assert len(page.json()["results"]) == 1
    assert "link" not in page.headers


def test_next_walks_through_all_of_a_result_without_skips(daemon, oracle):
    found, target = [], SEARCH + "q=cjk&limit=1000"
    while target:
        page = get(daemon.http, target).json()
        assert page["total"] == matches("cjk")
        assert page["offset"] == len(found)
        found += (int(row["codepoint"][2:], 16) for row in page["results"])
        target = page["next"]
    assert found == oracle.search("cjk")


def test_next_escapes_the_query(daemon):
    query = "☀★&+%#?/ ="
    first = get(daemon.http, SEARCH + "limit=1&q=" + urllib.parse.quote(query)).json()
    second = get(daemon.http, first["next"]).json()
    assert first["query"] == second["query"] == query
    assert [first["results"][0]["char"], second["results"][0]["char"]] == ["☀", "★"]


def test_a_page_of_another_generation_is_a_conflict(daemon):
    problem(get(daemon.http, SEARCH + "q=sun&generation=0123456789abcdef"), 409)


def test_curl_url_encoding(daemon):
    url = f"http://127.0.0.1:{daemon.http}/api/v1/search"
    page = json.loads(curl("--get", "--data-urlencode", "q=☀ ", url))
    assert (page["query"].strip(), page["total"]) == ("☀", 1)


@pytest.mark.parametrize("query", ["a", "cat%20face", "cat+face", "%63at+face", "cat%2C+face"])
def test_queries_are_decoded(daemon, query):
    page = get(daemon.http, SEARCH + "limit=1000&q=" + query).json()
    assert page["query"] == urllib.parse.unquote_plus(query)
    assert page["total"] == len(page["results"]) > 0


@pytest.mark.parametrize(
    "parameters",
    [
        "",
        "limit=3",
        "q=sun&limit=0",
        "q=sun&limit=1001",
        "q=sun&limit=-1",
        "q=sun&limit=",
        "q=sun&limit=1e2",
        "q=sun&limit=99999999999999999999999",
        "q=sun&offset=-1",
        "q=sun&offset=x",
        "q=sun&offset=99999999999999999999999",
        "q=sun&colour=red",
        "q=sun&scope=names",
        "q=sun&scope=",
        "q=sun&sort=best",
        "q=sun&format=xml",
        "q=sun&only_lang=tlh",
        "q=sun&only_lang=en,tlh",
        "q=sun&facets=colour",
        "q=sun&facets=",
        "q=sun&facets=block&format=tsv",
        "q=sun&format=ndjson&limit=0",
        "q=sun&variants=all",
        "q=%22sun",
        "q=sun+block:nowhere",
        "q=sun+age:old",
        "q=U%2B2600..U%2B25FF",
        "q=U%2B110000",
        "q=" + "x" * 1025,
    ],
)
def test_an_invalid_parameter_is_explained(daemon, parameters):
    document = problem(get(daemon.http, "/api/v1/search?" + parameters), 422)
    assert document["parameter"] in parameters or document["parameter"] == "q"


def test_a_query_that_cannot_be_parsed_names_the_place(daemon):
    document = problem(get(daemon.http, "/api/v1/search?q=sun+%22arr"), 422)
    assert (document["column"], document["code"]) == (5, "quote-open")
    assert "key" not in document and "closest" not in document


def test_a_query_that_would_cost_too_much_names_the_place(daemon):
    document = problem(get(daemon.http, "/api/v1/search?q=cat+*a*"), 422)
    assert (document["column"], document["code"]) == (5, "too-expensive")


def test_a_wrong_value_comes_with_its_key_and_the_closest(daemon):
    document = problem(get(daemon.http, "/api/v1/search?q=sun+sc:grekk"), 422)
    assert (document["code"], document["column"]) == ("value-unknown", 8)
    assert (document["key"], document["closest"]) == ("script", "Greek")


def test_a_person_is_told_in_their_language(daemon):
    headers = {"accept": "text/html", "accept_language": "de"}
    body = get(daemon.http, "/api/v1/search?q=sc:grekk", **headers).body.decode()
    assert '<p lang="de">Diesen Wert für script gibt es nicht. Meinen Sie Greek?</p>' in body
    body = get(daemon.http, "/api/v1/search?wrong=1", **headers).body.decode()
    assert '<p lang="en">Unknown parameter' in body


@pytest.mark.parametrize(
    "target",
    [
        "/api/v1/search?q=%",
        "/api/v1/search?q=%2",
        "/api/v1/search?q=%zz",
        "/api/v1/search?q=sun%00moon",
        "/api/v1/search?q=%ff",
        "/api/v1/search?q=%c0%af",
        "/api/v1/search?q=%ed%a0%80",
        "/search?q=%00",
        "/?query=%",
    ],
)
def test_broken_escapes_are_a_bad_request(daemon, target):
    problem(get(daemon.http, target), 400)


@pytest.mark.parametrize("target", ["/%00", "/search%00?q=sun"])
def test_a_nul_in_the_path_is_a_bad_request(daemon, target):
    """libmicrohttpd 1.0.10 refuses it itself, in HTML, and closes."""
    reply = get(daemon.http, target)
    if MODERN and "content-type" not in reply.headers:
        assert (reply.status, reply.headers["connection"]) == (400, "close")
    else:
        problem(reply, 400)


# Scope all, by relevance.


def test_by_default_the_best_match_comes_first(daemon):
    page = get(daemon.http, "/api/v1/search?q=em+dash").json()
    assert (page["scope"], page["sort"], page["limit"]) == ("all", "relevance", 50)
    assert page["results"][0]["char"] == "—"


def test_a_row_tells_what_matched(daemon):
    row = get(daemon.http, "/api/v1/search?q=nbsp&limit=1").json()["results"][0]
    assert (row["codepoint"], row["match"]) == ("U+00A0", "alias")
    assert row["matched"]["text"].casefold() == "nbsp"
    assert row["matched"]["ranges"] == [[0, 4]]


def test_a_flag_is_one_row_with_its_code_points(daemon):
    page = get(daemon.http, "/api/v1/search?q=" + urllib.parse.quote("🇨🇭")).json()
    assert [row["codepoints"] for row in page["results"]] == [["U+1F1E8", "U+1F1ED"]]
    assert page["results"][0]["char"] == "🇨🇭"


def test_variants_are_folded_unless_requested(daemon):
    folded = get(daemon.http, "/api/v1/search?q=waving+hand").json()
    shown = get(daemon.http, "/api/v1/search?q=waving+hand&variants=show").json()
    row = folded["results"][0]
    assert (row["char"], row["variants"]) == ("👋", 5)
    assert shown["total"] >= folded["total"] + 5


def test_a_misspelling_is_corrected_and_reported(daemon):
    page = get(daemon.http, "/api/v1/search?q=sunflowr").json()
    assert (page["query"], page["suggestion"]) == ("sunflowr", "sunflower")
    assert page["results"][0]["char"] == "🌻"
    right = get(daemon.http, "/api/v1/search?q=sunflower").json()
    assert "suggestion" not in right
    assert right["results"] == page["results"]
    assert get(daemon.http, "/search?q=sunflowr").json() == []


def test_facets_count_the_whole_result(daemon):
    target = SEARCH + "q=digit&limit=1&facets=block,category,script,age"
    page = get(daemon.http, target).json()
    assert set(page["facets"]) == {"block", "category", "script", "age"}
    for counts in page["facets"].values():
        assert sum(count["count"] for count in counts) == page["total"] == matches("digit")
    for count in page["facets"]["block"]:
        query = urllib.parse.quote(f'digit block:"{count["value"]}"')
        assert get(daemon.http, SEARCH + "q=" + query).json()["total"] == count["count"]
    assert "facets" not in page["next"]


def test_next_keeps_the_parameters_that_select_rows(daemon):
    target = "/api/v1/search?q=heart&scope=all&sort=codepoint&variants=show&lang=en&limit=7"
    found = []
    while target:
        page = get(daemon.http, target).json()
        found += page["results"]
        target = page["next"]
    lines = get(
        daemon.http,
        "/api/v1/search?q=heart&sort=codepoint&variants=show&lang=en&format=ndjson",
    )
    assert found == [json.loads(line) for line in lines.body.splitlines()]
    assert len(found) == page["total"] > 100


def test_a_table_is_streamed_whole(daemon, oracle):
    reply = get(daemon.http, SEARCH + "q=cjk&format=tsv")
    assert reply.headers["content-type"] == "text/tab-separated-values; charset=utf-8"
    assert reply.headers["x-total-count"] == str(matches("cjk"))
    assert "link" not in reply.headers
    expected = ["codepoint\tchar\tname", *(oracle.row(c) for c in oracle.search("cjk")), ""]
    same = reply.body.decode() == "\n".join(expected)
    assert same, reply.body[:500]


def test_lines_of_json_are_streamed_whole(daemon, oracle):
    reply = get(daemon.http, SEARCH + "q=cjk&format=ndjson")
    assert reply.headers["content-type"] == "application/x-ndjson"
    lines = reply.body.decode().splitlines()
    assert len(lines) == matches("cjk") == int(reply.headers["x-total-count"])
    assert json.loads(lines[-1])["codepoint"] == f"U+{oracle.search('cjk')[-1]:04X}"


def test_a_limited_stream_links_to_the_rest(daemon):
    whole = get(daemon.http, SEARCH + "q=digit&format=ndjson").body
    target, found = SEARCH + "q=digit&format=ndjson&limit=300", b""
    while target:
        reply = get(daemon.http, target)
        found += reply.body
        link = re.fullmatch(r'<(.+)>; rel="next"', reply.headers.get("link", ""))
        target = link and link[1]
    assert found == whole


# One character.


def test_a_character_by_code_point_and_by_itself(daemon):
    first = get(daemon.http, "/api/v1/characters/U+2600")
    second = get(daemon.http, "/api/v1/characters/" + urllib.parse.quote("☀"))
    assert first.status == second.status == 200
    assert first.json() == second.json()
    assert "BLACK SUN WITH RAYS" in first.body.decode()


@pytest.mark.parametrize(
    "what", ["U+0000", "U+D800", "U+FFFF", "U+10FFFF", "U+0378", "%2F", "U+4E00"]
)
def test_every_code_point_has_details(daemon, what):
    reply = get(daemon.http, "/api/v1/characters/" + what)
    assert reply.status == 200, reply
    reply.json()


@pytest.mark.parametrize("what", ["U+110000", "U+", "U+XYZ", "sun", ""])
def test_an_invalid_character_is_explained(daemon, what):
    reply = get(daemon.http, "/api/v1/characters/" + what)
    assert reply.status in (400, 404, 422)
    problem(reply, reply.status)


# For machines.


def test_status(daemon):
    reply = get(daemon.http, "/api/v1/status")
    assert reply.headers["cache-control"] == "no-store"
    document = reply.json()
    assert document["state"] == "ready"
    assert document["progress"] == 100
    assert document["unicode"] == ".".join(map(str, icu.newest()))
    assert document["unicode_data"] == ".".join(map(str, icu.data_version()))
    assert ("notice" in document) == (icu.data_version() != icu.unicode_version())
    assert document["characters"] == len(names())
    sources = {source["name"]: source for source in document["sources"]}
    assert all(source["state"] == "ok" for source in sources.values()), sources
    del sources["ucd"]  # the files of a machine may be newer than its ICU, or not
    of_the_site = sources.pop("site")  # a machine may have tables of names of its own, or none
    assert of_the_site["records"] >= 0
    assert all(source["records"] > 0 for source in sources.values()), sources
    assert {"icu", "emoji", "cldr", "unihan", "names", "compose", "wordnet"} <= set(sources)
    assert document["languages"] == ["en"]
    assert document["documents"] == document["characters"] + 65 + document["sequences"]


def test_healthz(daemon):
    assert get(daemon.http, "/healthz").status == 200


# The page.


def test_the_page_has_a_strict_content_security_policy(daemon):
    reply = get(daemon.http, "/")
    assert reply.status == 200
    assert reply.headers["content-type"] == "text/html; charset=utf-8"
    policy = reply.headers["content-security-policy"]
    assert "default-src 'none'" in policy or "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert reply.headers["x-content-type-options"] == "nosniff"


def test_the_page_shows_results_and_a_link_to_more(daemon):
    text = get(daemon.http, "/?query=digit&scope=name").body.decode()
    assert "DIGIT ZERO" in text
    assert f"{matches('digit')} matches for" in text
    assert "scope=name&amp;offset=100" in text


def test_the_page_reports_a_corrected_spelling(daemon):
    text = get(daemon.http, "/?query=sunflowr").body.decode()
    assert "Showing results for &#39;sunflower&#39;" in text
    assert "SUNFLOWER" in text


def test_the_page_escapes_the_query(daemon):
    for query in ("<script>alert(1)</script>", "\"'><b>x"):
        text = get(daemon.http, "/?query=" + urllib.parse.quote(query)).body.decode()
        assert "<script>alert" not in text
        assert "<b>x" not in text


def test_static_files_are_compressed_on_request(daemon):
    text = get(daemon.http, "/").body.decode()
    path = "/" + re.search(r'"(static/[^"]+\.js)"', text)[1]
    plain, packed = get(daemon.http, path), get(daemon.http, path, accept_encoding="gzip")
    assert plain.status == packed.status == 200
    assert "content-encoding" not in plain.headers
    assert plain.headers["content-type"].startswith("text/javascript")
    assert packed.headers["content-encoding"] == "gzip"
    assert gzip.decompress(packed.body) == plain.body
    assert "accept-encoding" in packed.headers["vary"].lower()
    refused = get(daemon.http, path, accept_encoding="gzip;q=0")
    assert "content-encoding" not in refused.headers


@pytest.mark.parametrize(
    "target",
    [
        "/search?q=arrow",
        "/api/v1/search?q=cjk&format=ndjson&limit=3000",
        "/api/v1/search?q=letter&format=tsv",
        "/api/v1/search?q=arrow&limit=1000",
        "/api/v1/inspect?text=" + "%09" * 1024,
    ],
)
def test_streams_are_compressed_on_request(daemon, target):
    plain, packed = get(daemon.http, target), get(daemon.http, target, accept_encoding="gzip")
    assert plain.status == packed.status == 200
    assert "content-encoding" not in plain.headers
    assert packed.headers["content-encoding"] == "gzip"
    assert gzip.decompress(packed.body) == plain.body
    assert len(packed.body) * 3 < len(plain.body)


@pytest.mark.parametrize(
    "path", ["/static/", "/static/none.js", "/static/../index.html", "/nothing", "//"]
)
def test_not_found(daemon, path):
    problem(get(daemon.http, path), 404)


# Methods and conditions.


@pytest.mark.parametrize(
    "target",
    [
        "/",
        "/?query=sun",
        "/search?q=digit",
        "/search?q=cjk",
        SEARCH + "q=sun",
        SEARCH + "q=cjk&limit=1000",
        SEARCH + "q=sun&format=ndjson",
        SEARCH + "q=sun&format=tsv",
        "/nothing",
    ],
)
def test_head_is_get_without_the_body(daemon, target):
    body, head = get(daemon.http, target), get(daemon.http, target, method="HEAD")
    # Instead of an unsent stream the connection is closed: see server/transport/http/http.c.
    varying = {"date", "content-length", "transfer-encoding", "connection"}
    assert head.status == body.status
    assert head.body == b""
    assert head.headers.keys() - varying == body.headers.keys() - varying
    assert {k: v for k, v in head.headers.items() if k not in varying} == {
        k: v for k, v in body.headers.items() if k not in varying
    }


def test_options_answers_cors(daemon):
    reply = get(daemon.http, SEARCH + "q=sun", method="OPTIONS")
    assert reply.status in (200, 204)
    assert reply.headers["access-control-allow-origin"] == "*"
    assert "GET" in reply.headers["access-control-allow-methods"]


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "BREW"])
def test_other_methods_are_refused(daemon, method):
    reply = get(daemon.http, "/search?q=sun", method=method)
    problem(reply, 405)
    assert {"GET", "HEAD"} <= set(reply.headers["allow"].replace(" ", "").split(","))


@pytest.mark.parametrize("target", ["/?query=sun", "/search?q=sun", SEARCH + "q=sun"])
def test_a_matching_etag_gets_304(daemon, target):
    first = get(daemon.http, target)
    assert daemon.status()["generation"] in first.headers["etag"]
    assert first.headers["cache-control"].startswith("public, max-age=60, stale-while-revalidate=")
    etag = first.headers["etag"]
    for known in (etag, f"W/{etag.removeprefix('W/')}", f'"x", {etag}', "*"):
        again = get(daemon.http, target, if_none_match=known)
        assert (again.status, again.body) == (304, b"")
        assert again.headers["etag"] == first.headers["etag"]
        assert "content-length" not in again.headers
    assert get(daemon.http, target, if_none_match='"another"').status == 200


def test_a_response_with_a_generation_is_immutable(daemon):
    generation = daemon.status()["generation"]
    reply = get(daemon.http, SEARCH + f"q=sun&generation={generation}")
    assert reply.headers["cache-control"] == "public, max-age=31536000, immutable"


def test_a_precondition_that_fails_gets_412(daemon):
    for target in ("/?query=sun", SEARCH + "q=sun", SEARCH + "q=cjk&format=tsv"):
        problem(get(daemon.http, target, if_match='"another"'), 412)
        assert get(daemon.http, target, if_match="*").status == 200
    problem(get(daemon.http, SEARCH + "q=%22sun", if_match='"another"'), 422)


@pytest.mark.parametrize("target", [SEARCH + "q=cjk&format=ndjson", "/search?q=cjk"])
def test_a_stream_has_no_ranges(daemon, target):
    whole = get(daemon.http, target)
    part = get(daemon.http, target, range="bytes=0-9", if_range=whole.headers["etag"])
    assert (part.status, part.body) == (200, whole.body)
    assert whole.headers["accept-ranges"] == part.headers["accept-ranges"] == "none"
    assert get(daemon.http, target, method="HEAD").headers["accept-ranges"] == "none"


def test_an_error_does_not_get_304(daemon):
    etag = get(daemon.http, SEARCH + "q=sun").headers["etag"]
    problem(get(daemon.http, "/api/v1/search?limit=x&q=sun", if_none_match=etag), 422)
