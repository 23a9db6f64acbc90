#ifndef CHARFINDER_SERVER_ANSWERS_TELNET_COMMAND_H
#define CHARFINDER_SERVER_ANSWERS_TELNET_COMMAND_H

#include <stdbool.h>
#include <stdint.h>

#include "index/base/buffer.h"
#include "index/file/charindex.h"
#include "index/search/search.h"
#include "server/answers/catalog.h"

/*
 * The commands of a telnet session, ":help" to ":quit": turns a line into the text of its reply.
 */

enum { COMMAND_LANGUAGES_SIZE = 128 }; /* bytes of a list of languages, with a NUL */

/* Lists of languages as sent, "de,fr", NUL-terminated, not necessarily in the index. */
struct command_languages {
    char preferred[COMMAND_LANGUAGES_SIZE]; /* whose keywords come first; "": English */
    char only[COMMAND_LANGUAGES_SIZE];      /* whose keywords are searched; "": all */
};

/* The settings of a session. All zero, they give the behaviour of the book's server. */
struct command_settings {
    uint32_t limit; /* rows per reply; 0: all */
    bool json;      /* rows and status lines as JSON objects */
    bool unfold;    /* list variants as separate rows */
    enum search_scope scope;
    enum search_sort sort;
    /* Owned; NULL, as for most sessions: both lists are "". They are a quarter of a session's size. */
    struct command_languages *languages;
};

void command_settings_release(struct command_settings *settings);

/* The two lists; "" where they are not set. */
static inline const char *command_preferred(const struct command_settings *settings)
{
    return settings->languages ? settings->languages->preferred : "";
}

static inline const char *command_only(const struct command_settings *settings)
{
    return settings->languages ? settings->languages->only : "";
}

enum command_outcome {
    COMMAND_ANSWERED = 0,
    COMMAND_MORE, /* show the next rows of the last query; nothing was appended */
    COMMAND_QUIT, /* close the connection; nothing was appended */
};

/* Returns whether the line (valid UTF-8, without white space at its ends) is a command: its first word
 * must be a known one, in any case. ":D", ":)" and ":smile:" are queries. */
bool command_recognize(struct slice line);

/* Returns whether the line, a query without a match, may have been meant as a command: it starts with a
 * colon and a letter. */
bool command_resembles(struct slice line);

/* Runs a line for which command_recognize() is true and appends its answer, in lines that end with
 * CR LF. A wrong argument is answered with what to send instead. When memory runs out, the buffer is
 * marked failed. */
enum command_outcome command_run(struct slice line, struct command_settings *settings,
                                 const struct catalog *catalog, struct buffer *answer);

#endif
