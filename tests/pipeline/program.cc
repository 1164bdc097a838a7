#include "tests/pipeline/program.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <sstream>
#include <sys/wait.h>

namespace troika::pipeline {

namespace fs = std::filesystem;

ProgramTest::ProgramTest() {
  std::string name = testing::TempDir() + "troika_program_XXXXXX";
  folder_ = ::mkdtemp(name.data());
}

ProgramTest::~ProgramTest() { fs::remove_all(folder_); }

Ran ProgramTest::troika(const std::string& arguments, const std::string& environment) const {
  const std::string command = "cd '" + folder_.string() + "'; " + environment + " '" TROIKA_PROGRAM "' " + arguments +
                              (arguments.find('>') == std::string::npos ? " >.out" : "") + " 2>.err";
  const int status = std::system(command.c_str());
  return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, content(".out"), content(".err")};
}

std::string ProgramTest::content(const std::string& name) const {
  std::ifstream file(folder_ / name, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

void ProgramTest::write(const std::string& name, const std::string& content) const {
  std::ofstream(folder_ / name, std::ios::binary) << content;
}

void ProgramTest::copy_sample(const std::string& name) const {
  fs::copy_file(sample_documents().at(0), folder_ / name);
}

std::vector<std::string> sample_documents() {
  std::vector<std::string> paths;
  for (const auto& entry : fs::directory_iterator(TROIKA_GOLDEN)) {
    const bool is_report = entry.path().filename().string().starts_with("upr-");
    if (is_report && fs::exists(entry.path() / "document.pdf")) paths.push_back(entry.path() / "document.pdf");
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

std::vector<std::string> split_lines(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

std::size_t count_lines(const std::string& text, const std::string& part) {
  const auto lines = split_lines(text);
  return static_cast<std::size_t>(std::count_if(
      lines.begin(), lines.end(), [&](const std::string& line) { return line.find(part) != std::string::npos; }));
}

}  // namespace troika::pipeline
