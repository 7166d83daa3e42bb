"""Reading into a project file: figures that add up, resuming, kills, the same bytes out for the same bytes in."""
import json
import os
import random
import shutil
import signal
import subprocess
import time
import unittest

from support import KILLS, PROGRAM, ROOT, SAMPLES, ProgramTest, report


class Reading(ProgramTest):
    def folder_of(self, count):
        for number in range(count):
            self.put(f"in/{number:03}.txt", report(number))
        return self.folder / "in"

    def test_figures_add_up_and_reading_again_finds_everything_held(self):
        folder = self.folder_of(7)
        self.put("in/copy.txt", report(0))
        self.put("in/empty.txt", "")
        self.put("in/notes.pdf", "not read")
        first = self.read(folder)
        self.assertIn("9 inputs = 7 read + 1 already held + 1 empty + 0 unreadable", first)
        self.assertIn("1 .pdf", first)
        again = self.read(folder)
        self.assertIn("9 inputs = 0 read + 8 already held + 1 empty + 0 unreadable", again)

    def test_another_setting_makes_another_run_beside_the_old_one(self):
        folder = self.folder_of(2)
        self.read(folder)
        self.read(folder, "--date", "2024-06-13")
        self.assertEqual(self.query("SELECT reports FROM run"), [(2,), (2,)])
        self.assertEqual(self.query("SELECT DISTINCT published FROM report WHERE run = 2"), [("2024-06-13",)])

    def test_a_reading_of_nothing_leaves_no_run(self):
        self.read(self.folder_of(2))
        held = self.query("SELECT run, reports FROM run")
        shown = self.run_program("events", "-p", self.project).stdout
        self.assertTrue(shown)
        (self.folder / "none").mkdir()
        self.read(self.folder / "none", "--date", "2024-06-13")
        self.read(self.put("empty.txt", ""), self.put("bad.pdf", "%PDF-1.7"), "--date", "2024-06-14", code=3)
        self.assertEqual(self.query("SELECT run, reports FROM run"), held)
        self.assertEqual(self.run_program("events", "-p", self.project).stdout, shown)
        said = self.run_program("doctor", "-p", self.project).stdout.decode()
        self.assertIn("read 2\n", said)
        for unread in ("empty.txt", "bad.pdf"):
            self.assertIn(unread, said)
        self.assertEqual(said.count("other run"), 1)
        self.read(self.folder / "in", "--date", "2024-06-14")
        self.assertEqual([reports for _, reports in self.query("SELECT run, reports FROM run")], [2, 2])

    def test_an_edited_table_of_boilerplate_makes_another_run_and_holds(self):
        home = self.folder / "home"
        shutil.copytree(ROOT / "data", home / "data")
        (home / "models").symlink_to(ROOT / "models")
        environment = {**os.environ, "PARALLAX_HOME": str(home)}
        path = self.put("a.txt", report(1) + "\nPrinted on paper of the Harbour Mill.\n")
        self.read(path, env=environment)
        with (home / "data/reading/boilerplate.tsv").open("a") as table:
            table.write("line\tnotice\tprinted on paper of the .{3,40}\n")
        self.read(path, env=environment)
        self.assertEqual(self.query("SELECT reports FROM run"), [(1,), (1,)])
        kept = "SELECT count(*) FROM span WHERE layer = 'block' AND role = 'paragraph' AND run = "
        self.assertEqual(self.query(kept + "1")[0][0], self.query(kept + "2")[0][0] + 1)

    def test_a_changed_file_is_a_new_version_and_the_old_one_is_kept(self):
        path = self.put("a.txt", report(1) + "\nNo date for other talks was named by either of the two ministers.\n")
        self.read(path)
        self.read(path)
        path.write_text(report(2) + "\nNo date for other talks was named by either of the two ministers.\n")
        self.read(path)
        rows = self.query("SELECT report, version_of, newer_version FROM report")
        self.assertEqual(len(rows), 2)
        old, new = sorted(rows, key=lambda row: row[1] or "")
        self.assertEqual((new[1], old[2]), (old[0], new[0]))
        said = self.run_program("diff", old[0], "-p", self.project).stdout.decode()
        self.assertIn("[-1-]{+2+}", said)
        self.assertIn("unchanged", said)
        changes = json.loads(self.run_program("diff", new[0], "-p", self.project, "--json").stdout)
        self.assertEqual(changes["before"], old[0])
        self.assertEqual(self.query("SELECT reports FROM story"), [(1,)])
        self.run_program("diff", "rffffffffff", "-p", self.project, code=1)

    def test_reports_that_come_later_in_any_order_give_what_reading_at_once_gives(self):
        reports = sorted(path for path in SAMPLES.glob("*/*")
                         if path.suffix in (".txt", ".html") and path.parent.name != "strike")

        def result():
            return [self.query(f"SELECT {columns} ORDER BY {columns.split(' FROM ')[0]}") for columns in (
                "story, title, reports, outlets, lineages, events, contradictions, disputes FROM story",
                "story, event, label, time, place, lineages, agreement FROM event",
                "event, report, stance, speaker, chain, gist FROM account",
                "story, kind, type, summary FROM finding")]

        self.read(*reports)
        at_once = result()
        self.assertGreater(len(at_once[0]), 5)
        for seed in (1, 2):
            random.Random(seed).shuffle(reports)
            self.project.unlink()
            for begin in range(0, len(reports), 7):
                self.read(*reports[begin:begin + 7])
            self.assertEqual(result(), at_once)

    def test_kill_at_any_moment_loses_and_doubles_nothing(self):
        folder = self.folder_of(120)
        begun = time.monotonic()
        self.read(folder)
        whole = time.monotonic() - begun
        expected = self.query("SELECT sha256 FROM report ORDER BY sha256")
        self.project.unlink()
        self.kill_at_random_moments(("read", folder, "--into", self.project), KILLS, whole, 20190425)
        self.read(folder)
        self.assertEqual(self.query("SELECT sha256 FROM report ORDER BY sha256"), expected)
        self.assertEqual(self.query("SELECT count(*) FROM report"), [(120,)])
        self.assert_sound()

    def test_interrupt_keeps_what_was_read(self):
        folder = self.folder_of(400)
        process = subprocess.Popen([PROGRAM, "read", folder, "--into", self.project], stderr=subprocess.PIPE)
        while process.poll() is None and not self.project.exists():
            time.sleep(0.01)
        time.sleep(0.1)
        process.send_signal(signal.SIGINT)
        said = process.communicate()[1].decode()
        self.assertIn(process.returncode, (130, 0), said)
        if process.returncode == 130:
            self.assertIn("goes on where it stopped", said)
        self.read(folder)
        self.assertEqual(self.query("SELECT count(*) FROM report"), [(400,)])

    def test_two_programs_fill_one_new_project_at_once(self):
        for number in range(24):
            self.put(f"{number % 4}/{number}.txt", report(number))
        commands = [[PROGRAM, "read", str(self.folder / str(n)), "--into", str(self.project), "-q"] for n in range(4)]
        readers = [subprocess.Popen(command, stderr=subprocess.PIPE) for command in commands]
        for reader in readers:
            said = reader.communicate(timeout=300)[1].decode()
            self.assertEqual(reader.returncode, 0, said)
        self.assertEqual(self.outcomes(), {"read": 24})
        self.assertEqual(self.query("SELECT count(*) FROM report"), [(24,)])
        self.assert_sound()

    def test_standard_input(self):
        line = json.dumps({"text": report(1), "outlet": "Test Post"}) + "\n"
        self.read("-", given=line.encode())
        self.read("-", given=report(2).encode())
        self.assertEqual(self.query("SELECT count(*) FROM report"), [(2,)])


