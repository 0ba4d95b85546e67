"""Writes reductions.csv, contractions.csv, scatters.csv, linear.csv, elimination.csv and random.csv: what must come out to the bit where
the order of operations is fixed. Everything is computed step by step in the documented order, in exact arithmetic
rounded at every step.

Operands are patterns, so that large tensors need no table: element i (row-major) of pattern s is
  k = (i * 2654435761 + s * 40503 + 12345) mod 2^32
  "wide"   float64: (k - 2^31) * 2^((k >> 7) mod 48 - 50)     float32: ((k >> 8) - 2^23) * 2^((k >> 3) mod 24 - 30)
  "near1"  float64: 1 + (k - 2^31) * 2^-36                    float32: 1 + ((k >> 20) - 2^11) * 2^-15
  "int"    k - 2^31, times 2^31 + 1 for int64
All of them are exact in their type.
"""
import functools
import itertools
import struct
from exact import *

CHUNK, LANES, BLOCK, GROUP_BLOCK = 4096, 16, 256, 64


def f32(x):
    return struct.unpack("<f", struct.pack("<f", x))[0]


def pattern(kind, seed, i, dtype):
    k = (i * 2654435761 + seed * 40503 + 12345) % 2 ** 32
    if kind == "wide":
        return (k - 2 ** 31) * 2.0 ** ((k >> 7) % 48 - 50) if dtype == "f64" else ((k >> 8) - 2 ** 23) * 2.0 ** ((k >> 3) % 24 - 30)
    if kind == "near1":
        return 1 + (k - 2 ** 31) * 2.0 ** -36 if dtype == "f64" else 1 + ((k >> 20) - 2 ** 11) * 2.0 ** -15
    return (k - 2 ** 31) * (2 ** 31 + 1 if dtype == "i64" else 1)


def values(kind, seed, n, dtype):
    out = [pattern(kind, seed, i, dtype) for i in range(n)]
    assert dtype != "f32" or all(f32(x) == x for x in out)
    return out


def pairs(step, parts):
    while len(parts) > 1:
        parts = [step(parts[i], parts[i + 1]) if i + 1 < len(parts) else parts[i] for i in range(0, len(parts), 2)]
    return parts[0]


def canonical(xs, step, empty, combine=pairs):
    if not xs:
        return empty
    chunks = []
    for start in range(0, len(xs), CHUNK):
        lanes = []
        for i, x in enumerate(xs[start:start + CHUNK]):
            if i < LANES:
                lanes.append(x)
            else:
                lanes[i % LANES] = step(lanes[i % LANES], x)
        width = LANES // 2
        while width:
            for l in range(width):
                if l + width < len(lanes):
                    lanes[l] = step(lanes[l], lanes[l + width])
            lanes = lanes[:width]
            width //= 2
        chunks.append(lanes[0])
    return combine(step, chunks)


def steps(op, dtype):
    if dtype[0] == "i":
        bits = int(dtype[1:])
        return {"sum": lambda x, y: wrap(x + y, bits), "prod": lambda x, y: wrap(x * y, bits), "max": max, "min": min}[op]
    # The sum or product of two machine floats is rounded once by the machine too; exact.py agrees and is 100 times slower.
    cut = f32 if dtype == "f32" else float
    return {"sum": lambda x, y: cut(x + y), "prod": lambda x, y: cut(x * y), "max": maximum, "min": minimum}[op]


def write(name, header, rows):
    with open(name, "w", newline="\n") as f:
        f.write("\n".join([header] + [",".join(str(c) for c in r) for r in rows]) + "\n")


def blanks(xs):
    return " ".join(text(x) for x in xs)


