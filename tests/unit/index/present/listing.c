/*
 * Lists of the small index (small_index.h).
 */

#include "index/present/listing.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#include "tests/unit/index/file/small_index.h"

static void test_names_of_lists(void **state)
{
    static const char *const right[] = {"blocks", "Scripts", "categories", "ages",  "columns",
                                        "block",  "gc",      "lb",         "width", "plane"};
    static const char *const wrong[] = {"", "block s!", "planets", "nonsense"};
    struct listing listing;
    struct closest closest;

    (void)state;
    for (size_t i = 0; i < sizeof right / sizeof *right; i++)
        if (!listing_find(right[i], strlen(right[i]), &listing))
            fail_msg("there is no list %s", right[i]);
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        if (listing_find(wrong[i], strlen(wrong[i]), &listing))
            fail_msg("there is a list '%s'", wrong[i]);
    closest_init(&closest, "scirpts", 7);
    listing_closest(&closest, true);
    assert_string_equal(closest.found, "scripts");
    closest_init(&closest, "colums", 6);
    listing_closest(&closest, true);
    assert_string_equal(closest.found, "columns");
    closest_init(&closest, "colums", 6);
    listing_closest(&closest, false);
    assert_null(closest.found);
}

/* The lines of a list. */
static const char *lines_of(const char *name, struct buffer *out)
{
    struct listing listing;

    *out = (struct buffer)BUFFER_INIT;
    assert_true(listing_find(name, strlen(name), &listing));
    for (uint32_t i = 0; i < listing_count(&listing, small); i++) {
        struct listing_entry entry;

        listing_entry(&listing, small, i, &entry);
        listing_append(out, &entry);
        buffer_append_text(out, "\n");
    }
    buffer_append(out, "", 1);
    return out->bytes;
}

static void test_lines(void **state)
{
    struct buffer out;

    (void)state;
    assert_string_equal(lines_of("blocks", &out), "Basic Latin\t5\tU+0000..U+007F\n"
                                                  "CJK Unified Ideographs\t2\tU+4E00..U+9FFF\n"
                                                  "Emoticons\t2\tU+1F600..U+1F64F\n");
    buffer_release(&out);
    assert_non_null(strstr(lines_of("categories", &out), "Lu\t3\tUppercase_Letter\n"));
    buffer_release(&out);
    assert_non_null(strstr(lines_of("ages", &out), "6.1\t2\n"));
    buffer_release(&out);
    assert_non_null(
        strstr(lines_of("plane", &out), "0\t6\tU+0000..U+FFFF\n1\t1\tU+10000..U+1FFFF\n"));
    buffer_release(&out);
    assert_non_null(strstr(lines_of("columns", &out), "\nutf8\tits bytes in UTF-8\n"));
    buffer_release(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_names_of_lists),
        cmocka_unit_test(test_lines),
    };

    return cmocka_run_group_tests(tests, small_index_make, small_index_free);
}
