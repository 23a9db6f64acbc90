/*
 * The decomposition mapping of UnicodeData.txt, from a repertoire or ICU's normalizer.
 */

#include "index/unicode/decomposition.h"

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

#include "index/unicode/property.h"

enum { MAPPING_MAX = 40 }; /* UTF-16 units, or code points; U+FDFA has 18 */

_Static_assert((int)MAPPING_MAX >= (int)REPERTOIRE_POINTS_MAX, "a mapping fits");

static bool is_mark(const struct repertoire *repertoire, uint32_t code_point)
{
    return (U_MASK(property_number(repertoire, PROPERTY_CATEGORY, code_point)) & U_GC_M_MASK) != 0;
}

/* Returns how many code points; 0: none. */
static size_t read_icu(uint32_t code_point, uint32_t points[static MAPPING_MAX])
{
    UErrorCode status = U_ZERO_ERROR;
    const UNormalizer2 *normalizer = unorm2_getNFKCInstance(&status);
    int32_t size, length = 0;
    UChar mapping[MAPPING_MAX];

    if (U_FAILURE(status))
        return 0;
    size =
        unorm2_getRawDecomposition(normalizer, (UChar32)code_point, mapping, MAPPING_MAX, &status);
    if (U_SUCCESS(status) && size >= 0)
        (void)u_strToUTF32((UChar32 *)points, MAPPING_MAX, &length, mapping, size, &status);
    return U_FAILURE(status) || size < 0 ? 0 : (size_t)length;
}

bool decomposition_base(const struct repertoire *repertoire, uint32_t code_point, uint32_t *base)
{
    uint32_t points[MAPPING_MAX];
    size_t count = repertoire_map(repertoire, REPERTOIRE_DECOMPOSITION, code_point, points);
    unsigned found = 0;

    if (count == 0)
        count = read_icu(code_point, points);
    for (size_t i = 0; i < count; i++)
        if (!is_mark(repertoire, points[i])) {
            *base = points[i];
            found++;
        }
    return found == 1;
}
