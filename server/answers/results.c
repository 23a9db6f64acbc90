/*
 * Searches into JSON. A result is never copied out of the index to be counted or paged: a cursor
 * is placed at the offset, and its rows go straight into the body. Where the body would be long
 * it is not made at all: the cursor travels with the reply, and the transport asks for the next
 * piece when the last one is on its way.
 *
 * A page is pinned to the generation of the index that its predecessor came from; pages of two
 * generations are never mixed, because what lies before an offset may have changed.
 */

#include "server/answers/results.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "index/row.h"
#include "index/search/search.h"
#include "server/answers/reply.h"
#include "server/limits.h"
#include "server/log.h"

#define JSON_TYPE "application/json"

enum {
    /* Rows of /search that are sent as one body. One contiguous body with its length known
     * costs less than half of a chunked one, and a thousand rows are 60 KB. */
    RESULTS_AT_ONCE = 1000,

    STREAM_PIECE = 16 * 1024, /* bytes of rows that are prepared at a time */
    STREAM_ROOM = 2 * STREAM_PIECE,
};

/* What both routes ask for. */
struct wanted {
    const struct slice *query;
    uint32_t offset, limit;
    bool pinned; /* the target names the generation, and it is the one that is served */
};

/* Rows go into a buffer here, and nowhere else. */
struct rows {
    struct search_cursor cursor;
    uint32_t left; /* rows still to write */
    bool begun;    /* a comma is due before the next */
    enum row_fields fields;
};

/* The body of a result that is not held at once. */
struct row_stream {
    struct api_stream stream; /* first, so that one is the other */
    struct search search;     /* the rows' cursor points to it: a stream never moves */
    struct rows rows;
    struct buffer piece;
    size_t sent; /* bytes of the piece that were read */
    bool ended;
};

static void rows_begin(struct rows *rows, const struct search *search, const struct wanted *wanted,
                       enum row_fields fields)
{
    uint32_t total = search->result.total;
    uint32_t behind = wanted->offset < total ? total - wanted->offset : 0;

    *rows = (struct rows){.fields = fields};
    rows->left = behind < wanted->limit ? behind : wanted->limit;
    search_seek(search, wanted->offset, &rows->cursor);
}

/* Appends rows until none is left or the buffer holds `enough` bytes. */
static void rows_append(struct rows *rows, struct buffer *out, size_t enough)
{
    const struct charindex *index = rows->cursor.search->index;
    uint32_t document;

    while (rows->left > 0 && out->size < enough && !out->failed) {
        uint32_t found = search_next(&rows->cursor, 1, &document);

        assert(found == 1); /* left was counted from the total */
        (void)found;
        if (rows->begun)
            buffer_append(out, ",", 1);
        row_json(out, index, document, rows->fields);
        rows->begun = true;
        rows->left--;
    }
}

static bool wanted_read(const struct exchange *exchange, uint32_t most, struct wanted *wanted)
{
    wanted->query = target_value(exchange->target, "q");
    if (!wanted->query) {
        exchange_refuse(exchange, "q",
                        "There is nothing to search for; send the words of a character's name as "
                        "q, for example ?q=cat+face");
        return false;
    }
    return exchange_number(exchange, "offset", 0, UINT32_MAX, &wanted->offset) &&
           exchange_number(exchange, "limit", 1, most, &wanted->limit);
}

static void reply_bad_query(const struct exchange *exchange, const struct query_error *error)
{
    const struct json_problem problem = {
        .status = 422,
        .detail = error->message,
        .parameter = {.bytes = "q", .size = 1},
        .column = error->column,
    };

    reply_problem(exchange->reply, &problem);
}

/* The headers that a page and its 304 have in common. */
static void results_headers(const struct exchange *exchange, const struct wanted *wanted)
{
    exchange_cache_headers(exchange, wanted->pinned);
    reply_header(exchange->reply, "Access-Control-Allow-Origin", "*");
    reply_header(exchange->reply, "Access-Control-Expose-Headers", "ETag, Link, Retry-After");
}

/* Answers 304 without a search where the client has the answer already. An answer it can only
 * have if the query can be parsed: every other request is an error still. */
static bool answer_unchanged(const struct exchange *exchange, const struct wanted *wanted)
{
    struct query query;
    struct query_error error;

    if (!exchange_unchanged(exchange) ||
        !query_parse(&query, wanted->query->bytes, wanted->query->size, &error))
        return false;
    exchange->reply->status = 304;
    results_headers(exchange, wanted);
    return true;
}

