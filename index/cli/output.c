/*
 * Prints results. Rows are formatted by present/row.h, in bounded memory however many there are.
 */

#include "index/cli/output.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#include "index/base/repr.h"
#include "index/cli/message.h"
#include "index/present/row.h"
#include "index/present/visible.h"

enum { LINES_AT_ONCE = 64 * 1024 };

/* Stored lines end with CR LF, for telnet. Removes the carriage returns for terminals. */
static void print_lines(const struct search *search, uint32_t limit, bool labels)
{
    static char lines[LINES_AT_ONCE];
    struct search_cursor cursor;
    uint32_t rows;
    size_t size;

    search_seek(search, 0, &cursor);
    while (limit > 0 &&
           (size = row_lines(&cursor, limit, labels, lines, sizeof lines, &rows)) > 0) {
        size_t length = 0;

        for (size_t i = 0; i < size; i++)
            if (lines[i] != '\r')
                lines[length++] = lines[i];
        (void)fwrite(lines, 1, length, stdout);
        limit -= rows;
    }
}

static void print_json(const struct search *search, uint32_t limit)
{
    struct search_cursor cursor;
    struct buffer row = BUFFER_INIT;
    uint32_t document;
    size_t row_begin;

    (void)fputs("[", stdout);
    search_seek(search, 0, &cursor);
    for (uint32_t i = 0; i < limit && search_next(&cursor, 1, &document) > 0; i++) {
        struct budget budget = BUDGET_INIT; /* each row has its own: nothing else waits */

        row.size = 0;
        buffer_append_text(&row, i > 0 ? ",\n" : "\n");
        row_begin = row.size; /* after the line end, which stays */
        row_json(&row, search, document, ROW_FULL, &budget);
        visible_rewrite(&row, row_begin);
        (void)fwrite(row.bytes, 1, row.size, stdout);
    }
    (void)fputs("\n]\n", stdout);
    buffer_release(&row);
}

/* Prints the query that was run because the original one found nothing. */
static void print_suggestion(const struct search *search, FILE *out)
{
    struct buffer quoted = BUFFER_INIT;

    if (!search->suggestion)
        return;
    repr_append(&quoted, search->suggestion, strlen(search->suggestion));
    (void)fprintf(out, "Did you mean %.*s?\n", (int)quoted.size, quoted.bytes);
    buffer_release(&quoted);
}

/* Prints the status with the query that was run, as telnet does. */
static void print_status(const struct search *search, const char *asked)
{
    const char *query = search->suggestion ? search->suggestion : asked;
    struct buffer status = BUFFER_INIT;

    row_status(&status, search_total(search), query, strlen(query));
    if (search->wider) {
        buffer_append_text(&status, "; those with other words match ");
        repr_append(&status, search->wider, strlen(search->wider));
    }
    (void)printf("(%.*s)\n", (int)status.size, status.bytes);
    buffer_release(&status);
}

/* Prints why there is nothing, in scope all only: in scope name the status is all. */
static void print_nothing(const struct search *search)
{
    const struct nothing *nothing = search->nothing;
    struct buffer quoted = BUFFER_INIT;

    if (!nothing)
        return;
    if (nothing->query[0]) {
        buffer_append_text(&quoted, ": try ");
        repr_append(&quoted, nothing->query, strlen(nothing->query));
        buffer_append_text(&quoted, nothing->all_languages ? " with --lang all" : "");
    }
    (void)printf("(%s%.*s)\n", nothing->message, (int)quoted.size,
                 quoted.bytes ? quoted.bytes : "");
    buffer_release(&quoted);
}

void output_search(const struct search *search, const struct options *options, const char *query)
{
    switch (options->output) {
    case OUTPUT_LINES:
        print_suggestion(search, stdout);
        print_lines(search, options->limit, true);
        print_status(search, query);
        print_nothing(search);
        break;
    case OUTPUT_TSV:
        print_suggestion(search, stderr);
        print_lines(search, options->limit, false);
        break;
    case OUTPUT_JSON:
        print_suggestion(search, stderr);
        print_json(search, options->limit);
        break;
    }
}

int output_finish(int status)
{
    if (fflush(stdout) == 0 && !ferror(stdout))
        return status;
    message_print("cannot write the results: %s", strerror(errno));
    return EX_IOERR;
}
