#ifndef CHARFINDER_SERVER_ANSWERS_TELNET_RESULT_H
#define CHARFINDER_SERVER_ANSWERS_TELNET_RESULT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "index/base/budget.h"
#include "index/base/buffer.h"
#include "index/base/reason.h"
#include "index/base/slice.h"
#include "index/search/search.h"
#include "server/answers/catalog.h"
#include "server/answers/telnet/command.h"

/*
 * The result of a telnet session's last query: its rows and its status line, as text or as JSON.
 *
 * The search is open only while a reply is being sent. Between two replies a result that :limit cut
 * short is a continuation: the text of the query and how many of its rows were sent. :more runs the
 * query again, which the search cache often saves, and goes on after those rows. So an idle session
 * holds neither a result nor a reference to an index. Not thread-safe.
 */

/* What :more needs. */
struct continuation;

/* Zeroed it is empty. */
struct telnet_result {
    bool open; /* the search is open: its rows are being sent */
    struct search search;
    uint32_t sent;                     /* rows sent, by this reply and those before it */
    uint32_t left;                     /* rows that this reply will still send */
    struct continuation *continuation; /* owned; NULL: nothing to continue */
};

enum result_outcome {
    RESULT_OK = 0,
    RESULT_RESTARTED, /* the index has changed since: the rows begin again with the first */
    RESULT_REFUSED,   /* nothing was opened: *explanation says what to send instead */
};

/* Runs a query under these settings, from the first row on; it replaces the previous one. Adds to
 * *steps what the search took. Returns RESULT_OK or RESULT_REFUSED, or -ENOMEM. */
int result_open(struct telnet_result *result, const struct catalog *catalog,
                const struct command_settings *settings, struct slice query,
                struct buffer *explanation, int64_t *steps);

/* May :more continue it? */
static inline bool result_continues(const struct telnet_result *result)
{
    return result->continuation;
}

/* Runs the query again and continues after the rows that were sent: in its own scope and order, with
 * the settings' limit and format. Returns as result_open(), or RESULT_RESTARTED. */
int result_continue(struct telnet_result *result, const struct catalog *catalog,
                    const struct command_settings *settings, struct buffer *explanation,
                    int64_t *steps);

/* Closes and forgets it. */
void result_drop(struct telnet_result *result);

/* The query that runs: the continuation's, else `line`. */
struct slice result_query(const struct telnet_result *result, struct slice line);

/* Writes rows as lines, as many as fit, at the expense of BUDGET_PRESENT. Returns their bytes, 0 if not
 * even one fits. */
size_t result_write_lines(struct telnet_result *result, char *out, size_t space,
                          struct budget *budget);

/* Appends rows as JSON until the buffer has `enough` bytes or BUDGET_PRESENT is used up. */
void result_append_json(struct telnet_result *result, struct buffer *out, size_t enough,
                        struct budget *budget);

/* Appends the last line of the reply, or lines: how many matches there are and how to see the rest.
 * `query` is that of result_query(). */
void result_append_status(const struct telnet_result *result,
                          const struct command_settings *settings, struct slice query,
                          struct buffer *out);

/* Ends the rows of this reply: closes the search, and keeps a continuation if there are more.
 * `query` is that of result_query(). Returns false when memory ran out. */
bool result_finish(struct telnet_result *result, struct slice query);

#endif
