package ppl.tests.graph;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;
import ppl.graph.Functions;
import ppl.graph.Var;

/** All public functions of one number, and those of two with the other one fixed. */
final class PublicFunctions {

    private static final double[] FIXED = {0.0, 0.5, 2.0};

    /** A power that is a plain number may be products or a root. */
    private static final double[] POWERS = {-2, -0.5, 0.5, 1.5, 3};

    /** A function of one node. */
    record Function(String name, UnaryOperator<Var> of) {
        @Override
        public String toString() {
            return name;
        }
    }

    private PublicFunctions() {}

    static List<Function> all() {
        List<Function> all = new ArrayList<>();
        Arrays.stream(Functions.class.getMethods())
                .filter(m -> Modifier.isStatic(m.getModifiers()) && m.getReturnType() == Var.class)
                .sorted(Comparator.comparing(Method::toString))
                .forEach(m -> add(all, m));
        return all;
    }

    private static void add(List<Function> all, Method m) {
        List<Class<?>> takes = List.of(m.getParameterTypes());
        if (takes.equals(List.of(Var.class))) {
            all.add(new Function(m.getName(), x -> call(m, x)));
        } else if (takes.equals(List.of(Var.class, Var.class)) || takes.equals(List.of(Number.class, Number.class))) {
            for (double fixed : FIXED) {
                Var c = Var.constant(fixed);
                all.add(new Function(m.getName() + "(x, " + fixed + ")", x -> call(m, x, c)));
                all.add(new Function(m.getName() + "(" + fixed + ", x)", x -> call(m, c, x)));
            }
            all.add(new Function(m.getName() + "(x, x)", x -> call(m, x, x)));
            if (m.getName().equals("pow")) {
                for (double power : POWERS) {
                    all.add(new Function("pow(x, the number " + power + ")", x -> call(m, x, power)));
                }
            }
        } else if (takes.equals(List.of(int.class, Var.class))) {
            all.add(new Function(m.getName() + "(2, x)", x -> call(m, 2, x)));
        }
    }

    private static Var call(Method m, Object... arguments) {
        try {
            return (Var) m.invoke(null, arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException refused) {
                throw refused;
            }
            throw new AssertionError(e.getCause());
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    /** The functions of floats with a float result for each of them. */
    static List<Function> ofFloats() {
        Var x = Var.input("x", 2);
        return all().stream().filter(f -> isFloat(f, x)).toList();
    }

    private static boolean isFloat(Function f, Var x) {
        try {
            Var y = f.of().apply(x);
            return y.dtype().isFloat() && y.shape().equals(x.shape());
        } catch (ppl.graph.GraphException e) {
            return false; // it takes other types
        }
    }
}
