/*
 * The document of the daemon's state, parsed by jansson: with the small index, without an index,
 * and after a failure whose reason is not UTF-8.
 */

#include "server/answers/json/json_status.h"

#include <jansson.h>

#include "tests/unit/server/answers/small_world.h"

static json_t *status(const struct catalog *catalog)
{
    struct buffer out = BUFFER_INIT;
    json_t *document;

    json_status_append(&out, catalog);
    assert_false(out.failed);
    document = json_loadb(out.bytes, out.size, 0, NULL);
    assert_non_null(document);
    buffer_release(&out);
    return document;
}

static const char *text(const json_t *document, const char *key)
{
    const char *value = json_string_value(json_object_get(document, key));

    assert_non_null(value);
    return value;
}

static void test_an_index_is_described(void **state)
{
    const struct small_world *world = *state;
    json_t *document = status(&world->ready);

    assert_string_equal(text(document, "state"), "ready");
    assert_int_equal(json_integer_value(json_object_get(document, "progress")), 100);
    assert_null(json_object_get(document, "failure"));
    assert_string_equal(text(document, "generation"), charindex_generation(world->index));
    assert_int_equal(json_integer_value(json_object_get(document, "characters")),
                     charindex_characters(world->index));
    assert_int_equal(json_array_size(json_object_get(document, "sources")), SOURCE_COUNT);
    json_decref(document);
}

/* ICU newer than the files of unicode-data is said; equal versions are not. */
static void test_files_of_an_older_unicode(void **state)
{
    static const struct {
        const char *data; /* the header's bytes */
        const char *version;
        bool notice;
    } files[] = {
        {"\x0F\x01\x00\x00", "15.1", true},
        {"\x10\x00\x00\x00", "16.0", false},
        {"\x00\x00\x00\x00", NULL, false},
    };
    const struct small_world *world = *state;
    struct small_image image = world->image;

    memcpy(image.bytes + FORMAT_AT_UNICODE, "\x10\x00\x00\x00", 4);
    for (size_t i = 0; i < COUNT(files); i++) {
        struct catalog catalog = {.state = CATALOG_READY, .progress = 100};
        struct charindex *index;
        struct reason reason;
        json_t *document;

        memcpy(image.bytes + FORMAT_AT_DATA, files[i].data, 4);
        small_image_seal(&image);
        assert_int_equal(charindex_parse(image.bytes, image.size, &index, &reason), 0);
        catalog.index = index;
        document = status(&catalog);
        assert_string_equal(text(document, "unicode"), "16.0");
        if (files[i].version)
            assert_string_equal(text(document, "unicode_data"), files[i].version);
        else
            assert_true(json_is_null(json_object_get(document, "unicode_data")));
        if (files[i].notice)
            assert_non_null(strstr(text(document, "notice"), "Unicode 15.1, ICU is of 16.0"));
        else
            assert_null(json_object_get(document, "notice"));
        json_decref(document);
        charindex_unref(index);
    }
}

static void test_without_an_index_its_members_are_null(void **state)
{
    static const char *const nulls[] = {"generation", "unicode",   "unicode_data", "icu",
                                        "characters", "sequences", "documents",    "words"};
    const struct small_world *world = *state;
    json_t *document = status(&world->building);

    assert_string_equal(text(document, "state"), "building");
    assert_int_equal(json_integer_value(json_object_get(document, "progress")), 42);
    for (size_t i = 0; i < COUNT(nulls); i++)
        assert_true(json_is_null(json_object_get(document, nulls[i])));
    assert_int_equal(json_array_size(json_object_get(document, "sources")), 0);
    json_decref(document);
}

static void test_a_failure_is_repaired_where_it_is_not_utf8(void **state)
{
    const struct catalog catalog = {.state = CATALOG_FAILED, .failure = {"no \xFF"}};
    json_t *document = status(&catalog);

    (void)state;
    assert_string_equal(text(document, "state"), "failed");
    assert_string_equal(text(document, "failure"), "no \xEF\xBF\xBD");
    assert_true(json_is_null(json_object_get(document, "progress")));
    json_decref(document);
}

/* One object per reactor, in order; the uptime is in seconds. */
static void test_every_reactor_has_its_counters(void **state)
{
    static struct counters counters[3];
    const struct catalog catalog = {
        .state = CATALOG_BUILDING, .counters = counters, .reactors = 3, .uptime = 86400};
    json_t *document, *reactors;

    (void)state;
    counter_add(&counters[2].telnet_open, 5);
    counter_add(&counters[2].telnet_open, -2);
    document = status(&catalog);
    reactors = json_object_get(document, "reactors");
    assert_int_equal(json_array_size(reactors), 3);
    for (size_t i = 0; i < 3; i++)
        assert_int_equal(
            json_integer_value(json_object_get(json_array_get(reactors, i), "telnet_open")),
            i == 2 ? 3 : 0);
    assert_int_equal(json_integer_value(json_object_get(document, "uptime_seconds")), 86400);
    json_decref(document);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_an_index_is_described),
        cmocka_unit_test(test_files_of_an_older_unicode),
        cmocka_unit_test(test_without_an_index_its_members_are_null),
        cmocka_unit_test(test_a_failure_is_repaired_where_it_is_not_utf8),
        cmocka_unit_test(test_every_reactor_has_its_counters),
    };

    return cmocka_run_group_tests(tests, small_world_make, small_world_free);
}
