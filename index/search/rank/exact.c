/*
 * In scope all a word also matches as a prefix: "si" matches the 5,900 characters with SIGN, SIX or
 * SIDE in their names, most of which are better known than the 35 with SI. The exact matches must
 * be separated before scoring, because not all documents can be scored. Other forms of a word are
 * exact, too.
 *
 * The plan is evaluated once more, with only its words and without their prefix matches. The result
 * already matches the other clauses.
 */

#include "index/search/rank/exact.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "index/search/match/evaluate.h"

/* Does the word match longer terms, too? */
static bool matches_longer(const struct plan_word *word)
{
    uint32_t itself = word->term == PLAN_NO_TERM ? 0 : 1;

    return word->prefixed.end > word->prefixed.first + itself;
}

/* The end of the group that begins with this clause, and whether it consists of words. */
static uint32_t read_group(const struct plan *plan, uint32_t first, bool *words)
{
    uint32_t end = first;

    *words = true;
    for (; end < plan->clause_count && plan->clauses[end].group == plan->clauses[first].group;
         end++)
        *words = *words && plan->clauses[end].kind == QUERY_WORD && !plan->clauses[end].negated;
    return end;
}

/* Copies the groups of words, in those fields. Returns whether any of the words matches longer
 * terms. */
static bool copy_words(const struct plan *plan, const struct plan_fields *fields,
                       struct plan *words)
{
    bool longer = false, wanted;
    uint32_t end;

    for (uint32_t first = 0; first < plan->clause_count; first = end) {
        end = read_group(plan, first, &wanted);
        if (!wanted)
            continue;
        for (uint32_t i = first; i < end; i++) {
            words->clauses[words->clause_count] = plan->clauses[i];
            plan_fields_limit(&words->clauses[words->clause_count++].fields, fields);
            longer = longer || matches_longer(&plan->words[plan->clauses[i].first]);
        }
    }
    for (uint32_t i = 0; i < plan->word_count; i++) {
        words->words[i] = plan->words[i];
        words->words[i].prefixed = (struct term_range){.first = 0, .end = 0};
    }
    return longer;
}

/* A plan with space for the words of another one; NULL: memory ran out. */
static struct plan *words_new(const struct plan *plan)
{
    size_t clauses = plan->clause_count * sizeof(struct plan_clause);
    struct plan *words = malloc(sizeof *words + clauses + plan->word_count * sizeof *words->words);
    char *after = (char *)(words + 1);

    if (words)
        *words = (struct plan){
            .scope = plan->scope,
            .group_count = plan->group_count,
            .word_count = plan->word_count,
            .clauses = (struct plan_clause *)(void *)after,
            .words = (struct plan_word *)(void *)(after + clauses),
            .english = plan->english,
        };
    return words;
}

/* Exact matches are left out when the budget is spent. */
static int find_words(const struct charindex *index, const struct plan *words,
                      const struct postings *set, struct budget *budget, struct posting_set *exact)
{
    uint32_t stopped;
    int r = evaluate(index, words, budget, exact, &stopped);

    if (r == BUDGET_OK && exact->postings.total > 0)
        r = posting_set_intersect(exact, set);
    if (r < 0)
        posting_set_release(exact);
    return r < 0 ? r : 0;
}

int exact_find(const struct charindex *index, const struct plan *plan,
               const struct plan_fields *fields, const struct postings *set, struct budget *budget,
               struct posting_set *exact)
{
    struct plan *words = words_new(plan);
    int r = 0;

    *exact = (struct posting_set){.owned = NULL};
    if (!words)
        return -ENOMEM;
    if (copy_words(plan, fields, words))
        r = find_words(index, words, set, budget, exact);
    free(words);
    return r;
}

int exact_find_strong(const struct charindex *index, const struct plan *plan,
                      const struct plan_fields *fields, const struct postings *set,
                      struct budget *budget, struct posting_set *exact)
{
    struct plan *words = words_new(plan);
    int r;

    *exact = (struct posting_set){.owned = NULL};
    if (!words)
        return -ENOMEM;
    (void)copy_words(plan, fields, words);
    for (uint32_t i = 0; i < words->clause_count; i++)
        plan_field_remove(&words->clauses[i].fields, FIELD_DEFINITION);
    r = find_words(index, words, set, budget, exact);
    free(words);
    return r;
}
