#include "extract/html/html_parser.h"

#include <algorithm>
#include <array>
#include <exception>
#include <memory>
#include <mutex>

#include <libxml/HTMLparser.h>
#include <libxml/encoding.h>
#include <libxml/parser.h>

#include "extract/html/charset.h"

namespace troika::extract {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";
// libxml2 makes room for the output of one call at a time.
constexpr std::size_t kDecodedAtOnce = 4096;

struct FreeContext {
  void operator()(htmlParserCtxt* context) const { htmlFreeParserCtxt(context); }
};
struct CloseEncoding {
  void operator()(xmlCharEncodingHandler* encoding) const { xmlCharEncCloseFunc(encoding); }
};
struct FreeBuffer {
  void operator()(xmlBuffer* buffer) const { xmlBufferFree(buffer); }
};
using Context = std::unique_ptr<htmlParserCtxt, FreeContext>;
using Buffer = std::unique_ptr<xmlBuffer, FreeBuffer>;

void prepare_libxml() {
  static std::once_flag once;
  std::call_once(once, xmlInitParser);
}

std::string_view view_of(const xmlChar* text) {
  return text ? std::string_view(reinterpret_cast<const char*>(text)) : std::string_view();
}

// libxml2 knows the elements of HTML 4 and ends a head at these only, not at <nav> or <main>.
bool belongs_in_head(std::string_view name) {
  static constexpr std::array<std::string_view, 11> kNames = {
      "base", "basefont", "bgsound", "link", "meta", "noscript", "object", "script", "style", "template", "title"};
  return std::ranges::find(kNames, name) != kNames.end();
}

// Between libxml2 and the handler. No exception may pass through C code: it is kept and thrown again behind it.
struct Bridge {
  HtmlHandler& handler;
  htmlParserCtxt* context = nullptr;
  int depth = 0;
  int head = 0;  // depth of the open head; 0: none
  bool too_deep = false;
  std::exception_ptr thrown = nullptr;

  template <class Call>
  void guarded(Call call) {
    if (thrown || too_deep) return;
    try {
      call();
    } catch (...) {
      thrown = std::current_exception();
      xmlStopParser(context);
    }
  }

  void start(const xmlChar* name, const xmlChar** raw) {
    guarded([&] {
      const std::string_view name_of_element = view_of(name);
      if (++depth > kMaxHtmlDepth) {
        too_deep = true;
        xmlStopParser(context);
        return;
      }
      if (head > 0 && depth == head + 1 && !belongs_in_head(name_of_element)) {
        // For libxml2 it is in the head still; what ends the head there ends this body here.
        handler.end();
        handler.start("body", {});
        head = 0;
      }
      if (name_of_element == "head") head = depth;
      Attributes attributes;
      for (; raw && raw[0]; raw += 2) attributes.emplace_back(view_of(raw[0]), view_of(raw[1]));
      handler.start(name_of_element, attributes);
    });
  }

  void end() {
    guarded([&] {
      if (depth == 0) return;
      if (depth-- == head) head = 0;
      handler.end();
    });
  }

  void text(const xmlChar* bytes, int length) {
    guarded([&] {
      handler.text({reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(std::max(length, 0))});
    });
  }
};

Bridge& bridge_of(void* context) { return *static_cast<Bridge*>(static_cast<htmlParserCtxt*>(context)->_private); }

void on_start(void* context, const xmlChar* name, const xmlChar** attributes) {
  bridge_of(context).start(name, attributes);
}
void on_end(void* context, const xmlChar*) { bridge_of(context).end(); }
void on_text(void* context, const xmlChar* bytes, int length) { bridge_of(context).text(bytes, length); }

// libxml2 writes to standard error what it thinks of a page's bytes; what we think of them goes into the text.
class Silence {
 public:
  Silence() : context_(xmlStructuredErrorContext), function_(xmlStructuredError) {
    xmlSetStructuredErrorFunc(nullptr, [](void*, xmlError*) {});
  }
  Silence(const Silence&) = delete;
  Silence& operator=(const Silence&) = delete;
  ~Silence() { xmlSetStructuredErrorFunc(context_, function_); }

