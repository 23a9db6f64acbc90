/*
 * The only module that uses ICU's spoof checker.
 */

#include "index/unicode/confusable.h"

#include <stdlib.h>

#include <unicode/uspoof.h>
#include <unicode/utf16.h>

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

bool confusable_skeleton(const struct confusable *confusable, uint32_t code_point,
                         uint16_t skeleton[static CONFUSABLE_SKELETON_MAX], size_t *size)
{
    UErrorCode status = U_ZERO_ERROR;
    UChar text[U16_MAX_LENGTH];
    int32_t length = 0, result;

    U16_APPEND_UNSAFE(text, length, code_point);
    result = uspoof_getSkeleton(confusable->checker, 0, text, length, (UChar *)skeleton,
                                CONFUSABLE_SKELETON_MAX, &status);
    *size = (size_t)result;
    return U_SUCCESS(status) && result > 0 && result <= CONFUSABLE_SKELETON_MAX;
}
