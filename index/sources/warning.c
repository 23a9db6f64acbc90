/*
 * The operator's view of an unusable source. An index without optional sources is still complete in
 * itself. The message says what is not searched, and which package to install; of a damaged file, which
 * may be in any of the folders, also which one it is and what is wrong with it.
 */

#include "index/sources/warning.h"

#include <assert.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "index/sources/usual.h"
#include "index/unicode/version.h"

/* Appends as much of a name as there is space for. */
static void append_place(char places[static SOURCES_PLACES_SIZE], const char *name)
{
    const size_t size = strlen(places);

    (void)snprintf(places + size, SOURCES_PLACES_SIZE - size, "%s%s", size > 0 ? ", " : "", name);
}

void sources_places(const struct sources_options *options, char places[static SOURCES_PLACES_SIZE])
{
    char usual[USUAL_FOLDERS][PATH_MAX];
    const size_t count = options->usual ? usual_folders(usual) : 0;

    places[0] = '\0';
    for (size_t i = 0; i < count; i++)
        if (access(usual[i], F_OK) == 0)
            append_place(places, usual[i]);
    for (size_t i = 0; i < options->newer_count; i++)
        append_place(places, options->newer[i]);
    append_place(places, options->directory ? options->directory : SOURCES_DIRECTORY);
}

struct loss {
    const char *what;    /* is not searched */
    const char *package; /* a Debian package */
};

static struct loss loss_of(enum source_id id)
{
    switch (id) {
    case SOURCE_ICU:
        return (struct loss){"names", "libicu"};
    case SOURCE_ALIASES:
        return (struct loss){"formal aliases", "unicode-data"};
    case SOURCE_NAMES_LIST:
        return (struct loss){"informal aliases and cross references", "unicode-data"};
    case SOURCE_SEQUENCES:
        return (struct loss){"named sequences", "unicode-data"};
    case SOURCE_EMOJI:
        return (struct loss){"emoji of several code points", "unicode-data"};
    case SOURCE_VARIATIONS:
        return (struct loss){"text presentations of emoji", "unicode-data"};
    case SOURCE_ANNOTATIONS:
        return (struct loss){"keywords", "unicode-cldr-core"};
    case SOURCE_UNIHAN:
        return (struct loss){"definitions and readings of ideographs", "unicode-data"};
    case SOURCE_HTML:
        return (struct loss){"HTML's names of characters", "w3c-sgml-lib"};
    case SOURCE_WORDNET:
        return (struct loss){"synonyms", "wordnet-base"};
    case SOURCE_GLYPHS:
        return (struct loss){"names of glyphs", "aglfn"};
    case SOURCE_KEYSYMS:
        return (struct loss){"names of X11's keys", "x11proto-dev"};
    case SOURCE_COMPOSE:
        return (struct loss){"sequences of X11's Compose key", "libx11-data"};
    case SOURCE_DIGRAPHS:
        return (struct loss){"digraphs of RFC 1345", "m17n-db"};
    case SOURCE_LATEX:
        return (struct loss){"commands of LaTeX from m17n-db", "m17n-db"};
    case SOURCE_NAMES:
        return (struct loss){"the project's own tables of names", "charfinder"};
    case SOURCE_SITE:
        return (struct loss){"the site's tables of names", ""};
    case SOURCE_UCD: /* warn_about_newer() */
    case SOURCE_COUNT:
        break;
    }
    assert(false && "a source");
    return (struct loss){"", ""};
}

/* Keywords come from one or two files for each language, and a single language may be missing. */
static void warn_about_languages(const struct source *source, const char *places,
                                 struct reason *warning)
{
    reason_set(warning,
               "Source cldr is %s in part: %s; the keywords of all other languages are searched; "
               "looked in %s",
               source_state_name(source->state),
               source->reason.text[0] ? source->reason.text : "a language is missing or damaged",
               places);
}

