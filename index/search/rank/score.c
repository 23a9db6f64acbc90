/*
 * A document is scored by its texts: each is compared with the words of the query (tally.h), and has
 * a cost that grows with its difference from the query (costs.h). The cheapest text and the
 * document's prominence make the score.
 *
 * (Fielded scoring with length normalisation, as BM25F does it: S. Robertson, H. Zaragoza, "The
 * Probabilistic Relevance Framework", 2009; here over texts of a few words, without term frequency,
 * and with a static prior for prominence.)
 */

#include "index/search/rank/score.h"

#include <unicode/uchar.h>

#include "index/base/bits.h"
#include "index/search/rank/costs.h"
#include "index/search/rank/document_fields.h"
#include "index/search/rank/document_texts.h"
#include "index/search/rank/tally.h"

enum {
    BASE = SCORE_NEUTRAL,
    NARROWED_TEXTS = 64, /* documents with fewer are judged as they are */
    NARROWED_TEXTS_A_STEP = 4,
};

/* The cost of a text, by reason. */
struct cost {
    unsigned kind, prefixes, forms, common, extras, missing, order;
    unsigned exact; /* a bonus */
};

/* Are definitions not the only texts in which the words of the clause are looked for? */
static bool asks_widely(const struct plan_clause *clause)
{
    uint64_t others = clause->fields.bits[0] & ~(UINT64_C(1) << FIELD_DEFINITION);

    for (size_t i = 1; i < sizeof clause->fields.bits / sizeof *clause->fields.bits; i++)
        others |= clause->fields.bits[i];
    return others != 0;
}

/* The category of the letter that is a word among others: "o with stroke". */
static uint32_t category_of_letter(const struct charindex *index, const struct plan *plan)
{
    if (plan->word_count < 2)
        return U_UNASSIGNED;
    for (uint32_t i = 0; i < plan->word_count; i++)
        if (plan->words[i].letter >= 0)
            return property_number(charindex_repertoire(index), PROPERTY_CATEGORY,
                                   (uint32_t)plan->words[i].letter);
    return U_UNASSIGNED;
}

static uint32_t other_case(uint32_t category)
{
    if (category == U_UPPERCASE_LETTER)
        return U_LOWERCASE_LETTER;
    return category == U_LOWERCASE_LETTER ? U_UPPERCASE_LETTER : 0;
}

void scorer_init(struct scorer *scorer, const struct charindex *index, const struct plan *plan)
{
    *scorer = (struct scorer){.index = index, .plan = plan, .texts = charindex_text_table(index)};
    sieve_init(&scorer->sieve, index, plan);
    scorer->other_case = other_case(category_of_letter(index, plan));
    for (uint32_t i = 0; i < plan->clause_count; i++) {
        const struct plan_clause *clause = &plan->clauses[i];

        if (!tally_has_words(clause))
            continue;
        scorer->asked |= UINT64_C(1) << clause->group;
        if (asks_widely(clause))
            scorer->wide |= UINT64_C(1) << clause->group;
        for (size_t k = 0; k < sizeof scorer->fields.bits / sizeof *scorer->fields.bits; k++)
            scorer->fields.bits[k] |= clause->fields.bits[k];
    }
    for (uint32_t i = 0; i < plan->clause_count; i++)
        if (plan->clauses[i].kind > QUERY_PHRASE && plan->clauses[i].group < TALLY_GROUPS_MAX)
            scorer->wide &= ~(UINT64_C(1) << plan->clauses[i].group);
}

void scorer_init_hits(struct scorer *scorer, const struct charindex *index, const struct hits *hits)
{
    scorer_init(scorer, index, hits->plan);
    if (hits->divided)
        plan_fields_limit(&scorer->fields, &hits->plan->understood);
}

/* The cost of words beyond the query: rarer words cost more. */
static unsigned extras_cost(const uint8_t *commonness, const struct candidate *candidate,
                            const struct tally *tally)
{
    uint32_t count = tally_compared(&candidate->words);
    unsigned cost = 0;

    for (uint32_t i = 0; i < count && cost < COST_EXTRAS_MAX; i++)
        if (!(tally->positions >> i & 1))
            cost += cost_of_extra(commonness[tally_term(&candidate->words, i)]);
    return cost < COST_EXTRAS_MAX ? cost : COST_EXTRAS_MAX;
}

