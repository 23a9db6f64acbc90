/*
 * Exact texts that stand for characters: emoticons, ASCII spellings, LaTeX commands, keysyms, glyph
 * names, digraphs, readings of ideographs. The index knows them (index/sources/records/spelling.h); this
 * module knows what may stand around one, as the backslash before a LaTeX command.
 *
 * A text of letters may as well be a word, so its words come first, and all that they find where
 * only the case differs. Any other text means its spelling, and so does one whose accents and
 * capitals are those of the spelling: words have neither.
 */

#include <stdio.h>
#include <string.h>

#include "index/base/ascii.h"
#include "index/base/utf8.h"
#include "index/search/reading/scan.h"
#include "index/search/reading/table.h"
#include "index/text/caseless.h"
#include "index/text/words.h"

enum {
    LOOKUP_STEPS = 40, /* of a lookup: two binary searches of 16 comparisons, and a third of few */
    LOOKUP_CHARACTERS = 512, /* at most, of a text; the syllable "yi" has more ideographs */
    AFFIX_SIZE_MAX = 64,     /* bytes of a text that a backslash is put before */
    KEYS_MAX = 16,           /* bytes of keys */
};

/* Are these letters, digits, underscores and spaces only? */
static bool is_words(struct slice text)
{
    for (size_t at = 0; at < text.size;) {
        uint32_t code_point = (uint32_t)utf8_next(text.bytes, text.size, &at);

        if (code_point != ' ' && !words_code_point(code_point))
            return false;
    }
    return true;
}

/* Has the text accents, which its words lose? "huǒ" */
static bool has_accents(struct slice text)
{
    struct words words;
    struct word word;

    words_init(&words, text.bytes, text.size);
    return words_next(&words, &word) && word.begin == 0 && word.end == text.size &&
           caseless_compare((struct slice){word.folded, word.size}, text) != 0;
}

/* Two characters that are not a word in lower case: "Ka", "uL", "i5"; but not a command of LaTeX that
 * was typed without its backslash: "S" is a letter first. */
static bool is_pair(struct slice text)
{
    return text.size == 2 && text.bytes[0] != '\\' &&
           (ascii_is_capital(text.bytes[0]) || ascii_is_capital(text.bytes[1]) ||
            ascii_is_digit(text.bytes[1]));
}

/* A letter with a mark after it, "o:": RFC 1345 has hundreds of them by one rule (":" is a diaeresis,
 * "=" is Cyrillic), and other conventions few. */
static bool is_marked_letter(struct slice text)
{
    return text.size == 2 && ascii_is_letter(text.bytes[0]) && ascii_is_punctuation(text.bytes[1]);
}

/* Has the text capitals that no sentence or name puts there? "DDownarrow"; but not "Heart", or "SUN"
 * as the names of characters have it. */
static bool has_odd_capitals(struct slice text)
{
    bool any = false, all = true;

    for (size_t i = 0; i < text.size; i++) {
        any =
            any || (i > 0 && ascii_is_capital(text.bytes[i]) && ascii_is_letter(text.bytes[i - 1]));
        all = all && ascii_is_capital(text.bytes[i]);
    }
    return any && !all;
}

/* Is one of them the name of a character in HTML with exactly these capitals? "And" is another one
 * than "and". */
static bool is_named_so(const struct charindex *index, const struct spelling_range *range)
{
    for (uint32_t at = range->first; at < range->end; at++)
        if (charindex_spelling(index, at).kind >= SPELLING_HTML)
            return charindex_spelling(index, at).kind == SPELLING_HTML;
    return false;
}

/* Is the spelling the sound of an ideograph? A syllable has dozens of them. */
static bool is_sound(enum spelling_kind kind)
{
    return kind >= SPELLING_MANDARIN && kind <= SPELLING_CANTONESE;
}

/* Adds those of the range that are sounds, or those that are not. */
static void add_range(struct reader *reader, const struct spelling_range *range,
                      enum spelling_kind kind, bool sounds)
{
    for (uint32_t at = range->first; at < range->end; at++) {
        struct spelling spelling = charindex_spelling(reader->index, at);

        if ((kind != SPELLING_KINDS && spelling.kind != kind) || is_sound(spelling.kind) != sounds)
            continue;
        (void)budget_take(reader->budget, BUDGET_EVALUATE, 1);
        reader_label(reader, spelling_label(spelling.kind));
        reader_add_document(reader, spelling.document);
    }
}

/* Adds what is spelled like this, if `kind` is SPELLING_KINDS or the kind of it. */
static void look_up(struct reader *reader, struct slice text, enum spelling_kind kind)
{
    struct spelling_range range;

    if (!budget_take(reader->budget, BUDGET_EVALUATE, LOOKUP_STEPS))
        return;
    range = charindex_spellings(reader->index, text);
    if (range.end - range.first > LOOKUP_CHARACTERS)
        range.end = range.first + LOOKUP_CHARACTERS;
    if (!range.exact && reader->place == READING_AMONG_EXACT)
        reader_place(reader, READING_AFTER_WORDS);
    if (range.exact && (has_accents(text) || is_pair(text) || has_odd_capitals(text) ||
                        is_named_so(reader->index, &range)))
        reader_place(reader, READING_FIRST);
    add_range(reader, &range, kind, false);
    add_range(reader, &range, kind, true);
}

