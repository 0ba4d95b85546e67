package ppl.backend.tck.areas;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import ppl.backend.tck.rule.Case;
import ppl.backend.tck.rule.Expect;
import ppl.backend.tck.rule.Rule;
import ppl.backend.tck.rule.Subject;
import ppl.backend.tck.tables.Table;
import ppl.backend.tck.tables.Table.Row;
import ppl.graph.DType;
import ppl.graph.Graph;
import ppl.graph.Shape;
import ppl.graph.Tensor;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.compile.CompiledGraph;
import ppl.graph.compile.NumericMode;
import ppl.graph.random.KeyVar;
import ppl.graph.random.Philox;
import ppl.graph.random.RandomKey;

/** Rules K: the bits of Philox4x32-10, whether the backend claims the op or gets its expansion. */
final class RandomRules {

    private static final String BITS =
            "halves of a 64-bit word exchanged, a counter cut to 32 bits, 32-bit products without their high half";

    private RandomRules() {}

    static List<Rule> all() {
        return List.of(
                Rule.of("K1.01", "the first 64 bits of a block", BITS, bits("K1.01")),
                Rule.of("K1.02", "the last 64 bits of a block", BITS, bits("K1.02")),
                Rule.of(
                        "K1.03",
                        "uniform numbers are midpoints of 2^52 cells of (0, 1)",
                        "division by 2^53, 0 or 1 among the values",
                        uniforms()),
                Rule.of(
                        "K1.04",
                        "element i of a tensor of bits is the number i of the key",
                        "counters per lane or per thread",
                        positions()),
                Rule.of(
                        "K1.05",
                        "a key given at a call draws as a key known before",
                        "keys folded in another order",
                        keys()));
    }

    private static List<Case> bits(String rule) {
        List<Case> cases = new ArrayList<>();
        for (Row row : Table.read("random.csv").rows(rule)) {
            String name = "key " + row.get("key") + ", counter " + row.get("counter") + ", domain " + row.get("domain");
            cases.add(new Case(name, s -> {
                Philox op = new Philox(row.number("domain"), row.get("what").equals("high"));
                CompiledGraph graph = s.once(op, _ -> philox(s, op));
                Tensor actual = graph.call(List.of(scalar(row.get("key")), scalar(row.get("counter"))))
                        .getFirst();
                Expect.bits(scalar(row.get("result")), actual, row.get("what") + " 64 bits");
            }));
        }
        return cases;
    }

    private static Tensor scalar(String number) {
        return Tensor.scalar(Long.parseLong(number));
    }

    private static CompiledGraph philox(Subject s, Philox op) {
        Var key = Var.input("key", TensorType.scalar(DType.I64));
        Var counter = Var.input("counter", TensorType.scalar(DType.I64));
        return s.lower(new Graph(List.of(key, counter), List.of(Var.of(op, key, counter))), NumericMode.STRICT);
    }

    private static List<Case> uniforms() {
        List<Case> cases = new ArrayList<>();
        for (Row row : Table.read("random.csv").rows("K1.03")) {
            cases.add(new Case("seed " + row.get("key") + ", number " + row.get("counter"), s -> {
                Tensor four = s.once("uniform", _ -> uniform(s))
                        .call(List.of(scalar(row.get("key"))))
                        .getFirst();
                double u = four.doubleAt(row.number("counter"));
                Expect.bits(Tensor.scalar(Double.parseDouble(row.get("result"))), Tensor.scalar(u), "the number");
            }));
        }
        return cases;
    }

    private static CompiledGraph uniform(Subject s) {
        Var key = Var.input("key", TensorType.scalar(DType.I64));
        return s.lower(new Graph(List.of(key), List.of(new KeyVar(key).uniform(Shape.of(4)))), NumericMode.STRICT);
    }

    private static List<Case> positions() {
        List<Case> cases = new ArrayList<>();
        for (int[] shape : new int[][] {{1}, {7}, {16}, {1000}, {3, 5}, {2, 3, 4}}) {
            cases.add(new Case("shape " + Shape.of(shape), s -> {
                RandomKey key = RandomKey.of(20).fold("x");
                Var in = Var.input("key", TensorType.scalar(DType.I64));
                long[] expected = IntStream.range(0, Shape.of(shape).elements())
                        .mapToLong(i -> Philox.bits(key.bits(), i, 0, false))
                        .toArray();
                Tensor actual = s.lowered(
                                List.of(new KeyVar(in).bits(Shape.of(shape))), in.with(Tensor.scalar(key.bits())))
                        .getFirst();
                Expect.bits(Tensor.of(expected, shape), actual, "the bits");
            }));
        }
        return cases;
    }

    private static List<Case> keys() {
        return List.of(
                new Case("folded by number and name", s -> {
                    Var in = Var.input("key", TensorType.scalar(DType.I64));
                    Var folded = new KeyVar(in).fold(3).fold("theta").key();
                    long expected = RandomKey.of(-9).fold(3).fold("theta").bits();
                    Tensor actual = s.lowered(List.of(folded), in.with(Tensor.scalar(-9L)))
                            .getFirst();
                    Expect.bits(Tensor.scalar(expected), actual, "the key");
                }),
                new Case("a known key's bits are a constant of the program", s -> {
                    RandomKey key = RandomKey.of(5);
                    Tensor actual = s.lowered(List.of(KeyVar.of(key).bits(Shape.of(40))))
                            .getFirst();
                    long[] expected =
                            IntStream.range(0, 40).mapToLong(key::bits).toArray();
                    Expect.bits(Tensor.of(expected), actual, "the bits");
                }));
    }
}
