#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Drives the HTML report in a real browser: search, sort, zoom, layers, themes, keyboard, hostile names.

Needs Chromium and its driver (Debian: chromium-driver), and nothing but Python's own library.

usage: scripts/test-html.py DUNNAGE [--pictures FOLDER] [--measure]
    --pictures FOLDER   also write screenshots at half size, 400 and 1400 pixels wide, light and dark
    --whole             of whole pages; else of the top (light) and of the map and the tables (dark)
    --measure           also time pages of 5,000, 50,000 and 200,000 files
"""
import base64
import hashlib
import io
import json
import pathlib
import shutil
import subprocess
import sys
import tarfile
import tempfile
import time
import urllib.error
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parent.parent
HOSTILE = [
    "<script>window.hacked=1</script>", '"><img src=x onerror=window.hacked=1>', "</script><script>window.hacked=1",
    "a\u202egpj.exe", "line\nbreak", "bell\u0007", "{{7*7}}", "${window.hacked=1}", "javascript:window.hacked=1",
    "zero\u200bwidth", "日本語", "e\u0301\u0301", "&lt;b&gt;", "__proto__", "constructor",
]


class Browser:
    """The few commands of WebDriver that this needs."""

    def __init__(self, folder):
        self.log = open(f"{folder}/driver.log", "wb")
        self.driver = subprocess.Popen(["chromedriver", "--port=0"], stdout=subprocess.PIPE, stderr=self.log)
        port = None
        for line in self.driver.stdout:
            if b"successfully on port " in line:
                port = int(line.split(b"on port ")[1].split(b".")[0].split()[0])
                break
        self.base = f"http://127.0.0.1:{port}"
        arguments = ["--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", f"--user-data-dir={folder}/profile"]
        answer = self.call("POST", "/session", {"capabilities": {"alwaysMatch": {
            "browserName": "chrome", "goog:chromeOptions": {"args": arguments}, "goog:loggingPrefs": {"browser": "ALL"},
            "unhandledPromptBehavior": "ignore"}}})
        self.base += "/session/" + answer["sessionId"]

    def call(self, method, path, body=None):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.base + path, data, {"Content-Type": "application/json"}, method=method)
        try:
            with urllib.request.urlopen(request, timeout=300) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            raise RuntimeError(error.read().decode()[:600]) from None

    def run(self, script, *arguments):
        return self.call("POST", "/execute/sync", {"script": script, "args": list(arguments)})

    def devtools(self, command, **parameters):
        return self.call("POST", "/goog/cdp/execute", {"cmd": command, "params": parameters})

    def open(self, path):
        self.call("POST", "/url", {"url": pathlib.Path(path).as_uri()})

    def size(self, width, height):
        self.devtools("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)

    def theme(self, name):
        self.devtools("Emulation.setEmulatedMedia", features=[
            {"name": "prefers-color-scheme", "value": name}, {"name": "prefers-reduced-motion", "value": "reduce"}])

    def messages(self):
        return [entry["message"] for entry in self.call("POST", "/se/log", {"type": "browser"})]

    def element(self, css):
        return list(self.call("POST", "/element", {"using": "css selector", "value": css}).values())[0]

    def click(self, css):
        self.call("POST", f"/element/{self.element(css)}/click", {})

    def type(self, css, text):
        self.call("POST", f"/element/{self.element(css)}/value", {"text": text})

    def keys(self, text):
        """Pressed wherever the focus is."""
        self.call("POST", "/actions", {"actions": [{"type": "key", "id": "keys", "actions": [
            {"type": kind, "value": letter} for letter in text for kind in ("keyDown", "keyUp")]}]})

    def wait(self, script, *arguments):
        end = time.monotonic() + 20
        while time.monotonic() < end:
            value = self.run("return (" + script + ")", *arguments)
            if value:
                return value
            time.sleep(0.05)
        raise AssertionError(f"never came true: {script}")

    def close(self):
        try:
            self.call("DELETE", "")
        finally:
            self.driver.terminate()
            self.driver.wait()
            self.log.close()


def archive(path, layers, history, labels=None):
    """A docker-archive of layers, each a list of (name, size)."""
    with tarfile.open(path, "w", format=tarfile.PAX_FORMAT) as outer:
        def add(name, data):
            info = tarfile.TarInfo(name)
            info.size = len(data)
            outer.addfile(info, io.BytesIO(data))

        names, digests = [], []
        for number, files in enumerate(layers):
            buffer = io.BytesIO()
            with tarfile.open(fileobj=buffer, mode="w", format=tarfile.PAX_FORMAT) as layer:
                for name, size in files:
                    info = tarfile.TarInfo(name)
                    info.size = size
                    layer.addfile(info, io.BytesIO(b"x" * size))
            data = buffer.getvalue()
            names.append(f"layer-{number}.tar")
            digests.append("sha256:" + hashlib.sha256(data).hexdigest())
            add(names[-1], data)
        config = json.dumps({
            "architecture": "amd64", "os": "linux", "config": {"Cmd": ["/bin/true"], "Labels": labels or {}},
            "history": [{"created_by": text} for text in history], "rootfs": {"type": "layers", "diff_ids": digests}}).encode()
        add("config.json", config)
        add("manifest.json", json.dumps([{"Config": "config.json", "RepoTags": ["example/app:1"], "Layers": names}]).encode())


def page(dunnage, image, out, *arguments):
    result = subprocess.run([dunnage, "check", image, "-q", "--report", f"html={out}", *arguments],
                            capture_output=True, text=True)
    assert result.returncode in (0, 1), result.stderr
    return out


def comparison(dunnage, before, after, out):
    result = subprocess.run([dunnage, "diff", before, after, "-q", "--no-verify", "--report", f"html={out}"],
                            capture_output=True, text=True)
    assert result.returncode in (0, 1), result.stderr
    return out


passed = 0


def check(condition, what):
    global passed
    assert condition, what
    passed += 1
    print(f"  ok  {what}")


def no_complaints(browser):
    messages = [text for text in browser.messages() if "favicon" not in text]
    check(not messages, f"no error and no breach of the policy in the console {messages[:3] if messages else ''}")


def cells(browser, table, column):
    return browser.run("return [...document.querySelectorAll(arguments[0] + ' .body .row')]"
                       ".map((row) => row.children[arguments[1]].textContent)", table, column)


def test_use(browser, dunnage, folder):
    print("A badly built image")
    image = ROOT / "TestImages" / "bad.full-size.oci-archive.tar"
    path = page(dunnage, image, f"{folder}/bad.html", "--dockerfile", str(ROOT / "TestImages/recipes/bad"))
    browser.size(1400, 1000)
    browser.theme("light")
    browser.open(path)
    browser.wait("document.documentElement.dataset.ready")
    no_complaints(browser)
    check(browser.run("return document.querySelector('h1').textContent").endswith("bad:latest"), "the headline names the image")
    check(browser.run("return document.querySelector('.verdict').textContent").startswith("FAIL"), "the verdict stands there")

    count = browser.run("return document.querySelector('.files .count').textContent")
    sizes = browser.run("return document.querySelector('.files .body .row').children[0].textContent")
    check(sizes == "45.0 MB", "files come largest first")
    browser.type(".files input[type=search]", "typescript")
    browser.wait("document.querySelector('.files .count').textContent !== arguments[0]", count)
    found = cells(browser, ".files", 1)
    check(found and all("typescript" in name for name in found), f"searching files leaves {len(found)} that fit")
    browser.click(".files .head > div:nth-child(2) button")
    names = cells(browser, ".files", 1)
    check(names == sorted(names), "files sort by path")
    browser.click(".files .head > div:nth-child(2) button")
    check(cells(browser, ".files", 1) == sorted(names, reverse=True), "and the other way round")
    check(browser.run("return document.querySelector('.files .head > div:nth-child(2)').getAttribute('aria-sort')")
          == "descending", "the order is said to screen readers")

    browser.type(".findings input[type=search]", "private key")
    browser.wait("document.querySelector('.findings .count').textContent.includes(' of ')")
    check(len(cells(browser, ".findings", 2)) >= 2, "searching findings")
    browser.run("document.querySelector('.findings .body .row').focus()")
    browser.type(".findings .body .row", "\ue007")
    check("what to do" in browser.run("return document.querySelector('.findings .detail').textContent"),
          "Enter opens a finding")

    def crumbs():
        return browser.run("return document.querySelector('.crumbs').textContent")

    check(crumbs() == "/", "the map begins at the root")
    browser.click(".children li:first-child button")
    check(crumbs() == "/usr", "the list beside the map zooms")
    box = browser.run("const box = document.querySelector('.map').getBoundingClientRect();"
                      "window.scrollBy(0, box.top - 100);"
                      "return [box.left + 40, 140]")
    browser.call("POST", "/actions", {"actions": [{"type": "pointer", "id": "mouse", "parameters": {"pointerType": "mouse"}, "actions": [
        {"type": "pointerMove", "x": int(box[0]), "y": int(box[1])}, {"type": "pointerDown", "button": 0}, {"type": "pointerUp", "button": 0}]}]})
    check(crumbs().startswith("/usr") and len(crumbs()) > 4, f"a click on the map zooms: {crumbs()}")
    check(browser.run("return document.getElementById('announcer').textContent").startswith("Showing /usr/"), "and is announced")
    browser.run("document.querySelector('.map').focus()")
    browser.type(".map", "\ue00c")
    check(crumbs() == "/usr", "Escape goes back up")
    pixels = "return document.querySelector('.map').toDataURL().length"
    before = browser.run(pixels)
    browser.run("const select = document.querySelector('.treemap select'); select.value = 'state'; select.dispatchEvent(new Event('change'))")
    check(browser.run(pixels) != before, "another colouring draws another map")
    check("overwritten or deleted" in browser.run("return document.querySelector('.treemap .legend').textContent"), "with its legend")

    browser.click("tr[data-layer='6'] button")
    text = browser.run("return document.querySelector('.layer').textContent")
    check("Added, hidden later" in text and "Overwrote in lower layers: " in text, "a layer shows what it added and hid")
    browser.click(".layer p button")
    check(set(cells(browser, ".files", 2)) == {"6"}, "and its files in the table")
    ground = "return getComputedStyle(document.body).backgroundColor"
    light = browser.run(ground)
    browser.click("#theme")
    check(browser.run(ground) != light, "the theme changes")
    browser.run("localStorage.clear()")
    unnamed = browser.run("return [...document.querySelectorAll('button, input, select, canvas, [role=table]')].filter((node) =>"
                          "!(node.textContent.trim() || node.getAttribute('aria-label') || node.closest('label'))).length")
    check(unnamed == 0, "every control has a name")
    no_complaints(browser)


def test_print(browser, dunnage, folder):
    print("On paper")
    browser.devtools("Emulation.setEmulatedMedia", media="print")
    browser.open(f"{folder}/bad.html")
    browser.wait("document.documentElement.dataset.ready")
    browser.wait("document.querySelectorAll('.files .body .row').length === 60")
    check(True, "tables print their first rows, whatever they hold")
    overlap = browser.run(
        "const parts = [...document.querySelectorAll('.image > *')].map((part) => part.getBoundingClientRect()).filter((box) => box.height);"
        "return parts.filter((box, index) => index && box.top < parts[index - 1].bottom - 1).length")
    check(overlap == 0, "nothing lies over anything else")
    check(browser.run("return getComputedStyle(document.querySelector('.controls')).display") == "none", "controls are left out")
    browser.devtools("Emulation.setEmulatedMedia", media="")


def test_comparison(browser, dunnage, folder):
    print("A comparison")
    pair = [str(ROOT / "TestImages" / "diff" / f"{name}.oci-archive.tar") for name in ("before", "after")]
    path = comparison(dunnage, *pair, f"{folder}/diff.html")
    browser.size(1400, 1000)
    browser.theme("light")
    browser.open(path)
    browser.wait("document.documentElement.dataset.ready")
    no_complaints(browser)
    check(browser.run("return document.querySelector('.verdict').textContent").startswith("FAIL"), "the verdict stands there")
    crumbs = "return document.querySelector('.crumbs').textContent"
    first = "return document.querySelector('.children li').textContent"
    check(browser.run(first).startswith("app/+"), f"the map begins with what changed most: {browser.run(first)}")
    browser.click(".children li:first-child button")
    check(browser.run(crumbs) == "/app", "and zooms")
    check(browser.run("return document.getElementById('announcer').textContent").startswith("Showing /app, +"), "which is announced")
    legend = "return document.querySelector('.treemap .legend').textContent"
    check("added" in browser.run(legend) and "the same" not in browser.run(legend), "its legend tells growth")
    pixels = "return document.querySelector('.map').toDataURL().length"
    before = browser.run(pixels)
    browser.run("const select = document.querySelector('.treemap select'); select.value = 'after'; select.dispatchEvent(new Event('change'))")
    check(browser.run(pixels) != before and "the same" in browser.run(legend), "the image after is another map, with what stayed")
    sizes = cells(browser, ".files", 0)
    check(sizes and sizes[0] == "+120.0 MB", f"the largest change stands first: {sizes[:2]}")
    browser.type(".files input[type=search]", "main.")
    browser.wait("document.querySelectorAll('.files .body .row').length === 1")
    check("from /app/" in cells(browser, ".files", 2)[0], "a bundle under a new hash says what it was")
    unnamed = browser.run("return [...document.querySelectorAll('button, input, select, canvas, [role=table]')].filter((node) =>"
                          "!(node.textContent.trim() || node.getAttribute('aria-label') || node.closest('label'))).length")
    check(unnamed == 0, "every control has a name")
    no_complaints(browser)

    images = []
    for number, more in enumerate([[], [(f"d{n}/{name.replace('/', '_')}", 2_000 + n) for n, name in enumerate(HOSTILE)]]):
        images.append(f"{folder}/pair-{number}.tar")
        archive(images[-1], [[("keep", 1)] + more], ["COPY " + HOSTILE[2]])
    browser.open(comparison(dunnage, *images, f"{folder}/diff-hostile.html"))
    browser.wait("document.documentElement.dataset.ready")
    check(browser.run("return window.hacked === undefined && document.scripts.length") == 2, "hostile names stay names")
    names = cells(browser, ".files", 1)
    check(any("<script>" in name for name in names) and not any("\u202e" in name for name in names), "and are shown")
    browser.open(comparison(dunnage, images[1], images[1], f"{folder}/diff-same.html"))
    browser.wait("document.documentElement.dataset.ready")
    check("no change" in browser.run("return document.querySelector('.verdict').textContent"), "an image beside itself")
    check("image after" in browser.run("return document.querySelector('.treemap select').selectedOptions[0].textContent"),
          "shows the image, for want of a change")
    no_complaints(browser)


def test_screen_reader(browser, dunnage, folder):
    """What Chromium tells assistive technology, not what the page's attributes hope for."""
    print("Through the accessibility tree")
    for path in [f"{folder}/bad.html", f"{folder}/diff.html"]:
        browser.open(path)
        browser.wait("document.documentElement.dataset.ready")
        nodes = [node for node in browser.devtools("Accessibility.getFullAXTree")["nodes"] if not node.get("ignored")]

        def of(role):
            return [node.get("name", {}).get("value", "") for node in nodes if node["role"]["value"] == role]

        name = pathlib.Path(path).name
        check(len(of("main")) == 1 and len(of("banner")) <= 1 and len(of("contentinfo")) == 1, f"{name}: one main part")
        check(of("status") and of("heading") and all(of("heading")), f"{name}: verdict and {len(of('heading'))} headings have their words")
        check(any(text.startswith("Map of /") for text in of("image") + of("img")), f"{name}: the map says what it shows")
        tables = of("table")
        check(any("iles" in text for text in tables), f"{name}: tables have names: {[text for text in tables if text]}")
        check(len(of("columnheader")) >= 6 and of("row") and of("cell"), f"{name}: rows, cells and column headers")
        for role in ["button", "searchbox", "combobox", "checkbox", "link"]:
            check(all(of(role)), f"{name}: {len(of(role))} of role {role}, all named")


