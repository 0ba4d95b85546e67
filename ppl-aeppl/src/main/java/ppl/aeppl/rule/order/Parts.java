package ppl.aeppl.rule.order;

import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.stream.IntStream;
import ppl.aeppl.law.Atom;
import ppl.aeppl.law.Capability;
import ppl.aeppl.law.EventProbability;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.Sources;
import ppl.aeppl.law.Support;
import ppl.aeppl.law.Value;
import ppl.graph.Functions;
import ppl.graph.Shape;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.math.logistic.LogAddExp;
import ppl.graph.math.logistic.LogSumExp;
import ppl.graph.op.Broadcast;
import ppl.graph.random.KeyVar;
import ppl.graph.random.ParameterCheck;

/** The independent variables of which one is the greatest or the least: several laws, or the elements of one along some axes. */
sealed interface Parts {

    /** What a draw of the extreme is. */
    TensorType type();

    /** A law that stands for all in kind. */
    Law first();

    /** All laws. */
    List<Law> laws();

    /** The draws that they depend on. */
    Sources sources();

    /** For messages. */
    String describe();

    /** Something of each part at a value of the extreme. */
    Each each(Function<Law, Function<Var, Var>> of, Var y);

    /** The extreme of draws. */
    Var draw(KeyVar key, boolean greatest);

    /** The extreme of something that each part has, such as an end of its support. */
    Var extreme(List<Var> ofEach, boolean greatest);

    /** Numbers, one for each part. */
    interface Each {
        /** Their sum. */
        Var sum();

        /** The log of the sum of their exponentials. */
        Var logSumExp();

        /** Together with other numbers of the parts. */
        Each with(Each other, BinaryOperator<Var> by);
    }

    /** The probabilities of the parts, if all have them. */
    static Capability<List<EventProbability>> events(Parts parts) {
        for (Law law : parts.laws()) {
            if (law.events() instanceof Capability.Absent<EventProbability>(String why)) {
                return Capability.absent(why);
            }
        }
        return Capability.of(List.of());
    }

    /** The checks of all. */
    static List<ParameterCheck> checks(Parts parts) {
        return parts.laws().stream().flatMap(law -> law.checks().stream()).toList();
    }

    /** Laws of draws of one shape. */
    record Several(List<Law> laws, TensorType type) implements Parts {

        /** Numbers of several laws. */
        private record Listed(List<Var> numbers) implements Each {
            @Override
            public Var sum() {
                return numbers.stream().reduce(Var::plus).orElseThrow();
            }

            @Override
            public Var logSumExp() {
                return numbers.stream().reduce(LogAddExp::of).orElseThrow();
            }

            @Override
            public Each with(Each other, BinaryOperator<Var> by) {
                List<Var> theirs = ((Listed) other).numbers;
                return new Listed(IntStream.range(0, numbers.size())
                        .mapToObj(i -> by.apply(numbers.get(i), theirs.get(i)))
                        .toList());
            }
        }

        @Override
        public Law first() {
            return laws.getFirst();
        }

        @Override
        public Sources sources() {
            return laws.stream()
                    .map(law -> law.type().sources())
                    .reduce(Sources::and)
                    .orElseThrow();
        }

        @Override
        public String describe() {
            return String.join(", ", laws.stream().map(Law::describe).toList());
        }

        @Override
        public Each each(Function<Law, Function<Var, Var>> of, Var y) {
            return new Listed(laws.stream().map(law -> of.apply(law).apply(y)).toList());
        }

        @Override
        public Var draw(KeyVar key, boolean greatest) {
            List<Var> draws = IntStream.range(0, laws.size())
                    .mapToObj(i -> laws.get(i).draw(key.fold(i)))
                    .toList();
            return extreme(draws, greatest);
        }

        @Override
        public Var extreme(List<Var> ofEach, boolean greatest) {
            return ofEach.stream()
                    .reduce(greatest ? Functions::maximum : Functions::minimum)
                    .orElseThrow();
        }
    }

    /** The elements of one law along some axes. */
    record Along(Law law, List<Integer> axes) implements Parts {

        /** Numbers along axes. */
        private record Spread(Var numbers, List<Integer> axes) implements Each {
            @Override
            public Var sum() {
                return numbers.sum(array(axes));
            }

            @Override
            public Var logSumExp() {
                return LogSumExp.of(numbers, axes);
            }

            @Override
            public Each with(Each other, BinaryOperator<Var> by) {
                return new Spread(by.apply(numbers, ((Spread) other).numbers), axes);
            }
        }

        private static int[] array(List<Integer> axes) {
            return axes.stream().mapToInt(Integer::intValue).toArray();
        }

        private Shape shape() {
            return law.type().draw().shape();
        }

        @Override
        public TensorType type() {
            return law.type().draw().with(shape().without(array(axes)));
        }

        @Override
        public Law first() {
            return law;
        }

        @Override
        public List<Law> laws() {
            return List.of(law);
        }

        @Override
        public Sources sources() {
            return law.type().sources().whole();
        }

        @Override
        public String describe() {
            return law.describe() + " along axes " + axes;
        }

        @Override
        public Each each(Function<Law, Function<Var, Var>> of, Var y) {
            int[] kept = IntStream.range(0, shape().rank())
                    .filter(a -> !axes.contains(a))
                    .toArray();
            Var full = Functions.broadcastTo(y, type().shape());
            Var spread = Broadcast.into(full, shape(), kept);
            return new Spread(Functions.broadcastTo(of.apply(law).apply(spread), shape()), axes);
        }

        @Override
        public Var draw(KeyVar key, boolean greatest) {
            return extreme(List.of(law.draw(key)), greatest);
        }

        @Override
        public Var extreme(List<Var> ofEach, boolean greatest) {
            Var only = ofEach.getFirst();
            if (only.rank() == 0) {
                return only;
            }
            Var full = Functions.broadcastTo(only, shape());
            return greatest ? full.max(array(axes)) : full.min(array(axes));
        }
    }

    /** The density of each part. */
    static Function<Law, Function<Var, Var>> density() {
        return law -> y -> law.logDensity(Value.of(y)).elementwise();
    }

    /** The supports of the parts. */
    default List<Support> supports() {
        return laws().stream().map(law -> law.type().support()).toList();
    }

    /** The places of atoms, if there are any; those of elements along axes must be at one place. */
    default List<Atom> atoms() {
        return laws().stream().flatMap(law -> law.atoms().stream()).toList();
    }
}
