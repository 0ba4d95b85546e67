package ppl.tests.graph;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import ppl.graph.Graph;
import ppl.graph.Var;
import ppl.graph.op.MultiOp;
import ppl.graph.op.MultiOp.Projection;
import ppl.graph.op.Op;
import ppl.graph.op.Prim;

/**
 * A primitive as tests are counted: its class, and the function where the class has several, {@code Binary ADD}. Taken from what
 * {@link Prim} permits, so that a new one is among them without a line here.
 */
public record Primitive(String name) implements Comparable<Primitive> {

    /** All that a graph may hold. */
    public static Set<Primitive> all() {
        return leaves(Prim.class).flatMap(Primitive::of).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Those of a graph, inside bodies too. */
    public static Set<Primitive> in(Graph graph) {
        return graph.order().stream().flatMap(Primitive::in).collect(Collectors.toCollection(TreeSet::new));
    }

    /** That of a node, with those inside its bodies. */
    static Stream<Primitive> in(Var node) {
        return switch (node.op()) {
            case Projection r ->
                Stream.concat(
                        Stream.of(new Primitive(r.of().getClass().getSimpleName())),
                        r.of().bodies().stream().flatMap(b -> in(b.graph()).stream()));
            case Prim p -> Stream.of(new Primitive(nameOf(p)));
            case Op _ -> Stream.of();
        };
    }

    private static Stream<Class<?>> leaves(Class<?> type) {
        return type.isSealed()
                ? Arrays.stream(type.getPermittedSubclasses()).flatMap(Primitive::leaves)
                : Stream.of(type);
    }

    private static Stream<Primitive> of(Class<?> type) {
        if (type == Projection.class) { // stands for the operation whose result it is
            return leaves(MultiOp.class).map(c -> new Primitive(c.getSimpleName()));
        }
        Stream<String> names = Stream.of(type.getSimpleName());
        for (RecordComponent choice : choices(type)) {
            names = names.flatMap(name -> values(choice.getType()).map(value -> name + " " + value));
        }
        return names.map(Primitive::new);
    }

    private static String nameOf(Prim op) {
        return Stream.concat(
                        Stream.of(op.getClass().getSimpleName()),
                        choices(op.getClass()).stream().map(choice -> value(choice, op)))
                .collect(Collectors.joining(" "));
    }

    /** What of a class says which function it is: truth values, and enums of operations (not element types). */
    private static List<RecordComponent> choices(Class<?> type) {
        return Arrays.stream(type.getRecordComponents())
                .filter(c -> c.getType() == boolean.class
                        || c.getType().isEnum() && c.getType().getPackage().equals(Prim.class.getPackage()))
                .toList();
    }

    private static Stream<String> values(Class<?> type) {
        return type == boolean.class
                ? Stream.of("false", "true")
                : Arrays.stream(type.getEnumConstants()).map(e -> ((Enum<?>) e).name());
    }

    private static String value(RecordComponent choice, Prim op) {
        try {
            Object value = choice.getAccessor().invoke(op);
            return value instanceof Enum<?> e ? e.name() : String.valueOf(value);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(op.toString(), e);
        }
    }

    @Override
    public int compareTo(Primitive other) {
        return name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return name;
    }
}
