#ifndef CHARFINDER_SERVER_BASE_LIMITS_H
#define CHARFINDER_SERVER_BASE_LIMITS_H

/*
 * Every maximum of the daemon, with its unit and its reason. What an operator may want to
 * change has its default in settings.c and its range there.
 */

enum {
    /* Reactors. One an online CPU serves best; more than 16 only share the accepting one. */
    LIMIT_REACTORS = 16,

    /* Connections of one reactor, telnet and HTTP each: slots of a pool that is allocated at the
     * start, so the number bounds memory and descriptors. */
    LIMIT_SESSIONS = 65536,
    LIMIT_HTTP_CONNECTIONS = 65536,

    /* Bytes of a telnet line without its end, and of a query anywhere. QUERY_MAX_SIZE agrees. */
    LIMIT_LINE = 1024,

    /* Bytes of a telnet reply that are prepared at once: the slice after which others have their
     * turn, and all the memory that a reply of any length takes. */
    LIMIT_SEND = 32 * 1024,

    /* Bytes of a request target and of all header fields. Beyond: 414 and 431. */
    LIMIT_TARGET = 8 * 1024,
    LIMIT_HEADERS = 16 * 1024,

    /* Results of one page of /api/v1/search. */
    LIMIT_PAGE = 1000,
    LIMIT_PAGE_DEFAULT = 50,

    /* Results on the page that the server renders. */
    LIMIT_RENDERED = 100,

    /* Bytes of results of searches that are cached, for a search that is repeated and for the next
     * page, in all reactors together. One by relevance takes some 5 KB. */
    LIMIT_SEARCHES = 4 * 1024 * 1024,

    /* Bytes of HTTP responses that are cached, in all reactors together: some 1,500 pages of 50
     * results. A response of more than an eighth of a reactor's share is not cached. */
    LIMIT_RESPONSES = 16 * 1024 * 1024,

    /* Bytes of a configuration file: larger is no configuration but a mistake. */
    LIMIT_CONFIG_FILE = 64 * 1024,

    /* Bytes of one line of the log. */
    LIMIT_LOG_LINE = 2048,
};

#endif
