/*
 * Any bytes as text to be split into words. Each word must be in the text after the one before, end
 * where no character of a word follows, and fold to the same form as its canonical equivalents. A
 * build of the index does this with files from other projects.
 */

#include "index/text/words.h"

#include <stdint.h>
#include <string.h>

#include <unicode/unorm2.h>
#include <unicode/ustring.h>

#include "index/base/utf8.h"
#include "tests/fuzz/demand.h"

enum { TEXT_MAX = 1024 };

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

/* The text, decomposed; false if it does not fit. */
static bool decompose(const char *text, size_t size, char *out, size_t *out_size)
{
    UErrorCode status = U_ZERO_ERROR;
    const UNormalizer2 *nfd = unorm2_getNFDInstance(&status);
    static UChar units[TEXT_MAX], decomposed[TEXT_MAX * 8];
    int32_t count = 0, bytes = 0;

    u_strFromUTF8(units, TEXT_MAX, &count, text, (int32_t)size, &status);
    count = unorm2_normalize(nfd, units, count, decomposed, TEXT_MAX * 8, &status);
    u_strToUTF8(out, TEXT_MAX * 8, &bytes, decomposed, count, &status);
    *out_size = (size_t)bytes;
    return U_SUCCESS(status);
}

static void check_word(const struct words *words, const struct word *word, size_t after)
{
    size_t next = word->end;

    demand(word->begin >= after && word->end > word->begin && word->end == words->at);
    demand(word->size <= WORD_MAX_SIZE && utf8_valid(word->folded, word->size));
    demand(word->size == 0 || (word->letters > 0 && word->length >= word->letters));
    if (next < words->size)
        demand(!words_code_point((uint32_t)utf8_next(words->text, words->size, &next)));
}

/* The same words, except those that are too long in only one of the forms. */
static void check_equivalents(const char *text, size_t size)
{
    static char decomposed[TEXT_MAX * 8];
    struct words words, others;
    struct word word, other;
    size_t decomposed_size;

    if (!decompose(text, size, decomposed, &decomposed_size))
        return;
    words_init(&words, text, size);
    words_init(&others, decomposed, decomposed_size);
    while (words_next(&words, &word)) {
        demand(words_next(&others, &other));
        if (word.size == 0 || other.size == 0)
            continue;
        demand(word.letters == other.letters && word.first == other.first);
        demand(word.size == other.size && memcmp(word.folded, other.folded, word.size) == 0);
    }
    demand(!words_next(&others, &other));
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    const char *text = size > 0 ? (const char *)bytes : "";
    struct words words, places;
    struct word word;
    size_t after = 0, begin, end;

    if (size > TEXT_MAX || !utf8_valid(text, size))
        return 0;
    words_init(&words, text, size);
    places = words;
    while (words_next(&words, &word)) {
        check_word(&words, &word, after);
        demand(words_skip(&places, &begin, &end) && begin == word.begin && end == word.end);
        after = word.end;
    }
    demand(!words_skip(&places, &begin, &end));
    check_equivalents(text, size);
    return 0;
}
