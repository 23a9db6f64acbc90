/*
 * The families are kinds of requests that a stage might not have counted: each row of the table makes
 * pieces of one kind and says how they are joined. The climb mixes them.
 */

#include "tests/bench/worst/request.h"

#include <stdio.h>
#include <string.h>

#include "index/base/utf8.h"

struct maker {
    const struct charindex *index;
    struct prng *prng;
};

static uint32_t below(const struct maker *maker, uint32_t sides)
{
    return prng_below(maker->prng, sides);
}

/*
 * Pieces.
 */

typedef void make_piece(const struct maker *maker, char out[static REQUEST_PIECE_SIZE]);

/* Some bytes of a text that are whole characters. */
static void copy_text(struct slice text, size_t most, char out[static REQUEST_PIECE_SIZE])
{
    size_t size = text.size < most ? text.size : most;

    while (size < text.size && size > 0 && ((unsigned char)text.bytes[size] & 0xC0) == 0x80)
        size--;
    memcpy(out, text.bytes, size);
    out[size] = '\0';
}

static void random_term(const struct maker *maker, size_t most, char out[static REQUEST_PIECE_SIZE])
{
    copy_text(charindex_term_text(maker->index, below(maker, charindex_terms(maker->index))), most,
              out);
}

static void put_point(uint32_t code_point, char out[static REQUEST_PIECE_SIZE])
{
    out[utf8_write(out, code_point)] = '\0';
}

static void make_word(const struct maker *maker, char out[static REQUEST_PIECE_SIZE])
{
    random_term(maker, 30, out);
}

static void make_begin(const struct maker *maker, char out[static REQUEST_PIECE_SIZE])
{
    random_term(maker, 1 + below(maker, 3), out);
}

static void make_prefix(const struct maker *maker, char out[static REQUEST_PIECE_SIZE])
{
    make_begin(maker, out);
    strcat(out, "*");
}

/* aa*, ab*, … */
static void make_letters_prefix(const struct maker *maker, char out[static REQUEST_PIECE_SIZE])
{
    (void)snprintf(out, REQUEST_PIECE_SIZE, "%c%c*", (int)('a' + below(maker, 26)),
                   (int)('a' + below(maker, 26)));
}

static void make_one_letter(const struct maker *maker, char out[static REQUEST_PIECE_SIZE])
{
    static const char letters[] = "_abcdefghijklmnopqrstuvwxyz0123456789";

    (void)snprintf(out, REQUEST_PIECE_SIZE, "%c", letters[below(maker, sizeof letters - 1)]);
}

static void make_one_letter_prefix(const struct maker *maker, char out[static REQUEST_PIECE_SIZE])
{
    make_one_letter(maker, out);
    strcat(out, "*");
}

static void make_misspelt(const struct maker *maker, char out[static REQUEST_PIECE_SIZE])
{
    char term[REQUEST_PIECE_SIZE];

    random_term(maker, 16, term);
    (void)snprintf(out, REQUEST_PIECE_SIZE, "%.20sx%c", term, (int)('a' + below(maker, 26)));
}

/* Letters without a meaning, which are near many words. */
static void make_nonsense(const struct maker *maker, char out[static REQUEST_PIECE_SIZE])
{
    size_t size = 3 + below(maker, 12);

    for (size_t i = 0; i < size; i++)
        out[i] = "aeiounrstlmk"[below(maker, 12)];
    out[size] = '\0';
}

/* Letters with wildcards. One in two has none before the first wildcard: all terms are searched. */
static void make_pattern(const struct maker *maker, char out[static REQUEST_PIECE_SIZE])
{
    size_t size = 1 + below(maker, 5), at = 0;

    if (below(maker, 2))
        out[at++] = '*';
    while (size-- > 0) {
        out[at++] = "aeiounrstlmk"[below(maker, 12)];
        if (below(maker, 3) == 0)
            out[at++] = "*?"[below(maker, 2)];
    }
    out[at++] = '*';
    out[at] = '\0';
}

static void random_name(const struct maker *maker, char out[static REQUEST_PIECE_SIZE])
{
    uint32_t document = below(maker, charindex_documents(maker->index));

    copy_text(charindex_name(maker->index, document), 40, out);
}

static void make_phrase(const struct maker *maker, char out[static REQUEST_PIECE_SIZE])
{
    char name[REQUEST_PIECE_SIZE];

    random_name(maker, name);
    (void)snprintf(out, REQUEST_PIECE_SIZE, "\"%.42s\"", name);
}

