/*
 * The symbols of a currency are the one that CLDR writes it with, and those that are named like its
 * unit: CUBAN PESO is written with a dollar sign, but PESO SIGN is its symbol as well. An informal
 * alias names a unit where no official name does: "yuan sign".
 */

#include "index/builder/enrichment/currencies.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <unicode/uchar.h>

#include "index/text/words.h"
#include "index/unicode/property.h"

enum {
    SYMBOLS_MAX = 128,   /* characters of category Sc; Unicode 15 has 63 */
    ALIASES_MAX = 256,   /* their informal aliases; Unicode 15 has 14 */
    OF_CURRENCY_MAX = 8, /* symbols of a currency */
    SHARED_MAX = 24,     /* a symbol of more currencies is not found by their codes alone */
    FOLDED_SIZE = 256,   /* bytes; longer texts lose words */
    TEXT_SIZE = 320,
    INDICATOR_A = 0x1F1E6, /* REGIONAL INDICATOR SYMBOL LETTER A; two of them are a flag */
};

/* The folded words of a text, with a space before each and after the last: " rupee sign ". */
struct folded {
    char text[FOLDED_SIZE]; /* NUL-terminated */
    size_t size;
};

/* A currency symbol. */
struct symbol {
    uint32_t document;
    struct folded name;
    uint32_t currencies; /* of which the code may be a text */
};

struct alias {
    size_t symbol;
    struct folded text;
};

/* A currency and its symbols. */
struct money {
    char code[CURRENCY_CODE_SIZE];
    char name[FOLDED_SIZE];
    bool written; /* the first symbol is the one that it is written with */
    size_t count;
    size_t symbols[OF_CURRENCY_MAX];
};

struct currencies {
    struct texts *texts;
    struct spellings *spellings;
    const struct documents *documents;
    struct vocabulary *vocabulary;
    const struct naming *naming;
    size_t symbol_count, alias_count;
    struct symbol symbols[SYMBOLS_MAX];
    struct alias aliases[ALIASES_MAX];
    VECTOR_OF(struct money) all; /* ascending by code */
    int error;
};

/*
 * The symbols and their words.
 */

/* Words that do not fit are left out. */
static void fold(struct slice text, struct folded *folded)
{
    struct words words;
    struct word word;

    folded->text[0] = ' ';
    folded->size = 1;
    words_init(&words, text.bytes, text.size);
    while (words_next(&words, &word)) {
        if (word.size == 0 || word.size + 2 > sizeof folded->text - folded->size)
            continue;
        memcpy(folded->text + folded->size, word.folded, word.size);
        folded->size += word.size;
        folded->text[folded->size++] = ' ';
    }
    folded->text[folded->size] = '\0';
}

static void find_symbols(struct currencies *currencies)
{
    const struct documents *documents = currencies->documents;

    for (uint32_t document = 0;
         document < documents->characters && currencies->symbol_count < SYMBOLS_MAX; document++) {
        struct symbol *symbol = &currencies->symbols[currencies->symbol_count];

        if (property_number(documents->repertoire, PROPERTY_CATEGORY,
                            documents_first_point(documents, document)) != U_CURRENCY_SYMBOL)
            continue;
        symbol->document = document;
        fold(documents_name(documents, document), &symbol->name);
        currencies->symbol_count++;
    }
}

/* The place of a document among the symbols, or symbol_count. */
static size_t symbol_of(const struct currencies *currencies, uint32_t document)
{
    size_t at = 0;

    while (at < currencies->symbol_count && currencies->symbols[at].document != document)
        at++;
    return at;
}

static void find_aliases(struct currencies *currencies)
{
    const size_t count = texts_count(currencies->texts);

    for (size_t i = 0; i < count && currencies->alias_count < ALIASES_MAX; i++) {
        struct alias *alias = &currencies->aliases[currencies->alias_count];

        if (texts_kind(currencies->texts, i) != TEXT_INFORMAL)
            continue;
        alias->symbol = symbol_of(currencies, texts_document(currencies->texts, i));
        if (alias->symbol == currencies->symbol_count)
            continue;
        fold(texts_bytes(currencies->texts, i), &alias->text);
        currencies->alias_count++;
    }
}

/*
 * The symbols of a currency.
 */

/* Ignores the place after the last symbol. */
static void add_symbol(const struct currencies *currencies, struct money *money, size_t symbol)
{
    if (symbol == currencies->symbol_count)
        return;
    for (size_t i = 0; i < money->count; i++)
        if (money->symbols[i] == symbol)
            return;
    if (money->count < OF_CURRENCY_MAX)
        money->symbols[money->count++] = symbol;
}

