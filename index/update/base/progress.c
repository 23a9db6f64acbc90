/*
 * Bars are drawn below the lines of finished files and replaced as a whole. Nothing else moves the
 * cursor, so that what is scrolled away is complete.
 */

#include "index/update/base/progress.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>

#include "index/base/buffer.h"
#include "index/base/json_text.h"
#include "index/base/terminal.h"

enum {
    BAR_WIDTH = 24,
    NAME_WIDTH = 30,
    ROWS_MAX = 16, /* of files at once */
    DRAW_MS = 100,
    LEAST_COLUMNS = 80, /* narrower terminals have one line for all files instead of bars */
};

bool progress_begin(struct progress *progress, FILE *out, enum progress_style style, size_t count)
{
    *progress = (struct progress){.out = out, .style = style, .count = count};
    progress->files = calloc(count > 0 ? count : 1, sizeof progress->files[0]);
    return progress->files != NULL;
}

void progress_name(struct progress *progress, size_t file, const char *name)
{
    progress->files[file].name = name;
}

static size_t named_files(const struct progress *progress)
{
    size_t count = 0;

    for (size_t i = 0; i < progress->count; i++)
        count += progress->files[i].name != NULL;
    return count;
}

static void append_safe(struct buffer *line, const char *text)
{
    char escape[TERMINAL_ESCAPE_SIZE];
    size_t size = strlen(text), at = 0, taken;

    while (at < size) {
        const char *shown = terminal_next(text, size, &at, escape, &taken);

        buffer_append(line, shown, taken);
    }
}

static void append_json(struct buffer *line, const char *key, const char *text)
{
    struct buffer safe = BUFFER_INIT;

    append_safe(&safe, text);
    buffer_append_format(line, ",\"%s\":", key);
    json_text_append(line, (struct slice){safe.bytes, safe.size});
    buffer_release(&safe);
}

static void append_bytes(struct buffer *line, uint64_t bytes)
{
    if (bytes >= 1000000)
        buffer_append_format(line, "%.1f MB", (double)bytes / 1e6);
    else if (bytes >= 1000)
        buffer_append_format(line, "%.1f kB", (double)bytes / 1e3);
    else
        buffer_append_format(line, "%u bytes", (unsigned)bytes);
}

/* Writes the line and releases it. */
static void put(struct progress *progress, struct buffer *line)
{
    if (!line->failed && line->size > 0)
        (void)fwrite(line->bytes, 1, line->size, progress->out);
    (void)fflush(progress->out);
    buffer_release(line);
}

/* Appends what removes the bars. */
static void append_clear(struct progress *progress, struct buffer *out)
{
    if (progress->rows > 0)
        buffer_append_format(out, "\x1b[%zuA\r\x1b[J", progress->rows);
    progress->rows = 0;
}

void progress_release(struct progress *progress)
{
    struct buffer line = BUFFER_INIT;

    append_clear(progress, &line);
    put(progress, &line);
    free(progress->files);
    progress->files = NULL;
}

void progress_bytes(struct progress *progress, size_t file, uint64_t received, uint64_t expected)
{
    struct progress_file *it = &progress->files[file];

    /* The first call tells what an earlier run had received. */
    if (it->running && received > it->received)
        progress->arrived += received - it->received;
    it->running = true;
    it->doing = NULL;
    it->received = received;
    it->expected = expected;
}

void progress_again(struct progress *progress, size_t file, int64_t delay_ms,
                    const struct reason *reason)
{
    struct progress_file *it = &progress->files[file];
    struct buffer line = BUFFER_INIT;

    it->running = false;
    if (progress->style == PROGRESS_JSON) {
        buffer_append_text(&line, "{\"event\":\"retry\"");
        append_json(&line, "file", it->name);
        append_json(&line, "reason", reason->text);
        buffer_append_format(&line, ",\"delay_ms\":%lld}\n", (long long)delay_ms);
    } else {
        append_clear(progress, &line);
        append_safe(&line, it->name);
        buffer_append_text(&line, ": ");
        append_safe(&line, reason->text);
        buffer_append_format(&line, "; trying again in %.1f s\n", (double)delay_ms / 1000);
    }
    put(progress, &line);
}

