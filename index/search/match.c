/*
 * Why a document is a hit, and how good a one.
 *
 * A document is judged by its own texts: each is compared with the words of the query, and has a
 * cost that says how far it is from being just what was asked for. The cheapest text speaks for the
 * document, and how well known the document is speaks beside it. What costs:
 *
 *   what the text is        a name least, then aliases, keywords, a definition most
 *   words beyond the query  each by its rarity: SIGN or LETTER say little that was not asked for,
 *                           CIRCLED says something else
 *   beginnings              a word that only begins as asked comes after all whole words, and then
 *                           by the letters that are left
 *   order                   words that do not stand as they were asked for
 *   common words            where the query has alternatives, the less one of them says
 *   words elsewhere         that the document has only in another of its texts
 *
 * and a text that is the query word by word earns something. These are all the rules; there is
 * none for a single query or character. Costs are in the same unit as prominence (see SCALE), and
 * were weighed with tests/relevance.
 *
 * (Fielded scoring with length normalisation, as BM25F does it: S. Robertson, H. Zaragoza, "The
 * Probabilistic Relevance Framework", 2009; here over texts of a few words, where how often a word
 * occurs means nothing, and with a static prior for prominence.)
 */

#include "index/search/match.h"

#include <assert.h>
#include <endian.h>
#include <string.h>

#include "index/base/utf8.h"
#include "index/unicode/words.h"

enum {
    GROUPS_MAX = 64, /* that are told apart; the others of a very long query change no order */
    COMMONNESS_MAX = 14,
    WORDS_MAX = 64, /* of a text that are looked at; a few definitions have more */

    SCORE_BASE = 100000,
    SCALE = 8, /* of costs: a cost of 1 weighs as much as 8/PROMINENCE_WEIGHT of prominence */
    PROMINENCE_WEIGHT = 1,

    COST_BEGINNING = 60,   /* a word that only begins as asked for: more than all else together, */
    COST_LETTERS_MAX = 12, /* and for each letter more, up to so many */
    COST_ORDER = 4,
    COST_ELSEWHERE = 6,
    COST_EXTRA_LEAST = 2, /* a word beyond the query: the commonest, */
    COST_EXTRA_STEP = 1,  /* and each time that its frequency can be quartered */
    COST_EXTRAS_MAX = 30,
    COST_COMMON_STEP = 2, /* of a word that is one of several alternatives, each halving */
    GAIN_EXACT = 5,
};

/* What a text is. */
static const unsigned char kind_costs[TEXT_KINDS] = {
    [TEXT_CORRECTION] = 2,   [TEXT_CONTROL] = 4,     [TEXT_ALTERNATE] = 2, [TEXT_FIGMENT] = 8,
    [TEXT_ABBREVIATION] = 2, [TEXT_INFORMAL] = 4,    [TEXT_HTML] = 6,      [TEXT_SHORT_NAME] = 6,
    [TEXT_KEYWORD] = 11,     [TEXT_DEFINITION] = 24, [TEXT_MARK] = 10,
};

/* One text of a document on the scales. */
struct candidate {
    unsigned field;
    unsigned kind_cost;
    struct word_list words;
};

/* How the query's words are found in it. */
struct tally {
    uint64_t groups;           /* that it covers; bit n: group n */
    uint64_t positions;        /* of its words that cover them */
    uint8_t first[GROUPS_MAX]; /* position of a covered group's first word */
    unsigned beginnings;       /* the cost of words that only begin so */
};

static bool is_wordy(const struct plan_clause *clause)
{
    return !clause->negated && clause->group < GROUPS_MAX &&
           (clause->kind == QUERY_WORD || clause->kind == QUERY_PREFIX ||
            clause->kind == QUERY_PHRASE);
}

