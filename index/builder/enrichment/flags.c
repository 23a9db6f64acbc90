/*
 * A flag of a country is two regional indicators, U+1F1E6 for A and so on. A flag of a part of a
 * country is a black flag, the code of that part in tag characters (U+E0067 for g and so on), and a
 * cancel tag. (Unicode Technical Standard #51, annexes B and C)
 *
 * A code of two letters is a keyword, alone and with the word "flag". Alone it ranks as other
 * keywords do: after what is called "to", "in" or "lt" otherwise, but before letters and syllables
 * that sound so, because their names have more words. Other codes, of which some are words ("cog",
 * "gin"), are in no text without "flag": they are spellings, alone and with the word.
 *
 * What tables call a country ("French") is a keyword with "flag" after it, too. "French flag" is meant
 * exactly so, and not as a part of "flag: French Guiana".
 */

#include "index/builder/enrichment/flags.h"

#include <assert.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>

enum {
    INDICATOR_A = 0x1F1E6,
    INDICATOR_Z = 0x1F1FF,
    BLACK_FLAG = 0x1F3F4,
    TAG_SPACE = 0xE0020,
    TAG_TILDE = 0xE007E,
    TAG_CANCEL = 0xE007F,
    CALLED_SIZE = 64, /* bytes of what a flag is called, with " flag"; longer ones are left out */
};

/* The code of a flag: "CH", or "GB SCT". */
struct flag_code {
    char text[SEQUENCE_MAX + 2]; /* NUL-terminated */
    size_t size;
};

struct flags {
    struct texts *texts;
    struct spellings *spellings;
    const struct documents *documents;
    struct vocabulary *vocabulary;
    uint8_t language;
    int error;
};

static void append(struct flag_code *code, uint32_t letter)
{
    code->text[code->size++] = (char)(letter >= 'a' && letter <= 'z' ? letter - 'a' + 'A' : letter);
    code->text[code->size] = '\0';
}

static bool read_indicators(const struct bare *bare, struct flag_code *code)
{
    if (bare->count != 2)
        return false;
    for (size_t i = 0; i < bare->count; i++) {
        if (bare->points[i] < INDICATOR_A || bare->points[i] > INDICATOR_Z)
            return false;
        append(code, bare->points[i] - INDICATOR_A + 'A');
    }
    return true;
}

/* A space separates the country from its part. */
static bool read_tags(const struct bare *bare, struct flag_code *code)
{
    if (bare->count < 5 || bare->points[0] != BLACK_FLAG ||
        bare->points[bare->count - 1] != TAG_CANCEL)
        return false;
    for (size_t i = 1; i + 1 < bare->count; i++) {
        if (bare->points[i] < TAG_SPACE || bare->points[i] > TAG_TILDE)
            return false;
        if (i == 3)
            append(code, ' ');
        append(code, bare->points[i] - TAG_SPACE + ' ');
    }
    return true;
}

/* Reads the code of the document, if it is a flag. */
static bool read_code(const struct flags *flags, uint32_t document, struct flag_code *code)
{
    const struct bare *bare;

    code->size = 0;
    if (document < flags->documents->characters)
        return false;
    bare = documents_sequence_points(flags->documents, document);
    if (read_indicators(bare, code))
        return true;
    code->size = 0;
    return read_tags(bare, code);
}

static int add_spelling(struct flags *flags, uint32_t document, const char *before,
                        const char *code, const char *after)
{
    char text[64];
    const int size = snprintf(text, sizeof text, "%s%s%s", before, code, after);
    const struct source_spelling spelling = {
        .kind = SPELLING_REGION,
        .text = text,
        .size = (size_t)size,
    };

    assert(size > 0 && (size_t)size < sizeof text);
    return spellings_add(flags->spellings, document, &spelling);
}

/* CHE, or GB-SCT and GBSCT. */
static int add_spellings(struct flags *flags, uint32_t document, struct flag_code code)
{
    static const struct {
        const char *before, *after;
    } forms[] = {{"", ""}, {"flag ", ""}, {"", " flag"}};
    const char *other;
    int r = 0;

    if (code.size > 2) {
        code.text[2] = '-';
        r = add_spelling(flags, document, "", code.text, "");
        memmove(code.text + 2, code.text + 3, code.size - 2);
        other = code.text;
    } else {
        other = region_long_code(code.text);
    }
    for (size_t i = 0; r == 0 && other[0] && i < sizeof forms / sizeof *forms; i++)
        r = add_spelling(flags, document, forms[i].before, other, forms[i].after);
    return r;
}

