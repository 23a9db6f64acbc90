/*
 * Searches from end to end over the real index. The book's queries, words of names, against an
 * oracle that knows no postings: it looks at all names, one after the other. Then pages at any
 * offset, pasted text in its order, every official name there is, and what the options change.
 */

#include "index/search/search.h"

#include "index/base/buffer.h"
#include "index/unicode/words.h"
#include "tests/unit/index/file/small_image.h"
#include "tests/unit/index/search/world.h"

enum { QUERIES = 400, PAGES = 300, WORDS_MAX = 32 };

/* The index, and what the oracle has instead of postings: each document's words, hashed, from
 * words[begins[document]] on. */
struct world {
    struct charindex *index;
    uint64_t *words;
    uint32_t *begins;
};

/* FNV-1a with 64 bits: no two of Unicode's 13,000 words meet. */
static uint64_t hash_of(const struct word *word)
{
    uint64_t hash = 14695981039346656037u;

    for (size_t i = 0; i < word->size; i++)
        hash = (hash ^ (unsigned char)word->folded[i]) * 1099511628211u;
    return hash;
}

/* The part of a name that has words: no label, and no hexadecimal ending of an ideograph. */
static struct slice indexed_part(const struct charindex *index, uint32_t document)
{
    static const char *const rules[] = {"CJK UNIFIED IDEOGRAPH-", "CJK COMPATIBILITY IDEOGRAPH-",
                                        "TANGUT IDEOGRAPH-"};
    struct slice name = charindex_name(index, document);

    if (name.bytes[0] == '<')
        name.size = 0;
    for (size_t i = 0; i < COUNT(rules); i++)
        if (name.size > strlen(rules[i]) && memcmp(name.bytes, rules[i], strlen(rules[i])) == 0)
            name.size = strlen(rules[i]);
    return name;
}

static int oracle_make(void **state)
{
    struct world *world = calloc(1, sizeof *world);
    uint32_t count = 0;
    void *index;

    *state = world;
    if (!world || world_make(&index) != 0)
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

static void open_with(struct search *search, struct charindex *index,
                      const struct search_options *options, const char *text, size_t size)
{
    struct query_error error;
    char *copy = malloc(size ? size : 1);

    assert_non_null(copy);
    memcpy(copy, text, size);
    if (search_open(search, index, options, copy, size, &error) != SEARCH_OK)
        fail_msg("\"%.*s\" was refused: %s", (int)size, text, error.message);
    free(copy);
    stack_trample();
}

/* As the book has it. */
static const struct search_options book = {.scope = SCOPE_NAME, .sort = SORT_CODE_POINT};

static void open_good(struct search *search, struct charindex *index, const char *text, size_t size)
{
    open_with(search, index, &book, text, size);
    assert_null(search->suggestion);
    assert_null(search->plan);
}

/* The whole result, one document after the other; for free(). */
static uint32_t *list_all(const struct search *search)
{
    uint32_t total = search->result.total, count, first, at = 0;
    uint32_t *list = malloc(total * sizeof *list + !total);
    struct search_cursor cursor;

    assert_non_null(list);
    search_seek(search, 0, &cursor);
    while ((count = search_next(&cursor, UINT32_MAX, &first)) > 0) {
        assert_true(count <= total - at);
        for (uint32_t i = 0; i < count; i++)
            list[at++] = first + i;
    }
    assert_int_equal(at, total);
    assert_int_equal(search_next(&cursor, 1, &first), 0); /* the end stays the end */
    return list;
}

/* Exactly these code points, in this order; 0xFFFFFFFF ends them. */
static void assert_finds(struct charindex *index, const char *text, const uint32_t *points)
{
    struct search search;
    uint32_t *list, count = 0;

    open_good(&search, index, text, strlen(text));
    list = list_all(&search);
    for (; points[count] != UINT32_MAX; count++)
        if (count >= search.result.total ||
            charindex_code_point(index, list[count]) != points[count])
            fail_msg("\"%s\" does not find U+%04X in its place", text, points[count]);
    if (search.result.total != count)
        fail_msg("\"%s\" finds %u instead of %u", text, search.result.total, count);
    free(list);
    search_release(&search);
}

#define ASSERT_FINDS(text, ...)                                                                    \
    assert_finds(world->index, (text), (uint32_t[]){__VA_ARGS__, UINT32_MAX})
#define ASSERT_FINDS_NOTHING(text) assert_finds(world->index, (text), (uint32_t[]){UINT32_MAX})

static uint32_t total_of(struct charindex *index, const char *text)
{
    struct search search;
    uint32_t total;

    open_good(&search, index, text, strlen(text));
    total = search.result.total;
    search_release(&search);
    return total;
}

/*
 * Words.
 */

/* One word of the document's name, in random case, appended; false where it has none. */
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
        if (at >= search.result.total || list[at] != i)
            fail_msg("\"%.*s\" does not find document %u", (int)query->size, query->bytes, i);
        at++;
    }
    if (at != search.result.total)
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

    ASSERT_FINDS("registered", 0xAE);
    ASSERT_FINDS("REGISTERED sign", 0xAE);
    ASSERT_FINDS("sign,registered", 0xAE);
    ASSERT_FINDS("registered registered", 0xAE);
    ASSERT_FINDS("cat face", 0x1F431, 0x1F638, 0x1F639, 0x1F63A, 0x1F63B, 0x1F63C, 0x1F63D, 0x1F63E,
                 0x1F63F, 0x1F640);
    ASSERT_FINDS_NOTHING("xyzzy");
    ASSERT_FINDS_NOTHING("registered xyzzy");
    ASSERT_FINDS_NOTHING("registered cat");
    ASSERT_FINDS_NOTHING("regist");
    ASSERT_FINDS_NOTHING("control 0007"); /* a label is no name */
    ASSERT_FINDS_NOTHING("");
    ASSERT_FINDS_NOTHING(" ,, ");

    for (size_t i = 0; i < sizeof many; i += 2)
        memcpy(many + i, "a ", 2);
    many[sizeof many - 1] = '\0';
    assert_int_equal(total_of(world->index, many), total_of(world->index, "a"));
    memset(many, 'a', sizeof many - 1);
    ASSERT_FINDS_NOTHING(many);
}

