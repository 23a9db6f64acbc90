/*
 * The walks over the implicit trie, compared with a scan that measures every term with the
 * textbook's table. And the costs of errors, by examples.
 */

#include "index/search/fallback/nearest.h"

#include "tests/unit/index/search/world.h"

enum { ROUNDS = 400, WORD_POINTS = 64 };

static size_t decode(struct slice text, uint32_t *points)
{
    size_t count = 0;

    for (size_t at = 0; at < text.size && count < WORD_POINTS;)
        points[count++] = (uint32_t)utf8_next(text.bytes, text.size, &at);
    return count;
}

static unsigned cost_of(const char *a, const char *b)
{
    uint32_t from[WORD_POINTS], to[WORD_POINTS];
    size_t from_count = decode((struct slice){a, strlen(a)}, from);
    size_t to_count = decode((struct slice){b, strlen(b)}, to);
    unsigned cost = nearest_cost(from, from_count, to, to_count);

    assert_int_equal(cost, nearest_cost(to, to_count, from, from_count)); /* symmetric */
    return cost;
}

static void test_costs(void **state)
{
    static const struct {
        const char *wrong, *right;
        unsigned cost;
    } pairs[] = {
        {"", "", 0},
        {"smile", "smile", 0},
        {"", "ab", 2 * NEAREST_EDIT},
        {"smyle", "smile", NEAREST_SLIP}, /* a vowel for another */
        {"smyle", "style", NEAREST_EDIT},
        {"arow", "arrow", NEAREST_SLIP}, /* doubled */
        {"arow", "row", NEAREST_EDIT},
        {"arow", "barow", NEAREST_EDIT},
        {"copyrigth", "copyright", NEAREST_SLIP}, /* swapped */
        {"lamdba", "lambda", NEAREST_SLIP},
        {"lamdba", "lamda", NEAREST_EDIT},
        {"elefant", "elephant", NEAREST_SLIP}, /* by ear */
        {"pharagraph", "farragraf", 3 * NEAREST_SLIP},
        {"syclone", "cyclone", NEAREST_SLIP},
        {"oktober", "october", NEAREST_SLIP},
        {"ca", "abc", 3 * NEAREST_EDIT}, /* no substring is edited twice */
        {"abcd", "badc", 2 * NEAREST_SLIP},
        {"tounge", "tongue", NEAREST_MOVE}, /* a letter over two others */
        {"qxyz", "xyqz", NEAREST_MOVE},
        {"qxyz", "xyzq", 2 * NEAREST_EDIT},
        {"\xCE\xB1\xCE\xB2", "\xCE\xB2\xCE\xB1", NEAREST_SLIP}, /* letters, not bytes */
        {"stra\xC3\x9F", "stras", NEAREST_EDIT},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(pairs); i++)
        if (cost_of(pairs[i].wrong, pairs[i].right) != pairs[i].cost)
            fail_msg("%s, %s: %u", pairs[i].wrong, pairs[i].right,
                     cost_of(pairs[i].wrong, pairs[i].right));
}

/* The textbook's table: the number of edits. */
static unsigned edits(const uint32_t *a, size_t a_count, const uint32_t *b, size_t b_count)
{
    unsigned table[WORD_POINTS + 1][WORD_POINTS + 1];

    for (size_t i = 0; i <= a_count; i++)
        for (size_t j = 0; j <= b_count; j++) {
            unsigned best = (unsigned)(i + j);

            if (i > 0 && table[i - 1][j] + 1 < best)
                best = table[i - 1][j] + 1;
            if (j > 0 && table[i][j - 1] + 1 < best)
                best = table[i][j - 1] + 1;
            if (i > 0 && j > 0 && table[i - 1][j - 1] + (a[i - 1] != b[j - 1]) < best)
                best = table[i - 1][j - 1] + (a[i - 1] != b[j - 1] ? 1u : 0u);
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] &&
                table[i - 2][j - 2] + 1 < best)
                best = table[i - 2][j - 2] + 1;
            table[i][j] = best;
        }
    return table[a_count][b_count];
}

