#ifndef CHARFINDER_TESTS_UNIT_INDEX_FILE_EXERCISE_H
#define CHARFINDER_TESTS_UNIT_INDEX_FILE_EXERCISE_H

/*
 * Calls everything that a program may call on an index whose bytes are not trusted. An index that
 * charindex_parse() accepted must keep every promise of its headers: each pointer stays within the
 * image, each document exists, each list ascends, each walk ends where its total says.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "index/base/utf8.h"
#include "index/file/charindex.h"
#include "index/present/row.h"
#include "index/search/search.h"
#include "index/text/words.h"

static inline bool exercise_inside(const struct charindex *index, const void *bytes, size_t size)
{
    struct slice image = charindex_image(index);
    const char *at = bytes;

    return at >= image.bytes && at <= image.bytes + image.size &&
           size <= (size_t)(image.bytes + image.size - at);
}

/* Inside the image, and plain text (plain.h). */
static inline bool exercise_text(const struct charindex *index, struct slice text)
{
    if (!exercise_inside(index, text.bytes, text.size) || !utf8_valid(text.bytes, text.size))
        return false;
    for (size_t i = 0; i < text.size; i++)
        if ((unsigned char)text.bytes[i] < 0x20 || text.bytes[i] == 0x7F)
            return false;
    return true;
}

static inline const char *exercise_postings(const struct charindex *index,
                                            const struct postings *postings)
{
    uint32_t rank = 0, after = 0;

    if (!exercise_inside(index, postings->runs, postings->count * sizeof *postings->runs))
        return "runs are outside of the image";
    for (uint32_t run = 0; run < postings->count; run++) {
        uint32_t first = posting_first(postings, run), end = posting_end(postings, run);

        if (first < after || end <= first || end > charindex_documents(index) ||
            posting_rank(postings, run) != rank)
            return "runs contradict themselves";
        rank += end - first;
        after = end + 1;
    }
    return rank == postings->total ? NULL : "a total is not that of its runs";
}

/* Ascending numbers in the image, all below a limit. */
static inline bool exercise_numbers(const struct charindex *index, const uint32_t *numbers_le,
                                    uint32_t count, uint32_t limit)
{
    if (!exercise_inside(index, numbers_le, count * sizeof *numbers_le))
        return false;
    for (uint32_t i = 0; i < count; i++)
        if (le32toh(numbers_le[i]) >= limit ||
            (i > 0 && le32toh(numbers_le[i - 1]) >= le32toh(numbers_le[i])))
            return false;
    return true;
}

static inline bool exercise_word_list(const struct charindex *index, struct word_list words)
{
    if (!exercise_inside(index, words.terms_le, words.count * sizeof *words.terms_le))
        return false;
    for (uint32_t i = 0; i < words.count; i++)
        if (le32toh(words.terms_le[i]) >= charindex_terms(index))
            return false;
    return true;
}

/*
 * Documents.
 */

static inline const char *exercise_points(const struct charindex *index, uint32_t document)
{
    uint32_t points[SEQUENCE_MAX], found;
    size_t count = charindex_points(index, document, points);

    if (count == 0 || count > SEQUENCE_MAX || points[0] != charindex_code_point(index, document))
        return "a document does not begin with its code point";
    if ((count == 1) != (document < charindex_first_sequence(index)))
        return "a sequence is among the characters";
    if (count == 1 && (!charindex_find(index, points[0], &found) || found != document ||
                       charindex_find_from(index, points[0]) != document))
        return "a character is not found by its code point";
    if (count > 1 &&
        (charindex_find_sequence(index, points, count, &found) != count || found != document))
        return "a sequence is not found by its code points";
    return NULL;
}

static inline const char *exercise_line(const struct charindex *index, uint32_t document)
{
    struct slice line = charindex_lines(index, document, 1);
    struct slice name = charindex_name(index, document);
    uint32_t found;

    if (!exercise_inside(index, line.bytes, line.size) || line.size > ROW_LINE_MAX)
        return "a line is outside of the image or is too long";
    if (name.bytes < line.bytes || name.size > line.size ||
        name.bytes + name.size > line.bytes + line.size || !exercise_text(index, name))
        return "a name is not text or is outside of its line";
    if (charindex_find_name(index, name.bytes, name.size, &found) &&
        charindex_name(index, found).size != name.size)
        return "a name finds another document";
    if (!exercise_text(index, charindex_properties(index, document)))
        return "properties are not text or are outside of the image";
    return NULL;
}

