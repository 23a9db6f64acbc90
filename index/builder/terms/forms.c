/*
 * Each English term is stemmed once; then stems are sorted. Terms are in byte order already, so those
 * of a stem ascend.
 */

#include "index/builder/terms/forms.h"

#include <errno.h>
#include <stdlib.h>

#include "index/builder/base/pool.h"
#include "index/file/charindex.h"
#include "index/text/inflection.h"

struct forms {
    struct chunks *chunks;
    unsigned english; /* the field of its keywords */
    uint32_t terms;
    uint32_t *stems; /* by term: a number in the pool, or CHARINDEX_NO_STEM */
    struct pool pool;
    uint32_t *order; /* numbers in the pool, in byte order */
    uint32_t *place; /* by number in the pool: its place in that order */
};

static uint32_t number(const struct forms *forms, enum format_chunk chunk, uint32_t at)
{
    return format_u32_at(forms->chunks->list[chunk].bytes, at);
}

static bool is_english(const struct forms *forms, uint32_t term)
{
    const uint8_t *fields = (const uint8_t *)forms->chunks->list[CHUNK_LFLD].bytes;
    uint32_t end = number(forms, CHUNK_LBEG, term + 1);

    for (uint32_t list = number(forms, CHUNK_LBEG, term); list < end; list++)
        if (fields[list] < FIELD_KEYWORD || fields[list] == forms->english)
            return true;
    return false;
}

static int stem_terms(struct forms *forms, struct inflection *inflection)
{
    const char *texts = forms->chunks->list[CHUNK_TTXT].bytes;
    char key[STEM_MAX_SIZE];

    for (uint32_t term = 0; term < forms->terms; term++) {
        uint32_t begin = number(forms, CHUNK_TERM, term);
        size_t size = 0;

        forms->stems[term] = CHARINDEX_NO_STEM;
        if (is_english(forms, term))
            size = inflection_key(inflection, texts + begin,
                                  number(forms, CHUNK_TERM, term + 1) - begin, key);
        if (size == 0)
            continue;
        forms->stems[term] = pool_add(&forms->pool, key, size);
        if (forms->stems[term] == POOL_FAILED)
            return -ENOMEM;
    }
    return 0;
}

static int stem_compare(const void *left, const void *right, void *context)
{
    const uint32_t *a = left, *b = right;

    return slice_compare(pool_get(context, *a), pool_get(context, *b));
}

static int sort_stems(struct forms *forms)
{
    const uint32_t count = forms->pool.count;

    forms->order = calloc((size_t)count + 1, sizeof *forms->order);
    forms->place = calloc((size_t)count + 1, sizeof *forms->place);
    if (!forms->order || !forms->place)
        return -ENOMEM;
    for (uint32_t i = 0; i < count; i++)
        forms->order[i] = i;
    qsort_r(forms->order, count, sizeof *forms->order, stem_compare, &forms->pool);
    for (uint32_t i = 0; i < count; i++)
        forms->place[forms->order[i]] = i;
    return 0;
}

static void write_stems(const struct forms *forms)
{
    struct chunks *chunks = forms->chunks;

    chunks_offset(chunks, CHUNK_STEM, CHUNK_STXT);
    for (uint32_t i = 0; i < forms->pool.count; i++) {
        struct slice stem = pool_get(&forms->pool, forms->order[i]);

        buffer_append(&chunks->list[CHUNK_STXT], stem.bytes, stem.size);
        chunks_offset(chunks, CHUNK_STEM, CHUNK_STXT);
    }
    for (uint32_t term = 0; term < forms->terms; term++)
        chunks_u32(chunks, CHUNK_FORM,
                   forms->stems[term] == CHARINDEX_NO_STEM ? CHARINDEX_NO_STEM
                                                           : forms->place[forms->stems[term]]);
}

/* A term with its stem's place as one number. */
static uint64_t placed(const struct forms *forms, uint32_t term)
{
    return (uint64_t)forms->place[forms->stems[term]] << 32 | term;
}

static int placed_compare(const void *left, const void *right)
{
    uint64_t a = *(const uint64_t *)left, b = *(const uint64_t *)right;

    return (a > b) - (a < b);
}

static int write_terms(const struct forms *forms)
{
    uint64_t *sorted = calloc((size_t)forms->terms + 1, sizeof *sorted);
    uint32_t count = 0, at = 0;

    if (!sorted)
        return -ENOMEM;
    for (uint32_t term = 0; term < forms->terms; term++)
        if (forms->stems[term] != CHARINDEX_NO_STEM)
            sorted[count++] = placed(forms, term);
    qsort(sorted, count, sizeof *sorted, placed_compare);
    for (uint32_t stem = 0; stem < forms->pool.count; stem++) {
        chunks_u32(forms->chunks, CHUNK_FBEG, at);
        for (; at < count && sorted[at] >> 32 == stem; at++)
            chunks_u32(forms->chunks, CHUNK_FTRM, (uint32_t)sorted[at]);
    }
    chunks_u32(forms->chunks, CHUNK_FBEG, at);
    free(sorted);
    return 0;
}

int forms_write(struct chunks *chunks, unsigned english)
{
    struct inflection *inflection = inflection_new();
    struct forms forms = {
        .chunks = chunks,
        .english = FIELD_KEYWORD + english,
        .terms = (uint32_t)(chunks->list[CHUNK_TERM].size / sizeof(uint32_t) - 1),
    };
    int r = -ENOMEM;

    forms.stems = calloc((size_t)forms.terms + 1, sizeof *forms.stems);
    if (inflection && forms.stems)
        r = stem_terms(&forms, inflection);
    if (r == 0)
        r = sort_stems(&forms);
    if (r == 0) {
        write_stems(&forms);
        r = write_terms(&forms);
    }
    inflection_free(inflection);
    free(forms.stems);
    free(forms.order);
    free(forms.place);
    pool_release(&forms.pool);
    return r < 0 || chunks_failed(chunks) ? -ENOMEM : 0;
}
