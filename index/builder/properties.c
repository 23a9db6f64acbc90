/*
 * Facts about documents, counted once: documents with the same category, block, script and age
 * share a tail of JSON, and the tail has the numbers of the four values.
 */

#include "index/builder/properties.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "index/file/charindex.h"
#include "index/file/postings.h"
#include "index/unicode/prominence.h"

struct tail_values {
    uint32_t values[PROPERTY_FACETS];
};

void properties_init(struct properties *properties, struct chunks *chunks)
{
    memset(properties, 0, sizeof *properties);
    properties->chunks = chunks;
    for (unsigned tier = 0; tier < CHARINDEX_TIERS; tier++)
        (void)runs_new(&properties->tiers);
}

void properties_release(struct properties *properties)
{
    pool_release(&properties->tails);
    buffer_release(&properties->tail_values);
    for (unsigned property = 0; property < PROPERTIES_SETS; property++) {
        pool_release(&properties->values[property]);
        runs_release(&properties->sets[property]);
    }
    runs_release(&properties->tiers);
}

static uint32_t value_of(struct properties *properties, enum property property, const char *name)
{
    uint32_t value = pool_add(&properties->values[property], name, strlen(name));

    if (value == properties->sets[property].count)
        (void)runs_new(&properties->sets[property]);
    return value;
}

/* A new tail: what it says, as text and as numbers. */
static bool add_tail(struct properties *properties, const struct character_facts *facts)
{
    struct tail_values tail;

    tail.values[PROPERTY_BLOCK] = value_of(properties, PROPERTY_BLOCK, facts->block);
    tail.values[PROPERTY_SCRIPT] = value_of(properties, PROPERTY_SCRIPT, facts->script);
    tail.values[PROPERTY_CATEGORY] = value_of(properties, PROPERTY_CATEGORY, facts->category);
    tail.values[PROPERTY_AGE] = value_of(properties, PROPERTY_AGE, facts->age);
    buffer_append(&properties->tail_values, &tail, sizeof tail);
    for (unsigned property = 0; property < PROPERTY_FACETS; property++)
        if (tail.values[property] == POOL_FAILED)
            return false;
    return !properties->tail_values.failed;
}

static uint32_t tail_of(struct properties *properties, const struct character_facts *facts)
{
    struct buffer text = BUFFER_INIT;
    uint32_t tail = POOL_FAILED;

    buffer_append_format(&text,
                         ",\"category\":\"%s\",\"block\":\"%s\",\"script\":\"%s\",\"age\":\"%s\"",
                         facts->category, facts->block, facts->script, facts->age);
    if (!text.failed)
        tail = pool_add(&properties->tails, text.bytes, text.size);
    buffer_release(&text);
    if (tail != POOL_FAILED &&
        (size_t)tail * sizeof(struct tail_values) == properties->tail_values.size)
        return add_tail(properties, facts) ? tail : POOL_FAILED;
    return tail;
}

static bool facts_equal(const struct character_facts *a, const struct character_facts *b)
{
    return a->category && b->category && strcmp(a->category, b->category) == 0 &&
           strcmp(a->block, b->block) == 0 && strcmp(a->script, b->script) == 0 &&
           strcmp(a->age, b->age) == 0;
}

int properties_document(struct properties *properties, uint32_t document, uint32_t code_point,
                        bool emoji)
{
    struct character_facts facts;
    const struct tail_values *tail;
    uint32_t yes_or_no = value_of(properties, PROPERTY_EMOJI, emoji ? "yes" : "no");

    character_facts(code_point, &facts);
    if (!facts_equal(&facts, &properties->facts)) {
        properties->facts_tail = tail_of(properties, &facts);
        properties->facts = facts;
    }
    if (properties->facts_tail == POOL_FAILED || yes_or_no == POOL_FAILED)
        return -ENOMEM;
    chunks_u16(properties->chunks, CHUNK_PROP, properties->facts_tail);
    tail = (const void *)properties->tail_values.bytes;
    for (unsigned property = 0; property < PROPERTY_FACETS; property++)
        runs_post(&properties->sets[property], tail[properties->facts_tail].values[property],
                  document, 1);
    runs_post(&properties->sets[PROPERTY_EMOJI], yes_or_no, document, 1);
    return 0;
}

