package ppl.aeppl.rule.loop;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import ppl.aeppl.law.Capability;
import ppl.aeppl.law.ClosedForm;
import ppl.aeppl.law.GaussianForm;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.LawDecorator;
import ppl.aeppl.law.LawType;
import ppl.aeppl.law.PickedLaw;
import ppl.aeppl.law.Rearrangement;
import ppl.aeppl.law.Sources;
import ppl.aeppl.law.Value;
import ppl.graph.Var;

/**
 * The law of a row, or of elements of it, as that of a draw of its own.
 *
 * @param decorated the law
 * @param sources the draw, and which of its elements
 * @param normal of normal elements their means and standard deviations; else null
 */
record RowLaw(Law decorated, Sources sources, @Nullable Normals normal) implements LawDecorator {

    /** Means and standard deviations of independent normal elements, broadcastable to them. */
    record Normals(Var mean, Var scale) {

        /** Those of the rows of a tensor; null if its elements are not normal, or depend on each other. */
        static @Nullable Normals ofRows(Law tensor, Rearrangement row) {
            return tensor.form(GaussianForm.class) instanceof Capability.Present<GaussianForm>(GaussianForm form)
                            && form.isIndependent()
                    ? new Normals(form.mean(), form.scale()).at(row)
                    : null;
        }

        private Normals at(Rearrangement by) {
            return new Normals(by.parameter(mean), by.parameter(scale));
        }
    }

    @Override
    public LawType type() {
        LawType of = decorated.type();
        return new LawType(of.draw(), of.measure(), of.support(), of.eventAxes(), of.batch(), sources);
    }

    @Override
    public Capability<Law> elements(Rearrangement by) {
        return switch (decorated.elements(by)) {
            case Capability.Present<Law>(Law picked) -> {
                Normals these = normal == null ? null : normal.at(by);
                yield Capability.of(new PickedLaw(new RowLaw(picked, sources.rearranged(by), these), this, by));
            }
            case Capability.Absent<Law> absent -> absent;
        };
    }

    @Override
    public <F extends ClosedForm<F>> Capability<F> form(Class<F> kind) {
        Normals these = normal;
        if (kind != GaussianForm.class || these == null) {
            return Capability.absent(describe() + " has no " + kind.getSimpleName());
        }
        Optional<GaussianForm> form =
                GaussianForm.of(type().draw().shape(), these.mean(), these.scale(), sources, checks());
        return form.<Capability<F>>map(f -> Capability.of(kind.cast(f)))
                .orElseGet(() -> Capability.absent("which elements " + describe() + " has is known only in a run"));
    }

    @Override
    public Map<Var, Value> recover(Value value) {
        Map<Var, Value> recovered = new LinkedHashMap<>();
        sources.draws().forEach(draw -> recovered.put(draw, value));
        return recovered;
    }
}
