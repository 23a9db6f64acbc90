/*
 * A hash table of addresses, chained, in arrays of fixed size. Clients choose their addresses, in
 * IPv6 by the million, so the hash is seeded.
 *
 * Only the thread that takes places changes the table. The threads that give places back only count
 * down, so an address that has none left stays until it is swept: each new connection looks at the
 * next two entries and removes those. Between the end of an address's last connection and the sweep
 * there are at most half as many new addresses as there are entries. With twice as many entries as
 * connections there is always a free one.
 */

#include "server/transport/accept/places.h"

#include <assert.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

#include "index/base/checksum.h"
#include "server/base/limits.h"

enum {
    SWEEP = 2, /* entries looked at for each new connection */
};

/* Entries are counted from 1 in chains, so that a table of zeroes is empty. */
struct entry {
    struct network_address address; /* zero after the 64th bit of IPv6 */
    uint32_t next;                  /* in its chain, or among the free; 0: the last */
    bool used;
    atomic_uint open[LISTENER_SERVICES];
};

struct places {
    unsigned limits[LISTENER_SERVICES]; /* 0: none */
    struct networks trusted;            /* not limited */
    uint64_t seed;
    struct entry *entries;
    uint32_t capacity;
    uint32_t begun; /* entries that have ever been used: the rest is untouched memory */
    uint32_t used;
    uint32_t free; /* the first of those that are not used any more */
    uint32_t hand; /* the entry that is looked at next */
    uint32_t *chains;
    uint32_t chain_mask;
    /* By socket, the place that it has, counted from 1: entry and service. The kernel gives out the
     * lowest number that is free, so a number above all of these is not met. */
    atomic_uint *sockets;
    uint32_t socket_count;
};

struct places *places_new(const struct config *config)
{
    struct places *places = calloc(1, sizeof *places);
    uint32_t chains = 1;

    if (!places)
        return NULL;
    places_limit(places, &config->live);
    places->socket_count = config->max_sessions + config->max_connections + LIMIT_SOCKETS_MORE;
    places->capacity = 2 * places->socket_count;
    while (chains < places->capacity)
        chains *= 2;
    places->chain_mask = chains - 1;
    /* Untouched memory takes none: these grow with the number of addresses and connections. */
    places->entries = calloc(places->capacity, sizeof *places->entries);
    places->chains = calloc(chains, sizeof *places->chains);
    places->sockets = calloc(places->socket_count, sizeof *places->sockets);
    if (!places->entries || !places->chains || !places->sockets) {
        places_free(places);
        return NULL;
    }
    /* If the kernel does not have random bytes yet, the address is the next best seed. */
    if (getrandom(&places->seed, sizeof places->seed, GRND_NONBLOCK) !=
        (ssize_t)sizeof places->seed)
        places->seed = (uintptr_t)places;
    return places;
}

void places_free(struct places *places)
{
    if (!places)
        return;
    free(places->entries);
    free(places->chains);
    free(places->sockets);
    free(places);
}

void places_limit(struct places *places, const struct config_live *settings)
{
    places->limits[LISTENER_TELNET] = settings->max_sessions_per_address;
    places->limits[LISTENER_HTTP] = settings->max_connections_per_address;
    places->trusted = settings->trusted_proxies;
}

static uint32_t *chain_of(struct places *places, const struct network_address *address)
{
    unsigned hash = checksum_hash_seeded(address, sizeof *address, places->seed);

    return &places->chains[hash & places->chain_mask];
}

/* The link to the entry of that address, or to 0 at the end of its chain. */
static uint32_t *find(struct places *places, const struct network_address *address)
{
    uint32_t *link = chain_of(places, address);

    while (*link && memcmp(&places->entries[*link - 1].address, address, sizeof *address) != 0)
        link = &places->entries[*link - 1].next;
    return link;
}

static unsigned open_of(const struct entry *entry, enum listener_service service)
{
    return atomic_load_explicit(&entry->open[service], memory_order_relaxed);
}

static bool is_vacant(const struct entry *entry)
{
    for (int service = 0; service < LISTENER_SERVICES; service++)
        if (open_of(entry, (enum listener_service)service) > 0)
            return false;
    return true;
}

static void sweep(struct places *places)
{
    for (unsigned i = 0; i < SWEEP && places->begun > 0; i++) {
        uint32_t at = places->hand;
        struct entry *entry = &places->entries[at];
        uint32_t *link;

        places->hand = (at + 1) % places->begun;
        if (!entry->used || !is_vacant(entry))
            continue;
        link = find(places, &entry->address);
        assert(*link == at + 1);
        *link = entry->next;
        entry->next = places->free;
        entry->used = false;
        places->free = at + 1;
        places->used--;
    }
}

/* A new entry at the end of the chain that `link` is in; NULL where there is no free one. */
static struct entry *add(struct places *places, uint32_t *link,
                         const struct network_address *address)
{
    uint32_t number = places->free;
    struct entry *entry;

    if (number == 0 && places->begun == places->capacity)
        return NULL;
    if (number == 0)
        number = ++places->begun;
    entry = &places->entries[number - 1];
    if (number == places->free)
        places->free = entry->next;
    entry->address = *address;
    entry->next = 0;
    entry->used = true;
    *link = number;
    places->used++;
    return entry;
}

/* The part of the address that one customer has. */
static struct network_address customer(const struct network_address *address)
{
    struct network_address part = *address;

    if (!network_address_is_ipv4(address))
        memset(part.bytes + 8, 0, sizeof part.bytes - 8);
    return part;
}

bool places_take(struct places *places, enum listener_service service, int socket,
                 const struct sockaddr_storage *peer)
{
    struct network_address address, key;
    struct entry *entry;
    uint32_t *link;

    /* The number is used again, so the socket that had it is closed, even if its place was not given back. */
    places_give_back(places, socket);
    if (places->limits[service] == 0 || (unsigned)socket >= places->socket_count ||
        !network_address_of(&address, peer) || networks_have(&places->trusted, &address))
        return true;
    sweep(places);
    key = customer(&address);
    link = find(places, &key);
    entry = *link ? &places->entries[*link - 1] : add(places, link, &key);
    if (!entry) /* as many addresses as this have taken all places */
        return true;
    if (open_of(entry, service) >= places->limits[service])
        return false;
    atomic_fetch_add_explicit(&entry->open[service], 1, memory_order_relaxed);
    atomic_store_explicit(&places->sockets[socket],
                          (unsigned)(entry - places->entries) * LISTENER_SERVICES + service + 1,
                          memory_order_release);
    return true;
}

void places_give_back(struct places *places, int socket)
{
    unsigned place, before;

    if (!places || (unsigned)socket >= places->socket_count)
        return;
    place = atomic_exchange_explicit(&places->sockets[socket], 0, memory_order_acquire);
    if (place-- == 0)
        return;
    before = atomic_fetch_sub_explicit(
        &places->entries[place / LISTENER_SERVICES].open[place % LISTENER_SERVICES], 1,
        memory_order_relaxed);
    assert(before > 0);
    (void)before;
}

size_t places_addresses(const struct places *places)
{
    return places->used;
}
