/*
 * Three sources, in the order of the trust that they deserve. The fields of proxies are looked up only
 * for peers that are proxies, so that other requests take no longer.
 */

#include "server/transport/http/http_site.h"

#include "server/config/settings.h"
#include "server/transport/http/http_fields.h"

static bool is_trusted(const void *context, const char *address)
{
    struct network network;

    return !network_parse(&network, address) && networks_have(context, &network.address);
}

static void read_fields(struct original *original, struct MHD_Connection *mhd,
                        const struct networks *trusted)
{
    struct buffer forwarded = BUFFER_INIT, proto = BUFFER_INIT, host = BUFFER_INIT,
                  prefix = BUFFER_INIT, clients = BUFFER_INIT;
    const struct original_fields fields = {
        .forwarded = http_field_joined(mhd, "Forwarded", &forwarded),
        .proto = http_field_joined(mhd, "X-Forwarded-Proto", &proto),
        .host = http_field_joined(mhd, "X-Forwarded-Host", &host),
        .prefix = http_field_joined(mhd, "X-Forwarded-Prefix", &prefix),
        .clients = http_field_joined(mhd, "X-Forwarded-For", &clients),
    };

    original_read(original, &fields,
                  &(struct original_trust){.has = is_trusted, .context = trusted});
    buffer_release(&forwarded);
    buffer_release(&proto);
    buffer_release(&host);
    buffer_release(&prefix);
    buffer_release(&clients);
}

void http_site_find(struct http_site *found, struct MHD_Connection *mhd,
                    const struct connection *connection)
{
    const struct config_live *settings = connection->all->settings;
    const char *host;

    found->original = (struct original){.tls = false};
    found->host = (struct buffer)BUFFER_INIT;
    if (connection->proxied)
        read_fields(&found->original, mhd, &settings->trusted_proxies);
    if (settings->public_url[0]) {
        found->site = site_of_url(settings->public_url);
        return;
    }
    host = found->original.host[0] ? found->original.host : http_field_host(mhd, &found->host);
    found->site = (struct site){
        .source = connection->proxied ? SITE_OF_PROXY : SITE_OF_HOST,
        .tls = found->original.tls,
        .authority = slice_of(host ? host : ""),
        .prefix = slice_of(found->original.prefix),
    };
}

void http_site_release(struct http_site *found)
{
    buffer_release(&found->host);
}
