/*
 * Networks: every form that is accepted, what is wrong with each malformed one, and which addresses
 * are in them.
 */

#include "server/config/network.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

/* The address that a socket of that family has. */
static struct network_address address_of(const char *text)
{
    struct sockaddr_storage storage = {.ss_family = AF_UNSPEC};
    struct sockaddr_in *in = (struct sockaddr_in *)&storage;
    struct sockaddr_in6 *in6 = (struct sockaddr_in6 *)&storage;
    struct network_address address;

    storage.ss_family = strchr(text, ':') ? AF_INET6 : AF_INET;
    if (storage.ss_family == AF_INET6)
        assert_int_equal(inet_pton(AF_INET6, text, &in6->sin6_addr), 1);
    else
        assert_int_equal(inet_pton(AF_INET, text, &in->sin_addr), 1);
    memset(&address, 0xAA, sizeof address);
    assert_true(network_address_of(&address, &storage));
    return address;
}

static void test_one_address_has_one_form(void **state)
{
    struct network_address plain = address_of("192.0.2.7"), mapped = address_of("::ffff:192.0.2.7");
    struct network_address other = address_of("::192.0.2.7");

    (void)state;
    assert_memory_equal(&plain, &mapped, sizeof plain);
    assert_memory_not_equal(&plain, &other, sizeof plain);
    assert_true(network_address_is_ipv4(&plain));
    assert_false(network_address_is_ipv4(&other));
}

static void test_other_sockets_have_none(void **state)
{
    static const sa_family_t families[] = {AF_UNSPEC, AF_UNIX, AF_NETLINK};

    (void)state;
    for (size_t i = 0; i < COUNT(families); i++) {
        struct sockaddr_storage storage = {.ss_family = families[i]};
        struct network_address address;

        assert_false(network_address_of(&address, &storage));
    }
}

static void test_who_is_in(void **state)
{
    static const struct {
        const char *network, *inside[3], *outside[4];
    } cases[] = {
        {"192.0.2.7", {"192.0.2.7", "::ffff:192.0.2.7"}, {"192.0.2.6", "192.0.2.8", "::1"}},
        {"192.0.2.7/32", {"192.0.2.7"}, {"192.0.2.6"}},
        {"10.0.0.0/8", {"10.0.0.0", "10.255.255.255"}, {"9.255.255.255", "11.0.0.0", "::a00:0"}},
        {"192.0.2.128/25", {"192.0.2.128", "192.0.2.255"}, {"192.0.2.127", "192.0.3.128"}},
        {"192.0.2.6/31", {"192.0.2.6", "192.0.2.7"}, {"192.0.2.5", "192.0.2.8"}},
        {"0.0.0.0/0", {"0.0.0.0", "255.255.255.255"}, {"::", "::1", "2001:db8::"}},
        {"::1", {"::1"}, {"::", "::2", "127.0.0.1", "0.0.0.1"}},
        {"2001:db8::/32", {"2001:db8::", "2001:db8:ffff::1"}, {"2001:db7::", "2001:db9::"}},
        {"2001:db8::/33", {"2001:db8:7fff::"}, {"2001:db8:8000::"}},
        {"::/0", {"::", "ffff::"}, {"192.0.2.7", "::ffff:192.0.2.7"}},
        {"::ffff:10.0.0.0/104", {"10.1.2.3", "::ffff:10.1.2.3"}, {"11.0.0.0", "::a01:203"}},
        {"::ffff:192.0.2.7", {"192.0.2.7"}, {"192.0.2.8"}},
        {"::ffff:0.0.0.0/96", {"192.0.2.7"}, {"::1"}},
        {"::fffe:0:0/95", {"::fffe:1:2"}, {"192.0.2.7"}},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct networks networks = {.count = 1};

        assert_null(network_parse(&networks.list[0], cases[i].network));
        for (size_t k = 0; k < COUNT(cases[i].inside) && cases[i].inside[k]; k++) {
            struct network_address address = address_of(cases[i].inside[k]);

            assert_true(networks_have(&networks, &address));
        }
        for (size_t k = 0; k < COUNT(cases[i].outside) && cases[i].outside[k]; k++) {
            struct network_address address = address_of(cases[i].outside[k]);

            assert_false(networks_have(&networks, &address));
        }
    }
}

static void test_any_of_them(void **state)
{
    struct network_address first = address_of("10.0.0.1"), last = address_of("::1"),
                           none = address_of("10.0.0.2");
    struct networks networks = {.count = 0};

    (void)state;
    assert_false(networks_have(&networks, &first));
    assert_null(network_parse(&networks.list[networks.count++], "10.0.0.1"));
    assert_null(network_parse(&networks.list[networks.count++], "2001:db8::/32"));
    assert_null(network_parse(&networks.list[networks.count++], "::1"));
    assert_true(networks_have(&networks, &first));
    assert_true(networks_have(&networks, &last));
    assert_false(networks_have(&networks, &none));
}

