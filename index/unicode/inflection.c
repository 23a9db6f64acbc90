/*
 * Snowball's English stemmer, and nothing else. (M. F. Porter, "An algorithm for suffix stripping",
 * 1980; the "english" algorithm is its successor.)
 */

#include "index/unicode/inflection.h"

#include <string.h>

#include <libstemmer.h>

struct inflection *inflection_new(void)
{
    return (struct inflection *)sb_stemmer_new("english", NULL);
}

void inflection_free(struct inflection *inflection)
{
    sb_stemmer_delete((struct sb_stemmer *)inflection);
}

size_t inflection_stem(struct inflection *inflection, const char *word, size_t size,
                       char stem[static STEM_MAX_SIZE])
{
    struct sb_stemmer *stemmer = (struct sb_stemmer *)inflection;
    const sb_symbol *found;
    int length;

    if (size == 0 || size >= STEM_MAX_SIZE)
        return 0;
    found = sb_stemmer_stem(stemmer, (const sb_symbol *)word, (int)size);
    length = found ? sb_stemmer_length(stemmer) : 0;
    if (length <= 0 || length > STEM_MAX_SIZE)
        return 0;
    memcpy(stem, found, (size_t)length);
    return (size_t)length;
}
