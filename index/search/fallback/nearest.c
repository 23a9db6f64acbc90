/*
 * A word with few errors has parts without any: of one error, either half of the word is spared; of two,
 * one half is, or each half has one (S. Mihov, K. U. Schulz, "Fast approximate search in large
 * dictionaries", 2004). So the terms compared are those that begin with the first half of the word, those
 * that end in the second half, and for two errors also those that begin as the first half does with one
 * error. The two letters where the halves meet may also be swapped.
 *
 * Terms with a common beginning are an implicit trie: they are neighbours, and share that prefix's rows of
 * the distance table. If no number of a row is within the bound, no term with the prefix is near, and all
 * of them are skipped.
 *
 * The first letter is seldom wrong, and then it is the only error. (A table of words with deleted letters
 * would be many times as large as the words.)
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
    LOOKUP_STEPS = 40,     /* terms with some ending or beginning looked up */
    NEIGHBOURHOOD = 0x200, /* code points that may be mistaken for each other: Latin, Greek, … */
    COST_IN_KNOWN = 80,    /* a cost of 1 in units of prominence, */
    LONGER_IN_KNOWN = 24,  /* and what a longer term gains */
    KNOWN_MAX = 255,
    TABLE_ROWS = 4, /* of the table of costs that are in use */
};

