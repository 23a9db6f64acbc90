/*
 * This program's edition, read back; and what is not one, byte by byte.
 */

#include "server/answers/http/base/edition.h"

#include "index/base/checksum.h"
#include "tests/unit/server/answers/http/real_world.h"

enum { CHECKSUM_AT = 16, SUMMED_FROM = 32, DIGEST_AT = 32, COUNT_AT = 48, ENTRY_AT = 52 };

/* The next place to damage: every byte of the head, then some of the table, then fewer of the files. */
static size_t next_place(size_t at)
{
    return at + (at < 64 ? 1 : at < 4000 ? 61 : 9973);
}

static struct buffer own_edition(void)
{
    struct buffer bytes = BUFFER_INIT;

    edition_append(&bytes);
    assert_false(bytes.failed);
    return bytes;
}

static void sum(struct buffer *bytes)
{
    checksum_of(bytes->bytes + SUMMED_FROM, bytes->size - SUMMED_FROM,
                (uint8_t *)bytes->bytes + CHECKSUM_AT);
}

static void assert_not_read(struct buffer bytes)
{
    struct reason reason = {.text = ""};

    assert_null(edition_read(&bytes, &reason));
    assert_true(reason.text[0]);
    assert_null(bytes.bytes);
}

static void test_every_file_comes_back(void **state)
{
    struct buffer bytes = own_edition();
    struct reason reason;
    struct edition *edition = edition_read(&bytes, &reason);
    const struct asset *asset;

    (void)state;
    assert_non_null(edition);
    assert_string_equal(edition_digest(edition), asset_digest());
    for (size_t i = 0; (asset = asset_at(i)) != NULL; i++) {
        const struct asset *found = edition_find(edition, asset->path, strlen(asset->path));

        if (!asset->immutable) {
            assert_null(found);
            continue;
        }
        assert_non_null(found);
        assert_string_equal(found->type, asset->type);
        assert_string_equal(found->etag, asset->etag);
        assert_true(found->immutable);
        for (enum coding coding = 0; coding < CODINGS; coding++) {
            assert_int_equal(found->coded[coding].size, asset->coded[coding].size);
            assert_true(!found->coded[coding].bytes == !asset->coded[coding].bytes);
            if (asset->coded[coding].size > 0)
                assert_memory_equal(found->coded[coding].bytes, asset->coded[coding].bytes,
                                    asset->coded[coding].size);
        }
    }
    assert_null(edition_find(edition, "/sw.js", 6));
    assert_null(edition_find(edition, "", 0));
    edition_free(edition);
    edition_free(NULL);
}

/* A page of another version finds its files; no other path does. */
static void test_files_of_another_version_are_served(void **state)
{
    const struct world *world = *state;
    struct buffer bytes = own_edition();
    struct reason reason;
    struct edition *edition;
    struct catalog catalog = world->ready;
    struct answer answer;

    memcpy(bytes.bytes + DIGEST_AT, "0123456789abcdef", 16);
    sum(&bytes);
    edition = edition_read(&bytes, &reason);
    assert_non_null(edition);
    get_from(&answer, &catalog, "/static/0123456789abcdef/main.js");
    assert_problem(&answer, 404);
    done(&answer);
    catalog.editions = &edition;
    catalog.edition_count = 1;
    get_from(&answer, &catalog, "/static/0123456789abcdef/main.js");
    assert_int_equal(answer.reply.status, 200);
    assert_header(&answer, "Cache-Control", PINNED_CACHING);
    assert_header(&answer, "Content-Type", "text/javascript; charset=utf-8");
    done(&answer);
    get_from(&answer, &catalog, "/static/0123456789abcdef/sw.js");
    assert_problem(&answer, 404);
    done(&answer);
    edition_free(edition);
}

static void test_a_changed_byte_is_noticed(void **state)
{
    struct buffer whole = own_edition();
    size_t size = whole.size;

    (void)state;
    buffer_release(&whole);
    for (size_t at = 0; at < size; at = next_place(at)) {
        struct buffer bytes = own_edition();

        bytes.bytes[at] ^= 0x10;
        assert_not_read(bytes);
    }
}

static void test_truncated_and_longer_ones(void **state)
{
    struct buffer whole = own_edition();
    size_t size = whole.size;

    (void)state;
    buffer_release(&whole);
    for (size_t left = 0; left < size; left = next_place(left)) {
        struct buffer bytes = own_edition();

        bytes.size = left;
        if (left > SUMMED_FROM)
            sum(&bytes);
        assert_not_read(bytes);
    }
    for (int failed = 0; failed < 2; failed++) {
        struct buffer bytes = own_edition();

        buffer_append(&bytes, "x", 1);
        sum(&bytes);
        bytes.failed = failed;
        assert_not_read(bytes);
    }
}

/* With a right checksum: somebody wrote it on purpose. */
static void test_forged_ones(void **state)
{
    static const struct {
        size_t at;
        const char *text;
        size_t size;
    } forgeries[] = {
        {DIGEST_AT, "../../../../etc/", 16},
        {DIGEST_AT, "0123456789ABCDEF", 16},
        {DIGEST_AT, "0123456789abcde", 16},
        {COUNT_AT, "\xFF\xFF\xFF\xFF", 4},
        {COUNT_AT, "\x00\x00\x00\x00", 4},
        {COUNT_AT, "\x00\x01\x00\x00", 4},
        {ENTRY_AT, "../x.js", 8},
        {ENTRY_AT, "x.html", 7},
        {ENTRY_AT, "/x.js", 6},
        {ENTRY_AT, "x//y.js", 8},
        {ENTRY_AT, "x/../y.js", 10},
        {ENTRY_AT, "x/.y.js", 8},
        {ENTRY_AT, ".js", 4},
        {ENTRY_AT, "x\".js", 6},
        {ENTRY_AT, "", 1},
        {ENTRY_AT, "0123456789012345678901234567890123456789012345678901234567890.js", 64},
        {ENTRY_AT + 64, "\r\nSet-Cookie: a=", 16},
        {ENTRY_AT + 80, "\xFF\xFF\xFF\xFF", 4},
        {ENTRY_AT + 84, "\xFF\xFF\xFF\x7F", 4},
        {ENTRY_AT + 80, "\x00\x00\x00\x00", 4},
    };

    (void)state;
    for (size_t i = 0; i < sizeof forgeries / sizeof *forgeries; i++) {
        struct buffer bytes = own_edition();

        memcpy(bytes.bytes + forgeries[i].at, forgeries[i].text, forgeries[i].size);
        sum(&bytes);
        assert_not_read(bytes);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_file_comes_back),
        cmocka_unit_test(test_files_of_another_version_are_served),
        cmocka_unit_test(test_a_changed_byte_is_noticed),
        cmocka_unit_test(test_truncated_and_longer_ones),
        cmocka_unit_test(test_forged_ones),
    };

    return cmocka_run_group_tests(tests, world_new_without_index, world_free);
}