static bool remove_prefix(struct slice *text, const char *prefix)
{
    const struct slice slice = slice_of(prefix);

    if (text->size <= slice.size || !slice_has_prefix(*text, slice))
        return false;
    text->bytes += slice.size;
    text->size -= slice.size;
    return true;
}

/* Two letters of RFC 1345 that m17n has for another character, too, with a hyphen after them: it has "VV" for
 * double lines, which the standard has for heavy ones. */
static void look_up_second(struct reader *reader, struct slice text)
{
    char other[3];

    if (text.size != 2 || !is_pair(text) || !ascii_is_letter(text.bytes[0]) ||
        !ascii_is_letter(text.bytes[1]))
        return;
    memcpy(other, text.bytes, text.size);
    other[2] = '-';
    look_up(reader, (struct slice){.bytes = other, .size = sizeof other}, SPELLING_DIGRAPH);
}

/* "Rightarrow", which has its backslash in the index. */
static void look_up_command(struct reader *reader, struct slice text)
{
    char command[1 + AFFIX_SIZE_MAX] = "\\";

    if (text.size > AFFIX_SIZE_MAX)
        return;
    memcpy(command + 1, text.bytes, text.size);
    look_up(reader, (struct slice){.bytes = command, .size = 1 + text.size}, SPELLING_LATEX);
}

/* Takes a digit, or several in braces. */
static bool take_digits(struct slice *text, char *digits, size_t size)
{
    struct slice left = *text;
    bool braces = scan_take(&left, "{");
    size_t count = braces ? scan_digits(left, 10) : left.size > 0 && ascii_is_digit(*left.bytes);

    if (count == 0 || count >= size)
        return false;
    memcpy(digits, left.bytes, count);
    digits[count] = '\0';
    left.bytes += count;
    left.size -= count;
    if (braces && !scan_take(&left, "}"))
        return false;
    *text = left;
    return true;
}

/* LaTeX: \frac{1}{2} and \tfrac12 are 1/2. */
static void look_up_fraction(struct reader *reader, struct slice text)
{
    static const char *const commands[] = {"\\frac", "\\tfrac", "\\dfrac", "\\sfrac", "\\nicefrac"};

    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
        char above[4], below[4], fraction[sizeof above + sizeof below];
        struct slice left = text;

        if (!scan_take(&left, commands[i]) || !take_digits(&left, above, sizeof above) ||
            !take_digits(&left, below, sizeof below) || left.size > 0)
            continue;
        (void)snprintf(fraction, sizeof fraction, "%s/%s", above, below);
        look_up(reader, slice_of(fraction), SPELLING_KINDS);
    }
}

/* Keys as the program shows them: "Compose o /", "Ctrl-K a :". */
static void look_up_keys(struct reader *reader, struct slice text)
{
    static const struct {
        const char *before;
        enum spelling_kind kind;
    } ways[] = {
        {"compose ", SPELLING_COMPOSE},
        {"ctrl-k ", SPELLING_DIGRAPH},
        {"ctrl+k ", SPELLING_DIGRAPH},
    };

    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        char keys[KEYS_MAX];
        struct slice left = text;
        size_t size = 0;

        if (!scan_take(&left, ways[i].before))
            continue;
        for (size_t at = 0; at < left.size; at++)
            if (left.bytes[at] != ' ') {
                if (size == sizeof keys)
                    return;
                keys[size++] = left.bytes[at];
            }
        reader_place(reader, READING_FIRST);
        look_up(reader, (struct slice){.bytes = keys, .size = size}, ways[i].kind);
    }
}

void reading_spellings(struct reader *reader)
{
    const enum reading_place place = is_words(reader->text) ? reader->place : READING_FIRST;
    struct slice text = reader->text, formula = text;

    reader_place(reader, place);
    if (is_marked_letter(text))
        look_up(reader, text, SPELLING_DIGRAPH);
    look_up(reader, text, SPELLING_KINDS);
    look_up_second(reader, text);
    reader_place(reader, place);
    if (ascii_lower(text.bytes[0]) == 'c')
        look_up_keys(reader, text);
    else if (text.bytes[0] == '\\')
        look_up_fraction(reader, text);
    reader_place(reader, place);
    if (remove_prefix(&text, "\\"))
        look_up(reader, text, SPELLING_KINDS);
    else if (remove_prefix(&text, "/"))
        look_up(reader, text, SPELLING_GLYPH); /* PostScript: /quotedblleft */
    else if (remove_prefix(&text, "XK_"))
        look_up(reader, text, SPELLING_KEYSYM); /* C: XK_Greek_lambda */
    else if (remove_prefix(&formula, "$") && formula.bytes[--formula.size] == '$')
        look_up(reader, formula, SPELLING_LATEX);
    else
        look_up_command(reader, text);
}
