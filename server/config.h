#ifndef CHARFINDER_SERVER_CONFIG_H
#define CHARFINDER_SERVER_CONFIG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/socket.h>

#include "index/reason.h"
#include "server/log.h"

/*
 * Command line and configuration file into one struct that nobody changes afterwards.
 * A flag wins over the file, the file over the default.
 */

enum { CONFIG_ADDRESS_SIZE = 80 };

struct config_address {
    bool enabled;
    char text[CONFIG_ADDRESS_SIZE]; /* as written: "127.0.0.1:2323", "[::1]:0" */
    struct sockaddr_storage address;
    socklen_t size;
};

struct config {
    struct config_address telnet, http;
    char *state_dir;             /* owned; NULL: no place to keep state, serve from memory */
    unsigned threads;            /* reactors, 1 to LIMIT_REACTORS */
    unsigned max_sessions;       /* telnet sessions over all reactors */
    unsigned max_connections;    /* HTTP connections over all reactors */
    unsigned idle_seconds;       /* a telnet session that asks nothing; 0: never closed */
    unsigned keep_alive_seconds; /* an HTTP connection between two requests */
    unsigned header_seconds;     /* from the first byte of a request to the end of its headers */
    unsigned write_seconds;      /* without any byte of a reply being taken by the peer */
    unsigned shutdown_seconds;   /* from SIGTERM to the end */
    enum log_level log_level;
};

enum config_outcome {
    CONFIG_OK = 0,
    CONFIG_VERSION,  /* --version was asked for */
    CONFIG_HELP,     /* --help */
    CONFIG_CHECKED,  /* --check-config, and all is well */
    CONFIG_BAD_CALL, /* the command line is wrong: exit 64 (EX_USAGE) */
    CONFIG_BAD_FILE, /* the file is wrong: exit 78 (EX_CONFIG) */
};

/* Reads flags and file. On CONFIG_OK and CONFIG_CHECKED release with config_release(); on the two
 * failures the reason says what, where, and what to write instead. Returns -ENOMEM when memory
 * ran out. */
int config_load(struct config *config, int argc, char **argv, struct reason *reason);
void config_release(struct config *config);

/* The file's part of it alone: the defaults and over them the text of a file, which the reason
 * calls by the name. Reads no flag, no file and no environment, and looks nothing up: an address
 * whose host is a name has size 0. Returns CONFIG_OK, to be released, CONFIG_BAD_FILE or
 * -ENOMEM. */
int config_parse(struct config *config, const char *name, const char *text, size_t size,
                 struct reason *reason);

/* What --help prints. */
extern const char config_help[];

#endif
