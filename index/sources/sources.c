/*
 * All sources, one after another. Each file is read once, digested, and given to the module that
 * knows its format. Its records are buffered until the whole source has been read, because half a
 * source would make an index that depends on where the damage is. The two that take longer than all
 * others together are read in the background meanwhile, and given to the visitor in their turn.
 *
 * Identifying reads the files without parsing them, and those not that have not changed since they were
 * read before (formats/digests.h). ICU's data is not read, because it can be large
 * and may be replaced by a package upgrade at any time; its version numbers (library, Unicode, and
 * data) stand for its content.
 */

#include "index/sources/sources.h"

#include <assert.h>
#include <errno.h>
#include <string.h>

#include <unicode/uchar.h>
#include <unicode/ulocdata.h>
#include <unicode/uvernum.h>
#include <unicode/uversion.h>

#include "index/sources/background.h"
#include "index/sources/formats/files.h"
#include "index/sources/formats/folders.h"
#include "index/sources/formats/formats.h"
#include "index/sources/keywords.h"
#include "index/sources/languages.h"
#include "index/sources/newer.h"
#include "index/sources/newer_names.h"
#include "index/sources/records/records.h"
#include "index/sources/single.h"
#include "index/sources/tables/tables.h"
#include "index/sources/usual.h"
#include "index/sources/versions.h"

#define ENTITIES_FILE "xml/w3c-sgml-lib/schema/dtd/REC-xml-entity-names-20100401/htmlmathml-f.ent"

/* The names are stored in the index file. Only sources that are a single file have a path and a
 * parser. */
static const struct {
    char name[SOURCE_NAME_SIZE + 1];
    const char *path;
    single_parser parser;
} known[SOURCE_COUNT] = {
    [SOURCE_ICU] = {"icu", NULL, NULL},
    [SOURCE_UCD] = {"ucd", NULL, NULL},
    [SOURCE_ALIASES] = {"aliases", "unicode/NameAliases.txt", aliases_read},
    [SOURCE_NAMES_LIST] = {"nameslst", "unicode/NamesList.txt", names_list_read},
    [SOURCE_SEQUENCES] = {"sequence", "unicode/NamedSequences.txt", named_sequences_read},
    [SOURCE_EMOJI] = {"emoji", "unicode/emoji/emoji-test.txt", emoji_read},
    [SOURCE_VARIATIONS] = {"emojivar", "unicode/emoji/emoji-variation-sequences.txt",
                           emoji_variations_read},
    [SOURCE_ANNOTATIONS] = {"cldr", NULL, NULL},
    [SOURCE_UNIHAN] = {"unihan", "unicode/Unihan_Readings.txt.bz2", unihan_read},
    [SOURCE_HTML] = {"html", ENTITIES_FILE, entities_read},
    [SOURCE_WORDNET] = {"wordnet", NULL, NULL},
    [SOURCE_GLYPHS] = {"glyphs", "aglfn/glyphlist.txt", glyphs_read},
    [SOURCE_KEYSYMS] = {"keysyms", "../include/X11/keysymdef.h", keysyms_read},
    [SOURCE_COMPOSE] = {"compose", "X11/locale/en_US.UTF-8/Compose", compose_read},
    [SOURCE_DIGRAPHS] = {"digraphs", "m17n/rfc1345.mim", digraphs_read},
    [SOURCE_LATEX] = {"latex", "m17n/math-latex.mim", latex_read},
    [SOURCE_NAMES] = {"names", NULL, NULL},
    [SOURCE_SITE] = {"site", NULL, NULL},
};

/* The two phases, each in the order of reading: characters and sequences, then texts that may
 * belong to any of them. */
static const enum source_id first_phase[] = {SOURCE_UCD, SOURCE_ICU, SOURCE_SEQUENCES,
                                             SOURCE_EMOJI};
static const enum source_id second_phase[] = {
    SOURCE_ALIASES, SOURCE_NAMES_LIST, SOURCE_ANNOTATIONS, SOURCE_UNIHAN,   SOURCE_HTML,
    SOURCE_GLYPHS,  SOURCE_KEYSYMS,    SOURCE_COMPOSE,     SOURCE_DIGRAPHS, SOURCE_LATEX,
    SOURCE_NAMES,   SOURCE_SITE,       SOURCE_VARIATIONS,  SOURCE_WORDNET,
};

#define COUNT(list) (sizeof(list) / sizeof(list)[0])

_Static_assert(COUNT(first_phase) + COUNT(second_phase) == SOURCE_COUNT,
               "each source is read once");

