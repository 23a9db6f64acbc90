/*
 * Parsing tools of the readings. Nothing here knows a notation.
 */

#include "index/search/reading/scan.h"

#include "index/base/ascii.h"
#include "index/base/hex.h"
#include "index/search/notation/notation.h"
#include "index/search/query/query.h"

static void skip(struct slice *text, size_t size)
{
    text->bytes += size;
    text->size -= size;
}

bool scan_take(struct slice *text, const char *prefix)
{
    size_t size = 0;

    for (; prefix[size] != '\0'; size++)
        if (size == text->size || ascii_lower(text->bytes[size]) != prefix[size])
            return false;
    skip(text, size);
    return true;
}

bool scan_take_any(struct slice *text, const char *others)
{
    size_t size = 0;

    while (size < text->size && text->bytes[size] != '\0' &&
           (slice_is_space(text->bytes[size]) || strchr(others, text->bytes[size])))
        size++;
    skip(text, size);
    return size > 0;
}

size_t scan_digits(struct slice text, unsigned base)
{
    size_t count = 0;

    while (count < text.size) {
        int digit = hex_value(text.bytes[count]);

        if (digit < 0 || digit >= (int)base)
            break;
        count++;
    }
    return count;
}

bool scan_number(struct slice *text, unsigned base, size_t min, size_t max, uint32_t *value)
{
    size_t count = scan_digits(*text, base);
    uint64_t sum = 0;

    if (count < min || count > max || count == 0)
        return false;
    for (size_t i = 0; i < count; i++) {
        sum = sum * base + (uint64_t)hex_value(text->bytes[i]);
        if (sum > UINT32_MAX)
            return false;
    }
    *value = (uint32_t)sum;
    skip(text, count);
    return true;
}

/* Removes what is around the text. Returns false if there is nothing to remove. */
static bool peel(struct slice *text)
{
    static const char *const pairs[] = {"()", "[]", "<>", "{}", "''", "\"\"", "``"};

    for (size_t i = 0; text->size > 2 && i < sizeof pairs / sizeof *pairs; i++)
        if (text->bytes[0] == pairs[i][0] && text->bytes[text->size - 1] == pairs[i][1]) {
            skip(text, 1);
            text->size--;
            *text = slice_trim(*text);
            return text->size > 0;
        }
    if (text->size > 1 && strchr(".,;:!?", text->bytes[text->size - 1])) {
        text->size--;
        *text = slice_trim(*text);
        return text->size > 0;
    }
    return false;
}

struct slice scan_unwrap(struct slice text)
{
    enum { LITERAL_PREFIX_MAX = 2 };
    char last;

    if (text.size == 0)
        return text;
    last = text.bytes[text.size - 1];
    if (last == '"' || last == '\'')
        for (size_t i = 1; i <= LITERAL_PREFIX_MAX && i + 2 < text.size; i++)
            if (text.bytes[i] == last && text.bytes[0] != last && text.bytes[0] != '\\')
                skip(&text, i);
    while (peel(&text))
        ;
    return text;
}

bool scan_is_notation(struct slice text)
{
    uint32_t points[QUERY_MAX_SIZE / 2];
    size_t names_left = QUERY_MAX_NAMED, count;
    struct notation_error error;

    return notation_read(text.bytes, text.size, &names_left, points, &count, &error) == NOTATION_OK;
}
