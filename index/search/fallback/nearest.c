/*
 * The sorted terms are an implicit trie: terms with a common prefix are neighbours, and share that
 * prefix's rows of the distance table. If no number of a row is within the bound, no term with the
 * prefix is near, and all of them are skipped.
 *
 * Terms with the word's first letter are tried first, because the first letter is seldom wrong;
 * then those with another first letter of a to z and no other error, which are simply looked up;
 * then the other terms of its part of Unicode. So the likely terms are found before the budget runs
 * out. A precomputed table of words with deleted letters would be faster, but many times as large
 * as the words; queries that find nothing are rare, and 100 µs are fast enough.
 */

#include "index/search/fallback/nearest.h"

#include <string.h>

#include "index/base/bisect.h"
#include "index/base/utf8.h"

enum {
    DEPTH_MAX = NEAREST_LETTERS + NEAREST_DISTANCE_MAX,
    KNOWN_LISTS = 8,       /* lists of a term that nearest_known() reads */
    KNOWN_DOCUMENTS = 8,   /* documents of a list that it reads */
    LETTER_STEPS = 6,      /* a letter of a term compared with the word: 30 ns */
    CANDIDATE_STEPS = 24,  /* the cost of a candidate computed */
    LOOKUP_STEPS = 80,     /* a term looked up */
    NEIGHBOURHOOD = 0x200, /* code points that may be mistaken for each other: Latin, Greek, … */
};

struct walk {
    const struct charindex *index;
    const struct plan_fields *fields;
    uint32_t word[NEAREST_LETTERS];
    uint32_t length;
    unsigned distance;
    struct budget *budget;
    /* The compared prefix of the current term. */
    uint32_t depth;
    uint32_t points[DEPTH_MAX];
    uint32_t ends[DEPTH_MAX];                         /* byte offset after that point */
    uint8_t rows[DEPTH_MAX + 1][NEAREST_LETTERS + 1]; /* distances; cells outside the diagonal
                                                         band hold distance + 1 where they are
                                                         read */
    size_t count;
    struct nearest_term *terms;
};

/*
 * The cost of one pair.
 */

/* Letters that often have the same sound. */
static bool sound_alike(uint32_t a, uint32_t b)
{
    static const char *const sounds[] = {"aeiouy", "ckq", "csz", "fv", "gj"};

    if (a == 0 || b == 0 || a >= 0x80 || b >= 0x80)
        return false;
    for (size_t i = 0; i < sizeof sounds / sizeof *sounds; i++)
        if (strchr(sounds[i], (int)a) && strchr(sounds[i], (int)b))
            return true;
    return false;
}

static unsigned substitution(uint32_t a, uint32_t b)
{
    if (a == b)
        return 0;
    return sound_alike(a, b) ? NEAREST_SLIP : NEAREST_EDIT;
}

/* Are the two letters before `at` "ph", which sounds like f? */
static bool ends_in_ph(const uint32_t *word, size_t at)
{
    return at > 1 && word[at - 2] == 'p' && word[at - 1] == 'h';
}

/* The cost of an inserted or deleted letter. */
static unsigned insertion(const uint32_t *word, size_t count, size_t at)
{
    bool doubled =
        (at > 0 && word[at - 1] == word[at]) || (at + 1 < count && word[at + 1] == word[at]);

    return doubled ? NEAREST_SLIP : NEAREST_EDIT;
}

static unsigned minimum(unsigned a, unsigned b)
{
    return a < b ? a : b;
}

/* The cost of edits of two letters: swaps, and ph for f. rows[k] is the row for k fewer letters of
 * `a`. */
static unsigned pairs(unsigned *const rows[3], const uint32_t *a, size_t i, const uint32_t *b,
                      size_t j)
{
    unsigned cost = UINT32_MAX;

    if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        cost = rows[2][j - 2] + NEAREST_SLIP;
    if (a[i - 1] == 'f' && ends_in_ph(b, j))
        cost = minimum(cost, rows[1][j - 2] + NEAREST_SLIP);
    if (b[j - 1] == 'f' && ends_in_ph(a, i))
        cost = minimum(cost, rows[2][j - 1] + NEAREST_SLIP);
    return cost;
}

unsigned nearest_cost(const uint32_t *a, size_t a_count, const uint32_t *b, size_t b_count)
{
    unsigned table[3][DEPTH_MAX + 1] = {{0}}, *rows[3];

    if (a_count > DEPTH_MAX || b_count > DEPTH_MAX)
        return UINT32_MAX;
    table[0][0] = 0;
    for (size_t j = 1; j <= b_count; j++)
        table[0][j] = table[0][j - 1] + insertion(b, b_count, j - 1);
    for (size_t i = 1; i <= a_count; i++) {
        unsigned absent = insertion(a, a_count, i - 1);

        for (size_t k = 0; k < 3; k++)
            rows[k] = table[(i + 3 - k) % 3];
        rows[0][0] = rows[1][0] + absent;
        for (size_t j = 1; j <= b_count; j++) {
            unsigned cost = rows[1][j - 1] + substitution(a[i - 1], b[j - 1]);

            cost = minimum(cost, rows[1][j] + absent);
            cost = minimum(cost, rows[0][j - 1] + insertion(b, b_count, j - 1));
            rows[0][j] = minimum(cost, pairs(rows, a, i, b, j));
        }
    }
    return table[a_count % 3][b_count];
}

