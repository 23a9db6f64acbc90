/*
 * Each of the two has a file, records and an outcome, which no other thread touches until the caller has waited for it.
 */

#include "index/sources/background.h"

#include "index/sources/formats/formats.h"
#include "index/sources/synonyms.h"

static void read_unihan(void *context)
{
    struct background *background = context;

    single_read(&background->unihan, background->folders, background->unihan_path,
                background->parse ? unihan_read : NULL);
}

static bool keep_wordnet(void *context, struct wordnet *wordnet)
{
    struct background *background = context;

    background->wordnet = wordnet;
    return true;
}

static void read_wordnet(void *context)
{
    static const struct source_visitor keeping = {.wordnet = keep_wordnet};
    struct background *background = context;

    background->wordnet_outcome =
        synonyms_read(background->parse ? &keeping : NULL, background, background->folders,
                      &background->wordnet_file, background->wordnet_source);
}

void background_begin(struct background *background, const struct folders *folders,
                      const char *unihan_path, struct source *wordnet, bool parse)
{
    background->folders = folders;
    background->unihan_path = unihan_path;
    background->wordnet_source = wordnet;
    background->parse = parse;
    if (!parse) /* known digests cost less than a thread */
        return;
    parallel_begin(&background->reads_unihan, read_unihan, background);
    parallel_begin(&background->reads_wordnet, read_wordnet, background);
}

const struct single *background_unihan(struct background *background)
{
    if (background->parse)
        parallel_finish(&background->reads_unihan);
    else
        read_unihan(background);
    return &background->unihan;
}

int background_wordnet(struct background *background, struct wordnet **wordnet)
{
    if (background->parse)
        parallel_finish(&background->reads_wordnet);
    else
        read_wordnet(background);
    *wordnet = background->wordnet;
    background->wordnet = NULL;
    return background->wordnet_outcome;
}

void background_release(struct background *background)
{
    parallel_abandon(&background->reads_unihan);
    parallel_abandon(&background->reads_wordnet);
    single_release(&background->unihan);
    file_release(&background->wordnet_file);
    wordnet_free(background->wordnet);
    background->wordnet = NULL;
}