/* The same of a definition, where `extras` is the cost of the words beyond the query. A definition lists meanings,
 * the most usual one first: "begin, start; then". That there are others costs nothing; what stands first does. */
static unsigned definition_cost(unsigned extras, const struct tally *tally)
{
    unsigned before = (unsigned)__builtin_ctzll(tally->positions);

    return (extras < COST_MEANINGS_MAX ? extras : COST_MEANINGS_MAX) +
           COST_MEANING_BEFORE * (before < COST_BEFORE_MAX ? before : COST_BEFORE_MAX);
}

/* Is the text the query, word by word, or in other forms? */
static bool is_exact(const struct plan *plan, const struct candidate *candidate,
                     const struct tally *tally)
{
    const struct word_list *words = &candidate->words;

    if (plan->word_count != words->count)
        return false;
    for (uint32_t i = 0; i < words->count; i++)
        if (tally_term(words, i) != plan->words[i].term &&
            (tally->forms == 0 || !plan_is_form(&plan->words[i], tally_term(words, i))))
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
    *cost = (struct cost){.kind = candidate->kind_cost, .forms = tally->forms};
    if (is_exact(scorer->plan, candidate, tally)) {
        cost->kind = candidate->exact_cost;
        if (candidate->field != FIELD_DEFINITION) /* one meaning is not better than several */
            cost->exact = (tally->forms == 0 ? GAIN_EXACT : 0) + candidate->name_gain;
        return true;
    }
    cost->prefixes = tally->prefixes;
    cost->common = tally->common;
    cost->extras = extras_cost(scorer->texts.commonness, candidate, tally);
    if (candidate->field == FIELD_DEFINITION)
        cost->extras = definition_cost(cost->extras, tally);
    if (tally->groups != scorer->asked)
        cost->missing = COST_MISSING * bits_count(scorer->asked & ~tally->groups);
    cost->order = tally_in_order(tally) ? 0 : COST_ORDER;
    return true;
}

/* May be negative. */
static inline int cost_sum(const struct cost *cost)
{
    return (int)(cost->kind + cost->prefixes + cost->forms + cost->common + cost->extras +
                 cost->missing + cost->order) -
           (int)cost->exact;
}

/*
 * The texts of a document.
 */

static struct candidate name_candidate(const struct charindex *index, uint32_t document)
{
    bool sequence = document >= charindex_first_sequence(index);

    return (struct candidate){
        .field = sequence ? FIELD_SEQUENCE : FIELD_NAME,
        .name_gain = GAIN_NAME,
        .words = charindex_name_words(index, document),
    };
}

/* The best text so far. */
struct best {
    int sum;                /* of the cost; INT32_MAX: no text has a word of the query */
    struct cost cost;       /* if one has, */
    struct score_text text; /* and which */
    unsigned agreeing;      /* texts that have all words of the query */
    uint64_t found;         /* groups found in any text */
    uint64_t sure;          /* and in texts other than definitions */
};

/* Leaves out what is not read before there is a best text: this is done for hundreds of documents. */
static inline void best_init(struct best *best)
{
    best->sum = INT32_MAX;
    best->agreeing = 0;
    best->found = best->sure = 0;
}

/* One document, judged in the steps of one stage. */
struct judging {
    const struct scorer *scorer;
    const struct plan_fields *fields; /* whose texts are read */
    int64_t left;                     /* steps; negative: overdrawn */
    uint32_t texts_a_step;            /* that are skipped */
    bool best_only;                   /* texts that cannot be the best one are not read */
    struct best *best;
};

/* As budget_take() and budget_reserve(), of one stage. */
static inline bool take(struct judging *judging, size_t steps)
{
    judging->left -= (int64_t)steps;
    return judging->left >= 0;
}

static inline bool reserve(struct judging *judging, size_t steps)
{
    if (judging->left >= (int64_t)steps)
        return take(judging, steps);
    if (judging->left > 0)
        judging->left = 0;
    return false;
}

/* Does the text have all words of the query, and few others? */
static bool agrees(const struct scorer *scorer, const struct tally *tally, const struct cost *cost)
{
    return tally->groups == scorer->asked && tally->prefixes == 0 &&
           cost->extras + cost->order + cost->forms <= GAIN_AGREEING_EXTRAS;
}

