/*
 * The two searches: their results, the members of their rows, and corrected spellings.
 */

#include "server/answers/http/results.h"

#include "tests/unit/server/answers/http/real_world.h"

static void test_the_book_s_search_is_a_bare_array(void **state)
{
    static const char first[] = "[{\"char\":\"\xF0\x9F\x90\xB1\",\"name\":\"CAT FACE\"},";
    struct answer answer;

    get(&answer, *state, "/search?q=cat+face");
    assert_int_equal(answer.reply.status, 200);
    assert_header(&answer, "Content-Type", "application/json");
    assert_header(&answer, "X-Content-Type-Options", "nosniff");
    assert_header(&answer, "Access-Control-Allow-Origin", "*");
    assert_header(&answer, "Cache-Control", SEARCH_CACHING);
    assert_int_equal(json_array_size(answer.json), 10);
    assert_memory_equal(answer.body, first, sizeof first - 1);
    done(&answer);
}

static void test_searches_that_find_nothing(void **state)
{
    static const char *const targets[] = {"/search?q=", "/search?q", "/search?q=,+,",
                                          "/search?q=xyzzy", "/search?q=sun&offset=4294967295"};

    for (size_t i = 0; i < sizeof targets / sizeof *targets; i++) {
        struct answer answer;

        get(&answer, *state, targets[i]);
        assert_int_equal(answer.reply.status, 200);
        assert_string_equal(answer.body, "[]");
        done(&answer);
    }
}

static void test_search_takes_a_part_and_ignores_the_unknown(void **state)
{
    struct answer all, part;

    get(&all, *state, "/search?q=cat");
    get(&part, *state, "/search?q=cat&offset=3&limit=4&utm_source=x&utm_source=y");
    assert_int_equal(json_array_size(part.json), 4);
    for (size_t i = 0; i < 4; i++)
        assert_true(json_equal(json_array_get(part.json, i), json_array_get(all.json, i + 3)));
    done(&part);
    done(&all);
}

/* The text of a row's member. */
static const char *row_text(const struct answer *answer, size_t row, const char *key)
{
    json_t *object = json_array_get(json_object_get(answer->json, "results"), row);
    const char *value = json_string_value(json_object_get(object, key));

    if (!value)
        fail_msg("no \"%s\" in row %zu of %s", key, row, answer->body);
    return value;
}

static void test_all_looks_beyond_names(void **state)
{
    struct answer named, all;

    get(&named, *state, "/api/v1/search?q=nbsp&scope=name");
    assert_int_equal(number(&named, "total"), 0);
    assert_null(json_object_get(named.json, "suggestion"));
    done(&named);

    get(&all, *state, "/api/v1/search?q=nbsp");
    assert_string_equal(row_text(&all, 0, "codepoint"), "U+00A0");
    assert_string_equal(row_text(&all, 0, "match"), "alias");
    assert_null(json_object_get(all.json, "suggestion"));
    done(&all);
}

static void test_a_sequence_is_one_row(void **state)
{
    struct answer answer;
    json_t *row;
    char *points;

    get(&answer, *state, "/api/v1/search?q=%F0%9F%87%A8%F0%9F%87%AD"); /* a flag */
    assert_int_equal(row_count(&answer), 1);
    row = json_array_get(json_object_get(answer.json, "results"), 0);
    assert_null(json_object_get(row, "codepoint"));
    points = json_dumps(json_object_get(row, "codepoints"), JSON_COMPACT);
    assert_string_equal(points, "[\"U+1F1E8\",\"U+1F1ED\"]");
    free(points);
    done(&answer);

    get(&answer, *state, "/api/v1/search?q=%F0%9F%87%A8%F0%9F%87%AD&scope=name");
    assert_int_equal(row_count(&answer), 2); /* names are those of characters only */
    done(&answer);
}

static void test_variants_are_rows_only_where_asked(void **state)
{
    struct answer folded, shown;

    get(&folded, *state, "/api/v1/search?q=thumbs+up");
    get(&shown, *state, "/api/v1/search?q=thumbs+up&variants=show");
    assert_string_equal(row_text(&folded, 0, "codepoint"), "U+1F44D");
    assert_true(number(&shown, "total") >= number(&folded, "total") + 5); /* skin tones */
    done(&shown);
    done(&folded);
}

