package ppl.backend.vector.points;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import ppl.backend.spi.plan.Access;
import ppl.backend.spi.plan.Buffer;
import ppl.backend.spi.plan.Buffer.Place;
import ppl.backend.spi.plan.Kernel;
import ppl.backend.spi.plan.Kernel.LoopNest;
import ppl.backend.spi.plan.KernelPlan;
import ppl.backend.spi.plan.Sink;
import ppl.backend.spi.plan.Step;
import ppl.graph.DType;

/**
 * A plan in which each element is as many as there are points, one beside the other; numbers known when the plan was made stay one. All
 * that points differ in lies in the arenas, what the program is given and what it returns too. Nests count elements as before.
 *
 * @param inputs where the inputs lie
 * @param outputs where the results lie
 */
record Widened(KernelPlan plan, List<Port> inputs, List<Port> outputs) {

    /**
     * Where an array of the caller lies in the arena of float64.
     *
     * @param position of the array among inputs or outputs
     * @param length its elements for one point
     * @param offset of the first point's first element
     */
    record Port(int position, int length, int offset) {}

    /** A plan without an {@link PointsCheck#obstacle obstacle}, for so many points. */
    static Widened of(KernelPlan plan, int points) {
        return new Widening(plan, points).widened();
    }

    /** True if points differ in a buffer. */
    static boolean varies(Buffer buffer) {
        return !(buffer.place() instanceof Place.Literal);
    }

    private static final class Widening {
        private final KernelPlan plan;
        private final int points;
        private final Map<DType, Integer> used = new EnumMap<>(DType.class);
        private final List<Port> inputs = new ArrayList<>();
        private final List<Port> outputs = new ArrayList<>();

        Widening(KernelPlan plan, int points) {
            this.plan = plan;
            this.points = points;
            plan.arenaLengths().forEach((dtype, length) -> used.put(dtype, Math.multiplyExact(length, points)));
        }

        Widened widened() {
            List<Buffer> buffers = plan.buffers().stream().map(this::buffer).toList();
            List<Kernel> kernels = plan.kernels().stream().map(this::kernel).toList();
            return new Widened(new KernelPlan(kernels, buffers), List.copyOf(inputs), List.copyOf(outputs));
        }

        private Buffer buffer(Buffer b) {
            int length = Math.multiplyExact(b.length(), varies(b) ? points : 1);
            Place place =
                    switch (b.place()) {
                        case Place.Literal literal -> literal;
                        case Place.Arena(int offset) -> new Place.Arena(offset * points);
                        case Place.Input(int position) -> port(b, position, inputs);
                        case Place.Output(int position) -> port(b, position, outputs);
                        case Place.Window _ -> throw new AssertionError("a window outside of loops: " + b);
                    };
            return new Buffer(b.id(), b.dtype(), length, place);
        }

        private Place port(Buffer b, int position, List<Port> ports) {
            int offset = used.getOrDefault(b.dtype(), 0);
            used.put(b.dtype(), Math.addExact(offset, Math.multiplyExact(b.length(), points)));
            ports.add(new Port(position, b.length(), offset));
            return new Place.Arena(offset);
        }

        private Kernel kernel(Kernel kernel) {
            return switch (kernel) {
                case LoopNest nest ->
                    new LoopNest(
                            nest.sizes(),
                            nest.kept(),
                            nest.steps().stream().map(this::step).toList(),
                            nest.sinks().stream().map(this::sink).toList());
                case Kernel.Fill fill -> fill;
                case Kernel.GroupSums s ->
                    new Kernel.GroupSums(
                            s.from(),
                            s.accumulators(),
                            s.longGroups(),
                            s.groups(),
                            s.before(),
                            s.after() * points,
                            s.to());
                case Kernel.GroupLayout _, Kernel.Branch _, Kernel.Loop _, Kernel.LibraryCall _ ->
                    throw new AssertionError("not for several points: " + kernel);
            };
        }

        private Step step(Step step) {
            return switch (step) {
                case Step.Load(DType dtype, Access from) -> new Step.Load(dtype, access(from));
                case Step.Gather(DType dtype, Access from, int index, int stride, int extent, boolean certain) ->
                    new Step.Gather(dtype, access(from), index, stride * apart(from), extent, certain);
                case Step.Immediate _, Step.Position _, Step.Apply _ -> step;
            };
        }

        private Sink sink(Sink sink) {
            return switch (sink) {
                case Sink.Store(int step, Access to) -> new Sink.Store(step, access(to));
                case Sink.Fold(int step, var fn, Access to) -> new Sink.Fold(step, fn, access(to));
                case Sink.Scatter(int step, Access to, int place, int stride) ->
                    new Sink.Scatter(step, access(to), place, stride * apart(to));
            };
        }

        /** How far apart neighbours in a buffer are. */
        private int apart(Access access) {
            return varies(plan.buffer(access.buffer())) ? points : 1;
        }

        private Access access(Access a) {
            int apart = apart(a);
            return apart == 1
                    ? a
                    : new Access(
                            a.buffer(),
                            a.offset() * apart,
                            a.strides().stream().map(s -> s * apart).toList());
        }
    }
}
