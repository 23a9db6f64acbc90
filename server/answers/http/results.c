/*
 * Searches into bodies: the book's array, the pages of the API, and its streams of lines. A result
 * is never copied out of the index to be counted or paged: a cursor is placed at the offset, and
 * its rows go straight into the body. Where the body would be long it is not made at all: the
 * cursor travels with the reply, and the transport asks for the next piece when the last one is on
 * its way.
 *
 * A page is pinned to the generation of the index that its predecessor came from; pages of two
 * generations are never mixed, because what lies before an offset may have changed.
 */

#include "server/answers/http/results.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "index/present/row.h"
#include "index/search/facets.h"
#include "index/search/search.h"
#include "server/answers/http/reply.h"
#include "server/answers/language.h"
#include "server/base/limits.h"
#include "server/base/log.h"

enum {
    STREAM_PIECE = 16 * 1024, /* bytes of rows that are prepared at a time */
    STREAM_ROOM = 2 * STREAM_PIECE,
};

/* How rows become a body. */
struct format {
    const char *type;
    enum row_fields fields;
    bool lines; /* rows as the index has them, for TSV; else JSON objects */
    bool paged; /* in the envelope of a page; else whatever was asked for, up to the end */
    const char *begin, *between, *behind, *end; /* of all rows, two rows, each row, all rows */
    uint32_t row_size; /* bytes of one, as most are: room is made for so many */
    uint32_t at_once; /* rows that are sent as one body, its length known: that costs less than half
                         of a chunked one, and so few cost a fifth of a millisecond at most */
};

static const struct format book_format = {
    .type = "application/json",
    .fields = ROW_BRIEF,
    .begin = "[",
    .between = ",",
    .behind = "",
    .end = "]",
    .row_size = 64,
    .at_once = 1000,
};

/* The values of the parameter format, and what they are. */
static const char *const format_names[] = {"json", "ndjson", "tsv", NULL};
static const struct format formats[] = {
    {
        .type = "application/json",
        .fields = ROW_FULL,
        .paged = true,
        .begin = "", /* the envelope */
        .between = ",",
        .behind = "",
        .end = "]}",
        .row_size = 256,
        .at_once = 100,
    },
    {
        .type = "application/x-ndjson",
        .fields = ROW_FULL,
        .begin = "",
        .between = "",
        .behind = "\n",
        .end = "",
        .row_size = 256,
        .at_once = 100,
    },
    {
        .type = "text/tab-separated-values; charset=utf-8",
        .fields = ROW_BRIEF,
        .lines = true,
        .begin = "codepoint\tchar\tname\n", /* as the registration of the type wants it */
        .between = "",
        .behind = "",
        .end = "",
        .row_size = 64,
        .at_once = 1000,
    },
};

/* What a request asks for. */
struct wanted {
    const struct slice *query;
    const struct slice *lang; /* as it was sent, or NULL */
    struct search_options options;
    size_t format;   /* place in formats */
    unsigned facets; /* a set: bit n is the property n */
    uint32_t offset, limit;
    bool pinned; /* the target names the generation, and it is the one that is served */
};

/* Rows go into a buffer here, and nowhere else. */
struct rows {
    const struct format *format;
    struct search_cursor cursor;
    uint32_t left; /* rows still to write */
    bool begun;    /* a separator is due before the next */
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
                       const struct format *format)
{
    uint32_t total = search->result.total;
    uint32_t behind = wanted->offset < total ? total - wanted->offset : 0;

    *rows = (struct rows){.format = format};
    rows->left = behind < wanted->limit ? behind : wanted->limit;
    search_seek(search, wanted->offset, &rows->cursor);
}

static void rows_append_object(struct rows *rows, struct buffer *out)
{
    const struct format *format = rows->format;
    uint32_t document, found = search_next(&rows->cursor, 1, &document);

    assert(found == 1); /* left was counted from the total */
    (void)found;
    if (rows->begun)
        buffer_append_text(out, format->between);
    row_json(out, rows->cursor.search, document, format->fields);
    buffer_append_text(out, format->behind);
    rows->begun = true;
    rows->left--;
}

/* Takes the CR off the ends of lines, which only telnet wants; names have none in them. */
static size_t returns_drop(char *lines, size_t size)
{
    size_t kept = 0;

    for (size_t i = 0; i < size; i++)
        if (lines[i] != '\r')
            lines[kept++] = lines[i];
    return kept;
}

static void rows_append_lines(struct rows *rows, struct buffer *out)
{
    char *room = buffer_reserve(out, STREAM_PIECE);
    uint32_t count;
    size_t size;

    if (!room)
        return;
    size = row_lines(&rows->cursor, rows->left, room, STREAM_PIECE, &count);
    assert(count > 0);
    buffer_claim(out, returns_drop(room, size));
    rows->left -= count;
}

