package ppl.aeppl.joint;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import ppl.aeppl.DensityCode;
import ppl.aeppl.LogDensityException;
import ppl.aeppl.law.Bijector;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.Value;
import ppl.aeppl.rule.Environment;
import ppl.graph.DType;
import ppl.graph.Functions;
import ppl.graph.Shape.Extent;
import ppl.graph.Tensor;
import ppl.graph.TensorType;
import ppl.graph.Var;

/**
 * A binding whose law and value are known, given the values so far.
 *
 * @param binding the binding
 * @param law the law
 * @param value the value
 * @param recovered the values of draws that follow from it
 * @param variable for a free node, its variable; else null
 */
record Assignment(
        Binding binding,
        Law law,
        Value value,
        Map<Var, Value> recovered,
        @Nullable FreeVariable variable) {

    /** Of a node with a value, which no longer depends on a draw. */
    static Assignment given(Binding.Given binding, Law law, Var fixedValue) {
        Value value = Value.of(fitted(binding.name(), fixedValue, law.type().draw()));
        return new Assignment(binding, law, value, law.recover(value), null);
    }

    /** Of a free node; null while the caller's map depends on a node without value. */
    static @Nullable Assignment free(Binding.Free binding, Law law, Environment environment) {
        String name = binding.name();
        Bijector map = Unconstrained.map(name, law, binding.bijector());
        TensorType type = map.unconstrained(law.type().draw());
        Var u = binding.unconstrained() == null ? Var.input(name, type) : fitted(name, binding.unconstrained(), type);
        boolean own = map != binding.bijector();
        if (!own) {
            FixedBijector valued = new FixedBijector(map, environment);
            if (!valued.isFixed(u)) {
                return null;
            }
            map = valued;
        }
        Value value = Unconstrained.value(map, own, u, law.type().support());
        FreeVariable variable = new FreeVariable(name, binding.node(), u, value, map, law);
        return new Assignment(binding, law, value, law.recover(value), variable);
    }

    /** Of a node that is summed out: what stands for it. */
    static Assignment summed(Binding.Summed binding, Law law, Summation summation) {
        Value value = Value.of(summation.standIn(binding.name(), binding.node(), law));
        return new Assignment(binding, law, value, law.recover(value), null);
    }

    /** The draws that the law uses but whose values do not follow. */
    List<Var> unrecovered() {
        return law.type().sources().draws().stream()
                .filter(source -> source != binding.node() && !recovered.containsKey(source))
                .toList();
    }

    private static Var fitted(String name, Var value, TensorType type) {
        DType have = value.dtype();
        DType want = type.dtype();
        boolean widens = have == want || DType.promote(have, want) == want || (want.isFloat() && !have.isFloat());
        boolean fits = value.rank() == type.shape().rank();
        for (int a = 0; fits && a < value.rank(); a++) {
            boolean known = value.shape().extent(a) instanceof Extent.Known
                    && type.shape().extent(a) instanceof Extent.Known;
            fits = !known || value.shape().extent(a).equals(type.shape().extent(a));
        }
        if (!widens || !fits) {
            throw refused(
                    name,
                    "must be " + type + ", but " + value.describe() + " was given; "
                            + (fits ? remedy(have, want) : "give it the shape of the variable"));
        }
        Tensor known = value.constantValue();
        int lost = known == null ? -1 : known.firstLoss(want);
        if (known != null && lost >= 0) {
            throw refused(
                    name,
                    "must be " + type + ", which does not hold its "
                            + (known.rank() == 0 ? "value " : "element " + lost + ", ") + known.elementToString(lost)
                            + ": " + want.remedy());
        }
        return Functions.cast(value, want);
    }

    /** What makes a value of another type one that is taken. */
    private static String remedy(DType have, DType want) {
        return switch (want) {
            case BOOL -> "compare it with a threshold first";
            case I32, I64 ->
                have.isFloat() ? "cast it to whole numbers first" : "cast it to " + want.label() + " first";
            case F32, F64 -> "cast it to " + want.label() + " first";
        };
    }

    private static LogDensityException refused(String name, String why) {
        return new LogDensityException(DensityCode.VALUE_TYPE, "the value of '" + name + "' " + why);
    }
}
