/*
 * Set algebra over runs against a bitmap: tens of thousands of random sets from a fixed seed, and
 * the shapes that random sets rarely have.
 */

#include "index/file/postings.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/unit/index/base/random.h"

enum { UNIVERSE = 160, ROUNDS = 20000 };

/* A set in both forms: as a bitmap, and as runs in memory of exactly their size. */
struct set {
    bool bits[UNIVERSE];
    struct posting_run *runs;
    struct postings postings;
};

/* The bitmap as runs, none longer than `longest`. With 1 they are adjacent, as those of pasted
 * characters are. */
static void set_encode(struct set *set, uint32_t longest)
{
    struct posting_run runs[UNIVERSE];
    uint32_t count = 0, total = 0, length = 0;

    for (uint32_t i = 0; i < UNIVERSE; i++) {
        if (!set->bits[i]) {
            length = 0;
            continue;
        }
        if (length == 0 || length == longest) {
            runs[count++] = posting_run(i, total);
            length = 0;
        }
        length++;
        total++;
    }
    set->runs = malloc(count * sizeof *runs + !count);
    assert_non_null(set->runs);
    memcpy(set->runs, runs, count * sizeof *runs);
    set->postings = (struct postings){.runs = set->runs, .count = count, .total = total};
}

static void set_free(struct set *set)
{
    free(set->runs);
}

static void set_random(struct set *set, uint64_t *seed, uint32_t longest)
{
    static const uint32_t densities[] = {0, 1, 3, 30, 50, 70, 97, 100};
    uint32_t density = densities[random_below(seed, 8)], stretch = 1 + random_below(seed, 12);
    bool bit = false;

    for (uint32_t i = 0; i < UNIVERSE; i++) {
        if (i % stretch == 0)
            bit = random_below(seed, 100) < density;
        set->bits[i] = bit;
    }
    set_encode(set, longest);
}

/* Does the result equal the bitmap, in ascending runs that are not adjacent and have correct
 * ranks? */
static void assert_is(const struct postings *result, const bool *bits)
{
    bool seen[UNIVERSE] = {false};
    uint32_t rank = 0;

    for (uint32_t run = 0; run < result->count; run++) {
        uint32_t first = posting_first(result, run), end = posting_end(result, run);

        assert_true(first < end && end <= UNIVERSE);
        assert_true(run == 0 || first > posting_end(result, run - 1));
        assert_int_equal(posting_rank(result, run), rank);
        for (uint32_t i = first; i < end; i++)
            seen[i] = true;
        rank += end - first;
    }
    assert_int_equal(result->total, rank);
    assert_memory_equal(seen, bits, UNIVERSE);
}

typedef void (*operation)(const struct postings *, const struct postings *, struct posting_run *,
                          struct postings *);

/* The result has exactly the space that the contract asks for, and may share an array with a
 * set. */
static void assert_operation(operation operate, const struct set *a, const struct set *b,
                             const bool *expected)
{
    size_t room = (size_t)a->postings.count + b->postings.count;
    struct posting_run *out = malloc(room * sizeof *out + !room);
    struct postings result, in_place = a->postings;

    assert_non_null(out);
    operate(&a->postings, &b->postings, out, &result);
    assert_is(&result, expected);
    operate(&in_place, &b->postings, out, &in_place);
    assert_is(&in_place, expected);
    free(out);
}

static void assert_algebra(const struct set *a, const struct set *b)
{
    bool both[UNIVERSE], either[UNIVERSE], first[UNIVERSE], second[UNIVERSE];

    for (uint32_t i = 0; i < UNIVERSE; i++) {
        both[i] = a->bits[i] && b->bits[i];
        either[i] = a->bits[i] || b->bits[i];
        first[i] = a->bits[i] && !b->bits[i];
        second[i] = b->bits[i] && !a->bits[i];
    }
    assert_operation(postings_intersect, a, b, both);
    assert_operation(postings_intersect, b, a, both);
    assert_operation(postings_unite, a, b, either);
    assert_operation(postings_unite, b, a, either);
    assert_operation(postings_exclude, a, b, first);
    assert_operation(postings_exclude, b, a, second);
}

static void test_random_sets(void **state)
{
    uint64_t seed = 0x9E3779B97F4A7C15;
    uint32_t nonempty = 0;

    (void)state;
    for (int round = 0; round < ROUNDS; round++) {
        struct set a, b;

        set_random(&a, &seed, UINT32_MAX);
        set_random(&b, &seed, UINT32_MAX);
        nonempty += a.postings.count > 1 && b.postings.count > 1;
        assert_algebra(&a, &b);
        set_free(&a);
        set_free(&b);
    }
    assert_in_range(nonempty, ROUNDS / 5, ROUNDS);
}