static void weigh(const struct judging *judging, const struct candidate *candidate, uint32_t number,
                  bool is_name)
{
    struct best *best = judging->best;
    struct tally tally;
    struct cost cost;
    int sum;

    if (!find_cost(judging->scorer, candidate, &tally, &cost))
        return;
    best->found |= tally.groups;
    if (candidate->field != FIELD_DEFINITION) {
        best->sure |= tally.groups;
        best->agreeing += !candidate->other_language && agrees(judging->scorer, &tally, &cost);
    }
    sum = cost_sum(&cost);
    if (sum >= best->sum)
        return;
    best->sum = sum;
    best->cost = cost;
    best->text = (struct score_text){.is_name = is_name,
                                     .number = number,
                                     .positions = tally.positions,
                                     .exact = cost.exact >= GAIN_EXACT};
}

/* Every clause is compared with every word. */
static inline size_t steps_of(const struct plan *plan, const struct word_list *words)
{
    return ((size_t)tally_compared(words) + 4) * ((size_t)plan->clause_count + 4);
}

/* Is the text what a character is called in the language that comes first, its short name? */
static bool is_name_in(enum text_kind kind, unsigned cost)
{
    return kind == TEXT_SHORT_NAME && cost == 0;
}

/* A text of that kind and language, without its words. */
static struct candidate text_candidate(const struct scorer *scorer, enum text_kind kind,
                                       uint8_t language)
{
    unsigned field = document_text_field(kind, language), cost = 0;

    if (TEXT_BIT(kind) & TEXT_KEYWORDS)
        cost = cost_of_language(&scorer->plan->preferred, language);
    return (struct candidate){.field = field,
                              .kind_cost = cost_of_kind[kind] + cost,
                              .exact_cost = is_name_in(kind, cost) ? 0 : cost_of_kind[kind] + cost,
                              .other_language = cost > 0};
}

/* Can a text of this field still agree, or have words that no other text has? */
static bool may_count(const struct judging *judging, const struct candidate *candidate)
{
    const struct best *best = judging->best;

    if (judging->best_only || candidate->field == FIELD_DEFINITION)
        return false;
    return (best->agreeing <= GAIN_AGREEING_MAX && !candidate->other_language) ||
           (judging->scorer->asked & ~(best->found & best->sure)) != 0;
}

/* Some texts need not be read: even as the query word by word they would cost more than the best one
 * so far, and they do not count otherwise. */
static bool is_needless(const struct judging *judging, const struct candidate *candidate)
{
    return (int)candidate->exact_cost - GAIN_EXACT >= judging->best->sum &&
           !may_count(judging, candidate);
}

/* The kind and language of a text as one number. */
static inline uint32_t likeness(const struct table_text *text)
{
    return (uint32_t)text->kind_le << 16 | text->language_le;
}

/* Moves *number to the next text in the fields, if there is one, and makes it the candidate. Returns
 * how many texts were looked at. */
static size_t find_text(const struct judging *judging, uint32_t *number, uint32_t end,
                        struct candidate *candidate)
{
    const struct scorer *scorer = judging->scorer;
    size_t looked = 0;

    while (*number < end) {
        const struct table_text *text = &scorer->texts.entries[*number];
        enum text_kind kind = (enum text_kind)le16toh(text->kind_le);
        uint8_t language = (uint8_t)le16toh(text->language_le);

        if (plan_field_in(judging->fields, document_text_field(kind, language))) {
            *candidate = text_candidate(scorer, kind, language);
            return looked + (looked == 0);
        }
        *number = document_texts_next(scorer->index, judging->fields, *number, end, &looked);
    }
    return looked;
}

/* Weighs the texts, of which those of one kind and language follow each other. Returns false when
 * the steps do not suffice for all that have to be read. */
static bool judge_texts(struct judging *judging, struct text_range texts)
{
    const struct scorer *scorer = judging->scorer;
    const struct text_table *table = &scorer->texts;
    uint32_t like = UINT32_MAX; /* of the candidate; none */
    struct candidate candidate = {.field = 0};
    bool needless = false;

    for (uint32_t number = texts.first;; number++) {
        size_t looked = 1;

        if (number == texts.end || likeness(&table->entries[number]) != like) {
            looked = find_text(judging, &number, texts.end, &candidate);
            like = number < texts.end ? likeness(&table->entries[number]) : UINT32_MAX;
            needless = is_needless(judging, &candidate);
        }
        if (!take(judging, (looked + judging->texts_a_step - 1) / judging->texts_a_step))
            return false;
        if (number == texts.end)
            return true;
        if (needless)
            continue;
        candidate.words = text_table_words(table, number);
        candidate.may_match = sieve_words(&scorer->sieve, &candidate.words);
        if (candidate.may_match == 0)
            continue;
        if (!reserve(judging, steps_of(scorer->plan, &candidate.words)))
            return false;
        weigh(judging, &candidate, number, false);
        needless = is_needless(judging, &candidate);
    }
}