/* Tables are written by hand. A bad line costs no other. */
static void warn_about_tables(const struct source *source, struct reason *warning)
{
    reason_set(warning,
               "Source %.*s is %s in part: %s; all other names of its tables are searched; correct "
               "it and reload",
               SOURCE_NAME_SIZE, source->name, source_state_name(source->state),
               source->reason.text);
}

/* Each file counts by itself, and may be in any of the folders. */
static void warn_about_newer(const struct source *source, const char *places,
                             struct reason *warning)
{
    reason_set(
        warning,
        "Source %.*s is %s in part: %s; for all that the file would say, ICU is asked; looked "
        "in %s",
        SOURCE_NAME_SIZE, source->name, source_state_name(source->state), source->reason.text,
        places);
}

bool source_warning(const struct sources *sources, enum source_id id, const char *places,
                    struct reason *warning)
{
    const struct source *source = &sources->list[id];
    const bool explained = source->state == SOURCE_DAMAGED && source->reason.text[0];
    struct loss loss;
    const char *lost;

    if (source->state == SOURCE_OK)
        return false;
    if (id == SOURCE_ANNOTATIONS && source->records > 0) {
        warn_about_languages(source, places, warning);
        return true;
    }
    if (id == SOURCE_UCD) {
        warn_about_newer(source, places, warning);
        return true;
    }
    if (id == SOURCE_SITE || (id == SOURCE_NAMES && source->state == SOURCE_DAMAGED)) {
        warn_about_tables(source, warning);
        return true;
    }
    if (id == SOURCE_NAMES)
        places = source->reason.text;
    loss = loss_of(id);
    lost = id == SOURCE_VARIATIONS ? "offered" : "searched";
    /* The places come last, because they may be long and then are cut. */
    reason_set(warning, "Source %.*s is %s%s%s%s: %s are not %s; %sinstall %s%s; looked in %s",
               SOURCE_NAME_SIZE, source->name, source_state_name(source->state),
               explained ? " (" : "", explained ? source->reason.text : "", explained ? ")" : "",
               loss.what, lost, explained ? "repair that file, or " : "",
               source->state == SOURCE_DAMAGED ? "again " : "", loss.package, places);
    return true;
}

static uint32_t version_of(const uint8_t parts[static 4])
{
    return version_make(parts[0], parts[1]);
}

/* Files newer than ICU: UnicodeData.txt, which has the characters, or others, which may be of a later version. */
static void notice_newer(uint32_t icu, uint32_t characters, uint32_t properties,
                         struct reason *notice)
{
    char icu_text[VERSION_SIZE], characters_text[VERSION_SIZE], properties_text[VERSION_SIZE];
    const bool later = properties > characters;

    version_write(icu, icu_text);
    version_write(characters, characters_text);
    version_write(properties, properties_text);
    if (characters == 0)
        reason_set(notice,
                   "Characters are of Unicode %s, as ICU is; some of their properties are of %s, "
                   "from newer files",
                   icu_text, properties_text);
    else
        reason_set(notice,
                   "Characters are of Unicode %s, from files newer than ICU, which is of %s: it "
                   "does not normalize, fold or group those added since%s%s",
                   characters_text, icu_text, later ? "; some properties are of " : "",
                   later ? properties_text : "");
}

bool sources_lag(const struct sources *sources, struct reason *warning)
{
    const uint32_t icu = version_of(sources->unicode_version);
    const uint32_t characters = version_of(sources->newer_version);
    const uint32_t properties = version_of(sources->list[SOURCE_UCD].version);
    const uint32_t data = version_of(sources->data_version);
    char icu_text[VERSION_SIZE], data_text[VERSION_SIZE];

    if (characters == 0 && data > 0 && data < icu) {
        version_write(icu, icu_text);
        version_write(data, data_text);
        reason_set(
            warning,
            "The files of unicode-data are of Unicode %s, ICU is of %s: characters added since "
            "have a name and properties, but no aliases, emoji sequences and definitions",
            data_text, icu_text);
        return true;
    }
    if (characters == 0 && properties == 0)
        return false;
    notice_newer(icu, characters, properties, warning);
    return true;
}
