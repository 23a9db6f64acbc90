/*
 * A letter or a number in a style: "bold a", "fraktur g", "circled 1", "small capital r". The
 * answer is looked up by the official names that such characters have; a table has their patterns.
 * All words of the text must be known: styles in any order, one letter or number, and words that
 * add nothing. The case in which the letter was typed comes first.
 */

#include <stdio.h>

#include "index/base/ascii.h"
#include "index/search/reading/table.h"
#include "index/search/reading/tokens.h"
#include "index/unicode/character.h"

enum {
    BOLD = 1 << 0,
    ITALIC = 1 << 1,
    SCRIPT = 1 << 2,
    FRAKTUR = 1 << 3,
    DOUBLE_STRUCK = 1 << 4,
    SANS_SERIF = 1 << 5,
    MONOSPACE = 1 << 6,
    MATHEMATICAL = (1 << 7) - 1, /* all before */
    SMALL_CAPITAL = 1 << 7,
    CIRCLED = 1 << 8,
    PARENTHESIZED = 1 << 9,
    SQUARED = 1 << 10,
    NEGATIVE = 1 << 11,
    SUPERSCRIPT = 1 << 12,
    SUBSCRIPT = 1 << 13,
    FULLWIDTH = 1 << 14,
    DOUBLE_CIRCLED = 1 << 15,
    REGIONAL = 1 << 16,
    FULL_STOP = 1 << 17,
    CAPITAL = 1 << 18,
    SMALL = 1 << 19,
    CASES = CAPITAL | SMALL,
};

/* Sorted, so that a longer phrase is after its beginning. 0: a word that adds nothing. */
static const struct style {
    const char *phrase;
    unsigned styles;
} phrases[] = {
    {"black circle", NEGATIVE | CIRCLED},
    {"black circled", NEGATIVE | CIRCLED},
    {"black letter", FRAKTUR},
    {"blackboard", DOUBLE_STRUCK},
    {"blackboard bold", DOUBLE_STRUCK},
    {"blackletter", FRAKTUR},
    {"bold", BOLD},
    {"boxed", SQUARED},
    {"calligraphic", SCRIPT},
    {"capital", CAPITAL},
    {"circle", CIRCLED},
    {"circled", CIRCLED},
    {"cursive", SCRIPT},
    {"digit", 0},
    {"double circled", DOUBLE_CIRCLED},
    {"double struck", DOUBLE_STRUCK},
    {"doublestruck", DOUBLE_STRUCK},
    {"encircled", CIRCLED},
    {"enclosed", CIRCLED},
    {"exponent", SUPERSCRIPT},
    {"filled circle", NEGATIVE | CIRCLED},
    {"flag letter", REGIONAL},
    {"fraktur", FRAKTUR},
    {"full width", FULLWIDTH},
    {"fullwidth", FULLWIDTH},
    {"gothic", FRAKTUR},
    {"greek", 0},
    {"in a black circle", NEGATIVE | CIRCLED},
    {"in a box", SQUARED},
    {"in a circle", CIRCLED},
    {"in a filled circle", NEGATIVE | CIRCLED},
    {"in a square", SQUARED},
    {"in box", SQUARED},
    {"in circle", CIRCLED},
    {"in parentheses", PARENTHESIZED},
    {"in square", SQUARED},
    {"inside a box", SQUARED},
    {"inside a circle", CIRCLED},
    {"inside a square", SQUARED},
    {"italic", ITALIC},
    {"italics", ITALIC},
    {"latin", 0},
    {"letter", 0},
    {"lower case", SMALL},
    {"lowercase", SMALL},
    {"math", 0},
    {"mathematical", 0},
    {"modifier", SUPERSCRIPT},
    {"modifier letter", SUPERSCRIPT},
    {"mono", MONOSPACE},
    {"monospace", MONOSPACE},
    {"monospaced", MONOSPACE},
    {"negative", NEGATIVE},
    {"number", 0},
    {"old english", FRAKTUR},
    {"outlined", DOUBLE_STRUCK},
    {"parenthesised", PARENTHESIZED},
    {"parenthesized", PARENTHESIZED},
    {"raised", SUPERSCRIPT},
    {"regional indicator", REGIONAL},
    {"regional indicator letter", REGIONAL},
    {"regional indicator symbol", REGIONAL},
    {"sans", SANS_SERIF},
    {"sans serif", SANS_SERIF},
    {"sansserif", SANS_SERIF},
    {"script", SCRIPT},
    {"slanted", ITALIC},
    {"small", SMALL},
    {"small cap", SMALL_CAPITAL},
    {"small capital", SMALL_CAPITAL},
    {"small caps", SMALL_CAPITAL},
    {"smallcap", SMALL_CAPITAL},
    {"smallcaps", SMALL_CAPITAL},
    {"square", SQUARED},
    {"squared", SQUARED},
    {"sub", SUBSCRIPT},
    {"subscript", SUBSCRIPT},
    {"super", SUPERSCRIPT},
    {"superscript", SUPERSCRIPT},
    {"symbol", 0},
    {"the", 0},
    {"tiny", SUPERSCRIPT},
    {"typewriter", MONOSPACE},
    {"upper case", CAPITAL},
    {"uppercase", CAPITAL},
    {"wide", FULLWIDTH},
    {"with full stop", FULL_STOP},
};

