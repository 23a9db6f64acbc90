/*
 * The documents of a character and of a sequence. ICU's properties arrive as a struct character;
 * the index's texts are read here, document by document. A member without a value is an empty list
 * or null. A member is left out only if its value cannot be known yet.
 */

#include "server/answers/json/json_character.h"

#include <assert.h>
#include <endian.h>
#include <string.h>

#include "index/base/utf8.h"
#include "index/present/emoji.h"
#include "index/present/escape.h"
#include "server/answers/json/json_value.h"
#include "server/answers/json/json_ways.h"

enum { NEIGHBOURS = 8 }; /* on each side */

static uint32_t at_most(uint32_t count)
{
    return count < JSON_CHARACTER_LIST_MAX ? count : JSON_CHARACTER_LIST_MAX;
}

/*
 * Members from ICU.
 */

static json_t *points_new(const struct character_sequence *sequence)
{
    return json_value_code_points(sequence->points, sequence->count);
}

static json_t *number_new(const struct character *character)
{
    double value = character->numeric_value;

    if (!character->has_numeric_value)
        return json_null();
    if (value == (double)(json_int_t)value)
        return json_integer((json_int_t)value);
    return json_real(value);
}

static json_t *mirror_new(const struct character *character)
{
    return character->mirror < 0 ? json_null() : json_value_code_point((uint32_t)character->mirror);
}

static json_t *properties_new(const struct character *character)
{
    return json_pack("{s:s, s:b, s:o, s:i, s:s, s:s, s:o, s:b, s:b, s:b, s:b, s:b, s:b, s:b}",
                     "bidi_class", character->bidi_class, "mirrored", character->mirrored, "mirror",
                     mirror_new(character), "combining_class", character->combining_class,
                     "east_asian_width", character->east_asian_width, "line_break",
                     character->line_break, "numeric_value", number_new(character), "alphabetic",
                     character->alphabetic, "white_space", character->white_space, "emoji",
                     character->emoji, "private_use", character->is_private, "surrogate",
                     character->is_surrogate, "noncharacter", character->is_noncharacter,
                     "assigned", character->is_assigned);
}

static json_t *case_new(const struct character *character)
{
    return json_pack("{s:o, s:o, s:o, s:o}", "upper", points_new(&character->upper), "lower",
                     points_new(&character->lower), "title", points_new(&character->title),
                     "folded", points_new(&character->folded));
}

static json_t *facts_new(const struct character *character)
{
    return json_pack("{s:s, s:s, s:s, s:s, s:o, s:i, s:o, s:{s:s, s:o}, s:o, s:o, s:o}", "category",
                     character->facts.category, "category_name", character->category_name, "block",
                     character->facts.block, "script", character->facts.script, "age",
                     json_value_text_or_null(character->facts.age), "plane", character->plane,
                     "properties", properties_new(character), "decomposition", "type",
                     character->decomposition_type, "points", points_new(&character->decomposition),
                     "nfd", points_new(&character->nfd), "nfkd", points_new(&character->nfkd),
                     "case", case_new(character));
}

/* How new it is to this index. */
static json_t *novelty_new(const struct character *character, const struct character_place *place)
{
    return json_pack(
        "{s:b, s:o}", "new", charindex_is_new(place->index, character->code_point), "beyond_icu",
        character->is_beyond_icu ? json_string(charindex_icu_version(place->index)) : json_null());
}

static json_t *utf8_with(json_t *list, uint32_t code_point)
{
    char bytes[UTF8_MAX_SIZE];
    size_t size = utf8_write(bytes, code_point);

    for (size_t i = 0; i < size; i++)
        list = json_value_list_with(list, json_value_format("%02X", (unsigned char)bytes[i]));
    return list;
}

static json_t *utf16_with(json_t *list, uint32_t code_point)
{
    unsigned above = (unsigned)code_point - 0x10000;

    if (code_point <= 0xFFFF)
        return json_value_list_with(list, json_value_format("%04X", (unsigned)code_point));
    list = json_value_list_with(list, json_value_format("%04X", 0xD800 + (above >> 10)));
    return json_value_list_with(list, json_value_format("%04X", 0xDC00 + (above & 0x3FF)));
}

