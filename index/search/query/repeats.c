/*
 * Finds repeated clauses. A query of 1,024 bytes has up to 512 clauses, and each of them costs a
 * comparison with every word of every document that is ranked or explained: repeats are dropped
 * before anything is spent on them.
 *
 * Clauses are compared as they were parsed: words by their folded bytes. Two hash tables, one of
 * alternatives and one of groups, make this linear. Groups with the same alternatives in another
 * order are not recognized.
 */

#include "index/search/query/repeats.h"

#include <stdbool.h>
#include <string.h>

enum {
    SLOTS_MAX = 2 * QUERY_MAX_CLAUSES, /* a power of two; at most half of them are taken */
    FREE = UINT16_MAX,
};
_Static_assert((SLOTS_MAX & (SLOTS_MAX - 1)) == 0, "slots are found with a mask");

/* An open hash table of clauses by number. */
struct table {
    uint32_t mask;
    uint16_t slots[SLOTS_MAX];
};

struct repeats {
    const struct query *query;
    uint16_t *same;
    struct table table;
    uint32_t hashes[QUERY_MAX_CLAUSES];
};

static void table_init(struct table *table, size_t count)
{
    uint32_t slots = 2;

    while (slots < 2 * count)
        slots *= 2;
    table->mask = slots - 1;
    for (uint32_t i = 0; i < slots; i++)
        table->slots[i] = FREE;
}

static uint32_t mix(uint32_t hash, uint32_t value)
{
    hash = (hash ^ value) * UINT32_C(0x9E3779B1);
    return hash ^ hash >> 15;
}

static uint32_t mix_bytes(uint32_t hash, const char *bytes, size_t size)
{
    for (size_t i = 0; i < size; i++)
        hash = mix(hash, (unsigned char)bytes[i]);
    return mix(hash, (uint32_t)size);
}

static bool has_words(const struct query_clause *clause)
{
    return clause->kind <= QUERY_PHRASE;
}

/* Does the clause's `first` count bytes of a name? */
static bool has_name(const struct query_clause *clause)
{
    enum property_kind kind;

    if (clause->kind != QUERY_PROPERTY)
        return false;
    kind = property_kind(clause->property);
    return kind == PROPERTY_KIND_NAMED || kind == PROPERTY_KIND_YES_NO ||
           kind == PROPERTY_KIND_EMOJI_GROUPS;
}

static uint32_t clause_hash(const struct query *query, const struct query_clause *clause)
{
    uint32_t hash =
        mix(mix((uint32_t)clause->kind, clause->property), clause->low + clause->relation);

    if (has_words(clause))
        for (uint32_t i = clause->first; i < clause->first + clause->count; i++)
            hash = mix_bytes(hash, query->folded + query->words[i].first, query->words[i].size);
    else if (clause->kind == QUERY_TEXT)
        for (uint32_t i = clause->first; i < clause->first + clause->count; i++)
            hash = mix(hash, query->points[i]);
    else if (has_name(clause))
        hash = mix_bytes(hash, query->folded + clause->first, clause->count);
    return mix(hash, clause->categories);
}

static bool word_equal(const struct query *query, const struct query_word *a,
                       const struct query_word *b)
{
    return a->size == b->size && a->letter == b->letter &&
           memcmp(query->folded + a->first, query->folded + b->first, a->size) == 0;
}

/* Do the clauses have the same words, points or name? */
static bool content_equal(const struct query *query, const struct query_clause *a,
                          const struct query_clause *b)
{
    if (has_name(a))
        return a->count == b->count &&
               memcmp(query->folded + a->first, query->folded + b->first, a->count) == 0;
    if (a->kind == QUERY_TEXT)
        return a->count == b->count && memcmp(query->points + a->first, query->points + b->first,
                                              a->count * sizeof *query->points) == 0;
    if (!has_words(a))
        return true;
    if (a->count != b->count)
        return false;
    for (uint32_t i = 0; i < a->count; i++)
        if (!word_equal(query, &query->words[a->first + i], &query->words[b->first + i]))
            return false;
    return true;
}

static bool clause_equal(const struct query *query, const struct query_clause *a,
                         const struct query_clause *b)
{
    return a->kind == b->kind && a->field == b->field && a->negated == b->negated &&
           a->low == b->low && a->high == b->high && a->property == b->property &&
           a->categories == b->categories && a->relation == b->relation &&
           content_equal(query, a, b);
}

