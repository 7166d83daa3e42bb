"""The inner loops of training (kernels.cpp), compiled with g++ when first used: the recurrence of an SRU layer as a
function with a gradient, and Adam with an average of the weights, half again as fast as the same in torch operations;
and the program's own decoding of trees."""
import ctypes
import os
import subprocess
import tempfile
import zlib

import numpy as np
import torch

HERE = os.path.dirname(os.path.abspath(__file__))
SOURCE = os.path.join(HERE, 'kernels.cpp')
ROOMS = os.path.join(os.path.dirname(HERE), 'src')


def load():
    cpu = open('/proc/cpuinfo').read() if os.path.exists('/proc/cpuinfo') else ''
    text = open(SOURCE, 'rb').read() + open(ROOMS + '/annotate/tree.cpp', 'rb').read()
    key = zlib.crc32(text + cpu[:2000].encode())
    path = os.path.join(tempfile.gettempdir(), 'parallax-training-%08x.so' % key)
    if not os.path.exists(path):
        part = '%s.%d' % (path, os.getpid())
        options = '-std=c++20 -O3 -march=native -ffast-math -fno-finite-math-only -shared -fPIC'.split()
        subprocess.run(['g++', *options, '-I' + ROOMS, SOURCE, '-o', part], check=True)
        os.replace(part, path)
    return ctypes.CDLL(path)


library = load()


def pointers(*tensors):
    return [ctypes.c_void_p(t.data_ptr()) for t in tensors]


def numbers(*values):
    return [ctypes.c_ssize_t(v) for v in values]


def best_tree(scores):
    """Heads of the best tree of log probabilities [words, words + 1] (column 0: root)."""
    scores = np.ascontiguousarray(scores, np.float32)
    heads = np.zeros(len(scores), np.int32)
    library.best_tree(*numbers(len(scores), scores.shape[1]), ctypes.c_void_p(scores.ctypes.data),
                      ctypes.c_void_p(heads.ctypes.data))
    return heads


class Recurrence(torch.autograd.Function):
    """y [B,T,2h] of a [B,T,6h] = the inputs of z, f and r, each of both directions; mask [B,T]."""
    @staticmethod
    def forward(ctx, a, mask):
        a, mask = a.contiguous(), mask.contiguous()
        B, T, h = a.shape[0], a.shape[1], a.shape[2] // 6
        z, f, r, c, y = (torch.empty(B, T, 2 * h) for _ in range(5))
        library.recur(*numbers(B, T, h), *pointers(a, mask, z, f, r, c, y))
        ctx.save_for_backward(z, f, r, c)
        return y

    @staticmethod
    def backward(ctx, dy):
        z, f, r, c = ctx.saved_tensors
        dy = dy.contiguous()
        B, T, h = z.shape[0], z.shape[1], z.shape[2] // 2
        da, carry = torch.empty(B, T, 6 * h), torch.empty(h)
        library.recur_gradient(*numbers(B, T, h), *pointers(z, f, r, c, dy, da, carry))
        return da, None


class Adam:
    """Adam with gradient clipping and an exponential average of the weights."""
    def __init__(self, params, beta1=.9, beta2=.98, epsilon=1e-9, clip=2., average=.998):
        self.params = [p for p in params if p.requires_grad]
        self.beta1, self.beta2, self.epsilon, self.clip, self.keep = beta1, beta2, epsilon, clip, average
        self.first = [torch.zeros_like(p) for p in self.params]
        self.second = [torch.zeros_like(p) for p in self.params]
        self.average = [p.detach().clone() for p in self.params]
        self.steps = 0

    def step(self, rate):
        """Uses up the gradients."""
        self.steps += 1
        norm = torch.sqrt(sum((p.grad ** 2).sum() for p in self.params if p.grad is not None)).item()
        scale = min(1., self.clip / (norm + 1e-6))
        keep = min(self.keep, (1 + self.steps) / (10 + self.steps))
        floats = [ctypes.c_float(v) for v in (scale, rate, self.beta1, self.beta2, 1 - self.beta1 ** self.steps,
                                              1 - self.beta2 ** self.steps, self.epsilon, 1 - keep)]
        for p, m, v, a in zip(self.params, self.first, self.second, self.average):
            if p.grad is not None:
                g = p.grad.contiguous()
                library.adam(ctypes.c_ssize_t(p.numel()), *pointers(p.data, g, m, v, a), *floats)
                p.grad = None

    def swap(self):
        """Exchanges the weights and their averages."""
        for p, a in zip(self.params, self.average):
            p.data, other = a.clone(), p.data
            a.copy_(other)
