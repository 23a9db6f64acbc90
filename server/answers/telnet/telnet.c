/*
 * A telnet session's conversation: lines in, replies out.
 *
 * All output goes through one short queue, `pending`, except text that fits into the caller's
 * buffer at once: rows, which are copied straight from the index, and the lines around them. Input
 * adds to the queue only while it is short, a reply only when it is empty. So a session's memory is
 * bounded, whatever the client sends and however little it reads.
 *
 * It never blocks, reads no clock and touches no socket. nvt.c decides what a byte means,
 * index/search what a query finds.
 */
#include "server/answers/telnet/telnet.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "index/base/repr.h"
#include "index/base/utf8.h"
#include "index/present/row.h"
#include "index/search/rank/explain.h"
#include "index/search/search.h"
#include "server/answers/json/json_search.h"
#include "server/answers/language.h"
#include "server/answers/telnet/strip.h"
#include "server/answers/telnet/visible.h"
#include "server/base/limits.h"

#define PROMPT   "?> "
#define LINE_END "\r\n"

enum {
    /* Input is consumed while fewer bytes than this are queued; one event adds at most 80. */
    PENDING_INPUT_MAX = 512,
    /* Cost of an answer in addition to its search, in steps of index/base/budget.h. */
    LINE_STEPS = 200, /* for each line: 1 µs */
};

/* Progress of the reply to a line. */
enum stage {
    STAGE_BEGIN, /* the line is there, nothing was done */
    STAGE_ROWS,  /* rows of the result are being sent */
    STAGE_END,   /* the rest of the reply is in the queue */
};

/* The unused part of the caller's buffer. */
struct output {
    char *bytes;
    size_t space;
    struct budget budget; /* of the call */
};

static void output_advance(struct output *output, size_t written)
{
    output->bytes += written;
    output->space -= written;
}

static void result_drop(struct telnet *telnet)
{
    struct telnet_result *result = &telnet->result;

    if (!result->open)
        return;
    search_release(&result->search);
    free(result->query);
    *result = (struct telnet_result){.open = false};
}

/* The line, stripped of white space. */
static struct slice line_text(const struct telnet *telnet)
{
    return (struct slice){nvt_line(&telnet->nvt) + telnet->text_begin, telnet->text_size};
}

/* The query whose result is being sent. */
static struct slice query_text(const struct telnet *telnet)
{
    const struct telnet_result *result = &telnet->result;

    return result->query ? (struct slice){result->query, result->query_size} : line_text(telnet);
}

/* Like the book's server, closes the connection if a line is not UTF-8 or starts with an ASCII control
 * character, but explains why. */
static void line_refuse(struct telnet *telnet, const char *explanation)
{
    buffer_append_text(&telnet->pending, explanation);
    telnet->state = TELNET_CLOSING;
}

static void line_take(struct telnet *telnet)
{
    struct nvt *nvt = &telnet->nvt;
    struct slice line = {nvt_line(nvt), nvt->line_size}, text;

    if (!utf8_valid(line.bytes, line.size)) {
        line_refuse(telnet, "Not UTF-8: set the terminal to UTF-8 and connect again." LINE_END);
        return;
    }
    text = strip(line);
    telnet->text_begin = (size_t)(text.bytes - line.bytes);
    telnet->text_size = text.size;
    if (text.size == 0) {
        nvt_clear(nvt);
        buffer_append_text(&telnet->pending, PROMPT);
        return;
    }
    if ((unsigned char)text.bytes[0] < 0x20)
        line_refuse(telnet, "A control character begins the line: connect again and send "
                            "text." LINE_END);
    else
        telnet->state = TELNET_ANSWERING;
}

