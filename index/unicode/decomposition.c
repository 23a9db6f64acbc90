/*
 * The decomposition mapping of UnicodeData.txt, from ICU's normalizer.
 */

#include "index/unicode/decomposition.h"

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

enum { MAPPING_MAX = 40 }; /* UTF-16 units, or code points; U+FDFA has 18 */

static bool is_mark(UChar32 c)
{
    return (U_GET_GC_MASK(c) & U_GC_M_MASK) != 0;
}

bool decomposition_base(uint32_t code_point, uint32_t *base)
{
    UErrorCode status = U_ZERO_ERROR;
    const UNormalizer2 *normalizer = unorm2_getNFKCInstance(&status);
    int32_t size, length = 0, found = 0;
    UChar mapping[MAPPING_MAX];
    UChar32 points[MAPPING_MAX];

    if (U_FAILURE(status))
        return false;
    size =
        unorm2_getRawDecomposition(normalizer, (UChar32)code_point, mapping, MAPPING_MAX, &status);
    if (U_SUCCESS(status) && size >= 0)
        (void)u_strToUTF32(points, MAPPING_MAX, &length, mapping, size, &status);
    if (U_FAILURE(status) || size < 0)
        return false;
    for (int32_t i = 0; i < length; i++)
        if (!is_mark(points[i])) {
            *base = (uint32_t)points[i];
            found++;
        }
    return found == 1;
}
