/*
 * Snowball's English stemmer, after a look into the table of irregular forms. (M. F. Porter, "An
 * algorithm for suffix stripping", 1980; the "english" algorithm is its successor.)
 */

#include "index/text/inflection.h"

#include <string.h>

#include <libstemmer.h>

#include "index/text/irregular.h"

/* Shorter words are not inflected: they are letters, units, syllables. */
enum { FORM_LETTERS_MIN = 3 };

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

static bool is_latin(struct slice word)
{
    for (size_t i = 0; i < word.size; i++)
        if (word.bytes[i] < 'a' || word.bytes[i] > 'z')
            return false;
    return true;
}

/* Regular forms of an irregular form are in no table: colours, greys. */
size_t inflection_key(struct inflection *inflection, const char *word, size_t size,
                      char key[static STEM_MAX_SIZE])
{
    struct slice base = {.bytes = word, .size = size};

    if (!irregular_base(base, &base) && (size < FORM_LETTERS_MIN || !is_latin(base)))
        return 0;
    size = inflection_stem(inflection, base.bytes, base.size, key);
    if (irregular_base((struct slice){.bytes = key, .size = size}, &base))
        size = inflection_stem(inflection, base.bytes, base.size, key);
    return size;
}