void progress_done(struct progress *progress, size_t file, enum outcome outcome,
                   const struct reason *reason)
{
    struct progress_file *it = &progress->files[file];
    const bool fine = outcome == OUTCOME_OK || outcome == OUTCOME_UNCHANGED;
    struct buffer line = BUFFER_INIT;

    it->running = false;
    it->outcome = outcome;
    if (progress->style == PROGRESS_JSON) {
        buffer_append_text(&line, "{\"event\":\"file\"");
        append_json(&line, "file", it->name);
        append_json(&line, "outcome", outcome_name(outcome));
        buffer_append_format(&line, ",\"bytes\":%llu", (unsigned long long)it->received);
        if (!fine)
            append_json(&line, "reason", reason->text);
        buffer_append_text(&line, "}\n");
    } else {
        append_clear(progress, &line);
        append_safe(&line, it->name);
        buffer_append_format(&line, ": %s", outcome_name(outcome));
        if (!fine) {
            buffer_append_text(&line, ": ");
            append_safe(&line, reason->text);
        } else if (outcome == OUTCOME_OK && it->received > 0) {
            buffer_append_text(&line, ", ");
            append_bytes(&line, it->received);
        }
        buffer_append_text(&line, "\n");
    }
    put(progress, &line);
}

/* Without an answer, the size that every terminal has had. */
static struct winsize size_of(FILE *out)
{
    struct winsize size;

    if (ioctl(fileno(out), TIOCGWINSZ, &size) != 0 || size.ws_col == 0 || size.ws_row == 0)
        size = (struct winsize){.ws_col = 80, .ws_row = 24};
    return size;
}

/* Appends a line of bars, cut to the terminal: one that went on in the next row could not be
 * removed. All of it is ASCII. Releases the line. */
static void append_row(struct buffer *out, struct buffer *line, size_t columns)
{
    if (!line->failed && line->size > 0)
        buffer_append(out, line->bytes, line->size < columns ? line->size : columns - 1);
    buffer_append_text(out, "\n");
    buffer_release(line);
}

static void append_bar(struct buffer *out, double share)
{
    const int full = share >= 1 ? BAR_WIDTH : (int)(share * (int)BAR_WIDTH);

    buffer_append_text(out, "[");
    for (int i = 0; i < BAR_WIDTH; i++)
        buffer_append_text(out, i < full ? "#" : "-");
    buffer_append_text(out, "]");
}

static void append_file(struct buffer *out, const struct progress_file *file)
{
    const double share = file->expected > 0 ? (double)file->received / (double)file->expected : 0;

    buffer_append_format(out, "%-*.*s ", NAME_WIDTH, NAME_WIDTH, file->name);
    append_bar(out, file->doing ? 1 : share);
    buffer_append_text(out, " ");
    if (file->doing) {
        buffer_append_text(out, file->doing);
    } else {
        append_bytes(out, file->received);
        if (file->expected > file->received) {
            buffer_append_text(out, " of ");
            append_bytes(out, file->expected);
        }
    }
}

/* A mean in which what was long ago counts little. */
static void update_rate(struct progress *progress, int64_t now_ms)
{
    const double seconds = (double)(now_ms - progress->drawn_ms) / 1000;
    const double latest = (double)(progress->arrived - progress->counted) / seconds;

    if (progress->drawn_ms > 0 && seconds > 0)
        progress->rate += (latest - progress->rate) * (progress->rate > 0 ? 0.1 : 1);
    progress->counted = progress->arrived;
    progress->drawn_ms = now_ms;
}

