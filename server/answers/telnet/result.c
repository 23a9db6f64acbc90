/*
 * A query's rows, reply after reply.
 *
 * Its one idea: what is kept between two replies is the question and not the answer. A query takes
 * at most a millisecond, and a session may be idle for an hour. The generation of the index tells
 * whether the same query still has the same rows.
 *
 * It neither reads input nor decides when a line is sent; telnet.c does.
 */
#include "server/answers/telnet/result.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "index/base/repr.h"
#include "index/present/row.h"
#include "index/present/visible.h"
#include "index/search/rank/explain.h"
#include "server/answers/json/json_search.h"
#include "server/answers/language.h"

#define LINE_END "\r\n"

struct continuation {
    struct search_options options;
    uint32_t sent; /* rows */
    char generation[CHARINDEX_GENERATION_SIZE];
    size_t size;
    char query[];
};

static void search_close(struct telnet_result *result)
{
    if (result->open)
        search_release(&result->search);
    result->open = false;
}

void result_drop(struct telnet_result *result)
{
    search_close(result);
    free(result->continuation);
    result->continuation = NULL;
}

struct slice result_query(const struct telnet_result *result, struct slice line)
{
    const struct continuation *continuation = result->continuation;

    return continuation ? (struct slice){continuation->query, continuation->size} : line;
}

/* The settings' languages, checked against the current index: the previous index may have had
 * others. */
static bool languages_read(const struct charindex *index, const struct command_settings *settings,
                           struct search_options *options, struct buffer *explanation)
{
    struct slice preferred = slice_of(command_preferred(settings)),
                 only = slice_of(command_only(settings));
    struct reason reason;

    options->preferred = (struct preference){.first = {.bits = {0}}};
    options->languages = (struct languages){.bits = {0}};
    if (preferred.size > 0 &&
        !language_preference_read(index, preferred, &options->preferred, &reason)) {
        buffer_append_format(explanation, ":lang: %s." LINE_END, reason.text);
        return false;
    }
    if (only.size == 0 || language_set_read(index, only, &options->languages, &reason))
        return true;
    buffer_append_format(explanation, ":only_lang: %s." LINE_END, reason.text);
    return false;
}

static void error_append(struct buffer *out, const struct query_error *error)
{
    buffer_append_format(out, "Column %zu: ", error->column);
    visible_append(out, error->message, strlen(error->message));
    buffer_append_text(out, LINE_END);
}

/* Opens the search. Without a result there is nothing to continue either. */
static int search_run(struct telnet_result *result, const struct catalog *catalog,
                      const struct search_options *options, struct slice query,
                      struct buffer *explanation, int64_t *steps)
{
    struct query_error error;
    int r = search_cache_open(catalog->searches, &result->search, catalog->index, options,
                              query.bytes, query.size, &error);

    *steps += budget_spent_all(&result->search.budget);
    if (r == SEARCH_OK) {
        result->open = true;
        return RESULT_OK;
    }
    if (r == SEARCH_BAD_QUERY)
        error_append(explanation, &error);
    result_drop(result);
    return r == SEARCH_BAD_QUERY ? RESULT_REFUSED : r;
}

/* Chooses the rows of this reply. */
static void rows_begin(struct telnet_result *result, uint32_t sent, uint32_t limit)
{
    uint32_t left = search_total(&result->search) - sent;

    result->sent = sent;
    result->left = limit > 0 && left > limit ? limit : left;
}

int result_open(struct telnet_result *result, const struct catalog *catalog,
                const struct command_settings *settings, struct slice query,
                struct buffer *explanation, int64_t *steps)
{
    struct search_options options = {
        .scope = settings->scope,
        .sort = settings->sort,
        .unfold = settings->unfold,
        .explain = settings->json,
    };
    int r;

    result_drop(result);
    if (!languages_read(catalog->index, settings, &options, explanation))
        return RESULT_REFUSED;
    r = search_run(result, catalog, &options, query, explanation, steps);
    if (r == RESULT_OK)
        rows_begin(result, 0, settings->limit);
    return r;
}

int result_continue(struct telnet_result *result, const struct catalog *catalog,
                    const struct command_settings *settings, struct buffer *explanation,
                    int64_t *steps)
{
    struct continuation *continuation = result->continuation;
    const char *generation = charindex_generation(catalog->index);
    bool same = strcmp(continuation->generation, generation) == 0;
    struct search_options options = continuation->options;
    int r;

    assert(!result->open);
    options.explain = settings->json; /* which JSON rows need; the rows are the same */
    /* Languages are numbered by the index. */
    if (!same && !languages_read(catalog->index, settings, &options, explanation)) {
        result_drop(result);
        return RESULT_REFUSED;
    }
    r = search_run(result, catalog, &options,
                   (struct slice){continuation->query, continuation->size}, explanation, steps);
    if (r != RESULT_OK)
        return r;
    rows_begin(result, same ? continuation->sent : 0, settings->limit);
    return same ? RESULT_OK : RESULT_RESTARTED;
}

