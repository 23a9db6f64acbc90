/*
 * A file without a usable record counts as damaged: somebody has emptied it.
 */

#include "index/sources/single.h"

void single_release(struct single *single)
{
    file_release(&single->file);
    records_release(&single->records);
}

void single_read(struct single *single, const struct folders *folders, const char *path,
                 single_parser parser)
{
    int r;

    single->why = (struct reason){.text = ""};
    r = folders_take(folders, &single->file, path, parser != NULL, single->digest, &single->why);
    single->is_read = r == SOURCE_OK;
    if (r == SOURCE_OK && parser) {
        records_clear(&single->records);
        r = parser(single->file.bytes, single->file.size, &single->records, &single->why);
        if (r == SOURCE_OK && single->records.count == 0) {
            reason_set(&single->why, "no usable records");
            r = SOURCE_DAMAGED;
        }
    }
    single->outcome = r;
}
