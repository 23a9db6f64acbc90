/*
 * Random queries over the real index against an oracle that has neither postings nor terms: it
 * splits every text of every document into words, gets properties from ICU, and scans all
 * documents. Then queries that are meant to be expensive.
 */

#include "index/search/match/evaluate.h"

#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include "index/text/inflection.h"
#include "index/text/words.h"
#include "tests/unit/index/search/world.h"

enum {
    ROUNDS = 400,
    VOCABULARY = 1 << 19, /* slots for distinct words */
    WORDS_MAX = 1 << 22,
    CLAUSES_MAX = 8,
    PHRASE_MAX = 4,
    TEXT_MAX = 1000,
};

enum oracle_field { NAMES, SEQUENCES, ALIASES, DEFINITIONS, GERMAN, ENGLISH, ORACLE_FIELDS };

/* One word in one text of a document. */
struct place {
    uint32_t word; /* slot of the vocabulary */
    uint32_t text; /* numbered over all documents */
    enum oracle_field field;
};

struct oracle {
    struct charindex *index;
    char *vocabulary[VOCABULARY];
    struct place *places;
    uint32_t place_count, text_count, word_count;
    uint32_t *begins; /* positions of a document */
    uint32_t *slots;  /* of all words */
    char **keys;      /* by slot: what the forms of a word have in common; NULL: it has none */
};

/* FNV-1a, and then the next free slot. */
static uint32_t slot_of(struct oracle *oracle, const struct word *word)
{
    uint64_t hash = 14695981039346656037u;
    uint32_t slot;

    for (size_t i = 0; i < word->size; i++)
        hash = (hash ^ (unsigned char)word->folded[i]) * 1099511628211u;
    for (slot = hash % VOCABULARY; oracle->vocabulary[slot]; slot = (slot + 1) % VOCABULARY)
        if (strlen(oracle->vocabulary[slot]) == word->size &&
            memcmp(oracle->vocabulary[slot], word->folded, word->size) == 0)
            return slot;
    oracle->vocabulary[slot] = strndup(word->folded, word->size);
    assert_non_null(oracle->vocabulary[slot]);
    oracle->slots[oracle->word_count++] = slot;
    return slot;
}

static void add_text(struct oracle *oracle, struct slice text, enum oracle_field field)
{
    struct words words;
    struct word word;

    words_init(&words, text.bytes, text.size);
    while (words_next(&words, &word)) {
        assert_true(oracle->place_count < WORDS_MAX);
        if (word.size > 0)
            oracle->places[oracle->place_count++] = (struct place){
                .word = slot_of(oracle, &word), .text = oracle->text_count, .field = field};
    }
    oracle->text_count++;
}

static enum oracle_field field_of(const struct charindex *index, const struct text *text)
{
    if (TEXT_BIT(text->kind) & TEXT_ALIASES)
        return ALIASES;
    if (TEXT_BIT(text->kind) & TEXT_DEFINITIONS)
        return DEFINITIONS;
    return strcmp(charindex_sources(index)->languages[text->language], "de") == 0 ? GERMAN
                                                                                  : ENGLISH;
}

static void add_keys(struct oracle *oracle)
{
    struct inflection *inflection = inflection_new();
    char key[STEM_MAX_SIZE];

    oracle->keys = calloc(VOCABULARY, sizeof *oracle->keys);
    assert_non_null(inflection);
    assert_non_null(oracle->keys);
    for (uint32_t i = 0; i < oracle->word_count; i++) {
        const char *word = oracle->vocabulary[oracle->slots[i]];
        size_t size = inflection_key(inflection, word, strlen(word), key);

        if (size > 0)
            oracle->keys[oracle->slots[i]] = strndup(key, size);
    }
    inflection_free(inflection);
}

