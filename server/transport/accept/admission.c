/*
 * From an accepted socket to its client's address, and from there to a place. What is refused is
 * logged, for an operator whose proxy is not configured as the daemon is: a few lines, whatever
 * clients do.
 */

#include "server/transport/accept/admission.h"

#include <assert.h>
#include <stdlib.h>

#include "server/base/hush.h"
#include "server/base/log.h"
#include "server/transport/base/peer.h"

struct admission {
    struct admission_surroundings around;
    struct proxied *proxied;
    struct hush refused[LISTENER_SERVICES][REFUSAL_CAUSES];
};

struct admission *admission_new(const struct admission_surroundings *surroundings)
{
    const struct proxied_surroundings proxied = {.ring = surroundings->ring,
                                                 .wheel = surroundings->wheel,
                                                 .settings = surroundings->settings,
                                                 .first_slot = surroundings->first_slot};
    struct admission *admission = calloc(1, sizeof *admission);

    if (!admission)
        return NULL;
    admission->around = *surroundings;
    admission->proxied = proxied_new(&proxied);
    if (admission->proxied)
        return admission;
    free(admission);
    return NULL;
}

void admission_free(struct admission *admission)
{
    if (!admission)
        return;
    proxied_free(admission->proxied);
    free(admission);
}

/* Logs that the peer is refused: "Refused 192.0.2.7:40000: " and why. */
static enum admission_outcome refuse(struct admission *admission, struct applicant *applicant,
                                     enum refusal cause, const struct sockaddr_storage *peer,
                                     const char *why, const char *what)
{
    struct hush *hush = &admission->refused[applicant->service][cause];
    char text[PEER_TEXT_SIZE];
    uint64_t held;

    applicant->cause = cause;
    if (!hush_ends(hush, admission->around.wheel->now, &held))
        return ADMISSION_REFUSED;
    peer_text(peer, text);
    log_notice("Refused %s: %s%s", text, why, what);
    if (held > 0)
        log_notice("  and %llu more since the last such message", (unsigned long long)held);
    return ADMISSION_REFUSED;
}

/* The client's address is known. */
static enum admission_outcome decide(struct admission *admission, struct applicant *applicant,
                                     const struct sockaddr_storage *client)
{
    const bool telnet = applicant->service == LISTENER_TELNET;

    if (places_take(admission->around.places, applicant->service, applicant->socket, client))
        return ADMISSION_GRANTED;
    return refuse(
        admission, applicant, REFUSAL_ADDRESS, client, "its address has as many connections as ",
        telnet ? "max_sessions_per_address allows" : "max_connections_per_address allows");
}

/* What has come of a connection that a PROXY header precedes. */
static enum admission_outcome proceed(struct admission *admission, enum proxied_outcome outcome,
                                      const struct proxied_connection *connection,
                                      struct applicant *applicant)
{
    struct sockaddr_storage peer;

    applicant->socket = connection->socket;
    applicant->service = connection->service;
    if (outcome != PROXIED_WAITING && outcome != PROXIED_GONE)
        clients_address(admission->around.clients, connection->socket, &peer);
    switch (outcome) {
    case PROXIED_WAITING:
    case PROXIED_GONE:
        return ADMISSION_PENDING;
    case PROXIED_FULL:
        return refuse(admission, applicant, REFUSAL_FULL, &peer,
                      "too many connections wait for their PROXY header", "");
    case PROXIED_REFUSED:
        return refuse(admission, applicant, REFUSAL_HEADER, &peer,
                      "it has sent no valid PROXY header: ", connection->problem);
    case PROXIED_ARRIVED:
        if (!connection->named)
            return decide(admission, applicant, &peer);
        clients_set(admission->around.clients, connection->socket, &connection->client);
        return decide(admission, applicant, &connection->client);
    }
    assert(!"an outcome");
    return ADMISSION_PENDING;
}

enum admission_outcome admission_apply(struct admission *admission, const struct listener *listener,
                                       struct applicant *applicant)
{
    struct proxied_connection connection = {.socket = applicant->socket,
                                            .service = applicant->service};
    struct sockaddr_storage peer;
    enum proxied_outcome outcome;

    /* A multishot accept does not tell addresses apart. A client that is gone again has none. */
    clients_forget(admission->around.clients, applicant->socket);
    clients_address(admission->around.clients, applicant->socket, &peer);
    if (!listener->bound.proxy_protocol)
        return decide(admission, applicant, &peer);
    if (!networks_trust(&admission->around.settings->trusted_proxies, &peer))
        return refuse(admission, applicant, REFUSAL_UNTRUSTED, &peer,
                      "it is not one of trusted_proxies, and only these may connect to ",
                      listener->address);
    outcome = proxied_begin(admission->proxied, applicant->service, applicant->socket, &connection);
    return proceed(admission, outcome, &connection, applicant);
}

enum admission_outcome admission_complete(struct admission *admission,
                                          const struct ring_completion *completion,
                                          struct applicant *applicant)
{
    struct proxied_connection connection = {.socket = -1};
    enum proxied_outcome outcome = proxied_complete(admission->proxied, completion, &connection);

    return proceed(admission, outcome, &connection, applicant);
}

void admission_expire(struct deadline *deadline)
{
    proxied_expire(deadline);
}

void admission_leave(struct admission *admission)
{
    proxied_leave(admission->proxied);
}

uint32_t admission_count(const struct admission *admission)
{
    return proxied_count(admission->proxied);
}