static void event_take(struct telnet *telnet, int event)
{
    if (event < 0) {
        telnet->state = TELNET_ABORTED;
        return;
    }
    switch ((enum nvt_event)event) {
    case NVT_NOTHING:
    case NVT_ABORT_OUTPUT: /* there is no output while input is consumed */
        return;
    case NVT_LINE:
        telnet->lines++;
        line_take(telnet);
        return;
    case NVT_LONG_LINE:
        telnet->lines++;
        buffer_append_format(&telnet->pending, "Query too long: at most %d bytes." LINE_END PROMPT,
                             LIMIT_LINE);
        return;
    case NVT_OPTION:
        buffer_append(&telnet->pending, telnet->nvt.answer, NVT_ANSWER_SIZE);
        return;
    case NVT_PRESENCE:
        buffer_append_text(&telnet->pending, LINE_END "[charfinder: yes]" LINE_END);
        return;
    case NVT_INTERRUPT:
        telnet->state = TELNET_ABORTED;
        return;
    }
    assert(false && "unknown event");
}

size_t telnet_receive(struct telnet *telnet, const void *bytes, size_t size)
{
    const char *byte = bytes;
    size_t taken = 0;

    while (telnet->state == TELNET_READING && taken < size &&
           telnet->pending.size < PENDING_INPUT_MAX) {
        size_t more;
        int event = nvt_receive(&telnet->nvt, byte + taken, size - taken, &more);
        taken += more;
        event_take(telnet, event);
    }
    return taken;
}

void telnet_end(struct telnet *telnet)
{
    telnet->ended = true;
    if (telnet->state != TELNET_READING)
        return;
    event_take(telnet, nvt_end(&telnet->nvt));
    if (telnet->state == TELNET_READING)
        telnet->state = TELNET_CLOSING;
}

bool telnet_interrupted(struct telnet *telnet, const void *bytes, size_t size)
{
    enum nvt_event event = nvt_scan(&telnet->nvt, bytes, size);

    if (event == NVT_INTERRUPT)
        telnet->state = TELNET_ABORTED;
    else if (event == NVT_ABORT_OUTPUT)
        telnet->silenced = telnet->state == TELNET_ANSWERING || telnet->state == TELNET_WAITING;
    return event == NVT_INTERRUPT;
}

void telnet_tick(struct telnet *telnet)
{
    telnet->progress_sent = false;
}

/* Ends the handling of the line. */
static void line_finish(struct telnet *telnet)
{
    nvt_clear(&telnet->nvt);
    telnet->silenced = false;
    telnet->stage = STAGE_END;
}

/* Ends the reply with a prompt; only the queue is left to send. */
static void reply_finish(struct telnet *telnet)
{
    buffer_append_text(&telnet->pending, PROMPT);
    line_finish(telnet);
}

/* Appends straight to the caller's buffer if all of it fits, else to the queue, which is empty. */
static void text_send(struct telnet *telnet, struct output *output,
                      void (*append)(const struct telnet *telnet, struct buffer *out))
{
    struct buffer direct = BUFFER_OVER(output->bytes, output->space);

    append(telnet, &direct);
    if (direct.failed)
        append(telnet, &telnet->pending);
    else
        output_advance(output, direct.size);
}

static void rows_begin(struct telnet *telnet)
{
    struct telnet_result *result = &telnet->result;
    uint32_t limit = telnet->settings.limit;

    result->left = search_total(&result->search) - result->sent;
    if (limit > 0 && result->left > limit)
        result->left = limit;
    telnet->stage = STAGE_ROWS;
}

/* Runs the query again with explanations, which JSON rows need and a result for text rows lacks.
 * The same query on the same index has the same result. Returns false when memory ran out. */
static bool result_explain(struct telnet *telnet)
{
    struct telnet_result *result = &telnet->result;
    struct search_options options = result->search.options;
    struct query_error error;
    struct search search;

    options.explain = true;
    if (search_open(&search, result->search.index, &options, result->query, result->query_size,
                    &error) != SEARCH_OK)
        return false;
    telnet->steps += budget_spent_all(&search.budget);
    search_release(&result->search);
    result->search = search;
    return true;
}

