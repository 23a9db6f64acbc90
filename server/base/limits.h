#ifndef CHARFINDER_SERVER_BASE_LIMITS_H
#define CHARFINDER_SERVER_BASE_LIMITS_H

/*
 * Every limit of the daemon, with its unit and its reason. A limit that an operator may change has
 * its default and its range in settings.c.
 */

enum {
    /* Reactors. One per online CPU serves best; beyond 16, the one accepting reactor is the bottleneck. */
    LIMIT_REACTORS = 16,

    /* Connections of one reactor, for telnet and HTTP each. Pools are allocated at start-up, so
     * this bounds memory and descriptors. */
    LIMIT_SESSIONS = 65536,
    LIMIT_HTTP_CONNECTIONS = 65536,

    /* Sockets that may be open beyond those that are served: they are on their way between reactors,
     * wait for a PROXY header, or are being closed. */
    LIMIT_SOCKETS_MORE = 8192,

    /* Bytes of a telnet line without its line end, and of every query. QUERY_MAX_SIZE must be
     * equal. */
    LIMIT_LINE = 1024,

    /* Seconds from the first byte of a telnet line to its end. A person who types a character at a
     * time may pause; a client that never ends its line must not hold a session forever. */
    LIMIT_LINE_SECONDS = 60,

    /* Bytes of a telnet reply that are prepared at a time. After each slice other connections get
     * their turn, and a reply of any length takes no more memory than one slice. */
    LIMIT_SEND = 32 * 1024,

    /* Bytes of a request target (414 beyond) and of all header fields (431 beyond). */
    LIMIT_TARGET = 8 * 1024,
    LIMIT_HEADERS = 8 * 1024,

    /* Bytes that libmicrohttpd gets for each HTTP connection, idle ones too: the head of a request,
     * 64 more for each of its fields, cookies once more, and the head of a reply, whose longest values
     * are a query and its languages escaped. It zeroes them twice a request: with 64 connections each
     * KB costs 0.1 µs of CPU time a request, so there is no more than the limits above need. */
    LIMIT_HTTP_POOL = 22 * 1024,

    /* Results per page of /api/v1/search. */
    LIMIT_PAGE = 1000,
    LIMIT_PAGE_DEFAULT = 50,

    /* Results per page that the server renders. */
    LIMIT_RENDERED = 100,

    /* Bytes of cached search results, over all reactors, for repeated searches and next pages. A
     * result by relevance takes about 2 KB. */
    LIMIT_SEARCHES = 16 * 1024 * 1024,

    /* Bytes of cached rows, over all reactors, for pages that share characters. */
    LIMIT_ROWS = 2 * 1024 * 1024,

    /* Bytes of cached HTTP responses, over all reactors: about 1,500 pages of 50 results. A
     * response larger than an eighth of a reactor's share is not cached. */
    LIMIT_RESPONSES = 16 * 1024 * 1024,

    /* Bytes of a configuration file. A larger file is a mistake. */
    LIMIT_CONFIG_FILE = 64 * 1024,

    /* Bytes of one log line. */
    LIMIT_LOG_LINE = 2048,
};

#endif