static void append_all(const struct progress *progress, struct buffer *out, bool narrow)
{
    const size_t all = named_files(progress);
    size_t done = 0;
    uint64_t bytes = 0;

    for (size_t i = 0; i < progress->count; i++) {
        bytes += progress->files[i].received;
        done += progress->files[i].outcome != OUTCOME_PENDING;
    }
    if (narrow) {
        buffer_append_format(out, "%zu of %zu files, ", done, all);
    } else {
        char text[NAME_WIDTH + 1];

        (void)snprintf(text, sizeof text, "%zu of %zu files", done, all);
        buffer_append_format(out, "%-*s ", NAME_WIDTH, text);
        append_bar(out, all > 0 ? (double)done / (double)all : 1);
        buffer_append_text(out, " ");
    }
    append_bytes(out, bytes);
    if (progress->rate >= 1 && done < all) {
        buffer_append_text(out, ", ");
        append_bytes(out, (uint64_t)progress->rate);
        buffer_append_text(out, "/s");
    }
}

static void draw(struct progress *progress)
{
    struct buffer out = BUFFER_INIT, row = BUFFER_INIT;
    const struct winsize size = size_of(progress->out);
    const bool narrow = size.ws_col < LEAST_COLUMNS;
    size_t rows = 0;

    append_clear(progress, &out);
    for (size_t i = 0; i < progress->count && !narrow; i++) {
        if (!progress->files[i].running || rows >= ROWS_MAX || rows + 2 >= size.ws_row)
            continue;
        append_file(&row, &progress->files[i]);
        append_row(&out, &row, size.ws_col);
        rows++;
    }
    append_all(progress, &row, narrow);
    append_row(&out, &row, size.ws_col);
    progress->rows = rows + 1;
    put(progress, &out);
}

void progress_draw(struct progress *progress, int64_t now_ms)
{
    if (progress->style != PROGRESS_BARS ||
        (progress->rows > 0 && now_ms - progress->drawn_ms < DRAW_MS))
        return;
    update_rate(progress, now_ms);
    draw(progress);
}

void progress_doing(struct progress *progress, size_t file, const char *what)
{
    progress->files[file].running = true;
    progress->files[file].doing = what;
    if (progress->style != PROGRESS_BARS)
        return;
    progress->rate = 0; /* nothing arrives meanwhile, if this takes long */
    draw(progress);
}

void progress_count(const struct progress *progress, size_t counts[static OUTCOMES])
{
    memset(counts, 0, OUTCOMES * sizeof counts[0]);
    for (size_t i = 0; i < progress->count; i++)
        counts[progress->files[i].outcome]++;
}

/* " (Blocks.txt, Scripts.txt)" */
static void append_names(const struct progress *progress, enum outcome outcome, struct buffer *line)
{
    const char *separator = " (";

    for (size_t i = 0; i < progress->count; i++) {
        if (progress->files[i].outcome != outcome)
            continue;
        buffer_append_text(line, separator);
        append_safe(line, progress->files[i].name);
        separator = ", ";
    }
    buffer_append_text(line, ")");
}

void progress_summary(struct progress *progress, const char *closing)
{
    struct buffer line = BUFFER_INIT;
    size_t counts[OUTCOMES];
    const bool json = progress->style == PROGRESS_JSON;
    const size_t files = named_files(progress);
    const char *separator = ": ";

    progress_count(progress, counts);
    append_clear(progress, &line);
    if (json)
        buffer_append_format(&line, "{\"event\":\"end\",\"files\":%zu", files);
    else
        buffer_append_format(&line, files == 1 ? "%zu file" : "%zu files", files);
    for (int i = OUTCOME_OK; i < OUTCOMES; i++) {
        const char *name = outcome_name((enum outcome)i);

        if (json)
            buffer_append_format(&line, ",\"%s\":%zu", name, counts[i]);
        if (json || counts[i] == 0)
            continue;
        buffer_append_format(&line, "%s%zu %s", separator, counts[i], name);
        separator = ", ";
        if (i > OUTCOME_UNCHANGED)
            append_names(progress, (enum outcome)i, &line);
    }
    if (json) {
        append_json(&line, "result", closing);
        buffer_append_text(&line, "}\n");
    } else {
        buffer_append_text(&line, "\n");
        append_safe(&line, closing);
        buffer_append_text(&line, "\n");
    }
    put(progress, &line);
}
