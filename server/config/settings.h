#ifndef CHARFINDER_SERVER_CONFIG_SETTINGS_H
#define CHARFINDER_SERVER_CONFIG_SETTINGS_H

#include <stdbool.h>
#include <stddef.h>

#include "server/base/log.h"
#include "server/base/site.h"
#include "server/config/access_format.h"
#include "server/config/addresses.h"
#include "server/config/contact.h"
#include "server/config/index_settings.h"
#include "server/config/network.h"

/*
 * The settings: what can be set, and what each setting takes.
 *
 * A setting is identified by its number, below SETTING_COUNT.
 */

/* What SIGHUP changes while clients are served. A plain value, which each thread has a copy of. */
struct config_live {
    unsigned max_sessions_per_address;    /* of one peer; 0: as many as there are */
    unsigned max_connections_per_address; /* the same */
    char public_url[SITE_URL_SIZE];       /* normalized (server/base/site.h); empty: none */
    struct networks trusted_proxies; /* peers that those two do not count, and that may say how a
                                             request came to them */
    unsigned idle_seconds;           /* a telnet session that asks nothing; 0: never closed */
    unsigned keep_alive_seconds;     /* an HTTP connection between two requests */
    unsigned header_seconds; /* from the first byte of a request to the end of its headers */
    unsigned write_seconds;  /* without any byte of a reply being taken by the peer */
    char security_contact[CONTACT_MAX + 1]; /* a URI (contact.h); empty: none */
    unsigned drain_seconds;    /* from SIGTERM on it serves as before, but clients are told to go */
    unsigned shutdown_seconds; /* from then to the end */
    bool access_log_queries;   /* it has what clients search */
    enum log_level log_level;
};

struct config {
    struct config_addresses telnet, http;
    char *state_dir;          /* owned; NULL: no place to keep state, serve from memory */
    unsigned threads;         /* reactors, 1 to LIMIT_REACTORS */
    unsigned max_sessions;    /* telnet sessions over all reactors */
    unsigned max_connections; /* HTTP connections over all reactors */
    enum access_format access_log;
    char *access_log_file;         /* owned; "-": standard output */
    struct config_paths font_dirs; /* of fonts that are served; not given: FONTS_DIRECTORY */
    struct config_live live;
    struct index_settings index;
};

enum { SETTING_COUNT = 26 };

/* The defaults that --help names. */
#define TELNET_DEFAULT    "127.0.0.1:2323"
#define HTTP_DEFAULT      "127.0.0.1:8888"
#define LOG_LEVEL_DEFAULT "info"
#define LANGUAGES_DEFAULT "en"

/* Where distributions install fonts. */
#define FONTS_DIRECTORY "/usr/share/fonts"

/* The numbers that code refers to by name. */
enum { SETTING_TELNET, SETTING_HTTP, SETTING_SESSIONS_EACH, SETTING_CONNECTIONS_EACH };

enum setting_kind {
    KIND_ADDRESSES,
    KIND_PATH,
    KIND_NUMBER,
    KIND_LEVEL,
    KIND_LANGUAGES,
    KIND_NETWORKS,
    KIND_PATHS,
    KIND_CONTACT,
    KIND_ACCESS,
    KIND_SWITCH,
    KIND_URL,
};

struct setting {
    const char *key;          /* in the file: "state_dir" */
    const char *flag;         /* "state-dir", without dashes; NULL: in the file only */
    const char *default_text; /* the default, as a flag would give it; NULL: found at start-up */
    size_t offset;            /* of its member of struct config */
    enum setting_kind kind;
    unsigned min, max; /* of a number; of a path, in bytes */
};

extern const struct setting setting_table[SETTING_COUNT];

/* Who works with a setting, and so whether it can change while the daemon runs. */
enum setting_scope {
    SETTING_OF_PROCESS, /* a member of struct config itself: read once, at the start */
    SETTING_OF_SERVICE, /* of struct config_live */
    SETTING_OF_INDEX,   /* of struct index_settings: another index is built */
};
enum setting_scope setting_scope(size_t id);

/* Does the setting have the same value in both? Addresses are compared as they are written. */
bool setting_equal(size_t id, const struct config *a, const struct config *b);

#endif
