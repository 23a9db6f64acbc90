"""The page in a browser without JavaScript."""

import os
import re
import subprocess
import urllib.parse

from daemon import PATIENCE
from http_client import get


def w3m(daemon, target, *options):
    command = ["w3m", "-no-proxy", "-dump", "-cols", "132", "-I", "UTF-8", "-O", "UTF-8", *options]
    environment = {**os.environ, "LC_ALL": "C.UTF-8", "TERM": "dumb"}
    url = f"http://127.0.0.1:{daemon.http}{target}"
    done = subprocess.run(
        [*command, url], check=True, capture_output=True, timeout=PATIENCE, env=environment
    )
    return done.stdout.decode("utf-8")


def rows(text):
    return re.findall(r"U\+[0-9A-F]{4,6}", text)


def next_target(daemon, target):
    """The target of the page's link to more results."""
    text = get(daemon.http, target).body.decode()
    link = re.search(r'<a\b[^>]*rel="next"[^>]*>', text)
    if not link:
        return None
    href = re.search(r'href="([^"]+)"', link[0])[1].replace("&amp;", "&")
    return urllib.parse.urljoin(target, href)


def test_a_person_with_w3m_finds_cat_faces(daemon):
    text = w3m(daemon, "/?query=cat+face&scope=name")
    assert len(set(rows(text))) == 10
    assert "😸" in text
    assert "GRINNING CAT FACE WITH SMILING EYES" in text
    assert "10 matches for 'cat face'" in text


def test_following_next_shows_all_digits_once(daemon, oracle):
    seen, target = [], "/?query=digit&scope=name"
    while target:
        found = list(dict.fromkeys(rows(w3m(daemon, target))))
        assert found
        seen += found
        target = next_target(daemon, target)
    assert sorted(seen, key=lambda point: int(point[2:], 16)) == [
        f"U+{c:04X}" for c in oracle.search("digit")
    ]


def test_the_page_searches_scope_all(daemon):
    assert "U+00A0 No-break space" in re.sub(r"\s+", " ", w3m(daemon, "/?query=nbsp"))
    assert "No match for 'nbsp'" in w3m(daemon, "/?query=nbsp&scope=name")


def test_a_flag_is_shown_with_its_code_points(daemon):
    assert "U+1F1E8 U+1F1ED" in w3m(daemon, "/?query=flag+switzerland")


def test_a_misspelling_is_corrected_and_reported(daemon):
    text = w3m(daemon, "/?query=sunflowr")
    assert "Showing results for 'sunflower'" in text
    assert "SUNFLOWER" in text


def test_the_form_keeps_the_query(daemon):
    assert "cat face" in w3m(daemon, "/?query=cat+face")


def test_without_a_query_and_without_results(daemon):
    assert not re.search(r"match", w3m(daemon, "/"))
    assert "No match for 'xyzzy'" in w3m(daemon, "/?query=xyzzy")


def test_a_query_that_cannot_be_parsed_is_explained(daemon):
    text = w3m(daemon, "/?query=sun+%22arr")
    assert "Column 5" in text
    assert not rows(text)


def test_a_character_has_a_page(daemon):
    text = w3m(daemon, "/" + urllib.parse.quote("♥"))
    assert "BLACK HEART SUIT" in text
    assert re.search(r"Compose key\s+Compose < 3", text)
    assert re.search(r"Alt code\s+Alt 3", text)


def test_a_wrong_address_has_a_way_out(daemon):
    text = w3m(daemon, "/sunflower")
    assert "Search for sunflower" in text
    assert "{" not in text
