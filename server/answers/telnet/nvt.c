/*
 * Parses telnet's bytes into lines.
 *
 * The meaning of a byte depends on the bytes before it, and one small state machine, input_step(),
 * decides it. Two readers run the machine: nvt_receive(), which builds the line, and nvt_scan(),
 * which looks ahead for urgent events and therefore must not take the 3 in IAC WILL 3 for a Ctrl-C
 * either.
 *
 * It sends nothing and does not parse queries. What a reader takes for one character is erased as one;
 * index/unicode decides what that is.
 */
#include "server/answers/telnet/nvt.h"

#include <arpa/telnet.h>
#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "index/base/utf8.h"
#include "index/text/grapheme.h"
#include "server/base/limits.h"

enum {
    CLUSTER_STEPS = 800, /* to find the last cluster: 4 µs */
    CLUSTER_BYTE_STEPS = 3,
};

enum input {
    INPUT_DATA,
    INPUT_COMMAND, /* after IAC */
    INPUT_WILL,    /* after IAC WILL; its option follows */
    INPUT_WONT,
    INPUT_DO,
    INPUT_DONT,
    INPUT_PARAMETERS,         /* after IAC SB, up to IAC SE or NVT_PARAMETERS_MAX bytes */
    INPUT_PARAMETERS_COMMAND, /* after an IAC within the parameters */
};

enum symbol {
    SYMBOL_NONE,    /* part of a longer sequence, or skipped */
    SYMBOL_DATA,    /* the byte is data */
    SYMBOL_COMMAND, /* the byte is a command without an option */
    SYMBOL_WILL,    /* the byte is the option of a WILL */
    SYMBOL_DO,      /* the byte is the option of a DO */
    SYMBOL_LOST,    /* the byte ends parameters that are too long */
};

static enum symbol command_step(struct nvt_input *input, uint8_t byte)
{
    input->state = INPUT_DATA;
    switch (byte) {
    case IAC:
        return SYMBOL_DATA;
    case WILL:
        input->state = INPUT_WILL;
        return SYMBOL_NONE;
    case WONT:
        input->state = INPUT_WONT;
        return SYMBOL_NONE;
    case DO:
        input->state = INPUT_DO;
        return SYMBOL_NONE;
    case DONT:
        input->state = INPUT_DONT;
        return SYMBOL_NONE;
    case SB:
        *input = (struct nvt_input){.state = INPUT_PARAMETERS};
        return SYMBOL_NONE;
    default:
        return SYMBOL_COMMAND;
    }
}

/* Counts a byte of the parameters and ends them at their limit. */
static enum symbol parameter_skip(struct nvt_input *input)
{
    input->state = INPUT_PARAMETERS;
    if (++input->parameters <= NVT_PARAMETERS_MAX)
        return SYMBOL_NONE;
    input->state = INPUT_DATA;
    return SYMBOL_LOST;
}

static enum symbol parameters_step(struct nvt_input *input, uint8_t byte)
{
    if (byte != IAC)
        return parameter_skip(input);
    input->state = INPUT_PARAMETERS_COMMAND;
    return SYMBOL_NONE;
}

/* A command other than IAC and SE ends the parameters and is executed, as in BSD's telnetd: if the
 * SE of a peer is lost, its input would otherwise be skipped forever. */
static enum symbol parameters_command_step(struct nvt_input *input, uint8_t byte)
{
    return byte == IAC ? parameter_skip(input) : command_step(input, byte);
}

/* Advances the state and classifies the byte. */
static enum symbol input_step(struct nvt_input *input, uint8_t byte)
{
    enum input before = (enum input)input->state;

    switch (before) {
    case INPUT_DATA:
        if (byte != IAC)
            return SYMBOL_DATA;
        input->state = INPUT_COMMAND;
        return SYMBOL_NONE;
    case INPUT_COMMAND:
        return command_step(input, byte);
    case INPUT_WILL:
    case INPUT_WONT:
    case INPUT_DO:
    case INPUT_DONT:
        input->state = INPUT_DATA;
        return before == INPUT_WILL ? SYMBOL_WILL : before == INPUT_DO ? SYMBOL_DO : SYMBOL_NONE;
    case INPUT_PARAMETERS:
        return parameters_step(input, byte);
    case INPUT_PARAMETERS_COMMAND:
        return parameters_command_step(input, byte);
    }
    assert(false && "unknown input state");
    return SYMBOL_NONE;
}

/* Clients with RFC 1184's keys send xEOF for Ctrl-D and ABORT for Ctrl-\. */
static bool symbol_interrupts(enum symbol symbol, uint8_t byte)
{
    enum { CONTROL_C = 0x03, CONTROL_D = 0x04 };

    if (symbol == SYMBOL_DATA)
        return byte == CONTROL_C || byte == CONTROL_D;
    return symbol == SYMBOL_COMMAND && (byte == IP || byte == ABORT || byte == xEOF);
}

