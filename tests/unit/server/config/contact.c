/*
 * Contacts that can be sent as a line of security.txt, and those that cannot.
 */

#include "server/config/contact.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void test_uris(void **state)
{
    static const char *const good[] = {
        "mailto:security@example.org", "https://example.org/security?a=b#c", "tel:+1-201-555-0123",
        "HTTPS://example.org",         "mailto:%C3%A9@example.org",
    };

    (void)state;
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        assert_null(contact_check(good[i]));
}

static void test_other_texts(void **state)
{
    static const struct {
        const char *text, *problem;
    } bad[] = {
        {"", "is not a URI"},
        {"security@example.org", "is not a URI"},
        {"http://example.org", "is not a URI"}, /* RFC 9116 asks for https */
        {"mailto:", "is not a URI"},
        {"https://", "is not a URI"},
        {"javascript:alert(1)", "is not a URI"},
        {"mailto:a b@example.org", "has a character"},
        {"mailto:a@example.org\nExpires: never", "has a character"},
        {"mailto:a@example.org\r", "has a character"},
        {"mailto:\xC3\xA9@example.org", "has a character"},
        {"mailto:<a@example.org>", "has a character"},
        {"mailto:\x7F", "has a character"},
    };
    char text[400] = "mailto:";

    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        const char *problem = contact_check(bad[i].text);

        assert_non_null(problem);
        assert_int_equal(strncmp(problem, bad[i].problem, strlen(bad[i].problem)), 0);
    }
    memset(text + 7, 'a', CONTACT_MAX - 7);
    assert_null(contact_check(text));
    text[CONTACT_MAX] = 'a';
    assert_non_null(contact_check(text));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_uris),
        cmocka_unit_test(test_other_texts),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
