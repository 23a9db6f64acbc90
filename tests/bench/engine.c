/*
 * How long a query takes in process: from its text to the first page of 50 rows and the total.
 *
 * 10,000 queries of every kind are generated from the words of the index, the same ones in every
 * run, and run in both scopes and both orders. Each is timed five times, with the others in
 * between, so that a query does not find caches that it warmed itself. The median counts, because
 * it excludes interruptions by the rest of the machine. The queries that SQLite's FTS5 supports too
 * (words, prefixes, phrases) are also run there, over the same words in memory.
 */

#include <errno.h>
#include <getopt.h>
#include <sqlite3.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "index/base/utf8.h"
#include "index/search/query/grammar.h"
#include "tests/bench/first_page.h"
#include "tests/bench/measure.h"

enum {
    QUERIES = 10000,
    HOSTILE_SIZE = 1000,
    WORD_SIZE = 64, /* longer words are cut */
    POINTS_MAX = 8, /* of a pasted text */
    WRONG_CALL = 2,
};

enum kind {
    KIND_WORD,
    KIND_TWO_WORDS,
    KIND_THREE_WORDS,
    KIND_PREFIX,
    KIND_PHRASE,
    KIND_BOTH, /* FTS5 supports the kinds up to here */
    KIND_FULL_NAME = KIND_BOTH,
    KIND_RARE_WORD,
    KIND_KEYWORDS,
    KIND_ONE_LETTER,
    KIND_ONE_LETTER_PREFIX,
    KIND_TWO_LETTER_PREFIX,
    KIND_NOT,
    KIND_OR,
    KIND_RANGE,
    KIND_CODE_POINT,
    KIND_PASTED,
    KIND_PROPERTY,
    KIND_PROPERTY_AND_WORD,
    KIND_FIELD,
    KIND_MISSPELLING,
    KIND_MANY_PREFIXES,
    KIND_HOSTILE_WORDS,
    KIND_HOSTILE_PREFIXES,
    KIND_HOSTILE_BYTES,
    KIND_COUNT,
};

static const char *const kind_names[KIND_COUNT] = {
    [KIND_WORD] = "word",
    [KIND_TWO_WORDS] = "two words",
    [KIND_THREE_WORDS] = "three words",
    [KIND_PREFIX] = "prefix",
    [KIND_PHRASE] = "phrase",
    [KIND_FULL_NAME] = "full name",
    [KIND_RARE_WORD] = "any word of the index",
    [KIND_KEYWORDS] = "keywords, aliases, …",
    [KIND_ONE_LETTER] = "one letter",
    [KIND_ONE_LETTER_PREFIX] = "one letter prefix",
    [KIND_TWO_LETTER_PREFIX] = "two letter prefix",
    [KIND_NOT] = "not",
    [KIND_OR] = "or",
    [KIND_RANGE] = "range",
    [KIND_CODE_POINT] = "code point",
    [KIND_PASTED] = "pasted text",
    [KIND_PROPERTY] = "property",
    [KIND_PROPERTY_AND_WORD] = "property and word",
    [KIND_FIELD] = "field",
    [KIND_MISSPELLING] = "misspelling",
    [KIND_MANY_PREFIXES] = "a* b* c* | d* -e*",
    [KIND_HOSTILE_WORDS] = "1,000 bytes of words",
    [KIND_HOSTILE_PREFIXES] = "1,000 bytes of prefixes",
    [KIND_HOSTILE_BYTES] = "1,000 bytes of nonsense",
};

struct question {
    enum kind kind;
    size_t size;
    char text[QUERY_MAX_SIZE + 1];
    char match[3 * WORD_SIZE + 64]; /* the same for FTS5; empty: FTS5 does not support it */
    uint64_t turns[4][TURNS];       /* by scope and sort */
    uint64_t peer[TURNS];
    uint32_t total, peer_total; /* documents found in scope name */
};

struct bench {
    struct charindex *index;
    struct prng prng;
    struct question *questions; /* QUERIES of them */
    struct times kinds[KIND_COUNT][4];
};

/*
 * Generating questions.
 */