def test_keyboard(browser, dunnage, folder):
    print("By keyboard alone")
    browser.open(f"{folder}/bad.html")
    browser.wait("document.documentElement.dataset.ready")
    seen = []
    for _ in range(60):
        browser.keys("\ue004")
        seen.append(browser.run("const at = document.activeElement; return at.className + ' ' + (at.id || at.type || at.tagName)"))
        if "map" in seen[-1].split():
            break
    check(seen[0].startswith("skip"), "the first stop skips to the report")
    check("map" in seen[-1].split(), f"the map is {len(seen)} stops away")
    outline = browser.run("return getComputedStyle(document.activeElement).outlineStyle")
    check(outline == "solid", "what has the focus shows it")
    browser.open(f"{folder}/bad.html")
    browser.wait("document.documentElement.dataset.ready")
    browser.run("document.querySelector('.children button').focus()")
    browser.keys("\ue007")
    check(browser.run("return document.querySelector('.crumbs').textContent") == "/usr", "Enter zooms")


def test_hostile(browser, dunnage, folder):
    print("Hostile names")
    image = f"{folder}/hostile.tar"
    layers = [[(f"d{n}/{name.replace('/', '_')}", 100 + n) for n, name in enumerate(HOSTILE)], [("d0/.wh..wh..opq", 0)]]
    archive(image, layers, HOSTILE[:1] + ["RUN " + HOSTILE[2]], {name: name for name in HOSTILE})
    path = page(dunnage, image, f"{folder}/hostile.html")
    browser.open(path)
    browser.wait("document.documentElement.dataset.ready")
    check(browser.run("return window.hacked === undefined"), "nothing ran")
    check(browser.run("return document.scripts.length") == 2, "no script but the page's own")
    check(browser.run("return document.querySelectorAll('img, iframe, object, embed, link').length") == 0, "no foreign element")
    names = cells(browser, ".files", 1)
    check(any("<script>" in name for name in names), "names are text")
    check(any("\\u{202e}gpj" in name for name in names) and not any("\u202e" in name for name in names),
          "what turns the reading direction is shown by number")
    check(any("line\\u{a}break" in name for name in names), "a line feed in a name is shown by number")
    no_complaints(browser)


