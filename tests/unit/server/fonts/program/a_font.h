#ifndef CHARFINDER_TESTS_UNIT_SERVER_FONTS_PROGRAM_A_FONT_H
#define CHARFINDER_TESTS_UNIT_SERVER_FONTS_PROGRAM_A_FONT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "index/base/slice.h"

/* A font that every test machine has (tests/packages), in memory of its own, so that a read beyond its end
 * is found. */
#define A_FONT "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"

/* The first bytes of the font, at most so many. To be freed. */
static inline struct slice a_font(size_t most)
{
    FILE *file = fopen(A_FONT, "r");
    struct slice font = {.bytes = NULL};
    char *bytes;
    long size;

    if (!file)
        fail_msg("there is no " A_FONT ": install fonts-dejavu-core");
    assert_int_equal(fseek(file, 0, SEEK_END), 0);
    size = ftell(file);
    rewind(file);
    font.size = (size_t)size < most ? (size_t)size : most;
    bytes = malloc(font.size + !font.size);
    assert_non_null(bytes);
    assert_int_equal(fread(bytes, 1, font.size, file), font.size);
    assert_int_equal(fclose(file), 0);
    font.bytes = bytes;
    return font;
}

/* Damages a copy of the font: the function is called with each of them. All must be survived. */
static inline void damaged_fonts(size_t tries, void (*use)(struct slice font))
{
    uint32_t random = 1;

    for (size_t i = 0; i < tries; i++) {
        struct slice font = a_font(i % 4 == 0 ? (i + 1) * 997 : SIZE_MAX);

        for (size_t flips = 0; flips < 1 + i % 40; flips++) {
            size_t limit = i % 2 ? 512 : font.size; /* the directory of tables, or anywhere */

            random = random * 1664525 + 1013904223;
            if (limit > font.size)
                limit = font.size;
            ((char *)font.bytes)[random % limit] ^= (char)(random >> 24);
        }
        use(font);
        free((void *)font.bytes);
    }
}

#endif
