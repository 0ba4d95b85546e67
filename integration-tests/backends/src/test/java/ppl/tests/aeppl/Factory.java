package ppl.tests.aeppl;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import ppl.aeppl.family.Distribution;
import ppl.api.Distributions;
import ppl.graph.Var;

/**
 * A distribution as {@link Distributions} registers it: a name and its overloads. Tests ask here what there is, so that
 * a new distribution cannot go untested.
 */
record Factory(String name, List<Method> overloads) {

    /** Every registered distribution whose parameters are numbers and tensors, by name; it may have a size beside them. */
    static List<Factory> all() {
        return registered().stream().filter(f -> !f.isComposed()).toList();
    }

    /** The names of those that are made of others, or of functions. */
    static List<String> composed() {
        return registered().stream()
                .filter(Factory::isComposed)
                .map(Factory::name)
                .toList();
    }

    private boolean isComposed() {
        return overloads.stream()
                .flatMap(m -> Stream.of(m.getParameterTypes()))
                .anyMatch(t -> t != Number.class && t != Var.class && t != int.class && !t.isArray()
                        || t == Distribution[].class);
    }

    private static List<Factory> registered() {
        var byName = new TreeMap<String, List<Method>>();
        for (Method method : Distributions.class.getDeclaredMethods()) {
            if (Modifier.isPublic(method.getModifiers()) && method.getReturnType() == Distribution.class) {
                byName.computeIfAbsent(method.getName(), _ -> new ArrayList<>()).add(method);
            }
        }
        return byName.entrySet().stream()
                .map(e -> new Factory(e.getKey(), List.copyOf(e.getValue())))
                .toList();
    }

    static Factory named(String name) {
        return all().stream()
                .filter(f -> f.name.equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("Distributions has no '" + name + "'"));
    }

    /** Whether every parameter can be given as a single number. */
    boolean isOfNumbers() {
        return overloads.stream().anyMatch(m -> Stream.of(m.getParameterTypes()).allMatch(t -> t == Number.class));
    }

    /** Whether a parameter is a count: it is called {@code n}. */
    boolean isCount(int parameter) {
        return overloads.getFirst().getParameters()[parameter].getName().equals("n");
    }

    /** Whether a parameter keeps its element type: a count, or {@code value}, which may be of any. */
    boolean keepsType(int parameter) {
        return isCount(parameter)
                || overloads.getFirst().getParameters()[parameter].getName().equals("value");
    }

    /** The method that takes these arguments. */
    Optional<Method> overload(List<?> arguments) {
        return overloads.stream()
                .filter(m -> m.getParameterCount() == arguments.size()
                        && IntStream.range(0, arguments.size())
                                .allMatch(i -> m.getParameterTypes()[i].isInstance(arguments.get(i))))
                .findFirst();
    }

    /** Calls the overload of nodes. */
    Distribution of(List<Var> parameters) {
        return overload(parameters)
                .map(m -> call(m, parameters))
                .orElseThrow(() -> new AssertionError(this + " needs an overload of " + parameters.size() + " nodes"));
    }

    static Distribution call(Method method, List<?> arguments) {
        try {
            return (Distribution) method.invoke(null, arguments.toArray());
        } catch (InvocationTargetException e) {
            throw new AssertionError(method + " fails: " + e.getCause().getMessage(), e.getCause());
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public String toString() {
        return "Distributions." + name;
    }
}
