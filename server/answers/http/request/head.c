/*
 * The raw head of a request, field by field. It reads each byte once and repairs nothing: the first
 * byte that RFC 9112 does not allow ends the reading. What a field means is the guard's business.
 */

#include "server/answers/http/request/head.h"

#include <stdint.h>
#include <string.h>

static bool is_token_character(unsigned char c)
{
    /* A bit for each of the 128 characters of ASCII: ! # $ % & ' * + - . ^ _ ` | ~, digits, letters. */
    static const uint32_t tokens[4] = {0, 0x03FF6CFA, 0xC7FFFFFE, 0x57FFFFFF};

    return c < 0x80 && (tokens[c / 32] >> c % 32 & 1);
}

/* RFC 9110, section 5.5: no controls but the tab; what is above ASCII is opaque. */
static bool is_value_character(unsigned char c)
{
    return (c >= ' ' && c != 0x7F) || c == '\t';
}

static const char *skip_token(const char *at, const char *end)
{
    while (at < end && is_token_character((unsigned char)*at))
        at++;
    return at;
}

static const char *skip_value(const char *at, const char *end)
{
    while (at < end && is_value_character((unsigned char)*at))
        at++;
    return at;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

bool head_is_token(struct slice text)
{
    return text.size > 0 &&
           skip_token(text.bytes, text.bytes + text.size) == text.bytes + text.size;
}

void head_init(struct head *head, enum head_form form, const char *bytes, size_t size)
{
    *head = (struct head){.form = form, .at = bytes, .end = bytes + size, .fault = HEAD_SOUND};
}

static bool skip_pair(struct head *head, char first, char second)
{
    if (head->end - head->at < 2 || head->at[0] != first || head->at[1] != second)
        return false;
    head->at += 2;
    return true;
}

/* Skips the CR LF of the empty line. */
static bool end_head(struct head *head)
{
    return head->form == HEAD_OF_VERSION_0_9 ? skip_pair(head, '\0', '\0')
                                             : skip_pair(head, '\r', '\n');
}

/* Skips the CR LF of another line. */
static bool end_line(struct head *head)
{
    if (head->form == HEAD_OF_VERSION_0_9)
        return skip_pair(head, '\0', '\0');
    if (skip_pair(head, '\0', '\n'))
        return true;
    if (head->at == head->end || *head->at != '\0')
        return false;
    head->at++; /* instead of the first white space after a value */
    while (head->at < head->end && is_blank(*head->at))
        head->at++;
    return skip_pair(head, '\r', '\n');
}

static struct slice trimmed(const char *begin, const char *end)
{
    while (begin < end && is_blank(*begin))
        begin++;
    while (begin < end && is_blank(end[-1]))
        end--;
    return (struct slice){.bytes = begin, .size = (size_t)(end - begin)};
}

static enum head_fault read_field(struct head *head, struct head_field *field)
{
    const char *name = head->at, *colon = skip_token(name, head->end);

    if (is_blank(*name))
        return HEAD_FOLDED;
    if (colon == name || colon == head->end || *colon != '\0')
        return HEAD_BAD_NAME;
    field->name = (struct slice){.bytes = name, .size = (size_t)(colon - name)};
    head->at = skip_value(colon + 1, head->end);
    if (head->at < head->end && *head->at != '\0')
        return HEAD_BAD_VALUE;
    field->value = trimmed(colon + 1, head->at);
    head->fields++;
    return HEAD_SOUND;
}

/* Called at the end of a line: of the request line, or of a field. */
bool head_next(struct head *head, struct head_field *field)
{
    if (head->fault == HEAD_SOUND && !end_line(head))
        head->fault = HEAD_BAD_LINE;
    if (head->fault != HEAD_SOUND)
        return false;
    if (head->end - head->at <= 2) { /* no field is that short: it has to be the empty line */
        if (!end_head(head) || head->at != head->end)
            head->fault = HEAD_BAD_LINE;
        return false;
    }
    head->fault = read_field(head, field);
    return head->fault == HEAD_SOUND;
}
