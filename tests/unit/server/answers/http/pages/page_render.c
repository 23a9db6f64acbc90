/*
 * The page as a person without JavaScript gets it: requests, and what the document must and must
 * not contain. The index is the real one, built once for all tests.
 */

#include "server/answers/http/pages/page_render.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/indexes/fixture.h"

/* Returns the document, NUL-terminated, to be freed by the caller. Fails if the status differs. */
static char *render_in(const struct catalog *catalog, enum search_scope scope, const char *query,
                       uint32_t offset, unsigned status)
{
    const struct page_request request = {
        .query = query,
        .query_size = query ? strlen(query) : 0,
        .scope = scope,
        .browse = PROPERTY_COUNT,
        .offset = offset,
    };
    struct buffer out = BUFFER_INIT;
    unsigned got = page_render(&out, catalog, &request);
    size_t size;

    if (got != status)
        fail_msg("status %u, not %u, for %s", got, status, query);
    buffer_append(&out, "", 1);
    assert_false(out.failed);
    return buffer_detach(&out, &size);
}

/* In the book's scope, where the results are known. */
static char *render(const struct catalog *catalog, const char *query, uint32_t offset,
                    unsigned status)
{
    return render_in(catalog, SCOPE_NAME, query, offset, status);
}

static void assert_stands(const char *page, const char *wanted)
{
    if (!strstr(page, wanted))
        fail_msg("no %s in\n%s", wanted, page);
}

static void assert_absent(const char *page, const char *unwanted)
{
    if (strstr(page, unwanted))
        fail_msg("%s in\n%s", unwanted, page);
}

static size_t count(const char *page, const char *what)
{
    size_t found = 0;

    for (const char *at = page; (at = strstr(at, what)); at++)
        found++;
    return found;
}

struct story {
    const char *query; /* NULL: absent */
    uint32_t offset;
    unsigned status;
    size_t rows;
    const char *stands[8], *absent[4];
};

static void check(const struct catalog *catalog, const struct story *stories, size_t size)
{
    for (const struct story *story = stories; story < stories + size; story++) {
        char *page = render(catalog, story->query, story->offset, story->status);

        assert_int_equal(count(page, "<li><bdi"), story->rows);
        for (size_t i = 0; i < 8 && story->stands[i]; i++)
            assert_stands(page, story->stands[i]);
        for (size_t i = 0; i < 4 && story->absent[i]; i++)
            assert_absent(page, story->absent[i]);
        /* In every case: a complete document, no placeholder left, the form present. */
        assert_int_equal(strncmp(page, "<!doctype html>", 15), 0);
        assert_absent(page, "{{");
        assert_absent(page, "}}");
        assert_stands(page, "<form action=\"./\" method=\"get\"");
        assert_stands(page, "</html>\n");
        free(page);
    }
}

/* What the start page says about the index; different in each version of Unicode. */
static char characters[16], unicode[32];

static struct catalog ready(void **state)
{
    (void)snprintf(characters, sizeof characters, "%u,%03u", charindex_characters(*state) / 1000,
                   charindex_characters(*state) % 1000);
    (void)snprintf(unicode, sizeof unicode, "Unicode %s", charindex_unicode_version(*state));
    return (struct catalog){.state = CATALOG_READY, .index = *state};
}

#define CHECK(catalog, stories) check(&(catalog), stories, sizeof(stories) / sizeof *(stories))