/* The last word, with a space before it and after it. */
static const char *last_word(const struct folded *folded)
{
    const char *word = folded->text + folded->size - 1;

    while (word > folded->text && *--word != ' ')
        ;
    return word;
}

/* Does the name say that it is the sign of this? Ends in " currency symbol baht " or is " won sign ". */
static bool is_sign_of(const struct folded *name, const char *what)
{
    char ending[FOLDED_SIZE + sizeof " currency symbol"];
    int size = snprintf(ending, sizeof ending, " currency symbol%s", what);

    if (size > 0 && name->size >= (size_t)size &&
        strcmp(name->text + name->size - size, ending) == 0)
        return true;
    size = snprintf(ending, sizeof ending, "%ssign ", what);
    return size > 0 && strcmp(name->text, ending) == 0;
}

static void find_by_name(const struct currencies *currencies, const struct folded *name,
                         struct money *money)
{
    const char *unit = last_word(name);
    bool named = false;

    for (size_t i = 0; i < currencies->symbol_count; i++) {
        const struct folded *sign = &currencies->symbols[i].name;

        if (is_sign_of(sign, unit) || is_sign_of(sign, name->text)) {
            add_symbol(currencies, money, i);
            named = true;
        }
    }
    for (size_t i = 0; !named && i < currencies->alias_count; i++)
        if (strstr(currencies->aliases[i].text.text, unit))
            add_symbol(currencies, money, currencies->aliases[i].symbol);
}

/* How many of its symbols have the code as a text: the one that it is written with, else all. */
static size_t with_code(const struct money *money)
{
    return money->written ? 1 : money->count;
}

static bool add_currency(void *context, const struct currency *currency)
{
    struct currencies *currencies = context;
    const struct bare bare = {.points = {currency->symbol}, .count = 1};
    struct money money = {.count = 0};
    struct folded name;
    uint32_t document;

    if (currency->name.size >= sizeof money.name)
        return true;
    memcpy(money.code, currency->code, sizeof money.code);
    memcpy(money.name, currency->name.bytes, currency->name.size);
    if (currency->symbol != 0 && documents_find(currencies->documents, &bare, &document))
        add_symbol(currencies, &money, symbol_of(currencies, document));
    money.written = money.count > 0;
    fold(currency->name, &name);
    if (name.size > 1)
        find_by_name(currencies, &name, &money);
    for (size_t i = 0; i < with_code(&money); i++)
        currencies->symbols[money.symbols[i]].currencies++;
    vector_append(&currencies->all, &money);
    currencies->error = currencies->all.failed ? -ENOMEM : 0;
    return currencies->error == 0;
}

/*
 * The texts.
 */

static int add_text(struct currencies *currencies, const struct money *money, enum text_kind kind,
                    const char *text)
{
    const unsigned language = kind == TEXT_KEYWORD ? currencies->naming->english : 0;
    int r = 0;

    for (size_t i = 0; r == 0 && i < money->count; i++)
        r = texts_add(currencies->texts, currencies->vocabulary,
                      currencies->symbols[money->symbols[i]].document, kind, language,
                      slice_of(text));
    return r;
}

/* The code alone, for symbols that it identifies. It is another name of them, as an abbreviation is,
 * and not one of many things that they are used for. */
static int add_code(struct currencies *currencies, const struct money *money)
{
    struct money specific = {.count = 0};

    for (size_t i = 0; i < with_code(money); i++)
        if (currencies->symbols[money->symbols[i]].currencies <= SHARED_MAX)
            add_symbol(currencies, &specific, money->symbols[i]);
    return add_text(currencies, &specific, TEXT_NICKNAME, money->code);
}

/* The better the earlier the symbol is among those of the currency. */
static int add_spellings(struct currencies *currencies, const struct money *money)
{
    int r = 0;

    for (size_t i = 0; r == 0 && i < money->count; i++) {
        const struct source_spelling spelling = {
            .kind = SPELLING_CURRENCY,
            .text = money->code,
            .size = CURRENCY_CODE_SIZE - 1,
            .weight = (uint32_t)(OF_CURRENCY_MAX - i),
        };

        r = spellings_add(currencies->spellings, currencies->symbols[money->symbols[i]].document,
                          &spelling);
    }
    return r;
}

/* "Indian Rupee (INR)" */
static void write_name(const struct money *money, char text[static TEXT_SIZE])
{
    (void)snprintf(text, TEXT_SIZE, "%s (%s)", money->name, money->code);
}

