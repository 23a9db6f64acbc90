/*
 * The only module that uses ICU's spoof checker.
 */

#include "index/unicode/confusable.h"

#include <stdlib.h>

#include <unicode/uchar.h>
#include <unicode/uspoof.h>
#include <unicode/utf16.h>

#include "index/unicode/property.h"

enum {
    TEXT_MAX = 2 * REPERTOIRE_POINTS_MAX,
    DECOMPOSITION_DEPTH = 4, /* steps that are followed, of files that may be in a circle */
};

_Static_assert(sizeof(UChar) == sizeof(uint16_t), "ICU's text is UTF-16");

struct confusable {
    USpoofChecker *checker;
};

struct confusable *confusable_new(void)
{
    struct confusable *confusable = calloc(1, sizeof *confusable);
    UErrorCode status = U_ZERO_ERROR;

    if (!confusable)
        return NULL;
    confusable->checker = uspoof_open(&status);
    if (U_SUCCESS(status))
        return confusable;
    confusable_free(confusable);
    return NULL;
}

void confusable_free(struct confusable *confusable)
{
    if (confusable)
        uspoof_close(confusable->checker);
    free(confusable);
}

/* Text in UTF-16. */
struct text {
    UChar units[TEXT_MAX];
    int32_t size;
};

static void append_point(struct text *text, uint32_t code_point)
{
    if (text->size + U16_MAX_LENGTH <= TEXT_MAX)
        U16_APPEND_UNSAFE(text->units, text->size, code_point);
}

/* One character by its decomposition and then by what that looks like. ICU does both for what it knows. */
static void append(const struct repertoire *repertoire, uint32_t code_point, unsigned depth,
                   struct text *text)
{
    uint32_t points[REPERTOIRE_POINTS_MAX];
    size_t count = 0;

    if (depth < DECOMPOSITION_DEPTH &&
        property_number(repertoire, PROPERTY_DECOMPOSITION, code_point) == U_DT_CANONICAL)
        count = repertoire_map(repertoire, REPERTOIRE_DECOMPOSITION, code_point, points);
    if (count > 0) {
        for (size_t i = 0; i < count; i++)
            append(repertoire, points[i], depth + 1, text);
        return;
    }
    count = repertoire_map(repertoire, REPERTOIRE_CONFUSABLE, code_point, points);
    for (size_t i = 0; i < count; i++)
        append_point(text, points[i]);
    if (count == 0)
        append_point(text, code_point);
}

bool confusable_skeleton(const struct confusable *confusable, const struct repertoire *repertoire,
                         uint32_t code_point, uint16_t skeleton[static CONFUSABLE_SKELETON_MAX],
                         size_t *size)
{
    UErrorCode status = U_ZERO_ERROR;
    struct text text = {.size = 0};
    int32_t result;

    if (repertoire)
        append(repertoire, code_point, 0, &text);
    else
        append_point(&text, code_point);
    result = uspoof_getSkeleton(confusable->checker, 0, text.units, text.size, (UChar *)skeleton,
                                CONFUSABLE_SKELETON_MAX, &status);
    *size = (size_t)result;
    return U_SUCCESS(status) && result > 0 && result <= CONFUSABLE_SKELETON_MAX;
}
