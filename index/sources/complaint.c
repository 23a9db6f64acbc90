/*
 * What it means to lack a source. The index is whole without any of the files, only poorer; so
 * what is told is not what went wrong inside, but what will not be found, and the package that
 * brings it.
 */

#include "index/sources/complaint.h"

#include <assert.h>

struct loss {
    const char *what;    /* is not searched */
    const char *package; /* of Debian */
};

static struct loss loss_of(enum source_id id)
{
    switch (id) {
    case SOURCE_ICU:
        return (struct loss){"names", "libicu"};
    case SOURCE_ALIASES:
        return (struct loss){"formal aliases", "unicode-data"};
    case SOURCE_NAMES_LIST:
        return (struct loss){"informal aliases and cross references", "unicode-data"};
    case SOURCE_SEQUENCES:
        return (struct loss){"named sequences", "unicode-data"};
    case SOURCE_EMOJI:
        return (struct loss){"emoji of several code points", "unicode-data"};
    case SOURCE_ANNOTATIONS:
        return (struct loss){"keywords", "unicode-cldr-core"};
    case SOURCE_UNIHAN:
        return (struct loss){"definitions of ideographs", "unicode-data"};
    case SOURCE_HTML:
        return (struct loss){"HTML's names of characters", "w3c-sgml-lib"};
    case SOURCE_COUNT:
        break;
    }
    assert(false && "a source");
    return (struct loss){"", ""};
}

/* Keywords come from a file or two for each language, and one language may be missing alone. */
static void complain_of_languages(const struct source *source, const char *directory,
                                  struct reason *complaint)
{
    reason_set(complaint,
               "Source cldr is %s in part: %s; the keywords of all other languages are searched; "
               "looked in %s",
               source_state_name(source->state),
               source->reason.text[0] ? source->reason.text : "a language is not as it should be",
               directory);
}

bool source_complaint(const struct sources *sources, enum source_id id, const char *directory,
                      struct reason *complaint)
{
    const struct source *source = &sources->list[id];
    struct loss loss = loss_of(id);

    if (source->state == SOURCE_OK)
        return false;
    if (id == SOURCE_ANNOTATIONS && source->records > 0) {
        complain_of_languages(source, directory, complaint);
        return true;
    }
    /* The directory last: it may be long, and then it is cut. */
    reason_set(complaint, "Source %.*s is %s: %s are not searched; install %s%s; looked in %s",
               SOURCE_NAME_SIZE, source->name, source_state_name(source->state), loss.what,
               source->state == SOURCE_DAMAGED ? "again " : "", loss.package, directory);
    return true;
}
