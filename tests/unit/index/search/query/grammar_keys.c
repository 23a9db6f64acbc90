/*
 * Fields and properties, with every value name of Unicode, and their errors.
 */

#include "tests/unit/index/search/query/parsing.h"

#define UCD "/usr/share/unicode/"

static void test_fields(void **state)
{
    static const struct reading readings[] = {
        {"name:cat", "name:cat@0-8"},
        {"alias:nbsp keyword:sun definition:fire", "alias:nbsp@0-10 keyword:sun@11-22 "
                                                   "definition:fire@23-38"},
        {"NAME:Cat", "name:cat@0-8"},
        {"name:cat.", "name:cat@0-9"},
        {"name:(cat", "name:cat@0-9"},
        {"alias:U+2600", "alias:\"u 2600\"@0-12"},     /* words, as everything in a field */
        {"keyword:\xC3\xA9", "keyword:\xC3\xA9@0-10"}, /* not a pasted letter */
        {"keyword:\xE5\xA4\xAA\xE9\x98\xB3", "keyword:\xE5\xA4\xAA\xE9\x98\xB3@0-14"},
        {"name:block:arrows", "name:\"block arrows\"@0-17"},
    };

    (void)state;
    assert_readings(readings, COUNT(readings));
}

static void test_properties(void **state)
{
    static const struct reading readings[] = {
        {"block:arrows", "block=Arrows@0-12"},
        {"blk:Misc_Symbols", "block=Miscellaneous Symbols@0-16"},
        {"BLOCK:greek-and-coptic", "block=Greek and Coptic@0-22"},
        {"block:\"Greek and Coptic\"", "block=Greek and Coptic@0-24"},
        {"block:latin1", "block=Latin-1 Supplement@0-12"},
        {"block:isarrows", "block=Arrows@0-14"},
        {"script:greek", "script=Greek@0-12"},
        {"sc:Ital", "script=Old Italic@0-7"},
        {"script:\"old italic\"", "script=Old Italic@0-19"},
        {"category:So", "category=So@0-11"},
        {"gc:other_symbol", "category=So@0-15"},
        {"General_Category:Sc", "category=Sc@0-19"},
        {"category:S", "category=Sm,Sc,Sk,So@0-10"},
        {"category:LC", "category=Lu,Ll,Lt@0-11"},
        {"category:punctuation", "category=Pd,Ps,Pe,Pc,Po,Pi,Pf@0-20"},
        {"emoji:yes", "emoji=yes@0-9"},
        {"emoji:N", "emoji=no@0-7"},
        {"Emoji:TRUE", "emoji=yes@0-10"},
        {"is_block:arrows", "block=Arrows@0-15"},
        {"ea:W", "width=Wide@0-4"},
        {"East_Asian_Width:W", "width=Wide@0-18"},
        {"dt:sup", "dt=Super@0-6"},
        {"ccc:230", "ccc=Above@0-7"},
        {"whitespace:yes", "white_space=yes@0-14"},
        {"hex_digit:yes", "hex_digit=yes@0-13"},
        {"nv:1/2", "nv=0.5..0.5@0-6"},
        {"nv:-1/2", "nv=-0.5..-0.5@0-7"},
        {"nv:>=1000", "nv=1000..inf@0-9"},
        {"script:greek|script:han -category:Ll", "script=Greek@0-12|script=Han@13-23 "
                                                 "-category=Ll@25-36"},
    };

    (void)state;
    assert_readings(readings, COUNT(readings));
}

