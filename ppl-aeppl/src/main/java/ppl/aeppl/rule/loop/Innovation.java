package ppl.aeppl.rule.loop;

import java.util.List;
import org.jspecify.annotations.Nullable;
import ppl.aeppl.family.Family;
import ppl.aeppl.family.Parameter;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.Sources;
import ppl.aeppl.law.Support;
import ppl.graph.Interval;
import ppl.graph.Shape;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.op.RandomOp;
import ppl.graph.random.KeyVar;

/**
 * What is random in one step: a row of a random tensor, as a draw of its own. So all rules take it for a draw.
 *
 * @param row the law of the row
 * @param normal of normal elements their means and standard deviations; else null
 * @param range bounds of the tensor
 */
record Innovation(Law row, RowLaw.@Nullable Normals normal, Interval range) implements Family {

    /** The law of the row that a draw of a step is. */
    static Law of(Var noise) {
        return ((Innovation) ((RandomOp) noise.op()).family()).row;
    }

    @Override
    public String name() {
        return row.describe();
    }

    @Override
    public String describe(List<Var> parameters) {
        return row.describe();
    }

    @Override
    public List<Parameter> parameters() {
        return List.of();
    }

    @Override
    public Support support(List<Var> parameters) {
        return row.type().support();
    }

    @Override
    public TensorType type(List<Var> parameters, Shape batch) {
        return row.type().draw();
    }

    @Override
    public Interval range(List<Var> parameters) {
        return range;
    }

    @Override
    public Law law(List<Var> parameters, Shape batch, Sources sources) {
        return new RowLaw(row, sources, normal);
    }

    @Override
    public Var draw(KeyVar key, List<Var> parameters, Shape batch) {
        return row.draw(key);
    }
}
