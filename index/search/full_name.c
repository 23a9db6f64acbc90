/*
 * A full name must find its character. The clauses of a query find every official name, except
 * names whose hexadecimal suffix is not indexed (CJK UNIFIED IDEOGRAPH-4E00) and names that the
 * grammar parses differently (TIBETAN LETTER -A). Both kinds have a hyphen, so other queries skip
 * the lookup. A few names of sequences have a separate "&" or "-" ("flag: Turks & Caicos Islands"),
 * which the grammar parses as pasted text.
 */

#include "index/search/full_name.h"

#include <errno.h>
#include <string.h>

#include "index/base/ascii.h"
#include "index/search/query/grammar.h"
#include "index/text/words.h"

bool full_name_of_character(const struct charindex *index, struct slice text, struct slice *name,
                            uint32_t *document)
{
    char official[WORD_MAX_SIZE];

    if (!memchr(text.bytes, '-', text.size))
        return false;
    *name = slice_trim(text);
    if (name->size > sizeof official)
        return false;
    for (size_t i = 0; i < name->size; i++)
        official[i] = ascii_upper(name->bytes[i]);
    return charindex_find_name(index, official, name->size, document);
}

/* The sequences whose names have this word. */
static struct postings sequences_with(const struct charindex *index, const struct word *word)
{
    struct term_range terms;
    struct list_range lists;

    if (!charindex_term(index, word->folded, word->size, &terms.first))
        return (struct postings){.runs = NULL};
    terms.end = terms.first + 1;
    lists = charindex_lists(index, terms);
    for (uint32_t list = lists.first; list < lists.end; list++)
        if (charindex_list_field(index, list) == FIELD_SEQUENCE)
            return charindex_list(index, list);
    return (struct postings){.runs = NULL};
}

/* The sequences whose names have the rarest word of the text; empty if they lack any of its
 * words. */
static struct postings sequences_like(const struct charindex *index, struct slice text)
{
    struct postings fewest = {.runs = NULL, .total = UINT32_MAX};
    struct words words;
    struct word word;

    words_init(&words, text.bytes, text.size);
    while (fewest.total > 0 && words_next(&words, &word)) {
        struct postings set = sequences_with(index, &word);

        if (set.total < fewest.total)
            fewest = set;
    }
    return fewest;
}

static bool is_name(const struct charindex *index, uint32_t document, struct slice text)
{
    struct slice name = charindex_name(index, document);
    size_t same = 0;

    if (name.size != text.size)
        return false;
    while (same < name.size && ascii_upper(name.bytes[same]) == ascii_upper(text.bytes[same]))
        same++;
    return same == name.size;
}

bool full_name_of_sequence(const struct charindex *index, struct slice text, uint32_t *document)
{
    struct postings set;

    if (text.size > WORD_MAX_SIZE)
        return false;
    set = sequences_like(index, text);
    for (uint32_t run = 0; run < set.count; run++)
        for (*document = posting_first(&set, run); *document < posting_end(&set, run); ++*document)
            if (is_name(index, *document, text))
                return true;
    return false;
}

int full_name_hits(const struct hits_request *request, struct slice name, uint32_t document,
                   struct query *query, struct hits *hits)
{
    char quoted[WORD_MAX_SIZE + 2];
    struct query_error error;

    quoted[0] = '"';
    memcpy(quoted + 1, name.bytes, name.size);
    quoted[name.size + 1] = '"';
    if (!query_parse(query, charindex_repertoire(request->index), quoted, name.size + 2, &error))
        query->count = query->word_count = query->point_count = query->group_count = 0;
    *hits = (struct hits){.plan = plan_new(request->index, query, request->options)};
    if (hits->plan && hits_add(hits, document) == 0)
        return 0;
    hits_release(hits);
    return -ENOMEM;
}
