/*
 * The table of fields, and the properties after it.
 */

#include "index/present/fields.h"

#include <assert.h>
#include <string.h>
#include <strings.h>

#include "index/base/utf8.h"
#include "index/present/description.h"
#include "index/present/encodings.h"
#include "index/present/escape.h"
#include "index/present/field_lists.h"
#include "index/present/typing.h"
#include "index/text/width.h"
#include "index/unicode/emoji_group.h"
#include "index/unicode/property.h"
#include "index/unicode/property_names.h"

void fields_begin(struct fields_subject *subject, const struct charindex *index, uint32_t document,
                  const struct languages *languages)
{
    *subject =
        (struct fields_subject){.index = index, .document = document, .languages = *languages};
    subject->count = charindex_points(index, document, subject->points);
}

const struct character *fields_first(struct fields_subject *subject)
{
    if (!subject->described)
        description_read(subject->index, subject->points[0], &subject->first);
    subject->described = true;
    return &subject->first;
}

/*
 * The character and its name.
 */

static void append_char(struct buffer *out, struct fields_subject *subject)
{
    struct slice line = charindex_lines(subject->index, subject->document, 1);
    const char *begin = memchr(line.bytes, '\t', line.size);
    const char *end = memchr(begin + 1, '\t', line.size - (size_t)(begin + 1 - line.bytes));

    buffer_append(out, begin + 1, (size_t)(end - begin - 1));
}

static void append_raw(struct buffer *out, struct fields_subject *subject)
{
    for (size_t i = 0; i < subject->count; i++) {
        char bytes[UTF8_MAX_SIZE];

        buffer_append(out, bytes, utf8_write(bytes, subject->points[i]));
    }
}

static void append_name(struct buffer *out, struct fields_subject *subject)
{
    struct slice name = charindex_name(subject->index, subject->document);

    buffer_append(out, name.bytes, name.size);
}

/*
 * Texts of the index.
 */

static void append_texts(struct buffer *out, struct fields_subject *subject, uint32_t kinds)
{
    field_lists_texts(out, subject->index, subject->document, &subject->languages, kinds);
}

static void append_aliases(struct buffer *out, struct fields_subject *subject)
{
    append_texts(out, subject, TEXT_ALIASES & ~(uint32_t)TEXT_BIT(TEXT_HTML));
}

static void append_short_name(struct buffer *out, struct fields_subject *subject)
{
    append_texts(out, subject, TEXT_BIT(TEXT_SHORT_NAME));
}

static void append_keywords(struct buffer *out, struct fields_subject *subject)
{
    append_texts(out, subject, TEXT_BIT(TEXT_KEYWORD));
}

static void append_definition(struct buffer *out, struct fields_subject *subject)
{
    append_texts(out, subject, TEXT_DEFINITIONS);
}

/*
 * Relatives.
 */

static void append_refs(struct buffer *out, struct fields_subject *subject)
{
    field_lists_references(out, subject->index, subject->document);
}

static void append_confusables(struct buffer *out, struct fields_subject *subject)
{
    const uint32_t *documents;
    uint32_t count = charindex_confusables(subject->index, subject->document, &documents);

    field_lists_documents(out, subject->index, documents, count);
}

static void append_decompositions(struct buffer *out, struct fields_subject *subject)
{
    const uint32_t *documents;
    uint32_t count = charindex_decompositions(subject->index, subject->document, &documents);

    field_lists_documents(out, subject->index, documents, count);
}

static void append_variants(struct buffer *out, struct fields_subject *subject)
{
    const uint32_t *documents;
    uint32_t count = charindex_variants(subject->index, subject->document, &documents);

    field_lists_documents(out, subject->index, documents, count);
}

static void append_variant_of(struct buffer *out, struct fields_subject *subject)
{
    uint32_t base = charindex_base(subject->index, subject->document);

    if (base != subject->document)
        field_lists_document(out, subject->index, base);
}

/*
 * Facts from ICU about the first code point.
 */

static void append_sequence(struct buffer *out, struct fields_subject *subject,
                            const struct character_sequence *sequence)
{
    bool itself = sequence->count == 1 && sequence->points[0] == subject->points[0];

    if (subject->count > 1 || itself)
        return;
    for (size_t i = 0; i < sequence->count; i++) {
        buffer_append_text(out, i > 0 ? " U+" : "U+");
        buffer_append_hex(out, sequence->points[i], 4);
    }
}

