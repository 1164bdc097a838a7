"""includes.py finds every kind of forbidden include, names its place, and leaves what is allowed alone."""
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import includes  # beside this file

# A tree with nothing wrong in it.
GOOD = {
    "config/rule_file.h": "#include <string>\n#include <tl/expected.hpp>\n",
    "config/rule_file.cc": '#include "config/rule_file.h"\n#include <toml++/toml.h>\n',
    "fetch/failure.h": "#include <tl/expected.hpp>\n#include <sys/stat.h>\n",
    "fetch/sha256.cc": "#include <openssl/evp.h>\n#include <unistd.h>\n",
    "fetch/downloader.cc": "#include <curl/curl.h>\n#include <curl/multi.h>\n#include <spdlog/spdlog.h>\n",
    "extract/text.h": '#include <vector>\n#include "fetch/failure.h"\n',
    "extract/pdf/pdf.h": '#include "extract/text.h"\n',
    "extract/pdf/poppler.h": "#include <PDFDoc.h>\n",
    "extract/pdf/poppler.cc": '#include "extract/pdf/poppler.h"\n#include <goo/GooString.h>\n',
    "extract/html/html.cc": "#include <libxml/parser.h>\n",
    "extract/docx/docx.cc": "#include <libxml/parser.h>\n#include <zip.h>\n",
    "extract/rules/rules.h": '#include "config/rule_file.h"\n#include "extract/text.h"\n',
    "extract/rules/rules.cc": '#include "extract/rules/rules.h"\n#include <re2/re2.h>\n',
    "normalize/record.h": '#include "extract/text.h"\n',
    "normalize/record.cc": "#include <unicode/normalizer2.h>\n#include <re2/re2.h>\n",
    "output/json_lines.h": '#include "normalize/record.h"\n',
    "output/json_writer.h": "#include <rapidjson/writer.h>\n",
    "output/json_lines.cc": '#include "output/json_lines.h"\n#include "output/json_writer.h"\n',
    "output/store/sqlite.cc": '#include <sqlite3.h>\n#include "fetch/failure.h"\n',
    "pipeline/runner.h": "#include <string>\n",
    "pipeline/runner.cc": '#include "extract/pdf/pdf.h"\n#include "output/json_lines.h"\n#include <tbb/parallel_pipeline.h>\n',
    "pipeline/wire.cc": "#include <cereal/archives/binary.hpp>\n",
    "pipeline/ingest/ingest.h": '#include "pipeline/runner.h"\n',
    "pipeline/commands/command_line.h": '#include "pipeline/ingest/ingest.h"\n',
    "pipeline/commands/command_line.cc": "#include <CLI/CLI.hpp>\n#include <spdlog/spdlog.h>\n",
    "tests/output/json_test.cc": '#include <gtest/gtest.h>\n#include "output/json_writer.h"\n'
                                 '#include "tests/output/samples.h"\n',
    "tests/output/samples.h": '#include "normalize/record.h"\n',
    "build/generated.cc": "#include <anything/at_all.h>\n",
}

