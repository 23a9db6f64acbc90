/*
 * Translates a parsed query for one index: words become terms, and names of fields and values
 * become numbers.
 *
 * Everything that depends on the scope is decided here, so that users of a plan need not check it:
 * the fields of a word, and whether it also matches as a prefix. A word that is not in the index is
 * not an error; its clause finds nothing.
 */

#include "index/search/match/plan.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "index/base/utf8.h"
#include "index/search/match/preference.h"
#include "index/search/query/repeats.h"
#include "index/text/inflection.h"
#include "index/unicode/fraction.h"
#include "index/unicode/version.h"

enum {
    /* Words of one letter do not match as prefixes: too many terms start with one letter. */
    PREFIX_LETTERS_MIN = 2,
    /* Words that are not in the index and are stemmed to find their forms, each at 0.5 µs; queries
     * with more of them are not names. */
    STEMMED_MAX = 16,
};

static void add_field(struct plan_fields *fields, unsigned field)
{
    fields->bits[field / 64] |= (uint64_t)1 << (field % 64);
}

static void add_keywords(const struct charindex *index, const struct search_options *options,
                         struct plan_fields *fields)
{
    size_t count = charindex_sources(index)->language_count;
    bool all = languages_empty(&options->languages);

    for (size_t i = 0; i < count; i++)
        if (all || languages_have(&options->languages, i))
            add_field(fields, FIELD_KEYWORD + (unsigned)i);
}

/* All but keywords. */
static const struct plan_fields no_keywords = {.bits = {(UINT64_C(1) << FIELD_KEYWORD) - 1}};

static struct plan_fields fields_understood(const struct charindex *index,
                                            const struct preference *preferred)
{
    size_t count = charindex_sources(index)->language_count;
    struct plan_fields fields = no_keywords;

    for (size_t i = 0; i < count; i++)
        if (languages_have(&preferred->first, i) || languages_have(&preferred->also, i))
            add_field(&fields, FIELD_KEYWORD + (unsigned)i);
    return fields;
}

/* A field in the query overrides the scope, except that names of sequences are in scope all
 * only. */
struct plan_fields plan_fields_of(const struct charindex *index, enum query_field field,
                                  const struct search_options *options)
{
    bool all = options->scope == SCOPE_ALL, anywhere = field == QUERY_ANYWHERE;
    struct plan_fields fields = {.bits = {0}};

    if (anywhere || field == QUERY_NAME)
        add_field(&fields, FIELD_NAME);
    if (all && (anywhere || field == QUERY_NAME))
        add_field(&fields, FIELD_SEQUENCE);
    if ((all && anywhere) || field == QUERY_ALIAS)
        add_field(&fields, FIELD_ALIAS);
    if ((all && anywhere) || field == QUERY_DEFINITION)
        add_field(&fields, FIELD_DEFINITION);
    if ((all && anywhere) || field == QUERY_KEYWORD)
        add_keywords(index, options, &fields);
    return fields;
}

struct list_range plan_word_lists(const struct charindex *index, const struct plan_word *word)
{
    struct term_range terms = word->prefixed;

    if (terms.first >= terms.end && word->term == PLAN_NO_TERM)
        return (struct list_range){.first = 0, .end = 0};
    if (terms.first >= terms.end)
        terms = (struct term_range){.first = word->term, .end = word->term + 1};
    return charindex_lists(index, terms);
}

struct plan_part plan_part(const struct charindex *index, const struct plan *plan,
                           const struct plan_clause *clause, uint32_t number)
{
    const struct plan_word *word = &plan->words[clause->first];
    struct plan_part part = {.fields = clause->fields};
    uint32_t form;

    if (number == 0) {
        part.lists = plan_word_lists(index, word);
        return part;
    }
    form = le32toh(word->forms_le[number - 1]);
    if (form == word->term || (form >= word->prefixed.first && form < word->prefixed.end))
        return part; /* in part 0 */
    part.lists = charindex_lists(index, (struct term_range){.first = form, .end = form + 1});
    for (size_t i = 0; i < sizeof part.fields.bits / sizeof *part.fields.bits; i++)
        part.fields.bits[i] &= plan->english.bits[i];
    return part;
}