static void make_common_phrase(const struct maker *maker, char out[static REQUEST_PIECE_SIZE])
{
    static const char *const words[] = {"letter",   "small", "capital", "with", "sign", "ideograph",
                                        "syllable", "cjk",   "latin",   "and",  "face"};
    enum { WORDS = sizeof words / sizeof *words };

    (void)snprintf(out, REQUEST_PIECE_SIZE, "\"%s %s\"", words[below(maker, WORDS)],
                   words[below(maker, WORDS)]);
}

static void make_range(const struct maker *maker, char out[static REQUEST_PIECE_SIZE])
{
    unsigned first = below(maker, 0x3000), more = below(maker, 0x10000);

    (void)snprintf(out, REQUEST_PIECE_SIZE, "U+%04X..U+%04X", first, first + more);
}

static void make_property(const struct maker *maker, char out[static REQUEST_PIECE_SIZE])
{
    static const char *const sets[] = {
        "gc:L",      "gc:S",          "gc:M",
        "gc:P",      "age:>=1",       "age:>=5",
        "emoji:yes", "emoji:no",      "bidi:L",
        "plane:0",   "plane:1",       "script:Latin",
        "gc:Lo",     "script:Han",    "age:<=9",
        "bidi:ON",   "script:Common", "block:\"CJK Unified Ideographs\""};

    (void)snprintf(out, REQUEST_PIECE_SIZE, "%s", sets[below(maker, sizeof sets / sizeof *sets)]);
}

static void make_field(const struct maker *maker, char out[static REQUEST_PIECE_SIZE])
{
    static const char *const fields[] = {"name", "alias", "keyword", "definition"};
    char word[REQUEST_PIECE_SIZE];

    random_term(maker, 24, word);
    (void)snprintf(out, REQUEST_PIECE_SIZE, "%s:%.30s%s", fields[below(maker, 4)], word,
                   below(maker, 2) ? "*" : "");
}

static void make_ideograph(const struct maker *maker, char out[static REQUEST_PIECE_SIZE])
{
    put_point(0x4E00 + below(maker, 0x5000), out);
}

static void make_character(const struct maker *maker, char out[static REQUEST_PIECE_SIZE])
{
    put_point(
        charindex_code_point(maker->index, below(maker, charindex_first_sequence(maker->index))),
        out);
}

static void make_any_point(const struct maker *maker, char out[static REQUEST_PIECE_SIZE])
{
    uint32_t code_point = 1 + below(maker, 0x10FFFF);

    put_point(code_point >= 0xD800 && code_point < 0xE000 ? 0xE000 : code_point, out);
}

static void put_document(const struct maker *maker, uint32_t document,
                         char out[static REQUEST_PIECE_SIZE])
{
    uint32_t points[SEQUENCE_MAX];
    size_t size = 0, count = charindex_points(maker->index, document, points);

    for (size_t i = 0; i < count && size + UTF8_MAX_SIZE < REQUEST_PIECE_SIZE; i++)
        size += utf8_write(out + size, points[i]);
    out[size] = '\0';
}

static void make_sequence(const struct maker *maker, char out[static REQUEST_PIECE_SIZE])
{
    uint32_t first = charindex_first_sequence(maker->index);

    put_document(maker, first + below(maker, charindex_documents(maker->index) - first), out);
}

/* The one of some documents that has the most texts. */
static void make_rich(const struct maker *maker, char out[static REQUEST_PIECE_SIZE])
{
    uint32_t best = 0, most = 0;

    for (int i = 0; i < 100; i++) {
        uint32_t document = below(maker, charindex_documents(maker->index));
        struct text_range texts = charindex_texts(maker->index, document);

        if (texts.end - texts.first > most) {
            most = texts.end - texts.first;
            best = document;
        }
    }
    put_document(maker, best, out);
}

static void make_mark(const struct maker *maker, char out[static REQUEST_PIECE_SIZE])
{
    put_point(0x300 + below(maker, 0x70), out);
}

static void make_letter_with_marks(const struct maker *maker, char out[static REQUEST_PIECE_SIZE])
{
    size_t size = 1;

    out[0] = (char)('a' + below(maker, 26));
    for (uint32_t marks = 1 + below(maker, 3); marks > 0; marks--)
        size += utf8_write(out + size, 0x300 + below(maker, 0x70));
    out[size] = '\0';
}

