/*
 * The analysis of a text: grapheme clusters, and the code points of each. Every code point has a
 * name or a label, so that nothing in the text stays hidden.
 *
 * Written by hand: a text of 1,024 letters is a document of 1,024 clusters, 200 KB. jansson took 10
 * ms to build it; writing it directly, with the index's precomputed properties, takes less than 1
 * ms.
 */

#include "server/answers/json/json_inspection.h"

#include "index/base/hex.h"
#include "index/base/json_text.h"
#include "index/base/utf8.h"
#include "index/present/lookup.h"
#include "index/text/grapheme.h"
#include "index/unicode/character.h"

enum {
    CLUSTER_STEPS = 40, /* a cluster found and looked up */
    BYTES_A_STEP = 4,   /* of its text */
    POINT_STEPS = 100,  /* a code point written */
};

static struct slice part(const struct json_inspection *inspection, size_t begin, size_t end)
{
    return (struct slice){.bytes = inspection->text.bytes + begin, .size = end - begin};
}

static const char *boolean(bool value)
{
    return value ? "true" : "false";
}

/* Appends nothing if the text is neither a character nor a named sequence. */
static void append_name(struct buffer *out, const struct json_inspection *inspection,
                        struct slice text)
{
    char label[CHARACTER_NAME_SIZE];
    struct slice name = lookup_name(inspection->index, text.bytes, text.size, label);

    if (name.size == 0)
        return;
    buffer_append_text(out, ",\"name\":");
    json_text_append(out, name);
}

/* Category, block, script and age, as in a row. */
static void append_properties(struct buffer *out, const struct charindex *index,
                              uint32_t code_point)
{
    struct character_facts facts;
    struct slice properties;
    uint32_t document;

    if (charindex_find(index, code_point, &document)) {
        properties = charindex_properties(index, document);
        buffer_append(out, properties.bytes, properties.size);
        return;
    }
    character_facts(charindex_repertoire(index), code_point, &facts);
    buffer_append_format(out, ",\"category\":\"%s\",\"block\":\"%s\",\"script\":\"%s\"",
                         facts.category, facts.block, facts.script);
    buffer_append_format(out, facts.age[0] ? ",\"age\":\"%s\"" : ",\"age\":null", facts.age);
}

/* "E2 98 80" */
static void append_bytes(struct buffer *out, struct slice bytes)
{
    char text[3 * UTF8_MAX_SIZE];
    size_t size = 0;

    for (size_t i = 0; i < bytes.size && i < UTF8_MAX_SIZE; i++) {
        text[size++] = hex_digit((unsigned char)bytes.bytes[i] >> 4);
        text[size++] = hex_digit((unsigned char)bytes.bytes[i]);
        text[size++] = ' ';
    }
    buffer_append(out, text, size - 1);
}

static void append_code_point(struct buffer *out, const struct json_inspection *inspection,
                              uint32_t code_point, struct slice bytes)
{
    buffer_append_format(out, "{\"codepoint\":\"U+%04X\",\"char\":", (unsigned)code_point);
    json_text_append(out, bytes);
    append_name(out, inspection, bytes);
    append_properties(out, inspection->index, code_point);
    buffer_append_text(out, ",\"invisible\":");
    buffer_append_text(
        out, boolean(character_is_invisible(charindex_repertoire(inspection->index), code_point)));
    buffer_append_text(out, ",\"utf8\":\"");
    append_bytes(out, bytes);
    buffer_append_text(out, "\"}");
}

static void append_cluster_begin(struct buffer *out, const struct json_inspection *inspection)
{
    struct slice cluster = part(inspection, inspection->begin, inspection->end);

    buffer_append_text(out, inspection->begin > 0 ? ",{\"text\":" : "{\"text\":");
    json_text_append(out, cluster);
    append_name(out, inspection, cluster);
    buffer_append_text(out, ",\"codepoints\":[");
}

/* Makes the next cluster the current one. Returns false after the last. */
static bool next_cluster(struct json_inspection *inspection, struct buffer *out,
                         struct budget *budget)
{
    size_t end = graphemes_next(inspection->graphemes);