static void test_relatives(void **state)
{
    static const struct reading readings[] = {
        {"like:a", "like:U+0061@0-6"},
        {"LIKE:A", "like:U+0041@0-6"},
        {"like:U+0061", "like:U+0061@0-11"},
        {"like:&amp;", "like:U+0026@0-10"},
        {"base:\xC3\xA9", "base:U+00E9@0-7"},
        {"base:\"a\"", "base:U+0061@0-8"},
        {"like:\",\"", "like:U+002C@0-8"},
        {"like:-", "like:U+002D@0-6"},
        {"like:*", "like:U+002A@0-6"},
        {"like:5 script:latin", "like:U+0035@0-6 script=Latin@7-19"},
        {"a -like:a", "a@0-1 -like:U+0061@3-9"},
        {"like:a|base:a", "like:U+0061@0-6|base:U+0061@7-13"},
        {"like: a", "like@0-4 a@6-7"}, /* words */
    };
    static const char character[] = "not a character: use one character or code point";
    static const struct refusal refusals[] = {
        {"like:ab", 6, character},
        {"cat base:\"\"", 11, "not a character"},
        {"like:\"a b\"", 7, character},
        {"like:U+110000", 8, "up to 10FFFF"},
        {"like:\"a\"b", 9, "missing space after the closing quote"},
        {"liek:a", 1, "; the closest is like"},
    };

    (void)state;
    assert_readings(readings, COUNT(readings));
    assert_refusals(refusals, COUNT(refusals));
}

static void test_ages(void **state)
{
    static const struct reading readings[] = {
        {"age:15.0", "age=15.0..15.0@0-8"},
        {"age:15", "age=15.0..15.0@0-6"},
        {"age:=15", "age=15.0..15.0@0-7"},
        {"age:5.2", "age=5.2..5.2@0-7"},
        {"age:>=14", "age=14.0..255.255@0-8"},
        {"age:>14.0", "age=14.1..255.255@0-9"},
        {"age:<=6.1", "age=0.0..6.1@0-9"},
        {"age:<6.1", "age=0.0..6.0@0-8"},
        {"age:<1", "age=0.0..0.255@0-6"},
        {"age:>255.255", "age=256.0..255.255@0-12"}, /* no age */
        {"age:V15_0", "age=15.0..15.0@0-9"},
        {"AGE:\"v15 0\"", "age=15.0..15.0@0-11"},
        {"age:na", "age=0.0..0.0@0-6"},
        {"age:Unassigned", "age=0.0..0.0@0-14"},
        {"age:\">=14\"", "age=14.0..255.255@0-10"},
    };

    (void)state;
    assert_readings(readings, COUNT(readings));
}

/* As in the names of emoji, for example. */
static void test_colons_among_words(void **state)
{
    static const struct reading readings[] = {
        {"keycap: #", "keycap@0-6 [U+0023]@8-9"},
        {"flag: Switzerland", "flag@0-4 switzerland@6-17"},
        {"man: red hair", "man@0-3 red@5-8 hair@9-13"},
        {":smile:", "smile@1-6"},
        {"http://x", "http@0-4 x@7-8"},
        {"12:30:45", "12@0-2 30@3-5 45@6-8"},
        {"3a:b", "3a@0-2 b@3-4"},
        {"math: plus", "math@0-4 plus@6-10"},
        {"it's:b", "it@0-2 s@3-4 b@5-6"},
        {"x:-)", "x@0-1"},
        {"\xC3\xA9t\xC3\xA9:x", "ete@0-5 x@6-7"},
    };

    (void)state;
    assert_readings(readings, COUNT(readings));
}

/*
 * Names of values: every name in Unicode, in every spelling that loose matching allows.
 */

enum { FIELDS_MAX = 6, NAME_SIZE = 96, BLOCKS_MAX = 512 };

/* A line of PropertyValueAliases.txt: "blk; Box_Drawing ; Box_Drawing". */
struct alias_line {
    char fields[FIELDS_MAX][NAME_SIZE];
    char comment[NAME_SIZE]; /* of the groups of categories: those in it */
    size_t count;
};

static bool read_alias_line(FILE *file, struct alias_line *line)
{
    char text[512], *rest = text, *field, *comment;

    if (!fgets(text, sizeof text, file))
        return false;
    text[strcspn(text, "\n")] = '\0';
    comment = strchr(text, '#');
    (void)snprintf(line->comment, sizeof line->comment, "%s", comment ? comment + 1 : "");
    if (comment)
        *comment = '\0';
    line->count = 0;
    while ((field = strsep(&rest, ";")) && line->count < FIELDS_MAX)
        if (sscanf(field, " %95[^ ]", line->fields[line->count]) == 1)
            line->count++;
    return true;
}

