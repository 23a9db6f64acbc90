/*
 * Complaints about queries as sentences. Which sentence it is, is decided where the query is parsed.
 */

#include "server/answers/http/pages/complaint_words.h"

#include <stdio.h>

enum { KEY_SIZE = 64 }; /* of a message */

void complaint_words_append(struct buffer *out, const struct messages *messages, struct slice code,
                            struct slice key, struct slice closest)
{
    const struct message_value of_value[] = {MESSAGE_TEXT("key", key), {0}};
    const struct message_value of_closest[] = {MESSAGE_TEXT("closest", closest), {0}};
    char message[KEY_SIZE];

    (void)snprintf(message, sizeof message, "complaint.%.*s", (int)code.size, code.bytes);
    message_append(out, messages, slice_of(message), of_value);
    if (closest.size == 0)
        return;
    buffer_append_text(out, " ");
    message_append(out, messages, slice_of("complaint.closest"), of_closest);
}
