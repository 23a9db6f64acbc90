/*
 * A telnet session's conversation: lines in, replies out.
 *
 * One idea: everything to be sent goes through one short queue, `pending`, except rows, which
 * are copied from the index straight into the caller's buffer. Input adds to the queue only
 * while it is short, a reply only when it is empty; so a session's memory has a bound, whatever
 * the client sends and however little it reads.
 *
 * It refuses to wait, to read a clock and to touch a socket; what a byte means on telnet is
 * nvt.c's business, what a query finds is index/'s.
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
#include "server/base/limits.h"

#define PROMPT   "?> "
#define LINE_END "\r\n"

enum {
    /* Bytes that input may leave in the queue; one event adds at most 64 to it. */
    PENDING_INPUT_MAX = 512,
};

/* How far the reply to a line is. */
enum stage {
    STAGE_BEGIN, /* the line is there, nothing was done */
    STAGE_ROWS,  /* rows of the result are being sent */
    STAGE_END,   /* what is left to send is in the queue */
};

/* The last query and what it found. */
struct telnet_result {
    struct search search;
    uint32_t sent; /* rows, in this reply and those before it */
    uint32_t left; /* rows that this reply will still send */
    size_t query_size;
    char query[];
};

static void result_free(struct telnet_result *result)
{
    if (result)
        search_release(&result->search);
    free(result);
}

static void result_drop(struct telnet *telnet)
{
    result_free(telnet->result);
    telnet->result = NULL;
}

/* str.strip() of Python takes these off: str.isspace(), bidirectional B, S, WS or category Zs. */
static bool code_point_is_space(int32_t point)
{
    return (point >= 0x09 && point <= 0x0D) || (point >= 0x1C && point <= 0x20) || point == 0x85 ||
           point == 0xA0 || point == 0x1680 || (point >= 0x2000 && point <= 0x200A) ||
           point == 0x2028 || point == 0x2029 || point == 0x202F || point == 0x205F ||
           point == 0x3000;
}

static struct slice text_strip(const char *text, size_t size)
{
    size_t begin = size;
    size_t end = size;

    for (size_t at = 0; at < size;) {
        size_t before = at;
        if (code_point_is_space(utf8_next(text, size, &at)))
            continue;
        if (begin == size)
            begin = before;
        end = at;
    }
    return (struct slice){.bytes = size > 0 ? text + begin : "", .size = end - begin};
}

/* ---- Input ---- */

/* The book's server leaves without a word where a line is not UTF-8 or begins with a control
 * character of ASCII. */
