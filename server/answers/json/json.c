/*
 * The JSON documents about searches, problems and the daemon itself. Whoever wants a document fills
 * a struct, and here it becomes text; what the members mean, and whether they are true, is decided
 * elsewhere. All are made by jansson, but for the envelope that every page has.
 *
 * jansson returns NULL when memory runs out, and also when a text is not UTF-8; the second is
 * made impossible by text_new(), so that NULL everywhere means the first. Documents are put
 * together with json_pack(), which hands NULL upwards and frees what it was given.
 */

#include "server/answers/json/json.h"

#include <assert.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>

#include <jansson.h>

#include "index/base/json_text.h"
#include "index/base/utf8.h"
#include "server/answers/json/json_value.h"

/* Text from anywhere: what is not UTF-8 in it becomes U+FFFD. A path in a message of the
 * operating system may hold any bytes. */
static json_t *text_new(const char *bytes, size_t size)
{
    struct buffer valid = BUFFER_INIT;
    json_t *text;

    if (size == 0)
        return json_string(""); /* bytes may be NULL */
    if (utf8_valid(bytes, size))
        return json_stringn_nocheck(bytes, size);
    for (size_t at = 0, begin = 0; at < size; begin = at) {
        if (utf8_next(bytes, size, &at) < 0)
            buffer_append_text(&valid, "\xEF\xBF\xBD");
        else
            buffer_append(&valid, bytes + begin, at - begin);
    }
    text = valid.failed ? NULL : json_stringn_nocheck(valid.bytes, valid.size);
    buffer_release(&valid);
    return text;
}

/* Reasons come without their full stop, so that a log may put them anywhere; a person who reads
 * a problem is told whole sentences. */
static json_t *sentence_new(const char *reason)
{
    struct buffer sentence = BUFFER_INIT;
    size_t size = strlen(reason);
    json_t *text;

    buffer_append(&sentence, reason, size);
    if (size > 0 && reason[size - 1] != '.')
        buffer_append(&sentence, ".", 1);
    text = sentence.failed ? NULL : text_new(sentence.bytes, sentence.size);
    buffer_release(&sentence);
    return text;
}

static json_t *text_or_null(const char *text)
{
    return text && text[0] ? text_new(text, strlen(text)) : json_null();
}

/* `,"NAME":` */
static void member_append(struct buffer *out, const char *name)
{
    buffer_append_text(out, ",\"");
    buffer_append_text(out, name);
    buffer_append_text(out, "\":");
}

static void text_member(struct buffer *out, const char *name, const char *text)
{
    member_append(out, name);
    json_text_append(out, (struct slice){.bytes = text, .size = strlen(text)});
}

static void number_member(struct buffer *out, const char *name, uint32_t number)
{
    member_append(out, name);
    buffer_append_decimal(out, number);
}

static void counts_append(struct buffer *out, const struct json_facet *facet)
{
    for (size_t i = 0; i < facet->count; i++) {
        buffer_append_text(out, i > 0 ? ",{\"value\":" : "{\"value\":");
        json_text_append(out, facet->counts[i].value);
        number_member(out, "count", facet->counts[i].count);
        buffer_append_text(out, "}");
    }
}

static void facets_append(struct buffer *out, const struct json_envelope *envelope)
{
    member_append(out, "facets");
    for (size_t i = 0; i < envelope->facet_count; i++) {
        const struct json_facet *facet = &envelope->facets[i];

        buffer_append_text(out, i > 0 ? ",\"" : "{\"");
        buffer_append_text(out, facet->property);
        buffer_append_text(out, "\":[");
        counts_append(out, facet);
        buffer_append_text(out, "]");
    }
    buffer_append_text(out, "}");
}

/* Written by hand: it is part of every page, and as a document of jansson's it cost as much as
 * thirty rows. */
void json_append_envelope(struct buffer *out, const struct json_envelope *envelope)
{
    buffer_append_text(out, "{\"query\":");
    json_text_append(out, envelope->query);
    text_member(out, "scope", envelope->scope);
    text_member(out, "sort", envelope->sort);
    number_member(out, "total", envelope->total);
    number_member(out, "offset", envelope->offset);
    number_member(out, "limit", envelope->limit);
    text_member(out, "generation", envelope->generation);
    if (envelope->next)
        text_member(out, "next", envelope->next);
    else
        buffer_append_text(out, ",\"next\":null");
    if (envelope->suggestion)
        text_member(out, "suggestion", envelope->suggestion);
    if (envelope->facet_count > 0)
        facets_append(out, envelope);
    buffer_append_text(out, ",\"results\":[");
}

void json_append_problem(struct buffer *out, const struct json_problem *problem)
{
    const struct slice *parameter = &problem->parameter;

    json_value_append(
        out, json_pack("{s:s, s:s, s:i, s:o, s:o*, s:o*, s:o*, s:s*}", "type", "about:blank",
                       "title", problem->title, "status", (int)problem->status, "detail",
                       sentence_new(problem->detail), "parameter",
                       parameter->bytes ? text_new(parameter->bytes, parameter->size) : NULL,
                       "column", problem->column ? json_integer((json_int_t)problem->column) : NULL,
                       "progress", problem->building ? json_integer(problem->progress) : NULL,
                       "generation", problem->generation));
}