static json_t *utf32_new(uint32_t code_point)
{
    return json_value_format("%08X", (unsigned)code_point);
}

/* A lone surrogate has no encoding form (Unicode Standard, D76 and D79). */
static json_t *encodings_new(const struct character *character)
{
    uint32_t code_point = character->code_point;

    if (character->is_surrogate)
        return json_pack("{s:n, s:n, s:n}", "utf8", "utf16", "utf32");
    return json_pack("{s:o, s:o, s:o}", "utf8", utf8_with(json_array(), code_point), "utf16",
                     utf16_with(json_array(), code_point), "utf32", utf32_new(code_point));
}

/* The UTF-32 member of a sequence is a list too. */
static json_t *sequence_encodings_new(const uint32_t *points, size_t count)
{
    json_t *utf8 = json_array(), *utf16 = json_array(), *utf32 = json_array();

    for (size_t i = 0; i < count; i++) {
        utf8 = utf8_with(utf8, points[i]);
        utf16 = utf16_with(utf16, points[i]);
        utf32 = json_value_list_with(utf32, utf32_new(points[i]));
    }
    return json_pack("{s:o, s:o, s:o}", "utf8", utf8, "utf16", utf16, "utf32", utf32);
}

/* The escapes of all code points, concatenated; null if the language cannot escape one of them. */
static json_t *escape_new(enum escape_language language, const uint32_t *points, size_t count)
{
    char text[SEQUENCE_MAX * ESCAPE_SIZE] = "";
    size_t size = 0;

    for (size_t i = 0; i < count && i < SEQUENCE_MAX; i++) {
        if (!escape_write(language, points[i], text + size))
            return json_null();
        size += strlen(text + size);
    }
    return json_string(text);
}

/* Takes `named`, an object with the member html_name, or without it if there is no index. */
static json_t *escapes_new(const uint32_t *points, size_t count, json_t *named)
{
    json_t *object = json_object();

    for (enum escape_language language = 0; language < ESCAPE_LANGUAGES; language++)
        if (json_object_set_new(object, escape_language_name(language),
                                escape_new(language, points, count)) < 0) {
            json_decref(object);
            json_decref(named);
            return NULL;
        }
    return json_value_joined(object, named);
}

/*
 * Members from the index.
 */

static const char *alias_type(enum text_kind kind)
{
    switch (kind) {
    case TEXT_CORRECTION:
        return "correction";
    case TEXT_CONTROL:
        return "control";
    case TEXT_ALTERNATE:
        return "alternate";
    case TEXT_FIGMENT:
        return "figment";
    case TEXT_ABBREVIATION:
        return "abbreviation";
    case TEXT_INFORMAL:
        return "informal";
    case TEXT_MARK:
        return "mark";
    case TEXT_NICKNAME:
        return "nickname";
    case TEXT_HTML:
    case TEXT_SHORT_NAME:
    case TEXT_KEYWORD:
    case TEXT_DEFINITION:
    case TEXT_KINDS:
        break;
    }
    assert(false && "unknown kind of alias");
    return "";
}

static json_t *alias_new(json_t *text, enum text_kind kind)
{
    return json_pack("{s:o, s:s}", "text", text, "type", alias_type(kind));
}

/* The texts of a document, sorted into their members. A member becomes NULL when memory runs
 * out. */
struct texts {
    json_t *aliases, *html_names;
    json_t *short_names, *keywords; /* lists by language */
    json_t *definitions;
};

static json_t *by_language_with(json_t *object, const char *language, struct slice text)
{
    json_t *list = json_object_get(object, language);

    if (!list) {
        list = json_array();
        if (json_object_set_new(object, language, list) < 0)
            goto failed;
    }
    if (json_array_append_new(list, json_value_text(text)) == 0)
        return object;
failed:
    json_decref(object);
    return NULL;
}