 private:
  // Of this thread: libxml2 keeps them for each.
  void* context_;
  xmlStructuredErrorFunc function_;
};

bool is_doctype(std::string_view html) { return html.size() > 2 && (html[2] == 'd' || html[2] == 'D'); }

// "<![if !supportFootnotes]>", in pages that Word saved, is a comment to browsers and text to libxml2.
std::string without_conditions(std::string_view html) {
  std::string kept;
  kept.reserve(html.size());
  while (true) {
    const std::size_t at = html.find("<!");
    kept += html.substr(0, at);
    if (at == std::string_view::npos) return kept;
    html.remove_prefix(at);
    const std::size_t end = html.find(html.starts_with("<!--") ? "-->" : ">", 2);
    const std::size_t size = std::min(end, html.size() - 1) + 1;
    if (html.starts_with("<!--") || is_doctype(html)) kept += html.substr(0, size);
    html.remove_prefix(size);
  }
}

// One chunk, whose last character may be cut: what is left of it stays in `input`.
void decode_chunk(xmlCharEncodingHandler* encoding, xmlBuffer* input, std::string& text) {
  while (xmlBufferLength(input) > 0) {
    const Buffer output(xmlBufferCreate());
    const int before = xmlBufferLength(input);
    const int result = xmlCharEncInFunc(encoding, output.get(), input);
    text += view_of(xmlBufferContent(output.get()));
    if (xmlBufferLength(input) < before) continue;
    if (result != -2) return;
    text += kReplacement;
    xmlBufferShrink(input, 1);
  }
}

}  // namespace

std::optional<std::string> decoded(std::string_view bytes, const std::string& charset) {
  prepare_libxml();
  if (charset == "utf-8") return valid_utf8(bytes);
  if (charset == "windows-1252") return from_windows_1252(bytes);
  const std::unique_ptr<xmlCharEncodingHandler, CloseEncoding> encoding(xmlFindCharEncodingHandler(charset.c_str()));
  if (!encoding) return std::nullopt;
  const Silence silence;
  const Buffer input(xmlBufferCreate());
  std::string text;
  while (!bytes.empty()) {
    const std::string_view chunk = bytes.substr(0, kDecodedAtOnce);
    bytes.remove_prefix(chunk.size());
    xmlBufferAdd(input.get(), reinterpret_cast<const xmlChar*>(chunk.data()), static_cast<int>(chunk.size()));
    decode_chunk(encoding.get(), input.get(), text);
  }
  if (xmlBufferLength(input.get()) > 0) text += kReplacement;  // ends in the middle of a character
  return valid_utf8(text);
}

fetch::Result<void> parse_html(std::string_view utf8, HtmlHandler& handler) {
  prepare_libxml();
  const std::string html = without_conditions(utf8);
  const Silence silence;
  const Context context(htmlNewParserCtxt());
  if (!context) throw std::bad_alloc();
  Bridge bridge{handler, context.get()};
  htmlSAXHandler calls = {};
  calls.startElement = on_start;
  calls.endElement = on_end;
  calls.characters = calls.ignorableWhitespace = calls.cdataBlock = on_text;
  *context->sax = calls;
  context->_private = &bridge;
  constexpr int kOptions =
      HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET | HTML_PARSE_IGNORE_ENC;
  // There is no tree: the calls above replace what would build one.
  htmlCtxtReadMemory(context.get(), html.data(), static_cast<int>(html.size()), nullptr, "UTF-8", kOptions);
  if (bridge.thrown) std::rethrow_exception(bridge.thrown);
  if (bridge.too_deep) {
    return tl::unexpected(fetch::Failure{fetch::Stage::kExtract, fetch::FailureCode::kDamaged, false,
                                         "its elements are nested deeper than " + std::to_string(kMaxHtmlDepth) +
                                             "; look whether it is a web page at all"});
  }
  for (; bridge.depth > 0; --bridge.depth) handler.end();
  return {};
}

}  // namespace troika::extract