bool plan_known(const struct charindex *index, const struct plan *plan,
                const struct plan_clause *clause, const struct plan_fields *fields)
{
    for (uint32_t i = 0; i < plan_parts(&plan->words[clause->first]); i++) {
        struct plan_part part = plan_part(index, plan, clause, i);

        for (size_t k = 0; k < sizeof fields->bits / sizeof *fields->bits; k++)
            part.fields.bits[k] &= fields->bits[k];
        if (plan_fields_known(index, part.lists, &part.fields))
            return true;
    }
    return false;
}

bool plan_fields_known(const struct charindex *index, struct list_range lists,
                       const struct plan_fields *fields)
{
    for (uint32_t list = lists.first; list < lists.end; list++)
        if (plan_field_in(fields, charindex_list_field(index, list)))
            return true;
    return false;
}

/* A single letter matches its own character. In scope name only if it is outside ASCII and not a
 * word of a name; in scope all always, because in some languages every letter is a keyword of
 * something. */
static int32_t letter_of(const struct charindex *index, const struct plan_clause *clause,
                         const struct query_word *from, uint32_t term, bool anywhere, bool all)
{
    struct plan_word word = {.term = term};

    if (clause->kind != QUERY_WORD || !anywhere || (!all && from->letter < 0x80))
        return -1;
    if (all || term == PLAN_NO_TERM)
        return from->letter;
    return plan_fields_known(index, plan_word_lists(index, &word), &clause->fields) ? -1
                                                                                    : from->letter;
}

/* A plan being made. */
struct planning {
    const struct charindex *index;
    const struct query *query;
    const struct search_options *options;
    struct plan *plan;
    struct inflection *inflection; /* NULL: not needed so far */
    unsigned stemmed;
};

/* The stem of a word: stored, if it is in the index. */
static uint32_t stem_of(struct planning *planning, const struct plan_word *word, struct slice text)
{
    char key[STEM_MAX_SIZE];
    size_t size;

    if (word->term != PLAN_NO_TERM)
        return charindex_stem_of(planning->index, word->term);
    if (planning->stemmed++ >= STEMMED_MAX)
        return CHARINDEX_NO_STEM;
    if (!planning->inflection)
        planning->inflection = inflection_new();
    size =
        planning->inflection ? inflection_key(planning->inflection, text.bytes, text.size, key) : 0;
    return size > 0 ? charindex_stem(planning->index, key, size) : CHARINDEX_NO_STEM;
}

static void add_forms(struct planning *planning, struct slice text, struct plan_word *word)
{
    uint32_t stem = stem_of(planning, word, text);
    struct word_list forms;

    if (stem == CHARINDEX_NO_STEM)
        return;
    forms = charindex_forms(planning->index, stem);
    if (forms.count == 1 && le32toh(*forms.terms_le) == word->term)
        return;
    word->forms_le = forms.terms_le;
    word->form_count = forms.count;
    for (uint32_t i = 0; i < forms.count; i++)
        word->form_bits |= UINT64_C(1) << le32toh(forms.terms_le[i]) % 64;
}

