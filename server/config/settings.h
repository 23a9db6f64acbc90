#ifndef CHARFINDER_SERVER_CONFIG_SETTINGS_H
#define CHARFINDER_SERVER_CONFIG_SETTINGS_H

#include <stdbool.h>
#include <stddef.h>

#include "index/base/reason.h"
#include "index/sources/language_names.h"
#include "index/sources/sources.h"
#include "index/sources/tables/tables.h"
#include "server/base/log.h"
#include "server/config/endpoint.h"
#include "server/config/network.h"

/*
 * The settings: what can be set, what each setting takes, and a draft that defaults, file and flags
 * fill one after another, each overriding the one before.
 *
 * A setting is identified by its number, below SETTING_COUNT.
 */

enum { CONFIG_PATHS_MAX = TABLES_FOLDERS_MAX };

/* A list of paths. */
struct config_paths {
    bool given; /* false: the default applies */
    size_t count;
    char *list[CONFIG_PATHS_MAX]; /* each is owned */
};

void config_paths_release(struct config_paths *paths); /* an empty list is all zero bytes */

struct config {
    struct config_address telnet, http;
    char *state_dir;                   /* owned; NULL: no place to keep state, serve from memory */
    char *sources_dir;                 /* owned; where the sources of the index are installed */
    struct config_paths names_dirs;    /* of the site's tables of names */
    struct language_names languages;   /* of keywords, besides English */
    unsigned threads;                  /* reactors, 1 to LIMIT_REACTORS */
    unsigned max_sessions;             /* telnet sessions over all reactors */
    unsigned max_connections;          /* HTTP connections over all reactors */
    unsigned max_sessions_per_address; /* of one peer; 0: as many as there are */
    unsigned max_connections_per_address; /* likewise */
    struct networks trusted_proxies;      /* peers that those two do not count */
    unsigned idle_seconds;                /* a telnet session that asks nothing; 0: never closed */
    unsigned keep_alive_seconds;          /* an HTTP connection between two requests */
    unsigned header_seconds;   /* from the first byte of a request to the end of its headers */
    unsigned write_seconds;    /* without any byte of a reply being taken by the peer */
    unsigned drain_seconds;    /* from SIGTERM on it serves as before, but clients are told to go */
    unsigned shutdown_seconds; /* from then to the end */
    enum log_level log_level;
};

enum {
    SETTING_COUNT = 19,
    SETTING_NAMES = LANGUAGES_MAX, /* names in a list; a longer one is refused */

    /* Bytes of the parts of a message, so that all of them fit into a struct reason. */
    PLACE_SIZE = 96,
    VALUE_SHOWN = 44,
};

/* The defaults that --help names. */
#define TELNET_DEFAULT    "127.0.0.1:2323"
#define HTTP_DEFAULT      "127.0.0.1:8888"
#define LOG_LEVEL_DEFAULT "info"
#define LANGUAGES_DEFAULT "en"

const char *setting_key(size_t id);  /* in the file: "state_dir" */
const char *setting_flag(size_t id); /* "state-dir", without dashes; NULL: in the file only */

/* Copies the text for a message; a long one is cut between two characters and ends with "…". */
void value_show(char shown[static VALUE_SHOWN], const char *text, size_t size);
/* The same, quoted as Python quotes ('a\nb'). Returns 0 or -ENOMEM. */
int value_show_quoted(char shown[static VALUE_SHOWN], const char *text);

enum origin_kind { ORIGIN_DEFAULT = 0, ORIGIN_FLAG, ORIGIN_FILE };

/* Where a value comes from, so that a message can name the place to change. */
struct origin {
    enum origin_kind kind;
    char place[PLACE_SIZE];  /* "--threads" or "charfinderd.json:3: threads" */
    char value[VALUE_SHOWN]; /* as it was written */
};

enum value_type {
    VALUE_OFF,    /* switches a service off */
    VALUE_NUMBER, /* in setting_value.number */
    VALUE_TEXT,   /* in setting_value.text */
    VALUE_NAMES,  /* in setting_value.names */
    VALUE_OTHER,  /* a type that no setting takes */
};

/* A value with the type it was written in, as JSON has it. */
struct setting_value {
    enum value_type type;
    long long number;
    const char *text;         /* borrowed for the call, as are the names */
    const char *const *names; /* the first SETTING_NAMES of them */
    size_t name_count;        /* and how many there are */
};

/* A configuration in the making. */
struct draft {
    struct config *config; /* borrowed */
    struct origin origins[SETTING_COUNT];
};

/* Fills in the defaults, except state_dir, which stays NULL. Whatever this and the functions below
 * return, the caller owns the configuration's paths and frees them. Returns 0 or -ENOMEM. */
int draft_init(struct draft *draft, struct config *config);

/* Each of these returns 0; or the kind of the origin at fault, ORIGIN_FLAG or ORIGIN_FILE, with the
 * reason set; or -ENOMEM. */

int draft_set(struct draft *draft, size_t id, const struct origin *origin,
              const struct setting_value *value, struct reason *reason);
/* The value is given as on a command line, where "off" and "2" are texts. */
int draft_set_text(struct draft *draft, size_t id, const struct origin *origin, const char *text,
                   struct reason *reason);
/* Fills in the defaults that depend on other settings, checks that at least one service is enabled,
 * and resolves the hosts that are names: last, because that may use the network. Call it after
 * defaults, file and flags. Also returns -EHOSTUNREACH, with the reason set, if a host is unknown. */
int draft_finish(struct draft *draft, struct reason *reason);

#endif