enum base_kind { BASE_NONE, BASE_LETTER, BASE_GREEK, BASE_NUMBER };

/* %M: the styles of mathematical letters; %C: CAPITAL or SMALL; %L: the letter or number. */
static const struct {
    enum base_kind base;
    unsigned styles; /* exactly these, without the case; 0: any of MATHEMATICAL */
    const char *name;
} patterns[] = {
    {BASE_LETTER, 0, "%M %C %L"},
    {BASE_LETTER, 0, "MATHEMATICAL %M %C %L"},
    {BASE_LETTER, FRAKTUR, "BLACK-LETTER %C %L"},
    {BASE_GREEK, 0, "MATHEMATICAL %M %C %L"},
    {BASE_GREEK, 0, "%M %C %L"},
    {BASE_NUMBER, 0, "MATHEMATICAL %M DIGIT %L"},
    {BASE_LETTER, SMALL_CAPITAL, "LATIN LETTER SMALL CAPITAL %L"},
    {BASE_GREEK, SMALL_CAPITAL, "GREEK LETTER SMALL CAPITAL %L"},
    {BASE_LETTER, CIRCLED, "CIRCLED LATIN %C LETTER %L"},
    {BASE_NUMBER, CIRCLED, "CIRCLED DIGIT %L"},
    {BASE_NUMBER, CIRCLED, "CIRCLED NUMBER %L"},
    {BASE_NUMBER, CIRCLED | SANS_SERIF, "DINGBAT CIRCLED SANS-SERIF DIGIT %L"},
    {BASE_NUMBER, CIRCLED | SANS_SERIF, "DINGBAT CIRCLED SANS-SERIF NUMBER %L"},
    {BASE_NUMBER, DOUBLE_CIRCLED, "DOUBLE CIRCLED DIGIT %L"},
    {BASE_NUMBER, DOUBLE_CIRCLED, "DOUBLE CIRCLED NUMBER %L"},
    {BASE_LETTER, NEGATIVE | CIRCLED, "NEGATIVE CIRCLED LATIN CAPITAL LETTER %L"},
    {BASE_NUMBER, NEGATIVE | CIRCLED, "DINGBAT NEGATIVE CIRCLED DIGIT %L"},
    {BASE_NUMBER, NEGATIVE | CIRCLED, "DINGBAT NEGATIVE CIRCLED NUMBER %L"},
    {BASE_NUMBER, NEGATIVE | CIRCLED, "NEGATIVE CIRCLED DIGIT %L"},
    {BASE_NUMBER, NEGATIVE | CIRCLED, "NEGATIVE CIRCLED NUMBER %L"},
    {BASE_LETTER, NEGATIVE, "NEGATIVE CIRCLED LATIN CAPITAL LETTER %L"},
    {BASE_LETTER, NEGATIVE, "NEGATIVE SQUARED LATIN CAPITAL LETTER %L"},
    {BASE_LETTER, NEGATIVE | SQUARED, "NEGATIVE SQUARED LATIN CAPITAL LETTER %L"},
    {BASE_LETTER, SQUARED, "SQUARED LATIN CAPITAL LETTER %L"},
    {BASE_LETTER, PARENTHESIZED, "PARENTHESIZED LATIN %C LETTER %L"},
    {BASE_NUMBER, PARENTHESIZED, "PARENTHESIZED DIGIT %L"},
    {BASE_NUMBER, PARENTHESIZED, "PARENTHESIZED NUMBER %L"},
    {BASE_NUMBER, FULL_STOP, "DIGIT %L FULL STOP"},
    {BASE_LETTER, FULLWIDTH, "FULLWIDTH LATIN %C LETTER %L"},
    {BASE_NUMBER, FULLWIDTH, "FULLWIDTH DIGIT %L"},
    {BASE_LETTER, SUPERSCRIPT, "SUPERSCRIPT LATIN %C LETTER %L"},
    {BASE_LETTER, SUPERSCRIPT, "MODIFIER LETTER %C %L"},
    {BASE_GREEK, SUPERSCRIPT, "MODIFIER LETTER %C %L"},
    {BASE_GREEK, SUPERSCRIPT, "MODIFIER LETTER %C GREEK %L"},
    {BASE_NUMBER, SUPERSCRIPT, "SUPERSCRIPT %L"},
    {BASE_LETTER, SUBSCRIPT, "LATIN SUBSCRIPT %C LETTER %L"},
    {BASE_GREEK, SUBSCRIPT, "GREEK SUBSCRIPT %C LETTER %L"},
    {BASE_NUMBER, SUBSCRIPT, "SUBSCRIPT %L"},
    {BASE_LETTER, REGIONAL, "REGIONAL INDICATOR SYMBOL LETTER %L"},
};