static bool is_better(const struct nearest_term *a, const struct nearest_term *b)
{
    int first = 80 * (int)a->cost - (a->longer ? 24 : 0) - (int)a->known;
    int second = 80 * (int)b->cost - (b->longer ? 24 : 0) - (int)b->known;

    return first != second ? first < second : a->term < b->term;
}

/* The best terms, by a scan of all terms that begin with the word's letter, or with one near it if nothing
 * else is wrong. */
static size_t scan(const struct charindex *index, const struct plan_fields *fields,
                   struct slice word, unsigned distance, struct nearest_term *best)
{
    uint32_t points[WORD_POINTS], other[WORD_POINTS];
    size_t length = decode(word, points), count = 0;

    for (uint32_t term = 0; term < charindex_terms(index); term++) {
        size_t letters = decode(charindex_term_text(index, term), other);
        struct nearest_term found = {.term = term};
        struct list_range lists = charindex_lists(index, (struct term_range){term, term + 1});
        unsigned most = letters > 0 && other[0] == points[0] ? distance : 1;
        size_t at;

        if (letters == 0 || other[0] / 0x200 != points[0] / 0x200 || letters == WORD_POINTS ||
            letters > length + distance || edits(points, length, other, letters) > most ||
            !plan_fields_known(index, lists, fields))
            continue;
        found.cost = nearest_cost(points, length, other, letters);
        if (found.cost >= NEAREST_EDIT && other[0] != points[0])
            found.cost += NEAREST_FIRST;
        found.longer = letters > length;
        found.known = nearest_known(index, fields, term);
        for (at = count; at > 0 && is_better(&found, &best[at - 1]); at--)
            if (at < NEAREST_MAX)
                best[at] = best[at - 1];
        if (at < NEAREST_MAX) {
            best[at] = found;
            count += count < NEAREST_MAX;
        }
    }
    return count;
}

/* A term with one or two random errors in it. */
static struct slice misspell(const struct charindex *index, uint64_t *seed, char *out)
{
    for (;;) {
        struct slice term = charindex_term_text(index, random_below(seed, charindex_terms(index)));
        uint32_t errors = 1 + random_below(seed, 2);
        size_t size = term.size;

        if (size < 3 || size > 20 || term.bytes[0] < 'a' || term.bytes[0] > 'z' ||
            utf8_length(term.bytes, size) != size)
            continue;
        memcpy(out, term.bytes, size);
        while (errors-- > 0) {
            size_t at = random_below(seed, (uint32_t)size - 1);
            char last = out[at];

            switch (random_below(seed, 3)) {
            case 0:
                out[at] = (char)('a' + random_below(seed, 26));
                break;
            case 1:
                out[at] = out[at + 1];
                out[at + 1] = last;
                break;
            default:
                memmove(out + at, out + at + 1, --size - at);
                break;
            }
        }
        return (struct slice){.bytes = out, .size = size};
    }
}

static void test_the_walks_find_what_a_scan_finds(void **state)
{
    const struct charindex *index = *state;
    struct plan_fields names = {.bits = {1u << FIELD_NAME}};
    struct plan_fields all = {.bits = {0xFF}};
    uint64_t seed = 77;
    size_t any = 0;

    for (uint32_t round = 0; round < ROUNDS; round++) {
        const struct plan_fields *fields = round % 3 ? &all : &names;
        unsigned distance = 1 + round % 2;
        struct nearest_term found[NEAREST_MAX], expected[NEAREST_MAX];
        char text[32];
        struct slice word = misspell(index, &seed, text);
        struct budget budget = {.left = {[BUDGET_SPELL] = INT64_MAX}, .find = INT64_MAX};
        size_t count = nearest_terms(index, fields, word, distance, &budget, found);

        assert_int_equal(count, scan(index, fields, word, distance, expected));
        for (size_t i = 0; i < count; i++)
            if (found[i].term != expected[i].term || found[i].cost != expected[i].cost ||
                found[i].known != expected[i].known)
                fail_msg("\"%.*s\", %u: number %zu differs", (int)word.size, word.bytes, distance,
                         i);
        any += count > 0;
    }
    assert_true(any > ROUNDS / 2);
}

