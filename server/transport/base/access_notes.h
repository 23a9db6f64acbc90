#ifndef CHARFINDER_SERVER_TRANSPORT_BASE_ACCESS_NOTES_H
#define CHARFINDER_SERVER_TRANSPORT_BASE_ACCESS_NOTES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "server/access/access_log.h"
#include "server/answers/counters.h"
#include "server/transport/base/clients.h"

/*
 * What one reactor tells the access log, and the log at the level "debug". What people look up is
 * personal: the access log has it only if the configuration says so.
 */

/* NULL, as in tests of modules that answer: there is no access log. */
struct access_notes {
    struct access_log *log; /* NULL: there is none */
    unsigned reactor;
    bool queries; /* are to be in it */
    struct counters *counters;
    const struct clients *clients; /* NULL: the peers */
};

/* What becomes of a request, for counters and the access log. */
struct request_account {
    uint64_t begun;                  /* microseconds, by turns.h */
    uint64_t received;               /* bytes of its head, once that is complete */
    uint64_t sent;                   /* bytes of the reply's body that were given to the library */
    unsigned status;                 /* of the reply; 0: there is none yet */
    unsigned route;                  /* that has made it (counters.h) */
    bool old;                        /* HTTP/1.0 */
    bool direct;                     /* it was written to the socket past the library */
    bool cached;                     /* it came from the response cache */
    char client[ACCESS_CLIENT_SIZE]; /* for the access log, where there is one */
    char method[ACCESS_METHOD_SIZE]; /* the same; "": there is no reply yet */
};

/* A request has this reply: notes the method and the client, which are gone when the reply has been sent.
 * The account has a client already if a trusted proxy has named one in a field of the request. */
void access_note_reply(const struct access_notes *notes, struct request_account *account,
                       int socket, const char *method, const char *target);
/* The request has ended, after that time. Without a target (NULL: memory ran out for it) nothing is noted. */
void access_note_request(const struct access_notes *notes, const struct request_account *account,
                         int socket, const char *target, uint64_t microseconds);

/* A telnet query has been answered. */
void access_note_query(const struct access_notes *notes, int socket, const char *query, size_t size,
                       uint32_t results, uint64_t microseconds);

#endif
