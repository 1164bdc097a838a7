#include "extract/rules/item_text.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/document.h"

namespace troika::extract {
namespace {

using testing::ElementsAre;
using testing::SizeIs;

TEST(ItemTextTest, JoinsLines) {
  const struct {
    const char *above, *below, *joined;
  } kCases[] = {
      {"rights of", "children", "rights of children"},
      {"non-", "discrimination", "non-discrimination"},
      {"and/", "or", "and/or"},
      {"follow-up \u2013", "and more", "follow-up \u2013 and more"},
      {"in the -", "first", "in the - first"},
      {"coop\u00AD", "eration", "cooperation"},
      {"", "first", "first"},
      {"last", "", "last"},
      {"-", "first", "- first"},
      {"\u00e9lectro-", "m\u00e9nager", "\u00e9lectro-m\u00e9nager"},
      {"No. 18-", "2", "No. 18-2"},
  };
  for (const auto& c : kCases) {
    std::string text = c.above;
    join_line(text, c.below);
    EXPECT_EQ(text, c.joined) << c.above << "|" << c.below;
  }
}

// An item of all lines whose text begins `label_end` bytes into the first.
OutlineItem item_of(const DocumentText& text, std::size_t label_end) {
  OutlineItem item;
  item.label_end = label_end;
  for (std::size_t i = 0; i < text.lines.size(); ++i)
    item.pieces.push_back(Piece{i, Span{0, text.lines[i].text.size()}});
  return item;
}

TEST(ItemTextTest, WithoutLabelAndMarks) {
  const DocumentText text = Document()
                                .page(3)
                                .block("104.3 Ratify Convention No. 169{2} on the non-")
                                .line("violent life{3}{4}")
                                .page(4)
                                .block("of all (Spain);{5}")
                                .build();
  std::vector<TakenMark> marks;
  EXPECT_EQ(text_of(item_of(text, 6), text, marks),
            "Ratify Convention No. 169 on the non-violent life of all (Spain);");
  ASSERT_THAT(marks, SizeIs(4));
  EXPECT_EQ(marks[0].mark, "2");
  EXPECT_EQ(marks[0].page, 3);
  EXPECT_EQ(marks[2].mark, "4");
  EXPECT_EQ(marks[3].mark, "5");
  EXPECT_EQ(marks[3].page, 4);
}

TEST(ItemTextTest, VerbatimKeepsLabelMarksAndLines) {
  const DocumentText text =
      Document().block("104.3 Ratify Convention No. 169{2} on the non-").line("violent life (Spain);").build();
  EXPECT_EQ(verbatim_of(item_of(text, 6), text), "104.3 Ratify Convention No. 1692 on the non-\nviolent life (Spain);");
}

TEST(ItemTextTest, APieceOfALine) {
  const DocumentText text = Document().block("end (Spain);{1} 104.4 Take{2} steps").build();
  OutlineItem first, second;
  first.pieces = {Piece{0, Span{0, 13}}};
  second.pieces = {Piece{0, Span{14, text.lines[0].text.size()}}};
  second.label_end = 20;
  std::vector<TakenMark> marks;
  EXPECT_EQ(text_of(first, text, marks), "end (Spain);");
  EXPECT_EQ(text_of(second, text, marks), "Take steps");
  ASSERT_THAT(marks, SizeIs(2));
  EXPECT_EQ(verbatim_of(first, text), "end (Spain);1");
  EXPECT_EQ(verbatim_of(second, text), "104.4 Take2 steps");
}

TEST(ItemTextTest, ParagraphText) {
  const DocumentText text = Document().block("104. They have been exam{1}").line("ined and").block("enjoy").build();
  EXPECT_EQ(text_of({0, 1, 2}, text), "104. They have been exam ined and enjoy");
  EXPECT_EQ(text_of({2}, text), "enjoy");
  EXPECT_EQ(text_of(std::vector<std::size_t>{}, text), "");
}

TEST(ItemTextTest, OnePlacePerPage) {
  const DocumentText text = Document().page(3).block("one", 30).line("two").page(4).block("three").line("four").build();
  const std::vector<Place> places = places_of(item_of(text, 0), text);
  ASSERT_THAT(places, SizeIs(2));
  EXPECT_EQ(places[0].page, 3);
  EXPECT_DOUBLE_EQ(places[0].box.left, 100);
  EXPECT_DOUBLE_EQ(places[0].box.top, 100);
  EXPECT_DOUBLE_EQ(places[0].box.bottom, 122);
  EXPECT_EQ(places[1].page, 4);
  EXPECT_DOUBLE_EQ(places[1].box.top, 124);
}

}  // namespace
}  // namespace troika::extract
