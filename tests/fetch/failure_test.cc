#include "fetch/failure.h"

#include <set>
#include <string>
#include <utility>

#include <gtest/gtest.h>

namespace troika::fetch {
namespace {

// These spellings are an interface: users script against them.
constexpr std::pair<FailureCode, std::string_view> kCodes[] = {
    {FailureCode::kNotFound, "not_found"},
    {FailureCode::kIsFolder, "is_folder"},
    {FailureCode::kUnreadable, "unreadable"},
    {FailureCode::kEmpty, "empty"},
    {FailureCode::kTooLarge, "too_large"},
    {FailureCode::kWrongType, "wrong_type"},
    {FailureCode::kEncrypted, "encrypted"},
    {FailureCode::kDamaged, "damaged"},
    {FailureCode::kNoText, "no_text"},
    {FailureCode::kUnknownKind, "unknown_kind"},
    {FailureCode::kNoSection, "no_section"},
    {FailureCode::kCrashed, "crashed"},
    {FailureCode::kTimedOut, "timed_out"},
    {FailureCode::kOutOfMemory, "out_of_memory"},
    {FailureCode::kNotPublishedYet, "not_published_yet"},
    {FailureCode::kBlocked, "blocked"},
    {FailureCode::kTruncated, "truncated"},
    {FailureCode::kServerError, "server_error"},
    {FailureCode::kNetwork, "network"},
    {FailureCode::kRefusedRedirect, "refused_redirect"},
    {FailureCode::kForbiddenAddress, "forbidden_address"},
    {FailureCode::kDisallowed, "disallowed"},
    {FailureCode::kStore, "store"},
    {FailureCode::kDiedTwice, "died_twice"},
    {FailureCode::kInternal, "internal"},
};

TEST(FailureTest, EveryCodeHasItsOwnName) {
  std::set<std::string_view> names;
  for (const auto& [code, name] : kCodes) {
    EXPECT_EQ(code_name(code), name);
    EXPECT_TRUE(names.insert(name).second) << name;
  }
}

TEST(FailureTest, EveryStageHasAName) {
  EXPECT_EQ(stage_name(Stage::kFetch), "fetch");
  EXPECT_EQ(stage_name(Stage::kExtract), "extract");
  EXPECT_EQ(stage_name(Stage::kNormalize), "normalize");
  EXPECT_EQ(stage_name(Stage::kOutput), "output");
  EXPECT_EQ(stage_name(Stage::kPipeline), "pipeline");
}

}  // namespace
}  // namespace troika::fetch