static void texts_take(struct texts *texts, const struct sources *sources, const struct text *text)
{
    const char *language = sources->languages[text->language];

    switch (text->kind) {
    case TEXT_CORRECTION:
    case TEXT_CONTROL:
    case TEXT_ALTERNATE:
    case TEXT_FIGMENT:
    case TEXT_ABBREVIATION:
    case TEXT_INFORMAL:
    case TEXT_MARK:
    case TEXT_NICKNAME:
        texts->aliases = json_value_list_with(texts->aliases,
                                              alias_new(json_value_text(text->bytes), text->kind));
        return;
    case TEXT_HTML:
        texts->html_names = json_value_list_with(texts->html_names, json_value_text(text->bytes));
        return;
    case TEXT_SHORT_NAME:
        texts->short_names = by_language_with(texts->short_names, language, text->bytes);
        return;
    case TEXT_KEYWORD:
        texts->keywords = by_language_with(texts->keywords, language, text->bytes);
        return;
    case TEXT_DEFINITION:
        texts->definitions = json_value_list_with(texts->definitions, json_value_text(text->bytes));
        return;
    case TEXT_KINDS:
        break;
    }
    assert(false && "unknown kind of text");
}

static void texts_read(struct texts *texts, const struct charindex *index, uint32_t document)
{
    struct text_range range = charindex_texts(index, document);

    for (uint32_t i = range.first; i < range.end; i++) {
        struct text text = charindex_text(index, i);

        texts_take(texts, charindex_sources(index), &text);
    }
}

static struct texts texts_begin(void)
{
    return (struct texts){
        .aliases = json_array(),
        .html_names = json_array(),
        .short_names = json_object(),
        .keywords = json_object(),
        .definitions = json_array(),
    };
}

/* The corrected name is the only alias that ICU provides. */
static void texts_correct(struct texts *texts, const struct character *character)
{
    if (character->alias[0] && json_array_size(texts->aliases) == 0)
        texts->aliases = json_value_list_with(
            texts->aliases, alias_new(json_string(character->alias), TEXT_CORRECTION));
}

/* Joins the meanings into one line, as in Unihan. */
static json_t *definition_new(const struct texts *texts)
{
    struct buffer line = BUFFER_INIT;
    json_t *meaning, *definition;
    size_t i;

    if (!texts->definitions)
        return NULL;
    json_array_foreach(texts->definitions, i, meaning)
    {
        if (i > 0)
            buffer_append_text(&line, "; ");
        buffer_append(&line, json_string_value(meaning), json_string_length(meaning));
    }
    if (line.failed)
        return NULL;
    definition = i > 0 ? json_stringn(line.bytes, line.size) : json_null();
    buffer_release(&line);
    return definition;
}

/* An object with the first HTML entity name, "&starf;"; an empty object without an index. */
static json_t *html_name_new(const struct texts *texts, bool indexed)
{
    const char *name = json_string_value(json_array_get(texts->html_names, 0));

    if (!texts->html_names || !indexed)
        return texts->html_names ? json_object() : NULL;
    return json_pack("{s:o}", "html_name", name ? json_value_format("&%s;", name) : json_null());
}

/* Returns only the aliases if there is no index. */
static json_t *texts_end(struct texts *texts, bool indexed)
{
    json_t *aliases = json_pack("{s:o}", "aliases", texts->aliases);
    json_t *others = json_pack("{s:o, s:o, s:o, s:o}", "html_names", texts->html_names,
                               "short_names", texts->short_names, "keywords", texts->keywords,
                               "definition", definition_new(texts));

    json_decref(texts->definitions);
    if (indexed)
        return json_value_joined(aliases, others);
    json_decref(others);
    return aliases;
}

static json_t *documents_new(const struct charindex *index, const uint32_t *documents_le,
                             uint32_t count)
{
    json_t *list = json_array();

    for (uint32_t i = 0; i < at_most(count); i++)
        list = json_value_list_with(list, json_value_document(index, le32toh(documents_le[i])));
    return list;
}