enum spelling {
    AS_IT_IS,
    LOWER,
    UPPER,
    WITH_HYPHENS,
    WITH_SPACES,
    LOOSE_SPELLINGS, /* the first spellings, which ages allow, too; there "_" is the dot */
    WITHOUT_UNDERSCORES = LOOSE_SPELLINGS,
    WITH_IS,
    SPELLINGS,
};

static void spell(const char *name, enum spelling spelling, char out[static NAME_SIZE])
{
    size_t size = 0;

    if (spelling == WITH_IS)
        size = (size_t)snprintf(out, NAME_SIZE, "Is_");
    for (; *name && size + 1 < NAME_SIZE; name++) {
        char c = *name;

        if (spelling == WITHOUT_UNDERSCORES && (c == '_' || c == '-'))
            continue;
        if (spelling == LOWER && c >= 'A' && c <= 'Z')
            c = (char)(c + ('a' - 'A'));
        if (spelling == UPPER && c >= 'a' && c <= 'z')
            c = (char)(c - ('a' - 'A'));
        if (spelling == WITH_HYPHENS && c == '_')
            c = '-';
        if (spelling == WITH_SPACES && c == '_')
            c = ' ';
        out[size++] = c;
    }
    out[size] = '\0';
}

/* The only clause of key:"name", and of key:name if it does not need quotes. */
static void assert_value(const char *key, const char *name, const char *expected)
{
    char text[4 * NAME_SIZE], described[4 * NAME_SIZE];

    (void)snprintf(text, sizeof text, "%s:\"%s\"", key, name);
    (void)snprintf(described, sizeof described, "%s@0-%zu", expected, strlen(text));
    assert_parsed(text, strlen(text), described);
    if (strchr(name, ' '))
        return;
    (void)snprintf(text, sizeof text, "%s:%s", key, name);
    (void)snprintf(described, sizeof described, "%s@0-%zu", expected, strlen(text));
    assert_parsed(text, strlen(text), described);
}

static void assert_values(const char *key, const struct alias_line *line, const char *expected)
{
    bool is_age = strcmp(key, "age") == 0;

    for (size_t i = 1; i < line->count; i++)
        for (int spelling = AS_IT_IS; spelling < (is_age ? LOOSE_SPELLINGS : SPELLINGS);
             spelling++) {
            char name[NAME_SIZE];

            spell(line->fields[i], (enum spelling)spelling, name);
            assert_value(key, name, expected);
        }
}

/* Names of Blocks.txt, and how UAX44-LM3 compares them. */
struct blocks {
    char names[BLOCKS_MAX][NAME_SIZE];
    size_t count;
};

static void read_blocks(struct blocks *blocks)
{
    FILE *file = fopen(UCD "Blocks.txt", "r");
    char line[512];

    assert_non_null(file);
    blocks->count = 0;
    while (fgets(line, sizeof line, file)) {
        assert_true(blocks->count < BLOCKS_MAX - 1);
        if (line[0] != '#' && sscanf(line, "%*[^;]; %95[^\n]", blocks->names[blocks->count]) == 1)
            blocks->count++;
    }
    (void)fclose(file);
    (void)snprintf(blocks->names[blocks->count++], NAME_SIZE, "No Block");
}

static const char *find_block(const struct blocks *blocks, const struct alias_line *line)
{
    for (size_t i = 0; i < blocks->count; i++)
        for (size_t k = 1; k < line->count; k++) {
            char alias[NAME_SIZE], name[NAME_SIZE], lower[NAME_SIZE], spaced[NAME_SIZE];

            spell(line->fields[k], WITHOUT_UNDERSCORES, name);
            spell(name, LOWER, alias);
            spell(blocks->names[i], WITHOUT_UNDERSCORES, name);
            spell(name, LOWER, lower);
            for (char *from = lower, *to = spaced;; from++)
                if (*from != ' ' && !(*to++ = *from))
                    break;
            if (strcmp(alias, spaced) == 0)
                return blocks->names[i];
        }
    return NULL;
}

