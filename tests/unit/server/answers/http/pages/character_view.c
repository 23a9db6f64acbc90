/*
 * The page of a character: what it says, and that nothing hostile gets into it.
 */

#include "server/answers/http/pages/character_view.h"

#include "server/base/site.h"
#include "tests/unit/server/answers/http/real_world.h"

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

/* The page, NUL-terminated; free it. */
static char *page_in(const char *languages, const struct charindex *index, const char *text,
                     const struct site *site)
{
    struct reader reader = {.messages = messages_find(languages)};
    struct buffer out = BUFFER_INIT;
    struct character_path path;
    struct subject subject;
    size_t size;

    assert_true(character_path_read(slice_of(text), &path));
    assert_int_equal(subject_find(&subject, index, &path), SUBJECT_FOUND);
    (void)snprintf(reader.languages, sizeof reader.languages, "%s", languages);
    character_view_append(
        &out, &subject, &reader, site,
        &(struct character_options){.pictured = site != NULL, .fonts = site != NULL});
    buffer_append(&out, "", 1);
    assert_false(out.failed);
    return buffer_detach(&out, &size);
}

static char *page_of(const struct charindex *index, const char *text, const struct site *site)
{
    return page_in("", index, text, site);
}

static const struct {
    const char *text, *parts[12];
} pages[] = {
    {"U+2665",
     {"<title>\u2665 U+2665 BLACK HEART SUIT \u00B7 charfinder</title>",
      "<link rel=\"canonical\" href=\"U+2665\">", "<h1 translate=\"no\">Heart suit</h1>",
      "<kbd>Compose &lt; 3</kbd>", "<code>&amp;hearts;</code>", "symbol, <a",
      "<a href=\"./?query=block%3A%22Miscellaneous+Symbols%22\">", "<a href=\"U+2764\">",
      ": symbol, Miscellaneous Symbols, since Unicode 1.1."}},
    {"U+0041", {"Lowercase", "<a href=\"U+0061\">", "Can be confused with", "Left to right"}},
    {"U+00E9", {"Decomposes to", "COMBINING ACUTE ACCENT", "Uppercase"}},
    {"U+0028", {"mirrored from right to left", "Mirrored as", "<a href=\"U+0029\">"}},
    {"U+00BD", {"Numeric value</th><td>0.5<"}},
    {"U+0301", {"\u25CC\u0301", "Combining class</th><td>230<"}},
    {"U+1F1E8+1F1ED",
     {"<h1 translate=\"no\">Flag: Switzerland</h1>", "Made of", "<a href=\"U+1F1E8\">",
      "<code>U+1F1E8 U+1F1ED</code>"}},
    {"U+1F44D", {"Variants", "<a href=\"U+1F44D+1F3FB\">"}},
    {"U+001B", {"<bdi class=\"glyph\" translate=\"no\">\u241B</bdi>", "Ctrl-["}},
    {"U+200B", {"This character is invisible.", "<title>U+200B ZERO WIDTH SPACE"}},
    {"U+D800", {"A surrogate is not", "noindex", "&lt;surrogate-D800&gt;"}},
    {"U+FDD0", {"A noncharacter never", "noindex"}},
    {"U+0378", {"has not assigned", "noindex"}},
    {"U+E000", {"private use", "noindex"}},
    {"U+003C", {"&lt;", "LESS-THAN SIGN"}},
    {"U+4E00", {"one; a, an"}},
};

static void test_pages(void **state)
{
    const struct world *world = *state;

    for (size_t i = 0; i < COUNT(pages); i++) {
        char *page = page_of(world->index, pages[i].text, NULL);

        for (size_t part = 0; part < COUNT(pages[i].parts) && pages[i].parts[part]; part++)
            if (!strstr(page, pages[i].parts[part]))
                fail_msg("%s has no \"%s\": %s", pages[i].text, pages[i].parts[part], page);
        assert_null(strstr(page, "{{"));
        free(page);
    }
}

/* U+0027 and U+2019 refer to each other, as most do. */
static void test_relatives_stand_once(void **state)
{
    const struct world *world = *state;
    char *page = page_of(world->index, "U+0027", NULL);
    const char *relatives = strstr(page, "<dt>See also</dt>");
    const char *others = strstr(page, "<dt>Referred to by</dt>");

    assert_true(relatives && others > relatives);
    assert_non_null(strstr(relatives, "<a href=\"U+2019\">"));
    assert_null(strstr(others, "<a href=\"U+2019\">"));
    assert_non_null(strstr(others, "<a href=\"U+066C\">"));
    free(page);
}

