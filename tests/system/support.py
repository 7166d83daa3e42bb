"""Runs the built program as a user would. Standard library only."""
import contextlib
import json
import os
import pathlib
import random
import shutil
import sqlite3
import subprocess
import tempfile
import time
import unittest

PROGRAM = os.environ.get("PARALLAX", "parallax")
KILLS = int(os.environ.get("PARALLAX_TEST_KILLS", "15"))
ROOT = pathlib.Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "samples"

REPORT = """Ministers of Chile and Finland meet in Oslo

The foreign minister of Chile, Ana Prueba, met her Finnish counterpart in Oslo on 12 June 2024.

"We agreed to work on trade," Ms Prueba said after the meeting number {number}.
"""


def report(number=0):
    """The text of a small report; a different one for each number."""
    return REPORT.format(number=number)


class ProgramTest(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="parallax-test-"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        self.project = self.folder / "test.plx"
        os.environ["PARALLAX_OVERLAY"] = str(self.folder)    # the dictionaries of who runs the test do not count

    def run_program(self, *arguments, code=0, given=None, **options):
        """Runs it to its end and checks the exit code."""
        done = subprocess.run([PROGRAM, *map(str, arguments)], input=given, capture_output=True, timeout=300, **options)
        self.assertEqual(done.returncode, code, done.stderr.decode(errors="replace"))
        return done

    def read(self, *paths, code=0, **options):
        return self.run_program("read", *paths, "--into", self.project, code=code, **options).stderr.decode()

    def query(self, sql):
        with sqlite3.connect(f"file:{self.project}?mode=ro", uri=True) as connection:
            return connection.execute(sql).fetchall()

    def assert_sound(self):
        # Able to write: the first to open the file after a kill undoes what was not finished.
        with contextlib.closing(sqlite3.connect(self.project)) as connection:
            self.assertEqual(connection.execute("PRAGMA integrity_check").fetchall(), [("ok",)])

    def outcomes(self):
        return dict(self.query("SELECT outcome, count(*) FROM source GROUP BY outcome"))

    def small_disk(self, size):
        """A folder on a disk of its own that is soon full."""
        disk = self.folder / "disk"
        disk.mkdir()
        mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(disk)], capture_output=True)
        if mounted.returncode != 0:
            self.skipTest("needs the right to mount a small disk")
        self.addCleanup(subprocess.run, ["umount", str(disk)], capture_output=True)
        return disk

    def kill_at_random_moments(self, command, kills, longest, seed):
        """Starts the command again and again and kills it after up to `longest` seconds; the project file stays sound."""
        chance = random.Random(seed)
        for _ in range(kills):
            process = subprocess.Popen([PROGRAM, *map(str, command)], stderr=subprocess.DEVNULL)
            time.sleep(chance.uniform(0, longest))
            process.kill()
            process.wait()
            if self.project.exists() and self.project.stat().st_size > 0:
                self.assert_sound()

    def put(self, name, content):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path


def json_lines(data):
    return [json.loads(line) for line in data.splitlines()]
