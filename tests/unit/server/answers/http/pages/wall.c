/*
 * The wall: what its groups have of the real index, and of indexes that lack what they ask for.
 */

#include "server/answers/http/pages/wall.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "index/search/search.h"
#include "index/unicode/character.h"
#include "tests/indexes/fixture.h"
#include "tests/unit/index/file/small_image.h"

static bool has(const struct charindex *index, const struct wall_group *group, uint32_t code_point)
{
    for (uint32_t i = 0; i < group->count; i++)
        if (charindex_code_point(index, group->documents[i]) == code_point)
            return true;
    return false;
}

static const struct wall_group *group_of(const struct wall *wall, const char *title)
{
    for (size_t i = 0; wall_group(wall, i); i++)
        if (strcmp(wall_group(wall, i)->title, title) == 0)
            return wall_group(wall, i);
    fail_msg("no group %s", title);
    return NULL;
}

static bool finds(const struct search *search, uint32_t document)
{
    const struct postings *result = &search->result.postings;

    for (uint32_t i = 0; i < result->count; i++)
        if (document >= posting_first(result, i) && document < posting_end(result, i))
            return true;
    return false;
}

static void test_every_group_is_full_of_what_its_query_finds(void **state)
{
    static const struct search_options options = {.scope = SCOPE_ALL, .sort = SORT_CODE_POINT};
    struct charindex *index = *state;
    struct wall *wall = wall_new(index);
    size_t count = 0;

    assert_non_null(wall);
    for (const struct wall_group *group; (group = wall_group(wall, count)); count++) {
        struct query_error error;
        struct search search;

        assert_int_equal(
            search_open(&search, index, &options, group->query, strlen(group->query), &error),
            SEARCH_OK);
        assert_null(search.suggestion);
        assert_int_equal(group->count, WALL_CELLS);
        assert_true(search_total(&search) >= group->count);
        for (uint32_t i = 0; i < group->count; i++) {
            assert_true(finds(&search, group->documents[i]));
            assert_true(i == 0 || group->documents[i - 1] < group->documents[i]);
            assert_false(
                character_is_invisible(NULL, charindex_code_point(index, group->documents[i])));
        }
        search_release(&search);
    }
    assert_true(count >= 20);
    wall_unref(wall);
}

static void test_the_best_known_are_on_it(void **state)
{
    struct charindex *index = *state;
    struct wall *wall = wall_new(index);

    assert_true(has(index, group_of(wall, "wall.arrows"), 0x2192));
    assert_true(has(index, group_of(wall, "wall.currency"), 0x20AC));
    assert_true(has(index, group_of(wall, "wall.greek"), 0x3C0));
    assert_true(has(index, group_of(wall, "wall.hearts"), 0x2764));
    assert_true(has(index, group_of(wall, "wall.smileys"), 0x1F600));
    assert_true(has(index, group_of(wall, "wall.people"), 0x1F44D));
    assert_false(has(index, group_of(wall, "wall.activities"), 0x2660)); /* a suit is not one */
    assert_false(has(index, group_of(wall, "wall.currency"), 0xDF9));    /* no currency */
    wall_unref(wall);
}

static void test_groups_without_characters_are_left_out(void **state)
{
    struct small_image image;
    struct charindex *small;
    struct reason reason;
    struct wall *wall;

    (void)state;
    small_image_make(&image);
    assert_int_equal(charindex_parse(image.bytes, image.size, &small, &reason), 0);
    wall = wall_new(small);
    assert_non_null(wall);
    for (size_t i = 0; wall_group(wall, i); i++)
        assert_true(wall_group(wall, i)->count > 0);
    wall_unref(wall);
    charindex_unref(small);
}

static void test_it_lives_until_its_last_reference_is_gone(void **state)
{
    struct wall *wall = wall_new(*state);

    assert_ptr_equal(wall_ref(wall), wall);
    wall_unref(wall);
    assert_non_null(wall_group(wall, 0));
    wall_unref(wall);
    assert_null(wall_ref(NULL));
    wall_unref(NULL);
    assert_null(wall_group(NULL, 0));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_group_is_full_of_what_its_query_finds),
        cmocka_unit_test(test_the_best_known_are_on_it),
        cmocka_unit_test(test_groups_without_characters_are_left_out),
        cmocka_unit_test(test_it_lives_until_its_last_reference_is_gone),
    };

    return cmocka_run_group_tests_name("wall", tests, english_setup, index_teardown);
}
