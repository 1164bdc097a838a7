#include "extract/pdf/content_interpreter.h"

#include <Catalog.h>
#include <Dict.h>
#include <Stream.h>
#include <XRef.h>

namespace troika::extract {
namespace {

constexpr std::size_t kMostOperands = 33;  // Poppler's maxArgs
constexpr int kMostForms = 100;            // in one another, as in Poppler
// Nobody saves a thousand states; damaged files do.
constexpr std::size_t kMostSaved = 10'000;
// Lists in lists; no operator takes more than two.
constexpr int kMostNested = 100;

std::string_view kInOrder;  // the answer of a page that was read

bool is_of_kind(const Token& operand, char kind) {
  switch (kind) {
    case 'n': return operand.kind == TokenKind::kNumber;
    case 'i': return operand.kind == TokenKind::kNumber && operand.is_integer;
    case 'N': return operand.kind == TokenKind::kName;
    case 's': return operand.kind == TokenKind::kString;
    case 'a': return operand.kind == TokenKind::kArrayBegin;
    case 'p': return operand.kind == TokenKind::kName || operand.kind == TokenKind::kDictBegin;
    case 'c': return operand.kind == TokenKind::kName || operand.kind == TokenKind::kNumber;
    default: return false;
  }
}

bool read_numbers(const Object& array, double* numbers, int count) {
  for (int i = 0; i < count; ++i) {
    const Object number = array.arrayGet(i);
    if (!number.isNum()) return false;
    numbers[i] = number.getNum();
  }
  return true;
}

}  // namespace

// What stands before an operator. Of an array or a dictionary, its opening token; elements are kept of the last array.
class ContentInterpreter::Operands {
 public:
  bool add(const Token& token) {
    if (count_ == kMostOperands) return false;
    all_[count_++] = token;
    return true;
  }

  void clear() { count_ = 0; }
  bool empty() const { return count_ == 0; }

  // Takes the last operands for those of `entry`, as Poppler does where there are too many.
  bool match(const OperatorEntry& entry) {
    const std::size_t wanted = entry.most ? count_ : entry.operands.size();
    if (count_ < wanted || (entry.most && count_ > static_cast<std::size_t>(entry.most))) return false;
    first_ = count_ - wanted;
    for (std::size_t i = 0; i < wanted; ++i)
      if (!is_of_kind(all_[first_ + i], entry.operands[entry.most ? 0 : i])) return false;
    return true;
  }

  // Of those that matched.
  std::size_t size() const { return count_ - first_; }
  const Token& operator[](std::size_t i) const { return all_[first_ + i]; }
  double number(std::size_t i) const { return all_[first_ + i].number(); }
  Transform transform() const { return {number(0), number(1), number(2), number(3), number(4), number(5)}; }

  std::vector<Token> elements;