__attribute__((format(printf, 2, 3))) static void ask(struct question *question, const char *format,
                                                      ...)
{
    va_list arguments;
    size_t space = sizeof question->text - question->size;
    int size;

    va_start(arguments, format);
    size = vsnprintf(question->text + question->size, space, format, arguments);
    va_end(arguments);
    if (size > 0)
        question->size += (size_t)size < space ? (size_t)size : space - 1;
}

struct term_text {
    char text[WORD_SIZE];
};

static struct term_text word_of_term(const struct bench *bench, uint32_t term)
{
    struct slice text = charindex_term_text(bench->index, term);
    size_t size = text.size < WORD_SIZE ? text.size : WORD_SIZE - 1;
    struct term_text word = {0};

    while (size > 0 && size < text.size && ((unsigned char)text.bytes[size] & 0xC0) == 0x80)
        size--;
    memcpy(word.text, text.bytes, size);
    return word;
}

static struct term_text any_word(struct bench *bench)
{
    return word_of_term(bench, prng_below(&bench->prng, charindex_terms(bench->index)));
}

/* Words of a random name, common words more often. CJK ideographs, two thirds of all characters,
 * count once: the document is chosen among those with different words. */
static struct word_list any_name(struct bench *bench)
{
    const uint32_t characters = charindex_first_sequence(bench->index);

    for (;;) {
        uint32_t document = prng_below(&bench->prng, characters);
        struct word_list words = charindex_name_words(bench->index, document);
        bool crowd = charindex_name_words_end(bench->index, document) - document > 64 ||
                     (words.count > 0 && document > 0 &&
                      charindex_name_words_end(bench->index, document - 1) > document);

        if (words.count > 0 && (!crowd || prng_below(&bench->prng, 1000) == 0))
            return words;
    }
}

static struct term_text word_at(const struct bench *bench, struct word_list words, uint32_t at)
{
    return word_of_term(bench, le32toh(words.terms_le[at]));
}

static struct term_text name_word(struct bench *bench)
{
    struct word_list words = any_name(bench);

    return word_at(bench, words, prng_below(&bench->prng, words.count));
}

/* Words of one name, in any order; every fourth time with one word from another name. */
static void make_words(struct bench *bench, struct question *question, unsigned count)
{
    struct word_list words = any_name(bench);

    for (unsigned i = 0; i < count; i++) {
        struct term_text word = i > 0 && prng_below(&bench->prng, 4) == 0
                                    ? name_word(bench)
                                    : word_at(bench, words, prng_below(&bench->prng, words.count));
        size_t used = strlen(question->match);

        ask(question, "%s%s", i > 0 ? " " : "", word.text);
        snprintf(question->match + used, sizeof question->match - used, "%s\"%s\"",
                 i > 0 ? " AND " : "", word.text);
    }
}

static size_t letters(const char *text, size_t count)
{
    size_t size = 0;

    for (; count > 0 && text[size]; count--)
        do
            size++;
        while (((unsigned char)text[size] & 0xC0) == 0x80);
    return size;
}

static void make_prefix(struct bench *bench, struct question *question)
{
    struct term_text word = name_word(bench);
    int size = (int)letters(word.text, 2 + prng_below(&bench->prng, 4));

    ask(question, "%.*s*", size, word.text);
    snprintf(question->match, sizeof question->match, "\"%.*s\"*", size, word.text);
}

static void make_phrase(struct bench *bench, struct question *question)
{
    struct word_list words = any_name(bench);
    uint32_t at = words.count > 1 ? prng_below(&bench->prng, words.count - 1) : 0;
    struct term_text first = word_at(bench, words, at);
    struct term_text second = word_at(bench, words, at + 1 < words.count ? at + 1 : at);

    ask(question, "\"%s %s\"", first.text, second.text);
    snprintf(question->match, sizeof question->match, "\"%s %s\"", first.text, second.text);
}

static void make_full_name(struct bench *bench, struct question *question)
{
    struct slice name = charindex_name(
        bench->index, prng_below(&bench->prng, charindex_first_sequence(bench->index)));

    if (name.bytes[0] == '<') /* the label of a control character is not a name */
        ask(question, "SPACE");
    else
        ask(question, "%.*s", (int)name.size, name.bytes);
}