static void test_a_corrected_spelling_is_reported(void **state)
{
    static const char *const formats[] = {"ndjson", "tsv"};
    struct answer changed, right;

    get(&changed, *state, "/api/v1/search?q=sunflowr&limit=1");
    assert_string_equal(text(&changed, "query"), "sunflowr");
    assert_string_equal(text(&changed, "suggestion"), "sunflower");
    get(&right, *state, "/api/v1/search?q=sunflower&limit=1");
    assert_true(json_equal(json_object_get(changed.json, "results"),
                           json_object_get(right.json, "results")));
    assert_null(header(&changed, "X-Suggestion"));
    done(&right);
    done(&changed);

    for (size_t i = 0; i < 2; i++) {
        char target[64];

        (void)snprintf(target, sizeof target, "/api/v1/search?q=sunflowr&format=%s", formats[i]);
        get(&changed, *state, target);
        assert_header(&changed, "X-Suggestion", "sunflower");
        done(&changed);
    }

    get(&changed, *state, "/search?q=sunflowr"); /* the book's search corrects nothing */
    assert_string_equal(changed.body, "[]");
    assert_null(header(&changed, "X-Suggestion"));
    done(&changed);
    get(&changed, *state, "/api/v1/search?q=sunflowr&scope=name");
    assert_int_equal(number(&changed, "total"), 0);
    assert_null(json_object_get(changed.json, "suggestion"));
    done(&changed);
}

static void test_a_preferred_language_comes_first(void **state)
{
    struct answer german, english;

    get(&german, *state, "/api/v1/search?q=ball&lang=de-AT");
    get(&english, *state, "/api/v1/search?q=ball");
    assert_int_equal(number(&german, "total"), number(&english, "total"));
    done(&german);
    done(&english);
    get(&german, *state, "/api/v1/search?q=ball&lang=de");
    get(&english, *state, "/api/v1/search?q=ball&lang=en");
    assert_false(json_equal(json_object_get(german.json, "results"),
                            json_object_get(english.json, "results")));
    done(&german);
    done(&english);
}

static void test_languages_choose_the_keywords(void **state)
{
    struct answer german, english;

    get(&german, *state, "/api/v1/search?q=keyword:sonne&only_lang=de");
    assert_true(number(&german, "total") > 0);
    done(&german);
    get(&english, *state, "/api/v1/search?q=keyword:sonne&only_lang=en&format=tsv");
    assert_true(header(&english, "X-Suggestion") ||
                strcmp(header(&english, "X-Total-Count"), "0") == 0);
    done(&english);
}

static void test_rows_of_awkward_characters_are_json(void **state)
{
    static const char *const points[] = {"0", "7", "A", "22", "5C", "7F", "85", "2028", "FFFD"};

    for (size_t i = 0; i < sizeof points / sizeof *points; i++) {
        char target[64];
        struct answer answer;

        (void)snprintf(target, sizeof target, "/api/v1/search?q=U%%2B%s", points[i]);
        get(&answer, *state, target);
        assert_int_equal(answer.reply.status, 200);
        assert_int_equal(row_count(&answer), 1);
        done(&answer);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_book_s_search_is_a_bare_array),
        cmocka_unit_test(test_searches_that_find_nothing),
        cmocka_unit_test(test_search_takes_a_part_and_ignores_the_unknown),
        cmocka_unit_test(test_all_looks_beyond_names),
        cmocka_unit_test(test_a_sequence_is_one_row),
        cmocka_unit_test(test_variants_are_rows_only_where_asked),
        cmocka_unit_test(test_a_corrected_spelling_is_reported),
        cmocka_unit_test(test_a_preferred_language_comes_first),
        cmocka_unit_test(test_languages_choose_the_keywords),
        cmocka_unit_test(test_rows_of_awkward_characters_are_json),
    };

    return cmocka_run_group_tests(tests, world_new, world_free);
}