struct reading {
    const struct sources_options *options;
    struct sources *sources;
    const struct source_visitor *visitor; /* NULL: identify only */
    void *context;
    struct reason *reason; /* the error that ended the reading */
    struct folders folders;
    struct newer newer;
    struct single one;            /* the source that is being read */
    struct background background; /* and those that are meanwhile */
    struct tables own, site;      /* read before all others: they name characters */
    struct private_names names;
    struct sequence_set sequences; /* that the first phase gave */
    bool site_only;                /* reads what the site's tables need, for their mistakes */
};

const char *source_state_name(enum source_state state)
{
    switch (state) {
    case SOURCE_OK:
        return "ok";
    case SOURCE_MISSING:
        return "missing";
    case SOURCE_DAMAGED:
        return "damaged";
    }
    assert(false && "no such state");
    return "damaged";
}

uint8_t sources_english(const struct sources *sources)
{
    for (size_t i = 0; i < sources->language_count; i++)
        if (strncmp(sources->languages[i], "en", LANGUAGE_SIZE) == 0)
            return (uint8_t)i;
    assert(false && "English is always among them");
    return 0;
}

static void identify_icu(struct sources *sources)
{
    UVersionInfo library, unicode, cldr = {0};
    UErrorCode status = U_ZERO_ERROR;
    uint8_t versions[sizeof library + sizeof unicode + sizeof cldr];

    u_getVersion(library);
    u_getUnicodeVersion(unicode);
    ulocdata_getCLDRVersion(cldr, &status); /* read from the data: zeros if it does not have any */
    memcpy(sources->icu_version, library, sizeof library);
    memcpy(sources->list[SOURCE_ICU].version, library, sizeof library);
    memcpy(sources->unicode_version, unicode, sizeof unicode);

    memcpy(versions, library, sizeof library);
    memcpy(versions + sizeof library, unicode, sizeof unicode);
    memcpy(versions + sizeof library + sizeof unicode, cldr, sizeof cldr);
    checksum_of(versions, sizeof versions, sources->list[SOURCE_ICU].digest);
}

static bool note_sequence(void *context, const struct source_sequence *sequence)
{
    struct reading *reading = context;

    sequence_set_add(&reading->sequences, sequence->points, sequence->count);
    return reading->visitor->sequence(reading->context, sequence);
}

/* Gives records of a source to the visitor. */
static int hand_over(struct reading *reading, struct source *source, const struct records *records)
{
    source->records += records->count;
    return records_hand_over(records, reading->visitor, reading->context);
}

/* The same, of records that are sequences. */
static int hand_over_sequences(struct reading *reading, struct source *source,
                               const struct records *records)
{
    static const struct source_visitor noting = {.sequence = note_sequence};

    source->records += records->count;
    return records_hand_over(records, &noting, reading);
}

static single_parser parser_of(const struct reading *reading, enum source_id id)
{
    return reading->visitor ? known[id].parser : NULL;
}

/* Gives a source that is one file, and has been read, to the visitor. */
static int give_one(struct reading *reading, enum source_id id, const struct single *single)
{
    struct source *source = &reading->sources->list[id];

    memcpy(source->digest, single->digest, sizeof source->digest);
    if (single->is_read && id <= SOURCE_VARIATIONS)
        version_note_file(source, &reading->folders, known[id].path);
    if (id == SOURCE_UNIHAN)
        memcpy(source->version, single->records.version, sizeof source->version);
    if (id == SOURCE_ALIASES) /* the file of unicode-data that names its version */
        memcpy(reading->sources->data_version, source->version, sizeof source->version);
    if (single->outcome > SOURCE_OK)
        source_degrade(source, (enum source_state)single->outcome, known[id].path, &single->why);
    if (single->outcome != SOURCE_OK || !reading->visitor)
        return single->outcome < 0 ? single->outcome : 0;
    if (id == SOURCE_SEQUENCES || id == SOURCE_EMOJI)
        return hand_over_sequences(reading, source, &single->records);
    return hand_over(reading, source, &single->records);
}

static int read_one(struct reading *reading, enum source_id id)
{
    single_read(&reading->one, &reading->folders, known[id].path, parser_of(reading, id));
    return give_one(reading, id, &reading->one);
}

/*
 * Tables of names.
 */

