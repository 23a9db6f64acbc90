/*
 * Input methods of the m17n library: keys that are typed, and what they make.
 *
 *   (map
 *    (math
 *     ("infty" "∞")
 *     ("hat" 0x302)))
 *
 * Only rules are read that are a text and what it makes. The others use keys without a character,
 * offer a choice, or do something to the text before: they are about typing. rfc1345.mim has the
 * digraphs of RFC 1345 after "&", math-latex.mim has commands of LaTeX without their backslash.
 *
 * Source: "Input Method", in the manual of the m17n library.
 */

#include "index/sources/formats/formats.h"

#include <errno.h>

#include "index/base/utf8.h"
#include "index/sources/formats/m17n.h"

enum {
    LIST_DEPTH = 1,     /* of (map …) */
    RULE_DEPTH = 3,     /* of the rules of a map in it */
    KEYS_MAX_SIZE = 64, /* bytes; the longest of the two files have 14 */
};

/* How the keys of a file become spellings. */
struct dialect {
    enum spelling_kind kind;
    const char *typed_first; /* before every spelling; rules without it are skipped */
    const char *written_first;
    bool letters; /* only keys that are letters of ASCII */
};

struct method {
    const struct dialect *dialect;
    struct m17n m17n;
    struct records *records;
    bool begins; /* the last token opened a list of LIST_DEPTH */
    bool in_map; /* in a list whose first element is the symbol "map" */

    /* The rule being read. */
    unsigned elements;
    struct slice keys;             /* in `text`, and empty if they are not a spelling */
    uint32_t points[SEQUENCE_MAX]; /* what they make */
    size_t count;
    char text[KEYS_MAX_SIZE];
};

static bool are_letters(struct slice keys)
{
    for (size_t i = 0; i < keys.size; i++)
        if ((keys.bytes[i] < 'a' || keys.bytes[i] > 'z') &&
            (keys.bytes[i] < 'A' || keys.bytes[i] > 'Z'))
            return false;
    return true;
}

static void read_keys(struct method *method)
{
    const struct dialect *dialect = method->dialect;
    const size_t before = strlen(dialect->typed_first), added = strlen(dialect->written_first);
    struct slice keys = {method->m17n.text.bytes, method->m17n.text.size};

    if (keys.size < before + 2 || !slice_has_prefix(keys, slice_of(dialect->typed_first)))
        return;
    keys = (struct slice){keys.bytes + before, keys.size - before};
    if (added + keys.size > sizeof method->text || (dialect->letters && !are_letters(keys)))
        return;
    memcpy(method->text, dialect->written_first, added);
    memcpy(method->text + added, keys.bytes, keys.size);
    method->keys = (struct slice){method->text, added + keys.size};
}

static void read_made_text(struct method *method)
{
    const struct buffer *text = &method->m17n.text;
    size_t at = 0;

    while (at < text->size) {
        const int32_t point = utf8_next(text->bytes, text->size, &at);

        if (method->count < SEQUENCE_MAX)
            method->points[method->count] = (uint32_t)point;
        method->count++;
    }
}

static void read_element(struct method *method, enum m17n_token token)
{
    method->elements++;
    if (method->elements == 1 && token == M17N_TEXT) {
        read_keys(method);
    } else if (method->elements == 2 && token == M17N_TEXT) {
        read_made_text(method);
    } else if (method->elements == 2 && token == M17N_INTEGER) {
        method->points[0] = method->m17n.integer;
        method->count = 1;
    }
}

/* What a file says about characters that Unicode does not have is skipped; so is a command that
 * makes a character of ASCII, which needs no search. */
static void end_rule(struct method *method)
{
    const struct source_spelling spelling = {
        .points = method->points,
        .count = method->count,
        .kind = method->dialect->kind,
        .text = method->keys.bytes,
        .size = method->keys.size,
    };

    if (method->elements != 2 || method->keys.size == 0 || method->count == 0 ||
        method->count > SEQUENCE_MAX)
        return;
    if (method->dialect->letters && method->points[0] < 0x80)
        return;
    (void)records_spelling(method->records, &spelling);
}

static void open_list(struct method *method)
{
    const unsigned depth = method->m17n.depth;

    method->begins = depth == LIST_DEPTH;
    if (depth == RULE_DEPTH && method->in_map) {
        method->elements = 0;
        method->keys.size = 0;
        method->count = 0;
    } else if (depth == RULE_DEPTH + 1) {
        method->elements++; /* a list is an element, too */
    }
}

static void close_list(struct method *method)
{
    const unsigned depth = method->m17n.depth; /* of the list around it */

    if (depth == RULE_DEPTH - 1 && method->in_map)
        end_rule(method);
    if (depth < LIST_DEPTH)
        method->in_map = false;
}

static void read_token(struct method *method, enum m17n_token token)
{
    const struct buffer *text = &method->m17n.text;

    if (method->begins && token == M17N_SYMBOL)
        method->in_map = slice_is((struct slice){text->bytes, text->size}, "map");
    method->begins = false;
    if (token == M17N_OPEN)
        open_list(method);
    else if (token == M17N_CLOSE)
        close_list(method);
    else if (method->m17n.depth == RULE_DEPTH && method->in_map)
        read_element(method, token);
}

static int read_method(const struct dialect *dialect, struct slice file, struct records *records,
                       struct reason *reason)
{
    struct method method = {.dialect = dialect, .records = records};
    enum m17n_token token = M17N_DAMAGED;
    bool failed;

    if (m17n_open(&method.m17n, file.bytes, file.size, reason))
        while ((token = m17n_next(&method.m17n, reason)) != M17N_END && token != M17N_DAMAGED)
            read_token(&method, token);
    failed = method.m17n.text.failed || records->bytes.failed;
    m17n_release(&method.m17n);
    if (failed)
        return -ENOMEM;
    return token == M17N_END ? SOURCE_OK : SOURCE_DAMAGED;
}

int digraphs_read(const char *bytes, size_t size, struct records *records, struct reason *reason)
{
    static const struct dialect rfc1345 = {
        .kind = SPELLING_DIGRAPH, .typed_first = "&", .written_first = ""};

    return read_method(&rfc1345, (struct slice){bytes, size}, records, reason);
}

int latex_read(const char *bytes, size_t size, struct records *records, struct reason *reason)
{
    static const struct dialect latex = {
        .kind = SPELLING_LATEX, .typed_first = "", .written_first = "\\", .letters = true};

    return read_method(&latex, (struct slice){bytes, size}, records, reason);
}