struct request {
    unsigned styles;
    enum base_kind base;
    char letter[32]; /* in names: "A", "ALPHA", "TWENTY ONE" */
    bool capital;    /* as it was typed */
};

/* The styles of the longest phrase that begins here. Returns how many tokens it takes; 0: none. */
static size_t find_phrase(const struct tokens *tokens, size_t at, unsigned *styles)
{
    const void *row = NULL;
    size_t count =
        tokens_find(tokens, at, phrases, sizeof phrases / sizeof *phrases, sizeof *phrases, &row);

    *styles = row ? ((const struct style *)row)->styles : 0;
    return count;
}

static const char *const small_numbers[] = {
    "ZERO",     "ONE",     "TWO",     "THREE",     "FOUR",     "FIVE",    "SIX",
    "SEVEN",    "EIGHT",   "NINE",    "TEN",       "ELEVEN",   "TWELVE",  "THIRTEEN",
    "FOURTEEN", "FIFTEEN", "SIXTEEN", "SEVENTEEN", "EIGHTEEN", "NINETEEN"};
static const char *const tens[] = {"TWENTY", "THIRTY", "FORTY", "FIFTY"};

/* "21" is "TWENTY ONE", as names have it. Returns false beyond 50. */
static bool name_number(unsigned number, char *name, size_t size)
{
    if (number < 20)
        (void)snprintf(name, size, "%s", small_numbers[number]);
    else if (number <= 50)
        (void)snprintf(name, size, "%s%s%s", tens[number / 10 - 2], number % 10 ? " " : "",
                       number % 10 ? small_numbers[number % 10] : "");
    else
        return false;
    return true;
}

static bool is_number_word(struct slice token, char *name, size_t size)
{
    for (unsigned number = 0; number <= 20; number++) {
        const char *word = number < 20 ? small_numbers[number] : tens[0];

        if (ascii_upper(token.bytes[0]) == word[0] && strlen(word) == token.size &&
            strncasecmp(word, token.bytes, token.size) == 0)
            return name_number(number, name, size);
    }
    return false;
}

/* A letter of Greek by its name, or by itself. */
static bool find_greek(const struct charindex *index, struct slice token, struct request *request)
{
    char name[CHARACTER_NAME_SIZE];
    int size = snprintf(name, sizeof name, "GREEK SMALL LETTER %.*s", (int)token.size, token.bytes);
    uint32_t document;

    if (token.size < 2 || token.size >= sizeof request->letter)
        return false;
    for (int i = 0; i < size; i++)
        name[i] = ascii_upper(name[i]);
    if (!charindex_find_name(index, name, (size_t)size, &document))
        return false;
    memcpy(request->letter, name + sizeof "GREEK SMALL LETTER", token.size);
    request->letter[token.size] = '\0';
    return true;
}