static bool byte_is_space(char byte)
{
    return byte == ' ' || (byte >= '\t' && byte <= '\r');
}

static bool line_lengthen(struct nvt *nvt)
{
    nvt->long_line = malloc(LIMIT_LINE);
    if (nvt->long_line)
        memcpy(nvt->long_line, nvt->short_line, nvt->line_size);
    return nvt->long_line != NULL;
}

static int line_append(struct nvt *nvt, uint8_t byte)
{
    char *line;

    if (nvt->line_size == LIMIT_LINE || nvt->overlong) {
        nvt->overlong = true;
        return NVT_NOTHING;
    }
    if (nvt->line_size == NVT_SHORT_LINE && !nvt->long_line && !line_lengthen(nvt))
        return -ENOMEM;
    line = nvt->long_line ? nvt->long_line : nvt->short_line;
    line[nvt->line_size++] = (char)byte;
    return NVT_NOTHING;
}

/* Each line resets the answered options. Within a line a repeated request is not answered again, so
 * no peer can start an endless negotiation. */
static int line_end(struct nvt *nvt)
{
    memset(nvt->refused, 0, sizeof nvt->refused);
    if (!nvt->overlong)
        return NVT_LINE;
    nvt_clear(nvt);
    return NVT_LONG_LINE;
}

static int text_take(struct nvt *nvt, uint8_t byte)
{
    if (byte == '\n' || (nvt->after_cr && byte == '\0'))
        return line_end(nvt);
    if (nvt->after_cr) {
        int error = line_append(nvt, '\r');
        if (error < 0)
            return error;
    }
    nvt->after_cr = byte == '\r';
    return nvt->after_cr ? NVT_NOTHING : line_append(nvt, byte);
}

/* Returns where the last character begins. A byte that belongs to no character is one by itself: in
 * another encoding it was a letter. The line must not be empty. */
static size_t last_character(const char *line, size_t size)
{
    size_t begin = size - 1;

    while (begin > 0 && size - begin < UTF8_MAX_SIZE && utf8_continues(line[begin]))
        begin--;
    return utf8_valid(line + begin, size - begin) ? begin : size - 1;
}

static bool is_ascii(char byte)
{
    return (unsigned char)byte < 0x80;
}

/* Returns where the last cluster begins: what one key may have written, a letter with its marks or an
 * emoji of several code points. Between two bytes of ASCII there is always a boundary, since no CR LF
 * is in a line. The line must not be empty. */
static size_t last_cluster(struct nvt *nvt)
{
    const char *line = nvt_line(nvt);
    size_t size = nvt->line_size, begin = last_character(line, size);

    if (is_ascii(line[begin]) && (begin == 0 || is_ascii(line[begin - 1])))
        return begin;
    if (!utf8_valid(line + begin, size - begin))
        return begin;
    nvt->effort += CLUSTER_STEPS + CLUSTER_BYTE_STEPS * (uint32_t)size;
    (void)grapheme_last(line, size, &begin); /* without memory, the last code point */
    return begin;
}

/* EC. A line that exceeded its limit has lost its end, so it stays too long whatever is erased. */
static void character_erase(struct nvt *nvt)
{
    if (nvt->after_cr)
        nvt->after_cr = false;
    else if (nvt->line_size > 0)
        nvt->line_size = last_cluster(nvt);
}

/* Erases back to the last white space before a word, as a terminal does. */
static void word_erase(struct nvt *nvt)
{
    const char *line = nvt_line(nvt);

    nvt->after_cr = false;
    while (nvt->line_size > 0 && byte_is_space(line[nvt->line_size - 1]))
        nvt->line_size--;
    while (nvt->line_size > 0 && !byte_is_space(line[nvt->line_size - 1]))
        nvt->line_size--;
}

static int escape_take(struct nvt *nvt)
{
    enum { ESCAPE = 0x1B };

    return text_take(nvt, ESCAPE);
}

static int key_take(struct nvt *nvt, uint8_t byte)
{
    int error;

    switch (keys_step(&nvt->keys, byte)) {
    case KEY_TEXT:
        return text_take(nvt, byte);
    case KEY_TEXT_AND_ESCAPE:
        error = escape_take(nvt);
        return error < 0 ? error
                         : key_take(nvt, byte); /* only once: there is no ESC before it now */
    case KEY_IGNORED:
        return NVT_NOTHING;
    case KEY_ERASE_CHARACTER:
        character_erase(nvt);
        return NVT_NOTHING;
    case KEY_ERASE_WORD:
        word_erase(nvt);
        return NVT_NOTHING;
    case KEY_ERASE_LINE:
        nvt_clear(nvt);
        return NVT_NOTHING;
    }
    assert(false && "unknown key");
    return NVT_NOTHING;
}

