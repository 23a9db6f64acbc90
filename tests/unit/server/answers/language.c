/*
 * Language lists from clients, checked against an index with three languages, and against one with
 * too many to list.
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

/* The indexes that the tests share. */
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

static void test_known_languages_are_parsed(void **state)
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

static void test_an_unknown_language_is_refused_with_the_known_ones(void **state)
{
    static const struct {
        const char *text, *shown;
    } wrong[] = {
        {"tlh", "'tlh'"},
        {"de,tlh,fr", "'tlh'"},
        {"de fr", "'de?fr'"},
        {"\033[2J", "'\?\?2J'"}, /* no control characters to the
                                                                terminal */
        {"日本", "'\?\?\?\?\?\?'"},
        {"abcdefghijklmnopqrstuvwxyz", "'abcdefghijklmno'"},
    };
    const struct world *world = *state;

    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct reason reason = {.text = ""};

        if (reads(world->some, wrong[i].text, &reason))
            fail_msg("%s was read", wrong[i].text);
        if (!strstr(reason.text, wrong[i].shown) ||
            !strstr(reason.text, ": the index has de, en and fr;"))
            fail_msg("%s: %s", wrong[i].text, reason.text);
    }
}

static void test_many_languages_are_only_counted(void **state)
{
    const struct world *world = *state;
    struct reason reason;

    assert_true(reads(world->many, "sv,af", &reason));
    assert_false(reads(world->many, "tlh", &reason));
    assert_non_null(strstr(reason.text, "'tlh': the index has 14 languages;"));
    assert_null(strstr(reason.text, "sv"));
}

static void test_all_languages_as_text(void **state)
{
    const struct world *world = *state;
    struct buffer out = BUFFER_INIT;

    language_append_all(&out, world->some);
    assert_int_equal(out.size, strlen("de, en and fr"));
    assert_memory_equal(out.bytes, "de, en and fr", out.size);
    buffer_release(&out);
}

static void test_a_list_has_the_indexs_languages_only(void **state)
{
    static const struct {
        const char *tags, *list;
    } lists[] = {
        {"", ""},
        {"en", ""},
        {"en-GB,en,ja", ""},
        {"ja,ko", ""},
        {"de-AT,de,en", "de,en"},
        {"fr,fr-CH,de", "fr,de"},
        {"en,de", "en,de"},
        {"\"><script>,--,de", "de"},
        {",,fr,,", "fr"},
        {"all", ""},
    };
    const struct world *world = *state;
    char list[LANGUAGE_LIST_SIZE];

    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        language_list_known(world->some, NULL, lists[i].tags, list);
        assert_string_equal(list, lists[i].list);
    }
}

static const char *also_esperanto(struct slice tag)
{
    return slice_has_prefix(tag, slice_of("eo")) ? "eo" : NULL;
}

static void test_a_list_has_other_known_languages(void **state)
{
    static const struct {
        const char *tags, *with_index, *without;
    } lists[] = {
        {"eo-US,de", "eo,de", "eo"},
        {"de,eo,eo-FR", "de,eo", "eo"},
        {"en,eo", "en,eo", "eo"},
        {"xx", "", ""},
        {"", "", ""},
    };
    const struct world *world = *state;
    char list[LANGUAGE_LIST_SIZE];

    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        language_list_known(world->some, also_esperanto, lists[i].tags, list);
        assert_string_equal(list, lists[i].with_index);
        language_list_known(NULL, also_esperanto, lists[i].tags, list);
        assert_string_equal(list, lists[i].without);
    }
}

static void test_a_list_has_a_bound(void **state)
{
    const struct world *world = *state;
    char list[LANGUAGE_LIST_SIZE], tags[2048] = "";

    for (size_t i = 0; i < 300; i++)
        strcat(tags, "de,");
    for (size_t i = 0; i < sizeof many / sizeof *many; i++) {
        strcat(tags, many[i]);
        strcat(tags, ",");
    }
    language_list_known(world->many, NULL, tags, list);
    assert_int_equal(strlen(list), sizeof many / sizeof *many * 3 - 1);
    assert_int_equal(strncmp(list, "de,af,cs,da,es", 14), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_known_languages_are_parsed),
        cmocka_unit_test(test_sets_differ),
        cmocka_unit_test(test_an_unknown_language_is_refused_with_the_known_ones),
        cmocka_unit_test(test_many_languages_are_only_counted),
        cmocka_unit_test(test_all_languages_as_text),
        cmocka_unit_test(test_a_list_has_the_indexs_languages_only),
        cmocka_unit_test(test_a_list_has_other_known_languages),
        cmocka_unit_test(test_a_list_has_a_bound),
    };

    return cmocka_run_group_tests_name("answers/language", tests, world_new, world_free);
}
