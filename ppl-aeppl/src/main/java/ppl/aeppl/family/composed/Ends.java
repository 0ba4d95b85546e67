package ppl.aeppl.family.composed;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import ppl.aeppl.DensityCode;
import ppl.aeppl.LogDensityException;
import ppl.aeppl.family.Distribution;
import ppl.aeppl.family.Parameter;
import ppl.aeppl.law.Law;
import ppl.graph.Var;
import ppl.graph.random.ParameterCheck;

/**
 * Which ends of an interval are given, as parameters of a family: one that is infinite, as far as is known when it is written, is none.
 *
 * @param lower true if there is a lower end
 * @param upper true if there is an upper end
 */
record Ends(boolean lower, boolean upper) {

    static Ends of(Number lower, Number upper) {
        return new Ends(
                !Var.of(lower).isFixed(Double.NEGATIVE_INFINITY), !Var.of(upper).isFixed(Double.POSITIVE_INFINITY));
    }

    /** Those given. */
    List<Var> given(Number lo, Number hi) {
        List<Var> given = new ArrayList<>();
        if (lower) {
            given.add(Var.of(lo));
        }
        if (upper) {
            given.add(Var.of(hi));
        }
        return given;
    }

    List<Parameter> parameters() {
        List<Parameter> parameters = new ArrayList<>();
        if (lower) {
            parameters.add(Parameter.real("lower"));
        }
        if (upper) {
            parameters.add(Parameter.real("upper"));
        }
        return parameters;
    }

    @Nullable
    Var lower(List<Var> own) {
        return lower ? own.getFirst() : null;
    }

    @Nullable
    Var upper(List<Var> own) {
        return upper ? own.getLast() : null;
    }

    /** That the ends are in order. */
    List<ParameterCheck> checks(String owner, List<Var> own) {
        Var lo = lower(own);
        Var hi = upper(own);
        if (lo == null || hi == null || lo.le(hi).isSplat(1)) {
            return List.of();
        }
        return List.of(new ParameterCheck(
                owner,
                "upper",
                ">= lower",
                "correct the ends, or exchange them",
                hi,
                lo.le(hi),
                new ParameterCheck.Bound("lower", lo)));
    }

    /**
     * The same distribution, if its draws are single numbers.
     *
     * @throws LogDensityException with code EVENT_AXES_MISMATCH if they are vectors
     */
    static Distribution requireNumbers(String owner, Distribution d) {
        Law law = d.law();
        if (!law.type().eventAxes().isEmpty()) {
            throw new LogDensityException(
                    DensityCode.EVENT_AXES_MISMATCH,
                    owner + " takes single numbers, but a draw of " + d
                            + " is a vector, whose elements have a joint law"
                            + "\n  to fix: give a distribution of numbers");
        }
        return d;
    }
}
