// The downloader against a real nginx: TLS with a certificate authority made for this test, HTTP/2, ETag and 304,
// Range, gzip. Skipped where nginx or openssl are not installed.
#include <algorithm>
#include <arpa/inet.h>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <netinet/in.h>
#include <set>
#include <sstream>
#include <string>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fetch/sha256.h"
#include "tests/fetch/fetching.h"

namespace troika::fetch {
namespace {

namespace fs = std::filesystem;
using std::chrono::milliseconds;

int free_port() {
  const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof(address);
  EXPECT_EQ(::bind(socket, reinterpret_cast<sockaddr*>(&address), size), 0);
  EXPECT_EQ(::getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size), 0);
  ::close(socket);
  return ntohs(address.sin_port);
}

bool can_connect(int port) {
  const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  const bool connected = ::connect(socket, reinterpret_cast<sockaddr*>(&address), sizeof(address)) == 0;
  ::close(socket);
  return connected;
}

int run(const std::string& command) { return std::system((command + " >/dev/null 2>&1").c_str()); }

// One nginx, in the foreground, with all its files in one folder; ended with the object.
class Nginx {
 public:
  Nginx(const std::string& folder, const std::string& locations) : port_(free_port()), plain_port_(free_port()) {
    fs::create_directories(folder + "/root");
    std::ofstream(folder + "/nginx.conf") << configuration(folder, locations);
    process_ = fork();
    if (process_ == 0) {
      ::prctl(PR_SET_PDEATHSIG, SIGTERM);  // a test that dies takes its server along
      const std::string file = folder + "/nginx.conf";
      const std::string log = folder + "/start.log";
      ::execlp("nginx", "nginx", "-p", folder.c_str(), "-c", file.c_str(), "-e", log.c_str(), nullptr);
      _exit(127);
    }
    for (int i = 0; i < 500 && !(can_connect(port_) && can_connect(plain_port_)); ++i) {
      std::this_thread::sleep_for(milliseconds(10));
    }
  }
  Nginx(const Nginx&) = delete;
  Nginx& operator=(const Nginx&) = delete;
  ~Nginx() {
    ::kill(process_, SIGTERM);
    ::waitpid(process_, nullptr, 0);
  }

  std::string url(const std::string& target) const { return "https://localhost:" + std::to_string(port_) + target; }
  std::string plain_url(const std::string& target) const {
    return "http://localhost:" + std::to_string(plain_port_) + target;
  }

 private:
  std::string configuration(const std::string& folder, const std::string& locations) const {
    const std::string as_user = geteuid() == 0 ? "user root;\n" : "";
    return as_user + "daemon off; master_process off; pid " + folder + "/nginx.pid;\n" +
           "events {}\nhttp {\n  log_format one '$request_uri $server_protocol $status $connection';\n" +
           "  access_log " + folder + "/access.log one;\n  error_log " + folder + "/error.log;\n" +
           "  client_body_temp_path " + folder + "/body; proxy_temp_path " + folder + "/proxy;\n" +
           "  fastcgi_temp_path " + folder + "/fastcgi; uwsgi_temp_path " + folder + "/uwsgi;\n" + "  scgi_temp_path " +
           folder + "/scgi;\n  types { application/pdf pdf; text/html html; }\n" +
           "  gzip on; gzip_types application/pdf; gzip_min_length 1;\n" +
           "  server {\n    listen 127.0.0.1:" + std::to_string(port_) +
           " ssl http2;\n    listen 127.0.0.1:" + std::to_string(plain_port_) + ";\n    ssl_certificate " + folder +
           "/server.pem; ssl_certificate_key " + folder + "/server.key;\n" + "    root " + folder + "/root;\n" +
           locations + "  }\n}\n";
  }

  int port_, plain_port_;
  pid_t process_ = -1;
};

class NginxTest : public FetchingTest {
 protected:
  void SetUp() override {
    if (run("command -v nginx") != 0) GTEST_SKIP() << "nginx is not installed (Debian: nginx-light)";
    if (run("command -v openssl") != 0) GTEST_SKIP() << "openssl is not installed";
    make_certificates();
    policy.ca_file = folder / "ca.pem";
  }

  void make_certificates() const {
    const std::string in = "cd '" + folder.path() + "' && ";
    const std::string key = " -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes ";
    std::ofstream(folder / "names") << "subjectAltName=DNS:localhost";
    ASSERT_EQ(run(in + "openssl req -x509 -days 2 -subj /CN=Test-CA -keyout ca.key -out ca.pem" + key), 0);
    ASSERT_EQ(run(in + "openssl req -subj /CN=localhost -keyout server.key -out server.csr" + key), 0);
    ASSERT_EQ(run(in + "openssl x509 -req -days 2 -in server.csr -CA ca.pem -CAkey ca.key -CAcreateserial "
                       "-extfile names -out server.pem"),
              0);
  }

  void put(const std::string& name, const std::string& bytes) const {
    const fs::path path = folder / ("root/" + name);
    fs::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << bytes;
  }

