/*
 * What the page of a character says that its document does not: links, glyphs, names of code points, and
 * sentences. Everything else is read from the document by name.
 */

#include "server/answers/http/pages/character_view.h"

#include <assert.h>
#include <string.h>

#include "index/base/ascii.h"
#include "index/present/caption.h"
#include "index/present/emoji.h"
#include "index/unicode/character.h"
#include "server/answers/http/base/assets.h"
#include "server/answers/http/base/template.h"
#include "server/answers/http/pages/character_item.h"
#include "server/answers/http/pages/character_parts.h"
#include "server/answers/http/pages/character_words.h"
#include "server/answers/http/pages/form.h"
#include "server/answers/http/pages/glyph.h"
#include "server/answers/json/json_tree.h"

static struct slice after(struct slice name, size_t size)
{
    return (struct slice){name.bytes + size, name.size - size};
}

static void read_text(const struct character_parts *view, const char *name, struct buffer *out)
{
    json_reader_text(&view->reader, slice_of(name), out);
}

/* The parameters that links keep: the preferred languages, if there are any, and fonts. */
static void append_kept(struct buffer *out, const struct character_parts *view, char before)
{
    if (view->who->languages[0]) {
        buffer_append_format(out, "%clang=", before);
        form_append(out, slice_of(view->who->languages));
        before = '&';
    }
    if (view->fonts)
        buffer_append_format(out, "%cfonts=1", before);
}

static void text_item_link(struct buffer *out, const struct character_parts *view)
{
    item_append_link(out, &view->reader);
    append_kept(out, view, '?');
}

static void text_item_glyph(struct buffer *out, const struct character_parts *view)
{
    item_append_glyph(out, &view->reader, view->subject->place.index);
}

static void text_item_point(struct buffer *out, const struct character_parts *view)
{
    item_append_notation(out, &view->reader);
}

static void text_item_name(struct buffer *out, const struct character_parts *view)
{
    item_append_name(out, &view->reader, view->subject->place.index);
}

static struct slice text_of(const struct buffer *text)
{
    return (struct slice){.bytes = text->bytes ? text->bytes : "", .size = text->size};
}

/*
 * Texts about the character itself.
 */

static void text_files(struct buffer *out, const struct character_parts *view)
{
    (void)view;
    buffer_append_text(out, asset_directory() + 1);
}

static void text_glyph(struct buffer *out, const struct character_parts *view)
{
    points_append_glyph(out, charindex_repertoire(view->subject->place.index),
                        view->subject->points, view->subject->count);
}

/* With U+FE0F, where the character alone is drawn as text. */
static void text_emoji_form(struct buffer *out, const struct character_parts *view)
{
    const struct character_place *place = &view->subject->place;
    const char *unmarked =
        place->known ? emoji_default_presentation(place->index, place->document) : NULL;

    text_glyph(out, view);
    if (unmarked && strcmp(unmarked, "text") == 0)
        buffer_append_text(out, "\uFE0F");
}

static void text_text_form(struct buffer *out, const struct character_parts *view)
{
    text_glyph(out, view);
    buffer_append_text(out, "\uFE0E");
}

static void text_point(struct buffer *out, const struct character_parts *view)
{
    points_append_notation(out, view->subject->points, view->subject->count);
}

/* The name, or the label of what has none. */
static void text_heading(struct buffer *out, const struct character_parts *view)
{
    const size_t before = out->size;

    read_text(view, "name", out);
    if (out->size == before)
        read_text(view, "label", out);
}

/* Has it a short name in the reader's language? Then it is appended. */
static bool append_short_name(struct buffer *out, const struct character_parts *view)
{
    const struct character_place *place = &view->subject->place;
    struct slice name;

    if (!place->known)
        return false;
    name = caption_short_name(place->index, place->document, &view->preference);
    caption_append_sentence(out, name);
    return name.size > 0;
}

/* What a reader calls it: the short name, or else the heading, in sentence case. */
static void text_caption(struct buffer *out, const struct character_parts *view)
{
    struct buffer name = {0};

    if (append_short_name(out, view))
        return;
    text_heading(&name, view);
    caption_append_sentence(out, (struct slice){name.bytes, name.size});
    out->failed |= name.failed;
    buffer_release(&name);
}

