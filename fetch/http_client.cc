#include "fetch/http_client.h"

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <exception>
#include <map>
#include <optional>
#include <stdexcept>
#include <sys/socket.h>
#include <utility>
#include <vector>

#include <curl/curl.h>

#include "fetch/address.h"
#include "fetch/ascii.h"
#include "fetch/url.h"

namespace troika::fetch {
namespace {

using Clock = std::chrono::steady_clock;

// How often a transfer without bytes is looked at; it stalls so much late at most.
constexpr std::chrono::milliseconds kStallCheck{200};

// Idle connections kept for the next request. A run speaks to a handful of hosts.
constexpr long kIdleConnections = 32;

// What is read from a socket at a time. Half of the documents are smaller, and come in one piece; malloc would ask the
// system for twice as much each time.
constexpr long kReadBytes = 64L << 10;

// CURL and CURLM are both void.
struct EasyCleanup {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
};
struct MultiCleanup {
  void operator()(CURLM* handle) const { curl_multi_cleanup(handle); }
};
struct Cleanup {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
  void operator()(CURLU* url) const { curl_url_cleanup(url); }
  void operator()(char* text) const { curl_free(text); }
};
using Easy = std::unique_ptr<CURL, EasyCleanup>;

// What is known of one request and the answer to it.
struct Exchange {
  std::uint64_t id = 0;
  HttpReceiver* receiver = nullptr;
  std::unique_ptr<curl_slist, Cleanup> headers;
  HttpHeadReader head;
  std::optional<Clock::time_point> last_byte;  // or when the connection stood
  std::string refused_address;                 // by the guard
  bool opened = false;                         // a socket, to an address that the guard let pass
  std::string trouble;                         // that the receiver threw
};

// One transfer: what libcurl's callbacks see. Its address must not change. Used for one exchange after another, since a
// handle costs more to set up than a small document to fetch.
struct Transfer : Exchange {
  bool guarded = true;  // private addresses are refused
  Easy easy;
  char error[CURL_ERROR_SIZE] = {};
};

template <class Value>
void set(const Transfer& transfer, CURLoption option, Value value) {
  if (const CURLcode code = curl_easy_setopt(transfer.easy.get(), option, value); code != CURLE_OK) {
    throw std::runtime_error(curl_easy_strerror(code));
  }
}

// No exception may pass through libcurl's frames.
template <class Function>
bool guarded_call(Transfer& transfer, const Function& function) {
  transfer.last_byte = Clock::now();
  try {
    return function();
  } catch (const std::exception& e) {
    transfer.trouble = e.what();
  } catch (...) {
    transfer.trouble = "an unknown exception";
  }
  return false;
}

std::size_t on_header(char* data, std::size_t size, std::size_t count, void* user) {
  auto& transfer = *static_cast<Transfer*>(user);
  const std::string_view line(data, size * count);
  const auto take = [&] {
    auto head = transfer.head.take(line);
    return !head || transfer.receiver->take_head(std::move(*head));
  };
  return guarded_call(transfer, take) ? line.size() : 0;
}

std::size_t on_body(char* data, std::size_t size, std::size_t count, void* user) {
  auto& transfer = *static_cast<Transfer*>(user);
  const std::string_view bytes(data, size * count);
  // Any count but the right one ends the transfer; 0 would be right for an empty piece.
  return guarded_call(transfer, [&] { return transfer.receiver->take_body(bytes); }) ? bytes.size() : bytes.size() + 1;
}

curl_socket_t open_socket(void* user, curlsocktype, curl_sockaddr* address) {
  auto& transfer = *static_cast<Transfer*>(user);
  const std::string_view why = transfer.guarded ? why_not_public(address->addr) : std::string_view();
  if (!why.empty()) {
    transfer.refused_address = address_text(address->addr) + " (" + std::string(why) + ")";
    return CURL_SOCKET_BAD;
  }
  transfer.opened = true;
  return ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

int on_connected(void* user, char*, char*, int, int) {
  static_cast<Transfer*>(user)->last_byte = Clock::now();
  return CURL_PREREQFUNC_OK;
}

// Where another address of the host was tried, too, that one's failure is the reason.
bool only_refused(const Transfer& transfer) { return !transfer.refused_address.empty() && !transfer.opened; }

HttpEnd end_of(CURLcode code, const Transfer& transfer) {
  if (!transfer.trouble.empty()) return HttpEnd::kEndedByReceiver;
  switch (code) {
    case CURLE_OK: return transfer.head.complete() ? HttpEnd::kComplete : HttpEnd::kCut;
    case CURLE_WRITE_ERROR: return HttpEnd::kEndedByReceiver;
    case CURLE_OPERATION_TIMEDOUT: return transfer.last_byte ? HttpEnd::kTimedOut : HttpEnd::kUnreachable;
    default: break;
  }
  // Another address of the host may have been tried, and refused the connection: then the private one is not the
  // reason.
  if (code == CURLE_COULDNT_CONNECT && !transfer.refused_address.empty()) return HttpEnd::kForbiddenAddress;
  return transfer.last_byte ? HttpEnd::kCut : HttpEnd::kUnreachable;
}

std::string detail_of(CURLcode code, const Transfer& transfer) {
  if (!transfer.trouble.empty()) return transfer.trouble;
  if (code == CURLE_OK) return transfer.head.complete() ? "" : "the answer ended within its head";
  if (only_refused(transfer)) return transfer.refused_address;
  return transfer.error[0] != '\0' ? transfer.error : curl_easy_strerror(code);
}

void initialize_once() {
  static const CURLcode kResult = curl_global_init(CURL_GLOBAL_DEFAULT);
  if (kResult != CURLE_OK) throw std::runtime_error(curl_easy_strerror(kResult));
}

}  // namespace

class HttpClient::Impl {
 public:
  explicit Impl(const HttpSettings& settings) : settings_(settings) {
    initialize_once();
    multi_.reset(curl_multi_init());
    if (!multi_) throw std::runtime_error("libcurl has no memory for its multi handle");
    curl_multi_setopt(multi_.get(), CURLMOPT_MAXCONNECTS, kIdleConnections);
  }
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;
  ~Impl() {
    for (const auto& [handle, transfer] : transfers_) curl_multi_remove_handle(multi_.get(), handle);
  }

