package ppl.tests.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static ppl.tests.tck.BrokenBackend.rewriting;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import ppl.backend.spi.Backend;
import ppl.backend.tck.Conformance;
import ppl.backend.tck.ConformanceReport;
import ppl.backend.tck.rule.Rule;

/** The kit against backends that are right but for one thing: it catches each in the rule for that thing, and says so. */
class KitCatchesBrokenBackendsTest {

    /** Areas of single things, where a fault of another thing must not show; the others run whole programs, slowly. */
    private static final String SINGLE = "BVSMPRCILEX";

    /** Rules of those areas whose cases take long; run only where the fault is theirs. */
    private static final Set<String> SLOW = Set.of("P1.04", "C1.05", "X1.05", "X1.06");

    /**
     * A fault.
     *
     * @param rule the rule that is about it
     * @param says words that the failure must contain
     * @param areas letters of the areas whose rules may break too
     */
    record Fault(String name, Supplier<BrokenBackend> backend, String rule, String says, String areas) {
        @Override
        public String toString() {
            return rule + " " + name;
        }
    }

    private static Fault fault(String name, Supplier<BrokenBackend> backend, String rule, String says, String areas) {
        return new Fault(name, backend, rule, says, areas);
    }

    static Stream<Fault> faults() {
        return Stream.of(
                fault("the other branch is run", () -> rewriting(WrongConduct::otherBranch), "D1.01", "result 0", "D"),
                fault(
                        "results of a branch are given in reverse",
                        () -> rewriting(WrongConduct::resultsReversed),
                        "D1.01",
                        "an operand is the result, true",
                        ""),
                fault(
                        "float64 sums are done in float32",
                        () -> rewriting(WrongArithmetic::sumsInFloat32),
                        "V1.01",
                        "expected",
                        "SPRMEC"),
                fault(
                        "quotients are products with a reciprocal",
                        () -> rewriting(WrongArithmetic::divisionByReciprocal),
                        "V1.03",
                        "one; not 49 * (1/49)",
                        "VS"),
                fault(
                        "square roots go through float32",
                        () -> rewriting(WrongArithmetic::rootThroughFloat32),
                        "V1.04",
                        "irrational",
                        "SP"),
                fault(
                        "fma is rounded twice",
                        () -> rewriting(WrongArithmetic::fmaRoundedTwice),
                        "V1.05",
                        "a product rounded before the sum",
                        "VS"),
                fault(
                        "rint is floor(x + 0.5)",
                        () -> rewriting(WrongArithmetic::rintByFloor),
                        "V1.06",
                        "rint as floor(x + 0.5)",
                        "VS"),
                fault("abs sets the sign of zero", () -> rewriting(WrongArithmetic::absByBits), "S1.03", "-0x0p0", "S"),
                fault(
                        "float32 fma is done in float64",
                        () -> rewriting(WrongArithmetic::fma32In64),
                        "V2.05",
                        "an fma computed in float64",
                        ""),
                fault("int32 sums saturate", () -> rewriting(WrongArithmetic::integersSaturate), "V3.01", "wraps", ""),
                fault(
                        "a shift by the width gives 0",
                        () -> rewriting(WrongArithmetic::largeShiftGivesZero),
                        "V3.05",
                        "low bits of the count",
                        ""),
                fault(
                        "shr keeps the sign",
                        () -> rewriting(WrongArithmetic::shiftKeepsSign),
                        "V3.06",
                        "an arithmetic shift",
                        ""),
                fault(
                        "int64 is compared as float64",
                        () -> rewriting(WrongArithmetic::integersComparedAsFloats),
                        "V4.03",
                        "a way through a float",
                        ""),
                fault(
                        "float to integer rounds down",
                        () -> rewriting(WrongArithmetic::castRoundsDown),
                        "V5.01",
                        "toward 0",
                        "P"),
                fault(
                        "float to int32 goes through int64",
                        () -> rewriting(WrongArithmetic::castWrapsToInt32),
                        "V5.02",
                        "held",
                        ""),
                fault(
                        "NaN casts to the least integer",
                        () -> rewriting(WrongArithmetic::nanCastsToLeast),
                        "V5.03",
                        "NaN to 0",
                        ""),
                fault(
                        "int64 to float32 rounds twice",
                        () -> rewriting(WrongArithmetic::castRoundsTwice),
                        "V5.04",
                        "rounded once",
                        ""),
                fault(
                        "bitcast converts",
                        () -> rewriting(WrongArithmetic::bitcastConverts),
                        "V5.08",
                        "a conversion of values",
                        "P"),
                fault(
                        "0 times anything is 0",
                        () -> rewriting(WrongArithmetic::zeroTimesAnythingIsZero),
                        "S1.01",
                        "NaN",
                        "S"),
                fault(
                        "-0 is lost by neg",
                        () -> rewriting(WrongArithmetic::minusZeroLost),
                        "S1.03",
                        "-0: not 0 - x",
                        "S"),
                fault(
                        "max ignores NaN",
                        () -> rewriting(WrongArithmetic::maxIgnoresNaN),
                        "S1.04",
                        "NaN if either is",
                        "S"),
                fault(
                        "min is x < y ? x : y",
                        () -> rewriting(WrongArithmetic::minByComparison),
                        "S1.04",
                        "-0 is less than 0",
                        "S"),
                fault(
                        "lt is 'not ge'",
                        () -> rewriting(WrongArithmetic::lessAsNotGreaterOrEqual),
                        "S1.05",
                        "lt f64: nan",
                        "S"),
                fault(
                        "subnormal results are flushed",
                        () -> rewriting(WrongArithmetic::subnormalsFlushed),
                        "S1.06",
                        "not flushed",
                        "VS"),
                fault(
                        "select is computed by products",
                        () -> rewriting(WrongArithmetic::selectByProducts),
                        "S1.07",
                        "the other side does not leak",
                        "SV"),
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
                        "shapes of size 0 are refused",
                        WrongConduct::refusesSizeZero,
                        "M2.01",
                        "ArrayIndexOutOfBoundsException",
                        "MRCIL"),
                fault(
                        "an output named twice is computed once",
                        WrongConduct::forgetsSecondOutput,
                        "P1.01",
                        "the second output",
                        "P"),
                fault(
                        "inputs are taken in the order of use",
                        WrongConduct::ordersInputsByUse,
                        "P1.02",
                        "in another order than their use",
                        "P"),
                fault(
                        "long programs overflow the stack",
                        WrongConduct::refusesLongPrograms,
                        "P1.04",
                        "StackOverflowError",
                        ""),
                fault("the last element is not written", WrongConduct::leavesTheTail, "P2.01", "expected", "PMIRCL"),
                fault("zeros are not written", WrongConduct::expectsClearedArrays, "P2.01", "expected 0x0p0", "PI"),
                fault("a call writes to its inputs", WrongConduct::writesToInputs, "P2.02", "after the call", "PI"),
                fault("NaN stays in the workspace", WrongConduct::keepsNaN, "P2.03", "the third call", "P"),
                fault(
                        "results are kept by the array's identity",
                        WrongConduct::remembersArrays,
                        "P2.04",
                        "call 1",
                        "PIX"),
                fault(
                        "an array given twice is copied once",
                        WrongConduct::copiesSharedArraysOnce,
                        "P2.05",
                        "x - y",
                        ""),
                fault(
                        "compiling again gives other bits",
                        WrongConduct::changesFromCompileToCompile,
                        "P2.06",
                        "the value",
                        "PRM"),
                fault(
                        "a batch repeats its first point",
                        WrongConduct::repeatsTheFirstPoint,
                        "P3.01",
                        "the sum of point 1",
                        ""),
                fault("a batch costs nothing", WrongConduct::batchesForNothing, "P3.02", "64 points", ""),
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
                        "a product and a sum are contracted to fma",
                        () -> rewriting(WrongArithmetic::contractedToFma),
                        "R1.12",
                        "contracted to fma",
                        "P"),
                fault(
                        "the maximum of nothing is NaN",
                        () -> rewriting(WrongOrder::emptyMaximumIsNaN),
                        "R1.13",
                        "expected -inf",
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
                        "L"),
                fault(
                        "halves of random words are exchanged",
                        WrongConduct::exchangesPhiloxHalves,
                        "K1.01",
                        "halves of a 64-bit word exchanged",
                        ""),
                fault("a claimed exp has other bits", WrongConduct::hasItsOwnExp, "F2.01", "exp", ""),
                fault(
                        "a rich op not claimed is run all the same",
                        WrongConduct::expandsSilently,
                        "E2.01",
                        "nothing was thrown",
                        "E"),
                fault("NaN throws", WrongConduct::throwsOnNaN, "E3.01", "ArithmeticException", ""),
                fault(
                        "callers share a workspace",
                        WrongConduct::sharesWorkspace,
                        "T1.01",
                        "one workspace for all callers",
                        ""),
                fault(
                        "only one program compiles at a time",
                        WrongConduct::compilesOneAtATime,
                        "T1.02",
                        "ConcurrentModificationException",
                        ""),
                fault(
                        "callers may not take turns",
                        WrongConduct::mixesUpCallers,
                        "T1.03",
                        "a workspace per thread",
                        ""),
                fault(
                        "callers belong to their thread",
                        WrongConduct::bindsCallersToThreads,
                        "T1.04",
                        "thread-local state",
                        ""),
                fault("results are written later", WrongConduct::writesLater, "T1.05", "read after two more", "PVSIRC"),
                fault("memory is freed twice", WrongConduct::closesOnce, "X1.01", "freed twice", "X"),
                fault("calls after closing work", WrongConduct::callsAfterClosing, "X1.02", "nothing was thrown", "X"),
                fault("closing closes the twin", WrongConduct::closesItsTwin, "X1.03", "closed", "X"),
                fault(
                        "programs are never given back",
                        WrongConduct::runsOutOfPrograms,
                        "X1.05",
                        "no room for another program",
                        "X"),
                fault(
                        "closing gives memory back under a call",
                        WrongConduct::closesUnderCalls,
                        "X1.06",
                        "given back under it",
                        ""),
                fault("calls allocate", WrongConduct::promisesNoAllocation, "A1.01", "calls allocate", ""),
                fault("FAST computes in float32", WrongConduct::fastInFloat32, "N1.01", "relative error", ""),
                fault("the name is a title", WrongConduct::shouts, "B1.01", "Broken Backend", ""),
                fault(
                        "the level is of the future",
                        WrongConduct::comesFromTheFuture,
                        "B1.02",
                        "the level is " + (Backend.LEVEL + 1),
                        ""),
                fault("the probe prints", WrongConduct::chatters, "B1.03", "no device found", ""),
                fault("the probe throws", WrongConduct::throwsFromProbe, "B1.03", "no libdevice", ""),
                fault("STRICT is refused", WrongConduct::isFastOnly, "B1.04", "STRICT is refused", ""),
                fault("the estimate is a constant", WrongConduct::estimatesNothing, "B1.05", "50 million", ""));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void each_broken_backend_is_caught_in_its_rule_with_a_message_that_helps(Fault fault) {
        ConformanceReport report = Conformance.check(
                fault.backend.get(), BrokenBackend.oracle(), r -> r.id().equals(fault.rule) || isQuickAndSingle(r));

        Map<String, List<String>> failures = report.failures();
        assertTrue(failures.containsKey(fault.rule), () -> "not caught in its rule; " + report);
        List<String> messages = failures.getOrDefault(fault.rule, List.of());
        assertTrue(
                messages.stream().anyMatch(m -> m.contains(fault.says)),
                () -> "no message says '" + fault.says + "', but: " + messages.getFirst());
        assertTrue(
                messages.stream().allMatch(m -> m.startsWith(fault.rule) && m.contains("suspect")), messages::getFirst);
        List<String> elsewhere = failures.keySet().stream()
                .filter(id -> !id.equals(fault.rule) && fault.areas.indexOf(id.charAt(0)) < 0)
                .toList();
        assertEquals(List.of(), elsewhere, () -> "rules of other areas break too; " + report);
    }

    private static boolean isQuickAndSingle(Rule rule) {
        return SINGLE.indexOf(rule.id().charAt(0)) >= 0 && !SLOW.contains(rule.id());
    }

    @ParameterizedTest
    @MethodSource("ppl.backend.tck.Conformance#rules")
    void each_rule_is_kept_by_the_unbroken_wrapper(Rule rule) {
        ConformanceReport report = Conformance.check(new BrokenBackend(), BrokenBackend.oracle(), r -> r == rule);

        assertEquals(Map.of(), report.failures());
    }
}