static json_t *characters_new(const struct charindex *index, const uint32_t *points_le,
                              uint32_t count)
{
    json_t *list = json_array();

    for (uint32_t i = 0; i < at_most(count); i++)
        list = json_value_list_with(list, json_value_character(index, le32toh(points_le[i])));
    return list;
}

/* References in both directions: the targets of its entry in the code charts, and the entries that
 * point to it. */
static json_t *references_new(const struct character_place *place)
{
    const uint32_t *to, *from;
    uint32_t to_count, from_count;

    if (!place->known)
        return json_pack("{s:[], s:[]}", "to", "from");
    to_count = charindex_references_to(place->index, place->document, &to);
    from_count = charindex_references_from(place->index, place->document, &from);
    return json_pack("{s:o, s:o}", "to", characters_new(place->index, to, to_count), "from",
                     characters_new(place->index, from, from_count));
}

static json_t *confusables_new(const struct character_place *place)
{
    const uint32_t *documents;
    uint32_t count;

    if (!place->known)
        return json_array();
    count = charindex_confusables(place->index, place->document, &documents);
    return documents_new(place->index, documents, count);
}

static json_t *toned_new(const struct character_place *place)
{
    uint32_t points[SEQUENCE_MAX];
    const size_t count = emoji_toned(place->index, place->document, points);

    return count > 0 ? json_value_char(points, count) : json_null();
}

/* The emoji that it is a variant of, its own variants, and the forms in which it can be written. */
static json_t *variants_new(const struct character_place *place)
{
    const uint32_t *variants;
    uint32_t base, count;

    if (!place->known)
        return json_pack("{s:n, s:[], s:n, s:n, s:n}", "base", "variants", "presentation",
                         "default_presentation", "toned");
    base = charindex_base(place->index, place->document);
    count = charindex_variants(place->index, place->document, &variants);
    return json_pack(
        "{s:o, s:o, s:s?, s:s?, s:o}", "base",
        base == place->document ? json_null() : json_value_document(place->index, base), "variants",
        documents_new(place->index, variants, count), "presentation",
        emoji_presentation(place->index, place->document), "default_presentation",
        emoji_default_presentation(place->index, place->document), "toned", toned_new(place));
}

static json_t *run_new(const struct charindex *index, uint32_t first, uint32_t end)
{
    json_t *list = json_array();

    for (uint32_t document = first; document < end; document++)
        list = json_value_list_with(list, json_value_document(index, document));
    return list;
}

/* The nearest documents of the same kind on both sides. */
static json_t *surroundings_new(const struct character_place *place)
{
    uint32_t first = 0, end = charindex_first_sequence(place->index);
    uint32_t at = place->document, after = at + place->known;

    if (place->known && at >= end) { /* a sequence: its neighbours are sequences */
        first = end;
        end = charindex_documents(place->index);
    }
    return json_pack(
        "{s:o, s:o}", "before",
        run_new(place->index, at - first > NEIGHBOURS ? at - NEIGHBOURS : first, at), "after",
        run_new(place->index, after, end - after > NEIGHBOURS ? after + NEIGHBOURS : end));
}

/* The adjacent code points, for the page's two arrows. */
static json_t *next_new(const struct character_place *place)
{
    const struct charindex *index = place->index;
    uint32_t after = place->document + place->known;
    bool previous = index && place->document > 0;
    bool next = index && after < charindex_first_sequence(index);

    return json_pack(
        "{s:o, s:o}", "previous",
        previous ? json_value_code_point(charindex_code_point(index, place->document - 1))
                 : json_null(),
        "next", next ? json_value_code_point(charindex_code_point(index, after)) : json_null());
}

