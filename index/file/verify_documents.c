/*
 * Verifies documents: code points, lines, names, and relations between documents.
 */

#include <string.h>

#include "index/base/plain.h"
#include "index/base/utf8.h"
#include "index/file/line.h"
#include "index/file/verify.h"
#include "index/file/verify_tools.h"
#include "index/file/view.h"

bool verify_code_points(const struct charindex *index)
{
    for (uint32_t document = 0; document < view_first_sequence(index); document++) {
        uint32_t code_point = view_u32(index, CHUNK_DOCS, document);

        if (!utf8_encodes(code_point))
            return false;
        if (document > 0 && code_point <= view_u32(index, CHUNK_DOCS, document - 1))
            return false;
    }
    return true;
}

static bool sequence_valid(const struct charindex *index, uint32_t sequence)
{
    uint32_t begin = view_u32(index, CHUNK_SOFF, sequence);
    uint32_t end = view_u32(index, CHUNK_SOFF, (size_t)sequence + 1);

    if (end - begin < 2 || end - begin > SEQUENCE_MAX ||
        view_u32(index, CHUNK_SPTS, begin) == VARIATION_SELECTOR_16)
        return false;
    for (uint32_t at = begin; at < end; at++)
        if (!utf8_encodes(view_u32(index, CHUNK_SPTS, at)))
            return false;
    return true;
}

static bool points_ascend(const uint32_t *a, size_t a_count, const uint32_t *b, size_t b_count)
{
    for (size_t i = 0; i < a_count && i < b_count; i++)
        if (a[i] != b[i])
            return a[i] < b[i];
    return a_count < b_count;
}

bool verify_sequences(const struct charindex *index)
{
    uint32_t before[SEQUENCE_MAX], points[SEQUENCE_MAX];
    size_t before_count = 0;

    if (!verify_offsets(index, CHUNK_SOFF, index->sequences, view_count(index, CHUNK_SPTS, 4)))
        return false;
    for (uint32_t sequence = 0; sequence < index->sequences; sequence++) {
        size_t count;

        if (!sequence_valid(index, sequence))
            return false;
        count = view_bare(index, sequence, points);
        if (count < 2 || !points_ascend(before, before_count, points, count))
            return false;
        memcpy(before, points, sizeof before);
        before_count = count;
    }
    return true;
}

static bool line_valid(const struct charindex *index, uint32_t document)
{
    const size_t end_size = sizeof LINE_END - 1;
    struct slice line = view_slice(index, CHUNK_LOFF, CHUNK_LINE, document);
    uint32_t points[SEQUENCE_MAX];
    char bytes[LINE_PREFIX_MAX];
    size_t size = line_prefix(bytes, points, charindex_points(index, document, points));
    const struct slice prefix = {.bytes = bytes, .size = size};

    return line.size >= size + end_size && line.size <= LINE_MAX_SIZE &&
           slice_has_prefix(line, prefix) &&
           memcmp(line.bytes + line.size - end_size, LINE_END, end_size) == 0 &&
           plain_valid(line.bytes + size, line.size - size - end_size);
}

bool verify_lines(const struct charindex *index)
{
    if (!verify_offsets(index, CHUNK_LOFF, index->documents, index->chunks[CHUNK_LINE].size))
        return false;
    for (uint32_t document = 0; document < index->documents; document++)
        if (!line_valid(index, document))
            return false;
    return true;
}

bool verify_tails(const struct charindex *index)
{
    if (!verify_texts(index, CHUNK_POFF, index->tails, CHUNK_PTXT))
        return false;
    for (size_t document = 0; document < index->documents; document++)
        if (format_u16(index->chunks[CHUNK_PROP].bytes + document * 2) >= index->tails)
            return false;
    return true;
}

/* Unicode's names are unique. Those of a damaged file may be equal: then the documents ascend. */
bool verify_names(const struct charindex *index)
{
    struct slice before = {.bytes = "", .size = 0};
    uint32_t last = 0;

    for (uint32_t i = 0; i < index->characters; i++) {
        const uint32_t document = view_u32(index, CHUNK_NAME, i);
        struct slice name;
        int order;

        if (document >= view_first_sequence(index))
            return false;
        name = charindex_name(index, document);
        order = slice_compare(before, name);
        if (order > 0 || (order == 0 && i > 0 && document <= last))
            return false;
        before = name;
        last = document;
    }
    return true;
}

bool verify_presentations(const struct charindex *index)
{
    const size_t count = view_count(index, CHUNK_EVAR, 4);

    for (size_t i = 0; i < count; i++) {
        const uint32_t document = view_u32(index, CHUNK_EVAR, i);

        if (document >= view_first_sequence(index) ||
            (i > 0 && document <= view_u32(index, CHUNK_EVAR, i - 1)))
            return false;
    }
    return true;
}

/*
 * Relations.
 */

static bool is_variant_of(const struct charindex *index, uint32_t base, uint32_t variant)
{
    return variant >= view_first_sequence(index) && variant < index->documents && variant != base &&
           charindex_base(index, variant) == base;
}

bool verify_bases(const struct charindex *index)
{
    size_t variants = 0;

    for (uint32_t i = 0; i < index->sequences; i++) {
        uint32_t document = view_first_sequence(index) + i, base = view_u32(index, CHUNK_BASE, i);

        if (base >= index->documents || charindex_base(index, base) != base)
            return false;
        variants += base != document;
    }
    return view_count(index, CHUNK_VARV, 4) == variants &&
           verify_relation(index, CHUNK_VARK, is_variant_of);
}

static bool are_characters(const struct charindex *index, uint32_t document, uint32_t point)
{
    uint32_t other;

    return document < view_first_sequence(index) && charindex_find(index, point, &other);
}

bool verify_references(const struct charindex *index)
{
    return verify_relation(index, CHUNK_RTOK, are_characters) &&
           verify_relation(index, CHUNK_RFRK, are_characters);
}

static bool are_two_characters(const struct charindex *index, uint32_t document, uint32_t other)
{
    return document < view_first_sequence(index) && other < view_first_sequence(index) &&
           document != other;
}

bool verify_confusables(const struct charindex *index)
{
    return verify_relation(index, CHUNK_CONK, are_two_characters);
}

bool verify_decompositions(const struct charindex *index)
{
    return verify_relation(index, CHUNK_DECK, are_two_characters);
}
