/*
 * Skeletons are compared, not mappings: two tables may lead to the same skeleton in different steps.
 */

#include "index/sources/confusables_difference.h"

#include <errno.h>
#include <stdbool.h>
#include <string.h>

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>
#include <unicode/utf16.h>

#include "index/unicode/confusable.h"

enum { CODE_POINTS = 0x110000 };

struct comparison {
    const struct confusable *icu;
    const UNormalizer2 *nfd;
    const struct fact_mapping *list;
    const uint32_t *points;
    struct confusables_difference *difference;
    uint32_t kept, lost; /* characters that ICU leads elsewhere, and that are listed or not */
};

/* Text in UTF-16. */
struct text {
    UChar units[CONFUSABLE_SKELETON_MAX];
    int32_t size; /* -1: it does not fit */
};

static struct text normalized(const UNormalizer2 *nfd, const uint32_t *points, size_t count)
{
    UErrorCode status = U_ZERO_ERROR;
    UChar units[U16_MAX_LENGTH * REPERTOIRE_POINTS_MAX];
    struct text text;
    int32_t size = 0;

    for (size_t i = 0; i < count; i++)
        U16_APPEND_UNSAFE(units, size, points[i]);
    text.size = unorm2_normalize(nfd, units, size, text.units, CONFUSABLE_SKELETON_MAX, &status);
    if (U_FAILURE(status))
        text.size = -1;
    return text;
}

static bool equal(const struct text *a, const struct text *b)
{
    return a->size == b->size && (a->size <= 0 || u_memcmp(a->units, b->units, a->size) == 0);
}

static bool is_decomposed(const UNormalizer2 *nfd, uint32_t c)
{
    UErrorCode status = U_ZERO_ERROR;
    UChar units[2 * REPERTOIRE_POINTS_MAX];

    return unorm2_getRawDecomposition(nfd, (UChar32)c, units, 2 * REPERTOIRE_POINTS_MAX, &status) >=
           0;
}

static void add(struct comparison *comparison, uint32_t c, uint32_t mapping)
{
    const struct confusables_change change = {.code_point = c, .mapping = mapping};

    vector_append(&comparison->difference->changes, &change);
}

/* What the file says; a character that it does not list looks like itself. */
static struct text look_of_file(const struct comparison *comparison, uint32_t c, uint32_t mapping)
{
    const struct fact_mapping *fact;

    if (mapping == CONFUSABLES_ITSELF)
        return normalized(comparison->nfd, &c, 1);
    fact = &comparison->list[mapping];
    return normalized(comparison->nfd, comparison->points + fact->begin, fact->count);
}

/* A character that ICU knows. What is ignored by default has no skeleton from Unicode 16 on, whatever the
 * table says. */
static void compare_known(struct comparison *comparison, uint32_t c, uint32_t mapping)
{
    const bool listed = mapping != CONFUSABLES_ITSELF;
    struct text here, there, self;
    size_t size;

    if (is_decomposed(comparison->nfd, c) ||
        !confusable_skeleton(comparison->icu, NULL, c, there.units, &size))
        return;
    there.size = (int32_t)size;
    self = normalized(comparison->nfd, &c, 1);
    here = look_of_file(comparison, c, mapping);
    if (!equal(&there, &self)) {
        comparison->kept += listed;
        comparison->lost += !listed;
    }
    if (!equal(&here, &there))
        add(comparison, c, mapping);
}

static void compare(struct comparison *comparison, size_t count)
{
    size_t next = 0;

    for (uint32_t c = 0; c < CODE_POINTS; c++) {
        const int8_t category = u_charType((UChar32)c);
        uint32_t mapping = CONFUSABLES_ITSELF;

        if (next < count && comparison->list[next].code_point == c)
            mapping = (uint32_t)next;
        while (next < count && comparison->list[next].code_point == c)
            next++;
        if (category == U_SURROGATE || category == U_PRIVATE_USE_CHAR)
            continue;
        if (category != U_UNASSIGNED)
            compare_known(comparison, c, mapping);
        else if (mapping != CONFUSABLES_ITSELF)
            add(comparison, c, mapping);
    }
}

static void drop_unlisted(struct confusables_difference *difference)
{
    size_t kept = 0;

    for (size_t i = 0; i < difference->changes.count; i++)
        if (difference->changes.items[i].mapping != CONFUSABLES_ITSELF)
            difference->changes.items[kept++] = difference->changes.items[i];
    difference->changes.count = kept;
}

int confusables_difference_make(struct confusables_difference *difference,
                                const struct fact_mapping *list, size_t count,
                                const uint32_t *points)
{
    UErrorCode status = U_ZERO_ERROR;
    struct confusable *icu = confusable_new();
    struct comparison comparison = {.icu = icu,
                                    .nfd = unorm2_getNFDInstance(&status),
                                    .list = list,
                                    .points = points,
                                    .difference = difference};

    memset(difference, 0, sizeof *difference);
    if (icu && U_SUCCESS(status))
        compare(&comparison, count);
    if (comparison.lost > comparison.kept)
        drop_unlisted(difference);
    confusable_free(icu);
    return difference->changes.failed ? -ENOMEM : 0;
}

void confusables_difference_release(struct confusables_difference *difference)
{
    vector_release(&difference->changes);
}
