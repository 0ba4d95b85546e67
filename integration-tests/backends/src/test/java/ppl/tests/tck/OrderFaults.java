package ppl.tests.tck;

import static ppl.tests.tck.BrokenBackend.rewriting;
import static ppl.tests.tck.Fault.fault;

import java.util.stream.Stream;

/** Faults in the order and place of elements. */
final class OrderFaults {

    private OrderFaults() {}

    static Stream<Fault> all() {
        return Stream.of(
                fault(
                        "reshape is column-major",
                        () -> rewriting(WrongOrder::reshapeColumnMajor),
                        "M1.01",
                        "[2, 3] to [3, 2]",
                        "MPC"),
                fault(
                        "transpose takes the inverse order",
                        () -> rewriting(WrongOrder::transposeInverted),
                        "M1.02",
                        "the inverse permutation",
                        "M"),
                fault(
                        "a row stretched down is stretched across",
                        () -> rewriting(WrongOrder::broadcastRepeatsElements),
                        "M1.03",
                        "a row down",
                        "M"),
                fault(
                        "slices ignore the sign of steps",
                        () -> rewriting(WrongOrder::slicesForward),
                        "M1.04",
                        "reversed",
                        "MR"),
                fault(
                        "pad fills with ones",
                        () -> rewriting(WrongOrder::padsWithOnes),
                        "M1.05",
                        "expected 0x0p0",
                        "MP"),
                fault("concat joins in reverse", () -> rewriting(WrongOrder::concatReversed), "M1.06", "expected", "M"),
                fault("iota counts from 1", () -> rewriting(WrongOrder::iotaFromOne), "M1.07", "expected 0", "M"),
                fault(
                        "a vector is summed from left to right",
                        () -> rewriting(WrongOrder::naiveSum),
                        "R1.01",
                        "a sum from left to right",
                        "RP"),
                fault(
                        "rows are summed in halves",
                        () -> rewriting(WrongOrder::rowsInHalves),
                        "R1.03",
                        "over axes [1]",
                        "R"),
                fault(
                        "float32 is summed in float64",
                        () -> rewriting(WrongOrder::float32SummedWide),
                        "R1.05",
                        "float32 summed in float64",
                        "R"),
                fault(
                        "int64 is summed as float64",
                        () -> rewriting(WrongOrder::integersSummedAsFloats),
                        "R1.06",
                        "wider type or in a float",
                        "R"),
                fault(
                        "maxima start at the least finite number",
                        () -> rewriting(WrongOrder::maximumStartsTooHigh),
                        "R1.09",
                        "infinities only",
                        "R"),
                fault(
                        "all forgets the last element",
                        () -> rewriting(WrongOrder::allForgetsTheLast),
                        "R1.08",
                        "one false",
                        ""),
                fault("sums start at 0", () -> rewriting(WrongOrder::sumStartsAtZero), "R1.11", "expected -0x0p0", "R"),
                fault(
                        "the maximum of nothing is NaN",
                        () -> rewriting(WrongOrder::emptyMaximumIsNaN),
                        "R1.13",
                        "expected -inf",
                        "R"),
                fault(
                        "cumulative sums have no chunks",
                        () -> rewriting(WrongOrder::cumulatedWithoutChunks),
                        "R2.02",
                        "a sum that runs through",
                        "R"),
                fault(
                        "reversed cumulative sums are taken from the total",
                        () -> rewriting(WrongOrder::cumulatedFromTheTotal),
                        "R2.03",
                        "the total less the other sums",
                        "R"),
                fault(
                        "products are rounded before they are added",
                        () -> rewriting(WrongOrder::productsRounded),
                        "C1.01",
                        "products rounded",
                        "CPL"),
                fault(
                        "blocks of 128",
                        () -> rewriting(WrongOrder::blocksOf128),
                        "C1.02",
                        "blocks of another length",
                        "C"),
                fault(
                        "gather clamps",
                        () -> rewriting(WrongOrder::gatherClamps),
                        "I1.02",
                        "a clamped or wrapped index",
                        "I"),
                fault(
                        "gather cuts indices to 32 bits",
                        () -> rewriting(WrongOrder::gatherCutsIndices),
                        "I1.02",
                        "4294967296",
                        ""),
                fault(
                        "scatter adds in reverse",
                        () -> rewriting(WrongOrder::scatterReversed),
                        "I2.02",
                        "atomic or reordered",
                        "IP"),
                fault(
                        "scatter adds in blocks of rows",
                        () -> rewriting(WrongOrder::scatterAsProduct),
                        "I2.02",
                        "blocks of rows instead of ranks",
                        "I"),
                fault(
                        "scatter wraps negative indices",
                        () -> rewriting(WrongOrder::scatterWraps),
                        "I2.04",
                        "a clamped or wrapped index",
                        "I"),
                fault(
                        "scattered sums start at -0",
                        () -> rewriting(WrongOrder::scatterStartsAtMinusZero),
                        "I2.05",
                        "-0x0p0",
                        "IP"),
                fault(
                        "a planned scatter loses duplicates",
                        () -> rewriting(WrongOrder::plannedScatterLosesDuplicates),
                        "I2.06",
                        "a layout planned ahead",
                        "I"),
                fault(
                        "equal elements are sorted in reverse",
                        () -> rewriting(WrongOrder::sortUnstable),
                        "I3.02",
                        "an unstable sort",
                        "I"),
                fault(
                        "zeros of both signs are sorted as equal",
                        () -> rewriting(WrongOrder::zerosSortedAsEqual),
                        "I3.03",
                        "zeros",
                        "I"),
                fault(
                        "the rows of an elimination are not exchanged",
                        () -> rewriting(WrongOrder::rowsNotExchanged),
                        "L2.01",
                        "a cycle of rows",
                        "L"),
                fault(
                        "a batch is eliminated as its first matrix",
                        () -> rewriting(WrongOrder::firstEliminationForAll),
                        "L2.04",
                        "matrix 1",
                        "L"),
                fault(
                        "the Cholesky factor reads both triangles",
                        () -> rewriting(WrongOrder::choleskyOfTheMean),
                        "L1.02",
                        "the mean of both triangles",
                        "L"),
                fault(
                        "a batch is solved with its first factor",
                        () -> rewriting(WrongOrder::firstFactorForAll),
                        "L1.11",
                        "matrix 1 of result 1",
                        ""),
                fault(
                        "failing pivots are replaced",
                        () -> rewriting(WrongOrder::pivotsReplaced),
                        "L1.03",
                        "expected nan",
                        "L"),
                fault(
                        "a triangular solve reads both triangles",
                        () -> rewriting(WrongOrder::solveReadsAll),
                        "L1.06",
                        "the whole matrix read",
                        "L"));
    }
}