static void find_alternative(struct repeats *repeats, uint32_t number)
{
    const struct query *query = repeats->query;
    const struct query_clause *clause = &query->clauses[number];
    struct table *table = &repeats->table;
    uint32_t slot = mix(repeats->hashes[number], clause->group) & table->mask;

    repeats->same[number] = (uint16_t)number;
    for (; table->slots[slot] != FREE; slot = (slot + 1) & table->mask) {
        uint16_t other = table->slots[slot];

        if (query->clauses[other].group == clause->group &&
            clause_equal(query, &query->clauses[other], clause)) {
            repeats->same[number] = other;
            return;
        }
    }
    table->slots[slot] = (uint16_t)number;
}

/* The next clause of the group that counts so far, from this one on; the group's end after the
 * last. */
static uint32_t next_counted(const struct repeats *repeats, uint32_t group, uint32_t number)
{
    const struct query *query = repeats->query;

    while (number < query->count && query->clauses[number].group == group &&
           repeats->same[number] != number)
        number++;
    return number;
}

static bool in_group(const struct query *query, uint32_t group, uint32_t number)
{
    return number < query->count && query->clauses[number].group == group;
}

/* Are the groups that begin with these clauses equal? Where `join`, the second's clauses become
 * repeats of the first's. */
static bool walk_groups(struct repeats *repeats, uint32_t a, uint32_t b, bool join)
{
    const struct query *query = repeats->query;
    uint32_t first = query->clauses[a].group, second = query->clauses[b].group;

    for (;; a++, b++) {
        a = next_counted(repeats, first, a);
        b = next_counted(repeats, second, b);
        if (!in_group(query, first, a) || !in_group(query, second, b))
            return in_group(query, first, a) == in_group(query, second, b);
        if (!join && !clause_equal(query, &query->clauses[a], &query->clauses[b]))
            return false;
        if (join)
            repeats->same[b] = (uint16_t)a;
    }
}

/* Looks for the group that begins with this clause. Returns the clause after it. */
static uint32_t find_group(struct repeats *repeats, uint32_t begin)
{
    const struct query *query = repeats->query;
    struct table *table = &repeats->table;
    uint32_t group = query->clauses[begin].group, end = begin, hash = 0, slot;

    for (; in_group(query, group, end); end++)
        if (repeats->same[end] == end)
            hash = mix(hash, repeats->hashes[end]);
    for (slot = hash & table->mask; table->slots[slot] != FREE; slot = (slot + 1) & table->mask)
        if (walk_groups(repeats, table->slots[slot], begin, false)) {
            (void)walk_groups(repeats, table->slots[slot], begin, true);
            for (uint32_t i = begin; i < end; i++)
                repeats->same[i] = repeats->same[repeats->same[i]];
            return end;
        }
    table->slots[slot] = (uint16_t)begin;
    return end;
}

/* Alone, a code point, a range or a text asks for something else than beside other clauses: where
 * nothing but one of them is left, one repeat stays. */
static void leave_company(struct repeats *repeats)
{
    enum query_clause_kind kind = repeats->query->clauses[0].kind;

    if (kind == QUERY_CODE_POINT || kind == QUERY_RANGE || kind == QUERY_TEXT)
        repeats->same[1] = 1;
}

static size_t count(const struct repeats *repeats)
{
    size_t counted = 0;

    for (size_t i = 0; i < repeats->query->count; i++)
        counted += repeats->same[i] == i;
    return counted;
}

size_t repeats_find(const struct query *query, uint16_t same[static QUERY_MAX_CLAUSES])
{
    struct repeats repeats;

    repeats.query = query;
    repeats.same = same;
    table_init(&repeats.table, query->count);
    for (uint32_t i = 0; i < query->count; i++) {
        repeats.hashes[i] = clause_hash(query, &query->clauses[i]);
        find_alternative(&repeats, i);
    }
    table_init(&repeats.table, query->count);
    for (uint32_t i = 0; i < query->count;)
        i = find_group(&repeats, i);
    if (count(&repeats) == 1)
        leave_company(&repeats);
    return count(&repeats);
}
