package ppl.aeppl.docs;

import java.util.List;
import ppl.aeppl.rule.Guide;

/** Expressions of which other systems give no density or another one, with what is right. */
final class Peers {

    /**
     * A row.
     *
     * @param system name, version and where it says so
     * @param does what it does with the expression
     * @param right the expression, a value and the log-density there
     */
    record Row(String system, String does, Guide.Example right) {}

    static final List<Row> ROWS = List.of(
            new Row(
                    "aeppl, and PyMC before pymc#6369 (December 2022, `pymc/logprob/mixture.py`)",
                    "picks of one component count its density once for each pick; PyMC gives such an index no density since",
                    new Guide.Example(
                            "stack(x, y, z)[categorical(0.3, 0.3, 0.4), shape 3], of normal(0, 1), exponential(3), normal(5, 2)",
                            "0.5, 0.5, 4",
                            -5.03967461913565590)),
            new Row(
                    "PyMC 5 (pymc#5717, open)",
                    "a stack at a random index has a density only given the index, which must be sampled; the marginal needs"
                            + " another class, `pm.Mixture`",
                    new Guide.Example(
                            "stack(normal(0, 1), exponential(3))[bernoulli(0.3)]", "0.5", -0.80460877474122384)),
            new Row(
                    "PyMC 5 (`find_measurable_switch_mixture`)",
                    "a choice by a random condition without value has no density",
                    new Guide.Example("where(bernoulli(0.3) = 1, normal(0, 1), 0)", "0", -0.35667494393873245)),
            new Row(
                    "PyMC 6.2.0 (pymc#8386)",
                    "a censored count whose bounds are whole numbers has no density, only one with bounds cast to floats",
                    new Guide.Example("min(poisson(3), 5)", "5", -1.6888234106208706)),
            new Row(
                    "aeppl and PyMC 5 (`incsubtensor_rv_replace`; pymc#7553, open, does as we do)",
                    "`x[1] = 2.5` has the density of x at 2.5 whatever value is given there, though each of its draws holds 2.5",
                    new Guide.Example(
                            "x.at(1).set(2.5), x of normal(0, 1), shape 3", "1, 2.5, 0.5", -2.4628770664093454)),
            new Row(
                    "PyMC up to 5.26 (pymc#7958)",
                    "the absolute value of a count has no density",
                    new Guide.Example("abs(poisson(3) - 2)", "1", -0.98509697945773524)));

    private Peers() {}
}