def pictures(browser, dunnage, folder, out):
    out.mkdir(parents=True, exist_ok=True)
    image = ROOT / "TestImages" / "bad.full-size.oci-archive.tar"
    report = page(dunnage, image, f"{folder}/picture.html", "--dockerfile", str(ROOT / "TestImages/recipes/bad"))
    pair = [str(ROOT / "TestImages" / "diff" / f"{name}.oci-archive.tar") for name in ("before", "after")]
    opened = "document.querySelector(\"tr[data-layer='6'] button\").click(); document.querySelector('.findings .body .row').click()"
    pages = [("report", report, opened), ("diff", comparison(dunnage, *pair, f"{folder}/picture-diff.html"), "")]
    for name, path, prepare in pages:
        for width in [400, 1400]:
            for theme in ["light", "dark"]:
                browser.size(width, 900)
                browser.theme(theme)
                browser.open(path)
                browser.wait("document.documentElement.dataset.ready")
                browser.run(prepare + "; scrollTo(0, 0)")
                time.sleep(0.4)
                height = browser.run("return document.documentElement.scrollHeight")
                top = 0
                if "--whole" not in sys.argv:
                    if theme == "dark":
                        top = browser.run("return document.querySelector('.map-place').getBoundingClientRect().top + scrollY - 60")
                    height = min(height - top, 1700)
                overflow = browser.run("return document.documentElement.scrollWidth")
                check(overflow <= width, f"{name}: nothing is wider than {width} pixels ({theme})")
                shot = browser.devtools("Page.captureScreenshot", format="png", captureBeyondViewport=True,
                                        clip={"x": 0, "y": top, "width": width, "height": height, "scale": 0.5})
                (out / f"{name}-{width}-{theme}.png").write_bytes(base64.b64decode(shot["data"]))


