package ppl.graph.function;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import ppl.graph.DType;
import ppl.graph.Functions;
import ppl.graph.GraphException;
import ppl.graph.Index;
import ppl.graph.Shape;
import ppl.graph.TensorType;
import ppl.graph.Var;

/** Whatever a function is given, it gives a node or says in a {@link GraphException} what is wrong. */
class RefusalsTest {

    private static final List<Object> NODES = List.of(
            Var.input("scalar"),
            Var.input("vector", 3),
            Var.input("matrix", 2, 3),
            Var.input("nothing", 0),
            Var.input("square", 3, 3),
            Var.input("whole", new TensorType(DType.I64, Shape.of(3))),
            Var.input("narrow", new TensorType(DType.F32, Shape.of(3))),
            Var.input("truth", new TensorType(DType.BOOL, Shape.of(3))),
            Var.constant(1L));

    private static List<Object> examples(Class<?> type) {
        if (type == Var.class || type == Number.class) {
            return NODES;
        }
        if (type == int.class) {
            return List.of(-1, 0, 1, 7, -9);
        }
        if (type == int[].class) {
            return List.of(new int[0], new int[] {-1}, new int[] {7}, new int[] {0, 0}, new int[] {-1, -1});
        }
        if (type == boolean.class) {
            return List.of(true);
        }
        if (type == DType.class) {
            return List.of(DType.values());
        }
        if (type == Shape.class) {
            return List.of(Shape.of(), Shape.of(2, 3));
        }
        if (type == List.class) {
            return List.of(List.of(), NODES);
        }
        if (type == Number[].class) {
            return List.of(
                    new Number[0], new Number[] {1, (Number) NODES.get(0)}, new Number[] {(Number) NODES.get(1)});
        }
        if (type == TensorType.class) {
            return List.of(TensorType.scalar(DType.F32));
        }
        if (type == Functions.Branch.class) {
            Functions.Branch branch = () -> (Var) NODES.get(0);
            return List.of(branch);
        }
        if (type == Functions.Branches.class) {
            Functions.Branches branches = () -> List.of((Var) NODES.get(0));
            return List.of(branches);
        }
        if (type == BinaryOperator.class) {
            return List.of((BinaryOperator<Var>) Var::plus, (BinaryOperator<Var>) (a, _) -> a.sum());
        }
        if (type == UnaryOperator.class) {
            UnaryOperator<?> same = x -> x;
            return List.of(same);
        }
        if (type == Function.class) {
            Function<List<Var>, Var> positive =
                    s -> s.isEmpty() ? Var.constant(true) : s.getFirst().gt(0);
            return List.of(positive);
        }
        throw new AssertionError("give examples of " + type);
    }

    private static List<List<Object>> arguments(Method m) {
        List<List<Object>> lists = List.of(List.of());
        for (Class<?> type : m.getParameterTypes()) {
            lists = lists.stream()
                    .flatMap(list -> examples(type).stream().map(last -> {
                        List<Object> longer = new ArrayList<>(list);
                        longer.add(last);
                        return longer;
                    }))
                    .toList();
        }
        return lists;
    }

    @Test
    void every_function_takes_any_operand_or_refuses_it_in_words() throws IllegalAccessException {
        List<String> wrong = new ArrayList<>();
        int calls = 0;
        for (Method m : Functions.class.getMethods()) {
            if (!Modifier.isStatic(m.getModifiers())
                    || Stream.of(m.getParameterTypes()).noneMatch(RefusalsTest::isTensor)) {
                continue;
            }
            for (List<Object> arguments : arguments(m)) {
                calls++;
                try {
                    m.invoke(null, arguments.toArray());
                } catch (InvocationTargetException e) {
                    if (!(e.getCause() instanceof GraphException)) {
                        wrong.add(m.getName() + shown(arguments) + ": " + e.getCause());
                    }
                }
            }
        }
        assertTrue(calls > 3000, "only " + calls);
        assertEquals(List.of(), wrong.stream().limit(20).toList());
    }

    @Test
    void elements_at_any_index_are_replaced_by_any_operand_or_refused_in_words() {
        List<Index> indices = new ArrayList<>(List.of(
                Index.at(0),
                Index.at(-9),
                Index.range(5, -9, -2),
                Index.newAxis(),
                Index.ellipsis(),
                Index.take(1, 1)));
        NODES.forEach(node -> indices.add((Var) node));
        List<String> wrong = new ArrayList<>();
        for (Object x : NODES) {
            for (Object value : NODES) {
                for (Index first : indices) {
                    for (Index second : indices) {
                        Var.Elements at = ((Var) x).at(first, second);
                        for (UnaryOperator<Number> op : List.<UnaryOperator<Number>>of(at::set, at::increment)) {
                            try {
                                op.apply((Number) value);
                            } catch (GraphException refused) {
                                assertTrue(refused.getMessage().length() > 30, refused::getMessage);
                            } catch (RuntimeException e) {
                                wrong.add(x + " at " + first + ", " + second + " and " + value + ": " + e);
                            }
                        }
                    }
                }
            }
        }
        assertEquals(List.of(), wrong.stream().limit(20).toList());
    }

    private static boolean isTensor(Class<?> type) {
        return type == Var.class || type == Number.class || type == List.class || type == Number[].class;
    }

    private static List<Object> shown(List<Object> arguments) {
        return arguments.stream()
                .<Object>map(a -> a instanceof int[] axes ? Arrays.toString(axes) : a)
                .toList();
    }
}