static void test_results(void **state)
{
    static const struct story stories[] = {
        {"sunflower",
         0,
         200,
         1,
         {"<bdi class=\"glyph\">🌻</bdi>", ">U+1F33B<", ">Sunflower<", ">SUNFLOWER<", ">symbol<",
          "1 match for &#39;sunflower&#39;", "Results 1 to 1 of 1"},
         {"rel=\"next\"", "rel=\"prev\"", "<h2", "http-equiv"}},
        {"mahjong tile", 0, 200, 44, {"44 matches for &#39;mahjong tile&#39;"}, {"rel=\"next\""}},
        {"xyzzy", 0, 200, 0, {"No match for &#39;xyzzy&#39;"}, {"<ol", "Results", "<nav"}},
        {"xyzzy", 100, 200, 0, {"No match for &#39;xyzzy&#39;"}, {"rel=\"next\"", "rel=\"prev\""}},
        {"U+0301", 0, 200, 1, {"<bdi class=\"glyph\">\u25CC\u0301</bdi>"}, {NULL}},
        {"U+0007", 0, 200, 1, {">\u2407<", ">&lt;control-0007&gt;<"}, {"\a", "<control"}},
        {"U+007F", 0, 200, 1, {">\u2421<"}, {"\x7F"}},
        {"U+0085", 0, 200, 1, {">\uFFFD<"}, {"\xC2\x85"}},
        {"U+003C", 0, 200, 1, {"<bdi class=\"glyph\">&lt;</bdi>"}, {"<bdi class=\"glyph\"><<"}},
    };
    const struct catalog catalog = ready(state);

    CHECK(catalog, stories);
}

static void test_nothing_asked_is_the_start_page(void **state)
{
    static const struct story stories[] = {
        {NULL, 0, 200, 0, {"<h2", characters, unicode, "value=\"\"", " autofocus"}, {"<ol"}},
        {"", 0, 200, 0, {"<h2", "data-state=\"home\""}, {"match for"}},
        {" \t\r\n\v\f", 7, 200, 0, {"<h2"}, {"match for", "<nav"}},
    };
    const struct catalog catalog = ready(state);

    CHECK(catalog, stories);
}

/* The wall needs no scripts: each character is a link to a search for it. */
static void test_the_start_page_has_the_wall(void **state)
{
    struct catalog catalog = ready(state);
    char *page;

    catalog.wall = wall_new(*state);
    page = render_in(&catalog, PAGE_SCOPE, NULL, 0, 200);
    assert_stands(page, "<h3><a href=\"?query=category%3ASc\">Currency</a></h3>");
    assert_stands(page, "<a href=\"?query=U%2B20AC\" title=\"Euro\">\u20AC</a>");
    assert_stands(page, "<a href=\"?query=U%2B0022\" title=\"Quotation mark\">&quot;</a>");
    assert_stands(page, "<a href=\"?browse=block\">");
    free(page);
    page = render(&catalog, "sunflower", 0, 200);
    assert_absent(page, "Currency<");
    free(page);
    wall_unref(catalog.wall);
}

static void test_values_of_a_property_are_browsed(void **state)
{
    static const struct {
        enum property property;
        const char *stands[2];
    } cases[] = {
        {PROPERTY_BLOCK,
         {"<h2 id=\"intro-title\">Blocks</h2>",
          "<a href=\"?query=block%3A%22Box+Drawing%22\"><bdi>\u2500</bdi> <span>Box Drawing</span> "
          "<span class=\"number\">128</span></a>"}},
        {PROPERTY_SCRIPT, {">Scripts</h2>", "<a href=\"?query=script%3ARunic\"><bdi>\u16A0</bdi>"}},
        {PROPERTY_CATEGORY,
         {">Categories</h2>", "<a href=\"?query=category%3ASc\"><bdi>$</bdi> "
                              "<span>Currency sign (Sc)</span>"}},
    };
    const struct catalog catalog = ready(state);

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct page_request request = {.scope = PAGE_SCOPE, .browse = cases[i].property};
        struct buffer out = BUFFER_INIT;

        assert_int_equal(page_render(&out, &catalog, &request), 200);
        buffer_append(&out, "", 1);
        for (size_t j = 0; j < 2; j++)
            assert_stands(out.bytes, cases[i].stands[j]);
        buffer_release(&out);
    }
}

