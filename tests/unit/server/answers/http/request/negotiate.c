/*
 * The header fields in which clients say what they take, as browsers, caches and attackers send them.
 */

#include "server/answers/http/request/negotiate.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static void test_entity_tags(void **state)
{
    static const struct {
        const char *if_none_match;
        bool listed; /* contains "\"a-1\"" */
    } fields[] = {
        {"\"a-1\"", true},
        {"W/\"a-1\"", true},
        {"  \"a-1\"  ", true},
        {"\"x\", \"a-1\"", true},
        {"\"x\",\"a-1\"", true},
        {"W/\"x\" ,\tW/\"a-1\"", true},
        {", ,\"a-1\"", true},
        {"\"with, comma\", \"a-1\"", true},
        {"*", true},
        {" *", true},
        {NULL, false},
        {"", false},
        {"a-1", false},
        {"\"a-1", false},
        {"\"a-1\\\"", false},
        {"\"A-1\"", false},
        {"\"a-1 \"", false},
        {"\"a-12\"", false},
        {"\"a-\"", false},
        {"\"\"", false},
        {"w/\"a-1\"", false}, /* W is upper case, RFC 9110, 8.8.3 */
        {"W/a-1", false},
        {"W/", false},
        {"\"x, \"a-1\"", false}, /* the second tag starts within the first */
        {"\"x\" junk \"a-1\"", false},
        {"**", false},
        {"\"*\"", false},
    };

    (void)state;
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        if (negotiate_has_etag(fields[i].if_none_match, "\"a-1\"") != fields[i].listed)
            fail_msg("If-None-Match: %s", fields[i].if_none_match);
}

static void test_strong_entity_tags(void **state)
{
    static const struct {
        const char *if_match, *etag;
        bool listed;
    } fields[] = {
        {"\"a\"", "\"a\"", true},
        {"\"x\", \"a\"", "\"a\"", true},
        {"*", "\"a\"", true},
        {"*", "W/\"a\"", true},
        {"\t*  ", "", true},
        {"", "\"a\"", false},
        {"", "", false},
        {"W/\"a\"", "\"a\"", false},
        {"W/\"a\", \"a\"", "\"a\"", true},
        {"W/\"a\"", "W/\"a\"", false},
        {"\"a\"", "W/\"a\"", false},
        {"\"a\"", "", false},
        {"* \"b\"", "\"a\"", false},
    };

    (void)state;
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        if (negotiate_has_strong_etag(fields[i].if_match, fields[i].etag) != fields[i].listed)
            fail_msg("If-Match: %s", fields[i].if_match);
}

static void test_the_best_of_several_codings(void **state)
{
    enum { ALL = 1 << CODING_GZIP | 1 << CODING_ZSTD };
    static const struct {
        const char *accept_encoding;
        unsigned offered;
        enum coding coding;
        bool identity;
    } fields[] = {
        {"gzip, deflate, br, zstd", ALL, CODING_ZSTD, true}, /* Chrome, Firefox */
        {"zstd, gzip", ALL, CODING_ZSTD, true},
        {"ZSTD;q=0.5, gzip;q=0.5", ALL, CODING_ZSTD, true},
        {"zstd;q=0.4, gzip;q=0.5", ALL, CODING_GZIP, true},
        {"zstd;q=0, gzip", ALL, CODING_GZIP, true},
        {"zstd, gzip;q=0.1", 1 << CODING_GZIP, CODING_GZIP, true},
        {"zstd", 1 << CODING_GZIP, CODING_IDENTITY, true},
        {"zstd", ALL, CODING_ZSTD, true},
        {"zstd;q=0.001", ALL, CODING_ZSTD, true},
        {"zstd;q=0.5, identity", ALL, CODING_IDENTITY, true},
        {"*", ALL, CODING_GZIP, true}, /* it may not know zstd */
        {"*;q=0.1, zstd;q=0.2", ALL, CODING_ZSTD, true},
        {"*;q=0, zstd", ALL, CODING_ZSTD, false},
        {"identity;q=0, gzip, zstd;q=0.5", ALL, CODING_GZIP, false},
        {"identity;q=0, br", ALL, CODING_IDENTITY, false},
        {"*;q=0", ALL, CODING_IDENTITY, false},
        {"zstandard, zst, x-zstd", ALL, CODING_IDENTITY, true},
        {"gzip", 0, CODING_IDENTITY, true},
        {NULL, ALL, CODING_IDENTITY, true},
        {"", ALL, CODING_IDENTITY, true},
    };

    (void)state;
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        struct accepted accepted = negotiate_coding(fields[i].accept_encoding, fields[i].offered);

        if (accepted.coding != fields[i].coding || accepted.identity != fields[i].identity)
            fail_msg("%s: %s, %d", fields[i].accept_encoding, coding_name(accepted.coding),
                     accepted.identity);
    }
}