size_t result_write_lines(struct telnet_result *result, char *out, size_t space,
                          struct budget *budget)
{
    struct search_cursor cursor;
    uint32_t rows = 0;
    size_t size;

    search_seek(&result->search, result->sent, &cursor);
    size = row_lines(&cursor, result->left, true, out, space, &rows);
    (void)budget_take(budget, BUDGET_PRESENT, (size_t)rows * ROW_LINE_STEPS);
    result->sent += rows;
    result->left -= rows;
    return size;
}

void result_append_json(struct telnet_result *result, struct buffer *out, size_t enough,
                        struct budget *budget)
{
    struct search_cursor cursor;

    search_seek(&result->search, result->sent, &cursor);
    while (result->left > 0 && out->size < enough && !out->failed && explain_affordable(budget)) {
        uint32_t document;
        uint32_t count = search_next(&cursor, 1, &document);
        size_t begin = out->size;

        assert(count == 1);
        row_json(out, &result->search, document, ROW_FULL, budget);
        visible_rewrite(out, begin);
        buffer_append_text(out, LINE_END);
        result->sent += count;
        result->left -= count;
    }
}

/* Why there is nothing, and what to send instead. */
static void nothing_append(struct buffer *out, const struct nothing *nothing)
{
    buffer_append_text(out, "Reason: ");
    buffer_append_text(out, nothing->message);
    if (nothing->query[0]) {
        buffer_append_text(out, nothing->all_languages ? ": send :lang all, then " : ": send ");
        repr_append(out, nothing->query, strlen(nothing->query));
    }
    buffer_append_text(out, "." LINE_END);
}

/* Counts the matches of the query that was run. For a suggestion the first line of the reply has
 * already said that the original query has none. */
static void status_append_text(const struct telnet_result *result, uint32_t limit,
                               struct slice asked, struct buffer *out)
{
    const char *suggestion = result->search.suggestion;
    struct slice query = suggestion ? slice_of(suggestion) : asked;
    uint32_t total = search_total(&result->search), left = total - result->sent;

    row_status(out, total, query.bytes, query.size);
    buffer_append_text(out, LINE_END);
    if (result->search.wider) {
        buffer_append_text(out, "Those with other words match ");
        repr_append(out, result->search.wider, strlen(result->search.wider));
        buffer_append_text(out, "." LINE_END);
    }
    if (result->search.nothing)
        nothing_append(out, result->search.nothing);
    if (total == 0 && command_resembles(query))
        buffer_append_text(
            out, "It is not a command either: send :help for a list of commands." LINE_END);
    if (left > 0)
        buffer_append_format(out, "%u shown; :more shows the next %u." LINE_END, result->sent,
                             limit > 0 && limit < left ? limit : left);
}

static void status_append_json(const struct telnet_result *result, struct slice query,
                               struct buffer *out)
{
    const struct search *search = &result->search;
    size_t begin = out->size;

    json_search_status_append(out, &(struct json_search_status){
                                       .query = query,
                                       .scope = search_scope_name(search->options.scope),
                                       .sort = search_sort_name(search->options.sort),
                                       .total = search_total(search),
                                       .shown = result->sent,
                                       .generation = charindex_generation(search->index),
                                       .suggestion = search->suggestion,
                                       .wider = search->wider,
                                       .nothing = search->nothing,
                                   });
    visible_rewrite(out, begin);
    buffer_append_text(out, LINE_END);
}

void result_append_status(const struct telnet_result *result,
                          const struct command_settings *settings, struct slice query,
                          struct buffer *out)
{
    if (settings->json)
        status_append_json(result, query, out);
    else
        status_append_text(result, settings->limit, query, out);
}

/* The continuation of an open result. It keeps its query over all replies. */
static struct continuation *continuation_of(const struct telnet_result *result, struct slice query)
{
    struct continuation *continuation = result->continuation;

    if (!continuation) {
        continuation = malloc(sizeof *continuation + query.size);
        if (!continuation)
            return NULL;
        continuation->size = query.size;
        memcpy(continuation->query, query.bytes, query.size);
    }
    continuation->options = result->search.options;
    continuation->sent = result->sent;
    memcpy(continuation->generation, charindex_generation(result->search.index),
           CHARINDEX_GENERATION_SIZE);
    return continuation;
}

bool result_finish(struct telnet_result *result, struct slice query)
{
    bool finished = result->sent == search_total(&result->search);

    if (finished) {
        result_drop(result);
        return true;
    }
    result->continuation = continuation_of(result, query);
    search_close(result);
    return result->continuation;
}