/* What cannot be seen is not there: a title of a space looks like a mistake. */
static bool is_shown(const struct character_parts *view)
{
    return view->drawn && (view->subject->is_sequence || strcmp(view->facts.category, "Cc") == 0 ||
                           !character_is_invisible(view->repertoire, view->subject->points[0]));
}

/* The glyph, the code point, the official name and, in another language than its own, what a reader calls
 * it. */
static void text_title(struct buffer *out, const struct character_parts *view)
{
    struct buffer name = BUFFER_INIT;

    if (is_shown(view)) {
        text_glyph(out, view);
        buffer_append_text(out, " ");
    }
    text_point(out, view);
    buffer_append_text(out, " ");
    text_heading(out, view);
    if (view->who->languages[0] && append_short_name(&name, view))
        buffer_append_format(out, " (%.*s)", (int)name.size, name.bytes);
    out->failed = out->failed || name.failed;
    buffer_release(&name);
}

static void append_words(struct buffer *out, const struct character_parts *view, struct slice name)
{
    const size_t begin = out->size;

    json_reader_text(&view->reader, name, out);
    for (size_t i = begin; !out->failed && i < out->size; i++) {
        if (out->bytes[i] == '_')
            out->bytes[i] = ' ';
        else if (i > begin)
            out->bytes[i] = ascii_lower(out->bytes[i]);
    }
}

static void text_description(struct buffer *out, const struct character_parts *view)
{
    struct buffer title = BUFFER_INIT, category = BUFFER_INIT, block = BUFFER_INIT;
    struct message_value values[5] = {{0}};

    text_title(&title, view);
    character_words_category(&category, view);
    read_text(view, "block", &block);
    values[0] = MESSAGE_TEXT("title", text_of(&title));
    values[1] = MESSAGE_TEXT("category", text_of(&category));
    values[2] = MESSAGE_TEXT("block", text_of(&block));
    values[3] = MESSAGE_TEXT("age", slice_of(view->facts.age));
    message_append(
        out, view->who->messages,
        slice_of(view->facts.age[0] ? "character.description" : "character.description-ageless"),
        values);
    out->failed = out->failed || title.failed || category.failed || block.failed;
    buffer_release(&title);
    buffer_release(&category);
    buffer_release(&block);
}

static void text_page_language(struct buffer *out, const struct character_parts *view)
{
    buffer_append_text(out, view->who->messages->language);
}

static void text_page_direction(struct buffer *out, const struct character_parts *view)
{
    buffer_append_text(out, messages_direction(view->who->messages));
}

static void text_lang(struct buffer *out, const struct character_parts *view)
{
    buffer_append_text(out, view->who->languages);
}

static void text_start_link(struct buffer *out, const struct character_parts *view)
{
    buffer_append_text(out, "./");
    append_kept(out, view, '?');
}

static void text_page(struct buffer *out, const struct character_parts *view)
{
    character_path_append(out, view->subject->points, view->subject->count);
}

static bool is_public(const struct character_parts *view)
{
    return view->site && view->site->source == SITE_OF_CONFIG;
}

/* Of a site that is not configured it is relative: a reader knows where the page came from. */
static void append_site(struct buffer *out, const struct character_parts *view)
{
    if (!is_public(view))
        return;
    site_append_origin(out, view->site);
    buffer_append(out, view->site->prefix.bytes, view->site->prefix.size);
    buffer_append_text(out, "/");
}

static void text_canonical(struct buffer *out, const struct character_parts *view)
{
    append_site(out, view);
    text_page(out, view);
}

static void text_picture_url(struct buffer *out, const struct character_parts *view)
{
    append_site(out, view);
    buffer_append_text(out, "api/v1/characters/");
    text_page(out, view);
    buffer_append_text(out, "/glyph.png");
}

/* "de" of a keyword's language: CLDR's names have an underscore. */
static void text_language(struct buffer *out, const struct character_parts *view)
{
    const size_t begin = out->size;

    read_text(view, "@key", out);
    for (size_t i = begin; !out->failed && i < out->size; i++)
        if (out->bytes[i] == '_')
            out->bytes[i] = '-';
}

