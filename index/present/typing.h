#ifndef CHARFINDER_INDEX_PRESENT_TYPING_H
#define CHARFINDER_INDEX_PRESENT_TYPING_H

#include <stddef.h>
#include <stdint.h>

#include "index/base/buffer.h"
#include "index/file/charindex.h"

/*
 * How to type a character: with keys, by a name, by its number. Thread-safe.
 *
 *     WAY(name, key, label, where)
 *
 *     name   TYPING_<name> in the program
 *     key    in the API
 *     label  what people call it
 *     where  in which programs
 */
#define TYPING_WAYS(WAY)                                                                           \
    WAY(CONTROL, "control", "Control key", "terminals")                                            \
    WAY(COMPOSE, "compose", "Compose key", "Linux and BSD, where a Compose key is set up")         \
    WAY(GTK, "gtk", "Unicode input", "GTK programs and IBus")                                      \
    WAY(MACOS, "macos", "Unicode Hex Input", "macOS, with the keyboard of this name")              \
    WAY(ALT, "alt", "Alt code", "Windows, on the numeric keypad; western code pages")              \
    WAY(ALT_HEX, "alt_hex", "Hexadecimal Alt code",                                                \
        "Windows, on the numeric keypad, where EnableHexNumpad is set in the registry")            \
    WAY(ALT_X, "alt_x", "Alt-X", "Word, WordPad and LibreOffice")                                  \
    WAY(DIGRAPH, "digraph", "Digraph of RFC 1345", "Vim, in insert mode")                          \
    WAY(VIM, "vim", "Code point", "Vim, in insert mode")                                           \
    WAY(EMACS, "emacs", "Code point", "Emacs")                                                     \
    WAY(KEYSYM, "keysym", "X keysym", "xdotool, xmodmap and XKB layouts")                          \
    WAY(LATEX, "latex", "LaTeX command", "LaTeX and its packages")                                 \
    WAY(TYPST, "typst", "Typst symbol", "Typst")                                                   \
    WAY(INPUT, "input", "Input method", "Agda, Julia and Lean, after a backslash")                 \
    WAY(HTML, "html", "Name in HTML", "HTML")

enum typing_way {
#define TYPING_ENUM(name, key, label, where) TYPING_##name,
    TYPING_WAYS(TYPING_ENUM)
#undef TYPING_ENUM
        TYPING_COUNT,
};

const char *typing_key(enum typing_way way);   /* "compose" */
const char *typing_label(enum typing_way way); /* "Compose key" */
const char *typing_where(enum typing_way way); /* "Linux and BSD, where …" */

enum { TYPING_FORMS_MAX = 4 }; /* of one way, the shortest */

/* Appends the ways of this kind to type these code points, a LF after each: keys with spaces between
 * them ("Compose < 3"), or a text ("\\heartsuit"). A text that means several characters counts only for
 * the likeliest. Returns how many; 0: none. The index may be NULL; then only numbers are known. When memory
 * runs out, the buffer is marked failed. */
size_t typing_append(struct buffer *out, enum typing_way way, const struct charindex *index,
                     const uint32_t *points, size_t count);

#endif
