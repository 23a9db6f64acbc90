/*
 * WordNet has 150,000 words and phrases. Kept are single words that characters have in definitions
 * at most, and phrases of two words, which may be uncommon names ("drawing pin"); each with
 * the first few of its related words (related.h) that characters have as aliases or keywords. What is
 * more general than a phrase ("key" for "home key") is mostly one of its words. Words
 * of official names do not count: "tyre" does not mean SUR, which is a cuneiform sign. A phrase
 * counts only where it is a whole text.
 */

#include "index/builder/relations/meanings.h"

#include <errno.h>
#include <stdlib.h>

#include "index/base/ascii.h"
#include "index/base/vector.h"
#include "index/builder/relations/related.h"
#include "index/file/charindex.h"
#include "index/text/words.h"

enum {
    STEPS = 2,      /* of generalization: cockerel, cock, chicken; the third leads to "animal", */
    STEPS_MORE = 4, /* which is for words that have nothing nearer */
    QUERIES_OF_WORD_MAX = 6,
    PHRASE_WORDS_MAX = 4,
    WORD_WORDS_MAX = 2,
    SYMBOL_MAX = 2,                     /* bytes of a symbol */
    FOLDED_MAX = 192,                   /* bytes; longer phrases are left out */
    QUERIES_MAX = FORMAT_MEANING_WIDER, /* distinct ones; WordNet 3.0 and CLDR 41 give 4,000 */
};

/* A word or phrase, folded: words with a space between them. */
struct phrase {
    char text[FOLDED_MAX];
    size_t size;
    size_t count;                     /* of its words */
    uint32_t terms[PHRASE_WORDS_MAX]; /* POOL_FAILED: not in the index */
};

/* A word of WordNet that is kept. */
struct kept_word {
    uint32_t word; /* in the pool of words */
    uint32_t count;
    uint16_t queries[QUERIES_OF_WORD_MAX];
};

struct meanings {
    const struct wordnet *wordnet;
    const struct vocabulary *vocabulary;
    unsigned english;
    bool *whole_texts; /* by word list: it is all words of an alias or keyword */
    bool *useless;     /* by member of WordNet: it is known not to be a query */
    struct pool words, queries;
    VECTOR_OF(struct kept_word) list;
};

/*
 * Words and phrases.
 */

static bool append(struct phrase *phrase, const struct word *word)
{
    const size_t space = phrase->count > 0;

    if (word->size == 0 || phrase->count == PHRASE_WORDS_MAX ||
        word->size + space > sizeof phrase->text - phrase->size)
        return false;
    if (space)
        phrase->text[phrase->size++] = ' ';
    memcpy(phrase->text + phrase->size, word->folded, word->size);
    phrase->size += word->size;
    return true;
}

/* Folds a word of WordNet, of which "_" separates the words. Returns false if it is too long, or
 * has a number, which means something else in another context. */
static bool fold(const struct meanings *meanings, struct slice raw, struct phrase *phrase)
{
    char spaced[FOLDED_MAX];
    struct words words;
    struct word word;

    *phrase = (struct phrase){.count = 0};
    if (raw.size > sizeof spaced)
        return false;
    for (size_t i = 0; i < raw.size; i++) {
        if (ascii_is_digit(raw.bytes[i]))
            return false;
        spaced[i] = raw.bytes[i];
        if (spaced[i] == '_')
            spaced[i] = ' ';
    }
    words_init(&words, spaced, raw.size);
    while (words_next(&words, &word)) {
        if (!append(phrase, &word))
            return false;
        phrase->terms[phrase->count++] =
            pool_find(&meanings->vocabulary->terms, word.folded, word.size);
    }
    return phrase->count > 0 && phrase->size > 1;
}

static bool has_field(const struct meanings *meanings, uint32_t term, unsigned field)
{
    const uint32_t key[] = {term, field};

    return term != POOL_FAILED &&
           pool_find(&meanings->vocabulary->keys, key, sizeof key) != POOL_FAILED;
}

/* Do characters have the word in an alias or keyword? */
static bool is_asked_for(const struct meanings *meanings, uint32_t term)
{
    return has_field(meanings, term, FIELD_ALIAS) ||
           has_field(meanings, term, FIELD_KEYWORD + meanings->english);
}

static bool is_wanted(const struct meanings *meanings, const struct phrase *phrase)
{
    const uint32_t term = phrase->terms[0];

    if (phrase->count > 1)
        return phrase->count <= WORD_WORDS_MAX;
    return !is_asked_for(meanings, term) && !has_field(meanings, term, FIELD_NAME) &&
           !has_field(meanings, term, FIELD_SEQUENCE);
}

/* Is it the symbol of a chemical element or another abbreviation, as "Na" of sodium? Two letters mean something else
 * to characters. */
static bool is_symbol(struct slice raw)
{
    return raw.size <= SYMBOL_MAX && raw.bytes[0] >= 'A' && raw.bytes[0] <= 'Z';
}

/* Would the query find what people mean by it? */
static bool is_query(const struct meanings *meanings, const struct phrase *phrase)
{
    uint32_t list;

    if (phrase->count == 1)
        return is_asked_for(meanings, phrase->terms[0]);
    list = pool_find(&meanings->vocabulary->lists, phrase->terms,
                     phrase->count * sizeof *phrase->terms);
    return list != POOL_FAILED && meanings->whole_texts[list];
}