void matcher_init(struct matcher *matcher, const struct charindex *index, const struct plan *plan)
{
    *matcher = (struct matcher){.index = index, .plan = plan};
    for (uint32_t i = 0; i < plan->clause_count; i++) {
        const struct plan_clause *clause = &plan->clauses[i];

        if (!is_wordy(clause))
            continue;
        matcher->asked |= UINT64_C(1) << clause->group;
        for (size_t k = 0; k < sizeof matcher->fields.bits / sizeof *matcher->fields.bits; k++)
            matcher->fields.bits[k] |= clause->fields.bits[k];
    }
}

static uint32_t term_at(const struct word_list *words, uint32_t position)
{
    return le32toh(words->terms_le[position]);
}

static uint32_t count_looked_at(const struct word_list *words)
{
    return words->count < WORDS_MAX ? words->count : WORDS_MAX;
}

/* The commoner a word, the less it says: how often its frequency can be halved, 0 to 14. */
static unsigned commonness(const struct charindex *index, uint32_t term)
{
    struct term_range range = {.first = term, .end = term + 1};
    struct list_range lists = charindex_lists(index, range);
    uint32_t frequency = 1;

    if (lists.first < lists.end)
        frequency = charindex_list(index, lists.first).total;
    return frequency > 0x3FFF ? COMMONNESS_MAX : 31u - (unsigned)__builtin_clz(frequency | 1);
}

static bool begins_so(const struct plan_word *word, uint32_t term)
{
    return term >= word->beginning.first && term < word->beginning.end;
}

/* What it costs that the term is longer than the word asked for. */
static unsigned beginning_cost(const struct charindex *index, const struct plan_word *word,
                               uint32_t term)
{
    size_t asked = word->size, whole = charindex_term_text(index, term).size;
    size_t more = whole > asked ? whole - asked : 0;

    return more == 0
               ? 0
               : COST_BEGINNING + (unsigned)(more < COST_LETTERS_MAX ? more : COST_LETTERS_MAX);
}

/* The best place of one word; false where it stands nowhere. */
static bool place_word(const struct charindex *index, const struct plan_word *word,
                       const struct word_list *words, uint32_t *position, unsigned *cost)
{
    uint32_t count = count_looked_at(words);
    bool found = false;

    for (uint32_t i = 0; i < count; i++) {
        uint32_t term = term_at(words, i);
        unsigned price;

        if (term == word->term) {
            *position = i;
            *cost = 0;
            return true;
        }
        if (!begins_so(word, term))
            continue;
        price = beginning_cost(index, word, term);
        if (!found || price < *cost) {
            *position = i;
            *cost = price;
            found = true;
        }
    }
    return found;
}

static bool place_phrase(const struct plan *plan, const struct plan_clause *clause,
                         const struct word_list *words, uint32_t *position)
{
    uint32_t count = count_looked_at(words);

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

/* Of alternatives, the one that says more is the better one to have. */
static bool has_alternatives(const struct plan *plan, const struct plan_clause *clause)
{
    return (clause > plan->clauses && clause[-1].group == clause->group) ||
           (clause + 1 < plan->clauses + plan->clause_count && clause[1].group == clause->group);
}

/* Looks for one clause; a group that another clause covers keeps that. */
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
        cost += COST_COMMON_STEP * commonness(index, term_at(&candidate->words, position));
    tally->groups |= group;
    tally->first[clause->group] = (uint8_t)position;
    tally->beginnings += cost;
    for (uint32_t i = 0; i < count && position + i < WORDS_MAX; i++)
        tally->positions |= UINT64_C(1) << (position + i);
}

static void tally_text(const struct charindex *index, const struct plan *plan,
                       const struct candidate *candidate, struct tally *tally)
{
    tally->groups = tally->positions = 0;
    tally->beginnings = 0;
    for (uint32_t i = 0; i < plan->clause_count; i++) {
        const struct plan_clause *clause = &plan->clauses[i];

        if (is_wordy(clause) && plan_field_in(&clause->fields, candidate->field))
            tally_clause(index, plan, clause, candidate, tally);
    }
}

