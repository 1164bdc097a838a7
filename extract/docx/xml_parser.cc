#include "extract/docx/xml_parser.h"

#include <algorithm>
#include <charconv>
#include <exception>
#include <mutex>
#include <new>
#include <utility>

#include <libxml/parser.h>

namespace troika::extract {
namespace {

std::string_view view_of(const xmlChar* text) {
  return text ? std::string_view(reinterpret_cast<const char*>(text)) : std::string_view();
}

// Both spellings of the standard: what Word writes, and the "strict" one.
XmlVocabulary vocabulary_of(std::string_view uri) {
  if (uri == "http://schemas.openxmlformats.org/wordprocessingml/2006/main" ||
      uri == "http://purl.oclc.org/ooxml/wordprocessingml/main")
    return XmlVocabulary::kWord;
  if (uri == "http://schemas.openxmlformats.org/markup-compatibility/2006") return XmlVocabulary::kCompatibility;
  if (uri.ends_with("/officeDocument/2006/math") || uri.ends_with("/ooxml/officeDocument/math"))
    return XmlVocabulary::kMath;
  return XmlVocabulary::kOther;
}

// libxml2 leaves an ampersand in attributes as a character reference.
std::string unescaped(std::string value) {
  constexpr std::string_view kAmpersand = "&#38;";
  for (std::size_t at = value.find(kAmpersand); at != std::string::npos; at = value.find(kAmpersand, at + 1))
    value.replace(at, kAmpersand.size(), "&");
  return value;
}

}  // namespace

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kBlank = " \t\r\n";
  const std::size_t begin = text.find_first_not_of(kBlank);
  return begin == std::string_view::npos ? std::string_view()
                                         : text.substr(begin, text.find_last_not_of(kBlank) - begin + 1);
}

bool XmlTag::has(std::string_view attribute) const {
  return std::ranges::any_of(attributes, [&](const Attribute& a) { return a.name == attribute; });
}

std::string_view XmlTag::value(std::string_view attribute) const {
  const auto found = std::ranges::find(attributes, attribute, &Attribute::name);
  return found == attributes.end() ? std::string_view() : std::string_view(found->value);
}

int XmlTag::number(std::string_view attribute, int otherwise) const {
  const std::string_view text = value(attribute);
  int number = 0;
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), number);
  return code == std::errc() && end != text.data() ? number : otherwise;
}

bool XmlTag::is_on(std::string_view attribute, bool otherwise) const {
  if (!has(attribute)) return otherwise;
  const std::string_view text = value(attribute);
  return text != "0" && text != "false" && text != "off";
}

// Between libxml2 and the handler. No exception may pass through C code: it is kept and thrown again behind it.
struct XmlParser::State {
  explicit State(XmlHandler& to) : handler(to) {}
  ~State() { xmlFreeParserCtxt(context); }
  State(const State&) = delete;
  State& operator=(const State&) = delete;

  template <class Call>
  void guarded(Call call) {
    if (stopped) return;
    try {
      call();
    } catch (...) {
      thrown = std::current_exception();
      stop();
    }
  }
  void stop() {
    stopped = true;
    xmlStopParser(context);
  }

  static State& of(void* context) { return *static_cast<State*>(static_cast<xmlParserCtxt*>(context)->_private); }

  XmlHandler& handler;
  xmlParserCtxt* context = nullptr;
  bool stopped = false, has_doctype = false;
  std::exception_ptr thrown = nullptr;
};

namespace {

constexpr int kAttributeParts = 5;  // name, prefix, URI, begin of the value, its end

}  // namespace

XmlParser::XmlParser(XmlHandler& handler) : state_(std::make_unique<State>(handler)) {
  static std::once_flag once;
  std::call_once(once, xmlInitParser);
  xmlSAXHandler calls = {};
  calls.initialized = XML_SAX2_MAGIC;
  calls.startElementNs = [](void* context, const xmlChar* name, const xmlChar*, const xmlChar* uri, int,
                            const xmlChar**, int count, int, const xmlChar** parts) {
    State::of(context).guarded([&] {
      XmlTag tag{vocabulary_of(view_of(uri)), view_of(name), {}};
      for (int i = 0; i < count; ++i, parts += kAttributeParts) {
        std::string value(reinterpret_cast<const char*>(parts[3]), static_cast<std::size_t>(parts[4] - parts[3]));
        tag.attributes.push_back({view_of(parts[0]), unescaped(std::move(value))});
      }
      State::of(context).handler.start(tag);
    });
  };
  calls.endElementNs = [](void* context, const xmlChar*, const xmlChar*, const xmlChar*) {
    State::of(context).guarded([&] { State::of(context).handler.end(); });
  };
  calls.characters = calls.ignorableWhitespace = calls.cdataBlock = [](void* context, const xmlChar* text, int length) {
    State::of(context).guarded([&] {
      State::of(context).handler.text(
          {reinterpret_cast<const char*>(text), static_cast<std::size_t>(std::max(length, 0))});
    });
  };
  calls.internalSubset = [](void* context, const xmlChar*, const xmlChar*, const xmlChar*) {
    State::of(context).has_doctype = true;
    State::of(context).stop();
  };
  // Without this libxml2 writes to standard error what it thinks of a part.
  calls.serror = [](void*, xmlError*) {};
  state_->context = xmlCreatePushParserCtxt(&calls, nullptr, nullptr, 0, nullptr);
  if (!state_->context) throw std::bad_alloc();
  state_->context->_private = state_.get();
  xmlCtxtUseOptions(state_->context, XML_PARSE_NONET);
}

XmlParser::~XmlParser() = default;

bool XmlParser::feed(std::string_view bytes) {
  if (state_->stopped) return false;
  const int code = xmlParseChunk(state_->context, bytes.data(), static_cast<int>(bytes.size()), 0);
  if (code == XML_ERR_NO_MEMORY) throw std::bad_alloc();
  return !state_->stopped && state_->context->wellFormed != 0;
}

fetch::Result<void> XmlParser::finish() {
  if (!state_->stopped && state_->context->wellFormed != 0) xmlParseChunk(state_->context, nullptr, 0, 1);
  if (state_->thrown) std::rethrow_exception(state_->thrown);
  if (!state_->has_doctype && state_->context->wellFormed != 0) return {};
  std::string detail = "it has a document type declaration, which no Word document has";
  if (!state_->has_doctype) {
    const xmlError* error = xmlCtxtGetLastError(state_->context);
    std::string message = error && error->message ? error->message : "not well-formed";
    message.erase(message.find_last_not_of(" \n") + 1);
    detail = message + " in line " + std::to_string(error ? error->line : 0) + " of it";
  }
  return tl::unexpected(fetch::Failure{fetch::Stage::kExtract, fetch::FailureCode::kDamaged, false, std::move(detail)});
}

}  // namespace troika::extract
