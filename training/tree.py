"""Trees from arc scores: argmax where it is a tree, else Chu-Liu/Edmonds with exactly one root."""
import numpy as np


def is_tree(h):
    """h[i] = head of word i+1; true for an acyclic graph with exactly one child of the root."""
    if (h == 0).sum() != 1:
        return False
    seen = np.zeros(len(h) + 1, int)
    seen[0] = -1
    for i in range(1, len(h) + 1):
        j = i
        while seen[j] == 0:
            seen[j] = i
            j = h[j - 1]
        if seen[j] == i:
            return False
        j = i
        while seen[j] == i:
            seen[j] = -1
            j = h[j - 1]
    return True


def edmonds(M):
    """M[i,j] = score of j as the head of i, node 0 = root; returns the heads (0 for node 0)."""
    N = len(M)
    M = M.copy()
    np.fill_diagonal(M, -1e9)
    h = M.argmax(1)
    h[0] = 0
    seen = np.zeros(N, int)
    seen[0] = -1
    cycle = None
    for i in range(1, N):
        j, path = i, []
        while seen[j] == 0:
            seen[j] = i
            path.append(j)
            j = h[j]
        if seen[j] == i:
            cycle = path[path.index(j):]
            break
        for k in path:
            seen[k] = -1
    if cycle is None:
        return h
    c = np.array(cycle)
    inside = set(cycle)
    rest = np.array([k for k in range(N) if k not in inside])
    K = len(rest)
    M2 = np.full((K + 1, K + 1), -1e9)
    M2[:K, :K] = M[np.ix_(rest, rest)]                          # node K = the contracted cycle
    out = M[np.ix_(rest, c)]
    M2[:K, K] = out.max(1)
    into = M[np.ix_(c, rest)] - M[c, h[c]][:, None]
    M2[K, :K] = into.max(0)
    h2 = edmonds(M2)
    res = h.copy()
    for i in range(1, K):
        res[rest[i]] = c[out[i].argmax()] if h2[i] == K else rest[h2[i]]
    res[c[into[:, h2[K]].argmax()]] = rest[h2[K]]               # break the cycle where its head enters
    return res


def decode(S):
    """S [n, n+1] log probabilities -> heads; tries the three likeliest root words when the argmax is no tree."""
    h = S.argmax(1)
    if is_tree(h):
        return h
    n, best = len(S), None
    for r in np.argsort(-S[:, 0])[:3]:
        M = np.full((n + 1, n + 1), -1e9)
        M[1:] = S
        M[1:, 0] = -1e9
        M[r + 1, 0] = S[r, 0]
        h = edmonds(M)[1:]
        score = M[np.arange(1, n + 1), h].sum()
        if best is None or score > best[0]:
            best = (score, h)
    return best[1]
