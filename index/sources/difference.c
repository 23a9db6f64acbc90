/*
 * Compares facts with ICU's answers, property by property and code point by code point; unassigned code
 * points that no file lists are skipped. Properties that ICU computes and no file has are computed here
 * for the characters that the files know more of.
 */

#include "index/sources/difference.h"

#include <endian.h>
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <unicode/uchar.h>
#include <unicode/unorm2.h>

#include "index/sources/confusables_difference.h"
#include "index/sources/icu_mapping.h"
#include "index/unicode/fraction.h"
#include "index/unicode/property_names.h"

enum {
    CODE_POINTS = 0x110000,
    WORD = 64,
    STEPS_MAX = 8, /* of a canonical decomposition; Unicode 17 has at most 4 */
};

struct comparison {
    struct difference *difference;
    const struct facts *facts;
    enum property property;
    uint32_t by_default;
    uint64_t *assigned; /* a bit a code point: to a character, by ICU or by the facts */
    uint64_t *
        different; /* the same: its value of a property that this one is derived from is not ICU's */
    size_t first;  /* of this property's ranges */
    uint32_t kept, lost;   /* code points whose value ICU knows, and that are listed or not */
    bool *unlisted;        /* by range of this property: no file lists it */
    size_t unlisted_space; /* how many ranges that has place for */
    bool failed;
};

/*
 * Ranges.
 */

static bool is_marked(const uint64_t *marks, uint32_t c)
{
    return marks[c / WORD] >> (c % WORD) & 1;
}

static void mark_all(uint64_t *marks, uint32_t first, uint32_t last)
{
    for (uint32_t c = first; c <= last; c++)
        marks[c / WORD] |= UINT64_C(1) << (c % WORD);
}

static UBool mark_range(const void *context, UChar32 start, UChar32 limit, UCharCategory type)
{
    struct comparison *comparison = *(struct comparison *const *)context;

    if (type != U_UNASSIGNED && type != U_PRIVATE_USE_CHAR && type != U_SURROGATE)
        mark_all(comparison->assigned, (uint32_t)start, (uint32_t)limit - 1);
    return true;
}

static bool note_unlisted(struct comparison *comparison, size_t at, bool unlisted)
{
    if (at >= comparison->unlisted_space) {
        size_t space = comparison->unlisted_space * 2 + 1024;
        bool *grown = realloc(comparison->unlisted, space * sizeof *grown);

        if (!grown)
            return false;
        comparison->unlisted = grown;
        comparison->unlisted_space = space;
    }
    comparison->unlisted[at] = unlisted;
    return true;
}

static void add_point(struct comparison *comparison, uint32_t c, uint32_t number, bool unlisted)
{
    struct difference *difference = comparison->difference;
    const struct repertoire_range range = {htole32(c), htole32(c), htole32(number)};
    const size_t count = difference->ranges.count - comparison->first;

    if (count > 0) {
        struct repertoire_range *last = &difference->ranges.items[difference->ranges.count - 1];

        if (le32toh(last->last_le) + 1 == c && last->number_le == range.number_le &&
            comparison->unlisted[count - 1] == unlisted) {
            last->last_le = range.last_le;
            return;
        }
    }
    vector_append(&difference->ranges, &range);
    if (!note_unlisted(comparison, count, unlisted))
        comparison->failed = true;
}

static void compare_listed(struct comparison *comparison, const struct fact *fact, uint32_t first)
{
    for (uint32_t c = first; c <= fact->last; c++) {
        uint32_t known = property_number_of_icu(comparison->property, c);

        comparison->kept += known != comparison->by_default;
        if (known != fact->number)
            add_point(comparison, c, fact->number, false);
    }
}

/* From the first up to, but not including, the end. */
static void compare_unlisted(struct comparison *comparison, uint32_t first, uint32_t end)
{
    if (comparison->facts->extent[comparison->property] != FACTS_ALL)
        return;
    for (uint32_t c = first; c < end; c++) {
        if (comparison->assigned[c / WORD] == 0) {
            c |= WORD - 1;
            continue;
        }
        if (!is_marked(comparison->assigned, c) ||
            property_number_of_icu(comparison->property, c) == comparison->by_default)
            continue;
        comparison->lost++;
        add_point(comparison, c, comparison->by_default, true);
    }
}

/* An excerpt says nothing of what it does not list. */
static void drop_unlisted(struct comparison *comparison)
{
    struct repertoire_range *ranges = comparison->difference->ranges.items + comparison->first;
    const size_t count = comparison->difference->ranges.count - comparison->first;
    size_t kept = 0;

    for (size_t i = 0; i < count; i++)
        if (!comparison->unlisted[i])
            ranges[kept++] = ranges[i];
    comparison->difference->ranges.count = comparison->first + kept;
}

