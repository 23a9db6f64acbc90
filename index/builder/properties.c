/*
 * Facts about documents. Consecutive documents mostly have the same ones, so the names of a
 * document's values are looked up only if a value differs from that of the previous document.
 */

#include "index/builder/properties.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "index/file/charindex.h"
#include "index/file/postings.h"
#include "index/unicode/character.h"
#include "index/unicode/prominence.h"

void properties_init(struct properties *properties, struct chunks *chunks)
{
    memset(properties, 0, sizeof *properties);
    properties->chunks = chunks;
    properties->tail = POOL_FAILED;
    for (unsigned property = 0; property < PROPERTY_COUNT; property++)
        properties->last[property].value = POOL_FAILED;
    for (unsigned tier = 0; tier < CHARINDEX_TIERS; tier++)
        (void)runs_new(&properties->tiers);
}

void properties_release(struct properties *properties)
{
    pool_release(&properties->tails);
    for (unsigned property = 0; property < PROPERTY_COUNT; property++) {
        pool_release(&properties->values[property]);
        runs_release(&properties->sets[property]);
    }
    runs_release(&properties->tiers);
}

/* The number of a value in its pool; adds an empty set for a new one. */
static uint32_t value_of(struct properties *properties, enum property property, uint32_t number)
{
    char name[PROPERTY_VALUE_SIZE];
    uint32_t value;

    property_spell(property, number, name);
    value = pool_add(&properties->values[property], name, strlen(name));
    if (value == properties->sets[property].count)
        (void)runs_new(&properties->sets[property]);
    return value;
}

/* Sets `last` to the values of the next document. Returns whether a facet has changed. */
static bool read_values(struct properties *properties, uint32_t code_point, bool emoji)
{
    bool changed = false;

    for (unsigned i = 0; i < PROPERTY_COUNT; i++) {
        enum property property = (enum property)i;
        struct properties_value *last = &properties->last[property];
        uint32_t number =
            property == PROPERTY_EMOJI ? emoji : property_number(property, code_point);

        if (property_kind(property) == PROPERTY_KIND_PLANES ||
            (last->value != POOL_FAILED && last->number == number))
            continue;
        *last = (struct properties_value){number, value_of(properties, property, number)};
        changed = changed || property < PROPERTY_FACETS;
    }
    return changed;
}

static uint32_t tail_of(struct properties *properties, uint32_t code_point)
{
    struct buffer text = BUFFER_INIT;
    struct character_facts facts;
    uint32_t tail = POOL_FAILED;

    character_facts(code_point, &facts);
    buffer_append_format(&text,
                         ",\"category\":\"%s\",\"block\":\"%s\",\"script\":\"%s\",\"age\":\"%s\"",
                         facts.category, facts.block, facts.script, facts.age);
    if (!text.failed)
        tail = pool_add(&properties->tails, text.bytes, text.size);
    buffer_release(&text);
    return tail;
}

int properties_document(struct properties *properties, uint32_t document, uint32_t code_point,
                        bool emoji)
{
    if (read_values(properties, code_point, emoji))
        properties->tail = tail_of(properties, code_point);
    if (properties->tail == POOL_FAILED)
        return -ENOMEM;
    chunks_u16(properties->chunks, CHUNK_PROP, properties->tail);
    for (unsigned property = 0; property < PROPERTY_COUNT; property++) {
        if (property_kind((enum property)property) == PROPERTY_KIND_PLANES)
            continue;
        if (properties->last[property].value == POOL_FAILED)
            return -ENOMEM;
        runs_post(&properties->sets[property], properties->last[property].value, document, 1);
    }
    return 0;
}

void properties_prominence(struct properties *properties, uint32_t document, unsigned prominence)
{
    chunks_u8(properties->chunks, CHUNK_PROM, prominence);
    runs_post(&properties->tiers, prominence_tier(prominence), document, 1);
}

/*
 * Values in the order of their property.
 */

struct value {
    struct property_value key; /* first: property_order compares these */
    uint32_t number;
};

static void write_set(struct chunks *chunks, const struct runs *runs, uint32_t list)
{
    chunks_u32(chunks, CHUNK_STOT, runs_total(runs, list));
    runs_write(runs, list, chunks, CHUNK_SRUN);
    chunks_u32(chunks, CHUNK_SBEG, chunks->list[CHUNK_SRUN].size / sizeof(struct posting_run));
}

static int write_values(struct properties *properties, enum property property)
{
    const struct pool *pool = &properties->values[property];
    struct value *values = calloc((size_t)pool->count + 1, sizeof *values);
    struct chunks *chunks = properties->chunks;

    if (!values)
        return -ENOMEM;
    for (uint32_t i = 0; i < pool->count; i++)
        values[i] = (struct value){
            .key = {.name = pool_get(pool, i), .first = runs_first(&properties->sets[property], i)},
            .number = i};
    qsort(values, pool->count, sizeof *values, property_order_of(property));
    for (uint32_t i = 0; i < pool->count; i++) {
        buffer_append(&chunks->list[CHUNK_VTXT], values[i].key.name.bytes, values[i].key.name.size);
        chunks_offset(chunks, CHUNK_VOFF, CHUNK_VTXT);
        write_set(chunks, &properties->sets[property], values[i].number);
    }
    free(values);
    return 0;
}

static void write_key(struct chunks *chunks, enum property property)
{
    buffer_append_text(&chunks->list[CHUNK_VKEY], property_name(property));
    buffer_append_text(&chunks->list[CHUNK_VKEY], "\n");
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
    for (unsigned property = 0; property < PROPERTY_COUNT; property++) {
        write_key(chunks, (enum property)property);
        chunks_u32(chunks, CHUNK_VBEG, values);
        if (runs_failed(&properties->sets[property]) ||
            write_values(properties, (enum property)property) < 0)
            return -ENOMEM;
        values += properties->values[property].count;
    }
    chunks_u32(chunks, CHUNK_VBEG, values);
    return 0;
}
