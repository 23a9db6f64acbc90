/*
 * An indexer without a thread. There is one generation: a catalog that has the index keeps it.
 */

#include "tests/unit/server/transport/scripted_indexer.h"

#include <stdlib.h>

#include "server/indexer/indexer.h"
#include "tests/unit/index/file/small_image.h"

static struct {
    struct charindex *index;
    enum catalog_state state;
    unsigned progress;
} script;

struct charindex *scripted_index(void)
{
    static struct small_image image;
    struct reason reason;

    if (script.index)
        return script.index;
    small_image_make(&image);
    if (charindex_parse(image.bytes, image.size, &script.index, &reason) != 0)
        abort();
    return script.index;
}

void scripted_index_free(void)
{
    charindex_unref(script.index);
    script.index = NULL;
}

int scripted_index_teardown(void **state)
{
    (void)state;
    scripted_index_free();
    return 0;
}

void scripted_indexer_set(enum catalog_state state, unsigned progress)
{
    script.state = state;
    script.progress = progress;
}

bool scripted_indexer_fetch(struct catalog *catalog)
{
    bool first = script.state == CATALOG_READY && !catalog->index;

    if (first)
        catalog->index = charindex_ref(scripted_index());
    catalog->state = script.state;
    catalog->progress = script.progress;
    if (script.state == CATALOG_FAILED)
        reason_set(&catalog->failure, "the script says so");
    return first;
}

bool indexer_fetch(struct indexer *indexer, struct catalog *catalog)
{
    (void)indexer;
    return scripted_indexer_fetch(catalog);
}
