#ifndef CHARFINDER_TESTS_FUZZ_FORMAT_H
#define CHARFINDER_TESTS_FUZZ_FORMAT_H

/*
 * Any bytes as a file of a source format: it is refused with a reason, or its records are valid.
 */

#include <stdbool.h>

#include "index/base/utf8.h"
#include "index/sources/formats/formats.h"
#include "index/sources/records/records.h"
#include "tests/fuzz/demand.h"

static inline void check_points(const uint32_t *points, size_t count)
{
    demand(count >= 1 && count <= SEQUENCE_MAX);
    for (size_t i = 0; i < count; i++)
        demand(points[i] <= 0x10FFFF && (points[i] < 0xD800 || points[i] > 0xDFFF));
}

static inline void check_text(const char *text, size_t size)
{
    demand(size >= 1 && size <= TEXT_MAX_SIZE && utf8_valid(text, size));
    for (size_t i = 0; i < size; i++)
        demand((unsigned char)text[i] >= ' ' && text[i] != '\x7F');
}

static inline bool check_sequence(void *context, const struct source_sequence *sequence)
{
    (void)context;
    check_points(sequence->points, sequence->count);
    check_text(sequence->name, sequence->name_size);
    return true;
}

static inline bool check_other(void *context, const struct source_text *text)
{
    (void)context;
    check_points(text->points, text->count);
    check_text(text->text, text->size);
    demand(text->kind < TEXT_KINDS);
    return true;
}

static inline bool check_spelling(void *context, const struct source_spelling *spelling)
{
    (void)context;
    check_points(spelling->points, spelling->count);
    check_text(spelling->text, spelling->size);
    demand((unsigned)spelling->kind < SPELLING_KINDS);
    return true;
}

static inline bool check_reference(void *context, uint32_t from, uint32_t to)
{
    (void)context;
    check_points(&from, 1);
    check_points(&to, 1);
    return true;
}

static inline bool check_presentations(void *context, uint32_t code_point)
{
    (void)context;
    check_points(&code_point, 1);
    return true;
}

static inline void check_outcome(int outcome, struct records *records, const struct reason *reason)
{
    static const struct source_visitor visitor = {
        .sequence = check_sequence,
        .text = check_other,
        .spelling = check_spelling,
        .reference = check_reference,
        .presentations = check_presentations,
    };

    demand(outcome == SOURCE_OK || outcome == SOURCE_DAMAGED);
    demand((reason->text[0] == '\0') == (outcome == SOURCE_OK));
    demand(records_hand_over(records, &visitor, NULL) == 0);
    records_release(records);
}

typedef int format_reader(const char *file, size_t size, struct records *records,
                          struct reason *reason);

/* The first byte chooses the format; the others are the file. */
static inline int check_formats(format_reader *const formats[], size_t count, const uint8_t *bytes,
                                size_t size)
{
    struct records records = RECORDS_INIT;
    struct reason reason = {.text = ""};
    int outcome;

    if (size == 0)
        return 0;
    outcome = formats[bytes[0] % count]((const char *)bytes + 1, size - 1, &records, &reason);
    check_outcome(outcome, &records, &reason);
    return 0;
}

#endif
