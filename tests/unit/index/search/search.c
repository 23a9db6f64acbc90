/*
 * Searches from end to end over the real index. Queries of words in scope name are compared with an
 * oracle that scans all names, without postings. Then pages at any offset, pasted text in its
 * order, every official name, and the options.
 */

#include "index/search/search.h"

#include "index/base/buffer.h"
#include "index/text/words.h"
#include "tests/unit/index/file/small_image.h"
#include "tests/unit/index/search/finding.h"

enum { QUERIES = 400, PAGES = 300, WORDS_MAX = 32 };

/* The index, and the oracle's data: each document's words, hashed, from words[begins[document]]
 * on. */
struct world {
    struct charindex *index;
    uint64_t *words;
    uint32_t *begins;
};

/* FNV-1a with 64 bits: no collisions among Unicode's 13,000 words. */
static uint64_t hash_of(const struct word *word)
{
    uint64_t hash = 14695981039346656037u;

    for (size_t i = 0; i < word->size; i++)
        hash = (hash ^ (unsigned char)word->folded[i]) * 1099511628211u;
    return hash;
}

static int oracle_make(void **state)
{
    struct world *world = calloc(1, sizeof *world);
    uint32_t count = 0;
    void *index;

    *state = world;
    if (!world || german_setup(&index) != 0)
        return -1;
    world->index = index;
    world->begins =
        calloc((size_t)charindex_first_sequence(world->index) + 1, sizeof *world->begins);
    world->words = calloc((size_t)charindex_first_sequence(world->index) * 8, sizeof *world->words);
    if (!world->begins || !world->words)
        return -1;
    for (uint32_t i = 0; i < charindex_first_sequence(world->index); i++) {
        struct slice name = indexed_part(world->index, i);
        struct words words;
        struct word word;

        words_init(&words, name.bytes, name.size);
        while (words_next(&words, &word) && count < charindex_first_sequence(world->index) * 8)
            world->words[count++] = hash_of(&word);
        world->begins[i + 1] = count;
    }
    return count < charindex_first_sequence(world->index) * 8 ? 0 : -1;
}

static int oracle_free(void **state)
{
    struct world *world = *state;

    charindex_unref(world->index);
    free(world->begins);
    free(world->words);
    free(world);
    return 0;
}

static bool has_word(const struct world *world, uint32_t document, uint64_t hash)
{
    for (uint32_t i = world->begins[document]; i < world->begins[document + 1]; i++)
        if (world->words[i] == hash)
            return true;
    return false;
}

static bool has_all(const struct world *world, uint32_t document, const uint64_t *hashes,
                    size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!has_word(world, document, hashes[i]))
            return false;
    return true;
}

/*
 * Words.
 */

/* Appends a word of the document's name, in random case; false: it has none. */
static bool append_random_word(const struct world *world, uint32_t document, uint64_t *seed,
                               struct buffer *query, uint64_t *hash)
{
    struct slice name = indexed_part(world->index, document);
    struct word list[WORDS_MAX];
    struct words words;
    uint32_t count = 0, chosen;

    words_init(&words, name.bytes, name.size);
    while (count < WORDS_MAX && words_next(&words, &list[count]))
        count++;
    if (count == 0)
        return false;
    chosen = random_below(seed, count);
    *hash = hash_of(&list[chosen]);
    for (size_t i = list[chosen].begin; i < list[chosen].end; i++) {
        char c = name.bytes[i];

        if (c >= 'A' && c <= 'Z' && random_below(seed, 2))
            c = (char)(c + ('a' - 'A'));
        buffer_append(query, &c, 1);
    }
    return true;
}

static void assert_as_the_oracle(const struct world *world, const struct buffer *query,
                                 const uint64_t *hashes, size_t count)
{
    struct search search;
    uint32_t *list, at = 0;

    open_good(&search, world->index, query->bytes, query->size);
    list = list_all(&search);
    for (uint32_t i = 0; i < charindex_first_sequence(world->index); i++) {
        if (!has_all(world, i, hashes, count))
            continue;
        if (at >= search_total(&search) || list[at] != i)
            fail_msg("\"%.*s\" does not find document %u", (int)query->size, query->bytes, i);
        at++;
    }
    if (at != search_total(&search))
        fail_msg("\"%.*s\" finds too many", (int)query->size, query->bytes);
    free(list);
    search_release(&search);
}

