/*
 * The JSON documents, by jansson: the only room of the answers that knows it. Whoever wants a
 * document fills a struct, and here it becomes text; what the members mean, and whether they are
 * true, is decided elsewhere.
 *
 * jansson returns NULL when memory runs out, and also when a text is not UTF-8; the second is
 * made impossible by text_new(), so that NULL everywhere means the first. Documents are put
 * together with json_pack(), which hands NULL upwards and frees what it was given.
 */

#include "server/answers/json.h"

#include <assert.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>

#include <jansson.h>

#include "index/utf8.h"
#include "server/answers/escape.h"

/* Fifteen digits show 0.2 as 0.2, and are enough for every numeric value of a character. */
enum { DUMP_FLAGS = JSON_COMPACT | JSON_REAL_PRECISION(15) };

static int dump_bytes(const char *bytes, size_t size, void *out)
{
    struct buffer *buffer = out;

    buffer_append(buffer, bytes, size);
    return buffer->failed ? -1 : 0;
}

/* Appends the document and lets go of it; NULL is a document that memory did not suffice for. */
static void document_append(struct buffer *out, json_t *document)
{
    if (!document || json_dump_callback(document, dump_bytes, out, DUMP_FLAGS) < 0) {
        buffer_release(out);
        out->failed = true;
    }
    json_decref(document);
}

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

__attribute__((format(printf, 1, 2))) static json_t *formatted_new(const char *format, ...)
{
    char text[32];
    va_list arguments;

    va_start(arguments, format);
    (void)vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    return json_string(text);
}

static json_t *code_point_new(uint32_t code_point)
{
    return formatted_new("U+%04X", (unsigned)code_point);
}

static json_t *code_point_or_null(int32_t code_point)
{
    return code_point < 0 ? json_null() : code_point_new((uint32_t)code_point);
}

/* The list with one more element, or NULL, the list being freed, where there is none. */
static json_t *list_with(json_t *list, json_t *element)
{
    if (json_array_append_new(list, element) == 0)
        return list;
    json_decref(list);
    return NULL;
}

void json_append_envelope(struct buffer *out, const struct json_envelope *envelope)
{
    json_t *document =
        json_pack("{s:o, s:s, s:s, s:I, s:I, s:I, s:s, s:s?}", "query",
                  text_new(envelope->query.bytes, envelope->query.size), "scope", envelope->scope,
                  "sort", envelope->sort, "total", (json_int_t)envelope->total, "offset",
                  (json_int_t)envelope->offset, "limit", (json_int_t)envelope->limit, "generation",
                  envelope->generation, "next", envelope->next);

    document_append(out, document);
    if (out->failed)
        return;
    out->size -= 1; /* the closing brace: the rows are still to come */
    buffer_append_text(out, ",\"results\":[");
}

