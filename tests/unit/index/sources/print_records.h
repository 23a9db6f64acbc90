#ifndef CHARFINDER_TESTS_UNIT_INDEX_SOURCES_PRINT_RECORDS_H
#define CHARFINDER_TESTS_UNIT_INDEX_SOURCES_PRINT_RECORDS_H

/*
 * What a parser tells of a file, written as text so that tables can be compared with it, a record
 * a line:
 *
 *   0009 control CHARACTER TABULATION
 *   2600 keyword@3 sunny               in language 3
 *   2192 ascii (7) ->                  a spelling, with its weight
 *   0023+FE0F+20E3 #1290 keycap: # (Symbols)   a sequence, #0 where it is not an emoji; its group
 *   00B6 -> 2761                       a reference
 *   231A both                          both presentations
 *
 * Include cmocka first.
 */

#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "index/base/buffer.h"
#include "index/sources/formats/files.h"
#include "index/sources/formats/formats.h"
#include "index/sources/records/records.h"

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

typedef int (*read_function)(const char *bytes, size_t size, struct records *records,
                             struct reason *reason);

static inline void print_points(struct buffer *printed, const uint32_t *points, size_t count)
{
    for (size_t i = 0; i < count; i++)
        buffer_append_format(printed, "%s%04X", i ? "+" : "", points[i]);
}

static inline bool print_sequence(void *context, const struct source_sequence *sequence)
{
    print_points(context, sequence->points, sequence->count);
    buffer_append_format(context, " #%u %.*s", sequence->order, (int)sequence->name_size,
                         sequence->name);
    if (sequence->group != EMOJI_GROUP_NONE)
        buffer_append_format(context, " (%s)", emoji_group_name(sequence->group));
    buffer_append_text(context, "\n");
    return true;
}

static inline bool print_text(void *context, const struct source_text *text)
{
    static const char *const kinds[TEXT_KINDS] = {
        "correction", "control",    "alternate", "figment",    "abbreviation", "informal",
        "html",       "short-name", "keyword",   "definition", "mark",         "nickname",
    };

    print_points(context, text->points, text->count);
    buffer_append_format(context, " %s", kinds[text->kind]);
    if (text->language > 0)
        buffer_append_format(context, "@%u", text->language);
    buffer_append_format(context, " %.*s\n", (int)text->size, text->text);
    return true;
}

static inline bool print_spelling(void *context, const struct source_spelling *spelling)
{
    print_points(context, spelling->points, spelling->count);
    buffer_append_format(context, " %s (%u) %.*s\n", spelling_word(spelling->kind),
                         spelling->weight, (int)spelling->size, spelling->text);
    return true;
}

static inline bool print_reference(void *context, uint32_t from, uint32_t to)
{
    buffer_append_format(context, "%04X -> %04X\n", from, to);
    return true;
}

static inline bool print_presentations(void *context, uint32_t code_point)
{
    buffer_append_format(context, "%04X both\n", code_point);
    return true;
}

static const struct source_visitor printer = {.sequence = print_sequence,
                                              .text = print_text,
                                              .spelling = print_spelling,
                                              .reference = print_reference,
                                              .presentations = print_presentations};

/* Read from memory of exactly its size. The text is NUL-terminated; the caller frees it. */
static inline char *print_records(read_function reader, const char *bytes, size_t size,
                                  int *outcome, struct reason *reason, uint32_t *count)
{
    struct records records = RECORDS_INIT;
    struct buffer printed = BUFFER_INIT;
    char *copy = malloc(size ? size : 1);

    assert_non_null(copy);
    memcpy(copy, bytes, size);
    *reason = (struct reason){.text = ""};
    *outcome = reader(copy, size, &records, reason);
    free(copy);
    assert_int_equal(records_hand_over(&records, &printer, &printed), 0);
    *count = records.count;
    records_release(&records);
    buffer_append(&printed, "", 1);
    return buffer_detach(&printed, &size);
}

struct good_file {
    const char *text, *printed;
};

static inline void assert_good(read_function reader, const struct good_file *files, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct reason reason;
        uint32_t records;
        int outcome;
        char *printed = print_records(reader, files[i].text, strlen(files[i].text), &outcome,
                                      &reason, &records);

        if (outcome != SOURCE_OK)
            fail_msg("%s\nrefused: %s", files[i].text, reason.text);
        assert_string_equal(printed, files[i].printed);
        free(printed);
    }
}

struct bad_file {
    const char *text;
    const char *reason; /* its prefix */
};

static inline void assert_bad(read_function reader, const struct bad_file *files, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct reason reason;
        uint32_t records;
        int outcome;

        free(print_records(reader, files[i].text, strlen(files[i].text), &outcome, &reason,
                           &records));
        if (outcome != SOURCE_DAMAGED)
            fail_msg("%s\noutcome %d, not damaged", files[i].text, outcome);
        if (strncmp(reason.text, files[i].reason, strlen(files[i].reason)) != 0)
            fail_msg("%s\nrefused because \"%s\"", files[i].text, reason.text);
    }
}

/* A file as Debian has it. */
static inline struct file installed(const char *path)
{
    int directory = open(SOURCES_DIRECTORY, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    struct reason reason = {.text = ""};
    struct file file = FILE_INIT;

    if (file_read(&file, directory, path, &reason) != SOURCE_OK)
        fail_msg("%s: %s", path, reason.text);
    (void)close(directory);
    return file;
}

static inline unsigned occurrences(const struct file *file, const char *text)
{
    const char *at = file->bytes, *end = file->bytes + file->size;
    unsigned count = 0;

    while ((at = memmem(at, (size_t)(end - at), text, strlen(text))) != NULL) {
        at += strlen(text);
        count++;
    }
    return count;
}

/* All of an installed file is read. Returns how many records. */
static inline uint32_t assert_installed_is_good(read_function reader, const struct file *file)
{
    struct reason reason;
    uint32_t records;
    int outcome;

    free(print_records(reader, file->bytes, file->size, &outcome, &reason, &records));
    if (outcome != SOURCE_OK)
        fail_msg("it refused: %s", reason.text);
    return records;
}

/* Wherever the file is cut off, nothing of it is used. */
static inline void assert_every_cut_is_noticed(read_function reader, const char *text, size_t size)
{
    for (size_t cut = 0; cut < size; cut++) {
        struct reason reason;
        uint32_t records;
        int outcome;

        free(print_records(reader, text, cut, &outcome, &reason, &records));
        if (outcome != SOURCE_DAMAGED || reason.text[0] == '\0')
            fail_msg("cut after %zu bytes: outcome %d, \"%s\"", cut, outcome, reason.text);
    }
}

#endif
