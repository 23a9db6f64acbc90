"""HTTP by hand: requests as raw bytes, responses parsed strictly."""

import http.client
import json
import socket
from dataclasses import dataclass

from daemon import PATIENCE


@dataclass
class Response:
    status: int
    headers: dict  # names in lower case
    body: bytes

    def json(self):
        return json.loads(self.body)


def get(port, target, method="GET", **headers):
    """Sends a well-formed request on a new connection. Headers: if_none_match=…"""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, target, headers=named)
        reply = connection.getresponse()
        fields = {name.lower(): value for name, value in reply.getheaders()}
        return Response(reply.status, fields, reply.read())
    finally:
        connection.close()


def connect(port):
    return socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)


def receive_all(connection):
    """Everything until the connection is closed or reset."""
    received = bytearray()
    try:
        while piece := connection.recv(1 << 16):
            received += piece
    except ConnectionResetError:
        pass
    return bytes(received)


def exchange(port, request):
    """Sends raw bytes and returns everything until the server closes the connection."""
    with connect(port) as connection:
        connection.sendall(request)
        return receive_all(connection)


def take_chunks(data):
    """Parses a chunked body: (body, rest)."""
    body = bytearray()
    while True:
        size, data = data.split(b"\r\n", 1)
        length = int(size, 16)
        body += data[:length]
        assert data[length : length + 2] == b"\r\n"
        data = data[length + 2 :]
        if length == 0:
            return bytes(body), data


def take_response(data, method="GET"):
    """Parses the first response: (response, rest)."""
    head, data = data.split(b"\r\n\r\n", 1)
    line, *fields = head.decode("ascii").split("\r\n")
    version, status, _ = line.split(" ", 2)
    assert version == "HTTP/1.1"
    headers = {}
    for field in fields:
        name, value = field.split(":", 1)
        headers[name.lower()] = value.strip()
    if method == "HEAD" or status in ("304", "204"):
        return Response(int(status), headers, b""), data
    if headers.get("transfer-encoding") == "chunked":
        body, data = take_chunks(data)
        return Response(int(status), headers, body), data
    length = int(headers["content-length"])
    assert len(data) >= length, f"only {len(data)} bytes of a body of {length}"
    return Response(int(status), headers, data[:length]), data[length:]


def take_responses(data):
    responses = []
    while data:
        response, data = take_response(data)
        responses.append(response)
    return responses
