#include "config/states_file.h"

#include <algorithm>
#include <cctype>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/config/temporary_folder.h"

namespace troika::config {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(StatesFileTest, ReadsEveryKey) {
  const TemporaryFolder folder;
  const auto states = read_states_file(folder.write("states.toml", R"([[state]]
iso3 = "TUR"
name = "Türkiye"
group = "western-european-and-others"
former = [{ name = "Old", until = 1999-12-31 }, { name = "Turkey", until = "2022-05-31" }]
aliases = ["Republic of Türkiye"]
misprints = ["Turky", "Tukey"]

[[state]]
iso3 = "EUE"
name = "European Union"
group = "none"
)"));
  ASSERT_TRUE(states.has_value()) << lines_of(states.error())[0];
  ASSERT_EQ(states->size(), 2u);
  const StateEntry& state = states->front();
  EXPECT_EQ(state.iso3, "TUR");
  EXPECT_EQ(state.name, "Türkiye");
  EXPECT_EQ(state.group, "western-european-and-others");
  ASSERT_EQ(state.former.size(), 2u);
  EXPECT_EQ(state.former[0].until, "1999-12-31");
  EXPECT_EQ(state.former[1].name, "Turkey");
  EXPECT_EQ(state.former[1].until, "2022-05-31");
  EXPECT_THAT(state.aliases, ElementsAre("Republic of Türkiye"));
  EXPECT_THAT(state.misprints, ElementsAre("Turky", "Tukey"));
  EXPECT_EQ(state.at.line, 1);
  EXPECT_EQ(states->back().at.line, 9);
  EXPECT_THAT(states->back().former, IsEmpty());
}

TEST(StatesFileTest, TellsAllErrorsAtOnceInFileOrder) {
  const TemporaryFolder folder;
  const auto states = read_states_file(folder.write("states.toml", R"([[state]]
iso3 = "TUR"
name = "Türkiye"
group = "european"
former = [
  { name = "Turkey", until = "2022-05-31" },
  { name = "Old", until = "1999-12-31" },
  { name = "Older", until = "long ago" },
  { name = "Oldest", utnil = "1950-12-31" },
]

[[state]]
iso3 = "tur"
name = ""
group = "none"
alias = ["Republic of Türkiye"]

[[state]]
iso3 = "TUR"
name = "Turkey"
group = "none"
aliases = "Turkey"

[[sate]]
)"));
  ASSERT_FALSE(states.has_value());
  EXPECT_THAT(
      lines_of(states.error()),
      ElementsAre("states.toml:4:9: state[0].group: 'european' is not a regional group; choose one of african, "
                  "asia-pacific, eastern-european, latin-american-and-caribbean, western-european-and-others, none",
                  "states.toml:7:27: state[0].former[1].until: must be later than '2022-05-31', the one before it; put "
                  "the oldest name first",
                  "states.toml:8:29: state[0].former[2].until: 'long ago' is not a date; write it as \"2014-07-02\"",
                  "states.toml:9:3: state[0].former[3].until: is missing",
                  "states.toml:9:22: state[0].former[3].utnil: unknown key 'utnil'; did you mean 'until'?",
                  "states.toml:13:8: state[1].iso3: 'tur' is not a code of three capitals, such as \"PRK\"",
                  "states.toml:14:8: state[1].name: is empty",
                  "states.toml:16:1: state[1].alias: unknown key 'alias'; did you mean 'aliases'?",
                  "states.toml:19:8: state[2].iso3: 'TUR' is already the code of the State in line 2",
                  "states.toml:20:8: state[2].name: 'Turkey' is also a name of the State in line 1 ('Turkey'); a name "
                  "must lead to one State: take it from the other",
                  "states.toml:22:11: state[2].aliases: must be a list of strings: ['...'], not a string",
                  "states.toml:24:3: sate: unknown key 'sate'; did you mean 'state'?"));
}

TEST(StatesFileTest, ANameLeadsToOneState) {
  const TemporaryFolder folder;
  const std::string path = folder.write("states.toml", R"([[state]]
iso3 = "COD"
name = "Democratic Republic of the Congo"
group = "african"
former = [{ name = "Zaire", until = "1997-05-17" }]
aliases = ["Congo", "DR Congo", "Congo"]
misprints = ["Kongo"]

[[state]]
iso3 = "COG"
name = "congo"
group = "african"
former = [{ name = "Zaire", until = "1971-10-27" }]
aliases = ["Republic of the Congo", "DR Congo"]
misprints = ["Kongo"]
)");
  const std::string zaire =
      "states.toml:13:20: state[1].former[0].name: 'Zaire' is also a name of the State in line 1 ('Zaire'); a name "
      "must "
      "lead to one State: take it from the other";
  const std::string dr_congo =
      "states.toml:14:37: state[1].aliases[1]: 'DR Congo' is also a name of the State in line 1 ('DR Congo'); a name "
      "must lead to one State: take it from the other";
  const std::string kongo =
      "states.toml:15:14: state[1].misprints[0]: 'Kongo' is also a name of the State in line 1 ('Kongo'); a name must "
      "lead to one State: take it from the other";
  EXPECT_THAT(lines_of(read_states_file(path).error()), ElementsAre(zaire, dr_congo, kongo));
  const auto small = [](std::string_view name) {
    std::string folded(name);
    std::transform(folded.begin(), folded.end(), folded.begin(), [](unsigned char c) { return std::tolower(c); });
    return folded;
  };
  EXPECT_THAT(lines_of(read_states_file(path, small).error()),
              ElementsAre("states.toml:11:8: state[1].name: 'congo' is also a name of the State in line 1 ('Congo'); a "
                          "name must lead to one State: take it from the other",
                          zaire, dr_congo, kongo));
}

TEST(StatesFileTest, AFileWithoutStatesIsAnError) {
  const TemporaryFolder folder;
  EXPECT_THAT(lines_of(read_states_file(folder.write("states.toml", "# nothing\n")).error()),
              ElementsAre("states.toml: state: is missing"));
  EXPECT_THAT(lines_of(read_states_file(folder.path("absent.toml")).error()),
              ElementsAre("absent.toml: no such file; check its name"));
}

TEST(SessionsFileTest, ReadsBothKindsOfDates) {
  const TemporaryFolder folder;
  const auto sessions = read_sessions_file(folder.write("sessions.toml", R"([[session]]
number = 19
cycle = 2
from = 2014-04-28
to = "2014-05-09"

[[session]]
number = 54
cycle = 4
)"));
  ASSERT_TRUE(sessions.has_value()) << lines_of(sessions.error())[0];
  ASSERT_EQ(sessions->size(), 2u);
  EXPECT_EQ(sessions->front().number, 19);
  EXPECT_EQ(sessions->front().cycle, 2);
  EXPECT_EQ(sessions->front().from, "2014-04-28");
  EXPECT_EQ(sessions->front().to, "2014-05-09");
  EXPECT_EQ(sessions->back().from, "");
  EXPECT_EQ(sessions->back().to, "");
}

TEST(SessionsFileTest, TellsAllErrorsAtOnceInFileOrder) {
  const TemporaryFolder folder;
  const auto sessions = read_sessions_file(folder.write("sessions.toml", R"([[session]]
number = 19
cycle = 0
from = 2014-05-09
to = 2014-04-28

[[session]]
number = 19
cycle = 2
til = 2014-04-28

[[session]]
number = "20"
)"));
  ASSERT_FALSE(sessions.has_value());
  EXPECT_THAT(lines_of(sessions.error()),
              ElementsAre("sessions.toml:3:9: session[0].cycle: must be from 1 to 2147483647, and is 0",
                          "sessions.toml:5:6: session[0].to: '2014-04-28' is before 'from', '2014-05-09'",
                          "sessions.toml:8:10: session[1].number: 19 is already the number of the session in line 2",
                          "sessions.toml:10:1: session[1].til: unknown key 'til'; known here: number, cycle, from, to",
                          "sessions.toml:12:1: session[2].cycle: is missing",
                          "sessions.toml:13:10: session[2].number: must be an integer, not a string"));
}

}  // namespace
}  // namespace troika::config