/* "category=Lu,Ll,Lt" for "LC", whose comment is "Ll | Lt | Lu". */
static void describe_categories(const struct alias_line *line, char *out, size_t size)
{
    const char *between = "=";

    (void)snprintf(out, size, "category");
    for (unsigned i = 0; i < PROPERTY_CATEGORIES; i++) {
        const char *name = property_category_name(i);

        if (strcmp(line->fields[1], name) != 0 && !strstr(line->comment, name))
            continue;
        (void)snprintf(out + strlen(out), size - strlen(out), "%s%s", between, name);
        between = ",";
    }
}

static void assert_alias_line(const struct alias_line *line, const struct blocks *blocks)
{
    char expected[2 * NAME_SIZE], spaced[NAME_SIZE];
    const char *key = line->fields[0];
    unsigned major = 0, minor = 0;

    if (strcmp(key, "blk") == 0) {
        assert_non_null(find_block(blocks, line));
        (void)snprintf(expected, sizeof expected, "block=%s", find_block(blocks, line));
    } else if (strcmp(key, "sc") == 0) {
        spell(line->fields[2], WITH_SPACES, spaced);
        (void)snprintf(expected, sizeof expected, "script=%s", spaced);
    } else if (strcmp(key, "gc") == 0) {
        describe_categories(line, expected, sizeof expected);
    } else {
        assert_true(sscanf(line->fields[1], "%u.%u", &major, &minor) == 2 ||
                    strcmp(line->fields[1], "NA") == 0);
        (void)snprintf(expected, sizeof expected, "age=%u.%u..%u.%u", major, minor, major, minor);
    }
    assert_values(key, line, expected);
}

static void test_every_name_in_property_value_aliases(void **state)
{
    static const char *const keys[] = {"blk", "sc", "gc", "age"};
    static const size_t least[] = {300, 150, 38, 24};
    size_t found[COUNT(keys)] = {0};
    FILE *file = fopen(UCD "PropertyValueAliases.txt", "r");
    static struct blocks blocks;
    struct alias_line line;

    (void)state;
    assert_non_null(file);
    read_blocks(&blocks);
    while (read_alias_line(file, &line))
        for (size_t i = 0; i < COUNT(keys); i++)
            if (line.count > 2 && strcmp(line.fields[0], keys[i]) == 0) {
                assert_alias_line(&line, &blocks);
                found[i]++;
            }
    (void)fclose(file);
    for (size_t i = 0; i < COUNT(keys); i++)
        assert_true(found[i] >= least[i]);
    for (size_t i = 0; i < blocks.count; i++) {
        char expected[2 * NAME_SIZE], text[2 * NAME_SIZE];

        (void)snprintf(text, sizeof text, "block:\"%s\"", blocks.names[i]);
        (void)snprintf(expected, sizeof expected, "block=%s@0-%zu", blocks.names[i], strlen(text));
        assert_parsed(text, strlen(text), expected);
    }
}

static void test_wrong_keys(void **state)
{
    static const char key[] = "unknown key: use name, alias, keyword, definition, like, base, "
                              "block, script, category, age, emoji";
    static const char encoding[] = "unknown key: write a code point without one, as in U+2603";
    static const char after[] = "missing value: put it directly after the colon";
    static const struct refusal refusals[] = {
        {"foo:bar", 1, key},
        {"cat names:bar", 5, key},
        {"\xE2\x98\x80 n_a_m_e:\xC3\xA9", 3, key},
        {"a:b:c", 1, key},
        {"foo:\"x y\"", 1, key},
        {"foo:>3", 1, key},
        {"-foo:bar", 2, key},
        {"cat|foo:bar", 5, key},
        {"scx:Grek", 1, key}, /* a property of Unicode that is not a key */
        {"hex:2603", 1, encoding},
        {"HEX:yes", 1, encoding},
        {"cat utf8:e29883", 5, encoding},
        {"dec:9731", 1, encoding},
        {"a1:b", 1, key},
        {"scirpt:greek", 1, "; the closest is script"},
        {"keywrod:love", 1, "; the closest is keyword"},
        {"White_Spaces:yes", 1, "; the closest is white_space"},
        {"category:space", 10, "; the closest is Space_Separator"},
        {"-nv:x", 5, "invalid number"},
        {"name:", 6, after},
        {"block: arrows", 7, after},
        {"age:,15", 5, after},
        {"script:|greek", 8, after},
        {"keyword:!", 9, "missing word after the field"},
        {"alias:\xE2\x98\x80", 7, "missing word after the field"},
    };

    (void)state;
    assert_refusals(refusals, COUNT(refusals));
    assert_parsed("foo:\0bar", 8, "foo@0-3 bar@5-8");
}