/* A text of a random document, other than its name. */
static void make_text(struct bench *bench, struct question *question, const char *before)
{
    for (;;) {
        uint32_t document = prng_below(&bench->prng, charindex_documents(bench->index));
        struct text_range texts = charindex_texts(bench->index, document);

        if (texts.first < texts.end) {
            struct text text = charindex_text(
                bench->index, texts.first + prng_below(&bench->prng, texts.end - texts.first));

            if (text.words.count > 0) {
                ask(question, "%s%s", before, word_at(bench, text.words, 0).text);
                if (!*before && text.words.count > 1)
                    ask(question, " %s", word_at(bench, text.words, 1).text);
                return;
            }
        }
    }
}

static uint32_t any_point(struct bench *bench)
{
    return charindex_code_point(bench->index,
                                prng_below(&bench->prng, charindex_first_sequence(bench->index)));
}

static void make_pasted(struct bench *bench, struct question *question)
{
    unsigned count = 1 + prng_below(&bench->prng, POINTS_MAX);

    for (unsigned i = 0; i < count; i++) {
        char bytes[5] = {0};
        uint32_t point;

        do /* symbols, and the emoji's blocks */
            point = prng_below(&bench->prng, 2) ? 0x2190 + prng_below(&bench->prng, 0x700)
                                                : 0x1F300 + prng_below(&bench->prng, 0x400);
        while (!charindex_find(bench->index, point, &(uint32_t){0}));
        (void)utf8_write(bytes, point);
        ask(question, "%s", bytes);
    }
}

static void make_property(struct bench *bench, struct question *question)
{
    enum property property = (enum property)prng_below(&bench->prng, PROPERTY_COUNT);
    struct value_range values = charindex_values(bench->index, property);

    if (values.first == values.end) {
        ask(question, "plane:%u", prng_below(&bench->prng, 3));
    } else {
        struct slice value = charindex_value_name(
            bench->index, values.first + prng_below(&bench->prng, values.end - values.first));

        ask(question, "%s:\"%.*s\"", property_name(property), (int)value.size, value.bytes);
    }
}

/* One typing error: a letter left out, doubled, replaced, or swapped with the next. */
static void make_misspelling(struct bench *bench, struct question *question)
{
    struct term_text word;
    size_t size, at;

    do {
        word = name_word(bench);
        size = strlen(word.text);
    } while (size < 5 || size + 2 > WORD_SIZE);
    at = 1 + prng_below(&bench->prng, (uint32_t)size - 2);
    switch (prng_below(&bench->prng, 4)) {
    case 0:
        memmove(word.text + at, word.text + at + 1, size - at);
        break;
    case 1:
        memmove(word.text + at + 1, word.text + at, size - at + 1);
        break;
    case 2:
        word.text[at] = (char)('a' + prng_below(&bench->prng, 26));
        break;
    default: {
        char letter = word.text[at];

        word.text[at] = word.text[at - 1];
        word.text[at - 1] = letter;
    }
    }
    ask(question, "%s", word.text);
}

static void make_many_prefixes(struct bench *bench, struct question *question)
{
    char letter[5];

    for (size_t i = 0; i < sizeof letter; i++)
        letter[i] = (char)('a' + prng_below(&bench->prng, 26));
    ask(question, "%c* %c* %c* | %c* -%c*", letter[0], letter[1], letter[2], letter[3], letter[4]);
}

/* Nonsense of up to 1,000 bytes, made of parts that are each expensive. */
static void make_hostile(struct bench *bench, struct question *question)
{
    while (question->size < HOSTILE_SIZE - WORD_SIZE) {
        char letter = (char)('a' + prng_below(&bench->prng, 26));

        switch (question->kind) {
        case KIND_HOSTILE_WORDS:
            ask(question, "%s%s", any_word(bench).text, prng_below(&bench->prng, 3) ? " " : "|");
            break;
        case KIND_HOSTILE_PREFIXES:
            ask(question, "%s%c*%s", prng_below(&bench->prng, 8) ? "" : " -", letter,
                prng_below(&bench->prng, 3) ? "|" : " ");
            break;
        default:
            ask(question, "%c%s", (char)('!' + prng_below(&bench->prng, '~' - '!')),
                prng_below(&bench->prng, 4) ? "" : " ");
        }
    }
    ask(question, " %s", name_word(bench).text);
}