def many(path, count):
    """Package directories as a node image has them, in ten layers; the last one overwrites a tenth."""
    layers = [[] for _ in range(10)]
    for number in range(count):
        package, file = divmod(number, 40)
        name = f"app/node_modules/package-{package % 997}/{['dist', 'lib', 'src', 'esm'][package % 4]}/part-{package}/module-{file}.js"
        layers[number % 9].append((name, (number * 7919) % 3000))
        if number % 10 == 0:
            layers[9].append((name, 10))
    archive(path, layers, [f"RUN step {n}" for n in range(10)])


def measure(browser, dunnage, folder):
    print("\n| files | page | ready after (best of 3) | search | sort |\n|--:|--:|--:|--:|--:|")
    browser.size(1400, 1000)
    for count in [5_000, 50_000, 200_000]:
        image = f"{folder}/many.tar"
        many(image, count)
        path = page(dunnage, image, f"{folder}/many.html")
        ready = []
        for _ in range(3):
            browser.open(path)
            ready.append(int(browser.wait("document.documentElement.dataset.ready")))
        search = browser.run(
            "const box = document.querySelector('.files input'); box.value = 'module-7'; const start = performance.now();"
            "return new Promise((done) => { new MutationObserver(() => done(performance.now() - start - 60)).observe("
            "document.querySelector('.files .count'), {childList: true, characterData: true, subtree: true});"
            "box.dispatchEvent(new Event('input')); })")
        sort = browser.run("const start = performance.now(); document.querySelector('.files .head > div:nth-child(2) button').click();"
                           "return performance.now() - start")
        size = pathlib.Path(path).stat().st_size
        print(f"| {count:,} | {size / 1e6:.2f} MB | {min(ready)} ms | {search:.0f} ms | {sort:.0f} ms |", flush=True)
        if count == 50_000:
            check(size <= 5_000_000, "50,000 files stay within 5 MB")


def main():
    dunnage = str(pathlib.Path(sys.argv[1]).resolve())
    if not shutil.which("chromedriver"):
        print("no chromedriver: install chromium-driver to test the HTML report", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as folder:
        browser = Browser(folder)
        try:
            test_use(browser, dunnage, folder)
            test_keyboard(browser, dunnage, folder)
            test_print(browser, dunnage, folder)
            test_comparison(browser, dunnage, folder)
            test_screen_reader(browser, dunnage, folder)
            test_hostile(browser, dunnage, folder)
            if "--pictures" in sys.argv:
                pictures(browser, dunnage, folder, pathlib.Path(sys.argv[sys.argv.index("--pictures") + 1]))
            if "--measure" in sys.argv:
                measure(browser, dunnage, folder)
        finally:
            browser.close()
    print(f"{passed} passed, 0 failed")
    return 0


if __name__ == "__main__":
    sys.exit(main())