static inline const char *exercise_relations(const struct charindex *index, uint32_t document)
{
    const uint32_t documents = charindex_documents(index);
    uint32_t base = charindex_base(index, document), count, found;
    const uint32_t *list;

    if (base >= documents || charindex_base(index, base) != base)
        return "a base is a variant";
    count = charindex_variants(index, document, &list);
    if (!exercise_numbers(index, list, count, documents))
        return "variants do not exist";
    for (uint32_t i = 0; i < count; i++)
        if (charindex_base(index, le32toh(list[i])) != document)
            return "a variant has another base";
    count = charindex_confusables(index, document, &list);
    if (!exercise_numbers(index, list, count, charindex_first_sequence(index)))
        return "confusables do not exist";
    count = charindex_decompositions(index, document, &list);
    if (!exercise_numbers(index, list, count, charindex_first_sequence(index)))
        return "decompositions do not exist";
    for (int direction = 0; direction < 2; direction++) {
        count = (direction ? charindex_references_to : charindex_references_from)(index, document,
                                                                                  &list);
        if (!exercise_numbers(index, list, count, 0x110000))
            return "references do not ascend";
        for (uint32_t i = 0; i < count; i++)
            if (!charindex_find(index, le32toh(list[i]), &found))
                return "a reference leads nowhere";
    }
    return NULL;
}

static inline const char *exercise_texts(const struct charindex *index, uint32_t document)
{
    struct text_range texts = charindex_texts(index, document);
    enum text_kind before = 0;

    if (!exercise_word_list(index, charindex_name_words(index, document)))
        return "a name has words that do not exist";
    for (uint32_t i = texts.first; i < texts.end; i++) {
        struct text text = charindex_text(index, i);

        if (text.kind >= TEXT_KINDS || text.kind < before ||
            text.language >= charindex_sources(index)->language_count)
            return "texts are out of order";
        if (!exercise_text(index, text.bytes) || !exercise_word_list(index, text.words))
            return "a text is not plain or is outside of the image";
        before = text.kind;
    }
    return NULL;
}

static inline const char *exercise_document(const struct charindex *index, uint32_t document)
{
    const char *fault = exercise_points(index, document);

    if (!fault)
        fault = exercise_line(index, document);
    if (!fault)
        fault = exercise_relations(index, document);
    if (!fault)
        fault = exercise_texts(index, document);
    return fault || charindex_prominence(index, document) <= 255 ? fault : "too prominent";
}

/* Each run of names with the same words starts where the one before ends, up to the last
 * document. */
static inline const char *exercise_name_runs(const struct charindex *index)
{
    for (uint32_t at = 0, end; at < charindex_documents(index); at = end) {
        end = charindex_name_words_end(index, at);
        if (end <= at || end > charindex_documents(index))
            return "a run of names does not end";
        for (uint32_t i = at; i < end; i++)
            if (charindex_name_words(index, i).terms_le !=
                    charindex_name_words(index, at).terms_le ||
                charindex_name_words_end(index, i) != end)
                return "names of one run have other words";
    }
    return NULL;
}

/*
 * Words and properties.
 */

static inline const char *exercise_lists(const struct charindex *index, struct term_range terms)
{
    struct list_range lists = charindex_lists(index, terms);
    size_t words = (charindex_documents(index) + 63) / 64;
    struct stored_union stored;
    uint32_t runs = 0;

    for (uint32_t list = lists.first; list < lists.end; list++) {
        struct postings postings = charindex_list(index, list);
        const char *fault = exercise_postings(index, &postings);

        if (fault)
            return fault;
        if (charindex_list_field(index, list) >=
            FIELD_KEYWORD + charindex_sources(index)->language_count)
            return "a list has a field without a language";
        runs += postings.count;
    }
    if (runs != charindex_lists_runs(index, lists))
        return "lists have another number of runs";
    if (!charindex_stored_union(index, terms, &stored))
        return NULL;
    if (!stored.bitmap)
        return exercise_postings(index, &stored.set);
    if (!exercise_inside(index, stored.bitmap, words * sizeof *stored.bitmap) ||
        (charindex_documents(index) % 64 != 0 &&
         le64toh(stored.bitmap[words - 1]) >> charindex_documents(index) % 64 != 0))
        return "a stored union has documents that do not exist";
    return NULL;
}

