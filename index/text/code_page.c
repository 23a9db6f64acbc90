/*
 * Conversion by ICU. Characters that a code page does not have are an error, never a question mark
 * or a character that merely looks similar.
 */

#include "index/text/code_page.h"

#include <assert.h>

#include <unicode/ucnv.h>
#include <unicode/ustring.h>

static UConverter *open_page(enum code_page page)
{
    static const char *const names[CODE_PAGES] = {
        [CODE_PAGE_WINDOWS_1252] = "windows-1252",
        [CODE_PAGE_LATIN_1] = "ISO-8859-1",
        [CODE_PAGE_WINDOWS_1251] = "windows-1251",
        [CODE_PAGE_437] = "ibm-437",
        [CODE_PAGE_850] = "ibm-850",
        [CODE_PAGE_MACINTOSH] = "macintosh",
    };
    UErrorCode status = U_ZERO_ERROR;
    UConverter *converter;

    assert(page < CODE_PAGES);
    converter = ucnv_open(names[page], &status);
    if (!converter)
        return NULL;
    ucnv_setFallback(converter, false);
    ucnv_setFromUCallBack(converter, UCNV_FROM_U_CALLBACK_STOP, NULL, NULL, NULL, &status);
    ucnv_setToUCallBack(converter, UCNV_TO_U_CALLBACK_STOP, NULL, NULL, NULL, &status);
    return converter;
}

bool code_page_decode(enum code_page page, unsigned char byte, uint32_t *code_point)
{
    const char *source = (const char *)&byte;
    UConverter *converter = open_page(page);
    UErrorCode status = U_ZERO_ERROR;
    UChar32 point;

    if (!converter)
        return false;
    point = ucnv_getNextUChar(converter, &source, source + 1, &status);
    ucnv_close(converter);
    if (U_FAILURE(status))
        return false;
    *code_point = (uint32_t)point;
    return true;
}

size_t code_page_encode(enum code_page page, const char *text, size_t size, char *out,
                        size_t capacity)
{
    enum { UNITS_MAX = 1024 };
    UErrorCode status = U_ZERO_ERROR;
    UChar units[UNITS_MAX];
    UConverter *converter;
    int32_t count;

    (void)u_strFromUTF8(units, UNITS_MAX, &count, text, (int32_t)size, &status);
    if (U_FAILURE(status) || count == 0)
        return 0;
    converter = open_page(page);
    if (!converter)
        return 0;
    count = ucnv_fromUChars(converter, out, (int32_t)capacity, units, count, &status);
    ucnv_close(converter);
    return U_FAILURE(status) ? 0 : (size_t)count;
}
