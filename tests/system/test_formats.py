"""Files of files: tables, archives, compressed inputs, mails; and what is done with hostile ones."""
import bz2
import gzip
import io
import json
import lzma
import shutil
import tarfile
import unittest
import zipfile

from support import KILLS, ProgramTest, report


class Formats(ProgramTest):
    def zip_of(self, name, entries):
        data = io.BytesIO()
        with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
            for entry, content in entries:
                archive.writestr(entry, content)
        return self.put(name, data.getvalue())

    def sources(self):
        return [source.removeprefix(str(self.folder) + "/") for source, in self.query("SELECT source FROM report ORDER BY 1")]

    def test_tables_and_their_fields(self):
        self.put("in/a.csv", "headline,body,when,Section\nTalks,\"%s\",2024-06-12,World\n" % report(1).replace('"', '""'))
        said = self.read(self.folder / "in", "--fields", "date=when")
        self.assertIn("1 input = 1 read", said)
        self.assertEqual(self.query("SELECT published, headline, section FROM report"), [("2024-06-12", "Talks", "World")])
        self.run_program("read", self.folder, "--fields", "words=body", "--into", self.project, code=2)

    def test_tables_and_data_without_texts_are_passed_over_in_folders(self):
        self.put("in/a.txt", report(1))
        self.put("in/codes.tsv", "code\tname\n1\tone\n")
        self.put("in/settings.json", "{\"colour\": \"blue\"}")
        self.put("in/page.xml", "<settings/>")
        said = self.read(self.folder / "in")
        self.assertIn("1 input = 1 read", said)
        self.assertIn("1 .json, 1 .tsv, 1 .xml", said)

    def test_compressed_inputs(self):
        line = json.dumps({"text": report(1)}) + "\n"
        self.put("in/a.jsonl.gz", gzip.compress(line.encode()) + gzip.compress(json.dumps({"text": report(2)}).encode()))
        self.put("in/b.txt.xz", lzma.compress(report(3).encode()))
        self.put("in/c.csv.bz2", bz2.compress(("text\n\"%s\"\n" % report(4).replace('"', '""')).encode()))
        self.read(self.folder / "in")
        self.assertEqual(self.sources(), ["in/a.jsonl.gz:1", "in/a.jsonl.gz:2", "in/b.txt.xz", "in/c.csv.bz2:2"])

    def test_archives(self):
        self.zip_of("in/a.zip", [("x/one.txt", report(1)), ("x/lines.jsonl", json.dumps({"text": report(2)})),
                                 ("picture.png", b"\x89PNG"), (".hidden.txt", report(9)),
                                 ("two.txt.gz", gzip.compress(report(3).encode()))])
        data = io.BytesIO()
        with tarfile.open(fileobj=data, mode="w:gz") as archive:
            content = report(4).encode()
            entry = tarfile.TarInfo("y/four.txt")
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
        self.put("in/b.tar.gz", data.getvalue())
        said = self.read(self.folder / "in")
        self.assertIn("4 inputs = 4 read", said)
        self.assertIn("1 .png", said)
        self.assertEqual(self.sources(), ["in/a.zip/two.txt.gz", "in/a.zip/x/lines.jsonl:1", "in/a.zip/x/one.txt",
                                          "in/b.tar.gz/y/four.txt"])

    @staticmethod
    def record(number, kind="response"):
        page = f"<html><title>t</title><body><h1>Ministers meet</h1><p>{report(number)}</p></body></html>"
        block = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{page}".encode()
        head = (f"WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Target-URI: https://a.example/{number}\r\n"
                f"WARC-Date: 2024-06-12T10:00:0{number % 10}Z\r\nContent-Length: {len(block)}\r\n\r\n")
        return gzip.compress(head.encode() + block + b"\r\n\r\n")

    def test_web_archives(self):
        archive = b"".join(self.record(n) for n in range(3)) + self.record(3, "request")
        self.put("in/a.warc.gz", archive)
        self.zip_of("in/b.wacz", [("archive/data.warc.gz", self.record(5)), ("pages/pages.jsonl", "{}"),
                                  ("datapackage.json", "{}")])
        said = self.read(self.folder / "in")
        self.assertIn("4 inputs = 4 read", said)
        self.assertIn("1 .json, 1 .jsonl, 1 request records", said)
        self.assertEqual(self.query("SELECT url FROM report WHERE source LIKE '%wacz%'"), [("https://a.example/5",)])

    def test_a_web_archive_goes_on_at_a_record(self):
        records = [self.record(n) for n in range(6)]
        path = self.put("a.warc.gz", b"".join(records[:3]))
        self.read(path)
        self.put("a.warc.gz", b"".join(records))
        said = self.read(path)
        self.assertIn("3 inputs = 3 read", said)
        self.assertIn(f"went on behind {path}@{len(records[0]) + len(records[1])}", said)
        path.write_bytes(b"".join([records[5], *records[:5], self.record(9)]))
        self.assertIn("7 inputs = 1 read + 6 already held", self.read(path))

    def test_a_head_without_end_costs_one_record(self):
        endless = gzip.compress(b"WARC/1.1\r\n" + b"X: y\r\n" * 20_000_000)
        path = self.put("a.warc.gz", self.record(1) + endless + self.record(2))
        said = self.read(path, code=3)
        self.assertIn("3 inputs = 2 read + 0 already held + 0 empty + 1 unreadable", said)
        self.assertIn("does not end", self.query("SELECT what FROM source WHERE outcome = 'unreadable'")[0][0])

    def test_kill_while_reading_a_web_archive_loses_and_doubles_nothing(self):
        count = 150
        path = self.put("a.warc.gz", b"".join(self.record(n) for n in range(count)))
        self.kill_at_random_moments(("read", path, "--into", self.project), KILLS, 0.8, 11)
        self.read(path)
        self.assertEqual(self.query("SELECT count(*), count(DISTINCT url), count(DISTINCT source) FROM report"),
                         [(count, count, count)])
        self.assert_sound()

    def test_a_full_disk_while_reading_a_web_archive(self):
        path = self.put("a.warc.gz", b"".join(self.record(n) for n in range(400)))
        self.project = self.small_disk("600k") / "test.plx"
        self.assertIn("no space left", self.read(path, code=4))
        self.assert_sound()

    def archives_of(self, count):
        """The same reports as a zip, a packed tar, and a WACZ with a web archive inside."""
        texts = {f"{n:03}.txt": report(n).encode() for n in range(count)}
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, text in texts.items():
                archive.writestr(name, text)
        yield self.put("a.zip", packed.getvalue())
        packed = io.BytesIO()
        with tarfile.open(fileobj=packed, mode="w:gz") as archive:
            for name, text in texts.items():
                entry = tarfile.TarInfo(name)
                entry.size = len(text)
                archive.addfile(entry, io.BytesIO(text))
        yield self.put("a.tar.gz", packed.getvalue())
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as archive:
            archive.writestr("archive/data.warc.gz", b"".join(self.record(n) for n in range(count)))
            archive.writestr("datapackage.json", "{}")
        yield self.put("a.wacz", packed.getvalue())

    def test_kill_while_reading_archives_loses_and_doubles_nothing(self):
        count = 100
        for path in self.archives_of(count):
            with self.subTest(path.name):
                self.project = self.folder / (path.name + ".plx")
                self.kill_at_random_moments(("read", path, "--into", self.project), max(KILLS // 3, 3), 0.8, 7)
                self.read(path)
                self.assertEqual(self.query("SELECT count(*), count(DISTINCT source) FROM report"), [(count, count)])
                self.assert_sound()

    def test_a_disk_that_fills_up_while_reading_archives_and_is_emptied(self):
        count = 400
        disk = self.small_disk("1500k")
        for path in self.archives_of(count):
            with self.subTest(path.name):
                self.project = disk / "test.plx"
                self.assertIn("no space left", self.read(path, code=4))
                self.assert_sound()
                self.project = self.folder / (path.name + ".plx")
                for part in disk.iterdir():
                    shutil.copy(part, self.folder / part.name.replace("test.plx", path.name + ".plx"))
                    part.unlink()
                self.assertLess(self.query("SELECT count(*) FROM report")[0][0], count)
                self.read(path)
                self.assertEqual(self.query("SELECT count(*), count(DISTINCT source) FROM report"), [(count, count)])

    def test_path_tricks_and_nesting(self):
        inner = io.BytesIO()
        with zipfile.ZipFile(inner, "w") as archive:
            archive.writestr("a.txt", report(5))
        self.zip_of("in/a.zip", [("../../evil.txt", report(1)), ("/etc/evil.txt", report(2)),
                                 ("inner.zip", inner.getvalue()), ("good.txt", report(4))])
        link = io.BytesIO()
        with tarfile.open(fileobj=link, mode="w") as archive:
            entry = tarfile.TarInfo("link.txt")
            entry.type = tarfile.SYMTYPE
            entry.linkname = "/etc/passwd"
            archive.addfile(entry)
        self.put("in/b.tar", link.getvalue())
        said = self.read(self.folder / "in", code=3)
        self.assertIn("5 inputs = 1 read + 0 already held + 0 empty + 4 unreadable", said)
        self.assertEqual(self.sources(), ["in/a.zip/good.txt"])
        self.assertFalse((self.folder.parent / "evil.txt").exists())

    def test_bombs(self):
        zeros = b"\0" * (1 << 20)
        bomb = io.BytesIO()
        with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
            with archive.open("zeros.txt", "w") as entry:
                for _ in range(300):
                    entry.write(zeros)
            archive.writestr("good.txt", report(1))
        self.put("in/a.zip", bomb.getvalue())
        packed = io.BytesIO()
        with gzip.GzipFile(fileobj=packed, mode="wb") as entry:
            for _ in range(300):
                entry.write(zeros)
        self.put("in/b.jsonl.gz", packed.getvalue())
        self.put("in/c.txt.gz", packed.getvalue())
        self.put("in/d.txt", report(2))
        said = self.read(self.folder / "in", code=3)
        self.assertIn("1 read", said)
        self.assertIn("3 unreadable", said)
        whats = [what for what, in self.query("SELECT what FROM source WHERE outcome = 'unreadable'")]
        self.assertTrue(all("250 times its size" in what for what in whats), whats)

    def test_broken_archives_say_so_and_the_rest_goes_on(self):
        whole = self.zip_of("whole.zip", [("a.txt", report(1)), ("b.txt", report(2))]).read_bytes()
        self.put("in/a.zip", whole[: len(whole) // 2])
        self.put("in/b.txt.gz", gzip.compress(report(3).encode())[:-20])
        self.put("in/c.zip", b"no archive at all")
        self.put("in/d.txt", report(4))
        self.read(self.folder / "in", code=3)
        self.assertIn("in/d.txt", self.sources())
        self.assertGreaterEqual(self.outcomes()["unreadable"], 3)

    def test_compare_reads_any_form(self):
        mail = self.put("a.eml", "From: a@a.example\nMessage-ID: <1>\nSubject: Ministers meet\n"
                                 "Content-Type: text/plain\n\n" + report(1))
        text = self.put("b.txt.gz", gzip.compress(report(2).encode()))
        self.run_program("compare", mail, text)
        lines = self.put("c.jsonl", "".join(json.dumps({"text": report(n)}) + "\n" for n in range(2)))
        self.assertIn(b"more than one report", self.run_program("compare", text, lines, code=3).stderr)


if __name__ == "__main__":
    unittest.main()