static int oracle_make(void **state)
{
    struct oracle *oracle = calloc(1, sizeof *oracle);
    void *index;
    uint32_t documents;

    if (!oracle || german_setup(&index) != 0)
        return -1;
    *state = oracle;
    oracle->index = index;
    documents = charindex_documents(oracle->index);
    oracle->places = malloc(WORDS_MAX * sizeof *oracle->places);
    oracle->begins = calloc((size_t)documents + 1, sizeof *oracle->begins);
    oracle->slots = malloc(VOCABULARY * sizeof *oracle->slots);
    if (!oracle->places || !oracle->begins || !oracle->slots)
        return -1;
    for (uint32_t i = 0; i < documents; i++) {
        bool sequence = i >= charindex_first_sequence(oracle->index);
        struct text_range texts = charindex_texts(oracle->index, i);

        add_text(oracle, indexed_part(oracle->index, i), sequence ? SEQUENCES : NAMES);
        for (uint32_t number = texts.first; number < texts.end; number++) {
            struct text text = charindex_text(oracle->index, number);

            add_text(oracle, text.bytes, field_of(oracle->index, &text));
        }
        oracle->begins[i + 1] = oracle->place_count;
    }
    add_keys(oracle);
    return 0;
}

static int oracle_free(void **state)
{
    struct oracle *oracle = *state;

    for (uint32_t i = 0; i < oracle->word_count; i++) {
        free(oracle->vocabulary[oracle->slots[i]]);
        free(oracle->keys[oracle->slots[i]]);
    }
    free(oracle->keys);
    charindex_unref(oracle->index);
    free(oracle->places);
    free(oracle->begins);
    free(oracle->slots);
    free(oracle);
    return 0;
}

/*
 * Clauses of the oracle.
 */

enum kind { WORD, PREFIX, PHRASE, RANGE, PLANE, BLOCK, SCRIPT, CATEGORY, AGE, POINT, KINDS };

struct clause {
    enum kind kind;
    unsigned fields; /* bit n: oracle field n */
    bool prefixes;
    const char *key; /* its forms match, too; NULL: none */
    uint32_t count;
    char *words[PHRASE_MAX]; /* of the vocabulary */
    uint32_t low, high;
    int value;
};

struct random_query {
    char text[TEXT_MAX];
    size_t group_count;
    size_t counts[CLAUSES_MAX]; /* clauses of each group */
    bool negated[CLAUSES_MAX];
    struct clause clauses[CLAUSES_MAX];
    size_t count;
    bool sequences; /* scope all */
    bool english;   /* no German keywords */
};

static bool begins_with(const char *word, const char *prefix)
{
    return strncmp(word, prefix, strlen(prefix)) == 0;
}

static bool word_matches(const struct oracle *oracle, const struct clause *clause,
                         const struct place *place)
{
    const char *word = oracle->vocabulary[place->word], *key = oracle->keys[place->word];

    if (clause->key && key && place->field != GERMAN && strcmp(key, clause->key) == 0)
        return true;
    return clause->prefixes ? begins_with(word, clause->words[0])
                            : strcmp(word, clause->words[0]) == 0;
}

static bool has_word(const struct oracle *oracle, const struct clause *clause, uint32_t document)
{
    for (uint32_t i = oracle->begins[document]; i < oracle->begins[document + 1]; i++)
        if ((clause->fields >> oracle->places[i].field & 1) &&
            word_matches(oracle, clause, &oracle->places[i]))
            return true;
    return false;
}

static bool has_phrase(const struct oracle *oracle, const struct clause *clause, uint32_t document)
{
    uint32_t end = oracle->begins[document + 1];

    for (uint32_t i = oracle->begins[document]; i + clause->count <= end; i++) {
        const struct place *place = &oracle->places[i];
        uint32_t same = 0;

        while (same < clause->count && place[same].text == place->text &&
               strcmp(oracle->vocabulary[place[same].word], clause->words[same]) == 0)
            same++;
        if (same == clause->count && (clause->fields >> place->field & 1))
            return true;
    }
    return false;
}

static bool age_within(uint32_t point, uint32_t low, uint32_t high)
{
    UVersionInfo age;

    u_charAge((UChar32)point, age);
    return (uint32_t)(age[0] << 8 | age[1]) >= low && (uint32_t)(age[0] << 8 | age[1]) <= high;
}

static bool has_point(const struct oracle *oracle, uint32_t document, uint32_t point)
{
    uint32_t points[SEQUENCE_MAX];
    size_t count = charindex_points(oracle->index, document, points);

    for (size_t i = 0; i < count; i++)
        if (points[i] == point)
            return true;
    return false;
}

