/*
 * Reads folders of tables. The order of everything (folders, files, lines) decides which of equal
 * names comes first, so files are sorted: a directory has no order.
 */

#include "index/sources/tables/tables.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "index/base/checksum.h"
#include "index/base/plain.h"
#include "index/base/repr.h"
#include "index/sources/tables/table.h"

static const char ending[] = ".tsv";

/* The names of the files of a folder, ascending. */
struct listing {
    size_t count, left_out;
    char names[TABLES_FILES_MAX][NAME_MAX + 1];
};

/* A reading of the folders of one source. */
struct pass {
    struct tables *tables;
    const struct tables_folders *folders;
    struct file *file;
    bool parse;
    struct private_names *names;
    struct source *source;

    const char *folder; /* that is being read */
    int directory;
    struct listing *listing;
    struct buffer digests; /* of each file: its name, a NUL, its checksum */
    size_t size;           /* bytes of all files */
    uint32_t lines;        /* with a spelling, of all files */
};

void tables_release(struct tables *tables)
{
    records_release(&tables->sequences);
    records_release(&tables->texts);
    buffer_release(&tables->files);
    vector_release(&tables->orphans);
    vector_release(&tables->strays);
}

void tables_folder(char path[static PATH_MAX])
{
    static const char beside[] = "/names.d", installed[] = "/../share/charfinder/names.d";
    struct stat status;
    ssize_t size = readlink("/proc/self/exe", path, PATH_MAX - sizeof installed);
    char *end;

    if (size <= 0) {
        (void)snprintf(path, PATH_MAX, "%s/charfinder/names.d", SOURCES_DIRECTORY);
        return;
    }
    path[size] = '\0';
    end = strrchr(path, '/');
    if (!end)
        end = path;
    memcpy(end, beside, sizeof beside);
    if (stat(path, &status) < 0 || !S_ISDIR(status.st_mode))
        memcpy(end, installed, sizeof installed);
}

/*
 * Complaints.
 */

/* "FILE:LINE: what is wrong", or without a line where it is 0. The name is the path in the log, and
 * without its folder in the index, whose bytes do not depend on where it was made. */
static void complain(struct tables *tables, const char *path, unsigned line, const char *what)
{
    const char *name = strrchr(path, '/');
    const struct sources_options *options = tables->options;
    char place[16] = "";
    struct reason complaint;

    if (line > 0)
        (void)snprintf(place, sizeof place, ":%u", line);
    if (tables->bad == 0)
        reason_set(&tables->first, "%s%s: %s", name && name[1] ? name + 1 : path, place, what);
    tables->bad++;
    if (!options || !options->complain || tables->bad > TABLES_COMPLAINTS_MAX)
        return;
    reason_set(&complaint, "%s%s: %s", path, place, what);
    options->complain(options->complain_context, complaint.text);
}

/* The path of a file, for people: quoted if it is not plain text. Returns false when memory ran
 * out. */
static bool show_path(const struct pass *pass, const char *name, struct buffer *path)
{
    struct buffer raw = BUFFER_INIT;

    buffer_append_format(&raw, "%s/%s", pass->folder, name);
    if (!raw.failed && plain_valid(raw.bytes, raw.size))
        buffer_append(path, raw.bytes, raw.size);
    else if (!raw.failed)
        repr_append(path, raw.bytes, raw.size);
    buffer_append(path, "", 1);
    if (raw.failed)
        path->failed = true;
    buffer_release(&raw);
    return !path->failed;
}

/*
 * A line.
 */

/* Is it one code point, with or without U+FE0F? */
static bool is_single(const struct table_line *line)
{
    return line->count == 1 || (line->count == 2 && line->points[1] == 0xFE0F);
}

static void add_text(struct tables *tables, const struct table_line *line, uint8_t english)
{
    const struct source_text text = {
        .points = line->points,
        .count = line->count,
        .kind = line->text,
        .language = line->text == TEXT_KEYWORD ? english : 0,
        .text = line->name.bytes,
        .size = line->name.size,
    };

    (void)records_text(&tables->texts, &text); /* table.h promises what it requires */
}

static void add_spelling(struct pass *pass, const struct table_line *line)
{
    const uint32_t best = pass->folders->owner == TABLES_OF_SITE ? UINT32_MAX : UINT32_MAX / 2;
    const struct source_spelling spelling = {
        .points = line->points,
        .count = line->count,
        .kind = line->spelling,
        .text = line->name.bytes,
        .size = line->name.size,
        .weight = best - pass->lines++,
    };

    (void)records_spelling(&pass->tables->texts, &spelling);
}

