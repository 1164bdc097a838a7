// Fetches a list of URLs into an archive, by the downloader and with the durability of a real run: what throughput.py
// holds against curl and wget2.
//
//   fetch_list ARCHIVE LIST CONNECTIONS [COUNT...]
//
// Prints the peak of resident memory after each COUNT documents, as "COUNT KIB". Exits with 1 where a document did not
// come.
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <fstream>
#include <optional>
#include <set>
#include <string>

#include "fetch/archive.h"
#include "fetch/downloader.h"
#include "pipeline/memory.h"

namespace {

using namespace troika::fetch;

// Not getrusage's: that begins with the memory of the program that started this one.
long peak_kib() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with("VmHWM:")) return std::atol(line.c_str() + sizeof("VmHWM:"));
  }
  return 0;
}

// The limits are lifted, since the other programs have none; robots.txt is read as always.
DownloadPolicy policy(int connections) {
  DownloadPolicy policy;
  policy.user_agent = "Troika/0.1 (+https://troika.example; bench@troika.example)";
  policy.connections = policy.connections_per_host = connections;
  policy.interval_per_host = std::chrono::milliseconds(0);
  policy.allow_private_addresses = true;
  return policy;
}

int run(const std::string& folder, const std::string& list, int connections, const std::set<long>& counts) {
  const auto archive = Archive::open(folder);
  if (!archive) throw std::runtime_error(archive.error().detail);
  std::ifstream urls(list);
  if (!urls) throw std::runtime_error("cannot read " + list);
  long archived = 0, failed = 0;
  const auto next = [&]() -> std::optional<Task> {
    Task task;
    std::string url;
    if (!std::getline(urls, url)) return std::nullopt;
    task.key = url;
    task.urls.push_back(std::move(url));
    task.expects = MediaType::kPdf;
    return task;
  };
  const auto done = [&](const Fetched& fetched) {
    if (fetched.failure) {
      ++failed;
      std::fprintf(stderr, "%s: %s\n", fetched.task.key.c_str(), fetched.failure->detail.c_str());
    } else if (counts.contains(++archived)) {
      std::printf("%ld %ld\n", archived, peak_kib());
    }
  };
  Downloader(policy(connections), *archive)
      .run(
          next, done, [] { return false; }, [] { return true; });
  return failed == 0 && archived > 0 ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 4) {
    std::fputs("usage: fetch_list ARCHIVE LIST CONNECTIONS [COUNT...]\n", stderr);
    return 2;
  }
  troika::pipeline::keep_freed_memory();
  troika::pipeline::use_huge_pages(std::size_t{16} << 20);
  try {
    std::set<long> counts;
    for (int i = 4; i < argc; ++i) counts.insert(std::atol(argv[i]));
    return run(argv[1], argv[2], std::atoi(argv[3]), counts);
  } catch (const std::exception& e) {
    std::fprintf(stderr, "fetch_list: %s\n", e.what());
    return 1;
  }
}
