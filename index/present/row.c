/*
 * Rows of a result. Consecutive documents have consecutive lines in the index, so a part of the
 * result of "cjk" is one copy, however many lines it has.
 */

#include "index/present/row.h"

#include <assert.h>
#include <endian.h>
#include <stdint.h>
#include <string.h>

#include "index/base/bisect.h"
#include "index/base/json_text.h"
#include "index/base/repr.h"
#include "index/present/caption.h"
#include "index/present/emoji.h"
#include "index/search/match/preference.h"
#include "index/search/rank/explain.h"

enum {
    LINE_END_SIZE = sizeof LINE_END - 1,
    BRIEFS_MAX = 128, /* objects written at once */
    BRIEF_MORE = 20,  /* bytes that an object may take beyond the size of its line */
};

/* The number of the documents' lines that fit, and their bytes. */
static uint32_t lines_that_fit(const struct charindex *index, uint32_t first, uint32_t count,
                               size_t capacity, struct slice *lines)
{
    struct bisection search = {.low = 0, .high = count};

    while (bisect(&search))
        bisect_narrow(&search, charindex_lines(index, first, search.middle + 1).size <= capacity);
    *lines = charindex_lines(index, first, search.low);
    return search.low;
}

enum { FETCHED_AHEAD = 16 }; /* rows */

/* Has the processor fetch the lines of the next rows. By relevance they are anywhere in 6 MB, and to wait
 * for one after another was a fifth of the time of a reply. */
static void fetch_lines(struct search_cursor cursor)
{
    uint32_t first;

    for (int i = 0; i < FETCHED_AHEAD && search_next(&cursor, UINT32_MAX, &first) > 0; i++) {
        struct slice line = charindex_lines(cursor.search->index, first, 1);

        __builtin_prefetch(line.bytes);
        __builtin_prefetch(line.bytes + line.size - 1);
    }
}

/* The same as row_lines() for a result with parts, line by line. */
static size_t labelled_lines(struct search_cursor *cursor, uint32_t limit, char *out,
                             size_t capacity, uint32_t *rows)
{
    const struct search *search = cursor->search;
    size_t written = 0;

    while (*rows < limit) {
        struct search_cursor ahead = *cursor;
        uint32_t document;
        struct slice line, label;
        const char *found;

        if (*rows % FETCHED_AHEAD == 0)
            fetch_lines(ahead);
        if (search_next(&ahead, 1, &document) == 0)
            break;
        line = charindex_lines(search->index, document, 1);
        found = parts_label(search->parts, document);
        label = slice_of(found ? found : "");
        assert(label.size < ROW_LABEL_MAX);
        if (line.size + label.size + 1 > capacity - written)
            break;
        line.size -= LINE_END_SIZE;
        memcpy(out + written, line.bytes, line.size);
        written += line.size;
        if (found) {
            out[written++] = '\t';
            memcpy(out + written, label.bytes, label.size);
            written += label.size;
        }
        memcpy(out + written, LINE_END, LINE_END_SIZE);
        written += LINE_END_SIZE;
        *cursor = ahead;
        ++*rows;
    }
    return written;
}

size_t row_lines(struct search_cursor *cursor, uint32_t limit, bool labels, char *out,
                 size_t capacity, uint32_t *rows)
{
    const struct charindex *index = cursor->search->index;
    size_t written = 0;

    *rows = 0;
    if (labels && cursor->search->parts)
        return labelled_lines(cursor, limit, out, capacity, rows);
    for (uint32_t run = 0; *rows < limit; run++) {
        struct search_cursor ahead = *cursor;
        struct slice lines;
        uint32_t first, count = search_next(&ahead, limit - *rows, &first), fit;

        if (run % FETCHED_AHEAD == 0)
            fetch_lines(*cursor);
        if (count == 0)
            break;
        fit = lines_that_fit(index, first, count, capacity - written, &lines);
        if (fit == 0)
            break;
        memcpy(out + written, lines.bytes, lines.size);
        written += lines.size;
        *rows += fit;
        (void)search_next(cursor, fit, &first);
        if (fit < count)
            break;
    }
    return written;
}

static void append_code_points(struct buffer *out, const uint32_t *points, size_t count,
                               bool sequence)
{
    buffer_append_text(out, sequence ? ",\"codepoints\":[" : ",\"codepoint\":");
    for (size_t i = 0; i < count; i++) {
        buffer_append_text(out, i > 0 ? ",\"U+" : "\"U+");
        buffer_append_hex(out, points[i], 4);
        buffer_append_text(out, "\"");
    }
    if (sequence)
        buffer_append_text(out, "]");
}