static void test_random_words_find_what_a_scan_finds(void **state)
{
    static const char *const separators[] = {" ", "  ", ",", ", ", "\t", "-", "\xE3\x80\x80", "/"};
    struct world *world = *state;
    uint64_t seed = 20230901;

    for (int round = 0; round < QUERIES; round++) {
        uint32_t document = random_below(&seed, charindex_first_sequence(world->index));
        uint32_t wanted = 1 + random_below(&seed, 4);
        struct buffer query = BUFFER_INIT;
        uint64_t hashes[4];
        size_t count = 0;

        for (uint32_t i = 0; i < wanted; i++) {
            /* Mostly of one name, so that something is found; sometimes of any. */
            if (random_below(&seed, 8) == 0)
                document = random_below(&seed, charindex_first_sequence(world->index));
            if (count > 0)
                buffer_append_text(&query, separators[random_below(&seed, COUNT(separators))]);
            count += append_random_word(world, document, &seed, &query, &hashes[count]);
        }
        if (count > 0)
            assert_as_the_oracle(world, &query, hashes, count);
        buffer_release(&query);
    }
}

static void test_words_in_any_order_and_number(void **state)
{
    struct world *world = *state;
    char many[QUERY_MAX_SIZE];

    ASSERT_FINDS(world->index, "registered", 0xAE);
    ASSERT_FINDS(world->index, "REGISTERED sign", 0xAE);
    ASSERT_FINDS(world->index, "sign,registered", 0xAE);
    ASSERT_FINDS(world->index, "registered registered", 0xAE);
    ASSERT_FINDS(world->index, "cat face", 0x1F431, 0x1F638, 0x1F639, 0x1F63A, 0x1F63B, 0x1F63C,
                 0x1F63D, 0x1F63E, 0x1F63F, 0x1F640);
    ASSERT_FINDS_NOTHING(world->index, "xyzzy");
    ASSERT_FINDS_NOTHING(world->index, "registered xyzzy");
    ASSERT_FINDS_NOTHING(world->index, "registered cat");
    ASSERT_FINDS_NOTHING(world->index, "regist");
    ASSERT_FINDS_NOTHING(world->index, "control 0007"); /* a label is not a name */
    ASSERT_FINDS_NOTHING(world->index, "");
    ASSERT_FINDS_NOTHING(world->index, " ,, ");

    for (size_t i = 0; i < sizeof many; i += 2)
        memcpy(many + i, "a ", 2);
    many[sizeof many - 1] = '\0';
    assert_int_equal(total_of(world->index, many), total_of(world->index, "a"));
    memset(many, 'a', sizeof many - 1);
    ASSERT_FINDS_NOTHING(world->index, many);
}

static void test_well_known_totals(void **state)
{
    struct world *world = *state;

    if (strcmp(charindex_unicode_version(world->index), "15.0") != 0)
        skip();
    assert_int_equal(total_of(world->index, "digit"), 898);
    assert_int_equal(total_of(world->index, "chess black"), 33);
    assert_int_equal(total_of(world->index, "sun"), 17);
    assert_int_equal(total_of(world->index, "cjk"), 98263);
}

/*
 * Code points.
 */

static void test_code_points(void **state)
{
    static const char *const forms[] = {"U+2600",  "u+2600",   "0x2600",    "\\u2600",
                                        "&#9728;", "&#x2600;", "\\u{2600}", "\xE2\x98\x80"};
    struct world *world = *state;

    for (size_t i = 0; i < COUNT(forms); i++)
        ASSERT_FINDS(world->index, forms[i], 0x2600);
    ASSERT_FINDS(world->index, "&starf;", 0x2605);
    ASSERT_FINDS(world->index, "U+0007", 0x07);
    ASSERT_FINDS(world->index, "U+9F", 0x9F);
    ASSERT_FINDS(world->index, "U+2600 sun", 0x2600);
    ASSERT_FINDS(world->index, "sun U+2600 &#9728;", 0x2600);
    ASSERT_FINDS_NOTHING(world->index, "U+2600 U+2601"); /* no character is both */
    ASSERT_FINDS_NOTHING(world->index, "U+2600 moon");
    ASSERT_FINDS_NOTHING(world->index, "U+D800");
    ASSERT_FINDS_NOTHING(world->index, "U+E000");
    ASSERT_FINDS_NOTHING(world->index, "U+0378");
    ASSERT_FINDS_NOTHING(world->index, "U+10FFFF");
}

