/*
 * Texts are sorted by kind and language. From a keyword in a language that is not wanted the search
 * leaps to the next language that is, or to the next kind.
 */

#include "index/search/rank/document_texts.h"

#include "index/base/bisect.h"

enum { LEAP_MIN = 16 }; /* fewer texts are looked at one by one */

/* The first keyword field of the set from `field` on; FIELDS_MAX: none. */
static unsigned next_field(const struct plan_fields *fields, unsigned field)
{
    size_t word = field / 64;
    uint64_t bits = field < FIELDS_MAX ? fields->bits[word] & (UINT64_MAX << (field % 64)) : 0;

    while (field < FIELDS_MAX && bits == 0 && ++word < sizeof fields->bits / sizeof *fields->bits)
        bits = fields->bits[word];
    return bits == 0 ? FIELDS_MAX : (unsigned)(word * 64) + (unsigned)__builtin_ctzll(bits);
}

/* The first text that is not of a lower kind, nor of that kind and a lower language. */
static uint32_t leap(const struct charindex *index, unsigned kind, unsigned language,
                     uint32_t number, uint32_t end, size_t *looked)
{
    struct bisection search = {.low = number, .high = end};

    while (bisect(&search)) {
        uint8_t its_language;
        unsigned its_kind = charindex_text_kind(index, search.middle, &its_language);

        ++*looked;
        bisect_narrow(&search, its_kind < kind || (its_kind == kind && its_language < language));
    }
    return search.low;
}

uint32_t document_texts_next(const struct charindex *index, const struct plan_fields *fields,
                             uint32_t number, uint32_t end, size_t *looked)
{
    while (number < end) {
        uint8_t language;
        enum text_kind kind = charindex_text_kind(index, number, &language);
        unsigned field = document_text_field(kind, language), next;

        ++*looked;
        if (plan_field_in(fields, field))
            return number;
        number++;
        if (field < FIELD_KEYWORD || end - number < LEAP_MIN)
            continue;
        next = next_field(fields, field + 1);
        number = next < FIELDS_MAX ? leap(index, kind, next - FIELD_KEYWORD, number, end, looked)
                                   : leap(index, kind + 1u, 0, number, end, looked);
    }
    return end;
}