static int find_whole_texts(struct meanings *meanings, const struct texts *texts)
{
    const size_t count = texts_count(texts);

    meanings->whole_texts =
        calloc((size_t)meanings->vocabulary->lists.count + 1, sizeof *meanings->whole_texts);
    if (!meanings->whole_texts)
        return -ENOMEM;
    for (size_t i = 0; i < count; i++) {
        const uint32_t kind = TEXT_BIT(texts_kind(texts, i));

        if ((kind & TEXT_ALIASES) ||
            ((kind & TEXT_KEYWORDS) && texts_language(texts, i) == meanings->english))
            meanings->whole_texts[texts_words(texts, i)] = true;
    }
    return 0;
}

/*
 * The list.
 */

static bool has_query(const struct kept_word *meaning, uint32_t query)
{
    for (uint32_t i = 0; i < meaning->count; i++)
        if ((meaning->queries[i] & (FORMAT_MEANING_WIDER - 1)) == query)
            return true;
    return false;
}

static int add_query(struct meanings *meanings, const struct phrase *query, bool wider,
                     struct kept_word *meaning)
{
    uint32_t number;

    if (meaning->count == QUERIES_OF_WORD_MAX)
        return 0;
    if (meanings->queries.count == QUERIES_MAX)
        return 0;
    number = pool_add(&meanings->queries, query->text, query->size);
    if (number == POOL_FAILED)
        return -ENOMEM;
    if (!has_query(meaning, number))
        meaning->queries[meaning->count++] =
            (uint16_t)(number | (wider ? FORMAT_MEANING_WIDER : 0));
    return 0;
}

static int add_queries(struct meanings *meanings, uint32_t number, unsigned steps,
                       const struct phrase *phrase, struct kept_word *meaning)
{
    struct related related;
    struct phrase query;
    int r = 0;

    related_find(meanings->wordnet, number, steps, &related);
    for (size_t i = 0; r == 0 && i < related.count; i++) {
        const uint32_t member = related.members[i];
        const struct slice raw = wordnet_member(meanings->wordnet, member);

        if (meanings->useless[member])
            continue;
        if (is_symbol(raw) || !fold(meanings, raw, &query) || !is_query(meanings, &query)) {
            meanings->useless[member] = true; /* which most are, and each is met many times */
            continue;
        }
        if (query.size == phrase->size && memcmp(query.text, phrase->text, query.size) == 0)
            continue;
        r = add_query(meanings, &query, i >= related.synonyms, meaning);
    }
    return r;
}

static int add_word(struct meanings *meanings, uint32_t number)
{
    struct kept_word meaning = {.count = 0};
    struct phrase phrase;
    int r;

    if (!fold(meanings, wordnet_word(meanings->wordnet, number), &phrase) ||
        !is_wanted(meanings, &phrase))
        return 0;
    r = add_queries(meanings, number, phrase.count == 1 ? STEPS : 0, &phrase, &meaning);
    if (r == 0 && meaning.count == 0 && phrase.count == 1)
        r = add_queries(meanings, number, STEPS_MORE, &phrase, &meaning);
    if (r < 0 || meaning.count == 0)
        return r;
    meaning.word = pool_add(&meanings->words, phrase.text, phrase.size);
    /* Two words may be equal once they are folded; the first one counts. */
    if (meaning.word == meanings->list.count)
        vector_append(&meanings->list, &meaning);
    return meaning.word == POOL_FAILED || meanings->list.failed ? -ENOMEM : 0;
}

static int word_compare(const void *left, const void *right, void *words)
{
    const struct kept_word *a = left, *b = right;

    return slice_compare(pool_get(words, a->word), pool_get(words, b->word));
}

static void write_list(struct meanings *meanings, struct chunks *chunks)
{
    struct buffer *queries = &chunks->list[CHUNK_MLST];

    if (meanings->list.count > 0)
        qsort_r(meanings->list.items, meanings->list.count, sizeof *meanings->list.items,
                word_compare, &meanings->words);
    for (size_t i = 0; i < meanings->list.count; i++) {
        const struct kept_word *meaning = &meanings->list.items[i];
        struct slice word = pool_get(&meanings->words, meaning->word);

        chunks_offset(chunks, CHUNK_MWOF, CHUNK_MWTX);
        buffer_append(&chunks->list[CHUNK_MWTX], word.bytes, word.size);
        chunks_u32(chunks, CHUNK_MBEG, queries->size / sizeof(uint16_t));
        for (uint32_t k = 0; k < meaning->count; k++)
            chunks_u16(chunks, CHUNK_MLST, meaning->queries[k]);
    }
    chunks_offset(chunks, CHUNK_MWOF, CHUNK_MWTX);
    chunks_u32(chunks, CHUNK_MBEG, queries->size / sizeof(uint16_t));
    pool_write(&meanings->queries, chunks, CHUNK_MQOF, CHUNK_MQTX);
}

int meanings_write(const struct wordnet *wordnet, const struct texts *texts,
                   const struct vocabulary *vocabulary, unsigned english, struct chunks *chunks)
{
    struct meanings meanings = {
        .wordnet = wordnet, .vocabulary = vocabulary, .english = english, .list = VECTOR_INIT};
    const uint32_t count = wordnet ? wordnet_words(wordnet) : 0;
    int r = find_whole_texts(&meanings, texts);

    if (r == 0 && wordnet) {
        meanings.useless =
            calloc((size_t)wordnet_member_count(wordnet) + 1, sizeof *meanings.useless);
        r = meanings.useless ? 0 : -ENOMEM;
    }
    for (uint32_t i = 0; r == 0 && i < count; i++)
        r = add_word(&meanings, i);
    if (r == 0)
        write_list(&meanings, chunks);
    free(meanings.whole_texts);
    free(meanings.useless);
    pool_release(&meanings.words);
    pool_release(&meanings.queries);
    vector_release(&meanings.list);
    return r;
}
