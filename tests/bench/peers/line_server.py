"""A peer: the book's Telnet server, on asyncio. Prints its port."""

import asyncio
from unicodedata import name

from words import Index

PROMPT = b"?> "
CRLF = "\r\n"


def reply(index, query):
    found = index.search(query)
    lines = [f"U+{ord(char):04X}\t{char}\t{name(char)}" for char in found]
    matches = {0: "No match", 1: "1 match"}.get(len(found), f"{len(found)} matches")
    return CRLF.join([*lines, f"{matches} for {query!r}", ""]).encode()


async def main():
    index = Index()

    async def serve(reader, writer):
        writer.write(PROMPT)
        while line := await reader.readline():
            writer.write(reply(index, line.decode().strip()) + PROMPT)
            await writer.drain()
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


asyncio.run(main())
