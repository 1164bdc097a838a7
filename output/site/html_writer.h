// HTML, written straight into a std::string. Whatever is given as text or as an attribute's value is escaped, so what a
// document says stays text; names of elements and attributes are ours.
//
//   HtmlWriter html(out);
//   html.element("p", {{"class", "note"}}, [&] {
//     html.text("See ");
//     html.element("a", {{"href", url}}, symbol);
//   });
//
// For one thread.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <type_traits>

namespace troika::output {

// `text` with the five characters that mean something in HTML as references; for text and for quoted values.
std::string escaped_html(std::string_view text);

class HtmlWriter {
 public:
  struct Attribute {
    std::string_view name, value;
  };
  using Attributes = std::initializer_list<Attribute>;

  explicit HtmlWriter(std::string& out) : out_(out) {}

  void text(std::string_view text) { out_ += escaped_html(text); }

  // `body` is text, or a function that writes what stands within.
  template <class Body>
  void element(std::string_view name, Attributes attributes, const Body& body) {
    open(name, attributes);
    if constexpr (std::is_invocable_v<const Body&>) {
      body();
    } else {
      text(body);
    }
    close(name);
  }
  template <class Body>
  void element(std::string_view name, const Body& body) {
    element(name, {}, body);
  }

  // An element that has no end: <meta>, <link>, <img>.
  void empty(std::string_view name, Attributes attributes) { open(name, attributes); }

  // Ours, and HTML already: style sheets, scripts.
  void raw(std::string_view html) { out_ += html; }

 private:
  void open(std::string_view name, Attributes attributes);
  void close(std::string_view name);

  std::string& out_;
};

}  // namespace troika::output
