/*
 * Writes a reply to the socket directly.
 *
 * When libmicrohttpd 0.9.75 itself refuses a request, it logs that first, without saying which request it is. Its
 * reply is in HTML, and after a bad Content-Length its head is sent twice; so ours is sent instead
 * where the request can be found. The library then finds the socket shut down. Where the request is
 * not found, the library's reply is sent; it closes the connection too.
 */

#include "server/transport/http/http_refusal.h"

#include <stddef.h>
#include <sys/socket.h>

#include <microhttpd.h>

#include "index/base/buffer.h"
#include "server/answers/http/api.h"

void http_refusal_end(struct connection *connection, unsigned status, const char *detail)
{
    struct request_account *account = &connection->account;
    int socket = connection->socket;
    struct buffer message = BUFFER_INIT;
    struct api_reply reply;

    api_problem(&reply, status, detail);
    buffer_append_format(&message, "HTTP/1.1 %u %s\r\n", reply.status,
                         MHD_get_reason_phrase_for(reply.status));
    buffer_append_format(&message, "Date: %s\r\n", connection->all->date.text);
    for (size_t i = 0; i < reply.header_count; i++)
        buffer_append_format(&message, "%s: %s\r\n", reply.headers[i].name, reply.headers[i].value);
    buffer_append_format(&message, "Content-Length: %zu\r\nConnection: close\r\n\r\n", reply.size);
    buffer_append(&message, reply.bytes, reply.size);
    account->status = reply.status;
    account->sent = reply.size;
    account->direct = true;
    (void)send(socket, message.bytes, message.size, MSG_DONTWAIT | MSG_NOSIGNAL);
    buffer_release(&message);
    api_reply_release(&reply);
    (void)shutdown(socket, SHUT_RDWR);
}

/* Is the library about to refuse this request? It says that it refuses one, but not which. At the end
 * of a head that it refuses, the size of the head is known and there is no reply yet: of every other
 * request with such a head the handler has been called. Within a head it refuses for lack of memory,
 * which is found out by asking for some. A request that has memory loses it, so only the latest is
 * asked, and once. */
static bool is_being_refused(struct connection *connection, bool latest, unsigned status)
{
    struct MHD_Connection *mhd = connection->library;

    if (connection->seen || MHD_get_connection_info(mhd, MHD_CONNECTION_INFO_HTTP_STATUS))
        return false;
    if (MHD_get_connection_info(mhd, MHD_CONNECTION_INFO_REQUEST_HEADER_SIZE))
        return true;
    if (!latest || connection->probed || status != 431)
        return false;
    connection->probed = true;
    return MHD_set_connection_value(mhd, MHD_FOOTER_KIND, "", NULL) == MHD_NO;
}

static const char *detail_of(unsigned status)
{
    switch (status) {
    case 431:
        return "Send fewer or shorter header fields";
    case 501:
        return "Send no Transfer-Encoding: no request has a body";
    default:
        return "Send at most one Content-Length, a plain number";
    }
}

bool http_refusal_replace(const struct connections *all, unsigned status)
{
    for (unsigned i = 0; i < CONNECTIONS_BEGUN; i++) {
        struct connection *connection = all->begun[(all->begun_last - i) % CONNECTIONS_BEGUN];

        if (!connection || !is_being_refused(connection, i == 0, status))
            continue;
        connection->seen = true;
        http_refusal_end(connection, status, detail_of(status));
        return true;
    }
    return false;
}
