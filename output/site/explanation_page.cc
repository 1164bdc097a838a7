#include "output/site/explanation_page.h"

#include <algorithm>
#include <array>
#include <cstdio>

#include "fetch/sha256.h"
#include "output/site/assets.h"
#include "output/site/base64.h"
#include "output/site/explanation_entries.h"
#include "output/site/html_writer.h"
#include "output/with_commas.h"

namespace troika::output {
namespace {

std::string response_text(const std::optional<extract::Response>& response,
                          const std::vector<extract::Qualifier>& qualifiers) {
  std::string text(response ? extract::name_of(*response) : "not stated");
  for (const extract::Qualifier qualifier : qualifiers) text += ", " + std::string(extract::name_of(qualifier));
  std::replace(text.begin(), text.end(), '_', ' ');
  return text;
}

std::string percent(double part, double whole) {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%.2f%%", whole > 0 ? 100 * part / whole : 0.0);
  return text.data();
}

// What Content-Security-Policy calls an inline style sheet or script by.
std::string source_hash(std::string_view source) {
  const std::string hex = fetch::sha256_hex(source);
  std::string bytes;
  for (std::size_t i = 0; i < hex.size(); i += 2) bytes += static_cast<char>(std::stoi(hex.substr(i, 2), nullptr, 16));
  return "'sha256-" + base64(bytes) + '\'';
}

std::string heading_of(const Entry& entry) {
  if (entry.record) return entry.number;
  return entry.number.empty() ? entry.what : entry.what + ' ' + entry.number;
}

class Writer {
 public:
  Writer(const Explanation& explanation, std::string& out)
      : explained_(explanation), arranged_(arrange(explanation)), html_(out) {}

  void write() {
    head();
    html_.raw("<body>\n");
    html_.element("header", [&] { title(); });
    html_.element("main", [&] {
      for (const ExplainedPage& page : explained_.pages)
        html_.element("section", {{"id", "page-" + std::to_string(page.number)}}, [&] { show(page); });
      if (explained_.pages.empty()) html_.element("p", "Nothing was found on any page.");
    });
    html_.raw("<script>");
    html_.raw(kExplainJs);
    html_.raw("</script>\n</body>\n</html>\n");
  }

 private:
  // Outlines are placed by style attributes, which the policy can only allow as a whole; a style asks for nothing.
  void head() {
    html_.raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    html_.empty("meta", {{"http-equiv", "Content-Security-Policy"},
                         {"content", "default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src " +
                                         source_hash(kExplainJs)}});
    html_.raw(
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        "<meta name=\"color-scheme\" content=\"light dark\">\n");
    html_.element("title", explained_.file + " explained \u00b7 Troika");
    html_.raw("<style>");
    html_.raw(kSiteCss);
    html_.raw(kExplainCss);
    html_.raw("</style>\n</head>\n");
  }

  void title() {
    const normalize::DocumentReport& report = explained_.report;
    html_.element("h1", report.document.symbol.value_or(explained_.file));
    html_.element("p", report.document.title.value_or(""));
    html_.element("p", {{"class", "facts"}},
                  explained_.file + " \u00b7 " + with_commas(report.recommendations.size()) +
                      " recommendations \u00b7 " + with_commas(report.statements.size()) +
                      " statements \u00b7 rule set " + report.provenance.rule_set + " \u00b7 " +
                      with_commas(explained_.pages.size()) + " of " + std::to_string(report.pages) +
                      " pages are shown");
    remarks("In doubt", report.doubts);
    remarks("Noticed and dealt with", report.flags);
    html_.element("p", {{"class", "hint"}},
                  "Choose an outline on a page to see its record, or a record to see its outline.");
  }

  void show(const ExplainedPage& page) {
    html_.element("h2", "Page " + std::to_string(page.number));
    html_.element("div", {{"class", "pair"}}, [&] {
      html_.element("div", {{"class", page.picture.empty() ? "lines" : "picture"}},
                    [&] { page.picture.empty() ? text(page) : picture(page); });
      html_.element("div", {{"class", "entries"}}, [&] {
        for (const Entry& entry : arranged_.entries)
          if (entry.page == page.number) show(entry);
      });
    });
  }

  void picture(const ExplainedPage& page) {
    html_.empty("img", {{"alt", "Page " + std::to_string(page.number) + " of the document"},
                        {"src", "data:" + page.media_type + ";base64," + base64(page.picture)}});
    for (const Outline& outline : arranged_.outlines) {
      if (outline.page != page.number) continue;
      const Entry& entry = arranged_.entries[outline.entry];
      const std::string style = "left:" + percent(outline.box.left, page.width) +
                                ";top:" + percent(outline.box.top, page.height) +
                                ";width:" + percent(outline.box.width(), page.width) +
                                ";height:" + percent(outline.box.height(), page.height);
      html_.element("a",
                    {{"class", outline_class(entry)},
                     {"href", '#' + entry.id},
                     {"style", style},
                     {"aria-label", heading_of(entry)},
                     {"data-entry", entry.id}},
                    "");
    }
  }

