package ppl.backend.tck.areas;

import java.util.List;
import java.util.stream.Stream;
import ppl.backend.tck.rule.Rule;

/** All rules of the kit, area by area. */
public final class KitRules {

    private static final List<Rule> ALL = Stream.of(
                    BackendRules.all(),
                    ElementwiseRules.all(),
                    ShapeRules.all(),
                    SliceRules.all(),
                    SizeRules.all(),
                    ProgramRules.all(),
                    CallRules.all(),
                    BatchRules.all(),
                    ReductionRules.all(),
                    CumulativeRules.all(),
                    ContractionRules.all(),
                    IndexingRules.all(),
                    OrderRules.all(),
                    LinearRules.all(),
                    EliminationRules.all(),
                    BranchRules.all(),
                    LoopRules.all(),
                    RandomRules.all(),
                    FunctionRules.all(),
                    GradientRules.all(),
                    ErrorRules.all(),
                    ThreadRules.all(),
                    LifeRules.all(),
                    MemoryRules.all(),
                    ModeRules.all(),
                    OracleRules.all())
            .flatMap(List::stream)
            .toList();

    private KitRules() {}

    /** The rules, in the order of their areas. */
    public static List<Rule> all() {
        return ALL;
    }
}
