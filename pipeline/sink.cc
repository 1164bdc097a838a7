#include "pipeline/sink.h"

#include <cerrno>
#include <filesystem>
#include <system_error>
#include <utility>
#include <vector>

#include "output/datapackage.h"
#include "pipeline/output_file.h"

namespace troika::pipeline {
namespace {

class DescriptorSink : public Sink {
 public:
  explicit DescriptorSink(int descriptor) : descriptor_(descriptor) {}

  Written write(const Rendered& document) override {
    return write_all(descriptor_, document[Stream::kRecommendations], "standard output");
  }
  bool is_all_or_nothing() const override { return false; }
  Written finish(const RunSummary&) override { return {}; }

 private:
  int descriptor_;
};

class SpooledSink : public Sink, private Drafts {
 public:
  SpooledSink(int descriptor, ScratchFile draft) : descriptor_(descriptor), draft_(std::move(draft)) {}

  Written write(const Rendered& document) override {
    const auto range = draft_.append(document[Stream::kRecommendations]);
    return range ? Written{} : tl::unexpected(range.error());
  }
  bool is_all_or_nothing() const override { return false; }
  Drafts* drafts() override { return this; }
  Written finish(const RunSummary&) override { return revised_ ? Written{} : give_out({}, -1); }
  Written leave_off() override { return finish({}); }

 private:
  tl::expected<std::string, WriteError> read(Stream, Range range) override {
    return read_range(draft_.descriptor(), range, "temporary file");
  }
  // The last that happens to a stream: what is revised need not be written twice.
  Written revise(Stream stream, const std::vector<Revision>& revisions, const ScratchFile& scratch) override {
    if (stream != Stream::kRecommendations) return {};
    revised_ = true;
    return give_out(revisions, scratch.descriptor());
  }

  Written give_out(const std::vector<Revision>& revisions, int scratch) const {
    return copy_revised(draft_.descriptor(), draft_.size(), revisions, scratch, descriptor_, "standard output");
  }

  int descriptor_;
  ScratchFile draft_;
  bool revised_ = false;
};

class FolderSink : public Sink, private Drafts {
 public:
  FolderSink(std::vector<OutputFile> streams, OutputFile runs, OutputFile package)
      : streams_(std::move(streams)), runs_(std::move(runs)), package_(std::move(package)), started_(utc_now()) {}

  Written write(const Rendered& document) override {
    for (std::size_t i = 0; i < streams_.size(); ++i) {
      if (Written written = streams_[i].write(document.lines[i]); !written) return written;
    }
    return {};
  }

  bool is_all_or_nothing() const override { return true; }
  Drafts* drafts() override { return this; }

  Written finish(const RunSummary& summary) override {
    std::string run;
    output::append_run(run, run_record(summary, started_));
    if (Written written = runs_.write(run); !written) return written;
    // All are on the disk before the first takes its name: a full disk leaves the last run as it was.
    for (OutputFile& stream : streams_) {
      if (Written synced = stream.sync(); !synced) return synced;
    }
    if (Written synced = runs_.sync(); !synced) return synced;
    if (Written packaged = write_package(); !packaged) return packaged;
    for (OutputFile& stream : streams_) {
      if (Written published = stream.publish(); !published) return published;
    }
    if (Written published = runs_.publish(); !published) return published;
    return package_.publish();
  }

 private:
  Written write_package() {
    std::vector<output::Resource> resources;
    for (std::size_t i = 0; i < streams_.size(); ++i) {
      const auto resource = packaged(std::string(kStreamNames[i]), streams_[i]);
      if (!resource) return tl::unexpected(WriteError{false, resource.error().detail});
      resources.push_back(*resource);
    }
    if (Written written = package_.write(output::datapackage(std::move(resources))); !written) return written;
    return package_.sync();
  }

  static fetch::Result<output::Resource> packaged(const std::string& name, const OutputFile& stream) {
    if (auto hash = stream.sha256()) return output::Resource{name, stream.size(), *std::move(hash)};
    return output::packaged(name, stream.partial());
  }

  OutputFile& file(Stream stream) { return streams_[static_cast<std::size_t>(stream)]; }
  tl::expected<std::string, WriteError> read(Stream stream, Range range) override { return file(stream).read(range); }
  Written revise(Stream stream, const std::vector<Revision>& revisions, const ScratchFile& scratch) override {
    return file(stream).revise(revisions, scratch);
  }

  std::vector<OutputFile> streams_;  // in the order of Stream
  OutputFile runs_, package_;
  std::string started_;
};

}  // namespace

std::unique_ptr<Sink> make_descriptor_sink(int descriptor) { return std::make_unique<DescriptorSink>(descriptor); }

tl::expected<std::unique_ptr<Sink>, WriteError> make_spooled_sink(int descriptor) {
  auto draft = ScratchFile::create();
  if (!draft) return tl::unexpected(draft.error());
  return std::make_unique<SpooledSink>(descriptor, *std::move(draft));
}

tl::expected<std::unique_ptr<Sink>, WriteError> make_folder_sink(const std::string& folder) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) return tl::unexpected(WriteError{false, folder + ": this folder cannot be made: " + error.message()});
  std::vector<OutputFile> streams;
  for (const std::string_view name : kStreamNames) {
    auto file = OutputFile::create(folder, std::string(name));
    if (!file) return tl::unexpected(file.error());
    streams.push_back(*std::move(file));
  }
  auto runs = OutputFile::create(folder, "runs.jsonl");
  if (!runs) return tl::unexpected(runs.error());
  auto package = OutputFile::create(folder, std::string(output::kPackageName));
  if (!package) return tl::unexpected(package.error());
  return std::make_unique<FolderSink>(std::move(streams), *std::move(runs), *std::move(package));
}

}  // namespace troika::pipeline