static void test_wrong_values(void **state)
{
    static const char block[] = "unknown block";
    static const char script[] = "unknown script";
    static const char category[] = "unknown category";
    static const char age[] = "invalid age: use a version of Unicode";
    static const char plane[] = "invalid plane: use a number from 0 to 16";
    static const struct refusal refusals[] = {
        {"block:nosuch", 7, block},
        {"cat block:arr", 11, block},
        {"block:\"\"", 8, block},
        {"block:\" \"", 8, block},
        {"block:is", 7, block},
        {"block:_", 7, block},
        {"block:gr\xC3\xA9\x65k", 7, block},
        {"\xC3\xA9 block:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", 9,
         block},
        {"block:U+2600", 7, block},
        {"block:greek..coptic", 7, block},
        {"script:klingon", 8, script},
        {"script:So", 8, script},
        {"category:Xx", 10, category},
        {"category:arrows", 10, category},
        {"emoji:maybe", 7, "invalid emoji value: use yes or no, as in emoji:yes"},
        {"emoji:1", 7, "invalid emoji value: use yes or no, as in emoji:yes"},
        {"age:x", 5, age},
        {"age:15.", 5, age},
        {"age:.5", 5, age},
        {"age:15.0.0", 5, age},
        {"age:>=", 5, age},
        {"age:>=>5", 5, age},
        {"age:==5", 5, age},
        {"age:=<5", 5, age},
        {"age:0", 5, age},
        {"age:0.9", 5, age},
        {"age:256", 5, age},
        {"age:5.256", 5, age},
        {"age:0005", 5, age},
        {"age:99999999999999999999", 5, age},
        {"age:5..6", 5, age},
        {"plane:17", 7, plane},
        {"plane:1x", 7, plane},
        {"plane:x", 7, plane},
        {"plane:0x1", 7, plane},
        {"plane:>1", 7, plane},
        {"plane:4294967296", 7, plane},
        {"cat|plane:\"1 2\"", 12, plane},
    };

    (void)state;
    assert_refusals(refusals, COUNT(refusals));
    assert_refused("age:15\0", 7, 5, age);
    assert_refused("age:15\0002", 8, 5, age);
    assert_refused("block:arrows\0", 13, 7, block);
}

/* The shortest names of long-named blocks. */
static void test_the_longest_values(void **state)
{
    static const char *const patterns[] = {"blk:IDC ", "blk:IDC|", "blk:UCAS,", "sc:Aghb ",
                                           "blk:UCASExt "};

    (void)state;
    for (size_t i = 0; i < COUNT(patterns); i++) {
        char text[QUERY_MAX_SIZE];
        size_t length = strlen(patterns[i]), size = QUERY_MAX_SIZE / length * length - 1;
        struct query_error error;
        struct query query;

        for (size_t k = 0; k < size; k++)
            text[k] = patterns[i][k % length];
        assert_true(parse(&query, text, size, &error));
        assert_int_equal(query.count, QUERY_MAX_SIZE / length);
        assert_true(query.folded_size <= QUERY_FOLDED_SIZE);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_fields),
        cmocka_unit_test(test_properties),
        cmocka_unit_test(test_relatives),
        cmocka_unit_test(test_ages),
        cmocka_unit_test(test_colons_among_words),
        cmocka_unit_test(test_every_name_in_property_value_aliases),
        cmocka_unit_test(test_wrong_keys),
        cmocka_unit_test(test_wrong_values),
        cmocka_unit_test(test_the_longest_values),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
