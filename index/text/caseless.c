/*
 * Compares without building folded texts, because one of them is compared with few others. Most are
 * ASCII, so ICU is asked only about other code points.
 */

#include "index/text/caseless.h"

#include <stdint.h>

#include <unicode/uchar.h>

#include "index/base/utf8.h"

static inline int32_t fold_ascii(int32_t code_point)
{
    return code_point >= 'A' && code_point <= 'Z' ? code_point - 'A' + 'a' : code_point;
}

static int32_t fold(int32_t code_point)
{
    return code_point >= 0x80 ? u_foldCase(code_point, U_FOLD_CASE_DEFAULT)
                              : fold_ascii(code_point);
}

/* How many bytes of ASCII are the same at the beginning of both. */
static size_t same_ascii(struct slice a, struct slice b)
{
    size_t common = a.size < b.size ? a.size : b.size, at = 0;

    while (at < common && a.bytes[at] == b.bytes[at] && (unsigned char)a.bytes[at] < 0x80)
        at++;
    return at;
}

int caseless_compare(struct slice a, struct slice b)
{
    size_t a_at = same_ascii(a, b), b_at = a_at;

    if (a_at < a.size && b_at < b.size &&
        ((unsigned char)a.bytes[a_at] | (unsigned char)b.bytes[b_at]) < 0x80) {
        int order = fold_ascii(a.bytes[a_at]) - fold_ascii(b.bytes[b_at]);

        if (order != 0)
            return order;
    }
    while (a_at < a.size && b_at < b.size) {
        int32_t a_point = fold(utf8_next(a.bytes, a.size, &a_at));
        int32_t b_point = fold(utf8_next(b.bytes, b.size, &b_at));

        if (a_point != b_point)
            return a_point < b_point ? -1 : 1;
    }
    return (a_at < a.size) - (b_at < b.size);
}
