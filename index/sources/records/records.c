/*
 * A log of records in one piece of memory: a head of fixed size, the code points, the text, the
 * next head. It is written once and read once, from the start; its bytes are private to this
 * module.
 *
 * It is also where texts of sources are validated, once for all formats: what must not be sent to a
 * terminal or written to JSON is dropped here.
 */

#include "index/sources/records/records.h"

#include <assert.h>
#include <errno.h>
#include <string.h>

#include "index/base/utf8.h"

enum record_type {
    RECORD_SEQUENCE,
    RECORD_TEXT,
    RECORD_SPELLING,
    RECORD_REFERENCE,
    RECORD_PRESENTATIONS
};

struct head {
    uint8_t type; /* enum record_type */
    uint8_t kind; /* enum text_kind, enum spelling_kind; of a sequence, enum emoji_group */
    uint8_t language;
    uint8_t count;  /* the number of code points that follow */
    uint32_t order; /* of a sequence; weight of a spelling */
    uint32_t size;  /* bytes of text after the code points */
};

void records_release(struct records *records)
{
    buffer_release(&records->bytes);
    records->count = 0;
    memset(records->version, 0, sizeof records->version);
}

void records_clear(struct records *records)
{
    records->bytes.size = 0;
    records->count = 0;
    memset(records->version, 0, sizeof records->version);
}

static bool are_characters(const uint32_t *points, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!utf8_encodes(points[i]))
            return false;
    return true;
}

static bool is_text(const char *text, size_t size)
{
    size_t at = 0;

    if (size == 0 || size > TEXT_MAX_SIZE)
        return false;
    while (at < size) {
        int32_t code_point = utf8_next(text, size, &at);

        if (code_point < 0x20 || (code_point >= 0x7F && code_point <= 0x9F))
            return false;
    }
    return true;
}

static void append(struct records *records, const struct head *head, const uint32_t *points,
                   const char *text)
{
    buffer_append(&records->bytes, head, sizeof *head);
    buffer_append(&records->bytes, points, head->count * sizeof *points);
    buffer_append(&records->bytes, text, head->size);
    records->count++;
}

enum source_state records_sequence(struct records *records, const struct source_sequence *sequence)
{
    struct head head = {
        .type = RECORD_SEQUENCE,
        .kind = (uint8_t)sequence->group,
        .count = (uint8_t)sequence->count,
        .order = sequence->order,
        .size = (uint32_t)sequence->name_size,
    };

    assert(sequence->count >= 1 && sequence->count <= SEQUENCE_MAX);
    if (!are_characters(sequence->points, sequence->count) ||
        !is_text(sequence->name, sequence->name_size))
        return SOURCE_DAMAGED;
    append(records, &head, sequence->points, sequence->name);
    return SOURCE_OK;
}

enum source_state records_text(struct records *records, const struct source_text *text)
{
    struct head head = {
        .type = RECORD_TEXT,
        .kind = (uint8_t)text->kind,
        .language = text->language,
        .count = (uint8_t)text->count,
        .size = (uint32_t)text->size,
    };

    assert(text->count >= 1 && text->count <= SEQUENCE_MAX);
    if (!are_characters(text->points, text->count) || !is_text(text->text, text->size))
        return SOURCE_DAMAGED;
    append(records, &head, text->points, text->text);
    return SOURCE_OK;
}

enum source_state records_spelling(struct records *records, const struct source_spelling *spelling)
{
    struct head head = {
        .type = RECORD_SPELLING,
        .kind = (uint8_t)spelling->kind,
        .count = (uint8_t)spelling->count,
        .order = spelling->weight,
        .size = (uint32_t)spelling->size,
    };

    assert(spelling->count >= 1 && spelling->count <= SEQUENCE_MAX);
    assert((unsigned)spelling->kind < SPELLING_KINDS);
    if (!are_characters(spelling->points, spelling->count) ||
        !is_text(spelling->text, spelling->size))
        return SOURCE_DAMAGED;
    append(records, &head, spelling->points, spelling->text);
    return SOURCE_OK;
}

enum source_state records_reference(struct records *records, uint32_t from, uint32_t to)
{
    const struct head head = {.type = RECORD_REFERENCE, .count = 2};
    const uint32_t points[] = {from, to};

    if (!are_characters(points, 2))
        return SOURCE_DAMAGED;
    append(records, &head, points, "");
    return SOURCE_OK;
}

void records_presentations(struct records *records, uint32_t code_point)
{
    const struct head head = {.type = RECORD_PRESENTATIONS, .count = 1};

    assert(utf8_encodes(code_point));
    append(records, &head, &code_point, "");
}

static bool hand_over(const struct head *head, const uint32_t *points, const char *text,
                      const struct source_visitor *visitor, void *context)
{
    switch ((enum record_type)head->type) {
    case RECORD_SEQUENCE: {
        const struct source_sequence sequence = {
            .points = points,
            .count = head->count,
            .name = text,
            .name_size = head->size,
            .order = head->order,
            .group = (enum emoji_group)head->kind,
        };

        return visitor->sequence(context, &sequence);
    }
    case RECORD_TEXT: {
        const struct source_text other = {
            .points = points,
            .count = head->count,
            .kind = (enum text_kind)head->kind,
            .language = head->language,
            .text = text,
            .size = head->size,
        };

        return visitor->text(context, &other);
    }
    case RECORD_SPELLING: {
        const struct source_spelling spelling = {
            .points = points,
            .count = head->count,
            .kind = (enum spelling_kind)head->kind,
            .text = text,
            .size = head->size,
            .weight = head->order,
        };

        return visitor->spelling(context, &spelling);
    }
    case RECORD_REFERENCE:
        return visitor->reference(context, points[0], points[1]);
    case RECORD_PRESENTATIONS:
        return visitor->presentations(context, points[0]);
    }
    assert(false && "no such record");
    return false;
}

int records_hand_over(const struct records *records, const struct source_visitor *visitor,
                      void *context)
{
    size_t at = 0;

    while (at < records->bytes.size) {
        const char *bytes = records->bytes.bytes + at;
        uint32_t points[SEQUENCE_MAX];
        struct head head;
        size_t points_size;

        memcpy(&head, bytes, sizeof head);
        points_size = head.count * sizeof *points;
        memcpy(points, bytes + sizeof head, points_size);
        if (!hand_over(&head, points, bytes + sizeof head + points_size, visitor, context))
            return -ECANCELED;
        at += sizeof head + points_size + head.size;
    }
    return 0;
}
