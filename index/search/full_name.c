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

#include "index/search/query/grammar.h"
#include "index/unicode/words.h"

static int upper(char byte)
{
    return byte >= 'a' && byte <= 'z' ? byte - ('a' - 'A') : byte;
}

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
        official[i] = (char)upper(name->bytes[i]);
    return charindex_find_name(index, official, name->size, document);
}

bool full_name_of_sequence(const struct charindex *index, struct slice text, uint32_t *document)
{
    if (text.size > WORD_MAX_SIZE)
        return false;
    for (*document = charindex_first_sequence(index); *document < charindex_documents(index);
         ++*document) {
        struct slice name = charindex_name(index, *document);
        size_t same = 0;

        if (name.size != text.size)
            continue;
        while (same < name.size && upper(name.bytes[same]) == upper(text.bytes[same]))
            same++;
        if (same == name.size)
            return true;
    }
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
    if (!query_parse(query, quoted, name.size + 2, &error))
        query->count = query->word_count = query->point_count = query->group_count = 0;
    *hits = (struct hits){.plan = plan_new(request->index, query, request->options)};
    if (hits->plan && hits_add(hits, document) == 0)
        return 0;
    hits_release(hits);
    return -ENOMEM;
}