static int read_own_tables(struct reading *reading)
{
    char installed[PATH_MAX];
    const char *folder = reading->options->names;
    const struct tables_folders folders = {
        .list = &folder,
        .count = 1,
        .owner = TABLES_OF_PROJECT,
        .english = sources_english(reading->sources),
        .digests = reading->options->digests,
    };

    if (!folder) {
        tables_folder(installed);
        folder = installed;
    }
    return tables_read(&reading->own, &folders, &reading->one.file, reading->visitor != NULL,
                       &reading->names, &reading->sources->list[SOURCE_NAMES]);
}

static int read_site_tables(struct reading *reading)
{
    static const char *const usual = SOURCES_SITE;
    const struct sources_options *options = reading->options;
    const struct tables_folders folders = {
        .list = options->site ? options->site : &usual,
        .count = options->site ? options->site_count : 1,
        .owner = TABLES_OF_SITE,
        .english = sources_english(reading->sources),
        .digests = reading->options->digests,
    };

    return tables_read(&reading->site, &folders, &reading->one.file, reading->visitor != NULL,
                       &reading->names, &reading->sources->list[SOURCE_SITE]);
}

static int read_tables(struct reading *reading)
{
    int r = read_own_tables(reading);

    if (r == 0)
        r = read_site_tables(reading);
    return r == 0 ? private_names_settle(&reading->names) : r;
}

/* After the first phase. Where a source of sequences cannot be read, it is not known which there are. */
static int settle_tables(struct reading *reading)
{
    struct source *list = reading->sources->list;
    const bool all_known = reading->visitor && list[SOURCE_SEQUENCES].state == SOURCE_OK &&
                           list[SOURCE_EMOJI].state == SOURCE_OK;
    const struct sequence_set *sequences = all_known ? &reading->sequences : NULL;
    int r = sequence_set_settle(&reading->sequences);

    if (r < 0)
        return r;
    tables_settle(&reading->own, &reading->names, sequences, &list[SOURCE_NAMES]);
    tables_settle(&reading->site, &reading->names, sequences, &list[SOURCE_SITE]);
    return 0;
}

/*
 * Files that are newer than ICU.
 */

static int read_newer(struct reading *reading)
{
    struct sources *sources = reading->sources;
    const bool parse = reading->visitor && reading->visitor->repertoire;
    int r =
        newer_read(&reading->newer, &reading->folders, &reading->one.file, parse,
                   sources->unicode_version, &sources->list[SOURCE_UCD], sources->newer_version);

    if (r < 0 || !parse || difference_is_empty(&reading->newer.difference))
        return r;
    return reading->visitor->repertoire(reading->context, &reading->newer.difference.repertoire)
               ? 0
               : -ECANCELED;
}

/*
 * All of them.
 */

static int give_wordnet(struct reading *reading)
{
    struct wordnet *wordnet;
    int r = background_wordnet(&reading->background, &wordnet);

    if (r < 0 || !wordnet)
        return r;
    return reading->visitor->wordnet(reading->context, wordnet) ? 0 : -ECANCELED;
}

static int read_source(struct reading *reading, enum source_id id)
{
    struct source *source = &reading->sources->list[id];
    int r;

    switch (id) {
    case SOURCE_UCD:
        return read_newer(reading);
    case SOURCE_ICU:
        if (!reading->visitor)
            return 0;
        return characters_read(reading->visitor, reading->context, &reading->names,
                               &reading->newer.facts, &source->records, reading->reason);
    case SOURCE_ANNOTATIONS:
        r = keywords_read(reading->visitor, reading->context, &reading->folders, &reading->one,
                          &reading->sequences, reading->sources, sources_english(reading->sources));
        return r < 0 ? r
                     : newer_names_read(reading->visitor, reading->context, &reading->folders,
                                        &reading->one.file, reading->sources,
                                        sources_english(reading->sources));
    case SOURCE_WORDNET:
        return give_wordnet(reading);
    case SOURCE_UNIHAN:
        return give_one(reading, id, background_unihan(&reading->background));
    case SOURCE_NAMES:
        return reading->visitor ? hand_over(reading, source, &reading->own.texts) : 0;
    case SOURCE_SITE:
        return reading->visitor ? hand_over(reading, source, &reading->site.texts) : 0;
    default:
        return read_one(reading, id);
    }
}

/* The sequences that tables name, after those that Unicode names. */
static int name_sequences(struct reading *reading)
{
    struct sources *sources = reading->sources;
    int r = hand_over_sequences(reading, &sources->list[SOURCE_NAMES], &reading->own.sequences);

    return r < 0 ? r
                 : hand_over_sequences(reading, &sources->list[SOURCE_SITE],
                                       &reading->site.sequences);
}