/* What the book's server printed on its console, for whoever asked for it. */
static void search_log(const struct search *search, const struct slice *query)
{
    struct buffer line = BUFFER_INIT;

    if (!log_wants(LOG_LEVEL_DEBUG))
        return;
    row_status(&line, search->result.total, query->bytes, query->size);
    log_debug("HTTP: %.*s", (int)line.size, line.size > 0 ? line.bytes : "");
    buffer_release(&line);
}

/* Runs the search. Returns false when the reply is already made. */
static bool search_run(const struct exchange *exchange, const struct wanted *wanted,
                       struct search *search)
{
    struct query_error error;
    int outcome = search_open(search, exchange->catalog->index, wanted->query->bytes,
                              wanted->query->size, &error);

    if (outcome < 0)
        reply_no_memory(exchange->reply);
    else if (outcome == SEARCH_BAD_QUERY)
        reply_bad_query(exchange, &error);
    if (outcome != SEARCH_OK)
        return false;
    search_log(search, wanted->query);
    return true;
}

static void reply_rows(struct api_reply *reply, struct rows *rows)
{
    struct buffer body = BUFFER_INIT;

    buffer_append(&body, "[", 1);
    rows_append(rows, &body, SIZE_MAX);
    buffer_append(&body, "]", 1);
    reply_body(reply, JSON_TYPE, &body);
}

static void stream_fill(struct row_stream *stream)
{
    rows_append(&stream->rows, &stream->piece, STREAM_PIECE);
    if (stream->rows.left == 0) {
        buffer_append(&stream->piece, "]", 1);
        stream->ended = true;
    }
}

static size_t stream_read(struct api_stream *base, char *out, size_t capacity)
{
    struct row_stream *stream = (struct row_stream *)base;
    size_t size;

    if (stream->sent == stream->piece.size && !stream->ended) {
        stream->piece.size = 0;
        stream->sent = 0;
        stream_fill(stream);
    }
    size = stream->piece.size - stream->sent;
    if (size > capacity)
        size = capacity;
    if (size > 0)
        memcpy(out, stream->piece.bytes + stream->sent, size);
    stream->sent += size;
    return size;
}

static void stream_free(struct api_stream *base)
{
    struct row_stream *stream = (struct row_stream *)base;

    search_release(&stream->search);
    buffer_release(&stream->piece);
    free(stream);
}

/* Moves the search into a stream. Returns NULL, the search being the caller's still, when memory
 * ran out. */
static struct row_stream *stream_new(struct search *search, const struct wanted *wanted)
{
    struct row_stream *stream = calloc(1, sizeof *stream);

    if (!stream || !buffer_reserve(&stream->piece, STREAM_ROOM)) {
        free(stream);
        return NULL;
    }
    stream->stream = (struct api_stream){.read = stream_read, .free = stream_free};
    stream->search = *search;
    rows_begin(&stream->rows, &stream->search, wanted, ROW_BRIEF);
    buffer_append(&stream->piece, "[", 1);
    stream_fill(stream);
    return stream;
}

/* The search is the stream's afterwards, or released. */
static void reply_stream(struct api_reply *reply, struct search *search,
                         const struct wanted *wanted)
{
    struct row_stream *stream = stream_new(search, wanted);

    if (!stream) {
        search_release(search);
        reply_no_memory(reply);
        return;
    }
    reply->stream = &stream->stream;
    reply_header(reply, "Content-Type", JSON_TYPE);
    reply_header(reply, "X-Content-Type-Options", "nosniff");
}

void results_answer_all(const struct exchange *exchange)
{
    static const char *const names[] = {"q", "offset", "limit", NULL};
    struct wanted wanted = {.limit = UINT32_MAX};
    struct search search;
    struct rows rows;

    if (!exchange_sends_once(exchange, names) || !wanted_read(exchange, UINT32_MAX, &wanted) ||
        !exchange_ready(exchange) || answer_unchanged(exchange, &wanted) ||
        !search_run(exchange, &wanted, &search))
        return;

    results_headers(exchange, &wanted);
    rows_begin(&rows, &search, &wanted, ROW_BRIEF);
    if (rows.left > RESULTS_AT_ONCE) {
        reply_stream(exchange->reply, &search, &wanted);
    } else {
        reply_rows(exchange->reply, &rows);
        search_release(&search);
    }
}

