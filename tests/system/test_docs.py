"""The examples of README.md and docs/ are what the program gives."""
import json
import re
import shlex
import unittest

from support import ROOT, SAMPLES, ProgramTest

PAIR = [SAMPLES / "summit" / name for name in ("daily-lantern-20240612.html", "nordic-courier-undated.txt")]


def blocks(name, language=""):
    """What stands between the fences of a page."""
    return re.findall(rf"^```{language}\n(.*?)^```$", (ROOT / name).read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)


def shape(value):
    """The members and their kinds, whatever they hold; an unknown value may be of any kind."""
    if isinstance(value, dict):
        return {name: shape(member) for name, member in value.items() if member is not None}
    if isinstance(value, list):
        return [shape(value[0])] if value else []
    return "number" if isinstance(value, (int, float)) and not isinstance(value, bool) else type(value).__name__


class Documents(ProgramTest):
    def commands(self):
        """Every command line of the pages, with its words."""
        for page in [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]:
            name = str(page.relative_to(ROOT))
            for line in "\n".join(blocks(name)).splitlines():
                if line.strip().startswith("parallax "):
                    yield name, line.strip(), shlex.split(line, comments=True)[1:]

    def test_commands_and_options_are_known(self):
        helps = {}
        for page, line, (command, *words) in self.commands():
            if command not in helps:
                helps[command] = self.run_program(command, "--help").stdout.decode()
            for word in words:
                if word.startswith("-") and word != "-":
                    self.assertRegex(helps[command], rf"(?m)[ ,]{re.escape(word)}\b", f"{page}: {line}")
        self.assertGreater(len(helps), 8)

    def test_the_comparison_of_the_readme(self):
        printed = self.run_program("compare", *PAIR, "--width", 110).stdout.decode().splitlines()
        shown, = (block for block in blocks("README.md") if "What differs, with the evidence" in block)
        for line in shown.splitlines():
            self.assertIn(line, printed)

    def test_the_record_of_the_documentation(self):
        given = json.dumps({"text": PAIR[1].read_text(encoding="utf-8")}).encode()
        record = json.loads(self.run_program("code", given=given).stdout)
        shown, = (json.loads(block) for block in blocks("docs/record.md", "json") if "statements[" in block)
        for place, value in shown.items():
            layer, number = re.fullmatch(r"(\w+)\[(\d+)\]", place).groups()
            self.assertEqual(shape(value), shape(record[layer][int(number)]), place)

    def test_the_finding_of_the_documentation(self):
        comparison = json.loads(self.run_program("compare", *PAIR, "--json").stdout)
        shown, = (json.loads(block) for block in blocks("docs/record.md", "json") if '"one": [' in block)
        self.assertIn(shape(shown), [shape(finding) for finding in comparison["findings"] if finding["kind"] == shown["kind"]])
        self.assertIn(shown["summary"], [finding["summary"] for finding in comparison["findings"]])


if __name__ == "__main__":
    unittest.main()