static bool clause_holds(const struct oracle *oracle, const struct clause *clause,
                         uint32_t document, bool alone)
{
    bool sequence = document >= charindex_first_sequence(oracle->index);
    uint32_t point = charindex_code_point(oracle->index, document);
    UErrorCode status = U_ZERO_ERROR;

    switch (clause->kind) {
    case WORD:
    case PREFIX:
        return has_word(oracle, clause, document);
    case PHRASE:
        return has_phrase(oracle, clause, document);
    case RANGE:
    case PLANE:
        return point >= clause->low && point <= clause->high && !(alone && sequence);
    case BLOCK:
        return (int)ublock_getCode((UChar32)point) == clause->value;
    case SCRIPT:
        return (int)uscript_getScript((UChar32)point, &status) == clause->value;
    case CATEGORY:
        return u_charType((UChar32)point) == clause->value;
    case AGE:
        return age_within(point, clause->low, clause->high);
    case POINT:
        return alone ? !sequence && point == clause->low : has_point(oracle, document, clause->low);
    case KINDS:
        break;
    }
    return false;
}

static bool query_holds(const struct oracle *oracle, const struct random_query *query,
                        uint32_t document)
{
    const struct clause *clause = query->clauses;

    if (!query->sequences && document >= charindex_first_sequence(oracle->index))
        return false;
    for (size_t group = 0; group < query->group_count; group++) {
        bool holds = false;

        for (size_t i = 0; i < query->counts[group]; i++, clause++)
            holds = holds || clause_holds(oracle, clause, document,
                                          query->count == 1 && !query->negated[group]);
        if (holds == query->negated[group])
            return false;
    }
    return true;
}

/*
 * Random queries, as text and as clauses.
 */

__attribute__((format(printf, 2, 3))) static void append(struct random_query *query,
                                                         const char *format, ...)
{
    size_t size = strlen(query->text);
    va_list arguments;

    va_start(arguments, format);
    (void)vsnprintf(query->text + size, sizeof query->text - size, format, arguments);
    va_end(arguments);
    assert_true(strlen(query->text) + 1 < sizeof query->text);
}

/* A position among the words of a random document, mostly of one that has more texts than its
 * name. */
static uint32_t random_place(const struct oracle *oracle, uint64_t *seed)
{
    uint32_t documents = charindex_documents(oracle->index);

    if (random_below(seed, 3) > 0)
        return random_below(seed, oracle->place_count);
    for (;;) {
        uint32_t document = random_below(seed, documents);

        if (random_below(seed, 2))
            document = document % (documents - charindex_first_sequence(oracle->index)) +
                       charindex_first_sequence(oracle->index);
        if (oracle->begins[document] < oracle->begins[document + 1])
            return oracle->begins[document];
    }
}

static unsigned scope_fields(const struct random_query *query)
{
    unsigned all = 1u << NAMES | 1u << SEQUENCES | 1u << ALIASES | 1u << DEFINITIONS |
                   1u << ENGLISH | (query->english ? 0 : 1u << GERMAN);

    return query->sequences ? all : 1u << NAMES;
}

/* Chooses the fields of the clause; sometimes the query names one. */
static void choose_fields(struct random_query *query, struct clause *clause, uint64_t *seed)
{
    clause->fields = scope_fields(query);
    switch (random_below(seed, 12)) {
    case 0:
        append(query, "name:");
        clause->fields = 1u << NAMES | (query->sequences ? 1u << SEQUENCES : 0);
        break;
    case 1:
        append(query, "alias:");
        clause->fields = 1u << ALIASES;
        break;
    case 2:
        append(query, "keyword:");
        clause->fields = 1u << ENGLISH | (query->english ? 0 : 1u << GERMAN);
        break;
    case 3:
        append(query, "definition:");
        clause->fields = 1u << DEFINITIONS;
        break;
    default:
        break;
    }
}

static bool is_plain(const char *word)
{
    for (; *word; word++)
        if ((*word < 'a' || *word > 'z') && (*word < '0' || *word > '9'))
            return false;
    return true;
}