static void test_a_single_letter_that_is_not_a_word(void **state)
{
    struct world *world = *state;

    ASSERT_FINDS(world->index, "\xCF\x80", 0x3C0);
    ASSERT_FINDS(world->index, "\xCE\xA0", 0x3A0); /* not folded */
    ASSERT_FINDS(world->index, "\xE4\xB8\x80", 0x4E00);
    ASSERT_FINDS(world->index, "\xC2\xBD", 0xBD);
    ASSERT_FINDS(world->index, "\xEF\xBC\xA1", 0xFF21);
    ASSERT_FINDS(world->index, "\xCF\x80 greek", 0x3C0);
    ASSERT_FINDS_NOTHING(world->index, "\xCF\x80 cat");
    ASSERT_FINDS_NOTHING(world->index, "\xCF\x80 \xCF\x83");
    ASSERT_FINDS_NOTHING(world->index, "\xCF\x80\xCF\x83"); /* two letters are a word */
    assert_true(total_of(world->index, "a") > 100);
    /* A letter that folds to a word of names is that word: the long s, the kelvin sign. */
    assert_int_equal(total_of(world->index, "\xC5\xBF"), total_of(world->index, "s"));
    assert_int_equal(total_of(world->index, "\xE2\x84\xAA"), total_of(world->index, "k"));
}

static void test_refused_queries_leave_nothing_to_release(void **state)
{
    static const struct {
        const char *text;
        size_t column;
    } bad[] = {{"cat U+", 7},   {"sun \xFF", 5},       {"block:arows", 7}, {"cat age:>=x", 9},
               {"plane:17", 7}, {"U+2600..U+25FF", 9}, {"cat \"face", 5},  {"cat |", 5}};
    struct world *world = *state;
    struct query_error error;
    struct search search;
    char endless[2 * QUERY_MAX_SIZE];

    for (size_t i = 0; i < COUNT(bad); i++) {
        assert_int_equal(
            search_open(&search, world->index, &book, bad[i].text, strlen(bad[i].text), &error),
            SEARCH_BAD_QUERY);
        assert_int_equal(error.column, bad[i].column);
        assert_true(error.message[0] != '\0');
    }
    memset(endless, '-', sizeof endless);
    assert_int_equal(search_open(&search, world->index, &book, endless, sizeof endless, &error),
                     SEARCH_BAD_QUERY);
    assert_int_equal(error.column, QUERY_MAX_SIZE + 1);
}

/*
 * Cursors.
 */

static void assert_pages(const struct search *search, const uint32_t *list, uint64_t *seed)
{
    uint32_t total = search_total(search);

    for (int i = 0; i < PAGES; i++) {
        uint32_t at = random_below(seed, total + 3), size = 1 + random_below(seed, 200), first,
                 count;
        struct search_cursor cursor;

        search_seek(search, at, &cursor);
        for (uint32_t left = size; left > 0; left -= count, at += count) {
            count = search_next(&cursor, left, &first);
            if (count == 0)
                break;
            assert_true(count <= left && at < total && count <= total - at);
            for (uint32_t j = 0; j < count; j++)
                assert_int_equal(first + j, list[at + j]);
        }
        assert_true(at >= total || search_next(&cursor, 1, &first) == 1);
    }
}

static void test_pages_at_any_offset_are_parts_of_the_list(void **state)
{
    static const char *const queries[] = {
        "cjk",      "digit",      "letter", "latin small", "sign",
        "a",        "sun",        "u+2600", "xyzzy",       "?!\xE2\x98\x82\xE2\x98\x80",
        "syllable", "registered",
    };
    struct world *world = *state;
    uint64_t seed = 99;

    for (size_t i = 0; i < COUNT(queries); i++) {
        struct search search;
        uint32_t *list;

        open_good(&search, world->index, queries[i], strlen(queries[i]));
        list = list_all(&search);
        assert_pages(&search, list, &seed);
        free(list);
        search_release(&search);
    }
}

