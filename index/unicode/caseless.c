/*
 * Compares without building folded texts, because one of them is compared with few others. Most are
 * ASCII, so ICU is asked only about other code points.
 */

#include "index/unicode/caseless.h"

#include <stdint.h>

#include <unicode/uchar.h>

#include "index/base/utf8.h"

static int32_t fold(int32_t code_point)
{
    if (code_point >= 0x80)
        return u_foldCase(code_point, U_FOLD_CASE_DEFAULT);
    return code_point >= 'A' && code_point <= 'Z' ? code_point - 'A' + 'a' : code_point;
}

int caseless_compare(struct slice a, struct slice b)
{
    size_t a_at = 0, b_at = 0;

    while (a_at < a.size && b_at < b.size && a.bytes[a_at] == b.bytes[b_at] &&
           (unsigned char)a.bytes[a_at] < 0x80) {
        a_at++;
        b_at++;
    }
    while (a_at < a.size && b_at < b.size) {
        int32_t a_point = fold(utf8_next(a.bytes, a.size, &a_at));
        int32_t b_point = fold(utf8_next(b.bytes, b.size, &b_at));

        if (a_point != b_point)
            return a_point < b_point ? -1 : 1;
    }
    return (a_at < a.size) - (b_at < b.size);
}