/* A flag is named "flag: Japan"; the country alone is another name of it, before emoji that have
 * to do with the country. */
static int add_country(struct flags *flags, uint32_t document)
{
    static const char before[] = "flag: ";
    struct slice name = documents_name(flags->documents, document);

    if (!slice_has_prefix(name, slice_of(before)))
        return 0;
    name.bytes += sizeof before - 1;
    name.size -= sizeof before - 1;
    return texts_add(flags->texts, flags->vocabulary, document, TEXT_NICKNAME, 0, name);
}

static int add_keyword(struct flags *flags, uint32_t document, const char *text)
{
    return texts_add(flags->texts, flags->vocabulary, document, TEXT_KEYWORD, flags->language,
                     slice_of(text));
}

static int add_codes(struct flags *flags)
{
    const struct documents *documents = flags->documents;
    int r = 0;

    for (uint32_t document = documents->characters; r == 0 && document < documents_count(documents);
         document++) {
        struct flag_code code;
        char before[sizeof "flag " + sizeof code.text], after[sizeof before];

        if (!read_code(flags, document, &code))
            continue;
        (void)snprintf(before, sizeof before, "flag %s", code.text);
        (void)snprintf(after, sizeof after, "%s flag", code.text);
        r = add_country(flags, document);
        if (r == 0)
            r = add_keyword(flags, document, before);
        if (r == 0)
            r = add_keyword(flags, document, after);
        if (r == 0 && code.size == 2)
            r = add_keyword(flags, document, code.text);
        if (r == 0)
            r = add_spellings(flags, document, code);
    }
    return r;
}

/* "French flag", for the keywords that the sources have. */
static int add_called(struct flags *flags)
{
    const size_t count = texts_count(flags->texts);
    int r = 0;

    for (size_t i = 0; r == 0 && i < count; i++) {
        const uint32_t document = texts_document(flags->texts, i);
        struct flag_code code;
        struct slice called;
        char text[CALLED_SIZE];

        if (texts_kind(flags->texts, i) != TEXT_KEYWORD ||
            texts_language(flags->texts, i) != flags->language ||
            !read_code(flags, document, &code))
            continue;
        called = texts_bytes(flags->texts, i);
        if (memmem(called.bytes, called.size, "flag", 4) ||
            called.size + sizeof " flag" > sizeof text)
            continue;
        (void)snprintf(text, sizeof text, "%.*s flag", (int)called.size, called.bytes);
        r = add_keyword(flags, document, text);
    }
    return r;
}

static bool add_name(void *context, const char region[static REGION_CODE_SIZE], struct slice name)
{
    struct flags *flags = context;
    const struct bare bare = {
        .points = {INDICATOR_A + (uint32_t)(region[0] - 'A'),
                   INDICATOR_A + (uint32_t)(region[1] - 'A')},
        .count = 2,
    };
    uint32_t document;

    if (documents_find(flags->documents, &bare, &document))
        flags->error = texts_add(flags->texts, flags->vocabulary, document, TEXT_KEYWORD,
                                 flags->language, name);
    return flags->error == 0;
}

int flags_add(struct texts *texts, struct spellings *spellings, const struct documents *documents,
              struct vocabulary *vocabulary, const struct sources *sources,
              const struct naming *naming)
{
    struct flags flags = {
        .texts = texts,
        .spellings = spellings,
        .documents = documents,
        .vocabulary = vocabulary,
        .language = sources_english(sources),
    };
    int r = add_called(&flags);

    if (r == 0)
        r = add_codes(&flags);
    for (size_t i = 0; r == 0 && i < sources->language_count; i++) {
        char language[LANGUAGE_SIZE + 1];

        (void)snprintf(language, sizeof language, "%.*s", LANGUAGE_SIZE, sources->languages[i]);
        flags.language = (uint8_t)i;
        r = naming_visit_other_regions(naming, (uint8_t)i, language, add_name, &flags);
    }
    return r == -ECANCELED ? flags.error : r;
}
