/*
 * Telnet's Abort Output: the client is not interested in the rest of the reply.
 */

#include "server/answers/telnet/telnet.h"

#include "tests/unit/server/answers/telnet/client.h"

/* Starts the reply to "cjk", and then receives `sent` before the rest of it. */
static void cjk_abort(struct client *client, const char *sent, size_t size)
{
    char out[CAPACITY_MIN];

    assert_int_equal(telnet_receive(&client->telnet, "cjk\n", 4), 4);
    assert_true(telnet_answer(&client->telnet, client->catalog, out, sizeof out) > 0);
    assert_false(telnet_interrupted(&client->telnet, sent, size));
    client_forget(client);
    client_fetch(client);
}

/* Whole lines of the reply, no status line, and the prompt. */
static void test_abort_output_ends_a_reply(void **state)
{
    struct catalog catalog = catalog_ready();
    struct client client;

    (void)state;
    for (int json = 0; json <= 1; json++) {
        client_connect(&client, &catalog, CAPACITY_MIN);
        client_send_text(&client, json ? ":json on\n" : ":json off\n");
        cjk_abort(&client, BYTES("\377\365registered\n"));
        assert_int_equal(client.telnet.state, TELNET_READING);
        if (json) /* what had been queued is sent */
            assert_in_range(client.received.size, 3, 4 * (size_t)CAPACITY_MIN);
        else
            assert_received_text(&client, "?> ");
        assert_null(memmem(client.received.bytes, client.received.size, "matches", 7));
        assert_null(memmem(client.received.bytes, client.received.size, "\"total\"", 7));
        assert_memory_equal(client.received.bytes + client.received.size - 3, "?> ", 3);
        client_send_text(&client, ":json off\n");
        assert_reply(&client, "\377\365registered\n", ONE_REGISTERED "?> "); /* none in progress */
        assert_reply(&client, ":more\n", NO_MORE "?> ");
        client_leave(&client);
    }
}

/* It ends one reply, not those after it, and none that has ended. */
static void test_abort_output_ends_one_reply(void **state)
{
    struct catalog catalog = catalog_ready();
    struct client client;

    (void)state;
    client_connect(&client, &catalog, CAPACITY_MIN);
    assert_false(telnet_interrupted(&client.telnet, BYTES("\377\365registered\n")));
    assert_reply(&client, "\377\365registered\n", ONE_REGISTERED "?> ");
    cjk_abort(&client, BYTES("\377\365cjk radical repeat\n"));
    assert_reply(&client, "\377\365registered\n", ONE_REGISTERED "?> ");
    client_leave(&client);
}

static void test_abort_output_while_the_index_is_built(void **state)
{
    struct catalog catalog = {.state = CATALOG_BUILDING, .progress = 42};
    struct client client;

    (void)state;
    client_connect(&client, &catalog, CAPACITY_MIN);
    client_send_text(&client, "registered\n");
    assert_false(telnet_interrupted(&client.telnet, BYTES("\377\365")));
    client_forget(&client);
    catalog = catalog_ready();
    client_fetch(&client);
    assert_received_text(&client, "?> ");
    assert_reply(&client, "registered\n", ONE_REGISTERED "?> ");
    client_leave(&client);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_abort_output_ends_a_reply),
        cmocka_unit_test(test_abort_output_ends_one_reply),
        cmocka_unit_test(test_abort_output_while_the_index_is_built),
    };

    return cmocka_run_group_tests(tests, group_setup, group_teardown);
}