static void more_begin(struct telnet *telnet)
{
    struct telnet_result *result = &telnet->result;

    if (result->open) {
        if (!telnet->settings.json || result->search.plan || result_explain(telnet))
            rows_begin(telnet);
        else
            telnet->state = TELNET_ABORTED;
        return;
    }
    buffer_append_text(&telnet->pending, "Nothing to continue: :more continues a query that "
                                         ":limit cut short." LINE_END);
    reply_finish(telnet);
}

static void command_begin(struct telnet *telnet, const struct catalog *catalog)
{
    switch (command_run(line_text(telnet), &telnet->settings, catalog, &telnet->pending)) {
    case COMMAND_ANSWERED:
        reply_finish(telnet);
        return;
    case COMMAND_MORE:
        more_begin(telnet);
        return;
    case COMMAND_QUIT:
        telnet->ended = true;
        line_finish(telnet);
        return;
    }
    assert(false && "unknown command outcome");
}

static void error_append(struct buffer *out, const struct query_error *error)
{
    buffer_append_format(out, "Column %zu: ", error->column);
    visible_append(out, error->message, strlen(error->message));
    buffer_append_text(out, LINE_END);
}

/* The session's settings, checked against the current index: the previous index may have had other
 * languages. */
static bool options_read(const struct telnet *telnet, const struct charindex *index,
                         struct search_options *options, struct reason *reason)
{
    const struct command_settings *settings = &telnet->settings;
    struct slice text = slice_of(settings->languages);

    *options = (struct search_options){
        .scope = settings->scope,
        .sort = settings->sort,
        .unfold = settings->unfold,
        .explain = settings->json,
    };
    if (text.size == 0)
        return true;
    return language_set_read(index, text, &options->languages, reason);
}

static void suggestion_append(const struct telnet *telnet, struct buffer *out)
{
    const char *suggestion = telnet->result.search.suggestion;

    buffer_append_text(out, "Did you mean ");
    repr_append(out, suggestion, strlen(suggestion));
    buffer_append_text(out, "?" LINE_END);
}

/* Starts the reply to an open search: everything before its rows. */
static void result_begin(struct telnet *telnet, struct output *output)
{
    struct telnet_result *result = &telnet->result;
    struct slice query = line_text(telnet);

    result->open = true;
    if (telnet->observer)
        telnet->observer(telnet->observer_context, query.bytes, query.size,
                         search_total(&result->search));
    if (result->search.suggestion && !telnet->settings.json)
        text_send(telnet, output, suggestion_append);
    rows_begin(telnet);
}

static void query_run(struct telnet *telnet, const struct catalog *catalog, struct output *output)
{
    struct slice text = line_text(telnet);
    struct search_options options;
    struct query_error error;
    struct reason reason;
    int r;

    result_drop(telnet);
    if (!options_read(telnet, catalog->index, &options, &reason)) {
        buffer_append_format(&telnet->pending, ":lang: %s." LINE_END, reason.text);
        reply_finish(telnet);
        return;
    }
    r = search_cache_open(catalog->searches, &telnet->result.search, catalog->index, &options,
                          text.bytes, text.size, &error);
    telnet->steps += budget_spent_all(&telnet->result.search.budget);
    switch (r) {
    case SEARCH_OK:
        result_begin(telnet, output);
        return;
    case SEARCH_BAD_QUERY:
        error_append(&telnet->pending, &error);
        reply_finish(telnet);
        return;
    default:
        telnet->state = TELNET_ABORTED;
        return;
    }
}

