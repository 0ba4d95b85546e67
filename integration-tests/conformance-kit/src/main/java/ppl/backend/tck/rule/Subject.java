package ppl.backend.tck.rule;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import ppl.backend.spi.Availability;
import ppl.backend.spi.Backend;
import ppl.backend.spi.Program;
import ppl.backend.spi.lower.Lowering;
import ppl.graph.Given;
import ppl.graph.Graph;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.compile.CompiledGraph;
import ppl.graph.compile.NumericMode;

/** The backend under test, and the ways in which rules use it. */
public final class Subject {

    private final Backend backend;
    private final @Nullable Backend oracle;
    private final Map<Object, Object> known = new ConcurrentHashMap<>();
    private volatile @Nullable Availability availability;

    private Subject(Backend backend, @Nullable Backend oracle) {
        this.backend = backend;
        this.oracle = oracle;
    }

    /** A backend, and the reference for the rules that need one. */
    public static Subject of(Backend backend, Optional<Backend> oracle) {
        return new Subject(backend, oracle.orElse(null));
    }

    /** The backend under test. */
    public Backend backend() {
        return backend;
    }

    /** Its name, even if it cannot say it. */
    public String name() {
        try {
            return String.valueOf(backend.name());
        } catch (RuntimeException | LinkageError e) {
            return backend.getClass().getName();
        }
    }

    /** The same rules' helper for the reference; only for rules that need {@link Need#ORACLE}. */
    public Subject reference() {
        if (oracle == null) {
            throw new IllegalStateException("no reference backend");
        }
        return new Subject(oracle, null);
    }

    @Nullable
    String whyNoOracle() {
        if (oracle == null) {
            return "no reference backend is given, and none named 'interp' is present";
        }
        return oracle.name().equals(backend.name()) ? "the backend is the reference itself" : null;
    }

    /** Whether it can run here, asked once; a probe that throws counts as "no". */
    public Availability availability() {
        Availability answer = availability;
        if (answer == null) {
            try {
                answer = backend.availability();
            } catch (RuntimeException | LinkageError e) {
                answer = new Availability.Unavailable("its probe threw " + e);
            }
            availability = answer;
        }
        return answer;
    }

    /** Compiles primitives as they stand, in the mode STRICT. */
    public Trial compile(List<Var> inputs, Var... outputs) {
        Graph graph = new Graph(inputs, List.of(outputs));
        return new Trial(graph, backend.compile(new Program(graph), NumericMode.STRICT));
    }

    /** Computes a node of primitives from given values. */
    public Tensor run(Var output, Given... givens) {
        return runAll(List.of(output), givens).getFirst();
    }

    /** Computes nodes of primitives from given values. */
    public List<Tensor> runAll(List<Var> outputs, Given... givens) {
        List<Var> inputs = Arrays.stream(givens).map(Given::node).toList();
        try (Trial trial = compile(inputs, outputs.toArray(Var[]::new))) {
            return trial.call(Arrays.stream(givens).map(Given::value).toArray(Tensor[]::new));
        }
    }

    /** Lowers and compiles any deterministic graph. */
    public CompiledGraph lower(Graph graph, NumericMode mode) {
        return Lowering.compile(graph, backend, mode);
    }

    /** Lowers a graph and computes it from given values, in the mode STRICT. */
    public List<Tensor> lowered(List<Var> outputs, Given... givens) {
        return lowered(NumericMode.STRICT, outputs, givens);
    }

    /** Lowers a graph and computes it from given values. */
    public List<Tensor> lowered(NumericMode mode, List<Var> outputs, Given... givens) {
        List<Var> inputs = Arrays.stream(givens).map(Given::node).toList();
        try (CompiledGraph compiled = lower(new Graph(inputs, outputs), mode)) {
            return compiled.call(Arrays.stream(givens).map(Given::value).toList());
        }
    }

    /** What several cases share, computed for the first of them. */
    @SuppressWarnings("unchecked")
    public <K, T> T once(K key, Function<K, T> compute) {
        return (T) known.computeIfAbsent(key, _ -> compute.apply(key));
    }
}
