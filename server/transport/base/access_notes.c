/*
 * From a request to an entry of the access log. Without an access log it costs a comparison.
 *
 * A target without what is personal: the part before "?"; of a route that looks up what follows its
 * path, the route's path alone. Where no route has answered (the request was refused, or its client has
 * left), the same of the route that it may have been for, and nothing that is escaped or not ASCII either:
 * a client may have escaped the "?", or a character may have been looked up.
 */

#include "server/transport/base/access_notes.h"

#include <stdio.h>
#include <string.h>

#include "index/base/buffer.h"
#include "index/base/repr.h"
#include "server/answers/http/routes.h"
#include "server/base/clock.h"
#include "server/base/log.h"
#include "server/transport/base/peer.h"

/* The client's address: its name without brackets and port; "" for a local socket. */
static void note_client(const struct access_notes *notes, char client[static ACCESS_CLIENT_SIZE],
                        int socket)
{
    char name[PEER_TEXT_SIZE], *address = name, *end;

    clients_name(notes->clients, socket, name);
    end = strncmp(name, "unix:", 5) == 0 ? NULL : strrchr(name, ':'); /* a path is a client's */
    if (!end)
        address = end = name;
    if (*address == '[') {
        address++;
        end = strchr(address, ']');
    }
    if (!end)
        end = address;
    (void)snprintf(client, ACCESS_CLIENT_SIZE, "%.*s", (int)(end - address), address);
}

static bool is_kept(const struct access_notes *notes)
{
    return notes && notes->log;
}

static void add(const struct access_notes *notes, struct access_entry *entry)
{
    entry->time = clock_wall();
    counter_add(access_log_add(notes->log, notes->reactor, entry)
                    ? &notes->counters->access_lines
                    : &notes->counters->access_dropped,
                1);
}

void access_note_reply(const struct access_notes *notes, struct request_account *account,
                       int socket, const char *method, const char *target)
{
    if (log_wants(LOG_LEVEL_DEBUG)) {
        char peer[PEER_TEXT_SIZE];

        clients_name(notes ? notes->clients : NULL, socket, peer);
        log_debug("From %s: %s %s", peer, method, target);
        log_debug("  To %s: status %u.", peer, account->status);
    }
    if (!is_kept(notes))
        return;
    if (!account->client[0])
        note_client(notes, account->client, socket);
    (void)snprintf(account->method, sizeof account->method, "%s", method);
}

/* Bytes of the target that cannot be what somebody looks up, unless a route does that with its path. */
static size_t plain_size(const char *target)
{
    size_t size = 0;

    while ((unsigned char)target[size] < 0x80 && !strchr("?%", target[size]))
        size++;
    return size;
}

/* The path of the route that looks something up, and that the target may be for; NULL: there is none. It
 * may begin after a host, or after the path of a site. */
static const char *asked_path(const char *target, size_t size)
{
    for (size_t at = 0; at < size; at++) {
        const struct slice rest = {.bytes = target + at, .size = size - at};
        const struct route *route = target[at] == '/' ? route_find(rest, rest.size) : NULL;

        if (route && route_asks(route))
            return route->path;
    }
    return NULL;
}

static void note_target(const struct access_notes *notes, unsigned route, const char *target,
                        struct access_entry *entry)
{
    const char *path = route_path(route);
    const size_t plain = plain_size(target);
    const char *asked = path ? route_asks(&routes[route]) ? path : NULL : asked_path(target, plain);

    entry->target = target;
    entry->target_size = strlen(target);
    if (notes->queries)
        return;
    entry->target = asked ? asked : target;
    entry->target_size = asked ? strlen(asked) : path ? strcspn(target, "?") : plain;
}

void access_note_request(const struct access_notes *notes, const struct request_account *account,
                         int socket, const char *target, uint64_t microseconds)
{
    struct access_entry entry = {
        .cached = account->cached,
        .old = account->old,
        .status = account->status,
        .microseconds = microseconds,
        .bytes = account->sent,
    };

    if (!is_kept(notes) || !target)
        return;
    if (account->method[0]) {
        memcpy(entry.client, account->client, sizeof entry.client);
        memcpy(entry.method, account->method, sizeof entry.method);
    } else { /* it has no reply, or one that was written to the socket at once */
        note_client(notes, entry.client, socket);
        memcpy(entry.method, "-", 2);
    }
    note_target(notes, account->route, target, &entry);
    add(notes, &entry);
}

static void debug_query(const struct clients *clients, int socket, const char *query, size_t size,
                        uint32_t results)
{
    struct buffer text = BUFFER_INIT;
    char peer[PEER_TEXT_SIZE];

    clients_name(clients, socket, peer);
    repr_append(&text, query, size);
    log_debug("From %s: %.*s", peer, (int)text.size, text.bytes ? text.bytes : "");
    log_debug("  To %s: %u results.", peer, results);
    buffer_release(&text);
}

void access_note_query(const struct access_notes *notes, int socket, const char *query, size_t size,
                       uint32_t results, uint64_t microseconds)
{
    struct access_entry entry = {
        .telnet = true,
        .results = results,
        .microseconds = microseconds,
        .target_size = size,
    };

    if (log_wants(LOG_LEVEL_DEBUG))
        debug_query(notes ? notes->clients : NULL, socket, query, size, results);
    if (!is_kept(notes))
        return;
    if (notes->queries)
        entry.target = query;
    note_client(notes, entry.client, socket);
    add(notes, &entry);
}
