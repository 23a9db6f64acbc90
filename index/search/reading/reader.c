/*
 * What readings answer. An answer is a run of documents added with the same label and place, or a
 * query.
 */

#include "index/search/reading/reader.h"

#include <string.h>

#include "index/search/match/pasted.h"

void reader_label(struct reader *reader, const char *label)
{
    reader->label = label;
}

void reader_place(struct reader *reader, enum reading_place place)
{
    reader->place = place;
}

/* The answer to add to: the last one if it has the same reason, otherwise a new one; NULL: the list
 * is full. */
static struct reading_answer *answer_for(struct reader *reader, bool is_query)
{
    struct reading_answers *answers = reader->answers;
    struct reading_answer *last = answers->list + answers->count - 1;

    if (answers->count > 0 && !is_query && !last->is_query && last->place == reader->place &&
        strcmp(last->label, reader->label) == 0)
        return last;
    if (answers->count == READING_ANSWERS_MAX)
        return NULL;
    answers->list[answers->count] = (struct reading_answer){
        .label = reader->label,
        .place = reader->place,
        .is_query = is_query,
        .first = is_query ? answers->query_count : answers->document_count,
    };
    return &answers->list[answers->count++];
}

/* A code point looked up; some documents compared. */
enum { FIND_STEPS = 16, COMPARED_IN_STEP = 8 };

/* Takes the document into the filter. Returns whether it was added before. */
static bool is_repeated(struct reader *reader, uint32_t document)
{
    struct reading_answers *answers = reader->answers;
    const uint64_t bit = (uint64_t)1 << (document % 64);
    uint64_t *filter = answers->filter + document % READING_FILTER / 64;

    if (answers->document_count == 0)
        memset(answers->filter, 0, sizeof answers->filter);
    if (!(*filter & bit)) {
        *filter |= bit;
        return false;
    }
    (void)budget_take(reader->budget, BUDGET_EVALUATE, answers->document_count / COMPARED_IN_STEP);
    for (uint32_t i = 0; i < answers->document_count; i++)
        if (answers->documents[i] == document)
            return true;
    return false;
}

void reader_add_document(struct reader *reader, uint32_t document)
{
    struct reading_answers *answers = reader->answers;
    struct reading_answer *answer;

    if (answers->document_count == READING_DOCUMENTS_MAX ||
        !budget_left(reader->budget, BUDGET_EVALUATE) || is_repeated(reader, document))
        return;
    answer = answer_for(reader, false);
    if (!answer)
        return;
    answers->documents[answers->document_count++] = document;
    answer->count++;
}

void reader_add_point(struct reader *reader, uint32_t code_point)
{
    uint32_t document;

    if (budget_take(reader->budget, BUDGET_EVALUATE, FIND_STEPS) &&
        charindex_find(reader->index, code_point, &document))
        reader_add_document(reader, document);
}

void reader_add_points(struct reader *reader, const uint32_t *points, size_t count)
{
    for (size_t at = 0; at < count && budget_take(reader->budget, BUDGET_EVALUATE, FIND_STEPS);) {
        uint32_t document;
        bool found;

        at += pasted_next(reader->index, true, points + at, count - at, &document, &found);
        if (found)
            reader_add_document(reader, document);
    }
}

void reader_add_query(struct reader *reader, struct slice query)
{
    struct reading_answers *answers = reader->answers;
    struct reading_answer *answer;
    char *copy;

    if (answers->query_count == READING_QUERIES_MAX || query.size >= SUGGESTION_SIZE)
        return;
    answer = answer_for(reader, true);
    if (!answer)
        return;
    copy = answers->queries[answers->query_count++];
    memcpy(copy, query.bytes, query.size);
    copy[query.size] = '\0';
    answer->count = 1;
}
