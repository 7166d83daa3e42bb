"""Writer of the model container; src/annotate/model_file.hpp describes the layout."""
import struct
import zlib

import numpy as np

BYTES, FLOAT32, FLOAT16, INT8 = range(4)
HEADER, ENTRY, NAME = 24, 64, 32


class Container:
    def __init__(self):
        self.sections = []

    def text(self, name, lines):
        raw = lines if isinstance(lines, bytes) else '\n'.join(lines).encode('utf8')
        self.sections.append((name, BYTES, 1, len(raw), raw))

    def numbers(self, name, values):
        raw = np.ascontiguousarray(values, np.uint32).tobytes()
        self.sections.append((name, BYTES, 1, len(raw), raw))

    def floats(self, name, values, half=False):
        a = np.ascontiguousarray(np.atleast_2d(values), np.float16 if half else np.float32)
        self.sections.append((name, FLOAT16 if half else FLOAT32, a.shape[0], a.shape[1], a.tobytes()))

    def int8_rows(self, name, values):
        """Rows of 8-bit numbers with one scale each; returns what a reader gets back."""
        scale = np.maximum(np.abs(values).max(1), 1e-8).astype(np.float32) / 127
        q = np.rint(values / scale[:, None]).clip(-127, 127).astype(np.int8)
        self.sections.append((name + '.rows', INT8, q.shape[0], q.shape[1], q.tobytes()))
        self.floats(name + '.scale', scale)
        return q.astype(np.float32) * scale[:, None]

    def write(self, path):
        table, body, offset = b'', b'', HEADER + ENTRY * len(self.sections)
        pad = -offset % 64
        body += bytes(pad)
        offset += pad
        for name, kind, rows, columns, raw in self.sections:
            table += struct.pack('<32sIIIIQQ', name.encode(), kind, rows, columns, 0, offset, len(raw))
            pad = -len(raw) % 64
            body += raw + bytes(pad)
            offset += len(raw) + pad
        rest = table + body
        with open(path, 'wb') as f:
            f.write(b'PXMODEL1' + struct.pack('<IIQ', len(self.sections), zlib.crc32(rest), HEADER + len(rest)) + rest)
