/*
 * The configuration decides which services there are, and systemd, if it passes sockets for a service,
 * where that service listens: an operator who enables a socket unit does not want the default ports as well.
 */

#include "server/listeners.h"

#include <errno.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

#include "server/base/log.h"

enum {
    TRIES_MAX = 50,   /* a second for each address */
    TRY_AFTER_MS = 20 /* milliseconds */
};

_Static_assert((int)LISTENERS_MAX >=
                   (int)SERVICE_SOCKETS_MAX + (int)LISTENER_SERVICES * (int)CONFIG_ADDRESSES_MAX,
               "space for every listener");

/* The options of the address in the configuration that the socket has, if there is one. */
static void inherit_options(struct listener *listener, const struct config_addresses *addresses)
{
    for (size_t i = 0; i < addresses->count; i++)
        if (endpoint_overlaps(&listener->bound, &addresses->list[i]))
            listener->bound.proxy_protocol = addresses->list[i].proxy_protocol;
}

static int adopt(struct listeners *listeners, const struct config *config,
                 const struct service_socket *passed, struct reason *reason)
{
    const struct config_addresses *addresses = passed->telnet ? &config->telnet : &config->http;
    struct listener *listener = &listeners->list[listeners->count];
    int r;

    if (addresses->count == 0) {
        log_notice("Not serving %s on a socket from systemd: disabled by the configuration",
                   passed->telnet ? "telnet" : "HTTP");
        (void)close(passed->socket);
        return 0;
    }
    r = listener_adopt(listener, passed->telnet ? LISTENER_TELNET : LISTENER_HTTP, passed->socket,
                       reason);
    if (r == 0) {
        inherit_options(listener, addresses);
        listeners->count++;
    }
    return r;
}

/* A daemon that was killed listens on: the kernel takes its rings apart after the process has ended, and they
 * hold its sockets for up to 0.1 s (measured, on two idle cores). Who starts the next one at once should not
 * be told that the address is in use. The lock of a Unix socket's folder passes as well. */
static int open_patiently(struct listener *listener, enum listener_service service,
                          const struct config_address *address, struct reason *reason)
{
    const struct timespec pause = {.tv_nsec = TRY_AFTER_MS * 1000L * 1000};
    int r = listener_open(listener, service, address, reason);

    for (int i = 0; i < TRIES_MAX && (r == -EADDRINUSE || r == -EWOULDBLOCK); i++) {
        (void)nanosleep(&pause, NULL);
        r = listener_open(listener, service, address, reason);
    }
    return r;
}

static int open_service(struct listeners *listeners, enum listener_service service,
                        const struct config_addresses *addresses, struct reason *reason)
{
    int r = 0;

    for (size_t i = 0; i < listeners->count; i++)
        if (listeners->list[i].service == service)
            return 0;
    for (size_t i = 0; r == 0 && i < addresses->count; i++) {
        r = open_patiently(&listeners->list[listeners->count], service, &addresses->list[i],
                           reason);
        if (r == 0)
            listeners->count++;
    }
    return r;
}

int listeners_open(struct listeners *listeners, const struct config *config,
                   const struct service_socket *passed, size_t count, struct reason *reason)
{
    int r = 0;

    for (size_t i = 0; r == 0 && i < count; i++)
        r = adopt(listeners, config, &passed[i], reason);
    if (r == 0)
        r = open_service(listeners, LISTENER_TELNET, &config->telnet, reason);
    if (r == 0)
        r = open_service(listeners, LISTENER_HTTP, &config->http, reason);
    return r;
}

void listeners_close(struct listeners *listeners)
{
    for (size_t i = 0; i < listeners->count; i++)
        listener_close(&listeners->list[i]);
    listeners->count = 0;
}

void listeners_announce(const struct listeners *listeners)
{
    /* Users and scripts read these lines, so they have no priority prefix and appear at every log
     * level. */
    for (size_t i = 0; i < listeners->count; i++) {
        const struct listener *listener = &listeners->list[i];
        const char *service = listener->service == LISTENER_TELNET ? "telnet" : "HTTP";

        if (listener->bound.proxy_protocol)
            (void)fprintf(stderr, "Serving %s to trusted proxies on %s\n", service,
                          listener->address);
        else if (listener->service == LISTENER_TELNET || endpoint_is_unix(&listener->bound))
            (void)fprintf(stderr, "Serving %s on %s\n", service, listener->address);
        else
            (void)fprintf(stderr, "Serving HTTP on http://%s/\n", listener->address);
    }
    (void)fprintf(stderr, "Hit CTRL-C to stop.\n");
}
