/*
 * Each document is judged alone, so shares of them are judged at once.
 */

#include "index/builder/documents/prominences.h"

#include <errno.h>
#include <stdlib.h>

#include "index/base/parallel.h"
#include "index/unicode/prominence.h"

enum { SHARE = 8192 }; /* documents; one takes some 200 ns */

struct judging {
    const struct prominences_input *input;
    struct prominence_evidence *evidence; /* by document */
    const struct prominence *prominence;
    uint8_t *prominences;
};

static void complete(const struct prominences_input *input, uint32_t document,
                     struct prominence_evidence *of)
{
    const struct documents *documents = input->documents;

    of->repertoire = documents->repertoire;
    of->code_point = documents_first_point(documents, document);
    of->sequence = document >= documents->characters;
    of->variant = of->sequence && input->bases[document - documents->characters] != document;
    of->emoji_order = input->orders[document];
}

static void judge_share(void *context, size_t number)
{
    const struct judging *judging = context;
    const size_t count = documents_count(judging->input->documents), end = (number + 1) * SHARE;

    for (size_t document = number * SHARE; document < end && document < count; document++) {
        struct prominence_evidence *of = &judging->evidence[document];

        complete(judging->input, (uint32_t)document, of);
        judging->prominences[document] = (uint8_t)prominence_of(judging->prominence, of);
    }
}

int prominences_find(const struct prominences_input *input, uint8_t *prominences)
{
    const size_t count = documents_count(input->documents);
    struct prominence *prominence = prominence_new();
    struct judging judging = {.input = input,
                              .evidence = calloc(count + 1, sizeof *judging.evidence),
                              .prominence = prominence};
    const bool able = prominence && judging.evidence;

    judging.prominences = prominences;
    if (able) {
        texts_add_evidence(input->texts, input->english, judging.evidence);
        spellings_add_evidence(input->spellings, judging.evidence);
        parallel_run((count + SHARE - 1) / SHARE, judge_share, &judging);
    }
    prominence_free(prominence);
    free(judging.evidence);
    return able ? 0 : -ENOMEM;
}