/* Appends rows until none is left or the buffer holds `enough` bytes, and behind the last one the
 * end of the body. */
static void rows_append(struct rows *rows, struct buffer *out, size_t enough)
{
    while (rows->left > 0 && out->size < enough && !out->failed) {
        if (rows->format->lines)
            rows_append_lines(rows, out);
        else if (rows->format->fields == ROW_BRIEF && rows->begun)
            rows->left -= row_briefs(out, &rows->cursor, rows->left);
        else
            rows_append_object(rows, out);
    }
    if (rows->left == 0)
        buffer_append_text(out, rows->format->end);
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
    reply_header(exchange->reply, "Access-Control-Expose-Headers",
                 "ETag, Link, Retry-After, X-Suggestion, X-Total-Count");
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
    int outcome =
        search_cache_open(exchange->catalog->searches, search, exchange->catalog->index,
                          &wanted->options, wanted->query->bytes, wanted->query->size, &error);

    if (outcome < 0)
        reply_no_memory(exchange->reply);
    else if (outcome == SEARCH_BAD_QUERY)
        reply_bad_query(exchange, &error);
    if (outcome != SEARCH_OK)
        return false;
    search_log(search, wanted->query);
    return true;
}

static void stream_fill(struct row_stream *stream)
{
    rows_append(&stream->rows, &stream->piece, STREAM_PIECE);
    stream->ended = stream->rows.left == 0;
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

/* Moves the search and the beginning of the body into a stream. Returns NULL, both being the
 * caller's still, when memory ran out. */
static struct row_stream *stream_new(struct search *search, const struct wanted *wanted,
                                     const struct format *format, struct buffer *begin)
{
    struct row_stream *stream = calloc(1, sizeof *stream);

    if (!stream || !buffer_reserve(begin, STREAM_ROOM)) {
        free(stream);
        return NULL;
    }
    stream->stream = (struct api_stream){.read = stream_read, .free = stream_free};
    stream->search = *search;
    stream->piece = *begin;
    rows_begin(&stream->rows, &stream->search, wanted, format);
    stream_fill(stream);
    return stream;
}

/* Takes the search and the beginning of the body. */
static void reply_stream(struct api_reply *reply, struct search *search,
                         const struct wanted *wanted, const struct format *format,
                         struct buffer *begin)
{
    struct row_stream *stream = stream_new(search, wanted, format, begin);

    if (!stream) {
        search_release(search);
        buffer_release(begin);
        reply_no_memory(reply);
        return;
    }
    reply->stream = &stream->stream;
    reply_header(reply, "Content-Type", format->type);
    reply_header(reply, "X-Content-Type-Options", "nosniff");
}

/* The rows behind the beginning of the body. Takes the search and the beginning. */
static void reply_rows(struct api_reply *reply, struct search *search, const struct wanted *wanted,
                       const struct format *format, struct buffer *begin)
{
    struct rows rows;

    rows_begin(&rows, search, wanted, format);
    if (rows.left > format->at_once) {
        reply_stream(reply, search, wanted, format, begin);
        return;
    }
    (void)buffer_reserve(begin, (size_t)rows.left * format->row_size);
    rows_append(&rows, begin, SIZE_MAX);
    reply_body(reply, format->type, begin);
    buffer_release(begin);
    search_release(search);
}

void results_answer_all(const struct exchange *exchange)
{
    static const char *const names[] = {"q", "offset", "limit", NULL};
    struct wanted wanted = {
        .options = {.scope = SCOPE_NAME, .sort = SORT_CODE_POINT},
        .limit = UINT32_MAX,
    };
    struct buffer body = BUFFER_INIT;
    struct search search;

    if (!exchange_sends_once(exchange, names) || !wanted_read(exchange, UINT32_MAX, &wanted) ||
        !exchange_ready(exchange) || answer_unchanged(exchange, &wanted) ||
        !search_run(exchange, &wanted, &search))
        return;

    results_headers(exchange, &wanted);
    buffer_append_text(&body, book_format.begin);
    reply_rows(exchange->reply, &search, &wanted, &book_format, &body);
}

static bool facet_find(struct slice name, enum property *facet)
{
    for (*facet = 0; *facet < PROPERTY_FACETS; (*facet)++) {
        const char *known = property_name(*facet);

        if (name.size == strlen(known) && memcmp(name.bytes, known, name.size) == 0)
            return true;
    }
    return false;
}

/* "block,age" into a set. Returns false where one of them is none. */
static bool facets_parse(const struct slice *text, unsigned *facets)
{
    size_t begin = 0;

    for (size_t at = 0; at <= text->size; at++) {
        enum property facet;

        if (at < text->size && text->bytes[at] != ',')
            continue;
        if (!facet_find((struct slice){text->bytes + begin, at - begin}, &facet))
            return false;
        *facets |= 1U << facet;
        begin = at + 1;
    }
    return true;
}

static bool facets_read(const struct exchange *exchange, struct wanted *wanted)
{
    const struct slice *text = target_value(exchange->target, "facets");

    if (!text)
        return true;
    if (!facets_parse(text, &wanted->facets)) {
        exchange_refuse(exchange, "facets",
                        "Send facets as some of block, script, category and age, with commas "
                        "between, or leave it out");
        return false;
    }
    if (!formats[wanted->format].paged) {
        exchange_refuse(exchange, "facets",
                        "A body of format %s has rows only; send facets with format=json",
                        format_names[wanted->format]);
        return false;
    }
    return true;
}

/* What can be read without an index. */
static bool options_read(const struct exchange *exchange, struct wanted *wanted)
{
    static const char *const variants[] = {"fold", "show", NULL};
    const char *const scopes[] = {search_scope_name(SCOPE_NAME), search_scope_name(SCOPE_ALL),
                                  NULL};
    const char *const sorts[] = {search_sort_name(SORT_CODE_POINT),
                                 search_sort_name(SORT_RELEVANCE), NULL};
    size_t scope = SCOPE_ALL, sort = SORT_RELEVANCE, unfold = false;

    if (!exchange_choice(exchange, "scope", scopes, &scope) ||
        !exchange_choice(exchange, "sort", sorts, &sort) ||
        !exchange_choice(exchange, "variants", variants, &unfold) ||
        !exchange_choice(exchange, "format", format_names, &wanted->format) ||
        !facets_read(exchange, wanted))
        return false;
    wanted->options = (struct search_options){
        .scope = (enum search_scope)scope,
        .sort = (enum search_sort)sort,
        .unfold = unfold,
        .explain = formats[wanted->format].fields == ROW_FULL,
    };
    if (formats[wanted->format].paged)
        wanted->limit = LIMIT_PAGE_DEFAULT;
    return wanted_read(exchange, formats[wanted->format].paged ? LIMIT_PAGE : UINT32_MAX, wanted);
}

static bool languages_read(const struct exchange *exchange, struct wanted *wanted)
{
    struct reason reason;

    wanted->lang = target_value(exchange->target, "lang");
    if (!wanted->lang)
        return true;
    if (wanted->lang->size > API_LANGUAGES_SIZE) {
        exchange_refuse(exchange, "lang", "Send at most %d bytes of languages, or all",
                        API_LANGUAGES_SIZE);
        return false;
    }
    if (!language_set_read(exchange->catalog->index, *wanted->lang, &wanted->options.languages,
                           &reason)) {
        exchange_refuse(exchange, "lang", "%s", reason.text);
        return false;
    }
    return true;
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
    for (size_t i = 0; i < text->size; i++) {
        unsigned char byte = (unsigned char)text->bytes[i];

        if ((byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
            (byte >= '0' && byte <= '9') || byte == '-' || byte == '.' || byte == '_' ||
            byte == '~') {
            buffer_append(out, &byte, 1);
        } else {
            buffer_append_text(out, "%");
            buffer_append_hex(out, byte, 2);
        }
    }
}

/* The target of the rows that begin at the offset, NUL-terminated. It has all that decides what
 * they are; facets, which are about the whole result, the client has already. */
static void append_next(struct buffer *out, const struct search *search,
                        const struct wanted *wanted, uint32_t offset)
{
    buffer_append_text(out, "/api/v1/search?q=");
    append_escaped(out, wanted->query);
    buffer_append_text(out, "&scope=");
    buffer_append_text(out, search_scope_name(wanted->options.scope));
    buffer_append_text(out, "&sort=");
    buffer_append_text(out, search_sort_name(wanted->options.sort));
    if (wanted->lang) {
        buffer_append_text(out, "&lang=");
        append_escaped(out, wanted->lang);
    }
    if (wanted->options.unfold)
        buffer_append_text(out, "&variants=show");
    if (wanted->format > 0) {
        buffer_append_text(out, "&format=");
        buffer_append_text(out, format_names[wanted->format]);
    }
    buffer_append_text(out, "&offset=");
    buffer_append_decimal(out, offset);
    buffer_append_text(out, "&limit=");
    buffer_append_decimal(out, wanted->limit);
    buffer_append_text(out, "&generation=");
    buffer_append_text(out, charindex_generation(search->index));
    buffer_append(out, "", 1);
}

/* Makes the target of what follows in *next, where anything does; else leaves it empty. */
static void next_write(struct buffer *next, const struct search *search,
                       const struct wanted *wanted)
{
    uint32_t total = search->result.total;

    if (wanted->offset < total && wanted->limit < total - wanted->offset)
        append_next(next, search, wanted, wanted->offset + wanted->limit);
}

/* What the envelope of a page tells, for bodies that have none. Returns false when memory ran
 * out. */
static bool stream_headers(struct api_reply *reply, const struct search *search)
{
    struct buffer suggestion = BUFFER_INIT;
    bool whole;

    reply_header_format(reply, "X-Total-Count", "%u", (unsigned)search->result.total);
    if (!search->suggestion)
        return true;
    append_escaped(&suggestion, &(struct slice){search->suggestion, strlen(search->suggestion)});
    whole = !suggestion.failed;
    if (whole)
        reply_header_format(reply, "X-Suggestion", "%.*s", (int)suggestion.size, suggestion.bytes);
    buffer_release(&suggestion);
    return whole;
}

/* The facets of a page, as its envelope shows them. */
struct facet_lists {
    struct json_facet facets[PROPERTY_FACETS];
    size_t count;
    struct json_count *counts; /* owned: those of all facets */
};

static void facet_list_add(struct facet_lists *lists, struct json_count *room,
                           const struct charindex *index, enum property property,
                           const struct facet *list, size_t count)
{
    for (size_t i = 0; i < count; i++)
        room[i] = (struct json_count){charindex_value_name(index, list[i].value), list[i].count};
    lists->facets[lists->count++] =
        (struct json_facet){.property = property_name(property), .counts = room, .count = count};
}

/* Returns false when memory ran out. */
static bool facet_lists_make(struct facet_lists *lists, const struct search *search,
                             unsigned wanted)
{
    const struct charindex *index = search->index;
    struct facets *facets = facets_new(index, &search->result);
    size_t most = 0, used = 0;

    for (enum property property = 0; property < PROPERTY_FACETS; property++)
        most += charindex_values(index, property).end - charindex_values(index, property).first;
    lists->counts = calloc(most, sizeof *lists->counts);
    for (enum property property = 0; facets && lists->counts && property < PROPERTY_FACETS;
         property++) {
        const struct facet *list;
        size_t count;

        if (!(wanted >> property & 1))
            continue;
        count = facets_count(facets, property, &list);
        facet_list_add(lists, lists->counts + used, index, property, list, count);
        used += count;
    }
    facets_free(facets);
    return lists->count > 0;
}

/* The beginning of a page. Returns false when memory ran out. */
static bool envelope_begin(struct buffer *body, const struct search *search,
                           const struct wanted *wanted, const char *next)
{
    struct facet_lists lists = {.counts = NULL};
    struct json_envelope envelope = {
        .query = *wanted->query,
        .scope = search_scope_name(wanted->options.scope),
        .sort = search_sort_name(wanted->options.sort),
        .total = search->result.total,
        .offset = wanted->offset,
        .limit = wanted->limit,
        .generation = charindex_generation(search->index),
        .next = next,
        .suggestion = search->suggestion,
    };

    if (!wanted->facets || facet_lists_make(&lists, search, wanted->facets)) {
        envelope.facets = lists.facets;
        envelope.facet_count = lists.count;
        json_append_envelope(body, &envelope);
    } else {
        body->failed = true;
    }
    free(lists.counts);
    return !body->failed;
}

/* The headers, and the body up to its first row. Returns false when memory ran out: a page that
 * silently had no next would end a scroll too early. */
static bool results_begin(const struct exchange *exchange, const struct search *search,
                          const struct wanted *wanted, struct buffer *body)
{
    const struct format *format = &formats[wanted->format];
    struct buffer next = BUFFER_INIT;
    bool whole;

    results_headers(exchange, wanted);
    next_write(&next, search, wanted);
    if (next.size > 0)
        reply_header_joined(exchange->reply, "Link",
                            (const char *const[]){"<", next.bytes, ">; rel=\"next\"", NULL});
    buffer_append_text(body, format->begin);
    whole = !next.failed && (format->paged ? envelope_begin(body, search, wanted, next.bytes)
                                           : stream_headers(exchange->reply, search));
    buffer_release(&next);
    return whole;
}

void results_answer_search(const struct exchange *exchange)
{
    static const char *const names[] = {"q",      "scope",      "sort",   "offset",
                                        "limit",  "lang",       "facets", "variants",
                                        "format", "generation", NULL};
    struct wanted wanted = {.limit = UINT32_MAX};
    struct buffer body = BUFFER_INIT;
    struct search search;

    if (!exchange_sends_only(exchange, names) || !exchange_sends_once(exchange, names) ||
        !options_read(exchange, &wanted) || !exchange_ready(exchange) ||
        !generation_served(exchange, &wanted) || !languages_read(exchange, &wanted) ||
        answer_unchanged(exchange, &wanted) || !search_run(exchange, &wanted, &search))
        return;

    if (results_begin(exchange, &search, &wanted, &body)) {
        reply_rows(exchange->reply, &search, &wanted, &formats[wanted.format], &body);
        return;
    }
    buffer_release(&body);
    search_release(&search);
    reply_no_memory(exchange->reply);
}
