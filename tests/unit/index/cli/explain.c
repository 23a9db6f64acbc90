/*
 * Searches of the small index (small_image.h) explained.
 */

#include "index/cli/explain.h"

#include "tests/unit/index/cli/capture.h"
#include "tests/unit/index/file/small_image.h"

/* For free(). */
static char *explanation_of(const char *query, enum search_scope scope, enum search_sort sort,
                            uint32_t rows)
{
    static struct small_image image;
    struct search_options options = {.scope = scope, .sort = sort, .explain = true};
    struct buffer out = BUFFER_INIT;
    struct query_error error;
    struct charindex *index;
    struct search search;
    struct reason reason;
    size_t size;

    small_image_make(&image);
    assert_int_equal(charindex_parse(image.bytes, image.size, &index, &reason), CHARINDEX_OK);
    assert_int_equal(search_open(&search, index, &options, query, strlen(query), &error),
                     SEARCH_OK);
    explain_append(&out, &search, query, rows);
    buffer_append(&out, "", 1);
    search_release(&search);
    charindex_unref(index);
    assert_false(out.failed);
    return buffer_detach(&out, &size);
}

static void assert_part(const char *explanation, const char *part)
{
    if (!strstr(explanation, part))
        fail_msg("\"%s\" is missing in:\n%s", part, explanation);
}

static void test_a_search_in_all_its_parts(void **state)
{
    char *text = explanation_of("letter a", SCOPE_NAME, SORT_RELEVANCE, 9);

    (void)state;
    assert_ptr_equal(strstr(text, "query: 'letter a'\nscope: name\nsort: relevance\n"), text);
    assert_part(text, "\nplan: all groups must hold\n"
                      "  group 1  'letter'  word: term letter, 1 lists, 1 runs\n"
                      "  group 2  'a'  word: term a, ");
    assert_part(text, "\nsteps  spent     of\n  evaluate ");
    assert_part(text, "\n  rank ");
    assert_part(text, "\nrows: 2\n");
    assert_part(text, "\n  U+0061\ta\tLATIN SMALL LETTER A\n"
                      "    match: name 'LATIN SMALL LETTER A'\n"
                      "    score: ");
    assert_int_equal(count_of(text, " base +"), 2);
    free(text);
}

static void test_groups_alternatives_and_exclusions(void **state)
{
    char *text = explanation_of("face|letter -cjk \"letter a\" l*", SCOPE_NAME, SORT_CODE_POINT, 0);

    (void)state;
    assert_part(text, "\n  group 1  'face'  word: ");
    assert_part(text, "\n  group 1, or  'letter'  word: ");
    assert_part(text, "\n  group 2, not  'cjk'  word: ");
    assert_part(text, "\n  group 3  '\"letter a\"'  phrase: term letter, ");
    assert_part(text, "\n  group 4  'l*'  prefix: ");
    assert_part(text, " terms with the prefix, ");
    assert_part(text, "\n  rank           0 ");
    assert_int_equal(count_of(text, "score:"), 0);
    free(text);
}

static void test_clauses_that_are_not_words(void **state)
{
    static const char *const parts[][2] = {
        {"U+41", "code point: U+0041\n"},
        {"U+41..U+42", "range: U+0041..U+0042\n"},
        {"\xE4\xB8\x80!\xE2\x98\x80", "word: not in the index, 0 lists, 0 runs\n"},
        {"!\xE2\x98\x80", "pasted text: U+0021 U+2600\n"},
        {"emoji:yes", "property emoji: yes ("},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(parts); i++) {
        char *text = explanation_of(parts[i][0], SCOPE_NAME, SORT_CODE_POINT, 9);

        assert_part(text, parts[i][1]);
        free(text);
    }
}

static void test_the_query_that_was_run_instead(void **state)
{
    char *text = explanation_of("grining", SCOPE_ALL, SORT_RELEVANCE, 1);

    (void)state;
    assert_part(text, "query: 'grining'\nrun instead: 'grinning'\nscope: all\n");
    assert_part(text, "\n  group 1  'grinning'  word: term grinning, ");
    assert_int_equal(count_of(text, "match:"), 1);
    free(text);
}

static void test_a_limit_of_rows(void **state)
{
    (void)state;
    for (uint32_t rows = 0; rows < 5; rows++) {
        char *text = explanation_of("letter", SCOPE_NAME, SORT_RELEVANCE, rows);

        assert_int_equal(count_of(text, "score:"), rows < 3 ? rows : 3);
        assert_part(text, "\nrows: 3\n");
        free(text);
    }
}

/* It ends up on terminals. */
static void test_no_control_character_of_the_query(void **state)
{
    char *text = explanation_of("\x1B[2J\x07 | x", SCOPE_NAME, SORT_CODE_POINT, 9);

    (void)state;
    assert_part(text, "'\\x1b[2J\\x07");
    for (const char *c = text; *c; c++)
        assert_true((unsigned char)*c >= 0x20 || *c == '\n' || *c == '\t');
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_search_in_all_its_parts),
        cmocka_unit_test(test_groups_alternatives_and_exclusions),
        cmocka_unit_test(test_clauses_that_are_not_words),
        cmocka_unit_test(test_the_query_that_was_run_instead),
        cmocka_unit_test(test_a_limit_of_rows),
        cmocka_unit_test(test_no_control_character_of_the_query),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
