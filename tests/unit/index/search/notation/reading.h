#ifndef CHARFINDER_TESTS_UNIT_INDEX_SEARCH_NOTATION_READING_H
#define CHARFINDER_TESTS_UNIT_INDEX_SEARCH_NOTATION_READING_H

/*
 * Parses a text in any notation, for the tests of all notations. Every text goes through the table,
 * so a test also fails if the wrong notation matches.
 */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "index/search/notation/notation.h"

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

enum { NAMES = 3, POINTS_MAX = 16 };

struct reading {
    const char *text;
    size_t count;
    uint32_t points[4];
};

struct misreading {
    const char *text;
    size_t at;
};

/* Parses an allocation of exactly the text's size, into exactly the space required. */
static inline enum notation_result read_bytes(const char *text, size_t size, size_t *names_left,
                                              uint32_t points[POINTS_MAX], size_t *count,
                                              struct notation_error *error)
{
    size_t space = size / 2;
    uint32_t *exact = malloc(space > 0 ? space * sizeof *exact : 1);
    char *copy = malloc(size > 0 ? size : 1);
    enum notation_result result;

    assert_non_null(exact);
    assert_non_null(copy);
    memcpy(copy, text, size);
    result = notation_read(copy, size, names_left, exact, count, error);
    if (result == NOTATION_OK) {
        assert_in_range(*count, 1, POINTS_MAX);
        memcpy(points, exact, *count * sizeof *points);
    }
    free(copy);
    free(exact);
    return result;
}

static inline enum notation_result read_text(const char *text, size_t *names_left,
                                             uint32_t points[POINTS_MAX], size_t *count,
                                             struct notation_error *error)
{
    return read_bytes(text, strlen(text), names_left, points, count, error);
}

static inline void assert_read(const struct reading *readings, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        uint32_t points[POINTS_MAX];
        struct notation_error error;
        size_t count, names_left = NAMES;

        if (read_text(readings[i].text, &names_left, points, &count, &error) != NOTATION_OK)
            fail_msg("\"%s\" was not read", readings[i].text);
        assert_int_equal(count, readings[i].count);
        assert_memory_equal(points, readings[i].points, count * sizeof *points);
    }
}

static inline void assert_no_match(const char *const *texts, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        uint32_t points[POINTS_MAX];
        struct notation_error error;
        size_t count, names_left = NAMES;

        if (read_text(texts[i], &names_left, points, &count, &error) != NOTATION_NO_MATCH)
            fail_msg("\"%s\" is a notation", texts[i]);
        assert_int_equal(names_left, NAMES);
    }
}

static inline void assert_malformed(const struct misreading *misreadings, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        uint32_t points[POINTS_MAX];
        struct notation_error error = {.at = SIZE_MAX, .message = NULL};
        size_t count, names_left = NAMES;

        if (read_text(misreadings[i].text, &names_left, points, &count, &error) != NOTATION_ERROR)
            fail_msg("\"%s\" is not malformed", misreadings[i].text);
        assert_int_equal(error.at, misreadings[i].at);
        assert_non_null(error.message);
    }
}

#endif
