/*
 * How well a document fits a query.
 *
 * A document is scored by its texts: each is compared with the words of the query, and has a cost
 * that grows with its difference from the query. The cheapest text and the document's prominence
 * make the score. The costs:
 *
 *   the kind of text        a name costs least, then aliases, keywords; a definition most
 *   words beyond the query  each by its rarity: SIGN or LETTER add little meaning, CIRCLED much
 *   prefixes                a word of which the query has only a prefix costs more than all else
 *                           together, and more for each further letter
 *   order                   words in another order than in the query
 *   common words            the alternative of the query that matches, by how common it is
 *   missing words           words of the query that are not in this text
 *
 * A text that is the query word by word has a bonus. There are no other rules, and none for
 * particular queries or characters. Costs are in the same unit as prominence (see SCALE), and were
 * tuned with tests/relevance.
 *
 * (Fielded scoring with length normalisation, as BM25F does it: S. Robertson, H. Zaragoza, "The
 * Probabilistic Relevance Framework", 2009; here over texts of a few words, without term frequency,
 * and with a static prior for prominence.)
 */

#include "index/search/rank/score.h"

#include <endian.h>

#include "index/search/rank/document_fields.h"

enum {
    GROUPS_MAX = 64, /* groups scored; further groups of a very long query are ignored */
    COMMONNESS_MAX = 14,

    BASE = 100000,
    SCALE = 8, /* of costs: a cost of 1 equals 8/PROMINENCE_WEIGHT of prominence */
    PROMINENCE_WEIGHT = 1,

    COST_PREFIX = 60,      /* a prefix match: more than all else together, */
    COST_LETTERS_MAX = 12, /* and 1 for each further letter, at most this */
    COST_ORDER = 4,
    COST_MISSING = 6,
    COST_EXTRA_MIN = 2,  /* a word beyond the query: the most common, */
    COST_EXTRA_STEP = 1, /* and for each factor of 4 that it is rarer */
    COST_EXTRAS_MAX = 30,
    COST_COMMON_STEP = 2, /* a word of several alternatives: for each factor of 2 in frequency */
    GAIN_EXACT = 5,

    NARROWED_TEXTS = 64, /* documents with fewer are judged as they are */
    NARROWED_TEXTS_A_STEP = 4,
};

/* The cost of each kind of text. */
static const unsigned char kind_costs[TEXT_KINDS] = {
    [TEXT_CORRECTION] = 2,   [TEXT_CONTROL] = 4,     [TEXT_ALTERNATE] = 2, [TEXT_FIGMENT] = 8,
    [TEXT_ABBREVIATION] = 2, [TEXT_INFORMAL] = 4,    [TEXT_HTML] = 6,      [TEXT_SHORT_NAME] = 6,
    [TEXT_KEYWORD] = 11,     [TEXT_DEFINITION] = 24, [TEXT_MARK] = 10,
};

/* One text of a document. */
struct candidate {
    unsigned field;
    unsigned kind_cost;
    struct word_list words;
};

/* The words of the query in a text. */
struct tally {
    uint64_t groups;           /* found; bit n: group n */
    uint64_t positions;        /* of the words found, in the text */
    uint8_t first[GROUPS_MAX]; /* position of the first word of each group found */
    unsigned prefixes;         /* the cost of prefix matches */
    unsigned common;           /* the cost of common alternatives */
};

/* The cost of a text, by reason. */
struct cost {
    unsigned kind, prefixes, common, extras, missing, order;
    unsigned exact; /* a bonus */
};

static bool has_words(const struct plan_clause *clause)
{
    return !clause->negated && clause->group < GROUPS_MAX &&
           (clause->kind == QUERY_WORD || clause->kind == QUERY_PREFIX ||
            clause->kind == QUERY_PHRASE);
}