static void test_hostile_text_is_escaped(void **state)
{
    static const struct story stories[] = {
        {"<script>alert(1)</script>",
         0,
         200,
         0,
         {"value=\"&lt;script&gt;alert(1)&lt;/script&gt;\"",
          "<title>No match for &#39;&lt;script&gt;alert(1)&lt;/script&gt;&#39;"},
         {"<script>", "alert(1)</script>"}},
        {"\"><img src=x onerror='alert(1)'>",
         0,
         422,
         0,
         {"value=\"&quot;&gt;&lt;img src=x onerror=&#39;alert(1)&#39;&gt;\""},
         {"<img", "onerror='"}},
        {"xyzzy &amp; &lt;", 0, 200, 0, {"value=\"xyzzy &amp;amp; &amp;lt;\""}, {"\"xyzzy &amp; "}},
        /* The field has the text as typed; where it is displayed, bidi controls are shown by
         * name. */
        {"xyzzy\u202Exyzzy",
         0,
         200,
         0,
         {"value=\"xyzzy\u202Exyzzy\"", "No match for &#39;xyzzy\\u202exyzzy&#39;"},
         {"&#39;xyzzy\u202E"}},
    };
    const struct catalog catalog = ready(state);

    CHECK(catalog, stories);
}

/* A query is never parsed as a placeholder of the template. */
static void test_braces_in_a_query_are_not_placeholders(void **state)
{
    const struct catalog catalog = ready(state);
    char *page = render(&catalog, "xyzzy {{status}} {{#row}}", 0, 200);

    assert_stands(page, "value=\"xyzzy {{status}} {{#row}}\"");
    assert_int_equal(count(page, "<li><bdi"), 0);
    free(page);
}

static void test_pages_are_linked(void **state)
{
    static const struct story stories[] = {
        {"signwriting",
         0,
         200,
         100,
         {"href=\"?query=signwriting&amp;scope=name&amp;offset=100\" rel=\"next\"",
          "Results 1 to 100 of 672", "start=\"1\""},
         {"rel=\"prev\""}},
        {"signwriting",
         100,
         200,
         100,
         {"href=\"?query=signwriting&amp;scope=name\" rel=\"prev\"", "offset=200\" rel=\"next\"",
          "start=\"101\""},
         {"offset=0"}},
        {"signwriting",
         30,
         200,
         100,
         {"href=\"?query=signwriting&amp;scope=name\" rel=\"prev\"", "offset=130\" rel=\"next\""},
         {NULL}},
        {"signwriting",
         572,
         200,
         100,
         {"offset=472\" rel=\"prev\"", "Results 573 to 672"},
         {"rel=\"next\""}},
        {"signwriting", 671, 200, 1, {"Results 672 to 672 of 672"}, {"rel=\"next\""}},
        /* Beyond the end: no results, and a link back to the last page. */
        {"signwriting",
         672,
         200,
         0,
         {"The last result is number 672", "offset=600\" rel=\"prev\""},
         {"rel=\"next\"", "<ol"}},
        {"signwriting", UINT32_MAX, 200, 0, {"offset=600\" rel=\"prev\""}, {"rel=\"next\""}},
        {"sunflower",
         1,
         200,
         0,
         {"href=\"?query=sunflower&amp;scope=name\" rel=\"prev\""},
         {"rel=\"next\""}},
        {"  latin, SMALL ",
         0,
         200,
         100,
         {"href=\"?query=++latin%2C+SMALL+&amp;scope=name&amp;offset=100\""},
         {NULL}},
        {"cjk &amp;", 0, 200, 0, {NULL}, {"rel=\"next\""}},
    };
    const struct catalog catalog = ready(state);

    CHECK(catalog, stories);
}

static void test_links_encode_what_an_address_reserves(void **state)
{
    const struct catalog catalog = ready(state);
    char *page = render(&catalog, "\u2600\u2601+#=?/&", 1, 200);
    assert_stands(
        page, "href=\"?query=%E2%98%80%E2%98%81%2B%23%3D%3F%2F%26&amp;scope=name\" rel=\"prev\"");
    free(page);
}