static void append_upper(struct buffer *out, struct fields_subject *subject)
{
    append_sequence(out, subject, &fields_first(subject)->upper);
}

static void append_lower(struct buffer *out, struct fields_subject *subject)
{
    append_sequence(out, subject, &fields_first(subject)->lower);
}

static void append_title(struct buffer *out, struct fields_subject *subject)
{
    append_sequence(out, subject, &fields_first(subject)->title);
}

static void append_nfd(struct buffer *out, struct fields_subject *subject)
{
    append_sequence(out, subject, &fields_first(subject)->nfd);
}

static void append_nfkd(struct buffer *out, struct fields_subject *subject)
{
    append_sequence(out, subject, &fields_first(subject)->nfkd);
}

static void append_mirror(struct buffer *out, struct fields_subject *subject)
{
    int32_t mirror = fields_first(subject)->mirror;

    if (mirror < 0)
        return;
    buffer_append_text(out, "U+");
    buffer_append_hex(out, (uint32_t)mirror, 4);
}

static void append_new(struct buffer *out, struct fields_subject *subject)
{
    if (charindex_is_new(subject->index, subject->points[0]))
        buffer_append_text(out, "yes");
}

static void append_beyond_icu(struct buffer *out, struct fields_subject *subject)
{
    if (fields_first(subject)->is_beyond_icu)
        buffer_append_format(out, "casing, normalization and clusters: ICU %s does not know it",
                             charindex_icu_version(subject->index));
}

static void append_category_name(struct buffer *out, struct fields_subject *subject)
{
    buffer_append_text(out, fields_first(subject)->category_name);
}

static void append_plane(struct buffer *out, struct fields_subject *subject)
{
    buffer_append_decimal(out, subject->points[0] >> 16);
}

static void append_cells(struct buffer *out, struct fields_subject *subject)
{
    char text[SEQUENCE_MAX * UTF8_MAX_SIZE];
    size_t size = 0;

    for (size_t i = 0; i < subject->count; i++)
        size += utf8_write(text + size, subject->points[i]);
    buffer_append_decimal(
        out, (uint32_t)width_of_text(charindex_repertoire(subject->index), text, size));
}

/* The names of the properties with yes and no that it has. */
static void append_properties(struct buffer *out, struct fields_subject *subject)
{
    const char *between = "";

    for (unsigned i = 0; i < PROPERTY_COUNT; i++) {
        enum property property = (enum property)i;

        if (property_kind(property) != PROPERTY_KIND_YES_NO ||
            !property_number(charindex_repertoire(subject->index), property, subject->points[0]))
            continue;
        buffer_append_format(out, "%s%s", between, property_name(property));
        between = ", ";
    }
}

/*
 * Forms to write it in.
 */

/* &hearts; or, without a name, &#x2764;. */
static void append_html(struct buffer *out, struct fields_subject *subject)
{
    struct text_range range = charindex_texts(subject->index, subject->document);

    for (uint32_t i = range.first; i < range.end; i++) {
        struct text text = charindex_text(subject->index, i);

        if (text.kind != TEXT_HTML)
            continue;
        buffer_append_format(out, "&%.*s;", (int)text.bytes.size, text.bytes.bytes);
        return;
    }
    encodings_escape(out, ESCAPE_HTML_HEX, subject->points, subject->count);
}

#define FORM(name, call)                                                                           \
    static void append_##name(struct buffer *out, struct fields_subject *subject)                  \
    {                                                                                              \
        call;                                                                                      \
    }