static void line_take(struct telnet *telnet)
{
    struct nvt *nvt = &telnet->nvt;
    struct slice text;

    if (!utf8_valid(nvt->line, nvt->line_size)) {
        telnet->state = TELNET_CLOSING;
        return;
    }
    text = text_strip(nvt->line, nvt->line_size);
    if (text.size == 0) {
        nvt_clear(nvt);
        buffer_append_text(&telnet->pending, PROMPT);
        return;
    }
    telnet->state = (unsigned char)text.bytes[0] < 0x20 ? TELNET_CLOSING : TELNET_ANSWERING;
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
        line_take(telnet);
        return;
    case NVT_LONG_LINE:
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

/* Text that may hold what the client sent: control characters, which could drive a terminal, go
 * out as escapes that JSON reads as well. */
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

/* Nothing is left to be done for this line but to send what is in the queue. */
static void reply_finish(struct telnet *telnet)
{
    buffer_append_text(&telnet->pending, PROMPT);
    nvt_clear(&telnet->nvt);
    telnet->stage = STAGE_END;
}

static void rows_begin(struct telnet *telnet)
{
    struct telnet_result *result = telnet->result;
    uint32_t limit = telnet->settings.limit;

    result->left = result->search.result.total - result->sent;
    if (limit > 0 && result->left > limit)
        result->left = limit;
    telnet->stage = STAGE_ROWS;
}

/* A row in JSON tells why it is there; a result that was found for lines does not know. The same
 * query of the same index has the same result. Returns false when memory ran out. */
static bool result_explain(struct telnet_result *result)
{
    struct search_options options = result->search.options;
    struct query_error error;
    struct search search;

    options.explain = true;
    if (search_open(&search, result->search.index, &options, result->query, result->query_size,
                    &error) != SEARCH_OK)
        return false;
    search_release(&result->search);
    result->search = search;
    return true;
}

static void more_begin(struct telnet *telnet)
{
    struct telnet_result *result = telnet->result;

    if (result) {
        if (!telnet->settings.json || result->search.plan || result_explain(result))
            rows_begin(telnet);
        else
            telnet->state = TELNET_ABORTED;
        return;
    }
    buffer_append_text(&telnet->pending, "There is nothing to continue: :more goes on with a query "
                                         "that :limit cut short." LINE_END);
    reply_finish(telnet);
}

static void command_begin(struct telnet *telnet, const struct catalog *catalog, struct slice line)
{
    switch (command_run(line, &telnet->settings, catalog, &telnet->pending)) {
    case COMMAND_ANSWERED:
        reply_finish(telnet);
        return;
    case COMMAND_MORE:
        more_begin(telnet);
        return;
    case COMMAND_QUIT:
        nvt_clear(&telnet->nvt);
        telnet->ended = true;
        telnet->stage = STAGE_END;
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

/* What the session has set, against the index as it is now: one that was replaced may have other
 * languages. The options keep a pointer to the languages. */
static bool options_read(const struct telnet *telnet, const struct charindex *index,
                         struct languages *languages, struct search_options *options,
                         struct reason *reason)
{
    const struct command_settings *settings = &telnet->settings;
    struct slice text = {.bytes = settings->languages, .size = strlen(settings->languages)};

    *options = (struct search_options){
        .scope = settings->scope,
        .sort = settings->sort,
        .unfold = settings->unfold,
        .explain = settings->json,
    };
    if (text.size == 0)
        return true;
    options->languages = languages;
    return language_set_read(index, text, languages, reason);
}

/* The query has become a result: what comes before its rows. */
static void result_begin(struct telnet *telnet, struct telnet_result *result, struct slice text)
{
    const struct search *search = &result->search;

    result->search.options.languages = NULL; /* they do not outlive the call; the plan has them */
    result->sent = 0;
    result->query_size = text.size;
    memcpy(result->query, text.bytes, text.size);
    telnet->result = result;
    if (telnet->observer)
        telnet->observer(telnet->observer_context, text.bytes, text.size, search->result.total);
    if (search->suggestion && !telnet->settings.json) {
        buffer_append_text(&telnet->pending, "Did you mean ");
        repr_append(&telnet->pending, search->suggestion, strlen(search->suggestion));
        buffer_append_text(&telnet->pending, "?" LINE_END);
    }
    rows_begin(telnet);
}

static void query_run(struct telnet *telnet, const struct catalog *catalog, struct slice text)
{
    struct telnet_result *result = malloc(sizeof *result + text.size);
    struct search_options options;
    struct languages languages;
    struct query_error error;
    struct reason reason;

    result_drop(telnet);
    if (!result) {
        telnet->state = TELNET_ABORTED;
        return;
    }
    if (!options_read(telnet, catalog->index, &languages, &options, &reason)) {
        free(result);
        buffer_append_format(&telnet->pending, ":lang: %s." LINE_END, reason.text);
        reply_finish(telnet);
        return;
    }
    switch (search_cache_open(catalog->searches, &result->search, catalog->index, &options,
                              text.bytes, text.size, &error)) {
    case SEARCH_OK:
        result_begin(telnet, result, text);
        return;
    case SEARCH_BAD_QUERY:
        free(result);
        error_append(&telnet->pending, &error);
        reply_finish(telnet);
        return;
    default:
        free(result);
        telnet->state = TELNET_ABORTED;
        return;
    }
}

/* Returns false while the index is not there and the client knows. */
static bool query_begin(struct telnet *telnet, const struct catalog *catalog, struct slice text)
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
        query_run(telnet, catalog, text);
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

static bool line_begin(struct telnet *telnet, const struct catalog *catalog)
{
    struct slice text = text_strip(telnet->nvt.line, telnet->nvt.line_size);

    if (!command_recognize(text))
        return query_begin(telnet, catalog, text);
    command_begin(telnet, catalog, text);
    return true;
}

/* Counts matches of the query that was run, be it a suggestion: of what was sent there are none,
 * and the first line of the reply has told so. */
static void status_append_text(struct buffer *out, const struct telnet_result *result,
                               uint32_t limit)
{
    const char *suggestion = result->search.suggestion;
    uint32_t total = result->search.result.total;
    uint32_t left = total - result->sent;

    if (suggestion)
        row_status(out, total, suggestion, strlen(suggestion));
    else
        row_status(out, total, result->query, result->query_size);
    buffer_append_text(out, LINE_END);
    if (left > 0)
        buffer_append_format(out, "%u shown; :more shows the next %u." LINE_END, result->sent,
                             limit > 0 && limit < left ? limit : left);
}

static void status_append_json(struct buffer *out, const struct telnet_result *result)
{
    const struct search *search = &result->search;
    struct buffer status = BUFFER_INIT;

    json_search_status_append(&status, &(struct json_search_status){
                                           .query = {result->query, result->query_size},
                                           .scope = search_scope_name(search->options.scope),
                                           .sort = search_sort_name(search->options.sort),
                                           .total = search->result.total,
                                           .shown = result->sent,
                                           .generation = charindex_generation(search->index),
                                           .suggestion = search->suggestion,
                                       });
    visible_append(out, status.bytes, status.size);
    out->failed |= status.failed;
    buffer_release(&status);
    buffer_append_text(out, LINE_END);
}

/* All rows of this reply are out: the status line, and the prompt. */
static void rows_finish(struct telnet *telnet)
{
    struct telnet_result *result = telnet->result;

    if (telnet->settings.json)
        status_append_json(&telnet->pending, result);
    else
        status_append_text(&telnet->pending, result, telnet->settings.limit);
    if (result->sent == result->search.result.total)
        result_drop(telnet);
    reply_finish(telnet);
}

/* Rows as JSON into the queue, until it fills the room or is one row longer. */
static void rows_queue_json(struct telnet *telnet, size_t room)
{
    struct telnet_result *result = telnet->result;
    struct search_cursor cursor;

    search_seek(&result->search, result->sent, &cursor);
    while (result->left > 0 && telnet->pending.size < room && !telnet->pending.failed) {
        uint32_t document;
        uint32_t count = search_next(&cursor, 1, &document);
        assert(count == 1);
        row_json(&telnet->pending, &result->search, document, ROW_FULL);
        buffer_append_text(&telnet->pending, LINE_END);
        result->sent += count;
        result->left -= count;
    }
}

/* Rows as lines straight into the caller's buffer. Returns the bytes written. */
static size_t rows_write_lines(struct telnet_result *result, char *out, size_t room)
{
    struct search_cursor cursor;
    uint32_t rows = 0;
    size_t size;

    search_seek(&result->search, result->sent, &cursor);
    size = row_lines(&cursor, result->left, out, room, &rows);
    result->sent += rows;
    result->left -= rows;
    return size;
}

/* Sends more rows, or what follows them. Returns false when no row fits into the room. */
static bool rows_advance(struct telnet *telnet, char *out, size_t room, size_t *size)
{
    size_t written;

    if (telnet->result->left == 0) {
        rows_finish(telnet);
        return true;
    }
    if (telnet->settings.json) {
        rows_queue_json(telnet, room);
        return room > 0;
    }
    written = rows_write_lines(telnet->result, out, room);
    *size += written;
    return written > 0;
}

/* The queue is empty: takes the reply one stage further. Returns whether there may be more to
 * send at once. */
static bool reply_advance(struct telnet *telnet, const struct catalog *catalog, char *out,
                          size_t room, size_t *size)
{
    if (telnet->state != TELNET_ANSWERING && telnet->state != TELNET_WAITING)
        return false;
    switch ((enum stage)telnet->stage) {
    case STAGE_BEGIN:
        return line_begin(telnet, catalog);
    case STAGE_ROWS:
        return rows_advance(telnet, out, room, size);
    case STAGE_END:
        telnet->stage = STAGE_BEGIN;
        telnet->state = telnet->ended ? TELNET_CLOSING : TELNET_READING;
        return false;
    }
    assert(false && "a stage that does not exist");
    return false;
}

/* Hands out what is in the queue, as far as there is room, and frees it when it is empty. */
static size_t pending_take(struct telnet *telnet, char *out, size_t room)
{
    struct buffer *pending = &telnet->pending;
    size_t size = pending->size - telnet->pending_sent;

    if (size > room)
        size = room;
    if (size > 0)
        memcpy(out, pending->bytes + telnet->pending_sent, size);
    telnet->pending_sent += size;
    if (telnet->pending_sent == pending->size) {
        buffer_release(pending);
        telnet->pending_sent = 0;
    }
    return size;
}

size_t telnet_answer(struct telnet *telnet, const struct catalog *catalog, char *out,
                     size_t capacity)
{
    size_t size = 0;

    assert(capacity >= ROW_LINE_MAX + 64);
    do {
        if (telnet->pending.failed)
            telnet->state = TELNET_ABORTED;
        if (telnet->state == TELNET_ABORTED)
            return 0;
        size += pending_take(telnet, out + size, capacity - size);
    } while (telnet->pending.size == 0 &&
             reply_advance(telnet, catalog, out + size, capacity - size, &size));
    return size;
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