void scorer_init(struct scorer *scorer, const struct charindex *index, const struct plan *plan)
{
    *scorer = (struct scorer){.index = index, .plan = plan};
    for (uint32_t i = 0; i < plan->clause_count; i++) {
        const struct plan_clause *clause = &plan->clauses[i];

        if (!has_words(clause))
            continue;
        scorer->asked |= UINT64_C(1) << clause->group;
        for (size_t k = 0; k < sizeof scorer->fields.bits / sizeof *scorer->fields.bits; k++)
            scorer->fields.bits[k] |= clause->fields.bits[k];
    }
}

static uint32_t term_at(const struct word_list *words, uint32_t position)
{
    return le32toh(words->terms_le[position]);
}

static uint32_t count_compared(const struct word_list *words)
{
    return words->count < SCORE_WORDS_MAX ? words->count : SCORE_WORDS_MAX;
}

/* The binary logarithm of the word's frequency, 0 to 14. */
static unsigned commonness(const struct charindex *index, uint32_t term)
{
    struct term_range range = {.first = term, .end = term + 1};
    struct list_range lists = charindex_lists(index, range);
    uint32_t frequency = 1;

    if (lists.first < lists.end)
        frequency = charindex_list(index, lists.first).total;
    return frequency > 0x3FFF ? COMMONNESS_MAX : 31u - (unsigned)__builtin_clz(frequency | 1);
}

static bool is_prefix_of(const struct plan_word *word, uint32_t term)
{
    return term >= word->prefixed.first && term < word->prefixed.end;
}

/* The cost of a term that is longer than the word of the query. */
static unsigned prefix_cost(const struct charindex *index, const struct plan_word *word,
                            uint32_t term)
{
    size_t asked = word->size, size = charindex_term_text(index, term).size;
    size_t more = size > asked ? size - asked : 0;

    if (more == 0)
        return 0;
    return COST_PREFIX + (unsigned)(more < COST_LETTERS_MAX ? more : COST_LETTERS_MAX);
}

/* Finds the cheapest position of one word; false: the text does not have it. */
static bool place_word(const struct charindex *index, const struct plan_word *word,
                       const struct word_list *words, uint32_t *position, unsigned *cost)
{
    uint32_t count = count_compared(words);
    bool found = false;

    for (uint32_t i = 0; i < count; i++) {
        uint32_t term = term_at(words, i);
        unsigned this_cost;

        if (term == word->term) {
            *position = i;
            *cost = 0;
            return true;
        }
        if (!is_prefix_of(word, term))
            continue;
        this_cost = prefix_cost(index, word, term);
        if (!found || this_cost < *cost) {
            *position = i;
            *cost = this_cost;
            found = true;
        }
    }
    return found;
}

static bool place_phrase(const struct plan *plan, const struct plan_clause *clause,
                         const struct word_list *words, uint32_t *position)
{
    uint32_t count = count_compared(words);

    for (uint32_t i = 0; i + clause->count <= count; i++) {
        uint32_t k = 0;

        while (k < clause->count && term_at(words, i + k) == plan->words[clause->first + k].term)
            k++;
        if (k == clause->count) {
            *position = i;
            return true;
        }
    }
    return false;
}

/* Does the clause have alternatives? A rarer alternative scores better. */
static bool has_alternatives(const struct plan *plan, const struct plan_clause *clause)
{
    return (clause > plan->clauses && clause[-1].group == clause->group) ||
           (clause + 1 < plan->clauses + plan->clause_count && clause[1].group == clause->group);
}

/* Tallies one clause, unless another clause of its group was found. */
static void tally_clause(const struct charindex *index, const struct plan *plan,
                         const struct plan_clause *clause, const struct candidate *candidate,
                         struct tally *tally)
{
    uint64_t group = UINT64_C(1) << clause->group;
    uint32_t position = 0, count = 1;
    unsigned cost = 0;