static struct plan_word plan_word(struct planning *planning, const struct query_clause *from,
                                  uint32_t number, const struct plan_clause *clause)
{
    const struct charindex *index = planning->index;
    const struct query_word *read = &planning->query->words[number];
    struct plan_word word = {.term = PLAN_NO_TERM, .size = read->size, .letter = -1};
    const char *text = planning->query->folded + read->first;
    bool all = planning->options->scope == SCOPE_ALL;
    uint32_t term;

    if (read->size == 0 || from->kind == QUERY_PATTERN)
        return word;
    if (from->kind == QUERY_PREFIX ||
        (from->kind == QUERY_WORD && all && utf8_length(text, read->size) >= PREFIX_LETTERS_MIN))
        word.prefixed = charindex_terms_with(index, text, read->size);
    if (from->kind != QUERY_PREFIX)
        word.term = charindex_term(index, text, read->size, &term) ? term : PLAN_NO_TERM;
    if (from->kind == QUERY_WORD && all)
        add_forms(planning, (struct slice){.bytes = text, .size = read->size}, &word);
    word.letter = letter_of(index, clause, read, word.term, from->field == QUERY_ANYWHERE, all);
    return word;
}

/* The value with that name among these; an empty range: no document has it. */
static struct value_range find_value(const struct charindex *index, struct value_range values,
                                     struct slice name)
{
    for (uint32_t value = values.first; value < values.end; value++)
        if (slice_equal(charindex_value_name(index, value), name))
            return (struct value_range){.first = value, .end = value + 1};
    return (struct value_range){.first = 0, .end = 0};
}

/* Names of categories come from ICU, and are looked up once a query. */
static uint32_t find_categories(const struct charindex *index, struct value_range values,
                                uint32_t categories)
{
    uint32_t found = 0;

    for (unsigned i = 0; i < PROPERTY_CATEGORIES; i++) {
        struct value_range value;

        if (!(categories >> i & 1))
            continue;
        value = find_value(index, values, slice_of(property_category_name(i)));
        if (value.first < value.end && value.first - values.first < 32)
            found |= (uint32_t)1 << (value.first - values.first);
    }
    return found;
}

static uint32_t version_of(const struct charindex *index, uint32_t value)
{
    struct slice name = charindex_value_name(index, value);
    uint32_t version;

    return version_read(name.bytes, name.size, &version) ? version : 0;
}

/* Versions ascend, so a range of versions is a range of values. */
static struct value_range find_versions(const struct charindex *index, struct value_range values,
                                        uint32_t low, uint32_t high)
{
    while (values.first < values.end && version_of(index, values.first) < low)
        values.first++;
    while (values.first < values.end && version_of(index, values.end - 1) > high)
        values.end--;
    return values;
}

static float fraction_of(const struct charindex *index, uint32_t value)
{
    struct slice name = charindex_value_name(index, value);
    float number;

    (void)fraction_read(name.bytes, name.size, &number);
    return number;
}

/* Numbers ascend, and NaN is last. */
static struct value_range find_numbers(const struct charindex *index, struct value_range values,
                                       float least, float most)
{
    while (values.first < values.end &&
           fraction_compare(fraction_of(index, values.first), least) < 0)
        values.first++;
    while (values.first < values.end &&
           fraction_compare(fraction_of(index, values.end - 1), most) > 0)
        values.end--;
    return values;
}

static void plan_property(const struct charindex *index, const struct query *query,
                          const struct query_clause *from, struct plan_clause *clause)
{
    struct value_range values = charindex_values(index, from->property);

    clause->property = from->property;
    clause->values = values;
    clause->first = clause->count = 0;
    switch (property_kind(from->property)) {
    case PROPERTY_KIND_NAMED:
    case PROPERTY_KIND_YES_NO:
    case PROPERTY_KIND_EMOJI_GROUPS:
        clause->values =
            find_value(index, values,
                       (struct slice){.bytes = query->folded + from->first, .size = from->count});
        break;
    case PROPERTY_KIND_CATEGORIES:
        clause->categories = find_categories(index, values, from->categories);
        break;
    case PROPERTY_KIND_VERSIONS:
        clause->values = find_versions(index, values, from->low, from->high);
        break;
    case PROPERTY_KIND_NUMBERS:
        clause->values =
            find_numbers(index, values, fraction_of_bits(from->low), fraction_of_bits(from->high));
        break;
    case PROPERTY_KIND_PLANES:
        assert(false && "a plane is a range of code points");
        break;
    }
}