/*
 * Candidates.
 */

unsigned nearest_known(const struct charindex *index, const struct plan_fields *fields,
                       uint32_t term)
{
    struct list_range lists =
        charindex_lists(index, (struct term_range){.first = term, .end = term + 1});
    unsigned known = 0, looked = 0;

    for (uint32_t list = lists.first; list < lists.end && looked < KNOWN_LISTS; list++) {
        struct postings set;
        uint32_t seen = 0;

        if (!plan_field_in(fields, charindex_list_field(index, list)))
            continue;
        looked++;
        set = charindex_list(index, list);
        for (uint32_t run = 0; run < set.count && seen < KNOWN_DOCUMENTS; run++)
            for (uint32_t document = posting_first(&set, run);
                 document < posting_end(&set, run) && seen < KNOWN_DOCUMENTS; document++, seen++)
                if (charindex_prominence(index, document) > known)
                    known = charindex_prominence(index, document);
    }
    return known;
}

static bool is_better(const struct nearest_term *a, const struct nearest_term *b)
{
    if (a->cost != b->cost)
        return a->cost < b->cost;
    if (a->longer != b->longer)
        return a->longer;
    if (a->known != b->known)
        return a->known > b->known;
    return a->term < b->term;
}

static void add_candidate(struct walk *walk, uint32_t term)
{
    struct term_range terms = {.first = term, .end = term + 1};
    struct nearest_term candidate = {
        .term = term,
        .cost = nearest_cost(walk->word, walk->length, walk->points, walk->depth),
        .longer = walk->depth > walk->length,
    };
    size_t at = walk->count;

    for (size_t i = 0; i < walk->count; i++)
        if (walk->terms[i].term == term)
            return;
    (void)budget_take(walk->budget, BUDGET_SPELL, CANDIDATE_STEPS);
    if ((at == NEAREST_MAX && candidate.cost > walk->terms[at - 1].cost) ||
        !plan_fields_known(walk->index, charindex_lists(walk->index, terms), walk->fields))
        return;
    candidate.known = nearest_known(walk->index, walk->fields, term);
    while (at > 0 && is_better(&candidate, &walk->terms[at - 1])) {
        if (at < NEAREST_MAX)
            walk->terms[at] = walk->terms[at - 1];
        at--;
    }
    if (at == NEAREST_MAX)
        return;
    walk->terms[at] = candidate;
    walk->count += walk->count < NEAREST_MAX;
}

/*
 * The walk.
 */

/* Adds one letter of the term: computes its row of distances to all prefixes of the word. Returns
 * false if none of them is within the bound. */
static bool descend(struct walk *walk, uint32_t point, uint32_t end)
{
    uint32_t i = walk->depth + 1, n = walk->length, bound = walk->distance;
    uint32_t from = i > bound ? i - bound : 1, to = i + bound < n ? i + bound : n;
    const uint8_t *last = walk->rows[i - 1];
    uint8_t *row = walk->rows[i];
    unsigned best;

    walk->points[walk->depth] = point;
    walk->ends[walk->depth++] = end;
    row[from - 1] = (uint8_t)(from == 1 && i <= bound ? i : bound + 1);
    best = row[from - 1];
    for (uint32_t j = from; j <= to; j++) {
        unsigned cell = last[j - 1] + (walk->word[j - 1] != point ? 1u : 0u);

        cell = minimum(cell, minimum(last[j], row[j - 1]) + 1u);
        if (i > 1 && j > 1 && walk->word[j - 2] == point &&
            walk->word[j - 1] == walk->points[i - 2])
            cell = minimum(cell, walk->rows[i - 2][j - 2] + 1u);
        row[j] = (uint8_t)minimum(cell, bound + 1);
        best = minimum(best, cell);
    }
    if (to < n)
        row[to + 1] = (uint8_t)(bound + 1);
    return best <= bound;
}

/* The size of the common prefix. */
static size_t common(struct slice a, struct slice b)
{
    size_t size = a.size < b.size ? a.size : b.size, at = 0;

    while (at < size && a.bytes[at] == b.bytes[at])
        at++;
    return at;
}

static bool has_prefix(const struct walk *walk, uint32_t term, struct slice prefix)
{
    (void)budget_take(walk->budget, BUDGET_SPELL, LETTER_STEPS);
    return slice_has_prefix(charindex_term_text(walk->index, term), prefix);
}

/* The first term after this one that does not have the prefix, at most `end`. Galloping search:
 * most ranges are short. */
