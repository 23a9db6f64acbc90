#ifndef CHARFINDER_TESTS_UNIT_INDEX_FILE_SUBJECT_H
#define CHARFINDER_TESTS_UNIT_INDEX_FILE_SUBJECT_H

/*
 * The subject of the tests of a loaded index: the image of small_image.h in memory of exactly its
 * size, so that a sanitizer sees a read past its end, and the results to expect when it is changed.
 * Include it after cmocka.h.
 */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "index/file/charindex.h"
#include "tests/unit/index/file/small_image.h"

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

/* The image, and a copy of it in memory of exactly its size, so that the sanitizer sees a read past
 * its end. */
struct subject {
    struct small_image image;
    uint8_t *bytes;
};

static inline int subject_make(void **state)
{
    struct subject *subject = malloc(sizeof *subject);

    if (!subject)
        return -1;
    small_image_make(&subject->image);
    subject->bytes = malloc(subject->image.size);
    if (!subject->bytes)
        return -1;
    memcpy(subject->bytes, subject->image.bytes, subject->image.size);
    *state = subject;
    return 0;
}

static inline int subject_free(void **state)
{
    struct subject *subject = *state;

    free(subject->bytes);
    free(subject);
    return 0;
}

static inline struct charindex *parse_good(const struct subject *subject)
{
    struct reason reason = {.text = ""};
    struct charindex *index = NULL;

    if (charindex_parse(subject->bytes, subject->image.size, &index, &reason) != CHARINDEX_OK)
        fail_msg("a good image was refused: %s", reason.text);
    assert_string_equal(reason.text, "");
    return index;
}

static inline void assert_slice(struct slice slice, const char *text)
{
    if (slice.size != strlen(text) || memcmp(slice.bytes, text, slice.size) != 0)
        fail_msg("\"%.*s\" instead of \"%s\"", (int)slice.size, slice.bytes, text);
}

/* The bytes, in memory of exactly their size, are refused with this reason, or with any if it is
 * NULL. */
static inline void assert_refused(const uint8_t *bytes, size_t size, const char *title,
                                  const char *text)
{
    struct reason reason = {.text = ""};
    struct charindex *index = NULL;
    uint8_t *copy = malloc(size ? size : 1);

    assert_non_null(copy);
    memcpy(copy, bytes, size);
    if (charindex_parse(copy, size, &index, &reason) != CHARINDEX_INVALID)
        fail_msg("%s: accepted", title);
    if (text ? strcmp(reason.text, text) != 0 : reason.text[0] == '\0')
        fail_msg("%s: refused because \"%s\"", title, reason.text);
    free(copy);
}

static inline void assert_contradiction(struct small_image *image, const char *title,
                                        const char *part)
{
    char expected[64];

    small_image_seal(image);
    (void)snprintf(expected, sizeof expected, "inconsistent content: %s", part);
    assert_refused(image->bytes, image->size, title, expected);
}

/* One number of a chunk, and its replacement. */
struct change {
    const char *title;
    enum format_chunk chunk;
    size_t number;
    uint32_t value;
};

static inline void assert_changes_refused(const struct subject *subject,
                                          const struct change *changes, size_t count,
                                          const char *part)
{
    for (size_t i = 0; i < count; i++) {
        struct small_image image = subject->image;
        uint8_t *at = small_image_chunk(&image, changes[i].chunk) + changes[i].number * 4;

        assert_int_not_equal(format_u32(at), changes[i].value);
        format_put_u32(at, changes[i].value);
        assert_contradiction(&image, changes[i].title, part);
    }
}

#define STORY(test) cmocka_unit_test_setup_teardown(test, subject_make, subject_free)

#endif
