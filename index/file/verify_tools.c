/*
 * The checks that several parts of the verification share. They know the form of offsets, texts,
 * postings and bitmaps, but not their meaning.
 */

#include "index/file/verify_tools.h"

#include "index/base/plain.h"
#include "index/file/view.h"

bool verify_offsets(const struct charindex *index, enum format_chunk offsets, uint32_t count,
                    size_t end)
{
    uint32_t before = 0;

    if (view_u32(index, offsets, 0) != 0)
        return false;
    for (size_t i = 1; i <= count; i++) {
        uint32_t offset = view_u32(index, offsets, i);

        if (offset < before)
            return false;
        before = offset;
    }
    return before == end;
}

bool verify_texts(const struct charindex *index, enum format_chunk offsets, uint32_t count,
                  enum format_chunk text)
{
    const struct slice all = index->chunks[text];

    if (!verify_offsets(index, offsets, count, all.size) || !plain_valid(all.bytes, all.size))
        return false;
    for (size_t i = 0; i < count; i++) {
        uint32_t begin = view_u32(index, offsets, i);

        if (begin < all.size && ((unsigned char)all.bytes[begin] & 0xC0) == 0x80)
            return false;
    }
    return true;
}

bool verify_postings(const struct postings *postings, uint32_t documents)
{
    uint32_t lowest = 0; /* the first document that the next run may contain */

    if (postings->count == 0 ? postings->total != 0 : posting_rank(postings, 0) != 0)
        return false;
    for (uint32_t run = 0; run < postings->count; run++) {
        uint32_t first = posting_first(postings, run), rank = posting_rank(postings, run);
        uint32_t next = posting_rank(postings, run + 1);

        if (first < lowest || first >= documents || next <= rank || next - rank > documents - first)
            return false;
        lowest = first + (next - rank) + 1;
    }
    return true;
}

bool verify_bitmap(const struct charindex *index, const char *bitmap)
{
    size_t words = format_bitmap_words(index->documents);

    return index->documents % 64 == 0 ||
           format_u64(bitmap + (words - 1) * 8) >> index->documents % 64 == 0;
}

bool verify_relation(const struct charindex *index, enum format_chunk keys, verify_pair check)
{
    const enum format_chunk begins = keys + 1, values = keys + 2;
    uint32_t count = (uint32_t)view_count(index, keys, 4);

    if (!verify_offsets(index, begins, count, view_count(index, values, 4)))
        return false;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t key = view_u32(index, keys, i), begin = view_u32(index, begins, i);
        uint32_t end = view_u32(index, begins, (size_t)i + 1);

        if (key >= index->documents || (i > 0 && key <= view_u32(index, keys, i - 1)) ||
            begin == end)
            return false;
        for (uint32_t at = begin, before = 0; at < end; at++) {
            const uint32_t value = view_u32(index, values, at);

            if (!check(index, key, value) || (at > begin && value <= before))
                return false;
            before = value;
        }
    }
    return true;
}
