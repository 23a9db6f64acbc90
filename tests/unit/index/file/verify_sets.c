/*
 * Values and sets of documents that contradict each other under a valid checksum.
 */

#include "index/file/verify.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "tests/unit/index/file/subject.h"

static void test_an_index_with_other_properties(void **state)
{
    static const char reason[] = "it has other properties than this program";
    struct subject *subject = *state;
    struct small_image image = subject->image;
    const size_t keys = small_image_size(&image, CHUNK_VKEY);
    uint8_t *size = small_image_entry(&image, CHUNK_VKEY) + 16;

    small_image_chunk(&image, CHUNK_VKEY)[0] ^= 1;
    small_image_seal(&image);
    assert_refused(image.bytes, image.size, "another key", reason);
    image = subject->image;
    format_put_u64(size, format_u64(size) - 1);
    small_image_seal(&image);
    assert_refused(image.bytes, image.size, "a key cut short", reason);
    format_put_u64(size, 0);
    small_image_seal(&image);
    assert_refused(image.bytes, image.size, "no keys", reason);
    format_put_u64(size, keys + 1); /* a byte of the padding, if there is any */
    small_image_seal(&image);
    assert_refused(image.bytes, image.size, "a key more",
                   keys % FORMAT_ALIGNMENT > 0 ? reason : "inconsistent content: table of chunks");
}

/* The number of a value of a property, counted over all properties. */
static size_t value_at(struct small_image *image, enum property property, size_t at)
{
    return format_u32_at(small_image_chunk(image, CHUNK_VBEG), property) + at;
}

/* The offset in SRUN of the first document of the set's first run. */
static size_t run_at(struct small_image *image, size_t set)
{
    return 2 * (size_t)format_u32_at(small_image_chunk(image, CHUNK_SBEG), set);
}

static void test_values_have_names_and_documents(void **state)
{
    struct small_image *image = &((struct subject *)*state)->image;
    const uint32_t values = (uint32_t)value_at(image, PROPERTY_COUNT, 0);
    const uint32_t sets = CHARINDEX_TIERS + values;
    const uint32_t runs = (uint32_t)(small_image_size(image, CHUNK_SRUN) / 8);
    const uint32_t names = (uint32_t)small_image_size(image, CHUNK_VTXT);
    const size_t last_run = (size_t)(runs - 1) * 2;
    const struct change changes[] = {
        {"the first property does not begin at 0", CHUNK_VBEG, 0, 1},
        {"values that end before they begin", CHUNK_VBEG, 2, 2},
        {"values beyond memory", CHUNK_VBEG, 2, UINT32_MAX},
        {"the last ends before", CHUNK_VBEG, PROPERTY_COUNT, values - 1},
        {"the last ends beyond", CHUNK_VBEG, PROPERTY_COUNT, values + 1},
        {"a value without a name", CHUNK_VOFF, values - 1, names},
        {"a name beyond memory", CHUNK_VOFF, 1, UINT32_MAX},
        {"a name that is not text", CHUNK_VTXT, 0, 0x69730A42},
        {"scripts out of order", CHUNK_VBEG, 1, 2},
        {"sets that do not begin at 0", CHUNK_SBEG, 0, 1},
        {"sets that end before they begin", CHUNK_SBEG, 2, 0},
        {"a value without documents", CHUNK_SBEG, sets - 1, runs},
        {"the last ends beyond", CHUNK_SBEG, sets, runs + 1},
        {"a document that is not there", CHUNK_SRUN, last_run, SMALL_DOCUMENTS},
        {"a document far beyond", CHUNK_SRUN, last_run, UINT32_MAX},
        {"a total beyond the documents", CHUNK_STOT, sets - 1, SMALL_DOCUMENTS + 1},
        {"a total of nothing", CHUNK_STOT, sets - 1, 0},
        {"a tier of nothing that has some", CHUNK_STOT, 2, 1},
        {"blocks out of order", CHUNK_SRUN,
         run_at(image, CHARINDEX_TIERS + value_at(image, PROPERTY_BLOCK, 1)), 7},
    };

    assert_changes_refused(*state, changes, COUNT(changes), "values");
}

static void test_each_document_has_one_value(void **state)
{
    struct small_image *image = &((struct subject *)*state)->image;
    const size_t no = CHARINDEX_TIERS + value_at(image, PROPERTY_EMOJI, 0), yes = no + 1;
    const struct change changes[] = {
        {"no tier for one", CHUNK_STOT, 1, 2},
        {"two tiers for one", CHUNK_SRUN, 0, 3},
        {"two tiers for one of several", CHUNK_STOT, 1, 4},
        {"no tier, and two for another", CHUNK_SRUN, run_at(image, 7), 1},
        {"not every one an emoji or none", CHUNK_STOT, yes, 2},
        {"an emoji and none", CHUNK_STOT, no, 7},
        {"two categories for one", CHUNK_SRUN,
         run_at(image, CHARINDEX_TIERS + value_at(image, PROPERTY_CATEGORY, 1)), 2},
    };

    assert_changes_refused(*state, changes, COUNT(changes), "sets");
}

/* A plane is a range of code points, so the file does not store values for it. */
static void test_planes_have_no_values(void **state)
{
    struct small_image *image = &((struct subject *)*state)->image;
    const uint32_t end = (uint32_t)value_at(image, PROPERTY_PLANE, 0);
    const struct change changes[] = {
        {"a value of emoji for planes", CHUNK_VBEG, PROPERTY_PLANE, end - 1},
    };

    assert_changes_refused(*state, changes, COUNT(changes), "sets");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORY(test_an_index_with_other_properties),
        STORY(test_values_have_names_and_documents),
        STORY(test_each_document_has_one_value),
        STORY(test_planes_have_no_values),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