static void test_encodings(void **state)
{
    static const struct {
        const char *accept_encoding;
        bool taken;
    } fields[] = {
        {"gzip", true},
        {"GZip", true},
        {"x-gzip", true},
        {"gzip, deflate, br", true},
        {"br;q=1.0, gzip;q=0.8, *;q=0.1", true},
        {"gzip;q=0.001", true},
        {"gzip ; q=0.5", true},
        {"gzip;Q=1", true},
        {"deflate,gzip", true},
        {"*", true},
        {"*;q=0.5", true},
        {"identity;q=0, *", true},
        {"gzip, *;q=0", true},
        {"*;q=0, gzip", true},
        {"gzip;q=0.5, identity;q=0.5", true}, /* alike: fewer bytes */
        {"gzip;q=0.5, identity;q=0.499", true},
        {"identity;q=0, gzip;q=0.001", true},
        {"identity;q=0, *;q=0.1", true},
        {"*;q=0.5, identity;q=0.4", true},
        {"*;q=0.1, gzip;q=0.2", true},
        {"gzip;q=1.000", true},
        {"gzip;q=1.", true},
        {"gzip;level=9;q=0.5 , br", true},
        {"gzip;q=0.5\t", true},
        {"identity;q=7, gzip;q=0.5", true}, /* a weight that is none asks for nothing */
        {NULL, false},
        {"", false},
        {"identity", false},
        {"br, deflate", false},
        {"gzip;q=0", false},
        {"gzip;q=0.000", false},
        {"gzip; q=0.", false},
        {"gzip;q=0, *", false},
        {"*, gzip;q=0", false},
        {"*;q=0", false},
        {"gzi", false},
        {"gzipx", false},
        {"x gzip", false},
        {"br;gzip", false},
        {"gzip;q=", false},
        {"gzip;q=abc1", false},
        {",,;;,", false},
        {"gzip;q=0.5, identity", false},
        {"identity, gzip;q=0.999", false},
        {"gzip;q=0.499, identity;q=0.5", false},
        {"*;q=0.5, gzip;q=0.4", false}, /* identity is any other coding */
        {"gzip;q=0.5, *", false},
        {"*;q=0.5, identity", false},
        {"identity;q=0", false},
        {"identity;q=0, *;q=0", false},
        {"identity;q=0, br", false},
        {"gzip;level=9;q=0", false},
        {"gzip;q=1.001", false},
        {"gzip;q=2", false},
        {"gzip;q=-1", false},
        {"gzip;q=0.0001", false},
        {"gzip;q=0.5x", false},
        {"gzip;q=.5", false},
        {"gzip;q=1 000", false},
    };

    (void)state;
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        if ((negotiate_coding(fields[i].accept_encoding, ~0U).coding == CODING_GZIP) !=
            fields[i].taken)
            fail_msg("Accept-Encoding: %s", fields[i].accept_encoding);
}

static void test_languages(void **state)
{
    static const struct {
        const char *accept_language, *list;
    } fields[] = {
        {NULL, ""},
        {"", ""},
        {"de", "de"},
        {"de-AT,de;q=0.9,en;q=0.8", "de-AT,de,en"},
        {"en;q=0.1 , fr;q=0.5,\tde", "de,fr,en"},
        {"a, *, de;q=0, fr;q=0.000, en_US, ;q=1, x-y", ""},
        {"zh-Hant-TW;q=1.000;foo=bar", "zh-Hant-TW"},
        {"de--AT, -de, de-, \"de\", de\xFF, <de>, \xE2\x80\xAE", ""},
        {"de;q=2, fr;q=x", ""},
        {"abcdefghijklmnopqrstuvwxyz-abcdefghi,de", "de"},
        {"aa,bb,cc,dd,ee,ff,gg,hh,ii,jj,kk,ll,mm,nn,oo,pp,qq",
         "aa,bb,cc,dd,ee,ff,gg,hh,ii,jj,kk,ll,mm,nn,oo,pp"},
    };
    static const char tag[] = "abcdefgh-abcdefgh-abcdefgh-abcdef,";
    char list[NEGOTIATE_LANGUAGES_SIZE], field[16 * sizeof tag] = "";

    (void)state;
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        memset(list, 0xA5, sizeof list);
        negotiate_languages(fields[i].accept_language, list);
        assert_string_equal(list, fields[i].list);
    }
    for (unsigned i = 0; i < 15; i++)
        memcpy(field + strlen(field), tag, sizeof tag);
    negotiate_languages(field, list);
    assert_int_equal(strlen(list), 3 * (sizeof tag - 1) - 1);
}

static void test_pages(void **state)
{
    static const struct {
        const char *accept;
        bool page;
    } fields[] = {
        {"text/html", true},
        {"text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", true},
        {"text/html, text/*;q=0.5, image/*, application/*", true}, /* w3m */
        {"TEXT/HTML;charset=utf-8;q=0.7", true},
        {"application/json;q=0.5, text/html", true},
        {NULL, false},
        {"", false},
        {"*/*", false},
        {"text/*", false},
        {"text/htmlx", false},
        {"text/html;q=0", false},
        {"text/html;q=x", false},
        {"text/html, application/json", false},
        {"text/html;q=0.5, application/problem+json;q=0.6", false},
        {"application/json", false},
    };

    (void)state;
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        if (negotiate_page(fields[i].accept) != fields[i].page)
            fail_msg("%s", fields[i].accept ? fields[i].accept : "no field");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_entity_tags),
        cmocka_unit_test(test_strong_entity_tags),
        cmocka_unit_test(test_the_best_of_several_codings),
        cmocka_unit_test(test_encodings),
        cmocka_unit_test(test_pages),
        cmocka_unit_test(test_languages),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
