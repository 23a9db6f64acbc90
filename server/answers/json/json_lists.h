#ifndef CHARFINDER_SERVER_ANSWERS_JSON_JSON_LISTS_H
#define CHARFINDER_SERVER_ANSWERS_JSON_JSON_LISTS_H

#include <stddef.h>
#include <stdint.h>

#include "index/base/buffer.h"
#include "index/file/charindex.h"

/*
 * Documents that are a single list: suggestions for a browser's search box, and the values of a
 * property with the numbers of their characters, and of the results of a query for them. Texts are borrowed for the call. When memory runs out, the
 * buffer is marked failed.
 */

struct json_suggestion {
    struct slice completion; /* the query to search for */
    uint32_t document;
};

/* OpenSearch Suggestions 1.1: ["query",[completions],[descriptions],[]]. The last list, URLs, stays
 * empty: URLs must be absolute, and the server does not know its public address. */
void json_suggestions_append(struct buffer *out, struct slice query, const struct charindex *index,
                             const struct json_suggestion *suggestions, size_t count);

struct json_block {
    struct slice name;
    uint32_t first, last, characters, results;
};
struct json_script {
    struct slice name;
    const char *code; /* ISO 15924 */
    uint32_t characters, results;
};
struct json_category {
    const char *name, *long_name;
    uint32_t characters, results;
};

/* {"generation":…,"blocks":[{"name","first","last","characters","results"}]} */
void json_blocks_append(struct buffer *out, const char *generation, const struct json_block *blocks,
                        size_t count);
/* {"generation":…,"scripts":[{"name","code","characters","results"}]} */
void json_scripts_append(struct buffer *out, const char *generation,
                         const struct json_script *scripts, size_t count);
/* {"generation":…,"categories":[{"name","long_name","characters","results"}]} */
void json_categories_append(struct buffer *out, const char *generation,
                            const struct json_category *categories, size_t count);

#endif