static void question_make(struct bench *bench, struct question *question)
{
    struct prng *prng = &bench->prng;
    uint32_t point = any_point(bench);

    question->size = 0;
    question->match[0] = '\0';
    switch (question->kind) {
    case KIND_WORD:
        make_words(bench, question, 1);
        break;
    case KIND_TWO_WORDS:
        make_words(bench, question, 2);
        break;
    case KIND_THREE_WORDS:
        make_words(bench, question, 3);
        break;
    case KIND_PREFIX:
        make_prefix(bench, question);
        break;
    case KIND_PHRASE:
        make_phrase(bench, question);
        break;
    case KIND_FULL_NAME:
        make_full_name(bench, question);
        break;
    case KIND_RARE_WORD:
        ask(question, "%s", any_word(bench).text);
        break;
    case KIND_KEYWORDS:
        make_text(bench, question, "");
        break;
    case KIND_ONE_LETTER:
        ask(question, "%c", (char)('a' + prng_below(prng, 26)));
        break;
    case KIND_ONE_LETTER_PREFIX:
        ask(question, "%c*", (char)('a' + prng_below(prng, 26)));
        break;
    case KIND_TWO_LETTER_PREFIX:
        ask(question, "%c%c*", (char)('a' + prng_below(prng, 26)),
            (char)('a' + prng_below(prng, 26)));
        break;
    case KIND_NOT:
        ask(question, "%s", name_word(bench).text);
        ask(question, " -%s", name_word(bench).text);
        break;
    case KIND_OR:
        ask(question, "%s|", name_word(bench).text);
        ask(question, "%s", name_word(bench).text);
        break;
    case KIND_RANGE:
        ask(question, "U+%04X..U+%04X", point, point + prng_below(prng, 0x4000));
        break;
    case KIND_CODE_POINT:
        ask(question, prng_below(prng, 2) ? "U+%04X" : "&#x%X;", point);
        break;
    case KIND_PASTED:
        make_pasted(bench, question);
        break;
    case KIND_PROPERTY:
        make_property(bench, question);
        break;
    case KIND_PROPERTY_AND_WORD:
        make_property(bench, question);
        ask(question, " %s", name_word(bench).text);
        break;
    case KIND_FIELD: {
        static const char *const fields[] = {"name:", "alias:", "keyword:", "definition:"};

        make_text(bench, question, fields[prng_below(prng, 4)]);
        break;
    }
    case KIND_MISSPELLING:
        make_misspelling(bench, question);
        break;
    case KIND_MANY_PREFIXES:
        make_many_prefixes(bench, question);
        break;
    case KIND_HOSTILE_WORDS:
    case KIND_HOSTILE_PREFIXES:
    case KIND_HOSTILE_BYTES:
        make_hostile(bench, question);
        break;
    case KIND_COUNT:
        break;
    }
}

/*
 * Running queries.
 */

static void bench_turn(struct bench *bench, unsigned round)
{
    for (unsigned way = 0; way < 4; way++) {
        const struct search_options options = {
            .scope = way & 2 ? SCOPE_ALL : SCOPE_NAME,
            .sort = way & 1 ? SORT_RELEVANCE : SORT_CODE_POINT,
        };

        for (size_t i = 0; i < QUERIES; i++) {
            struct question *question = &bench->questions[i];

            question->turns[way][round] =
                first_page(bench->index, &options, question->text, question->size,
                           way & 2 ? &(uint32_t){0} : &question->total);
        }
    }
}

static void bench_collect(struct bench *bench)
{
    for (size_t i = 0; i < QUERIES; i++)
        for (unsigned way = 0; way < 4; way++)
            times_add(&bench->kinds[bench->questions[i].kind][way],
                      turns_median(bench->questions[i].turns[way]));
}

static void join(struct times *all, const struct times *some)
{
    for (size_t i = 0; i < some->count; i++)
        times_add(all, some->list[i]);
}

