"""Rooms share a namespace, and the linker merges two types of one name without a word: so each name is given once."""
import collections
import re
import unittest

from support import ROOT

# What may hold braces that open nothing: comments, strings, characters, lines of the preprocessor.
NO_CODE = re.compile(r'''//[^\n]*|/\*.*?\*/|R"([^()\s]{0,16})\(.*?\)\1"|"(?:\\.|[^"\\\n])*"'''
                     r'''|(?<![0-9a-fA-F])'(?:\\.|[^'\\\n])+'|^[ ]*\#[^\n]*''', re.DOTALL | re.MULTILINE)
NAMESPACE = re.compile(r"\bnamespace ?([\w:]*)$")
TYPE = re.compile(r"\b(?:struct|class|enum|enum class|union) (\w+)(?: final)?(?: ?:(?!:)[^()]*)?$")


def types_in(source):
    """Types that stand in a namespace which has a name, with that namespace."""
    inside, head = [], ""
    for part in re.split(r"([{};])", NO_CODE.sub("", source)):
        if part == "{":
            words = " ".join(head.split())
            space = NAMESPACE.search(words)
            name = TYPE.search(words)
            if name and all(inside):
                yield "::".join([*inside, name.group(1)])
            inside.append(space.group(1) if space else "")
            head = ""
        elif part == "}":
            inside.pop()
            head = ""
        else:
            head = "" if part == ";" else part


class OneDefinition(unittest.TestCase):
    def test_no_name_of_a_type_is_given_twice(self):
        places = collections.defaultdict(list)
        for path in sorted((ROOT / "src").glob("*/*.[ch]pp")):
            for name in types_in(path.read_text()):
                places[name].append(str(path.relative_to(ROOT)))
        self.assertGreater(len(places), 300)
        self.assertEqual({name: where for name, where in places.items() if len(where) > 1}, {})

    def test_what_counts(self):
        source = """namespace px { struct A { struct In {}; }; enum class B : int { x }; class C;
                    namespace { struct Own {}; } }  // struct D {};
                    namespace px::q { template <typename T> class E final : public F<T> {}; const char* s = "struct G {"; }"""
        self.assertEqual(list(types_in(source)), ["px::A", "px::B", "px::q::E"])


if __name__ == "__main__":
    unittest.main()
