"""Events as other programs and rule writers meet them: --like, code --explain, lint --coverage, --rules-only."""
import json
import unittest

from support import ProgramTest

REPORT = {
    "id": "7", "date": "2019-04-25", "outlet": "Test Wire", "title": "Russia condemns Japan",
    "text": "Russian troops attacked Georgian forces near Tbilisi on Wednesday.\n\nThe United States imposed sanctions on Iran.",
}
COLUMNS = {"gdelt2": (61, False), "icews": (20, True), "polecat": (40, True), "phoenix": (26, False), "petrarch2": (7, False)}


class Coding(ProgramTest):
    def setUp(self):
        super().setUp()
        self.lines = self.folder / "reports.jsonl"
        self.lines.write_text(json.dumps(REPORT) + "\n", encoding="utf-8")

    def output_of(self, *arguments):
        return self.run_program(*arguments).stdout.decode()

    def test_other_data_sets_columns(self):
        self.read(self.lines)
        for form, (columns, head) in COLUMNS.items():
            with self.subTest(form):
                out = self.output_of("code", self.lines, "--like", form)
                rows = [line.split("\t") for line in out.splitlines()]
                self.assertEqual({len(row) for row in rows}, {columns})
                self.assertEqual(len(rows), 3 + head)
                listed = self.output_of("events", "-p", self.project, "--like", form)
                self.assertEqual([row[0] for row in rows], [line.split("\t")[0] for line in listed.splitlines()])

    def test_like_refuses_filters_and_unknown_forms(self):
        self.read(self.lines)
        refused = self.run_program("events", "-p", self.project, "--like", "icews", "--actor", "RUS", code=2)
        self.assertIn("leave the filters out", refused.stderr.decode())
        self.run_program("code", self.lines, "--like", "gdelt1", code=2)

    def test_explain_names_rules_that_speak_and_rules_that_keep_silent(self):
        told = self.output_of("code", "--explain", "Russia condemned Japan.")
        self.assertIn("CAMEO 111", told)
        self.assertIn("11-disapprove.rules", told)
        silent = self.output_of("code", "--explain", "England beat France in the final.")
        self.assertIn("says that it is no event", silent)
        self.assertNotIn("CAMEO", silent)

    def test_coverage_counts_what_fits_and_what_never_does(self):
        table = self.output_of("lint", "--coverage", self.lines).splitlines()
        self.assertEqual(table[0], "rule\tcode\tfits\tevents\tplace")
        rows = {row[0]: row for row in (line.split("\t") for line in table[1:])}
        self.assertEqual(rows["impose-sanctions"][2:4], ["2", "1"])    # "imposed" and its "sanctions": one event
        self.assertEqual(rows["abduct"][2:4], ["0", "0"])

    def test_rules_only_is_another_run_with_the_same_form(self):
        both, rules = (json.loads(self.output_of("code", self.lines, *more)) for more in ([], ["--rules-only"]))
        self.assertNotEqual(both["run"], rules["run"])
        self.assertEqual([s["cameo"] for s in both["statements"]], [s["cameo"] for s in rules["statements"]])
        self.assertEqual(set(both["statements"][0]), set(rules["statements"][0]))


if __name__ == "__main__":
    unittest.main()
