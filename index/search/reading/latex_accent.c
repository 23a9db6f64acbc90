/*
 * Accents of LaTeX on a letter: \"a, \'{e}, \c{c}, \v s, \hat{a}, \not=. The answer is the composed
 * character, or the letter and the mark where Unicode composes none. A dotless \i or \j is the
 * letter that LaTeX sets with the accent, the dotted one of Unicode. The letter after \not may be
 * anything that is spelled: \not\in, \not=.
 */

#include "index/base/ascii.h"
#include "index/base/utf8.h"
#include "index/search/reading/table.h"
#include "index/unicode/character.h"

enum { LOOKUP_STEPS = 40 };

static const struct {
    const char *name;
    uint32_t mark;
} accents[] = {
    {"`", 0x300},
    {"'", 0x301},
    {"^", 0x302},
    {"~", 0x303},
    {"=", 0x304},
    {"u", 0x306},
    {".", 0x307},
    {"\"", 0x308},
    {"r", 0x30A},
    {"H", 0x30B},
    {"v", 0x30C},
    {"d", 0x323},
    {"c", 0x327},
    {"k", 0x328},
    {"b", 0x331},
    {"t", 0x361},
    {"G", 0x30F},
    {"h", 0x309},
    {"U", 0x30D},
    {"grave", 0x300},
    {"acute", 0x301},
    {"hat", 0x302},
    {"widehat", 0x302},
    {"tilde", 0x303},
    {"widetilde", 0x303},
    {"bar", 0x304},
    {"overline", 0x305},
    {"breve", 0x306},
    {"dot", 0x307},
    {"ddot", 0x308},
    {"mathring", 0x30A},
    {"check", 0x30C},
    {"widecheck", 0x30C},
    {"underline", 0x332},
    {"not", 0x338},
    {"vec", 0x20D7},
    {"dddot", 0x20DB},
    {"ddddot", 0x20DC},
    {"overrightarrow", 0x20D7},
    {"overleftarrow", 0x20D6},
};

/* The character that this is the spelling of; 0 if it is not one. */
static uint32_t spelled(struct reader *reader, struct slice text)
{
    struct spelling_range range;

    if (!budget_take(reader->budget, BUDGET_EVALUATE, LOOKUP_STEPS))
        return 0;
    range = charindex_spellings(reader->index, text);
    for (uint32_t at = range.first; range.exact && at < range.end; at++) {
        const struct spelling spelling = charindex_spelling(reader->index, at);
        uint32_t points[SEQUENCE_MAX];

        if (spelling.kind == SPELLING_LATEX &&
            charindex_points(reader->index, spelling.document, points) == 1)
            return points[0];
    }
    return 0;
}

/* The character under the accent: "a", "{a}", " a", "\i". 0: none. */
static uint32_t base_of(struct reader *reader, struct slice rest)
{
    size_t at = 0;
    uint32_t code_point;

    rest = slice_trim(rest);
    if (rest.size > 2 && rest.bytes[0] == '{' && rest.bytes[rest.size - 1] == '}') {
        rest.bytes++;
        rest.size -= 2;
    }
    if (rest.size == 0 || rest.bytes[0] == ' ')
        return 0;
    if (slice_is(rest, "\\i") || slice_is(rest, "\\j"))
        return (uint32_t)rest.bytes[1];
    if (rest.size > 1 && rest.bytes[0] == '\\')
        return spelled(reader, rest);
    code_point = (uint32_t)utf8_next(rest.bytes, rest.size, &at);
    return at == rest.size ? code_point : 0;
}

void reading_latex_accent(struct reader *reader)
{
    const struct slice text = {reader->text.bytes + 1, reader->text.size - 1};

    if (reader->text.bytes[0] != '\\')
        return;
    for (size_t i = 0; i < sizeof accents / sizeof *accents; i++) {
        const struct slice name = slice_of(accents[i].name);
        struct slice rest = text;
        uint32_t points[2], composed;

        if (text.size <= name.size || !slice_has_prefix(text, name))
            continue;
        rest.bytes += name.size;
        rest.size -= name.size;
        if (ascii_is_letter(name.bytes[0]) && ascii_is_letter(rest.bytes[0]))
            continue; /* \vec is not v with a caron */
        points[0] = base_of(reader, rest);
        points[1] = accents[i].mark;
        if (points[0] <= ' ')
            continue;
        composed = character_compose(points[0], points[1]);
        if (composed != 0)
            reader_add_point(reader, composed);
        else
            reader_add_points(reader, points, 2);
    }
}
