package ppl.backend.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import ppl.backend.cuda.emulator.EmulatedDriver;
import ppl.backend.cuda.emulator.Failures;
import ppl.backend.cuda.run.Session;
import ppl.backend.spi.Program;
import ppl.backend.spi.fuse.Fusion;
import ppl.backend.spi.plan.KernelPlan;
import ppl.graph.DType;
import ppl.graph.Functions;
import ppl.graph.Graph;
import ppl.graph.Scan;
import ppl.graph.Shape;
import ppl.graph.Tensor;
import ppl.graph.TensorType;
import ppl.graph.Var;

class EstimateTest {

    /** Figures that are easy to add: a call 1000, a launch 100, a byte 1, an operation 0.01, nothing else. */
    private static final Calibration PLAIN = new Calibration("made up", 1000, 100, 500, 1, 100, 1e9, 0, 0);

    private static KernelPlan plan(Var input, Var... outputs) {
        return Fusion.plan(new Program(new Graph(List.of(input), List.of(outputs))), CudaBackend.LIMITS);
    }

    private static double nanos(Calibration device, KernelPlan plan, int points) {
        return new Estimate(device, plan, points).nanos();
    }

    /** As many numbers that are no float32 numbers, times an input, summed. */
    private static KernelPlan weighted(int n) {
        double[] data = new double[n];
        Arrays.fill(data, 0.1);
        Var x = Var.input("x");
        return plan(x, Var.constant(Tensor.of(data)).times(x).square().sum());
    }

    @Test
    void a_call_of_a_small_program_costs_a_call_and_its_launches() {
        Var x = Var.input("x", 10);
        double nanos = nanos(PLAIN, plan(x, x.times(2)), 1);
        assertTrue(nanos > 1100 && nanos < 1400, nanos + " ns");
    }

    @Test
    void a_large_sum_costs_the_bytes_of_its_data_once_for_all_points() {
        double one = nanos(PLAIN, weighted(1_000_000), 1);
        assertTrue(one > 8e6 && one < 8.2e6, one + " ns");
        double many = nanos(PLAIN, weighted(1_000_000), 64);
        assertTrue(many < 1.2 * one, many + " ns for 64 points, " + one + " for one");
    }

    @Test
    void arithmetic_of_all_points_counts_where_it_takes_longer_than_memory() {
        Calibration slow = new Calibration("made up", 1000, 100, 500, 1000, 1, 1e9, 0, 0);
        KernelPlan plan = weighted(1_000_000);
        double one = nanos(slow, plan, 1);
        assertEquals(64, nanos(slow, plan, 64) / one, 1);
    }

    @Test
    void a_loop_of_kernels_costs_launches_for_each_step() {
        Var x = Var.input("x", 8);
        Var walk =
                Scan.times(500).from(x).run(t -> t.next(t.state().times(0.5))).last();
        double nanos = nanos(PLAIN, plan(x, walk), 1);
        assertTrue(nanos > 1000 + 500 * 2 * 100 && nanos < 1000 + 500 * 6 * 100, nanos + " ns");
    }

    @Test
    void a_factor_costs_the_meetings_of_its_threads() {
        Calibration meeting = new Calibration("made up", 1000, 100, 500, 1e9, 1e9, 1e9, 0, 50);
        Var a = Var.input("a", new TensorType(DType.F64, Shape.of(100, 100)));
        double nanos = nanos(meeting, plan(a, Functions.cholesky(a)), 1);
        assertTrue(nanos > 100 * 50 && nanos < 100 * 500, nanos + " ns");
    }

    /** The least that one core takes for it is far below what a device needs for a call. */
    @Test
    void a_small_model_is_never_worth_a_device() {
        KernelPlan eight = weighted(8);
        assertTrue(nanos(Calibration.ASSUMED, eight, 1) > 10_000);
        assertTrue(Estimate.work(eight) < 1000, Estimate.work(eight) + " operations");
    }

    @Test
    void without_being_told_to_a_device_is_never_chosen_by_time() {
        Var x = Var.input("x", 3);
        Program program = new Program(new Graph(List.of(x), List.of(x.sum())));
        assertEquals(Double.POSITIVE_INFINITY, new CudaBackend().estimateNanos(program));
        assertTrue(CudaBackend.assumedNanos(program, 1) > 10_000);
        assertTrue(CudaBackend.emulated(3).estimateNanos(program) > 2000);
    }

    @Test
    void a_device_is_measured_by_programs_of_our_own() {
        Session session = Session.open(new EmulatedDriver(5, Failures.NONE), 0);
        Calibration measured = new Measurement(session, new Measurement.Sizes(3, 2000, 1000, 5, 2)).calibration();
        double[] figures = {
            measured.call(),
            measured.launch(),
            measured.answer(),
            measured.memory(),
            measured.arithmetic(),
            measured.transfer()
        };
        for (double figure : figures) {
            assertTrue(figure > 0 && figure < 1e12, measured::toString);
        }
        double nanos = nanos(measured, weighted(100), 1);
        assertTrue(nanos > measured.call() && nanos < 1e12, nanos + " ns");
    }
}
