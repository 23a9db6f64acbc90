/*
 * Faults of certificates in words.
 */

#include "index/update/transfer/certificate.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* The results that GnuTLS has given: each with the bit 1, "invalid". */
static void test_the_faults_of_gnutls(void **state)
{
    static const struct {
        long result;
        const char *says;
    } cases[] = {
        {0x402, "expired"}, {0x202, "not valid yet"}, {0x042, "SSL_CERT_FILE"},
        {0x442, "expired"}, {0x022, "revoked"},       {0x102, "no longer secure"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const char *fault = certificate_fault("GnuTLS/3.7.9", cases[i].result);

        assert_non_null(fault);
        assert_non_null(strstr(fault, cases[i].says));
    }
}

static void test_others_say_it_themselves(void **state)
{
    (void)state;
    assert_null(certificate_fault("GnuTLS/3.7.9", 2));
    assert_null(certificate_fault("GnuTLS/3.7.9", 0)); /* another name, for example */
    assert_null(certificate_fault("OpenSSL/3.0.17", 0x402));
    assert_null(certificate_fault(NULL, 0x402));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_faults_of_gnutls),
        cmocka_unit_test(test_others_say_it_themselves),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
