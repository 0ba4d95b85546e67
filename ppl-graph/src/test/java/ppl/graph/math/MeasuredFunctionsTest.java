package ppl.graph.math;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.Arguments;
import ppl.graph.Functions;
import ppl.graph.Var;
import ppl.graph.op.Op;

/** No function with an expansion of its own goes without a table of reference values. */
class MeasuredFunctionsTest {

    private static final Var X = Var.input("x");
    private static final Var Y = Var.input("y");

    /** Compared elsewhere, and where. */
    private static final Set<String> ELSEWHERE = Set.of(
            "ndtriExp", // a table with an absolute bound, in AccuracyTest
            "xlogy", // a product with log, which is measured
            "xlog1py"); // a product with log1p, which is measured

    @Test
    void every_function_with_an_expansion_of_its_own_meets_a_table() throws ReflectiveOperationException {
        Set<Class<?>> measured = new HashSet<>();
        Stream.concat(AccuracyTest.functions(), AccuracyTest.functionsOfTwo())
                .forEach(row -> measured.add(op(row).getClass()));
        Set<String> missing = new TreeSet<>();
        int seen = 0;
        for (Method m : Functions.class.getMethods()) {
            Op op = op(m);
            if (op instanceof Univariate || op instanceof Bivariate) {
                seen++;
                if (!measured.contains(op.getClass()) && !ELSEWHERE.contains(m.getName())) {
                    missing.add(m.getName());
                }
            }
        }
        assertTrue(seen > 25, "only " + seen);
        assertEquals(
                Set.of(),
                missing,
                "functions without reference values: compute a table with tables.py and add a row to AccuracyTest");
    }

    @SuppressWarnings("unchecked")
    private static Op op(Arguments row) {
        Object function = ((Named<?>) row.get()[1]).getPayload();
        return (function instanceof UnaryOperator<?> one
                        ? ((UnaryOperator<Var>) one).apply(X)
                        : ((BinaryOperator<Var>) function).apply(X, Y))
                .op();
    }

    private static @Nullable Op op(Method m) throws ReflectiveOperationException {
        List<Class<?>> takes = List.of(m.getParameterTypes());
        if (m.getReturnType() != Var.class) {
            return null;
        }
        if (takes.equals(List.of(Var.class))) {
            return tryOp(m, X);
        }
        return takes.equals(List.of(Number.class, Number.class)) ? tryOp(m, X, Y) : null;
    }

    private static @Nullable Op tryOp(Method m, Object... operands) throws ReflectiveOperationException {
        try {
            return ((Var) m.invoke(null, operands)).op();
        } catch (InvocationTargetException e) {
            return null; // it takes matrices, or truth values
        }
    }
}