/* A word beyond the query costs the more, the more it says. */
static unsigned extra_cost(const struct charindex *index, uint32_t term)
{
    return COST_EXTRA_LEAST + COST_EXTRA_STEP * (COMMONNESS_MAX - commonness(index, term)) / 2;
}

static unsigned extras_cost(const struct charindex *index, const struct candidate *candidate,
                            const struct tally *tally)
{
    uint32_t count = count_looked_at(&candidate->words);
    unsigned cost = 0;

    for (uint32_t i = 0; i < count && cost < COST_EXTRAS_MAX; i++)
        if (!(tally->positions >> i & 1))
            cost += extra_cost(index, term_at(&candidate->words, i));
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

/* Is the text the query, word by word, the same one twice included? */
static bool is_exact(const struct plan *plan, const struct word_list *words)
{
    if (plan->word_count != words->count)
        return false;
    for (uint32_t i = 0; i < words->count; i++)
        if (term_at(words, i) != plan->words[i].term)
            return false;
    return true;
}

/* How far the text is from what was asked for; may be below 0. INT_MAX: not a word of it. */
static int text_cost(const struct matcher *matcher, const struct candidate *candidate,
                     struct tally *tally)
{
    const struct charindex *index = matcher->index;
    int cost;

    tally_text(index, matcher->plan, candidate, tally);
    if (tally->groups == 0)
        return INT32_MAX;
    if (is_exact(matcher->plan, &candidate->words))
        return (int)candidate->kind_cost - GAIN_EXACT;
    cost = (int)(candidate->kind_cost + tally->beginnings + extras_cost(index, candidate, tally));
    cost += COST_ELSEWHERE * __builtin_popcountll(matcher->asked & ~tally->groups);
    return in_order(tally) ? cost : cost + COST_ORDER;
}

/*
 * A document's texts, one after the other: the name is number 0.
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

/* The document's best text. */
struct verdict {
    int cost;        /* INT32_MAX: no text has a word of the query */
    bool is_name;    /* or else */
    uint32_t number; /* charindex_text() */
    struct tally tally;
};

static void weigh(const struct matcher *matcher, const struct candidate *candidate, uint32_t number,
                  bool is_name, struct verdict *best)
{
    struct tally tally;
    int cost = text_cost(matcher, candidate, &tally);

    if (cost < best->cost)
        *best =
            (struct verdict){.cost = cost, .is_name = is_name, .number = number, .tally = tally};
}

/* Every clause is looked for at every word. */
static size_t steps_of(const struct plan *plan, const struct word_list *words)
{
    return ((size_t)count_looked_at(words) + 4) * ((size_t)plan->clause_count + 4);
}

/* Most texts need not be read: no clause may stand in their field, or even as the query word by
 * word they would cost more than the best one so far. */
static void weigh_text(const struct matcher *matcher, uint32_t number, struct budget *budget,
                       struct verdict *best)
{
    uint8_t language;
    enum text_kind kind = charindex_text_kind(matcher->index, number, &language);
    struct candidate candidate = {.field = field_of(kind, language), .kind_cost = kind_costs[kind]};

    (void)budget_take(budget, BUDGET_RANK, 1);
    if (!plan_field_in(&matcher->fields, candidate.field) ||
        (int)candidate.kind_cost - GAIN_EXACT >= best->cost)
        return;
    candidate.words = charindex_text_words(matcher->index, number);
    (void)budget_take(budget, BUDGET_RANK, steps_of(matcher->plan, &candidate.words));
    weigh(matcher, &candidate, number, false, best);
}

static void judge(const struct matcher *matcher, uint32_t document, struct budget *budget,
                  struct verdict *best)
{
    struct text_range texts = charindex_texts(matcher->index, document);
    struct candidate candidate = name_candidate(matcher->index, document);

    best->cost = INT32_MAX;
    (void)budget_take(budget, BUDGET_RANK, steps_of(matcher->plan, &candidate.words));
    weigh(matcher, &candidate, 0, true, best);
    for (uint32_t number = texts.first; number < texts.end; number++)
        weigh_text(matcher, number, budget, best);
}

/* A query of one letter or digit finds the names that have it as a word, and itself. */
static bool is_itself(const struct charindex *index, const struct plan *plan, uint32_t document)
{
    return plan->clause_count == 1 && plan->word_count == 1 && plan->words[0].letter >= 0 &&
           document < charindex_first_sequence(index) &&
           charindex_code_point(index, document) == (uint32_t)plan->words[0].letter;
}

uint32_t match_score(const struct matcher *matcher, uint32_t document, struct budget *budget)
{
    struct verdict best;
    int score =
        SCORE_BASE + PROMINENCE_WEIGHT * (int)charindex_prominence(matcher->index, document);

    if (is_itself(matcher->index, matcher->plan, document))
        return 2 * SCORE_BASE;
    judge(matcher, document, budget, &best);
    if (best.cost != INT32_MAX)
        score -= SCALE * best.cost;
    return score > 0 ? (uint32_t)score : 0;
}

/*
 * The explanation.
 */

const char *match_kind_name(enum match_kind kind)
{
    switch (kind) {
    case MATCH_NAME:
        return "name";
    case MATCH_ALIAS:
        return "alias";
    case MATCH_KEYWORD:
        return "keyword";
    case MATCH_DEFINITION:
        return "definition";
    case MATCH_SEQUENCE:
        return "sequence";
    case MATCH_CODE_POINT:
        return "code point";
    }
    assert(false && "a kind of match that does not exist");
    return "";
}

static enum match_kind kind_of(enum text_kind kind)
{
    if (TEXT_BIT(kind) & TEXT_KEYWORDS)
        return MATCH_KEYWORD;
    return TEXT_BIT(kind) & TEXT_DEFINITIONS ? MATCH_DEFINITION : MATCH_ALIAS;
}

/* Words that stand next to each other are one range. */
static void add_range(struct match *match, uint32_t begin, uint32_t end, bool joins)
{
    if (joins && match->range_count > 0)
        match->ranges[match->range_count - 1].end = end;
    else if (match->range_count < MATCH_RANGES_MAX)
        match->ranges[match->range_count++] = (struct match_range){.begin = begin, .end = end};
}

/* Words come out of the text in the order of its list; one too long to be a term is not in it. */
static void find_ranges(struct match *match, uint64_t positions)
{
    struct words words;
    struct word word;
    uint32_t position = 0;
    bool joins = false;

    words_init(&words, match->text.bytes, match->text.size);
    while (positions >> position != 0 && position < WORDS_MAX && words_next(&words, &word)) {
        if (word.size == 0)
            continue;
        if (positions >> position & 1) {
            uint32_t begin = (uint32_t)utf8_length(match->text.bytes, word.begin);

            add_range(match, begin,
                      begin + (uint32_t)utf8_length(match->text.bytes + word.begin,
                                                    word.end - word.begin),
                      joins);
        }
        joins = positions >> position & 1;
        if (++position == WORDS_MAX)
            break;
    }
}

void match_explain(const struct matcher *matcher, uint32_t document, struct budget *budget,
                   struct match *match)
{
    const struct charindex *index = matcher->index;
    struct verdict best;

    *match = (struct match){.kind = MATCH_CODE_POINT, .text = {.bytes = "", .size = 0}};
    if (is_itself(index, matcher->plan, document))
        return;
    judge(matcher, document, budget, &best);
    if (best.cost == INT32_MAX)
        return;
    if (best.is_name) {
        match->kind = document >= charindex_first_sequence(index) ? MATCH_SEQUENCE : MATCH_NAME;
        match->text = charindex_name(index, document);
    } else {
        struct text text = charindex_text(index, best.number);

        match->kind = kind_of(text.kind);
        match->text = text.bytes;
    }
    find_ranges(match, best.tally.positions);
}
