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
    uint32_t rank = 0;

    if (postings->count == 0 ? postings->total != 0 : posting_rank(postings, 0) != 0)
        return false;
    for (uint32_t run = 0; run < postings->count; run++) {
        const uint32_t first = posting_first(postings, run);
        const uint32_t next = posting_rank(postings, run + 1);

        if (first < lowest || first >= documents || next <= rank || next - rank > documents - first)
            return false;
        lowest = first + (next - rank) + 1;
        rank = next;
    }
    return true;
}

bool verify_bitmap(const struct charindex *index, const char *bitmap)
{
    size_t words = format_bitmap_words(index->documents);

    return index->documents % 64 == 0 ||
           format_u64(bitmap + (words - 1) * 8) >> index->documents % 64 == 0;
}