static void random_word(struct oracle *oracle, struct random_query *query, struct clause *clause,
                        uint64_t *seed)
{
    uint32_t place = random_place(oracle, seed), slot;
    char *word = oracle->vocabulary[oracle->places[place].word];

    choose_fields(query, clause, seed);
    /* "u2600" and "0x" have other meanings, and so have single letters of other alphabets. */
    while (!is_plain(word) || begins_with(word, "u") || begins_with(word, "0"))
        word = oracle->vocabulary[oracle->places[++place % oracle->place_count].word];
    slot = oracle->places[place % oracle->place_count].word;
    clause->key = query->sequences ? oracle->keys[slot] : NULL;
    clause->words[0] = word;
    clause->count = 1;
    clause->prefixes = query->sequences && strlen(word) >= 2;
    append(query, "%s", word);
}

/* The prefix itself is not in the vocabulary. */
static void random_prefix(struct oracle *oracle, struct random_query *query, struct clause *clause,
                          uint64_t *seed)
{
    char prefix[8] = "";
    struct word word;

    random_word(oracle, query, clause, seed);
    (void)snprintf(prefix, 1 + 1 + random_below(seed, 6), "%s", clause->words[0]);
    query->text[strlen(query->text) - strlen(clause->words[0])] = '\0';
    append(query, "%s*", prefix);
    word.size = strlen(prefix);
    memcpy(word.folded, prefix, word.size);
    clause->words[0] = oracle->vocabulary[slot_of(oracle, &word)];
    clause->prefixes = true;
    clause->key = NULL;
}

static void random_phrase(struct oracle *oracle, struct random_query *query, struct clause *clause,
                          uint64_t *seed)
{
    uint32_t place = random_place(oracle, seed), text = oracle->places[place].text;
    uint32_t wanted = 2 + random_below(seed, PHRASE_MAX - 1);

    choose_fields(query, clause, seed);
    append(query, "\"");
    for (; place < oracle->place_count && clause->count < wanted; place++) {
        if (oracle->places[place].text != text && random_below(seed, 8))
            break;
        clause->words[clause->count++] = oracle->vocabulary[oracle->places[place].word];
        append(query, "%s%s", clause->count > 1 ? " " : "", clause->words[clause->count - 1]);
    }
    append(query, "\"");
}

static void random_property(struct random_query *query, struct clause *clause, uint32_t point,
                            uint64_t *seed)
{
    UErrorCode status = U_ZERO_ERROR;
    UVersionInfo age;

    switch (clause->kind) {
    case BLOCK:
        clause->value = (int)ublock_getCode((UChar32)point);
        append(query, "block:%s",
               u_getPropertyValueName(UCHAR_BLOCK, clause->value, U_LONG_PROPERTY_NAME));
        break;
    case SCRIPT:
        clause->value = (int)uscript_getScript((UChar32)point, &status);
        append(query, "script:%s",
               u_getPropertyValueName(UCHAR_SCRIPT, clause->value,
                                      random_below(seed, 2) ? U_LONG_PROPERTY_NAME
                                                            : U_SHORT_PROPERTY_NAME));
        break;
    case CATEGORY:
        clause->value = u_charType((UChar32)point);
        append(
            query, "category:%s",
            u_getPropertyValueName(UCHAR_GENERAL_CATEGORY, clause->value, U_SHORT_PROPERTY_NAME));
        break;
    default:
        u_charAge((UChar32)point, age);
        clause->low = 0;
        clause->high = (uint32_t)(age[0] << 8 | age[1]);
        append(query, "age:<=%d.%d", age[0], age[1]);
        break;
    }
}