static const char *state_name(enum catalog_state state)
{
    switch (state) {
    case CATALOG_BUILDING:
        return "building";
    case CATALOG_READY:
        return "ready";
    case CATALOG_FAILED:
        return "failed";
    }
    assert(!"a state");
    return "";
}

static json_t *progress_new(const struct catalog *catalog)
{
    switch (catalog->state) {
    case CATALOG_BUILDING:
        return json_integer(catalog->progress);
    case CATALOG_READY:
        return json_integer(100);
    case CATALOG_FAILED:
        break;
    }
    return json_null();
}

static json_t *digest_new(const struct source *source)
{
    char text[2 * CHECKSUM_SIZE + 1];

    for (size_t i = 0; i < CHECKSUM_SIZE; i++)
        (void)snprintf(text + 2 * i, 3, "%02x", source->digest[i]);
    return json_string(text);
}

/* A source that was not read has neither records nor a digest that would mean anything. */
static json_t *source_new(const struct charindex *index, enum source_id id)
{
    const struct source *source = &charindex_sources(index)->list[id];
    bool read = source->state == SOURCE_OK;

    return json_pack("{s:o, s:s, s:s*, s:o*, s:o*}", "name",
                     text_new(source->name, strnlen(source->name, SOURCE_NAME_SIZE)), "state",
                     source_state_name(source->state), "version",
                     id == SOURCE_ICU ? charindex_icu_version(index) : NULL, "records",
                     read ? json_integer(source->records) : NULL, "digest",
                     read ? digest_new(source) : NULL);
}

static json_t *sources_new(const struct charindex *index)
{
    json_t *list = json_array();

    for (enum source_id id = 0; index && id < SOURCE_COUNT; id++)
        list = json_value_list_with(list, source_new(index, id));
    return list;
}

static json_t *languages_new(const struct charindex *index)
{
    const struct sources *sources = index ? charindex_sources(index) : NULL;
    json_t *list = json_array();

    for (size_t i = 0; sources && i < sources->language_count; i++) {
        const char *name = sources->languages[i];

        list = json_value_list_with(list, text_new(name, strnlen(name, LANGUAGE_SIZE)));
    }
    return list;
}

static json_int_t counter_read(const atomic_uint_least64_t *counter)
{
    return (json_int_t)atomic_load_explicit(counter, memory_order_relaxed);
}

static json_t *reactor_new(const struct counters *counters)
{
    return json_pack(
        "{s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:I}", "telnet_open",
        counter_read(&counters->telnet_open), "telnet_accepted",
        counter_read(&counters->telnet_accepted), "telnet_queries",
        counter_read(&counters->telnet_queries), "http_open", counter_read(&counters->http_open),
        "http_accepted", counter_read(&counters->http_accepted), "http_requests",
        counter_read(&counters->http_requests), "http_kept", counter_read(&counters->http_cached),
        "searches_cached", counter_read(&counters->searches_cached));
}

static json_t *reactors_new(const struct catalog *catalog)
{
    json_t *list = json_array();

    for (size_t i = 0; i < catalog->reactors; i++)
        list = json_value_list_with(list, reactor_new(&catalog->counters[i]));
    return list;
}

static json_t *count_new(const struct charindex *index,
                         uint32_t (*count)(const struct charindex *index))
{
    return index ? json_integer((json_int_t)count(index)) : json_null();
}

void json_append_status(struct buffer *out, const struct catalog *catalog)
{
    const struct charindex *index = catalog->index;

    json_value_append(
        out,
        json_pack("{s:s, s:o, s:o*, s:s?, s:s, s:s?, s:s?, s:o, s:o, s:o, s:o, s:o, s:I, s:o, s:o}",
                  "state", state_name(catalog->state), "progress", progress_new(catalog), "failure",
                  catalog->state == CATALOG_FAILED ? text_or_null(catalog->failure) : NULL,
                  "generation", index ? charindex_generation(index) : NULL, "version",
                  CHARFINDER_VERSION, "unicode", index ? charindex_unicode_version(index) : NULL,
                  "icu", index ? charindex_icu_version(index) : NULL, "characters",
                  count_new(index, charindex_characters), "sequences",
                  count_new(index, charindex_sequences), "documents",
                  count_new(index, charindex_documents), "words", count_new(index, charindex_terms),
                  "languages", languages_new(index), "uptime_seconds", (json_int_t)catalog->uptime,
                  "sources", sources_new(index), "reactors", reactors_new(catalog)));
}

void json_append_telnet_status(struct buffer *out, const struct json_telnet_status *status)
{
    const char *suggestion = status->suggestion;

    json_value_append(out, json_pack("{s:o, s:s, s:s, s:I, s:I, s:s, s:o*}", "query",
                                     text_new(status->query.bytes, status->query.size), "scope",
                                     status->scope, "sort", status->sort, "total",
                                     (json_int_t)status->total, "shown", (json_int_t)status->shown,
                                     "generation", status->generation, "suggestion",
                                     suggestion ? text_new(suggestion, strlen(suggestion)) : NULL));
}