static void print_joined(const char *label, struct times *times)
{
    struct figures figures = times_figures(times);

    figures_print(stdout, label, times->count, &figures);
    times_release(times);
}

static void bench_print(struct bench *bench)
{
    static const char *const ways[] = {"name, codepoint", "name, relevance", "all, codepoint",
                                       "all, relevance"};
    struct times all = {0};

    figures_print(stdout, NULL, 0, NULL);
    for (unsigned kind = 0; kind < KIND_COUNT; kind++) {
        struct times joined = {0};

        for (unsigned way = 0; way < 4; way++)
            join(&joined, &bench->kinds[kind][way]);
        print_joined(kind_names[kind], &joined);
    }
    for (unsigned way = 0; way < 4; way++) {
        struct times joined = {0};

        for (unsigned kind = 0; kind < KIND_COUNT; kind++)
            join(&joined, &bench->kinds[kind][way]);
        join(&all, &joined);
        print_joined(ways[way], &joined);
    }
    print_joined("all queries", &all);
}

static void print_slowest(const struct bench *bench)
{
    const struct question *slowest = &bench->questions[0];
    unsigned slowest_way = 0;

    for (size_t i = 0; i < QUERIES; i++)
        for (unsigned way = 0; way < 4; way++)
            if (bench->questions[i].turns[way][TURNS / 2] >
                slowest->turns[slowest_way][TURNS / 2]) {
                slowest = &bench->questions[i];
                slowest_way = way;
            }
    printf("the slowest, scope %s, sort %s: %.200s%s\n", slowest_way & 2 ? "all" : "name",
           slowest_way & 1 ? "relevance" : "codepoint", slowest->text,
           slowest->size > 200 ? "…" : "");
}

/*
 * The peer: SQLite FTS5 in memory, over the same words.
 */

struct peer {
    sqlite3 *database;
    sqlite3_stmt *page, *total;
};

static bool peer_fill(const struct peer *peer, const struct bench *bench)
{
    sqlite3_stmt *insert;
    bool ok = sqlite3_prepare_v2(peer->database, "INSERT INTO names(rowid, name) VALUES (?, ?)", -1,
                                 &insert, NULL) == SQLITE_OK;

    for (uint32_t document = 0; ok && document < charindex_first_sequence(bench->index);
         document++) {
        struct word_list words = charindex_name_words(bench->index, document);
        char name[1024];
        size_t size = 0;

        for (uint32_t i = 0; i < words.count; i++)
            size += (size_t)snprintf(name + size, sizeof name - size, "%s%s", i > 0 ? " " : "",
                                     word_at(bench, words, i).text);
        sqlite3_bind_int64(insert, 1, document);
        sqlite3_bind_text(insert, 2, name, (int)size, SQLITE_TRANSIENT);
        ok = sqlite3_step(insert) == SQLITE_DONE && sqlite3_reset(insert) == SQLITE_OK;
    }
    sqlite3_finalize(insert);
    return ok;
}

/* FTS5 at its best: prefixes of up to three letters are indexed, and the segments are merged into
 * one. */
static bool peer_open(struct peer *peer, const struct bench *bench)
{
    static const char create[] = "CREATE VIRTUAL TABLE names USING fts5(name, tokenize='unicode61',"
                                 " prefix='1 2 3'); BEGIN";
    static const char finish[] = "COMMIT; INSERT INTO names(names) VALUES ('optimize')";
    static const char page[] = "SELECT rowid FROM names WHERE names MATCH ?"
                               " ORDER BY rowid LIMIT 50";
    static const char total[] = "SELECT count(*) FROM names WHERE names MATCH ?";

    return sqlite3_open(":memory:", &peer->database) == SQLITE_OK &&
           sqlite3_exec(peer->database, create, NULL, NULL, NULL) == SQLITE_OK &&
           peer_fill(peer, bench) &&
           sqlite3_exec(peer->database, finish, NULL, NULL, NULL) == SQLITE_OK &&
           sqlite3_prepare_v2(peer->database, page, -1, &peer->page, NULL) == SQLITE_OK &&
           sqlite3_prepare_v2(peer->database, total, -1, &peer->total, NULL) == SQLITE_OK;
}