# What is added to the good tree, and what must be said of it.
BAD = [
    ("fetch/a.cc", '#include "extract/text.h"', "fetch/a.cc:1: fetch/ may not include extract/; it may include config"),
    ("config/a.h", '#include "fetch/failure.h"', "config/a.h:1: config/ may not include fetch/; it may include only itself"),
    ("normalize/a.cc", '\n#include "output/json_lines.h"',
     "normalize/a.cc:2: normalize/ may not include output/; it may include extract, fetch, config"),
    ("normalize/a.cc", '#include "extract/pdf/pdf.h"',
     "normalize/a.cc:1: normalize/ may not include extract/pdf/; it may include extract, fetch, config"),
    ("output/a.cc", '#include "pipeline/runner.h"',
     "output/a.cc:1: output/ may not include pipeline/; it may include normalize, extract, fetch, config"),
    ("extract/a.h", '#include "extract/rules/rules.h"',
     "extract/a.h:1: extract/ may not include extract/rules/; it may include fetch, config"),
    ("extract/pdf/a.cc", '#include "extract/rules/rules.h"',
     "extract/pdf/a.cc:1: extract/pdf/ may not include extract/rules/; it may include extract, fetch, config"),
    ("extract/rules/a.cc", '#include "extract/pdf/pdf.h"',
     "extract/rules/a.cc:1: extract/rules/ may not include extract/pdf/; it may include extract, fetch, config"),
    ("extract/html/a.cc", '#include "extract/pdf/pdf.h"',
     "extract/html/a.cc:1: extract/html/ may not include extract/pdf/; it may include extract, fetch, config"),
    ("pipeline/a.cc", '#include "pipeline/commands/command_line.h"',
     "pipeline/a.cc:1: pipeline/ may not include pipeline/commands/; it may include output, normalize, extract, extract/pdf, "
     "extract/html, extract/docx, extract/rules, fetch, config"),
    ("pipeline/workers/a.cc", '#include "pipeline/ingest/ingest.h"',
     "pipeline/workers/a.cc:1: pipeline/workers/ may not include pipeline/ingest/; it may include pipeline, output, normalize, "
     "extract, extract/pdf, extract/html, extract/docx, extract/rules, fetch, config"),
    ("output/a.cc", '#include "json_lines.h"',
     'output/a.cc:1: "json_lines.h" is no file of ours; paths start at the root, other libraries stand in <>'),
    ("output/a.cc", '#include "tests/output/samples.h"', "output/a.cc:1: output/ includes tests/"),
    ("output/a.cc", "#include WRITER_HEADER", "output/a.cc:1: WRITER_HEADER: name the header itself, so that it can be checked"),
    ("common/a.h", "#include <string>", "common/a.h:1: this folder has no line in the table of tests/house/includes.py"),
    ("fetch/a.cc", "#include <boost/asio.hpp>",
     "fetch/a.cc:1: <boost/asio.hpp> is of a library that the table of tests/house/includes.py does not name"),
    ("output/a.cc", "#  include <tbb/task_group.h>", "output/a.cc:1: oneTBB is named only in pipeline/*"),
    ("pipeline/second.cc", "#include <oneapi/tbb/task_group.h>",
     "pipeline/second.cc:1: oneTBB is named in one file only, and pipeline/runner.cc names it"),
    ("pipeline/commands/main.cc", "#include <CLI/CLI.hpp>", "pipeline/commands/main.cc:1: CLI11 is named only in pipeline/commands/command_line*"),
    ("pipeline/a.cc", "#include <cereal/cereal.hpp>", "pipeline/a.cc:1: cereal is named only in pipeline/wire.cc"),
    ("extract/pdf/a.cc", "#include <spdlog/spdlog.h>", "extract/pdf/a.cc:1: spdlog is named only in pipeline/*, fetch/*"),
    ("pipeline/a.cc", "#include <curl/curl.h>", "pipeline/a.cc:1: libcurl is named only in fetch/*"),
    ("fetch/second.cc", "#include <curl/curl.h>",
     "fetch/second.cc:1: libcurl is named in one file only, and fetch/downloader.cc names it"),
    ("output/a.cc", "#include <openssl/sha.h>", "output/a.cc:1: OpenSSL is named only in fetch/sha256.cc"),
    ("extract/rules/a.cc", "#include <TextOutputDev.h>", "extract/rules/a.cc:1: Poppler is named only in extract/pdf/*"),
    ("extract/html/a.cc", "#include <libdeflate.h>", "extract/html/a.cc:1: libdeflate is named only in extract/pdf/*"),
    ("extract/pdf/a.cc", "#include <libxml/tree.h>", "extract/pdf/a.cc:1: libxml2 is named only in extract/html/*, extract/docx/*"),
    ("fetch/a.cc", "#include <zip.h>", "fetch/a.cc:1: libzip is named only in extract/html/*, extract/docx/*"),
    ("extract/pdf/a.cc", "#include <re2/re2.h>", "extract/pdf/a.cc:1: RE2 is named only in extract/rules/*, normalize/*"),
    ("extract/rules/a.cc", "#include <unicode/uchar.h>", "extract/rules/a.cc:1: ICU is named only in normalize/*"),
    ("extract/rules/a.cc", "#include <toml++/toml.h>", "extract/rules/a.cc:1: toml++ is named only in config/*"),
    ("pipeline/a.cc", "#include <rapidjson/document.h>", "pipeline/a.cc:1: RapidJSON is named only in output/*"),
    ("output/zebra.cc", "#include <sqlite3.h>",
     "output/zebra.cc:1: SQLite is named in one file only, and output/store/sqlite.cc names it"),
    ("fetch/a.cc", "#include <sqlite3.h>", "fetch/a.cc:1: SQLite is named only in output/*"),
    ("pipeline/a.cc", "#include <libpq-fe.h>", "pipeline/a.cc:1: libpq is named only in output/load/postgres.cc"),
    ("normalize/record.h", "#include <re2/re2.h>",
     "normalize/record.h:1: RE2 in a header that another folder sees: output/json_lines.h includes it"),
    ("extract/pdf/pdf.h", '#include "extract/pdf/poppler.h"',
     "extract/pdf/poppler.h:1: Poppler in a header that another folder sees: pipeline/runner.cc includes it"),
]


def write_tree(root, files):
    for name, content in files.items():
        path = Path(root, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")


def breaches(files):
    with tempfile.TemporaryDirectory() as root:
        write_tree(root, files)
        return [f"{file}:{line}: {message}" for file, line, message in includes.check(Path(root))]


class IncludesTest(unittest.TestCase):
    def test_what_is_allowed(self):
        self.assertEqual(breaches(GOOD), [])

    def test_each_forbidden_include_and_no_other(self):
        for file, line, expected in BAD:
            with self.subTest(file=file, line=line):
                self.assertEqual(breaches({**GOOD, file: line + "\n"}), [expected])

    def test_every_library_of_the_table_is_refused_somewhere(self):
        refused = " ".join(expected for _, _, expected in BAD)
        for library, *_ in includes.THIRD_PARTY:
            if library not in includes.SHARED:
                self.assertIn(f": {library} is named only in ", refused)

    def test_prints_all_breaches_at_once(self):
        bad = {"fetch/a.cc": '#include "extract/text.h"\n#include <zip.h>\n', "output/a.cc": "#include <tbb/tbb.h>\n"}
        with tempfile.TemporaryDirectory() as root:
            write_tree(root, {**GOOD, **bad})
            run = subprocess.run([sys.executable, includes.__file__, root], capture_output=True, text=True)
        self.assertEqual(run.returncode, 1)
        self.assertEqual(run.stdout.splitlines(), [
            "fetch/a.cc:1: fetch/ may not include extract/; it may include config",
            "fetch/a.cc:2: libzip is named only in extract/html/*, extract/docx/*",
            "output/a.cc:1: oneTBB is named only in pipeline/*"])

    def test_an_empty_tree_is_no_success(self):
        self.assertEqual(len(breaches({})), 1)


if __name__ == "__main__":
    unittest.main()