static void random_clause(struct oracle *oracle, struct random_query *query, struct clause *clause,
                          uint64_t *seed)
{
    static const enum kind kinds[] = {WORD,  WORD,  WORD,   WORD,     PREFIX, PREFIX, PHRASE,
                                      RANGE, BLOCK, SCRIPT, CATEGORY, AGE,    PLANE,  POINT};
    uint32_t point =
        charindex_code_point(oracle->index, random_below(seed, charindex_documents(oracle->index)));

    *clause = (struct clause){.kind = kinds[random_below(seed, COUNT(kinds))]};
    switch (clause->kind) {
    case WORD:
        random_word(oracle, query, clause, seed);
        break;
    case PREFIX:
        random_prefix(oracle, query, clause, seed);
        break;
    case PHRASE:
        random_phrase(oracle, query, clause, seed);
        break;
    case RANGE:
        clause->low = point;
        clause->high = point + random_below(seed, 5000);
        append(query, "U+%04X..U+%04X", clause->low, clause->high);
        break;
    case PLANE:
        clause->low = random_below(seed, 4) << 16;
        clause->high = clause->low | 0xFFFF;
        append(query, "plane:%u", clause->low >> 16);
        break;
    case POINT:
        clause->low = random_below(seed, 2) ? point : 0x1F469; /* in very many sequences */
        append(query, "U+%04X", clause->low);
        break;
    case BLOCK:
    case SCRIPT:
    case CATEGORY:
    case AGE:
    case KINDS:
        random_property(query, clause, point, seed);
        break;
    }
}

static void random_query(struct oracle *oracle, struct random_query *query, uint64_t *seed)
{
    size_t groups = 1 + random_below(seed, 3);

    *query = (struct random_query){.group_count = groups};
    query->sequences = random_below(seed, 3) > 0;
    query->english = random_below(seed, 4) == 0;
    for (size_t group = 0; group < groups; group++) {
        query->negated[group] = group > 0 && random_below(seed, 4) == 0;
        query->counts[group] = random_below(seed, 3) == 0 ? 2 : 1;
        append(query, "%s%s", group > 0 ? " " : "", query->negated[group] ? "-" : "");
        for (size_t i = 0; i < query->counts[group]; i++) {
            append(query, "%s", i > 0 ? "|" : "");
            random_clause(oracle, query, &query->clauses[query->count], seed);
            if (query->negated[group]) /* a word of a language that is not preferred */
                query->clauses[query->count].fields &= ~(1u << GERMAN); /* excludes nothing */
            query->count++;
        }
    }
}

/* Returns the number of documents found. */
static uint32_t assert_as_the_oracle(const struct oracle *oracle, const struct random_query *query)
{
    struct languages english = {.bits = {0}};
    struct slice bad;
    struct plan *plan;
    struct posting_set set;
    uint32_t clause, at = 0, total;
    struct budget budget = BUDGET_INIT;

    assert_true(languages_parse(oracle->index, "en", 2, &english, &bad));
    plan = plan_of(oracle->index, query->text, query->sequences ? SCOPE_ALL : SCOPE_NAME,
                   query->english ? &english : NULL);
    if (evaluate(oracle->index, plan, &budget, &set, &clause) != BUDGET_OK)
        fail_msg("\"%s\" was too expensive", query->text);
    free(plan);
    stack_trample();
    assert_runs(oracle->index, &set.postings);
    for (uint32_t i = 0; i < charindex_documents(oracle->index); i++) {
        while (at < set.postings.count && posting_end(&set.postings, at) <= i)
            at++;
        if (query_holds(oracle, query, i) !=
            (at < set.postings.count && posting_first(&set.postings, at) <= i))
            fail_msg("\"%s\" (%s%s): document %u, U+%04X, %.*s", query->text,
                     query->sequences ? "all" : "name", query->english ? ", English" : "", i,
                     charindex_code_point(oracle->index, i),
                     (int)charindex_name(oracle->index, i).size,
                     charindex_name(oracle->index, i).bytes);
    }
    total = set.postings.total;
    posting_set_release(&set);
    return total;
}

static void test_random_queries_find_what_a_scan_finds(void **state)
{
    struct oracle *oracle = *state;
    struct random_query query;
    uint64_t seed = 20260901;
    uint32_t found = 0;

    for (uint32_t round = 0; round < ROUNDS; round++) {
        random_query(oracle, &query, &seed);
        found += assert_as_the_oracle(oracle, &query) > 0;
    }
    assert_in_range(found, ROUNDS / 3, ROUNDS - 1);
}

/*
 * Queries by hand.
 */

