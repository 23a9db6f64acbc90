/*
 * Languages as clients ask for them, against an index that has three, and one that has more than
 * anybody wants to read.
 */

#include "server/answers/language.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "index/builder/build.h"

static const char *const some[] = {"de", "fr"};
static const char *const many[] = {"af", "cs", "da", "de", "es", "et", "fi",
                                   "fr", "hu", "it", "nl", "pl", "sv"};

/* The indexes of the stories. */
struct world {
    struct charindex *some, *many;
};

static bool go_on(void *context, unsigned permille)
{
    (void)context;
    (void)permille;
    return true;
}

static struct charindex *index_of(const char *const *languages, size_t count)
{
    const struct sources_options sources = {
        .directory = SOURCES_DIRECTORY, .languages = languages, .language_count = count};
    struct charindex *index;
    struct reason reason = {.text = ""};

    if (build_index(&sources, go_on, NULL, &index, &reason) != 0)
        fail_msg("no index: %s", reason.text);
    return index;
}

static int world_new(void **state)
{
    static struct world world;

    world.some = index_of(some, sizeof some / sizeof *some);
    world.many = index_of(many, sizeof many / sizeof *many);
    *state = &world;
    return 0;
}

static int world_free(void **state)
{
    struct world *world = *state;

    charindex_unref(world->some);
    charindex_unref(world->many);
    return 0;
}

static bool reads(const struct charindex *index, const char *text, struct reason *reason)
{
    struct languages languages;

    return language_set_read(index, (struct slice){text, strlen(text)}, &languages, reason);
}

static void test_what_the_index_has_is_read(void **state)
{
    static const char *const right[] = {"de", "fr,en", "en,en", "de,", " de , fr", "all", ""};
    const struct world *world = *state;
    struct reason reason = {.text = "untouched"};

    for (size_t i = 0; i < sizeof right / sizeof *right; i++)
        if (!reads(world->some, right[i], &reason))
            fail_msg("%s: %s", right[i], reason.text);
    assert_string_equal(reason.text, "untouched");
}

static void test_sets_differ(void **state)
{
    const struct world *world = *state;
    struct languages german, french, both;
    struct reason reason;

    assert_true(language_set_read(world->some, (struct slice){"de", 2}, &german, &reason));
    assert_true(language_set_read(world->some, (struct slice){"fr", 2}, &french, &reason));
    assert_true(language_set_read(world->some, (struct slice){"fr,de", 5}, &both, &reason));
    assert_memory_not_equal(&german, &french, sizeof german);
    for (size_t i = 0; i < sizeof both.bits / sizeof *both.bits; i++)
        assert_true(both.bits[i] == (german.bits[i] | french.bits[i]));
}

static void test_what_it_has_not_is_named_with_what_it_has(void **state)
{
    static const struct {
        const char *text, *shown;
    } wrong[] = {
        {"tlh", "'tlh'"},           {"de,tlh,fr", "'tlh'"},
        {"de fr", "'de?fr'"},       {"\033[2J", "'\?\?2J'"}, /* nobody's terminal is driven */
        {"日本", "'\?\?\?\?\?\?'"}, {"abcdefghijklmnopqrstuvwxyz", "'abcdefghijklmno'"},
    };
    const struct world *world = *state;

    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct reason reason = {.text = ""};

        if (reads(world->some, wrong[i].text, &reason))
            fail_msg("%s was read", wrong[i].text);
        if (!strstr(reason.text, wrong[i].shown) || !strstr(reason.text, " but de, en and fr;"))
            fail_msg("%s: %s", wrong[i].text, reason.text);
    }
}

static void test_of_many_only_the_number_is_told(void **state)
{
    const struct world *world = *state;
    struct reason reason;

    assert_true(reads(world->many, "sv,af", &reason));
    assert_false(reads(world->many, "tlh", &reason));
    assert_non_null(strstr(reason.text, "'tlh' but 14 others;"));
    assert_null(strstr(reason.text, "sv"));
}

static void test_all_of_them_in_words(void **state)
{
    const struct world *world = *state;
    struct buffer out = BUFFER_INIT;

    language_append_all(&out, world->some);
    assert_int_equal(out.size, strlen("de, en and fr"));
    assert_memory_equal(out.bytes, "de, en and fr", out.size);
    buffer_release(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_the_index_has_is_read),
        cmocka_unit_test(test_sets_differ),
        cmocka_unit_test(test_what_it_has_not_is_named_with_what_it_has),
        cmocka_unit_test(test_of_many_only_the_number_is_told),
        cmocka_unit_test(test_all_of_them_in_words),
    };

    return cmocka_run_group_tests_name("answers/language", tests, world_new, world_free);
}
