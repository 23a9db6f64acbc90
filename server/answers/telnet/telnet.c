/*
 * A telnet session's conversation: lines in, replies out.
 *
 * One idea: everything to be sent goes through one short queue, `pending`, except what fits into the
 * caller's buffer at once: rows, which are copied straight from the index, and the lines around
 * them. Input adds to the queue only while it is short, a reply only when it is empty. So a
 * session's memory has a bound, whatever the client sends and however little it reads.
 *
 * It refuses to wait, to read a clock and to touch a socket. What a byte means on telnet is decided
 * by nvt.c, what a query finds by index/search.
 */
#include "server/answers/telnet/telnet.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "index/base/repr.h"
#include "index/base/utf8.h"
#include "index/present/row.h"
#include "index/search/search.h"
#include "server/answers/json/json_search.h"
#include "server/answers/language.h"
#include "server/answers/telnet/strip.h"
#include "server/base/limits.h"

#define PROMPT   "?> "
#define LINE_END "\r\n"

enum {
    /* Bytes that input may leave in the queue; one event adds at most 64 to it. */
    PENDING_INPUT_MAX = 512,

    /* What an answer costs beside its search, in steps of index/search/budget.h: each line, and each
     * row in JSON with its explanation. 1 µs and 5 µs. */
    LINE_STEPS = 200,
    JSON_ROW_STEPS = 1000,
};

/* How far the reply to a line is. */
enum stage {
    STAGE_BEGIN, /* the line is there, nothing was done */
    STAGE_ROWS,  /* rows of the result are being sent */
    STAGE_END,   /* what is left to send is in the queue */
};

/* What is left of the caller's buffer. */
struct output {
    char *bytes;
    size_t room;
};

