#!/usr/bin/env bash
# Installs the Debian 12 packages that Troika needs, and nothing where all of them are there.
#
#   scripts/setup.sh            to build and run the program
#   scripts/setup.sh --tests    also to build and run the tests; and axe-core of npm, into ~/.cache/troika
#   scripts/setup.sh --style    also clang-format, which .ci/run checks the sources with
#
# Needs neither network nor root when nothing is missing; else root, or sudo.
set -euo pipefail

# package | why
build_packages='
cmake                  | the build, 3.25 or later
ninja-build            | runs it
g++                    | the compiler: C++20, GCC 12
pkg-config             | finds Poppler and RE2
ccache                 | makes the next build a short one
libpoppler-private-dev | PDF: words with their boxes and fonts, which the public interface does not give
libdeflate-dev         | inflates the pages of a PDF
libre2-dev             | the patterns of the rule sets
libicu-dev             | Unicode: normal forms and case
libtomlplusplus-dev    | rule sets and vocabularies are TOML
libtbb-dev             | documents in parallel
libexpected-dev        | tl::expected: a result or a failure
libssl-dev             | SHA-256
rapidjson-dev          | JSON
libcurl4-openssl-dev   | fetches documents
ca-certificates        | whom to trust when documents are fetched by https
libsqlite3-dev         | the store of what was fetched and read
libpq-dev              | loads records into PostgreSQL
libxml2-dev            | web pages, and the text of Word documents
libzip-dev             | Word documents are ZIP archives
libcereal-dev          | messages between the program and its worker processes
libspdlog-dev          | messages to people
libfmt-dev             | which spdlog formats with
libcli11-dev           | the command line
python3                | shows the records of the quick start
'
test_packages='
libgtest-dev           | the unit tests
libgmock-dev           | their matchers
python3-jsonschema     | holds the output against its schemas
qpdf                   | makes an encrypted PDF to be refused
python3-reportlab      | typesets the sample reports
fonts-liberation       | in this font
zlib1g-dev             | gzip in the test server
nginx-light            | the server that documents are fetched from
openssl                | its certificates
curl                   | what downloading is measured beside
wget2                  | likewise
postgresql             | the database that records are loaded into
chromium               | the browser that pages are tested in, and drawn with for the documents
chromium-driver        | drives it
python3-selenium       | drives that
jq                     | the commands that ADDING.md shows
valgrind               | counts instructions, so that nothing becomes slower unnoticed
'
style_packages='
clang-format-14        | the version whose layout is ours
'

say() { printf '==> %s\n' "$*"; }
fail() { printf 'setup.sh: %s\n' "$*" >&2; exit 1; }

# Checks pages for accessibility. Debian has no package of it; without npm or a network that test is skipped.
axe=axe-core@4.10.2
cache=${XDG_CACHE_HOME:-${HOME:-/root}/.cache}/troika
install_axe() {
  [[ -f $cache/node_modules/axe-core/axe.min.js ]] && return
  mkdir -p "$cache"
  command -v npm > /dev/null &&
    npm install --silent --no-save --no-audit --no-fund --prefix "$cache" "$axe" > /dev/null 2>&1 < /dev/null ||
    say "npm could not install $axe: whether pages are accessible will not be tested."
}

wanted=$build_packages
for option in "$@"; do
  case $option in
    --tests) wanted+=$test_packages && install_axe ;;
    --style) wanted+=$style_packages ;;
    *) printf 'usage: scripts/setup.sh [--tests] [--style]\n' >&2; exit 2 ;;
  esac
done
read -ra wanted <<< "$(awk -F'|' 'NF > 1 { print $1 }' <<< "$wanted" | tr '\n' ' ')"

installed() { [[ $(dpkg-query -W -f '${db:Status-Status}' "$1" 2> /dev/null) == installed ]]; }

command -v dpkg-query > /dev/null ||
  fail "this is no Debian system; install the like of these Debian 12 packages: ${wanted[*]}"

missing=()
for package in "${wanted[@]}"; do
  installed "$package" || missing+=("$package")
done
[[ ${#missing[@]} -gt 0 ]] || exit 0

# Another release may have another Poppler, whose private interface differs from version to version.
# shellcheck source=/dev/null
release=$(. /etc/os-release && printf '%s' "${VERSION_CODENAME:-}")
[[ $release == bookworm ]] || say "This is not Debian 12 (bookworm), for which Troika is made; it may not build."

as_root=()
if [[ $EUID -ne 0 ]]; then
  command -v sudo > /dev/null || fail "run it as root, or install sudo; missing: ${missing[*]}"
  as_root=(sudo)
fi

log=$(mktemp)
trap 'rm -f "$log"' EXIT
# Waits for a lock, which a new machine's first automatic update may hold.
apt() {
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
    apt-get -qq -o DPkg::Lock::Timeout=300 -o Acquire::Retries=3 -o Dpkg::Use-Pty=0 "$@" < /dev/null >> "$log" 2>&1
}

say "Installing Debian packages:"
printf '%s\n' "${missing[*]}" | fold -s -w 74 | sed 's/^/      /'
# A repository that does not answer may be one that nothing is needed from: whether it was, install will tell.
apt update || say "apt-get update reported errors; going on."
if ! apt install --yes --no-install-recommends "${missing[@]}"; then
  tail -n 20 "$log" >&2
  fail "apt-get could not install the packages; its last messages are above"
fi
