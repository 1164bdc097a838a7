#include "extract/pdf/word_builder.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "extract/pdf/characters.h"

namespace troika::extract {
namespace {

using testing::DoubleEq;
using testing::ElementsAre;
using testing::IsEmpty;

Glyph glyph(std::u32string_view unicode) {
  Glyph made;
  for (char32_t character : unicode) append_character(made.utf8, character);
  made.width = 0.5;
  made.characters = static_cast<std::uint8_t>(unicode.size());
  made.bytes = 1;
  if (!unicode.empty()) {
    made.last = unicode.back();
    made.code = unicode.front();
    made.accent = combining_accent(made.last);
    made.is_white_space = unicode.size() == 1 && is_white_space(made.last);
    made.is_ignored = unicode.size() == 1 && made.last == 0;
  }
  return made;
}

// A font of size 10 whose letters are 5 points wide, on a page of 600 x 800.
class WordBuilderTest : public testing::Test {
 protected:
  WordBuilderTest() {
    state_.font_size = 10;
    state_.page = {1, 0, 0, -1, 0, 800};
    builder_.set_font(&font_, state_.size_on_page());
  }

  void put(double x, double y, std::u32string_view unicode, Point advance = {5, 0}) {
    builder_.add(state_, {x, y}, advance, glyph(unicode));
  }

  void set_size(double size) {
    state_.font_size = size;
    builder_.set_font(&font_, state_.size_on_page());
  }

  std::vector<std::string> texts() {
    std::vector<std::string> all;
    for (const Word& word : builder_.take()) all.push_back(word.text);
    return all;
  }