static void test_the_scope_that_is_not_the_page_s_own_stays(void **state)
{
    static const char box[] = "<input type=\"checkbox\" name=\"scope\" value=\"name\" checked>";
    const struct catalog catalog = ready(state);
    char *page = render_in(&catalog, SCOPE_NAME, "combining", 100, 200);

    assert_stands(page, box);
    free(page);
    page = render_in(&catalog, SCOPE_NAME, NULL, 0, 200);
    assert_stands(page, box);
    free(page);

    page = render_in(&catalog, PAGE_SCOPE, "combining", 100, 200);
    assert_absent(page, " checked");
    assert_absent(page, "scope=");
    assert_stands(page, "href=\"?query=combining\" rel=\"prev\"");
    assert_stands(page, "href=\"?query=combining&amp;offset=200\" rel=\"next\"");
    free(page);
}

static void test_everything_is_searched_and_the_best_match_comes_first(void **state)
{
    static const char dash[] = "<li><bdi class=\"glyph\">\u2014</bdi>";
    const struct catalog catalog = ready(state);
    char *page = render_in(&catalog, SCOPE_ALL, "em dash", 0, 200);
    const char *first = strstr(page, "<li><bdi");

    assert_non_null(first);
    assert_int_equal(strncmp(first, dash, strlen(dash)), 0);
    free(page);
}

static void test_a_sequence_is_shown_with_its_code_points(void **state)
{
    const struct catalog catalog = ready(state);
    char *page = render_in(&catalog, SCOPE_ALL, "\U0001F1E8\U0001F1ED", 0, 200);

    assert_int_equal(count(page, "<li><bdi"), 1);
    assert_stands(page, "<bdi class=\"glyph\">\U0001F1E8\U0001F1ED</bdi>");
    assert_stands(page, "<code class=\"point\">U+1F1E8 U+1F1ED</code>");
    assert_stands(page, ">flag: Switzerland<");
    free(page);
}

static void test_a_corrected_spelling_is_reported(void **state)
{
    const struct catalog catalog = ready(state);
    char *page = render_in(&catalog, SCOPE_ALL, "sunflowr", 0, 200);

    assert_stands(page, "No match for &#39;sunflowr&#39;. Showing results for "
                        "<a href=\"?query=sunflower\">&#39;sunflower&#39;</a>: ");
    assert_stands(
        page, "<title>No match for &#39;sunflowr&#39;. Showing results for &#39;sunflower&#39;");
    assert_stands(page, "value=\"sunflowr\""); /* the field has the text as typed */
    assert_stands(page, ">SUNFLOWER<");
    free(page);

    page = render(&catalog, "sunflowr", 0, 200);
    assert_absent(page, "Showing results");
    assert_int_equal(count(page, "<li><bdi"), 0);
    free(page);
}

static void test_an_invalid_query_is_reported_with_its_column(void **state)
{
    static char endless[2000];
    static const struct story stories[] = {
        {"cat \"face",
         0,
         422,
         0,
         {"Column 5: ", "value=\"cat &quot;face\"", "aria-invalid=\"true\"",
          "data-state=\"bad-query\""},
         {"<ol", "match for", "<nav"}},
        {"caf\u00E9 cat block:x", 100, 422, 0, {"Column 16: "}, {"<nav"}},
        {endless, 0, 422, 0, {"Column "}, {"<ol"}},
    };
    const struct catalog catalog = ready(state);

    memset(endless, 'x', sizeof endless - 1);
    CHECK(catalog, stories);
}

static void test_an_index_being_built_is_waited_for(void **state)
{
    static const struct story stories[] = {
        {"sun",
         0,
         503,
         0,
         {"Building the index: 42%",
          "<noscript><meta http-equiv=\"refresh\" content=\"1\"></noscript>", "value=\"42\"",
          "value=\"sun\"", "data-state=\"building\""},
         {"match for", "rel=\"next\"", "aria-invalid", "<h2"}},
        {"cat \"face", 0, 503, 0, {"Building the index: 42%"}, {"Column"}},
        {NULL,
         0,
         200,
         0,
         {"Building the index: 42%", "http-equiv=\"refresh\"", "<h2"},
         {"Searches all"}},
    };
    const struct catalog catalog = {.state = CATALOG_BUILDING, .progress = 42};

    (void)state;
    CHECK(catalog, stories);
}