static void test_what_is_refused(void **state)
{
    static const char not_an_address[] = "is not an IPv4 or IPv6 address";
    static const char prefix4[] = "has a prefix that is not a number from 0 to 32";
    static const char prefix6[] = "has a prefix that is not a number from 0 to 128";
    static const char bits[] = "has bits after the prefix: write them as 0";
    static const struct {
        const char *text, *problem;
    } cases[] = {
        {"", not_an_address},
        {"/", not_an_address},
        {"/8", not_an_address},
        {"localhost", not_an_address},
        {"10", not_an_address},
        {"10.0.0/8", not_an_address},
        {"127.1", not_an_address},
        {"0x7f000001", not_an_address},
        {"010.0.0.1", not_an_address},
        {"10.0.0.256", not_an_address},
        {" 10.0.0.1", not_an_address},
        {"10.0.0.1 ", not_an_address},
        {"10.0.0.1:80", not_an_address},
        {"[::1]", not_an_address},
        {"fe80::1%lo", not_an_address},
        {"1:2:3:4:5:6:7:8:9", not_an_address},
        {"0000:0000:0000:0000:0000:ffff:192.168.100.100x", not_an_address},
        {"0000:0000:0000:0000:0000:0000:0000:0000:0000:0000:0000:0000:0000", not_an_address},
        {"10.0.0.0/", prefix4},
        {"10.0.0.0/33", prefix4},
        {"10.0.0.0/-1", prefix4},
        {"10.0.0.0/+8", prefix4},
        {"10.0.0.0/ 8", prefix4},
        {"10.0.0.0/8 ", prefix4},
        {"10.0.0.0/08", prefix4},
        {"10.0.0.0/8/8", prefix4},
        {"10.0.0.0/255.0.0.0", prefix4},
        {"10.0.0.0/4294967304", prefix4},
        {"::/129", prefix6},
        {"::/1000", prefix6},
        {"::1/64", bits},
        {"10.1.2.3/8", bits},
        {"10.0.0.1/31", bits},
        {"0.0.0.1/0", bits},
        {"::ffff:10.0.0.0/90", bits},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct network network;
        const char *problem = network_parse(&network, cases[i].text);

        assert_non_null(problem);
        assert_string_equal(problem, cases[i].problem);
    }
}

static struct sockaddr_storage peer_of(const char *text)
{
    struct sockaddr_storage peer = {.ss_family = AF_INET};

    assert_int_equal(inet_pton(AF_INET, text, &((struct sockaddr_in *)&peer)->sin_addr), 1);
    return peer;
}

static void test_who_is_trusted(void **state)
{
    struct networks networks = {.count = 0};
    struct sockaddr_storage near = peer_of("10.1.2.3"), far = peer_of("192.0.2.7"),
                            local = {.ss_family = AF_UNIX}, gone = {.ss_family = AF_UNSPEC};

    (void)state;
    assert_false(networks_trust(&networks, &near) || networks_trust(&networks, &local));
    assert_null(networks_add(&networks, "10.0.0.0/8"));
    assert_true(networks_trust(&networks, &near));
    assert_false(networks_trust(&networks, &far) || networks_trust(&networks, &local));
    assert_null(networks_add(&networks, "unix:"));
    assert_int_equal(networks.count, 1);
    assert_true(networks_trust(&networks, &near) && networks_trust(&networks, &local));
    assert_false(networks_trust(&networks, &far) || networks_trust(&networks, &gone));
    assert_non_null(networks_add(&networks, "unix:/run/x"));
    assert_int_equal(networks.count, 1);
}

static void test_unix_sockets_are_a_network_too(void **state)
{
    static const char *const refused[] = {
        "unix", "unix:/run/x", "UNIX:", " unix:", "unix::", "local"};
    struct networks networks = {.count = 0};
    struct network_address address = address_of("127.0.0.1");

    (void)state;
    for (size_t i = 0; i < COUNT(refused); i++)
        assert_string_equal(networks_add(&networks, refused[i]), "is not an IPv4 or IPv6 address");
    assert_false(networks.unix_sockets);
    assert_null(networks_add(&networks, "unix:"));
    assert_true(networks.unix_sockets);
    assert_false(networks_equal(&networks, &(struct networks){.count = 0}));
    assert_true(networks_equal(&networks, &(struct networks){.unix_sockets = true}));
    assert_int_equal(networks.count, 0);
    assert_false(networks_have(&networks, &address));
    for (unsigned i = 0; i < NETWORKS_MAX; i++)
        assert_null(networks_add(&networks, "127.0.0.0/8"));
    assert_true(networks_have(&networks, &address));
    assert_string_equal(networks_add(&networks, "127.0.0.0/8"), "is one too many");
    assert_null(networks_add(&networks, "unix:"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_one_address_has_one_form),
        cmocka_unit_test(test_other_sockets_have_none),
        cmocka_unit_test(test_who_is_in),
        cmocka_unit_test(test_any_of_them),
        cmocka_unit_test(test_what_is_refused),
        cmocka_unit_test(test_who_is_trusted),
        cmocka_unit_test(test_unix_sockets_are_a_network_too),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