static uint32_t total_of(const struct oracle *oracle, const char *text, enum search_scope scope)
{
    struct plan *plan = plan_of(oracle->index, text, scope, NULL);
    struct posting_set set;
    uint32_t clause, total;
    struct budget budget = BUDGET_INIT;

    if (evaluate(oracle->index, plan, &budget, &set, &clause) != BUDGET_OK)
        fail_msg("\"%s\" was too expensive", text);
    free(plan);
    assert_true(budget.left[BUDGET_EVALUATE] >= 0);
    total = set.postings.total;
    posting_set_release(&set);
    return total;
}

static void test_nothing_finds_nothing(void **state)
{
    static const char *const queries[] = {
        "",
        " , ",
        "xyzzyplugh",
        "xyzzyplugh cat",
        "cat xyzzyplugh|plughxyzzy",
        "xyzzyplugh*",
        "\"cat xyzzyplugh\"",
        "U+E000",
        "U+E000 cat",
        "U+E000..U+F8FF",
        "block:arrows block:hebrew",
        "arrow -arrow", /* no word of another language begins with it */
        "arrow -a*",
        "\"sign digit letter arrow\"",
    };
    struct oracle *oracle = *state;

    for (size_t i = 0; i < COUNT(queries); i++) {
        assert_int_equal(total_of(oracle, queries[i], SCOPE_NAME), 0);
        assert_int_equal(total_of(oracle, queries[i], SCOPE_ALL), 0);
    }
}

/* One word in scope name is the most frequent query: its result borrows the index's list. */
static void test_one_word_is_not_copied(void **state)
{
    struct oracle *oracle = *state;
    struct plan *plan = plan_of(oracle->index, "sign", SCOPE_NAME, NULL);
    struct slice image = charindex_image(oracle->index);
    struct posting_set set;
    uint32_t clause;
    struct budget budget = BUDGET_INIT;

    assert_int_equal(evaluate(oracle->index, plan, &budget, &set, &clause), BUDGET_OK);
    assert_null(set.owned);
    assert_true((const char *)set.postings.runs >= image.bytes &&
                (const char *)set.postings.runs < image.bytes + image.size);
    assert_int_equal(budget_spent(&budget, BUDGET_EVALUATE), 0);
    free(plan);
}

static void test_everything_but(void **state)
{
    struct oracle *oracle = *state;
    uint32_t characters = charindex_first_sequence(oracle->index);
    uint32_t documents = charindex_documents(oracle->index);

    assert_int_equal(total_of(oracle, "U+0..U+10FFFF -xyzzyplugh", SCOPE_NAME), characters);
    assert_int_equal(total_of(oracle, "U+0..U+10FFFF -U+2600", SCOPE_NAME), characters - 1);
    assert_int_equal(total_of(oracle, "U+0..U+10FFFF", SCOPE_NAME), characters);
    assert_int_equal(total_of(oracle, "U+0..U+10FFFF", SCOPE_ALL), characters);
    assert_int_equal(total_of(oracle, "U+0..U+10FFFF -xyzzyplugh", SCOPE_ALL), documents);
    assert_int_equal(total_of(oracle, "U+0..U+10FFFF -a* -b*", SCOPE_NAME) +
                         total_of(oracle, "a*|b*", SCOPE_NAME),
                     characters);
}

/*
 * The cost.
 */

/* As many different clauses as fit, each with another prefix of two letters. */
static void many_prefixes(char text[static QUERY_MAX_SIZE + 1], const char *before,
                          const char *after, const char *between)
{
    size_t size = 0;

    for (uint32_t i = 0; i < 26 * 26; i++) {
        char clause[32];
        size_t length = (size_t)snprintf(clause, sizeof clause, "%s%s%c%c%s", i > 0 ? between : "",
                                         before, 'a' + i % 26, 'a' + i / 26, after);

        if (size + length > QUERY_MAX_SIZE)
            break;
        memcpy(text + size, clause, length + 1);
        size += length;
    }
}