static void plan_clause(struct planning *planning, const struct query_clause *from,
                        struct plan_clause *clause)
{
    *clause = (struct plan_clause){
        .kind = from->kind,
        .negated = from->negated,
        .group = from->group,
        .first = from->first,
        .count = from->count,
        .low = from->low,
        .relation = from->relation,
        .high = from->high,
        .begin = from->begin,
        .end = from->end,
    };
    switch (from->kind) {
    case QUERY_WORD:
    case QUERY_PREFIX:
    case QUERY_PATTERN:
    case QUERY_PHRASE:
        /* One quoted word is that exact word: it does not match as a prefix. */
        if ((from->kind == QUERY_PHRASE && from->count == 1) || from->kind == QUERY_PATTERN)
            clause->kind = QUERY_WORD;
        clause->fields = plan_fields_of(planning->index, from->field, planning->options);
        /* A negated word is not looked up in other languages: "-pain" must not exclude bread. */
        if (from->negated)
            plan_fields_limit(&clause->fields, &planning->plan->understood);
        for (uint32_t i = from->first; i < from->first + from->count; i++)
            planning->plan->words[i] = plan_word(planning, from, i, clause);
        break;
    case QUERY_PROPERTY:
        plan_property(planning->index, planning->query, from, clause);
        break;
    case QUERY_CODE_POINT:
    case QUERY_RANGE:
    case QUERY_TEXT:
    case QUERY_RELATIVES:
        break;
    }
}

/* The fields of English texts. */
static struct plan_fields english_fields(const struct charindex *index)
{
    struct plan_fields fields = no_keywords;

    add_field(&fields, FIELD_KEYWORD + sources_english(charindex_sources(index)));
    return fields;
}

/* Are keywords looked up? Otherwise languages do not matter. */
static bool asks_for_keywords(const struct query *query, const struct search_options *options)
{
    if (options->scope == SCOPE_ALL)
        return true;
    for (size_t i = 0; i < query->count; i++)
        if (query->clauses[i].field == QUERY_KEYWORD)
            return true;
    return false;
}

/* A plan with space for that many clauses. */
static inline struct plan *plan_alloc(const struct charindex *index, const struct query *query,
                                      const struct search_options *options, size_t count)
{
    size_t clauses = count * sizeof(struct plan_clause);
    size_t words = query->word_count * sizeof(struct plan_word);
    size_t points = query->point_count * sizeof(uint32_t);
    struct plan *plan = malloc(sizeof *plan + clauses + words + points);
    char *after = (char *)(plan + 1);

    if (!plan)
        return NULL;
    *plan = (struct plan){
        .scope = options->scope,
        .group_count = query->group_count,
        .clause_count = (uint32_t)count,
        .word_count = (uint32_t)query->word_count,
        .point_count = (uint32_t)query->point_count,
        .clauses = (struct plan_clause *)(void *)after,
        .words = (struct plan_word *)(void *)(after + clauses),
        .points = (uint32_t *)(void *)(after + clauses + words),
        .understood = no_keywords,
        .english = no_keywords,
    };
    if (asks_for_keywords(query, options)) {
        plan->preferred = preference_of(index, options);
        plan->understood = fields_understood(index, &plan->preferred);
        plan->english = english_fields(index);
    }
    if (points > 0)
        memcpy(plan->points, query->points, points);
    return plan;
}

struct plan *plan_parallel(const struct charindex *index, const struct query *query,
                           const struct search_options *options)
{
    struct plan *plan = plan_alloc(index, query, options, query->count);
    struct planning planning = {.index = index, .query = query, .options = options, .plan = plan};

    for (size_t i = 0; plan && i < query->count; i++)
        plan_clause(&planning, &query->clauses[i], &plan->clauses[i]);
    if (planning.inflection)
        inflection_free(planning.inflection);
    return plan;
}

