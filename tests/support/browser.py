"""A Chromium without a window, driven by Selenium (Debian: chromium-driver, python3-selenium).

  with Browser() as browser:
      browser.open("/path/to/index.html")

No other host can be reached: what a page asks for outside the file system fails, and is in `requests`.
"""
import base64
import json
import os
import shutil
import tempfile
import time
from pathlib import Path


def why_not():
    """Why there is no browser, or None."""
    try:
        import selenium  # noqa: F401
    except ImportError:
        return "python3-selenium is not installed (scripts/setup.sh --tests)"
    missing = [name for name in ("chromium", "chromedriver") if not shutil.which(name)]
    return f"{missing[0]} is not installed (scripts/setup.sh --tests)" if missing else None


def axe_source():
    """The script of axe-core, which scripts/setup.sh --tests puts into the cache folder; None where it is absent."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    script = cache / "troika/node_modules/axe-core/axe.min.js"
    return script.read_text(encoding="utf-8") if script.is_file() else None


class Browser:
    def __init__(self, width=1280, height=900, dark=False, touch=False):
        from selenium import webdriver
        from selenium.webdriver.chrome.options import Options
        from selenium.webdriver.chrome.service import Service

        self.profile = tempfile.TemporaryDirectory(prefix="troika-browser-", ignore_cleanup_errors=True)
        options = Options()
        options.binary_location = shutil.which("chromium")
        for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
                         "--hide-scrollbars", "--force-device-scale-factor=1", "--font-render-hinting=none",
                         "--disable-background-networking", "--disable-ipc-flooding-protection", "--host-resolver-rules=MAP * ~NOTFOUND",
                         f"--user-data-dir={self.profile.name}", f"--window-size={width},{height}"):
            options.add_argument(argument)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
        self.driver = webdriver.Chrome(service=Service(shutil.which("chromedriver")), options=options)
        # On a machine that does ten other things, too.
        self.driver.set_page_load_timeout(180)
        self.driver.set_script_timeout(180)
        self.driver.get("about:blank")
        self.driver.get_log("performance")  # of the browser's own first page
        self.cdp("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=touch)
        if dark:
            self.cdp("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": "dark"}])

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.driver.quit()
        self.profile.cleanup()

    def cdp(self, command, **arguments):
        return self.driver.execute_cdp_cmd(command, arguments)

    def open(self, path, fragment=""):
        # A change of the fragment alone would not load the page again.
        self.driver.get("about:blank")
        self.driver.get(Path(path).resolve().as_uri() + (f"#{fragment}" if fragment else ""))

    def run(self, script, *arguments):
        return self.driver.execute_script(script, *arguments)

    def wait(self, script, *arguments, seconds=60):
        """Until `script` gives something true; what it gave."""
        end = time.monotonic() + seconds
        while not (found := self.run(script, *arguments)):
            if time.monotonic() > end:
                raise TimeoutError(script)
            time.sleep(0.02)
        return found

    def press(self, *keys):
        from selenium.webdriver import ActionChains
        ActionChains(self.driver).send_keys(*keys).perform()

    def complaints(self):
        """What the console has said since it was last asked: errors and warnings."""
        return [entry["message"] for entry in self.driver.get_log("browser") if entry["level"] in ("SEVERE", "WARNING")]

    def requests(self):
        """Addresses asked for since it was last asked, without those of files and of data in the page itself."""
        events = [json.loads(entry["message"])["message"] for entry in self.driver.get_log("performance")]
        urls = [event["params"]["request"]["url"] for event in events if event["method"] == "Network.requestWillBeSent"]
        return [url for url in urls if not url.startswith(("file:", "data:", "about:", "blob:"))]

    def serious_findings(self, axe):
        """Of axe-core on the page that is open: "rule: element" of what is serious or critical."""
        self.run(axe)
        found = self.driver.execute_async_script(
            "const done = arguments[0]; axe.run({resultTypes: ['violations']}).then(result => done(result.violations), error => done([{id: String(error), "
            "impact: 'critical', nodes: []}]))")
        return [f"{one['id']}: {one['nodes'][0]['html'][:200] if one['nodes'] else ''}" for one in found
                if one["impact"] in ("serious", "critical")]

    def picture(self, path, whole=False):
        shot = self.cdp("Page.captureScreenshot", format="png", captureBeyondViewport=whole)
        Path(path).write_bytes(base64.b64decode(shot["data"]))

    def pdf(self, path):
        printed = self.cdp("Page.printToPDF", preferCSSPageSize=True, paperWidth=8.27, paperHeight=11.69)
        Path(path).write_bytes(base64.b64decode(printed["data"]))
