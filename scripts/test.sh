#!/usr/bin/env bash
# The second command: installs what is needed, builds everything with warnings as errors, and runs all tests.
#
#   scripts/test.sh                all tests
#   scripts/test.sh --sanitize     once more with the address and undefined-behaviour sanitizers
#   scripts/test.sh --style        also checks the layout of the sources with clang-format
#
# Tests on real reports use an optional folder of test documents where it is found (TROIKA_TEST_DOCUMENTS, else
# ../shared), and are skipped, saying so, where it is not: tests/accuracy/accuracy.py tells what it holds.
#
# The last line counts all that was tested, as ctest does. Exit status: 0 when all of it passed.
set -uo pipefail
cd "$(dirname "$0")/.." || exit

say() { printf '==> %s\n' "$*"; }

presets=(dev)
style=false
for option in "$@"; do
  case $option in
    --sanitize) presets+=(asan) ;;
    --style) style=true ;;
    *) printf 'usage: scripts/test.sh [--sanitize] [--style]\n' >&2; exit 2 ;;
  esac
done

tests=0
failed=()

# One more test with the exit status $2.
count() {
  tests=$((tests + 1))
  [[ $2 -eq 0 ]] || failed+=("$1")
}

check_style() {
  find . \( -path ./build -o -name '.?*' \) -prune -o -name '*.[hc]' -print0 -o -name '*.cc' -print0 |
    sort -z | xargs -0 clang-format-14 --dry-run -Werror
}

# Configures, builds and runs the tests of a preset; counts what ctest has counted.
run_preset() {
  local log summary status
  log=$(mktemp)
  cmake --workflow --preset "$1" < /dev/null 2>&1 | tee "$log"
  status=$?
  # "99% tests passed, 1 tests failed out of 250"
  summary=$(sed -n 's/^[0-9]*% tests passed, \([0-9]*\) tests failed out of \([0-9]*\)$/\1 \2/p' "$log" | tail -n 1)
  rm -f "$log"
  if [[ $summary == *' 0' ]] || [[ -z $summary ]]; then
    count "$1: not configured, not built, or no tests in it" 1
    return
  fi
  tests=$((tests + ${summary#* }))
  for ((i = 0; i < ${summary% *}; ++i)); do failed+=("$1: see above"); done
  [[ $status -eq 0 || ${summary% *} -gt 0 ]] || count "$1: ended with status $status" 1
}

scripts/setup.sh --tests || exit

if $style && ! scripts/setup.sh --style; then
  say "clang-format cannot be installed: the layout of the sources is not checked"
elif $style; then
  say "The layout of the sources"
  check_style
  count "clang-format" $?
fi

for preset in "${presets[@]}"; do
  say "cmake --workflow --preset $preset"
  run_preset "$preset"
done

accuracy=build/dev/tests/accuracy/figures.txt
[[ -s $accuracy ]] && say "Accuracy on the test documents" && cat "$accuracy"

printf '\n'
[[ ${#failed[@]} -eq 0 ]] || printf '%s\n' "${failed[@]}" | sort | uniq -c | sed 's/^ *\([0-9]*\) /\1 failed in /'
passed=$((tests - ${#failed[@]}))
printf '%d%% tests passed, %d tests failed out of %d\n' $((100 * passed / tests)) ${#failed[@]} "$tests"
[[ ${#failed[@]} -eq 0 ]]