    if (tally->groups & group)
        return;
    if (clause->kind == QUERY_PHRASE) {
        count = clause->count;
        if (!place_phrase(plan, clause, &candidate->words, &position))
            return;
    } else if (!place_word(index, &plan->words[clause->first], &candidate->words, &position,
                           &cost)) {
        return;
    }
    if (has_alternatives(plan, clause))
        tally->common += COST_COMMON_STEP * commonness(index, term_at(&candidate->words, position));
    tally->groups |= group;
    tally->first[clause->group] = (uint8_t)position;
    tally->prefixes += cost;
    for (uint32_t i = 0; i < count && position + i < SCORE_WORDS_MAX; i++)
        tally->positions |= UINT64_C(1) << (position + i);
}

static void tally_text(const struct charindex *index, const struct plan *plan,
                       const struct candidate *candidate, struct tally *tally)
{
    tally->groups = tally->positions = 0;
    tally->prefixes = tally->common = 0;
    for (uint32_t i = 0; i < plan->clause_count; i++) {
        const struct plan_clause *clause = &plan->clauses[i];

        if (has_words(clause) && plan_field_in(&clause->fields, candidate->field))
            tally_clause(index, plan, clause, candidate, tally);
    }
}

/* The cost of words beyond the query: rarer words cost more. */
static unsigned extras_cost(const struct charindex *index, const struct candidate *candidate,
                            const struct tally *tally)
{
    uint32_t count = count_compared(&candidate->words);
    unsigned cost = 0;

    for (uint32_t i = 0; i < count && cost < COST_EXTRAS_MAX; i++)
        if (!(tally->positions >> i & 1)) {
            unsigned rarity = COMMONNESS_MAX - commonness(index, term_at(&candidate->words, i));

            cost += COST_EXTRA_MIN + COST_EXTRA_STEP * rarity / 2;
        }
    return cost < COST_EXTRAS_MAX ? cost : COST_EXTRAS_MAX;
}

static bool in_order(const struct tally *tally)
{
    int before = -1;

    for (unsigned group = 0; group < GROUPS_MAX && tally->groups >> group != 0; group++) {
        if (!(tally->groups >> group & 1))
            continue;
        if (tally->first[group] <= before)
            return false;
        before = tally->first[group];
    }
    return true;
}

/* Is the text the query, word by word? */
static bool is_exact(const struct plan *plan, const struct word_list *words)
{
    if (plan->word_count != words->count)
        return false;
    for (uint32_t i = 0; i < words->count; i++)
        if (term_at(words, i) != plan->words[i].term)
            return false;
    return true;
}

/* Returns false if the text has no word of the query. */
static inline bool find_cost(const struct scorer *scorer, const struct candidate *candidate,
                             struct tally *tally, struct cost *cost)
{
    tally_text(scorer->index, scorer->plan, candidate, tally);
    if (tally->groups == 0)
        return false;
    *cost = (struct cost){.kind = candidate->kind_cost};
    if (is_exact(scorer->plan, &candidate->words)) {
        cost->exact = GAIN_EXACT;
        return true;
    }
    cost->prefixes = tally->prefixes;
    cost->common = tally->common;
    cost->extras = extras_cost(scorer->index, candidate, tally);
    cost->missing = COST_MISSING * (unsigned)__builtin_popcountll(scorer->asked & ~tally->groups);
    cost->order = in_order(tally) ? 0 : COST_ORDER;
    return true;
}

/* May be negative. */
static inline int cost_sum(const struct cost *cost)
{
    return (int)(cost->kind + cost->prefixes + cost->common + cost->extras + cost->missing +
                 cost->order) -
           (int)cost->exact;
}

/*
 * The texts of a document.
 */

static unsigned field_of(enum text_kind kind, uint8_t language)
{
    if (TEXT_BIT(kind) & TEXT_KEYWORDS)
        return FIELD_KEYWORD + language;
    return TEXT_BIT(kind) & TEXT_DEFINITIONS ? FIELD_DEFINITION : FIELD_ALIAS;
}

static struct candidate name_candidate(const struct charindex *index, uint32_t document)
{
    bool sequence = document >= charindex_first_sequence(index);

    return (struct candidate){
        .field = sequence ? FIELD_SEQUENCE : FIELD_NAME,
        .words = charindex_name_words(index, document),
    };
}

