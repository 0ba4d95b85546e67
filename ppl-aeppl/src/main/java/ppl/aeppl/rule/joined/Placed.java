package ppl.aeppl.rule.joined;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import ppl.aeppl.law.Capability;
import ppl.aeppl.law.JointLaw;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.PointMassLaw;
import ppl.aeppl.law.Rearrangement;
import ppl.aeppl.law.Sources;
import ppl.aeppl.rule.view.MovedLaw;
import ppl.graph.Functions;
import ppl.graph.Shape;
import ppl.graph.TensorType;
import ppl.graph.Var;

/**
 * Laws of tensors each of whose elements is one of some laws' elements, at places that are known: as if these were laid end to end and
 * moved there.
 */
public final class Placed {

    private final List<Part> parts = new ArrayList<>();
    private final int[] from;
    private final TensorType type;
    private int length;

    /** Of a tensor of known shape, of which nothing is placed yet. */
    public Placed(TensorType type) {
        this.type = type;
        this.from = new int[type.shape().elements()];
        Arrays.fill(from, -1);
    }

    /**
     * Places elements of a law, each at most once; the others are left out.
     *
     * @param origins for each element of the tensor, row-major, the element of the law that it is, or −1
     * @return why the elements cannot be taken; null if they are placed
     */
    public @Nullable String add(Law law, int... origins) {
        int[] places =
                IntStream.range(0, origins.length).filter(i -> origins[i] >= 0).toArray();
        if (places.length == 0) {
            return null;
        }
        int[] taken = IntStream.of(places).map(i -> origins[i]).toArray();
        Rearrangement by = Rearrangement.taking(law.type().draw().shape(), Shape.of(taken.length), taken);
        switch (law.elements(by)) {
            case Capability.Present<Law>(Law line) -> place(line, places);
            case Capability.Absent<Law>(String why) -> {
                Optional<MovedLaw> line = MovedLaw.of(whole(law), by);
                if (line.isEmpty()) {
                    return why;
                }
                place(line.get(), places);
            }
        }
        return null;
    }

    private void place(Law line, int... places) {
        for (int i = 0; i < places.length; i++) {
            from[places[i]] = length + i;
        }
        parts.add(new Part(line, length, null));
        length += places.length;
    }

    /** All elements as one event, as they have to be moved where events do not stay whole. */
    private static Law whole(Law law) {
        Shape shape = law.type().draw().shape();
        return JointLaw.along(
                IntStream.range(0, shape.rank()).boxed().collect(Collectors.toCollection(TreeSet::new)), law);
    }

    /** Places the elements that are left with those of a tensor that is not random, broadcastable. */
    public void addRest(Var fixed) {
        int[] origins = new int[from.length];
        Arrays.setAll(origins, i -> from[i] < 0 ? i : -1);
        add(new PointMassLaw(Functions.broadcastTo(fixed, type.shape())), origins);
    }

    /** The draws of which laws that have been placed use the same elements; their law is right only if there are none. */
    public Set<Var> shared() {
        return Sources.sharedBy(
                parts.stream().map(p -> p.law().type().sources()).toList());
    }

    /** The law of the tensor, all elements of which have been placed. */
    public Law law() {
        Parts all = new Parts(0, parts);
        Law line = parts.size() == 1 ? parts.getFirst().law() : JoinedLaw.of(all, type.with(Shape.of(length)));
        Rearrangement by = Rearrangement.taking(Shape.of(length), type.shape(), from);
        return switch (line.elements(by)) {
            case Capability.Present<Law>(Law law) -> law;
            case Capability.Absent<Law> _ -> MovedLaw.of(whole(line), by).orElseThrow();
        };
    }
}
