"""The project's own sample reports: what must be known of each stands in samples/expected.tsv."""
import csv
import json
import os
import unittest

from support import SAMPLES, ProgramTest


def expected():
    with open(SAMPLES / "expected.tsv", encoding="utf-8") as file:
        return [row for row in csv.DictReader((line for line in file if not line.startswith("#")), delimiter="\t")]


class Samples(ProgramTest):
    def test_outlets_dates_and_languages(self):
        self.read(SAMPLES, code=3)
        found = {source: rest for source, *rest in self.query(
            "SELECT source, outlet, coalesce(substr(published, 1, 10), ''), language FROM report")}
        wrong = []
        for row in expected():
            path = str(SAMPLES / row["file"])
            if row["readable"] != "yes":
                self.assertNotIn(path, found)
                continue
            outlet, published, language = found.get(path, ("", None, None))
            # The report's own form of the name may be longer: "RIMAC - National News Service".
            # It may also stay unknown where only a dateline in brackets names it; it may never be another.
            same = (row["outlet"].lower() in outlet.lower() or outlet == "") and [published, language] == [row["published"], row["language"]]
            if row["is_news"] == "yes" and not same:
                wrong.append((row["file"], found.get(path)))
        self.assertEqual(wrong, [], "\n".join(map(str, wrong)))
        unknown = [source for source, (outlet, *_) in found.items() if outlet == ""]
        self.assertLessEqual(len(unknown), 2, unknown)

    def test_a_report_without_a_date_keeps_its_weekdays_open(self):
        path = SAMPLES / "summit" / "nordic-courier-undated.txt"
        self.read(path)
        values = [value for value, in self.query("SELECT value FROM time_ WHERE resolved = 0")]
        self.assertTrue(any(value.startswith("XXXX-WXX-") for value in values), values)
        self.assertEqual(self.query("SELECT published FROM report"), [(None,)])

    def test_comparison_as_data_and_as_page(self):
        pair = [SAMPLES / "summit" / name for name in ("daily-lantern-20240612.html", "nordic-courier-undated.txt")]
        page = self.folder / "page.html"
        done = self.run_program("compare", *pair, "--json", "--html", page)
        comparison = json.loads(done.stdout)
        self.assertEqual(comparison["schema"], "parallax.comparison/1")
        self.assertEqual(len(comparison["reports"]), 2)
        self.assertGreater(len(comparison["rows"]), 3)
        html = page.read_text(encoding="utf-8")
        self.assertIn("Nordic Courier", html)
        for outside in ("http://", "https://", "//cdn"):
            self.assertNotIn(f'src="{outside}', html)
            self.assertNotIn(f'<link rel="stylesheet" href="{outside}', html)

    def test_five_stories_and_what_stands_alone(self):
        """A handful of reports is told apart as well as a million: general news says which words are rare."""
        self.read(SAMPLES, code=3)
        story_of = {str(SAMPLES / row["file"]): row["story"] for row in expected()}
        found = {}
        for story, source in self.query("SELECT m.story, r.source FROM member_ m JOIN report_ r ON r.id = m.report"):
            found.setdefault(story, []).append(story_of[source])
        stories = [members for members in found.values() if len(members) > 1]
        self.assertEqual(sorted(members[0] for members in stories), ["border", "sanctions", "strike", "summit", "treaty"])
        for members in stories:
            self.assertEqual(len(set(members)), 1, members)
            self.assertGreaterEqual(len(members), 5, members)
        self.assertIn([""], found.values())  # the recipe

    def test_a_story_is_found_by_a_former_id(self):
        late, early = SAMPLES / "summit" / "meridian-post-20240612.html", SAMPLES / "summit" / "halyard-20240611.txt"
        self.read(late, SAMPLES / "summit" / "puerto-herald-20240612.html")
        former, = self.query("SELECT story FROM story WHERE reports = 2")[0]
        self.read(early)
        now, = self.query("SELECT story FROM story WHERE reports = 3")[0]
        self.assertNotEqual(now, former)
        self.assertEqual(self.query("SELECT former, now, change, reports FROM story_history"), [(former, now, "renamed", 2)])
        shown = self.run_program("story", former, "-p", self.project)
        self.assertIn(b"Halyard", shown.stdout)
        self.assertIn(former.encode(), shown.stderr)

    def test_asking_and_explaining(self):
        self.read(SAMPLES / "summit")
        events = self.run_program("events", "-p", self.project, "--json").stdout
        first = json.loads(events)[0]
        why = self.run_program("why", first["id"], "-p", self.project).stdout.decode()
        self.assertIn("rule", why)
        self.assertIn("sentence", why)
        stories = json.loads(self.run_program("stories", "-p", self.project, "--json").stdout)
        self.run_program("story", stories[0]["id"], "-p", self.project)
        self.run_program("quotes", "-p", self.project, "--speaker", "nobody at all", code=1)

    def test_own_dictionaries_are_found_and_checked(self):
        del os.environ["PARALLAX_OVERLAY"]
        head = "name\taliases\tgender\tof\trole\toffice\tfrom\tto\twikidata\n"
        term = "Ada Exempla\t\tf\tNLD\thead_of_government\tPrime Minister\t{}\t\t\n"
        own = self.put("home/.config/parallax/actors/officials.tsv", head + term.format("2027-03-01"))
        home = {**os.environ, "HOME": str(self.folder / "home"), "XDG_CONFIG_HOME": ""}
        self.assertIn(b"NLDGOV", self.run_program("actor", "Ada Exempla", env=home).stdout)
        self.run_program("lint", own.parent)
        own.write_text(head + term.format("March"))
        for arguments in (["lint"], ["lint", own.parent]):
            self.assertIn(b"officials.tsv:2", self.run_program(*arguments, env=home, code=3).stdout)

    def test_tables_are_sound(self):
        self.run_program("lint")


if __name__ == "__main__":
    unittest.main()