static void add_sequence(struct tables *tables, const struct table_line *line)
{
    const struct source_sequence sequence = {
        .points = line->points,
        .count = line->count,
        .name = line->name.bytes,
        .name_size = line->name.size,
    };

    (void)records_sequence(&tables->sequences, &sequence);
}

/* A text or a spelling of a sequence, which has to be one of those with a name. */
static void add_stray(struct tables *tables, const struct table_line *line, unsigned number,
                      size_t file)
{
    struct table_stray stray = {
        .points = {.count = (uint32_t)line->count}, .line = number, .file = file};

    memcpy(stray.points.list, line->points, line->count * sizeof *line->points);
    vector_append(&tables->strays, &stray);
}

/* `file` is where the name of the file is in tables->files. */
static void add_line(struct pass *pass, const struct table_line *line, unsigned number, size_t file)
{
    struct tables *tables = pass->tables;
    const bool is_private = is_single(line) && private_names_for(line->points[0]);
    const bool names =
        line->use == TABLE_NAME || (line->use == TABLE_TEXT && line->text == TEXT_NICKNAME);

    if (is_private && names) {
        private_names_add(pass->names, line->points[0],
                          (line->use == TABLE_NAME ? 0 : 2) + (unsigned)pass->folders->owner,
                          line->name);
    } else if (is_private) {
        const struct table_orphan orphan = {
            .code_point = line->points[0], .line = number, .file = file};

        vector_append(&tables->orphans, &orphan);
    }
    if (!is_single(line)) {
        if (line->use == TABLE_NAME)
            add_sequence(tables, line);
        else
            add_stray(tables, line, number, file);
    }
    if (line->use == TABLE_SPELLING)
        add_spelling(pass, line);
    else
        add_text(tables, line, pass->folders->english);
}

/*
 * Files.
 */

static void parse(struct pass *pass, size_t file)
{
    struct tables *tables = pass->tables;
    struct table table;
    struct table_line line;
    struct reason why;
    enum table_outcome outcome;

    table_open(&table, pass->file->bytes, pass->file->size);
    while ((outcome = table_next(&table, &line, &why)) != TABLE_END) {
        if (outcome == TABLE_BAD)
            complain(tables, tables->files.bytes + file, table.line, why.text);
        else
            add_line(pass, &line, table.line, file);
    }
}

static int read_table(struct pass *pass, const char *name)
{
    struct tables *tables = pass->tables;
    uint8_t digest[CHECKSUM_SIZE] = {0};
    const size_t path = tables->files.size;
    struct reason why;
    int r = pass->parse ? file_read(pass->file, pass->directory, name, &why)
                        : file_identify(pass->file, pass->directory, name, pass->folders->digests,
                                        digest, &why);

    if (r < 0)
        return r;
    if (!show_path(pass, name, &tables->files))
        return -ENOMEM;
    if (r == SOURCE_OK && pass->parse)
        checksum_of(pass->file->bytes, pass->file->size, digest);
    buffer_append(&pass->digests, name, strlen(name) + 1);
    buffer_append(&pass->digests, digest, sizeof digest);
    if (r != SOURCE_OK) {
        complain(tables, tables->files.bytes + path, 0, why.text);
    } else if (pass->file->size > TABLES_SIZE_MAX - pass->size) {
        complain(tables, tables->files.bytes + path, 0,
                 "left out: all tables together may have 8 MiB");
    } else {
        pass->size += pass->file->size;
        if (pass->parse)
            parse(pass, path);
    }
    return 0;
}

/* Inserts it in order; of too many, the last ones are left out, whatever the order in which the
 * directory is read. */
static void list(struct listing *listing, const char *name)
{
    size_t at = listing->count;

    while (at > 0 && strcmp(listing->names[at - 1], name) > 0)
        at--;
    if (listing->count == TABLES_FILES_MAX)
        listing->left_out++;
    else
        listing->count++;
    if (at == TABLES_FILES_MAX)
        return;
    memmove(listing->names[at + 1], listing->names[at],
            (listing->count - 1 - at) * sizeof *listing->names);
    (void)snprintf(listing->names[at], sizeof *listing->names, "%s", name);
}

/* Files whose names begin with a dot are an editor's. */
static bool is_table(const char *name)
{
    const size_t size = strlen(name);

    return name[0] != '.' && size >= sizeof ending &&
           strcmp(name + size - (sizeof ending - 1), ending) == 0;
}

/*
 * Folders.
 */