/* What reorders, breaks or is not text never stands in a page as it is. */
static void test_hostile_code_points(void **state)
{
    static const char *const hostile[] = {"\u202A", "\u202B", "\u202D",      "\u202E", "\u2066",
                                          "\u2067", "\u2069", "\u200F",      "\u061C", "\u2028",
                                          "\u2029", "\x1B",   "\xED\xA0\x80"};
    static const char *const texts[] = {"U+202E", "U+202D", "U+2066", "U+2067", "U+200F",
                                        "U+061C", "U+2028", "U+2029", "U+001B", "U+D800",
                                        "U+2027", "U+202F", "U+2065"};
    const struct world *world = *state;

    for (size_t i = 0; i < COUNT(texts); i++) {
        char *page = page_of(world->index, texts[i], NULL);

        for (size_t bad = 0; bad < COUNT(hostile); bad++)
            if (strstr(page, hostile[bad]))
                fail_msg("%s has number %zu", texts[i], bad);
        free(page);
    }
}

/* A configured site has whole addresses, for previews of links. */
static void test_a_configured_site(void **state)
{
    const struct world *world = *state;
    const struct site site = site_of_url("https://example.org/cf");
    char *page = page_of(world->index, "U+2764", &site);

    assert_non_null(
        strstr(page, "<link rel=\"canonical\" href=\"https://example.org/cf/U+2764\">"));
    assert_non_null(
        strstr(page, "<meta property=\"og:url\" content=\"https://example.org/cf/U+2764\">"));
    assert_non_null(strstr(page, "<meta property=\"og:image\" content=\"https://example.org/cf/"
                                 "api/v1/characters/U+2764/glyph.png\">"));
    assert_non_null(strstr(page, "href=\"U+2763?fonts=1\""));
    assert_non_null(strstr(page, "<a href=\"api/v1/characters/U+2764/glyph.svg\">"));
    free(page);
    page = page_of(world->index, "U+2764", &(struct site){.source = SITE_OF_HOST});
    assert_null(strstr(page, "og:url"));
    assert_null(strstr(page, "og:image"));
    free(page);
}

static void test_no_index(void **state)
{
    char *page = page_of(NULL, "U+2764", NULL);

    (void)state;
    assert_non_null(strstr(page, "HEAVY BLACK HEART"));
    assert_non_null(strstr(page, "Ctrl-Shift-U 2764 Enter"));
    assert_null(strstr(page, "{{"));
    free(page);
}

/* Every kind of document, and nothing left over of the template. */
static void test_many(void **state)
{
    const struct world *world = *state;

    for (uint32_t document = 0; document < charindex_documents(world->index); document += 997) {
        uint32_t points[SEQUENCE_MAX];
        size_t count = charindex_points(world->index, document, points);
        struct buffer text = BUFFER_INIT;
        char *page;

        character_path_append(&text, points, count);
        buffer_append(&text, "", 1);
        page = page_of(world->index, text.bytes, NULL);
        assert_non_null(strstr(page, "</html>"));
        assert_null(strstr(page, "{{"));
        assert_null(strstr(page, "href=\"\""));
        free(page);
        buffer_release(&text);
    }
}

/* The index has German names; the official one stays beneath. */
static void test_a_page_in_the_readers_language(void **state)
{
    static const char *const parts[] = {
        "<html lang=\"de\" dir=\"ltr\">",
        "U+2764 HEAVY BLACK HEART (Rotes Herz) \u00B7 charfinder</title>",
        "<h1 translate=\"no\">Rotes Herz</h1>",
        "<code>U+2764</code> <span translate=\"no\">HEAVY BLACK HEART</span>",
        ": Symbol, Dingbats, seit Unicode 1.1.",
        "So gibt man es ein",
        "<th scope=\"row\">Unicode-Eingabe</th>",
        "Alle aus Dingbats",
        "<input type=\"hidden\" name=\"lang\" value=\"de\">",
        "<a href=\"./?query=block%3ADingbats&amp;lang=de\">",
        "<link rel=\"canonical\" href=\"U+2764\">",
    };
    const struct world *world = *state;
    char *page = page_in("de", world->index, "U+2764", NULL);

    for (size_t i = 0; i < COUNT(parts); i++)
        if (!strstr(page, parts[i]))
            fail_msg("no %s in\n%s", parts[i], page);
    free(page);
    page = page_in("de", NULL, "U+0378", NULL);
    assert_non_null(strstr(page, "noch kein Zeichen zugewiesen"));
    free(page);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_page_in_the_readers_language),
        cmocka_unit_test(test_pages),
        cmocka_unit_test(test_relatives_stand_once),
        cmocka_unit_test(test_hostile_code_points),
        cmocka_unit_test(test_a_configured_site),
        cmocka_unit_test(test_no_index),
        cmocka_unit_test(test_many),
    };

    return cmocka_run_group_tests(tests, world_new, world_free);
}
