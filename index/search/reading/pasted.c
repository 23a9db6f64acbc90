/*
 * Text that was pasted: every character, in its order. It is for texts with letters beyond ASCII, or
 * with letters of ASCII among other characters beyond it; what has no letters at all is pasted text
 * in the query language already, and a single letter is so too.
 *
 * White space of ASCII separates; any other is a character of the text. A text whose letters are all
 * Latin is likely meant as words ("café"), and is read after them, while symbols next to letters
 * ("é→") and variants of letters ("x²") are read first, because no name is written so. What is written in
 * the query language (a key, "|", a prefix, "-") is not pasted.
 *
 * Known English words beside other characters ("☀ black") are words: the others are pasted, and the words
 * are a query of their own. If one of the words is not known, all of the text is pasted.
 */

#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include "index/base/ascii.h"
#include "index/base/utf8.h"
#include "index/search/reading/points.h"
#include "index/search/reading/table.h"
#include "index/text/words.h"
#include "index/unicode/character.h"

enum {
    WORD_SIZE = 64,  /* bytes; longer words are not known */
    WORD_STEPS = 80, /* a word looked up */
};

static bool is_ascii(struct slice text)
{
    for (size_t i = 0; i < text.size; i++)
        if ((unsigned char)text.bytes[i] >= 0x80)
            return false;
    return true;
}

/* A "-" before a group, a "*" after a word, a "|", or a key before ":". */
static bool is_query_language(struct slice text)
{
    bool key = false; /* letters alone since the last white space */

    for (size_t i = 0; i < text.size; i++) {
        char c = text.bytes[i];
        bool starts = i == 0 || slice_is_space(text.bytes[i - 1]);
        bool ends = i + 1 == text.size || slice_is_space(text.bytes[i + 1]);

        if (c == '|' || (c == ':' && key && !ends) || (c == '-' && starts && !ends) ||
            (c == '*' && !starts && ends))
            return true;
        key = (starts || key) && (ascii_is_letter(c) || c == '_');
    }
    return false;
}

/* What the characters of a text say of it. */
struct facts {
    size_t count;       /* of characters, without variation selectors */
    bool word;          /* it has letters or numbers */
    bool compatibility; /* variants of other characters: mathematical letters, circled numbers */
    bool mixed;         /* symbols next to letters */
    bool foreign;       /* letters that are not Latin */
};

static bool is_symbol(uint32_t mask)
{
    return mask & (U_GC_S_MASK | U_GC_NO_MASK | U_GC_NL_MASK | U_GC_CO_MASK | U_GC_CN_MASK);
}

static void look_at(struct facts *facts, uint32_t point, bool *word, bool *symbol)
{
    UErrorCode status = U_ZERO_ERROR;
    uint32_t mask = U_GET_GC_MASK((UChar32)point);

    facts->count += point != VARIATION_SELECTOR_16;
    *word = *word || words_code_point(point);
    *symbol = *symbol || (point >= 0x80 && is_symbol(mask));
    facts->word = facts->word || *word;
    facts->mixed = facts->mixed || (*word && *symbol);
    facts->compatibility =
        facts->compatibility ||
        (mask & (U_GC_L_MASK | U_GC_N_MASK) &&
         u_getIntPropertyValue((UChar32)point, UCHAR_DECOMPOSITION_TYPE) > U_DT_CANONICAL);
    facts->foreign =
        facts->foreign || (mask & (U_GC_L_MASK | U_GC_ND_MASK) && point >= 0x80 &&
                           uscript_getScript((UChar32)point, &status) != USCRIPT_LATIN);
}

/* Variants and mixtures of scripts are not words. Letters of one other script may be. */
static enum reading_place place_of(const struct facts *facts)
{
    if (facts->compatibility || facts->mixed)
        return READING_FIRST;
    return facts->foreign ? READING_AFTER_EXACT : READING_LAST;
}