static void test_beyond_the_end_is_the_end(void **state)
{
    static const uint32_t beyond[] = {0, 1, 1000, INT32_MAX, UINT32_MAX};
    struct world *world = *state;
    struct search search;

    open_good(&search, world->index, "digit", 5);
    for (size_t i = 0; i < COUNT(beyond); i++) {
        struct search_cursor cursor;
        uint32_t first, offset = search_total(&search);

        offset = beyond[i] > UINT32_MAX - offset ? UINT32_MAX : offset + beyond[i];
        search_seek(&search, offset, &cursor);
        assert_int_equal(search_next(&cursor, UINT32_MAX, &first), 0);
        assert_int_equal(search_next(&cursor, 1, &first), 0);
    }
    search_release(&search);
}

static void test_one_at_a_time_is_the_whole_list(void **state)
{
    struct world *world = *state;
    struct search_cursor cursor;
    struct search search;
    uint32_t *list, first, at = 0;

    open_good(&search, world->index, "letter small", 12);
    list = list_all(&search);
    search_seek(&search, 0, &cursor);
    while (search_next(&cursor, 1, &first) > 0)
        assert_int_equal(first, list[at++]);
    assert_int_equal(at, search_total(&search));
    free(list);
    search_release(&search);
}

/*
 * Options.
 */

/* The plan is stored if it may be needed. */
static void test_plans_are_stored(void **state)
{
    static const struct search_options options[] = {
        {.scope = SCOPE_ALL},
        {.sort = SORT_RELEVANCE},
        {.scope = SCOPE_ALL, .sort = SORT_RELEVANCE, .unfold = true},
        {.explain = true},
    };
    static const char *const queries[] = {
        "cat",
        "xyzzyplugh",
        "",
        "\xE2\x98\x82\xE2\x98\x80",
        "tibetan letter -a",
        "cjk unified ideograph-4e00",
        "smyle",
    };
    struct world *world = *state;

    for (size_t i = 0; i < COUNT(options) * COUNT(queries); i++) {
        const char *text = queries[i % COUNT(queries)];
        struct search search;

        open_with(&search, world->index, &options[i / COUNT(queries)], text, strlen(text));
        assert_non_null(search.plan);
        search_release(&search);
        assert_null(search.plan);
    }
}

/* A ranking only changes the order; pasted text keeps its order, also with readings. */
static void test_relevance_is_an_order(void **state)
{
    static const char *const queries[] = {"cat",       "letter a*", "heart", "digit", "letter -cjk",
                                          "arrow|sun", ":-)",       ";-)",   "-->"};
    struct search_options ranked = {.scope = SCOPE_ALL, .sort = SORT_RELEVANCE};
    struct world *world = *state;

    for (size_t i = 0; i < COUNT(queries); i++) {
        struct search a, b;
        uint32_t *list, *seen = calloc(charindex_documents(world->index), sizeof *seen);

        assert_non_null(seen);
        open_with(&a, world->index, &everywhere, queries[i], strlen(queries[i]));
        open_with(&b, world->index, &ranked, queries[i], strlen(queries[i]));
        assert_int_equal(search_total(&a), search_total(&b));
        list = list_all(&a);
        for (uint32_t j = 0; j < search_total(&a); j++)
            seen[list[j]]++;
        free(list);
        list = list_all(&b);
        for (uint32_t j = 0; j < search_total(&b); j++)
            assert_int_equal(seen[list[j]]++, 1); /* once in each */
        free(list);
        free(seen);
        search_release(&a);
        search_release(&b);
    }
    {
        uint32_t total, first = first_of(world->index, &ranked, "\xE2\x98\x82\xE2\x98\x80", &total);

        assert_int_equal(first, document_of(world->index, 0x2602));
        assert_int_equal(total, 2);
    }
}

/* A query that is too expensive is refused, with a position. */
static void test_expensive_queries_are_refused(void **state)
{
    struct world *world = *state;
    char text[QUERY_MAX_SIZE + 1] = "";
    struct query_error error = {.column = 0};
    struct search search;
    size_t size = 0;

    for (uint32_t i = 0; size + 8 < sizeof text; i++)
        size += (size_t)snprintf(text + size, sizeof text - size, "%s%c%.*s*", i > 0 ? "|" : "",
                                 'a' + i % 26, (int)(i / 26), "aeiouaeiou");
    assert_int_equal(search_open(&search, world->index, &book, text, size, &error),
                     SEARCH_BAD_QUERY);
    assert_in_range(error.column, 1, size);
    assert_non_null(strstr(error.message, "query too expensive: "));
}