static json_t *neighbours_new(const struct character_place *place)
{
    const struct charindex *index = place->index;
    json_t *neighbours = next_new(place);

    if (index)
        neighbours = json_value_joined(neighbours, surroundings_new(place));
    return json_pack("{s:o, s:s*}", "neighbours", neighbours, "generation",
                     index ? charindex_generation(index) : NULL);
}

static json_t *relations_new(const struct character_place *place)
{
    return json_value_joined(json_pack("{s:o, s:o}", "cross_references", references_new(place),
                                       "confusables", confusables_new(place)),
                             variants_new(place));
}

static json_t *spellings_new(const struct character_place *place)
{
    return place->known
               ? json_ways_spellings(place->index, place->document, JSON_CHARACTER_LIST_MAX)
               : json_pack("{s:[]}", "spellings");
}

/* Tables of names may have given a private-use character a name, which Unicode does not. */
static json_t *name_new(const struct character *character, const struct character_place *place)
{
    if (!place->known || !character->is_private)
        return json_pack("{s:o, s:s}", "name", json_value_text_or_null(character->name), "label",
                         character->label);
    return json_pack("{s:o, s:o}", "name",
                     json_value_text(charindex_name(place->index, place->document)), "label",
                     json_value_text(charindex_name(place->index, place->document)));
}

json_t *json_character_document(const struct character *character,
                                const struct character_place *place)
{
    uint32_t code_point = character->code_point;
    struct texts texts = texts_begin();
    json_t *document, *ways;

    if (place->known)
        texts_read(&texts, place->index, place->document);
    texts_correct(&texts, character);
    ways = json_pack("{s:o, s:o}", "encodings", encodings_new(character), "escapes",
                     escapes_new(&code_point, 1, html_name_new(&texts, place->index != NULL)));
    document = json_pack("{s:o, s:o}", "char", json_value_char(&code_point, 1), "codepoint",
                         json_value_code_point(code_point));
    document = json_value_joined(document, name_new(character, place));
    document = json_value_joined(document, texts_end(&texts, place->index != NULL));
    document = json_value_joined(document, facts_new(character));
    if (place->index)
        document = json_value_joined(document, novelty_new(character, place));
    document = json_value_joined(document, ways);
    document = json_value_joined(document, json_ways_typing(place->index, &code_point, 1));
    if (place->index)
        document = json_value_joined(document, spellings_new(place));
    if (place->index)
        document = json_value_joined(document, relations_new(place));
    return json_value_joined(document, neighbours_new(place));
}

/* The characters of a sequence. */
static json_t *parts_new(const struct charindex *index, const uint32_t *points, size_t count)
{
    json_t *list = json_array();

    for (size_t i = 0; i < count; i++)
        list = json_value_list_with(list, json_value_character(index, points[i]));
    return list;
}

json_t *json_sequence_document(const struct charindex *index, uint32_t document,
                               const struct character_facts *first)
{
    const struct character_place place = {.index = index, .known = true, .document = document};
    uint32_t points[SEQUENCE_MAX];
    size_t count = charindex_points(index, document, points);
    struct texts texts = texts_begin();
    json_t *object = json_value_document(index, document), *html_name;

    texts_read(&texts, index, document);
    html_name = html_name_new(&texts, true);
    object = json_value_joined(object, texts_end(&texts, true));
    object = json_value_joined(object,
                               json_pack("{s:s, s:s, s:s, s:o, s:b, s:o, s:o, s:o}", "category",
                                         first->category, "block", first->block, "script",
                                         first->script, "age", json_value_text_or_null(first->age),
                                         "new", charindex_is_new(index, points[0]), "characters",
                                         parts_new(index, points, count), "encodings",
                                         sequence_encodings_new(points, count), "escapes",
                                         escapes_new(points, count, html_name)));
    object = json_value_joined(object, json_ways_typing(index, points, count));
    object = json_value_joined(object, spellings_new(&place));
    object = json_value_joined(object, relations_new(&place));
    return json_value_joined(object, json_pack("{s:o, s:s}", "neighbours", surroundings_new(&place),
                                               "generation", charindex_generation(index)));
}