static bool find_base(const struct charindex *index, struct slice token, struct request *request)
{
    unsigned number = 0;

    if (token.size == 1 && ascii_is_letter(token.bytes[0])) {
        request->base = BASE_LETTER;
        request->capital = token.bytes[0] < 'a';
        request->letter[0] = ascii_upper(token.bytes[0]);
        request->letter[1] = '\0';
        return true;
    }
    if (token.size <= 2 && ascii_is_digit(token.bytes[0])) {
        for (size_t i = 0; i < token.size; i++) {
            if (!ascii_is_digit(token.bytes[i]))
                return false;
            number = number * 10 + (unsigned)(token.bytes[i] - '0');
        }
        request->base = BASE_NUMBER;
        return name_number(number, request->letter, sizeof request->letter);
    }
    if (is_number_word(token, request->letter, sizeof request->letter)) {
        request->base = BASE_NUMBER;
        return true;
    }
    request->base = BASE_GREEK;
    request->capital = ascii_is_capital(token.bytes[0]);
    return find_greek(index, token, request);
}

/* Has the text a style? This rules out most texts cheaply. */
static bool has_style(const struct tokens *tokens)
{
    unsigned styles = 0;

    for (size_t at = 0; at < tokens->count && !styles; at++)
        (void)find_phrase(tokens, at, &styles);
    return styles != 0;
}

/* Understands every word of the text. */
static bool understand(const struct charindex *index, const struct tokens *tokens,
                       struct request *request)
{
    *request = (struct request){.styles = 0};
    for (size_t at = 0; at < tokens->count;) {
        unsigned styles = 0;
        size_t count = find_phrase(tokens, at, &styles);
        /* Before another letter, "a" is an article. */
        bool article = request->base == BASE_LETTER && strcmp(request->letter, "A") == 0;

        request->styles |= styles;
        if (count == 0) {
            if ((request->base != BASE_NONE && !article) ||
                !find_base(index, tokens->original[at], request))
                return false;
            count = 1;
        }
        at += count;
    }
    return request->base != BASE_NONE && (request->styles & ~(unsigned)CASES) != 0;
}

static void append(char *name, size_t size, const char *text)
{
    size_t length = strlen(name);

    (void)snprintf(name + length, size - length, "%s", text);
}

/* The styles in the order that names have them. */
static void append_styles(char *name, size_t size, unsigned styles)
{
    static const struct {
        unsigned style;
        const char *name;
    } order[] = {{SANS_SERIF, "SANS-SERIF"}, {BOLD, "BOLD"},       {DOUBLE_STRUCK, "DOUBLE-STRUCK"},
                 {SCRIPT, "SCRIPT"},         {FRAKTUR, "FRAKTUR"}, {MONOSPACE, "MONOSPACE"},
                 {ITALIC, "ITALIC"}};
    const char *between = "";

    for (size_t i = 0; i < sizeof order / sizeof *order; i++)
        if (styles & order[i].style) {
            append(name, size, between);
            append(name, size, order[i].name);
            between = " ";
        }
}

static void add_named(struct reader *reader, const char *pattern, const struct request *request,
                      bool capital)
{
    char name[CHARACTER_NAME_SIZE] = "";
    uint32_t document;

    for (const char *c = pattern; *c; c++) {
        if (*c != '%') {
            append(name, sizeof name, (char[]){*c, '\0'});
            continue;
        }
        c++;
        if (*c == 'M')
            append_styles(name, sizeof name, request->styles);
        else
            append(name, sizeof name,
                   *c == 'C' ? (capital ? "CAPITAL" : "SMALL") : request->letter);
    }
    if (charindex_find_name(reader->index, name, strlen(name), &document))
        reader_add_document(reader, document);
}

static void add_case(struct reader *reader, const struct request *request, bool capital)
{
    unsigned styles = request->styles & ~(unsigned)CASES;

    for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++)
        if (patterns[i].base == request->base &&
            (patterns[i].styles ? styles == patterns[i].styles
                                : (styles & ~(unsigned)MATHEMATICAL) == 0))
            add_named(reader, patterns[i].name, request, capital);
    /* Its place among the italic letters is empty. */
    if (styles == ITALIC && !capital && strcmp(request->letter, "H") == 0)
        reader_add_point(reader, 0x210E);
}

void reading_styles(struct reader *reader)
{
    enum { STEPS = 4000 }; /* some names looked up */
    struct tokens tokens;
    struct request request;
    bool capital;

    if (!tokens_split(&tokens, reader->text) || !has_style(&tokens) ||
        !budget_take(reader->budget, BUDGET_EVALUATE, STEPS) ||
        !understand(reader->index, &tokens, &request))
        return;
    capital = request.styles & CAPITAL || (request.capital && !(request.styles & SMALL));
    add_case(reader, &request, capital);
    add_case(reader, &request, !capital);
}
