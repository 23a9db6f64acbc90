/*
 * ICU's data of currencies, of which the names and symbols are CLDR's.
 *
 * CLDR has symbols for use beside those of other countries ("A$", "CN¥") and narrow ones for use
 * alone. The currency symbol in the narrow one is the currency's; many have none but letters.
 */

#include "index/text/currency.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <unicode/uchar.h>
#include <unicode/ucurr.h>
#include <unicode/uenum.h>
#include <unicode/ustring.h>

enum {
    NAME_MAX_SIZE = 256, /* bytes; the longest name of ICU 72 has 50 */
    CODES_MAX = 1024,    /* ICU 72 has 306 */
};

typedef char code_text[CURRENCY_CODE_SIZE];

/* The only currency symbol in a text, or 0. */
static uint32_t symbol_in(const UChar *text, int32_t length)
{
    uint32_t symbol = 0;

    for (int32_t at = 0; at < length; at++) {
        const UChar32 code_point = text[at]; /* no surrogate is a symbol */

        if (u_charType(code_point) != U_CURRENCY_SYMBOL)
            continue;
        if (symbol != 0)
            return 0;
        symbol = (uint32_t)code_point;
    }
    return symbol;
}

/* NULL if ICU does not have a name: then it returns the code that it was given. */
static const UChar *name_of(const code_text code, UCurrNameStyle style, int32_t *length)
{
    UErrorCode status = U_ZERO_ERROR;
    UBool is_choice = 0;
    UChar units[CURRENCY_CODE_SIZE];
    const UChar *name;

    u_charsToUChars(code, units, CURRENCY_CODE_SIZE);
    name = ucurr_getName(units, "en", style, &is_choice, length, &status);
    return U_SUCCESS(status) && name != units ? name : NULL;
}

struct slice currency_name_alone(struct slice name)
{
    const char *remark = memchr(name.bytes, '(', name.size);

    if (remark)
        name.size = (size_t)(remark - name.bytes);
    while (name.size > 0 && name.bytes[name.size - 1] == ' ')
        name.size--;
    return name;
}

static bool visit_one(const code_text code, currency_visit visit, void *context)
{
    struct currency currency = {.symbol = 0};
    UErrorCode status = U_ZERO_ERROR;
    char name[NAME_MAX_SIZE];
    int32_t length = 0, size = 0;
    const UChar *text = name_of(code, UCURR_LONG_NAME, &length);

    if (!text || strcmp(code, CURRENCY_NONE) == 0)
        return true;
    (void)u_strToUTF8(name, sizeof name, &size, text, length, &status);
    if (U_FAILURE(status) || size <= 0)
        return true;
    memcpy(currency.code, code, CURRENCY_CODE_SIZE);
    currency.name = currency_name_alone((struct slice){.bytes = name, .size = (size_t)size});
    text = name_of(code, UCURR_NARROW_SYMBOL_NAME, &length);
    if (text)
        currency.symbol = symbol_in(text, length);
    return currency.name.size == 0 || visit(context, &currency);
}

static int code_compare(const void *left, const void *right)
{
    return memcmp(left, right, CURRENCY_CODE_SIZE);
}

static int read_codes(UEnumeration *all, code_text codes[static CODES_MAX], size_t *count)
{
    UErrorCode status = U_ZERO_ERROR;
    const char *code;
    int32_t length;

    while (*count < CODES_MAX && (code = uenum_next(all, &length, &status)) != NULL)
        if (length == CURRENCY_CODE_SIZE - 1)
            memcpy(codes[(*count)++], code, CURRENCY_CODE_SIZE);
    return status == U_MEMORY_ALLOCATION_ERROR ? -ENOMEM : 0;
}

int currency_visit_all(currency_visit visit, void *context)
{
    UErrorCode status = U_ZERO_ERROR;
    UEnumeration *all = ucurr_openISOCurrencies(UCURR_ALL, &status);
    code_text codes[CODES_MAX];
    size_t count = 0;
    int r;

    if (U_FAILURE(status))
        return -ENOMEM;
    r = read_codes(all, codes, &count);
    uenum_close(all);
    qsort(codes, count, sizeof *codes, code_compare);
    for (size_t i = 0; r == 0 && i < count; i++)
        if (!visit_one(codes[i], visit, context))
            r = -ECANCELED;
    return r;
}

bool currency_of_region(const char region[static REGION_CODE_SIZE],
                        char code[static CURRENCY_CODE_SIZE])
{
    UErrorCode status = U_ZERO_ERROR;
    UChar units[CURRENCY_CODE_SIZE];
    char locale[16];

    (void)snprintf(locale, sizeof locale, "und_%.2s", region);
    if (ucurr_forLocale(locale, units, CURRENCY_CODE_SIZE, &status) != CURRENCY_CODE_SIZE - 1 ||
        U_FAILURE(status) || status == U_USING_DEFAULT_WARNING)
        return false;
    u_UCharsToChars(units, code, CURRENCY_CODE_SIZE);
    return strcmp(code, CURRENCY_NONE) != 0;
}