static void test_a_failed_build_is_reported(void **state)
{
    static const struct story stories[] = {
        {"sun",
         0,
         503,
         0,
         {"The index could not be built: no names in &lt;ICU&gt;", "data-state=\"failed\"",
          "value=\"sun\""},
         {"http-equiv", "match for", "<ol"}},
        {NULL,
         0,
         200,
         0,
         {"The index could not be built: ", "<h2"},
         {"Searches all", "http-equiv"}},
    };
    const struct catalog catalog = {.state = CATALOG_FAILED, .failure = {"no names in <ICU>"}};

    (void)state;
    CHECK(catalog, stories);
}

/* The page of a site in these languages; its canonical address must be this one. NULL: there is none. */
static void assert_canonical(const struct catalog *catalog, const struct site *site,
                             const char *query, uint32_t offset, const char *address)
{
    const struct page_request request = {.query = query,
                                         .query_size = query ? strlen(query) : 0,
                                         .scope = SCOPE_ALL,
                                         .browse = PROPERTY_COUNT,
                                         .offset = offset,
                                         .lang = "de",
                                         .site = site};
    struct buffer out = BUFFER_INIT;
    char expected[256];

    (void)page_render(&out, catalog, &request);
    buffer_append(&out, "", 1);
    (void)snprintf(expected, sizeof expected, "<link rel=\"canonical\" href=\"%s\">",
                   address ? address : "");
    if (address)
        assert_stands(out.bytes, expected);
    else
        assert_absent(out.bytes, "canonical");
    buffer_release(&out);
}

static void test_the_one_address_of_a_page(void **state)
{
    struct catalog catalog = {.state = CATALOG_READY, .index = *state};
    const struct site configured = site_of_url("https://example.org/cf");
    const struct site of_host = {.authority = slice_of("evil.org")};
    const struct site of_proxy = {
        .source = SITE_OF_PROXY, .authority = slice_of("evil.org"), .prefix = slice_of("/evil")};

    assert_canonical(&catalog, &configured, NULL, 0, "https://example.org/cf/");
    assert_canonical(&catalog, &configured, "\"sun", 0, NULL);
    assert_canonical(&catalog, &configured, "a&b", 0, "https://example.org/cf/?query=a%26b");
    assert_canonical(&catalog, &configured, "cjk", 100,
                     "https://example.org/cf/?query=cjk&amp;offset=100");
    assert_canonical(&catalog, &of_host, "sun", 0, "?query=sun");
    assert_canonical(&catalog, &of_proxy, "sun", 0, "?query=sun");
    assert_canonical(&catalog, &of_proxy, NULL, 0, "./");
    assert_canonical(&catalog, NULL, NULL, 0, "./");
    catalog.state = CATALOG_BUILDING;
    assert_canonical(&catalog, &configured, "sun", 0, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_results),
        cmocka_unit_test(test_nothing_asked_is_the_start_page),
        cmocka_unit_test(test_the_start_page_has_the_wall),
        cmocka_unit_test(test_values_of_a_property_are_browsed),
        cmocka_unit_test(test_hostile_text_is_escaped),
        cmocka_unit_test(test_braces_in_a_query_are_not_placeholders),
        cmocka_unit_test(test_pages_are_linked),
        cmocka_unit_test(test_the_one_address_of_a_page),
        cmocka_unit_test(test_links_encode_what_an_address_reserves),
        cmocka_unit_test(test_the_scope_that_is_not_the_page_s_own_stays),
        cmocka_unit_test(test_everything_is_searched_and_the_best_match_comes_first),
        cmocka_unit_test(test_a_sequence_is_shown_with_its_code_points),
        cmocka_unit_test(test_a_corrected_spelling_is_reported),
        cmocka_unit_test(test_an_invalid_query_is_reported_with_its_column),
        cmocka_unit_test(test_an_index_being_built_is_waited_for),
        cmocka_unit_test(test_a_failed_build_is_reported),
    };

    return cmocka_run_group_tests_name("page", tests, english_setup, index_teardown);
}