/* The words of a repeated clause are in the plan too: a name may have a word twice. */
static void plan_repeat(const struct query_clause *repeat, const struct query_clause *original,
                        struct plan *plan)
{
    if (repeat->kind <= QUERY_PHRASE)
        memcpy(plan->words + repeat->first, plan->words + original->first,
               repeat->count * sizeof *plan->words);
}

/* Plans the clauses that count, with groups numbered from 0 again. */
static void plan_once(const struct charindex *index, const struct query *query,
                      const struct search_options *options, const uint16_t *same, struct plan *plan)
{
    struct planning planning = {.index = index, .query = query, .options = options, .plan = plan};
    uint32_t group = 0;

    plan->clause_count = plan->group_count = 0;
    for (uint32_t i = 0; i < query->count; i++) {
        const struct query_clause *from = &query->clauses[i];
        struct plan_clause *clause;

        if (same[i] != i) {
            plan_repeat(from, &query->clauses[same[i]], plan);
            continue;
        }
        if (plan->clause_count == 0 || from->group != group)
            plan->group_count++;
        group = from->group;
        clause = &plan->clauses[plan->clause_count++];
        plan_clause(&planning, from, clause);
        clause->group = plan->group_count - 1;
    }
    inflection_free(planning.inflection);
}

static struct plan *plan_several(const struct charindex *index, const struct query *query,
                                 const struct search_options *options)
{
    uint16_t same[QUERY_MAX_CLAUSES];
    size_t count = repeats_find(query, same);
    struct plan *plan;

    if (count == query->count)
        return plan_parallel(index, query, options);
    plan = plan_alloc(index, query, options, count);
    if (plan)
        plan_once(index, query, options, same, plan);
    return plan;
}

struct plan *plan_new(const struct charindex *index, const struct query *query,
                      const struct search_options *options)
{
    return query->count < 2 ? plan_parallel(index, query, options)
                            : plan_several(index, query, options);
}

/*
 * Copies.
 */

static bool has_words(const struct plan_clause *clause)
{
    return clause->kind <= QUERY_PHRASE;
}

bool plan_is_multilingual(const struct plan *plan)
{
    for (uint32_t i = 0; i < plan->clause_count; i++) {
        const struct plan_clause *clause = &plan->clauses[i];
        struct plan_fields known = clause->fields;

        plan_fields_limit(&known, &plan->understood);
        if (has_words(clause) && !clause->negated &&
            memcmp(&known, &clause->fields, sizeof known) != 0)
            return true;
    }
    return false;
}

static struct plan *plan_copy(const struct plan *plan)
{
    size_t clauses = plan->clause_count * sizeof *plan->clauses;
    size_t words = plan->word_count * sizeof *plan->words;
    size_t points = plan->point_count * sizeof *plan->points;
    struct plan *copy = malloc(sizeof *copy + clauses + words + points);
    char *after = (char *)(copy + 1);

    if (!copy)
        return NULL;
    *copy = *plan;
    copy->clauses = memcpy(after, plan->clauses, clauses);
    copy->words = memcpy(after + clauses, plan->words, words);
    copy->points = memcpy(after + clauses + words, plan->points, points);
    return copy;
}

struct plan *plan_understood(const struct plan *plan)
{
    struct plan *copy = plan_copy(plan);

    for (uint32_t i = 0; copy && i < copy->clause_count; i++)
        plan_fields_limit(&copy->clauses[i].fields, &plan->understood);
    return copy;
}

struct plan *plan_for_guesses(const struct charindex *index, const struct query *query,
                              const struct search_options *options)
{
    struct plan *plan = plan_parallel(index, query, options);

    for (uint32_t i = 0; plan && i < plan->clause_count; i++)
        plan_fields_limit(&plan->clauses[i].fields, &plan->understood);
    return plan;
}