void json_append_problem(struct buffer *out, const struct json_problem *problem)
{
    const struct slice *parameter = &problem->parameter;

    document_append(
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

static json_t *sources_new(const struct charindex *index)
{
    if (!index)
        return json_array();
    return json_pack("[{s:s, s:s, s:s}]", "name", "icu", "state", "ok", "version",
                     charindex_icu_version(index));
}

static json_int_t counter_read(const atomic_uint_least64_t *counter)
{
    return (json_int_t)atomic_load_explicit(counter, memory_order_relaxed);
}

static json_t *reactor_new(const struct counters *counters)
{
    return json_pack(
        "{s:I, s:I, s:I, s:I, s:I, s:I}", "telnet_open", counter_read(&counters->telnet_open),
        "telnet_accepted", counter_read(&counters->telnet_accepted), "telnet_queries",
        counter_read(&counters->telnet_queries), "http_open", counter_read(&counters->http_open),
        "http_accepted", counter_read(&counters->http_accepted), "http_requests",
        counter_read(&counters->http_requests));
}

static json_t *reactors_new(const struct catalog *catalog)
{
    json_t *list = json_array();

    for (size_t i = 0; i < catalog->reactors; i++)
        list = list_with(list, reactor_new(&catalog->counters[i]));
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

    document_append(
        out,
        json_pack("{s:s, s:o, s:s*, s:s?, s:s, s:s?, s:s?, s:o, s:o, s:o, s:I, s:o, s:o}", "state",
                  state_name(catalog->state), "progress", progress_new(catalog), "failure",
                  catalog->state == CATALOG_FAILED ? catalog->failure : NULL, "generation",
                  index ? charindex_generation(index) : NULL, "version", CHARFINDER_VERSION,
                  "unicode", index ? charindex_unicode_version(index) : NULL, "icu",
                  index ? charindex_icu_version(index) : NULL, "characters",
                  count_new(index, charindex_characters), "documents",
                  count_new(index, charindex_documents), "words", count_new(index, charindex_terms),
                  "uptime_seconds", (json_int_t)catalog_uptime(catalog), "sources",
                  sources_new(index), "reactors", reactors_new(catalog)));
}

static json_t *sequence_new(const struct character_sequence *sequence)
{
    json_t *list = json_array();

    for (size_t i = 0; i < sequence->count; i++)
        list = list_with(list, code_point_new(sequence->points[i]));
    return list;
}

static json_t *number_new(const struct character *character)
{
    double value = character->numeric_value;

    if (!character->has_numeric_value)
        return json_null();
    if (value == (double)(json_int_t)value)
        return json_integer((json_int_t)value);
    return json_real(value);
}

static json_t *properties_new(const struct character *character)
{
    return json_pack("{s:s, s:b, s:o, s:i, s:s, s:s, s:o, s:b, s:b, s:b, s:b, s:b, s:b, s:b}",
                     "bidi_class", character->bidi_class, "mirrored", character->mirrored, "mirror",
                     code_point_or_null(character->mirror), "combining_class",
                     character->combining_class, "east_asian_width", character->east_asian_width,
                     "line_break", character->line_break, "numeric_value", number_new(character),
                     "alphabetic", character->alphabetic, "white_space", character->white_space,
                     "emoji", character->emoji, "private_use", character->is_private, "surrogate",
                     character->is_surrogate, "noncharacter", character->is_noncharacter,
                     "assigned", character->is_assigned);
}

static json_t *case_new(const struct character *character)
{
    return json_pack("{s:o, s:o, s:o, s:o}", "upper", sequence_new(&character->upper), "lower",
                     sequence_new(&character->lower), "title", sequence_new(&character->title),
                     "folded", sequence_new(&character->folded));
}

static json_t *utf8_new(const char *bytes, size_t size)
{
    json_t *list = json_array();

    for (size_t i = 0; i < size; i++)
        list = list_with(list, formatted_new("%02X", (unsigned char)bytes[i]));
    return list;
}

static json_t *utf16_new(uint32_t code_point)
{
    uint32_t above = code_point - 0x10000;

    if (code_point <= 0xFFFF)
        return list_with(json_array(), formatted_new("%04X", (unsigned)code_point));
    return list_with(
        list_with(json_array(), formatted_new("%04X", (unsigned)(0xD800 + (above >> 10)))),
        formatted_new("%04X", (unsigned)(0xDC00 + (above & 0x3FF))));
}

/* A surrogate alone has no encoding form (Unicode Standard, D76 and D79). */
static json_t *encodings_new(const struct character *character)
{
    char bytes[UTF8_MAX_SIZE];

    if (character->is_surrogate)
        return json_pack("{s:n, s:n, s:n}", "utf8", "utf16", "utf32");
    return json_pack("{s:o, s:o, s:o}", "utf8",
                     utf8_new(bytes, utf8_write(bytes, character->code_point)), "utf16",
                     utf16_new(character->code_point), "utf32",
                     formatted_new("%08X", (unsigned)character->code_point));
}

static json_t *escapes_new(uint32_t code_point)
{
    json_t *object = json_object();

    for (enum escape_language language = 0; language < ESCAPE_LANGUAGES; language++) {
        char text[ESCAPE_SIZE];
        json_t *value = escape_write(language, code_point, text) ? json_string(text) : json_null();

        if (json_object_set_new(object, escape_language_name(language), value) < 0) {
            json_decref(object);
            return NULL;
        }
    }
    return object;
}

static json_t *itself_new(const struct character *character)
{
    char bytes[UTF8_MAX_SIZE];

    if (character->is_surrogate)
        return json_null();
    return json_stringn(bytes, utf8_write(bytes, character->code_point));
}

static json_t *aliases_new(const struct character *character)
{
    return character->alias[0] ? list_with(json_array(), text_or_null(character->alias))
                               : json_array();
}

/* The part of the document that follows the names; merged into it, so that each part can be
 * read by itself. */
static json_t *facts_new(const struct character *character)
{
    return json_pack("{s:s, s:s, s:s, s:s, s:o, s:i, s:o, s:{s:s, s:o}, s:o, s:o, s:o}", "category",
                     character->facts.category, "category_name", character->category_name, "block",
                     character->facts.block, "script", character->facts.script, "age",
                     text_or_null(character->facts.age), "plane", character->plane, "properties",
                     properties_new(character), "decomposition", "type",
                     character->decomposition_type, "points",
                     sequence_new(&character->decomposition), "nfd", sequence_new(&character->nfd),
                     "nfkd", sequence_new(&character->nfkd), "case", case_new(character));
}

void json_append_character(struct buffer *out, const struct character *character,
                           const struct json_place *place)
{
    json_t *document =
        json_pack("{s:o, s:o, s:o, s:s, s:o}", "char", itself_new(character), "codepoint",
                  code_point_new(character->code_point), "name", text_or_null(character->name),
                  "label", character->label, "aliases", aliases_new(character));
    json_t *facts = facts_new(character);
    json_t *rest =
        json_pack("{s:o, s:o, s:{s:o, s:o}, s:s*}", "encodings", encodings_new(character),
                  "escapes", escapes_new(character->code_point), "neighbours", "previous",
                  code_point_or_null(place->previous), "next", code_point_or_null(place->next),
                  "generation", place->generation);

    if (json_object_update(document, facts) < 0 || json_object_update(document, rest) < 0) {
        json_decref(document);
        document = NULL;
    }
    json_decref(facts);
    json_decref(rest);
    document_append(out, document);
}

void json_append_telnet_status(struct buffer *out, const char *query, size_t size, uint32_t total,
                               uint32_t shown, const char *generation)
{
    document_append(out, json_pack("{s:o, s:I, s:I, s:s}", "query", text_new(query, size), "total",
                                   (json_int_t)total, "shown", (json_int_t)shown, "generation",
                                   generation));
}