  std::string log() const { return content_of(folder / "access.log"); }
};

TEST_F(NginxTest, FetchesOverTlsAndHttp2AndAsksConditionally) {
  const std::string pdf = a_pdf(200'000);
  put("en/A/HRC/27/10.pdf", pdf);
  const Nginx nginx(folder.path(), "");
  const Fetched first = fetch(nginx.url("/en/A/HRC/27/10.pdf"));
  ASSERT_EQ(outcome_of(first), "archived application/pdf");
  EXPECT_EQ(content_of(first.archived->path), pdf);
  EXPECT_FALSE(first.validators.etag.empty());
  EXPECT_FALSE(first.validators.last_modified.empty());
  EXPECT_THAT(log(), testing::HasSubstr("/en/A/HRC/27/10.pdf HTTP/2.0 200 "));

  Task again = task({nginx.url("/en/A/HRC/27/10.pdf")});
  again.validated_url = again.urls[0];
  again.validators = first.validators;
  again.sha256 = first.archived->sha256;
  const Fetched second = fetch(again);
  EXPECT_EQ(outcome_of(second), "archived application/pdf, unchanged");
  EXPECT_EQ(second.conditional_requests, 1);
  EXPECT_THAT(log(), testing::HasSubstr("/en/A/HRC/27/10.pdf HTTP/2.0 304 "));

  // A changed document comes whole.
  const std::string changed = a_pdf(210'000);
  put("en/A/HRC/27/10.pdf", changed);
  const Fetched third = fetch(again);
  EXPECT_EQ(outcome_of(third), "archived application/pdf");
  EXPECT_EQ(third.archived->sha256, sha256_hex(changed));
  EXPECT_NE(third.validators.etag, first.validators.etag);
}

TEST_F(NginxTest, KeepsItsConnections) {
  for (int i = 0; i < 50; ++i) put(std::to_string(i) + ".pdf", a_pdf(1000 + static_cast<std::size_t>(i)));
  const Nginx nginx(folder.path(), "");
  policy.connections_per_host = 4;
  for (const bool tls : {true, false}) {
    std::vector<Task> tasks;
    for (int i = 0; i < 50; ++i) {
      const std::string target = "/" + std::to_string(i) + ".pdf";
      tasks.push_back(task({tls ? nginx.url(target) : nginx.plain_url(target)}));
    }
    for (const Fetched& fetched : fetch_all(tasks)) EXPECT_THAT(outcome_of(fetched), testing::StartsWith("archived"));
  }
  std::set<std::string> connections;
  std::istringstream lines(log());
  for (std::string line; std::getline(lines, line);) connections.insert(line.substr(line.rfind(' ') + 1));
  EXPECT_LE(connections.size(), 8u) << "four for each port";
}

TEST_F(NginxTest, ResumesWithRange) {
  const std::string pdf = a_pdf(3'000'000);
  put("1.pdf", pdf);
  // Slow enough to be cut by the time limit, and resumed until it is whole. The first 1 MB comes at once.
  const Nginx nginx(folder.path(), "    location /1.pdf { gzip off; limit_rate_after 1m; limit_rate 1m; }\n");
  policy.total_timeout = milliseconds(700);
  const Fetched fetched = fetch(nginx.url("/1.pdf"));
  ASSERT_EQ(outcome_of(fetched), "archived application/pdf");
  EXPECT_EQ(content_of(fetched.archived->path), pdf);
  EXPECT_GT(fetched.requests, 1);
  EXPECT_THAT(log(), testing::HasSubstr("/1.pdf HTTP/2.0 206 "));
}

TEST_F(NginxTest, TrustsNobodyElse) {
  put("1.pdf", a_pdf());
  const Nginx nginx(folder.path(), "");
  policy.retries = 0;
  policy.ca_file.clear();
  EXPECT_THAT(outcome_of(fetch(nginx.url("/1.pdf"))),
              testing::StartsWith("network (retryable): cannot connect to localhost: SSL certificate problem"));
  policy.ca_file = folder / "ca.pem";
  std::string by_address = nginx.url("/1.pdf");
  by_address.replace(by_address.find("localhost"), 9, "127.0.0.1");
  EXPECT_THAT(outcome_of(fetch(by_address)),
              testing::StartsWith("network (retryable): cannot connect to 127.0.0.1: SSL: no alternative certificate"));
  policy.ca_file = folder / "none.pem";
  EXPECT_THAT(outcome_of(fetch(nginx.url("/1.pdf"))), testing::HasSubstr("none.pem"));
}

TEST_F(NginxTest, DoesNotFallFromHttpsToHttp) {
  const Nginx nginx(folder.path(), "    location /down { return 301 http://localhost:1/1.pdf; }\n");
  EXPECT_EQ(outcome_of(fetch(nginx.url("/down"))),
            "refused_redirect: " + nginx.url("/down") +
                " redirects from https to http://localhost:1/1.pdf; if that is the right place, give its URL in the "
                "configuration");
}

}  // namespace
}  // namespace troika::fetch
