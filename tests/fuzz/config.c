/*
 * Any bytes as a configuration file: accepted with every setting in its range, or refused with a
 * reason of one line. Neither may read past the bytes, leak, or access the network.
 */

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "server/base/limits.h"
#include "server/config/config.h"
#include "tests/fuzz/demand.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static void check_addresses(const struct config_addresses *addresses)
{
    demand(addresses->count <= CONFIG_ADDRESSES_MAX);
    for (size_t i = 0; i < addresses->count; i++) {
        const struct config_address *address = &addresses->list[i];

        demand(address->text[0] && memchr(address->text, '\0', sizeof address->text));
        demand(address->size <= sizeof address->address);
        demand(address->file.mode <= 0777);
        demand(memchr(address->file.owner, '\0', sizeof address->file.owner));
        demand(memchr(address->file.group, '\0', sizeof address->file.group));
    }
}

static void check_config(const struct config *config)
{
    check_addresses(&config->telnet);
    check_addresses(&config->http);
    demand(config->threads >= 1 && config->threads <= LIMIT_REACTORS);
    demand(config->max_sessions >= 1 && config->max_sessions <= LIMIT_SESSIONS);
    demand(config->max_connections >= 1 && config->max_connections <= LIMIT_HTTP_CONNECTIONS);
    demand(config->live.max_sessions_per_address <= LIMIT_SESSIONS);
    demand(config->live.max_connections_per_address <= LIMIT_HTTP_CONNECTIONS);
    demand(config->live.trusted_proxies.count <= NETWORKS_MAX);
    demand(config->index.names_dirs.count <= CONFIG_PATHS_MAX);
    demand(config->live.keep_alive_seconds >= 1 && config->live.header_seconds >= 1);
    demand(config->live.write_seconds >= 1 && config->live.shutdown_seconds >= 1);
    demand(config->live.log_level >= LOG_LEVEL_ERROR && config->live.log_level <= LOG_LEVEL_DEBUG);
    demand(!config->state_dir || config->state_dir[0] != '\0');
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    struct config config;
    struct reason reason = {.text = ""};

    switch (config_parse(&config, "fuzz.json", (const char *)bytes, size, &reason)) {
    case CONFIG_OK:
        check_config(&config);
        config_release(&config);
        break;
    case CONFIG_BAD_FILE:
        demand(strncmp(reason.text, "fuzz.json:", 10) == 0 && !strpbrk(reason.text, "\r\n"));
        demand(!config.state_dir);
        break;
    default:
        abort();
    }
    return 0;
}
