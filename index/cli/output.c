/*
 * Prints results. Rows are formatted by present/row.h, in bounded memory however many there are.
 */

#include "index/cli/output.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#include "index/base/repr.h"
#include "index/cli/about.h"
#include "index/cli/columns.h"
#include "index/cli/message.h"
#include "index/present/row.h"
#include "index/present/visible.h"
#include "index/search/match/preference.h"

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

/* Says on a terminal that there are more rows than were shown. */
static void print_more(const struct search *search, const struct options *options)
{
    uint32_t total = search_total(search);

    if (total > options->limit)
        (void)printf("\u2026 %" PRIu32 " more: --limit all\n", total - options->limit);
}

/*
 * Fields of each row.
 */

/* Calls `print` for each of the first rows. */
static void each_subject(const struct search *search, uint32_t limit,
                         void (*print)(struct fields_subject *subject, uint32_t row, void *context),
                         void *context)
{
    struct preference preferred = preference_of(search->index, &search->options);
    struct search_cursor cursor;
    uint32_t document;

    search_seek(search, 0, &cursor);
    for (uint32_t row = 0; row < limit && search_next(&cursor, 1, &document) > 0; row++) {
        struct fields_subject subject;

        fields_begin(&subject, search->index, document, &preferred.first);
        print(&subject, row, context);
    }
}

struct fields_output {
    const struct terminal *terminal;
    struct format *format; /* NULL: all fields */
    struct buffer line;
};

static void measure_format(struct fields_subject *subject, uint32_t row, void *context)
{
    struct fields_output *output = context;

    (void)row;
    format_measure(output->format, subject);
}

static void print_format(struct fields_subject *subject, uint32_t row, void *context)
{
    struct fields_output *output = context;

    (void)row;
    output->line.size = 0;
    format_append(&output->line, output->format, subject, output->terminal->is);
    (void)fwrite(output->line.bytes, 1, output->line.size, stdout);
}

static void print_about(struct fields_subject *subject, uint32_t row, void *context)
{
    struct fields_output *output = context;

    output->line.size = 0;
    if (row > 0)
        buffer_append_text(&output->line, "\n");
    about_append(&output->line, output->terminal, subject);
    (void)fwrite(output->line.bytes, 1, output->line.size, stdout);
}

static void print_object(struct fields_subject *subject, uint32_t row, void *context)
{
    struct fields_output *output = context;

    output->line.size = 0;
    buffer_append_text(&output->line, row > 0 ? ",\n" : "\n");
    format_append_json(&output->line, output->format, subject);
    (void)fwrite(output->line.bytes, 1, output->line.size, stdout);
}

static void print_fields(const struct search *search, const struct options *options,
                         const struct terminal *terminal, struct format *format)
{
    struct fields_output output = {.terminal = terminal, .format = format, .line = BUFFER_INIT};

    if (options->output == OUTPUT_JSON) {
        (void)fputs("[", stdout);
        each_subject(search, options->limit, print_object, &output);
        (void)fputs("\n]\n", stdout);
    } else if (format) {
        if (format->automatic)
            each_subject(search, options->limit, measure_format, &output);
        each_subject(search, options->limit, print_format, &output);
    } else {
        each_subject(search, options->limit, print_about, &output);
    }
    buffer_release(&output.line);
    if (terminal->is && options->output == OUTPUT_LINES)
        print_more(search, options);
}

/*
 * Rows and status lines.
 */

static void print_for_people(const struct search *search, const struct options *options,
                             const struct terminal *terminal, const char *query)
{
    print_suggestion(search, stdout);
    if (terminal->columns)
        columns_print(search, terminal, options->limit);
    else
        print_lines(search, options->limit, true);
    if (terminal->columns)
        print_more(search, options);
    print_status(search, query);
    print_nothing(search);
}

void output_search(const struct search *search, const struct options *options,
                   const struct terminal *terminal, struct format *format, const char *query)
{
    if (options->all || options->format) {
        print_suggestion(search, stderr);
        print_fields(search, options, terminal, format);
        return;
    }
    switch (options->output) {
    case OUTPUT_LINES:
        print_for_people(search, options, terminal, query);
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