/* A parameter that has one value only. */
static bool sends_value(const struct exchange *exchange, const char *name, const char *value)
{
    const struct slice *sent = target_value(exchange->target, name);

    if (!sent || (sent->size == strlen(value) && memcmp(sent->bytes, value, sent->size) == 0))
        return true;
    exchange_refuse(exchange, name, "This server knows one %s; send %s=%s or leave it out", name,
                    name, value);
    return false;
}

/* A page of another generation than the index's is refused: what was before it may be other
 * characters now. */
static bool generation_served(const struct exchange *exchange, struct wanted *wanted)
{
    const char *generation = charindex_generation(exchange->catalog->index);
    const struct slice *asked = target_value(exchange->target, "generation");
    struct reason detail;

    wanted->pinned = asked != NULL;
    if (!asked ||
        (asked->size == strlen(generation) && memcmp(asked->bytes, generation, asked->size) == 0))
        return true;
    reason_set(&detail,
               "The index has changed, its generation is %s now; start again from offset 0, "
               "without generation or with this one",
               generation);
    reply_problem(exchange->reply, &(struct json_problem){
                                       .status = 409,
                                       .detail = detail.text,
                                       .generation = generation,
                                   });
    return false;
}

/* RFC 3986: everything but unreserved characters is escaped. */
static void append_escaped(struct buffer *out, const struct slice *text)
{
    static const char unreserved[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                     "0123456789-._~";

    for (size_t i = 0; i < text->size; i++) {
        char byte = text->bytes[i];

        if (byte && strchr(unreserved, byte))
            buffer_append(out, &byte, 1);
        else
            buffer_append_format(out, "%%%02X", (unsigned char)byte);
    }
}

/* The target of the page that begins at the offset, NUL-terminated. */
static void append_next(struct buffer *out, const struct json_envelope *page, uint32_t offset)
{
    buffer_append_text(out, "/api/v1/search?q=");
    append_escaped(out, &page->query);
    buffer_append_format(out, "&scope=%s&sort=%s&offset=%u&limit=%u&generation=%s", page->scope,
                         page->sort, (unsigned)offset, (unsigned)page->limit, page->generation);
    buffer_append(out, "", 1);
}

/* Makes the body, and the Link header where there is a next page. */
static void reply_page(struct api_reply *reply, struct json_envelope *page, struct rows *rows)
{
    struct buffer next = BUFFER_INIT, body = BUFFER_INIT;
    uint32_t end = page->offset + rows->left;

    if (rows->left > 0 && end < page->total) {
        append_next(&next, page, end);
        page->next = next.bytes; /* NULL when memory ran out: see below */
    }
    json_append_envelope(&body, page);
    rows_append(rows, &body, SIZE_MAX);
    buffer_append_text(&body, "]}");

    if (next.failed) {
        reply_no_memory(reply); /* a page that silently has no next would end a scroll too early */
    } else {
        if (page->next)
            reply_header_format(reply, "Link", "<%s>; rel=\"next\"", page->next);
        reply_body(reply, JSON_TYPE, &body);
    }
    buffer_release(&body);
    buffer_release(&next);
}

void results_answer_page(const struct exchange *exchange)
{
    static const char *const names[] = {"q",     "scope",  "sort",       "offset",
                                        "limit", "format", "generation", NULL};
    struct wanted wanted = {.limit = LIMIT_PAGE_DEFAULT};
    struct json_envelope page;
    struct search search;
    struct rows rows;

    if (!exchange_sends_only(exchange, names) || !exchange_sends_once(exchange, names) ||
        !sends_value(exchange, "scope", "name") || !sends_value(exchange, "sort", "codepoint") ||
        !sends_value(exchange, "format", "json") || !wanted_read(exchange, LIMIT_PAGE, &wanted) ||
        !exchange_ready(exchange) || !generation_served(exchange, &wanted) ||
        answer_unchanged(exchange, &wanted) || !search_run(exchange, &wanted, &search))
        return;

    results_headers(exchange, &wanted);
    rows_begin(&rows, &search, &wanted, ROW_FULL);
    page = (struct json_envelope){
        .query = *wanted.query,
        .scope = "name",
        .sort = "codepoint",
        .total = search.result.total,
        .offset = wanted.offset,
        .limit = wanted.limit,
        .generation = charindex_generation(search.index),
    };
    reply_page(exchange->reply, &page, &rows);
    search_release(&search);
}