static uint32_t default_of(enum property property)
{
    uint32_t number;

    switch (property) {
    case PROPERTY_SCRIPT:
        return property_value_of_icu(property, "Zzzz", 4, &number) ? number : 0;
    case PROPERTY_NUMERIC_VALUE:
        return fraction_bits(NAN);
    case PROPERTY_NFD_QUICK_CHECK:
    case PROPERTY_NFKD_QUICK_CHECK:
    case PROPERTY_NFC_QUICK_CHECK:
    case PROPERTY_NFKC_QUICK_CHECK:
        return UNORM_YES;
    default:
        return 0; /* in ICU, the value of code points without one */
    }
}

/* The facts of the property are neighbours, ascending. Where they overlap, the first one counts. */
static void compare(struct comparison *comparison, const struct fact *facts, size_t count)
{
    uint32_t next = 0;

    for (size_t i = 0; i < count; i++) {
        const struct fact *fact = &facts[i];
        uint32_t first = fact->first > next ? fact->first : next;

        if (fact->last < next)
            continue;
        compare_unlisted(comparison, next, first);
        compare_listed(comparison, fact, first);
        next = fact->last + 1;
    }
    compare_unlisted(comparison, next, CODE_POINTS);
    if (comparison->lost > comparison->kept)
        drop_unlisted(comparison);
}

/*
 * What no file has.
 */

static bool in_category(const struct repertoire *repertoire, uint32_t c, uint32_t mask)
{
    return U_MASK(property_number(repertoire, PROPERTY_CATEGORY, c)) & mask;
}

/* The combining class of the first or last character of a canonical decomposition, of which a mapping is one
 * step. */
static uint32_t class_at_end(const struct repertoire *repertoire, enum property property,
                             uint32_t c)
{
    uint32_t points[REPERTOIRE_POINTS_MAX];

    for (unsigned step = 0; step < STEPS_MAX; step++) {
        size_t count;

        if (u_charType((UChar32)c) != U_UNASSIGNED)
            return property_number_of_icu(property, c);
        if (property_number(repertoire, PROPERTY_DECOMPOSITION, c) != U_DT_CANONICAL)
            break;
        count = repertoire_map(repertoire, REPERTOIRE_DECOMPOSITION, c, points);
        if (count == 0)
            break;
        c = points[property == PROPERTY_LEAD_CANONICAL_COMBINING_CLASS ? 0 : count - 1];
    }
    return property_number(repertoire, PROPERTY_COMBINING_CLASS, c);
}

/* Returns false where ICU is to be asked. The properties before this one are in the repertoire. */
static bool derive(const struct repertoire *repertoire, enum property property, uint32_t c,
                   uint32_t *number)
{
    static const uint32_t blank = U_GC_CC_MASK | U_GC_CS_MASK | U_GC_CN_MASK | U_GC_Z_MASK;

    switch (property) {
    case PROPERTY_LEAD_CANONICAL_COMBINING_CLASS:
    case PROPERTY_TRAIL_CANONICAL_COMBINING_CLASS:
        *number = class_at_end(repertoire, property, c);
        return true;
    case PROPERTY_POSIX_ALNUM:
        *number = property_number(repertoire, PROPERTY_ALPHABETIC, c) != 0 ||
                  in_category(repertoire, c, U_GC_ND_MASK);
        return true;
    case PROPERTY_POSIX_BLANK:
        *number = in_category(repertoire, c, U_GC_ZS_MASK);
        return true;
    case PROPERTY_POSIX_GRAPH:
        *number = !in_category(repertoire, c, blank);
        return true;
    case PROPERTY_POSIX_PRINT:
        *number = !in_category(repertoire, c, blank & ~U_GC_ZS_MASK);
        return true;
    case PROPERTY_POSIX_XDIGIT:
        *number = property_number(repertoire, PROPERTY_HEX_DIGIT, c) != 0 ||
                  in_category(repertoire, c, U_GC_ND_MASK);
        return true;
    case PROPERTY_CASE_SENSITIVE:
        *number = property_number(repertoire, PROPERTY_LOWERCASE, c) != 0 ||
                  property_number(repertoire, PROPERTY_UPPERCASE, c) != 0;
        return true;
    default:
        return false;
    }
}

