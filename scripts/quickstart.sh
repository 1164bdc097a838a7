#!/usr/bin/env bash
# The first command: installs what is needed, builds Troika, and reads the sample reports with it.
#
#   scripts/quickstart.sh
set -euo pipefail
cd "$(dirname "$0")/.."

build=build/release
records=$build/records

say() { printf '==> %s\n' "$*"; }

scripts/setup.sh

say "Building $build/pipeline/troika (some five minutes, the first time)"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
quietly() {
  "$@" > "$log" 2>&1 && return
  cat "$log" >&2
  printf 'quickstart.sh: this failed: %s\n' "$*" >&2
  exit 1
}
# Without link-time optimization: it makes the link a long one, on one processor, and reading hardly faster.
quietly cmake --preset release -DCMAKE_INTERPROCEDURAL_OPTIMIZATION=OFF
if [[ -t 1 ]]; then
  NINJA_STATUS='    [%f/%t] ' cmake --build --preset release --target troika  # ninja rewrites one line
else
  quietly cmake --build --preset release --target troika
fi

say "troika extract -o $records tests/golden/*/document.pdf"
"$build/pipeline/troika" extract -o "$records" tests/golden/*/document.pdf
printf '\n'
scripts/show_records.py "$records" 'A/HRC/26/903#104.8'
cat << END

The records are in $records/recommendations.jsonl, one per line.
Beside it:
  documents.jsonl   what became of each file: a line per file
  positions.jsonl   each statement of a State under review on a recommendation
  failures.jsonl    what could not be read, and why
  runs.jsonl        the run itself

Next:
  $build/pipeline/troika extract YOUR.pdf > records.jsonl
  $build/pipeline/troika report --from $records -o $build/site    pages to read and search: $build/site/index.html
  $build/pipeline/troika explain tests/golden/upr-2014/document.pdf 104.8
  scripts/test.sh   builds and runs all tests
  README.md         what the fields mean
END