/* Returns false if there is no index yet and the client has already got the progress. */
static bool query_begin(struct telnet *telnet, const struct catalog *catalog, struct output *output)
{
    switch (catalog->state) {
    case CATALOG_BUILDING:
        telnet->state = TELNET_WAITING;
        if (telnet->progress_sent)
            return false;
        buffer_append_format(&telnet->pending, "Building the index: %u%%" LINE_END,
                             catalog->progress);
        telnet->progress_sent = true;
        return true;
    case CATALOG_READY:
        telnet->state = TELNET_ANSWERING;
        query_run(telnet, catalog, output);
        return true;
    case CATALOG_FAILED:
        telnet->state = TELNET_ANSWERING;
        buffer_append_format(&telnet->pending, "The index could not be built: %s." LINE_END,
                             catalog->failure.text);
        reply_finish(telnet);
        return true;
    }
    assert(false && "unknown catalog state");
    return false;
}

static bool line_begin(struct telnet *telnet, const struct catalog *catalog, struct output *output)
{
    telnet->steps += LINE_STEPS;
    if (!command_recognize(line_text(telnet)))
        return query_begin(telnet, catalog, output);
    command_begin(telnet, catalog);
    return true;
}

/* Counts the matches of the query that was run. For a suggestion the first line of the reply has
 * already said that the original query has none. */
static void status_append_text(const struct telnet *telnet, struct buffer *out)
{
    const struct telnet_result *result = &telnet->result;
    const char *suggestion = result->search.suggestion;
    struct slice query = suggestion ? slice_of(suggestion) : query_text(telnet);
    uint32_t total = search_total(&result->search), left = total - result->sent;
    uint32_t limit = telnet->settings.limit;

    row_status(out, total, query.bytes, query.size);
    buffer_append_text(out, LINE_END);
    if (total == 0 && command_resembles(query))
        buffer_append_text(out, "Nor is it a command: send :help for a list of commands." LINE_END);
    if (left > 0)
        buffer_append_format(out, "%u shown; :more shows the next %u." LINE_END, result->sent,
                             limit > 0 && limit < left ? limit : left);
}

static void status_append_json(const struct telnet *telnet, struct buffer *out)
{
    const struct search *search = &telnet->result.search;
    size_t begin = out->size;

    json_search_status_append(out, &(struct json_search_status){
                                       .query = query_text(telnet),
                                       .scope = search_scope_name(search->options.scope),
                                       .sort = search_sort_name(search->options.sort),
                                       .total = search_total(search),
                                       .shown = telnet->result.sent,
                                       .generation = charindex_generation(search->index),
                                       .suggestion = search->suggestion,
                                   });
    visible_rewrite(out, begin);
    buffer_append_text(out, LINE_END);
}

/* Appends the status line and the prompt. */
static void status_append(const struct telnet *telnet, struct buffer *out)
{
    if (telnet->settings.json)
        status_append_json(telnet, out);
    else
        status_append_text(telnet, out);
    buffer_append_text(out, PROMPT);
}

/* Copies the query so that :more can continue the result after the line is cleared. */
static void query_copy(struct telnet *telnet)
{
    struct telnet_result *result = &telnet->result;
    struct slice query = query_text(telnet);

    if (result->query)
        return;
    result->query = malloc(query.size);
    result->query_size = query.size;
    if (result->query)
        memcpy(result->query, query.bytes, query.size);
    else
        telnet->state = TELNET_ABORTED;
}

/* Ends the rows of this reply. */
static void rows_finish(struct telnet *telnet, struct output *output)
{
    text_send(telnet, output, status_append);
    if (telnet->result.sent == search_total(&telnet->result.search))
        result_drop(telnet);
    else
        query_copy(telnet);
    line_finish(telnet);
}

/* Queues rows as JSON until they fill the caller's buffer or the steps of the call are used up. */
static void rows_queue_json(struct telnet *telnet, struct output *output)
{
    struct telnet_result *result = &telnet->result;
    struct search_cursor cursor;

    search_seek(&result->search, result->sent, &cursor);
    while (result->left > 0 && telnet->pending.size < output->space && !telnet->pending.failed &&
           explain_affordable(&output->budget)) {
        uint32_t document;
        uint32_t count = search_next(&cursor, 1, &document);
        size_t begin = telnet->pending.size;

        assert(count == 1);
        row_json(&telnet->pending, &result->search, document, ROW_FULL, &output->budget);
        visible_rewrite(&telnet->pending, begin);
        buffer_append_text(&telnet->pending, LINE_END);
        result->sent += count;
        result->left -= count;
    }
}

