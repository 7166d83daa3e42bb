"""Watching feeds on a local server that misbehaves in every way."""
import gzip
import http.server
import json
import sqlite3
import threading
import time
import unittest

from support import KILLS, ProgramTest, report


def page(number, charset="utf-8"):
    return (f"<html><head><meta charset={charset}><title>Ministers meet {number}</title></head><body><article>"
            f"<h1>Ministers of Chile and Finland meet, round {number}</h1><p>{report(number)}</p></article></body></html>")


def feed(title, *links):
    items = "".join(f"<item><title>Round {n}</title><link>{link}</link><guid>{link}</guid>"
                    f"<pubDate>Wed, 12 Jun 2024 10:0{n % 10}:00 GMT</pubDate><description>{report(n)}</description></item>"
                    for n, link in enumerate(links))
    return f"<rss version='2.0'><channel><title>{title}</title>{items}</channel></rss>"


BOMB = gzip.compress(b"<rss>" + b"\0" * (40 << 20))


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked = []
        self.robots = "User-agent: *\nDisallow: /closed/\n"
        self.texts = {}
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def handle_error(self, request, address):
        pass


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def answer(self, body, status=200, kind="text/html; charset=utf-8", **fields):
        body = body.encode() if isinstance(body, str) else body
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        for name, value in fields.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        path = self.path
        self.server.asked.append(path)
        if path == "/robots.txt":
            return self.answer(self.server.robots, kind="text/plain")
        if path in self.server.texts:
            etag = '"%x"' % (hash(self.server.texts[path]) & 0xFFFFFFFF)
            if self.headers.get("If-None-Match") == etag:
                return self.answer("", 304, ETag=etag)
            return self.answer(self.server.texts[path], ETag=etag)
        name = path.strip("/").replace("/", "_")
        return getattr(self, "get_" + name, self.get_nothing)()

    def get_nothing(self):
        self.answer("not here", 404)

    def get_forbidden(self):
        self.answer("no", 403)

    def get_busy(self):
        self.answer("later", 429, Retry_After="7200")

    def get_loop(self):
        self.answer("", 302, Location="/loop")

    def get_drip(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/xml")
        self.end_headers()
        for _ in range(600):
            self.wfile.write(b" ")
            self.wfile.flush()
            time.sleep(0.1)

    def get_endless(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/xml")
        self.end_headers()
        while True:
            self.wfile.write(b"<rss>" * 20000)

    def get_bomb(self):
        self.answer(BOMB, kind="text/xml", Content_Encoding="gzip")

    def get_broken(self):
        self.answer("<html><body>Our feed has moved</body></html>")

    def get_illformed(self):
        self.answer("<rss><channel><title>R&D Post</title><item><title>A & B</title><link>"
                    f"http://127.0.0.1:{self.server.server_port}/one?a=1&b=2</link></item>", kind="text/xml")

    def get_charset(self):
        self.answer(page(4, "utf-8").replace("Ministers", "Ministers\xe9\xe8").encode("latin-1"),
                    kind="text/html; charset=iso-8859-1")


class Watching(ProgramTest):
    def setUp(self):
        super().setUp()
        self.server = Server()
        self.addCleanup(self.server.server_close)
        self.addCleanup(self.server.shutdown)
        self.base = f"http://127.0.0.1:{self.server.server_port}"

    def list_of(self, **feeds):
        outlines = "".join(f'<outline text="{name}" xmlUrl="{address}"/>' for name, address in feeds.items())
        return self.put("feeds.opml", f"<opml version='2.0'><body>{outlines}</body></opml>")

    def watch(self, feeds, *options, code=0):
        return self.run_program("watch", feeds, "--into", self.project, "--once", "--pause", "0", "--timeout", "10",
                                "--allow-private", *options, code=code).stderr.decode()

    def gaps(self):
        return {outlet: reason for outlet, reason in self.query("SELECT outlet, reason FROM gap")}

    def test_new_items_are_read_once(self):
        for number in range(3):
            self.server.texts[f"/{number}"] = page(number)
        self.server.texts["/feed"] = feed("Lantern Feed", *(f"{self.base}/{n}" for n in range(2)))
        feeds = self.list_of(Lantern=self.base + "/feed")
        self.assertIn("Lantern: 2 new", self.watch(feeds))
        self.assertEqual(self.query("SELECT DISTINCT outlet, substr(published, 1, 10) FROM report"), [("Lantern", "2024-06-12")])
        self.assertIn("Lantern: nothing new", self.watch(feeds))
        self.server.texts["/feed"] = feed("Lantern Feed", *(f"{self.base}/{n}" for n in range(3)))
        self.assertIn("Lantern: 1 new", self.watch(feeds))
        self.assertEqual(self.server.asked.count("/0"), 1)
        self.assertEqual(self.query("SELECT count(*) FROM sighting WHERE seen <> '' AND address <> ''"), [(3,)])
        self.assertEqual(self.gaps(), {})
        self.assert_sound()

    def test_a_changed_page_is_a_new_version(self):
        self.server.texts["/0"] = page(0)
        self.server.texts["/feed"] = feed("L", self.base + "/0")
        feeds = self.list_of(Lantern=self.base + "/feed")
        self.watch(feeds)
        self.server.texts["/0"] = page(0).replace("number 0", "number 7")
        self.server.texts["/feed"] = feed("L", self.base + "/0").replace("10:00:00", "12:30:00")
        self.assertIn("Lantern: 1 new", self.watch(feeds))
        old = self.query("SELECT version_of FROM report WHERE version_of IS NOT NULL")
        self.assertEqual(len(old), 1)
        said = self.run_program("diff", old[0][0], "-p", self.project).stdout.decode()
        self.assertIn("[-0-]{+7+}", said)

    def test_what_is_refused_is_a_gap_and_never_looks_quiet(self):
        self.server.texts["/0"] = page(0)
        self.server.texts["/good"] = feed("G", self.base + "/0")
        other = Server()     # a host that asks for rest gets it, so that one needs a host of its own
        self.addCleanup(other.server_close)
        self.addCleanup(other.shutdown)
        busy = f"http://127.0.0.1:{other.server_port}/busy"
        feeds = self.list_of(Good=self.base + "/good", Forbidden=self.base + "/forbidden", Busy=busy,
                             Loop=self.base + "/loop", Drip=self.base + "/drip", Endless=self.base + "/endless",
                             Bomb=self.base + "/bomb", Broken=self.base + "/broken", Closed=self.base + "/closed/feed",
                             Secure=self.base.replace("http:", "https:") + "/good", Gone="http://127.0.0.1:1/feed",
                             Strange="file:///etc/passwd")
        said = self.watch(feeds, code=3)
        self.assertIn("Good: 1 new", said)
        self.assertIn("12 feeds, 11 refused", said)
        gaps = self.gaps()
        self.assertEqual(set(gaps), {"Forbidden", "Busy", "Loop", "Drip", "Endless", "Bomb", "Broken", "Closed", "Secure",
                                     "Gone", "Strange"})
        self.assertEqual(gaps["Forbidden"], "HTTP 403, the server forbids it")
        self.assertEqual(gaps["Loop"], "more than 5 redirects")
        self.assertEqual(gaps["Drip"], "the server was too slow")
        self.assertEqual(gaps["Bomb"], "the answer is larger than 16 MiB")
        self.assertIn("robots.txt could not be fetched", gaps["Gone"])
        self.assertRegex(gaps["Secure"], "SSL|TLS")
        self.assertEqual(gaps["Strange"], "it is no http(s) address")
        self.assertIn("robots.txt", gaps["Closed"])
        self.assertIn("no feed", gaps["Broken"])
        self.assertNotIn("/closed/feed", self.server.asked)
        # Retry-After is kept, and a feed that is waited for is still told as refused.
        wait, = self.query("SELECT wait_until FROM feed WHERE outlet = 'Busy'")[0]
        self.assertGreater(wait, time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() + 7000)))
        asked = other.asked.count("/busy")
        self.assertIn("Busy: waiting until", self.watch(feeds, code=3))
        self.assertEqual(other.asked.count("/busy"), asked)
        # Counts come with what is missing from them.
        listed = self.run_program("stories", "-p", self.project).stderr.decode()
        self.assertIn("coverage gaps", listed)
        self.assertIn("Busy", self.run_program("doctor", "-p", self.project).stdout.decode())

    def test_gaps_stand_beside_every_count(self):
        self.server.texts["/0"] = page(0)
        self.server.texts["/good"] = feed("G", self.base + "/0").replace("12 Jun 2024", time.strftime("%d %b %Y", time.gmtime()))
        self.watch(self.list_of(Good=self.base + "/good", Forbidden=self.base + "/forbidden"), code=3)
        ask = ("-p", self.project)
        for question in (("events",), ("quotes",), ("stories",), ("events", "--like", "gdelt2")):
            self.assertIn("Forbidden (1 day", self.run_program(*question, *ask).stderr.decode(), question)
        told = self.run_program("events", *ask, "--outlet", "Good").stderr.decode()
        self.assertNotIn("Forbidden", told)     # no gap of the outlet that was asked for
        story, = json.loads(self.run_program("stories", *ask, "--json").stdout)
        self.assertEqual(story["gaps"], 1)
        page_file = self.folder / "story.html"
        shown = self.run_program("story", story["id"], *ask, "--html", page_file).stdout.decode()
        self.assertIn("Forbidden (1 day", shown)
        self.assertIn("Forbidden (1 day", page_file.read_text())
        gap, = json.loads(self.run_program("story", story["id"], *ask, "--json").stdout)["gaps"]
        self.assertEqual((gap["outlet"], gap["days"], gap["reason"]), ("Forbidden", 1, "HTTP 403, the server forbids it"))

    def test_a_refused_page_is_asked_for_again_on_another_day(self):
        self.server.texts["/feed"] = feed("F", self.base + "/forbidden")
        feeds = self.list_of(Post=self.base + "/feed")
        self.watch(feeds, code=3)
        self.assertIn("1 page refused earlier today", self.watch(feeds, code=3))     # never "nothing new"
        with sqlite3.connect(self.project) as connection:
            connection.execute("UPDATE fetched_ SET fetched = '2024-06-12T10:00:00Z'")
        self.server.texts["/forbidden"] = page(0)
        self.assertIn("1 new", self.watch(feeds))
        self.assertEqual(self.gaps(), {})

    def test_a_host_that_asks_for_rest_gets_it(self):
        self.server.texts["/feed"] = feed("F", self.base + "/busy", self.base + "/1", self.base + "/2")
        feeds = self.list_of(Post=self.base + "/feed")
        self.assertIn("2 left for the next pass", self.watch(feeds, code=3))
        self.assertNotIn("/1", self.server.asked)
        self.assertIn("waiting until", self.watch(feeds, code=3))
        self.assertEqual(self.server.asked.count("/feed"), 1)

    def test_a_refused_sitemap_of_an_index_is_a_gap(self):
        self.server.texts["/index"] = (f"<sitemapindex><sitemap><loc>{self.base}/forbidden</loc></sitemap>"
                                       f"<sitemap><loc>{self.base}/map</loc></sitemap></sitemapindex>")
        self.server.texts["/map"] = (f"<urlset><url><loc>{self.base}/0</loc><news:news><news:title>T</news:title>"
                                     "<news:publication_date>2024-06-12</news:publication_date></news:news></url></urlset>")
        self.server.texts["/0"] = page(0)
        said = self.watch(self.list_of(Post=self.base + "/index"), code=3)
        self.assertIn("Post: 1 new, 1 page REFUSED", said)
        self.assertEqual(self.query("SELECT address, reason FROM gap"), [(self.base + "/forbidden", "HTTP 403, the server forbids it")])

    def test_what_came_and_went_between_two_visits_is_a_gap(self):
        for number in range(4):
            self.server.texts[f"/{number}"] = page(number)
        feeds = self.list_of(Post=self.base + "/feed")
        self.server.texts["/feed"] = feed("F", self.base + "/0", self.base + "/1")
        self.watch(feeds)
        self.server.texts["/feed"] = feed("F", self.base + "/1", self.base + "/2")
        self.watch(feeds)
        self.assertEqual(self.gaps(), {})
        with sqlite3.connect(self.project) as connection:    # as if it had stood still for two days
            connection.execute("UPDATE feed_ SET succeeded = strftime('%Y-%m-%dT%H:%M:%SZ', 'now', '-2 days')")
        self.server.texts["/feed"] = feed("F", self.base + "/3")
        self.watch(feeds)
        self.assertEqual(self.query("SELECT count(DISTINCT day) FROM gap"), [(3,)])
        self.assertIn("reports in between may be missing", self.gaps()["Post"])

    def test_a_page_without_text_leaves_what_the_feed_gives(self):
        self.server.texts["/film"] = "<html><body><video src=x></video><script>var a = 1;</script></body></html>"
        self.server.texts["/feed"] = feed("F", self.base + "/film")
        self.watch(self.list_of(Post=self.base + "/feed"))
        self.assertEqual(self.query("SELECT outlet, truncated FROM report"), [("Post", 1)])
        self.assertIn("could not be read", self.gaps()["Post"])

    def test_a_new_run_takes_over_what_was_fetched(self):
        for number in range(3):
            self.server.texts[f"/{number}"] = page(number)
        self.server.texts["/feed"] = feed("F", *(f"{self.base}/{n}" for n in range(3)))
        feeds = self.list_of(Post=self.base + "/feed")
        self.watch(feeds)
        with sqlite3.connect(self.project) as connection:    # as if another version of the program had read them
            connection.execute("UPDATE run_ SET fingerprint = 'f00d', program = 'parallax 0.0.1'")
        asked = len(self.server.asked)
        self.assertIn("3 reports fetched before were coded anew", self.watch(feeds))
        self.assertEqual(self.query("SELECT reports FROM run"), [(3,), (3,)])
        self.assertEqual(self.query("SELECT sum(reports) FROM story WHERE run = 2"), [(3,)])
        columns = "report, text, headline, published, outlet, url, sightings"
        both = [self.query(f"SELECT {columns} FROM report WHERE run = {run} ORDER BY report") for run in (1, 2)]
        self.assertEqual(both[0], both[1])
        self.assertLessEqual(len(self.server.asked), asked + 2)     # robots.txt and the feed, no page
        self.assertNotIn("coded anew", self.watch(feeds))
        self.assert_sound()

    def test_kill_at_any_moment_loses_and_doubles_nothing(self):
        count = 40
        for number in range(count):
            self.server.texts[f"/{number}"] = page(number)
        self.server.texts["/feed"] = feed("F", *(f"{self.base}/{n}" for n in range(count)))
        feeds = self.list_of(Post=self.base + "/feed")
        self.kill_at_random_moments(("watch", feeds, "--into", self.project, "--once", "--pause", "0", "--allow-private",
                                     "--pages", "99"), KILLS, 0.4, 7)
        self.watch(feeds, "--pages", "99")
        self.assertEqual(self.query("SELECT count(*), count(DISTINCT url) FROM report"), [(count, count)])
        self.assertEqual(self.query("SELECT sum(reports) FROM story"), [(count,)])
        self.assertEqual(self.query("SELECT count(*) FROM feed WHERE succeeded <> ''"), [(1,)])
        self.assert_sound()

    def test_full_disk(self):
        self.project = self.small_disk("600k") / "test.plx"
        count = 400
        for number in range(count):
            self.server.texts[f"/{number}"] = page(number)
        self.server.texts["/feed"] = feed("F", *(f"{self.base}/{n}" for n in range(count)))
        said = self.watch(self.list_of(Post=self.base + "/feed"), "--pages", "999", code=4)
        self.assertIn("no space left", said)
        self.assert_sound()
        read, fetched = self.query("SELECT (SELECT count(*) FROM report), (SELECT count(*) FROM fetched_)")[0]
        self.assertEqual(read, fetched)     # a page counts as fetched only together with its report

    def test_a_refused_page_is_a_gap_and_the_feed_stands_in(self):
        self.server.texts["/feed"] = feed("F", self.base + "/forbidden")
        said = self.watch(self.list_of(Post=self.base + "/feed"), code=3)
        self.assertIn("1 page REFUSED", said)
        self.assertEqual(self.query("SELECT outlet, truncated FROM report"), [("Post", 1)])
        self.assertEqual(self.gaps(), {"Post": "HTTP 403, the server forbids it"})

    def test_private_addresses_need_permission(self):
        self.server.texts["/feed"] = feed("F", self.base + "/0")
        said = self.run_program("watch", self.base + "/feed", "--into", self.project, "--once", code=3).stderr.decode()
        self.assertIn("NOT ASKED", said)
        self.assertIn("--allow-private", said)
        self.assertEqual(self.server.asked, [])    # not even robots.txt is fetched
        self.server.texts["/0"] = page(0)
        self.assertIn("1 new", self.watch(self.base + "/feed"))    # who allows it need not wait

    def test_broken_xml_and_wrong_charsets_are_read(self):
        self.server.texts["/one?a=1&b=2"] = page(1)
        self.assertIn("R&D Post: 1 new", self.watch(self.put("list.txt", f"# feeds\n{self.base}/illformed\n")))
        self.server.texts["/feed"] = feed("F", self.base + "/charset")
        self.watch(self.list_of(Post=self.base + "/feed"))
        self.assertIn("Ministers\xe9\xe8", self.query("SELECT headline FROM report WHERE outlet = 'Post'")[0][0])


if __name__ == "__main__":
    unittest.main()
