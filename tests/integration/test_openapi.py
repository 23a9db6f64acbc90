"""/openapi.json is true: every example in it is requested, and the replies are what it declares.

tests/openapi/run validates the document against OpenAPI 3.1.
"""

import copy
import json
import re
from urllib.parse import quote, urlencode

import pytest
from jsonschema import Draft202012Validator, RefResolver

from daemon import TOP
from http_client import get

TEMPLATE = json.loads((TOP / "static/openapi.json").read_text(encoding="utf-8"))
OPERATIONS = {path: item["get"] for path, item in TEMPLATE["paths"].items()}
COMPONENTS = TEMPLATE["components"]


def resolved(value):
    """What a reference stands for."""
    while "$ref" in value:
        target = TEMPLATE
        for name in value["$ref"].removeprefix("#/").split("/"):
            target = target[name]
        value = target
    return value


def closed(schema):
    """The schema with every object closed: a member that is not described is a mistake here. Clients
    must expect more members in later versions, so the document itself leaves objects open."""
    if isinstance(schema, list):
        return [closed(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    schema = {name: closed(value) for name, value in schema.items()}
    if schema.get("type") == "object" and isinstance(schema.get("properties"), dict):
        schema.setdefault("additionalProperties", False)
    return schema


CLOSED = closed(copy.deepcopy(TEMPLATE))


def check(value, schema):
    Draft202012Validator(closed(schema), resolver=RefResolver("", CLOSED)).validate(value)


def parameters(operation):
    return [resolved(one) for one in operation.get("parameters", ())]


def target_of(path, operation, name):
    """The target of the request that the examples of this name describe."""
    query = []
    for parameter in parameters(operation):
        if name not in parameter.get("examples", {}):
            continue
        value = parameter["examples"][name]["value"]
        if parameter["in"] == "path":
            path = path.replace("{%s}" % parameter["name"], quote(value, safe=""))
        else:
            query.append((parameter["name"], ",".join(value) if isinstance(value, list) else value))
    return f"{path}?{urlencode(query)}" if query else path


def examples():
    for path, operation in OPERATIONS.items():
        for status, response in operation["responses"].items():
            for media, content in resolved(response).get("content", {}).items():
                for name in content.get("examples", ()):
                    yield pytest.param(path, status, media, name, id=f"{path} {name}")


EXAMPLES = list(examples())


def parts(media, body):
    """The values of a body that its schema describes."""
    if media == "application/x-ndjson":
        return [json.loads(line) for line in body.splitlines()]
    if "json" in media:
        return [json.loads(body)]
    return [body.decode("utf-8")]


@pytest.mark.parametrize("path, status, media, name", EXAMPLES)
def test_an_example(daemon, path, status, media, name):
    operation = OPERATIONS[path]
    response = resolved(operation["responses"][status])
    reply = get(daemon.http, target_of(path, operation, name))
    assert (reply.status, reply.headers["content-type"]) == (int(status), media)
    content = response["content"][media]
    declared = {header.lower() for header in response.get("headers", ())}
    assert declared.issuperset(set(reply.headers) & {name.lower() for name in COMPONENTS["headers"]} - {"cache-control"})
    if content["schema"]:
        for value in parts(media, reply.body):
            check(value, content["schema"])
    if "value" in content["examples"][name]:
        shown = content["examples"][name]["value"]
        shown = parts(media, shown.encode()) if isinstance(shown, str) else [shown]
        for value, real in zip(shown, parts(media, reply.body)):
            check(value, content["schema"])
            if isinstance(value, dict) and path != "/openapi.json":
                assert value.keys() == real.keys() - {"notice"}  # of ICU newer than unicode-data


def test_every_operation_and_parameter_has_an_example():
    for path, operation in OPERATIONS.items():
        assert any(example.values[0] == path for example in EXAMPLES), path
        names = {example.values[3] for example in EXAMPLES if example.values[0] == path}
        for parameter in parameters(operation):
            if parameter["in"] == "header" or (path, parameter["name"]) == ("/", "offset"):
                continue
            assert parameter.get("examples"), (path, parameter["name"])
            assert names.issuperset(parameter["examples"]), (path, parameter["name"])


def test_examples_of_parameters_fit_their_schemas():
    for operation in OPERATIONS.values():
        for parameter in parameters(operation):
            for example in parameter.get("examples", {}).values():
                check(example["value"], parameter["schema"])


def test_it_describes_the_routes_that_there_are():
    source = (TOP / "server/answers/http/routes.c").read_text(encoding="utf-8")
    table = re.search(r"const struct route routes\[\] = \{(.*?)\n\};", source, re.DOTALL)[1]
    routes = re.findall(r'^    \{"([^"]+)", ', table, re.MULTILINE)
    assert len(routes) > 15
    begins = [sorted(path.partition("{")[0] for path in paths) for paths in (OPERATIONS, routes)]
    assert begins[0] == begins[1]


def limited():
    for path, operation in OPERATIONS.items():
        for parameter in parameters(operation):
            schema = parameter["schema"]
            if path != "/" and ("enum" in schema or "minimum" in schema or "enum" in schema.get("items", {})):
                yield pytest.param(path, parameter, id=f"{path} {parameter['name']}")


@pytest.mark.parametrize("path, parameter", limited())
def test_what_a_parameter_may_be(daemon, path, parameter):
    name, schema = parameter["name"], parameter["schema"]

    def ask(value):
        return get(daemon.http, f"{path}?{urlencode({'q': 'cat face', name: value})}")

    words = schema.get("enum") or schema.get("items", {}).get("enum")
    # Only streams may have more than a page of rows.
    last = 1000 if (path, name) == ("/api/v1/search", "limit") else schema.get("maximum")
    good = words or [schema["minimum"], last]
    bad = ["", "nonsense", *([words[0].upper()] if words else [schema["minimum"] - 1, last + 1, "1.5"])]
    for value in good:
        assert ask(value).status == 200, value
    for value in bad:
        reply = ask(value)
        assert (reply.status, reply.json()["parameter"]) == (422, name), value
        check(reply.json(), COMPONENTS["schemas"]["Problem"])
    if words:  # the message lists all that there are
        assert set(re.findall(r"\w+", ask("nonsense").json()["detail"])) >= set(words)
    if "default" in schema:
        assert ask(schema["default"]).json() == get(daemon.http, f"{path}?q=cat+face").json()


def test_the_names_of_parameters(daemon):
    detail = get(daemon.http, "/api/v1/search?nonsense=1").json()["detail"]
    known = re.fullmatch(r"Unknown parameter; send only (.*)\.", detail)[1]
    query = [one["name"] for one in parameters(OPERATIONS["/api/v1/search"]) if one["in"] == "query"]
    assert sorted(re.split(", | and ", known)) == sorted(query)


@pytest.mark.parametrize("path", [path for path in OPERATIONS if path != "/.well-known/security.txt"])
def test_refusals_of_every_path(daemon, path):
    operation = OPERATIONS[path]
    name = next((one.values[3] for one in EXAMPLES if one.values[:2] == (path, "200")), None)
    target = target_of(path, operation, name or "missing")
    for status, reply in {
        "405": get(daemon.http, target, method="DELETE"),
        "412": get(daemon.http, target, if_match='"nothing"'),
        "414": get(daemon.http, f"{target}?{'x' * 9000}"),
        "431": get(daemon.http, target, x_long="x" * 9000),
    }.items():
        if status == "412" and not name:
            continue
        assert reply.status == int(status)
        response = resolved(operation["responses"][status])
        ((media, content),) = response["content"].items()
        assert reply.headers["content-type"] == media
        check(reply.json(), content["schema"])
        assert all(header.lower() in reply.headers for header in response.get("headers", ()))
    if name:
        etag = get(daemon.http, target).headers.get("etag")
        assert ("304" in operation["responses"]) == (etag is not None)
        assert etag is None or get(daemon.http, target, if_none_match=etag).status == 304


def test_the_document_is_filled_in(daemon):
    for _ in range(4):  # also from the cache of each reactor
        for target in ("/openapi.json", "/openapi%2Ejson"):
            for host in ("example.org:8443", "localhost"):
                reply = get(daemon.http, target, host=host)
                document = reply.json()
                assert document["servers"] == [{"url": f"http://{host}"}]
    assert document["info"]["version"] == daemon.status()["version"]
    assert reply.headers["access-control-allow-origin"] == "*"
    assert document["paths"] == TEMPLATE["paths"]


def test_wrong_replies_would_be_noticed():
    """Shows that the tests above can fail."""
    brief = {"$ref": "#/components/schemas/Brief"}
    check({"char": "a", "name": "A"}, brief)
    for wrong in ({"char": "a"}, {"char": "a", "name": 1}, {"char": "a", "name": "A", "more": 1}):
        with pytest.raises(Exception, match="is a required|is not of type|Additional"):
            check(wrong, brief)
