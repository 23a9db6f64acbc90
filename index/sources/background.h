#ifndef CHARFINDER_INDEX_SOURCES_BACKGROUND_H
#define CHARFINDER_INDEX_SOURCES_BACKGROUND_H

#include "index/base/parallel.h"
#include "index/sources/formats/wordnet.h"
#include "index/sources/single.h"

/*
 * Unihan and WordNet, which take longer than all other sources together: they are read in the background, from
 * the beginning until somebody needs them. Where only digests are wanted, they are taken when they are needed.
 * Begin and release in the same thread.
 */

struct background {
    const struct folders *folders;
    const char *unihan_path;
    bool parse;
    struct single unihan;
    struct source *wordnet_source;
    struct file wordnet_file;
    struct wordnet *wordnet; /* owned until it is given out */
    int wordnet_outcome;
    struct parallel_task reads_unihan, reads_wordnet;
};

#define BACKGROUND_INIT                                                                            \
    {                                                                                              \
        .unihan = SINGLE_INIT, .wordnet_file = FILE_INIT                                           \
    }

/* Borrows the folders and the path. `wordnet` gets WordNet's digest, state, reason and records; nothing else may
 * use it before background_wordnet(). */
void background_begin(struct background *background, const struct folders *folders,
                      const char *unihan_path, struct source *wordnet, bool parse);

/* Waits for Unihan. */
const struct single *background_unihan(struct background *background);

/* Waits for WordNet. *wordnet is the caller's; NULL where it could not be read or is not wanted. Returns as
 * synonyms_read(). */
int background_wordnet(struct background *background, struct wordnet **wordnet);

/* Also of one that was never begun. */
void background_release(struct background *background);

#endif