static void output_advance(struct output *output, size_t written)
{
    output->bytes += written;
    output->room -= written;
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

/* The line without white space around it. */
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

/* ---- Input ---- */

/* The book's server closes the connection without a reply where a line is not UTF-8 or begins with a
 * control character of ASCII. */
static void line_take(struct telnet *telnet)
{
    struct nvt *nvt = &telnet->nvt;
    struct slice line = {nvt_line(nvt), nvt->line_size}, text;

    if (!utf8_valid(line.bytes, line.size)) {
        telnet->state = TELNET_CLOSING;
        return;
    }
    text = strip(line);
    telnet->text_begin = (size_t)(text.bytes - line.bytes);
    telnet->text_size = text.size;
    if (telnet->text_size == 0) {
        nvt_clear(nvt);
        buffer_append_text(&telnet->pending, PROMPT);
        return;
    }
    telnet->state =
        (unsigned char)line_text(telnet).bytes[0] < 0x20 ? TELNET_CLOSING : TELNET_ANSWERING;
}

static void long_line_refuse(struct telnet *telnet)
{
    buffer_append_format(&telnet->pending, "Query too long: at most %d bytes." LINE_END PROMPT,
                         LIMIT_LINE);
}

static void event_take(struct telnet *telnet, int event)
{
    if (event < 0) {
        telnet->state = TELNET_ABORTED;
        return;
    }
    switch ((enum nvt_event)event) {
    case NVT_NOTHING:
        return;
    case NVT_LINE:
        telnet->lines++;
        line_take(telnet);
        return;
    case NVT_LONG_LINE:
        telnet->lines++;
        long_line_refuse(telnet);
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
    assert(false && "an event that does not exist");
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
    if (!nvt_scan(&telnet->nvt, bytes, size))
        return false;
    telnet->state = TELNET_ABORTED;
    return true;
}

void telnet_tick(struct telnet *telnet)
{
    telnet->told = false;
}

/* ---- Replies ---- */

/* Text that may hold what the client sent: control characters, which could drive a terminal, are
 * sent as escapes. */
static void visible_append(struct buffer *out, const char *text, size_t size)
{
    for (size_t at = 0; at < size;) {
        size_t before = at;
        int32_t point = utf8_next(text, size, &at);
        if (point < 0)
            buffer_append_text(out, "\uFFFD");
        else if (point < 0x20 || (point >= 0x7F && point < 0xA0))
            buffer_append_format(out, "\\u%04X", (unsigned)point);
        else
            buffer_append(out, text + before, at - before);
    }
}

/* The line is answered. */
static void line_finish(struct telnet *telnet)
{
    nvt_clear(&telnet->nvt);
    telnet->stage = STAGE_END;
}

/* All that is left to do for this line is to send what is in the queue. */
static void reply_finish(struct telnet *telnet)
{
    buffer_append_text(&telnet->pending, PROMPT);
    line_finish(telnet);
}

/* Text straight into the caller's buffer where all of it fits, else through the queue, which is
 * empty. */
static void text_send(struct telnet *telnet, struct output *output,
                      void (*append)(const struct telnet *telnet, struct buffer *out))
{
    struct buffer direct = BUFFER_OVER(output->bytes, output->room);

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

    result->left = result->search.result.total - result->sent;
    if (limit > 0 && result->left > limit)
        result->left = limit;
    telnet->stage = STAGE_ROWS;
}

/* A row in JSON tells why it is there; a result that was found for lines does not know. The same
 * query of the same index has the same result. Returns false when memory ran out. */
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
    buffer_append_text(&telnet->pending, "There is nothing to continue: :more goes on with a query "
                                         "that :limit cut short." LINE_END);
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
    assert(false && "a command outcome that does not exist");
}

static void error_append(struct buffer *out, const struct query_error *error)
{
    buffer_append_format(out, "Column %zu: ", error->column);
    visible_append(out, error->message, strlen(error->message));
    buffer_append_text(out, LINE_END);
}

/* What the session has set, checked against the index as it is now: the one before may have had other
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

/* The search is open: what comes before its rows. */
static void result_begin(struct telnet *telnet, struct output *output)
{
    struct telnet_result *result = &telnet->result;
    struct slice query = line_text(telnet);

    result->open = true;
    if (telnet->observer)
        telnet->observer(telnet->observer_context, query.bytes, query.size,
                         result->search.result.total);
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

/* Returns false while there is no index and the client was told. */
static bool query_begin(struct telnet *telnet, const struct catalog *catalog, struct output *output)
{
    switch (catalog->state) {
    case CATALOG_BUILDING:
        telnet->state = TELNET_WAITING;
        if (telnet->told)
            return false;
        buffer_append_format(&telnet->pending, "Building the index: %u%%" LINE_END,
                             catalog->progress);
        telnet->told = true;
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
    assert(false && "a catalog state that does not exist");
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

/* Counts matches of the query that was run, even where it is a suggestion: what was sent has none,
 * and the first line of the reply said so. */
static void status_append_text(const struct telnet *telnet, struct buffer *out)
{
    const struct telnet_result *result = &telnet->result;
    const char *suggestion = result->search.suggestion;
    struct slice query = suggestion ? slice_of(suggestion) : query_text(telnet);
    uint32_t total = result->search.result.total, left = total - result->sent;
    uint32_t limit = telnet->settings.limit;

    row_status(out, total, query.bytes, query.size);
    buffer_append_text(out, LINE_END);
    if (left > 0)
        buffer_append_format(out, "%u shown; :more shows the next %u." LINE_END, result->sent,
                             limit > 0 && limit < left ? limit : left);
}

static void status_append_json(const struct telnet *telnet, struct buffer *out)
{
    const struct search *search = &telnet->result.search;

    json_search_status_append(out, &(struct json_search_status){
                                       .query = query_text(telnet),
                                       .scope = search_scope_name(search->options.scope),
                                       .sort = search_sort_name(search->options.sort),
                                       .total = search->result.total,
                                       .shown = telnet->result.sent,
                                       .generation = charindex_generation(search->index),
                                       .suggestion = search->suggestion,
                                   });
    buffer_append_text(out, LINE_END);
}

/* The status line, and the prompt. */
static void status_append(const struct telnet *telnet, struct buffer *out)
{
    if (telnet->settings.json)
        status_append_json(telnet, out);
    else
        status_append_text(telnet, out);
    buffer_append_text(out, PROMPT);
}

/* Makes the result one that :more can continue after its line has gone. */
static void query_keep(struct telnet *telnet)
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

/* All rows of this reply are out. */
static void rows_finish(struct telnet *telnet, struct output *output)
{
    text_send(telnet, output, status_append);
    if (telnet->result.sent == telnet->result.search.result.total)
        result_drop(telnet);
    else
        query_keep(telnet);
    line_finish(telnet);
}

/* Rows as JSON into the queue, until it could fill the caller's buffer or is one row longer. */
static void rows_queue_json(struct telnet *telnet, size_t room)
{
    struct telnet_result *result = &telnet->result;
    struct search_cursor cursor;

    search_seek(&result->search, result->sent, &cursor);
    while (result->left > 0 && telnet->pending.size < room && !telnet->pending.failed) {
        uint32_t document;
        uint32_t count = search_next(&cursor, 1, &document);
        assert(count == 1);
        row_json(&telnet->pending, &result->search, document, ROW_FULL);
        telnet->steps += JSON_ROW_STEPS;
        buffer_append_text(&telnet->pending, LINE_END);
        result->sent += count;
        result->left -= count;
    }
}

/* Rows as lines straight into the caller's buffer. Returns false when not even one fits. */
static bool rows_write_lines(struct telnet_result *result, struct output *output)
{
    struct search_cursor cursor;
    uint32_t rows = 0;
    size_t size;

    search_seek(&result->search, result->sent, &cursor);
    size = row_lines(&cursor, result->left, output->bytes, output->room, &rows);
    output_advance(output, size);
    result->sent += rows;
    result->left -= rows;
    return size > 0;
}

/* Sends more rows, or what follows them. Returns false when nothing more fits. */
static bool rows_advance(struct telnet *telnet, struct output *output)
{
    if (telnet->result.left == 0) {
        rows_finish(telnet, output);
        return true;
    }
    if (!telnet->settings.json)
        return rows_write_lines(&telnet->result, output);
    rows_queue_json(telnet, output->room);
    return output->room > 0;
}

/* The queue is empty: takes the reply one stage further. Returns whether there may be more to
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
    assert(false && "a stage that does not exist");
    return false;
}

/* Hands out what is in the queue, as far as it fits, and frees the queue when it is empty. */
static void pending_take(struct telnet *telnet, struct output *output)
{
    struct buffer *pending = &telnet->pending;
    size_t size = pending->size - telnet->pending_sent;

    if (size > output->room)
        size = output->room;
    if (size > 0)
        memcpy(output->bytes, pending->bytes + telnet->pending_sent, size);
    output_advance(output, size);
    telnet->pending_sent += size;
    if (telnet->pending_sent == pending->size) {
        buffer_release(pending);
        telnet->pending_sent = 0;
    }
}

size_t
telnet_answer(struct telnet *telnet, const struct catalog *catalog,
              char *out, // NOLINT(readability-non-const-parameter): it is written through output
              size_t capacity)
{
    struct output output = {.bytes = out, .room = capacity};

    assert(capacity >= ROW_LINE_MAX + 64);
    do {
        if (telnet->pending.failed)
            telnet->state = TELNET_ABORTED;
        if (telnet->state == TELNET_ABORTED)
            return 0;
        pending_take(telnet, &output);
    } while (telnet->pending.size == 0 && reply_advance(telnet, catalog, &output));
    return capacity - output.room;
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