static void test_totals_known_to_everybody(void **state)
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
 * Code points and pasted text.
 */

static void test_code_points(void **state)
{
    static const char *const forms[] = {"U+2600",  "u+2600",   "0x2600",    "\\u2600",
                                        "&#9728;", "&#x2600;", "\\u{2600}", "\xE2\x98\x80"};
    struct world *world = *state;

    for (size_t i = 0; i < COUNT(forms); i++)
        ASSERT_FINDS(forms[i], 0x2600);
    ASSERT_FINDS("&starf;", 0x2605);
    ASSERT_FINDS("U+0007", 0x07);
    ASSERT_FINDS("U+9F", 0x9F);
    ASSERT_FINDS("U+2600 sun", 0x2600);
    ASSERT_FINDS("sun U+2600 &#9728;", 0x2600);
    ASSERT_FINDS_NOTHING("U+2600 U+2601"); /* no character is both */
    ASSERT_FINDS_NOTHING("U+2600 moon");
    ASSERT_FINDS_NOTHING("U+D800");
    ASSERT_FINDS_NOTHING("U+E000");
    ASSERT_FINDS_NOTHING("U+0378");
    ASSERT_FINDS_NOTHING("U+10FFFF");
}

static void test_pasted_text_keeps_its_order(void **state)
{
    struct world *world = *state;

    ASSERT_FINDS("\xE2\x98\x82\xE2\x98\x80\xE2\x98\x81", 0x2602, 0x2600, 0x2601);
    ASSERT_FINDS("\xE2\x98\x82 \xE2\x98\x80, \xE2\x98\x81", 0x2602, 0x2600, 0x2601);
    ASSERT_FINDS("\xF0\x9F\x98\x80!", 0x1F600, 0x21);
    ASSERT_FINDS("\\u2602\\u2600", 0x2602, 0x2600);
    ASSERT_FINDS("&nvlt;", 0x3C, 0x20D2);
    ASSERT_FINDS("\\x43\\x42\\x41", 0x43, 0x42, 0x41); /* neighbours, backwards */
}