/* A search holds its own reference: the caller may replace the index. */
static void test_a_search_keeps_its_index(void **state)
{
    static struct small_image image;
    struct charindex *index;
    struct search search;
    struct reason reason;
    struct image own;

    (void)state;
    small_image_make(&image);
    assert_int_equal(image_allocate(&own, image.size), 0);
    memcpy(own.bytes, image.bytes, image.size);
    assert_int_equal(charindex_adopt(&own, &index, &reason), CHARINDEX_OK);
    open_good(&search, index, "letter", 6);
    charindex_unref(index);
    assert_int_equal(search_total(&search), 3);
    assert_int_equal(charindex_code_point(search.index, posting_first(&search.result.postings, 0)),
                     0x41);
    search_release(&search);
    assert_null(search.index);
}

static struct budget budget_of(struct charindex *index, const char *text)
{
    const struct search_options options = {.scope = SCOPE_ALL, .sort = SORT_RELEVANCE};
    struct query_error error;
    struct search search;
    struct budget budget;

    assert_int_equal(search_open(&search, index, &options, text, strlen(text), &error), SEARCH_OK);
    budget = search.budget;
    search_release(&search);
    return budget;
}

/* A query of 1,024 bytes whose clauses are the same costs no more than one of them does. It may cost
 * less: so long a text has fewer readings, and other words are not tried instead of so many. */
static void test_repeats_cost_nothing(void **state)
{
    enum { DOCUMENT_STEPS = 2000 }; /* the last document overdraws by less */
    static const struct {
        const char *once, *begin, *repeat;
    } cases[] = {{"face|_", "face", "|_"}, {"hand|q", "hand", "|q"}, {"cat face", "cat", " face"}};

    const struct world *world = *state;

    for (size_t i = 0; i < COUNT(cases); i++) {
        char text[QUERY_MAX_SIZE + 1];
        size_t size = strlen(cases[i].begin), more = strlen(cases[i].repeat);
        struct budget once, often;

        memcpy(text, cases[i].begin, size);
        for (; size + more <= QUERY_MAX_SIZE; size += more)
            memcpy(text + size, cases[i].repeat, more);
        text[size] = '\0';
        once = budget_of(world->index, cases[i].once);
        often = budget_of(world->index, text);
        more = (size - strlen(cases[i].once)) * QUERY_BYTE_STEPS; /* they are parsed */
        (void)budget_take(&once, BUDGET_EVALUATE, more);
        for (int stage = 0; stage < BUDGET_STAGES; stage++) {
            int64_t least = once.left[stage] < 0 ? once.left[stage] : 0; /* all was spent */

            if (once.left[stage] > 0)
                assert_true(often.left[stage] >= once.left[stage]);
            else
                assert_true(often.left[stage] > least - DOCUMENT_STEPS);
        }
        assert_true(often.find >= once.find);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_random_words_find_what_a_scan_finds),
        cmocka_unit_test(test_words_in_any_order_and_number),
        cmocka_unit_test(test_well_known_totals),
        cmocka_unit_test(test_code_points),
        cmocka_unit_test(test_a_single_letter_that_is_not_a_word),
        cmocka_unit_test(test_refused_queries_leave_nothing_to_release),
        cmocka_unit_test(test_pages_at_any_offset_are_parts_of_the_list),
        cmocka_unit_test(test_beyond_the_end_is_the_end),
        cmocka_unit_test(test_one_at_a_time_is_the_whole_list),
        cmocka_unit_test(test_plans_are_stored),
        cmocka_unit_test(test_relevance_is_an_order),
        cmocka_unit_test(test_expensive_queries_are_refused),
        cmocka_unit_test(test_repeats_cost_nothing),
        cmocka_unit_test(test_a_search_keeps_its_index),
    };

    return cmocka_run_group_tests(tests, oracle_make, oracle_free);
}