/* A syllable of Hangul, composed or in its letters. */
static void make_hangul(const struct maker *maker, char out[static REQUEST_PIECE_SIZE])
{
    size_t size;

    if (below(maker, 2)) {
        put_point(0xAC00 + below(maker, 11172), out);
        return;
    }
    size = utf8_write(out, 0x1100 + below(maker, 19));
    size += utf8_write(out + size, 0x1161 + below(maker, 21));
    size += utf8_write(out + size, 0x11A8 + below(maker, 27));
    out[size] = '\0';
}

static void make_tab(const struct maker *maker, char out[static REQUEST_PIECE_SIZE])
{
    put_point(below(maker, 8) ? '\t' : 1 + below(maker, 31), out);
}

/* A letter that looks like another script's, in a word: "pаypal". */
static void make_mixed_word(const struct maker *maker, char out[static REQUEST_PIECE_SIZE])
{
    size_t size = 0;

    for (uint32_t letters = 1 + below(maker, 3); letters > 0; letters--) {
        out[size++] = (char)('a' + below(maker, 26));
        size += utf8_write(out + size, 0x430 + below(maker, 32));
    }
    out[size++] = ' ';
    out[size] = '\0';
}

static void make_reference(const struct maker *maker, char out[static REQUEST_PIECE_SIZE])
{
    static const char *const references[] = {
        "&starf;", "&amp;",  "&CounterClockwiseContourIntegral;", "\\u2600", "0x1F600", "&#128512;",
        "^M",      "U+1F600"};
    enum { REFERENCES = sizeof references / sizeof *references };

    (void)snprintf(out, REQUEST_PIECE_SIZE, "%s", references[below(maker, REFERENCES)]);
}

static make_piece *const pieces[] = {
    make_word,          make_prefix,    make_letters_prefix, make_one_letter,
    make_misspelt,      make_nonsense,  make_pattern,        make_phrase,
    make_common_phrase, make_range,     make_property,       make_field,
    make_ideograph,     make_character, make_sequence,       make_mark,
    make_hangul,        make_tab,       make_mixed_word,     make_letter_with_marks,
    make_reference,     make_any_point, make_rich,           make_one_letter_prefix,
    make_begin,         random_name,
};
enum { PIECES = sizeof pieces / sizeof *pieces };

static const struct family {
    const char *name;
    make_piece *make;
    char separator; /* '\1': any */
    unsigned most;  /* pieces; REQUEST_PIECES_MAX: as many as fit */
} families[] = {
    {"random pieces", NULL, '\1', 8},
    {"words", make_word, ' ', REQUEST_PIECES_MAX},
    {"alternative words", make_word, '|', REQUEST_PIECES_MAX},
    {"beginnings of words", make_begin, '|', REQUEST_PIECES_MAX},
    {"letters", make_one_letter, ' ', REQUEST_PIECES_MAX},
    {"alternative letters", make_one_letter, '|', REQUEST_PIECES_MAX},
    {"prefixes", make_prefix, ' ', REQUEST_PIECES_MAX},
    {"alternative prefixes", make_letters_prefix, '|', REQUEST_PIECES_MAX},
    {"prefixes of one letter", make_one_letter_prefix, '|', REQUEST_PIECES_MAX},
    {"excluded prefixes", make_prefix, '-', REQUEST_PIECES_MAX},
    {"patterns", make_pattern, ' ', REQUEST_PIECES_MAX},
    {"alternative patterns", make_pattern, '|', REQUEST_PIECES_MAX},
    {"misspelt words", make_misspelt, ' ', 16},
    {"misspelt alternatives", make_misspelt, '|', 16},
    {"nonsense", make_nonsense, ' ', 16},
    {"two words", make_word, ' ', 2},
    {"phrases", make_phrase, '|', REQUEST_PIECES_MAX},
    {"common phrases", make_common_phrase, '|', 16},
    {"common phrases together", make_common_phrase, ' ', 16},
    {"excluded phrases", make_common_phrase, '-', 16},
    {"ranges", make_range, '|', REQUEST_PIECES_MAX},
    {"excluded ranges", make_range, '-', REQUEST_PIECES_MAX},
    {"properties", make_property, '|', REQUEST_PIECES_MAX},
    {"excluded properties", make_property, '-', REQUEST_PIECES_MAX},
    {"properties together", make_property, ' ', 6},
    {"fields", make_field, '|', REQUEST_PIECES_MAX},
    {"pasted ideographs", make_ideograph, '\0', REQUEST_PIECES_MAX},
    {"alternative ideographs", make_ideograph, '|', REQUEST_PIECES_MAX},
    {"pasted sequences", make_sequence, '\0', REQUEST_PIECES_MAX},
    {"alternative sequences", make_sequence, '|', REQUEST_PIECES_MAX},
    {"pasted characters", make_character, '\0', REQUEST_PIECES_MAX},
    {"unassigned and private", make_any_point, '\0', REQUEST_PIECES_MAX},
    {"marks", make_mark, '\0', REQUEST_PIECES_MAX},
    {"letters with marks", make_letter_with_marks, '\0', REQUEST_PIECES_MAX},
    {"alternative letters with marks", make_letter_with_marks, '|', REQUEST_PIECES_MAX},
    {"Hangul", make_hangul, '\0', REQUEST_PIECES_MAX},
    {"controls", make_tab, '\0', REQUEST_PIECES_MAX},
    {"mixed scripts", make_mixed_word, '\0', REQUEST_PIECES_MAX},
    {"references", make_reference, '|', REQUEST_PIECES_MAX},
    {"rich characters", make_rich, '|', REQUEST_PIECES_MAX},
    {"name", random_name, ' ', 1},
};
enum { FAMILIES = sizeof families / sizeof *families };

