package ppl.backend.cuda;

import java.util.List;
import ppl.backend.spi.plan.Access;
import ppl.backend.spi.plan.Buffer;
import ppl.backend.spi.plan.Buffer.Place;
import ppl.backend.spi.plan.Kernel;
import ppl.backend.spi.plan.Kernel.LibraryCall;
import ppl.backend.spi.plan.Kernel.LoopNest;
import ppl.backend.spi.plan.KernelPlan;
import ppl.backend.spi.plan.Sink;
import ppl.backend.spi.plan.Step;
import ppl.graph.DType;
import ppl.graph.op.CanonicalOrder;
import ppl.graph.op.Cholesky;
import ppl.graph.op.CumulativeSum;
import ppl.graph.op.Lu;
import ppl.graph.op.TriangularSolve;

/**
 * About how long a call takes. A kernel takes the time of a launch and the longest of: its memory traffic, its arithmetic, and the operations
 * of one thread that wait for each other.
 *
 * @param plan of one point
 * @param points how many points are computed in a call; data that are known now are read once for all of them
 */
record Estimate(Calibration device, KernelPlan plan, int points) {

    /** Steps of a loop that ends by a condition. */
    private static final int ASKED_STEPS = 1000;

    double nanos() {
        return device.call() + transferred() / device.transfer() + nanos(plan.kernels());
    }

    /** Elements of all loops and operations of all routines: how much there is to do, whatever does it. */
    static double work(KernelPlan plan) {
        return new Estimate(
                        new Calibration("operations", 0, 0, 0, Double.MAX_VALUE, 1, Double.MAX_VALUE, 0, 0), plan, 1)
                .nanos();
    }

    private double transferred() {
        double bytes = 0;
        for (Buffer b : plan.buffers()) {
            boolean travels = b.place() instanceof Place.Input || b.place() instanceof Place.Output;
            bytes += travels ? (double) bytes(b.dtype()) * b.length() * points : 0;
        }
        return bytes;
    }

    private static int bytes(DType dtype) {
        return dtype == DType.BOOL ? 4 : dtype.bytes();
    }

    private double nanos(List<Kernel> kernels) {
        return kernels.stream().mapToDouble(this::nanos).sum();
    }

    private double nanos(Kernel kernel) {
        return switch (kernel) {
            case LoopNest nest -> nest(nest);
            case LibraryCall call -> library(call);
            case Kernel.Fill fill -> {
                Buffer b = plan.buffer(fill.buffer());
                yield kernel(1, (double) bytes(b.dtype()) * b.length() * points, 0, 0);
            }
            case Kernel.GroupLayout layout -> {
                double rows = plan.buffer(layout.places()).length();
                yield kernel(4, 16 * rows * points, 8 * rows * points, 8 * Math.sqrt(rows));
            }
            case Kernel.GroupSums sums -> {
                double elements = plan.buffer(sums.from()).length();
                yield kernel(2, 16 * elements * points, elements * points, 16);
            }
            // Kernels of both lists are launched, and those of one have nothing to do.
            case Kernel.Branch branch -> device.launch() + nanos(branch.then()) + nanos(branch.otherwise());
            case Kernel.Loop loop -> {
                Kernel.Condition asked = loop.condition();
                double steps = asked == null ? loop.rows() : Math.min(loop.rows(), ASKED_STEPS);
                double condition = asked == null ? 0 : device.launch() + nanos(asked.kernels());
                double asking = asked == null ? 0 : device.answer() * Math.log(1 + steps);
                yield 2 * device.launch() + asking + steps * (device.launch() + condition + nanos(loop.step()));
            }
        };
    }

    /** The longest of all that a kernel waits for. */
    private double kernel(double launches, double bytes, double operations, double inARow) {
        double busy = Math.max(bytes / device.memory(), operations / device.arithmetic());
        return launches * device.launch() + Math.max(busy, inARow * device.step());
    }

    private double nest(LoopNest nest) {
        double bytes = 0;
        for (Access access : nest.accesses()) {
            bytes += touched(nest, access);
        }
        long each = nest.accesses().size()
                + nest.steps().stream().filter(Step.Apply.class::isInstance).count();
        double operations = (double) each * nest.iterations() * points;
        boolean folds = nest.sinks().stream().anyMatch(Sink.Fold.class::isInstance);
        boolean groups = nest.sinks().stream().anyMatch(Sink.Scatter.class::isInstance);
        int chunk = Math.min(nest.reduced(), CanonicalOrder.CHUNK);
        double elements = folds ? Math.ceilDiv(chunk, CanonicalOrder.LANES) : groups ? CanonicalOrder.GROUP_BLOCK : 1;
        int launches = 1 + (groups ? 1 : 0) + (folds && nest.reduced() > CanonicalOrder.CHUNK ? 1 : 0);
        return kernel(launches, bytes, operations, elements * (each + 4));
    }

    /** The bytes of an access, each element once. */
    private double touched(LoopNest nest, Access access) {
        Buffer buffer = plan.buffer(access.buffer());
        double elements = 1;
        for (int a = 0; a < nest.sizes().size(); a++) {
            elements *= access.strides().get(a) != 0 ? nest.sizes().get(a) : 1;
        }
        boolean shared = buffer.place() instanceof Place.Literal;
        return elements * bytes(buffer.dtype()) * (shared ? 1 : points);
    }

    private double library(LibraryCall call) {
        double operations = plan.operations(call) * points;
        double bytes = 0;
        for (var view : call.operands()) {
            Buffer b = plan.buffer(view.buffer());
            double elements = view.sizes().stream().mapToDouble(n -> n).reduce(1, (x, y) -> x * y);
            bytes += elements * bytes(b.dtype()) * (b.place() instanceof Place.Literal ? 1 : points);
        }
        List<Integer> sizes = call.operands().getFirst().sizes();
        double n = sizes.isEmpty() ? 1 : sizes.getLast();
        double met =
                switch (call.op()) {
                    case Cholesky _ -> 3 * n * device.barrier();
                    case TriangularSolve _ -> 2 * n * device.barrier();
                    case Lu _ -> 12 * n * device.barrier();
                    default -> 0;
                };
        double inARow = call.op() instanceof CumulativeSum ? 6 * n : 2 * Math.min(n, CanonicalOrder.BLOCK);
        return met + kernel(2, bytes, operations, inARow);
    }
}
