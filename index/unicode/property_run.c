/*
 * ICU has the characters with a property as sets, and the values of others as maps of ranges. Where it has no such
 * table, or no memory for it, a run is one code point.
 */

#include "index/unicode/property_run.h"

#include <unicode/uchar.h>
#include <unicode/ucpmap.h>
#include <unicode/uset.h>

#include "index/base/bisect.h"

enum { LAST = 0x10FFFF };

static const UProperty icu_properties[PROPERTY_COUNT] = {
#define PROPERTY_ROW(name, key, icu, kind, spell, order, example, complaint) icu,
    PROPERTIES(PROPERTY_ROW)
#undef PROPERTY_ROW
};

/* The ranges of a set come first, and then its strings, which are not single characters. */
static bool range_at(const USet *set, uint32_t at, UChar32 *first, UChar32 *last)
{
    UErrorCode status = U_ZERO_ERROR;

    return uset_getItem(set, (int32_t)at, first, last, NULL, 0, &status) == 0 && U_SUCCESS(status);
}

static uint32_t run_in_set(const USet *set, uint32_t code_point, uint32_t *last)
{
    struct bisection search = {.high = (uint32_t)uset_getItemCount(set)};
    const uint32_t count = search.high;
    UChar32 first, end;

    while (bisect(&search)) /* the first range that does not end before the code point */
        bisect_narrow(&search,
                      range_at(set, search.middle, &first, &end) && (uint32_t)end < code_point);
    if (search.low == count || !range_at(set, search.low, &first, &end)) {
        *last = LAST;
        return 0;
    }
    *last = code_point < (uint32_t)first ? (uint32_t)first - 1 : (uint32_t)end;
    return code_point >= (uint32_t)first;
}

/* Of ICU alone. */
static uint32_t run_of_icu(enum property property, uint32_t code_point, uint32_t *last)
{
    const UProperty icu = icu_properties[property];
    UErrorCode status = U_ZERO_ERROR;

    if (icu >= UCHAR_BINARY_START && icu < UCHAR_BINARY_LIMIT) {
        const USet *set = u_getBinaryPropertySet(icu, &status);

        if (U_SUCCESS(status))
            return run_in_set(set, code_point, last);
    }
    if (icu >= UCHAR_INT_START && icu < UCHAR_INT_LIMIT) {
        const UCPMap *map = u_getIntPropertyMap(icu, &status);
        uint32_t number;

        if (U_SUCCESS(status)) {
            *last = (uint32_t)ucpmap_getRange(map, (UChar32)code_point, UCPMAP_RANGE_NORMAL, 0,
                                              NULL, NULL, &number);
            return number;
        }
    }
    *last = code_point;
    return property_number_of_icu(property, code_point);
}

uint32_t property_run(const struct repertoire *repertoire, enum property property,
                      uint32_t code_point, uint32_t *last)
{
    uint32_t own_last, number;

    if (repertoire_run(repertoire, property, code_point, LAST, &own_last, &number)) {
        *last = own_last;
        return number;
    }
    number = run_of_icu(property, code_point, last);
    if (own_last < *last)
        *last = own_last;
    return number;
}