static void append_explanation(struct buffer *out, const struct explanation *why)
{
    buffer_append_text(out, ",\"match\":\"");
    buffer_append_text(out, explanation_kind_name(why->kind));
    buffer_append_text(out, "\"");
    if (why->text.size == 0)
        return;
    buffer_append_text(out, ",\"matched\":{\"text\":");
    json_text_append(out, why->text);
    buffer_append_text(out, ",\"ranges\":[");
    for (size_t i = 0; i < why->range_count; i++) {
        buffer_append_text(out, i > 0 ? ",[" : "[");
        buffer_append_decimal(out, why->ranges[i].begin);
        buffer_append_text(out, ",");
        buffer_append_decimal(out, why->ranges[i].end);
        buffer_append_text(out, "]");
    }
    buffer_append_text(out, "]}");
}

/* Finds out why the row is in the result; without a plan, because of its name. Returns false where
 * that would cost too much. */
static bool explain(const struct search *search, const struct part *part, uint32_t document,
                    struct budget *budget, struct explanation *why)
{
    const struct scorer *scorer = search_scorer(search, part);

    *why = (struct explanation){.kind = EXPLANATION_NAME};
    if (part && !scorer)
        why->kind = part->kind == PART_READING ? EXPLANATION_READING : EXPLANATION_CODE_POINT;
    if (!scorer)
        return true;
    return explain_affordable(budget) && explain_document(scorer, document, budget, why);
}

/* What readers call it, where that is not the official name. */
static void append_short_name(struct buffer *out, const struct search *search, uint32_t document)
{
    const struct preference preference = preference_of(search->index, &search->options);

    if (caption_is_name(search->index, document, &preference))
        return;
    buffer_append_text(out, ",\"short_name\":");
    json_text_append(out, caption_short_name(search->index, document, &preference));
}

static void append_emoji(struct buffer *out, const struct charindex *index, uint32_t document)
{
    const char *presentation = emoji_presentation(index, document);
    uint32_t toned[SEQUENCE_MAX];
    const size_t count = emoji_toned(index, document, toned);

    if (presentation) {
        buffer_append_text(out, ",\"presentation\":\"");
        buffer_append_text(out, presentation);
        buffer_append_text(out, "\",\"default_presentation\":\"");
        buffer_append_text(out, emoji_default_presentation(index, document));
        buffer_append_text(out, "\"");
    }
    if (count > 0) {
        buffer_append_text(out, ",\"toned\":");
        json_text_append_points(out, toned, count);
    }
}

/* What follows the name and does not depend on the query. */
static void append_facts(struct buffer *out, const struct search *search, uint32_t document,
                         uint32_t first_point)
{
    struct slice properties = charindex_properties(search->index, document);
    const uint32_t *variants;
    uint32_t variant_count = charindex_variants(search->index, document, &variants);

    append_short_name(out, search, document);
    buffer_append(out, properties.bytes, properties.size);
    if (charindex_is_new(search->index, first_point))
        buffer_append_text(out, ",\"new\":true");
    if (variant_count > 0) {
        buffer_append_text(out, ",\"variants\":");
        buffer_append_decimal(out, variant_count);
    }
    if (emoji_may_vary(first_point))
        append_emoji(out, search->index, document);
}

/* Why it is in the result. */
static void append_reasons(struct buffer *out, const struct search *search, uint32_t document,
                           struct budget *budget)
{
    const struct part *part = search_part(search, document);
    struct explanation why;

    if (explain(search, part, document, budget, &why))
        append_explanation(out, &why);
    if (part && part->label) {
        buffer_append_text(out, part->kind == PART_READING ? ",\"reading\":\"" : ",\"wider\":\"");
        buffer_append_text(out, part->label);
        buffer_append_text(out, "\"");
    }
}

/* All of a row that does not depend on the query. */
static void append_part(struct buffer *out, const struct search *search, uint32_t document,
                        enum row_fields fields)
{
    const struct charindex *index = search->index;
    uint32_t points[SEQUENCE_MAX];
    size_t count = charindex_points(index, document, points);

    buffer_append_text(out, "{\"char\":");
    json_text_append_points(out, points, count);
    if (fields == ROW_FULL)
        append_code_points(out, points, count, document >= charindex_first_sequence(index));
    buffer_append_text(out, ",\"name\":");
    json_text_append(out, charindex_name(index, document));
    if (fields == ROW_FULL)
        append_facts(out, search, document, points[0]);
}

/* All that follows, of a row with all fields. */
static void append_rest(struct buffer *out, const struct search *search, uint32_t document,
                        struct budget *budget)
{
    append_reasons(out, search, document, budget);
    /* Afterwards: what callers saw to be affordable still is when the row is explained. */
    (void)budget_take(budget, BUDGET_PRESENT, ROW_FULL_STEPS);
    buffer_append(out, "}", 1);
}

