/*
 * The rules of CSS name an installed face first, so that browsers do not load a font that is installed. Ascent and descent
 * are the same for all slices: a line is as high before its font arrives as after it.
 */

#include "server/answers/http/font_set.h"

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

#include "index/base/bisect.h"
#include "index/base/checksum.h"

struct font_slice {
    atomic_uint references;
    uint32_t row;
    struct font_points points;
    char digest[FONT_DIGEST_SIZE];
    char full_name[FONT_NAME_SIZE], postscript_name[FONT_NAME_SIZE];
    size_t size;
    char bytes[];
};

struct font_set {
    atomic_uint references;
    size_t count;
    struct font_rows made;
    struct font_slice **by_row;    /* a reference to each */
    struct font_slice **by_digest; /* the same */
};

void font_digest(struct slice bytes, char digest[static FONT_DIGEST_SIZE])
{
    uint8_t sum[CHECKSUM_SIZE];

    checksum_of(bytes.bytes, bytes.size, sum);
    for (size_t i = 0; i < CHECKSUM_SIZE; i++)
        (void)snprintf(digest + 2 * i, 3, "%02x", sum[i]);
}

void font_demand_add(struct font_demand *demand, uint32_t row)
{
    const uint64_t bit = (uint64_t)1 << row % 64;

    /* Mostly it is there already, and a cache line is not taken from other processors. */
    if (!(atomic_load_explicit(&demand->words[row / 64], memory_order_relaxed) & bit))
        atomic_fetch_or_explicit(&demand->words[row / 64], bit, memory_order_relaxed);
}

struct font_slice *font_slice_new(uint32_t row, const struct font_points *points,
                                  const char *full_name, const char *postscript_name,
                                  struct slice woff2)
{
    struct font_slice *slice = malloc(sizeof *slice + woff2.size);

    if (!slice)
        return NULL;
    atomic_init(&slice->references, 1);
    slice->row = row;
    slice->points = *points;
    (void)snprintf(slice->full_name, sizeof slice->full_name, "%s", full_name);
    (void)snprintf(slice->postscript_name, sizeof slice->postscript_name, "%s", postscript_name);
    slice->size = woff2.size;
    memcpy(slice->bytes, woff2.bytes, woff2.size);
    font_digest(woff2, slice->digest);
    return slice;
}

struct font_slice *font_slice_ref(struct font_slice *slice)
{
    atomic_fetch_add_explicit(&slice->references, 1, memory_order_relaxed);
    return slice;
}

void font_slice_unref(struct font_slice *slice)
{
    if (slice && atomic_fetch_sub_explicit(&slice->references, 1, memory_order_acq_rel) == 1)
        free(slice);
}

struct slice font_slice_bytes(const struct font_slice *slice)
{
    return (struct slice){.bytes = slice->bytes, .size = slice->size};
}

const char *font_slice_digest(const struct font_slice *slice)
{
    return slice->digest;
}

static int compare_rows(const void *a, const void *b)
{
    const struct font_slice *one = *(struct font_slice *const *)a,
                            *other = *(struct font_slice *const *)b;

    if (one->row != other->row)
        return one->row < other->row ? -1 : 1;
    return strcmp(one->digest, other->digest);
}

static int compare_digests(const void *a, const void *b)
{
    return strcmp((*(struct font_slice *const *)a)->digest,
                  (*(struct font_slice *const *)b)->digest);
}

struct font_set *font_set_new(struct font_slice *const *slices, size_t count,
                              const struct font_rows *made)
{
    struct font_set *set = calloc(1, sizeof *set);

    if (!set)
        return NULL;
    atomic_init(&set->references, 1);
    set->by_row = calloc(count + 1, sizeof(struct font_slice *));
    set->by_digest = calloc(count + 1, sizeof(struct font_slice *));
    if (!set->by_row || !set->by_digest) {
        font_set_unref(set);
        return NULL;
    }
    for (size_t i = 0; i < count; i++)
        set->by_row[i] = set->by_digest[i] = font_slice_ref(slices[i]);
    set->count = count;
    set->made = *made;
    qsort(set->by_row, count, sizeof(struct font_slice *), compare_rows);
    qsort(set->by_digest, count, sizeof(struct font_slice *), compare_digests);
    return set;
}

struct font_set *font_set_ref(struct font_set *set)
{
    atomic_fetch_add_explicit(&set->references, 1, memory_order_relaxed);
    return set;
}

void font_set_unref(struct font_set *set)
{
    if (!set || atomic_fetch_sub_explicit(&set->references, 1, memory_order_acq_rel) != 1)
        return;
    for (size_t i = 0; i < set->count; i++)
        font_slice_unref(set->by_row[i]);
    free(set->by_row);
    free(set->by_digest);
    free(set);
}

const struct font_slice *font_set_find(const struct font_set *set, struct slice digest)
{
    struct bisection search = {.high = (uint32_t)set->count};

    if (digest.size != FONT_DIGEST_SIZE - 1)
        return NULL;
    while (bisect(&search))
        bisect_narrow(&search,
                      memcmp(set->by_digest[search.middle]->digest, digest.bytes, digest.size) < 0);
    return search.low < set->count &&
                   memcmp(set->by_digest[search.low]->digest, digest.bytes, digest.size) == 0
               ? set->by_digest[search.low]
               : NULL;
}

size_t font_set_count(const struct font_set *set)
{
    return set->count;
}

bool font_set_made(const struct font_set *set, uint32_t row)
{
    return font_rows_has(&set->made, row);
}

/* "U+2600-2604,U+2607" */
static void append_ranges(const struct font_slice *slice, struct buffer *out)
{
    const char *before = "";

    for (uint32_t first = 0; first < FONT_ROW; first++) {
        uint32_t last = first;

        if (!font_points_has(&slice->points, first))
            continue;
        while (last + 1 < FONT_ROW && font_points_has(&slice->points, last + 1))
            last++;
        buffer_append_format(out, "%sU+%X", before, slice->row * FONT_ROW + first);
        if (last > first)
            buffer_append_format(out, "-%X", slice->row * FONT_ROW + last);
        before = ",";
        first = last;
    }
}

static void append_rule(const struct font_slice *slice, struct buffer *out)
{
    buffer_append_text(out, "@font-face{font-family:" FONT_FAMILY ";src:");
    if (slice->full_name[0])
        buffer_append_format(out, "local(\"%s\"),", slice->full_name);
    if (slice->postscript_name[0] && strcmp(slice->postscript_name, slice->full_name) != 0)
        buffer_append_format(out, "local(\"%s\"),", slice->postscript_name);
    buffer_append_format(out, "url(fonts/%s.woff2)format(\"woff2\");unicode-range:", slice->digest);
    append_ranges(slice, out);
    buffer_append_format(out, FONT_METRICS "}\n");
}

void font_set_append_css(const struct font_set *set, uint32_t row, struct buffer *out)
{
    struct bisection search = {.high = (uint32_t)set->count};

    while (bisect(&search))
        bisect_narrow(&search, set->by_row[search.middle]->row < row);
    for (size_t i = search.low; i < set->count && set->by_row[i]->row == row; i++)
        append_rule(set->by_row[i], out);
}
