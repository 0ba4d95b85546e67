package ppl.backend.spi;

import ppl.graph.compile.NumericMode;
import ppl.graph.op.RichOp;

/**
 * Something that runs programs: the service of this module. A provider has a public constructor (or {@code provider()}
 * method) that touches no optional class, so that it loads everywhere and can say itself why it is not usable.
 */
public interface Backend {

    /**
     * The level of the primitives of this version: all that {@link ppl.graph.op.Prim} permits now. A constant of the
     * compiler, so that a backend keeps the level that it was built with.
     *
     * <p>What raises it, once for each release: a new primitive or operation with bodies, which states the new level, and a
     * changed meaning of an old one, which then states it too. Before the first release a meaning may change without it. Loop
     * plans have no level: they are read by the backends that are built with them.
     */
    int LEVEL = 2;

    /** A short lower-case name, by which users ask for it: {@code interp}, {@code vector}, {@code cuda}. */
    String name();

    /**
     * The level of primitives it runs. What is newer is put in other words for it where there are such: both branches of a
     * {@link ppl.graph.op.Cond cond} with a choice between them, the steps of a {@link ppl.graph.op.Loop loop} one by one. Otherwise it is not chosen.
     */
    int level();

    /** Whether it can run here, and on what. Never throws, prints nothing, answers within 50 ms. */
    Availability availability();

    /**
     * True if it runs this rich op itself. Others are expanded into primitives before it sees them. In STRICT mode a
     * claimed op must give the bits of its expansion.
     */
    default boolean claims(RichOp op, NumericMode mode) {
        return false;
    }

    /** True if it supports a mode; STRICT is required of all. */
    default boolean supports(NumericMode mode) {
        return mode == NumericMode.STRICT;
    }

    /**
     * The mode in which it computes what is asked for in a mode that it supports: STRICT for both, unless it gains by
     * other arithmetic. Programs for one that runs FAST are rewritten before it sees them: polynomials by another rule,
     * products added in one rounding.
     */
    default NumericMode runs(NumericMode asked) {
        return NumericMode.STRICT;
    }

    /**
     * True if each call allocates memory. Samplers call millions of times: only a backend that is read more than it is
     * run, a reference, should say so.
     */
    default boolean allocatesPerCall() {
        return false;
    }

    /**
     * The expected time of one call in nanoseconds, launch costs included, for choosing between backends. Rough, but of
     * the right order; infinite if the program cannot be run here (too large for the device, say).
     */
    double estimateNanos(Program program);

    /**
     * The expected time of one call for several points, see {@link Executable#caller(int)}: as many times that of a single
     * call, unless the backend shares launches or data between points.
     */
    default double estimateNanos(Program program, int batch) {
        return batch * estimateNanos(program);
    }

    /**
     * Compiles a program. May be called from several threads.
     *
     * @throws BackendException if it cannot; the message names the node and the reason
     */
    Executable compile(Program program, NumericMode mode);
}
