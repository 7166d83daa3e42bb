"""Bad input gets a clear error and loses nothing; the rest goes on."""
import json
import os
import pathlib
import sqlite3
import subprocess
import unittest

from support import PROGRAM, ProgramTest, json_lines, report


class BadFiles(ProgramTest):
    """One bad file beside a good one: the good one is read, the bad one is listed with its reason."""

    def read_beside_a_good_one(self, name, content, outcome, code=0):
        folder = self.folder / "in"
        self.put("in/good.txt", report())
        self.put(f"in/{name}", content)
        said = self.read(folder, code=code)
        self.assertIn("2 inputs = ", said)
        self.assertEqual(self.outcomes(), {"read": 1, outcome: 1} if outcome != "read" else {"read": 2})
        self.assert_sound()
        return self.query(f"SELECT what FROM source WHERE source LIKE '%{name}'")[0][0]

    def test_empty_file(self):
        self.assertTrue(self.read_beside_a_good_one("a.txt", b"", "empty"))

    def test_only_blanks(self):
        self.assertTrue(self.read_beside_a_good_one("a.txt", b" \n\t\n" * 100, "empty"))

    def test_binary(self):
        self.assertTrue(self.read_beside_a_good_one("a.html", bytes(range(256)) * 40, "unreadable", code=3))

    def test_page_without_text(self):
        page = b"<html><head><title></title><script>var a = 1;</script></head><body><img src=x></body></html>"
        self.assertTrue(self.read_beside_a_good_one("a.html", page, "empty"))

    def test_invalid_utf8_is_read_with_a_remark(self):
        self.read_beside_a_good_one("a.txt", report(1).encode().replace(b"Oslo", b"Os\xfflo\xc3("), "read")

    def test_utf16(self):
        self.read_beside_a_good_one("a.txt", report(1).encode("utf-16"), "read")
        self.assertEqual(self.query("SELECT count(*) FROM report WHERE text LIKE '%Ana Prueba%'"), [(2,)])

    def test_hundred_megabytes_on_one_line(self):
        what = self.read_beside_a_good_one("a.txt", b"The minister met the president in Oslo. " * 2_600_000, "unreadable",
                                           code=3)
        self.assertIn("a news report has at most", what)

    def test_a_book_on_one_line_is_read(self):
        self.read_beside_a_good_one("a.txt", b"The minister met the president in Oslo. " * 5_000, "read")

    def test_other_language_is_kept_and_not_coded(self):
        text = ("El ministro de Asuntos Exteriores se reunió el martes con su homólogo en Lisboa. Ambos hablaron de agua y de "
                "energía durante tres horas, según fuentes diplomáticas, y prometieron volver a verse en otoño.\n") * 3
        self.read_beside_a_good_one("a.txt", text, "read")
        self.assertEqual(self.query("SELECT language, coded FROM report WHERE source LIKE '%a.txt'"), [("es", 0)])

    def test_dates_in_the_year_9999(self):
        text = report(1).replace("12 June 2024", "31 December 9999, a year before 5 March 10000")
        self.read_beside_a_good_one("a.txt", text, "read")

    def test_truncated_json_lines(self):
        good = json.dumps({"id": "1", "text": report(1)})
        lines = good + "\n" + good[: len(good) // 2]
        said = self.read(self.put("a.jsonl", lines), code=3)
        self.assertIn("2 inputs = 1 read + 0 already held + 0 empty + 1 unreadable", said)
        place = self.query("SELECT source FROM source WHERE outcome = 'unreadable'")
        self.assertTrue(place[0][0].endswith("a.jsonl:2"))


class BadPlaces(ProgramTest):
    def test_missing_file(self):
        said = self.read(self.folder / "none.txt", self.put("good.txt", report()), code=3)
        self.assertIn("1 read", said)
        self.assertIn("1 unreadable", said)

    def test_no_permission(self):
        if os.getuid() == 0 and not all(folder.stat().st_mode & 0o001 for folder in pathlib.Path(PROGRAM).parents):
            self.skipTest("run as root from a folder that nobody else may enter")
        locked = self.put("locked.txt", report(1))
        good = self.put("good.txt", report())
        locked.chmod(0)
        self.folder.chmod(0o777)

        def become_nobody():
            if os.getuid() == 0:
                os.setgid(65534)
                os.setuid(65534)

        said = self.read(locked, good, code=3, preexec_fn=become_nobody)
        self.assertIn("1 read", said)
        self.assertIn("1 unreadable", said)

    def test_a_file_name_of_any_bytes(self):
        (self.folder / "in").mkdir()
        name = os.fsencode(self.folder / "in") + b"/caf\xe9\x01.txt"
        with open(name, "wb") as file:
            file.write(report().encode())
        self.read(self.folder / "in")
        self.assertIn("caf\ufffd", self.query("SELECT source FROM report")[0][0])
        self.assertIn("0 read + 1 already held", self.read(self.folder / "in"))

    def test_folder_that_vanishes(self):
        said = self.read(self.folder / "gone", code=3)
        self.assertIn("1 unreadable", said)

    def test_full_disk(self):
        for number in range(400):
            self.put(f"in/{number:03}.txt", report(number))
        self.project = self.small_disk("600k") / "test.plx"
        said = self.read(self.folder / "in", code=4)
        self.assertIn("no space left", said)
        self.assert_sound()

    def test_project_that_is_none(self):
        self.project = self.put("text.plx", "these are only words, and quite a few of them")
        said = self.read(self.put("good.txt", report()), code=3)
        self.assertIn("not a project file", said)

    def test_another_programs_database_is_left_as_it_is(self):
        self.project = self.folder / "other.db"
        with sqlite3.connect(self.project) as other:
            other.execute("CREATE TABLE bookmark(address)")
        before = self.project.read_bytes()
        self.assertIn("not a project file", self.read(self.put("good.txt", report()), code=3))
        self.assertEqual(self.project.read_bytes(), before)

    def test_output_that_cannot_be_written_is_no_success(self):
        with open("/dev/full", "wb") as full:
            done = subprocess.run([PROGRAM, "eval", "list"], stdout=full, stderr=subprocess.PIPE, timeout=60)
        self.assertEqual(done.returncode, 4)
        self.assertIn(b"cannot write the output", done.stderr)

    def test_a_report_cannot_steer_the_terminal(self):
        path = self.put("a.txt", "Ministers meet\n\nFrance \x1b]0;title\x07criticised Italy on Monday, officials said.\n")
        self.read(path)
        for record in self.query("SELECT statement FROM statement UNION SELECT report FROM report"):
            self.assertNotIn(b"\x1b", self.run_program("why", *record, "-p", self.project).stdout)

    def test_asking_a_project_that_is_not_there(self):
        self.run_program("events", "-p", self.folder / "none.plx", code=3)

    def test_a_folder_or_a_device_is_no_project(self):
        good = self.put("good.txt", report())
        for place, expected in ((self.folder, "this is a folder, expected a project file"),
                                ("/dev/null", "this is no ordinary file, expected a project file")):
            self.assertIn(expected, self.run_program("events", "-p", place, code=3).stderr.decode())
            self.assertIn(expected, self.run_program("read", good, "--into", place, code=3).stderr.decode())

    def test_a_mistyped_path_is_named(self):
        self.assertIn("none.txt: there is no such file or folder", self.read(self.folder / "none.txt", code=3))

    def test_an_empty_folder_holds_nothing_to_read(self):
        (self.folder / "in").mkdir()
        self.assertIn("nothing to read", self.read(self.folder / "in"))

    def test_lint_says_that_it_checked_nothing(self):
        (self.folder / "in").mkdir()
        self.put("texts/a.txt", report())
        for place, expected in ((self.folder / "in", "the folder is empty"), (self.put("a.txt", "x"), "this is a file"),
                                (self.folder / "none", "there is no such folder"),
                                (self.folder / "texts", "the folder holds no table")):
            self.assertIn(expected, self.run_program("lint", place, code=3).stderr.decode())

    def test_lint_names_a_table_that_nothing_reads(self):
        self.put("mine/oficials.tsv", "name\n")
        said = self.run_program("lint", self.folder / "mine").stdout.decode()
        self.assertIn("oficials.tsv: warning: no table of this name is read", said)

    def test_an_empty_project_says_so(self):
        (self.folder / "in").mkdir()
        self.assertNotIn("Next:", self.read(self.folder / "in"))
        for command in ("stories", "events", "quotes"):
            said = self.run_program(command, "-p", self.project, code=1).stderr.decode()
            self.assertIn(f"holds no reports so far; parallax read PATH --into {self.project} reads some", said)
        said = self.run_program("doctor", "-p", self.project).stdout.decode()
        self.assertIn("nothing was named to be read", said)
        self.assertNotIn("every input could be read", said)

    def test_one_story_is_no_stories(self):
        self.assertIn("\n1 story in ", self.read(self.put("a.txt", report())))

    def test_compare_says_what_became_of_each_file(self):
        empty, good = self.put("empty.txt", ""), self.put("good.txt", report())
        said = self.run_program("compare", empty, self.folder, code=3).stderr.decode()
        self.assertIn("empty.txt: the file holds no text; it is left out\n", said)
        self.assertIn(f"it is left out; parallax read {self.folder} reads a folder", said)
        self.assertIn("there is no report left to compare", said)
        self.assertNotIn("no report left", self.run_program("compare", empty, good, code=3).stderr.decode())

    def test_annotated_data_that_is_empty(self):
        said = self.run_program("eval", "ud", self.put("a.conllu", "\n"), code=3).stderr.decode()
        self.assertIn("a.conllu: it is empty, expected CoNLL-U", said)

    def test_a_list_of_feeds_that_is_none(self):
        lists = {"a.bin": (bytes(range(128, 256)) * 4, "line 1"), "b.txt": ("# mine\n\nexample.org/feed\n", "line 3"),
                 "c.txt": ("\ufeffNews\tftp://example.org/feed\n", "'ftp://example.org/feed' is no address of a feed")}
        for name, (content, expected) in lists.items():
            said = self.run_program("watch", self.put(name, content), "--into", self.project, code=3).stderr.decode()
            self.assertIn(expected, said)
            self.assertFalse(self.project.exists())


class BadLines(ProgramTest):
    def test_code_answers_every_line_in_order(self):
        lines = [
            json.dumps({"id": "a", "text": report(1), "date": "2024-06-13"}),
            "{ this is no JSON",
            json.dumps({"id": "c"}),
            json.dumps({"id": "d", "text": report(2), "date": "the day before"}),
            json.dumps([1, 2, 3]),
            json.dumps({"id": "f", "text": report(3)}),
        ]
        done = self.run_program("code", code=3, given="\n".join(lines).encode())
        answers = json_lines(done.stdout)
        self.assertEqual(len(answers), 6)
        kinds = [answer["schema"] for answer in answers]
        self.assertEqual(kinds[0], "parallax.record/1")
        self.assertEqual(kinds[1], "parallax.error/1")
        self.assertEqual(kinds[2], "parallax.error/1")
        self.assertEqual(kinds[4], "parallax.error/1")
        self.assertEqual(kinds[5], "parallax.record/1")

    def test_wrong_command_line(self):
        for arguments in (["compar"], ["compare"], ["read", "x", "--date", "yesterday"], []):
            self.run_program(*arguments, code=2)
        for arguments, expected in ((["--colour", "never"], "expected a command"), (["--hue", "never"], "no option '--hue'"),
                                    (["compar", "a.txt"], "no command 'compar'"),
                                    (["compare"], "parallax: paths is required; see parallax compare --help"),
                                    (["--into", "a.plx", "read", "x"], "no option '--into' in front of the command"),
                                    (["events", "--dyad", "PRK"], "--dyad: 'PRK' names no two sides"),
                                    (["events", "--like", "gdelt2", "--json"], "--like has a form of its own"),
                                    (["read", "x", "--lang", "xx"], "--lang: 'xx' is no language; expected its code, such as en"),
                                    (["eval", "trees"], "there is no task 'trees'"),
                                    (["actor", "a", "b"], "not expected: b; see parallax actor --help"),
                                    (["read", "x", "--date", "2019-13-45"], "parallax: --date: '2019-13-45' is no date"),
                                    (["compare", "x", "y", "--outlet", "A", "--outlet", "B"], "parallax: --outlet: given twice")):
            self.assertIn(expected, self.run_program(*arguments, code=2).stderr.decode())

    def test_a_pipe_is_read_once(self):
        text = self.put("a.txt", report())
        for command in ("compare", "annotate", f"read --into '{self.project}'"):
            done = subprocess.run(["bash", "-c", f"'{PROGRAM}' {command} <(cat '{text}')"], capture_output=True, timeout=120)
            self.assertEqual(done.returncode, 0, done.stderr.decode())

    def test_a_language_may_be_named_in_several_ways(self):
        for named in ("EN", "en-GB", "english", "eng"):
            line = json.dumps({"text": report(), "lang": named}).encode()
            self.assertEqual(json_lines(self.run_program("code", given=line).stdout)[0]["language"], "en")
            self.assertNotIn("not coded", self.read(self.put("a.txt", report()), "--lang", named))

    def test_code_points_to_the_commands_for_other_forms(self):
        self.assertIn("code takes JSON Lines", self.run_program("code", self.put("a.txt", report()), code=3).stderr.decode())

    def test_a_page_that_cannot_be_written_says_what_to_do(self):
        path = self.put("a.txt", report(1))
        said = self.run_program("compare", path, "--html", self.folder / "none" / "page.html", code=4).stderr.decode()
        self.assertIn("page.html: cannot be written: No such file or directory; it was not written; name a file", said)

    def test_a_closed_pipe_ends_quietly(self):
        lines = (json.dumps({"text": report(n)}) + "\n" for n in range(50))
        path = self.put("many.jsonl", "".join(lines))
        done = subprocess.run(f"'{PROGRAM}' code '{path}' | head -c 100 >/dev/null; exit ${{PIPESTATUS[0]}}", shell=True,
                              executable="/bin/bash", capture_output=True, timeout=120)
        self.assertEqual(done.returncode, 0, done.stderr.decode())
        self.assertEqual(done.stderr, b"")


if __name__ == "__main__":
    unittest.main()
