#ifndef CHARFINDER_TESTS_UNIT_INDEX_EXERCISE_H
#define CHARFINDER_TESTS_UNIT_INDEX_EXERCISE_H

/*
 * Everything that a program may ask of an index, asked of one whose bytes may be anybody's. What
 * charindex_parse() accepted must keep every promise of its headers: each pointer stays within
 * the image, each document exists, each list ascends, each walk ends where its total says.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "index/charindex.h"
#include "index/row.h"
#include "index/search/search.h"
#include "index/words.h"

static inline bool exercise_inside(const struct charindex *index, const void *bytes, size_t size)
{
    struct slice image = charindex_image(index);
    const char *at = bytes;

    return at >= image.bytes && at <= image.bytes + image.size &&
           size <= (size_t)(image.bytes + image.size - at);
}

static inline const char *exercise_postings(const struct charindex *index,
                                            const struct postings *postings)
{
    uint32_t rank = 0, behind = 0;

    if (!exercise_inside(index, postings->runs, postings->count * sizeof *postings->runs))
        return "runs lie outside of the image";
    for (uint32_t run = 0; run < postings->count; run++) {
        uint32_t first = posting_first(postings, run), end = posting_end(postings, run);

        if (first < behind || end <= first || end > charindex_documents(index) ||
            posting_rank(postings, run) != rank)
            return "runs contradict themselves";
        rank += end - first;
        behind = end + 1;
    }
    return rank == postings->total ? NULL : "a total is not that of its runs";
}

static inline const char *exercise_words(const struct charindex *index, struct slice name)
{
    struct words words;
    struct word word;

    words_init(&words, name.bytes, name.size);
    while (words_next(&words, &word)) {
        struct postings postings;
        const char *trouble;

        if (!charindex_term(index, word.folded, word.size, &postings))
            continue;
        trouble = exercise_postings(index, &postings);
        if (trouble)
            return trouble;
    }
    return NULL;
}

static inline const char *exercise_document(const struct charindex *index, uint32_t document)
{
    struct slice line = charindex_lines(index, document, 1);
    struct slice name = charindex_name(index, document);
    struct slice properties = charindex_properties(index, document);
    struct buffer json = BUFFER_INIT;
    uint32_t found;

    if (!charindex_find(index, charindex_code_point(index, document), &found) || found != document)
        return "a document is not where its code point leads";
    if (!exercise_inside(index, line.bytes, line.size) || line.size > ROW_LINE_MAX)
        return "a line lies outside of the image or is too long";
    if (name.bytes < line.bytes || name.size > line.size ||
        name.bytes + name.size > line.bytes + line.size)
        return "a name lies outside of its line";
    if (!exercise_inside(index, properties.bytes, properties.size))
        return "properties lie outside of the image";
    if (charindex_find_name(index, name.bytes, name.size, &found) &&
        charindex_name(index, found).size != name.size)
        return "a name leads to another";
    row_json(&json, index, document, ROW_FULL);
    buffer_release(&json);
    return exercise_words(index, name);
}

/* Walks a result twice, by documents and by lines. */
static inline const char *exercise_result(const struct search *search)
{
    char lines[ROW_LINE_MAX];
    struct search_cursor cursor;
    uint32_t first, count, rows, seen = 0;

    search_seek(search, 0, &cursor);
    while ((count = search_next(&cursor, 2, &first)) > 0) {
        if (first >= charindex_documents(search->index) ||
            count > charindex_documents(search->index) - first)
            return "a result has documents that do not exist";
        seen += count;
    }
    if (seen != search->result.total)
        return "a result does not have its total of documents";
    search_seek(search, 0, &cursor);
    for (seen = 0; row_lines(&cursor, UINT32_MAX, lines, sizeof lines, &rows) > 0; seen += rows)
        ;
    return seen == search->result.total ? NULL : "a result does not have its total of lines";
}

static inline const char *exercise_search(struct charindex *index, const char *text, size_t size)
{
    struct query_error error;
    struct search search;
    const char *trouble;

    if (search_open(&search, index, text, size, &error) != SEARCH_OK)
        return NULL;
    trouble = exercise_result(&search);
    search_release(&search);
    return trouble;
}

/* NULL where the index keeps its promises, else which of them it broke. */
static inline const char *exercise_index(struct charindex *index)
{
    static const char *const queries[] = {
        "a",
        "latin letter",
        "small capital",
        "face grinning face",
        "cjk unified ideograph-4e00",
        "U+0041",
        "\xF0\x9F\x98\x80\xE2\x98\x80\xE4\xB8\x80!",
        "\xE4\xB8\x80 cjk",
        "&#7; \\u0007",
        "",
    };
    const char *trouble = NULL;

    for (uint32_t i = 0; !trouble && i < charindex_documents(index); i++)
        trouble = exercise_document(index, i);
    for (size_t i = 0; !trouble && i < sizeof queries / sizeof *queries; i++)
        trouble = exercise_search(index, queries[i], strlen(queries[i]));
    return trouble;
}

#endif
