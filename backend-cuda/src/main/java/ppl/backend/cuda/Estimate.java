package ppl.backend.cuda;

import java.util.List;
import ppl.backend.spi.plan.Kernel;
import ppl.backend.spi.plan.KernelPlan;
import ppl.backend.spi.plan.Step;

/**
 * About how long a call takes, from the loops that run.
 *
 * @param call nanoseconds of a call that does nothing
 * @param launch nanoseconds of a kernel
 * @param answer nanoseconds until the host knows a number of the device
 * @param element nanoseconds of an operation on one element
 */
record Estimate(double call, double launch, double answer, double element) {

    /** An interpreter of instructions, some tens of nanoseconds for each. */
    static final Estimate EMULATED = new Estimate(2_000, 5_000, 8_000, 60);

    /** Steps of a loop that ends by a condition. */
    private static final int ASKED_STEPS = 1000;

    double nanos(KernelPlan plan) {
        return call + nanos(plan, plan.kernels());
    }

    private double nanos(KernelPlan plan, List<Kernel> kernels) {
        return kernels.stream().mapToDouble(k -> nanos(plan, k)).sum();
    }

    private double nanos(KernelPlan plan, Kernel kernel) {
        return switch (kernel) {
            case Kernel.LoopNest nest -> launch + element * work(nest);
            case Kernel.LibraryCall call -> launch + element * plan.operations(call);
            case Kernel.Fill fill ->
                launch + element * plan.buffer(fill.buffer()).length();
            case Kernel.GroupLayout layout ->
                launch + element * 4 * plan.buffer(layout.places()).length();
            case Kernel.GroupSums sums ->
                2 * launch + element * plan.buffer(sums.from()).length();
            case Kernel.Branch branch -> answer + Math.max(nanos(plan, branch.then()), nanos(plan, branch.otherwise()));
            case Kernel.Loop loop -> {
                Kernel.Condition asked = loop.condition();
                double steps = asked == null ? loop.rows() : Math.min(loop.rows(), ASKED_STEPS);
                double condition = asked == null ? 0 : answer + nanos(plan, asked.kernels());
                yield answer + steps * (answer + condition + nanos(plan, loop.step()));
            }
        };
    }

    private static double work(Kernel.LoopNest nest) {
        long each = nest.accesses().size()
                + nest.steps().stream().filter(Step.Apply.class::isInstance).count();
        return (double) nest.iterations() * each;
    }
}
