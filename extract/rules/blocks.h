// A whole document taken apart into headings and numbered paragraphs, for readers that want its order and not a
// particular section. Decides by labels, their sequence and the layout; reads no meaning. Pure.
//
//   II. Accepted recommendations         kHeading, level 1, label "II."
//   4.   The Government accepts ...      kParagraph, label "4.", number 4
//        (a)  Ratify the Convention;     kSubParagraph, label "(a)", number 4
//        Rec. 18  We consider ...        kText, number 4
//
// Paragraphs of a document are numbered from 1 without a break; a figure at the start of a line that does not continue
// the sequence belongs to the text.
#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <vector>

#include "extract/text.h"

namespace troika::extract {

struct Block {
  enum class Kind {
    kHeading,       // set apart, without a full stop: "A. Legal framework", or in bold
    kParagraph,     // opens with the next paragraph number
    kSubParagraph,  // opens with a letter or a small roman number in brackets: "(a)", "(ii)"
    kText,          // any other text that begins a new block: a quotation, a row, an unnumbered paragraph
  };

  Kind kind = Kind::kText;
  int level = 0;                   // of a heading: 1 "II.", 2 "A.", 3 "1.", 4 without a label
  std::string label;               // as printed, "4.", "(a)", "II."; empty where there is none
  int number = 0;                  // of the paragraph; of the paragraph it stands in for all that follows it, else 0
  std::vector<std::string> under;  // labels of the sub-paragraphs it stands in, outermost first: "(a)", "(ii)"
  std::vector<std::size_t> lines;  // indices into DocumentText::lines
  std::string text;                // its lines as one line, without the label and footnote marks
  int page = 0;                    // of its first line
};

// "12", "12 (a)", "12 (a) (ii)"; empty where the block stands in no numbered paragraph.
std::string place_of(const Block& block);

// All of the text with its cover, in reading order; every line is in exactly one block, but those left out (indices of
// lines) in none.
std::vector<Block> blocks_of(const DocumentText& text, const std::set<std::size_t>& left_out = {});

}  // namespace troika::extract
