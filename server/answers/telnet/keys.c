/*
 * A state machine over the bytes of data: text, editing keys, and the escape sequences of all other
 * keys.
 *
 * A sequence may be cut between any two bytes, so the state is kept between calls and nothing is
 * stored of the sequence but its size. A byte that cannot continue a sequence ends it and is judged
 * as if there had been none.
 *
 * It does not edit: the line belongs to nvt.c.
 */
#include "server/answers/telnet/keys.h"

#include <assert.h>

enum {
    CONTROL_U = 0x15,
    CONTROL_W = 0x17,
    BACKSPACE = 0x08,
    ESCAPE = 0x1B,
    DELETE = 0x7F,
};

enum state {
    STATE_TEXT = 0, /* keys_text() relies on the 0 */
    STATE_ESCAPE,   /* after ESC */
    STATE_CSI,      /* after ESC [ */
    STATE_SEQUENCE, /* within any sequence, up to its final byte */
};

static enum key text_step(struct keys *keys, uint8_t byte)
{
    keys->state = STATE_TEXT;
    switch (byte) {
    case BACKSPACE:
    case DELETE:
        return KEY_ERASE_CHARACTER;
    case CONTROL_W:
        return KEY_ERASE_WORD;
    case CONTROL_U:
        return KEY_ERASE_LINE;
    case ESCAPE:
        keys->state = STATE_ESCAPE;
        return KEY_IGNORED;
    default:
        return KEY_TEXT;
    }
}

/* A second ESC is Alt with an arrow key, as PuTTY and rxvt send it. */
static enum key escape_step(struct keys *keys, uint8_t byte)
{
    keys->size = 0;
    switch (byte) {
    case ESCAPE:
        return KEY_IGNORED;
    case '[':
        keys->state = STATE_CSI;
        return KEY_IGNORED;
    case 'O':
        keys->state = STATE_SEQUENCE;
        return KEY_IGNORED;
    default:
        keys->state = STATE_TEXT;
        return KEY_TEXT_AND_ESCAPE;
    }
}

/* ECMA-48, 5.4: parameters and intermediates from 20 to 3F, a final byte from 40 to 7E. */
static enum key sequence_step(struct keys *keys, uint8_t byte)
{
    keys->state = STATE_SEQUENCE;
    if (byte >= 0x40 && byte < DELETE) {
        keys->state = STATE_TEXT;
        return KEY_IGNORED;
    }
    if (byte < 0x20 || byte >= DELETE || keys->size == KEYS_SEQUENCE_MAX)
        return text_step(keys, byte);
    keys->size++;
    return KEY_IGNORED;
}

static enum key csi_step(struct keys *keys, uint8_t byte)
{
    if (byte != '[')
        return sequence_step(keys, byte);
    keys->state = STATE_SEQUENCE;
    return KEY_IGNORED;
}

enum key keys_step(struct keys *keys, uint8_t byte)
{
    switch ((enum state)keys->state) {
    case STATE_TEXT:
        return text_step(keys, byte);
    case STATE_ESCAPE:
        return escape_step(keys, byte);
    case STATE_CSI:
        return csi_step(keys, byte);
    case STATE_SEQUENCE:
        return sequence_step(keys, byte);
    }
    assert(false && "unknown key state");
    return KEY_TEXT;
}

bool keys_end(struct keys *keys)
{
    bool escape = keys->state == STATE_ESCAPE;

    keys->state = STATE_TEXT;
    return escape;
}
