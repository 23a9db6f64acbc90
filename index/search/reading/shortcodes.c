/*
 * Shortcodes of chats and of Markdown: ":thumbs_up:", "red_heart". Their words are joined by "_",
 * which is a letter in the query language. A tone of skin is left out, because variants stand under
 * their base. Between colons it is an emoji, if there is one.
 */

#include "index/base/ascii.h"
#include "index/search/reading/scan.h"
#include "index/search/reading/table.h"

enum { SHORTCODE_MAX_SIZE = 64 };

static bool is_of_shortcode(char c)
{
    return ascii_is_digit(c) || ascii_is_letter(c) || c == '_' || c == '-' || c == '+' ||
           (unsigned char)c >= 0x80;
}

/* Removes the colons and the tone: ":wave::skin-tone-3:" is "wave". Returns false if it is not a
 * shortcode. */
static bool strip(struct slice *code, bool *marked)
{
    static const char tone[] = "_tone";
    const char *end;

    *marked = false;
    if (code->size > 2 && code->bytes[0] == ':' && code->bytes[code->size - 1] == ':') {
        *marked = true;
        code->bytes++;
        code->size -= 2;
        end = memmem(code->bytes, code->size, "::skin-tone-", sizeof "::skin-tone-" - 1);
        if (end)
            code->size = (size_t)(end - code->bytes);
    }
    end = memmem(code->bytes, code->size, tone, sizeof tone - 1);
    if (end && end > code->bytes && end + sizeof tone - 1 < code->bytes + code->size &&
        end[sizeof tone - 1] >= '1' && end[sizeof tone - 1] <= '5')
        code->size = (size_t)(end - code->bytes);
    if (code->size == 0 || code->size > SHORTCODE_MAX_SIZE)
        return false;
    for (size_t i = 0; i < code->size; i++)
        if (!is_of_shortcode(code->bytes[i]))
            return false;
    return true;
}

static bool is_punctuation(struct slice code)
{
    for (size_t i = 0; i < code.size; i++)
        if (code.bytes[i] != '_' && code.bytes[i] != '-' && code.bytes[i] != '+')
            return false;
    return true;
}

/* The two that are not words. */
static const char *named(struct slice code)
{
    return slice_is(code, "+1") ? "thumbs up" : slice_is(code, "-1") ? "thumbs down" : NULL;
}

void reading_shortcodes(struct reader *reader)
{
    struct slice code = reader->text;
    /* Digits and marks are emoji, too, but not by themselves; flags are regional indicators. */
    static const char emoji[] = " emoji:yes extended_pictographic:yes|regional_indicator:yes";
    char words[SHORTCODE_MAX_SIZE + sizeof emoji];
    struct slice query;
    const char *name;
    bool marked;

    if (code.size > 2 && code.bytes[0] != ':' && !memchr(code.bytes, '_', code.size))
        return;
    if (!strip(&code, &marked))
        return;
    name = named(code);
    if (marked || name)
        reader_place(reader, READING_FIRST);
    if (name) {
        reader_add_query(reader, slice_of(name));
        return;
    }
    if (!marked && !memchr(code.bytes, '_', code.size))
        return;
    if (is_punctuation(code))
        return;
    memcpy(words, code.bytes, code.size);
    for (size_t i = 0; i < code.size; i++)
        if (words[i] == '_' || words[i] == '-' || words[i] == '+')
            words[i] = ' ';
    query = slice_trim((struct slice){words, code.size});
    if (marked) {
        memcpy(words + code.size, emoji, sizeof emoji);
        reader_add_query(reader,
                         (struct slice){query.bytes, (size_t)(words + code.size - query.bytes) +
                                                         sizeof emoji - 1});
    }
    reader_add_query(reader, query);
}