  void start(std::uint64_t id, const HttpRequest& request, HttpReceiver& receiver);
  std::vector<HttpOutcome> wait(std::chrono::milliseconds longest);
  void wake() {
    woken_ = true;
    curl_multi_wakeup(multi_.get());
  }

 private:
  std::unique_ptr<Transfer> idle_transfer();
  std::unique_ptr<Transfer> make_transfer() const;
  void release(std::unique_ptr<Transfer> transfer);
  void perform();
  void collect(std::vector<HttpOutcome>& outcomes);
  void collect_stalled(std::vector<HttpOutcome>& outcomes);

  HttpSettings settings_;
  std::unique_ptr<CURLM, MultiCleanup> multi_;
  std::map<CURL*, std::unique_ptr<Transfer>> transfers_;
  std::vector<std::unique_ptr<Transfer>> idle_;
  std::atomic<bool> woken_{false};
};

// With all that does not change from request to request.
std::unique_ptr<Transfer> HttpClient::Impl::make_transfer() const {
  const auto milliseconds = [](std::chrono::milliseconds time) { return static_cast<long>(time.count()); };
  auto transfer = std::make_unique<Transfer>();
  // Behind a proxy the only address seen here is the proxy's own, which the user has named.
  transfer->guarded = !settings_.allow_private_addresses && settings_.proxy.empty();
  transfer->easy.reset(curl_easy_init());
  if (!transfer->easy) throw std::bad_alloc();
  set(*transfer, CURLOPT_PROTOCOLS_STR, "http,https");
  set(*transfer, CURLOPT_FOLLOWLOCATION, 0L);
  set(*transfer, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_2TLS));
  set(*transfer, CURLOPT_BUFFERSIZE, kReadBytes);
  set(*transfer, CURLOPT_USERAGENT, settings_.user_agent.c_str());
  set(*transfer, CURLOPT_PROXY, settings_.proxy.c_str());
  set(*transfer, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);  // a proxy's answer is not the document's
  if (!settings_.ca_file.empty()) set(*transfer, CURLOPT_CAINFO, settings_.ca_file.c_str());
  set(*transfer, CURLOPT_CONNECTTIMEOUT_MS, milliseconds(settings_.connect_timeout));
  set(*transfer, CURLOPT_TIMEOUT_MS, milliseconds(settings_.total_timeout));
  set(*transfer, CURLOPT_NOSIGNAL, 1L);
  set(*transfer, CURLOPT_ERRORBUFFER, transfer->error);
  set(*transfer, CURLOPT_HEADERFUNCTION, &on_header);
  set(*transfer, CURLOPT_HEADERDATA, transfer.get());
  set(*transfer, CURLOPT_WRITEFUNCTION, &on_body);
  set(*transfer, CURLOPT_WRITEDATA, transfer.get());
  set(*transfer, CURLOPT_OPENSOCKETFUNCTION, &open_socket);
  set(*transfer, CURLOPT_OPENSOCKETDATA, transfer.get());
  set(*transfer, CURLOPT_PREREQFUNCTION, &on_connected);
  set(*transfer, CURLOPT_PREREQDATA, transfer.get());
  return transfer;
}

std::unique_ptr<Transfer> HttpClient::Impl::idle_transfer() {
  if (idle_.empty()) return make_transfer();
  auto transfer = std::move(idle_.back());
  idle_.pop_back();
  return transfer;
}

void HttpClient::Impl::release(std::unique_ptr<Transfer> transfer) {
  curl_multi_remove_handle(multi_.get(), transfer->easy.get());
  static_cast<Exchange&>(*transfer) = {};
  transfer->error[0] = '\0';
  idle_.push_back(std::move(transfer));
}

void HttpClient::Impl::start(std::uint64_t id, const HttpRequest& request, HttpReceiver& receiver) {
  auto transfer = idle_transfer();
  transfer->id = id;
  transfer->receiver = &receiver;
  for (const std::string& header : request.headers) {
    curl_slist* const longer = curl_slist_append(transfer->headers.get(), header.c_str());
    if (longer == nullptr) throw std::bad_alloc();
    static_cast<void>(transfer->headers.release());  // appending keeps the first node, so `longer` owns it
    transfer->headers.reset(longer);
  }
  set(*transfer, CURLOPT_URL, request.url.c_str());
  set(*transfer, CURLOPT_HTTPHEADER, transfer->headers.get());
  set(*transfer, CURLOPT_ACCEPT_ENCODING, request.plain ? "identity" : "");  // "": all that this libcurl decodes
  CURL* const easy = transfer->easy.get();
  if (const CURLMcode code = curl_multi_add_handle(multi_.get(), easy); code != CURLM_OK) {
    throw std::runtime_error(curl_multi_strerror(code));
  }
  transfers_.emplace(easy, std::move(transfer));
}

void HttpClient::Impl::perform() {
  int running = 0;
  if (const CURLMcode code = curl_multi_perform(multi_.get(), &running); code != CURLM_OK) {
    throw std::runtime_error(curl_multi_strerror(code));
  }
}

void HttpClient::Impl::collect(std::vector<HttpOutcome>& outcomes) {
  int left = 0;
  while (const CURLMsg* message = curl_multi_info_read(multi_.get(), &left)) {
    if (message->msg != CURLMSG_DONE) continue;
    auto transfer = std::move(transfers_.extract(message->easy_handle).mapped());
    const CURLcode code = message->data.result;
    outcomes.push_back({transfer->id, end_of(code, *transfer), detail_of(code, *transfer)});
    release(std::move(transfer));  // `message` is gone after this
  }
}

// libcurl's own low-speed limit counts in whole seconds, over an average of the last five.
void HttpClient::Impl::collect_stalled(std::vector<HttpOutcome>& outcomes) {
  const Clock::time_point limit = Clock::now() - settings_.stall_timeout;
  for (auto at = transfers_.begin(); at != transfers_.end();) {
    const Transfer& transfer = *at->second;
    if (!transfer.last_byte || *transfer.last_byte > limit) {
      ++at;
      continue;
    }
    outcomes.push_back(
        {transfer.id, HttpEnd::kTimedOut, "no byte for " + std::to_string(settings_.stall_timeout.count()) + " ms"});
    release(std::move(at->second));
    at = transfers_.erase(at);
  }
}

std::vector<HttpOutcome> HttpClient::Impl::wait(std::chrono::milliseconds longest) {
  std::vector<HttpOutcome> outcomes;
  const Clock::time_point until = Clock::now() + longest;
  for (;;) {
    perform();
    collect(outcomes);
    collect_stalled(outcomes);
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(until - Clock::now());
    if (woken_.exchange(false) || !outcomes.empty() || left.count() <= 0) return outcomes;
    curl_multi_poll(multi_.get(), nullptr, 0, static_cast<int>(std::min(left, kStallCheck).count()), nullptr);
  }
}

HttpClient::HttpClient(const HttpSettings& settings) : impl_(std::make_unique<Impl>(settings)) {}
HttpClient::~HttpClient() = default;
void HttpClient::start(std::uint64_t id, const HttpRequest& request, HttpReceiver& receiver) {
  impl_->start(id, request, receiver);
}
std::vector<HttpOutcome> HttpClient::wait(std::chrono::milliseconds longest) { return impl_->wait(longest); }
void HttpClient::wake() { impl_->wake(); }

// url.h

namespace {

using Parts = std::unique_ptr<CURLU, Cleanup>;

constexpr unsigned int kUrlFlags = CURLU_NON_SUPPORT_SCHEME | CURLU_URLENCODE | CURLU_ALLOW_SPACE | CURLU_DISALLOW_USER;

std::string part(const Parts& parts, CURLUPart which, unsigned int flags = 0) {
  char* text = nullptr;
  if (curl_url_get(parts.get(), which, &text, flags) != CURLUE_OK) return {};
  const std::unique_ptr<char, Cleanup> owner(text);
  return text;
}

bool set_url(const Parts& parts, std::string_view text) {
  if (text.find('\0') != std::string_view::npos) return false;  // libcurl would stop there
  return curl_url_set(parts.get(), CURLUPART_URL, std::string(text).c_str(), kUrlFlags) == CURLUE_OK;
}

std::optional<Url> read_parts(const Parts& parts) {
  curl_url_set(parts.get(), CURLUPART_FRAGMENT, nullptr, 0);
  Url url;
  url.text = part(parts, CURLUPART_URL);
  url.scheme = lower(part(parts, CURLUPART_SCHEME));
  url.host = lower(part(parts, CURLUPART_HOST));
  url.port = part(parts, CURLUPART_PORT, CURLU_DEFAULT_PORT);
  url.path = part(parts, CURLUPART_PATH);
  if (const std::string query = part(parts, CURLUPART_QUERY); !query.empty()) url.path += "?" + query;
  if (url.scheme == "file") url.file = part(parts, CURLUPART_PATH, CURLU_URLDECODE);
  if (url.text.empty() || (url.is_http() && url.host.empty())) return std::nullopt;
  return url;
}

}  // namespace

std::optional<Url> parse_url(std::string_view text) {
  const Parts parts(curl_url());
  if (!parts || !set_url(parts, text)) return std::nullopt;
  return read_parts(parts);
}

std::optional<Url> resolve_url(const Url& base, std::string_view reference) {
  const Parts parts(curl_url());
  if (!parts || !set_url(parts, base.text) || !set_url(parts, reference)) return std::nullopt;
  return read_parts(parts);
}

}  // namespace troika::fetch
