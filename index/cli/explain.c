/*
 * The text of --explain. Everything in it is what the search has done: the plan that it ran, the
 * steps that it counted, and the scores that it sorted by. Only the parts of the scores are
 * computed again, at the expense of a budget for each row.
 */

#include "index/cli/explain.h"

#include <assert.h>
#include <inttypes.h>
#include <string.h>

#include "index/base/repr.h"
#include "index/present/row.h"
#include "index/search/rank/explain.h"

static void append_head(struct buffer *out, const struct search *search, const char *query)
{
    buffer_append_text(out, "query: ");
    repr_append(out, query, strlen(query));
    if (search->suggestion) {
        buffer_append_text(out, "\nrun instead: ");
        repr_append(out, search->suggestion, strlen(search->suggestion));
    }
    buffer_append_format(out, "\nscope: %s\nsort: %s\n", search_scope_name(search->options.scope),
                         search_sort_name(search->options.sort));
}

/*
 * The plan.
 */

/* "term black, 12 terms with the prefix, 30 lists, 411 runs" */
static void append_word(struct buffer *out, const struct charindex *index,
                        const struct plan_word *word)
{
    struct list_range lists = plan_word_lists(index, word);
    uint32_t prefixed = word->prefixed.end - word->prefixed.first;

    if (word->term != PLAN_NO_TERM) {
        struct slice term = charindex_term_text(index, word->term);

        buffer_append_format(out, "term %.*s, ", (int)term.size, term.bytes);
    } else if (prefixed == 0) {
        buffer_append_text(out, "not in the index, ");
    }
    if (prefixed > 0)
        buffer_append_format(out, "%" PRIu32 " terms with the prefix, ", prefixed);
    buffer_append_format(out, "%" PRIu32 " lists, %" PRIu32 " runs", lists.end - lists.first,
                         charindex_lists_runs(index, lists));
}

static void append_words(struct buffer *out, const struct search *search,
                         const struct plan_clause *clause, const char *kind)
{
    buffer_append_text(out, kind);
    for (uint32_t i = 0; i < clause->count; i++) {
        buffer_append_text(out, i == 0 ? ": " : "; ");
        append_word(out, search->index, &search->plan->words[clause->first + i]);
    }
}

static void append_text(struct buffer *out, const struct plan *plan,
                        const struct plan_clause *clause)
{
    buffer_append_text(out, "pasted text:");
    for (uint32_t i = 0; i < clause->count; i++)
        buffer_append_format(out, " U+%04" PRIX32, plan->points[clause->first + i]);
}

static void append_property(struct buffer *out, const struct charindex *index,
                            const struct plan_clause *clause)
{
    struct value_range values = clause->values;
    bool chosen = clause->property == PROPERTY_CATEGORY; /* not all values of the range */
    const char *between = "";

    buffer_append_format(out, "property %s: ", property_name(clause->property));
    for (uint32_t value = values.first; value < values.end; value++) {
        struct slice name = charindex_value_name(index, value);

        if (chosen && !(clause->categories >> (value - values.first) & 1))
            continue;
        buffer_append_format(out, "%s%.*s (%" PRIu32 ")", between, (int)name.size, name.bytes,
                             charindex_value(index, value).total);
        between = ", ";
    }
}

static void append_clause(struct buffer *out, const struct search *search,
                          const struct plan_clause *clause)
{
    switch (clause->kind) {
    case QUERY_WORD:
        append_words(out, search, clause, "word");
        return;
    case QUERY_PREFIX:
        append_words(out, search, clause, "prefix");
        return;
    case QUERY_PHRASE:
        append_words(out, search, clause, "phrase");
        return;
    case QUERY_CODE_POINT:
        buffer_append_format(out, "code point: U+%04" PRIX32, clause->low);
        return;
    case QUERY_RANGE:
        buffer_append_format(out, "range: U+%04" PRIX32 "..U+%04" PRIX32, clause->low,
                             clause->high);
        return;
    case QUERY_TEXT:
        append_text(out, search->plan, clause);
        return;
    case QUERY_PROPERTY:
        append_property(out, search->index, clause);
        return;
    case QUERY_RELATIVES:
        buffer_append_format(
            out, "%s U+%04" PRIX32,
            clause->relation == QUERY_LIKE ? "looks like" : "has the base, or is it:", clause->low);
        return;
    case QUERY_PATTERN: /* a plan has words instead */
        break;
    }
    assert(false && "not a value of enum query_clause_kind");
}

