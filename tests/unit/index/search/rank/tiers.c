/*
 * The documents of small and large sets, by tier and then by number.
 */

#include "index/search/rank/tiers.h"

#include "index/unicode/prominence.h"
#include "tests/unit/index/search/world.h"

struct walk {
    const struct charindex *index;
    const struct postings *set;
    uint32_t seen, most;
    unsigned tier;     /* of the last document */
    uint32_t document; /* the last one */
};

static bool visit(void *context, uint32_t document)
{
    struct walk *walk = context;
    unsigned tier = prominence_tier(charindex_prominence(walk->index, document));

    assert_true(postings_have(walk->set, document));
    assert_true(walk->seen == 0 || tier > walk->tier ||
                (tier == walk->tier && document > walk->document));
    walk->tier = tier;
    walk->document = document;
    return ++walk->seen < walk->most;
}

static uint32_t walk(const struct charindex *index, const struct postings *set, uint32_t most)
{
    struct walk walk = {.index = index, .set = set, .most = most};

    tiers_walk(index, set, visit, &walk);
    return walk.seen;
}

/* Every third document of the first `end`. */
static struct posting_set thirds(uint32_t end)
{
    struct posting_set set = {.owned = NULL};
    struct posting_run *runs = calloc(end / 3 + 1, sizeof *runs);
    struct postings postings = {.runs = runs};

    assert_non_null(runs);
    for (uint32_t document = 0; document < end; document += 3)
        runs[postings.count++] = posting_run(document, postings.total++);
    posting_set_replace(&set, &postings, runs);
    return set;
}

static void test_all_are_visited(void **state)
{
    const struct charindex *index = *state;
    const uint32_t ends[] = {0, 1, 100, 6144, 6150, charindex_documents(index)};

    for (size_t i = 0; i < COUNT(ends); i++) {
        struct posting_set set = thirds(ends[i]);

        assert_int_equal(walk(index, &set.postings, UINT32_MAX), set.postings.total);
        posting_set_release(&set);
    }
}

static void test_the_visitor_stops(void **state)
{
    const struct charindex *index = *state;
    const uint32_t ends[] = {100, 9000};

    for (size_t i = 0; i < COUNT(ends); i++) {
        struct posting_set set = thirds(ends[i]);

        for (uint32_t most = 1; most <= 30; most++)
            assert_int_equal(walk(index, &set.postings, most), most);
        posting_set_release(&set);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_all_are_visited),
        cmocka_unit_test(test_the_visitor_stops),
    };

    return cmocka_run_group_tests(tests, german_setup, index_teardown);
}