/* Returns false when the steps ran out before all texts were looked at. The name is looked at in
 * any case. */
static bool judge(struct judging *judging, uint32_t document)
{
    const struct charindex *index = judging->scorer->index;
    struct candidate name = name_candidate(index, document);
    bool more = take(judging, steps_of(judging->scorer->plan, &name.words));

    best_init(judging->best);
    name.may_match = sieve_words(&judging->scorer->sieve, &name.words);
    if (name.may_match != 0)
        weigh(judging, &name, 0, true);
    return more && judge_texts(judging, charindex_texts(index, document));
}

/* Is the document the letter or digit that is the whole query? */
static bool is_letter(const struct scorer *scorer, uint32_t document)
{
    const struct plan *plan = scorer->plan;

    return plan->clause_count == 1 && plan->word_count == 1 && plan->words[0].letter >= 0 &&
           document < charindex_first_sequence(scorer->index) &&
           charindex_code_point(scorer->index, document) == (uint32_t)plan->words[0].letter;
}

/* Is the letter that is the whole query the name of the document in the language that comes first?
 * In Chinese, a fish is a letter. */
static bool is_named_so(const struct scorer *scorer, const struct best *best)
{
    const struct plan *plan = scorer->plan;
    uint8_t language;

    return plan->clause_count == 1 && plan->word_count == 1 && plan->words[0].letter >= 0x80 &&
           best->text.exact && !best->text.is_name &&
           charindex_text_kind(scorer->index, best->text.number, &language) == TEXT_SHORT_NAME &&
           languages_have(&plan->preferred.first, language);
}

/* For ranking: judged by the texts that the steps suffice for. False where these have no word of
 * the query, and the others are not known. */
static bool judge_for_rank(const struct scorer *scorer, uint32_t document, struct budget *budget,
                           struct best *best)
{
    struct judging judging = {.scorer = scorer,
                              .fields = &scorer->fields,
                              .left = budget->left[BUDGET_RANK],
                              .texts_a_step = 1,
                              .best = best};
    bool complete = judge(&judging, document);

    budget->left[BUDGET_RANK] = judging.left;
    return complete || best->sum != INT32_MAX;
}

/* The bonus of texts that agree. */
static int agreement(const struct best *best)
{
    unsigned others = best->agreeing > 0 ? best->agreeing - 1 : 0;

    return COSTS_SCALE * GAIN_AGREEING *
           (int)(others < GAIN_AGREEING_MAX ? others : GAIN_AGREEING_MAX);
}

/* The cost of words that no text of the document has. */
static unsigned absence(const struct scorer *scorer, const struct best *best)
{
    const struct plan *plan = scorer->plan;
    unsigned cost = 0;

    if (!plan->any)
        return 0;
    for (uint32_t i = 0; i < plan->clause_count; i++) {
        const struct plan_clause *clause = &plan->clauses[i];

        if (tally_has_words(clause) && !(best->found >> clause->group & 1))
            cost += cost_of_absent(scorer->index, &plan->words[clause->first]);
    }
    return cost;
}

static int cost_of_other_case(const struct scorer *scorer, uint32_t document)
{
    const struct charindex *index = scorer->index;

    if (document >= charindex_first_sequence(index) ||
        property_number(charindex_repertoire(index), PROPERTY_CATEGORY,
                        charindex_code_point(index, document)) != scorer->other_case)
        return 0;
    return COSTS_SCALE * COST_CASE;
}

/* Few queries have such a letter, and this is done for hundreds of documents. */
static inline int case_cost(const struct scorer *scorer, uint32_t document)
{
    return scorer->other_case == 0 ? 0 : cost_of_other_case(scorer, document);
}

uint32_t score_document(const struct scorer *scorer, uint32_t document, struct budget *budget)
{
    int score = BASE + (int)charindex_prominence(scorer->index, document);
    struct best best;

    if (is_letter(scorer, document))
        return 2 * BASE;
    if (!judge_for_rank(scorer, document, budget, &best))
        return 0;
    if (best.sum != INT32_MAX)
        score += agreement(&best) - COSTS_SCALE * (best.sum + (int)absence(scorer, &best)) +
                 (is_named_so(scorer, &best) ? 2 * BASE : 0);
    score -= case_cost(scorer, document);
    return score > 0 ? (uint32_t)score : 0;
}