  FontMetrics font_{0.9, -0.2, false};
  TextState state_;
  WordBuilder builder_{600, 800};
};

TEST_F(WordBuilderTest, AWordHasItsBoxBaselineAndSize) {
  put(100, 700, U"a");
  put(105, 700, U"b");
  const std::vector<Word> words = builder_.take();
  ASSERT_EQ(words.size(), 1u);
  EXPECT_EQ(words[0].text, "ab");
  EXPECT_THAT(words[0].box.left, DoubleEq(100));
  EXPECT_THAT(words[0].box.right, DoubleEq(110));
  EXPECT_THAT(words[0].box.top, DoubleEq(91)) << "ascent above the baseline";
  EXPECT_THAT(words[0].box.bottom, DoubleEq(102)) << "descent below it";
  EXPECT_THAT(words[0].baseline, DoubleEq(100));
  EXPECT_THAT(words[0].size, DoubleEq(10));
  EXPECT_THAT(texts(), IsEmpty()) << "taken";
}

TEST_F(WordBuilderTest, WhatEndsAWord) {
  const struct {
    const char* why;
    double x, y;
    bool ends;
  } kCases[] = {
      {"follows on", 105, 700, false},
      {"a small gap", 105.9, 700, false},
      {"a gap of a tenth of the size", 106.1, 700, true},
      {"a little back", 103.1, 700, false},
      {"back by a fifth of the size", 102.9, 700, true},
      {"half a point up", 105, 700.5, false},
      {"more than half a point up", 105, 700.6, true},
      {"on top of the letter before", 100.9, 700, true},
  };
  for (const auto& [why, x, y, ends] : kCases) {
    put(100, 700, U"a");
    put(x, y, U"b");
    EXPECT_EQ(texts().size(), ends ? 2u : 1u) << why;
  }
}

TEST_F(WordBuilderTest, SpacesAndSizesEndWords) {
  put(100, 700, U"a");
  put(105, 700, U"\u00a0");
  put(105, 700, U"b");
  set_size(11);
  put(110, 700, U"c");
  EXPECT_THAT(texts(), ElementsAre("a", "b", "c"));
}

TEST_F(WordBuilderTest, AfterAnOverlapEachCharacterIsAWord) {
  put(100, 700, U"a");
  put(100.2, 700, U"a");  // bold by printing twice
  put(105.2, 700, U"b");
  put(110.2, 700, U"c");
  EXPECT_THAT(texts(), ElementsAre("a", "a", "bc"));
}

TEST_F(WordBuilderTest, LeftOut) {
  put(100, 700, std::u32string(1, U'\0'));
  put(-10, 700, U"x");
  put(601, 700, U"x");
  put(100, 801, U"x");
  put(100, -1, U"x");
  put(100, 600, U"");
  put(0.0 / 0.0, 600, U"x");
  EXPECT_THAT(texts(), IsEmpty());
}

TEST_F(WordBuilderTest, TurnedWordsAreLeftOutAndApart) {
  put(100, 700, U"a");
  state_.text = {0, 1, -1, 0, 0, 0};
  builder_.set_font(&font_, state_.size_on_page());
  put(100, 600, U"t", {0, 5});
  put(100, 605, U"u", {0, 5});
  state_.text = {};
  builder_.set_font(&font_, state_.size_on_page());
  put(100, 500, U"b");
  EXPECT_THAT(texts(), ElementsAre("a", "b"));
}

TEST_F(WordBuilderTest, TextAgainstItsDirectionIsCharacterByCharacter) {
  put(110, 700, U"b", {-5, 0});
  put(105, 700, U"a", {-5, 0});
  EXPECT_THAT(texts(), ElementsAre("b", "a"));
}

TEST_F(WordBuilderTest, ALigatureIsItsLetters) {
  put(100, 700, U"ffi", {9, 0});
  put(109, 700, U"x");
  EXPECT_THAT(texts(), ElementsAre("ffix"));
}

TEST_F(WordBuilderTest, AccentsOverLetters) {
  const struct {
    const char* why;
    std::u32string_view first, second;
    double shift;  // of the second from the first
    const char* text;
    bool undecided;
  } kCases[] = {
      {"after the letter", U"e", U"\u00b4", 0.5, "e\u0301", false},
      {"before the letter", U"\u00b4", U"e", 0.5, "e\u0301", false},
      {"beside it", U"e", U"\u00b4", 4.5, "e\u00b4", false},
      {"no letter", U"!", U"\u00b4", 4.5, "!\u00b4", false},
      {"a letter with an accent", U"\u00e9", U"\u00b8", 0.5, "\u00e9\u0327", false},
      {"a letter that only Poppler knows", U"\u0915", U"\u00b4", 0.5, nullptr, true},
  };
  for (const auto& [why, first, second, shift, text, undecided] : kCases) {
    WordBuilder builder(600, 800);
    builder.set_font(&font_, state_.size_on_page());
    builder.add(state_, {100, 700}, {5, 0}, glyph(first));
    builder.add(state_, {100 + shift, 700}, {5, 0}, glyph(second));
    EXPECT_EQ(builder.undecided(), undecided) << why;
    if (!text) continue;
    const std::vector<Word> words = builder.take();
    ASSERT_EQ(words.size(), 1u) << why;
    EXPECT_EQ(words[0].text, text) << why;
  }
}

// Spacing belongs to the advance, not to the letter.
TEST_F(WordBuilderTest, SpacingIsTakenOff) {
  state_.char_space = 2;
  put(100, 700, U"a", {7, 0});
  EXPECT_THAT(builder_.take()[0].box.right, DoubleEq(105));
  state_.scaling = 0.5;
  put(100, 700, U"a", {7, 0});
  EXPECT_THAT(builder_.take()[0].box.right, DoubleEq(106));
}

TEST_F(WordBuilderTest, TinyCharactersAreLimited) {
  set_size(1);
  for (int i = 0; i < 50'010; ++i) put(1 + (i % 100) * 5, 1 + static_cast<double>(i / 100), U"x", {0.5, 0});
  EXPECT_EQ(texts().size(), 50'000u);
}

}  // namespace
}  // namespace troika::extract
