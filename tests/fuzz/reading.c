/*
 * libFuzzer: any text through all readings, on an index of ICU's characters. Whatever the text,
 * each answer has a reason, and characters of the index or a query that is valid UTF-8; and no text
 * costs more steps than there are.
 */

#include "index/search/reading/readings.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "index/base/utf8.h"
#include "tests/fuzz/demand.h"
#include "tests/indexes/ready.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

/* The characters of ICU alone, loaded once: readings look up their names. */
static struct charindex *index_get(void)
{
    static struct charindex *index;
    struct reason reason;

    if (!index)
        demand(ready_index(READY_CHARACTERS, &index, &reason) == 0);
    return index;
}

static void check_query(const struct reading_answers *answers, const struct reading_answer *answer)
{
    const char *query;
    size_t size;

    demand(answer->count == 1 && answer->first < answers->query_count);
    query = answers->queries[answer->first];
    size = strnlen(query, SUGGESTION_SIZE);
    demand(size > 0 && size < SUGGESTION_SIZE && utf8_valid(query, size));
}

static void check_characters(const struct charindex *index, const struct reading_answers *answers,
                             const struct reading_answer *answer)
{
    demand(answer->count > 0 && answer->count <= answers->document_count &&
           answer->first <= answers->document_count - answer->count);
    for (uint32_t i = 0; i < answer->count; i++)
        demand(answers->documents[answer->first + i] < charindex_documents(index));
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    const struct charindex *index = index_get();
    struct budget budget = BUDGET_INIT;
    struct reading_answers answers;
    char *text = malloc(size ? size : 1);

    demand(text);
    if (size > 0)
        memcpy(text, bytes, size);
    memset(&answers, 0xA5, sizeof answers);
    readings_find(index, (struct slice){text, size}, &budget, &answers);
    free(text);
    demand(answers.count <= READING_ANSWERS_MAX && answers.query_count <= READING_QUERIES_MAX &&
           answers.document_count <= READING_DOCUMENTS_MAX);
    demand(budget.left[BUDGET_EVALUATE] >= -(int64_t)BUDGET_OVERDRAFT_STEPS);
    for (uint32_t i = 0; i < answers.count; i++) {
        const struct reading_answer *answer = &answers.list[i];

        demand(answer->label && answer->label[0] != '\0');
        if (answer->is_query)
            check_query(&answers, answer);
        else
            check_characters(index, &answers, answer);
    }
    return 0;
}