def reductions():
    rows = []
    empties = {"sum": 0.0, "prod": 1.0, "max": -INF, "min": INF}

    def add_row(rule, op, dtype, kind, seed, shape, axes, remark):
        kept = [a for a in range(len(shape)) if a not in axes]
        step = steps(op, dtype)
        seed, result, others = seed - 1, None, [None]
        while result in others:  # the next seed, until other orders come out otherwise
            seed += 1
            xs = values(kind, seed, functools.reduce(lambda a, b: a * b, shape, 1), dtype)
            groups = {}
            for flat, position in enumerate(itertools.product(*(range(s) for s in shape))):
                groups.setdefault(tuple(position[a] for a in kept), []).append(xs[flat])
            longest = max(len(g) for g in groups.values()) if op in ("sum", "prod") and dtype[0] == "f" else 0
            result = blanks(canonical(g, step, empties[op]) for g in groups.values())
            others = [blanks(functools.reduce(step, g) for g in groups.values())] if longest > LANES + 1 else []
            if longest > 3 * CHUNK:  # chunks from left to right
                others.append(blanks(canonical(g, step, empties[op], functools.reduce) for g in groups.values()))
        rows.append((rule, op, dtype, kind, seed, " ".join(map(str, shape)), " ".join(map(str, axes)), result, remark))

    for n in (1, 2, 3, 8, 15, 16, 17, 18, 31, 32, 33, 64, 100, 257, 1000, 4095, 4096):
        add_row("R1.01", "sum", "f64", "wide", n + 40, (n,), (0,), "one chunk")
    for n in (4097, 4098, 8192, 8193, 12289, 16384, 20000, 20481, 65537):
        add_row("R1.02", "sum", "f64", "wide", n + 17, (n,), (0,), "%d chunks" % -(-n // CHUNK))
    for shape, axes in (((5, 33), (1,)), ((33, 5), (0,)), ((3, 40, 4), (1,)), ((7, 3, 9), (0, 2)), ((4, 5, 6), (0, 1, 2)), ((6, 50), (0, 1)),
                        ((2, 3, 4, 5), (1, 3)), ((3, 4100), (1,)), ((4100, 2), (0,)), ((1, 37), (0,))):
        add_row("R1.03", "sum", "f64", "wide", 3, shape, axes, "")
    for n in (1, 5, 17, 40, 300, 4100, 9000):
        add_row("R1.04", "prod", "f64", "near1", 5, (n,), (0,), "")
    for op, kind in (("sum", "wide"), ("prod", "near1")):
        for n in (5, 17, 18, 100, 5000):
            add_row("R1.05", op, "f32", kind, 7 + n, (n,), (0,), "rounded to float32 at every step")
    for dtype in ("i64", "i32"):
        for op in ("sum", "prod", "max", "min"):
            for n in (1, 18, 5000):
                add_row("R1.06", op, dtype, "int", 9, (n,), (0,), "wraps" if op in ("sum", "prod") else "signed")
    for dtype in ("f64", "f32"):
        for op in ("max", "min"):
            for n in (1, 18, 5000):
                add_row("R1.07", op, dtype, "wide", 11, (n,), (0,), "")
    write("reductions.csv", "rule,operation,type,pattern,seed,shape,axes,result,remark", rows)


def contraction(xs, ys, dtype, step=fma, block=BLOCK):
    blocks = []
    for start in range(0, len(xs), block):
        acc = 0.0
        for x, y in zip(xs[start:start + block], ys[start:start + block]):
            acc = step(x, y, acc, dtype)
        blocks.append(acc)
    return pairs(lambda x, y: add(x, y, dtype), blocks) if blocks else 0.0


def contractions():
    rows = []

    def add_row(rule, dtype, batch, m, k, n, remark):
        seed, out, others = 20, None, [None]
        while out in others:  # the next seed, until other orders come out otherwise
            seed += 1
            a = values("wide", seed, batch * m * k, dtype)
            b = values("wide", seed + 1, batch * k * n, dtype)
            out, rounded_twice, unblocked = [], [], []
            for c, i, j in itertools.product(range(batch), range(m), range(n)):
                xs = [a[(c * m + i) * k + p] for p in range(k)]
                ys = [b[(c * k + p) * n + j] for p in range(k)]
                out.append(text(contraction(xs, ys, dtype)))
                rounded_twice.append(text(contraction(xs, ys, dtype, lambda x, y, s, t: add(mul(x, y, t), s, t))))
                unblocked.append(text(contraction(xs, ys, dtype, fma, k)))
            others = [rounded_twice] * (k > 1) + [unblocked] * (k > BLOCK + 8)
        rows.append((rule, dtype, seed, batch, m, k, n, " ".join(out), remark))

    for m, k, n in ((1, 1, 1), (1, 3, 1), (2, 3, 4), (3, 16, 2), (1, 17, 5), (5, 40, 1), (2, 100, 3), (2, 255, 1), (1, 256, 2)):
        add_row("C1.01", "f64", 1, m, k, n, "one block")
    for k in (257, 300, 512, 513, 700, 1024, 1025, 1500):
        add_row("C1.02", "f64", 1, 1, k, 1, "%d blocks" % -(-k // BLOCK))
    add_row("C1.02", "f64", 1, 2, 600, 3, "3 blocks")
    add_row("C1.03", "f64", 3, 2, 7, 2, "3 matrices")
    add_row("C1.03", "f64", 4, 1, 300, 1, "4 rows")
    for m, k, n in ((1, 3, 1), (2, 40, 2), (1, 300, 2)):
        add_row("C1.04", "f32", 1, m, k, n, "fma of float32")
    write("contractions.csv", "rule,type,seed,batch,m,k,n,result,remark", rows)


def group_sum(xs, step, zero, block=GROUP_BLOCK, combine=pairs):
    blocks = [functools.reduce(step, xs[start:start + block], zero) for start in range(0, len(xs), block)]
    return combine(step, blocks) if blocks else zero


def scatters():
    rows = []

    def add_row(rule, dtype, kind, count, size, remark):
        indices = [i * (i + 3) // 2 % size for i in range(count)]
        step, zero = steps("sum", dtype), 0.0 if dtype[0] == "f" else 0
        seed, out, others = 30, None, [None]
        while out in others:  # the next seed, until other orders come out otherwise
            seed += 1
            groups = [[] for _ in range(size)]
            aligned = [{} for _ in range(size)]  # blocks of rows instead of ranks
            for row, (i, u) in enumerate(zip(indices, values(kind, seed, count, dtype))):
                groups[i].append(u)
                aligned[i].setdefault(row // GROUP_BLOCK, []).append(u)
            out = blanks(group_sum(g, step, zero) for g in groups)
            longest = max(len(g) for g in groups) if dtype[0] == "f" else 0
            others = [blanks(group_sum(g[::-1], step, zero) for g in groups)] * (longest > 10)
            if longest > GROUP_BLOCK + 8:
                others.append(blanks(group_sum(g, step, zero, len(g) or 1) for g in groups))
                others.append(blanks(canonical(g, step, zero) for g in groups))
                if size > 1:
                    others.append(blanks(pairs(step, [functools.reduce(step, b, zero) for b in a.values()] or [zero]) for a in aligned))
            if longest > 4 * GROUP_BLOCK:
                others.append(blanks(group_sum(g, step, zero, combine=functools.reduce) for g in groups))
        rows.append((rule, dtype, kind, seed, " ".join(map(str, indices)), size, out, remark))

    for dtype, kind in (("f64", "wide"), ("f32", "wide"), ("i64", "int"), ("i32", "int")):
        for count, size in ((1, 1), (10, 3), (100, 7), (64, 1), (65, 1), (333, 1), (64, 100), (400, 3), (1000, 2)):
            add_row("I2.02" if dtype[0] == "f" else "I2.03", dtype, kind, count, size, "")
    write("scatters.csv", "rule,type,pattern,seed,indices,size,result,remark", rows)


def cholesky(a, n, dtype):
    l = [[0.0] * n for _ in range(n)]
    for i in range(n):
        for j in range(i + 1):
            s = a[i * n + j]
            for k in range(j):
                s = fma(-l[i][k], l[j][k], s, dtype)
            l[i][j] = sqrt(s, dtype) if i == j else div(s, l[j][j], dtype)
    return [x for r in l for x in r]


def solve(l, b, n, m, transposed, dtype):
    x = [0.0] * (n * m)
    for c in range(m):
        known = []
        for i in (reversed(range(n)) if transposed else range(n)):
            s = b[i * m + c]
            for k in known:
                s = fma(-(l[k * n + i] if transposed else l[i * n + k]), x[k * m + c], s, dtype)
            x[i * m + c] = div(s, l[i * n + i], dtype)
            known.append(i)
    return x


def positive_definite(n, seed):
    b = [((i * 37 + seed * 11) % 19 - 9) / 8 for i in range(n * n)]
    return [float(sum(b[i * n + k] * b[j * n + k] for k in range(n)) + (n if i == j else 0)) for i in range(n) for j in range(n)]


def linear():
    rows = []
    spoil = lambda a, n: [NAN if i % n > i // n else x for i, x in enumerate(a)]
    for dtype in ("f64", "f32"):
        for n in (1, 2, 3, 5, 8) if dtype == "f64" else (3,):
            a = positive_definite(n, n)
            rows.append(("L1.01", "cholesky", dtype, n, n, blanks(a), "", blanks(cholesky(a, n, dtype)), ""))
        for n in (2, 5):
            a = spoil(positive_definite(n, n), n)
            rows.append(("L1.02", "cholesky", dtype, n, n, blanks(a), "", blanks(cholesky(a, n, dtype)), "the upper triangle holds NaN"))
        for a, remark in (([-1.0], "negative pivot"), ([1.0, 2.0, 2.0, 1.0], "second pivot negative"), ([NAN], "NaN"),
                          ([4.0, 2.0, 1.0, 2.0, 1.0, 3.0, 1.0, 3.0, 9.0], "second pivot 0"),
                          ([1.0, 0.0, 0.0, 0.0, -4.0, 0.0, 0.5, 1.0, 9.0], "second pivot negative; the first column stays"),
                          ([INF, 0.0, 0.0, 1.0], "infinite pivot")):
            n = int(len(a) ** 0.5)
            rows.append(("L1.03", "cholesky", dtype, n, n, blanks(a), "", blanks(cholesky(a, n, dtype)), remark))
        for transposed in (False, True):
            op = "solve_t" if transposed else "solve"
            for n, m in ((1, 1), (2, 1), (4, 3), (7, 2)) if dtype == "f64" else ((4, 3),):
                l = cholesky(positive_definite(n, n + 1), n, dtype)
                b = [round_fraction(Fraction(i * 7 % 13 - 6, 3), dtype) for i in range(n * m)]
                rows.append(("L1.05" if transposed else "L1.04", op, dtype, n, m, blanks(l), blanks(b), blanks(solve(l, b, n, m, transposed, dtype)), ""))
            l = cholesky(positive_definite(3, 2), 3, dtype)
            rows.append(("L1.06", op, dtype, 3, 1, blanks(spoil(l, 3)), blanks([1.0, 2.0, 3.0]),
                         blanks(solve(l, [1.0, 2.0, 3.0], 3, 1, transposed, dtype)), "the upper triangle holds NaN"))
            rows.append(("L1.07", op, dtype, 2, 1, blanks([0.0, 0.0, 1.0, 2.0]), blanks([1.0, -1.0]),
                         blanks(solve([0.0, 0.0, 1.0, 2.0], [1.0, -1.0], 2, 1, transposed, dtype)), "a singular matrix gives what division gives"))
    write("linear.csv", "rule,operation,type,n,m,matrix,right side,result,remark", rows)


def eliminated(a, n, dtype):
    """Row by row as the definition of one element says, after the rows are known; found by a search for each pivot."""
    rows = list(range(n))

    def left(i, j):  # of the element in row i of the exchanged matrix, after the steps before min(i, j)
        s = a[rows[i] * n + j]
        for k in range(min(i, j)):
            s = fma(-lower(i, k), left(k, j), s, dtype)
        return s

    def after(i, k):  # of column k at row i, after the steps before k
        s = a[rows[i] * n + k]
        for p in range(k):
            s = fma(-lower(i, p), left(p, k), s, dtype)
        return s

    def lower(i, k):
        pivot = left(k, k)
        s = after(i, k)
        return s if pivot == 0 else div(s, pivot, dtype)

    for k in range(n):
        column = [abs(after(i, k)) for i in range(k, n)]
        nans = [i for i, x in enumerate(column) if x != x]
        best = k + (nans[0] if nans else column.index(max(column)))
        rows[k], rows[best] = rows[best], rows[k]
    return [left(i, j) if i <= j else lower(i, j) for i in range(n) for j in range(n)], rows


def elimination():
    out = []

    def add_row(rule, dtype, a, remark):
        n = int(len(a) ** 0.5)
        factors, rows = eliminated(a, n, dtype)
        result = [x for i in range(n) for x in factors[i * n:(i + 1) * n] + [float(rows[i])]]
        out.append((rule, dtype, n, blanks(a), blanks(result), remark))

    for dtype in ("f64", "f32"):
        for n in (1, 2, 3, 5) if dtype == "f64" else (3,):
            add_row("L2.01", dtype, values("wide", 30 + n, n * n, dtype), "of all sizes of numbers")
            add_row("L2.01", dtype, values("near1", 60 + n, n * n, dtype), "all near 1")
        add_row("L2.01", dtype, [0.0, 2.0, 1.0, 0.0, 0.0, 3.0, 4.0, 1.0, 0.0], "a cycle of rows")
        add_row("L2.02", dtype, [1.0, 5.0, -1.0, 7.0], "equal magnitudes")
        add_row("L2.02", dtype, [1.0, 2.0, 3.0, -2.0, 1.0, 1.0, 2.0, 4.0, 9.0], "the first of equals in a later row")
        add_row("L2.02", dtype, [1.0, 2.0, 3.0, NAN, 1.0, 1.0, INF, 4.0, 9.0], "NaN beside infinity")
        add_row("L2.02", dtype, [NAN, 2.0, NAN, 4.0], "the first of two NaN")
        add_row("L2.02", dtype, [0.0, 1.0, -0.0, 2.0], "zeros of both signs")
        add_row("L2.03", dtype, [0.0] * 9, "nothing but zeros")
        add_row("L2.03", dtype, [0.0, 1.0, 2.0, 0.0, 3.0, 4.0, 0.0, 5.0, 7.0], "no pivot in the first column")
        add_row("L2.03", dtype, [1.0, 2.0, 3.0, 2.0, 4.0, 7.0, 4.0, 8.0, 1.0], "no pivot in the second column")
        add_row("L2.03", dtype, [1.0, 2.0, 2.0, 4.0], "no pivot in the last column")
    write("elimination.csv", "rule,type,n,matrix,result,remark", out)


def philox(counter, key, rounds=10):
    c, k = list(counter), list(key)
    for _ in range(rounds):
        p0, p1 = 0xD2511F53 * c[0], 0xCD9E8D57 * c[2]
        c = [(p1 >> 32) ^ c[1] ^ k[0], p1 & 0xFFFFFFFF, (p0 >> 32) ^ c[3] ^ k[1], p0 & 0xFFFFFFFF]
        k = [(k[0] + 0x9E3779B9) % 2 ** 32, (k[1] + 0xBB67AE85) % 2 ** 32]
    return c


def random():
    # The published vectors of Philox4x32-10.
    assert philox([0] * 4, [0] * 2) == [0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8]
    assert philox([0xFFFFFFFF] * 4, [0xFFFFFFFF] * 2) == [0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD]
    assert philox([0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344], [0xA4093822, 0x299F31D0]) == [0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1]
    rows = []
    for key in (0, 1, -1, 42, 0x0123456789ABCDEF, -(2 ** 63)):
        for counter in (0, 1, 2 ** 32 - 1, 2 ** 32, -1, 0x7EDCBA9876543210):
            for domain in (0, 1, 2):
                k, c = key % 2 ** 64, counter % 2 ** 64
                block = philox([c % 2 ** 32, c >> 32, domain, 0], [k % 2 ** 32, k >> 32])
                if domain == 0 or counter in (0, 2 ** 32):
                    rows.append(("K1.01", "low", key, counter, domain, wrap(block[0] | block[1] << 32, 64)))
                if domain == 0 and counter in (1, -1):
                    rows.append(("K1.02", "high", key, counter, domain, wrap(block[2] | block[3] << 32, 64)))
    for seed in (0, 7, 2 ** 63 - 1):
        for i in range(4):
            block = philox([i, 0, 0, 0], [seed % 2 ** 32, seed >> 32])
            u = (((block[0] | block[1] << 32) >> 12) + 0.5) * 2.0 ** -52
            rows.append(("K1.03", "uniform", seed, i, 0, text(u)))
    write("random.csv", "rule,what,key,counter,domain,result", rows)


if __name__ == "__main__":
    reductions()
    contractions()
    scatters()
    linear()
    elimination()
    random()