static void test_words_of_any_size(void **state)
{
    const struct charindex *index = *state;
    struct plan_fields all = {.bits = {0xFF}};
    struct nearest_term found[NEAREST_MAX];
    char text[128];
    struct budget budget = BUDGET_INIT;

    memset(text, 'q', sizeof text);
    for (size_t size = 0; size <= sizeof text; size++)
        for (unsigned distance = 0; distance < 4; distance++)
            assert_true(nearest_terms(index, &all, (struct slice){text, size}, distance, &budget,
                                      found) <= NEAREST_MAX);
    assert_int_equal(nearest_terms(index, &all, (struct slice){text, 0}, 2, &budget, found), 0);
    assert_int_equal(
        nearest_terms(index, &all, (struct slice){"\xF4\x8F\xBF\xBF", 4}, 2, &budget, found), 0);
}

/* A letter left out is a likelier error than a wrong one. */
static void test_longer_terms_come_first(void **state)
{
    const struct charindex *index = *state;
    struct plan_fields all = {.bits = {0xFF}};
    struct nearest_term found[NEAREST_MAX];
    struct budget budget = BUDGET_INIT;
    size_t count = nearest_terms(index, &all, slice_of("casle"), 1, &budget, found);

    assert_true(count > 1); /* castle, cable */
    assert_true(slice_is(charindex_term_text(index, found[0].term), "castle"));
    for (size_t i = 1; i < count; i++)
        assert_true(found[i].cost > found[i - 1].cost || found[i - 1].longer || !found[i].longer);
}

/* The cost has a limit, and the budget is shared with the next word. */
static void test_the_budget_runs_out(void **state)
{
    const struct charindex *index = *state;
    struct plan_fields all = {.bits = {0xFF}};
    struct nearest_term found[NEAREST_MAX];
    struct budget budget = {.left = {[BUDGET_SPELL] = 600}, .find = 600};

    (void)nearest_terms(index, &all, (struct slice){"xqzzyk", 6}, 2, &budget, found);
    assert_true(budget.left[BUDGET_SPELL] <= 0);
    assert_int_equal(nearest_terms(index, &all, (struct slice){"smyle", 5}, 2, &budget, found), 0);
    assert_true(budget.left[BUDGET_SPELL] <= 0);
}

static void test_a_wrong_first_letter_takes_few_steps(void **state)
{
    static const struct {
        const char *word, *term;
    } errors[] = {{"nowman", "snowman"}, {"jellow", "yellow"}, {"lrrow", "arrow"}};
    const struct charindex *index = *state;
    struct plan_fields all = {.bits = {0xFF}};

    for (size_t i = 0; i < COUNT(errors); i++) {
        struct nearest_term found[NEAREST_MAX];
        struct budget budget = {.left = {[BUDGET_SPELL] = 5000}, .find = 5000};
        size_t count = nearest_terms(index, &all, slice_of(errors[i].word), 1, &budget, found);

        assert_true(budget.left[BUDGET_SPELL] > 0);
        if (count == 0 || !slice_is(charindex_term_text(index, found[0].term), errors[i].term))
            fail_msg("%s", errors[i].word);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_costs),
        cmocka_unit_test(test_the_walks_find_what_a_scan_finds),
        cmocka_unit_test(test_longer_terms_come_first),
        cmocka_unit_test(test_words_of_any_size),
        cmocka_unit_test(test_the_budget_runs_out),
        cmocka_unit_test(test_a_wrong_first_letter_takes_few_steps),
    };

    return cmocka_run_group_tests(tests, german_setup, index_teardown);
}
