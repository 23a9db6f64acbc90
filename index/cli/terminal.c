/*
 * Standard output as a terminal. Only SGR sequences are sent, those that every terminal of today and
 * less -R know; nothing moves the cursor.
 */

#include "index/cli/terminal.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum {
    WIDTH_UNKNOWN = 80,
    WIDTH_MAX = 4096,
};

static bool is_set(const char *name)
{
    const char *value = getenv(name);

    return value && value[0];
}

/* NO_COLOR: https://no-color.org */
static bool likes_colour(void)
{
    const char *type = getenv("TERM");

    return !is_set("NO_COLOR") && type && type[0] && strcmp(type, "dumb") != 0;
}

static size_t find_width(bool is_terminal)
{
    const char *columns = getenv("COLUMNS");
    struct winsize size;
    unsigned long width = columns ? strtoul(columns, NULL, 10) : 0;

    if (is_terminal && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
        return size.ws_col;
    if (width > 0 && width <= WIDTH_MAX)
        return width;
    return is_terminal ? WIDTH_UNKNOWN : 0;
}

struct terminal terminal_find(enum color color)
{
    bool is = isatty(STDOUT_FILENO);
    bool columns = is || color == COLOR_ALWAYS;

    return (struct terminal){
        .is = is,
        .columns = columns,
        .colour = color == COLOR_ALWAYS || (is && color == COLOR_AUTO && likes_colour()),
        .width = columns ? find_width(is) : 0,
    };
}

void terminal_append(struct buffer *out, const struct terminal *terminal, enum terminal_style style,
                     struct slice text)
{
    static const char *const begins[] = {
        [TERMINAL_BOLD] = "\x1b[1m", [TERMINAL_DIM] = "\x1b[2m", [TERMINAL_GLYPH] = "\x1b[36m"};
    bool styled = terminal->colour && style != TERMINAL_PLAIN && text.size > 0;

    if (styled)
        buffer_append_text(out, begins[style]);
    buffer_append(out, text.bytes, text.size);
    if (styled)
        buffer_append_text(out, "\x1b[0m");
}

void terminal_pad(struct buffer *out, size_t cells)
{
    while (cells-- > 0)
        buffer_append(out, " ", 1);
}
