/*
 * Which clauses repeat others: one letter for each clause of a query, the same letter for the same
 * clause. No index is needed.
 */

#include "index/search/query/repeats.h"

#include "tests/unit/index/search/query/parsing.h"

static void assert_same(const char *text, const char *expected)
{
    uint16_t same[QUERY_MAX_CLAUSES];
    struct query_error error;
    struct query query;
    size_t counted = 0, left;

    if (!parse(&query, text, strlen(text), &error))
        fail_msg("%s: %s", text, error.message);
    assert_int_equal(query.count, strlen(expected));
    left = repeats_find(&query, same);
    for (size_t i = 0; i < query.count; i++) {
        if (same[i] != expected[i] - 'a')
            fail_msg("%s: clause %zu repeats %u", text, i, same[i]);
        counted += same[i] == i;
    }
    assert_int_equal(left, counted);
}

static void test_alternatives(void **state)
{
    (void)state;
    assert_same("cat|dog|cat", "aba");
    assert_same("cat|CAT|Cat", "aaa");
    assert_same("cat|cat*|\"cat\"|name:cat|keyword:cat", "abcde");
    assert_same("\"cat face\"|\"cat eyes\"|\"cat face\"", "aba");
    assert_same("A|a|\xC3\xA0", "abc"); /* a letter stands for itself */
    assert_same("\xE2\x98\x80|\xE2\x98\x82|\xE2\x98\x80|cat", "abad");
    assert_same("U+2600..U+26FF|U+2600..U+26FE|U+2600..U+26FF", "aba");
    assert_same("block:arrows|block:dingbats|block:arrows", "aba");
    assert_same("gc:So|gc:Sm|gc:So|gc:L", "abad");
    assert_same("age:>=14|age:<14|age:>=14", "aba");
}

static void test_groups(void **state)
{
    (void)state;
    assert_same("cat face cat", "aba");
    assert_same("cat -cat", "ab");
    assert_same("-cat x -cat", "aba");
    assert_same("cat|dog cat|dog", "abab");
    assert_same("cat|dog cat", "abc");
    assert_same("cat cat|dog", "abc");
    assert_same("cat|cat cat", "aaa");
    assert_same("cat cat|cat", "aaa");
    assert_same("cat|dog|cat x dog|cat|dog cat|dog|dog", "abadefeabb");
}

/* What means something else alone stays beside one repeat. */
static void test_nothing_is_left_alone_that_was_not(void **state)
{
    (void)state;
    assert_same("cat cat cat", "aaa");
    assert_same("U+2600 U+2600 U+2600", "aba");
    assert_same("U+2600|U+2600|U+2600", "aba");
    assert_same("U+2600..U+2601 U+2600..U+2601", "ab");
    assert_same("\xE2\x98\x80|\xE2\x98\x80", "ab");
}

/* The longest queries, of one clause and of many that differ. */
static void test_the_longest_queries(void **state)
{
    char text[QUERY_MAX_SIZE + 1] = "";
    uint16_t same[QUERY_MAX_CLAUSES];
    struct query_error error;
    struct query query;
    size_t size = 0;

    (void)state;
    for (size_t i = 0; i < QUERY_MAX_SIZE; i += 2)
        memcpy(text + i, "a|", 2);
    assert_true(parse(&query, text, QUERY_MAX_SIZE - 1, &error));
    assert_int_equal(query.count, QUERY_MAX_CLAUSES);
    assert_int_equal(repeats_find(&query, same), 1);
    for (int i = 0; i < 300; i++)
        size +=
            (size_t)snprintf(text + size, sizeof text - size, "%c%c ", 'a' + i % 26, 'a' + i / 26);
    assert_true(parse(&query, text, size, &error));
    assert_int_equal(repeats_find(&query, same), 300);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_alternatives),
        cmocka_unit_test(test_groups),
        cmocka_unit_test(test_nothing_is_left_alone_that_was_not),
        cmocka_unit_test(test_the_longest_queries),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