    if (end == 0)
        return false;
    inspection->begin = inspection->at = inspection->end;
    inspection->end = end;
    append_cluster_begin(out, inspection);
    (void)budget_take(budget, BUDGET_PRESENT,
                      CLUSTER_STEPS + (end - inspection->begin) / BYTES_A_STEP);
    return true;
}

static void next_code_point(struct json_inspection *inspection, struct buffer *out,
                            struct budget *budget)
{
    size_t before = inspection->at;
    uint32_t code_point =
        (uint32_t)utf8_next(inspection->text.bytes, inspection->end, &inspection->at);

    if (before > inspection->begin)
        buffer_append(out, ",", 1);
    append_code_point(out, inspection, code_point, part(inspection, before, inspection->at));
    if (inspection->at == inspection->end)
        buffer_append_text(out, "]}");
    (void)budget_take(budget, BUDGET_PRESENT, POINT_STEPS);
}

static void append_warning(struct buffer *out, const struct json_inspection *inspection,
                           const char *type, struct text_span span, bool first)
{
    buffer_append_format(out, "%s{\"type\":\"%s\",\"byte\":%zu,\"text\":", first ? "" : ",", type,
                         span.begin);
    json_text_append(out, part(inspection, span.begin, span.end));
    buffer_append(out, "}", 1);
}

/* Warns about what a reader cannot see: a look-alike from another script, reversed text. */
static void append_warnings(struct buffer *out, const struct json_inspection *inspection)
{
    const struct slice *text = &inspection->text;
    size_t controls = 0;

    for (size_t i = 0; i < inspection->mixed_count; i++)
        append_warning(out, inspection, "mixed scripts", inspection->mixed[i], i == 0);
    for (size_t at = 0; at < text->size && controls < JSON_INSPECTION_WARNINGS;) {
        struct text_span span = {.begin = at};
        int32_t code_point = utf8_next(text->bytes, text->size, &at);

        span.end = at;
        if (!character_is_bidi_control(charindex_repertoire(inspection->index),
                                       (uint32_t)code_point))
            continue;
        append_warning(out, inspection, "bidi control", span,
                       inspection->mixed_count + controls == 0);
        controls++;
    }
}

static void append_end(struct buffer *out, const struct json_inspection *inspection)
{
    const struct text_facts *facts = &inspection->facts;

    buffer_append_format(
        out, "],\"length\":{\"graphemes\":%zu,\"code_points\":%zu,\"utf8\":%zu,\"utf16\":%zu}",
        facts->graphemes, facts->code_points, facts->utf8, facts->utf16);
    buffer_append_format(
        out, ",\"normalization\":{\"nfc\":%s,\"nfd\":%s,\"nfkc\":%s,\"nfkd\":%s},\"warnings\":[",
        boolean(facts->nfc), boolean(facts->nfd), boolean(facts->nfkc), boolean(facts->nfkd));
    append_warnings(out, inspection);
    buffer_append_format(out, "],\"generation\":\"%s\"}", charindex_generation(inspection->index));
}

void json_inspection_begin(struct json_inspection *inspection, struct buffer *out)
{
    inspection->begin = inspection->end = inspection->at = 0;
    inspection->graphemes = graphemes_new(inspection->text.bytes, inspection->text.size);
    if (!inspection->graphemes) {
        buffer_release(out);
        out->failed = true;
        return;
    }
    buffer_append_text(out, "{\"text\":");
    json_text_append(out, inspection->text);
    buffer_append_text(out, ",\"clusters\":[");
}

bool json_inspection_append(struct json_inspection *inspection, struct buffer *out, size_t enough,
                            struct budget *budget)
{
    do {
        if (out->failed)
            return true;
        if (inspection->at == inspection->end && !next_cluster(inspection, out, budget)) {
            append_end(out, inspection);
            return true;
        }
        next_code_point(inspection, out, budget);
    } while (out->size < enough && budget_left(budget, BUDGET_PRESENT));
    return false;
}

void json_inspection_end(struct json_inspection *inspection)
{
    graphemes_free(inspection->graphemes);
    inspection->graphemes = NULL;
}
