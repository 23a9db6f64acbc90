/*
 * Letters and digits of the mathematical alphabets: LaTeX's \mathbb{R} and \mathbf A, the single
 * commands of unicode-math (\BbbR, \mbfalpha, \mttone) and of Julia (\bbR, \bscrA), Agda's \McA,
 * and Typst's bb(R) and RR. The case of the letter counts.
 *
 * Without a backslash these may be words. Their exact words come first, and all that they find
 * where nothing but the name of the alphabet sets them apart from a word ("bit").
 */

#include "index/base/ascii.h"
#include "index/search/reading/math_letters.h"
#include "index/search/reading/table.h"

enum { TEXT_SIZE_MAX = 32 }; /* "\\mathbfsfit{\\varepsilon}" has 24 bytes */

enum {
    JOINED = 1 << 0,   /* the letter may follow at once: \BbbR */
    COMMAND = 1 << 1,  /* only after a backslash */
    CAPITALS = 1 << 2, /* only these */
};

static const struct {
    const char *name;
    enum math_alphabet alphabet;
    unsigned how;
} names[] = {
    {"mathbf", MATH_BOLD, 0},
    {"symbf", MATH_BOLD, 0},
    {"symbfup", MATH_BOLD, 0},
    {"mbf", MATH_BOLD, JOINED},
    {"bf", MATH_BOLD, JOINED},
    {"bold", MATH_BOLD, 0},
    {"mathit", MATH_ITALIC, 0},
    {"mathnormal", MATH_ITALIC, 0},
    {"symit", MATH_ITALIC, 0},
    {"mit", MATH_ITALIC, JOINED},
    {"it", MATH_ITALIC, JOINED},
    {"Mi", MATH_ITALIC, JOINED | COMMAND},
    {"italic", MATH_ITALIC, 0},
    {"mathbfit", MATH_BOLD_ITALIC, 0},
    {"symbfit", MATH_BOLD_ITALIC, 0},
    {"boldsymbol", MATH_BOLD_ITALIC, 0},
    {"bm", MATH_BOLD_ITALIC, 0},
    {"mbfit", MATH_BOLD_ITALIC, JOINED},
    {"bi", MATH_BOLD_ITALIC, JOINED},
    {"MI", MATH_BOLD_ITALIC, JOINED | COMMAND},
    {"mathscr", MATH_SCRIPT, 0},
    {"mathcal", MATH_SCRIPT, 0},
    {"symscr", MATH_SCRIPT, 0},
    {"symcal", MATH_SCRIPT, 0},
    {"mscr", MATH_SCRIPT, JOINED},
    {"scr", MATH_SCRIPT, JOINED},
    {"cal", MATH_SCRIPT, 0},
    {"Mc", MATH_SCRIPT, JOINED | COMMAND},
    {"mathbfscr", MATH_BOLD_SCRIPT, 0},
    {"mathbfcal", MATH_BOLD_SCRIPT, 0},
    {"symbfscr", MATH_BOLD_SCRIPT, 0},
    {"symbfcal", MATH_BOLD_SCRIPT, 0},
    {"mbfscr", MATH_BOLD_SCRIPT, JOINED},
    {"bscr", MATH_BOLD_SCRIPT, JOINED},
    {"MC", MATH_BOLD_SCRIPT, JOINED | COMMAND},
    {"mathfrak", MATH_FRAKTUR, 0},
    {"symfrak", MATH_FRAKTUR, 0},
    {"mfrak", MATH_FRAKTUR, JOINED},
    {"frak", MATH_FRAKTUR, JOINED},
    {"Mf", MATH_FRAKTUR, JOINED | COMMAND},
    {"mathbb", MATH_DOUBLE_STRUCK, 0},
    {"symbb", MATH_DOUBLE_STRUCK, 0},
    {"mathds", MATH_DOUBLE_STRUCK, 0},
    {"Bbb", MATH_DOUBLE_STRUCK, JOINED},
    {"bb", MATH_DOUBLE_STRUCK, JOINED},
    {"b", MATH_DOUBLE_STRUCK, JOINED | COMMAND | CAPITALS},
    {"mathbffrak", MATH_BOLD_FRAKTUR, 0},
    {"symbffrak", MATH_BOLD_FRAKTUR, 0},
    {"mbffrak", MATH_BOLD_FRAKTUR, JOINED},
    {"bfrak", MATH_BOLD_FRAKTUR, JOINED},
    {"mathsf", MATH_SANS, 0},
    {"symsf", MATH_SANS, 0},
    {"symsfup", MATH_SANS, 0},
    {"msans", MATH_SANS, JOINED},
    {"sans", MATH_SANS, JOINED},
    {"mathbfsf", MATH_SANS_BOLD, 0},
    {"mathsfbf", MATH_SANS_BOLD, 0},
    {"symbfsf", MATH_SANS_BOLD, 0},
    {"symbfsfup", MATH_SANS_BOLD, 0},
    {"mbfsans", MATH_SANS_BOLD, JOINED},
    {"bsans", MATH_SANS_BOLD, JOINED},
    {"mathsfit", MATH_SANS_ITALIC, 0},
    {"symsfit", MATH_SANS_ITALIC, 0},
    {"mitsans", MATH_SANS_ITALIC, JOINED},
    {"isans", MATH_SANS_ITALIC, JOINED},
    {"mathbfsfit", MATH_SANS_BOLD_ITALIC, 0},
    {"symbfsfit", MATH_SANS_BOLD_ITALIC, 0},
    {"mbfitsans", MATH_SANS_BOLD_ITALIC, JOINED},
    {"bisans", MATH_SANS_BOLD_ITALIC, JOINED},
    {"mathtt", MATH_MONOSPACE, 0},
    {"symtt", MATH_MONOSPACE, 0},
    {"mtt", MATH_MONOSPACE, JOINED},
    {"tt", MATH_MONOSPACE, JOINED},
    {"mono", MATH_MONOSPACE, 0},
};