#define FORM_ESCAPE(name, language)                                                                \
    FORM(name, encodings_escape(out, ESCAPE_##language, subject->points, subject->count))

FORM(codepoint, field_lists_document(out, subject->index, subject->document))
FORM(dec, encodings_number(out, 10, subject->points, subject->count))
FORM(hex, encodings_number(out, 16, subject->points, subject->count))
FORM(oct, encodings_number(out, 8, subject->points, subject->count))
FORM(bin, encodings_number(out, 2, subject->points, subject->count))
FORM(utf8, encodings_utf8(out, subject->points, subject->count))
FORM(utf16be, encodings_utf16(out, true, subject->points, subject->count))
FORM(utf16le, encodings_utf16(out, false, subject->points, subject->count))
FORM(json, encodings_json(out, subject->points, subject->count))
FORM_ESCAPE(url, URL)
FORM_ESCAPE(xml, HTML_HEX)
FORM_ESCAPE(css, CSS)
FORM_ESCAPE(c, C)
FORM_ESCAPE(python, PYTHON)
FORM_ESCAPE(javascript, JAVASCRIPT)
FORM_ESCAPE(rust, RUST)
FORM_ESCAPE(java, JAVA)
FORM_ESCAPE(go, GO)

/*
 * The table: name, whether it is a part of all that is known, the value, and what it is.
 */
static const struct row {
    const char *name;
    bool in_all;
    void (*append)(struct buffer *out, struct fields_subject *subject);
    const char *about;
} rows[] = {
    {"char", false, append_char, "the character, a picture where a terminal would obey it"},
    {"raw", false, append_raw, "the character itself, even if it disturbs a terminal"},
    {"codepoint", false, append_codepoint, "its code point, U+2764; several of a sequence"},
    {"name", false, append_name, "its official name, or the name of the sequence"},
    {"short_name", true, append_short_name, "CLDR's short name"},
    {"aliases", true, append_aliases, "other names, formal and informal"},
    {"keywords", true, append_keywords, "CLDR's keywords"},
    {"definition", true, append_definition, "the meaning of an ideograph"},
    {"new", true, append_new, "\"yes\" if it is newer than ICU, or of the newest version"},
    {"beyond_icu", true, append_beyond_icu, "what is not known because ICU is older"},
    {"category_name", true, append_category_name, "its general category in words"},
    {"cells", true, append_cells, "the cells of a terminal that it takes"},
    {"properties", true, append_properties, "the binary properties that it has"},
    {"upper", true, append_upper, "its upper case, where that is another"},
    {"lower", true, append_lower, "its lower case, where that is another"},
    {"title", true, append_title, "its title case, where that is another"},
    {"mirror", true, append_mirror, "its mirrored partner"},
    {"nfd", true, append_nfd, "its canonical decomposition"},
    {"nfkd", true, append_nfkd, "its compatibility decomposition"},
    {"refs", true, append_refs, "cross references of the code charts, both ways"},
    {"confusables", true, append_confusables, "characters that look like it"},
    {"related", true, append_decompositions, "characters that it decomposes to, and that do to it"},
    {"variants", true, append_variants, "variants of an emoji by tone and gender"},
    {"variant_of", true, append_variant_of, "the emoji that it is a variant of"},
    {"dec", true, append_dec, "its code point in decimal"},
    {"hex", false, append_hex, "its code point in hexadecimal, without U+"},
    {"oct", false, append_oct, "its code point in octal"},
    {"bin", false, append_bin, "its code point in binary"},
    {"utf8", true, append_utf8, "its bytes in UTF-8"},
    {"utf16be", true, append_utf16be, "its bytes in UTF-16, big-endian"},
    {"utf16le", false, append_utf16le, "its bytes in UTF-16, little-endian"},
    {"url", true, append_url, "percent-encoded, for URLs"},
    {"html", true, append_html, "HTML: by name if it has one"},
    {"xml", false, append_xml, "XML: by number"},
    {"json", true, append_json, "JSON"},
    {"css", true, append_css, "CSS"},
    {"c", true, append_c, "C"},
    {"python", true, append_python, "Python"},
    {"javascript", true, append_javascript, "JavaScript"},
    {"rust", true, append_rust, "Rust"},
    {"java", true, append_java, "Java"},
    {"go", true, append_go, "Go"},
};
enum { ROWS = sizeof rows / sizeof *rows };

/*
 * After the rows of the table: the ways to type, and then the properties. HTML's names are in the table.
 */
enum {
    WAYS = TYPING_HTML,
    FIRST_PROPERTY = ROWS + WAYS,
};
_Static_assert((int)TYPING_HTML == TYPING_COUNT - 1, "all other ways to type are fields");

size_t fields_count(void)
{
    return FIRST_PROPERTY + PROPERTY_COUNT;
}

static bool is_way(size_t field)
{
    return field >= ROWS && field < FIRST_PROPERTY;
}

static enum typing_way way_of(size_t field)
{
    assert(is_way(field));
    return (enum typing_way)(field - ROWS);
}

static enum property property_of(size_t field)
{
    assert(field >= FIRST_PROPERTY && field < FIRST_PROPERTY + PROPERTY_COUNT);
    return (enum property)(field - FIRST_PROPERTY);
}

const char *fields_name(size_t field)
{
    if (field < ROWS)
        return rows[field].name;
    return is_way(field) ? typing_key(way_of(field)) : property_name(property_of(field));
}

const char *fields_about(size_t field)
{
    if (field < ROWS)
        return rows[field].about;
    return is_way(field) ? typing_label(way_of(field)) : "a property of Unicode";
}

bool fields_in_all(size_t field)
{
    if (field < ROWS)
        return rows[field].in_all;
    return is_way(field) || (property_of(field) < PROPERTY_SHOWN &&
                             property_kind(property_of(field)) != PROPERTY_KIND_YES_NO);
}

static bool is_name(const char *known, const char *name, size_t size)
{
    return strlen(known) == size && strncasecmp(known, name, size) == 0;
}

bool fields_find(const char *name, size_t size, size_t *field)
{
    enum property property;

    for (size_t i = 0; i < ROWS; i++)
        if (is_name(rows[i].name, name, size)) {
            *field = i;
            return true;
        }
    for (size_t i = 0; i < WAYS; i++)
        if (is_name(typing_key(way_of(ROWS + i)), name, size)) {
            *field = ROWS + i;
            return true;
        }
    if (!property_find(name, size, &property))
        return false;
    *field = FIRST_PROPERTY + property;
    return true;
}

void fields_closest(struct closest *closest)
{
    for (size_t i = 0; i < ROWS; i++)
        closest_try(closest, rows[i].name, rows[i].name);
    for (size_t i = ROWS; i < FIRST_PROPERTY; i++)
        closest_try(closest, fields_name(i), fields_name(i));
    property_closest(closest);
}

/* The shortest ways, which typing_append() puts on lines. */
static void append_ways(struct buffer *out, const struct fields_subject *subject,
                        enum typing_way way)
{
    struct buffer lines = BUFFER_INIT;

    (void)typing_append(&lines, way, subject->index, subject->points, subject->count);
    for (size_t i = 0; i + 1 < lines.size; i++)
        if (lines.bytes[i] == '\n')
            buffer_append_text(out, ", ");
        else
            buffer_append(out, lines.bytes + i, 1);
    buffer_release(&lines);
}

static bool has_value(const struct charindex *index, uint32_t document, uint32_t value)
{
    const struct postings postings = charindex_value(index, value);

    for (uint32_t i = 0; i < postings.count && posting_first(&postings, i) <= document; i++)
        if (document < posting_end(&postings, i))
            return true;
    return false;
}

/* "" for what is in none. A sequence has one of its own, so the index is asked. */
static void append_emoji_group(struct buffer *out, const struct fields_subject *subject)
{
    const struct value_range values = charindex_values(subject->index, PROPERTY_EMOJI_GROUP);

    for (uint32_t value = values.first; value < values.end; value++) {
        const struct slice name = charindex_value_name(subject->index, value);

        if (!slice_is(name, emoji_group_name(EMOJI_GROUP_NONE)) &&
            has_value(subject->index, subject->document, value))
            buffer_append(out, name.bytes, name.size);
    }
}

void fields_append(struct buffer *out, struct fields_subject *subject, size_t field)
{
    const struct repertoire *repertoire;
    char value[PROPERTY_VALUE_SIZE];
    enum property property;

    if (field < ROWS) {
        rows[field].append(out, subject);
        return;
    }
    if (is_way(field)) {
        append_ways(out, subject, way_of(field));
        return;
    }
    property = property_of(field);
    if (property_kind(property) == PROPERTY_KIND_PLANES) {
        append_plane(out, subject);
        return;
    }
    if (property_kind(property) == PROPERTY_KIND_EMOJI_GROUPS) {
        append_emoji_group(out, subject);
        return;
    }
    repertoire = charindex_repertoire(subject->index);
    property_spell(repertoire, property, property_number(repertoire, property, subject->points[0]),
                   value);
    buffer_append_text(out, value);
}
