/*
 * Splitting into words, and comparing them with phrases.
 */

#include "index/search/reading/tokens.h"

#include "index/base/ascii.h"

static bool is_letter(char c)
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
        if (is_letter(c)) {
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
