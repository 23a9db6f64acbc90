#ifndef CHARFINDER_TESTS_UNIT_INDEX_SEARCH_READING_READING_H
#define CHARFINDER_TESTS_UNIT_INDEX_SEARCH_READING_READING_H

/*
 * What one reading makes of a text, on the real index, for the tests of all readings.
 */

#include "index/search/reading/table.h"
#include "tests/unit/index/search/world.h"

typedef void reading_function(struct reader *reader);

/* The answers of one reading, as readings_find() would call it. */
static inline void read_text(const struct charindex *index, reading_function *read,
                             const char *text, size_t size, struct reading_answers *answers)
{
    struct budget budget = BUDGET_INIT;
    char *copy = malloc(size);
    struct reader reader = {.index = index, .budget = &budget};

#define ROW_OF(name, its_label, first, its_place)                                                  \
    if (read == reading_##name) {                                                                  \
        reader.label = its_label;                                                                  \
        reader.place = its_place;                                                                  \
    }
    READINGS(ROW_OF)
#undef ROW_OF
    assert_non_null(copy);
    memcpy(copy, text, size);
    reader.text = (struct slice){copy, size};
    reader.answers = answers;
    answers->count = answers->document_count = answers->query_count = 0;
    read(&reader);
    free(copy);
    stack_trample();
}

/* Reads exactly these code points, in this order, up to 0xFFFFFFFF; of sequences the first one. */
static inline void assert_reads(const struct charindex *index, reading_function *read,
                                const char *text, const uint32_t *points)
{
    struct reading_answers answers;
    uint32_t count = 0;

    read_text(index, read, text, strlen(text), &answers);
    for (; points[count] != UINT32_MAX; count++)
        if (count >= answers.document_count ||
            charindex_code_point(index, answers.documents[count]) != points[count])
            fail_msg("\"%s\" is not read as U+%04X in its place", text, points[count]);
    if (answers.document_count != count)
        fail_msg("\"%s\" is read as %u characters instead of %u", text, answers.document_count,
                 count);
}

#define ASSERT_READS(index, read, text, ...)                                                       \
    assert_reads((index), (read), (text), (uint32_t[]){__VA_ARGS__, UINT32_MAX})

static inline void assert_not_read(const struct charindex *index, reading_function *read,
                                   const char *const *texts, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct reading_answers answers;

        read_text(index, read, texts[i], strlen(texts[i]), &answers);
        if (answers.count > 0)
            fail_msg("\"%s\" is read as %s", texts[i],
                     answers.query_count > 0 ? answers.queries[0] : "characters");
    }
}

/* Reads exactly this query first. */
static inline void assert_reads_query(const struct charindex *index, reading_function *read,
                                      const char *text, const char *query)
{
    struct reading_answers answers;

    read_text(index, read, text, strlen(text), &answers);
    if (answers.query_count == 0)
        fail_msg("\"%s\" is not read as a query", text);
    assert_string_equal(answers.queries[0], query);
}

static inline void assert_place(const struct charindex *index, reading_function *read,
                                const char *text, enum reading_place place)
{
    struct reading_answers answers;

    read_text(index, read, text, strlen(text), &answers);
    if (answers.count == 0 || answers.list[0].place != place)
        fail_msg("\"%s\" is not read into place %d", text, place);
}

#endif