/* Marks where the value of a property is not ICU's. */
static void mark_different(const struct difference *difference, enum property property,
                           uint64_t *marks)
{
    const uint32_t begin = le32toh(difference->begins_le[property]);
    const uint32_t end = le32toh(difference->begins_le[property + 1]);

    for (uint32_t i = begin; i < end; i++) {
        const struct repertoire_range range = difference->ranges.items[i];

        mark_all(marks, le32toh(range.first_le), le32toh(range.last_le));
    }
}

/* For the characters of which something has changed that the property may be derived from. */
static void derive_property(struct comparison *comparison)
{
    static const enum property origins[] = {PROPERTY_CATEGORY, PROPERTY_ALPHABETIC,
                                            PROPERTY_HEX_DIGIT, PROPERTY_LOWERCASE,
                                            PROPERTY_UPPERCASE};
    const struct difference *difference = comparison->difference;
    uint64_t *marks = comparison->different;

    memset(marks, 0, CODE_POINTS / WORD * sizeof *marks);
    for (size_t i = 0; i < sizeof origins / sizeof *origins; i++)
        if (origins[i] < comparison->property)
            mark_different(difference, origins[i], marks);
    for (uint32_t c = 0; c < CODE_POINTS; c++) {
        struct repertoire known = difference->repertoire;
        uint32_t number;

        if (marks[c / WORD] == 0) {
            c |= WORD - 1;
            continue;
        }
        known.ranges = difference->ranges.items;
        if (is_marked(marks, c) && derive(&known, comparison->property, c, &number) &&
            number != property_number_of_icu(comparison->property, c))
            add_point(comparison, c, number, false);
    }
}

/*
 * All properties.
 */

static int compare_facts(const void *left, const void *right)
{
    const struct fact *a = left, *b = right;

    if (a->property != b->property)
        return a->property < b->property ? -1 : 1;
    return (a->first > b->first) - (a->first < b->first);
}

static void compare_property(struct comparison *comparison, const struct fact *facts, size_t count)
{
    struct difference *difference = comparison->difference;

    comparison->first = difference->ranges.count;
    comparison->kept = comparison->lost = 0;
    comparison->by_default = default_of(comparison->property);
    difference->begins_le[comparison->property] = htole32((uint32_t)comparison->first);
    if (comparison->facts->extent[comparison->property] != FACTS_NONE)
        compare(comparison, facts, count);
    else if (comparison->property > PROPERTY_CATEGORY)
        derive_property(comparison);
    difference->begins_le[comparison->property + 1] = htole32((uint32_t)difference->ranges.count);
    difference->repertoire.properties = comparison->property + 1;
    difference->repertoire.ranges = difference->ranges.items;
}

static int compare_properties(struct difference *difference, struct facts *facts)
{
    struct comparison comparison = {.difference = difference, .facts = facts},
                      *itself = &comparison;
    size_t at = 0;

    comparison.assigned = calloc(CODE_POINTS / WORD, sizeof *comparison.assigned);
    comparison.different = calloc(CODE_POINTS / WORD, sizeof *comparison.different);
    if (!comparison.assigned || !comparison.different) {
        free(comparison.assigned);
        free(comparison.different);
        return -ENOMEM;
    }
    u_enumCharTypes(mark_range, &itself);
    vector_sort(&facts->list, compare_facts);
    for (size_t i = 0; i < facts->list.count; i++) {
        const struct fact *fact = &facts->list.items[i];

        if (fact->property == PROPERTY_CATEGORY && fact->number != U_UNASSIGNED &&
            fact->number != U_PRIVATE_USE_CHAR && fact->number != U_SURROGATE)
            mark_all(comparison.assigned, fact->first, fact->last);
    }
    for (unsigned i = 0; i < PROPERTY_COUNT && !comparison.failed; i++) {
        size_t end = at;

        while (end < facts->list.count && facts->list.items[end].property == i)
            end++;
        comparison.property = (enum property)i;
        compare_property(&comparison, facts->list.items + at, end - at);
        at = end;
    }
    free(comparison.unlisted);
    free(comparison.different);
    free(comparison.assigned);
    return comparison.failed || difference->ranges.failed ? -ENOMEM : 0;
}

/*
 * Mappings.
 */

static int compare_fact_mappings(const void *left, const void *right)
{
    const struct fact_mapping *a = left, *b = right;

    if (a->kind != b->kind)
        return a->kind < b->kind ? -1 : 1;
    if (a->code_point != b->code_point)
        return a->code_point < b->code_point ? -1 : 1;
    return (a->begin > b->begin) - (a->begin < b->begin);
}