static int data_take(struct nvt *nvt, uint8_t byte)
{
    return keys_text(&nvt->keys, byte) ? text_take(nvt, byte) : key_take(nvt, byte);
}

static int command_take(struct nvt *nvt, uint8_t command)
{
    switch (command) {
    case AYT:
        return NVT_PRESENCE;
    case EC:
        character_erase(nvt);
        return NVT_NOTHING;
    case EL:
        nvt_clear(nvt);
        return NVT_NOTHING;
    default:
        return NVT_NOTHING;
    }
}

static int option_answer(struct nvt *nvt, uint8_t verb, uint8_t option)
{
    nvt->answer[0] = IAC;
    nvt->answer[1] = verb;
    nvt->answer[2] = option;
    return NVT_OPTION;
}

static int option_refuse(struct nvt *nvt, enum symbol symbol, uint8_t option)
{
    uint8_t *refused = &nvt->refused[symbol == SYMBOL_DO][option / 8];
    uint8_t bit = (uint8_t)(1u << option % 8);

    if (*refused & bit)
        return NVT_NOTHING;
    *refused |= bit;
    return option_answer(nvt, symbol == SYMBOL_DO ? WONT : DONT, option);
}

static int byte_take(struct nvt *nvt, uint8_t byte)
{
    enum symbol symbol = input_step(&nvt->input, byte);

    if (symbol_interrupts(symbol, byte))
        return NVT_INTERRUPT;
    switch (symbol) {
    case SYMBOL_NONE:
        return NVT_NOTHING;
    case SYMBOL_DATA:
        return data_take(nvt, byte);
    case SYMBOL_COMMAND:
        return command_take(nvt, byte);
    case SYMBOL_LOST:
        nvt->overlong = true; /* the parameters may have swallowed the end of the line */
        return NVT_NOTHING;
    case SYMBOL_WILL:
        return option_refuse(nvt, symbol, byte);
    case SYMBOL_DO:
        /* RFC 860: each timing mark is a request to be answered, not a mode */
        return byte == TELOPT_TM ? option_answer(nvt, WILL, byte)
                                 : option_refuse(nvt, symbol, byte);
    }
    assert(false && "unknown symbol");
    return NVT_NOTHING;
}

void nvt_init(struct nvt *nvt)
{
    *nvt = (struct nvt){.input = {.state = INPUT_DATA}};
}

void nvt_release(struct nvt *nvt)
{
    nvt_clear(nvt);
}

void nvt_clear(struct nvt *nvt)
{
    free(nvt->long_line);
    nvt->long_line = NULL;
    nvt->line_size = 0;
    nvt->after_cr = false;
    nvt->overlong = false;
    nvt->keys = (struct keys){.state = 0};
}

int nvt_receive(struct nvt *nvt, const void *bytes, size_t size, size_t *taken)
{
    const uint8_t *byte = bytes;
    int event = NVT_NOTHING;
    size_t at = 0;

    nvt->effort = 0;
    while (at < size && event == NVT_NOTHING && nvt->effort < NVT_EFFORT_MAX)
        event = byte_take(nvt, byte[at++]);
    nvt->ahead -= at < nvt->ahead ? at : nvt->ahead;
    *taken = at;
    return event;
}

int nvt_end(struct nvt *nvt)
{
    int error = keys_end(&nvt->keys) ? escape_take(nvt) : 0;

    if (error < 0)
        return error;
    if (nvt->line_size == 0 && !nvt->after_cr && !nvt->overlong)
        return NVT_NOTHING;
    return line_end(nvt);
}

bool nvt_unfinished(const struct nvt *nvt)
{
    return nvt->line_size > 0 || nvt->overlong || nvt->input.state != INPUT_DATA;
}

enum nvt_event nvt_scan(struct nvt *nvt, const void *bytes, size_t size)
{
    enum nvt_event event = NVT_NOTHING;
    const uint8_t *byte = bytes;

    if (nvt->ahead == 0)
        nvt->ahead_input = nvt->input;
    nvt->ahead += size;
    for (size_t i = 0; i < size; i++) {
        enum symbol symbol = input_step(&nvt->ahead_input, byte[i]);

        if (symbol_interrupts(symbol, byte[i]))
            return NVT_INTERRUPT;
        if (symbol == SYMBOL_COMMAND && byte[i] == AO)
            event = NVT_ABORT_OUTPUT;
    }
    return event;
}
