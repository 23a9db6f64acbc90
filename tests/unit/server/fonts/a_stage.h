#ifndef CHARFINDER_TESTS_UNIT_SERVER_FONTS_A_STAGE_H
#define CHARFINDER_TESTS_UNIT_SERVER_FONTS_A_STAGE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "server/base/log.h"
#include "server/fonts/helper.h"
#include "server/fonts/keep.h"
#include "server/fonts/maker.h"
#include "tests/indexes/ready.h"
#include "tests/unit/index/base/remove_tree.h"

/* What a maker needs: the real program, an index of characters, and a folder of its own. */

#define DEJAVU "/usr/share/fonts/truetype/dejavu"

static struct {
    char folder[64];
    struct charindex *index;
    struct helper helper;
    struct keep keep;
    int stop;
    char program[HELPER_PATH_SIZE];
} stage;

static inline int stage_new(void **state)
{
    struct reason reason;

    (void)state;
    log_init(LOG_LEVEL_ERROR); /* warnings are expected */
    (void)snprintf(stage.folder, sizeof stage.folder, "/tmp/charfinder-maker-XXXXXX");
    stage.stop = eventfd(0, EFD_CLOEXEC);
    if (!mkdtemp(stage.folder) || !helper_find(stage.program) ||
        ready_index(READY_CHARACTERS, &stage.index, &reason) != 0)
        return -1;
    keep_open(&stage.keep, stage.folder);
    helper_init(&stage.helper, stage.program, stage.stop);
    return 0;
}

static inline int stage_free(void **state)
{
    (void)state;
    helper_release(&stage.helper);
    keep_close(&stage.keep);
    charindex_unref(stage.index);
    (void)close(stage.stop);
    return remove_tree(stage.folder);
}

#define ON_STAGE(test) cmocka_unit_test_setup_teardown(test, stage_new, stage_free)

/* A maker of the fonts of a folder. Returns what maker_learn() does. */
static inline int stage_maker(struct maker *maker, const char *folder)
{
    static const char *folders[1];
    const struct maker_surroundings around = {.helper = &stage.helper,
                                              .keep = &stage.keep,
                                              .folders = folders,
                                              .folder_count = 1,
                                              .index = stage.index};
    struct reason reason;

    folders[0] = folder;
    maker_init(maker, &around);
    return maker_learn(maker, &reason);
}

/* A program in the place of the real one, which says hello and dies with each request. */
static inline const char *stage_deadly_program(void)
{
    static char program[128];
    FILE *file;

    (void)snprintf(program, sizeof program, "%s/program", stage.folder);
    file = fopen(program, "w");
    assert_non_null(file);
    assert_true(
        fprintf(file, "#!/bin/sh\necho %.*s >&0\n", (int)strlen(WIRE_HELLO) - 1, WIRE_HELLO) > 0);
    assert_int_equal(fclose(file), 0);
    assert_int_equal(chmod(program, 0700), 0);
    return program;
}

#endif