class Speakers(ProgramTest):
    """A quotation's unknown speaker is taken from a report that prints the same words with a name."""
    WORDS = ("We shall not leave this valley before the last of the farmers has been paid for the land, and nobody in "
             "Lima should believe that we are afraid of their courts")

    def test_the_same_words_elsewhere_name_the_speaker(self):
        self.put("in/named.txt", "Peru breaks off talks on the dam in Ayabaca\n\nLIMA, 3 May 2024 (Halyard) - Peru's "
                 "government broke off the talks on the dam in the valley of Ayabaca on Friday. The talks had begun in "
                 f"April.\n\n“{self.WORDS},” Maria Lopez, the mayor of Ayabaca, told reporters.\n")
        self.put("in/unnamed.txt", "Peru breaks off talks on the dam\n\nPeru's government broke off the talks on the dam "
                 "on Friday. The farmers of the valley of Ayabaca were angry.\n\nThe talks about the dam in the valley "
                 f"had begun in April.\n\nThe mood was bad. “{self.WORDS}.”\n")
        self.read(self.folder / "in", "--date", "2024-05-04")
        rows = self.query("SELECT speaker, rule, attribution FROM attribution WHERE kind = 'direct' ORDER BY rule")
        self.assertEqual([row[0] for row in rows], ["Maria Lopez", "Maria Lopez"])
        self.assertIn("quotation without a speaker; speaker as ", rows[1][1])
        why = self.run_program("why", "-p", self.project, rows[1][2]).stdout.decode()
        self.assertIn("prints the same words and names the speaker", why)
        listed = self.run_program("quotes", "-p", self.project, "--speaker", "Lopez", "--about", "valley", "--tsv")
        self.assertEqual(len(listed.stdout.decode().splitlines()), 3)
        self.read(self.folder / "in", "--date", "2024-05-04")   # again: nothing changes
        self.assertEqual(len(self.query("SELECT 1 FROM attribution WHERE speaker = 'Maria Lopez'")), 2)
        self.assert_sound()

    def test_a_report_of_another_story_names_the_speaker(self):
        unnamed = ("Farmers of Ayabaca remember the dam\n\nThe valley was quiet in spring. Coffee grew again on the hills "
                   f"of Ayabaca.\n\nThe mood had been bad. “{self.WORDS}.”\n")
        named = ("Mayor wins prize in Geneva\n\nA prize for the defence of land went to Peru on Monday.\n\n"
                 f"“{self.WORDS},” Maria Lopez, the mayor of Ayabaca, told the jury before.\n")
        self.put("a.jsonl", json.dumps({"text": unnamed, "outlet": "Gazette", "date": "2024-05-04"}) + "\n")
        self.read(self.folder / "a.jsonl")
        self.assertEqual(self.query("SELECT speaker FROM attribution WHERE kind = 'direct'"), [(None,)])
        self.put("b.jsonl", json.dumps({"text": named, "outlet": "Herald", "date": "2024-05-14"}) + "\n")
        late = named.replace("Maria Lopez", "Ana Ruiz").replace("Geneva", "Oslo")
        self.put("c.jsonl", json.dumps({"text": late, "outlet": "Courier", "date": "2024-05-15"}) + "\n")
        self.read(self.folder / "c.jsonl")   # eleven days later: not asked
        self.assertEqual(self.query("SELECT count(*) FROM attribution WHERE speaker IS NULL"), [(1,)])
        self.read(self.folder / "b.jsonl")
        rows = self.query("SELECT speaker, attribution, rule FROM attribution WHERE kind = 'direct' ORDER BY rule")
        self.assertEqual(sorted(row[0] for row in rows), ["Ana Ruiz", "Maria Lopez", "Maria Lopez"])
        why = self.run_program("why", "-p", self.project, rows[-1][1]).stdout.decode()
        self.assertIn("speaker as Herald names them for the same words", why)
        self.assert_sound()

    def test_clean_models_are_another_run_with_rules_alone(self):
        self.put("in/a.txt", "Vote\n\nThe senator opposes the plan to build a wall.\n")
        self.read(self.folder / "in")
        self.run_program("--clean-models", "read", self.folder / "in", "--into", self.project)
        rules = self.query("SELECT run, rule FROM attribution ORDER BY run")
        self.assertEqual(rules, [(1, "learned: stance")])
        self.assertEqual(len(self.query("SELECT 1 FROM run")), 2)
        first = ("quotes", "-p", self.project, "--run", self.query("SELECT fingerprint FROM run ORDER BY run")[0][0])
        self.run_program(*first, code=1)     # a stance is no quotation
        self.assertIn("wall", self.run_program(*first, "--stances").stdout.decode())