static void peer_close(struct peer *peer)
{
    sqlite3_finalize(peer->page);
    sqlite3_finalize(peer->total);
    sqlite3_close(peer->database);
}

static uint64_t peer_turn(const struct peer *peer, struct question *question)
{
    uint64_t start = clock_nanoseconds();

    sqlite3_bind_text(peer->page, 1, question->match, -1, SQLITE_STATIC);
    while (sqlite3_step(peer->page) == SQLITE_ROW)
        (void)sqlite3_column_int64(peer->page, 0);
    sqlite3_reset(peer->page);
    sqlite3_bind_text(peer->total, 1, question->match, -1, SQLITE_STATIC);
    if (sqlite3_step(peer->total) == SQLITE_ROW)
        question->peer_total = (uint32_t)sqlite3_column_int64(peer->total, 0);
    sqlite3_reset(peer->total);
    return clock_nanoseconds() - start;
}

static void print_ratio(const char *label, struct times *ours, struct times *theirs)
{
    struct figures our = times_figures(ours);
    struct figures their = times_figures(theirs);

    printf("%-28s %8zu %10.2f %10.2f %10.2f %10.2f %7.0fx %7.0fx\n", label, ours->count,
           (double)our.p50 / 1000, (double)our.p99 / 1000, (double)their.p50 / 1000,
           (double)their.p99 / 1000, (double)their.p50 / (double)our.p50,
           (double)their.p99 / (double)our.p99);
}

static void peer_print(const struct bench *bench)
{
    struct times ours = {0}, theirs = {0};
    size_t asked = 0, agreed = 0;

    printf("\nCompared with SQLite FTS5 %s, scope name, sort codepoint\n", sqlite3_libversion());
    printf("%-28s %8s %10s %10s %10s %10s %8s %8s\n", "microseconds", "count", "p50", "p99",
           "FTS5 p50", "FTS5 p99", "at p50", "at p99");
    for (unsigned kind = 0; kind < KIND_BOTH; kind++) {
        struct times our = {0}, their = {0};

        for (size_t i = 0; i < QUERIES; i++) {
            struct question *question = &bench->questions[i];

            if ((unsigned)question->kind != kind)
                continue;
            times_add(&our, turns_median(question->turns[0]));
            times_add(&their, turns_median(question->peer));
            agreed += question->total == question->peer_total;
            asked++;
        }
        print_ratio(kind_names[kind], &our, &their);
        join(&ours, &our);
        join(&theirs, &their);
        times_release(&our);
        times_release(&their);
    }
    print_ratio("all of these", &ours, &theirs);
    printf("equal totals: %zu of %zu\n", agreed, asked);
    times_release(&ours);
    times_release(&theirs);
}

static void peer_round(const struct peer *peer, struct bench *bench, unsigned round)
{
    for (size_t i = 0; i < QUERIES; i++)
        if (bench->questions[i].match[0])
            bench->questions[i].peer[round] = peer_turn(peer, &bench->questions[i]);
}

/*
 * The figures of each turn, for comparison by another program.
 */

enum whose {
    OURS_ALL,    /* every question, both scopes and sorts */
    OURS_SHARED, /* the ones that FTS5 supports too, in the same scope and order */
    THEIRS,
};

static struct figures figures_of_turn(const struct bench *bench, enum whose whose, unsigned round)
{
    struct times times = {0};
    struct figures figures;

    for (size_t i = 0; i < QUERIES; i++) {
        const struct question *question = &bench->questions[i];

        for (unsigned way = 0; whose == OURS_ALL && way < 4; way++)
            times_add(&times, question->turns[way][round]);
        if (whose != OURS_ALL && question->match[0])
            times_add(&times, whose == THEIRS ? question->peer[round] : question->turns[0][round]);
    }
    figures = times_figures(&times);
    times_release(&times);
    return figures;
}

static void json_figures(FILE *out, const struct bench *bench, const char *name, enum whose whose)
{
    struct figures turns[TURNS];

    for (unsigned round = 0; round < TURNS; round++)
        turns[round] = figures_of_turn(bench, whose, round);
    figures_json(out, name, turns);
}

