package ppl.graph.text;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import ppl.graph.Body;
import ppl.graph.op.Loop;
import ppl.graph.op.Loop.Part;

/** What a loop is beside its bodies and operands. */
final class LoopText {

    /** The most sequences or states: far more than memory holds the operands of. */
    private static final int MOST = 1 << 24;

    private LoopText() {}

    static void write(Loop loop, TermWriter w) {
        w.add("loop(sequences=" + loop.sequences() + ", states=" + loop.states() + ", backward=" + loop.backward()
                + ", while=" + (loop.goOn() != null) + ", parts=");
        w.list(
                loop.parts(),
                part -> w.add(
                        switch (part) {
                            case Part.Made _ -> "made";
                            case Part.Last(int k) -> "last(" + k + ")";
                            case Part.Stack(int j) -> "stack(" + j + ")";
                            case Part.Before(int k) -> "before(" + k + ")";
                        }));
        w.add(')');
    }

    /** A loop as it is announced, before its bodies are read. */
    record Head(int sequences, int states, boolean backward, boolean asks, List<Part> parts) {

        static Head read(TermReader in) throws TextFormatException {
            in.take("loop(sequences=");
            int sequences = count(in);
            in.take(", states=");
            int states = count(in);
            in.take(", backward=");
            boolean backward = in.truth();
            in.take(", while=");
            boolean asks = in.truth();
            in.take(", parts=");
            List<Part> parts = in.list(Head::part);
            in.take(")");
            Set<Part> distinct = new HashSet<>(parts);
            if (distinct.size() < parts.size()) {
                throw in.fails("two parts of a loop are the same; name each once");
            }
            return new Head(sequences, states, backward, asks, parts);
        }

        private static int count(TermReader in) throws TextFormatException {
            int n = in.integer();
            if (n < 0 || n > MOST) {
                throw in.fails("a loop has no " + n + " sequences or states");
            }
            return n;
        }

        private static Part part(TermReader in) throws TextFormatException {
            if (in.takes("made")) {
                return new Part.Made();
            }
            String kind = in.word();
            in.take("(");
            int which = in.integer();
            in.take(")");
            return switch (kind) {
                case "last" -> new Part.Last(which);
                case "stack" -> new Part.Stack(which);
                case "before" -> new Part.Before(which);
                default -> throw in.fails("'" + kind + "' is no part of a loop; these are made, last, stack, before");
            };
        }

        /** The loop of these bodies, if they have what it announces. */
        Loop of(TermReader in, List<Body> bodies) throws TextFormatException {
            Body step = bodies.getFirst();
            int given = Loop.ROW + sequences + states;
            int results = step.results().size();
            if (step.parameters().size() < given || results < states) {
                throw in.fails("a loop of " + sequences + " sequences and " + states + " states has a step of "
                        + given + " parameters and " + states + " results or more, but its step has "
                        + step.parameters().size() + " and " + results);
            }
            for (Part part : parts) {
                boolean there =
                        switch (part) {
                            case Part.Made _ -> true;
                            case Part.Last(int k) -> k >= 0 && k < states;
                            case Part.Before(int k) -> k >= 0 && k < states;
                            case Part.Stack(int j) -> j >= 0 && j < results - states;
                        };
                if (!there) {
                    throw in.fails(
                            "a loop of " + states + " states and " + (results - states) + " stacks has no " + part);
                }
            }
            if (asks && bodies.getLast().results().size() != 1) {
                throw in.fails("whether a loop goes on is one truth value, but its second body has "
                        + bodies.getLast().results().size() + " results");
            }
            return new Loop(sequences, states, backward, step, asks ? bodies.getLast() : null, parts);
        }
    }
}
