/*
 * The Compose file of X11: keys that are pressed one after another, and what they make.
 *
 *   <Multi_key> <minus> <greater>   : "→"   U2192 # RIGHTWARDS ARROW
 *   <dead_acute> <a>                : "á"   aacute # LATIN SMALL LETTER A WITH ACUTE
 *
 * The keys after Multi_key, written as the characters on them, are a spelling: "->". A sequence
 * with a key whose character is not on every keyboard (a dead key, a Greek letter) is none, and
 * neither is one that a query cannot hold: a single character, or spaces at its ends.
 *
 * Source: Compose(5). The file has no mark at its end, so that one cut off between two lines goes
 * unnoticed.
 */

#include "index/sources/formats/formats.h"

#include <errno.h>

#include "index/base/ascii.h"
#include "index/base/utf8.h"
#include "index/sources/formats/ucd.h"

enum { SPELLING_MAX_SIZE = 32 }; /* bytes; the longest of libX11 1.8 has 6 */

/* The keys of ASCII's characters that are neither a letter nor a digit: those are named by
 * themselves. */
static const struct {
    const char *name;
    char character;
} keys[] = {
    {"space", ' '},      {"exclam", '!'},       {"quotedbl", '"'},    {"numbersign", '#'},
    {"dollar", '$'},     {"percent", '%'},      {"ampersand", '&'},   {"apostrophe", '\''},
    {"parenleft", '('},  {"parenright", ')'},   {"asterisk", '*'},    {"plus", '+'},
    {"comma", ','},      {"minus", '-'},        {"period", '.'},      {"slash", '/'},
    {"colon", ':'},      {"semicolon", ';'},    {"less", '<'},        {"equal", '='},
    {"greater", '>'},    {"question", '?'},     {"at", '@'},          {"bracketleft", '['},
    {"backslash", '\\'}, {"bracketright", ']'}, {"asciicircum", '^'}, {"underscore", '_'},
    {"grave", '`'},      {"braceleft", '{'},    {"bar", '|'},         {"braceright", '}'},
    {"asciitilde", '~'},
};

static bool is_letter_or_digit(char byte)
{
    return ascii_is_digit(byte) || ascii_is_letter(byte);
}

/* The character of a key, or 0. */
static char character_of(struct slice key)
{
    if (key.size == 1 && is_letter_or_digit(key.bytes[0]))
        return key.bytes[0];
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++)
        if (slice_is(key, keys[i].name))
            return keys[i].character;
    return '\0';
}

struct sequence {
    bool composed; /* begins with Multi_key */
    bool typeable; /* every other key has a character */
    char text[SPELLING_MAX_SIZE];
    size_t size;
};

static void add_key(struct sequence *sequence, struct slice key)
{
    const char character = character_of(key);

    if (character == '\0' || sequence->size == sizeof sequence->text)
        sequence->typeable = false;
    else
        sequence->text[sequence->size++] = character;
}

/* Cuts the keys off the front of the line, up to the colon. Returns false if there are none. */
static bool read_keys(struct slice *line, struct sequence *sequence)
{
    bool first = true;

    *sequence = (struct sequence){.typeable = true};
    while (line->size > 0 && line->bytes[0] == '<') {
        struct slice key = ucd_field(line, '>');

        key = (struct slice){key.bytes + 1, key.size - 1};
        if (first && slice_is(key, "Multi_key"))
            sequence->composed = true;
        else
            add_key(sequence, key);
        first = false;
        *line = ucd_trim(*line);
    }
    if (first || line->size == 0 || line->bytes[0] != ':')
        return false;
    *line = ucd_trim((struct slice){line->bytes + 1, line->size - 1});
    return true;
}

/* What a sequence makes, in quotation marks, where a backslash escapes the next character. Returns
 * the number of code points, of which the first SEQUENCE_MAX are stored, or 0. */
static size_t read_result(struct slice text, uint32_t points[static SEQUENCE_MAX])
{
    size_t at = 1, count = 0;

    if (text.size == 0 || text.bytes[0] != '"')
        return 0;
    while (at < text.size && text.bytes[at] != '"') {
        if (text.bytes[at] == '\\' && ++at == text.size)
            return 0;
        const int32_t point = utf8_next(text.bytes, text.size, &at);

        if (count < SEQUENCE_MAX)
            points[count] = (uint32_t)point;
        count++;
    }
    return at < text.size ? count : 0;
}

static bool is_spelling(const struct sequence *sequence, size_t count)
{
    return sequence->composed && sequence->typeable && sequence->size >= 2 &&
           sequence->text[0] != ' ' && sequence->text[sequence->size - 1] != ' ' &&
           count <= SEQUENCE_MAX;
}

static int read_line(const struct ucd *ucd, struct slice line, struct records *records,
                     struct reason *reason)
{
    struct sequence sequence;
    uint32_t points[SEQUENCE_MAX];
    struct source_spelling spelling = {
        .points = points, .kind = SPELLING_COMPOSE, .text = sequence.text};

    if (line.bytes[0] != '<')
        return SOURCE_OK; /* "include", or modifiers before a key */
    if (!read_keys(&line, &sequence))
        return ucd_damaged(ucd, "no keys", reason);
    spelling.count = read_result(line, points);
    spelling.size = sequence.size;
    if (spelling.count == 0)
        return ucd_damaged(ucd, "no text in quotation marks", reason);
    if (is_spelling(&sequence, spelling.count) && records_spelling(records, &spelling) != SOURCE_OK)
        return ucd_damaged(ucd, "no character", reason);
    return SOURCE_OK;
}

int compose_read(const char *bytes, size_t size, struct records *records, struct reason *reason)
{
    struct ucd ucd;
    struct slice line;
    int r = SOURCE_OK;

    if (!ucd_open(&ucd, bytes, size, reason))
        return SOURCE_DAMAGED;
    while (r == SOURCE_OK && ucd_data_line(&ucd, &line))
        r = read_line(&ucd, ucd_trim(line), records, reason);
    return records->bytes.failed ? -ENOMEM : r;
}