/* Writes rows as lines straight into the caller's buffer. Returns false if not even one fits. */
static bool rows_write_lines(struct telnet_result *result, struct output *output)
{
    struct search_cursor cursor;
    uint32_t rows = 0;
    size_t size;

    search_seek(&result->search, result->sent, &cursor);
    size = row_lines(&cursor, result->left, output->bytes, output->space, &rows);
    output_advance(output, size);
    (void)budget_take(&output->budget, BUDGET_PRESENT, (size_t)rows * ROW_LINE_STEPS);
    result->sent += rows;
    result->left -= rows;
    return size > 0;
}

/* Sends more rows, or the end of the reply. Returns false if nothing more fits. */
static bool rows_advance(struct telnet *telnet, struct output *output)
{
    if (telnet->silenced) {
        result_drop(telnet);
        reply_finish(telnet);
        return true;
    }
    if (telnet->result.left == 0) {
        rows_finish(telnet, output);
        return true;
    }
    if (!telnet->settings.json)
        return rows_write_lines(&telnet->result, output);
    if (!explain_affordable(&output->budget))
        return false;
    rows_queue_json(telnet, output);
    return output->space > 0;
}

/* Advances the reply by one stage; the queue must be empty. Returns whether there may be more to
 * send at once. */
static bool reply_advance(struct telnet *telnet, const struct catalog *catalog,
                          struct output *output)
{
    if (telnet->state != TELNET_ANSWERING && telnet->state != TELNET_WAITING)
        return false;
    switch ((enum stage)telnet->stage) {
    case STAGE_BEGIN:
        return line_begin(telnet, catalog, output);
    case STAGE_ROWS:
        return rows_advance(telnet, output);
    case STAGE_END:
        telnet->stage = STAGE_BEGIN;
        telnet->state = telnet->ended ? TELNET_CLOSING : TELNET_READING;
        return false;
    }
    assert(false && "unknown stage");
    return false;
}

/* Moves as much of the queue as fits into the output, and frees the queue when it is empty. */
static void pending_take(struct telnet *telnet, struct output *output)
{
    struct buffer *pending = &telnet->pending;
    size_t size = pending->size - telnet->pending_sent;

    if (size > output->space)
        size = output->space;
    if (size > 0)
        memcpy(output->bytes, pending->bytes + telnet->pending_sent, size);
    output_advance(output, size);
    telnet->pending_sent += size;
    if (telnet->pending_sent == pending->size) {
        buffer_release(pending);
        telnet->pending_sent = 0;
    }
}

// NOLINTNEXTLINE(readability-non-const-parameter): out is written through output
size_t telnet_answer(struct telnet *telnet, const struct catalog *catalog, char *out,
                     size_t capacity)
{
    struct output output = {.bytes = out, .space = capacity, .budget = BUDGET_INIT};

    assert(capacity >= ROW_LINE_MAX + 64);
    do {
        if (telnet->pending.failed)
            telnet->state = TELNET_ABORTED;
        if (telnet->state == TELNET_ABORTED)
            return 0;
        pending_take(telnet, &output);
    } while (telnet->pending.size == 0 && reply_advance(telnet, catalog, &output));
    telnet->steps += budget_spent_all(&output.budget);
    return capacity - output.space;
}

void telnet_init(struct telnet *telnet, telnet_observer observer, void *context)
{
    *telnet =
        (struct telnet){.state = TELNET_READING, .observer = observer, .observer_context = context};
    nvt_init(&telnet->nvt);
    buffer_append_text(&telnet->pending, PROMPT);
}

void telnet_release(struct telnet *telnet)
{
    result_drop(telnet);
    buffer_release(&telnet->pending);
    nvt_release(&telnet->nvt);
}
