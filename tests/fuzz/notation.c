/*
 * libFuzzer: any text as a code point in some notation. What is read is in Unicode, at most one code
 * point for two bytes; what is refused names a byte of the text.
 */

#include "index/search/notation/notation.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "tests/fuzz/demand.h"

enum { NAMES = 4 };

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static void check_points(const uint32_t *points, size_t count, size_t size)
{
    demand(count >= 1 && count <= size / 2);
    for (size_t i = 0; i < count; i++)
        demand(points[i] <= 0x10FFFF);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    size_t names_left = NAMES, count = 0;
    struct notation_error error = {.message = NULL};
    uint32_t *points = malloc(size / 2 * sizeof *points + 1);
    char *text = malloc(size + 1);

    demand(points && text);
    if (size > 0)
        memcpy(text, bytes, size);
    text[size] = 'x'; /* is not part of it */
    switch (notation_read(text, size, &names_left, points, &count, &error)) {
    case NOTATION_OK:
        check_points(points, count, size);
        break;
    case NOTATION_ERROR:
        demand(error.message && error.message[0] != '\0' && error.at <= size);
        break;
    case NOTATION_NO_MATCH:
        break;
    }
    demand(names_left <= NAMES);
    free(points);
    free(text);
    return 0;
}