static void add_piece(const struct maker *maker, struct request *request, make_piece *make,
                      char separator)
{
    static const char separators[] = "|||  -";

    if (request->count == REQUEST_PIECES_MAX)
        return;
    if (!make)
        make = pieces[below(maker, PIECES)];
    if (separator == '\1')
        separator = separators[below(maker, sizeof separators - 1)];
    make(maker, request->pieces[request->count]);
    request->separators[request->count++] = separator;
}

/*
 * Requests.
 */

static void change_parameters(const struct maker *maker, struct request *request)
{
    static const unsigned limits[] = {10, 50, 100, 101, 500, 1000};
    size_t languages = charindex_sources(maker->index)->language_count;

    request->scope = below(maker, 4) == 0 ? SCOPE_NAME : SCOPE_ALL;
    request->sort = below(maker, 4) == 0 ? SORT_CODE_POINT : SORT_RELEVANCE;
    request->unfold = below(maker, 2) == 0;
    request->facets = below(maker, 2) == 0;
    request->json = below(maker, 2) == 0;
    request->format = below(maker, 3);
    request->limit = limits[below(maker, sizeof limits / sizeof *limits)];
    request->offset = below(maker, 4) == 0 ? below(maker, 100000) : 0;
    request->language = below(maker, 4) == 0 ? below(maker, (uint32_t)languages + 1) : 0;
}

size_t request_kinds(void)
{
    return (size_t)SURFACE_BLOCKS * FAMILIES + (SURFACES - SURFACE_BLOCKS);
}

void request_make(struct request *request, size_t kind, const struct charindex *index,
                  struct prng *prng)
{
    const struct maker maker = {index, prng};
    const struct family *family = &families[kind / SURFACE_BLOCKS % FAMILIES];
    size_t count = below(&maker, 4) == 0 ? 1 + below(&maker, family->most) : family->most;

    request->family = family->name;
    request->surface = kind < (size_t)SURFACE_BLOCKS * FAMILIES
                           ? (enum surface)(kind % SURFACE_BLOCKS)
                           : (enum surface)(kind - (size_t)SURFACE_BLOCKS * (FAMILIES - 1));
    request->count = 0;
    while (request->count < count)
        add_piece(&maker, request, family->make, family->separator);
    change_parameters(&maker, request);
}

static void mutate_once(const struct maker *maker, struct request *request)
{
    uint32_t at = below(maker, (uint32_t)request->count), more;
    make_piece *make;

    switch (below(maker, 8)) {
    case 0:
        change_parameters(maker, request);
        break;
    case 1: /* the last piece takes the place of another one */
        if (request->count > 1)
            memcpy(request->pieces[at], request->pieces[--request->count], REQUEST_PIECE_SIZE);
        break;
    case 2:
        pieces[below(maker, PIECES)](maker, request->pieces[at]);
        break;
    case 3:
        request->separators[at] = "| -"[below(maker, 4)]; /* with its NUL */
        break;
    case 4: /* alternatives only */
        memset(request->separators, '|', sizeof request->separators);
        break;
    case 5: /* a few pieces are left */
        request->count = 1 + below(maker, (uint32_t)request->count);
        break;
    default:
        make = below(maker, 2) ? pieces[below(maker, PIECES)] : NULL;
        for (more = 1 + below(maker, 40); more > 0; more--)
            add_piece(maker, request, make, '\1');
        break;
    }
}

