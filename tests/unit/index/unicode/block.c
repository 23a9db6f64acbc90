/*
 * Names of blocks against the complete lists in Debian's unicode-data: Blocks.txt, and the
 * identifiers of the same blocks in PropertyValueAliases.txt.
 */

#include "index/unicode/block.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define UCD "/usr/share/unicode/"

enum { BLOCKS_MAX = 512, NAME_SIZE = 96 };

/* UAX44-LM3: case, spaces, hyphens and underscores are ignored. */
static void loosen(const char *name, char out[static NAME_SIZE])
{
    size_t size = 0;

    for (; *name && size + 1 < NAME_SIZE; name++)
        if (!strchr(" _-", *name))
            out[size++] = (char)(*name >= 'A' && *name <= 'Z' ? *name + ('a' - 'A') : *name);
    out[size] = '\0';
}

/* The long identifiers of all blocks, with their loose short and long names. */
struct alias {
    char loose[2][NAME_SIZE];
    char identifier[NAME_SIZE];
};

static size_t read_aliases(struct alias aliases[static BLOCKS_MAX])
{
    FILE *file = fopen(UCD "PropertyValueAliases.txt", "r");
    char line[512], brief[NAME_SIZE], identifier[NAME_SIZE];
    size_t count = 0;

    assert_non_null(file);
    while (fgets(line, sizeof line, file)) {
        if (sscanf(line, "blk; %95[^ ;] ; %95[^ ;\n]", brief, identifier) != 2)
            continue;
        assert_true(count < BLOCKS_MAX);
        loosen(brief, aliases[count].loose[0]);
        loosen(identifier, aliases[count].loose[1]);
        (void)snprintf(aliases[count++].identifier, NAME_SIZE, "%s", identifier);
    }
    (void)fclose(file);
    return count;
}

static const char *identifier_of(const char *name, const struct alias *aliases, size_t count)
{
    char loose[NAME_SIZE];

    loosen(name, loose);
    for (size_t i = 0; i < count; i++)
        if (strcmp(aliases[i].loose[0], loose) == 0 || strcmp(aliases[i].loose[1], loose) == 0)
            return aliases[i].identifier;
    return NULL;
}

static void test_every_block_has_the_name_of_blocks_txt(void **state)
{
    static struct alias aliases[BLOCKS_MAX];
    size_t count = read_aliases(aliases), checked = 0;
    FILE *file = fopen(UCD "Blocks.txt", "r");
    char line[512], name[NAME_SIZE], written[NAME_SIZE];

    (void)state;
    assert_non_null(file);
    while (fgets(line, sizeof line, file)) {
        const char *identifier;

        if (line[0] == '#' || sscanf(line, "%*[^;]; %95[^\n]", name) != 1)
            continue;
        identifier = identifier_of(name, aliases, count);
        assert_non_null(identifier);
        block_name(identifier, written, sizeof written);
        assert_string_equal(written, name);
        checked++;
    }
    (void)fclose(file);
    assert_true(checked > 300);
}

/* ICU may know a block before Blocks.txt does. */
static void test_a_name_that_is_newer_than_blocks_txt(void **state)
{
    char name[NAME_SIZE];

    (void)state;
    block_name("Tulu_Tigalari", name, sizeof name);
    assert_string_equal(name, "Tulu-Tigalari");
}

static void test_what_does_not_fit_is_cut(void **state)
{
    char name[10];

    (void)state;
    block_name("Latin_Extended_A", name, sizeof name);
    assert_string_equal(name, "Latin Ext");
    block_name("", name, sizeof name);
    assert_string_equal(name, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_block_has_the_name_of_blocks_txt),
        cmocka_unit_test(test_a_name_that_is_newer_than_blocks_txt),
        cmocka_unit_test(test_what_does_not_fit_is_cut),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