static void test_pasted_duplicates_come_once_where_they_were_first(void **state)
{
    struct world *world = *state;

    ASSERT_FINDS("\xE2\x98\x80\xE2\x98\x80", 0x2600);
    ASSERT_FINDS("\xE2\x98\x81\xE2\x98\x80\xE2\x98\x81\xE2\x98\x80\xE2\x98\x82", 0x2601, 0x2600,
                 0x2602);
    ASSERT_FINDS("!?!!??", 0x21, 0x3F);
}

static void test_pasted_characters_without_a_name_are_left_out(void **state)
{
    struct world *world = *state;

    ASSERT_FINDS_NOTHING("\xEE\x80\x80");
    ASSERT_FINDS("\xEE\x80\x80\xE2\x98\x80\xEF\xBF\xBF\x01", 0x2600, 0x01);
    ASSERT_FINDS("\xE2\x98\x80\xEE\x80\x80\xE2\x98\x81", 0x2600, 0x2601);
}

static void test_pasted_text_beside_clauses_is_a_set(void **state)
{
    struct world *world = *state;

    ASSERT_FINDS("\xE2\x98\x82\xE2\x98\x81\xE2\x98\x80 black", 0x2600);
    ASSERT_FINDS("\xE2\x98\x83\xE2\x98\x82\xE2\x98\x81 U+2601", 0x2601);
    ASSERT_FINDS("?>=<; sign", 0x3C, 0x3D, 0x3E);
    ASSERT_FINDS("\xE2\x98\x82\xE2\x98\x80 \\u2600\\u2602", 0x2600, 0x2602);
    ASSERT_FINDS_NOTHING("\xE2\x98\x80 cat");
    ASSERT_FINDS_NOTHING("\xE2\x98\x80 U+2601");
}

static void test_the_longest_pasted_text(void **state)
{
    struct world *world = *state;
    char text[QUERY_MAX_SIZE + 1];
    struct search search;
    uint32_t *list;

    /* Descending arrows, then the same again: 341 characters in reverse order. */
    for (uint32_t i = 0; i < QUERY_MAX_SIZE / 3; i++)
        (void)utf8_write(text + (size_t)i * 3, 0x21FF - i % 112);
    open_good(&search, world->index, text, sizeof text / 3 * 3);
    assert_int_equal(search.result.total, 112);
    list = list_all(&search);
    for (uint32_t i = 0; i < 112; i++)
        assert_int_equal(charindex_code_point(world->index, list[i]), 0x21FF - i);
    free(list);
    search_release(&search);

    memset(text, '!', sizeof text);
    text[QUERY_MAX_SIZE] = '\0';
    ASSERT_FINDS(text, 0x21);
}

static void test_a_single_letter_that_is_no_word(void **state)
{
    struct world *world = *state;

    ASSERT_FINDS("\xCF\x80", 0x3C0);
    ASSERT_FINDS("\xCE\xA0", 0x3A0); /* not folded */
    ASSERT_FINDS("\xE4\xB8\x80", 0x4E00);
    ASSERT_FINDS("\xC2\xBD", 0xBD);
    ASSERT_FINDS("\xEF\xBC\xA1", 0xFF21);
    ASSERT_FINDS("\xCF\x80 greek", 0x3C0);
    ASSERT_FINDS_NOTHING("\xCF\x80 cat");
    ASSERT_FINDS_NOTHING("\xCF\x80 \xCF\x83");
    ASSERT_FINDS_NOTHING("\xCF\x80\xCF\x83"); /* two letters are a word */
    assert_true(total_of(world->index, "a") > 100);
    /* A letter that folds to one of names' own is that word: the long s, the kelvin sign. */
    assert_int_equal(total_of(world->index, "\xC5\xBF"), total_of(world->index, "s"));
    assert_int_equal(total_of(world->index, "\xE2\x84\xAA"), total_of(world->index, "k"));
}

/*
 * Whole names.
 */