static void test_sensible_queries_are_never_too_expensive(void **state)
{
    static const char *const queries[] = {
        "a* b* c* | d* -e*",
        "a*|b*|c*|d*|e*",
        "U+0..U+10FFFF -a* -b* -c* -d* -e* -f*",
        "\"hangul syllable\" \"cjk unified ideograph\"|\"latin small letter\"",
        "\"a kind of\"",
        "small -\"letter a\"",
        "category:L -script:latin age:>=3.0",
        "U+1F469|U+1F468|U+1F466|U+1F467|U+2764 -U+1F3FB",
    };
    static const enum search_scope scopes[] = {SCOPE_NAME, SCOPE_ALL};
    struct languages english = {.bits = {0}};
    struct oracle *oracle = *state;
    struct slice bad;

    assert_true(languages_parse(oracle->index, "en", 2, &english, &bad));
    for (size_t i = 0; i < COUNT(queries) * 4; i++) {
        struct plan *plan =
            plan_of(oracle->index, queries[i / 4], scopes[i % 2], i / 2 % 2 ? &english : NULL);
        struct posting_set set;
        uint32_t clause;
        struct budget budget = BUDGET_INIT;

        if (evaluate(oracle->index, plan, &budget, &set, &clause) != BUDGET_OK)
            fail_msg("\"%s\" is too expensive", queries[i / 4]);
        assert_true(budget.left[BUDGET_EVALUATE] >= 0);
        free(plan);
        posting_set_release(&set);
    }
}

/* Every query ends, with a result or with the clause at which the budget ran out. */
static void test_the_cost_has_a_limit(void **state)
{
    static const char *const forms[][3] = {
        {"", "*", " "},        {"", "*", "|"},
        {"", "*", " -"},       {"", "", "|"},
        {"", "", " -"},        {"keyword:", "*", "|"},
        {"alias:", "*", " -"}, {"definition:", "*", "|"},
        {"name:", "*", "|"},
    };
    struct oracle *oracle = *state;
    uint32_t given_up = 0;

    for (size_t i = 0; i < COUNT(forms) * 2; i++) {
        const char *const *form = forms[i / 2];
        char text[QUERY_MAX_SIZE + 1];
        struct posting_set set;
        uint32_t clause = UINT32_MAX;
        struct budget budget = BUDGET_INIT;
        struct plan *plan;
        int r;

        many_prefixes(text, form[0], form[1], form[2]);
        plan = plan_of(oracle->index, text, i % 2 ? SCOPE_ALL : SCOPE_NAME, NULL);
        r = evaluate(oracle->index, plan, &budget, &set, &clause);
        if (r == BUDGET_EXCEEDED) {
            assert_true(clause < plan->clause_count);
            assert_null(set.owned);
            assert_int_equal(set.postings.total, 0);
            given_up++;
        } else {
            assert_int_equal(r, BUDGET_OK);
            assert_true(budget.left[BUDGET_EVALUATE] >= 0);
            assert_runs(oracle->index, &set.postings);
        }
        posting_set_release(&set);
        free(plan);
    }
    assert_true(given_up < COUNT(forms));
}

/* The budget is the caller's: an evaluation does not reset it. */
static void test_what_was_spent_before_counts(void **state)
{
    struct oracle *oracle = *state;
    struct plan *plan = plan_of(oracle->index, "cat -a|b", SCOPE_ALL, NULL);
    struct posting_set set;
    uint32_t clause = UINT32_MAX;
    struct budget budget = {.left = {0}};

    assert_int_equal(evaluate(oracle->index, plan, &budget, &set, &clause), BUDGET_EXCEEDED);
    assert_true(clause < plan->clause_count);
    assert_null(set.owned);
    assert_true(budget.left[BUDGET_EVALUATE] < 0);
    free(plan);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_random_queries_find_what_a_scan_finds),
        cmocka_unit_test(test_nothing_finds_nothing),
        cmocka_unit_test(test_one_word_is_not_copied),
        cmocka_unit_test(test_everything_but),
        cmocka_unit_test(test_sensible_queries_are_never_too_expensive),
        cmocka_unit_test(test_the_cost_has_a_limit),
        cmocka_unit_test(test_what_was_spent_before_counts),
    };

    return cmocka_run_group_tests(tests, oracle_make, oracle_free);
}
