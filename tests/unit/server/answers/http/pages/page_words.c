/*
 * The sentences of the page in two languages, as the whole page has them.
 */

#include "server/answers/http/pages/page_words.h"

#include "server/answers/http/pages/page_render.h"
#include "tests/unit/server/answers/http/real_world.h"

static char *render(const struct catalog *catalog, const char *language, const char *query,
                    uint32_t offset)
{
    const struct page_request request = {.query = query,
                                         .query_size = query ? strlen(query) : 0,
                                         .scope = SCOPE_ALL,
                                         .browse = PROPERTY_COUNT,
                                         .offset = offset,
                                         .messages = messages_find(language)};
    struct buffer out = BUFFER_INIT;

    (void)page_render(&out, catalog, &request);
    buffer_append(&out, "", 1);
    assert_false(out.failed);
    return out.bytes;
}

static void assert_page(const struct catalog *catalog, const char *language, const char *query,
                        uint32_t offset, const char *const wanted[])
{
    char *page = render(catalog, language, query, offset);

    for (; *wanted; wanted++)
        if (!strstr(page, *wanted))
            fail_msg("no %s in\n%s", *wanted, page);
    free(page);
}

static void test_numbers_and_plurals(void **state)
{
    const struct world *world = *state;

    assert_page(
        &world->ready, "en", "letter", 0,
        (const char *const[]){"matches for &#39;letter&#39;", "Results 1 to 100 of 1", NULL});
    assert_page(&world->ready, "de", "U+2600", 0,
                (const char *const[]){"1 Treffer für &#39;U+2600&#39;",
                                      "<html lang=\"de\" dir=\"ltr\">", "Ergebnisse 1 bis 1 von 1",
                                      NULL});
    assert_page(&world->ready, "en", "U+2600", 7,
                (const char *const[]){"The last result is number 1", NULL});
    assert_page(&world->ready, "de", "cjk", 5000,
                (const char *const[]){"Ergebnisse 5.001 bis 5.100 von ", NULL});
    assert_page(&world->ready, "en", "cjk", 5000,
                (const char *const[]){"Results 5,001 to 5,100 of ", NULL});
}

static void test_without_a_match(void **state)
{
    const struct world *world = *state;

    assert_page(&world->ready, "en", "xyzzyq", 0,
                (const char *const[]){"<title>No match for &#39;xyzzyq&#39; · charfinder", NULL});
    assert_page(&world->ready, "de", "xyzzyq", 0,
                (const char *const[]){"Keine Treffer für &#39;xyzzyq&#39;", NULL});
    assert_page(&world->ready, "en", "cat block:arrows", 0,
                (const char *const[]){"No match for &#39;cat block:arrows&#39;: ",
                                      ". Try <a href=\"?query=", "</a></p>", NULL});
    assert_page(&world->ready, "de", "cat block:arrows", 0,
                (const char *const[]){". Versuchen Sie <a href=\"?query=", NULL});
}

static void test_without_an_answer(void **state)
{
    const struct world *world = *state;

    assert_page(&world->building, "en", NULL, 0,
                (const char *const[]){"Building the index: 42%",
                                      "<title>Building the index: 42% · charfinder", NULL});
    assert_page(&world->building, "de", "cat", 0,
                (const char *const[]){"Der Index wird aufgebaut: 42 %", NULL});
    assert_page(&world->failed, "de", "cat", 0,
                (const char *const[]){"Der Index konnte nicht aufgebaut werden: ICU has no names.",
                                      "<title>charfinder</title>", NULL});
    assert_page(&world->ready, "de", "\"cat", 0,
                (const char *const[]){"Spalte 1: Das Anführungszeichen ist noch offen", NULL});
}

/* Whatever a value may be, there is a word for it. */
static void test_every_key_that_is_put_together_exists(void **state)
{
    static const enum property browsed[] = {PROPERTY_BLOCK, PROPERTY_SCRIPT, PROPERTY_CATEGORY};
    struct page_view view = {.messages = messages_find("de")};
    struct buffer out = BUFFER_INIT;

    (void)state;
    for (unsigned i = 0; i < PROPERTY_CATEGORIES; i++) {
        view.facts.category = property_category_name(i);
        page_words_category(&out, &view);
    }
    for (size_t i = 0; i < sizeof browsed / sizeof *browsed; i++) {
        view.browse = browsed[i];
        page_words_browsed(&out, &view);
    }
    out.size = 0;
    page_words_label(&out, &view, "fewer words");
    page_words_label(&out, &view, "LaTeX");
    buffer_append(&out, "", 1);
    assert_string_equal(out.bytes, "weniger WörterLaTeX");
    buffer_release(&out);
}

/* In the language of the page, or as the index has it: a script that CLDR does not name. */
static void test_scripts(void **state)
{
    static const struct {
        const char *language, *script, *expected;
    } cases[] = {
        {"de", "Greek", "Griechisch"}, {"de", "Old Italic", "Altitalisch"},
        {"fr", "Greek", "grec"},       {"zh", "Inherited", "继承"},
        {"en", "Greek", "Greek"},      {"en", "Old Italic", "Old Italic"},
        {"de", "Zorbian", "Zorbian"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct page_view view = {.messages = messages_find(cases[i].language)};
        struct buffer out = BUFFER_INIT;

        (void)snprintf(view.facts.script, sizeof view.facts.script, "%s", cases[i].script);
        page_words_script(&out, &view);
        buffer_append(&out, "", 1);
        assert_string_equal(out.bytes, cases[i].expected);
        buffer_release(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_numbers_and_plurals),
        cmocka_unit_test(test_without_a_match),
        cmocka_unit_test(test_without_an_answer),
        cmocka_unit_test(test_scripts),
        cmocka_unit_test(test_every_key_that_is_put_together_exists),
    };

    return cmocka_run_group_tests(tests, world_new, world_free);
}