/* Links a query. The value is in quotation marks where it is not a single word. */
static void append_query(struct buffer *out, const struct character_parts *view, struct slice key,
                         struct slice value)
{
    struct buffer query = BUFFER_INIT;
    const bool quoted = value.size > 0 && memchr(value.bytes, ' ', value.size);

    buffer_append_format(&query, "%.*s:%s%.*s%s", (int)key.size, key.bytes, quoted ? "\"" : "",
                         (int)value.size, value.bytes, quoted ? "\"" : "");
    buffer_append_text(out, "./?query=");
    if (query.failed)
        out->failed = true;
    else
        form_append(out, (struct slice){query.bytes, query.size});
    append_kept(out, view, '&');
    buffer_release(&query);
}

/* Links a query for the value of a member of the document. */
static void append_query_of(struct buffer *out, const struct character_parts *view,
                            struct slice key, struct slice name)
{
    struct buffer value = BUFFER_INIT;

    json_reader_text(&view->reader, name, &value);
    append_query(out, view, key, text_of(&value));
    buffer_release(&value);
}

static void text_keyword_link(struct buffer *out, const struct character_parts *view)
{
    append_query_of(out, view, slice_of("keyword"), slice_of("."));
}

static const struct {
    const char *name;
    void (*write)(struct buffer *out, const struct character_parts *view);
} texts[] = {
    {"files", text_files},
    {"page-language", text_page_language},
    {"page-direction", text_page_direction},
    {"lang", text_lang},
    {"start-link", text_start_link},
    {"category-words", character_words_category},
    {"script-words", character_words_script},
    {"all-of-block", character_words_all_of_block},
    {"typing-label", character_words_typing},
    {"typing-where", character_words_typing_where},
    {"alias-type", character_words_alias_type},
    {"glyph", text_glyph},
    {"emoji-form", text_emoji_form},
    {"text-form", text_text_form},
    {"point", text_point},
    {"heading", text_heading},
    {"caption", text_caption},
    {"title", text_title},
    {"description", text_description},
    {"page", text_page},
    {"canonical", text_canonical},
    {"picture-url", text_picture_url},
    {"state", character_words_state},
    {"beyond-icu", character_words_beyond_icu},
    {"language", text_language},
    {"keyword-link", text_keyword_link},
    {"item-link", text_item_link},
    {"item-glyph", text_item_glyph},
    {"item-point", text_item_point},
    {"item-name", text_item_name},
};

static void view_text(void *context, struct slice name, struct buffer *out)
{
    static const char words[] = "words:", query[] = "query:";
    const struct character_parts *view = context;

    if (slice_has_prefix(name, slice_of(MESSAGE_PREFIX))) {
        message_append(out, view->who->messages, message_key(name), NULL);
        return;
    }
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (slice_is(name, texts[i].name)) {
            texts[i].write(out, view);
            return;
        }
    if (slice_has_prefix(name, slice_of(query)))
        append_query_of(out, view, after(name, sizeof query - 1), after(name, sizeof query - 1));
    else if (slice_has_prefix(name, slice_of(words)))
        append_words(out, view, after(name, sizeof words - 1));
    else
        json_reader_text(&view->reader, name, out);
}

/*
 * Sections.
 */

static bool has(const struct character_parts *view, const char *name)
{
    return json_reader_has(&view->reader, slice_of(name));
}

/* Does the member name other code points than the character itself? */
static bool is_other(const struct character_parts *view, struct slice name)
{
    struct buffer own = BUFFER_INIT, points = BUFFER_INIT;
    bool other;

    read_text(view, "codepoint", &own);
    json_reader_text(&view->reader, name, &points);
    other = points.size > 0 && !slice_equal((struct slice){own.bytes, own.size},
                                            (struct slice){points.bytes, points.size});
    buffer_release(&own);
    buffer_release(&points);
    return other;
}

static bool section_picture(const struct character_parts *view)
{
    return view->pictured;
}

static bool section_unnamed(const struct character_parts *view)
{
    return !view->subject->place.known;
}