  // All lines of the page, those that were claimed as links to what they became.
  void text(const ExplainedPage& page) {
    auto outline = std::find_if(arranged_.outlines.begin(), arranged_.outlines.end(),
                                [&](const Outline& o) { return o.page == page.number; });
    for (const Mark& mark : explained_.marks) {
      if (mark.page != page.number) continue;
      html_.element("p", [&] {
        if (mark.what.empty()) return html_.text(mark.text);
        const Entry& entry = arranged_.entries[(outline++)->entry];
        html_.element("a", {{"class", outline_class(entry)}, {"href", '#' + entry.id}, {"data-entry", entry.id}},
                      mark.text);
      });
    }
  }

  static std::string outline_class(const Entry& entry) {
    if (!entry.record) return "outline other";
    return entry.record->doubts.empty() ? "outline" : "outline doubted";
  }

  void show(const Entry& entry) {
    html_.element("article", {{"id", entry.id}, {"tabindex", "-1"}}, [&] {
      html_.element("h3", [&] {
        const auto outline = std::find_if(arranged_.outlines.begin(), arranged_.outlines.end(),
                                          [&](const Outline& o) { return &arranged_.entries[o.entry] == &entry; });
        if (outline == arranged_.outlines.end()) return html_.text(heading_of(entry));
        html_.element("a", {{"href", "#page-" + std::to_string(outline->page)}, {"data-shows", entry.id}},
                      heading_of(entry));
      });
      html_.element("p", {{"class", entry.record ? "recommendation" : "claimed"}}, entry.text);
      std::string rules;
      for (const std::string& rule : entry.rules) rules += (rules.empty() ? "" : ", ") + rule;
      fact("claimed by", rules);
      if (entry.record) show(*entry.record);
      if (entry.reject) fact("not read", entry.reject->why.detail);
      if (!entry.statements.empty()) statements(entry.statements);
    });
  }

  void show(const normalize::Recommendation& record) {
    std::string states;
    for (const normalize::StateRef& state : record.recommending_states)
      states += (states.empty() ? "" : ", ") + state.name;
    fact("by", states.empty() ? record.recommending_body.value_or("") : states);
    fact("printed", record.label == record.number ? "" : record.label);
    fact("response", response_text(record.response, record.qualifiers));
    if (!record.positions.empty())
      html_.element("ul", [&] {
        for (const auto& [document, position] : record.positions) html_.element("li", [&] { show(position); });
      });
    for (const extract::Note& note : record.notes) fact("note " + note.mark, note.text);
    remarks("In doubt", record.doubts);
    remarks("Noticed and dealt with", record.flags);
  }

  void show(const extract::Position& position) {
    html_.element("strong", response_text(position.response, position.qualifiers));
    const std::string& of = position.document;  // that it repeats
    html_.text(", rule " + position.rule + ", paragraph " + position.paragraph + (of.empty() ? "" : " of " + of) +
               ", ");
    html_.element("a", {{"href", "#page-" + std::to_string(position.page)}}, "page " + std::to_string(position.page));
    html_.element("blockquote", position.quote);
    if (position.comment) html_.element("p", {{"class", "comment"}}, *position.comment);
  }

  // What is stated of several recommendations in the same words, once.
  void statements(const std::vector<const normalize::Statement*>& statements) {
    const auto says_the_same = [](const normalize::Statement& a, const normalize::Statement& b) {
      return a.position.response == b.position.response && a.position.qualifiers == b.position.qualifiers &&
             a.position.rule == b.position.rule && a.position.quote == b.position.quote && !a.position.comment &&
             !b.position.comment && a.report == b.report && a.flags.empty() && a.doubts.empty();
    };
    html_.element("ul", [&] {
      for (auto first = statements.begin(); first != statements.end();) {
        std::string targets = (*first)->target;
        auto next = first + 1;
        for (; next != statements.end() && says_the_same(**next, **first); ++next) targets += ", " + (*next)->target;
        html_.element("li", [&] {
          html_.text(targets + " of " + (*first)->report.value_or("a document that is not named") + ": ");
          show((*first)->position);
          remarks("In doubt", (*first)->doubts);
          remarks("Noticed and dealt with", (*first)->flags);
        });
        first = next;
      }
    });
  }

  void remarks(std::string_view name, const std::vector<extract::Remark>& remarks) {
    for (const extract::Remark& remark : remarks)
      fact(name, remark.code + (remark.detail.empty() ? "" : ": " + remark.detail));
  }

  void fact(std::string_view name, std::string_view value) {
    if (value.empty()) return;
    html_.element("p", {{"class", name == "In doubt" ? "fact doubt" : "fact"}}, [&] {
      html_.element("b", name);
      html_.text(" ");
      html_.text(value);
    });
  }

  const Explanation& explained_;
  Arrangement arranged_;
  HtmlWriter html_;
};

}  // namespace

std::string explanation_page(const Explanation& explanation) {
  std::string page;
  Writer(explanation, page).write();
  return page;
}

}  // namespace troika::output
