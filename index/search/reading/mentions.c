/*
 * Code points that other words only mention: "what is U+2603?", "U+2603: SNOWMAN", "unicode character 2603",
 * "Ctrl-Shift-U 2603 Enter". Each other word must be one that says nothing of the character, a key that is
 * pressed to type it, or a word of its name; the text is for the query language otherwise.
 *
 * A number without a mark (U+) needs a word that announces a number.
 */

#include "index/base/ascii.h"
#include "index/search/reading/scan.h"
#include "index/search/reading/table.h"
#include "index/unicode/character.h"

enum {
    MENTIONS_SIZE_MAX = 160,
    MENTIONS_WORDS_MAX = 24,
    MENTIONS_POINTS_MAX = 8,
    HEXADECIMAL_MIN = 4,
    DECIMAL_MIN = 2,
    DECIMAL_MAX = 7,
    HEXADECIMAL_MAX = 8,
};

/* Each begins and ends with a space, as the words that are looked for do. */
static const char announcing[] =
    " alt char character characters code codepoint codepoints codes control ctrl dec decimal "
    "entity "
    "glyph hex hexadecimal html option symbol symbols ucs unicode utf utf16 utf32 ";
static const char hexadecimal[] = " hex hexadecimal ucs utf utf16 utf32 ";
static const char bytes[] = " 8 utf8 "; /* of UTF-8, which are read elsewhere */
static const char decimal[] = " ascii dec decimal ";
static const char keys[] = " alt control ctrl esc option shift u ";
static const char saying_nothing[] =
    " 8 16 32 a an and as at called enter emoji find for how i icon in insert is it letter look me "
    "named number of point ret return search show sign space that the this to type up v value what "
    "whats which with x ";

struct mentions {
    struct slice words[MENTIONS_WORDS_MAX]; /* other than code points; they borrow the text */
    size_t word_count;
    uint32_t points[MENTIONS_POINTS_MAX];
    size_t point_count;
    struct slice number; /* without a mark; empty: none */
};

static bool has_word(const char *list, struct slice word)
{
    const char *at = list, *end = list + strlen(list);
    char bounded[32];

    if (word.size + 2 > sizeof bounded)
        return false;
    bounded[0] = bounded[word.size + 1] = ' ';
    for (size_t i = 0; i < word.size; i++)
        bounded[i + 1] = ascii_lower(word.bytes[i]);
    return memmem(at, (size_t)(end - at), bounded, word.size + 2) != NULL;
}

static bool has_any(const struct mentions *mentions, const char *list)
{
    for (size_t i = 0; i < mentions->word_count; i++)
        if (has_word(list, mentions->words[i]))
            return true;
    return false;
}

/* Takes a code point with a mark, and what separates it from a word. */
static bool take_marked(struct slice *text, uint32_t *value)
{
    static const char *const marks[] = {"u+", "0x", "\\u"};

    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        struct slice left = *text;

        if (scan_take(&left, marks[i]) &&
            scan_number(&left, 16, i == 0 ? HEXADECIMAL_MIN : 2, HEXADECIMAL_MAX, value) &&
            *value <= CHARACTER_LAST && (left.size == 0 || strchr(" \t:;,?!)]", *left.bytes))) {
            *text = left;
            return true;
        }
    }
    return false;
}

/* Takes an en dash or an em dash. */
static bool take_dash(struct slice *text)
{
    return scan_take(text, "\xE2\x80\x93") || scan_take(text, "\xE2\x80\x94");
}

static bool is_separator(char c)
{
    return c == ' ' || c == '\t' || (c != '\0' && strchr(":;,.!?()[]-+=/'", c));
}

/* Takes a number or a word. */
static struct slice take_word(struct slice *text)
{
    struct slice word = {.bytes = text->bytes, .size = 0};

    while (word.size < text->size && !is_separator(word.bytes[word.size]))
        word.size++;
    text->bytes += word.size;
    text->size -= word.size;
    return word;
}

/* Is it a number that may be a code point by itself? */
static bool is_number(struct slice word)
{
    bool any = false;

    for (size_t i = 0; i < word.size; i++)
        any = any || ascii_is_digit(word.bytes[i]);
    return any && ((word.size >= HEXADECIMAL_MIN && scan_digits(word, 16) == word.size) ||
                   (word.size > DECIMAL_MIN && scan_digits(word, 10) == word.size));
}