static uint32_t skip(const struct walk *walk, uint32_t term, uint32_t end, struct slice prefix)
{
    struct bisection search = {.low = term + 1, .high = term + 1};

    for (uint32_t step = 1; search.high < end && has_prefix(walk, search.high, prefix); step *= 2) {
        search.low = search.high + 1;
        search.high = end - search.high > step ? search.high + step : end;
    }
    while (bisect(&search))
        bisect_narrow(&search, has_prefix(walk, search.middle, prefix));
    return search.low;
}

/* Compares the term, starting at the first letter that differs from the previous term. Returns the
 * size of the shortest prefix that rules the term out: no near term has that prefix. 0: it was
 * compared to its end. */
static size_t compare(struct walk *walk, struct slice text, size_t same)
{
    size_t at;

    while (walk->depth > 0 && walk->ends[walk->depth - 1] > same)
        walk->depth--;
    at = walk->depth > 0 ? walk->ends[walk->depth - 1] : 0;
    while (at < text.size) {
        uint32_t point = (uint32_t)utf8_next(text.bytes, text.size, &at);

        (void)budget_take(walk->budget, BUDGET_SPELL, LETTER_STEPS);
        if (walk->depth == walk->length + walk->distance || !descend(walk, point, (uint32_t)at))
            return at;
    }
    return 0;
}

static void walk_terms(struct walk *walk, uint32_t first, uint32_t end)
{
    struct slice before = {.bytes = NULL, .size = 0};
    size_t far = 0; /* size of the prefix of `before` that rules terms out; 0: none */

    walk->depth = 0;
    while (budget_left(walk->budget, BUDGET_SPELL) && first < end) {
        struct slice text = charindex_term_text(walk->index, first);
        size_t same = common(text, before);

        if (far > 0 && same >= far) {
            first = skip(walk, first, end, (struct slice){before.bytes, far});
            continue;
        }
        far = compare(walk, text, same);
        before = text;
        if (far == 0 && walk->depth + walk->distance >= walk->length &&
            walk->rows[walk->depth][walk->length] <= walk->distance)
            add_candidate(walk, first);
        first++;
    }
}

/*
 * Terms with another first letter and no other error.
 */

/* Adds the term that consists of the first letter and the letters of the word from `rest` on, if there
 * is one. */
static void look_up(struct walk *walk, uint32_t first, uint32_t rest)
{
    char text[DEPTH_MAX * UTF8_MAX_SIZE];
    size_t size = utf8_write(text, first);
    uint32_t term;

    walk->depth = 0;
    walk->points[walk->depth++] = first;
    for (uint32_t i = rest; i < walk->length; i++) {
        walk->points[walk->depth++] = walk->word[i];
        size += utf8_write(text + size, walk->word[i]);
    }
    (void)budget_take(walk->budget, BUDGET_SPELL, LOOKUP_STEPS);
    if (charindex_term(walk->index, text, size, &term))
        add_candidate(walk, term);
}

/* A letter left out before the word, or a wrong one. */
static void look_up_first_letters(struct walk *walk)
{
    for (uint32_t first = 'a'; first <= 'z' && budget_left(walk->budget, BUDGET_SPELL); first++) {
        if (first == walk->word[0])
            continue;
        look_up(walk, first, 0);
        look_up(walk, first, 1);
    }
}

/* The first term that is not less than this code point. */
static uint32_t terms_from(const struct charindex *index, uint32_t point)
{
    struct bisection search = {.low = 0, .high = charindex_terms(index)};
    char bytes[UTF8_MAX_SIZE];
    struct slice letter = {.bytes = bytes};

    if (point > 0x10FFFF)
        return search.high;
    if (point >= 0xD800 && point <= 0xDFFF)
        point = 0xE000;
    letter.size = utf8_write(bytes, point);
    while (bisect(&search))
        bisect_narrow(&search,
                      slice_compare(charindex_term_text(index, search.middle), letter) < 0);
    return search.low;
}

size_t nearest_terms(const struct charindex *index, const struct plan_fields *fields,
                     struct slice word, unsigned distance, struct budget *budget,
                     struct nearest_term terms[static NEAREST_MAX])
{
    struct walk walk = {.index = index, .fields = fields, .terms = terms};
    uint32_t first, near;

    walk.budget = budget;
    walk.distance = minimum(distance, NEAREST_DISTANCE_MAX);
    if (word.size == 0 || utf8_length(word.bytes, word.size) > NEAREST_LETTERS)
        return 0;
    for (size_t at = 0; at < word.size;)
        walk.word[walk.length++] = (uint32_t)utf8_next(word.bytes, word.size, &at);
    for (uint32_t j = 0; j <= walk.length; j++)
        walk.rows[0][j] = (uint8_t)j;
    first = walk.word[0];
    near = first - first % NEIGHBOURHOOD;
    walk_terms(&walk, terms_from(index, first), terms_from(index, first + 1));
    if (first < 0x80 && walk.distance > 0)
        look_up_first_letters(&walk);
    walk_terms(&walk, terms_from(index, near), terms_from(index, first));
    walk_terms(&walk, terms_from(index, first + 1), terms_from(index, near + NEIGHBOURHOOD));
    return walk.count;
}
