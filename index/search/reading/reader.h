#ifndef CHARFINDER_INDEX_SEARCH_READING_READER_H
#define CHARFINDER_INDEX_SEARCH_READING_READER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "index/base/budget.h"
#include "index/base/slice.h"
#include "index/file/charindex.h"
#include "index/search/match/options.h"

/*
 * The input of a reading, and what it may answer: characters, or another query. Not thread-safe on
 * one reader.
 *
 * A reading that does not apply to the text adds nothing. Answers beyond the limits, characters
 * that are not in the index, and repetitions are ignored, so a reading need not check for them.
 */

/* Where the characters of a reading stand in the result. */
enum reading_place {
    READING_FIRST, /* before all else: the text is marked as this notation, as \to is */
    READING_AMONG_EXACT, /* as READING_AFTER_EXACT, but the first ones before the less known of those documents */
    READING_AFTER_EXACT, /* after documents that have exactly the words of the text */
    READING_AFTER_WORDS, /* after all that the words find */
    READING_LAST,        /* the same, and other words are tried as if it had not answered */
};

enum {
    READING_ANSWERS_MAX = 16,     /* of all readings of a text together */
    READING_DOCUMENTS_MAX = 2048, /* the same */
    READING_QUERIES_MAX = 4,      /* the same */
    READING_FILTER = 8192,        /* bits, each for documents with the same lowest bits */
};

/* Some characters, or a query, with one reason. */
struct reading_answer {
    const char *label; /* names the reading: static text */
    enum reading_place place;
    bool is_query;         /* `first` is a place in queries, not in documents */
    uint32_t first, count; /* a query: one */
};

/* All that was read in a text. Plain data of about 15 KiB. */
struct reading_answers {
    uint32_t count, document_count, query_count;
    struct reading_answer list[READING_ANSWERS_MAX];
    uint32_t documents[READING_DOCUMENTS_MAX]; /* in the order in which they were added */
    uint64_t filter[READING_FILTER / 64]; /* has a bit for each of them; unset if there are none */
    char queries[READING_QUERIES_MAX][SUGGESTION_SIZE]; /* NUL-terminated */
};

struct reader {
    const struct charindex *index;
    struct slice text; /* without white space around it; valid UTF-8; 1 to QUERY_MAX_SIZE bytes */
    struct budget *budget; /* readings that look things up take steps of BUDGET_EVALUATE */
    const char *label;     /* of the reading whose turn it is */
    enum reading_place place;
    struct reading_answers *answers;
};

/* Later answers of this reading have this label (static text), or stand in this place, instead of
 * those in its row of the table. */
void reader_label(struct reader *reader, const char *label);
void reader_place(struct reader *reader, enum reading_place place);

/* Characters that are looked up take steps of BUDGET_EVALUATE; those left when it runs out are
 * ignored. */
void reader_add_document(struct reader *reader, uint32_t document);
void reader_add_point(struct reader *reader, uint32_t code_point);
/* Adds the characters of a text in its order: the longest sequences (flags, families) that are in
 * the index, otherwise single characters. */
void reader_add_points(struct reader *reader, const uint32_t *points, size_t count);

/* Adds what this query finds, in scope all. A query that cannot be parsed finds nothing. */
void reader_add_query(struct reader *reader, struct slice query);

#endif
