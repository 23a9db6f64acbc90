/*
 * Files on their way from the parts or the folder into the tree.
 */

#include "index/update/assembly.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>
#include <unistd.h>

#include "index/update/tree/folder_tree.h"
#include "tests/unit/index/update/scripted_folder.h"

#define GOOD "# Blocks-17.0.0.txt\n0000..007F; Basic Latin\n# EOF\n"
#define URL  "http://x/Public/17.0.0/ucd/Blocks.txt"

static const struct release v17 = {{17, 0, 0}, 3}, v48 = {{48, 0, 0}, 1};
static struct reason reason;

struct scene {
    const struct scripted_folder *it;
    struct update_options options;
    struct manifest before;
    struct plan plan;
    struct assembly assembly;
    size_t blocks; /* the item */
};

static int below(const struct scripted_folder *it, const char *name)
{
    assert_int_equal(tree_make(it->folder, name), 0);
    return openat(it->folder, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
}

/* A folder with Blocks.txt of the last update, if there was one. */
static void open_scene(struct scene *scene, const struct scripted_folder *it, const char *old)
{
    *scene = (struct scene){.it = it, .options = {.mirror = "http://x"}};
    scene->options.wanted[CATALOG_UNICODE].release = v17;
    scene->options.wanted[CATALOG_CLDR].release = v48;
    scene->assembly = (struct assembly){.folder = it->folder,
                                        .parts = below(it, "parts"),
                                        .tree = below(it, "tree"),
                                        .releases = {&v17, &v48}};
    while (strcmp(catalog_at(scene->blocks)->name, "Blocks.txt") != 0)
        scene->blocks++;
    if (old) {
        struct manifest_row *row =
            manifest_add(&scene->before, catalog_at(scene->blocks), URL, "\"1\"");

        row->files = 1;
        row->bytes = sizeof GOOD - 1;
        assert_int_equal(tree_make(it->folder, "unicode"), 0);
        scripted_put_text(it->folder, "unicode/Blocks.txt", old);
    }
}

static void arrive(struct scene *scene, const char *text)
{
    if (text) {
        scripted_put_text(scene->assembly.parts, "Blocks.txt", text);
        scripted_put_text(scene->assembly.parts, "Blocks.txt.from", URL "\n\"2\"\n");
    }
    assert_int_equal(
        plan_make(&scene->plan, &scene->options, &scene->before, scene->assembly.parts), 0);
    scene->plan.transfers[scene->blocks].outcome = text ? OUTCOME_OK : OUTCOME_UNCHANGED;
}

static enum outcome take(struct scene *scene, bool *again)
{
    assert_int_equal(assembly_take(&scene->assembly, &scene->plan, scene->blocks, again, &reason),
                     0);
    return scene->plan.transfers[scene->blocks].outcome;
}

static void close_scene(struct scene *scene)
{
    plan_release(&scene->plan);
    (void)close(scene->assembly.parts);
    (void)close(scene->assembly.tree);
}

static void test_new_files(void **state)
{
    struct scene scene;
    bool again;

    open_scene(&scene, *state, NULL);
    arrive(&scene, GOOD);
    assert_int_equal(take(&scene, &again), OUTCOME_OK);
    assert_false(again);
    assert_string_equal(scripted_text(scene.assembly.tree, "unicode/Blocks.txt"), GOOD);
    assert_int_equal(scene.assembly.manifest.rows[0].bytes, sizeof GOOD - 1);
    assert_string_equal(scene.assembly.manifest.rows[0].validator, "\"2\"");
    assert_int_equal(assembly_finish(&scene.assembly), 0);
    assert_non_null(strstr(scripted_text(scene.assembly.tree, MANIFEST_PATH), URL "\t\"2\"\n"));
    close_scene(&scene);
}

static void test_new_bytes_that_are_the_old_ones(void **state)
{
    struct scene scene;
    bool again;

    open_scene(&scene, *state, GOOD);
    arrive(&scene, GOOD);
    assert_int_equal(take(&scene, &again), OUTCOME_UNCHANGED);
    close_scene(&scene);
}

static void test_damaged_files_leave_nothing(void **state)
{
    for (int resumed = 0; resumed < 2; resumed++) {
        struct scene scene;
        bool again;

        open_scene(&scene, *state, NULL);
        arrive(&scene, "<html>\n");
        scene.plan.transfers[scene.blocks].resumed = resumed == 1;
        assert_int_equal(take(&scene, &again), OUTCOME_DAMAGED);
        assert_int_equal(again, resumed); /* parts of two versions may not fit together */
        assert_false(scripted_exists(scene.assembly.tree, "unicode/Blocks.txt"));
        assert_false(scripted_exists(scene.assembly.parts, "Blocks.txt"));
        assert_int_equal(scene.assembly.manifest.count, 0);
        close_scene(&scene);
    }
}

static void test_unchanged_files_come_from_the_folder(void **state)
{
    struct scene scene;
    bool again;

    open_scene(&scene, *state, GOOD);
    arrive(&scene, NULL);
    assert_int_equal(take(&scene, &again), OUTCOME_UNCHANGED);
    assert_false(again);
    assert_string_equal(scripted_text(scene.assembly.tree, "unicode/Blocks.txt"), GOOD);
    close_scene(&scene);
}

static void test_a_folder_that_was_changed(void **state)
{
    static const char *const changed[] = {
        "", "# Blocks-17.0.0.txt\n0000..007F; Basic Latin\n# EOX\n", GOOD GOOD};

    for (size_t i = 0; i < sizeof changed / sizeof changed[0]; i++) {
        struct scene scene;
        bool again;

        open_scene(&scene, *state, changed[i]);
        arrive(&scene, NULL);
        assert_int_equal(take(&scene, &again), OUTCOME_DAMAGED);
        assert_true(again);
        close_scene(&scene);
    }
}

int main(void)
{
#define TEST(name)                                                                                 \
    cmocka_unit_test_setup_teardown(name, scripted_folder_make, scripted_folder_remove)
    const struct CMUnitTest tests[] = {
        TEST(test_new_files),
        TEST(test_new_bytes_that_are_the_old_ones),
        TEST(test_damaged_files_leave_nothing),
        TEST(test_unchanged_files_come_from_the_folder),
        TEST(test_a_folder_that_was_changed),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
