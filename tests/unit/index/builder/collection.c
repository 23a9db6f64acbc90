/*
 * The records of a small tree of sources, and of ICU, are collected where they belong.
 */

#include "index/builder/collection.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

#include "tests/unit/index/sources/tree.h"

struct world {
    struct tree tree;
    struct collection *collection;
    struct watch watch;
    unsigned calls, calls_max; /* of the watch; how many return true */
};

static const char *const no_site[] = {"/nonexistent"};

static bool listen(void *context, unsigned permille)
{
    struct world *world = context;

    (void)permille;
    return world->calls++ < world->calls_max;
}

static void world_begin(struct world *world)
{
    *world = (struct world){.tree = tree_make(), .calls_max = UINT32_MAX};
    world->watch = (struct watch){.progress = listen, .context = world};
}

static int read_tree(struct world *world, const char *directory)
{
    const struct sources_options options = {
        .directory = directory,
        .names = world->tree.names,
        .site = no_site,
        .site_count = 1,
    };
    struct reason reason = {.text = ""};

    world->collection = calloc(1, sizeof *world->collection);
    assert_non_null(world->collection);
    collection_init(world->collection, &world->watch);
    return collection_read(world->collection, &options, &reason);
}

static void collection_free(struct world *world)
{
    collection_release(world->collection);
    free(world->collection);
}

static void world_end(struct world *world)
{
    collection_free(world);
    tree_delete(&world->tree);
}

static uint32_t find(const struct collection *collection, uint32_t first, uint32_t second)
{
    const uint32_t points[] = {first, second};
    uint32_t document = UINT32_MAX;
    struct bare bare;

    assert_true(bare_of(points, second != 0 ? 2 : 1, &bare));
    assert_true(documents_find(&collection->documents, &bare, &document));
    return document;
}

static size_t count_texts(const struct collection *collection, uint32_t document,
                          enum text_kind kind, const char *wanted)
{
    size_t count = 0;

    for (size_t text = 0; text < texts_count(&collection->texts); text++) {
        struct slice bytes = texts_bytes(&collection->texts, text);

        count += texts_kind(&collection->texts, text) == kind &&
                 texts_document(&collection->texts, text) == document &&
                 bytes.size == strlen(wanted) && memcmp(bytes.bytes, wanted, bytes.size) == 0;
    }
    return count;
}

static void test_each_record_has_its_place(void **state)
{
    struct world world;
    struct collection *collection;
    uint32_t sun, a, two;

    (void)state;
    world_begin(&world);
    assert_int_equal(read_tree(&world, world.tree.path), 0);
    collection = world.collection;
    a = find(collection, 'A', 0);
    sun = find(collection, 0x2600, 0);
    two = find(collection, 'A', 'B');
    assert_int_equal(two, collection->documents.characters);
    assert_int_equal(documents_count(&collection->documents), two + 1);
    assert_int_equal(collection->names.lists.count, two + 1);
    assert_int_equal(collection->properties.documents.count, two + 1);
    assert_int_equal(count_texts(collection, a, TEXT_ABBREVIATION, "AY"), 1);
    assert_int_equal(count_texts(collection, a, TEXT_INFORMAL, "alpha"), 1);
    assert_int_equal(count_texts(collection, a, TEXT_KEYWORD, "en"), 1);
    assert_int_equal(count_texts(collection, find(collection, 0x4E00, 0), TEXT_DEFINITION, "one"),
                     1);
    assert_int_equal(count_texts(collection, sun, TEXT_HTML, "sun"), 1);
    assert_int_equal(count_texts(collection, sun, TEXT_SHORT_NAME, "sun"), 1); /* of emoji-test */
    assert_int_equal(collection->orders[sun], 1);
    assert_int_equal(collection->orders[a], 0);
    assert_int_equal(collection->references.list.count, 1);
    assert_true(collection->spellings.entries.count >= 6);
    assert_non_null(collection->wordnet);
    assert_int_equal(collection->sources.list[SOURCE_EMOJI].state, SOURCE_OK);
    world_end(&world);
}

/* Of neighbouring texts each goes to its own document, and those of none are left out. */
static void test_owners(void **state)
{
    struct world world;
    struct collection *collection;
    uint32_t a, b;

    (void)state;
    world_begin(&world);
    tree_write_text(&world.tree, TREE_PLAIN("en"),
                    "<ldml><annotation cp=\"A\">one</annotation>"
                    "<annotation cp=\"AC\">no sequence</annotation>"
                    "<annotation cp=\"A\uFE0F\">two</annotation>"
                    "<annotation cp=\"B\">three</annotation>"
                    "<annotation cp=\"AB\">four</annotation>"
                    "<annotation cp=\"B\">five</annotation></ldml>");
    assert_int_equal(read_tree(&world, world.tree.path), 0);
    collection = world.collection;
    a = find(collection, 'A', 0);
    b = find(collection, 'B', 0);
    assert_int_equal(count_texts(collection, a, TEXT_KEYWORD, "one"), 1);
    assert_int_equal(count_texts(collection, a, TEXT_KEYWORD, "two"), 1);
    assert_int_equal(count_texts(collection, b, TEXT_KEYWORD, "three"), 1);
    assert_int_equal(count_texts(collection, find(collection, 'A', 'B'), TEXT_KEYWORD, "four"), 1);
    assert_int_equal(count_texts(collection, b, TEXT_KEYWORD, "five"), 1);
    for (size_t text = 0; text < texts_count(&collection->texts); text++)
        assert_false(slice_equal(texts_bytes(&collection->texts, text),
                                 (struct slice){.bytes = "no sequence", .size = 11}));
    world_end(&world);
}

static void test_icu_alone(void **state)
{
    struct world world;

    (void)state;
    world_begin(&world);
    assert_int_equal(read_tree(&world, "/nonexistent"), 0);
    assert_true(world.collection->documents.named.count > 100000);
    assert_int_equal(world.collection->documents.sequences, 0);
    assert_null(world.collection->wordnet);
    assert_null(world.collection->documents.repertoire);
    world_end(&world);
}

static void test_the_reading_stops_when_refused(void **state)
{
    struct world world;
    unsigned calls;

    (void)state;
    world_begin(&world);
    assert_int_equal(read_tree(&world, world.tree.path), 0);
    calls = world.calls;
    collection_free(&world);
    for (unsigned moment = 0; moment < calls; moment = moment * 4 + 1) {
        world.calls = 0;
        world.calls_max = moment;
        world.watch = (struct watch){.progress = listen, .context = &world};
        assert_int_equal(read_tree(&world, world.tree.path), -ECANCELED);
        assert_int_equal(world.calls, moment + 1);
        collection_free(&world);
    }
    /* At the beginning of the second phase, which is the last call for so few texts. */
    world.calls = 0;
    world.calls_max = calls - 1;
    world.watch = (struct watch){.progress = listen, .context = &world};
    assert_int_equal(read_tree(&world, world.tree.path), -ECANCELED);
    world_end(&world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_each_record_has_its_place),
        cmocka_unit_test(test_owners),
        cmocka_unit_test(test_icu_alone),
        cmocka_unit_test(test_the_reading_stops_when_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
