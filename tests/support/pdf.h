// PDFs made by hand, as small as can be.
#pragma once

#include <string>
#include <vector>

namespace troika::extract {

// One page per content stream, 612 x 792 points. Fonts: /F1 Helvetica, /F2 Helvetica-Bold. An empty stream is a blank
// page.
inline std::string pdf_of(const std::vector<std::string>& contents) {
  std::string pdf = "%PDF-1.4\n", kids;
  std::vector<std::size_t> offsets;
  auto object = [&](const std::string& body) {
    offsets.push_back(pdf.size());
    pdf += std::to_string(offsets.size()) + " 0 obj\n" + body + "\nendobj\n";
  };
  for (std::size_t i = 0; i < contents.size(); ++i) kids += std::to_string(5 + 2 * i) + " 0 R ";
  object("<< /Type /Catalog /Pages 2 0 R >>");
  object("<< /Type /Pages /Kids [" + kids + "] /Count " + std::to_string(contents.size()) + " >>");
  object("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>");
  object("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold >>");
  for (const std::string& content : contents) {
    object(
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> "
        "/Contents " +
        std::to_string(offsets.size() + 2) + " 0 R >>");
    object("<< /Length " + std::to_string(content.size()) + " >>\nstream\n" + content + "\nendstream");
  }
  const std::size_t table = pdf.size();
  const std::string size = std::to_string(offsets.size() + 1);
  pdf += "xref\n0 " + size + "\n0000000000 65535 f \n";
  for (std::size_t offset : offsets) {
    std::string digits = std::to_string(offset);
    pdf += std::string(10 - digits.size(), '0') + digits + " 00000 n \n";
  }
  return pdf + "trailer\n<< /Size " + size + " /Root 1 0 R >>\nstartxref\n" + std::to_string(table) + "\n%%EOF\n";
}

}  // namespace troika::extract