/* Pasted characters are runs of one document each, which are adjacent where the characters were.
 * The intersection may leave them apart, but must contain the same documents. */
static void test_runs_that_touch(void **state)
{
    uint64_t seed = 42;

    (void)state;
    for (int round = 0; round < ROUNDS; round++) {
        struct set a, b;
        struct posting_run *out;
        struct postings result;
        bool seen[UNIVERSE] = {false};
        uint32_t after = 0;

        set_random(&a, &seed, 1 + random_below(&seed, 3));
        set_random(&b, &seed, round % 2 ? UINT32_MAX : 1);
        out = malloc(((size_t)a.postings.count + b.postings.count + 1) * sizeof *out);
        assert_non_null(out);
        postings_intersect(&a.postings, &b.postings, out, &result);
        assert_true(result.count <= a.postings.count + b.postings.count);
        for (uint32_t run = 0; run < result.count; run++) {
            assert_true(posting_first(&result, run) >= after);
            after = posting_end(&result, run);
            for (uint32_t i = posting_first(&result, run); i < after; i++)
                seen[i] = true;
        }
        for (uint32_t i = 0; i < UNIVERSE; i++)
            assert_int_equal(seen[i], a.bits[i] && b.bits[i]);
        free(out);
        set_free(&a);
        set_free(&b);
    }
}

static void set_of(struct set *set, const char *drawing)
{
    memset(set->bits, 0, sizeof set->bits);
    for (size_t i = 0; drawing[i]; i++)
        set->bits[i] = drawing[i] == '#';
    set_encode(set, UINT32_MAX);
}

static void test_shapes(void **state)
{
    static const char *const drawings[] = {
        "",
        "#",
        ".#",
        "..........#",
        "###########",
        ".#########.",
        "#.#.#.#.#.",
        ".#.#.#.#.#",
        "##..##..##",
        "..##..##..",
        "#.........#",
        "#####......",
        ".....######",
        "......#####",
        "####.#####",
        "....#......",
        "###.###.###",
        "##.##.##.##",
    };

    (void)state;
    for (size_t i = 0; i < sizeof drawings / sizeof *drawings; i++)
        for (size_t j = 0; j < sizeof drawings / sizeof *drawings; j++) {
            struct set a, b;

            set_of(&a, drawings[i]);
            set_of(&b, drawings[j]);
            assert_algebra(&a, &b);
            set_free(&a);
            set_free(&b);
        }
}

static void test_spans_in_any_order(void **state)
{
    uint64_t seed = 12;

    (void)state;
    for (int round = 0; round < ROUNDS; round++) {
        uint32_t count = random_below(&seed, 20);
        struct posting_span *spans = malloc(count * sizeof *spans + !count);
        struct posting_run *out = malloc(count * sizeof *out + !count);
        bool bits[UNIVERSE] = {false};
        struct postings result;

        assert_true(spans && out);
        for (uint32_t i = 0; i < count; i++) {
            uint32_t first = random_below(&seed, UNIVERSE);
            uint32_t end = first + 1 + random_below(&seed, round % 2 ? UNIVERSE - first : 1);

            spans[i] = (struct posting_span){.first = first, .end = end};
            for (uint32_t j = first; j < end; j++)
                bits[j] = true;
        }
        postings_of_spans(spans, count, out, &result);
        assert_is(&result, bits);
        free(spans);
        free(out);
    }
}

static void test_the_empty_set_has_no_memory(void **state)
{
    static const struct postings nothing = {.runs = NULL};
    struct posting_run out[1];
    struct postings result = {.count = 99, .total = 99};
    struct set some;

    (void)state;
    set_of(&some, "..###");
    postings_intersect(&nothing, &nothing, out, &result);
    assert_int_equal(result.count, 0);
    assert_int_equal(result.total, 0);
    postings_intersect(&some.postings, &nothing, out, &result);
    assert_int_equal(result.total, 0);
    postings_intersect(&nothing, &some.postings, out, &result);
    assert_int_equal(result.total, 0);
    postings_unite(&nothing, &nothing, out, &result);
    assert_int_equal(result.total, 0);
    postings_unite(&nothing, &some.postings, out, &result);
    assert_is(&result, some.bits);
    postings_unite(&some.postings, &nothing, out, &result);
    assert_is(&result, some.bits);
    postings_exclude(&nothing, &some.postings, out, &result);
    assert_int_equal(result.total, 0);
    postings_exclude(&some.postings, &nothing, out, &result);
    assert_is(&result, some.bits);
    postings_exclude(&some.postings, &some.postings, out, &result);
    assert_int_equal(result.count, 0);
    set_free(&some);
}

