/*
 * Documents about characters of the real index: their members, and that each document is valid
 * JSON.
 */

#include "server/answers/json/json_character.h"

#include "tests/unit/server/answers/http/real_world.h"

/* Compares the member with compact JSON. */
static void assert_member(const struct answer *answer, const char *outer, const char *inner,
                          const char *expected)
{
    json_t *value = json_object_get(answer->json, outer);
    char *dump;

    if (inner)
        value = json_object_get(value, inner);
    dump = json_dumps(value, JSON_COMPACT | JSON_ENCODE_ANY);
    if (!dump)
        fail_msg("no %s.%s in %s", outer, inner ? inner : "", answer->body);
    assert_string_equal(dump, expected);
    free(dump);
}

static void assert_neighbours(const struct answer *answer, const char *previous, const char *next)
{
    assert_member(answer, "neighbours", "previous", previous);
    assert_member(answer, "neighbours", "next", next);
}

static void test_a_character_document(void **state)
{
    static const char begin[] =
        "{\"char\":\"\xE1\xBA\x9E\",\"codepoint\":\"U+1E9E\","
        "\"name\":\"LATIN CAPITAL LETTER SHARP S\",\"label\":\"LATIN CAPITAL LETTER SHARP S\","
        "\"aliases\":[";
    static const char after_texts[] =
        "\"html_names\":[],\"short_names\":{},\"keywords\":{},"
        "\"definition\":null,\"category\":\"Lu\",\"category_name\":\"Uppercase_Letter\","
        "\"block\":\"Latin Extended Additional\",\"script\":\"Latin\",\"age\":\"5.1\","
        "\"plane\":0,\"properties\":{\"bidi_class\":\"Left_To_Right\",";
    struct answer answer;

    get(&answer, *state, "/api/v1/characters/U+1E9E");
    assert_memory_equal(answer.body, begin, sizeof begin - 1);
    assert_non_null(memmem(answer.body, answer.size, after_texts, sizeof after_texts - 1));
    assert_member(&answer, "decomposition", NULL, "{\"type\":\"None\",\"points\":[]}");
    assert_member(&answer, "nfd", NULL, "[\"U+1E9E\"]");
    assert_member(&answer, "case", "lower", "[\"U+00DF\"]");
    assert_member(&answer, "case", "folded", "[\"U+0073\",\"U+0073\"]");
    assert_member(&answer, "encodings", "utf8", "[\"E1\",\"BA\",\"9E\"]");
    assert_member(&answer, "encodings", "utf16", "[\"1E9E\"]");
    assert_member(&answer, "encodings", "utf32", "\"00001E9E\"");
    assert_member(&answer, "escapes", "html", "\"&#7838;\"");
    assert_neighbours(&answer, "\"U+1E9D\"", "\"U+1E9F\"");
    assert_non_null(json_object_get(answer.json, "generation"));
    done(&answer);

    get(&answer, *state, "/api/v1/characters/U+1E9D");
    assert_member(&answer, "aliases", NULL, "[]");
    done(&answer);

    get(&answer, *state, "/api/v1/characters/U+1F431");
    assert_member(&answer, "encodings", "utf16", "[\"D83D\",\"DC31\"]");
    done(&answer);

    get(&answer, *state, "/api/v1/characters/U+BD");
    assert_member(&answer, "properties", "numeric_value", "0.5");
    assert_member(&answer, "decomposition", NULL,
                  "{\"type\":\"Fraction\",\"points\":[\"U+0031\",\"U+2044\",\"U+0032\"]}");
    done(&answer);

    get(&answer, *state, "/api/v1/characters/U+FE18");
    assert_member(&answer, "aliases", NULL,
                  "[{\"text\":\"PRESENTATION FORM FOR VERTICAL RIGHT WHITE LENTICULAR BRACKET\","
                  "\"type\":\"correction\"}]");
    done(&answer);
}

static void test_code_points_that_are_not_characters(void **state)
{
    struct answer answer;

    get(&answer, *state, "/api/v1/characters/U+D800");
    assert_int_equal(answer.reply.status, 200);
    assert_member(&answer, "char", NULL, "null");
    assert_member(&answer, "name", NULL, "null");
    assert_member(&answer, "label", NULL, "\"<surrogate-D800>\"");
    assert_member(&answer, "encodings", NULL, "{\"utf8\":null,\"utf16\":null,\"utf32\":null}");
    assert_member(&answer, "escapes", "html", "null");
    assert_member(&answer, "escapes", "rust", "null");
    done(&answer);

    get(&answer, *state, "/api/v1/characters/U+378");
    assert_member(&answer, "name", NULL, "null");
    assert_member(&answer, "label", NULL, "\"<reserved-0378>\"");
    assert_member(&answer, "age", NULL, "null");
    assert_member(&answer, "properties", "assigned", "false");
    assert_neighbours(&answer, "\"U+0377\"", "\"U+037A\"");
    done(&answer);

    get(&answer, *state, "/api/v1/characters/U+0000");
    assert_member(&answer, "char", NULL, "\"\\u0000\"");
    assert_member(&answer, "label", NULL, "\"<control-0000>\"");
    assert_neighbours(&answer, "null", "\"U+0001\"");
    done(&answer);

    get(&answer, *state, "/api/v1/characters/U+10FFFF");
    assert_member(&answer, "label", NULL, "\"<noncharacter-10FFFF>\"");
    assert_neighbours(&answer, "\"U+E01EF\"", "null");
    done(&answer);
}

/* Every document is valid JSON; ask() fails otherwise. */
static void test_documents_of_all_kinds_are_json(void **state)
{
    for (uint32_t point = 0; point <= 0x10FFFF; point += point < 0x3000 ? 1 : 997) {
        char target[64];
        struct answer answer;

        (void)snprintf(target, sizeof target, "/api/v1/characters/U+%X", (unsigned)point);
        get(&answer, *state, target);
        assert_int_equal(answer.reply.status, 200);
        done(&answer);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_character_document),
        cmocka_unit_test(test_code_points_that_are_not_characters),
        cmocka_unit_test(test_documents_of_all_kinds_are_json),
    };

    return cmocka_run_group_tests(tests, world_new, world_free);
}