 private:
  std::array<Token, kMostOperands> all_;
  std::size_t count_ = 0, first_ = 0;
};

std::string_view ContentInterpreter::run(const Object& contents, Resources& resources, const Transform& to_page) {
  state_.page = to_page;
  if (!contents.isNull() && !interpret(contents, resources)) return why_not_;
  return words_.undecided() ? "accent over a rare letter" : kInOrder;
}

bool ContentInterpreter::interpret(const Object& contents, Resources& resources) {
  std::optional<ContentTokens> tokens = source_.loader.load(contents);
  if (!tokens) return fail("contents that are no stream, or too large");
  const std::size_t saved_outside = std::exchange(saved_outside_, saved_.size());
  Operands operands;
  for (Token token = tokens->next(); token.kind != TokenKind::kEnd; token = tokens->next()) {
    switch (token.kind) {
      case TokenKind::kUnsupported:
      case TokenKind::kArrayEnd:
      case TokenKind::kDictEnd: return fail("damaged content stream");
      case TokenKind::kOperator: {
        const OperatorEntry& entry = operator_named(token.text());
        if (!operands.match(entry)) return fail("operands that do not fit");
        if (!execute(entry, operands, resources)) return false;
        operands.clear();
        continue;
      }
      case TokenKind::kArrayBegin:
        if (!read_array(*tokens, operands)) return fail("damaged array");
        break;
      case TokenKind::kDictBegin:
        if (!read_dict(*tokens, 0)) return fail("damaged dictionary");
        break;
      default: break;
    }
    if (!operands.add(token)) return fail("too many operands");
  }
  if (!operands.empty()) return fail("operands without an operator");
  while (saved_.size() > saved_outside_) restore();
  saved_outside_ = saved_outside;
  return true;
}

bool ContentInterpreter::read_array(ContentTokens& tokens, Operands& operands) {
  operands.elements.clear();
  for (;;) {
    const Token token = tokens.next();
    if (token.kind == TokenKind::kArrayEnd) return true;
    if (token.kind != TokenKind::kNumber && token.kind != TokenKind::kString) return false;
    operands.elements.push_back(token);
  }
}

// After its "<<". Of its keys only one matters, wherever it stands.
bool ContentInterpreter::read_dict(ContentTokens& tokens, int depth) {
  if (depth == 0) dict_has_actual_text_ = false;
  Token token = tokens.next();
  while (token.kind != TokenKind::kDictEnd) {
    if (token.kind != TokenKind::kName) return false;
    if (token.text() == "ActualText") dict_has_actual_text_ = true;
    token = tokens.next();
    const bool may_be_reference = token.kind == TokenKind::kNumber;
    if (!skip_value(token, tokens, depth + 1)) return false;
    token = tokens.next();
    if (may_be_reference && token.kind == TokenKind::kNumber) {  // 12 0 R
      token = tokens.next();
      if (token.kind != TokenKind::kOperator || token.text() != "R") return false;
      token = tokens.next();
    }
  }
  return true;
}

// The rest of a value that begins with `token`.
bool ContentInterpreter::skip_value(Token token, ContentTokens& tokens, int depth) {
  if (depth > kMostNested) return false;
  switch (token.kind) {
    case TokenKind::kNumber:
    case TokenKind::kName:
    case TokenKind::kString:
    case TokenKind::kOther: return true;
    case TokenKind::kDictBegin: return read_dict(tokens, depth);
    case TokenKind::kArrayBegin:
      for (token = tokens.next(); token.kind != TokenKind::kArrayEnd; token = tokens.next())
        if (!skip_value(token, tokens, depth + 1)) return false;
      return true;
    default: return false;
  }
}

bool ContentInterpreter::execute(const OperatorEntry& entry, const Operands& operands, Resources& resources) {
  switch (entry.what) {
    case Operator::kNothing: return true;
    case Operator::kUnsupported: return fail(entry.name == "BI" ? "inline image" : "unknown operator");
    case Operator::kPath: at_is_known_ = false; return true;
    case Operator::kSave:
      if (saved_.size() == kMostSaved) return fail("too many saved states");
      saved_.push_back(state_);
      return true;
    case Operator::kRestore: return restore() || fail("restored more than saved");
    case Operator::kConcat:
      state_.page = state_.page.after(operands.transform());
      font_changed_ = true;
      return true;
    case Operator::kGraphicsState: return set_graphics_state(operands[0].text(), resources);
    case Operator::kBeginText:
      state_.text = {};
      move_to(0, 0);
      font_changed_ = true;
      return true;
    case Operator::kSetFont: return set_font(operands[0].text(), operands.number(1), resources);
    case Operator::kSetLeading: state_.leading = operands.number(0); return true;
    case Operator::kSetRise: state_.rise = operands.number(0); return true;
    case Operator::kSetCharSpace: state_.char_space = operands.number(0); return true;
    case Operator::kSetWordSpace: state_.word_space = operands.number(0); return true;
    case Operator::kSetScaling:
      state_.scaling = 0.01 * operands.number(0);
      font_changed_ = true;
      return true;
    case Operator::kMove: move_to(line_.x + operands.number(0), line_.y + operands.number(1)); return true;
    case Operator::kMoveAndSetLeading:
      state_.leading = -operands.number(1);
      move_to(line_.x + operands.number(0), operands.number(1) + line_.y);
      return true;
    case Operator::kSetMatrix:
      state_.text = operands.transform();
      move_to(0, 0);
      font_changed_ = true;
      return true;
    case Operator::kNextLine: next_line(); return true;
    case Operator::kShow: return begin_show() && show(operands[0].text());
    case Operator::kShowSpaced: return begin_show() && show_spaced(operands);
    case Operator::kNextLineShow: next_line(); return begin_show() && show(operands[0].text());
    case Operator::kSetSpacesNextLineShow:
      state_.word_space = operands.number(0);
      state_.char_space = operands.number(1);
      next_line();
      return begin_show() && show(operands[2].text());
    case Operator::kDraw: return draw(operands[0].text(), resources);
    case Operator::kBeginMarked: return begin_marked(operands);
    case Operator::kEndMarked: return true;
  }
  return fail("unknown operator");
}

bool ContentInterpreter::restore() {
  if (saved_.size() == saved_outside_) return false;
  state_ = saved_.back();
  saved_.pop_back();
  tell_font();
  return true;
}

void ContentInterpreter::tell_font() {
  words_.set_font(state_.font ? &state_.font->metrics() : nullptr, state_.size_on_page());
}

bool ContentInterpreter::set_font(std::string_view name, double size, Resources& resources) {
  const FontAnswer answer = resources.font(name);
  if (!answer.font) return fail(answer.why_not);
  state_.font = answer.font;
  state_.font_size = size;
  font_changed_ = true;
  return true;
}

// Only a soft mask matters: Poppler reads text in it.
bool ContentInterpreter::set_graphics_state(std::string_view name, Resources& resources) {
  const Object state = resources.graphics_state(name).fetch(&source_.xref);
  if (!state.isDict()) return fail("unknown graphics state");
  const Object mask = state.dictLookup("SMask");
  return mask.isNull() || mask.isName("None") || fail("soft mask");
}

bool ContentInterpreter::begin_marked(const Operands& operands) {
  const bool has_optional_content = source_.catalog.getOptContentConfig();
  const std::string_view tag = operands[0].text();
  if (tag.starts_with("OC") && has_optional_content) return fail("optional content");
  const bool has_dict = operands.size() == 2 && operands[1].kind == TokenKind::kDictBegin;
  return !(tag == "Span" && has_dict && dict_has_actual_text_) || fail("ActualText");
}

void ContentInterpreter::move_to(double x, double y) {
  line_ = {x, y};
  at_ = state_.text.apply(line_);
  at_is_known_ = true;
}

bool ContentInterpreter::begin_show() {
  if (!state_.font) return fail("text without a font");
  if (!at_is_known_) return fail("text at the end of a path");
  if (font_changed_) tell_font();
  font_changed_ = false;
  return true;
}

bool ContentInterpreter::show(std::string_view codes) {
  const Point rise = state_.text.apply_to_distance({0, state_.rise});
  Font& font = *state_.font;
  Point at = at_;
  while (!codes.empty()) {
    const Glyph& glyph = font.next(codes);
    double advance = glyph.width * state_.font_size + state_.char_space;
    if (glyph.bytes == 1 && codes[0] == ' ') advance += state_.word_space;
    const Point move = state_.text.apply_to_distance({advance * state_.scaling, 0});
    words_.add(state_, {at.x + rise.x, at.y + rise.y}, move, glyph);
    at = {at.x + move.x, at.y + move.y};
    codes.remove_prefix(std::min<std::size_t>(glyph.bytes, codes.size()));
  }
  at_ = at;
  return true;
}

bool ContentInterpreter::show_spaced(const Operands& operands) {
  for (const Token& element : operands.elements) {
    if (element.kind == TokenKind::kString) {
      show(element.text());
      continue;
    }
    const Point back =
        state_.text.apply_to_distance({-element.number() * 0.001 * state_.font_size * state_.scaling, 0});
    at_ = {at_.x + back.x, at_.y + back.y};
  }
  return true;
}

bool ContentInterpreter::draw(std::string_view name, Resources& resources) {
  const Object reference = resources.form_or_image(name);
  const Object drawing = reference.fetch(&source_.xref);
  if (!drawing.isStream()) return fail("unknown form or image");
  const Object subtype = drawing.streamGetDict()->lookup("Subtype");
  if (subtype.isName("Image") || subtype.isName("PS")) return true;
  if (!subtype.isName("Form")) return fail("unknown form or image");
  if (!reference.isRef()) return draw_form(drawing, resources);
  const int number = reference.getRef().num;
  if (!forms_being_drawn_.insert(number).second) return true;
  const bool drawn = draw_form(drawing, resources);
  forms_being_drawn_.erase(number);
  return drawn;
}

bool ContentInterpreter::draw_form(const Object& form, Resources& resources) {
  const Dict& dict = *form.streamGetDict();
  if (source_.catalog.getOptContentConfig() && !dict.lookupNF("OC").isNull()) return fail("optional content");
  std::array<double, 6> m = {1, 0, 0, 1, 0, 0};
  std::array<double, 4> box{};
  const Object box_object = dict.lookup("BBox"), matrix = dict.lookup("Matrix");
  if (!box_object.isArray() || !read_numbers(box_object, box.data(), 4)) return fail("form without a box");
  if (matrix.isArray() && !read_numbers(matrix, m.data(), 6)) return fail("form with a damaged matrix");
  if (depth_ == kMostForms) return fail("too many forms in one another");

  const TextState state = state_;
  const Point at = at_, line = line_;
  const bool at_is_known = std::exchange(at_is_known_, false);  // the box is a path to Poppler
  state_.page = state_.page.after({m[0], m[1], m[2], m[3], m[4], m[5]});
  const Object own = dict.lookup("Resources");
  Resources inner(own.isDict() ? own.getDict() : nullptr, source_.fonts, &resources);
  ++depth_;
  if (!interpret(form, inner)) return false;
  --depth_;
  state_ = state;
  at_ = at;
  line_ = line;
  at_is_known_ = at_is_known;
  tell_font();
  return true;
}

}  // namespace troika::extract
