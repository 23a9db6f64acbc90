/*
 * Splitting into words, and comparing them with phrases.
 */

#include "index/search/reading/tokens.h"

#include "index/base/ascii.h"
#include "index/base/bisect.h"

/* Letters of any script, digits, and what stands within a word. */
static bool is_part_of_word(char c)
{
    return ascii_is_digit(c) || ascii_is_letter(c) || (unsigned char)c >= 0x80 || c == '\'';
}

bool tokens_split(struct tokens *tokens, struct slice text)
{
    bool within = false;

    tokens->count = 0;
    if (text.size > TOKENS_SIZE)
        return false;
    for (size_t i = 0; i < text.size; i++) {
        char c = text.bytes[i];

        tokens->text[i] = ascii_lower(c);
        if (is_part_of_word(c)) {
            if (!within) {
                if (tokens->count == TOKENS_MAX)
                    return false;
                tokens->list[tokens->count] = (struct slice){tokens->text + i, 0};
                tokens->original[tokens->count++] = (struct slice){text.bytes + i, 0};
            }
            tokens->list[tokens->count - 1].size++;
            tokens->original[tokens->count - 1].size++;
            within = true;
        } else if (slice_is_space(c) || (c == '-' && within)) {
            within = false;
        } else {
            return false;
        }
    }
    return tokens->count > 1;
}

size_t tokens_match(const struct tokens *tokens, size_t at, const char *words)
{
    size_t count = 0;

    for (;;) {
        struct slice token;

        if (at + count == tokens->count)
            return 0;
        token = tokens->list[at + count];
        if (strncmp(words, token.bytes, token.size) != 0)
            return 0;
        words += token.size;
        count++;
        if (*words == '\0')
            return count;
        if (*words != ' ')
            return 0;
        words++;
    }
}

static const char *phrase_of(const void *row)
{
    return *(const char *const *)row;
}

/* Is the phrase before all that begin with the token? */
static bool is_before(const char *phrase, struct slice token)
{
    if (phrase[0] != token.bytes[0])
        return (unsigned char)phrase[0] < (unsigned char)token.bytes[0];
    return strncmp(phrase, token.bytes, token.size) < 0;
}

size_t tokens_find(const struct tokens *tokens, size_t at, const void *table, size_t count,
                   size_t row_size, const void **row)
{
    const struct slice token = tokens->list[at];
    const char *rows = table;
    struct bisection search = {.high = (uint32_t)count};
    size_t longest = 0;

    while (bisect(&search))
        bisect_narrow(&search, is_before(phrase_of(rows + search.middle * row_size), token));
    for (size_t i = search.low; i < count; i++) {
        const void *candidate = rows + i * row_size;
        size_t taken;

        if (strncmp(phrase_of(candidate), token.bytes, token.size) != 0)
            break;
        taken = tokens_match(tokens, at, phrase_of(candidate));
        if (taken > longest) {
            longest = taken;
            *row = candidate;
        }
    }
    return longest;
}
