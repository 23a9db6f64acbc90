/*
 * The costs that depend on what is in the index.
 */

#include "index/search/rank/costs.h"

const unsigned char cost_of_kind[TEXT_KINDS] = {
    [TEXT_CORRECTION] = 2,   [TEXT_CONTROL] = 4,     [TEXT_ALTERNATE] = 2, [TEXT_FIGMENT] = 8,
    [TEXT_ABBREVIATION] = 2, [TEXT_INFORMAL] = 4,    [TEXT_HTML] = 6,      [TEXT_SHORT_NAME] = 6,
    [TEXT_KEYWORD] = 11,     [TEXT_DEFINITION] = 24, [TEXT_MARK] = 10,     [TEXT_NICKNAME] = 4,
};

unsigned cost_of_prefix(const struct charindex *index, const struct plan_word *word, uint32_t term)
{
    size_t asked = word->size, size = charindex_term_text(index, term).size;
    size_t more = size > asked ? size - asked : 0;

    if (more == 0)
        return 0;
    return COST_PREFIX + (unsigned)(more < COST_LETTERS_MAX ? more : COST_LETTERS_MAX);
}