void row_json(struct buffer *out, const struct search *search, uint32_t document,
              enum row_fields fields, struct budget *budget)
{
    append_part(out, search, document, fields);
    if (fields == ROW_FULL)
        append_rest(out, search, document, budget);
    else
        buffer_append(out, "}", 1);
}

void row_json_cached(struct buffer *out, struct row_cache *cache, const struct search *search,
                     uint32_t document, struct budget *budget)
{
    const struct slice part = row_cache_find(cache, document);
    const size_t begin = out->size;

    if (part.size > 0) {
        buffer_append(out, part.bytes, part.size);
    } else {
        append_part(out, search, document, ROW_FULL);
        if (!out->failed)
            row_cache_put(cache, document,
                          (struct slice){.bytes = out->bytes + begin, .size = out->size - begin});
    }
    append_rest(out, search, document, budget);
}

/* Can the objects be made from the lines? Only if the lines have the characters themselves, and
 * nothing in them needs an escape. */
static bool lines_suffice(const struct charindex *index, uint32_t first, uint32_t count,
                          struct slice lines)
{
    return first + count <= charindex_first_sequence(index) &&
           line_shows_all(charindex_code_point(index, first),
                          charindex_code_point(index, first + count - 1)) &&
           !memchr(lines.bytes, '"', lines.size) && !memchr(lines.bytes, '\\', lines.size);
}

/* Writes a string literal, without its NUL, and advances `at`. */
#define PUT(at, text) (memcpy(at, text, sizeof(text) - 1), (at) += sizeof(text) - 1)

#define EACH_BYTE(byte) (UINT64_C(0x0101010101010101) * (byte))

/* Copies a name and advances both pointers past it. A stream spends half its time here, so it
 * copies eight bytes at a time and then searches them for the end of the name, a CR; bytes copied
 * beyond it will be overwritten. (Finding a zero byte in a word: S. E. Anderson, "Bit twiddling
 * hacks".) */
static void name_copy(char **out, const char **name, const char *end)
{
    char *to = *out;
    const char *from = *name;

    while (end - from >= (ptrdiff_t)sizeof(uint64_t)) {
        uint64_t word, zero_there, found;

        memcpy(&word, from, sizeof word);
        memcpy(to, &word, sizeof word);
        zero_there = le64toh(word) ^ EACH_BYTE((unsigned char)LINE_END[0]);
        found = (zero_there - EACH_BYTE(0x01)) & ~zero_there & EACH_BYTE(0x80);
        if (found) {
            *out = to + __builtin_ctzll(found) / 8;
            *name = from + __builtin_ctzll(found) / 8;
            return;
        }
        from += sizeof word;
        to += sizeof word;
    }
    while (*from != LINE_END[0])
        *to++ = *from++;
    *out = to;
    *name = from;
}

/* Turns a line into an object: "U+4E00\t一\tCJK UNIFIED IDEOGRAPH-4E00\r\n". Advances *line past
 * it. */
static char *object_of_line(char *out, const char **line, const char *end)
{
    const char *at = *line + sizeof "U+0000" - 1;

    while (*at++ != '\t')
        ;
    PUT(out, ",{\"char\":\"");
    while (*at != '\t')
        *out++ = *at++;
    at++;
    PUT(out, "\",\"name\":\"");
    name_copy(&out, &at, end);
    PUT(out, "\"}");
    *line = at + sizeof LINE_END - 1;
    return out;
}

uint32_t row_briefs(struct buffer *out, struct search_cursor *cursor, uint32_t limit)
{
    const struct charindex *index = cursor->search->index;
    uint32_t first, count = search_next(cursor, limit < BRIEFS_MAX ? limit : BRIEFS_MAX, &first);
    struct slice lines = charindex_lines(index, first, count);
    const char *line = lines.bytes, *end = lines.bytes + lines.size;
    char *begin, *at;

    if (!lines_suffice(index, first, count, lines)) {
        for (uint32_t i = 0; i < count; i++) {
            buffer_append_text(out, ",");
            row_json(out, cursor->search, first + i, ROW_BRIEF, NULL);
        }
        return count;
    }
    begin = at = buffer_reserve(out, lines.size + (size_t)count * BRIEF_MORE);
    while (begin && line < end)
        at = object_of_line(at, &line, end);
    buffer_claim(out, (size_t)(at - begin));
    return count;
}

void row_status(struct buffer *out, uint32_t total, const char *query, size_t size)
{
    if (total == 0) {
        buffer_append_text(out, "No match for ");
    } else {
        buffer_append_decimal(out, total);
        buffer_append_text(out, total == 1 ? " match for " : " matches for ");
    }
    repr_append(out, query, size);
}