/* One run among very many, at every position: the gallop must land on exactly that run. */
static void test_a_needle_in_every_place(void **state)
{
    enum { MANY = 5000 };
    struct posting_run *many = malloc(MANY * sizeof *many), out[MANY + 1];
    struct postings haystack = {.runs = many, .count = MANY, .total = 2 * MANY};

    (void)state;
    assert_non_null(many);
    for (uint32_t i = 0; i < MANY; i++)
        many[i] = posting_run(i * 3, i * 2); /* two of every three documents */
    for (uint32_t document = 0; document <= 3 * MANY; document++) {
        struct posting_run run = posting_run(document, 0);
        struct postings result, needle = {.runs = &run, .count = 1, .total = 1};
        bool there = document % 3 != 2 && document < 3 * MANY;

        postings_intersect(&needle, &haystack, out, &result);
        assert_int_equal(result.total, there);
        assert_true(!there || posting_first(&result, 0) == document);
    }
    free(many);
}

/* The largest documents that fit in 32 bits. */
static void test_the_end_of_the_numbers(void **state)
{
    struct posting_run low = posting_run(UINT32_MAX - 10, 0), high = posting_run(UINT32_MAX - 5, 0);
    struct postings a = {.runs = &low, .count = 1, .total = 10};
    struct postings b = {.runs = &high, .count = 1, .total = 5}, result;
    struct posting_run out[2];

    (void)state;
    assert_int_equal(posting_end(&a, 0), UINT32_MAX);
    postings_intersect(&a, &b, out, &result);
    assert_int_equal(result.total, 5);
    assert_int_equal(posting_first(&result, 0), UINT32_MAX - 5);
    postings_unite(&a, &b, out, &result);
    assert_int_equal(result.count, 1);
    assert_int_equal(result.total, 10);
}

static void test_the_run_at_every_rank(void **state)
{
    uint64_t seed = 7;

    (void)state;
    for (int round = 0; round < ROUNDS / 10; round++) {
        struct set set;

        set_random(&set, &seed, round % 3 ? UINT32_MAX : 1 + random_below(&seed, 3));
        for (uint32_t i = 0, rank = 0; i < UNIVERSE; i++) {
            uint32_t run;

            if (!set.bits[i])
                continue;
            run = postings_run_at(&set.postings, rank);
            assert_true(run < set.postings.count);
            assert_int_equal(
                posting_first(&set.postings, run) + rank - posting_rank(&set.postings, run), i);
            assert_true(i < posting_end(&set.postings, run));
            rank++;
        }
        set_free(&set);
    }
}

/* One by one, the runs in common are those of the intersection. */
static void test_runs_in_common(void **state)
{
    uint64_t seed = 13;

    (void)state;
    for (int round = 0; round < ROUNDS; round++) {
        struct postings_common common;
        struct posting_span span;
        uint32_t next = 0;
        struct set a, b;

        set_random(&a, &seed, round % 3 ? UINT32_MAX : 1 + random_below(&seed, 3));
        set_random(&b, &seed, round % 2 ? UINT32_MAX : 1 + random_below(&seed, 3));
        postings_common_init(&common, &a.postings, &b.postings);
        while (postings_common_next(&common, &span)) {
            assert_true(next <= span.first && span.first < span.end && span.end <= UNIVERSE);
            for (; next < span.first; next++)
                assert_false(a.bits[next] && b.bits[next]);
            for (; next < span.end; next++)
                assert_true(a.bits[next] && b.bits[next]);
        }
        for (; next < UNIVERSE; next++)
            assert_false(a.bits[next] && b.bits[next]);
        set_free(&a);
        set_free(&b);
    }
}

static void test_every_document_is_looked_up(void **state)
{
    uint64_t seed = 11;

    (void)state;
    for (int round = 0; round < ROUNDS / 10; round++) {
        struct set set;

        set_random(&set, &seed, round % 3 ? UINT32_MAX : 1 + random_below(&seed, 3));
        for (uint32_t i = 0; i < UNIVERSE; i++)
            assert_int_equal(postings_have(&set.postings, i), set.bits[i] != 0);
        assert_false(postings_have(&set.postings, UINT32_MAX));
        set_free(&set);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_random_sets),
        cmocka_unit_test(test_runs_that_touch),
        cmocka_unit_test(test_shapes),
        cmocka_unit_test(test_spans_in_any_order),
        cmocka_unit_test(test_the_empty_set_has_no_memory),
        cmocka_unit_test(test_a_needle_in_every_place),
        cmocka_unit_test(test_the_end_of_the_numbers),
        cmocka_unit_test(test_the_run_at_every_rank),
        cmocka_unit_test(test_every_document_is_looked_up),
        cmocka_unit_test(test_runs_in_common),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
