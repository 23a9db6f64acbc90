/*
 * Proposes respelt queries: the text with its misspelt words replaced (repair.h), or with two
 * adjacent words joined. The caller runs the proposals to see whether they find anything.
 */

#include "index/search/fallback/spelling.h"

#include "index/search/fallback/repair.h"

struct speller {
    struct slice text;
    struct repairs repairs;
    struct proposals *proposals;
};

static void append_choice(struct proposal *proposal, const struct choice *choice)
{
    proposal_append(proposal, choice->words[0]);
    if (choice->words[1].size == 0)
        return;
    proposal_append(proposal, slice_of(" "));
    proposal_append(proposal, choice->words[1]);
}

/* The bytes of the text from begin to end - 1. */
static struct slice part(const struct speller *speller, size_t begin, size_t end)
{
    return (struct slice){.bytes = speller->text.bytes + begin, .size = end - begin};
}

/* Proposes the text with these repairs; choices[i] selects the replacement of repairs[i]. */
static void propose(const struct speller *speller, const struct repair *const *repairs,
                    const size_t *choices, size_t count)
{
    struct proposal proposal;
    size_t at = 0;

    proposal_begin(&proposal, speller->proposals);
    for (size_t i = 0; i < count; i++) {
        proposal_append(&proposal, part(speller, at, repairs[i]->begin));
        append_choice(&proposal, &repairs[i]->choices[choices[i]]);
        at = repairs[i]->end;
    }
    proposal_append(&proposal, part(speller, at, speller->text.size));
    proposal_end(&proposal);
}

/* Leaves words without a replacement unchanged, so that the others are still corrected. Returns
 * false if no word has a replacement. */
static bool keep_unrepairable(struct speller *speller)
{
    bool any = false;

    for (size_t i = 0; i < speller->repairs.count; i++) {
        struct repair *repair = &speller->repairs.list[i];

        any = any || repair->count > 0;
        if (repair->count == 0)
            repair->choices[repair->count++] =
                (struct choice){.words = {part(speller, repair->begin, repair->end)}};
    }
    return any;
}

/* Proposes the best replacements together; then the others, one word at a time. */
static void propose_repairs(const struct speller *speller)
{
    const struct repair *repairs[REPAIRS_MAX];
    size_t choices[REPAIRS_MAX] = {0}, count = speller->repairs.count;

    for (size_t i = 0; i < count; i++)
        repairs[i] = &speller->repairs.list[i];
    propose(speller, repairs, choices, count);
    for (size_t next = 1; next < REPAIR_CHOICES; next++)
        for (size_t i = 0; i < count; i++) {
            if (next >= repairs[i]->count)
                continue;
            choices[i] = next;
            propose(speller, repairs, choices, count);
            choices[i] = 0;
        }
}

/* Proposes the joined word, with the best repairs of the other words. */
static void propose_joined(const struct speller *speller, const struct repair *joined)
{
    static const size_t first_choices[REPAIRS_MAX + 1];
    const struct repair *repairs[REPAIRS_MAX + 1];
    size_t count = 0;
    bool placed = false;

    for (size_t i = 0; i < speller->repairs.count; i++) {
        const struct repair *repair = &speller->repairs.list[i];

        if (repair->begin >= joined->begin && repair->end <= joined->end)
            continue;
        if (!placed && repair->begin > joined->begin) {
            repairs[count++] = joined;
            placed = true;
        }
        repairs[count++] = repair;
    }
    if (!placed)
        repairs[count++] = joined;
    propose(speller, repairs, first_choices, count);
}

int spelling_correct(const struct charindex *index, const struct query *query,
                     const struct plan *plan, struct slice text, enum spelling_errors errors,
                     struct budget *budget, struct proposals *proposals)
{
    struct speller speller = {
        .text = text,
        .repairs = {.index = index,
                    .query = query,
                    .plan = plan,
                    .budget = budget,
                    .errors = errors == SPELLING_LIKELY ? REPAIR_LIKELY : REPAIR_ALL},
        .proposals = proposals,
    };
    int r = repairs_find(&speller.repairs);

    proposals->count = 0;
    if (r <= 0)
        return r;
    if (keep_unrepairable(&speller))
        propose_repairs(&speller);
    if (errors == SPELLING_LIKELY)
        return 0;
    for (uint32_t clause = 0; clause + 1 < query->count; clause++) {
        struct repair joined;

        if (repair_join(&speller.repairs, clause, &joined))
            propose_joined(&speller, &joined);
    }
    return 0;
}

int spelling_doubt(const struct charindex *index, const struct query *query,
                   const struct plan *plan, struct slice text, unsigned known_min,
                   struct budget *budget, struct proposals *proposals)
{
    struct speller speller = {
        .text = text,
        .repairs = {.index = index,
                    .query = query,
                    .plan = plan,
                    .budget = budget,
                    .known_min = known_min},
        .proposals = proposals,
    };
    int r = repairs_find_doubts(&speller.repairs);

    proposals->count = 0;
    if (r > 0 && keep_unrepairable(&speller))
        propose_repairs(&speller);
    return r < 0 ? r : 0;
}
