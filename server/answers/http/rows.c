/*
 * Writes rows into bodies. A result is never copied out of the index: a cursor starts at the
 * offset, and its rows go straight into the body. A long body is streamed: the reply keeps the
 * cursor, and the transport asks for the next piece when it has sent the previous one.
 *
 * It depends neither on which rows were requested nor on what precedes them.
 */

#include "server/answers/http/rows.h"

#include <assert.h>
#include <stdlib.h>

#include "index/base/container_of.h"
#include "index/search/rank/explain.h"
#include "server/answers/http/base/pieces.h"
#include "server/answers/http/base/reply.h"

enum {
    STREAM_SPACE = 2 * PIECES_SIZE, /* for a piece and the row that ends it */
    ROWS_AHEAD = 4,                 /* how many rows are looked for while one is written */
};

const struct rows_format rows_array_format = {
    .type = "application/json",
    .fields = ROW_BRIEF,
    .begin = "[",
    .separator = ",",
    .terminator = "",
    .end = "]",
    .row_size = 64,
    .at_once = 1000,
};

const char *const rows_format_names[] = {"json", "ndjson", "tsv", NULL};
static const struct rows_format formats[] = {
    {
        .type = "application/json",
        .fields = ROW_FULL,
        .paged = true,
        .begin = "", /* the envelope */
        .separator = ",",
        .terminator = "",
        .end = "]}",
        .row_size = 256,
        .at_once = 100,
    },
    {
        .type = "application/x-ndjson",
        .fields = ROW_FULL,
        .begin = "",
        .separator = "",
        .terminator = "\n",
        .end = "",
        .row_size = 256,
        .at_once = 100,
    },
    {
        .type = "text/tab-separated-values; charset=utf-8",
        .fields = ROW_BRIEF,
        .lines = true,
        .begin = "codepoint\tchar\tname\n", /* required by the registration of the media type */
        .separator = "",
        .terminator = "",
        .end = "",
        .row_size = 64,
        .at_once = 1000,
    },
};

const struct rows_format *rows_format(size_t name)
{
    assert(name < sizeof formats / sizeof *formats);
    return &formats[name];
}

/* The rows still to be written. */
struct rows {
    const struct rows_format *format;
    struct search_cursor cursor;
    uint32_t left;
    struct budget *budget;      /* of the turn */
    struct row_cache *cache;    /* NULL: none has rows of this search */
    struct search_cursor ahead; /* if there is a cache: the next row that it is to expect */
    bool begun;                 /* a separator is due before the next row */
};

struct row_stream {
    struct pieces pieces;
    struct search search; /* the rows' cursor points to it, so a stream must not be moved */
    struct rows rows;
};

static void rows_begin(struct rows *rows, const struct search *search,
                       const struct rows_format *format, uint32_t offset, uint32_t limit,
                       struct budget *budget)
{
    uint32_t total = search_total(search);
    uint32_t rest = offset < total ? total - offset : 0;

    *rows = (struct rows){.format = format, .left = rest < limit ? rest : limit, .budget = budget};
    search_seek(search, offset, &rows->cursor);
}

/* The places of rows in the cache are far apart, and seldom in the processor's own: waiting for them was
 * a fifth of the time that a page took. */
static void expect_row(struct rows *rows)
{
    uint32_t document;

    if (search_next(&rows->ahead, 1, &document) > 0)
        row_cache_expect(rows->cache, document);
}

static void use_cache(struct rows *rows, struct row_cache *cache)
{
    rows->cache = cache;
    rows->ahead = rows->cursor;
    for (int i = 0; i < ROWS_AHEAD; i++)
        expect_row(rows);
}

static void rows_append_object(struct rows *rows, struct buffer *out)
{
    const struct rows_format *format = rows->format;
    uint32_t document, found = search_next(&rows->cursor, 1, &document);

    assert(found == 1); /* `left` was computed from the total */
    (void)found;
    if (rows->begun)
        buffer_append_text(out, format->separator);
    if (rows->cache) {
        expect_row(rows);
        row_json_cached(out, rows->cache, rows->cursor.search, document, rows->budget);
    } else {
        row_json(out, rows->cursor.search, document, format->fields, rows->budget);
    }
    buffer_append_text(out, format->terminator);
    rows->begun = true;
    rows->left--;
}

