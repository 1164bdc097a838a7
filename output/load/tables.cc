#include "output/load/tables.h"

#include <array>

namespace troika::output {
namespace {

constexpr Null kNever = Null::kNo;
constexpr Null kMaybe = Null::kYes;

constexpr std::string_view kResponses = "'supported', 'noted', 'partially_supported', 'pending'";

const Table kDocuments{
    "documents",
    "Documents: one row each, and one for each input that has no bytes; what is in several inputs is in the table "
    "inputs",
    "",
    {"id"},
    {
        {"id", Type::kText, kNever, "document.sha256|input", "SHA-256 of its bytes; the input where there are none"},
        {"input", Type::kText, kMaybe, "input",
         "Symbol and language, URL or path that it was asked for by; of several, that of the one whose records count"},
        {"verdict", Type::kText, kMaybe, "verdict",
         "extracted, or why it could not be read; null where only its withdrawn recommendations are left"},
        {"detail", Type::kText, kMaybe, "detail", "What was wrong and what to do next, for a person"},
        {"symbol", Type::kText, kMaybe, "document.symbol", "UN document symbol"},
        {"kind", Type::kText, kMaybe, "document.kind", "Mechanism and kind of document"},
        {"language", Type::kText, kMaybe, "document.language", "ISO 639-1 code"},
        {"title", Type::kText, kMaybe, "document.title", "Title on its cover"},
        {"published", Type::kDate, kMaybe, "document.published", "Date on its cover"},
        {"sha256", Type::kText, kMaybe, "document.sha256", "SHA-256 of its bytes"},
        {"url", Type::kText, kMaybe, "document.url", "Where it was fetched from"},
        {"state_under_review", Type::kText, kMaybe, "review.state_under_review", "ISO 3166-1 alpha-3"},
        {"cycle", Type::kInteger, kMaybe, "review.cycle", "Cycle of the Universal Periodic Review"},
        {"session", Type::kInteger, kMaybe, "review.session", "Session of its Working Group"},
        {"year", Type::kInteger, kMaybe, "review.year", "Year of the review"},
        {"author", Type::kText, kMaybe, "author", "Body, mandate or person that speaks"},
        {"pages", Type::kInteger, kMaybe, "pages", "Number of pages"},
        {"items_seen", Type::kInteger, kMaybe, "items_seen", "Items met: recommendations, joined and rejects together"},
        {"recommendations", Type::kInteger, kMaybe, "recommendations", "Number of its recommendations"},
        {"joined", Type::kInteger, kMaybe, "joined", "Rows that are recommendations of a report that was read too"},
        {"rejects", Type::kInteger, kMaybe, "rejects", "Items that could not be read"},
        {"totals", Type::kJson, kMaybe, "totals", "Figures that it states about its review"},
        {"links", Type::kJson, kMaybe, "links", "Other documents, and what each is to this one"},
        {"flags", Type::kJson, kMaybe, "flags", "What was noticed and dealt with: code, detail"},
        {"doubts", Type::kJson, kMaybe, "doubts", "What may be wrong: code, detail"},
        {"superseded_by", Type::kText, kMaybe, "superseded_by", "SHA-256 of the newer version of its symbol"},
        {"rule_set", Type::kText, kMaybe, "provenance.rule_set", "Rule set that read it"},
        {"rules_sha256", Type::kText, kMaybe, "provenance.rules_sha256", "SHA-256 of that rule set"},
        {"withdrawn", Type::kBoolean, kNever, "$withdrawn", "Whether it is no longer in what is published"},
    },
    {
        {"documents_symbol", "documents (symbol)"},
    },
};

const Table kInputs{
    "inputs",
    "Inputs: one row per line of documents.jsonl, whatever became of it; inputs with the same bytes are one document",
    "",
    {"input"},
    {
        {"input", Type::kText, kNever, "input", "Symbol and language, URL or path that a document was asked for by"},
        {"document_id", Type::kText, kNever, "document.sha256|input", "Its document", "documents"},
        {"verdict", Type::kText, kNever, "verdict", "extracted, or why it could not be read"},
        {"detail", Type::kText, kMaybe, "detail", "What was wrong and what to do next, for a person"},
        {"url", Type::kText, kMaybe, "document.url", "Where it was fetched from"},
        {"superseded_by", Type::kText, kMaybe, "superseded_by",
         "SHA-256 of the document of the same symbol that supplies the records in its place; the same bytes may"},
    },
    {
        {"inputs_document", "inputs (document_id)", 2},
    },
    2,
};

const Table kReviews{
    "reviews",
    "Reviews that the documents tell something of",
    "",
    {"report"},
    {
        {"report", Type::kText, kNever, "report", "Symbol of the Working Group's report, whether or not it was read"},
        {"state_under_review", Type::kText, kMaybe, "state_under_review", "ISO 3166-1 alpha-3"},
        {"cycle", Type::kInteger, kMaybe, "cycle", "Cycle of the Universal Periodic Review"},
        {"session", Type::kInteger, kMaybe, "session", "Session of its Working Group"},
        {"year", Type::kInteger, kMaybe, "year", "Year in which it was held"},
        {"previous_report", Type::kText, kMaybe, "previous_report", "Symbol of the same State's report before"},
        {"decision", Type::kText, kMaybe, "adoption.decision", "Symbol of the Council's decision on the outcome"},
        {"adopted", Type::kDate, kMaybe, "adoption.date", "Day of the adoption"},
        {"documents", Type::kJson, kNever, "documents", "Its documents: relation, symbol, kind, sha256"},
        {"totals", Type::kJson, kNever, "totals", "Figures stated about it, document by document"},
        {"supported", Type::kInteger, kMaybe, "responses.supported",
         "Recommendations supported in the end; null where the report was not read"},
        {"noted", Type::kInteger, kMaybe, "responses.noted", "Recommendations noted"},
        {"partially_supported", Type::kInteger, kMaybe, "responses.partially_supported", "Supported in part"},
        {"pending", Type::kInteger, kMaybe, "responses.pending", "Still to be answered"},
        {"no_response", Type::kInteger, kMaybe, "responses.none", "Without a stated response"},
        {"doubts", Type::kJson, kNever, "doubts", "What may be wrong: code, detail"},
        {"withdrawn", Type::kBoolean, kNever, "$withdrawn", "Whether it is no longer in what is published"},
    },
    {
        {"reviews_state", "reviews (state_under_review, cycle)"},
    },
};

const Table kRecommendations{
    "recommendations",
    "Recommendations: one row each",
    "",
    {"id"},
    {
        {"id", Type::kText, kNever, "id", "Stable key: the document's symbol (or SHA-256), #, the number"},
        {"mechanism", Type::kText, kNever, "mechanism", "upr: the Universal Periodic Review"},
        {"document_id", Type::kText, kNever, "document.sha256", "Document that prints it", "documents"},
        {"review", Type::kText, kMaybe, "report|document.symbol",
         "Its review, by the symbol of the Working Group's report; null where it is of none", "reviews"},
        {"symbol", Type::kText, kMaybe, "document.symbol", "Symbol of the document"},
        {"kind", Type::kText, kNever, "document.kind", "Kind of the document"},
        {"language", Type::kText, kNever, "document.language", "ISO 639-1 code of the text's language"},
        {"published", Type::kDate, kMaybe, "document.published", "Date of the document"},
        {"report", Type::kText, kMaybe, "report",
         "Symbol of the report that it was first printed in; null: this document, or not known"},
        {"state_under_review", Type::kText, kMaybe, "review.state_under_review", "ISO 3166-1 alpha-3"},
        {"cycle", Type::kInteger, kMaybe, "review.cycle", "Cycle of the Universal Periodic Review"},
        {"session", Type::kInteger, kMaybe, "review.session", "Session of its Working Group"},
        {"year", Type::kInteger, kMaybe, "review.year", "Year of the review"},
        {"number", Type::kText, kNever, "number", "Paragraph and item: 124.36"},
        {"label", Type::kText, kMaybe, "label", "The number as printed"},
        {"paragraph", Type::kInteger, kNever, "paragraph", "Paragraph that lists it"},
        {"item", Type::kText, kMaybe, "item", "Item in the paragraph"},
        {"text", Type::kText, kNever, "text", "The recommendation alone"},
        {"text_verbatim", Type::kText, kNever, "text_verbatim", "The lines as printed, with number and States"},
        {"recommending_states", Type::kTexts, kNever, "recommending_states[].iso3",
         "States that made it, ISO 3166-1 alpha-3, in printed order"},
        {"recommending_body", Type::kText, kMaybe, "recommending_body",
         "Committee, mandate or commission that made it"},
        {"verb", Type::kText, kMaybe, "verb", "What is done to the addressee: Calls upon"},
        {"addressees", Type::kTexts, kNever, "addressees", "Who is asked, where the document says so"},
        {"parts", Type::kJson, kNever, "parts", "Clauses of different States: text, recommending_states"},
        {"notes", Type::kJson, kNever, "notes", "Footnotes: mark, text, page"},
        {"response", Type::kText, kMaybe, "response",
         "Answer of the State under review in the latest document: supported, noted, partially_supported, pending; "
         "null "
         "where nothing is stated",
         "", kResponses},
        {"qualifiers", Type::kTexts, kNever, "qualifiers", "already_implemented, in_process, in_principle, reserved"},
        {"action_category", Type::kInteger, kMaybe, "action_category",
         "McMahon's scale from 1 to 5; null: not classified"},
        {"issues", Type::kTexts, kNever, "issues", "Human-rights issues"},
        {"themes", Type::kTexts, kNever, "themes[].name", "Themes of the OHCHR's thematic list"},
        {"persons", Type::kTexts, kNever, "persons", "Affected persons of that list"},
        {"sdgs", Type::kIntegers, kNever, "sdgs", "Sustainable Development Goals by number"},
        {"places", Type::kJson, kNever, "where", "Where it is printed: page, and bbox in points from the top left"},
        {"flags", Type::kJson, kNever, "flags", "What was noticed and dealt with: code, detail"},
        {"doubts", Type::kJson, kNever, "doubts", "What may be wrong with the record: code, detail"},
        {"rule_set", Type::kText, kNever, "provenance.rule_set", "Rule set that read it"},
        {"rules_sha256", Type::kText, kNever, "provenance.rules_sha256", "SHA-256 of that rule set"},
        {"withdrawn", Type::kBoolean, kNever, "$withdrawn", "Whether it is no longer in what is published"},
        {"withdrawn_seq", Type::kSequence, kMaybe, "$withdrawn_seq",
         "Sequence number of the change that withdrew it; null where none says so"},
    },
    {
        {"recommendations_document", "recommendations (document_id)"},
        {"recommendations_review", "recommendations (review)"},
        {"recommendations_state", "recommendations (state_under_review, cycle, response)"},
    },
};

const Table kStates{
    "recommendation_states",
    "Recommending States: one row per recommendation and State that made it",
    "recommending_states",
    {"recommendation_id", "ordinal"},
    {
        {"recommendation_id", Type::kText, kNever, "$id", "The recommendation", "recommendations"},
        {"ordinal", Type::kInteger, kNever, "$ordinal", "Place in the printed list, from 1"},
        {"iso3", Type::kText, kNever, "iso3", "ISO 3166-1 alpha-3"},
        {"name", Type::kText, kNever, "name", "The UN's own name of the State at the document's date"},
        {"as_printed", Type::kText, kNever, "as_printed", "The name as printed"},
        {"regional_group", Type::kText, kNever, "group", "UN regional group; none for those outside"},
    },
    {
        {"recommendation_states_iso3", "recommendation_states (iso3)"},
    },
};

const Table kThemes{
    "recommendation_themes",
    "Themes: one row per recommendation and theme that the OHCHR's thematic list files it under",
    "themes",
    {"recommendation_id", "ordinal"},
    {
        {"recommendation_id", Type::kText, kNever, "$id", "The recommendation", "recommendations"},
        {"ordinal", Type::kInteger, kNever, "$ordinal", "Place in the list, from 1"},
        {"code", Type::kText, kMaybe, "code", "Code of the theme"},
        {"name", Type::kText, kNever, "name", "Name of the theme as the list prints it"},
        {"vocabulary", Type::kText, kMaybe, "vocabulary", "Which list of themes it is from"},
    },
    {
        {"recommendation_themes_name", "recommendation_themes (name)"},
    },
};

const Table kPositions{
    "positions",
    "Positions: one row per recommendation and statement of the State under review on it, in the order of their dates",
    "positions",
    {"recommendation_id", "ordinal"},
    {
        {"recommendation_id", Type::kText, kNever, "$id", "The recommendation", "recommendations"},
        {"ordinal", Type::kInteger, kNever, "$ordinal", "Place in the order of dates, from 1"},
        {"response", Type::kText, kMaybe, "response", "supported, noted, partially_supported, pending", "", kResponses},
        {"qualifiers", Type::kTexts, kNever, "qualifiers", "already_implemented, in_process, in_principle, reserved"},
        {"document", Type::kText, kNever, "document", "Symbol of the document that states it, or its SHA-256"},
        {"repeats", Type::kText, kMaybe, "repeats", "Symbol of the document that it is taken over from"},
        {"paragraph", Type::kText, kMaybe, "paragraph", "Paragraph that states it, as printed"},
        {"page", Type::kInteger, kMaybe, "page", "Page of the PDF, from 1"},
        {"quote", Type::kText, kMaybe, "quote", "The sentence that states it"},
        {"as_printed", Type::kText, kMaybe, "as_printed", "The State's own words that give the response"},
        {"rule", Type::kText, kMaybe, "rule", "Rule that read it"},
        {"comment", Type::kText, kMaybe, "comment", "The State's own remark on this recommendation"},
    },
    {
        {"positions_document", "positions (document)"},
    },
};

constexpr std::array<const Table*, 7> kTables{&kDocuments, &kInputs, &kReviews,  &kRecommendations,
                                              &kStates,    &kThemes, &kPositions};
constexpr std::size_t kTablesOfRecords = 4;  // those of items come behind them

}  // namespace

const Table& documents_table() { return kDocuments; }
const Table& inputs_table() { return kInputs; }
const Table& reviews_table() { return kReviews; }
const Table& recommendations_table() { return kRecommendations; }
std::span<const Table* const> tables() { return kTables; }
std::span<const Table* const> item_tables() { return std::span(kTables).subspan(kTablesOfRecords); }

std::string by_state_name(std::string_view column) {
  if (column == "recommendation_id") return "";
  return (column == "ordinal" ? "state_" : "recommending_") + std::string(column);
}

}  // namespace troika::output
