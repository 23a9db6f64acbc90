/*
 * In scope all a word stands for its beginnings, too: "si" for the 5,900 characters whose names have
 * SIGN, SIX or SIDE in them, most of them better known than the 35 that have SI. Those have to be
 * told apart before anything is scored, because not all can be.
 *
 * The plan is evaluated once more, with nothing but its words and without their beginnings. What
 * else it asks for, the result holds for already.
 */

#include "index/search/exact.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "index/search/evaluate.h"

/* Does the word stand for other terms than itself? */
static bool has_beginnings(const struct plan_word *word)
{
    uint32_t itself = word->term == PLAN_NO_TERM ? 0 : 1;

    return word->beginning.end > word->beginning.first + itself;
}

/* The end of the group that begins with this clause, and whether it asks for words only. */
static uint32_t read_group(const struct plan *plan, uint32_t first, bool *words)
{
    uint32_t end = first;

    *words = true;
    for (; end < plan->clause_count && plan->clauses[end].group == plan->clauses[first].group;
         end++)
        *words = *words && plan->clauses[end].kind == QUERY_WORD && !plan->clauses[end].negated;
    return end;
}

/* Copies the groups of words; returns whether any of the words has beginnings. */
static bool copy_words(const struct plan *plan, struct plan *words)
{
    bool beginnings = false, wanted;
    uint32_t end;

    for (uint32_t first = 0; first < plan->clause_count; first = end) {
        end = read_group(plan, first, &wanted);
        if (!wanted)
            continue;
        for (uint32_t i = first; i < end; i++) {
            words->clauses[words->clause_count++] = plan->clauses[i];
            beginnings = beginnings || has_beginnings(&plan->words[plan->clauses[i].first]);
        }
    }
    for (uint32_t i = 0; i < plan->word_count; i++) {
        words->words[i] = plan->words[i];
        words->words[i].beginning = (struct term_range){.first = 0, .end = 0};
    }
    return beginnings;
}

int exact_find(const struct charindex *index, const struct plan *plan, const struct postings *set,
               struct budget *budget, struct posting_set *exact)
{
    size_t clauses = plan->clause_count * sizeof(struct plan_clause);
    struct plan *words = malloc(sizeof *words + clauses + plan->word_count * sizeof *words->words);
    char *behind = (char *)(words + 1);
    uint32_t stopped;
    int r = BUDGET_OK;

    *exact = (struct posting_set){.owned = NULL};
    if (!words)
        return -ENOMEM;
    *words = (struct plan){
        .scope = plan->scope,
        .group_count = plan->group_count,
        .word_count = plan->word_count,
        .clauses = (struct plan_clause *)(void *)behind,
        .words = (struct plan_word *)(void *)(behind + clauses),
    };
    if (copy_words(plan, words))
        r = evaluate(index, words, budget, exact, &stopped);
    if (r == BUDGET_OK && exact->postings.total > 0)
        r = posting_set_intersect(exact, set);
    free(words);
    if (r < 0)
        posting_set_release(exact);
    return r < 0 ? r : 0; /* what was too expensive is not told apart */
}
