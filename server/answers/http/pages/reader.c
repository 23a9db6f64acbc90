/*
 * The address decides first, so that a link leads everybody to the same page; and caches keep one answer of
 * such an address. Of Accept-Language only that is kept which makes a difference, so that people who read the
 * same languages share an entity tag, whatever else their browsers send.
 */

#include "server/answers/http/pages/reader.h"

#include <string.h>

#include "server/answers/http/request/negotiate.h"

_Static_assert((int)API_READ_LANGUAGES_SIZE == LANGUAGE_LIST_SIZE, "a reply has them all");

/* What is not a list of tags asks for nothing. */
static void copy_sent(const struct slice *sent, char languages[static LANGUAGE_LIST_SIZE])
{
    languages[0] = '\0';
    if (sent->size >= LANGUAGE_LIST_SIZE || memchr(sent->bytes, '\0', sent->size))
        return;
    memcpy(languages, sent->bytes, sent->size);
    languages[sent->size] = '\0';
}

static void copy_accepted(const char *accept_language, const struct charindex *index,
                          char languages[static LANGUAGE_LIST_SIZE])
{
    char accepted[NEGOTIATE_LANGUAGES_SIZE];

    negotiate_languages(accept_language, accepted);
    language_list_known(index, messages_have, accepted, languages);
}

void reader_of(struct reader *reader, const struct exchange *exchange)
{
    const struct slice *sent = target_value(exchange->target, "lang");
    const struct charindex *index =
        exchange->catalog->state == CATALOG_READY ? exchange->catalog->index : NULL;

    if (sent) {
        copy_sent(sent, reader->languages);
    } else {
        copy_accepted(exchange->request->accept_language, index, reader->languages);
        exchange->reply->by_language = true;
        memcpy(exchange->reply->languages, reader->languages, LANGUAGE_LIST_SIZE);
    }
    reader->messages = messages_find(reader->languages);
}

const struct messages *reader_messages(const struct api_request *request,
                                       const struct target *target)
{
    const struct slice *sent = target ? target_value(target, "lang") : NULL;
    char languages[LANGUAGE_LIST_SIZE];

    if (sent)
        copy_sent(sent, languages);
    else
        copy_accepted(request->accept_language, NULL, languages);
    return messages_find(languages);
}
