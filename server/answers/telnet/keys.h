#ifndef CHARFINDER_SERVER_ANSWERS_TELNET_KEYS_H
#define CHARFINDER_SERVER_ANSWERS_TELNET_KEYS_H

#include <stdbool.h>
#include <stdint.h>

/*
 * Recognizes the keys that edit a line in the data of a client that sends each key as it is pressed:
 * PuTTY, Windows' telnet, terminals on phones.
 *
 * Backspace (08) and DEL (7F) erase a grapheme cluster, Ctrl-W (17) a word, Ctrl-U (15) the line.
 * Arrow and function keys are ignored: the sequences ESC [ … (CSI) and ESC O … (SS3) of ECMA-48, and
 * ESC [ [ and one byte, which the Linux console sends. A line has no cursor to move. All other bytes
 * are text, including an ESC before anything else.
 */

enum key {
    KEY_TEXT,            /* the byte is text */
    KEY_TEXT_AND_ESCAPE, /* the ESC that was taken before is text; step with this byte again */
    KEY_IGNORED,         /* part of the sequence of a key without a meaning here */
    KEY_ERASE_CHARACTER,
    KEY_ERASE_WORD,
    KEY_ERASE_LINE,
};

enum { KEYS_SEQUENCE_MAX = 32 }; /* parameter bytes of a sequence; those that follow are text */

/* Plain data without memory; all zero before the first byte of a line. Not thread-safe. */
struct keys {
    uint8_t state;
    uint8_t size; /* parameter bytes of the sequence so far */
};

/* Takes the next byte of data. LF, CR and NUL are text; they end a sequence. */
enum key keys_step(struct keys *keys, uint8_t byte);

/* The input has ended. Returns whether the last byte was an ESC, which is text then. */
bool keys_end(struct keys *keys);

/* Would keys_step() return KEY_TEXT and change nothing? Inline, because most bytes are such. */
static inline bool keys_text(const struct keys *keys, uint8_t byte)
{
    return byte >= 0x20 && byte != 0x7F && keys->state == 0;
}

#endif
