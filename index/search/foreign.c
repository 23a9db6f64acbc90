/*
 * Only the hits that have whole words are looked at, and only a few of them: what has a name of one
 * word in some language is among the characters of few texts.
 */

#include "index/search/foreign.h"

#include "index/search/rank/exact.h"
#include "index/search/rank/score.h"

enum {
    LOOKED_AT = 24,    /* documents */
    LOOK_STEPS = 1000, /* for each of them, at most */
};

/* Is the best text of the document a name in a language, and exactly the query? */
static bool is_name(const struct scorer *scorer, uint32_t document, struct budget *budget)
{
    struct budget look = {.left = {[BUDGET_PRESENT] = LOOK_STEPS}};
    enum score_outcome outcome;
    struct score_text best;
    uint8_t language;

    outcome = score_best_text(scorer, document, &look, &best);
    (void)budget_take(budget, BUDGET_RANK, (size_t)(LOOK_STEPS - look.left[BUDGET_PRESENT]));
    return outcome == SCORE_TEXT && best.exact && !best.is_name &&
           charindex_text_kind(scorer->index, best.number, &language) == TEXT_SHORT_NAME;
}

int foreign_is_name(const struct charindex *index, const struct hits *hits, struct budget *budget,
                    bool *name)
{
    struct posting_set exact;
    struct scorer scorer;
    uint32_t looked = 0;
    int r;

    *name = false;
    scorer_init(&scorer, index, hits->plan);
    r = exact_find_strong(index, hits->plan, &scorer.fields, &hits->foreign.postings, budget,
                          &exact);
    for (uint32_t run = 0; r == 0 && run < exact.postings.count; run++)
        for (uint32_t document = posting_first(&exact.postings, run);
             document < posting_end(&exact.postings, run) && looked < LOOKED_AT && !*name &&
             budget_left(budget, BUDGET_RANK);
             document++, looked++)
            *name = is_name(&scorer, document, budget);
    posting_set_release(&exact);
    return r;
}
