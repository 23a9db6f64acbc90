#ifndef CHARFINDER_TESTS_UNIT_INDEX_SOURCES_TREE_H
#define CHARFINDER_TESTS_UNIT_INDEX_SOURCES_TREE_H

/*
 * A small directory of valid sources, which a test then damages. Include cmocka first.
 */

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "index/sources/languages.h"
#include "tests/unit/index/base/remove_tree.h"

#define TREE_TEMPLATE          "/tmp/charfinder-sources-XXXXXX"
#define TREE_FOLDER            "/share"
#define TREE_ALIASES           "unicode/NameAliases.txt"
#define TREE_NAMES             "unicode/NamesList.txt"
#define TREE_SEQUENCES         "unicode/NamedSequences.txt"
#define TREE_EMOJI             "unicode/emoji/emoji-test.txt"
#define TREE_VARIATIONS        "unicode/emoji/emoji-variation-sequences.txt"
#define TREE_UNIHAN            "unicode/Unihan_Readings.txt.bz2"
#define TREE_HTML              "xml/w3c-sgml-lib/schema/dtd/REC-xml-entity-names-20100401/htmlmathml-f.ent"
#define TREE_GLYPHS            "aglfn/glyphlist.txt"
#define TREE_KEYSYMS           "../include/X11/keysymdef.h"
#define TREE_COMPOSE           "X11/locale/en_US.UTF-8/Compose"
#define TREE_DIGRAPHS          "m17n/rfc1345.mim"
#define TREE_LATEX             "m17n/math-latex.mim"
#define TREE_PLAIN(language)   ANNOTATIONS_DIRECTORY "/" language ".xml"
#define TREE_DERIVED(language) DERIVED_DIRECTORY "/" language ".xml"

struct tree {
    char top[sizeof TREE_TEMPLATE];
    char path[sizeof TREE_TEMPLATE + sizeof TREE_FOLDER]; /* of the sources, in `top` */
    char names[sizeof TREE_TEMPLATE + sizeof TREE_FOLDER + sizeof "/names.d"];
    int directory; /* an open descriptor */
};

static inline void tree_write(const struct tree *tree, const char *name, const void *bytes,
                              size_t size)
{
    char path[256];
    int file;

    (void)snprintf(path, sizeof path, "%s", name);
    for (char *end = path; (end = strchr(end, '/')) != NULL; *end++ = '/') {
        *end = '\0';
        (void)mkdirat(tree->directory, path, 0700);
    }
    (void)unlinkat(tree->directory, name, 0);
    file = openat(tree->directory, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    assert_true(file >= 0);
    assert_int_equal(write(file, bytes, size), size);
    assert_int_equal(close(file), 0);
}

static inline void tree_write_text(const struct tree *tree, const char *name, const char *text)
{
    tree_write(tree, name, text, strlen(text));
}

static inline void tree_remove(const struct tree *tree, const char *name)
{
    assert_int_equal(unlinkat(tree->directory, name, 0), 0);
}

/* A keyword and, after it, a derived short name. */
static inline void tree_write_language(const struct tree *tree, const char *language)
{
    char path[256], text[256];

    (void)snprintf(path, sizeof path, "%s/%s.xml", ANNOTATIONS_DIRECTORY, language);
    (void)snprintf(text, sizeof text, "<ldml><annotation cp=\"A\">%s</annotation></ldml>",
                   language);
    tree_write_text(tree, path, text);
    (void)snprintf(path, sizeof path, "%s/%s.xml", DERIVED_DIRECTORY, language);
    (void)snprintf(text, sizeof text,
                   "<ldml><annotation cp=\"B\" type=\"tts\">%s</annotation></ldml>", language);
    tree_write_text(tree, path, text);
}

/* A word in each part of speech. */
static inline void tree_write_wordnet(const struct tree *tree)
{
    static const struct {
        const char *name;
        char letter;
    } parts[] = {{"noun", 'n'}, {"verb", 'v'}, {"adj", 'a'}, {"adv", 'r'}};

    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        char path[64], text[64];

        (void)snprintf(path, sizeof path, "wordnet/data.%s", parts[i].name);
        (void)snprintf(text, sizeof text, "00000001 03 %c 01 sun 0 000 | x  \n", parts[i].letter);
        tree_write_text(tree, path, text);
        (void)snprintf(path, sizeof path, "wordnet/index.%s", parts[i].name);
        (void)snprintf(text, sizeof text, "sun %c 1 0 1 0 00000001  \n", parts[i].letter);
        tree_write_text(tree, path, text);
    }
}