static int read_listed(struct pass *pass)
{
    int r = 0;

    for (size_t i = 0; r == 0 && i < pass->listing->count; i++)
        r = read_table(pass, pass->listing->names[i]);
    if (r == 0 && pass->listing->left_out > 0) {
        struct reason why;

        reason_set(&why, "%zu tables are left out: a folder may have %d", pass->listing->left_out,
                   TABLES_FILES_MAX);
        complain(pass->tables, pass->folder, 0, why.text);
    }
    return r;
}

/* A folder that cannot be opened degrades the source, unless it is a site's usual one and does not
 * exist. */
static int refuse_folder(struct pass *pass, int error)
{
    struct source *source = pass->source;
    const bool missing = error == ENOENT || error == ENOTDIR;

    if (file_shortage(error))
        return -error;
    if (missing && strcmp(pass->folder, SOURCES_SITE) == 0)
        return 0;
    if (source->state == SOURCE_OK)
        reason_set(&source->reason, "%.200s: %s",
                   plain_valid(pass->folder, strlen(pass->folder)) ? pass->folder : "a folder",
                   strerror(error));
    if (source->state != SOURCE_DAMAGED)
        source->state = missing ? SOURCE_MISSING : SOURCE_DAMAGED;
    /* It has no tables, like a site without any. But its index tells of it, so it is another index. No
     * file has this name. */
    buffer_append(&pass->digests, "/", sizeof "/");
    return 0;
}

static int read_folder(struct pass *pass, const char *folder)
{
    const int descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NONBLOCK);
    DIR *entries = descriptor < 0 ? NULL : fdopendir(descriptor);
    int r;

    pass->folder = folder;
    pass->listing->count = pass->listing->left_out = 0;
    if (!entries) {
        const int error = errno;

        if (descriptor >= 0)
            (void)close(descriptor);
        return refuse_folder(pass, error);
    }
    for (struct dirent *entry; (entry = readdir(entries)) != NULL;)
        if (is_table(entry->d_name))
            list(pass->listing, entry->d_name);
    pass->directory = descriptor;
    r = read_listed(pass);
    (void)closedir(entries);
    return r;
}

int tables_read(struct tables *tables, const struct tables_folders *folders, struct file *file,
                bool parse_them, struct private_names *names, struct source *source)
{
    struct pass pass = {
        .tables = tables,
        .folders = folders,
        .file = file,
        .parse = parse_them,
        .names = names,
        .source = source,
        .listing = malloc(sizeof *pass.listing),
        .digests = BUFFER_INIT,
    };
    int r = pass.listing ? 0 : -ENOMEM;

    for (size_t i = 0; r == 0 && i < folders->count && i < TABLES_FOLDERS_MAX; i++)
        r = read_folder(&pass, folders->list[i]);
    if (r == 0 &&
        (pass.digests.failed || tables->texts.bytes.failed || tables->sequences.bytes.failed ||
         tables->orphans.failed || tables->strays.failed))
        r = -ENOMEM;
    if (r == 0 && pass.digests.size > 0) {
        checksum_of(pass.digests.bytes, pass.digests.size, source->digest);
    } else if (r == 0 && source->state == SOURCE_OK && folders->owner == TABLES_OF_PROJECT) {
        reason_set(&source->reason, "no tables in the folder");
        source->state = SOURCE_MISSING;
    }
    buffer_release(&pass.digests);
    free(pass.listing);
    return r;
}

static void complain_about_strays(struct tables *tables, const struct sequence_set *sequences)
{
    for (size_t i = 0; i < tables->strays.count; i++) {
        const struct table_stray *stray = &tables->strays.items[i];

        if (!sequence_set_has(sequences, stray->points.list, stray->points.count))
            complain(tables, tables->files.bytes + stray->file, stray->line,
                     "no source names this sequence: add a line with the kind name");
    }
}

void tables_settle(struct tables *tables, const struct private_names *names,
                   const struct sequence_set *sequences, struct source *source)
{
    for (size_t i = 0; i < tables->orphans.count; i++) {
        const struct table_orphan *orphan = &tables->orphans.items[i];
        struct reason why;

        if (private_names_has(names, orphan->code_point))
            continue;
        reason_set(&why, "U+%04X has no name: add a line with the kind name", orphan->code_point);
        complain(tables, tables->files.bytes + orphan->file, orphan->line, why.text);
    }
    if (sequences)
        complain_about_strays(tables, sequences);
    if (tables->bad == 0 || source->state != SOURCE_OK)
        return;
    source->state = SOURCE_DAMAGED;
    if (tables->bad == 1)
        source->reason = tables->first;
    else
        reason_set(&source->reason, "%.400s; and %u more", tables->first.text, tables->bad - 1);
}
