#ifndef CHARFINDER_INDEX_BASE_SLICE_H
#define CHARFINDER_INDEX_BASE_SLICE_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

/*
 * Borrowed bytes: a pointer into memory that something else owns, and a size. The function that returns
 * a slice says how long the memory lives.
 *
 * The functions accept NULL bytes where the size is 0. None allocates or copies. All are inline, so
 * a comparison costs one call of memcmp(), and a C string literal costs nothing to measure.
 */
struct slice {
    const char *bytes; /* not NUL-terminated */
    size_t size;
};

static inline struct slice slice_of(const char *text)
{
    return (struct slice){.bytes = text, .size = strlen(text)};
}

static inline bool slice_equal(struct slice a, struct slice b)
{
    return a.size == b.size && (a.size == 0 || memcmp(a.bytes, b.bytes, a.size) == 0);
}

/* Compares with a C string. */
static inline bool slice_is(struct slice slice, const char *text)
{
    return slice_equal(slice, slice_of(text));
}

static inline bool slice_has_prefix(struct slice slice, struct slice prefix)
{
    return slice.size >= prefix.size &&
           (prefix.size == 0 || memcmp(slice.bytes, prefix.bytes, prefix.size) == 0);
}

/* Byte order, which for UTF-8 is the order of code points; a prefix comes before what it is a
 * prefix of. Returns <0, 0 or >0. */
static inline int slice_compare(struct slice a, struct slice b)
{
    size_t common = a.size < b.size ? a.size : b.size;
    int order = common > 0 ? memcmp(a.bytes, b.bytes, common) : 0;

    return order != 0 ? order : (a.size > b.size) - (a.size < b.size);
}

static inline bool slice_is_space(char byte)
{
    return byte == ' ' || (byte >= '\t' && byte <= '\r');
}

/* Without the white space of ASCII at both ends. */
static inline struct slice slice_trim(struct slice slice)
{
    while (slice.size > 0 && slice_is_space(slice.bytes[0])) {
        slice.bytes++;
        slice.size--;
    }
    while (slice.size > 0 && slice_is_space(slice.bytes[slice.size - 1]))
        slice.size--;
    return slice;
}

#endif