static void test_names_whose_ending_is_no_word(void **state)
{
    struct world *world = *state;

    ASSERT_FINDS("CJK UNIFIED IDEOGRAPH-4E01", 0x4E01);
    ASSERT_FINDS("cjk unified ideograph-4e01", 0x4E01);
    ASSERT_FINDS("  Cjk Unified Ideograph-4e01 ", 0x4E01);
    ASSERT_FINDS("cjk unified ideograph-20000", 0x20000);
    ASSERT_FINDS("cjk compatibility ideograph-f900", 0xF900);
    ASSERT_FINDS("tangut ideograph-17000", 0x17000);
    ASSERT_FINDS_NOTHING("cjk unified ideograph-4dff"); /* another character */
    ASSERT_FINDS_NOTHING("cjk unified ideograph-04e01");
    ASSERT_FINDS_NOTHING("cjk unified ideograph-4e0");
    ASSERT_FINDS_NOTHING("cjk unified ideograph 4e01");
    ASSERT_FINDS_NOTHING("unified ideograph-4e01");
    ASSERT_FINDS_NOTHING("4e01");
    /* Here they are words: SQUARED CJK UNIFIED IDEOGRAPH-4E00 has all of the shorter name's. */
    ASSERT_FINDS("cjk unified ideograph-4e00", 0x4E00, 0x1F229);
    ASSERT_FINDS("cjk unified ideograph 4e00", 0x1F229);
    ASSERT_FINDS("squared cjk unified ideograph-4e00", 0x1F229);
}

