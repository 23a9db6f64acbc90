/*
 * A text as a whole, as ICU sees it. ICU decides about normalization and mixed scripts; this module hands
 * it the text, as UTF-16 or word by word, except for words with letters that ICU does not know.
 *
 * A word that mixes scripts is not an error. It is something that a reader cannot see and may want
 * to know.
 */

#include "index/text/text_facts.h"

#include <assert.h>
#include <errno.h>
#include <stdint.h>

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uspoof.h>
#include <unicode/ustring.h>

#include "index/base/utf8.h"
#include "index/text/grapheme.h"
#include "index/unicode/property.h"
#include "index/unicode/script_mix.h"

static int count_graphemes(const char *text, size_t size, size_t *count)
{
    struct graphemes *graphemes = graphemes_new(text, size);

    if (!graphemes)
        return -ENOMEM;
    for (*count = 0; graphemes_next(graphemes) > 0;)
        ++*count;
    graphemes_free(graphemes);
    return 0;
}

typedef const UNormalizer2 *(*form_open)(UErrorCode *status);

static bool is_in_form(form_open open, const UChar *units, int32_t count)
{
    UErrorCode status = U_ZERO_ERROR;
    const UNormalizer2 *form = open(&status);

    return unorm2_isNormalized(form, units, count, &status) && U_SUCCESS(status);
}

int text_facts_read(const char *text, size_t size, struct text_facts *facts)
{
    UChar units[TEXT_FACTS_MAX]; /* UTF-16 never needs more of them than UTF-8 has bytes */
    UErrorCode status = U_ZERO_ERROR;
    int32_t count = 0;

    assert(size <= TEXT_FACTS_MAX);

    if (size > 0)
        (void)u_strFromUTF8(units, TEXT_FACTS_MAX, &count, text, (int32_t)size, &status);
    assert(U_SUCCESS(status)); /* the text is valid and fits */
    *facts = (struct text_facts){
        .code_points = utf8_length(text, size),
        .utf8 = size,
        .utf16 = (size_t)count,
        .nfc = is_in_form(unorm2_getNFCInstance, units, count),
        .nfd = is_in_form(unorm2_getNFDInstance, units, count),
        .nfkc = is_in_form(unorm2_getNFKCInstance, units, count),
        .nfkd = is_in_form(unorm2_getNFKDInstance, units, count),
    };
    return count_graphemes(text, size, &facts->graphemes);
}

static bool is_in_word(const struct repertoire *repertoire, uint32_t code_point)
{
    return property_number(repertoire, PROPERTY_ALPHABETIC, code_point) != 0 ||
           (U_MASK(property_number(repertoire, PROPERTY_CATEGORY, code_point)) &
            (U_GC_M_MASK | U_GC_ND_MASK));
}

/* The next word from *at, which is advanced past it. Returns false at the end of the text. */
static bool next_word(const struct repertoire *repertoire, const char *text, size_t size,
                      size_t *at, struct text_span *word)
{
    bool inside = false;

    while (*at < size) {
        size_t before = *at;
        int32_t code_point = utf8_next(text, size, at);
        bool belongs = code_point >= 0 && is_in_word(repertoire, (uint32_t)code_point);

        if (belongs && !inside)
            word->begin = before;
        if (!belongs && inside) {
            word->end = before;
            return true;
        }
        inside = belongs;
    }
    word->end = size;
    return inside;
}

static USpoofChecker *checker_open(void)
{
    UErrorCode status = U_ZERO_ERROR;
    USpoofChecker *checker = uspoof_open(&status);

    uspoof_setChecks(checker, USPOOF_RESTRICTION_LEVEL, &status);
    uspoof_setRestrictionLevel(checker, USPOOF_HIGHLY_RESTRICTIVE);
    if (U_SUCCESS(status))
        return checker;
    uspoof_close(checker);
    return NULL;
}

/* Returns whether the word mixes scripts; one that cannot be judged does not. */
static bool is_mixed(const struct repertoire *repertoire, const USpoofChecker *checker,
                     const char *word, size_t size)
{
    UErrorCode status = U_ZERO_ERROR;

    if (script_mix_concerns(repertoire, word, size))
        return script_mix(repertoire, word, size);
    return uspoof_checkUTF8(checker, word, (int32_t)size, NULL, &status) != 0 && U_SUCCESS(status);
}

int text_facts_mixed(const struct repertoire *repertoire, const char *text, size_t size,
                     struct text_span *spans, size_t limit, size_t *count)
{
    USpoofChecker *checker = checker_open();
    struct text_span word;

    assert(size <= TEXT_FACTS_MAX);

    *count = 0;
    if (!checker)
        return -ENOMEM;
    for (size_t at = 0; *count < limit && next_word(repertoire, text, size, &at, &word);)
        if (is_mixed(repertoire, checker, text + word.begin, word.end - word.begin))
            spans[(*count)++] = word;
    uspoof_close(checker);
    return 0;
}
