/*
 * The only module that uses ICU's spoof checker.
 */

#include "index/unicode/confusable.h"

#include <stdlib.h>

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uspoof.h>
#include <unicode/ustring.h>
#include <unicode/utf16.h>

#include "index/unicode/property.h"

enum {
    DECOMPOSITION_DEPTH = 4, /* steps that are followed, of files that may be in a circle */
};

_Static_assert(sizeof(UChar) == sizeof(uint16_t), "ICU's text is UTF-16");

struct confusable {
    USpoofChecker *checker;
    const UNormalizer2 *nfd; /* ICU's */
};

struct confusable *confusable_new(void)
{
    struct confusable *confusable = calloc(1, sizeof *confusable);
    UErrorCode status = U_ZERO_ERROR;

    if (!confusable)
        return NULL;
    confusable->nfd = unorm2_getNFDInstance(&status);
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
    UChar units[CONFUSABLE_SKELETON_MAX];
    int32_t size;
    bool overflow;
};

static void append_units(struct text *text, const UChar *units, int32_t size)
{
    text->overflow = text->overflow || size > CONFUSABLE_SKELETON_MAX - text->size;
    if (text->overflow)
        return;
    u_memcpy(text->units + text->size, units, size);
    text->size += size;
}

static void append_point(struct text *text, uint32_t code_point)
{
    UChar units[U16_MAX_LENGTH];
    int32_t size = 0;

    U16_APPEND_UNSAFE(units, size, code_point);
    append_units(text, units, size);
}

/* What one character looks like by ICU's table, in NFD. Returns its size, -1 if it does not fit. */
static int32_t look_of_icu(const struct confusable *confusable, uint32_t code_point,
                           UChar units[static CONFUSABLE_SKELETON_MAX])
{
    UErrorCode status = U_ZERO_ERROR;
    UChar self[U16_MAX_LENGTH];
    int32_t length = 0, size;

    U16_APPEND_UNSAFE(self, length, code_point);
    size = uspoof_getSkeleton(confusable->checker, 0, self, length, units, CONFUSABLE_SKELETON_MAX,
                              &status);
    return U_SUCCESS(status) && size <= CONFUSABLE_SKELETON_MAX ? size : -1;
}

static void append_look_of_icu(const struct confusable *confusable, uint32_t code_point,
                               struct text *text)
{
    UChar units[CONFUSABLE_SKELETON_MAX];
    int32_t size = look_of_icu(confusable, code_point, units);

    if (size < 0)
        text->overflow = true;
    else
        append_units(text, units, size);
}

/* The same by the repertoire's, where it has the character. What it maps to is looked up again, because
 * an excerpt of a table may lead to a character that ICU's table leads on from. */
static void append_look(const struct confusable *confusable, const struct repertoire *repertoire,
                        uint32_t code_point, bool again, struct text *text)
{
    uint32_t points[REPERTOIRE_POINTS_MAX];
    size_t count = repertoire_map(repertoire, REPERTOIRE_CONFUSABLE, code_point, points);

    if (count == 0)
        append_look_of_icu(confusable, code_point, text);
    for (size_t i = 0; i < count; i++) {
        if (again)
            append_point(text, points[i]);
        else
            append_look(confusable, repertoire, points[i], true, text);
    }
}

/* What the characters of a canonical decomposition by ICU look like. Returns false if it has none. */
static bool append_decomposed(const struct confusable *confusable,
                              const struct repertoire *repertoire, uint32_t code_point,
                              struct text *text)
{
    UErrorCode status = U_ZERO_ERROR;
    UChar units[2 * REPERTOIRE_POINTS_MAX];
    UChar32 points[REPERTOIRE_POINTS_MAX];
    int32_t size = unorm2_getDecomposition(confusable->nfd, (UChar32)code_point, units,
                                           2 * REPERTOIRE_POINTS_MAX, &status);
    int32_t count = 0;

    if (size < 0)
        return false;
    (void)u_strToUTF32(points, REPERTOIRE_POINTS_MAX, &count, units, size, &status);
    if (U_FAILURE(status))
        return false;
    for (int32_t i = 0; i < count; i++)
        append_look(confusable, repertoire, (uint32_t)points[i], false, text);
    return true;
}

/* One character by its decomposition, and what the parts look like. */
static void append(const struct confusable *confusable, const struct repertoire *repertoire,
                   uint32_t code_point, unsigned depth, struct text *text)
{
    uint32_t points[REPERTOIRE_POINTS_MAX];
    size_t count = 0;

    if (depth < DECOMPOSITION_DEPTH &&
        property_number(repertoire, PROPERTY_DECOMPOSITION, code_point) == U_DT_CANONICAL)
        count = repertoire_map(repertoire, REPERTOIRE_DECOMPOSITION, code_point, points);
    for (size_t i = 0; i < count; i++)
        append(confusable, repertoire, points[i], depth + 1, text);
    if (count == 0 && !append_decomposed(confusable, repertoire, code_point, text))
        append_look(confusable, repertoire, code_point, false, text);
}

/* In NFD, as look_of_icu(). */
static int32_t look_of_repertoire(const struct confusable *confusable,
                                  const struct repertoire *repertoire, uint32_t code_point,
                                  UChar units[static CONFUSABLE_SKELETON_MAX])
{
    UErrorCode status = U_ZERO_ERROR;
    struct text text = {.size = 0};
    int32_t size;

    append(confusable, repertoire, code_point, 0, &text);
    if (text.overflow)
        return -1;
    size = unorm2_normalize(confusable->nfd, text.units, text.size, units, CONFUSABLE_SKELETON_MAX,
                            &status);
    return U_SUCCESS(status) ? size : -1;
}

bool confusable_skeleton(const struct confusable *confusable, const struct repertoire *repertoire,
                         uint32_t code_point, uint16_t skeleton[static CONFUSABLE_SKELETON_MAX],
                         size_t *size)
{
    int32_t found = repertoire ? look_of_repertoire(confusable, repertoire, code_point, skeleton)
                               : look_of_icu(confusable, code_point, skeleton);

    *size = found > 0 ? (size_t)found : 0;
    return found > 0;
}