class Sameness(ProgramTest):
    """The same input gives the same bytes, with one thread and with two."""

    def test_records(self):
        lines = []
        for path in sorted(SAMPLES.rglob("*.txt")):
            lines.append(json.dumps({"id": path.name, "text": path.read_text(encoding="utf-8"), "date": "2024-06-12"}))
        data = "\n".join(lines).encode()
        outputs = {self.run_program("code", "-j", threads, given=data).stdout for threads in (1, 2, 2, 5)}
        self.assertEqual(len(outputs), 1)

    def test_project(self):
        listings = set()
        for threads in (1, 2):
            self.project = self.folder / f"{threads}.plx"
            self.read(SAMPLES, "-j", threads, code=3)
            listing = b""
            for question in ("events", "quotes", "stories"):
                listing += self.run_program(question, "-p", self.project, "--jsonl").stdout
            listings.add(listing)
        self.assertEqual(len(listings), 1)


class Evidence(ProgramTest):
    """Every span of every record of every sample re-resolves to its words."""

    def test_spans(self):
        self.read(SAMPLES, code=3)
        rows = self.query("SELECT s.begin, s.end, s.byte_begin, s.byte_end, s.text, r.text FROM span s JOIN report r "
                          "USING (run, report)")
        self.assertGreater(len(rows), 1000)
        for begin, end, byte_begin, byte_end, words, text in rows:
            self.assertEqual(text[begin:end], words)
            self.assertEqual(text.encode()[byte_begin:byte_end].decode(), words)

    def test_file_offsets_of_plain_text(self):
        self.read(SAMPLES, code=3)
        rows = self.query("SELECT s.file_begin, s.file_end, s.text, r.source FROM span s JOIN report r USING (run, report) "
                          "WHERE r.source LIKE '%.txt'")
        self.assertGreater(len(rows), 100)
        for begin, end, words, source in rows:
            with open(source, "rb") as file:
                self.assertEqual(file.read()[begin:end].decode(), words)


if __name__ == "__main__":
    unittest.main()
