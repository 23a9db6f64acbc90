/*
 * Explains a hit. The best text of a document and the positions of its matching words come from
 * scoring. The text is split into words once more to find their code point ranges, because the
 * index stores the words of a text, but not where they are.
 */

#include "index/search/rank/explain.h"

#include <assert.h>

#include "index/base/utf8.h"
#include "index/text/words.h"

const char *explanation_kind_name(enum explanation_kind kind)
{
    static const char *const names[] = {
        [EXPLANATION_NAME] = "name",         [EXPLANATION_ALIAS] = "alias",
        [EXPLANATION_KEYWORD] = "keyword",   [EXPLANATION_DEFINITION] = "definition",
        [EXPLANATION_SEQUENCE] = "sequence", [EXPLANATION_CODE_POINT] = "code point",
        [EXPLANATION_READING] = "reading",
    };

    assert((size_t)kind < sizeof names / sizeof *names);
    return names[kind];
}

static enum explanation_kind kind_of(enum text_kind kind)
{
    if (TEXT_BIT(kind) & TEXT_KEYWORDS)
        return EXPLANATION_KEYWORD;
    return TEXT_BIT(kind) & TEXT_DEFINITIONS ? EXPLANATION_DEFINITION : EXPLANATION_ALIAS;
}

/* Words next to each other are one range. */
static void add_range(struct explanation *explanation, uint32_t begin, uint32_t end, bool joins)
{
    if (joins && explanation->range_count > 0)
        explanation->ranges[explanation->range_count - 1].end = end;
    else if (explanation->range_count < EXPLANATION_RANGES_MAX)
        explanation->ranges[explanation->range_count++] =
            (struct explanation_range){.begin = begin, .end = end};
}

/* The words of the text are in the order of its word list; words too long to be a term are not in
 * the list. */
static void find_ranges(struct explanation *explanation, uint64_t positions)
{
    struct slice text = explanation->text;
    struct words words;
    struct word word;
    bool joins = false;

    words_init(&words, text.bytes, text.size);
    while (positions != 0 && words_next(&words, &word)) {
        if (word.size == 0)
            continue;
        if (positions & 1) {
            uint32_t begin = (uint32_t)utf8_length(text.bytes, word.begin);
            size_t length = utf8_length(text.bytes + word.begin, word.end - word.begin);

            add_range(explanation, begin, begin + (uint32_t)length, joins);
        }
        joins = positions & 1;
        positions >>= 1;
    }
}

/* Judges the document with the steps of one row, and takes what it needed from the budget. */
static enum score_outcome find_best(const struct scorer *scorer, uint32_t document,
                                    struct budget *budget, struct score_text *best)
{
    struct budget row = {.left = {[BUDGET_PRESENT] = EXPLAIN_ROW_STEPS}};
    enum score_outcome outcome = score_best_text(scorer, document, &row, best);

    (void)budget_take(budget, BUDGET_PRESENT,
                      (size_t)(EXPLAIN_ROW_STEPS - row.left[BUDGET_PRESENT]));
    return outcome;
}

bool explain_document(const struct scorer *scorer, uint32_t document, struct budget *budget,
                      struct explanation *explanation)
{
    const struct charindex *index = scorer->index;
    struct score_text best;
    enum score_outcome outcome;

    assert(explain_affordable(budget));
    *explanation = (struct explanation){.kind = EXPLANATION_CODE_POINT, .text = slice_of("")};
    outcome = find_best(scorer, document, budget, &best);
    if (outcome != SCORE_TEXT)
        return outcome == SCORE_NO_TEXT;
    if (best.is_name) {
        explanation->kind =
            document >= charindex_first_sequence(index) ? EXPLANATION_SEQUENCE : EXPLANATION_NAME;
        explanation->text = charindex_name(index, document);
    } else {
        struct text text = charindex_text(index, best.number);

        explanation->kind = kind_of(text.kind);
        explanation->text = text.bytes;
    }
    find_ranges(explanation, best.positions);
    return true;
}