static int read_phases(struct reading *reading)
{
    int r = 0;

    background_begin(&reading->background, &reading->folders, known[SOURCE_UNIHAN].path,
                     &reading->sources->list[SOURCE_WORDNET], reading->visitor != NULL);
    for (size_t i = 0; r == 0 && i < COUNT(first_phase); i++)
        r = read_source(reading, first_phase[i]);
    if (r == 0 && reading->visitor)
        r = name_sequences(reading);
    if (r == 0)
        r = settle_tables(reading);
    if (r == 0 && reading->visitor && !reading->visitor->texts_begin(reading->context))
        r = -ECANCELED;
    for (size_t i = 0; r == 0 && i < COUNT(second_phase); i++)
        r = read_source(reading, second_phase[i]);
    return r;
}

/* What names sequences, which lines of tables may be about. */
static int read_site_only(struct reading *reading)
{
    int r = read_one(reading, SOURCE_SEQUENCES);

    if (r == 0)
        r = read_one(reading, SOURCE_EMOJI);
    if (r == 0)
        r = name_sequences(reading);
    return r == 0 ? settle_tables(reading) : r;
}

static int read_folders(struct reading *reading)
{
    struct sources *sources = reading->sources;
    struct reason why = {.text = ""};
    int r = languages_find(reading->options, &reading->folders, sources, &why);

    if (r < 0)
        return r;
    /* A name without a file is a mistake of who asks. It is not of the source: an index without it is the same. */
    if (r != SOURCE_MISSING || reading->options->all_languages)
        source_degrade(&sources->list[SOURCE_ANNOTATIONS], (enum source_state)r, "languages", &why);
    reading->site.options = reading->options;
    if (!reading->site_only)
        reading->own.options = reading->options;
    r = read_tables(reading);
    if (r < 0)
        return r;
    return reading->site_only ? read_site_only(reading) : read_phases(reading);
}

/* The last one is laid out as Debian does it. */
int sources_open_folders(const struct sources_options *options, struct folders *folders)
{
    char usual[USUAL_FOLDERS][PATH_MAX];
    const size_t count = options->usual ? usual_folders(usual) : 0;
    int r = 0;

    folders->digests = options->digests;
    for (size_t i = 0; r == 0 && i < count; i++)
        r = folders_add(folders, usual[i]);
    for (size_t i = 0; r == 0 && i < options->newer_count && folders->count + 1 < FOLDERS_MAX; i++)
        r = folders_add(folders, options->newer[i]);
    if (r == 0)
        r = folders_add(folders, options->directory ? options->directory : SOURCES_DIRECTORY);
    return r;
}

static int read_sources(struct reading *reading)
{
    struct sources *sources = reading->sources;
    int r;

    memset(sources, 0, sizeof *sources);
    for (size_t i = 0; i < SOURCE_COUNT; i++)
        memcpy(sources->list[i].name, known[i].name, SOURCE_NAME_SIZE);
    identify_icu(sources);
    r = sources_open_folders(reading->options, &reading->folders);
    if (r == 0)
        r = read_folders(reading);
    background_release(&reading->background); /* before the folders that it uses */
    folders_close(&reading->folders);
    newer_release(&reading->newer);
    single_release(&reading->one);
    tables_release(&reading->own);
    tables_release(&reading->site);
    private_names_release(&reading->names);
    sequence_set_release(&reading->sequences);
    return r;
}

int sources_identify(const struct sources_options *options, struct sources *sources)
{
    struct reading reading = {
        .options = options,
        .sources = sources,
        .one = SINGLE_INIT,
        .background = BACKGROUND_INIT,
    };

    return read_sources(&reading);
}

static bool ignore_sequence(void *context, const struct source_sequence *sequence)
{
    (void)context, (void)sequence;
    return true;
}

int sources_check_site(const struct sources_options *options, struct sources *sources)
{
    static const struct source_visitor nobody = {.sequence = ignore_sequence};
    struct reading reading = {
        .options = options,
        .sources = sources,
        .visitor = &nobody,
        .one = SINGLE_INIT,
        .background = BACKGROUND_INIT,
        .site_only = true,
    };

    return read_sources(&reading);
}

int sources_read(const struct sources_options *options, struct sources *sources,
                 const struct source_visitor *visitor, void *context, struct reason *reason)
{
    struct reading reading = {
        .options = options,
        .sources = sources,
        .visitor = visitor,
        .context = context,
        .reason = reason,
        .one = SINGLE_INIT,
        .background = BACKGROUND_INIT,
    };

    return read_sources(&reading);
}
