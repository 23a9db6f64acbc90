/*
 * Sets as bits. A set is converted into runs by its edges: a run begins or ends where a bit differs from the
 * one before it.
 */

#include "index/file/bitmap.h"

#include <assert.h>
#include <endian.h>
#include <string.h>

#include "index/base/bits.h"

void bitmap_clear(struct bitmap *bitmap)
{
    memset(bitmap->words, 0, bitmap_words(bitmap->size) * sizeof *bitmap->words);
}

static inline void put_bits(uint64_t *word, uint64_t bits, bool on)
{
    *word = on ? *word | bits : *word & ~bits;
}

static inline void put_range(uint64_t *words, uint32_t first, uint32_t end, bool on)
{
    uint64_t head = ~(uint64_t)0 << (first % 64);
    uint64_t tail = ~(uint64_t)0 >> (63 - (end - 1) % 64);
    uint32_t at = first / 64, last = (end - 1) / 64;

    if (at == last) {
        put_bits(words + at, head & tail, on);
        return;
    }
    put_bits(words + at, head, on);
    while (++at < last)
        words[at] = on ? ~(uint64_t)0 : 0;
    put_bits(words + last, tail, on);
}

void bitmap_put(struct bitmap *bitmap, uint32_t first, uint32_t end, bool on)
{
    uint32_t at = first / 64;

    assert(end <= bitmap->size);
    if (first >= end)
        return;
    put_range(bitmap->words, first, end, on);
    if (!on)
        return;
    bitmap_marks(bitmap)[at / 64] |= (uint64_t)1 << (at % 64);
    if ((end - 1) / 64 > at)
        put_range(bitmap_marks(bitmap), at, (end - 1) / 64 + 1, true);
}

/* Most runs are one or two documents; `on` is a constant to the compiler. */
static inline void put_runs(const struct bitmap *bitmap, const struct postings *postings, bool on)
{
    uint64_t *words = bitmap->words, *marks = bitmap_marks(bitmap);
    uint32_t rank = postings->count > 0 ? posting_rank(postings, 0) : 0;

    for (uint32_t run = 0; run < postings->count; run++) {
        uint32_t first = posting_first(postings, run), next = posting_rank(postings, run + 1);
        uint32_t end = first + (next - rank), at = first / 64;

        assert(first < end && end <= bitmap->size);
        rank = next;
        if (on)
            marks[at / 64] |= (uint64_t)1 << (at % 64);
        if (end - first == 1) {
            put_bits(words + at, (uint64_t)1 << (first % 64), on);
            continue;
        }
        put_range(words, first, end, on);
        if (on && (end - 1) / 64 > at)
            put_range(marks, at, (end - 1) / 64 + 1, true);
    }
}

void bitmap_put_postings(struct bitmap *bitmap, const struct postings *postings, bool on)
{
    if (on)
        put_runs(bitmap, postings, true);
    else
        put_runs(bitmap, postings, false);
}

/* A file may have bits set past the last document. */
static void cut(struct bitmap *bitmap)
{
    bitmap->words[bitmap->size / 64] &= ((uint64_t)1 << (bitmap->size % 64)) - 1;
}

void bitmap_put_stored(struct bitmap *bitmap, const uint64_t *words_le, bool on)
{
    size_t count = ((size_t)bitmap->size + 63) / 64;
    uint64_t *marks = bitmap_marks(bitmap);

    for (size_t i = 0; i < count; i++) {
        uint64_t word = le64toh(words_le[i]);

        put_bits(bitmap->words + i, word, on);
        if (on)
            marks[i / 64] |= (uint64_t)(word != 0) << (i % 64);
    }
    cut(bitmap);
}

/* The next word that is marked, from `at` on; as many as there are if there is none. */
static inline size_t next_marked(const struct bitmap *bitmap, size_t at)
{
    const uint64_t *marks = bitmap_marks(bitmap);
    size_t count = bitmap_document_words(bitmap->size);
    uint64_t left;

    if (at >= count)
        return count;
    left = marks[at / 64] & ~(uint64_t)0 << (at % 64);
    for (at /= 64; left == 0; left = marks[at])
        if (++at > (count - 1) / 64)
            return count;
    return at * 64 + (size_t)__builtin_ctzll(left);
}

