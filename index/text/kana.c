/*
 * A syllable is a consonant, which may be none or several letters, and a vowel; the table has a row
 * for each consonant. What is not a syllable is an n, or the first of two equal consonants, which
 * is written as a small tsu. The blocks of hiragana and katakana have the same order.
 *
 * Source: ISO 3602:1989, and the table of Hepburn's romanization in the Japanese cabinet's order of
 * 1954.
 */

#include "index/text/kana.h"

#include "index/base/utf8.h"

enum {
    VOWELS = 5,
    TO_KATAKANA = 0x60, /* from a code point of hiragana */
};

struct row {
    const char *consonant;
    const char *kana[VOWELS]; /* with a, i, u, e, o; NULL: not a syllable */
};

static const char vowels[] = "aiueo";

/* A consonant that begins with another one comes before that. */
static const struct row rows[] = {
    {"by", {"びゃ", NULL, "びゅ", NULL, "びょ"}},   {"b", {"ば", "び", "ぶ", "べ", "ぼ"}},
    {"ch", {"ちゃ", "ち", "ちゅ", "ちぇ", "ちょ"}}, {"d", {"だ", "ぢ", "づ", "で", "ど"}},
    {"f", {"ふぁ", "ふぃ", "ふ", "ふぇ", "ふぉ"}},  {"gy", {"ぎゃ", NULL, "ぎゅ", NULL, "ぎょ"}},
    {"g", {"が", "ぎ", "ぐ", "げ", "ご"}},          {"hy", {"ひゃ", NULL, "ひゅ", NULL, "ひょ"}},
    {"h", {"は", "ひ", "ふ", "へ", "ほ"}},          {"j", {"じゃ", "じ", "じゅ", "じぇ", "じょ"}},
    {"ky", {"きゃ", NULL, "きゅ", NULL, "きょ"}},   {"k", {"か", "き", "く", "け", "こ"}},
    {"my", {"みゃ", NULL, "みゅ", NULL, "みょ"}},   {"m", {"ま", "み", "む", "め", "も"}},
    {"ny", {"にゃ", NULL, "にゅ", NULL, "にょ"}},   {"n", {"な", "に", "ぬ", "ね", "の"}},
    {"py", {"ぴゃ", NULL, "ぴゅ", NULL, "ぴょ"}},   {"p", {"ぱ", "ぴ", "ぷ", "ぺ", "ぽ"}},
    {"ry", {"りゃ", NULL, "りゅ", NULL, "りょ"}},   {"r", {"ら", "り", "る", "れ", "ろ"}},
    {"sh", {"しゃ", "し", "しゅ", "しぇ", "しょ"}}, {"sy", {"しゃ", NULL, "しゅ", NULL, "しょ"}},
    {"s", {"さ", "し", "す", "せ", "そ"}},          {"ts", {NULL, NULL, "つ", NULL, NULL}},
    {"ty", {"ちゃ", NULL, "ちゅ", NULL, "ちょ"}},   {"t", {"た", "ち", "つ", "て", "と"}},
    {"w", {"わ", "ゐ", NULL, "ゑ", "を"}},          {"y", {"や", NULL, "ゆ", NULL, "よ"}},
    {"zy", {"じゃ", NULL, "じゅ", NULL, "じょ"}},   {"z", {"ざ", "じ", "ず", "ぜ", "ぞ"}},
    {"", {"あ", "い", "う", "え", "お"}},
};

/* The syllable at the front, which is cut off; NULL if there is none. */
static const char *take_syllable(struct slice *rest)
{
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const char first = rows[i].consonant[0];
        const size_t size = first == rest->bytes[0] ? strlen(rows[i].consonant) : 0;
        const char *vowel;

        if ((first != '\0' && size == 0) || rest->size <= size ||
            memcmp(rest->bytes, rows[i].consonant, size) != 0)
            continue;
        vowel = memchr(vowels, rest->bytes[size], VOWELS);
        if (!vowel || !rows[i].kana[vowel - vowels])
            return NULL;
        *rest = (struct slice){rest->bytes + size + 1, rest->size - size - 1};
        return rows[i].kana[vowel - vowels];
    }
    return NULL;
}

/* An n before another syllable or at the end; m before b, m and p sounds and is written like it. Or
 * the first half of a consonant that is held: "kk", "tch". */
static const char *take_letter(struct slice *rest)
{
    const char first = rest->bytes[0];
    char second = '\0';
    bool nasal, held;

    if (rest->size > 1)
        second = rest->bytes[1];
    nasal = first == 'n' || (first == 'm' && second != '\0' && strchr("bmp", second));
    held = first == second || (first == 't' && second == 'c');
    if (first < 'a' || first > 'z' || (!nasal && !held))
        return NULL;
    *rest = (struct slice){rest->bytes + 1, rest->size - 1};
    return nasal ? "ん" : "っ";
}

static void write_katakana(struct kana *kana)
{
    size_t at = 0, size = 0;

    while (at < kana->size) {
        const int32_t hiragana = utf8_next(kana->hiragana, kana->size, &at);

        size += utf8_write(kana->katakana + size, (uint32_t)hiragana + TO_KATAKANA);
    }
}

bool kana_of(struct slice romanized, struct kana *kana)
{
    kana->size = 0;
    while (romanized.size > 0) {
        const char *next = take_syllable(&romanized);

        if (!next)
            next = take_letter(&romanized);
        if (!next || kana->size + strlen(next) > sizeof kana->hiragana)
            return false;
        memcpy(kana->hiragana + kana->size, next, strlen(next));
        kana->size += strlen(next);
    }
    write_katakana(kana);
    return kana->size > 0;
}

/* Is there the syllable "hu", and not "chu" or "shu"? */
static bool is_hu(struct slice word, size_t at)
{
    return word.bytes[at] == 'h' && at + 1 < word.size && word.bytes[at + 1] == 'u' &&
           (at == 0 || (word.bytes[at - 1] != 'c' && word.bytes[at - 1] != 's'));
}

size_t kana_hepburn(struct slice romanized, char out[static KANA_MAX_SIZE])
{
    bool any = false;

    if (romanized.size > KANA_MAX_SIZE)
        return 0;
    for (size_t i = 0; i < romanized.size; i++) {
        out[i] = romanized.bytes[i];
        if (is_hu(romanized, i)) {
            out[i] = 'f';
            any = true;
        }
    }
    return any ? romanized.size : 0;
}
