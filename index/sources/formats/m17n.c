/*
 * The tokenizer. It knows no list by its name, and takes no memory but that of one text.
 */

#include "index/sources/formats/m17n.h"

#include "index/base/hex.h"
#include "index/base/utf8.h"
#include "index/sources/formats/ucd.h"

bool m17n_open(struct m17n *m17n, const char *bytes, size_t size, struct reason *reason)
{
    struct ucd text;

    *m17n = (struct m17n){.rest = {bytes, size}, .line = 1, .text = BUFFER_INIT};
    return ucd_open(&text, bytes, size, reason);
}

void m17n_release(struct m17n *m17n)
{
    buffer_release(&m17n->text);
}

static enum m17n_token damaged(const struct m17n *m17n, const char *what, struct reason *reason)
{
    reason_set(reason, "line %u: %s", m17n->line, what);
    return M17N_DAMAGED;
}

/* Takes the next byte. There must be one. */
static char take(struct m17n *m17n)
{
    const char byte = m17n->rest.bytes[0];

    m17n->rest.bytes++;
    m17n->rest.size--;
    m17n->line += byte == '\n';
    return byte;
}

static bool next_is(const struct m17n *m17n, const char *bytes)
{
    return m17n->rest.size > 0 && strchr(bytes, m17n->rest.bytes[0]) != NULL;
}

/* White space and comments. */
static void skip(struct m17n *m17n)
{
    while (next_is(m17n, " \t\r\n\f;")) {
        if (take(m17n) != ';')
            continue;
        while (m17n->rest.size > 0 && take(m17n) != '\n')
            continue;
    }
}

static char escaped(char byte)
{
    static const char letters[] = "befnrt", controls[] = "\b\x1B\f\n\r\t";
    const char *letter = strchr(letters, byte);

    if (!letter)
        return byte;
    return controls[letter - letters];
}

static enum m17n_token read_text(struct m17n *m17n, struct reason *reason)
{
    m17n->text.size = 0;
    while (m17n->rest.size > 0) {
        char byte = take(m17n);

        if (byte == '"')
            return m17n->text.failed ? M17N_DAMAGED : M17N_TEXT;
        if (byte == '\\' && m17n->rest.size > 0)
            byte = escaped(take(m17n));
        buffer_append(&m17n->text, &byte, 1);
    }
    return damaged(m17n, "a text is not closed by a quotation mark", reason);
}

/* ?c, or ?\c where the character might be mistaken for syntax. */
static enum m17n_token read_character(struct m17n *m17n, struct reason *reason)
{
    size_t at = 0;

    (void)take(m17n); /* the question mark */
    if (next_is(m17n, "\\"))
        (void)take(m17n);
    if (m17n->rest.size == 0 || m17n->rest.bytes[0] == '\n')
        return damaged(m17n, "no character after \"?\"", reason);
    m17n->integer = (uint32_t)utf8_next(m17n->rest.bytes, m17n->rest.size, &at);
    m17n->rest.bytes += at;
    m17n->rest.size -= at;
    return M17N_INTEGER;
}

/* The value of digits to the base 10 or 16. Returns false if there are others, or none. */
static bool read_digits(struct slice digits, unsigned base, uint32_t *integer)
{
    uint64_t value = 0;

    for (size_t i = 0; i < digits.size; i++) {
        const int digit = hex_value(digits.bytes[i]);

        if (digit < 0 || (unsigned)digit >= base)
            return false;
        if (value <= UINT32_MAX)
            value = value * base + (unsigned)digit;
    }
    *integer = value <= UINT32_MAX ? (uint32_t)value : UINT32_MAX;
    return digits.size > 0;
}

static bool read_integer(struct slice word, uint32_t *integer)
{
    if (slice_has_prefix(word, slice_of("0x")) || slice_has_prefix(word, slice_of("#x")))
        return read_digits((struct slice){word.bytes + 2, word.size - 2}, 16, integer);
    if (slice_has_prefix(word, slice_of("-"))) {
        if (!read_digits((struct slice){word.bytes + 1, word.size - 1}, 10, integer))
            return false;
        *integer = UINT32_MAX;
        return true;
    }
    return read_digits(word, 10, integer);
}

/* A word up to white space or syntax: an integer or a symbol. */
static enum m17n_token read_word(struct m17n *m17n)
{
    m17n->text.size = 0;
    while (m17n->rest.size > 0 && !next_is(m17n, " \t\r\n\f;()\"")) {
        char byte = take(m17n);

        if (byte == '\\' && m17n->rest.size > 0)
            byte = take(m17n);
        buffer_append(&m17n->text, &byte, 1);
    }
    if (m17n->text.failed)
        return M17N_DAMAGED;
    return read_integer((struct slice){m17n->text.bytes, m17n->text.size}, &m17n->integer)
               ? M17N_INTEGER
               : M17N_SYMBOL;
}

enum m17n_token m17n_next(struct m17n *m17n, struct reason *reason)
{
    skip(m17n);
    if (m17n->rest.size == 0)
        return m17n->depth == 0 ? M17N_END : damaged(m17n, "a list is not closed", reason);
    switch (m17n->rest.bytes[0]) {
    case '(':
        (void)take(m17n);
        m17n->depth++;
        return M17N_OPEN;
    case ')':
        (void)take(m17n);
        if (m17n->depth == 0)
            return damaged(m17n, "a list is closed that was not opened", reason);
        m17n->depth--;
        return M17N_CLOSE;
    case '"':
        (void)take(m17n);
        return read_text(m17n, reason);
    case '?':
        return read_character(m17n, reason);
    default:
        return read_word(m17n);
    }
}
