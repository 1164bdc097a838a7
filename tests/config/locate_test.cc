#include "config/locate.h"

#include <filesystem>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/config/temporary_folder.h"

namespace troika::config {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;

const std::string kInstalled = std::string(TROIKA_INSTALL_PREFIX) + "/share/troika";

// An installation in `prefix`, and a home in `home`.
class LocateTest : public testing::Test {
 protected:
  LocateTest() { folder_.write("prefix/share/troika/states.toml", ""); }

  std::string path(std::string_view name) const { return folder_.path(name); }
  Surroundings surroundings() const { return {"", path("home"), path("prefix/bin/troika")}; }
  ConfigFolders open(const std::string& rules_dir) const {
    auto folders = ConfigFolders::open(rules_dir, surroundings());
    EXPECT_TRUE(folders.has_value()) << folders.error().to_string();
    return *folders;
  }
  std::string error_of(const std::string& rules_dir) const {
    const auto folders = ConfigFolders::open(rules_dir, surroundings());
    return folders ? "none" : folders.error().to_string();
  }

  TemporaryFolder folder_;
};

TEST_F(LocateTest, OrderOfTheFolders) {
  folder_.write("mine/states.toml", "");
  EXPECT_THAT(open(path("mine")).folders(),
              ElementsAre(path("mine"), path("home/.config/troika"), path("prefix/share/troika")));
  EXPECT_THAT(open("").folders(), ElementsAre(path("home/.config/troika"), path("prefix/share/troika")));
}

TEST_F(LocateTest, UserFolder) {
  const struct {
    std::string xdg_config_home, home;
    std::vector<std::string> folders;
  } kCases[] = {
      {"/xdg", "/home/ana", {"/xdg/troika", kInstalled}},
      {"", "/home/ana", {"/home/ana/.config/troika", kInstalled}},
      {"relative", "/home/ana", {"/home/ana/.config/troika", kInstalled}},
      {"relative", "relative", {kInstalled}},
      {"", "", {kInstalled}},
  };
  for (const auto& [xdg_config_home, home, folders] : kCases) {
    EXPECT_EQ(ConfigFolders::open("", {xdg_config_home, home, ""})->folders(), folders) << xdg_config_home << home;
  }
}

TEST_F(LocateTest, ShippedFolder) {
  const std::string build = TROIKA_BUILD_TREE;
  const struct {
    std::string executable, folder;
  } kCases[] = {
      {"/usr/games/troika", kInstalled},
      {"/nowhere/bin/troika", kInstalled},  // a prefix without share/troika
      {path("prefix/bin/troika"), path("prefix/share/troika")},
      {path("prefix/sbin/troika"), kInstalled},
      {build + "/pipeline/troika", TROIKA_SOURCE_CONFIG},
      {build + "/bin/troika", TROIKA_SOURCE_CONFIG},
      {build + "-other/pipeline/troika", kInstalled},
      {"", kInstalled},
  };
  for (const auto& [executable, folder] : kCases) {
    EXPECT_THAT(ConfigFolders::open("", {"", "", executable})->folders(), ElementsAre(folder)) << executable;
  }
}

TEST_F(LocateTest, ThisProgramRunsFromItsBuildTree) {
  const auto folders = ConfigFolders::open("");
  ASSERT_TRUE(folders.has_value());
  EXPECT_EQ(folders->folders().back(), TROIKA_SOURCE_CONFIG);
}

TEST_F(LocateTest, FindTakesTheFirstFolderThatHasTheFile) {
  folder_.write("mine/upr_sessions.toml", "");
  folder_.write("home/.config/troika/upr_sessions.toml", "");
  EXPECT_EQ(open("").find("states.toml").value(), path("prefix/share/troika/states.toml"));
  EXPECT_EQ(open("").find("upr_sessions.toml").value(), path("home/.config/troika/upr_sessions.toml"));
  EXPECT_EQ(open(path("mine")).find("upr_sessions.toml").value(), path("mine/upr_sessions.toml"));
  EXPECT_EQ(open(path("mine")).find("states.toml").value(), path("prefix/share/troika/states.toml"));
}

TEST_F(LocateTest, RuleFilesAreMergedByNameAndSorted) {
  for (const char* name : {"a.toml", "c.toml", "d.toml"}) {
    folder_.write(std::string("prefix/share/troika/rules/") + name, "");
  }
  for (const char* name : {"c.toml", "b.toml", ".#c.toml", ".toml", "c.toml~", "README.md"}) {
    folder_.write(std::string("home/.config/troika/rules/") + name, "");
  }
  folder_.write("mine/rules/d.toml", "");
  EXPECT_THAT(open(path("mine")).rule_files().value(),
              ElementsAre(path("prefix/share/troika/rules/a.toml"), path("home/.config/troika/rules/b.toml"),
                          path("home/.config/troika/rules/c.toml"), path("mine/rules/d.toml")));
}

TEST_F(LocateTest, NothingDependsOnTheWorkingFolder) {
  folder_.write("working/rules/a.toml", "");
  folder_.write("working/config/rules/a.toml", "");
  const fs::path before = fs::current_path();
  fs::current_path(path("working"));
  EXPECT_FALSE(open("").rule_files().has_value());
  fs::current_path(before);
}

TEST_F(LocateTest, NothingFoundListsTheFolders) {
  EXPECT_EQ(open("").find("upr_sessions.toml").error().to_string(),
            "no upr_sessions.toml in any of: " + path("home/.config/troika") + ", " + path("prefix/share/troika") +
                "; give a folder that has it with --rules");
  EXPECT_EQ(open("").rule_files().error().to_string(), "no rules/*.toml in any of: " + path("home/.config/troika") +
                                                           ", " + path("prefix/share/troika") +
                                                           "; give a folder that has it with --rules");
}

TEST_F(LocateTest, AnExplicitFolderMustHoldSomething) {
  folder_.write("mine/a.toml", "");
  EXPECT_EQ(error_of(path("absent")), path("absent") + ": no such folder; check --rules");
  EXPECT_EQ(error_of(path("mine/a.toml")),
            path("mine/a.toml") + ": is not a folder; --rules takes the one that holds rules/");
  EXPECT_EQ(
      error_of(path("mine")),
      path("mine") + ": holds no rules/*.toml and no vocabulary; --rules takes the folder above the folder rules/");
  folder_.write("mine/rules/a.toml", "");
  EXPECT_EQ(error_of(path("mine")), "none");
}

TEST_F(LocateTest, WhatCannotBeLookedIntoIsNotPassedOver) {
  fs::create_directories(path("home/.config/troika"));
  fs::create_symlink("rules", path("home/.config/troika/rules"));
  fs::create_symlink("states.toml", path("home/.config/troika/states.toml"));
  const std::string message =
      ": cannot be looked into: Too many levels of symbolic links; make it readable, or remove it";
  EXPECT_EQ(open("").rule_files().error().to_string(), path("home/.config/troika/rules") + message);
  EXPECT_EQ(open("").find("states.toml").error().to_string(), path("home/.config/troika/states.toml") + message);
}

TEST_F(LocateTest, AFileInThePlaceOfRulesIsAnError) {
  folder_.write("home/.config/troika/rules", "");
  EXPECT_EQ(open("").rule_files().error().to_string(),
            path("home/.config/troika/rules") + ": cannot be listed: Not a directory");
}

}  // namespace
}  // namespace troika::config
