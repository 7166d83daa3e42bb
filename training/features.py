"""What the network sees of one word type. The C++ side (src/annotate/features.cpp) computes the same numbers.

A form is first made plain (curly quotes, dashes and ellipses to ASCII), then described by
  * its norm (lower case, digits to 0), looked up in an explicit vocabulary (row 0 = unknown),
  * six affix and shape strings, hashed into AFFIX_ROWS rows whose embeddings are summed,
  * the classes of the norm in the lexicon (lexicon.py), summed and divided by sqrt(number),
  * the codes of the norm's vector from outside (vectors.py), one for each of its pieces,
  * character n-grams of 3 to 5 of "<norm>", hashed into NGRAM_ROWS rows, summed and divided by sqrt(number).
All lengths count code points. The hash is CRC-32 of the UTF-8 bytes.
"""
import zlib

AFFIX_ROWS, NGRAM_ROWS = 6000, 12000
NORM_DIM, AFFIX_DIM, NGRAM_DIM, CLASS_DIM = 96, 64, 64, 64
MAX_NORM, MAX_NGRAMS = 20, 40
VECTOR_DIM, VECTOR_PARTS, VECTOR_CODES = 100, 25, 256

PLAIN = {'“': '"', '”': '"', '„': '"', '‟': '"', '«': '"', '»': '"', '″': '"',
         '‘': "'", '’': "'", '‚': "'", '‛': "'", '`': "'", '´': "'", '′': "'",
         '–': '-', '—': '--', '―': '--', '‐': '-', '‑': '-', '‒': '-', '−': '-', '…': '...',
         '\u00ad': '', '\u200b': '', '\u200c': '', '\u200d': '', '\ufeff': '', '\u2060': ''}


def plain(form):
    """The form with typographic marks as ASCII; doubled single quotes become one double quote."""
    out = ''.join(PLAIN.get(c, c) for c in form)
    return '"' if out == "''" else out


def lower(text):
    """Simple (one to one) lower-casing, as ICU's u_tolower."""
    return ''.join(l if len(l := c.lower()) == 1 else c for c in text)


def norm(text):
    return ''.join('0' if c.isdecimal() else c for c in lower(text))


def shape(text):
    """Character classes, runs cut at three: 'Putin' -> 'Xxxx', '2,019' -> 'd,ddd'."""
    out = ''
    for c in text:
        k = 'X' if c.isupper() else 'x' if c.islower() else 'd' if c.isdecimal() else c
        if out[-3:] != k * 3:
            out += k
    return out


def bucket(text, rows):
    return zlib.crc32(text.encode('utf8')) % rows


def describe(form, words):
    """(norm row, six affix rows, n-gram rows, class rows, vector rows) of a form; row 0 of classes and vectors = none;
    words: dict with vocabulary, lexicon (lexicon.py) and vectors (vectors.py); text after the first 64 code points is not looked at."""
    p = plain(form[:64])
    n = norm(p)
    affixes = [bucket(k, AFFIX_ROWS) for k in
               ('p1' + p[:1], 'p3' + n[:3], 's2' + n[-2:], 's3' + n[-3:], 's4' + n[-4:], 'sh' + shape(p))]
    b = '<' + n[:MAX_NORM] + '>'
    ngrams = [bucket(str(k) + b[i:i + k], NGRAM_ROWS) for k in (3, 4, 5) for i in range(len(b) - k + 1)][:MAX_NGRAMS]
    classes = [c + 1 for c in words['lexicon'].get(n, ())]
    codes = [1 + VECTOR_CODES * p + c for p, c in enumerate(words['vectors'].get(n, b''))]
    return words['vocabulary'].get(n, 0), affixes, ngrams or [0], classes or [0], codes or [0]