/* The best text so far. */
struct best {
    int sum; /* of the cost; INT32_MAX: no text has a word of the query */
    struct cost cost;
    struct score_text text;
};

/* One document, judged at the expense of one stage. */
struct judging {
    const struct scorer *scorer;
    const struct plan_fields *fields; /* whose texts are read */
    struct budget *budget;
    enum budget_stage stage;
    uint32_t texts_a_step; /* that are skipped */
    struct best *best;
};

static void weigh(struct judging *judging, const struct candidate *candidate, uint32_t number,
                  bool is_name)
{
    struct best *best = judging->best;
    struct tally tally;
    struct cost cost;

    if (find_cost(judging->scorer, candidate, &tally, &cost) && cost_sum(&cost) < best->sum)
        *best = (struct best){
            .sum = cost_sum(&cost),
            .cost = cost,
            .text = {.is_name = is_name, .number = number, .positions = tally.positions}};
}

/* Every clause is compared with every word. */
static size_t steps_of(const struct plan *plan, const struct word_list *words)
{
    return ((size_t)count_compared(words) + 4) * ((size_t)plan->clause_count + 4);
}

/* A text other than the name; the words are not fetched. */
static struct candidate text_candidate(const struct charindex *index, uint32_t number)
{
    uint8_t language;
    enum text_kind kind = charindex_text_kind(index, number, &language);

    return (struct candidate){.field = field_of(kind, language), .kind_cost = kind_costs[kind]};
}

/* Most texts need not be read: no clause may stand in their field, or even as the query word by
 * word they would cost more than the best one so far. Returns false when the steps do not suffice
 * for one that has to be. */
static bool weigh_text(struct judging *judging, uint32_t number)
{
    const struct scorer *scorer = judging->scorer;
    struct candidate candidate = text_candidate(scorer->index, number);

    if (!plan_field_in(judging->fields, candidate.field) ||
        (int)candidate.kind_cost - GAIN_EXACT >= judging->best->sum)
        return true;
    candidate.words = charindex_text_words(scorer->index, number);
    if (!budget_reserve(judging->budget, judging->stage, steps_of(scorer->plan, &candidate.words)))
        return false;
    weigh(judging, &candidate, number, false);
    return true;
}

/* Returns false when the steps ran out before all texts were looked at. The name is looked at in
 * any case. */
static bool judge(struct judging *judging, uint32_t document)
{
    const struct charindex *index = judging->scorer->index;
    struct text_range texts = charindex_texts(index, document);
    struct candidate candidate = name_candidate(index, document);
    size_t steps = steps_of(judging->scorer->plan, &candidate.words) +
                   (texts.end - texts.first) / judging->texts_a_step;
    bool more = budget_take(judging->budget, judging->stage, steps);

    *judging->best = (struct best){.sum = INT32_MAX};
    weigh(judging, &candidate, 0, true);
    for (uint32_t number = texts.first; more && number < texts.end; number++)
        more = weigh_text(judging, number);
    return more;
}

/* Is the document the letter or digit that is the whole query? */
static bool is_letter(const struct scorer *scorer, uint32_t document)
{
    const struct plan *plan = scorer->plan;

    return plan->clause_count == 1 && plan->word_count == 1 && plan->words[0].letter >= 0 &&
           document < charindex_first_sequence(scorer->index) &&
           charindex_code_point(scorer->index, document) == (uint32_t)plan->words[0].letter;
}

/* For ranking: judged by the texts that the steps suffice for. False where these have no word of
 * the query, and the others are not known. */
static bool judge_for_rank(const struct scorer *scorer, uint32_t document, struct budget *budget,
                           struct best *best)
{
    struct judging judging = {.scorer = scorer,
                              .fields = &scorer->fields,
                              .budget = budget,
                              .stage = BUDGET_RANK,
                              .texts_a_step = 1,
                              .best = best};
    bool complete = judge(&judging, document);