/* Removes the CRs of line ends, which only telnet needs. Names contain none. */
static size_t returns_drop(char *lines, size_t size)
{
    size_t out = 0;

    for (size_t i = 0; i < size; i++)
        if (lines[i] != '\r')
            lines[out++] = lines[i];
    return out;
}

static void rows_append_lines(struct rows *rows, struct buffer *out)
{
    char *lines = buffer_reserve(out, PIECES_SIZE);
    uint32_t count;
    size_t size;

    if (!lines)
        return;
    size = row_lines(&rows->cursor, rows->left, false, lines, PIECES_SIZE, &count);
    assert(count > 0);
    buffer_claim(out, returns_drop(lines, size));
    (void)budget_take(rows->budget, BUDGET_PRESENT, (size_t)count * ROW_LINE_STEPS);
    rows->left -= count;
}

static void rows_append_briefs(struct rows *rows, struct buffer *out)
{
    uint32_t count = row_briefs(out, &rows->cursor, rows->left);

    (void)budget_take(rows->budget, BUDGET_PRESENT, (size_t)count * ROW_BRIEF_STEPS);
    rows->left -= count;
}

/* Appends rows until none is left or the buffer holds `enough` bytes; after the last row, appends
 * the end of the body. */
static void rows_append(struct rows *rows, struct buffer *out, size_t enough)
{
    while (rows->left > 0 && out->size < enough && !out->failed) {
        if (rows->format->lines)
            rows_append_lines(rows, out);
        else if (rows->format->fields == ROW_BRIEF && rows->begun)
            rows_append_briefs(rows, out);
        else
            rows_append_object(rows, out);
    }
    if (rows->left == 0)
        buffer_append_text(out, rows->format->end);
}

/* A slice ends by steps as well as by bytes, so that no row of a stream lacks an explanation
 * because of the rows before it. */
static void stream_fill(struct pieces *pieces)
{
    struct row_stream *stream = container_of(pieces, struct row_stream, pieces);
    struct rows *rows = &stream->rows;

    while (rows->left > 0 && pieces_want_more(pieces) && explain_affordable(rows->budget))
        rows_append(rows, &pieces->piece, pieces->piece.size + 1);
    pieces->ended = rows->left == 0;
}

static void stream_free(struct api_stream *base)
{
    struct pieces *pieces = container_of(base, struct pieces, stream);
    struct row_stream *stream = container_of(pieces, struct row_stream, pieces);

    search_release(&stream->search);
    pieces_release(pieces);
    free(stream);
}

/* Moves the search and the first bytes of the body into a stream. Returns NULL when memory ran out;
 * the caller then still owns both. */
static struct row_stream *stream_new(struct search *search, struct buffer *begin)
{
    struct row_stream *stream = calloc(1, sizeof *stream);

    if (!stream || !buffer_reserve(begin, STREAM_SPACE)) {
        free(stream);
        return NULL;
    }
    pieces_init(&stream->pieces, begin, stream_fill, stream_free);
    stream->search = *search;
    return stream;
}

static void reply_stream(struct api_reply *reply, struct search *search, struct rows *rows,
                         struct buffer *begin)
{
    struct row_stream *stream = stream_new(search, begin);

    if (!stream) {
        search_release(search);
        buffer_release(begin);
        reply_no_memory(reply);
        return;
    }
    stream->rows = *rows;
    stream->rows.cursor.search = &stream->search;
    stream_fill(&stream->pieces);
    stream->rows.budget = &stream->pieces.budget;
    reply_stream_body(reply, rows->format->type, &stream->pieces.stream);
}

void rows_reply(const struct exchange *exchange, struct search *search,
                const struct rows_format *format, uint32_t offset, uint32_t limit,
                struct buffer *begin)
{
    struct api_reply *reply = exchange->reply;
    struct rows rows;

    rows_begin(&rows, search, format, offset, limit, exchange->budget);
    if (rows.left > format->at_once) {
        reply_stream(reply, search, &rows, begin);
        return;
    }
    /* Not for a stream, which outlives a change of the index. */
    if (format->fields == ROW_FULL && row_cache_fits(exchange->catalog->rows, search))
        use_cache(&rows, exchange->catalog->rows);
    (void)buffer_reserve(begin, (size_t)rows.left * format->row_size);
    rows_append(&rows, begin, SIZE_MAX);
    reply_body(reply, format->type, begin);
    buffer_release(begin);
    search_release(search);
}