static inline const char *exercise_term(const struct charindex *index, uint32_t term)
{
    struct slice text = charindex_term_text(index, term);
    const char *fault;
    uint32_t found;

    if (!exercise_text(index, text))
        return "a term is not text";
    if (!charindex_term(index, text.bytes, text.size, &found) || found != term)
        return "a term is not found by its text";
    fault = exercise_lists(index, (struct term_range){.first = term, .end = term + 1});
    for (size_t size = 0; !fault && size <= text.size; size++) {
        struct term_range terms = charindex_terms_with(index, text.bytes, size);

        if (terms.first > term || terms.end <= term || terms.end > charindex_terms(index))
            return "a term is not among those with its prefix";
        fault = exercise_lists(index, terms);
    }
    return fault;
}

/* Every stem is found by its text, and has terms that lead back to it. */
static inline const char *exercise_stem(const struct charindex *index, uint32_t stem)
{
    struct slice text = charindex_stem_text(index, stem);
    struct word_list forms = charindex_forms(index, stem);

    if (!exercise_text(index, text) || charindex_stem(index, text.bytes, text.size) != stem)
        return "a stem is not text, or is not found by it";
    if (forms.count == 0 ||
        !exercise_numbers(index, forms.terms_le, forms.count, charindex_terms(index)))
        return "forms are not terms, or out of order";
    for (uint32_t i = 0; i < forms.count; i++)
        if (charindex_stem_of(index, le32toh(forms.terms_le[i])) != stem)
            return "a form has another stem";
    return NULL;
}

/* Every spelling is found by its text, and its entries by kind. */
static inline const char *exercise_spelling(const struct charindex *index, uint32_t text)
{
    struct slice bytes = charindex_spelling_text(index, text);
    struct spelling_range range, own = charindex_spelling_entries(index, text);
    unsigned before = 0;

    if (!exercise_text(index, bytes))
        return "a spelling is not text";
    range = charindex_spellings(index, bytes);
    if (!range.exact || range.first != own.first || range.end != own.end || own.first >= own.end)
        return "a spelling is not found by its text";
    for (uint32_t at = range.first; at < range.end; at++) {
        struct spelling spelling = charindex_spelling(index, at);

        if (spelling.document >= charindex_documents(index) || (unsigned)spelling.kind < before ||
            (unsigned)spelling.kind >= SPELLING_KINDS)
            return "spellings are out of order, or of documents that do not exist";
        before = (unsigned)spelling.kind;
        if (charindex_spelling_text_of(index, at) != text)
            return "an entry is of another text";
    }
    return NULL;
}

/* Every document knows its own entries. */
static inline const char *exercise_spelled(const struct charindex *index, uint32_t document)
{
    const uint32_t *entries;
    const uint32_t count = charindex_spelled(index, document, &entries);

    for (uint32_t i = 0; i < count; i++)
        if (charindex_spelling(index, le32toh(entries[i])).document != document)
            return "a spelling of another document";
    return NULL;
}

static inline const char *exercise_property(const struct charindex *index, enum property property)
{
    struct value_range values = charindex_values(index, property);
    uint32_t total = 0;

    for (uint32_t value = values.first; value < values.end; value++) {
        struct postings postings = charindex_value(index, value);
        const char *fault = exercise_postings(index, &postings);

        if (fault)
            return fault;
        if (!exercise_text(index, charindex_value_name(index, value)))
            return "a value has no name";
        total += postings.total;
    }
    return property_kind(property) == PROPERTY_KIND_PLANES || total == charindex_documents(index)
               ? NULL
               : "the values of a property are not those of all documents";
}