static bool section_drawn(const struct character_parts *view)
{
    return view->drawn;
}

static bool section_invisible(const struct character_parts *view)
{
    return !view->subject->is_sequence && view->subject->place.known &&
           strcmp(view->facts.category, "Cc") != 0 &&
           character_is_invisible(view->repertoire, view->subject->points[0]);
}

static bool section_in_languages(const struct character_parts *view)
{
    return view->who->languages[0];
}

static bool section_newest(const struct character_parts *view)
{
    return view->subject->place.index &&
           charindex_is_new(view->subject->place.index, view->subject->points[0]);
}

static bool section_names(const struct character_parts *view)
{
    return has(view, "aliases") || has(view, "html_names") || has(view, "spellings");
}

static bool section_related(const struct character_parts *view)
{
    return has(view, "characters") || has(view, "base") || has(view, "variants") ||
           has(view, "confusables") || has(view, "cross_references.to") ||
           has(view, "cross_references.from") || is_other(view, slice_of("case.upper")) ||
           is_other(view, slice_of("case.lower")) || is_other(view, slice_of("case.title")) ||
           is_other(view, slice_of("nfkd"));
}

/* Most characters have class 0, which says nothing. */
static bool section_combining(const struct character_parts *view)
{
    struct buffer class = BUFFER_INIT;
    bool some;

    read_text(view, "properties.combining_class", &class);
    some = class.size > 0 && class.bytes[0] != '0';
    buffer_release(&class);
    return some;
}

/* A section of the reader would go into the number; and zero is one. */
static bool section_has_number(const struct character_parts *view)
{
    return has(view, "properties.numeric_value");
}

static const struct {
    const char *name;
    bool (*holds)(const struct character_parts *view);
} sections[] = {
    {"picture", section_picture},
    {"unnamed", section_unnamed},
    {"drawn", section_drawn},
    {"invisible", section_invisible},
    {"newest", section_newest},
    {"stated", character_words_has_state},
    {"names", section_names},
    {"related", section_related},
    {"public", is_public},
    {"combining", section_combining},
    {"has-number", section_has_number},
    {"in-languages", section_in_languages},
};

static bool view_section(void *context, struct slice name, unsigned round)
{
    static const char is_there[] = "has:", other[] = "other:";
    struct character_parts *view = context;

    for (size_t i = 0; i < sizeof sections / sizeof *sections; i++)
        if (slice_is(name, sections[i].name))
            return round == 0 && sections[i].holds(view);
    if (slice_has_prefix(name, slice_of(is_there)))
        return round == 0 && json_reader_has(&view->reader, after(name, sizeof is_there - 1));
    if (slice_has_prefix(name, slice_of(other)))
        return round == 0 && is_other(view, after(name, sizeof other - 1));
    return json_reader_section(&view->reader, name, round);
}

static void read_preference(struct character_parts *view)
{
    const char *languages = view->who->languages;
    struct slice bad;

    if (view->subject->place.index && !preference_parse(view->subject->place.index, languages,
                                                        strlen(languages), &view->preference, &bad))
        (void)preference_parse(view->subject->place.index, "", 0, &view->preference, &bad);
}

void character_view_append(struct buffer *out, const struct subject *subject,
                           const struct reader *reader, const struct site *site,
                           const struct character_options *options)
{
    struct json_t *document = subject_document(subject);
    struct character_parts view = {.subject = subject,
                                   .repertoire = charindex_repertoire(subject->place.index),
                                   .who = reader,
                                   .site = site,
                                   .pictured = options->pictured,
                                   .fonts = options->fonts,
                                   .drawn =
                                       glyph_is_safe(charindex_repertoire(subject->place.index),
                                                     subject->points, subject->count)};
    const struct template_view filled = {
        .text = view_text, .section = view_section, .context = &view};

    if (!document) {
        out->failed = true;
        return;
    }
    read_preference(&view);
    json_tree_exclude(document, "cross_references", "from",
                      "to"); /* "Referred to by": the others */
    character_facts(view.repertoire, subject->points[0], &view.facts);
    json_reader_open(&view.reader, document);
    template_render(out, asset_template("character.html"), &filled);
    json_tree_free(document);
}
