package ppl.backend.cuda;

import java.util.List;
import java.util.function.UnaryOperator;
import ppl.backend.cuda.emit.PlanEmitter;
import ppl.backend.cuda.run.CudaExecutable;
import ppl.backend.cuda.run.Session;
import ppl.backend.spi.Program;
import ppl.backend.spi.fuse.Fusion;
import ppl.graph.Functions;
import ppl.graph.Graph;
import ppl.graph.Scan;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.compile.CompiledGraph;
import ppl.graph.op.Fma;

/** Measures what work costs on a device, by programs of our own: some tenths of a second. */
final class Measurement {

    /**
     * How much is done.
     *
     * @param steps of a loop of kernels that do next to nothing
     * @param data numbers that are read by a kernel
     * @param given numbers that are sent to the device
     * @param chain operations on each of some numbers
     * @param repeats of each call, of which the fastest counts
     */
    record Sizes(int steps, int data, int given, int chain, int repeats) {
        /** For a GPU. */
        static final Sizes OF_A_DEVICE = new Sizes(100, 1 << 23, 1 << 20, 100, 7);

        /** For one that is emulated. */
        static final Sizes OF_AN_INTERPRETER = new Sizes(10, 5_000, 5_000, 20, 2);
    }

    /** Of the smallest call: no rate is derived from less time than this. */
    private static final double LEAST = 0.1;

    private final Session session;
    private final Sizes sizes;

    Measurement(Session session, Sizes sizes) {
        this.session = session;
        this.sizes = sizes;
    }

    Calibration calibration() {
        Var x = Var.input("x");
        double call = nanos(x, 1, v -> v.times(2));
        // A step is two kernels, its own and that which counts it.
        double loop = nanos(x, 1, v -> Scan.times(sizes.steps())
                .from(v)
                .run(t -> t.next(t.state().times(0.5)))
                .last());
        double launch = beyond(loop, call) / (2 * sizes.steps());
        double[] numbers = new double[sizes.data()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = 1 + i * 1e-9; // no float32 numbers
        }
        Var data = Var.constant(Tensor.of(numbers));
        double read = nanos(x, 1, v -> data.times(v).sum());
        double sent = nanos(Var.input("x", sizes.given()), sizes.given(), v -> v.get(0));
        double computed = nanos(x, 1, v -> chain(data.times(v), v).sum());
        return new Calibration(
                "measured on the device",
                call,
                launch,
                call + launch,
                8.0 * sizes.data() / beyond(read, call),
                (double) sizes.chain() * sizes.data() / beyond(computed, call),
                8.0 * sizes.given() / beyond(sent, call),
                Calibration.ASSUMED.step(),
                Calibration.ASSUMED.barrier());
    }

    private Var chain(Var many, Var by) {
        Var y = many;
        Var factor = Functions.broadcastTo(by, many.shape());
        for (int i = 0; i < sizes.chain(); i++) {
            y = Var.of(new Fma(), y, factor, many);
        }
        return y;
    }

    private static double beyond(double all, double part) {
        return Math.max(all - part, LEAST * part);
    }

    /** The least time of a call. */
    private double nanos(Var input, int length, UnaryOperator<Var> of) {
        Program program = new Program(new Graph(List.of(input), List.of(of.apply(input))));
        var outputs = program.graph().outputs().stream().map(Var::type).toList();
        try (CudaExecutable executable = CudaExecutable.of(
                session,
                PlanEmitter.emit(Fusion.plan(program, CudaBackend.LIMITS), 1, 1),
                List.of(input.type()),
                outputs)) {
            CompiledGraph.Caller caller = executable.caller();
            Object[] in = {new double[length]};
            Object[] out = {
                Tensor.allocate(
                        outputs.getFirst().dtype(), outputs.getFirst().shape().elements())
            };
            double least = Double.POSITIVE_INFINITY;
            for (int r = 0; r <= sizes.repeats(); r++) {
                long start = System.nanoTime();
                caller.call(in, out);
                least = Math.min(least, r == 0 ? Double.POSITIVE_INFINITY : System.nanoTime() - start);
            }
            return least;
        }
    }
}
