/*
 * Members about typing and spelling, of characters of the real index.
 */

#include "server/answers/json/json_ways.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/indexes/fixture.h"

static void assert_json(json_t *value, const char *expected)
{
    char *text = json_dumps(value, JSON_COMPACT);

    assert_non_null(text);
    assert_string_equal(text, expected);
    free(text);
    json_decref(value);
}

/* The keys of one way, or NULL. */
static const json_t *keys_of(const json_t *object, const char *way)
{
    const json_t *row;
    size_t i;

    json_array_foreach(json_object_get(object, "typing"), i, row)
    {
        if (strcmp(json_string_value(json_object_get(row, "way")), way) == 0)
            return json_object_get(row, "keys");
    }
    return NULL;
}

static void test_ways_of_a_heart(void **state)
{
    static const uint32_t heart = 0x2665;
    json_t *object = json_ways_typing(*state, &heart, 1);
    const json_t *keysyms = keys_of(object, "keysym");

    assert_int_equal(json_array_size(keysyms), 2);
    assert_string_equal(json_string_value(json_array_get(keysyms, 0)), "heart");
    assert_string_equal(json_string_value(json_array_get(keysyms, 1)), "U2665");
    assert_string_equal(json_string_value(json_array_get(keys_of(object, "alt"), 0)), "Alt 3");
    assert_null(keys_of(object, "control"));
    json_decref(object);
}

static void test_none(void **state)
{
    static const uint32_t surrogate = 0xD800, flag[] = {0x1F1E8, 0x1F1ED};

    assert_json(json_ways_typing(*state, &surrogate, 1), "{\"typing\":[]}");
    assert_json(json_ways_typing(NULL, &surrogate, 1), "{\"typing\":[]}");
    assert_json(json_ways_typing(*state, flag, 2), "{\"typing\":[]}");
}

static void test_spellings(void **state)
{
    uint32_t document;
    json_t *object;

    assert_true(charindex_find(*state, 0x2192, &document));
    object = json_ways_spellings(*state, document, 256);
    assert_true(json_array_size(json_object_get(object, "spellings")) > 3);
    json_decref(object);
    assert_json(
        json_ways_spellings(*state, document, 1),
        "{\"spellings\":[{\"text\":\"->\",\"kind\":\"ascii\",\"label\":\"ASCII spelling\"}]}");
    assert_json(json_ways_spellings(*state, document, 0), "{\"spellings\":[]}");
    assert_true(charindex_find(*state, 0xFE19, &document));
    object = json_ways_spellings(*state, document, 256);
    assert_non_null(object);
    json_decref(object);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_ways_of_a_heart),
        cmocka_unit_test(test_none),
        cmocka_unit_test(test_spellings),
    };

    return cmocka_run_group_tests(tests, english_setup, index_teardown);
}