/* A line for each clause: its group, "not" and "or", its text in the query, and its meaning. */
static void append_plan(struct buffer *out, const struct search *search, const char *query)
{
    const struct plan *plan = search->plan;

    buffer_append_text(out, "\nplan: all groups must hold\n");
    for (uint32_t i = 0; i < plan->clause_count; i++) {
        const struct plan_clause *clause = &plan->clauses[i];
        bool alternative = i > 0 && clause[-1].group == clause->group;

        buffer_append_format(out, "  group %" PRIu32 "%s%s  ", clause->group + 1,
                             clause->negated ? ", not" : "", alternative ? ", or" : "");
        /* The plan of a full name is of a phrase whose quotes are not in the query. */
        if (clause->end <= strlen(query)) {
            repr_append(out, query + clause->begin, clause->end - clause->begin);
            buffer_append_text(out, "  ");
        }
        append_clause(out, search, clause);
        buffer_append_text(out, "\n");
    }
}

/* Of the search: rows are explained later, each with a budget of its own. */
static void append_steps(struct buffer *out, const struct budget *budget)
{
    static const struct budget full = BUDGET_INIT;

    buffer_append_text(out, "\nsteps  spent     of\n");
    for (enum budget_stage stage = 0; stage <= BUDGET_RANK; stage++)
        buffer_append_format(out, "  %-8s %7" PRId64 " %7" PRId64 "\n", budget_stage_name(stage),
                             budget_spent(budget, stage), full.left[stage]);
}

/*
 * Rows.
 */

static void append_match(struct buffer *out, const struct search *search, uint32_t document,
                         struct budget *budget)
{
    const struct part *part = search_part(search, document);
    const struct scorer *scorer = search_scorer(search, part);
    struct explanation why;

    if (part && part->kind == PART_READING)
        buffer_append_format(out, "    reading: %s\n", part->label);
    if (!scorer)
        return;
    if (!explain_document(scorer, document, budget, &why)) {
        buffer_append_text(out, "    match: not looked for, it would cost too much\n");
        return;
    }
    buffer_append_format(out, "    match: %s", explanation_kind_name(why.kind));
    if (why.text.size > 0) {
        buffer_append_text(out, " ");
        repr_append(out, why.text.bytes, why.text.size);
    }
    buffer_append_text(out, "\n");
}

static void append_score(struct buffer *out, const struct search *search, uint32_t document,
                         struct budget *budget)
{
    const struct scorer *scorer = search_scorer(search, search_part(search, document));
    struct budget again = *budget; /* the same texts are judged twice */
    struct score_parts parts;

    if (!scorer)
        return;
    score_parts_find(scorer, document, &again, &parts);
    buffer_append_format(out, "    score: %" PRIu32 " =", score_document(scorer, document, budget));
    for (enum score_part part = 0; part < SCORE_PARTS; part++)
        if (parts.points[part] != 0)
            buffer_append_format(out, " %s %+" PRId32, score_part_name(part), parts.points[part]);
    buffer_append_text(out, "\n");
}

static void append_rows(struct buffer *out, const struct search *search, uint32_t rows)
{
    struct search_cursor cursor;
    uint32_t document;

    buffer_append_format(out, "\nrows: %" PRIu32 "\n", search_total(search));
    search_seek(search, 0, &cursor);
    for (uint32_t i = 0; i < rows && search_next(&cursor, 1, &document) > 0; i++) {
        struct slice line = charindex_lines(search->index, document, 1);
        struct budget budget = BUDGET_INIT;

        buffer_append_text(out, "  ");
        buffer_append(out, line.bytes, line.size - strlen("\r\n"));
        buffer_append_text(out, "\n");
        append_match(out, search, document, &budget);
        append_score(out, search, document, &budget);
    }
}

void explain_append(struct buffer *out, const struct search *search, const char *query,
                    uint32_t rows)
{
    append_head(out, search, query);
    if (search->plan)
        append_plan(out, search, search->suggestion ? search->suggestion : query);
    else
        buffer_append_text(out, "\nplan: none, the text is not a query of words\n");
    append_steps(out, &search->budget);
    append_rows(out, search, rows);
}
