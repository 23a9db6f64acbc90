#ifndef CHARFINDER_SERVER_TRANSPORT_HTTP_HTTP_DATE_H
#define CHARFINDER_SERVER_TRANSPORT_HTTP_HTTP_DATE_H

#include <stdint.h>

/*
 * The time as a reply's Date says it (RFC 9110, section 5.6.7): "Sun, 06 Nov 1994 08:49:37 GMT". It is
 * written once a second, because a calendar takes longer than everything else in the head of a reply.
 */

enum { HTTP_DATE_SIZE = 29 }; /* bytes, always */

/* Zeroed memory is none yet. */
struct http_date {
    uint64_t second; /* since 1970 */
    char text[HTTP_DATE_SIZE + 1];
};

/* `milliseconds` since 1970, of a year before 10000. */
void http_date_set(struct http_date *date, uint64_t milliseconds);

#endif
