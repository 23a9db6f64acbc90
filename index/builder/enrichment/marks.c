/*
 * Diacritics have many names, letters with diacritics have one: LATIN SMALL LETTER O WITH
 * DIAERESIS. So letters inherit the names of U+0300 to U+036F along canonical decompositions
 * (Unicode Standard Annex #15), one step at a time: ǖ is ü with a macron, and inherits the names of
 * the macron.
 */

#include "index/builder/enrichment/marks.h"

#include <errno.h>

#include <unicode/uchar.h>
#include <unicode/unorm2.h>

#include "index/unicode/property.h"

enum {
    MARK_FIRST = 0x0300,
    MARK_LAST = 0x036F,
    MARKS = MARK_LAST - MARK_FIRST + 1,
    ALIASES_MAX = 8, /* of a mark; no mark has more than three */
};

/* The names of a mark: numbers of texts. */
struct mark {
    size_t count;
    size_t texts[ALIASES_MAX];
};

static bool is_mark(uint32_t code_point)
{
    return code_point >= MARK_FIRST && code_point <= MARK_LAST;
}

/* The last mark of the character's one-step decomposition, or 0. */
static uint32_t mark_of(const struct repertoire *repertoire, const UNormalizer2 *nfc,
                        uint32_t code_point)
{
    UChar units[4];
    uint32_t points[REPERTOIRE_POINTS_MAX];
    size_t count = repertoire_map(repertoire, REPERTOIRE_DECOMPOSITION, code_point, points);
    UErrorCode status = U_ZERO_ERROR;
    int32_t size;

    if (count > 0)
        return count > 1 && is_mark(points[count - 1]) &&
                       property_number(repertoire, PROPERTY_DECOMPOSITION, code_point) ==
                           U_DT_CANONICAL
                   ? points[count - 1]
                   : 0;
    size = unorm2_getRawDecomposition(nfc, (UChar32)code_point, units, sizeof units / sizeof *units,
                                      &status);
    if (U_FAILURE(status) || size < 2)
        return 0;
    return is_mark(units[size - 1]) ? units[size - 1] : 0; /* marks take one UTF-16 unit */
}

/* The names of marks become texts of the marks themselves: "DIAERESIS". */
static int add_names(struct texts *texts, const struct documents *documents,
                     struct vocabulary *vocabulary)
{
    const struct slice prefix = slice_of("COMBINING ");
    int r = 0;

    for (uint32_t document = 0; r == 0 && document < documents->characters; document++) {
        struct slice name = documents_name(documents, document);

        if (!is_mark(documents_first_point(documents, document)) ||
            !slice_has_prefix(name, prefix) || name.size == prefix.size)
            continue;
        name.bytes += prefix.size;
        name.size -= prefix.size;
        r = texts_add(texts, vocabulary, document, TEXT_MARK, 0, name);
    }
    return r;
}

static void find_texts(const struct texts *texts, const struct documents *documents,
                       struct mark marks[static MARKS])
{
    size_t count = texts_count(texts);

    for (size_t i = 0; i < count; i++) {
        enum text_kind kind = texts_kind(texts, i);
        uint32_t code_point = documents_first_point(documents, texts_document(texts, i));

        if (is_mark(code_point) && (kind == TEXT_INFORMAL || kind == TEXT_MARK)) {
            struct mark *mark = &marks[code_point - MARK_FIRST];

            if (mark->count < ALIASES_MAX)
                mark->texts[mark->count++] = i;
        }
    }
}

int marks_add(struct texts *texts, const struct documents *documents, struct vocabulary *vocabulary)
{
    struct mark marks[MARKS] = {{.count = 0}};
    UErrorCode status = U_ZERO_ERROR;
    const UNormalizer2 *nfc = unorm2_getNFCInstance(&status);
    int r;

    if (U_FAILURE(status))
        return -ENOMEM;
    r = add_names(texts, documents, vocabulary);
    if (r == 0)
        find_texts(texts, documents, marks);
    for (uint32_t document = 0; r == 0 && document < documents->characters; document++) {
        uint32_t mark =
            mark_of(documents->repertoire, nfc, documents_first_point(documents, document));

        for (size_t i = 0; r == 0 && mark != 0 && i < marks[mark - MARK_FIRST].count; i++)
            r = texts_repeat(texts, marks[mark - MARK_FIRST].texts[i], document, TEXT_MARK);
    }
    return r;
}
