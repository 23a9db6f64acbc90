/*
 * The states of the page and its rows, with the small index.
 */

#include "server/answers/http/pages/page_view.h"

#include "server/base/limits.h"
#include "tests/unit/server/answers/small_world.h"

static struct page_request request_of(const char *query, uint32_t offset)
{
    return (struct page_request){.query = query,
                                 .query_size = query ? strlen(query) : 0,
                                 .scope = PAGE_SCOPE,
                                 .offset = offset};
}

static void assert_state(const struct catalog *catalog, const char *query, enum page_state state,
                         unsigned status)
{
    const struct page_request request = request_of(query, 0);
    struct page_view view;

    page_view_open(&view, catalog, &request);
    if (view.state != state || page_view_status(&view) != status)
        fail_msg("\"%s\": %d %u", query ? query : "", view.state, page_view_status(&view));
    page_view_close(&view);
}

static void test_every_state_has_its_status(void **state)
{
    const struct small_world *world = *state;
    const struct catalog failed = {.state = CATALOG_FAILED, .failure = {"no names"}};

    assert_state(&world->ready, NULL, PAGE_HOME, 200);
    assert_state(&world->ready, "", PAGE_HOME, 200);
    assert_state(&world->ready, " \t\r\n\v\f", PAGE_HOME, 200);
    assert_state(&world->ready, "xyzzy", PAGE_RESULTS, 200);
    assert_state(&world->ready, "\"cat", PAGE_BAD_QUERY, 422);
    assert_state(&world->building, "cat", PAGE_BUILDING, 503);
    assert_state(&world->building, " ", PAGE_BUILDING, 200); /* the form needs no index */
    assert_state(&failed, "cat", PAGE_FAILED, 503);
    assert_state(&failed, NULL, PAGE_FAILED, 200);
}

/* From any offset, the rows are those of the result, in order, up to its end. */
static void test_rows_are_visited_in_order(void **state)
{
    const struct small_world *world = *state;
    uint32_t total = 1;

    for (uint32_t offset = 0; offset <= total + 1; offset++) {
        const struct page_request request = request_of("U+0..U+10FFFF", offset);
        struct page_view view;
        uint32_t row = 0, before = 0;

        page_view_open(&view, &world->ready, &request);
        assert_int_equal(view.state, PAGE_RESULTS);
        total = view.total;
        assert_true(total > 2 && total <= LIMIT_RENDERED);
        assert_int_equal(view.shown, offset < total ? total - offset : 0);
        while (page_view_row(&view, row)) {
            assert_true(row == 0 || view.document > before);
            assert_true(view.facts.category[0] != '\0');
            before = view.document;
            row++;
        }
        assert_int_equal(row, view.shown);
        page_view_close(&view);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_state_has_its_status),
        cmocka_unit_test(test_rows_are_visited_in_order),
    };

    return cmocka_run_group_tests(tests, small_world_make, small_world_free);
}