enum { NAMES = sizeof names / sizeof *names };

/* Does a name begin with this letter? Nine letters do. */
static bool may_begin(char letter)
{
    return strchr("BMbcfimst", letter) && letter != '\0';
}

static bool take_name(struct slice *text, const char *name)
{
    const size_t size = name[0] == text->bytes[0] ? strlen(name) : 0;

    if (size == 0 || text->size <= size || memcmp(text->bytes, name, size) != 0)
        return false;
    text->bytes += size;
    text->size -= size;
    return true;
}

/* "{R}", " R", "(R)" or, where the name allows it, "R". */
static bool take_symbol(struct slice rest, unsigned how, struct math_symbol *symbol)
{
    static const char *const brackets[] = {"{}", "()"};
    bool is_apart = false;

    for (size_t i = 0; i < sizeof brackets / sizeof *brackets; i++) {
        if (rest.size > 2 && rest.bytes[0] == brackets[i][0] &&
            rest.bytes[rest.size - 1] == brackets[i][1]) {
            rest.bytes++;
            rest.size -= 2;
            is_apart = true;
        }
    }
    if (rest.bytes[0] == ' ' && how != 0)
        return false; /* "bb a" is two words */
    is_apart |= rest.bytes[0] == ' ' || rest.bytes[0] == '\\';
    rest = slice_trim(rest);
    if (!is_apart && !(how & JOINED))
        return false;
    return math_symbol(rest, symbol) && (!(how & CAPITALS) || symbol->is_capital);
}

void reading_math_alphabet(struct reader *reader)
{
    struct slice text = reader->text;
    const bool is_command = text.bytes[0] == '\\';

    if (is_command) {
        text.bytes++;
        text.size--;
        reader_place(reader, READING_FIRST);
    }
    if (text.size < 2 || text.size > TEXT_SIZE_MAX ||
        (!is_command && memchr(text.bytes, ' ', text.size)))
        return; /* "bold a" is for styles.c */
    for (size_t i = may_begin(text.bytes[0]) ? 0 : NAMES; i < NAMES; i++) {
        struct slice rest = text;
        struct math_symbol symbol;

        if (!take_name(&rest, names[i].name) || (!is_command && (names[i].how & COMMAND)) ||
            !take_symbol(rest, names[i].how, &symbol))
            continue;
        if (!is_command && rest.bytes[0] != '(' && rest.bytes[0] != '{' && !symbol.is_capital)
            reader_place(reader, READING_AFTER_WORDS);
        for (size_t k = 0; k < symbol.count; k++) {
            const uint32_t letter = math_letter(names[i].alphabet, symbol.points[k]);

            if (letter != 0)
                reader_add_point(reader, letter);
        }
    }
    if (text.size == 2 && ascii_is_capital(text.bytes[0]) && text.bytes[0] == text.bytes[1])
        reader_add_point(reader, math_letter(MATH_DOUBLE_STRUCK, (uint32_t)text.bytes[0]));
}