bool bitmap_intersect(struct bitmap *bitmap, const struct bitmap *other)
{
    uint64_t *marks = bitmap_marks(bitmap);
    size_t count = bitmap_document_words(bitmap->size);
    bool some = false;

    assert(bitmap->size == other->size);
    for (size_t i = 0; i <= (count - 1) / 64; i++) {
        uint64_t kept = 0;

        for (uint64_t left = marks[i]; left != 0; left &= left - 1) {
            size_t at = i * 64 + (size_t)__builtin_ctzll(left);
            uint64_t word = bitmap->words[at] & other->words[at];

            bitmap->words[at] = word;
            kept |= (uint64_t)(word != 0) << (at % 64);
        }
        marks[i] = kept;
        some = some || kept != 0;
    }
    return some;
}

bool bitmap_empty(const struct bitmap *bitmap)
{
    size_t count = bitmap_document_words(bitmap->size);

    for (size_t at = next_marked(bitmap, 0); at < count; at = next_marked(bitmap, at + 1))
        if (bitmap->words[at] != 0)
            return false;
    return true;
}

uint32_t bitmap_next(const struct bitmap *bitmap, uint32_t from, uint32_t end)
{
    size_t at = from / 64, last;
    uint64_t word;

    if (from >= end)
        return end;
    last = (end - 1) / 64;
    word = bitmap->words[at] & ~(uint64_t)0 << (from % 64);
    for (; word == 0; word = bitmap->words[at]) {
        if (++at <= last && bitmap->words[at] == 0)
            at = next_marked(bitmap, at);
        if (at > last)
            return end;
    }
    from = (uint32_t)at * 64 + (uint32_t)__builtin_ctzll(word);
    return from < end ? from : end;
}

/* Bits that differ from the bit before them; `before` is the one before the word. */
static inline uint64_t edges(uint64_t word, uint64_t before)
{
    return word ^ (word << 1 | before);
}

uint32_t bitmap_runs(const struct bitmap *bitmap)
{
    const uint64_t *marks = bitmap_marks(bitmap);
    size_t count = bitmap_document_words(bitmap->size), next = 0;
    uint64_t before = 0;
    uint32_t runs = 0;

    for (size_t i = 0; i <= (count - 1) / 64; i++)
        for (uint64_t left = marks[i]; left != 0; left &= left - 1) {
            size_t at = i * 64 + (size_t)__builtin_ctzll(left);
            uint64_t word = bitmap->words[at];
            uint64_t begins = edges(word, at == next ? before : 0) & word;

            if (begins != 0)
                runs += (begins & (begins - 1)) == 0 ? 1 : bits_count(begins);
            before = word >> 63;
            next = at + 1;
        }
    return runs;
}

/* State while a set is written as runs. */
struct encoding {
    struct posting_run *out;
    uint32_t count, total;
    uint32_t first;  /* of the open run, if there is one */
    uint64_t before; /* the last bit */
};

/* Writes the runs that end in this word; `at` is its first document. */
static inline void encode_word(struct encoding *encoding, uint64_t word, uint32_t at)
{
    for (uint64_t left = edges(word, encoding->before); left != 0; left &= left - 1) {
        uint32_t bit = (uint32_t)__builtin_ctzll(left);

        if (word >> bit & 1) {
            encoding->first = at + bit;
        } else {
            encoding->out[encoding->count++] = posting_run(encoding->first, encoding->total);
            encoding->total += at + bit - encoding->first;
        }
    }
    encoding->before = word >> 63;
}

void bitmap_encode(const struct bitmap *bitmap, struct posting_run *out, struct postings *result)
{
    const uint64_t *marks = bitmap_marks(bitmap);
    size_t count = bitmap_document_words(bitmap->size), next = 0;
    struct encoding encoding = {.out = out};

    for (size_t i = 0; i <= (count - 1) / 64; i++)
        for (uint64_t left = marks[i]; left != 0; left &= left - 1) {
            size_t at = i * 64 + (size_t)__builtin_ctzll(left);

            if (encoding.before != 0 && at != next)
                encode_word(&encoding, 0, (uint32_t)next * 64);
            encode_word(&encoding, bitmap->words[at], (uint32_t)at * 64);
            next = at + 1;
        }
    if (encoding.before != 0)
        encode_word(&encoding, 0, (uint32_t)next * 64);
    *result = (struct postings){.runs = out, .count = encoding.count, .total = encoding.total};
}