static inline const char *exercise_tiers(const struct charindex *index)
{
    uint32_t total = 0;

    for (unsigned tier = 0; tier < CHARINDEX_TIERS; tier++) {
        struct postings postings = charindex_tier(index, tier);
        const char *fault = exercise_postings(index, &postings);

        if (fault)
            return fault;
        total += postings.total;
    }
    return total == charindex_documents(index) ? NULL : "the tiers are not all documents";
}

/*
 * Searches.
 */

/* Walks a result three times: by documents, by lines, by JSON objects. */
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
        for (uint32_t i = 0; i < count && seen + i < 64; i++) {
            struct buffer json = BUFFER_INIT;

            row_json(&json, search, first + i, ROW_FULL, &(struct budget)BUDGET_INIT);
            buffer_release(&json);
        }
        seen += count;
    }
    if (seen != search_total(search))
        return "a result does not have its total of documents";
    search_seek(search, 0, &cursor);
    for (seen = 0; row_lines(&cursor, UINT32_MAX, false, lines, sizeof lines, &rows) > 0;
         seen += rows)
        ;
    return seen == search_total(search) ? NULL : "a result does not have its total of lines";
}

/* In each scope and order. */
static inline const char *exercise_search(struct charindex *index, const char *text, size_t size)
{
    const char *fault = NULL;

    for (unsigned i = 0; !fault && i < 8; i++) {
        const struct search_options options = {
            .scope = i & 1 ? SCOPE_ALL : SCOPE_NAME,
            .sort = i & 2 ? SORT_RELEVANCE : SORT_CODE_POINT,
            .unfold = (i & 4) != 0,
            .explain = true,
        };
        struct query_error error;
        struct search search;

        if (search_open(&search, index, &options, text, size, &error) != SEARCH_OK)
            continue;
        fault = exercise_result(&search);
        search_release(&search);
    }
    return fault;
}

static inline const char *exercise_searches(struct charindex *index)
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
        "g* | l*",
        "\"grinning face\" -tone",
        "name:a keyword:smile",
        "block:basic-latin age:<=6.1 emoji:yes",
        "U+0041..U+4E00",
        "\xF0\x9F\x98\x80\xF0\x9F\x8F\xBB",
        "grining",
        "like:a base:b",
        "*ace gr?nning",
        "nv:>=1 width:w",
    };
    const char *fault = NULL;

    for (size_t i = 0; !fault && i < sizeof queries / sizeof *queries; i++)
        fault = exercise_search(index, queries[i], strlen(queries[i]));
    return fault;
}

/* Every phrase is found, and has queries. */
static inline const char *exercise_meaning(const struct charindex *index, uint32_t phrase)
{
    struct slice text = charindex_meaning_phrase(index, phrase);
    struct meaning_range range = charindex_meanings(index, text);

    if (text.size == 0 || !utf8_valid(text.bytes, text.size))
        return "a phrase is not text";
    if (range.first > range.end)
        return "meanings end before they begin";
    for (uint32_t at = range.first; at < range.end; at++) {
        struct slice query = charindex_meaning(index, at).query;

        if (!utf8_valid(query.bytes, query.size))
            return "a meaning is not text";
    }
    return NULL;
}

/* Returns NULL if the index keeps its promises, otherwise which one it broke. */
static inline const char *exercise_index(struct charindex *index)
{
    const char *fault = exercise_name_runs(index);

    for (uint32_t i = 0; !fault && i < charindex_documents(index); i++)
        fault = exercise_document(index, i);
    for (uint32_t i = 0; !fault && i < charindex_terms(index); i++)
        fault = exercise_term(index, i);
    for (uint32_t i = 0; !fault && i < charindex_stems(index); i++)
        fault = exercise_stem(index, i);
    for (uint32_t i = 0; !fault && i < charindex_spelling_texts(index); i++)
        fault = exercise_spelling(index, i);
    for (uint32_t i = 0; !fault && i < charindex_documents(index); i++)
        fault = exercise_spelled(index, i);
    for (uint32_t i = 0; !fault && i < charindex_meaning_phrases(index); i++)
        fault = exercise_meaning(index, i);
    for (int i = 0; !fault && i < PROPERTY_COUNT; i++)
        fault = exercise_property(index, (enum property)i);
    return fault ? fault : exercise_tiers(index);
}

#endif