    return complete || best->sum != INT32_MAX;
}

uint32_t score_document(const struct scorer *scorer, uint32_t document, struct budget *budget)
{
    int score = BASE + PROMINENCE_WEIGHT * (int)charindex_prominence(scorer->index, document);
    struct best best;

    if (is_letter(scorer, document))
        return 2 * BASE;
    if (!judge_for_rank(scorer, document, budget, &best))
        return 0;
    if (best.sum != INT32_MAX)
        score -= SCALE * best.sum;
    return score > 0 ? (uint32_t)score : 0;
}

/* Narrows the fields to those that have words of the query, where that takes no more lists than there
 * are texts. */
static void narrow(const struct scorer *scorer, uint32_t document, struct budget *budget,
                   struct plan_fields *fields)
{
    struct text_range texts = charindex_texts(scorer->index, document);
    struct plan_fields found;
    size_t steps = 0;

    if (texts.end - texts.first < NARROWED_TEXTS)
        return;
    if (document_fields(scorer->index, scorer->plan, document, texts.end - texts.first, &found,
                        &steps))
        for (size_t i = 0; i < sizeof found.bits / sizeof *found.bits; i++)
            fields->bits[i] &= found.bits[i];
    (void)budget_take(budget, BUDGET_PRESENT, steps);
}

enum score_outcome score_best_text(const struct scorer *scorer, uint32_t document,
                                   struct budget *budget, struct score_text *text)
{
    struct plan_fields fields = scorer->fields;
    struct best best;
    struct judging judging = {.scorer = scorer,
                              .fields = &fields,
                              .budget = budget,
                              .stage = BUDGET_PRESENT,
                              .texts_a_step = NARROWED_TEXTS_A_STEP,
                              .best = &best};

    if (is_letter(scorer, document))
        return SCORE_NO_TEXT;
    narrow(scorer, document, budget, &fields);
    if (!judge(&judging, document))
        return SCORE_EXCEEDED;
    *text = best.text;
    return best.sum == INT32_MAX ? SCORE_NO_TEXT : SCORE_TEXT;
}

/*
 * The parts of a score.
 */

const char *score_part_name(enum score_part part)
{
    static const char *const names[SCORE_PARTS] = {
        [SCORE_BASE] = "base",          [SCORE_PROMINENCE] = "prominence",
        [SCORE_LETTER] = "letter",      [SCORE_KIND] = "kind of text",
        [SCORE_PREFIXES] = "prefixes",  [SCORE_COMMON] = "common words",
        [SCORE_EXTRAS] = "extra words", [SCORE_MISSING] = "missing words",
        [SCORE_ORDER] = "order",        [SCORE_EXACT] = "exact",
    };

    return names[part];
}

void score_parts_find(const struct scorer *scorer, uint32_t document, struct budget *budget,
                      struct score_parts *parts)
{
    struct best best;

    *parts = (struct score_parts){.points = {[SCORE_BASE] = BASE}};
    if (is_letter(scorer, document)) {
        parts->points[SCORE_LETTER] = BASE;
        return;
    }
    if (!judge_for_rank(scorer, document, budget, &best)) {
        parts->points[SCORE_BASE] = 0;
        return;
    }
    parts->points[SCORE_PROMINENCE] =
        PROMINENCE_WEIGHT * (int)charindex_prominence(scorer->index, document);
    parts->points[SCORE_KIND] = -SCALE * (int)best.cost.kind;
    parts->points[SCORE_PREFIXES] = -SCALE * (int)best.cost.prefixes;
    parts->points[SCORE_COMMON] = -SCALE * (int)best.cost.common;
    parts->points[SCORE_EXTRAS] = -SCALE * (int)best.cost.extras;
    parts->points[SCORE_MISSING] = -SCALE * (int)best.cost.missing;
    parts->points[SCORE_ORDER] = -SCALE * (int)best.cost.order;
    parts->points[SCORE_EXACT] = SCALE * (int)best.cost.exact;
}