void request_mutate(struct request *request, const struct charindex *index, struct prng *prng)
{
    const struct maker maker = {index, prng};

    for (uint32_t more = 1 + below(&maker, 3); more > 0; more--)
        mutate_once(&maker, request);
}

const char *surface_name(enum surface surface)
{
    static const char *const names[SURFACES] = {
        [SURFACE_SEARCH] = "search",       [SURFACE_TELNET] = "telnet",
        [SURFACE_ARRAY] = "array",         [SURFACE_PAGE] = "page",
        [SURFACE_SUGGEST] = "suggest",     [SURFACE_INSPECT] = "inspect",
        [SURFACE_CHARACTER] = "character", [SURFACE_BLOCKS] = "blocks",
        [SURFACE_SCRIPTS] = "scripts",     [SURFACE_CATEGORIES] = "categories",
    };

    return names[surface];
}

size_t request_text(const struct request *request, char out[static REQUEST_TEXT_SIZE + 1])
{
    size_t size = 0, count = request->surface == SURFACE_CHARACTER ? 1 : request->count;

    for (size_t i = 0; i < count; i++) {
        size_t more = strlen(request->pieces[i]);
        char separator = request->separators[i];

        if (size + more + 2 > REQUEST_TEXT_SIZE)
            break;
        if (i > 0 && separator != '\0')
            out[size++] = separator == '-' ? ' ' : separator;
        if (separator == '-')
            out[size++] = '-';
        memcpy(out + size, request->pieces[i], more);
        size += more;
    }
    out[size] = '\0';
    return size;
}

void request_target(const struct request *request, const struct charindex *index,
                    struct buffer *target)
{
    static const char *const routes[SURFACES] = {
        [SURFACE_SEARCH] = "/api/v1/search?q=",
        [SURFACE_TELNET] = "/api/v1/search?q=",
        [SURFACE_ARRAY] = "/search?q=",
        [SURFACE_PAGE] = "/?query=",
        [SURFACE_SUGGEST] = "/api/v1/suggest?q=",
        [SURFACE_INSPECT] = "/api/v1/inspect?text=",
        [SURFACE_CHARACTER] = "/api/v1/characters/",
        [SURFACE_BLOCKS] = "/api/v1/blocks",
        [SURFACE_SCRIPTS] = "/api/v1/scripts",
        [SURFACE_CATEGORIES] = "/api/v1/categories",
    };
    static const char *const formats[] = {"json", "ndjson", "tsv"};
    const struct sources *sources = charindex_sources(index);
    char text[REQUEST_TEXT_SIZE + 1];
    size_t size = request->surface < SURFACE_BLOCKS ? request_text(request, text) : 0;

    target->size = 0;
    buffer_append_text(target, routes[request->surface]);
    for (size_t i = 0; i < size; i++) {
        buffer_append_text(target, "%");
        buffer_append_hex(target, (unsigned char)text[i], 2);
    }
    if (request->surface == SURFACE_SEARCH) {
        buffer_append_format(target, "&limit=%u&offset=%u&scope=%s&sort=%s&format=%s",
                             request->limit, request->offset, search_scope_name(request->scope),
                             search_sort_name(request->sort), formats[request->format]);
        buffer_append_text(target, request->unfold ? "&variants=show" : "");
        if (request->facets && request->format == 0)
            buffer_append_text(target, "&facets=block,category,script,age");
        if (request->language > 0)
            buffer_append_format(target, "&%s=%s", request->language % 2 ? "lang" : "only_lang",
                                 sources->languages[request->language - 1]);
    }
    if (request->surface == SURFACE_PAGE)
        buffer_append_format(target, "&scope=%s&offset=%u", search_scope_name(request->scope),
                             request->offset);
    if (request->surface == SURFACE_ARRAY && request->limit < 1000)
        buffer_append_format(target, "&limit=%u&offset=%u", request->limit, request->offset);
}
