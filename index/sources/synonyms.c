/*
 * After the first file that cannot be used, the rest is digested only.
 */

#include "index/sources/synonyms.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "index/sources/formats/wordnet.h"

struct reading {
    const struct folders *folders;
    struct file *file;
    struct source *source;
    bool parsing; /* false: only the digest is wanted */
};

static int read_file(struct reading *it, struct wordnet *wordnet, enum wordnet_part part,
                     bool index, uint8_t digest[CHECKSUM_SIZE])
{
    static const char *const names[WORDNET_PARTS] = {"noun", "verb", "adj", "adv"};
    struct reason why = {.text = ""};
    char path[sizeof "wordnet/index.noun"];
    int r;

    (void)snprintf(path, sizeof path, "wordnet/%s.%s", index ? "index" : "data", names[part]);
    r = folders_take(it->folders, it->file, path, it->parsing, digest, &why);
    if (r == SOURCE_OK && wordnet)
        r = (index ? wordnet_read_index : wordnet_read_data)(wordnet, part, it->file->bytes,
                                                             it->file->size, &why);
    if (r > SOURCE_OK)
        source_degrade(it->source, (enum source_state)r, path, &why);
    return r;
}

static int read_files(struct reading *it, struct wordnet *wordnet)
{
    uint8_t digests[2 * WORDNET_PARTS][CHECKSUM_SIZE];

    for (unsigned i = 0; i < 2 * WORDNET_PARTS; i++) {
        const bool usable = it->source->state == SOURCE_OK;
        int r = read_file(it, usable ? wordnet : NULL, (enum wordnet_part)(i % WORDNET_PARTS),
                          i >= WORDNET_PARTS, digests[i]);

        if (r < 0)
            return r;
    }
    checksum_of(digests, sizeof digests, it->source->digest);
    return 0;
}

int synonyms_read(const struct source_visitor *visitor, void *context,
                  const struct folders *folders, struct file *file, struct source *source)
{
    struct reading it = {
        .folders = folders, .file = file, .source = source, .parsing = visitor != NULL};
    struct wordnet *wordnet;
    int r;

    if (!visitor)
        return read_files(&it, NULL);
    wordnet = wordnet_new();
    if (!wordnet)
        return -ENOMEM;
    r = read_files(&it, wordnet);
    if (r == 0 && source->state == SOURCE_OK)
        r = wordnet_finish(wordnet);
    if (r < 0 || source->state != SOURCE_OK) {
        wordnet_free(wordnet);
        return r;
    }
    source->records = wordnet_words(wordnet);
    return visitor->wordnet(context, wordnet) ? 0 : -ECANCELED;
}
