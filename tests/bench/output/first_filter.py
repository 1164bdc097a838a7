#!/usr/bin/python3
"""How long the table of a large site takes, by the browser's own clock.

  first_filter.py --troika PROGRAM [--records N] [--rounds N]

Makes N records (50,000 if not given) of words in the proportions of reports, a site of them, and opens its table anew in
each round. Prints for each step the median and the longest of all rounds, in milliseconds from the event to the next
frame that is drawn. Skipped (77) where there is no browser.
"""
import argparse
import json
import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

TESTS = Path(__file__).resolve().parents[2]
sys.dont_write_bytecode = True
sys.path.insert(0, str(TESTS / "support"))
from browser import Browser, why_not  # noqa: E402

SAMPLE = TESTS / "golden/upr-2014/recommendations.jsonl"
WORDS = 28  # of a recommendation, on average

# Each as a person would do it, one after the other.
STEPS = {
    "first search (ferries)": ("q", "ferries"),
    "search further (ferries island)": ("q", "ferries island"),
    "search cleared": ("q", ""),
    "State chosen": ("by", "HUN"),
    "response chosen": ("response", "noted"),
}
MEASURE = """
    const [field, value, done] = arguments;
    const input = document.getElementById(field), begun = performance.now();
    input.value = value;
    input.dispatchEvent(new Event("input", {bubbles: true}));
    requestAnimationFrame(() => setTimeout(() => done(performance.now() - begun)));"""
SORT = """
    const done = arguments[0], begun = performance.now();
    document.querySelector("[data-sort=text]").click();
    requestAnimationFrame(() => setTimeout(() => done(performance.now() - begun)));"""


def make_records(folder, count):
    """Lines like those of the sample, with texts of its words and numbers, symbols and States that vary."""
    chance = random.Random(4)
    samples = [json.loads(line) for line in SAMPLE.read_text(encoding="utf-8").splitlines()]
    words = [word for sample in samples for word in sample["text"].split()]
    states = [state for sample in samples for state in sample["recommending_states"]]
    with open(folder / "recommendations.jsonl", "w", encoding="utf-8") as stream:
        for i in range(count):
            record = json.loads(json.dumps(samples[i % len(samples)]))
            document, place = divmod(i, 200)
            symbol = f"A/HRC/{10 + document // 20}/{100 + document}"
            record["id"], record["document"]["symbol"] = f"{symbol}#104.{place}", symbol
            record["number"], record["item"] = f"104.{place}", str(place)
            record["review"]["state_under_review"] = chance.choice(states)["iso3"]
            record["review"]["cycle"] = 1 + document % 4
            record["text"] = " ".join(chance.choices(words, k=chance.randint(WORDS // 2, WORDS * 3 // 2)))
            record["recommending_states"] = [chance.choice(states)]
            stream.write(json.dumps(record, ensure_ascii=False, separators=(",", ":")) + "\n")
    (folder / "reviews.jsonl").touch()


def measure(site, rounds):
    times = {}
    for _ in range(rounds):
        with Browser() as browser:
            browser.open(site / "table.html")
            browser.wait("return document.querySelector('#rows tr[data-place]') !== null")
            times.setdefault("page opened", []).append(browser.run(
                "return performance.getEntriesByType('navigation')[0].loadEventEnd"))
            for name, (field, value) in STEPS.items():
                times.setdefault(name, []).append(browser.driver.execute_async_script(MEASURE, field, value))
            times.setdefault("sorted by text", []).append(browser.driver.execute_async_script(SORT))
    return times


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--troika", required=True)
    parser.add_argument("--records", type=int, default=50_000)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    if reason := why_not():
        print(f"skipped: {reason}")
        return 77
    with tempfile.TemporaryDirectory(prefix="troika-bench-") as name:
        folder = Path(name)
        make_records(folder, options.records)
        begun = time.monotonic()
        subprocess.run([options.troika, "report", "--from", folder, "-o", folder / "site"], check=True, capture_output=True)
        print(f"{options.records:,} records, site made in {time.monotonic() - begun:.1f} s, "
              f"rows.js {(folder / 'site/data/rows.js').stat().st_size / 1e6:.1f} MB")
        for step, taken in measure(folder / "site", options.rounds).items():
            print(f"{step:34}{statistics.median(taken):8.0f} ms{max(taken):8.0f} ms")
    return 0


if __name__ == "__main__":
    sys.exit(main())