static bool json_write(const char *path, const struct bench *bench, bool with_peer)
{
    FILE *out = fopen(path, "we");

    if (!out) {
        fprintf(stderr, "%s: %s\n", path, strerror(errno));
        return false;
    }
    fputs("{", out);
    json_figures(out, bench, "all", OURS_ALL);
    if (with_peer) {
        fputs(", ", out);
        json_figures(out, bench, "shared", OURS_SHARED);
        fputs(", ", out);
        json_figures(out, bench, "fts5", THEIRS);
    }
    fputs("}\n", out);
    return fclose(out) == 0;
}

/*
 * The whole benchmark.
 */

static void make_questions(struct bench *bench)
{
    bench->questions = calloc(QUERIES, sizeof *bench->questions);
    if (!bench->questions) {
        fputs("Out of memory\n", stderr);
        exit(EXIT_FAILURE);
    }
    for (size_t i = 0; i < QUERIES; i++) {
        bench->questions[i].kind = (enum kind)(i % KIND_COUNT);
        question_make(bench, &bench->questions[i]);
    }
}

static void bench_release(struct bench *bench)
{
    for (unsigned kind = 0; kind < KIND_COUNT; kind++)
        for (unsigned way = 0; way < 4; way++)
            times_release(&bench->kinds[kind][way]);
    free(bench->questions);
    charindex_unref(bench->index);
}

/* This engine and the peer, in turn. Returns false if the peer cannot be queried. */
static bool bench_run(struct bench *bench, bool with_peer)
{
    struct peer peer = {0};
    bool ok = !with_peer || peer_open(&peer, bench);

    if (!ok)
        fprintf(stderr, "SQLite: %s\n", sqlite3_errmsg(peer.database));
    for (unsigned round = 0; ok && round < TURNS; round++) {
        bench_turn(bench, round);
        if (with_peer)
            peer_round(&peer, bench, round);
    }
    peer_close(&peer);
    bench_collect(bench);
    return ok;
}

static const char usage[] =
    "Usage: bench-engine [--quick | --all] [--json FILE]\n"
    "Times 10,000 queries in process, in turn with SQLite FTS5, and builds the index of all\n"
    "languages. --quick: English, without SQLite. --all: in the index of all languages, without\n"
    "SQLite. --json: writes the figures of each turn to the file.\n";

struct choices {
    bool quick, all;
    const char *json; /* NULL: none */
};

static bool choices_read(struct choices *choices, int argc, char **argv)
{
    static const struct option options[] = {{"quick", no_argument, NULL, 'q'},
                                            {"all", no_argument, NULL, 'a'},
                                            {"json", required_argument, NULL, 'j'},
                                            {0}};
    int option;

    while ((option = getopt_long(argc, argv, "", options, NULL)) != -1) {
        if (option == 'q')
            choices->quick = true;
        else if (option == 'a')
            choices->all = true;
        else if (option == 'j')
            choices->json = optarg;
        else
            return false;
    }
    return optind == argc && !(choices->quick && choices->all);
}

int main(int argc, char **argv)
{
    static struct bench bench = {.prng = {.state = 20240601}};
    struct choices choices = {0};
    bool with_peer, ok;

    if (!choices_read(&choices, argc, argv)) {
        fputs(usage, stderr);
        return WRONG_CALL;
    }
    with_peer = !choices.quick && !choices.all;
    bench.index = first_page_index(choices.all);
    printf("resident: %.1f MiB\n", (double)resident_bytes() / (1 << 20));
    if (with_peer && !choices.json)
        charindex_unref(first_page_index(true));
    make_questions(&bench);
    printf("\n%d queries, both scopes and sorts, first page of %d; medians of %d turns\n", QUERIES,
           FIRST_PAGE, TURNS);
    ok = bench_run(&bench, with_peer);
    if (ok) {
        bench_print(&bench);
        print_slowest(&bench);
        if (with_peer)
            peer_print(&bench);
        ok = !choices.json || json_write(choices.json, &bench, with_peer);
    }
    bench_release(&bench);
    return ok ? EXIT_SUCCESS : EXIT_FAILURE;
}