static int add_names(struct currencies *currencies)
{
    int r = 0;

    for (size_t i = 0; r == 0 && i < currencies->all.count; i++) {
        const struct money *money = &currencies->all.items[i];
        char text[TEXT_SIZE];

        write_name(money, text);
        r = add_text(currencies, money, TEXT_KEYWORD, text);
        if (r == 0)
            r = add_code(currencies, money);
        if (r == 0)
            r = add_spellings(currencies, money);
    }
    return r;
}

/* The currency with this code; NULL: none. */
static const struct money *money_of(const struct currencies *currencies,
                                    const char code[static CURRENCY_CODE_SIZE])
{
    for (size_t i = 0; i < currencies->all.count; i++)
        if (memcmp(currencies->all.items[i].code, code, CURRENCY_CODE_SIZE) == 0)
            return &currencies->all.items[i];
    return NULL;
}

static int add_keyword(struct currencies *currencies, uint32_t document, const char *text)
{
    return texts_add(currencies->texts, currencies->vocabulary, document, TEXT_KEYWORD,
                     currencies->naming->english, slice_of(text));
}

/* Adds the region's currency to its flag, if nothing else is found by the currency. Its code begins with
 * that of the country that issues it, whose flag is the better known one of it. */
static int add_flag(struct currencies *currencies, const char region[static REGION_CODE_SIZE])
{
    const struct bare flag = {.points = {INDICATOR_A + (uint32_t)(region[0] - 'A'),
                                         INDICATOR_A + (uint32_t)(region[1] - 'A')},
                              .count = 2};
    char text[TEXT_SIZE], code[CURRENCY_CODE_SIZE];
    const struct money *money;
    uint32_t document;
    int r;

    if (!documents_find(currencies->documents, &flag, &document) ||
        !naming_currency_of_region(currencies->naming, region, code))
        return 0;
    money = money_of(currencies, code);
    if (!money || money->count > 0)
        return 0;
    write_name(money, text);
    r = add_keyword(currencies, document, text);
    if (r == 0 && memcmp(region, money->code, REGION_CODE_SIZE - 1) == 0)
        r = add_keyword(currencies, document, money->name);
    if (r == 0 && memcmp(region, money->code, REGION_CODE_SIZE - 1) == 0)
        r = add_keyword(currencies, document, money->code);
    return r;
}

/* A currency without a symbol has nothing to be found by its countries. */
static bool add_country(void *context, const char region[static REGION_CODE_SIZE],
                        struct slice name)
{
    struct currencies *currencies = context;
    char text[TEXT_SIZE], code[CURRENCY_CODE_SIZE];
    const struct money *money;
    int size;

    if (!naming_currency_of_region(currencies->naming, region, code))
        return true;
    size = snprintf(text, sizeof text, "currency of %.*s", (int)name.size, name.bytes);
    if (size < 0 || (size_t)size >= sizeof text)
        return true;
    money = money_of(currencies, code);
    if (money)
        currencies->error = add_text(currencies, money, TEXT_KEYWORD, text);
    return currencies->error == 0;
}

static int add_countries(struct currencies *currencies)
{
    char region[REGION_CODE_SIZE] = "AA", name[TEXT_SIZE];
    int r;

    for (region[0] = 'A'; region[0] <= 'Z'; region[0]++)
        for (region[1] = 'A'; region[1] <= 'Z'; region[1]++) {
            size_t size = naming_region(currencies->naming, region, name, sizeof name);

            if (size > 0 &&
                !add_country(currencies, region, (struct slice){.bytes = name, .size = size}))
                return currencies->error;
            r = size > 0 ? add_flag(currencies, region) : 0;
            if (r < 0)
                return r;
        }
    r = naming_visit_other_regions(currencies->naming, currencies->naming->english, "en",
                                   add_country, currencies);
    return r == -ECANCELED ? currencies->error : r;
}

static int add_all(struct currencies *currencies)
{
    int r;

    find_symbols(currencies);
    find_aliases(currencies);
    r = naming_visit_currencies(currencies->naming, add_currency, currencies);
    if (r == 0)
        r = add_names(currencies);
    if (r == 0)
        r = add_countries(currencies);
    return r == -ECANCELED ? currencies->error : r;
}

int currencies_add(struct texts *texts, struct spellings *spellings,
                   const struct documents *documents, struct vocabulary *vocabulary,
                   const struct naming *naming)
{
    struct currencies *currencies = calloc(1, sizeof *currencies);
    int r;

    if (!currencies)
        return -ENOMEM;
    currencies->texts = texts;
    currencies->spellings = spellings;
    currencies->documents = documents;
    currencies->vocabulary = vocabulary;
    currencies->naming = naming;
    r = add_all(currencies);
    vector_release(&currencies->all);
    free(currencies);
    return r;
}
