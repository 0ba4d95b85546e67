package ppl.backend.vector;

import java.util.List;
import ppl.backend.spi.plan.Kernel;
import ppl.backend.spi.plan.KernelPlan;
import ppl.backend.spi.plan.Step;
import ppl.backend.vector.simd.Simd;

/**
 * About how long a call takes once all code is compiled and hot loops are in lanes, from the loops that really run. The rates are fitted
 * to the models of {@code .ci/bench gradients} on registers of 512 bits.
 *
 * @param element nanoseconds of an operation on one element of a long loop, or of reading or writing one
 * @param product nanoseconds of a multiplication in a library call
 */
record Estimate(double element, double product) {

    private static final Estimate SCALAR = new Estimate(0.14, 0.3);
    private static final Estimate LANES_512 = new Estimate(0.03, 0.05);

    /** Of calling the program, and each kernel. */
    private static final double CALL = 15;
    /** Shorter loops stay scalar. */
    private static final int SHORT = 64;
    /** Steps of a loop that ends by a condition. */
    private static final int ASKED_STEPS = 1000;

    /** What holds in this virtual machine. */
    static Estimate here() {
        return switch (Simd.here()) {
            case Simd.Scalar _ -> SCALAR;
            case Simd.Lanes(int bits) -> new Estimate(LANES_512.element * 512 / bits, LANES_512.product * 512 / bits);
        };
    }

    /** The nanoseconds of one call. */
    double nanos(KernelPlan plan) {
        return CALL + nanos(plan, plan.kernels());
    }

    private double nanos(KernelPlan plan, List<Kernel> kernels) {
        double sum = 0;
        for (Kernel kernel : kernels) {
            sum += CALL + nanos(plan, kernel);
        }
        return sum;
    }

    private double nanos(KernelPlan plan, Kernel kernel) {
        return switch (kernel) {
            case Kernel.LoopNest nest -> nanos(nest);
            case Kernel.LibraryCall call -> product * plan.operations(call);
            case Kernel.Fill fill -> element * plan.buffer(fill.buffer()).length();
            case Kernel.GroupLayout layout ->
                SCALAR.element * 4 * plan.buffer(layout.places()).length();
            case Kernel.GroupSums sums -> element * plan.buffer(sums.from()).length();
            case Kernel.Branch branch -> Math.max(nanos(plan, branch.then()), nanos(plan, branch.otherwise()));
            case Kernel.Loop loop -> {
                Kernel.Condition asked = loop.condition();
                double steps = asked == null ? loop.rows() : Math.min(loop.rows(), ASKED_STEPS);
                yield steps * (nanos(plan, loop.step()) + (asked == null ? 0 : nanos(plan, asked.kernels())));
            }
        };
    }

    private double nanos(Kernel.LoopNest nest) {
        long work = nest.accesses().size()
                + nest.steps().stream().filter(Step.Apply.class::isInstance).count();
        int iterations = nest.iterations();
        return (iterations < SHORT ? SCALAR.element : element) * iterations * work;
    }
}
