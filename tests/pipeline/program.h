// Runs the troika program as a user does, in a folder of its own.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace troika::pipeline {

struct Ran {
  int status = -1;  // exit status
  std::string out, err;
};

class ProgramTest : public testing::Test {
 protected:
  ProgramTest();
  ~ProgramTest() override;

  // `arguments` are words for the shell; the working folder is folder(). `environment` stands before the command:
  // "TROIKA_TEST_FAULT=crash=a.pdf".
  Ran troika(const std::string& arguments, const std::string& environment = "") const;

  const std::filesystem::path& folder() const { return folder_; }

  std::string content(const std::string& name) const;
  void write(const std::string& name, const std::string& content) const;

  // A copy of the first sample document.
  void copy_sample(const std::string& name) const;

 private:
  std::filesystem::path folder_;
};

// tests/golden/*/document.pdf, sorted.
std::vector<std::string> sample_documents();

// The lines of `text`, and how many contain `part`.
std::vector<std::string> split_lines(const std::string& text);
std::size_t count_lines(const std::string& text, const std::string& part);

}  // namespace troika::pipeline