void properties_prominence(struct properties *properties, uint32_t document, unsigned prominence)
{
    chunks_u8(properties->chunks, CHUNK_PROM, prominence);
    runs_post(&properties->tiers, prominence_tier(prominence), document, 1);
}

/*
 * Values in the order in which they are listed.
 */

struct value {
    struct slice name;
    uint32_t number, first; /* document */
};

static int compare_by_name(const void *left, const void *right)
{
    const struct value *a = left, *b = right;

    return slice_compare(a->name, b->name);
}

static int compare_by_document(const void *left, const void *right)
{
    const struct value *a = left, *b = right;

    return (a->first > b->first) - (a->first < b->first);
}

/* "9.0" before "10.0". */
static int compare_by_version(const void *left, const void *right)
{
    const struct value *a = left, *b = right;

    if (a->name.size != b->name.size)
        return a->name.size < b->name.size ? -1 : 1;
    return compare_by_name(a, b);
}

static void write_set(struct chunks *chunks, const struct runs *runs, uint32_t list)
{
    chunks_u32(chunks, CHUNK_STOT, runs_total(runs, list));
    runs_write(runs, list, chunks, CHUNK_SRUN);
    chunks_u32(chunks, CHUNK_SBEG, chunks->list[CHUNK_SRUN].size / sizeof(struct posting_run));
}

static int write_values(struct properties *properties, enum property property)
{
    static int (*const orders[PROPERTIES_SETS])(const void *, const void *) = {
        [PROPERTY_BLOCK] = compare_by_document, [PROPERTY_SCRIPT] = compare_by_name,
        [PROPERTY_CATEGORY] = compare_by_name,  [PROPERTY_AGE] = compare_by_version,
        [PROPERTY_EMOJI] = compare_by_name,
    };
    const struct pool *pool = &properties->values[property];
    struct value *values = calloc((size_t)pool->count + 1, sizeof *values);
    struct chunks *chunks = properties->chunks;

    if (!values)
        return -ENOMEM;
    for (uint32_t i = 0; i < pool->count; i++)
        values[i] = (struct value){.name = pool_get(pool, i),
                                   .number = i,
                                   .first = runs_first(&properties->sets[property], i)};
    qsort(values, pool->count, sizeof *values, orders[property]);
    for (uint32_t i = 0; i < pool->count; i++) {
        buffer_append(&chunks->list[CHUNK_VTXT], values[i].name.bytes, values[i].name.size);
        chunks_offset(chunks, CHUNK_VOFF, CHUNK_VTXT);
        write_set(chunks, &properties->sets[property], values[i].number);
    }
    free(values);
    return 0;
}

int properties_write(struct properties *properties)
{
    struct chunks *chunks = properties->chunks;
    uint32_t values = 0;

    pool_write(&properties->tails, chunks, CHUNK_POFF, CHUNK_PTXT);
    if (runs_failed(&properties->tiers))
        return -ENOMEM;
    chunks_u32(chunks, CHUNK_SBEG, 0);
    for (unsigned tier = 0; tier < CHARINDEX_TIERS; tier++)
        write_set(chunks, &properties->tiers, tier);
    chunks_offset(chunks, CHUNK_VOFF, CHUNK_VTXT);
    for (unsigned property = 0; property < PROPERTIES_SETS; property++) {
        chunks_u32(chunks, CHUNK_VBEG, values);
        if (runs_failed(&properties->sets[property]) ||
            write_values(properties, (enum property)property) < 0)
            return -ENOMEM;
        values += properties->values[property].count;
    }
    chunks_u32(chunks, CHUNK_VBEG, values);
    return 0;
}