static void test_names_that_the_grammar_reads_as_something_else(void **state)
{
    struct world *world = *state;

    ASSERT_FINDS("TIBETAN LETTER -A", 0xF60);
    ASSERT_FINDS(" tibetan letter -a ", 0xF60);
    assert_true(total_of(world->index, "tibetan letter -b") > 20); /* nobody's name */
    assert_true(total_of(world->index, "letter tibetan -a") > 20);
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

static void make_small(char *text, size_t size)
{
    for (size_t i = 0; i < size; i++)
        if (text[i] >= 'A' && text[i] <= 'Z')
            text[i] = (char)(text[i] | 0x20);
}

/* All of them; every other one in lower case. */
static void test_every_official_name_finds_its_character(void **state)
{
    struct world *world = *state;

    for (uint32_t i = 0; i < charindex_first_sequence(world->index); i++) {
        struct slice name = charindex_name(world->index, i);
        char text[WORD_MAX_SIZE];
        struct query_error error;
        struct search search;
        struct search_cursor cursor;
        uint32_t first, count;

        if (name.bytes[0] == '<')
            continue;
        assert_true(name.size <= sizeof text);
        memcpy(text, name.bytes, name.size);
        if (i % 2)
            make_small(text, name.size);
        if (search_open(&search, world->index, &book, text, name.size, &error) != SEARCH_OK)
            fail_msg("\"%.*s\" was refused: %s", (int)name.size, text, error.message);
        search_seek(&search, 0, &cursor);
        while ((count = search_next(&cursor, UINT32_MAX, &first)) > 0)
            if (i >= first && i - first < count)
                break;
        if (count == 0)
            fail_msg("\"%.*s\" does not find its character", (int)name.size, text);
        search_release(&search);
    }
}

/*
 * Cursors.
 */

static void assert_pages(const struct search *search, const uint32_t *list, uint64_t *seed)
{
    uint32_t total = search->result.total;

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
        uint32_t first, offset = search.result.total;

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
    assert_int_equal(at, search.result.total);
    free(list);
    search_release(&search);
}

/*
 * Options.
 */

static void test_names_of_options(void **state)
{
    enum search_scope scope;
    enum search_sort sort;

    (void)state;
    assert_true(search_scope_find("name", 4, &scope) && scope == SCOPE_NAME);
    assert_true(search_scope_find("all", 3, &scope) && scope == SCOPE_ALL);
    assert_true(search_sort_find("codepoint", 9, &sort) && sort == SORT_CODE_POINT);
    assert_true(search_sort_find("relevance", 9, &sort) && sort == SORT_RELEVANCE);
    assert_string_equal(search_scope_name(SCOPE_ALL), "all");
    assert_string_equal(search_sort_name(SORT_CODE_POINT), "codepoint");
    assert_false(search_scope_find("", 0, &scope));
    assert_false(search_scope_find("al", 2, &scope));
    assert_false(search_scope_find("all ", 4, &scope));
    assert_false(search_scope_find("ALL", 3, &scope));
    assert_false(search_sort_find("code point", 10, &sort));
    assert_false(search_sort_find("names", 5, &sort));
}

static void test_languages(void **state)
{
    struct world *world = *state;
    struct languages languages;
    struct slice bad = {.bytes = NULL};

    /* German is language 0, English language 1. */
    assert_true(languages_parse(world->index, "de", 2, &languages, &bad));
    assert_int_equal(languages.bits[0], 1);
    assert_true(languages_parse(world->index, " EN , de ", 9, &languages, &bad));
    assert_int_equal(languages.bits[0], 3);
    assert_true(languages_parse(world->index, "all", 3, &languages, &bad));
    assert_int_equal(languages.bits[0], 3);
    assert_true(languages_parse(world->index, "", 0, &languages, &bad));
    assert_int_equal(languages.bits[0], 3);
    assert_true(languages_parse(world->index, ",,en,", 5, &languages, &bad));
    assert_int_equal(languages.bits[0], 2);
    assert_false(languages_parse(world->index, "en,xx,yy", 8, &languages, &bad));
    assert_int_equal(bad.size, 2);
    assert_memory_equal(bad.bytes, "xx", 2);
    assert_false(languages_parse(world->index, "e", 1, &languages, &bad));
    assert_false(languages_parse(world->index, "english", 7, &languages, &bad));
    assert_false(languages_parse(world->index, "en;de", 5, &languages, &bad));
}

static const struct search_options everywhere = {.scope = SCOPE_ALL, .sort = SORT_CODE_POINT};

static uint32_t first_of(struct charindex *index, const struct search_options *options,
                         const char *text, uint32_t *total)
{
    struct search_cursor cursor;
    struct search search;
    uint32_t first = UINT32_MAX;

    open_with(&search, index, options, text, strlen(text));
    search_seek(&search, 0, &cursor);
    (void)search_next(&cursor, 1, &first);
    *total = search.result.total;
    search_release(&search);
    return first;
}

/* A flag is one result, and then nothing else of it; in names alone it is two letters. */
static void test_pasted_sequences(void **state)
{
    static const char *const flag = "\xF0\x9F\x87\xA8\xF0\x9F\x87\xAD";
    struct world *world = *state;
    uint32_t total;

    ASSERT_FINDS(flag, 0x1F1E8, 0x1F1ED);
    ASSERT_FINDS("\xE2\x9D\xA4\xEF\xB8\x8F", 0x2764, 0xFE0F);
    if (!world_has(world->index, SOURCE_EMOJI))
        skip();
    assert_int_equal(first_of(world->index, &everywhere, flag, &total),
                     sequence_of(world->index, flag));
    assert_int_equal(total, 1);
    assert_int_equal(first_of(world->index, &everywhere, "\xE2\x9D\xA4\xEF\xB8\x8F", &total),
                     document_of(world->index, 0x2764));
    assert_int_equal(total, 1);
    /* Beside a word, a code point is also what it is part of. */
    assert_int_equal(first_of(world->index, &everywhere, "keycap #", &total),
                     sequence_of(world->index, "#\xEF\xB8\x8F\xE2\x83\xA3"));
    assert_int_equal(total, 1);
    assert_int_equal(first_of(world->index, &book, "keycap #", &total), UINT32_MAX);
}

static void test_variants_unfold(void **state)
{
    struct search_options unfolded = everywhere;
    struct world *world = *state;
    uint32_t folded, all;

    if (!world_has(world->index, SOURCE_EMOJI))
        skip();
    unfolded.unfold = true;
    (void)first_of(world->index, &everywhere, "waving hand", &folded);
    (void)first_of(world->index, &unfolded, "waving hand", &all);
    assert_true(folded < all);
    assert_true(all >= 6);
}

static void test_suggestions(void **state)
{
    static const struct {
        const char *text, *suggestion;
    } queries[] = {{"smyle", "smile"}, {"lamdba", "lambda"}, {" copyrigth sign", " copyright sign"},
                   {"cat", NULL},      {"arro", NULL},       {"qzxwvkjqzxwvkj", NULL},
                   {"", NULL},         {"U+E000", NULL},     {"\"smyle\"", NULL}};
    struct world *world = *state;

    for (size_t i = 0; i < COUNT(queries); i++) {
        struct search search;

        open_with(&search, world->index, &everywhere, queries[i].text, strlen(queries[i].text));
        if (queries[i].suggestion) {
            assert_non_null(search.suggestion);
            assert_string_equal(search.suggestion, queries[i].suggestion);
            assert_true(search.result.total > 0);
        } else {
            assert_null(search.suggestion);
        }
        search_release(&search);
        open_good(&search, world->index, queries[i].text, strlen(queries[i].text));
        search_release(&search);
    }
}

/* The plan is kept where somebody may ask for it. */
static void test_plans_are_kept(void **state)
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

/* A ranking changes the order, and nothing else; pasted text keeps its own. */
static void test_relevance_is_an_order(void **state)
{
    static const char *const queries[] = {"cat",   "letter a*", "heart",
                                          "digit", "-cjk",      "arrow|sun"};
    struct search_options ranked = {.scope = SCOPE_ALL, .sort = SORT_RELEVANCE};
    struct world *world = *state;

    for (size_t i = 0; i < COUNT(queries); i++) {
        struct search a, b;
        uint32_t *list, *seen = calloc(charindex_documents(world->index), sizeof *seen);

        assert_non_null(seen);
        open_with(&a, world->index, &everywhere, queries[i], strlen(queries[i]));
        open_with(&b, world->index, &ranked, queries[i], strlen(queries[i]));
        assert_int_equal(a.result.total, b.result.total);
        list = list_all(&a);
        for (uint32_t j = 0; j < a.result.total; j++)
            seen[list[j]]++;
        free(list);
        list = list_all(&b);
        for (uint32_t j = 0; j < b.result.total; j++)
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

/* What would cost too much is refused, with its place. */
static void test_too_much_is_refused(void **state)
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
    assert_non_null(strstr(error.message, "than one query may cost"));
}

/* A search outlives the reference of who opened it: the index may be replaced meanwhile. */
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
    assert_int_equal(search.result.total, 3);
    assert_int_equal(charindex_code_point(search.index, posting_first(&search.result, 0)), 0x41);
    search_release(&search);
    assert_null(search.index);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_random_words_find_what_a_scan_finds),
        cmocka_unit_test(test_words_in_any_order_and_number),
        cmocka_unit_test(test_totals_known_to_everybody),
        cmocka_unit_test(test_code_points),
        cmocka_unit_test(test_pasted_text_keeps_its_order),
        cmocka_unit_test(test_pasted_duplicates_come_once_where_they_were_first),
        cmocka_unit_test(test_pasted_characters_without_a_name_are_left_out),
        cmocka_unit_test(test_pasted_text_beside_clauses_is_a_set),
        cmocka_unit_test(test_the_longest_pasted_text),
        cmocka_unit_test(test_a_single_letter_that_is_no_word),
        cmocka_unit_test(test_names_whose_ending_is_no_word),
        cmocka_unit_test(test_names_that_the_grammar_reads_as_something_else),
        cmocka_unit_test(test_refused_queries_leave_nothing_to_release),
        cmocka_unit_test(test_every_official_name_finds_its_character),
        cmocka_unit_test(test_pages_at_any_offset_are_parts_of_the_list),
        cmocka_unit_test(test_beyond_the_end_is_the_end),
        cmocka_unit_test(test_one_at_a_time_is_the_whole_list),
        cmocka_unit_test(test_names_of_options),
        cmocka_unit_test(test_languages),
        cmocka_unit_test(test_pasted_sequences),
        cmocka_unit_test(test_variants_unfold),
        cmocka_unit_test(test_suggestions),
        cmocka_unit_test(test_plans_are_kept),
        cmocka_unit_test(test_relevance_is_an_order),
        cmocka_unit_test(test_too_much_is_refused),
        cmocka_unit_test(test_a_search_keeps_its_index),
    };

    return cmocka_run_group_tests(tests, oracle_make, oracle_free);
}
