/*
 * Reads the defaults of a person. Words are cut in place: unquoting never makes a text longer.
 */

#include "index/cli/defaults.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "index/base/slice.h"
#include "index/cli/message.h"

static const char variable[] = "CHARFINDER_OPTS";
static char program[] = "charfinder";

/*
 * Words.
 */

/* Copies a word to *to, at or before `from`, without its quotes. Returns what follows it and the white
 * space that ends it, or NULL where a quote is open. */
static const char *cut_word(const char *from, char *to)
{
    char quote = '\0';
    bool last;

    for (; *from && (quote || !slice_is_space(*from)); from++) {
        if (*from == quote) {
            quote = '\0';
        } else if (!quote && (*from == '\'' || *from == '"')) {
            quote = *from;
        } else if (*from == '\\' && quote != '\'' && from[1]) {
            *to++ = *++from;
        } else {
            *to++ = *from;
        }
    }
    last = *from == '\0';
    *to = '\0'; /* which may be the white space */
    if (quote)
        return NULL;
    return last ? from : from + 1;
}

static const char *skip_blank(const char *at, bool comments)
{
    for (;;) {
        while (slice_is_space(*at))
            at++;
        if (!comments || *at != '#')
            return at;
        at += strcspn(at, "\n");
    }
}

static bool complain(const struct defaults_source *source, const char *problem)
{
    message_print("%s: %s", source->name, problem);
    return false;
}

/* Cuts the text into words. */
static bool cut_words(struct defaults_source *source, bool comments)
{
    const char *from = source->text;
    char *to = source->text;

    source->words[source->count++] = program;
    for (;;) {
        from = skip_blank(from, comments);
        if (!*from)
            return true;
        if (source->count > DEFAULTS_WORDS_MAX)
            return complain(source, "too many options: keep at most 64 words");
        source->words[source->count++] = to;
        from = cut_word(from, to);
        if (!from)
            return complain(source, "a quote is not closed: add the missing ' or \"");
        to += strlen(to) + 1;
    }
}

/*
 * Sources.
 */

static bool take_variable(struct defaults_source *source)
{
    const char *value = getenv(variable);

    if (!value || !value[0])
        return true;
    source->name = strdup(variable);
    if (!source->name || strnlen(value, DEFAULTS_SIZE_MAX) == DEFAULTS_SIZE_MAX) {
        message_print("%s is too long: keep it below 16 KB", variable);
        return false;
    }
    source->text = strdup(value);
    return source->text && cut_words(source, false);
}

/* Returns the path, which the caller frees, or NULL if the folder does not exist or memory ran out. */
static char *file_path(void)
{
    const char *config = getenv("XDG_CONFIG_HOME"), *home = getenv("HOME");
    char *path = NULL;
    int size = -1;

    if (config && config[0] == '/')
        size = asprintf(&path, "%s/charfinder/options", config);
    else if (home && home[0] == '/')
        size = asprintf(&path, "%s/.config/charfinder/options", home);
    return size < 0 ? NULL : path;
}

/* Reads the file. Returns its size, or -1 with errno. */
static ssize_t read_file(const char *path, char *text, size_t capacity)
{
    FILE *file = fopen(path, "re");
    size_t size;
    int error;

    if (!file)
        return -1;
    size = fread(text, 1, capacity, file);
    error = ferror(file) ? errno : 0;
    (void)fclose(file);
    errno = error;
    return error ? -1 : (ssize_t)size;
}

static bool take_file(struct defaults_source *source)
{
    ssize_t size;

    source->name = file_path();
    source->text = source->name ? malloc(DEFAULTS_SIZE_MAX) : NULL;
    if (!source->text)
        return true;
    size = read_file(source->name, source->text, DEFAULTS_SIZE_MAX);
    if (size < 0) {
        if (errno != ENOENT && errno != ENOTDIR)
            message_print("cannot read the options in %s: %s", source->name, strerror(errno));
        return true;
    }
    if (size == DEFAULTS_SIZE_MAX)
        return complain(source, "the file is too long: keep it below 16 KB");
    source->text[size] = '\0';
    if (strlen(source->text) != (size_t)size)
        return complain(source, "the file has a byte 0: write text");
    return cut_words(source, true);
}

bool defaults_read(struct defaults *defaults)
{
    *defaults = (struct defaults){.sources = {{.count = 0}}};
    return take_file(&defaults->sources[DEFAULTS_FILE]) &&
           take_variable(&defaults->sources[DEFAULTS_VARIABLE]);
}

void defaults_release(struct defaults *defaults)
{
    for (int i = 0; i < DEFAULTS_SOURCES; i++) {
        free(defaults->sources[i].name);
        free(defaults->sources[i].text);
    }
}
