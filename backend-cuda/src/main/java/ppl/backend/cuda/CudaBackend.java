package ppl.backend.cuda;

import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;
import ppl.backend.cuda.driver.CudaDriver;
import ppl.backend.cuda.driver.CudaException;
import ppl.backend.cuda.driver.DeviceChoice;
import ppl.backend.cuda.emit.PlanEmitter;
import ppl.backend.cuda.run.CudaExecutable;
import ppl.backend.cuda.run.Session;
import ppl.backend.spi.Availability;
import ppl.backend.spi.Backend;
import ppl.backend.spi.BackendCode;
import ppl.backend.spi.BackendException;
import ppl.backend.spi.Executable;
import ppl.backend.spi.Program;
import ppl.backend.spi.fuse.Fusion;
import ppl.backend.spi.fuse.KernelLimits;
import ppl.backend.spi.plan.KernelPlan;
import ppl.graph.Var;
import ppl.graph.compile.NumericMode;

/**
 * NVIDIA GPUs as a backend: loops as kernels in PTX, which the driver translates. Nothing has been measured on a device yet, so it is not
 * chosen unless asked for by name. With the property {@value #DRIVER} set to {@code emulated} it needs no device: the same kernels are
 * interpreted and watched.
 */
public final class CudaBackend implements Backend {

    /** The system property that names the driver. */
    public static final String DRIVER = "ppl.cuda.driver";

    /** The system property that has the backend chosen by expected time on a device too: {@code true} or {@code false}. */
    public static final String CHOOSE = DeviceChoice.BY_TIME;

    /** Operations that one core does while a device is called. */
    private static final double SMALL = 20_000;

    /** Values of one loop body; the translator keeps what does not fit into registers in memory. */
    static final KernelLimits LIMITS = new KernelLimits(240);

    private final Choice choice;
    /** Of programs whose time was asked for, and which are likely to be compiled next. */
    private final Map<Program, KernelPlan> plans = Collections.synchronizedMap(new WeakHashMap<>());

    private @Nullable Session session;
    private @Nullable Calibration calibration;

    /** On the device of this machine, or as the property says. */
    public CudaBackend() {
        this(Choice.here());
    }

    private CudaBackend(Choice choice) {
        this.choice = choice;
    }

    /**
     * On a device that is not there.
     *
     * @param seed of the order of blocks and threads, not 0
     */
    public static CudaBackend emulated(long seed) {
        return new CudaBackend(Choice.emulated(seed));
    }

    /**
     * On a device that is not there, and is lost after some launches: to test what a program does then.
     *
     * @param seed of the order of blocks and threads, not 0
     */
    public static CudaBackend emulatedUntil(long seed, long launches) {
        return new CudaBackend(Choice.lost(seed, launches));
    }

    /** On what a choice says. */
    static CudaBackend of(Choice choice) {
        return new CudaBackend(choice);
    }

    /** On a driver that emulates a device. */
    static CudaBackend on(CudaDriver driver) {
        return new CudaBackend(Choice.of(driver));
    }

    @Override
    public String name() {
        return "cuda";
    }

    @Override
    public int level() {
        return LEVEL;
    }

    /** Reads the file system only, unless the driver is installed. */
    @Override
    public Availability availability() {
        return choice.availability().get();
    }

    /** Gives FAST what it gives STRICT. */
    @Override
    public boolean supports(NumericMode mode) {
        return true;
    }

    /** Infinite on a device unless the property {@value #CHOOSE} says otherwise, since none has been measured, and on one that is lost. */
    @Override
    public double estimateNanos(Program program) {
        return estimateNanos(program, 1);
    }

    @Override
    public double estimateNanos(Program program, int batch) {
        if (isLost() || !choice.emulated() && !DeviceChoice.isByTime()) {
            return Double.POSITIVE_INFINITY;
        }
        KernelPlan plan = plans.computeIfAbsent(program, p -> Fusion.plan(p, LIMITS));
        return new Estimate(calibration(plan), plan, batch).nanos();
    }

    /**
     * The time that a call is expected to take on a data-centre GPU as its maker describes it, whatever is present: to see beforehand
     * whether one would pay.
     *
     * @param batch points that are computed in a call
     */
    public static double assumedNanos(Program program, int batch) {
        return new Estimate(Calibration.ASSUMED, Fusion.plan(program, LIMITS), batch).nanos();
    }

    /**
     * What work costs on the device, measured now: by name with its unit.
     *
     * @throws BackendException if the device cannot be used
     */
    public Map<String, Double> costs() {
        Calibration cost = choice.emulated()
                ? new Measurement(session(), Measurement.Sizes.OF_AN_INTERPRETER).calibration()
                : measured();
        return cost.figures();
    }

    /** A device is opened and measured only for programs that may be worth it: a launch alone takes longer than a core does for the others. */
    private Calibration calibration(KernelPlan plan) {
        if (choice.emulated()) {
            return Calibration.EMULATED;
        }
        return Estimate.work(plan) < SMALL ? Calibration.ASSUMED : measured();
    }

    private synchronized Calibration measured() {
        Calibration known = calibration;
        if (known == null) {
            known = new Measurement(session(), Measurement.Sizes.OF_A_DEVICE).calibration();
            calibration = known;
        }
        return known;
    }

    /**
     * Writes and loads the kernels of a program.
     *
     * @throws BackendException if a rich op is left, or the device refuses the program or has too little memory for it
     */
    @Override
    public Executable compile(Program program, NumericMode mode) {
        program.requirePrimitives("the backend 'cuda'");
        KernelPlan planned = plans.remove(program);
        KernelPlan plan = planned != null ? planned : Fusion.plan(program, LIMITS);
        var inputs = program.graph().inputs().stream().map(Var::type).toList();
        var outputs = program.graph().outputs().stream().map(Var::type).toList();
        return CudaExecutable.of(session(), PlanEmitter.emit(plan, inputs.size(), outputs.size()), inputs, outputs);
    }

    private synchronized Session session() {
        Session open = session;
        if (open == null) {
            open = Session.open(driver(), choice.device());
            session = open;
        }
        return open;
    }

    private synchronized boolean isLost() {
        return session != null && session.isBroken();
    }

    private CudaDriver driver() {
        if (availability() instanceof Availability.Unavailable(String reason)) {
            throw new BackendException(
                    BackendCode.UNUSABLE,
                    "the backend 'cuda' cannot run here: " + reason
                            + ". Use the backend 'vector', or name none to get the best one present");
        }
        try {
            return choice.driver().get();
        } catch (LinkageError | IllegalStateException | CudaException e) {
            throw new BackendException(
                    BackendCode.UNUSABLE, "the backend 'cuda' cannot start the driver: " + e.getMessage(), e);
        }
    }
}