static void add_mapping(struct difference *difference, const struct fact_mapping *mapping,
                        const uint32_t *points)
{
    const struct repertoire_mapping entry = {
        .kind_le = htole16((uint16_t)mapping->kind),
        .count_le = htole16((uint16_t)mapping->count),
        .code_point_le = htole32(mapping->code_point),
        .begin_le = htole32((uint32_t)difference->points.count),
    };

    for (size_t i = 0; i < mapping->count; i++) {
        const uint32_t point_le = htole32(points[i]);

        vector_append(&difference->points, &point_le);
    }
    vector_append(&difference->mappings, &entry);
}

/* Those of one kind, ascending. */
static void compare_kind(struct difference *difference, const struct facts *facts,
                         const struct fact_mapping *list, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const uint32_t *points = facts->points.items + list[i].begin;
        bool again = i > 0 && list[i - 1].code_point == list[i].code_point;

        if (!again && !icu_has_mapping(&list[i], points))
            add_mapping(difference, &list[i], points);
    }
}

static int compare_confusables(struct difference *difference, const struct facts *facts,
                               const struct fact_mapping *list, size_t count)
{
    struct confusables_difference confusables;
    int r = confusables_difference_make(&confusables, list, count, facts->points.items);

    for (size_t i = 0; i < confusables.changes.count; i++) {
        const struct confusables_change *change = &confusables.changes.items[i];
        const struct fact_mapping itself = {
            .kind = REPERTOIRE_CONFUSABLE, .code_point = change->code_point, .count = 1};

        if (change->mapping == CONFUSABLES_ITSELF)
            add_mapping(difference, &itself, &change->code_point);
        else
            add_mapping(difference, &list[change->mapping],
                        facts->points.items + list[change->mapping].begin);
    }
    confusables_difference_release(&confusables);
    return r;
}

static int compare_mappings(struct difference *difference, struct facts *facts)
{
    const struct fact_mapping *list;
    size_t count = facts->mappings.count, end;
    int r = 0;

    vector_sort(&facts->mappings, compare_fact_mappings);
    list = facts->mappings.items;
    for (size_t at = 0; r == 0 && at < count; at = end) {
        for (end = at + 1; end < count && list[end].kind == list[at].kind;)
            end++;
        if (list[at].kind == REPERTOIRE_CONFUSABLE)
            r = compare_confusables(difference, facts, list + at, end - at);
        else
            compare_kind(difference, facts, list + at, end - at);
    }
    difference->repertoire.mappings = (uint32_t)difference->mappings.count;
    difference->repertoire.mapping = difference->mappings.items;
    difference->repertoire.points_le = difference->points.items;
    if (r == 0 && (difference->mappings.failed || difference->points.failed))
        r = -ENOMEM;
    return r;
}

/*
 * Values.
 */

static void add_name(struct difference *difference, const char *name)
{
    const uint32_t at_le = htole32((uint32_t)difference->texts.size);

    vector_append(&difference->value_names, &at_le);
    buffer_append(&difference->texts, name, strlen(name) + 1);
}

static int take_values(struct difference *difference, const struct facts *facts)
{
    for (size_t i = 0; i < facts->values.count; i++) {
        const struct fact_value *value = &facts->values.items[i];
        const uint32_t property_le = htole32(value->property);

        vector_append(&difference->value_properties, &property_le);
        add_name(difference, value->short_name);
        add_name(difference, value->long_name);
    }
    return difference->value_properties.failed || difference->value_names.failed ||
                   difference->texts.failed
               ? -ENOMEM
               : 0;
}

int difference_make(struct difference *difference, struct facts *facts)
{
    int r;

    memset(difference, 0, sizeof *difference);
    difference->repertoire.begins_le = difference->begins_le;
    r = compare_mappings(difference, facts);
    if (r == 0)
        r = compare_properties(difference, facts);
    if (r == 0)
        r = take_values(difference, facts);
    difference->repertoire.ranges = difference->ranges.items;
    difference->repertoire.values = (uint32_t)difference->value_properties.count;
    difference->repertoire.property_le = difference->value_properties.items;
    difference->repertoire.names_le = difference->value_names.items;
    difference->repertoire.texts = difference->texts.bytes;
    return r;
}

void difference_release(struct difference *difference)
{
    vector_release(&difference->ranges);
    vector_release(&difference->value_properties);
    vector_release(&difference->value_names);
    buffer_release(&difference->texts);
    vector_release(&difference->mappings);
    vector_release(&difference->points);
}

bool difference_is_empty(const struct difference *difference)
{
    return difference->ranges.count == 0 && difference->mappings.count == 0 &&
           difference->value_properties.count == 0;
}
