// Runs the content streams of a page for their text: a small part of what Poppler's Gfx does, in a small part of its
// time. Paths, colours and images are passed over.
//
//   WordBuilder words(width, height);
//   ContentInterpreter interpreter(source, words);
//   std::string_view why_not = interpreter.run(page.getContents(), resources, to_page);
//   if (!why_not.empty()) ...                          // the words are not to be used: let Poppler read the page
//
// It either gives the words that Poppler's TextOutputDev would or says that it cannot: whatever it does not know, and
// whatever Poppler would complain of, is a reason. Recursion and memory are limited. One thread.
#pragma once

#include <Object.h>
#include <array>
#include <set>
#include <string_view>
#include <vector>

#include "extract/pdf/content_operators.h"
#include "extract/pdf/content_stream.h"
#include "extract/pdf/resources.h"
#include "extract/pdf/text_state.h"
#include "extract/pdf/word_builder.h"

class Catalog;
class XRef;

namespace troika::extract {

// An open document, as far as its contents need it; `file` is its bytes.
struct ContentSource {
  ContentSource(std::string_view file, bool is_encrypted, XRef& table, Catalog& root)
      : xref(table), catalog(root), loader(file, is_encrypted), fonts(table) {}

  XRef& xref;
  Catalog& catalog;
  ContentLoader loader;
  FontCache fonts;
};

class ContentInterpreter {
 public:
  ContentInterpreter(ContentSource& source, WordBuilder& words) : source_(source), words_(words) {}

  // Empty, or why the words are not what Poppler would give. To be called once.
  std::string_view run(const Object& contents, Resources& resources, const Transform& to_page);

 private:
  class Operands;

  bool interpret(const Object& contents, Resources& resources);
  bool read_array(ContentTokens& tokens, Operands& operands);
  bool read_dict(ContentTokens& tokens, int depth);
  bool skip_value(Token token, ContentTokens& tokens, int depth);
  bool execute(const OperatorEntry& entry, const Operands& operands, Resources& resources);

  bool restore();
  void tell_font();
  bool set_font(std::string_view name, double size, Resources& resources);
  bool set_graphics_state(std::string_view name, Resources& resources);
  bool begin_marked(const Operands& operands);
  void move_to(double x, double y);
  void next_line() { move_to(line_.x, line_.y - state_.leading); }
  bool begin_show();
  bool show(std::string_view codes);
  bool show_spaced(const Operands& operands);
  bool draw(std::string_view name, Resources& resources);
  bool draw_form(const Object& form, Resources& resources);
  bool fail(std::string_view why) {
    why_not_ = why;
    return false;
  }

  ContentSource& source_;
  WordBuilder& words_;
  std::string_view why_not_;
  TextState state_;
  std::vector<TextState> saved_;
  std::size_t saved_outside_ = 0;  // states that the content being run may not restore
  // Where the next character goes and where its line began: not saved by q.
  Point at_, line_;
  bool at_is_known_ = true;    // false while a path has the current point
  bool font_changed_ = false;  // the words have not been told yet: Poppler tells when text comes
  bool dict_has_actual_text_ = false;
  std::set<int> forms_being_drawn_;
  int depth_ = 0;
};

}  // namespace troika::extract