static inline struct tree tree_make(void)
{
    /* "U+4E00\tkDefinition\tone\n" */
    static const unsigned char unihan[] = {
        0x42, 0x5A, 0x68, 0x39, 0x31, 0x41, 0x59, 0x26, 0x53, 0x59, 0x01, 0x34, 0xDB, 0x43,
        0x00, 0x00, 0x04, 0xDF, 0x80, 0x00, 0x30, 0x00, 0x08, 0x44, 0x00, 0x06, 0x00, 0x02,
        0x00, 0x03, 0x29, 0x84, 0x00, 0x20, 0x00, 0x31, 0x4C, 0x00, 0x01, 0x10, 0xD0, 0x3F,
        0x54, 0x7A, 0x9E, 0xA4, 0xA0, 0x93, 0x48, 0x37, 0xC3, 0xAE, 0xE9, 0xC3, 0x8B, 0x57,
        0xE2, 0xEE, 0x48, 0xA7, 0x0A, 0x12, 0x00, 0x26, 0x9B, 0x68, 0x60};
    struct tree tree = {.top = TREE_TEMPLATE};

    assert_non_null(mkdtemp(tree.top));
    (void)snprintf(tree.path, sizeof tree.path, "%s" TREE_FOLDER, tree.top);
    assert_int_equal(mkdir(tree.path, 0700), 0);
    tree.directory = open(tree.path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    assert_true(tree.directory >= 0);
    tree_write_text(&tree, TREE_ALIASES, "0041;AY;abbreviation\n# EOF\n");
    tree_write_text(&tree, TREE_NAMES, "0041\tA\n\t= alpha\n\tx 0042\n10FFFF\t<none>\n");
    tree_write_text(&tree, TREE_SEQUENCES, "TWO;0041 0042\n# EOF\n");
    tree_write_text(&tree, TREE_EMOJI, "2600 FE0F ; fully-qualified # x E1.0 sun\n#EOF\n");
    tree_write_text(&tree, TREE_VARIATIONS,
                    "231A FE0E ; text style;\n231A FE0F ; emoji style;\n#EOF\n");
    tree_write(&tree, TREE_UNIHAN, unihan, sizeof unihan);
    tree_write_text(&tree, TREE_HTML, "<!ENTITY sun '&#x2600;'>\n");
    tree_write_text(&tree, TREE_GLYPHS, "sun;2600\n# END\n");
    tree_write_text(&tree, TREE_KEYSYMS, "#define XK_at 0x40\n");
    tree_write_text(&tree, TREE_COMPOSE, "<Multi_key> <minus> <greater> : \"\u2192\"\n");
    tree_write_text(&tree, TREE_DIGRAPHS, "(map (map (\"&SU\" 0x263C)))\n");
    tree_write_text(&tree, TREE_LATEX, "(map (math (\"to\" 0x2192)))\n");
    tree_write_wordnet(&tree);
    tree_write_text(&tree, "names.d/ascii.tsv", "U+2192\tascii\t=>\n");
    tree_write_language(&tree, "en");
    (void)snprintf(tree.names, sizeof tree.names, "%s/names.d", tree.path);
    return tree;
}

static inline void tree_delete(struct tree *tree)
{
    assert_int_equal(close(tree->directory), 0);
    assert_int_equal(remove_tree(tree->top), 0);
}

/* The setup and teardown of a test; *state is the tree. */
static inline int tree_setup(void **state)
{
    struct tree *tree = malloc(sizeof *tree);

    assert_non_null(tree);
    *tree = tree_make();
    *state = tree;
    return 0;
}

static inline int tree_teardown(void **state)
{
    tree_delete(*state);
    free(*state);
    return 0;
}

#define IN_A_TREE(test) cmocka_unit_test_setup_teardown(test, tree_setup, tree_teardown)

#endif