void score_fetch(const struct scorer *scorer, uint32_t document)
{
    __builtin_prefetch(charindex_name_words(scorer->index, document).terms_le);
    __builtin_prefetch(scorer->texts.entries + charindex_texts(scorer->index, document).first);
}

bool score_is_sure(const struct scorer *scorer, uint32_t document, struct budget *budget)
{
    struct best best;

    return scorer->wide == 0 || is_letter(scorer, document) ||
           !judge_for_rank(scorer, document, budget, &best) || (scorer->wide & ~best.sure) == 0;
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
        plan_fields_limit(fields, &found);
    (void)budget_take(budget, BUDGET_PRESENT, steps);
}

enum score_outcome score_best_text(const struct scorer *scorer, uint32_t document,
                                   struct budget *budget, struct score_text *text)
{
    struct plan_fields fields = scorer->fields;
    struct best best;
    struct judging judging = {.scorer = scorer,
                              .fields = &fields,
                              .texts_a_step = NARROWED_TEXTS_A_STEP,
                              .best_only = true,
                              .best = &best};
    bool complete;

    if (is_letter(scorer, document))
        return SCORE_NO_TEXT;
    narrow(scorer, document, budget, &fields);
    judging.left = budget->left[BUDGET_PRESENT];
    complete = judge(&judging, document);
    budget->left[BUDGET_PRESENT] = judging.left;
    if (!complete)
        return SCORE_EXCEEDED;
    if (best.sum == INT32_MAX)
        return SCORE_NO_TEXT;
    *text = best.text;
    return SCORE_TEXT;
}

/*
 * The parts of a score.
 */

const char *score_part_name(enum score_part part)
{
    static const char *const names[SCORE_PARTS] = {
        [SCORE_BASE] = "base",           [SCORE_PROMINENCE] = "prominence",
        [SCORE_LETTER] = "letter",       [SCORE_KIND] = "kind of text",
        [SCORE_PREFIXES] = "prefixes",   [SCORE_COMMON] = "common words",
        [SCORE_EXTRAS] = "extra words",  [SCORE_MISSING] = "missing words",
        [SCORE_ORDER] = "order",         [SCORE_EXACT] = "exact",
        [SCORE_AGREEMENT] = "agreement", [SCORE_FORMS] = "other forms",
        [SCORE_CASE] = "case",
    };

    return names[part];
}

void score_parts_find(const struct scorer *scorer, uint32_t document, struct budget *budget,
                      struct score_parts *parts)
{
    struct best best = {.sum = INT32_MAX};

    *parts = (struct score_parts){.points = {[SCORE_BASE] = BASE}};
    if (is_letter(scorer, document)) {
        parts->points[SCORE_LETTER] = BASE;
        return;
    }
    if (!judge_for_rank(scorer, document, budget, &best)) {
        parts->points[SCORE_BASE] = 0;
        return;
    }
    if (best.sum != INT32_MAX && is_named_so(scorer, &best))
        parts->points[SCORE_LETTER] = 2 * BASE;
    parts->points[SCORE_PROMINENCE] = (int)charindex_prominence(scorer->index, document);
    parts->points[SCORE_CASE] = -case_cost(scorer, document);
    parts->points[SCORE_KIND] = -COSTS_SCALE * (int)best.cost.kind;
    parts->points[SCORE_PREFIXES] = -COSTS_SCALE * (int)best.cost.prefixes;
    parts->points[SCORE_FORMS] = -COSTS_SCALE * (int)best.cost.forms;
    parts->points[SCORE_COMMON] = -COSTS_SCALE * (int)best.cost.common;
    parts->points[SCORE_EXTRAS] = -COSTS_SCALE * (int)best.cost.extras;
    parts->points[SCORE_MISSING] = -COSTS_SCALE * (int)(best.cost.missing + absence(scorer, &best));
    parts->points[SCORE_ORDER] = -COSTS_SCALE * (int)best.cost.order;
    parts->points[SCORE_EXACT] = COSTS_SCALE * (int)best.cost.exact;
    parts->points[SCORE_AGREEMENT] = agreement(&best);
}
