#ifndef CHARFINDER_SERVER_CONFIG_ADDRESSES_H
#define CHARFINDER_SERVER_CONFIG_ADDRESSES_H

#include <stdbool.h>
#include <stddef.h>

#include "index/base/reason.h"
#include "server/config/endpoint.h"
#include "server/config/value.h"

/*
 * The addresses of one service: a text, an object with options, or a list of both. Or, on a command
 * line, texts with commas between them.
 *
 *     "127.0.0.1:8888"
 *     ["127.0.0.1:8888", {"address": "unix:/run/x/http.sock", "mode": "0660", "group": "www-data"}]
 */

enum { CONFIG_ADDRESSES_MAX = 8 };

/* The service is off where there is none. */
struct config_addresses {
    size_t count;
    struct config_address list[CONFIG_ADDRESSES_MAX];
};

/* Are they the same, as they are written, with their options? */
bool addresses_equal(const struct config_addresses *a, const struct config_addresses *b);

enum addresses_outcome {
    ADDRESSES_OK = 0,
    ADDRESSES_WRONG, /* the problem says what is wrong, as the end of a sentence about the value */
    ADDRESSES_UNKNOWN, /* likewise: a host is unknown, perhaps only now */
};

/* These return an outcome, or -ENOMEM. `example` is a valid HOST:PORT, for the problem. */

/* Replaces the addresses by those of a VALUE_TEXT, VALUE_NAMES or VALUE_OBJECTS. */
int addresses_set(struct config_addresses *addresses, const struct setting_value *value,
                  const char *example, struct reason *problem);
/* Adds those of a command line. */
int addresses_add(struct config_addresses *addresses, const char *text, const char *example,
                  struct reason *problem);

/* Looks up the names of hosts, users and groups, which may use the network, and refuses two addresses
 * that overlap. */
int addresses_resolve(struct config_addresses *addresses, struct reason *problem);
/* Do addresses of two services overlap? The problem then names the other service. */
int addresses_compare(const struct config_addresses *addresses,
                      const struct config_addresses *others, const char *other_service,
                      struct reason *problem);

#endif
