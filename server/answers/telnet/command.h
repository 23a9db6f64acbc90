#ifndef CHARFINDER_SERVER_ANSWERS_TELNET_COMMAND_H
#define CHARFINDER_SERVER_ANSWERS_TELNET_COMMAND_H

#include <stdbool.h>
#include <stdint.h>

#include "index/base/buffer.h"
#include "index/file/charindex.h"
#include "index/search/search.h"
#include "server/answers/catalog.h"

/*
 * The commands of a telnet session, ":help" to ":quit": a line into the text of its reply.
 */

enum { COMMAND_LANGUAGES_SIZE = 128 }; /* bytes of :lang's argument, with a NUL */

/* What a client may set for its session. All zero, it is what the book's server does. */
struct command_settings {
    uint32_t limit; /* rows a reply shows; 0: all */
    bool json;      /* rows and status lines as JSON objects */
    bool unfold;    /* variants are rows of their own */
    enum search_scope scope;
    enum search_sort sort;
    char languages[COMMAND_LANGUAGES_SIZE]; /* "de,fr", as it was sent, NUL-terminated, which an
                                               index may or may not have; "": all */
};

enum command_outcome {
    COMMAND_ANSWERED = 0,
    COMMAND_MORE, /* the next rows of the last query are wanted; nothing was appended */
    COMMAND_QUIT, /* the connection is to be closed; nothing was appended */
};

/* Is the line (valid UTF-8, no white space around it) a command? Its first word must be one of the
 * known commands, in any case: ":D", ":)" and ":smile:" are queries. */
bool command_recognize(struct slice line);

/* Was the line, a query that found nothing, meant as a command? It begins with a colon and a letter. */
bool command_resembles(struct slice line);

/* Runs a line for which command_recognize() is true. A wrong argument is answered with what to send
 * instead. The answer's lines end CR LF. */
enum command_outcome command_run(struct slice line, struct command_settings *settings,
                                 const struct catalog *catalog, struct buffer *answer);

#endif