static bool add_word(struct mentions *mentions, struct slice word)
{
    if (is_number(word) && mentions->number.size == 0 && mentions->point_count == 0) {
        mentions->number = word;
        return true;
    }
    if (mentions->word_count == MENTIONS_WORDS_MAX)
        return false;
    mentions->words[mentions->word_count++] = word;
    return true;
}

/* Returns false if the text is something else. */
static bool split(struct slice text, struct mentions *mentions)
{
    while (text.size > 0) {
        uint32_t value;

        if (take_marked(&text, &value)) {
            if (mentions->point_count == MENTIONS_POINTS_MAX)
                return false;
            mentions->points[mentions->point_count++] = value;
        } else if (take_dash(&text)) {
            continue;
        } else if (is_separator(*text.bytes)) {
            text.bytes++;
            text.size--;
            if (text.size > 0 && text.bytes[-1] == ' ' && *text.bytes == '-' &&
                (text.size == 1 || text.bytes[1] != ' '))
                return false; /* an exclusion */
        } else if (!add_word(mentions, take_word(&text))) {
            return false;
        }
    }
    return true;
}

static bool is_in_name(struct slice word, struct slice name)
{
    for (size_t at = 0; at + word.size <= name.size; at++) {
        struct slice left = {.bytes = name.bytes + at, .size = name.size - at};
        size_t same = 0;

        while (same < word.size && ascii_lower(left.bytes[same]) == ascii_lower(word.bytes[same]))
            same++;
        if (same == word.size && (at == 0 || is_separator(name.bytes[at - 1])) &&
            (same == left.size || is_separator(left.bytes[same])))
            return true;
    }
    return false;
}

/* Does each word say nothing, or is it in the name of a code point? */
static bool all_fit(const struct reader *reader, const struct mentions *mentions)
{
    for (size_t i = 0; i < mentions->word_count; i++) {
        struct slice word = mentions->words[i];
        bool fits = has_word(announcing, word) || has_word(keys, word) || has_word(decimal, word) ||
                    has_word(saying_nothing, word);

        for (size_t k = 0; !fits && k < mentions->point_count; k++) {
            uint32_t document;

            (void)budget_take(reader->budget, BUDGET_EVALUATE, word.size);
            fits = charindex_find(reader->index, mentions->points[k], &document) &&
                   is_in_name(word, charindex_name(reader->index, document));
        }
        if (!fits)
            return false;
    }
    return true;
}

static void add_number(struct reader *reader, struct slice number, unsigned base, size_t min,
                       size_t max)
{
    uint32_t value;

    if (scan_number(&number, base, min, max, &value) && number.size == 0 && value <= CHARACTER_LAST)
        reader_add_point(reader, value);
}

static void add(struct reader *reader, const struct mentions *mentions)
{
    if (mentions->number.size == 0) {
        reader_add_points(reader, mentions->points, mentions->point_count);
        return;
    }
    if (!has_any(mentions, decimal))
        add_number(reader, mentions->number, 16, HEXADECIMAL_MIN, HEXADECIMAL_MAX);
    if (has_any(mentions, keys) || has_any(mentions, hexadecimal))
        return;
    reader_label(reader, "decimal code point");
    add_number(reader, mentions->number, 10, DECIMAL_MIN, DECIMAL_MAX);
}

static bool has_digit(struct slice text)
{
    for (size_t i = 0; i < text.size; i++)
        if (ascii_is_digit(text.bytes[i]))
            return true;
    return false;
}

void reading_mentions(struct reader *reader)
{
    struct slice text = reader->text;
    struct mentions mentions;

    if (text.size > MENTIONS_SIZE_MAX || *text.bytes == '-' || !has_digit(text))
        return;
    mentions.word_count = mentions.point_count = mentions.number.size = 0;
    if (!split(text, &mentions) || mentions.word_count == 0)
        return;
    if ((mentions.number.size > 0) == (mentions.point_count > 0) ||
        (mentions.number.size > 0 && !has_any(&mentions, announcing)))
        return;
    if (has_any(&mentions, " utf utf8 ") && has_any(&mentions, bytes))
        return;
    if (all_fit(reader, &mentions))
        add(reader, &mentions);
}
