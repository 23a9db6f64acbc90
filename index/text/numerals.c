/*
 * ICU keeps what it has read of a language, so that opening its objects again costs some microseconds: they
 * are opened for each number, and nothing is kept here. Numbers below 1000 have no groups in any language.
 */

#include "index/text/numerals.h"

#include <stdio.h>
#include <string.h>

#include <unicode/unum.h>
#include <unicode/upluralrules.h>
#include <unicode/ustring.h>

enum {
    LOCALE_SIZE = 64,  /* bytes of a language with what is asked of it */
    KEYWORD_SIZE = 16, /* UTF-16 units of the longest category */
    NUMBER_SIZE = 64,  /* UTF-16 units, and bytes, of a number of ten digits */
    UNGROUPED = 1000,
};

static enum plural category_of(const UChar *keyword)
{
    static const char *const names[] = {
        [PLURAL_ZERO] = "zero", [PLURAL_ONE] = "one",   [PLURAL_TWO] = "two",
        [PLURAL_FEW] = "few",   [PLURAL_MANY] = "many",
    };
    char name[KEYWORD_SIZE];

    u_UCharsToChars(keyword, name, KEYWORD_SIZE);
    for (unsigned i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(name, names[i]) == 0)
            return (enum plural)i;
    return PLURAL_OTHER;
}

enum plural plural_of(const char *language, uint32_t number)
{
    UErrorCode error = U_ZERO_ERROR;
    UPluralRules *rules = uplrules_open(language, &error);
    UChar keyword[KEYWORD_SIZE] = {0};

    (void)uplrules_select(rules, number, keyword, KEYWORD_SIZE - 1, &error);
    uplrules_close(rules);
    return U_SUCCESS(error) ? category_of(keyword) : PLURAL_OTHER;
}

/* Returns false if ICU has failed. */
static bool append_grouped(struct buffer *out, const char *language, uint32_t number)
{
    UErrorCode error = U_ZERO_ERROR;
    char locale[LOCALE_SIZE], text[NUMBER_SIZE];
    UChar units[NUMBER_SIZE];
    UNumberFormat *format;
    int32_t size = 0;

    (void)snprintf(locale, sizeof locale, "%s@numbers=latn", language);
    format = unum_open(UNUM_DECIMAL, NULL, 0, locale, NULL, &error);
    if (U_FAILURE(error))
        return false;
    unum_setAttribute(format, UNUM_MINIMUM_GROUPING_DIGITS, UNUM_MINIMUM_GROUPING_DIGITS_AUTO);
    size = unum_formatInt64(format, number, units, NUMBER_SIZE, NULL, &error);
    unum_close(format);
    u_strToUTF8(text, sizeof text, &size, units, size, &error);
    if (U_FAILURE(error))
        return false;
    buffer_append(out, text, (size_t)size);
    return true;
}

void number_append(struct buffer *out, const char *language, uint32_t number)
{
    if (number < UNGROUPED || !append_grouped(out, language, number))
        buffer_append_format(out, "%u", (unsigned)number);
}