/* A text with white space around its parts. */
struct reading_text {
    struct points points; /* the characters that are pasted */
    struct facts facts;   /* of them */
    size_t words_size;    /* of the words beside them, with spaces */
    char words[QUERY_MAX_SIZE];
};

/* Cuts off the first part of the rest of a text; size 0: there is none. */
static struct slice next_part(struct slice *rest)
{
    struct slice part;

    while (rest->size > 0 && slice_is_space(rest->bytes[0]))
        *rest = (struct slice){rest->bytes + 1, rest->size - 1};
    part = (struct slice){rest->bytes, 0};
    while (part.size < rest->size && !slice_is_space(rest->bytes[part.size]))
        part.size++;
    *rest = (struct slice){rest->bytes + part.size, rest->size - part.size};
    return part;
}

static void paste(struct reading_text *text, struct slice part)
{
    bool word = false, symbol = false;

    for (size_t at = 0; at < part.size;) {
        uint32_t point = (uint32_t)utf8_next(part.bytes, part.size, &at);

        points_add(&text->points, point);
        look_at(&text->facts, point, &word, &symbol);
    }
}

/* Is the part of two or more letters of ASCII, and a term of the index? */
static bool is_known_word(const struct reader *reader, struct slice part)
{
    char folded[WORD_SIZE];
    uint32_t term;

    if (part.size < 2 || part.size > sizeof folded)
        return false;
    for (size_t i = 0; i < part.size; i++) {
        if (!ascii_is_letter(part.bytes[i]))
            return false;
        folded[i] = ascii_lower(part.bytes[i]);
    }
    return budget_reserve(reader->budget, BUDGET_EVALUATE, WORD_STEPS) &&
           charindex_term(reader->index, folded, part.size, &term);
}

/* Are these characters that people do not type among words: a single one, symbols, variants of letters, letters
 * that are not Latin? */
static bool is_no_word(struct slice part)
{
    struct facts facts = {.count = 0};
    bool word = false, symbol = false;

    for (size_t at = 0; at < part.size;)
        look_at(&facts, (uint32_t)utf8_next(part.bytes, part.size, &at), &word, &symbol);
    return facts.count == 1 || symbol || facts.compatibility || facts.foreign;
}

/* Takes the text apart into characters and known words. Returns false unless it consists of both. */
static bool part_words(const struct reader *reader, struct reading_text *text)
{
    struct slice rest = reader->text, part;

    while ((part = next_part(&rest)).size > 0) {
        if (is_known_word(reader, part)) {
            if (text->words_size > 0)
                text->words[text->words_size++] = ' ';
            memcpy(text->words + text->words_size, part.bytes, part.size);
            text->words_size += part.size;
        } else if (!is_ascii(part) && is_no_word(part)) {
            paste(text, part);
        } else {
            return false;
        }
    }
    return text->words_size > 0 && text->points.count > 0;
}

/* Makes the text empty, without touching all of it. */
static void text_init(struct reading_text *text)
{
    points_init(&text->points);
    text->facts = (struct facts){.count = 0};
    text->words_size = 0;
}

static void read_text(struct reader *reader)
{
    struct slice rest = reader->text, part;
    struct reading_text text;

    text_init(&text);
    if (part_words(reader, &text)) {
        const enum reading_place place = place_of(&text.facts);

        reader_place(reader, place == READING_LAST ? READING_AFTER_WORDS : place);
        reader_add_points(reader, text.points.list, text.points.count);
        reader_label(reader, "words");
        reader_add_query(reader, (struct slice){text.words, text.words_size});
        return;
    }
    text_init(&text);
    while ((part = next_part(&rest)).size > 0)
        paste(&text, part);
    if (!text.facts.word || text.facts.count < 2)
        return;
    reader_place(reader, place_of(&text.facts));
    reader_add_points(reader, text.points.list, text.points.count);
}

void reading_pasted(struct reader *reader)
{
    if (!is_ascii(reader->text) && !is_query_language(reader->text))
        read_text(reader);
}