struct walk {
    const struct charindex *index;
    const struct plan_fields *fields;
    struct slice text;                     /* the word, */
    uint32_t offsets[NEAREST_LETTERS + 1]; /* and where each of its letters begins, */
    uint32_t word[NEAREST_LETTERS];        /* its letters, */
    uint32_t length;                       /* and how many they are */
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

/* Is one of the last three letters before i and j elsewhere among them, over two others? */
static bool is_moved(const uint32_t *a, size_t i, const uint32_t *b, size_t j)
{
    bool right = a[i - 3] == b[j - 1] && a[i - 2] == b[j - 3] && a[i - 1] == b[j - 2];

    return right || (a[i - 1] == b[j - 3] && a[i - 3] == b[j - 2] && a[i - 2] == b[j - 1]);
}

/* The cost of edits of two or three letters: swaps, ph for f, and a letter that moved. rows[k] is the
 * row for k fewer letters of `a`. */
static unsigned groups(unsigned *const rows[TABLE_ROWS], const uint32_t *a, size_t i,
                       const uint32_t *b, size_t j)
{
    unsigned cost = UINT32_MAX;

    if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        cost = rows[2][j - 2] + NEAREST_SLIP;
    if (a[i - 1] == 'f' && ends_in_ph(b, j))
        cost = minimum(cost, rows[1][j - 2] + NEAREST_SLIP);
    if (b[j - 1] == 'f' && ends_in_ph(a, i))
        cost = minimum(cost, rows[2][j - 1] + NEAREST_SLIP);
    if (i > 2 && j > 2 && is_moved(a, i, b, j))
        cost = minimum(cost, rows[3][j - 3] + NEAREST_MOVE);
    return cost;
}

unsigned nearest_cost(const uint32_t *a, size_t a_count, const uint32_t *b, size_t b_count)
{
    unsigned table[TABLE_ROWS][DEPTH_MAX + 1] = {{0}}, *rows[TABLE_ROWS];

    if (a_count > DEPTH_MAX || b_count > DEPTH_MAX)
        return UINT32_MAX;
    table[0][0] = 0;
    for (size_t j = 1; j <= b_count; j++)
        table[0][j] = table[0][j - 1] + insertion(b, b_count, j - 1);
    for (size_t i = 1; i <= a_count; i++) {
        unsigned absent = insertion(a, a_count, i - 1);

        for (size_t k = 0; k < TABLE_ROWS; k++)
            rows[k] = table[(i + TABLE_ROWS - k) % TABLE_ROWS];
        rows[0][0] = rows[1][0] + absent;
        for (size_t j = 1; j <= b_count; j++) {
            unsigned cost = rows[1][j - 1] + substitution(a[i - 1], b[j - 1]);

            cost = minimum(cost, rows[1][j] + absent);
            cost = minimum(cost, rows[0][j - 1] + insertion(b, b_count, j - 1));
            rows[0][j] = minimum(cost, groups(rows, a, i, b, j));
        }
    }
    return table[a_count % TABLE_ROWS][b_count];
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

/* How unlikely it is that the term was meant. */
static int unlikeliness(const struct nearest_term *term)
{
    return COST_IN_KNOWN * (int)term->cost - (term->longer ? LONGER_IN_KNOWN : 0) -
           (int)term->known;
}

static bool is_better(const struct nearest_term *a, const struct nearest_term *b)
{
    int difference = unlikeliness(a) - unlikeliness(b);

    return difference != 0 ? difference < 0 : a->term < b->term;
}

/* The cost of the compared term. */
static unsigned cost_of_term(const struct walk *walk)
{
    unsigned cost = nearest_cost(walk->word, walk->length, walk->points, walk->depth);

    return cost >= NEAREST_EDIT && walk->points[0] != walk->word[0] ? cost + NEAREST_FIRST : cost;
}

static void add_candidate(struct walk *walk, uint32_t term)
{
    struct term_range terms = {.first = term, .end = term + 1};
    struct nearest_term candidate = {
        .term = term,
        .cost = cost_of_term(walk),
        .longer = walk->depth > walk->length,
        .known = KNOWN_MAX,
    };
    size_t at = walk->count;

    for (size_t i = 0; i < walk->count; i++)
        if (walk->terms[i].term == term)
            return;
    (void)budget_take(walk->budget, BUDGET_SPELL, CANDIDATE_STEPS);
    if ((at == NEAREST_MAX && !is_better(&candidate, &walk->terms[at - 1])) ||
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

/* Does the term that was compared to its end begin with the first letter of the word, or with another one of
 * the same part of Unicode and no other error? */
static bool begins_well(const struct walk *walk, unsigned errors)
{
    uint32_t first = walk->points[0];

    return first == walk->word[0] ||
           (errors <= 1 && first / NEIGHBOURHOOD == walk->word[0] / NEIGHBOURHOOD);
}

static void add_if_near(struct walk *walk, uint32_t term)
{
    if (walk->depth > 0 && walk->depth + walk->distance >= walk->length &&
        walk->rows[walk->depth][walk->length] <= walk->distance &&
        begins_well(walk, walk->rows[walk->depth][walk->length]))
        add_candidate(walk, term);
}

static void walk_terms(struct walk *walk, struct term_range terms)
{
    struct slice before = {.bytes = NULL, .size = 0};
    size_t far = 0; /* size of the prefix of `before` that rules terms out; 0: none */
    uint32_t term = terms.first;

    walk->depth = 0;
    while (budget_left(walk->budget, BUDGET_SPELL) && term < terms.end) {
        struct slice text = charindex_term_text(walk->index, term);
        size_t same = common(text, before);

        if (far > 0 && same >= far) {
            term = skip(walk, term, terms.end, (struct slice){before.bytes, far});
            continue;
        }
        far = compare(walk, text, same);
        before = text;
        if (far == 0)
            add_if_near(walk, term);
        term++;
    }
}

/*
 * Parts of words.
 */

/* A text made of parts of the word. */
struct part {
    size_t size;
    char bytes[DEPTH_MAX * UTF8_MAX_SIZE];
};

/* Appends the letters of the word from first to end - 1. */
static void append(const struct walk *walk, struct part *part, uint32_t first, uint32_t end)
{
    size_t size = first < end ? walk->offsets[end] - walk->offsets[first] : 0;

    memcpy(part->bytes + part->size, walk->text.bytes + walk->offsets[first], size);
    part->size += size;
}

/* Appends the letters from first to end - 1, of which the one at `at` and the next are swapped. */
static void append_swapped(const struct walk *walk, struct part *part, uint32_t first, uint32_t at,
                           uint32_t end)
{
    append(walk, part, first, at);
    append(walk, part, at + 1, at + 2);
    append(walk, part, at, at + 1);
    append(walk, part, at + 2, end);
}

static struct slice whole(const struct part *part)
{
    return (struct slice){.bytes = part->bytes, .size = part->size};
}

static void walk_beginning(struct walk *walk, const struct part *part)
{
    (void)budget_take(walk->budget, BUDGET_SPELL, LOOKUP_STEPS);
    walk_terms(walk, charindex_terms_with(walk->index, part->bytes, part->size));
}

static void compare_ending(struct walk *walk, const struct part *part)
{
    struct term_range places = charindex_terms_ending(walk->index, whole(part));

    (void)budget_take(walk->budget, BUDGET_SPELL, LOOKUP_STEPS);
    for (uint32_t place = places.first;
         place < places.end && budget_left(walk->budget, BUDGET_SPELL); place++) {
        uint32_t term = charindex_ending_term(walk->index, place);

        if (compare(walk, charindex_term_text(walk->index, term), 0) == 0)
            add_if_near(walk, term);
    }
}

/* The terms of the range that have the prefix. */
static struct term_range narrow(const struct walk *walk, struct term_range terms,
                                struct slice prefix)
{
    struct bisection search = {.low = terms.first, .high = terms.end};

    while (bisect(&search)) {
        (void)budget_take(walk->budget, BUDGET_SPELL, LETTER_STEPS);
        bisect_narrow(&search,
                      slice_compare(charindex_term_text(walk->index, search.middle), prefix) < 0);
    }
    terms.first = search.low;
    if (terms.first < terms.end && has_prefix(walk, terms.first, prefix))
        terms.end = skip(walk, terms.first, terms.end, prefix);
    else
        terms.end = terms.first;
    return terms;
}

/* Walks the terms of the range, which begin with this part, that go on with the letters of the word from
 * first to end - 1. */
static void walk_on(struct walk *walk, struct term_range terms, struct part part, uint32_t first,
                    uint32_t end)
{
    append(walk, &part, first, end);
    walk_terms(walk, narrow(walk, terms, whole(&part)));
}

/* Walks the terms that have another letter than the word at this place, or one more letter before it,
 * but otherwise begin as it does until `end`. */
static void walk_other_letters(struct walk *walk, uint32_t at, uint32_t end)
{
    struct part part = {.size = 0};
    struct term_range terms;

    append(walk, &part, 0, at);
    terms = charindex_terms_with(walk->index, part.bytes, part.size);
    while (terms.first < terms.end && budget_left(walk->budget, BUDGET_SPELL)) {
        struct slice text = charindex_term_text(walk->index, terms.first);
        struct term_range branch = terms;
        size_t size = part.size;
        struct part other = part;

        if (text.size == size) { /* the term ends here */
            terms.first++;
            continue;
        }
        (void)utf8_next(text.bytes, text.size, &size);
        memcpy(other.bytes + part.size, text.bytes + part.size, size - part.size);
        other.size = size;
        branch.end = terms.first = skip(walk, terms.first, terms.end, whole(&other));
        walk_on(walk, branch, other, at + 1, end);
        walk_on(walk, branch, other, at, end);
    }
}

/* Walks the terms that begin as the word does until `end`, with one error after the first letter. */
static void walk_one_error(struct walk *walk, uint32_t end)
{
    for (uint32_t at = 1; at < end; at++) {
        struct part missing = {.size = 0}, swapped = {.size = 0};

        append(walk, &missing, 0, at);
        append(walk, &missing, at + 1, end);
        walk_beginning(walk, &missing);
        if (at + 1 < end) {
            append_swapped(walk, &swapped, 0, at, end);
            walk_beginning(walk, &swapped);
        }
        walk_other_letters(walk, at, end);
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

/* The terms that begin in the same part of Unicode as the word. */
static struct term_range terms_near(const struct walk *walk)
{
    uint32_t near = walk->word[0] - walk->word[0] % NEIGHBOURHOOD;

    return (struct term_range){.first = terms_from(walk->index, near),
                               .end = terms_from(walk->index, near + NEIGHBOURHOOD)};
}

/* The likely terms first: the beginning of a word is seldom wrong. */
static void compare_all(struct walk *walk)
{
    uint32_t length = walk->length, half = length / 2;
    struct part first = {.size = 0}, second = {.size = 0}, swapped = {.size = 0};

    if (half == 0) {
        walk_terms(walk, terms_near(walk));
        return;
    }
    append(walk, &first, 0, half);
    walk_beginning(walk, &first);
    if (walk->distance == 0)
        return;
    append_swapped(walk, &swapped, 0, half - 1, half + 1);
    walk_beginning(walk, &swapped);
    append(walk, &second, half, length);
    compare_ending(walk, &second);
    if (walk->distance == 1)
        return;
    swapped.size = 0;
    append_swapped(walk, &swapped, half - 1, half - 1, length);
    compare_ending(walk, &swapped);
    walk_one_error(walk, half);
}

size_t nearest_terms(const struct charindex *index, const struct plan_fields *fields,
                     struct slice word, unsigned distance, struct budget *budget,
                     struct nearest_term terms[static NEAREST_MAX])
{
    struct walk walk = {.index = index, .fields = fields, .text = word, .terms = terms};

    walk.budget = budget;
    walk.distance = minimum(distance, NEAREST_DISTANCE_MAX);
    if (word.size == 0 || utf8_length(word.bytes, word.size) > NEAREST_LETTERS)
        return 0;
    for (size_t at = 0; at < word.size; walk.offsets[walk.length] = (uint32_t)at)
        walk.word[walk.length++] = (uint32_t)utf8_next(word.bytes, word.size, &at);
    for (uint32_t j = 0; j <= walk.length; j++)
        walk.rows[0][j] = (uint8_t)j;
    compare_all(&walk);
    return walk.count;
}
